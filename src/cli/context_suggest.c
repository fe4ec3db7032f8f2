#include "base/io.h"
#include "base/path.h"
#include "cli/context_report.h"

static void add_suggestion(Buf *buf, const ContextSuggestion *one, Str group)
{
    if (!str_eq(one->group, group)) {
        buf_fmt(buf, "%s# %.*s\n", buf->len ? "\n" : "", STR_ARG(one->group));
    }
    buf_add(buf, STR("# "));
    buf_bytes(buf, one->size.bytes);
    buf_fmt(buf, " in %u file%s\n%.*s\n", (unsigned)one->size.files,
            one->size.files == 1 ? "" : "s", STR_ARG(one->pattern));
}

Str context_suggestion(Arena *arena, const ContextReport *report)
{
    ContextSuggestions all = context_suggest(arena, report->tree, NULL, report->file);
    Buf buf;
    buf_init(&buf, arena);
    Str group = {0};
    for (size_t i = 0; i < all.len; i++) {
        add_suggestion(&buf, &all.at[i], group);
        group = all.at[i].group;
    }
    return buf_str(&buf);
}

bool context_write(Arena *arena, const ContextReport *report, Str suggestion, bool force,
                   Str *written, Fail *fail)
{
    Str old = report->ignore->source.path;
    if (old.len && !force)
        return fail_set(fail, "%.*s is there already; --force adds to it", STR_ARG(old));
    *written = old.len ? old : path_join(arena, report->directory, STR(".dockerignore"));
    Buf text;
    buf_init(&text, arena);
    buf_add(&text, report->ignore->source.text);
    if (text.len && text.at[text.len - 1] != '\n')
        buf_char(&text, '\n');
    if (text.len)
        buf_char(&text, '\n');
    buf_add(&text, suggestion);
    const char *path = str_terminated(arena, *written);
    return old.len ? io_replace(path, buf_str(&text), fail) : io_create(path, buf_str(&text), fail);
}
