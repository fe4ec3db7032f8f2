/* Histories written by hand and taken from builds, in tests/ledger: a Dockerfile, what an image's
   history says, and what the ledger makes of it. Each case is

       === what it shows
       (the Dockerfile)
       --- buildkit        (or classic, buildah, kaniko, none: what comment and author say)
       + RUN /bin/sh -c x  (an entry with a layer; "." one without; "|" goes on with the last)
         a/b 1000 A        (what lies in the layer: tests/image/make_tar.h)
       --- ledger
       3 same 0            (the step's line, its state, its layer or "-", "shared")
       gone 4              (an entry that no line explains)
       base 2              (layers below the file's own)
       bill 3: 1000 dead 0 kills 0
       bill 3 tar: 900     (where layers are listed: rows, and the commands that share one) */
#include "base/buf.h"
#include "base/io.h"
#include "check.h"
#include "image/make_image.h"
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

static void add_bill(Buf *out, Arena *arena, const Ledger *ledger, const Source *source,
                     MadeLayers *layers)
{
    make_ends(layers);
    const Image *image = make_image(arena, layers, 0, (MadeReading){.lies = true});
    const ImageCost *cost = image_cost(arena, image);
    BillRows rows = bill_make(arena, ledger, cost);
    uint64_t content = 0, dead = 0, kills = 0;
    for (size_t i = 0; i < rows.len; i++) {
        const BillRow *row = &rows.at[i];
        content += row->content;
        dead += row->dead;
        kills += row->culprit;
        if (row->content + row->culprit == 0)
            continue;
        Buf name;
        buf_init(&name, arena);
        if (row->line)
            buf_fmt(&name, "%u", source_line(source, row->line->step->written->span.start));
        else
            buf_add(&name, row->kind == BILL_BASE ? STR("base") : STR("other"));
        buf_fmt(out, "bill %.*s: %llu dead %llu kills %llu\n", STR_ARG(buf_str(&name)),
                (unsigned long long)row->content, (unsigned long long)row->dead,
                (unsigned long long)row->culprit);
        for (size_t j = 0; row->parts.len > 1 && j < row->parts.len; j++)
            buf_fmt(out, "bill %.*s %.*s: %llu\n", STR_ARG(buf_str(&name)),
                    STR_ARG(row->parts.at[j].command ? row->parts.at[j].command->name : STR("-")),
                    (unsigned long long)row->parts.at[j].content);
    }
    CHECK(content == cost->content && dead == cost->wasted && kills == cost->wasted);
}

static void check_case(Str path, Str title, Str file, Str builder, Str history, Str expected)
{
    Arena *arena = arena_open();
    LedgerEntries entries = {0};
    size_t layers = 0;
    MadeLayers made = {0};
    while (history.len > 0) {
        Str line = next_line(&history);
        if (str_starts(line, STR("  "))) {
            while (made.len < layers)
                make_layer(arena, &made);
            CHECK(make_line(&made.at[made.len - 1].tar, arena, str_trim(line)));
        } else if (line.at[0] == '|') {
            LedgerEntry *last = &entries.at[entries.len - 1];
            Str more = str_joined(arena, STR("\n"), str_tail(line, 2));
            last->created_by = str_joined(arena, last->created_by, more);
        } else {
            *PUSH(arena, &entries) = entry_of(builder, line, &layers);
        }
    }
    const Source *source = source_new(arena, STR("Dockerfile"), file);
    const Dockerfile *model = model_read(arena, syntax_read(arena, source), &(ModelRequest){0});
    const Ledger *ledger = ledger_read(arena, model->target, &entries);
    Buf told;
    buf_init(&told, arena);
    buf_add(&told, ledger_text(arena, ledger, source));
    if (made.len > 0)
        add_bill(&told, arena, ledger, source, &made);
    Str text = buf_str(&told);
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
