#include "finding/finding.h"

#include <stdlib.h>

static const Str severity_names[SEV_COUNT + 1] = {
    [SEV_STYLE] = STR_INIT("style"),     [SEV_INFO] = STR_INIT("info"),
    [SEV_WARNING] = STR_INIT("warning"), [SEV_ERROR] = STR_INIT("error"),
    [SEV_COUNT] = STR_INIT("as found"),
};

Str severity_name(Severity severity)
{
    return severity_names[severity];
}

bool severity_read(Str name, Severity *severity)
{
    for (Severity i = 0; i < SEV_COUNT; i++) {
        if (!str_eq(name, severity_names[i]))
            continue;
        *severity = i;
        return true;
    }
    return false;
}

bool rule_is_shellchecks(const RuleFacts *rule)
{
    return rule->severity == SEV_COUNT;
}

Str rule_link(Arena *arena, const RuleFacts *rule)
{
    Buf link;
    buf_init(&link, arena);
    if (rule_is_shellchecks(rule))
        return str_joined(arena, STR("https://www.shellcheck.net/wiki/"), rule->id);
    buf_fmt(&link, PLIMSOLL_PAGES "/%.*s/", STR_ARG(rule->category));
    for (size_t i = 0; i < rule->id.len; i++)
        buf_char(&link, rule->id.at[i] == '-' ? '_' : rule->id.at[i]);
    buf_add(&link, STR(".c"));
    return buf_str(&link);
}

Str rule_page(Arena *arena, const RuleFacts *rule)
{
    if (rule->page.len)
        return rule->page;
    Buf page;
    buf_init(&page, arena);
    buf_fmt(&page,
            "# %.*s\n\n%.*s\n\nShellCheck finds it in what RUN runs, when it is asked: `plimsoll "
            "lint --shellcheck`.\nAll about it stands in <%.*s>.\n",
            STR_ARG(rule->id), STR_ARG(rule->summary), STR_ARG(rule_link(arena, rule)));
    return buf_str(&page);
}

static int finding_order(const void *first, const void *second)
{
    const Finding *a = first, *b = second;
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    if (a->span.end != b->span.end)
        return a->span.end < b->span.end ? -1 : 1;
    int rule = str_order(a->rule->id, b->rule->id);
    return rule ? rule : str_order(a->message, b->message);
}

void findings_sort(Findings *findings)
{
    if (findings->len < 2)
        return;
    qsort(findings->at, findings->len, sizeof *findings->at, finding_order);
    size_t kept = 1;
    for (size_t i = 1; i < findings->len; i++)
        if (finding_order(&findings->at[kept - 1], &findings->at[i]) != 0)
            findings->at[kept++] = findings->at[i];
    findings->len = kept;
}

void finding_known_as(Finding *finding, const char *aliases)
{
    finding->aka = str_from(aliases);
}

void finding_help(Finding *finding, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    finding->help = buf_text(finding->arena, format, args);
    va_end(args);
}

static void add_related(Finding *finding, const Source *source, Span span, const char *format,
                        va_list args)
{
    RelatedPlace place = {source, span, buf_text(finding->arena, format, args)};
    *PUSH(finding->arena, &finding->related) = place;
}

void finding_related(Finding *finding, Span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_related(finding, finding->source, span, format, args);
    va_end(args);
}

void finding_related_in(Finding *finding, const Source *source, Span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_related(finding, source, span, format, args);
    va_end(args);
}

void finding_measured(Finding *finding, uint64_t bytes)
{
    finding->cost = (Cost){COST_MEASURED, bytes};
}

void finding_weighed(Finding *finding, uint64_t bytes)
{
    uint64_t before = finding->weighed ? finding->cost.bytes : 0;
    finding->cost = (Cost){COST_MEASURED, before + bytes};
    finding->weighed = true;
}

bool finding_refuted(const Finding *finding)
{
    return finding->weighed && finding->cost.bytes == 0;
}

static Fix *fix_of(Finding *finding, FixSafety safety)
{
    if (!finding->fix)
        finding->fix = NEW(finding->arena, Fix);
    if (safety == FIX_UNSAFE)
        finding->fix->safety = FIX_UNSAFE;
    return finding->fix;
}

void fix_replace(Finding *finding, Span place, Str text, FixSafety safety)
{
    Fix *fix = fix_of(finding, safety);
    *PUSH(finding->arena, &fix->edits) = (Edit){place, str_copy(finding->arena, text)};
    edits_sort(&fix->edits);
}

void fix_insert_before(Finding *finding, Span place, Str text, FixSafety safety)
{
    fix_replace(finding, (Span){place.start, place.start}, text, safety);
}

void fix_insert_after(Finding *finding, Span place, Str text, FixSafety safety)
{
    fix_replace(finding, (Span){place.end, place.end}, text, safety);
}

void fix_delete(Finding *finding, Span place, FixSafety safety)
{
    fix_replace(finding, place, (Str){0}, safety);
}

void fix_title(Finding *finding, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fix_of(finding, FIX_SAFE)->title = buf_text(finding->arena, format, args);
    va_end(args);
}
