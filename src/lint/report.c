/* What a running rule can ask and say: the functions of rule.h. */
#include "lint/report.h"

#include <stdlib.h>

#include "base/path.h"
#include "lint/pragma.h"

Finding *report_as(Report *out, const RuleFacts *rule, const Source *source, Span span, Str message)
{
    Finding *finding = PUSH(out->arena, &out->findings);
    finding->rule = rule;
    finding->aka = rule->aka;
    finding->severity = out->job->settings->severity[rule->place];
    finding->message = message;
    finding->source = source;
    finding->span = span;
    finding->arena = out->arena;
    return finding;
}

Finding *report_format(Report *out, const Source *source, Span span, const char *format,
                       va_list args)
{
    Str message = buf_text(out->arena, format, args);
    return report_as(out, &rulebook[out->rule].facts, source, span, message);
}

Finding *report(Report *out, Span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Finding *finding = report_format(out, out->file->syntax->source, span, format, args);
    va_end(args);
    return finding;
}

static const Source *ignore_source(Report *out)
{
    const IgnoreSource *file = &report_ignore(out)->source;
    if (!out->ignore_source)
        out->ignore_source = source_new(out->arena, file->path, file->text);
    return out->ignore_source;
}

static Span pattern_span(const Source *source, const IgnorePattern *pattern)
{
    uint32_t start = (uint32_t)(pattern->written.at - source->text.at);
    return (Span){start, start + (uint32_t)pattern->written.len};
}

Finding *report_pattern(Report *out, const IgnorePattern *pattern, const char *format, ...)
{
    const Source *source = ignore_source(out);
    va_list args;
    va_start(args, format);
    Finding *finding = report_format(out, source, pattern_span(source, pattern), format, args);
    va_end(args);
    return finding;
}

void finding_related_pattern(Finding *finding, Report *out, const IgnorePattern *pattern,
                             const char *caption)
{
    const Source *source = ignore_source(out);
    finding_related_in(finding, source, pattern_span(source, pattern), "%s", caption);
}

const Dockerfile *report_file(const Report *out)
{
    return out->file;
}

const Rule *report_rule(const Report *out)
{
    return rulebook[out->rule].rule;
}

Arena *report_arena(const Report *out)
{
    return out->arena;
}

void *report_state(Report *out)
{
    void **state = &out->states[out->rule];
    if (!*state)
        *state = arena_alloc(out->arena, report_rule(out)->state_size, alignof(max_align_t));
    return *state;
}

const StepRefs *report_chain(Report *out, const Stage *stage)
{
    StepRefs **steps = &out->chains[stage->index].steps;
    if (!*steps) {
        *steps = NEW(out->arena, StepRefs);
        **steps = stage_chain(out->arena, stage);
    }
    return *steps;
}

const CommandRefs *report_commands(Report *out, const Stage *stage)
{
    CommandRefs **commands = &out->chains[stage->index].commands;
    if (!*commands) {
        *commands = NEW(out->arena, CommandRefs);
        **commands = chain_commands(out->arena, report_chain(out, stage));
    }
    return *commands;
}

const EffectRefs *report_writers(Report *out, const Effect *effect)
{
    ReportAsked *asked = &out->asked;
    const Step *step = effect->step;
    if (asked->step != step)
        *asked = (ReportAsked){step, NEW_ARRAY(out->arena, step->effects.len, const EffectRefs *)};
    const EffectRefs **known = &asked->writers[effect - step->effects.at];
    if (!*known) {
        EffectRefs *writers = NEW(out->arena, EffectRefs);
        *writers = effect_writers(out->arena, report_chain(out, step->stage), effect);
        *known = writers;
    }
    return *known;
}

const ContextIgnore *report_ignore(const Report *out)
{
    static const ContextIgnore none;
    return out->job->context ? context_ignore(out->job->context) : &none;
}

static bool step_takes(const Step *step)
{
    for (size_t i = 0; step->transfer && i < step->transfer->sources.len; i++)
        if (step->transfer->sources.at[i].take)
            return true;
    for (size_t i = 0; i < step->mounts.len; i++)
        if (step->mounts.at[i].take)
            return true;
    return false;
}

static bool file_takes(const Dockerfile *file)
{
    for (size_t i = 0; i < file->stages.len; i++)
        for (size_t j = 0; j < file->stages.at[i].steps.len; j++)
            if (step_takes(&file->stages.at[i].steps.at[j]))
                return true;
    return false;
}

const ContextTree *report_tree(Report *out)
{
    Fail fail;
    if (!out->tree_asked && out->job->context && file_takes(out->file))
        out->tree = context_tree(out->job->context, &fail);
    out->tree_asked = true;
    return out->tree;
}

