/* Any bytes can be settings, plimsoll's or hadolint's: they are read or refused with a sentence
   that names the place. Behind a line "%%" stands a Dockerfile, whose comments may silence rules;
   what is silenced is among what is found without them. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"
#include "lint/lint.h"

#define MUST(...) must((__VA_ARGS__) ? true : false, #__VA_ARGS__, __LINE__)

static void must(bool holds, const char *promise, int line)
{
    if (holds)
        return;
    fprintf(stderr, "config_fuzz.c:%d: does not hold: %s\n", line, promise);
    abort();
}

static LintResult lint(Arena *arena, const Source *source, const Config *config, bool pragmas)
{
    Settings *settings = NEW(arena, Settings);
    *settings = config_settings(arena, config, STR("/nowhere/a/Dockerfile"), true, true);
    settings->no_pragmas = settings->no_pragmas || !pragmas;
    LintJob job = {.settings = settings};
    LintResult result;
    Fail fail = {0};
    MUST(lint_source(arena, source, &job, &result, &fail));
    return result;
}

static bool is_among(const Findings *all, const Finding *one)
{
    for (size_t i = 0; i < all->len; i++)
        if (all->at[i].rule == one->rule && all->at[i].span.start == one->span.start &&
            all->at[i].span.end == one->span.end)
            return true;
    return false;
}

static void check_ignores(Arena *arena, const Source *source, const Config *config)
{
    LintResult with = lint(arena, source, config, true);
    LintResult without = lint(arena, source, config, false);
    for (size_t i = 0; i < with.findings.len; i++) {
        const Finding *finding = &with.findings.at[i];
        bool is_new = str_eq(finding->rule->id, STR("unused-ignore"));
        MUST(is_new || is_among(&without.findings, finding));
    }
}

static const Config *read(Arena *arena, Str path, Str text)
{
    Fail fail = {0};
    const Config *config = config_parse(arena, path, text, &fail);
    MUST(config || str_starts(str_from(fail.text), path));
    Severity level = SEV_COUNT;
    config_fails(config, SEV_WARNING, &level);
    MUST(level < SEV_COUNT);
    if (config)
        config_excludes(arena, config, STR("/nowhere/a/b/Dockerfile"));
    return config;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_open();
    Str all = {(const char *)data, size}, mark = STR("\n%%\n");
    size_t end = str_find(all, mark);
    Str text = str_head(all, end), file = str_tail(all, end + mark.len);
    const Config *own = read(arena, STR("/nowhere/.plimsoll.yaml"), text);
    read(arena, STR("/nowhere/.hadolint.yaml"), text);
    check_ignores(arena, source_new(arena, STR("Dockerfile"), file), own);
    arena_close(arena);
    return 0;
}
