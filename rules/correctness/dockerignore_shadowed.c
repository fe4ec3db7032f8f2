/*
# dockerignore-shadowed

A line of the ignore file has no effect, because of the lines around it.

The lines are applied from top to bottom and the last one that hits a path counts, so an exception
stands behind what it is an exception from. What an earlier line leaves out already need not be
named again.

```dockerignore bad
!README.md
#^^^^^^^^^ brings nothing back: no line above it leaves README.md out
*.md
docs
docs/api
#^^^^^^^ is left out already, by line 3
!docs/LICENSE
docs/LICENSE
!src/main.c
#^^^^^^^^^^ no line above
```

A later line that takes back what the exception brought:

```dockerignore bad
*
!src
#^^^ line 3 leaves src out again
src
```

```dockerignore bad
*.log
*.log
#^^^^ line 1
**
web/*.tmp
#^^^^^^^^ line 3
```

An exception for a directory brings back only what was left out as that directory:

```dockerignore bad
vendor/cache
!vendor
#^^^^^^ brings nothing back
```

```dockerignore good
*
!src
src/*.tmp
!src/keep.tmp
```

```dockerignore good
docs
!docs/api
docs/api/drafts
```
*/
#include "lint/rule.h"

/* Whatever the second one hits, the first does. */
static bool covers(const IgnorePattern *first, const IgnorePattern *second)
{
    bool anywhere = str_starts(first->text, STR("**/"));
    return !first->flaw && (first->everything || str_eq(first->text, second->text) ||
                            (anywhere && str_eq(str_tail(first->text, 3), second->text)));
}

/* The line above that leaves out already all that this one with its wildcards may hit. */
static const IgnorePattern *covered_by(const IgnoreFile *ignore, const IgnorePattern *pattern)
{
    for (const IgnorePattern *at = pattern; at > ignore->at && !at[-1].exception; at--)
        if (covers(&at[-1], pattern))
            return &at[-1];
    return NULL;
}

/* The line below that leaves out again all that this exception for one path brought back. */
static const IgnorePattern *undone_by(const IgnoreFile *ignore, const IgnorePattern *pattern,
                                      Arena *arena)
{
    for (const IgnorePattern *at = pattern + 1; at < ignore->at + ignore->len; at++)
        if (at->exception)
            return NULL;
    IgnoreVerdict verdict = ignore_walk_to(arena, ignore, pattern->text);
    return verdict.out ? &ignore->at[verdict.by - 1] : NULL;
}

static void say_shadowed(Report *out, const IgnorePattern *pattern, const IgnorePattern *by)
{
    Finding *finding = report_pattern(out, pattern, "is left out already, by line %u: %.*s",
                                      (unsigned)by->line, STR_ARG(by->written));
    finding_help(finding, "take the line away");
}

static void judge_exception(Report *out, const IgnoreFile *ignore, const IgnorePattern *pattern,
                            bool is_out)
{
    Str path = pattern->text;
    if (!is_out) {
        Finding *finding = report_pattern(
            out, pattern, "brings nothing back: no line above it leaves %.*s out", STR_ARG(path));
        finding_help(finding, "an exception stands behind the line that it is an exception from");
        return;
    }
    const IgnorePattern *by = undone_by(ignore, pattern, report_arena(out));
    if (by)
        report_pattern(out, pattern, "has no effect: line %u leaves %.*s out again: %.*s",
                       (unsigned)by->line, STR_ARG(path), STR_ARG(by->written));
}

static void judge(Report *out, const IgnoreFile *ignore, const IgnorePattern *pattern)
{
    IgnoreFile before = ignore_before(ignore, pattern);
    IgnoreVerdict verdict = {0};
    if (pattern->plain)
        verdict = ignore_walk_to(report_arena(out), &before, pattern->text);
    if (pattern->exception && pattern->plain)
        judge_exception(out, ignore, pattern, verdict.out);
    else if (!pattern->exception && verdict.out)
        say_shadowed(out, pattern, &ignore->at[verdict.by - 1]);
    else if (!pattern->exception && covered_by(ignore, pattern))
        say_shadowed(out, pattern, covered_by(ignore, pattern));
}

static void dockerignore_shadowed(Report *out)
{
    const IgnoreFile *ignore = &report_ignore(out)->file;
    for (size_t i = 0; i < ignore->len; i++)
        if (!ignore->at[i].flaw)
            judge(out, ignore, &ignore->at[i]);
}

RULE(dockerignore_shadowed) = {
    .severity = SEV_INFO,
    .builder_too = true,
    .each_file = dockerignore_shadowed,
};
