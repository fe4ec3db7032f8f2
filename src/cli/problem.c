#include "cli/problem.h"

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
                        size_t gutter)
{
    buf_repeat(buf, ' ', gutter + 1);
    ink(buf, terminal, INK_DIM, STR("|"));
    buf_repeat(buf, ' ', 1 + part->cut_before + text_width(part->before));
    size_t carets = text_width(part->wrong);
    Buf line;
    buf_init(&line, scratch);
    buf_repeat(&line, '^', carets ? carets : 1);
    ink(buf, terminal, INK_ERROR, buf_str(&line));
    buf_char(buf, '\n');
}

/* "Dockerfile:3:1: error: unknown instruction FORM" */
static void show_heading(Buf *buf, Arena *scratch, const Terminal *terminal, const Source *source,
                         const Problem *problem)
{
    Point start = source_point(source, problem->span.start);
    Buf place;
    buf_init(&place, scratch);
    buf_visible(&place, source->name);
    buf_fmt(&place, ":%u:%u: ", (unsigned)start.line, (unsigned)start.column);
    ink(buf, terminal, INK_BOLD, buf_str(&place));
    ink(buf, terminal, INK_ERROR, STR("error: "));
    ink(buf, terminal, INK_BOLD, visible(scratch, problem->message));
    buf_char(buf, '\n');
}

static size_t digits(uint32_t number)
{
    size_t count = 1;
    while (number >= 10) {
        number /= 10;
        count++;
    }
    return count;
}

static void show(Buf *buf, Arena *scratch, const Terminal *terminal, const Source *source,
                 const Problem *problem)
{
    show_heading(buf, scratch, terminal, source, problem);
    uint32_t number = source_line(source, problem->span.start);
    size_t gutter = 1 + digits(number);
    Span whole = source_line_span(source, number);
    Str line = source_slice(source, whole);
    if (line.len) {
        uint32_t start = problem->span.start - whole.start, end = problem->span.end - whole.start;
        Excerpt part = excerpt(scratch, line, (Span){start, end}, terminal->width - gutter - 5);
        show_line(buf, terminal, &part, gutter, number);
        show_carets(buf, scratch, terminal, &part, gutter);
    }
    if (problem->help.len) {
        buf_repeat(buf, ' ', gutter + 1);
        ink(buf, terminal, INK_DIM, STR("= "));
        ink(buf, terminal, INK_HELP, STR("help: "));
        buf_add(buf, visible(scratch, problem->help));
        buf_char(buf, '\n');
    }
}

void problem_show(Buf *buf, Arena *scratch, const Terminal *terminal, const Source *source,
                  const Problem *problem)
{
    ArenaMark mark = arena_mark(scratch);
    show(buf, scratch, terminal, source, problem);
    arena_rewind(scratch, mark);
}
