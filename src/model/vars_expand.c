/* BuildKit's expansion of words, form by form as it reads them: what it refuses, and in which order
   it looks, shows in what users see. */
#include <stdarg.h>

#include "model/vars_lex.h"

bool lex_refuse(Lexer *lex, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    lex->out->problem = buf_text(lex->arena, format, args);
    va_end(args);
    return false;
}

bool lex_spend(Lexer *lex, size_t bytes)
{
    if (bytes > lex->room || (lex->shared && bytes > *lex->shared)) {
        lex->over = true;
        return false;
    }
    lex->room -= bytes;
    if (lex->shared)
        *lex->shared -= bytes;
    return true;
}

/* ---- words of EXPOSE ---- */

static void word_end(Lexer *lex)
{
    if (lex->word.len == 0)
        return;
    *PUSH(lex->arena, lex->words) =
        (Value){str_copy(lex->arena, buf_str(&lex->word)), lex->word_known};
    buf_clear(&lex->word);
    lex->word_known = VALUE_KNOWN;
    lex->in_word = false;
}

static void word_rune(Lexer *lex, uint32_t rune, bool splits)
{
    if (!lex->words || lex->depth > 0)
        return;
    if (splits && rune_is_space(rune)) {
        if (lex->in_word)
            word_end(lex);
        return;
    }
    buf_rune(&lex->word, rune);
    lex->in_word = true;
}

static void word_value(Lexer *lex, Value value, bool splits)
{
    if (!lex->words || lex->depth > 0)
        return;
    lex->in_word |= !splits;
    lex->word_known = knowledge_worse(lex->word_known, value.known);
    for (size_t at = 0; at < value.text.len;) {
        Rune rune = utf8_next(value.text, at);
        word_rune(lex, rune.rune, splits && value.known == VALUE_KNOWN);
        at += rune.len;
    }
}

/* At a '$'. */
static bool lex_dollar(Lexer *lex, Result *result, bool splits)
{
    Value value = value_of(STR("$"));
    lex->at++;
    if (lex_peek(lex) == '{') {
        if (!lex_braces(lex, &value))
            return false;
    } else {
        Str name = lex_name(lex);
        if (name.len > 0)
            value = lex_value(lex, name);
    }
    if (!lex_spend(lex, value.text.len))
        value.text.len = 0;
    buf_add(&result->text, value.text);
    result->known = knowledge_worse(result->known, value.known);
    if (splits)
        word_value(lex, value, true);
    return true;
}

/* ---- quotes ---- */

static bool lex_single(Lexer *lex, bool pattern, Result *result)
{
    lex->at++;
    while (!lex_at_end(lex)) {
        uint32_t rune = lex_next(lex);
        if (rune == '\'')
            return true;
        if (pattern && rune == (unsigned char)lex->escape)
            buf_rune(&result->text, rune);
        buf_rune(&result->text, rune);
    }
    return lex_refuse(lex, "unexpected end of statement while looking for matching single-quote");
}

static bool lex_double(Lexer *lex, Result *result)
{
    lex->at++;
    while (!lex_at_end(lex)) {
        int c = lex_peek(lex);
        if (c == '$') {
            if (!lex_dollar(lex, result, false))
                return false;
            continue;
        }
        uint32_t rune = lex_next(lex);
        if (rune == '"')
            return true;
        if (rune == (unsigned char)lex->escape) {
            int escaped = lex_peek(lex);
            if (escaped < 0)
                break;
            if (lex->raw)
                buf_rune(&result->text, rune);
            if (escaped == '"' || escaped == '$' || escaped == (unsigned char)lex->escape)
                rune = lex_next(lex);
        }
        buf_rune(&result->text, rune);
    }
    return lex_refuse(lex, "unexpected end of statement while looking for matching double-quote");
}

