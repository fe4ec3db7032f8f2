/* Quotes and backslashes. */
#include "base/utf8.h"
#include "shell/parser.h"

ShellPart *read_single(Parser *p)
{
    uint32_t from = p->at;
    const char *close = memchr(p->text.at + from + 1, '\'', p->end - from - 1);
    if (!close) {
        fail(p, from, from + 1, "this single quote is not closed");
        return NULL;
    }
    p->at = (uint32_t)(close - p->text.at) + 1;
    ShellPart *part = new_part(p, PART_SINGLE, from, p->at);
    part->value = str_slice(p->text, from + 1, p->at - 1);
    part->constant = true;
    return part;
}

ShellPart *read_double(Parser *p, PartKind kind, uint32_t from)
{
    uint32_t quote = p->at++;
    bool outer = p->quoted;
    p->quoted = true;
    const ShellPart *parts = enter(p) ? read_parts(p, MODE_QUOTED) : NULL;
    leave(p);
    p->quoted = outer;
    if (!take(p, '"'))
        fail(p, quote, quote + 1, "this double quote is not closed");
    if (p->failed)
        return NULL;
    ShellPart *part = new_part(p, kind, from, p->at);
    part->parts = parts;
    part->value = parts_value(p, parts, &part->constant);
    if (!part->constant)
        part->value = str_slice(p->text, quote + 1, p->at - 1);
    return part;
}

/* Which characters a backslash takes their meaning from; a line feed goes with it. */
static bool is_escaped(char c, Mode mode)
{
    if (mode == MODE_QUOTED)
        return c == '$' || c == '`' || c == '"' || c == '\\';
    if (mode == MODE_DOCUMENT)
        return c == '$' || c == '`' || c == '\\';
    return true;
}

Str without_escapes(Parser *p, Str text, Mode mode)
{
    if (!memchr(text.at, '\\', text.len))
        return text;
    char *out = NEW_ARRAY(p->arena, text.len, char);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool pair = text.at[i] == '\\' && i + 1 < text.len;
        if (pair && text.at[i + 1] == '\n') {
            i++;
            continue;
        }
        if (pair && is_escaped(text.at[i + 1], mode))
            i++;
        else if (pair)
            out[len++] = text.at[i++];
        out[len++] = text.at[i];
    }
    return (Str){out, len};
}

static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

static uint32_t read_number(Str text, size_t *at, int base, size_t digits)
{
    uint32_t number = 0;
    for (; digits > 0 && *at < text.len && digit_value(text.at[*at]) < base; digits--)
        number = number * (uint32_t)base + (uint32_t)digit_value(text.at[(*at)++]);
    return number;
}

/* \x, \u, \U without a digit behind it mean themselves. */
static bool has_digits(Str text, size_t at)
{
    char c = text.at[at];
    bool hex = c == 'x' || c == 'u' || c == 'U';
    return hex && at + 1 < text.len && digit_value(text.at[at + 1]) < 16;
}

/* Behind a backslash; `at` is the character there. */
static void add_ansi(Buf *value, Str text, size_t *at)
{
    static const char names[] = "abefnrtvE\\'\"?";
    static const char codes[] = "\a\b\033\f\n\r\t\v\033\\'\"?";
    char c = text.at[*at];
    const char *name = c ? strchr(names, c) : NULL;
    bool hex = has_digits(text, *at);
    ++*at;
    if (name) {
        buf_char(value, codes[name - names]);
    } else if (c >= '0' && c <= '7') {
        --*at;
        buf_char(value, (char)read_number(text, at, 8, 3));
    } else if (hex && c == 'x') {
        buf_char(value, (char)read_number(text, at, 16, 2));
    } else if (hex) {
        buf_rune(value, read_number(text, at, 16, c == 'u' ? 4 : 8));
    } else if (c == 'c' && *at < text.len) {
        buf_char(value, (char)(text.at[(*at)++] & 0x1f));
    } else {
        buf_char(value, '\\');
        buf_char(value, c);
    }
}

static Str ansi_value(Parser *p, Str text)
{
    if (!memchr(text.at, '\\', text.len))
        return text;
    Buf value;
    buf_init(&value, p->arena);
    for (size_t at = 0; at < text.len;) {
        char c = text.at[at++];
        if (c == '\\' && at < text.len)
            add_ansi(&value, text, &at);
        else
            buf_char(&value, c);
    }
    /* A NUL ends what the quotes hold. */
    return str_cut(buf_str(&value), 0).head;
}

/* $'...': the only quotes in which a backslash hides the quote. */
ShellPart *read_ansi(Parser *p)
{
    uint32_t from = p->at;
    p->at += 2;
    while (p->at < p->end && p->text.at[p->at] != '\'')
        p->at += p->text.at[p->at] == '\\' && p->at + 1 < p->end ? 2 : 1;
    if (!take(p, '\'')) {
        fail(p, from, from + 2, "this single quote is not closed");
        return NULL;
    }
    ShellPart *part = new_part(p, PART_ANSI, from, p->at);
    part->value = ansi_value(p, str_slice(p->text, from + 2, p->at - 1));
    part->constant = true;
    return part;
}
