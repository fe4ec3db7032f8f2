/* Fixes, applied until nothing is left to mend. */
#include "lint/lint.h"

enum { ROUNDS_MAX = 20 };

typedef struct {
    Arena *arena;
    const LintJob *job;
    bool unsafe;
    Strs seen; /* the text of each round */
} Fixing;

static bool is_wanted(const Fixing *in, const Fix *fix)
{
    return fix && fix->edits.len && (fix->safety == FIX_SAFE || in->unsafe) &&
           edits_fit(&fix->edits);
}

static const Source *apply(const Fixing *in, const Source *source, const Edits *edits)
{
    return source_new(in->arena, source->name, edits_apply(in->arena, source->text, edits));
}

/* A mended file that no longer parses would be worse than any finding. */
static bool breaks(const Fixing *in, const LintResult *before, const Edits *edits)
{
    const Source *after = apply(in, before->source, edits);
    return syntax_accepted(before->file->syntax) && !syntax_accepted(syntax_read(in->arena, after));
}

/* The edits of all fixes that may be applied together: a fix is taken whole or waits for the next
   round. Findings are in the order of their place. */
static Edits edits_of(const Fixing *in, const LintResult *result, bool each_alone)
{
    Edits all = {0};
    for (size_t i = 0; i < result->findings.len; i++) {
        const Finding *finding = &result->findings.at[i];
        const Fix *fix = finding_refuted(finding) ? NULL : finding->fix;
        if (is_wanted(in, fix) && !(each_alone && breaks(in, result, &fix->edits)))
            edits_merge(in->arena, &all, &fix->edits);
    }
    return all;
}

/* Fixes that undo each other would come back to a text that was there before. */
static bool was_seen(const Fixing *in, Str text)
{
    for (size_t i = 0; i < in->seen.len; i++)
        if (str_eq(in->seen.at[i], text))
            return true;
    return false;
}

/* The text after one more round; NULL when nothing can be mended any more, or with a Fail. */
static const Source *mend(Fixing *in, const Source *now, Fail *fail)
{
    LintResult result;
    if (!lint_source(in->arena, now, in->job, &result, fail))
        return NULL;
    Edits edits = edits_of(in, &result, false);
    if (edits.len && breaks(in, &result, &edits)) {
        edits = edits_of(in, &result, true);
        if (breaks(in, &result, &edits))
            return NULL;
    }
    const Source *next = apply(in, now, &edits);
    *PUSH(in->arena, &in->seen) = now->text;
    return edits.len == 0 || was_seen(in, next->text) ? NULL : next;
}

bool lint_fix(Arena *arena, const Source *source, const LintJob *job, bool unsafe, Str *fixed,
              Fail *fail)
{
    Fixing in = {.arena = arena, .job = job, .unsafe = unsafe};
    for (int round = 0; round < ROUNDS_MAX; round++) {
        const Source *next = mend(&in, source, fail);
        if (!next)
            break;
        source = next;
    }
    *fixed = source->text;
    return !fail->text[0];
}
