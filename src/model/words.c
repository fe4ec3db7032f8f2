/* Words of steps, and what comes of them. */
#include <stdarg.h>

#include "base/buf.h"
#include "model/build.h"

void step_refuse(Builder *b, Step *step, Span span, const char *format, ...)
{
    if (step->problem.len > 0)
        return;
    Buf text;
    va_list args;
    buf_init(&text, b->arena);
    va_start(args, format);
    buf_vfmt(&text, format, args);
    va_end(args);
    step->problem = buf_str(&text);
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
