/* Inside of parse_model_json: what a step's script and its effects look like. */
#pragma once

#include "base/json.h"
#include "model/model.h"

/* {"text": "/srv", "known": "known"}; nothing when it is empty and known to be. */
void key_value(JsonOut *out, const char *key, Value value);
void key_values(JsonOut *out, const char *key, const Values *values);
/* "line" and "column" of the first byte. */
void key_point(JsonOut *out, const Source *source, Span span);

/* "dialect", "json", "unread" and "commands" */
void key_script(JsonOut *out, Arena *scratch, const Source *source, const Script *script);
void key_effects(JsonOut *out, const Source *source, const Effects *effects);
