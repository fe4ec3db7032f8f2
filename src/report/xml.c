#include "report/xml.h"

#include "base/utf8.h"

static const char *entity_of(uint32_t rune)
{
    switch (rune) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

static bool is_character(uint32_t rune)
{
    return rune >= ' ' && (rune < 0xD800 || rune > 0xDFFF) && rune != 0xFFFE && rune != 0xFFFF;
}

void xml_add(Buf *buf, Str text)
{
    for (size_t at = 0; at < text.len;) {
        Rune rune = utf8_next(text, at);
        const char *entity = entity_of(rune.rune);
        if (entity)
            buf_add(buf, str_from(entity));
        else if (!rune.bad && is_character(rune.rune))
            buf_add(buf, str_slice(text, at, at + rune.len));
        else
            buf_add(buf, STR("\xEF\xBF\xBD"));
        at += rune.len;
    }
}

void xml_attribute(Buf *buf, const char *name, Str value)
{
    buf_fmt(buf, " %s=\"", name);
    xml_add(buf, value);
    buf_char(buf, '"');
}
