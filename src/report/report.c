#include "report/report.h"

#include "base/utf8.h"

const ReportFormat *const report_formats[] = {
    &report_text,       &report_short,  &report_json,      &report_jsonl,
    &report_sarif,      &report_github, &report_gitlab,    &report_codeclimate,
    &report_checkstyle, &report_junit,  &report_sonarqube, &report_codacy,
    &report_gnu,        NULL,
};

/* The row of a rule, made when it is met first. */
static RuleMet *met_row(ReportRun *run, const RuleFacts *rule)
{
    RulesMet *met = &run->met;
    size_t low = 0, high = met->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (met->at[middle].rule.place < rule->place)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < met->len && met->at[low].rule.place == rule->place)
        return &met->at[low];
    PUSH(run->arena, met);
    memmove(met->at + low + 1, met->at + low, (met->len - 1 - low) * sizeof *met->at);
    met->at[low] = (RuleMet){.rule = *rule};
    met->at[low].rule.id = str_copy(run->arena, rule->id); /* a code's lives as long as its file */
    return &met->at[low];
}

void report_count(ReportRun *run, const ReportFile *file)
{
    run->files++;
    for (size_t i = 0; i < file->findings.len; i++) {
        const Finding *finding = &file->findings.at[i];
        RuleMet *row = met_row(run, finding->rule);
        run->counts[finding->severity]++;
        row->count++;
        row->level = finding->severity > row->level ? finding->severity : row->level;
    }
}

RulesMet report_rules_met(const ReportRun *run)
{
    RulesMet met = {0};
    for (size_t i = 0; i < run->met.len; i++) {
        RuleMet row = run->met.at[i];
        size_t at = met.len;
        PUSH(run->arena, &met);
        for (; at > 0 && met.at[at - 1].count < row.count; at--)
            met.at[at] = met.at[at - 1];
        met.at[at] = row;
    }
    return met;
}

uint64_t report_utf16_column(const Source *source, uint32_t offset)
{
    Span line = source_line_span(source, source_line(source, offset));
    uint64_t column = 1;
    for (uint32_t at = line.start; at < offset;) {
        Rune rune = utf8_next(source->text, at);
        column += rune.rune > 0xFFFF ? 2 : 1;
        at += rune.len ? rune.len : 1;
    }
    return column;
}

static Str line_of(const Source *source, const Finding *finding)
{
    uint32_t line = source_line(source, finding->span.start);
    return str_trim(source_slice(source, source_line_span(source, line)));
}

Str report_fingerprint(Arena *arena, const ReportFile *file, size_t index)
{
    const Finding *finding = &file->findings.at[index];
    Str text = line_of(file->source, finding);
    uint64_t hash = str_hash(text) * 31 + str_hash(finding->rule->id);
    Str within = source_slice(file->source, finding->span);
    hash = hash * 31 + str_hash(within);
    unsigned before = 0;
    for (size_t i = index; i-- > 0 && index - i <= 1000;) {
        const Finding *other = &file->findings.at[i];
        before += other->rule->place == finding->rule->place &&
                  str_eq(line_of(file->source, other), text) &&
                  str_eq(source_slice(file->source, other->span), within);
    }
    Buf value;
    buf_init(&value, arena);
    buf_fmt(&value, "%016llx:%u", (unsigned long long)hash, before + 1);
    return buf_str(&value);
}

Str report_cost(Arena *arena, const Finding *finding)
{
    Buf text;
    bool measured = finding->cost.kind == COST_MEASURED;
    if (finding->cost.kind == COST_UNKNOWN)
        return (Str){0};
    buf_init(&text, arena);
    buf_add(&text, measured ? STR("") : STR("about "));
    buf_bytes(&text, finding->cost.bytes);
    buf_add(&text, finding_refuted(finding) ? STR(": the image refutes it")
                   : measured               ? STR(", measured")
                                            : STR(", estimated"));
    return buf_str(&text);
}

Str report_sentence(Arena *arena, const Finding *finding)
{
    Buf text;
    buf_init(&text, arena);
    buf_add(&text, finding->message);
    if (!str_ends(finding->message, STR(".")))
        buf_char(&text, '.');
    Str cost = report_cost(arena, finding);
    if (cost.len)
        buf_fmt(&text, " Cost: %.*s.", STR_ARG(cost));
    if (finding->help.len) {
        buf_char(&text, ' ');
        buf_add(&text, finding->help);
        if (!str_ends(finding->help, STR(".")))
            buf_char(&text, '.');
    }
    return buf_str(&text);
}

Str report_project_path(Str path)
{
    while (str_starts(path, STR("./")))
        path = str_tail(path, 2);
    return path;
}
