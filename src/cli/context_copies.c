#include "base/buf.h"
#include "base/io.h"
#include "cli/context_report.h"
#include "model/model.h"

typedef struct {
    Arena *arena;
    ContextReport *report;
    const Source *source;
} Reader;

static ContextCopy *add_copy(Reader *r, Span span)
{
    ContextCopy *copy = PUSH(r->arena, &r->report->copies);
    copy->line = source_line(r->source, span.start);
    copy->text = str_slice(r->source->text, span.start, span.end);
    return copy;
}

/* A path that hangs on a variable may mean anything. */
static void add_unknown(Reader *r, Span span)
{
    add_copy(r, span);
    r->report->unknown_copy = true;
}

static bool read_excludes(Reader *r, const Transfer *transfer, IgnoreFile *exclude)
{
    Buf lines;
    buf_init(&lines, r->arena);
    for (size_t i = 0; i < transfer->exclude.len; i++) {
        if (transfer->exclude.at[i].known != VALUE_KNOWN)
            return false;
        buf_add(&lines, transfer->exclude.at[i].text);
        buf_char(&lines, '\n');
    }
    *exclude = ignore_read(r->arena, buf_str(&lines));
    return true;
}

static void read_transfer(Reader *r, const Transfer *transfer)
{
    IgnoreFile exclude;
    bool sure = read_excludes(r, transfer, &exclude);
    for (size_t i = 0; i < transfer->sources.len; i++) {
        const CopySource *source = &transfer->sources.at[i];
        bool deep = str_find(source->path.text, STR("**")) < source->path.text.len;
        if (source->kind != SOURCE_PATH)
            continue;
        if (!sure || source->path.known != VALUE_KNOWN || (transfer->parents && deep)) {
            add_unknown(r, source->span);
            continue;
        }
        ContextCopy *copy = add_copy(r, source->span);
        copy->known = true;
        copy->path = source->path.text;
        copy->pattern = source->glob;
        copy->taken =
            context_take(r->arena, &r->report->tree, source->path.text, source->glob, &exclude);
    }
}

static void read_mounts(Reader *r, const Mounts *mounts)
{
    for (size_t i = 0; i < mounts->len; i++) {
        const Mount *mount = &mounts->at[i];
        if (mount->kind != MOUNT_BIND || mount->from.kind != ORIGIN_CONTEXT)
            continue;
        if (mount->source.known != VALUE_KNOWN || !str_starts(mount->source.text, STR("/"))) {
            add_unknown(r, mount->span);
            continue;
        }
        ContextCopy *copy = add_copy(r, mount->span);
        copy->known = true;
        copy->path = mount->source.text;
        copy->taken = context_take(r->arena, &r->report->tree, mount->source.text, false, NULL);
    }
}

/* What stands under ONBUILD is taken by a build with a context of its own. */
static void read_steps(Reader *r, const Steps *steps)
{
    for (size_t i = 0; i < steps->len; i++) {
        const Step *step = &steps->at[i];
        if (step->onbuild)
            continue;
        read_mounts(r, &step->mounts);
        if (step->transfer && step->transfer->from.kind == ORIGIN_CONTEXT)
            read_transfer(r, step->transfer);
    }
}

bool context_copies_read(Arena *arena, ContextReport *report, Str dockerfile, Fail *fail)
{
    Str text;
    if (!io_read(arena, str_terminated(arena, dockerfile), &text, fail))
        return false;
    Reader r = {arena, report, source_new(arena, dockerfile, text)};
    ModelRequest request = {.context = report->directory};
    const Dockerfile *file = model_read(arena, syntax_read(arena, r.source), &request);
    for (size_t i = 0; i < file->stages.len; i++)
        if (file->stages.at[i].needed)
            read_steps(&r, &file->stages.at[i].steps);
    report->dockerfile = dockerfile;
    report->dockerfile_text = text;
    report->rest =
        context_never_taken(arena, &report->tree, &report->biggest_rest, &report->rest_path);
    return true;
}
