#include "syntax/join.h"

#include <string.h>

#include "base/utf8.h"

static uint32_t line_end(Str text, uint32_t at, uint32_t end)
{
    const char *feed = memchr(text.at + at, '\n', end - at);
    return feed ? (uint32_t)(feed - text.at) : end;
}

uint32_t join_skip(Str text, uint32_t at, uint32_t end, bool *blank_line)
{
    while (at < end) {
        uint32_t stop = line_end(text, at, end);
        Str line = str_trim_space_left(str_slice(text, at, stop));
        if (line.len > 0 && line.at[0] != '#')
            return at;
        *blank_line |= line.len == 0;
        at = stop + (stop < end);
    }
    return end;
}

Join join_new(Arena *arena, Str text, Span span, const Span *breaks, size_t count)
{
    Join join = {.span = span, .count = count + 1};
    BodyPiece *pieces = NEW_ARRAY(arena, count + 1, BodyPiece);
    join.pieces = pieces;
    pieces[0].file = span.start;
    if (count == 0) {
        join.text = str_slice(text, span.start, span.end);
        return join;
    }
    char *joined = NEW_ARRAY(arena, span_len(span), char);
    uint32_t len = 0;
    for (size_t i = 0; i <= count; i++) {
        uint32_t from = pieces[i].file;
        uint32_t to = i < count ? breaks[i].start : span.end;
        memcpy(joined + len, text.at + from, to - from);
        len += to - from;
        if (i == count)
            break;
        pieces[i + 1].text = len;
        pieces[i + 1].file = join_skip(text, breaks[i].end, span.end, &join.blank_line);
    }
    join.text = (Str){joined, len};
    return join;
}

/* Where a place of the file is in the text; what was left out is where it would be. */
static uint32_t join_at(const Join *join, uint32_t file)
{
    size_t low = 0, high = join->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (join->pieces[middle].file <= file)
            low = middle;
        else
            high = middle;
    }
    uint32_t at = join->pieces[low].text + (file - join->pieces[low].file);
    uint32_t end = low + 1 < join->count ? join->pieces[low + 1].text : (uint32_t)join->text.len;
    return at < end ? at : end;
}

Str join_text(const Join *join, Span span)
{
    return str_slice(join->text, join_at(join, span.start), join_at(join, span.end));
}

Word join_word(const Join *join, Span span)
{
    return (Word){join_text(join, span), span};
}

Word join_trimmed(const Join *join, Span span)
{
    Str text = join_text(join, span);
    Str left = str_trim_space_left(text);
    Str word = str_trim_space(left);
    Body whole = {.text = join->text, .pieces = join->pieces, .count = join->count};
    whole.span = join->span;
    size_t from = (size_t)(left.at - join->text.at);
    if (word.len == 0)
        return (Word){word, {span.end, span.end}};
    return (Word){word, body_span(&whole, from, from + word.len)};
}

Body join_body(Arena *arena, const Join *join, Word word)
{
    Body body = {.text = word.text, .span = word.span};
    size_t from = (size_t)(word.text.at - join->text.at);
    size_t to = from + word.text.len;
    size_t first = 0, last = join->count;
    while (first + 1 < join->count && join->pieces[first + 1].text <= from)
        first++;
    while (last > first + 1 && join->pieces[last - 1].text >= to)
        last--;
    BodyPiece *pieces = NEW_ARRAY(arena, last - first, BodyPiece);
    for (size_t i = first; i < last; i++)
        pieces[i - first] =
            (BodyPiece){join->pieces[i].text - (uint32_t)from, join->pieces[i].file};
    pieces[0].text = 0;
    pieces[0].file = word.span.start;
    body.pieces = pieces;
    body.count = last - first;
    return body;
}
