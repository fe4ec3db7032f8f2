/* Histories written by hand and taken from builds, in tests/ledger: a Dockerfile, what an image's
   history says, and what the ledger makes of it. Each case is

       === what it shows
       (the Dockerfile)
       --- buildkit        (or classic, buildah, kaniko, none: what comment and author say)
       + RUN /bin/sh -c x  (an entry with a layer; "." one without; "|" goes on with the last)
       --- ledger
       3 same 0            (the step's line, its state, its layer or "-", "shared")
       gone 4              (an entry that no line explains)
       base 2              (layers below the file's own) */
#include "base/buf.h"
#include "base/io.h"
#include "check.h"
#include "ledger/ledger.h"

static Str next_line(Str *rest)
{
    StrCut cut = str_cut(*rest, '\n');
    *rest = cut.tail;
    return cut.head;
}

static LedgerEntry entry_of(Str builder, Str line, size_t *layers)
{
    LedgerEntry entry = {.created_by = str_tail(line, 2), .layer = LEDGER_NONE};
    if (line.at[0] == '+')
        entry.layer = (*layers)++;
    if (str_eq(builder, STR("buildkit")))
        entry.comment = STR("buildkit.dockerfile.v0");
    else if (str_eq(builder, STR("buildah")))
        entry.comment = STR("FROM docker.io/library/debian:12");
    else if (str_eq(builder, STR("kaniko")))
        entry.author = STR("kaniko");
    return entry;
}

static Str ledger_text(Arena *arena, const Ledger *ledger, const Source *source)
{
    static const char *const states[] = {"same", "changed", "missing", "silent"};
    Buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < ledger->lines.len; i++) {
        const LedgerLine *line = &ledger->lines.at[i];
        buf_fmt(&out, "%u %s ", source_line(source, line->step->written->span.start),
                states[line->state]);
        if (line->layer == LEDGER_NONE)
            buf_char(&out, '-');
        else
            buf_fmt(&out, "%zu%s", line->layer, line->shared ? " shared" : "");
        buf_char(&out, '\n');
    }
    for (size_t i = 0; i < ledger->gone.len; i++)
        buf_fmt(&out, "gone %zu\n", ledger->gone.at[i]);
    if (ledger->known)
        buf_fmt(&out, "base %zu\n", ledger->base_layers);
    else
        buf_add(&out, STR("unknown\n"));
    return buf_str(&out);
}

static void check_case(Str path, Str title, Str file, Str builder, Str history, Str expected)
{
    Arena *arena = arena_open();
    LedgerEntries entries = {0};
    size_t layers = 0;
    while (history.len > 0) {
        Str line = next_line(&history);
        if (line.at[0] == '|') {
            LedgerEntry *last = &entries.at[entries.len - 1];
            Str more = str_joined(arena, STR("\n"), str_tail(line, 2));
            last->created_by = str_joined(arena, last->created_by, more);
        } else {
            *PUSH(arena, &entries) = entry_of(builder, line, &layers);
        }
    }
    const Source *source = source_new(arena, STR("Dockerfile"), file);
    const Dockerfile *model = model_read(arena, syntax_read(arena, source), &(ModelRequest){0});
    Str text = ledger_text(arena, ledger_read(arena, model->target, &entries, LEDGER_NONE), source);
    bool same = str_eq(text, expected);
    CHECK(same);
    if (!same)
        printf("%.*s: %.*s\nexpected:\n%.*sgot:\n%.*s", STR_ARG(path), STR_ARG(title),
               STR_ARG(expected), STR_ARG(text));
    arena_close(arena);
}

/* What stands before the next line that begins so; `head` is the rest of that line. */
static Str until(Str *rest, Str mark, Str *head)
{
    const char *start = rest->at;
    while (rest->len > 0) {
        const char *end = rest->at;
        Str line = next_line(rest);
        if (str_starts(line, mark)) {
            *head = str_trim(str_tail(line, mark.len));
            return str_range(start, end);
        }
    }
    return str_range(start, rest->at);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        Arena *arena = arena_open();
        Str text, title, builder, nothing, next;
        Fail fail = {0};
        CHECK(io_read(arena, argv[i], &text, &fail));
        until(&text, STR("=== "), &title);
        for (bool more = text.len > 0; more; title = next) {
            Str file = until(&text, STR("--- "), &builder);
            Str history = until(&text, STR("--- ledger"), &nothing);
            Str expected = until(&text, STR("=== "), &next);
            check_case(str_from(argv[i]), title, file, builder, history, expected);
            more = text.len > 0;
        }
        arena_close(arena);
    }
    return check_end();
}
