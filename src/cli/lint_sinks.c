#include "cli/lint_sinks.h"

#include "base/guess.h"
#include "base/io.h"
#include "lint/lint.h"

static const ReportFormat *format_named(Str name, Fail *fail)
{
    Guess guess = guess_new(name);
    for (size_t i = 0; report_formats[i]; i++) {
        Str known = str_from(report_formats[i]->name);
        const char *aka = report_formats[i]->aka;
        if (str_eq(name, known) || (aka && str_eq(name, str_from(aka))))
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

static void sink_start(Arena *arena, Sink *sink, const RuleFacts *const *rules,
                       const SinksRequest *request)
{
    output_init(&sink->output, arena, stdout);
    buf_init(&sink->buf, arena);
    sink->run = (ReportRun){
        .out = sink->path ? &sink->buf : &sink->output.buf,
        .arena = arena,
        .scratch = arena,
        .rules = rules,
        .rule_count = rule_count(),
        .version = PLIMSOLL_VERSION,
        .terminal = terminal_of(stdout, sink->path ? COLOR_NEVER : request->color),
        .statistics = request->statistics,
    };
    if (sink->format->start)
        sink->format->start(&sink->run);
}

bool sinks_open(Arena *arena, const SinksRequest *request, Sinks *sinks, Fail *fail)
{
    const RuleFacts **rules = NEW_ARRAY(arena, rule_count(), const RuleFacts *);
    for (size_t i = 0; i < rule_count(); i++)
        rules[i] = &rule_at(i)->facts;
    Strs formats = request->formats, outputs = request->outputs;
    size_t count = formats.len > outputs.len ? formats.len : outputs.len;
    size_t on_screen = 0;
    for (size_t i = 0; i < (count ? count : 1); i++) {
        Sink sink = {.format = report_formats[0]};
        if (i < formats.len)
            sink.format = format_named(formats.at[i], fail);
        if (!sink.format)
            return false;
        if (i < outputs.len && !str_eq(outputs.at[i], STR("-")))
            sink.path = str_terminated(arena, outputs.at[i]);
        on_screen += !sink.path;
        if (sink.path || !request->quiet)
            *PUSH(arena, sinks) = sink;
    }
    if (on_screen > 1)
        return fail_set(fail, "only one format can go to standard output; give each other one an "
                              "--output FILE, in the same order");
    for (size_t i = 0; i < sinks->len; i++)
        sink_start(arena, &sinks->at[i], rules, request);
    return true;
}

void sinks_file(Sinks *sinks, Arena *scratch, const ReportFile *file)
{
    for (size_t i = 0; i < sinks->len; i++) {
        Sink *sink = &sinks->at[i];
        sink->run.scratch = scratch;
        report_count(&sink->run, file);
        sink->format->file(&sink->run, file);
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

bool sinks_close(Sinks *sinks, Arena *scratch, int exit_code)
{
    bool fine = true;
    for (size_t i = 0; i < sinks->len; i++) {
        sinks->at[i].run.scratch = scratch;
        sinks->at[i].run.exit_code = exit_code;
        fine = sink_close(&sinks->at[i]) && fine;
    }
    return fine;
}
