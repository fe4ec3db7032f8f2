/* ${ } and all that may stand in it. What no shell knows is no error here: they too complain only
   when they run it. */
#include "shell/parser.h"

typedef struct {
    Str op;
    ParamKind kind;
} OperatorRow;

/* The longer ones first. */
static const OperatorRow operators[] = {
    {STR_INIT(":-"), PARAM_DEFAULT}, {STR_INIT(":="), PARAM_ASSIGN},
    {STR_INIT(":?"), PARAM_ERROR},   {STR_INIT(":+"), PARAM_OTHER},
    {STR_INIT("##"), PARAM_PREFIX},  {STR_INIT("%%"), PARAM_SUFFIX},
    {STR_INIT("//"), PARAM_REPLACE}, {STR_INIT("/#"), PARAM_REPLACE},
    {STR_INIT("/%"), PARAM_REPLACE}, {STR_INIT("^^"), PARAM_UPPER},
    {STR_INIT(",,"), PARAM_LOWER},   {STR_INIT("-"), PARAM_DEFAULT},
    {STR_INIT("="), PARAM_ASSIGN},   {STR_INIT("?"), PARAM_ERROR},
    {STR_INIT("+"), PARAM_OTHER},    {STR_INIT("#"), PARAM_PREFIX},
    {STR_INIT("%"), PARAM_SUFFIX},   {STR_INIT("/"), PARAM_REPLACE},
    {STR_INIT("^"), PARAM_UPPER},    {STR_INIT(","), PARAM_LOWER},
    {STR_INIT(":"), PARAM_SLICE},    {STR_INIT("@"), PARAM_CHANGE},
};

static bool is_special(int c)
{
    return c > 0 && strchr("@*#?-$!", c);
}

static bool is_param(int c)
{
    return is_name(c) || is_special(c);
}

/* ${#x} is a length, ${#} and ${#-x} are not. */
static bool length_here(const Parser *p)
{
    int c = peek_at(p, 1), next = peek_at(p, 2);
    if (peek(p) != '#' || !is_param(c))
        return false;
    return is_name(c) || next == '}';
}

static Str read_name(Parser *p)
{
    uint32_t from = p->at;
    if (is_special(peek(p)))
        p->at++;
    else
        while (is_name(peek(p)))
            p->at++;
    return str_slice(p->text, from, p->at);
}

static void take_operator(Parser *p, ShellParam *param)
{
    Str rest = str_slice(p->text, p->at, p->end);
    param->kind = PARAM_UNKNOWN;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (!str_starts(rest, operators[i].op))
            continue;
        param->kind = operators[i].kind;
        param->op = str_head(rest, operators[i].op.len);
        p->at += (uint32_t)operators[i].op.len;
        return;
    }
}

/* In the patterns of these, quotes are quotes even inside of double ones. */
static bool has_pattern(ParamKind kind)
{
    return kind == PARAM_PREFIX || kind == PARAM_SUFFIX || kind == PARAM_REPLACE;
}

static void read_operand(Parser *p, ShellParam *param)
{
    if (param->indirect && (peek(p) == '*' || peek(p) == '@') && peek_at(p, 1) == '}') {
        param->kind = PARAM_NAMES;
        p->at++;
        return;
    }
    take_operator(p, param);
    bool outer = p->quoted;
    p->quoted = outer && !has_pattern(param->kind);
    bool replaces = param->kind == PARAM_REPLACE, slices = param->kind == PARAM_SLICE;
    param->word = read_word(p, replaces ? MODE_PATTERN : slices ? MODE_SLICE : MODE_BRACED);
    if ((replaces && take(p, '/')) || (slices && take(p, ':')))
        param->replace = read_word(p, MODE_BRACED);
    p->quoted = outer;
}

static void read_inside(Parser *p, ShellParam *param)
{
    bool length = length_here(p);
    param->braced = true;
    param->indirect = peek(p) == '!' && is_param(peek_at(p, 1));
    p->at += length || param->indirect;
    param->name = read_name(p);
    if (take(p, '[')) {
        param->index = read_word(p, MODE_KEY);
        take(p, ']');
    }
    if (!p->failed && peek(p) != '}')
        read_operand(p, param);
    else
        param->kind = length ? PARAM_LENGTH : PARAM_PLAIN;
}

ShellPart *read_braced(Parser *p)
{
    uint32_t from = p->at;
    ShellPart *part = new_part(p, PART_PARAM, from, from);
    ShellParam *param = NEW(p->arena, ShellParam);
    part->param = param;
    p->at += 2;
    if (enter(p))
        read_inside(p, param);
    leave(p);
    if (!take(p, '}'))
        fail(p, from, from + 2, "this ${ is not closed");
    part->span = span_of(p, from, p->at);
    part->value = str_slice(p->text, from, p->at);
    return part;
}
