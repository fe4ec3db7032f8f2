#include "check.h"
#include "text/source.h"

static uint32_t lines_of(Arena *arena, Str text)
{
    return source_new(arena, STR("f"), text)->lines;
}

static void counts(Arena *arena)
{
    CHECK(lines_of(arena, (Str){0}) == 1);
    CHECK(lines_of(arena, STR("")) == 1);
    CHECK(lines_of(arena, STR("\n")) == 1);
    CHECK(lines_of(arena, STR("\n\n")) == 2);
    CHECK(lines_of(arena, STR("a")) == 1);
    CHECK(lines_of(arena, STR("a\nb\n")) == 2);
    CHECK(lines_of(arena, STR("a\nb")) == 2);
    CHECK(lines_of(arena, STR("a\rb\r\n")) == 1);
}

static bool point_is(const Source *source, uint32_t offset, uint32_t line, uint32_t column)
{
    Point point = source_point(source, offset);
    return point.line == line && point.column == column && source_line(source, offset) == line;
}

static void points(Arena *arena)
{
    const Source *source = source_new(arena, STR("f"), STR("ab\n\ncd\n"));
    CHECK(point_is(source, 0, 1, 1));
    CHECK(point_is(source, 2, 1, 3));
    CHECK(point_is(source, 3, 2, 1));
    CHECK(point_is(source, 4, 3, 1));
    CHECK(point_is(source, 7, 3, 4));
    CHECK(point_is(source, 99, 3, 4));
    CHECK(point_is(source_new(arena, STR("f"), STR("")), 0, 1, 1));
}

static bool line_is(const Source *source, uint32_t line, Str expected)
{
    return str_eq(source_slice(source, source_line_span(source, line)), expected);
}

static void spans(Arena *arena)
{
    const Source *source = source_new(arena, STR("f"), STR("one\r\n\r\n\nfour\r\r\nlast"));
    CHECK(source->lines == 5);
    CHECK(line_is(source, 1, STR("one")));
    CHECK(line_is(source, 2, STR("")) && source_line_span(source, 2).start == 5);
    CHECK(line_is(source, 3, STR("")) && source_line_span(source, 3).start == 7);
    CHECK(line_is(source, 4, STR("four\r")));
    CHECK(line_is(source, 5, STR("last")));
    CHECK(line_is(source, 6, STR("")) && line_is(source, 0, STR("")));
    CHECK(span_len(source_line_span(source, 6)) == 0);
    CHECK(str_eq(source_slice(source, (Span){1, 3}), STR("ne")));
    CHECK(source_slice(source, (Span){90, 99}).len == 0);
    CHECK(str_eq(source_slice(source, (Span){15, 99}), STR("last")));
    CHECK(line_is(source_new(arena, STR("f"), STR("a\n")), 1, STR("a")));
}

/* Against a plain walk over a text with lines of every length up to 60. */
static void agrees_with_a_walk(Arena *arena)
{
    static char text[40000];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i * i % 61 == 3 ? '\n' : 'x';
    const Source *source = source_new(arena, STR("f"), (Str){text, sizeof text});
    uint32_t line = 1, column = 1;
    bool same = true;
    for (uint32_t i = 0; i < sizeof text; i++) {
        same &= point_is(source, i, line, column);
        column++;
        if (text[i] == '\n') {
            line++;
            column = 1;
        }
    }
    CHECK(same);
    CHECK(source->lines > 1000 && source->lines == line - (text[sizeof text - 1] == '\n'));
}

int main(void)
{
    Arena *arena = arena_open();
    counts(arena);
    points(arena);
    spans(arena);
    agrees_with_a_walk(arena);
    arena_close(arena);
    return check_end();
}
