/* Words of steps, and what comes of them. */
#include <stdarg.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "model/build.h"

void step_refuse(Builder *b, Step *step, Span span, const char *format, ...)
{
    if (step->problem.len > 0)
        return;
    va_list args;
    va_start(args, format);
    step->problem = buf_text(b->arena, format, args);
    va_end(args);
    step->problem_span = span;
}

bool word_is_plain(Str text, char escape)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '$' || c == '"' || c == '\'' || c == escape || (unsigned char)c >= 0x80)
            return false;
    }
    return true;
}

void step_note(Builder *b, Step *step, const char *what, Word word, const Expansion *expansion)
{
    *PUSH(b->arena, &step->expanded) = (Expanded){what, word.text, word.span, *expansion};
    if (expansion->problem.len > 0)
        step_refuse(b, step, word.span, "%.*s", STR_ARG(expansion->problem));
}

Value step_expand_as(Builder *b, Step *step, const Var *scope, const char *what, Word word,
                     ExpandHow how)
{
    char escape = b->syntax->escape;
    if (how != EXPAND_HEREDOC && word_is_plain(word.text, escape))
        return value_of(word.text);
    Expansion expansion = vars_expand(b->arena, scope, word.text, escape, how);
    step_note(b, step, what, word, &expansion);
    return expansion.value;
}

Value step_expand(Builder *b, Step *step, const char *what, Word word)
{
    return step_expand_as(b, step, step->vars, what, word, EXPAND_WORD);
}

Word flag_word(const Flag *flag)
{
    return (Word){flag->value, flag->value_span};
}

const Flag *step_flag(const Step *step, Str name)
{
    const Flags *flags = &step->instruction->flags;
    for (size_t i = flags->len; i-- > 0;)
        if (str_eq(flags->at[i].name, name))
            return &flags->at[i];
    return NULL;
}

/* ---- a value as one word ---- */

typedef struct {
    bool marks; /* quotes or escapes are in it */
    bool apart; /* a blank stands outside of quotes */
} Look;

static Look look_at(Str text, char escape)
{
    Look look = {0};
    char quote = 0;
    for (size_t at = 0; at < text.len;) {
        Rune rune = utf8_next(text, at);
        char c = rune.rune < 0x80 ? (char)rune.rune : 0;
        bool mark = c == '"' || c == '\'';
        look.apart |= !quote && rune_is_space(rune.rune);
        look.marks |= mark || c == escape;
        if (c == escape && quote != '\'')
            at++;
        else if (quote ? c == quote : mark)
            quote = quote ? 0 : c;
        at += rune.len;
    }
    return look;
}

static Str in_quotes(Arena *arena, Str text, char escape, bool escapes)
{
    Buf quoted;
    buf_init(&quoted, arena);
    buf_char(&quoted, '"');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (escapes && (c == '"' || c == '$' || c == escape))
            buf_char(&quoted, escape);
        buf_char(&quoted, c);
    }
    buf_char(&quoted, '"');
    return buf_str(&quoted);
}

Str binding_word(Arena *arena, const Binding *binding, char escape)
{
    Str text = binding->pair->value.text;
    Look key = look_at(binding->pair->key.text, escape), value = look_at(text, escape);
    if (key.marks || key.apart)
        return (Str){0};
    if (!value.apart)
        return text;
    if (!value.marks)
        return in_quotes(arena, text, escape, false);
    bool plain = str_find_char(text, '$') == text.len && binding->value.known == VALUE_KNOWN;
    return plain ? in_quotes(arena, binding->value.text, escape, true) : (Str){0};
}
