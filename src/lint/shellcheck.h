/* What ShellCheck finds in what RUN runs: the scripts that it gets, and its notes as findings.
   Private to the room. */
#pragma once

#include "lint/lint.h"

/* What ShellCheck gets of one RUN: a head that is made here, then the body. */
typedef struct {
    Str text;
    size_t head; /* bytes before the body's */
    Body body;   /* a line feed stands behind it */
} Question;

typedef struct {
    Question *at;
    size_t len, cap;
} Questions;

Questions shellcheck_questions(Arena *arena, const Dockerfile *file);
Strs shellcheck_scripts(Arena *arena, const Questions *questions);

/* Reports what it finds. False when it cannot be asked. */
bool shellcheck_report(Report *out, Fail *fail);
