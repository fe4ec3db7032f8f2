#include "syntax/join.h"

#include <string.h>

#include "base/utf8.h"

static uint32_t line_end(Str text, uint32_t at, uint32_t end)
{
    const char *feed = memchr(text.at + at, '\n', end - at);
    return feed ? (uint32_t)(feed - text.at) : end;
}

uint32_t join_cross(Arena *arena, Join *join, Str text, uint32_t at, uint32_t end)
{
    while (at < end) {
        uint32_t stop = line_end(text, at, end);
        Str line = str_trim_space_left(str_slice(text, at, stop));
        if (line.len > 0 && line.at[0] != '#')
            return at;
        if (line.len == 0) {
            *PUSH(arena, &join->blank_lines) = (Span){at, stop + (stop < end)};
        } else {
            uint32_t start = stop - (uint32_t)line.len;
            while (line.at[line.len - 1] == '\r')
                line.len--;
            Str comment = str_trim_space(str_tail(line, 1));
            *PUSH(arena, &join->comments) = (Comment){comment, {start, start + (uint32_t)line.len}};
        }
        at = stop + (stop < end);
    }
    return end;
}

/* Where the escape stands that continues the line [start, stop); `stop` when there is none. */
static uint32_t line_break(Str text, uint32_t start, uint32_t stop, char escape)
{
    uint32_t at = stop;
    while (at > start && text.at[at - 1] == '\r')
        at--;
    while (at > start && (text.at[at - 1] == ' ' || text.at[at - 1] == '\t'))
        at--;
    if (at == start || text.at[at - 1] != escape)
        return stop;
    return at - 1 > start && text.at[at - 2] == escape ? stop : at - 1;
}

static Str trim_right(Str line)
{
    Str text = str_trim_space(line);
    return text.len ? str_range(line.at, text.at + text.len) : str_head(line, 0);
}

Join join_new(Arena *arena, Str text, uint32_t start, char escape)
{
    Join join = {0};
    uint32_t end = (uint32_t)text.len;
    uint32_t stop = line_end(text, start, end);
    uint32_t at = line_break(text, start, stop, escape);
    *PUSH(arena, &join.pieces) = (BodyPiece){0, start};
    join.span = (Span){start, stop};
    if (at == stop) {
        join.text = trim_right(str_slice(text, start, stop));
        return join;
    }
    uint32_t len = 0;
    for (uint32_t from = start;; at = line_break(text, from, stop, escape)) {
        len += at - from;
        if (at == stop)
            break;
        from = join_cross(arena, &join, text, stop + (stop < end), end);
        *PUSH(arena, &join.pieces) = (BodyPiece){len, from};
        stop = line_end(text, from, end);
    }
    char *joined = NEW_ARRAY(arena, len, char);
    for (size_t i = 0; i < join.pieces.len; i++) {
        BodyPiece piece = join.pieces.at[i];
        uint32_t to = i + 1 < join.pieces.len ? join.pieces.at[i + 1].text : len;
        memcpy(joined + piece.text, text.at + piece.file, to - piece.text);
    }
    join.text = trim_right((Str){joined, len});
    join.span.end = stop;
    return join;
}

uint32_t join_at(const Join *join, uint32_t file)
{
    size_t low = 0, high = join->pieces.len;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (join->pieces.at[middle].file <= file)
            low = middle;
        else
            high = middle;
    }
    uint32_t at = join->pieces.at[low].text + (file - join->pieces.at[low].file);
    uint32_t end =
        low + 1 < join->pieces.len ? join->pieces.at[low + 1].text : (uint32_t)join->text.len;
    return at < end ? at : end;
}

Str join_text(const Join *join, Span span)
{
    return str_slice(join->text, join_at(join, span.start), join_at(join, span.end));
}

Word join_part(const Join *join, size_t from, size_t to)
{
    Str text = str_slice(join->text, from, to);
    Body whole = {join->text, join->pieces.at, join->pieces.len, join->span};
    return (Word){text, body_span(&whole, from, from + text.len)};
}

Word join_word(const Join *join, Span span)
{
    uint32_t from = join_at(join, span.start), to = join_at(join, span.end);
    if (from == to)
        return (Word){str_slice(join->text, from, to), {span.start, span.start}};
    return join_part(join, from, to);
}

Word join_rest(const Join *join, uint32_t from, bool wide)
{
    Str text = str_tail(join->text, join_at(join, from));
    if (wide)
        text = str_trim_space_left(text);
    while (text.len > 0 && (text.at[0] == ' ' || (text.at[0] >= '\t' && text.at[0] <= '\r')))
        text = str_tail(text, 1);
    if (text.len == 0)
        return (Word){text, {from, from}};
    return join_part(join, join->text.len - text.len, join->text.len);
}

Body join_body(Arena *arena, const Join *join, Word word)
{
    Body body = {.text = word.text, .span = word.span};
    size_t from = (size_t)(word.text.at - join->text.at);
    size_t to = from + word.text.len;
    size_t first = 0, last = join->pieces.len;
    while (first + 1 < join->pieces.len && join->pieces.at[first + 1].text <= from)
        first++;
    while (last > first + 1 && join->pieces.at[last - 1].text >= to)
        last--;
    BodyPiece *pieces = NEW_ARRAY(arena, last - first, BodyPiece);
    for (size_t i = first; i < last; i++)
        pieces[i - first] =
            (BodyPiece){join->pieces.at[i].text - (uint32_t)from, join->pieces.at[i].file};
    pieces[0].text = 0;
    pieces[0].file = word.span.start;
    body.pieces = pieces;
    body.count = last - first;
    return body;
}
