/* Words of steps: their expansion, and the paths that they are. */
#include <stdarg.h>

#include "base/buf.h"
#include "base/path.h"
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

/* Nothing in it that cleaning would change. */
static bool is_clean(Str path)
{
    size_t start = path_is_absolute(path);
    for (size_t i = start; i <= path.len; i++) {
        if (i < path.len && path.at[i] != '/')
            continue;
        size_t len = i - start;
        if (len == 0 || (path.at[start] == '.' && len == 1) ||
            (len == 2 && path.at[start] == '.' && path.at[start + 1] == '.'))
            return false;
        start = i + 1;
    }
    return true;
}

static Str join_clean(Arena *arena, Str dir, Str name)
{
    bool slash = !str_ends(dir, STR("/"));
    char *joined = NEW_ARRAY(arena, dir.len + slash + name.len, char);
    memcpy(joined, dir.at, dir.len);
    if (slash)
        joined[dir.len] = '/';
    memcpy(joined + dir.len + slash, name.at, name.len);
    return (Str){joined, dir.len + slash + name.len};
}

Value path_in(Arena *arena, Value dir, Value path)
{
    bool variable = path.known == VALUE_NAMED && str_starts(path.text, STR("${"));
    bool absolute = variable || path_is_absolute(path.text);
    Knowledge known = absolute ? path.known : knowledge_worse(dir.known, path.known);
    if (is_clean(path.text))
        return (Value){absolute ? path.text : join_clean(arena, dir.text, path.text), known};
    /* How much of a variable's value ".." takes away is not known. */
    if (known == VALUE_NAMED && str_find(path.text, STR("..")) < path.text.len)
        known = VALUE_UNKNOWN;
    Str text = variable ? path_clean(arena, path.text) : path_join(arena, dir.text, path.text);
    return (Value){text, known};
}
