/* What the JSON formats of `plimsoll parse` share: keys with their values, places, the verdict. */
#pragma once

#include "cli/parse_format.h"

void key_str(JsonOut *out, const char *key, Str value);
void key_u64(JsonOut *out, const char *key, uint64_t value);
void key_array(JsonOut *out, const char *key);               /* opens it; json_array_end closes */
void key_if_str(JsonOut *out, const char *key, Str value);   /* nothing when it is empty */
void key_if_true(JsonOut *out, const char *key, bool value); /* nothing when it is false */

/* An object that stands on one line also where the rest is spread out; give line_end what
   line_begin returned. */
bool line_begin(JsonOut *out);
void line_end(JsonOut *out, bool pretty);

/* "line", "column", "end_line", "end_column" */
void key_place(JsonOut *out, const Source *source, Span span);

const char *stage_name(ProblemStage stage);

/* "file", "accepted" and "error": how the object of a file begins. */
void key_verdict(JsonOut *out, const ParsedFile *file);

/* The document around the objects of all files: for a ParseFormat. */
void document_start(Printing *printing);
void document_end(Printing *printing);
