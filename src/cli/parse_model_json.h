/* Inside of parse_model_json: what a step's script and its effects look like. */
#pragma once

#include "cli/parse_format.h"

/* {"text": "/srv", "known": "known"}; nothing when it is empty and known to be. */
void key_value(JsonOut *out, const char *key, Value value);
void key_values(JsonOut *out, const char *key, const Values *values);
/* "line" and "column" of the first byte. */
void key_point(JsonOut *out, const Source *source, Span span);

/* "json", "dialect", "unread", "error" and "commands" */
void key_script(Printing *printing, const Source *source, const Script *script);
void key_effects(Printing *printing, const Source *source, const Effects *effects);
