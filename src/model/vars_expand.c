/* BuildKit's expansion of words, form by form as it reads them: what it refuses, and in which order
   it looks, shows in what users see. */
#include <stdarg.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "model/vars.h"
#include "model/vars_pattern.h"

enum {
    DEPTH_MOST = 100, /* of ${a:-${b:-...}} */
    ROOM_MOST = 8192, /* bytes that variables put into one word; real values are far below */
    FEW_NAMES = 16,   /* are looked through from end to end */
};

typedef struct {
    Arena *arena;
    const Var *scope;
    Str text;
    size_t at;
    char escape;
    ExpandHow how;
    Expansion *out;
    const Var *seen; /* the names in out->used, once they are many */
    unsigned depth;
    bool raw;  /* escapes stay, for a pattern */
    bool over; /* more was put in than there is room for */
    size_t room;

    /* EXPOSE: the words so far, and the one that grows. */
    Values *words;
    Buf word;
    Knowledge word_known;
    bool in_word;
} Lexer;

typedef struct {
    Buf text;
    Knowledge known;
} Result;

/* What a name stands for. */
typedef struct {
    Str name;
    Value value;
    enum { SET, UNSET, UNSURE } set; /* in a build without further arguments */
    bool outside;                    /* value is ${NAME}: the base image or the user may set it */
    bool never_empty;
} Found;

static bool lex_word(Lexer *lex, int stop, bool raw, bool pattern, Result *result);

