/* Any bytes can be linted by all rules: findings lie in the file and in order, every format prints
   them, a fix is edits that fit, and what is mended parses when the file did. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"
#include "lint/lint.h"
#include "report/report.h"

#define MUST(...) must((__VA_ARGS__) ? true : false, #__VA_ARGS__, "", __LINE__)
#define MUST_RULE(finding, ...) \
    must((__VA_ARGS__) ? true : false, #__VA_ARGS__, (finding)->rule->id.at, __LINE__)

static void must(bool holds, const char *promise, const char *rule, int line)
{
    if (holds)
        return;
    fprintf(stderr, "lint_fuzz.c:%d: does not hold: %s %s\n", line, promise, rule);
    abort();
}

static bool is_inside(const Source *source, Span span)
{
    return span.start <= span.end && span.end <= source->text.len;
}

static bool accepts(Arena *arena, const Source *source)
{
    return syntax_accepted(syntax_read(arena, source));
}

static void check_fix(Arena *arena, const Source *source, const Finding *finding, bool accepted)
{
    const Edits *edits = &finding->fix->edits;
    MUST_RULE(finding, edits->len > 0 && edits_fit(edits));
    for (size_t i = 0; i < edits->len; i++)
        MUST_RULE(finding, is_inside(source, edits->at[i].span));
    Str text = edits_apply(arena, source->text, edits);
    MUST_RULE(finding, !str_eq(text, source->text));
    MUST_RULE(finding, !accepted || accepts(arena, source_new(arena, source->name, text)));
}

static void check_findings(Arena *arena, const LintResult *result)
{
    const Source *source = result->source;
    bool accepted = syntax_accepted(result->file->syntax);
    const Findings *all = &result->findings;
    for (size_t i = 0; i < all->len; i++) {
        const Finding *finding = &all->at[i];
        MUST(i == 0 || all->at[i - 1].span.start <= finding->span.start);
        MUST_RULE(finding, is_inside(source, finding->span));
        MUST_RULE(finding, finding->message.len > 0 && finding->severity < SEV_COUNT);
        for (size_t j = 0; j < finding->related.len; j++)
            MUST_RULE(finding, is_inside(source, finding->related.at[j].span));
        if (finding->fix)
            check_fix(arena, source, finding, accepted);
    }
}

static void check_format(Arena *arena, const ReportFormat *format, const LintResult *result)
{
    Buf buf;
    Arena *whole = arena_open(); /* what is printed may not stand in the scratch */
    buf_init(&buf, whole);
    const RuleFacts **rules = NEW_ARRAY(arena, rule_count(), const RuleFacts *);
    RuleFacts *facts = NEW_ARRAY(arena, rule_count(), RuleFacts);
    for (size_t i = 0; i < rule_count(); i++) {
        facts[i] = rule_at(i)->facts;
        facts[i].page = facts[i].id; /* a page would be most of the work */
        rules[i] = &facts[i];
    }
    ReportRun run = {
        .out = &buf,
        .rules = rules,
        .rule_count = rule_count(),
        .version = "0",
        .terminal = {.color = true, .width = 80},
        .arena = whole,
        .scratch = arena,
        .statistics = true,
    };
    ReportFile file = {
        .path = result->source->name, .source = result->source, .findings = result->findings};
    if (format->start)
        format->start(&run);
    report_count(&run, &file);
    format->file(&run, &file);
    if (format->end)
        format->end(&run);
    Fail fail = {0};
    bool is_json =
        str_eq(str_from(format->name), STR("json")) || str_eq(str_from(format->name), STR("sarif"));
    MUST(!is_json || json_read(arena, buf_str(&buf), &fail));
    arena_close(whole);
}

static void check_mended(Arena *arena, const Source *source, const LintJob *job, bool unsafe,
                         bool accepted)
{
    Str text;
    Fail fail = {0};
    MUST(lint_fix(arena, source, job, unsafe, &text, &fail));
    MUST(!accepted || accepts(arena, source_new(arena, source->name, text)));
    Buf diff;
    buf_init(&diff, arena);
    diff_add(&diff, arena, source->name, source->text, text);
    MUST((diff.len == 0) == str_eq(source->text, text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_open();
    const Source *source = source_new(arena, STR("Dockerfile"), (Str){(const char *)data, size});
    Settings settings = settings_default(arena, true, false);
    LintJob job = {.settings = &settings};
    LintResult result;
    Fail fail = {0};
    MUST(lint_source(arena, source, &job, &result, &fail));
    bool accepted = syntax_accepted(result.file->syntax);
    check_findings(arena, &result);
    for (size_t i = 0; report_formats[i]; i++)
        check_format(arena, report_formats[i], &result);
    check_mended(arena, source, &job, false, accepted);
    check_mended(arena, source, &job, true, accepted);
    arena_close(arena);
    return 0;
}
