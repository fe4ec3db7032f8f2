#include "base/io.h"
#include "cli/context_report.h"
#include "model/model.h"

typedef struct {
    Arena *arena;
    ContextReport *report;
    const Source *source;
} Reader;

static ContextCopy *add_copy(Reader *r, const Step *step, Span span, const Take *take)
{
    ContextCopy *copy = PUSH(r->arena, &r->report->copies);
    copy->line = source_line(r->source, span.start);
    copy->text = str_slice(r->source->text, span.start, span.end);
    copy->span = span;
    copy->step = step;
    copy->take = take;
    return copy;
}

static void read_step(Reader *r, const Step *step)
{
    const Transfer *transfer = step->transfer;
    for (size_t i = 0; i < step->mounts.len; i++) {
        const Mount *mount = &step->mounts.at[i];
        if (mount->kind == MOUNT_BIND && mount->from.kind == ORIGIN_CONTEXT)
            add_copy(r, step, mount->span, mount->take);
    }
    if (!transfer || transfer->from.kind != ORIGIN_CONTEXT)
        return;
    for (size_t i = 0; i < transfer->sources.len; i++) {
        const CopySource *source = &transfer->sources.at[i];
        if (source->kind == SOURCE_PATH)
            add_copy(r, step, source->span, source->take)->pattern = source->glob;
    }
}

bool context_copies_read(Arena *arena, ContextReport *report, BuildContext *context, Str dockerfile,
                         Fail *fail)
{
    Str text;
    if (!io_read(arena, str_terminated(arena, dockerfile), &text, fail))
        return false;
    Reader r = {arena, report, source_new(arena, dockerfile, text)};
    ModelRequest request = {.context = context_for_model(context)};
    const Dockerfile *file = model_read(arena, syntax_read(arena, r.source), &request);
    for (size_t i = 0; i < file->stages.len; i++) {
        const Stage *stage = &file->stages.at[i];
        for (size_t j = 0; stage->needed && j < stage->steps.len; j++)
            if (!stage->steps.at[j].onbuild)
                read_step(&r, &stage->steps.at[j]);
    }
    report->dockerfile = dockerfile;
    report->file = file;
    report->rest = context_never_taken(arena, report->tree, file);
    return true;
}
