/* text: for people. The flaw in its line, what belongs to it, what it costs, what to do. */
#include "report/report.h"

static const Ink inks[SEV_COUNT] = {
    [SEV_STYLE] = INK_DIM,
    [SEV_INFO] = INK_FLAG,
    [SEV_WARNING] = INK_WARNING,
    [SEV_ERROR] = INK_ERROR,
};

/* "[apt-lists-kept]", a link to its page where the terminal knows links. */
static void add_rule(ReportRun *run, const RuleFacts *rule)
{
    Buf name;
    buf_init(&name, run->scratch);
    buf_fmt(&name, "[%.*s]", STR_ARG(rule->id));
    buf_char(run->out, ' ');
    ink_link(run->out, &run->terminal, INK_DIM, buf_str(&name), rule_link(run->scratch, rule));
}

static void add_heading(ReportRun *run, const ReportFile *file, const Finding *finding)
{
    const Terminal *terminal = &run->terminal;
    excerpt_place(run->out, run->scratch, terminal, file->source, finding->span.start);
    ink(run->out, terminal, inks[finding->severity], severity_name(finding->severity));
    ink(run->out, terminal, inks[finding->severity], STR(": "));
    excerpt_sentence(run->out, run->scratch, terminal, INK_BOLD, finding->message);
    add_rule(run, finding->rule);
    buf_char(run->out, '\n');
}

static size_t widest_gutter(const ReportFile *file, const Finding *finding)
{
    size_t widest = excerpt_gutter(file->source, finding->span.start);
    for (size_t i = 0; i < finding->related.len; i++) {
        const RelatedPlace *place = &finding->related.at[i];
        size_t gutter = excerpt_gutter(place->source, place->span.start);
        widest = gutter > widest ? gutter : widest;
    }
    return widest;
}

static void add_cost(ReportRun *run, const Finding *finding, size_t gutter)
{
    Str cost = report_cost(run->scratch, finding);
    if (cost.len)
        excerpt_note(run->out, run->scratch, &run->terminal, gutter, STR("cost: "), cost);
}

static void add_finding(ReportRun *run, const ReportFile *file, const Finding *finding)
{
    ExcerptStyle style = {
        .gutter = widest_gutter(file, finding), .mark = '^', .ink = inks[finding->severity]};
    add_heading(run, file, finding);
    excerpt_show(run->out, run->scratch, &run->terminal, file->source, finding->span, &style);
    for (size_t i = 0; i < finding->related.len; i++) {
        const RelatedPlace *place = &finding->related.at[i];
        style = (ExcerptStyle){
            .gutter = style.gutter, .mark = '-', .ink = INK_FLAG, .caption = place->caption};
        if (place->source != finding->source)
            excerpt_file(run->out, run->scratch, &run->terminal, style.gutter, place->source->name);
        excerpt_show(run->out, run->scratch, &run->terminal, place->source, place->span, &style);
    }
    add_cost(run, finding, style.gutter);
    if (finding->help.len)
        excerpt_note(run->out, run->scratch, &run->terminal, style.gutter, STR("help: "),
                     finding->help);
    if (finding->builder_stage)
        excerpt_note(run->out, run->scratch, &run->terminal, style.gutter, STR("note: "),
                     STR("in a builder stage: its layers are not in the image"));
    buf_char(run->out, '\n');
}

static void file(ReportRun *run, const ReportFile *file)
{
    for (size_t i = 0; i < file->findings.len; i++)
        add_finding(run, file, &file->findings.at[i]);
}

static void add_statistics(ReportRun *run)
{
    RulesMet met = report_rules_met(run);
    int widest = 1;
    for (size_t most = met.len ? met.at[0].count : 0; most >= 10; most /= 10)
        widest++;
    for (size_t i = 0; i < met.len; i++) {
        buf_fmt(run->out, "%*zu  ", widest, met.at[i].count);
        ink(run->out, &run->terminal, INK_BOLD, met.at[i].rule.id);
        buf_char(run->out, '\n');
    }
    if (met.len)
        buf_char(run->out, '\n');
}

static void end(ReportRun *run)
{
    if (run->statistics)
        add_statistics(run);
    static const char *const plural[SEV_COUNT] = {"style", "info", "warnings", "errors"};
    static const char *const single[SEV_COUNT] = {"style", "info", "warning", "error"};
    bool first = true;
    for (size_t i = SEV_COUNT; i-- > 0;) {
        size_t count = run->counts[i];
        if (count == 0)
            continue;
        buf_fmt(run->out, "%s%zu %s", first ? "" : ", ", count, count == 1 ? single[i] : plural[i]);
        first = false;
    }
    if (!first)
        buf_char(run->out, '\n');
}

const ReportFormat report_text = {
    .name = "text",
    .aka = "tty",
    .summary = "for people: source lines with carets, and what to do",
    .file = file,
    .end = end,
};