static void count_sources(const Step *step, SourceCounts *counts)
{
    for (size_t i = 0; step->transfer && i < step->transfer->sources.len; i++) {
        const CopySource *source = &step->transfer->sources.at[i];
        if (source->take && !source->glob && !str_eq(source->path.text, STR("/")))
            ++*(source->take->found || source->take->ignored ? &counts->there : &counts->missing);
    }
}

SourceCounts report_sources(const Report *out)
{
    SourceCounts counts = {0};
    for (size_t i = 0; i < out->file->stages.len; i++)
        for (size_t j = 0; j < out->file->stages.at[i].steps.len; j++)
            count_sources(&out->file->stages.at[i].steps.at[j], &counts);
    return counts;
}

bool report_tree_holds(Report *out)
{
    SourceCounts counts = report_sources(out);
    return report_tree(out) &&
           (report_tree_named(out) || (counts.there > 0 && counts.missing == 0));
}

bool report_tree_named(const Report *out)
{
    return out->job->context_named;
}

bool report_is_made(const Report *out, Str path)
{
    return out->job->context && context_is_made(out->job->context, path);
}

bool report_read(const Report *out, Arena *arena, Str path, size_t most, Str *text)
{
    const ModelContext *context = out->job->context ? context_for_model(out->job->context) : NULL;
    return context &&
           context->read(context->self, arena, path_join(arena, STR("/"), path), most, text);
}

static int by_bytes(const void *first, const void *second)
{
    const ContextSuggestion *a = first, *b = second;
    if (a->size.bytes != b->size.bytes)
        return a->size.bytes < b->size.bytes ? 1 : -1;
    return str_order(a->pattern, b->pattern);
}

static bool takes_directory(const Take *take)
{
    for (size_t i = 0; take && i < take->len; i++)
        if (take->at[i].directory)
            return true;
    return false;
}

static void add_waste(Report *out, const Step *step)
{
    const ContextTree *tree = report_tree(out);
    for (size_t i = 0; tree && i < step->transfer->sources.len; i++) {
        const CopySource *source = &step->transfer->sources.at[i];
        Waste waste = {step, source, {0}};
        if (takes_directory(source->take))
            waste.lines = context_suggest(out->arena, tree, source->take, out->file);
        if (waste.lines.len == 0)
            continue;
        qsort(waste.lines.at, waste.lines.len, sizeof *waste.lines.at, by_bytes);
        *PUSH(out->arena, out->waste) = waste;
    }
}

const Wastes *report_waste(Report *out)
{
    if (out->waste)
        return out->waste;
    out->waste = NEW(out->arena, Wastes);
    for (size_t i = 0; i < out->file->stages.len; i++) {
        const Steps *steps = &out->file->stages.at[i].steps;
        for (size_t j = 0; j < steps->len; j++)
            if (steps->at[j].transfer)
                add_waste(out, &steps->at[j]);
    }
    return out->waste;
}

bool comment_ignores_next(const Report *out, const Comment *comment)
{
    Pragma pragma = pragma_read(out->arena, out->file->syntax->source, comment);
    return pragma.scope == PRAGMA_NEXT || pragma.scope == PRAGMA_NEXT_LINE;
}

static const RuleOption *option_row(const Report *out, const char *name)
{
    const RuleOption *row = report_rule(out)->options;
    while (row && row->name && strcmp(row->name, name) != 0)
        row++;
    assert(row && row->name && "a rule asks for an option that it declares");
    return row;
}

static const SettingValue *option_set(const Report *out, const char *name)
{
    return setting_value(out->job->settings->options[out->rule], name);
}

long option_number(const Report *out, const char *name)
{
    const RuleOption *row = option_row(out, name);
    const SettingValue *set = option_set(out, name);
    if (!set && row->in_all && out->job->settings->all)
        return true;
    return set ? set->number : row->number;
}

bool option_bool(const Report *out, const char *name)
{
    return option_number(out, name) != 0;
}

Str option_string(const Report *out, const char *name)
{
    const RuleOption *row = option_row(out, name);
    const SettingValue *set = option_set(out, name);
    if (set)
        return set->texts.len ? set->texts.at[0] : (Str){0};
    return str_from(row->text);
}

Strs option_strings(const Report *out, const char *name)
{
    const RuleOption *row = option_row(out, name);
    const SettingValue *set = option_set(out, name);
    if (set)
        return set->texts;
    Strs words = {0};
    Str rest = str_from(row->text);
    while (rest.len) {
        StrCut cut = str_cut(rest, ' ');
        if (cut.head.len)
            *PUSH(out->arena, &words) = cut.head;
        rest = cut.tail;
    }
    return words;
}

OptionMap option_map(const Report *out, const char *name)
{
    (void)option_row(out, name);
    const SettingValue *set = option_set(out, name);
    return set ? (OptionMap){set->keys, set->texts} : (OptionMap){0};
}
