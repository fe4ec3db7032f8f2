#include "report/excerpt.h"

#include "base/utf8.h"

/* The source line in three visible parts; the carets go under the middle one. */
typedef struct {
    Str before, wrong, after;
    bool cut_before, cut_after;
} Excerpt;

enum { TAB_WIDTH = 4, BEFORE_LEAST = 20 };

static Str visible(Arena *scratch, Str raw)
{
    Buf buf;
    buf_init(&buf, scratch);
    while (raw.len) {
        StrCut cut = str_cut(raw, '\t');
        buf_visible(&buf, cut.head);
        if (cut.found)
            buf_repeat(&buf, ' ', TAB_WIDTH);
        raw = cut.tail;
    }
    return buf_str(&buf);
}

/* A line may have megabytes: only what can come near the window is looked at. */
static Str last_bytes(Str raw, size_t most)
{
    return raw.len > most ? str_tail(raw, raw.len - most) : raw;
}

/* At most `width` columns of the line, with the start of the wrong part always among them. */
static Excerpt excerpt(Arena *scratch, Str line, Span wrong, size_t width)
{
    size_t near = width * 8;
    Str head = str_head(line, wrong.start), before = last_bytes(head, near);
    Excerpt all = {
        .before = visible(scratch, before),
        .wrong = visible(scratch, str_head(str_slice(line, wrong.start, wrong.end), near)),
        .after = visible(scratch, str_head(str_tail(line, wrong.end), near)),
    };
    size_t wrong_width = text_width(all.wrong);
    size_t room = wrong_width < width - BEFORE_LEAST ? width - wrong_width : BEFORE_LEAST;
    Str kept = text_fit_last(all.before, room);
    all.cut_before = kept.len < all.before.len || before.len < head.len;
    all.before = kept;

    width -= text_width(all.before);
    kept = text_fit(all.wrong, width);
    all.cut_after = kept.len < all.wrong.len;
    all.wrong = kept;
    width -= text_width(all.wrong);
    kept = text_fit(all.after, all.cut_after ? 0 : width);
    all.cut_after = all.cut_after || kept.len < all.after.len;
    all.after = kept;
    return all;
}

static void show_line(Buf *buf, const Terminal *terminal, const Excerpt *part, size_t gutter,
                      uint32_t number)
{
    buf_fmt(buf, "%*u ", (int)gutter, (unsigned)number);
    ink(buf, terminal, INK_DIM, STR("|"));
    buf_add(buf, part->cut_before ? STR(" …") : STR(" "));
    buf_add(buf, part->before);
    buf_add(buf, part->wrong);
    buf_add(buf, part->after);
    buf_add(buf, part->cut_after ? STR("…\n") : STR("\n"));
}

static void show_carets(Buf *buf, Arena *scratch, const Terminal *terminal, const Excerpt *part,
                        const ExcerptStyle *style)
{
    buf_repeat(buf, ' ', style->gutter + 1);
    ink(buf, terminal, INK_DIM, STR("|"));
    buf_repeat(buf, ' ', 1 + part->cut_before + text_width(part->before));
    size_t carets = text_width(part->wrong);
    Buf line;
    buf_init(&line, scratch);
    buf_repeat(&line, style->mark, carets ? carets : 1);
    ink(buf, terminal, style->ink, buf_str(&line));
    if (style->caption.len) {
        buf_char(buf, ' ');
        ink(buf, terminal, style->ink, visible(scratch, style->caption));
    }
    buf_char(buf, '\n');
}

size_t excerpt_gutter(const Source *source, uint32_t offset)
{
    size_t digits = 1;
    for (uint32_t number = source_line(source, offset); number >= 10; number /= 10)
        digits++;
    return 1 + digits;
}

static void show(Buf *buf, Arena *scratch, const Terminal *terminal, const Source *source,
                 Span span, const ExcerptStyle *style)
{
    uint32_t number = source_line(source, span.start);
    Span whole = source_line_span(source, number);
    Str line = source_slice(source, whole);
    if (line.len == 0)
        return;
    uint32_t end = span.end < whole.end ? span.end : whole.end;
    Span wrong = {span.start - whole.start, (end > span.start ? end : span.start) - whole.start};
    Excerpt part = excerpt(scratch, line, wrong, terminal->width - style->gutter - 5);
    show_line(buf, terminal, &part, style->gutter, number);
    show_carets(buf, scratch, terminal, &part, style);
}

void excerpt_show(Buf *buf, Arena *scratch, const Terminal *terminal, const Source *source,
                  Span span, const ExcerptStyle *style)
{
    ArenaMark mark = arena_mark(scratch);
    show(buf, scratch, terminal, source, span, style);
    arena_rewind(scratch, mark);
}

void excerpt_file(Buf *buf, Arena *scratch, const Terminal *terminal, size_t gutter, Str name)
{
    ArenaMark mark = arena_mark(scratch);
    buf_repeat(buf, ' ', gutter + 1);
    ink(buf, terminal, INK_DIM, STR("> "));
    buf_add(buf, visible(scratch, name));
    buf_char(buf, '\n');
    arena_rewind(scratch, mark);
}

void excerpt_note(Buf *buf, Arena *scratch, const Terminal *terminal, size_t gutter, Str what,
                  Str text)
{
    ArenaMark mark = arena_mark(scratch);
    buf_repeat(buf, ' ', gutter + 1);
    ink(buf, terminal, INK_DIM, STR("= "));
    ink(buf, terminal, INK_HELP, what);
    buf_add(buf, visible(scratch, text));
    buf_char(buf, '\n');
    arena_rewind(scratch, mark);
}

void excerpt_place(Buf *buf, Arena *scratch, const Terminal *terminal, const Source *source,
                   uint32_t offset)
{
    ArenaMark mark = arena_mark(scratch);
    Point point = source_point(source, offset);
    Buf place;
    buf_init(&place, scratch);
    buf_visible(&place, source->name);
    buf_fmt(&place, ":%u:%u: ", (unsigned)point.line, (unsigned)point.column);
    ink(buf, terminal, INK_BOLD, buf_str(&place));
    arena_rewind(scratch, mark);
}

void excerpt_sentence(Buf *buf, Arena *scratch, const Terminal *terminal, Ink color, Str text)
{
    ArenaMark mark = arena_mark(scratch);
    ink(buf, terminal, color, visible(scratch, text));
    arena_rewind(scratch, mark);
}
