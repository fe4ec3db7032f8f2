/* Inside of parse_model_text: rows below a step, and what its script does. */
#pragma once

#include "cli/parse_tree.h"

enum { STEP_INDENT = 3, COMMAND_INDENT = 5 };

/* A row below a step, so many columns in, that begins with its label. */
Row detail_row(Tree *tree, size_t indent, Ink color, const char *label);

void row_fmt(Row *row, Ink color, const char *format, ...) __attribute__((format(printf, 3, 4)));

bool same_value(Value a, Value b); /* as they are shown */

/* What is not known is marked; an empty text is shown as such. */
void row_value(Row *row, Value value);
void row_values(Row *row, const Values *values, const char *between);
/* "stage 0 build", "the context", an image */
void row_origin(Row *row, const Origin *origin);

/* Words, set apart by commas: a tail of remarks behind what a row says. */
typedef struct {
    Row *row;
    bool any;
} Remarks;

void remark(Remarks *remarks, Str text);

/* The step's commands with their effects below each, then the effects that no command has. */
void show_script(Tree *tree, const Step *step);
