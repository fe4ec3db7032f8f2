/* What stands behind a '$': names, and the forms in braces. */
#include "model/vars_lex.h"
#include "model/vars_pattern.h"

/* So many names are looked through from end to end. */
enum { FEW_NAMES = 16 };

/* Steps of matching that cost as much room as a byte. */
enum { STEPS_A_BYTE = 8 };

/* What a name stands for. */
typedef struct {
    Str name;
    Value value;
    enum { SET, UNSET, UNSURE } set; /* in a build without further arguments */
    bool outside;                    /* value is ${NAME}: the base image or the user may set it */
    bool never_empty;
} Found;

/* ---- names ---- */

static bool is_special(uint32_t rune)
{
    return rune < 0x80 && rune && str_find_char(STR("@*#?-$!0"), (char)rune) < 8;
}

Str lex_name(Lexer *lex)
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

static bool is_used(const Lexer *lex, Str name)
{
    const Strs *used = &lex->out->used;
    if (lex->seen)
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
    size_t from = lex->seen ? used->len - 1 : 0;
    for (size_t i = from; used->len >= FEW_NAMES && i < used->len; i++)
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

Value lex_value(Lexer *lex, Str name)
{
    return look_up(lex, name).value;
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
        return lex_refuse(lex, "variables are nested more than %d levels deep", DEPTH_MOST);
    bool good = lex_word(lex, stop, raw, pattern, &result);
    lex->depth--;
    /* BuildKit forgets what stands before: 80${x:-1} exposes 1. */
    buf_clear(&lex->word);
    if (!good && lex_at_end(lex))
        return stop == '/' ? lex_refuse(lex, "syntax error: missing '/' in ${}")
                           : lex_refuse(lex, "syntax error: missing '}'");
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
        return lex_refuse(lex, "%.*s: %.*s", STR_ARG(name), STR_ARG(message));
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
    Str result = {0}, text = readable ? found.value.text : (Str){0};
    PatternEnd end = PATTERN_MUCH;
    size_t work = 0;
    if (word.known == VALUE_KNOWN && !lex->over)
        end = pattern_apply(lex->arena, pattern, text, &result, &work);
    lex_spend(lex, work / STEPS_A_BYTE);
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
    Pattern pattern = {.kind = PATTERN_REPLACE, .all = lex_peek(lex) == '/'};
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

bool lex_braces(Lexer *lex, Value *value)
{
    lex->at++;
    int first = lex_peek(lex);
    if (first < 0)
        return lex_refuse(lex, "syntax error: missing '}'");
    if (first == '{' || first == '}' || first == ':')
        return lex_refuse(lex, "syntax error: bad substitution");
    Str name = lex_name(lex);
    size_t start = lex->at;
    uint32_t op = lex_next(lex);
    bool null_is_unset = op == ':';
    if (op == '}') {
        *value = look_up(lex, name).value;
        return true;
    }
    if (null_is_unset)
        op = lex_next(lex);
    bool trims = op == '#' || op == '%';
    if (op == '-' || op == '+' || op == '?')
        return lex_default(lex, name, (char)op, null_is_unset, value);
    if (trims && !null_is_unset)
        return lex_trim(lex, name, (char)op, value);
    if (op == '/' && !null_is_unset)
        return lex_replace(lex, name, value);
    Str modifier = str_slice(lex->text, start, lex->at);
    Value word;
    if (null_is_unset && !trims) {
        if (!lex_operand(lex, '}', false, false, &word))
            return false;
        look_up(lex, name);
    }
    return lex_refuse(lex, "unsupported modifier (%.*s) in substitution", STR_ARG(modifier));
}