static bool lex_quotes(Lexer *lex, bool pattern, Result *result)
{
    size_t start = result->text.len;
    Knowledge before = result->known;
    result->known = VALUE_KNOWN;
    bool good = lex_peek(lex) == '"' ? lex_double(lex, result) : lex_single(lex, pattern, result);
    Value quoted = {str_tail(buf_str(&result->text), start), result->known};
    word_value(lex, quoted, false);
    result->known = knowledge_worse(before, result->known);
    return good;
}

/* ---- words ---- */

/* Bytes up to the next one that means something. */
static void lex_plain(Lexer *lex, int stop, Result *result)
{
    size_t start = lex->at;
    bool quotes = lex->how != EXPAND_HEREDOC;
    for (; !lex_at_end(lex); lex->at++) {
        int c = lex_peek(lex);
        if (c == stop || c == '$' || c == (unsigned char)lex->escape || c >= 0x80 ||
            (quotes && (c == '"' || c == '\'')))
            break;
        word_rune(lex, (uint32_t)c, true);
    }
    buf_add(&result->text, str_slice(lex->text, start, lex->at));
}

static bool lex_part(Lexer *lex, bool pattern, Result *result)
{
    int c = lex_peek(lex);
    if (c == '$')
        return lex_dollar(lex, result, true);
    if ((c == '"' || c == '\'') && lex->how != EXPAND_HEREDOC)
        return lex_quotes(lex, pattern, result);
    bool escaped = c == (unsigned char)lex->escape;
    if (escaped) {
        if (lex->raw) {
            word_rune(lex, (uint32_t)c, false);
            buf_char(&result->text, (char)c);
        }
        lex->at++;
    }
    if (!lex_at_end(lex)) {
        uint32_t rune = lex_next(lex);
        word_rune(lex, rune, !escaped);
        buf_rune(&result->text, rune);
    }
    return true;
}

bool lex_word(Lexer *lex, int stop, bool raw, bool pattern, Result *result)
{
    bool before = lex->raw;
    lex->raw = raw;
    bool good = true;
    for (;;) {
        lex_plain(lex, stop, result);
        if (lex_at_end(lex) || lex_peek(lex) == stop)
            break;
        good = lex_part(lex, pattern, result);
        if (!good)
            break;
    }
    lex->raw = before;
    if (!good || (stop < 0 && lex_at_end(lex)))
        return good;
    if (lex_at_end(lex))
        return lex_refuse(lex, "unexpected end of statement while looking for matching %c", stop);
    lex->at++;
    return true;
}

static Expansion expand(Arena *arena, const Var *scope, Str word, char escape, ExpandHow how,
                        Values *words)
{
    Expansion out = {0};
    Lexer lex = {.arena = arena,
                 .scope = scope,
                 .text = word,
                 .escape = how == EXPAND_HEREDOC ? '\\' : escape,
                 .how = how,
                 .out = &out,
                 .room = ROOM_MOST,
                 .shared =
                     scope && scope->room && *scope->room != VARS_ROOM_FREE ? scope->room : NULL,
                 .words = words};
    Result result = {.known = VALUE_KNOWN};
    buf_init(&result.text, arena);
    buf_init(&lex.word, arena);
    /* A byte order mark is dropped where a text begins. */
    if (str_starts(word, STR("\xEF\xBB\xBF")))
        lex.at = 3;
    bool good = lex_word(&lex, -1, false, false, &result);
    if (good && words)
        word_end(&lex);
    out.value = good && !lex.over ? (Value){buf_str(&result.text), result.known}
                                  : (Value){word, VALUE_UNKNOWN};
    return out;
}

Expansion vars_expand(Arena *arena, const Var *scope, Str word, char escape, ExpandHow how)
{
    return expand(arena, scope, word, escape, how, NULL);
}

Values vars_expand_words(Arena *arena, const Var *scope, Str word, char escape,
                         Expansion *expansion)
{
    Values values = {0};
    *expansion = expand(arena, scope, word, escape, EXPAND_WORD, &values);
    if (expansion->problem.len > 0 || expansion->value.known == VALUE_UNKNOWN) {
        values.len = 0;
        *PUSH(arena, &values) = expansion->value;
    }
    return values;
}
