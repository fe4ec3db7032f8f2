/* The one pass: rules are called for the file, each stage, each instruction, each command, and at
   the end. Who is called for what stands in the rulebook's constant tables. */
#include "lint/ignore.h"
#include "lint/report.h"
#include "lint/shellcheck.h"

static bool verb_matches(Str wanted, const Command *command)
{
    return wanted.len == 0 || str_eq(wanted, command->verb.value.text);
}

/* key: not empty */
static void run_matches(Report *out, const RuleMatches *matches, Str key, const Command *command)
{
    uint16_t last = RULE_END;
    size_t first = (unsigned char)key.at[0];
    for (size_t i = matches->from[first]; i < matches->from[first + 1]; i++) {
        const RuleMatch *row = &matches->rows[i];
        bool again = row->rule == last; /* another alternative of the rule matched */
        if (again || !str_eq(row->key, key) || !verb_matches(row->verb, command) ||
            !report_starts(out, row->rule))
            continue;
        last = row->rule;
        rulebook[last].rule->each_command(command, out);
    }
}

static void run_command(Report *out, const Command *command)
{
    for (const uint16_t *rule = rulebook_every_command; *rule != RULE_END; rule++)
        if (report_starts(out, *rule))
            rulebook[*rule].rule->each_command(command, out);
    if (command->name.len)
        run_matches(out, &rulebook_commands, command->name, command);
    if (!command->manager)
        return;
    run_matches(out, &rulebook_managers, command->manager->name, command);
    run_matches(out, &rulebook_managers, STR("*"), command);
}

static void run_step(Report *out, const Step *step)
{
    const uint16_t *rules = rulebook_instructions[step->instruction->kind];
    for (; *rules != RULE_END; rules++)
        if (report_starts(out, *rules))
            rulebook[*rules].rule->each_instruction(step, out);
    for (size_t i = 0; step->script && i < step->script->commands.len; i++)
        run_command(out, &step->script->commands.at[i]);
}

static void run_stage(Report *out, const Stage *stage)
{
    for (const uint16_t *rule = rulebook_each_stage; *rule != RULE_END; rule++)
        if (report_starts(out, *rule))
            rulebook[*rule].rule->each_stage(stage, out);
    for (size_t i = 0; i < stage->steps.len; i++)
        run_step(out, &stage->steps.at[i]);
}

static void run_file(Report *out)
{
    for (const uint16_t *rule = rulebook_each_file; *rule != RULE_END; rule++)
        if (report_starts(out, *rule))
            rulebook[*rule].rule->each_file(out);
    for (size_t i = 0; i < out->file->globals.len; i++)
        run_step(out, &out->file->globals.at[i]);
    for (size_t i = 0; i < out->file->stages.len; i++)
        run_stage(out, &out->file->stages.at[i]);
    for (const uint16_t *rule = rulebook_at_end; *rule != RULE_END; rule++)
        if (report_starts(out, *rule))
            rulebook[*rule].rule->at_end(out);
}

/* The last stage that begins before; NULL before the first FROM. */
static const Stage *stage_at(const Stages *stages, uint32_t offset)
{
    size_t low = 0, high = stages->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (stages->at[middle].from->written->span.start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &stages->at[low - 1] : NULL;
}

static const Instruction *instruction_at(const Instructions *all, uint32_t offset)
{
    size_t low = 0, high = all->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all->at[middle].span.start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || all->at[low - 1].span.end < offset)
        return NULL;
    return &all->at[low - 1];
}

/* Where it stands follows from its place, whoever reported it. */
static void settle(const Dockerfile *file, Finding *finding)
{
    if (finding->source != file->syntax->source)
        return;
    const Stage *stage = stage_at(&file->stages, finding->span.start);
    const Instruction *in = instruction_at(&file->syntax->instructions, finding->span.start);
    finding->instruction = in ? in->span : (Span){0};
    finding->builder_stage = (stage && !stage->exported) || (in && in->kind == INST_ONBUILD);
}

/* Of the findings from that one on; says how many. */
static size_t drop_ignored(Report *out, Ignores *ignores, size_t from)
{
    size_t kept = from;
    for (size_t i = from; i < out->findings.len; i++) {
        Finding *finding = &out->findings.at[i];
        settle(out->file, finding);
        if (!ignores_drop(ignores, finding))
            out->findings.at[kept++] = *finding;
    }
    size_t dropped = out->findings.len - kept;
    out->findings.len = kept;
    return dropped;
}

/* Only now: an ignore before the instruction holds for its lines, too. */
static void set_lines_alone(Findings *findings)
{
    for (size_t i = 0; i < findings->len; i++) {
        Finding *finding = &findings->at[i];
        size_t place = finding->rule->place;
        if (place < rulebook_count && rulebook[place].rule->line_alone)
            finding->instruction = (Span){0};
    }
}

static void share_out(const Report *out, LintResult *result)
{
    for (size_t i = 0; i < out->findings.len; i++) {
        const Finding *finding = &out->findings.at[i];
        bool own = finding->source == result->source;
        *PUSH(out->arena, own ? &result->findings : &result->of_ignore_file) = *finding;
    }
    findings_sort(&result->findings);
    findings_sort(&result->of_ignore_file);
    result->ignore_file = out->ignore_source;
}

static void run_unused(Report *out, const Ignores *ignores)
{
    UnusedIgnores unused = ignores_unused(out->arena, ignores, out->job->settings);
    for (const uint16_t *rule = rulebook_each_unused; *rule != RULE_END; rule++)
        for (size_t i = 0; report_starts(out, *rule) && i < unused.len; i++)
            report_rule(out)->each_unused(&unused.at[i], out);
}

bool lint_source(Arena *arena, const Source *source, const LintJob *job, LintResult *result,
                 Fail *fail)
{
    const Syntax *syntax = syntax_read(arena, source);
    ModelRequest request = job->model;
    request.context = job->context ? context_for_model(job->context) : NULL;
    const Dockerfile *file = model_read(arena, syntax, &request);
    Report out = {
        .arena = arena,
        .job = job,
        .file = file,
        .states = NEW_ARRAY(arena, rulebook_count, void *),
        .chains = NEW_ARRAY(arena, file->stages.len, ReportChain),
    };
    run_file(&out);
    run_image(&out);
    if (job->answers && job->settings->shellcheck && !shellcheck_report(&out, fail))
        return false;
    Ignores *ignores = ignores_read(arena, file, job->settings);
    *result = (LintResult){.source = source, .file = file};
    result->image_known = report_measure(&out) != NULL;
    result->ignored = drop_ignored(&out, ignores, 0);
    size_t seen = out.findings.len;
    run_unused(&out, ignores);
    result->ignored += drop_ignored(&out, ignores, seen);
    set_lines_alone(&out.findings);
    share_out(&out, result);
    return true;
}