static bool refuse(Lexer *lex, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Always false. */
static bool refuse(Lexer *lex, const char *format, ...)
{
    Buf text;
    va_list args;
    buf_init(&text, lex->arena);
    va_start(args, format);
    buf_vfmt(&text, format, args);
    va_end(args);
    lex->out->problem = buf_str(&text);
    return false;
}

static bool at_end(const Lexer *lex)
{
    return lex->at >= lex->text.len;
}

static int peek(const Lexer *lex)
{
    return at_end(lex) ? -1 : (unsigned char)lex->text.at[lex->at];
}

static uint32_t next_rune(Lexer *lex)
{
    Rune rune = utf8_next(lex->text, lex->at);
    lex->at += rune.len;
    return rune.rune;
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

/* ---- names ---- */

static bool is_special(uint32_t rune)
{
    return rune < 0x80 && rune && str_find_char(STR("@*#?-$!0"), (char)rune) < 8;
}

static Str lex_name(Lexer *lex)
{
    size_t start = lex->at;
    Rune rune = utf8_next(lex->text, lex->at);
    bool digits = rune_is_digit(rune.rune);
    if (!digits && is_special(rune.rune)) {
        lex->at++;
        return str_slice(lex->text, start, lex->at);
    }
    while (rune.len > 0 && (rune_is_digit(rune.rune) ||
                            (!digits && (rune_is_letter(rune.rune) || rune.rune == '_')))) {
        lex->at += rune.len;
        rune = utf8_next(lex->text, lex->at);
    }
    return str_slice(lex->text, start, lex->at);
}

static bool is_used(Lexer *lex, Str name)
{
    Strs *used = &lex->out->used;
    if (used->len > FEW_NAMES)
        return var_known(lex->seen, name) != NULL;
    for (size_t i = 0; i < used->len; i++)
        if (str_eq(used->at[i], name))
            return true;
    return false;
}

static void note_used(Lexer *lex, Str name, bool set, bool declared)
{
    Strs *used = &lex->out->used;
    if (is_used(lex, name))
        return;
    *PUSH(lex->arena, used) = name;
    for (size_t i = used->len == FEW_NAMES + 1 ? 0 : used->len - 1;
         used->len > FEW_NAMES && i < used->len; i++)
        lex->seen = var_add(lex->arena, lex->seen, (Var){.name = used->at[i]});
    if (!set)
        *PUSH(lex->arena, &lex->out->unset) = name;
    if (!declared)
        *PUSH(lex->arena, &lex->out->undeclared) = name;
}

static Value in_braces(Lexer *lex, Str name, const char *op, Str word)
{
    Buf text;
    buf_init(&text, lex->arena);
    buf_add(&text, STR("${"));
    buf_add(&text, name);
    buf_add(&text, str_from(op));
    buf_add(&text, word);
    buf_char(&text, '}');
    return (Value){buf_str(&text), VALUE_NAMED};
}

/* Platforms are never empty; their variants and versions mostly are. */
static bool is_never_empty(const Var *var)
{
    return var->kind == VAR_PREDEFINED && !str_ends(var->name, STR("VARIANT")) &&
           !str_ends(var->name, STR("OSVERSION"));
}

static bool is_name(Str name)
{
    Rune first = utf8_next(name, 0);
    return name.len > 0 && !rune_is_digit(first.rune) && !is_special(first.rune);
}

static Found look_up(Lexer *lex, Str name)
{
    const Var *var = var_find(lex->scope, name);
    const Var *declared = var ? var : var_known(lex->scope, name);
    note_used(lex, name, var, declared);
    if (var && var->value.text.len > ROOM_MOST) {
        lex->over = true;
        return (Found){name, {{0}, VALUE_UNKNOWN}, SET, false, true};
    }
    if (var)
        return (Found){name, var->value, SET, false, is_never_empty(var)};
    if (lex->how == EXPAND_FROM)
        return (Found){name, {{0}, declared ? VALUE_UNKNOWN : VALUE_KNOWN}, UNSET, declared, false};
    bool open = lex->scope && lex->scope->open && is_name(name);
    if (!open && !declared)
        return (Found){name, value_of((Str){0}), UNSET, false, false};
    return (Found){name, in_braces(lex, name, "", (Str){0}), declared ? UNSET : UNSURE, true,
                   false};
}

typedef enum { NO, YES, MAYBE } Answer;

/* Letters that stand outside all ${...}. */
static bool has_letters(Str named)
{
    size_t depth = 0;
    for (size_t i = 0; i < named.len; i++) {
        if (str_starts(str_tail(named, i), STR("${"))) {
            depth++;
            i++;
        } else if (depth == 0) {
            return true;
        } else if (named.at[i] == '}') {
            depth--;
        }
    }
    return false;
}

/* Would a build take the word behind :- in its place? */
static Answer is_missing(const Found *found, bool null_is_unset)
{
    if (found->set != SET)
        return found->set == UNSET ? YES : MAYBE;
    if (!null_is_unset || found->never_empty)
        return NO;
    if (found->value.known == VALUE_KNOWN)
        return found->value.text.len == 0 ? YES : NO;
    bool certain = found->value.known == VALUE_NAMED && has_letters(found->value.text);
    return certain ? NO : MAYBE;
}

/* What is there but cannot be looked into: ${NAME#word}, when the value is ${NAME} and no more. */
static Value not_seen(Lexer *lex, Value value, const char *op, Value word)
{
    Str name = str_slice(value.text, 2, value.text.len - 1);
    bool plain = value.known == VALUE_NAMED && word.known != VALUE_UNKNOWN;
    for (size_t at = 0; plain && at < name.len;) {
        Rune rune = utf8_next(name, at);
        plain = rune_is_letter(rune.rune) || rune_is_digit(rune.rune) || rune.rune == '_';
        at += rune.len;
    }
    return plain ? in_braces(lex, name, op, word.text) : (Value){value.text, VALUE_UNKNOWN};
}

/* ---- ${...} ---- */

static bool lex_operand(Lexer *lex, char stop, bool raw, bool pattern, Value *value)
{
    Result result = {.known = VALUE_KNOWN};
    buf_init(&result.text, lex->arena);
    if (++lex->depth > DEPTH_MOST)
        return refuse(lex, "variables are nested more than %d levels deep", DEPTH_MOST);
    bool good = lex_word(lex, stop, raw, pattern, &result);
    lex->depth--;
    /* BuildKit forgets what stands before: 80${x:-1} exposes 1. */
    buf_clear(&lex->word);
    if (!good && at_end(lex))
        return stop == '/' ? refuse(lex, "syntax error: missing '/' in ${}")
                           : refuse(lex, "syntax error: missing '}'");
    *value = (Value){buf_str(&result.text), result.known};
    return good;
}

static bool lex_default(Lexer *lex, Str name, char op, bool null_is_unset, Value *value)
{
    static const char *const ops[2][3] = {{"-", "+", "?"}, {":-", ":+", ":?"}};
    Value word;
    if (!lex_operand(lex, '}', false, false, &word))
        return false;
    Found found = look_up(lex, name);
    Answer missing = is_missing(&found, null_is_unset);
    *value = found.value;
    if (op == '?') {
        if (missing != YES || found.outside)
            return true;
        const char *text =
            found.set == SET ? "is not allowed to be empty" : "is not allowed to be unset";
        Str message = word.text.len > 0 ? word.text : str_from(text);
        return refuse(lex, "%.*s: %.*s", STR_ARG(name), STR_ARG(message));
    }
    if (missing == MAYBE)
        *value = not_seen(lex, found.value, ops[null_is_unset][op == '+'], word);
    else if (op == '-' && missing == YES)
        *value = word;
    else if (op == '+')
        *value = missing == YES ? value_of((Str){0}) : word;
    return true;
}

static bool apply_pattern(Lexer *lex, Str name, const Pattern *pattern, const char *op, Value word,
                          Value *value)
{
    Found found = look_up(lex, name);
    bool readable = found.value.known == VALUE_KNOWN;
    Str result = {0};
    PatternEnd end = PATTERN_MUCH;
    if (word.known == VALUE_KNOWN)
        end = pattern_apply(lex->arena, pattern, readable ? found.value.text : (Str){0}, &result);
    if (end == PATTERN_WRONG) {
        lex->out->problem = result;
        return false;
    }
    *value =
        readable && end == PATTERN_DONE ? value_of(result) : not_seen(lex, found.value, op, word);
    return true;
}

static bool lex_trim(Lexer *lex, Str name, char op, Value *value)
{
    Value word;
    if (!lex_operand(lex, '}', true, true, &word))
        return false;
    Pattern pattern = {.kind = op == '#' ? PATTERN_PREFIX : PATTERN_SUFFIX, .pattern = word.text};
    pattern.all = word.text.len > 0 && word.text.at[0] == op;
    pattern.pattern = str_tail(word.text, pattern.all);
    return apply_pattern(lex, name, &pattern, op == '#' ? "#" : "%", word, value);
}

static bool lex_replace(Lexer *lex, Str name, Value *value)
{
    Pattern pattern = {.kind = PATTERN_REPLACE, .all = peek(lex) == '/'};
    Value what, by;
    lex->at += pattern.all;
    if (!lex_operand(lex, '/', true, true, &what) || !lex_operand(lex, '}', true, false, &by))
        return false;
    pattern.pattern = what.text;
    pattern.replacement = by.text;
    Buf both;
    buf_init(&both, lex->arena);
    buf_add(&both, what.text);
    buf_char(&both, '/');
    buf_add(&both, by.text);
    Value word = {buf_str(&both), knowledge_worse(what.known, by.known)};
    return apply_pattern(lex, name, &pattern, pattern.all ? "//" : "/", word, value);
}

static bool lex_braces(Lexer *lex, Value *value)
{
    lex->at++;
    int first = peek(lex);
    if (first < 0)
        return refuse(lex, "syntax error: missing '}'");
    if (first == '{' || first == '}' || first == ':')
        return refuse(lex, "syntax error: bad substitution");
    Str name = lex_name(lex);
    size_t start = lex->at;
    uint32_t op = next_rune(lex);
    bool null_is_unset = op == ':';
    if (op == '}') {
        *value = look_up(lex, name).value;
        return true;
    }
    if (null_is_unset)
        op = next_rune(lex);
    bool trims = op == '#' || op == '%';
    if (op == '-' || op == '+' || op == '?')
        return lex_default(lex, name, (char)op, null_is_unset, value);
    if (trims && !null_is_unset)
        return lex_trim(lex, name, (char)op, value);
    if (op == '/' && !null_is_unset)
        return lex_replace(lex, name, value);
    Str modifier = str_slice(lex->text, start, lex->at);
    Value word;
    if (null_is_unset && !trims && !lex_operand(lex, '}', false, false, &word))
        return false;
    return refuse(lex, "unsupported modifier (%.*s) in substitution", STR_ARG(modifier));
}

/* At a '$'. */
static bool lex_dollar(Lexer *lex, Result *result, bool splits)
{
    Value value = value_of(STR("$"));
    lex->at++;
    if (peek(lex) == '{') {
        if (!lex_braces(lex, &value))
            return false;
    } else {
        Str name = lex_name(lex);
        if (name.len > 0)
            value = look_up(lex, name).value;
    }
    if (value.text.len > lex->room) {
        lex->over = true;
        value.text.len = 0;
    }
    lex->room -= value.text.len;
    buf_add(&result->text, value.text);
    result->known = knowledge_worse(result->known, value.known);
    if (splits)
        word_value(lex, value, true);
    return true;
}

/* ---- quotes ---- */

static void add_rune(Lexer *lex, Result *result, uint32_t rune)
{
    (void)lex;
    buf_rune(&result->text, rune);
}

static bool lex_single(Lexer *lex, bool pattern, Result *result)
{
    lex->at++;
    while (!at_end(lex)) {
        uint32_t rune = next_rune(lex);
        if (rune == '\'')
            return true;
        if (pattern && rune == (unsigned char)lex->escape)
            add_rune(lex, result, rune);
        add_rune(lex, result, rune);
    }
    return refuse(lex, "unexpected end of statement while looking for matching single-quote");
}

static bool lex_double(Lexer *lex, Result *result)
{
    lex->at++;
    while (!at_end(lex)) {
        int c = peek(lex);
        if (c == '$') {
            if (!lex_dollar(lex, result, false))
                return false;
            continue;
        }
        uint32_t rune = next_rune(lex);
        if (rune == '"')
            return true;
        if (rune == (unsigned char)lex->escape) {
            int escaped = peek(lex);
            if (escaped < 0)
                break;
            if (lex->raw)
                add_rune(lex, result, rune);
            if (escaped == '"' || escaped == '$' || escaped == (unsigned char)lex->escape)
                rune = next_rune(lex);
        }
        add_rune(lex, result, rune);
    }
    return refuse(lex, "unexpected end of statement while looking for matching double-quote");
}

static bool lex_quotes(Lexer *lex, bool pattern, Result *result)
{
    size_t start = result->text.len;
    Knowledge before = result->known;
    result->known = VALUE_KNOWN;
    bool good = peek(lex) == '"' ? lex_double(lex, result) : lex_single(lex, pattern, result);
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
    for (; !at_end(lex); lex->at++) {
        int c = peek(lex);
        if (c == stop || c == '$' || c == (unsigned char)lex->escape || c >= 0x80 ||
            (quotes && (c == '"' || c == '\'')))
            break;
        word_rune(lex, (uint32_t)c, true);
    }
    buf_add(&result->text, str_slice(lex->text, start, lex->at));
}

static bool lex_part(Lexer *lex, bool pattern, Result *result)
{
    int c = peek(lex);
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
    if (!at_end(lex)) {
        uint32_t rune = next_rune(lex);
        word_rune(lex, rune, !escaped);
        buf_rune(&result->text, rune);
    }
    return true;
}

/* Up to `stop`, which is stepped over, or to the end when it is negative. */
static bool lex_word(Lexer *lex, int stop, bool raw, bool pattern, Result *result)
{
    bool before = lex->raw;
    lex->raw = raw;
    bool good = true;
    for (;;) {
        lex_plain(lex, stop, result);
        if (at_end(lex) || peek(lex) == stop)
            break;
        good = lex_part(lex, pattern, result);
        if (!good)
            break;
    }
    lex->raw = before;
    if (!good || (stop < 0 && at_end(lex)))
        return good;
    if (at_end(lex))
        return refuse(lex, "unexpected end of statement while looking for matching %c", stop);
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
