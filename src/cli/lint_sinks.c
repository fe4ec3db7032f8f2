#include "cli/lint_sinks.h"

#include "base/guess.h"
#include "base/io.h"
#include "lint/lint.h"

static const ReportFormat *format_named(Str name, Fail *fail)
{
    Guess guess = guess_new(name);
    for (size_t i = 0; report_formats[i]; i++) {
        Str known = str_from(report_formats[i]->name);
        if (str_eq(name, known))
            return report_formats[i];
        guess_consider(&guess, known);
    }
    if (guess.best.len)
        fail_set(fail, "there is no format %.*s; did you mean %.*s?", STR_ARG(name),
                 STR_ARG(guess.best));
    else
        fail_set(fail, "there is no format %.*s; see plimsoll lint --help", STR_ARG(name));
    return NULL;
}

static void sink_start(Arena *arena, Sink *sink, const RuleFacts *const *rules, ColorChoice color)
{
    output_init(&sink->output, arena, stdout);
    buf_init(&sink->buf, arena);
    sink->run.out = sink->path ? &sink->buf : &sink->output.buf;
    sink->run.arena = arena;
    sink->run.scratch = arena;
    sink->run.rules = rules;
    sink->run.rule_count = rule_count();
    sink->run.version = PLIMSOLL_VERSION;
    sink->run.terminal = terminal_of(stdout, sink->path ? COLOR_NEVER : color);
    if (sink->format->start)
        sink->format->start(&sink->run);
}

bool sinks_open(Arena *arena, Strs formats, Strs outputs, ColorChoice color, Sinks *sinks,
                Fail *fail)
{
    const RuleFacts **rules = NEW_ARRAY(arena, rule_count(), const RuleFacts *);
    for (size_t i = 0; i < rule_count(); i++)
        rules[i] = &rule_at(i)->facts;
    size_t count = formats.len > outputs.len ? formats.len : outputs.len;
    size_t on_screen = 0;
    for (size_t i = 0; i < (count ? count : 1); i++) {
        Sink *sink = PUSH(arena, sinks);
        sink->format = i < formats.len ? format_named(formats.at[i], fail) : report_formats[0];
        if (!sink->format)
            return false;
        bool named = i < outputs.len && !str_eq(outputs.at[i], STR("-"));
        sink->path = named ? str_terminated(arena, outputs.at[i]) : NULL;
        on_screen += !named;
    }
    if (on_screen > 1)
        return fail_set(fail, "only one format can go to standard output; give each other one an "
                              "--output FILE, in the same order");
    for (size_t i = 0; i < sinks->len; i++)
        sink_start(arena, &sinks->at[i], rules, color);
    return true;
}

void sinks_file(Sinks *sinks, Arena *scratch, const ReportFile *file)
{
    for (size_t i = 0; i < sinks->len; i++) {
        Sink *sink = &sinks->at[i];
        sink->run.scratch = scratch;
        sink->format->file(&sink->run, file);
        sink->run.files++;
        for (size_t j = 0; j < file->findings.len; j++)
            sink->run.counts[file->findings.at[j].severity]++;
        if (!sink->path)
            output_relieve(&sink->output);
    }
}

static bool sink_close(Sink *sink)
{
    if (sink->format->end)
        sink->format->end(&sink->run);
    if (!sink->path)
        return output_flush(&sink->output);
    Fail fail = {0};
    if (io_replace(sink->path, buf_str(&sink->buf), &fail))
        return true;
    complain("%s", fail.text);
    return false;
}

bool sinks_close(Sinks *sinks, Arena *scratch, int exit_code, bool statistics)
{
    bool fine = true;
    for (size_t i = 0; i < sinks->len; i++) {
        sinks->at[i].run.scratch = scratch;
        sinks->at[i].run.exit_code = exit_code;
        sinks->at[i].run.statistics = statistics;
        fine = sink_close(&sinks->at[i]) && fine;
    }
    return fine;
}
