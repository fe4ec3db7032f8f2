/* Fixes, applied until nothing is left to mend. */
#include "lint/lint.h"

enum { ROUNDS_MAX = 20 }; /* a pair of fixes that undo each other must end */

/* The edits of all fixes that may be applied together: a fix is taken whole or waits for the next
   round. Findings are in the order of their place. */
static Edits edits_of(Arena *arena, const Findings *findings, bool unsafe)
{
    Edits all = {0};
    for (size_t i = 0; i < findings->len; i++) {
        const Fix *fix = findings->at[i].fix;
        if (!fix || (fix->safety == FIX_UNSAFE && !unsafe) || edits_overlap(&all, &fix->edits))
            continue;
        for (size_t j = 0; j < fix->edits.len; j++)
            *PUSH(arena, &all) = fix->edits.at[j];
        edits_sort(&all);
    }
    return all;
}

Str lint_fix(Arena *arena, const Source *source, const LintJob *job, bool unsafe)
{
    const Source *now = source;
    for (int round = 0; round < ROUNDS_MAX; round++) {
        LintResult result = lint_source(arena, now, job);
        Edits edits = edits_of(arena, &result.findings, unsafe);
        if (edits.len == 0)
            break;
        Str text = edits_apply(arena, now->text, &edits);
        const Source *next = source_new(arena, source->name, text);
        /* A mended file that no longer parses would be worse than any finding. */
        if (syntax_accepted(result.file->syntax) && !syntax_accepted(syntax_read(arena, next)))
            break;
        now = next;
    }
    return now->text;
}
