/* What the JSON formats of `plimsoll parse` share: objects in one line, the verdict. */
#pragma once

#include "cli/parse_format.h"

/* An object that stands on one line also where the rest is spread out; give line_end what
   line_begin returned. */
bool line_begin(JsonOut *out);
void line_end(JsonOut *out, bool pretty);

const char *stage_name(ProblemStage stage);

/* "file", "accepted" and "error": how the object of a file begins. */
void key_verdict(JsonOut *out, const ParsedFile *file);

/* The document around the objects of all files: for a ParseFormat. */
void document_start(Printing *printing);
void document_end(Printing *printing);
