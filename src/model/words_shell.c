/* From words of the shell to the words that a program gets: quotes, variables, braces, splitting.

   While a word is built, characters that would match although they were quoted stand behind a
   backslash; they lose it when the word turns out to be no pattern. */
#include "model/fields.h"

static void add_parts(Fields *f, const ShellPart *part, bool quoted);

static Str without_backslashes(Str text)
{
    char *at = (char *)(uintptr_t)text.at; /* its own buffer */
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        i += text.at[i] == '\\' && i + 1 < text.len;
        at[len++] = text.at[i];
    }
    return (Str){at, len};
}

/* More would be given up anyhow. */
static bool is_full(const Fields *f)
{
    return f->made > FIELDS_MAX || (f->made > 1 && f->r->fields == 0);
}

static void push_arg(Fields *f, Arg arg)
{
    if (!is_full(f)) {
        *PUSH(f->r->arena, f->out) = arg;
        f->r->fields -= f->made > 0 && f->r->fields > 0;
    }
    f->made++;
}

void fields_finish(Fields *f)
{
    if (!f->open)
        return;
    Str text = buf_str(&f->text);
    if (f->escaped && !f->glob && !f->pattern)
        text = without_backslashes(text);
    Arg arg = f->like;
    arg.value = (Value){text, f->known};
    arg.glob = f->glob;
    arg.quoted = f->quoted;
    push_arg(f, arg);
    buf_init(&f->text, f->r->arena);
    f->known = VALUE_KNOWN;
    f->open = f->glob = f->quoted = f->escaped = false;
}

static bool is_special(char c)
{
    return c == '*' || c == '?' || c == '[' || c == '\\';
}

/* As it is: nothing in it matches. */
void fields_add(Fields *f, Str text)
{
    f->open = true;
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!is_special(text.at[i]))
            continue;
        buf_add(&f->text, str_slice(text, from, i));
        buf_char(&f->text, '\\');
        from = i;
        f->escaped = true;
    }
    buf_add(&f->text, str_tail(text, from));
}

static void add_unknown(Fields *f, Str shown)
{
    f->known = VALUE_UNKNOWN;
    fields_add(f, shown);
}

static void add_quoted_value(Fields *f, Value value)
{
    f->known = knowledge_worse(f->known, value.known);
    fields_add(f, value.text);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* A ${NAME} of a value that has no other. */
static size_t name_at(const Value *value, size_t at)
{
    Str rest = str_tail(value->text, at);
    if (value->known != VALUE_NAMED || !str_starts(rest, STR("${")))
        return 0;
    size_t end = str_find_char(rest, '}');
    return end < rest.len ? end + 1 : 0;
}

/* Behind the characters that mean nothing but themselves. */
static size_t text_end(Str text, size_t from)
{
    size_t at = from;
    while (at < text.len && !is_special(text.at[at]) && !is_blank(text.at[at]) &&
           text.at[at] != '$')
        at++;
    return at;
}

/* Up to the blank behind a word in which nothing is special; the last word may go on behind the
   value, so it does not count. */
static size_t plain_end(const Value *value, size_t from)
{
    size_t at = text_end(value->text, from);
    return at < value->text.len && is_blank(value->text.at[at]) ? at : from;
}

/* What a variable outside of quotes gives: split at blanks, and its patterns match. */
static void add_open_value(Fields *f, Value value)
{
    Str text = value.text;
    for (size_t i = 0; i < text.len && !is_full(f); i++) {
        char c = text.at[i];
        size_t name = name_at(&value, i);
        if (f->split && !f->open && !is_blank(c)) {
            size_t end = plain_end(&value, i);
            if (end > i) {
                Arg arg = f->like;
                arg.value = value_of(str_slice(text, i, end));
                push_arg(f, arg);
                i = end - 1;
                continue;
            }
        }
        size_t end = text_end(text, i);
        if (end > i) {
            fields_add(f, str_slice(text, i, end));
            i = end - 1;
            continue;
        }
        if (f->split && is_blank(c)) {
            fields_finish(f);
            continue;
        }
        if (name) {
            f->known = knowledge_worse(f->known, VALUE_NAMED);
            f->open = true;
            buf_add(&f->text, str_slice(text, i, i + name));
            i += name - 1;
            continue;
        }
        bool closes = c == '[' && str_find_char(str_tail(text, i), ']') < text.len - i;
        if (f->split && (c == '*' || c == '?' || closes)) {
            f->open = f->glob = true;
            buf_char(&f->text, c);
        } else {
            fields_add(f, (Str){text.at + i, 1});
        }
    }
}

static void add_value(Fields *f, Value value, bool quoted)
{
    bool spent = value.text.len > VALUE_MAX || f->r->texts < value.text.len;
    spent |= f->split && !quoted && f->r->state.other_blanks;
    if (spent || value.known == VALUE_UNKNOWN) {
        add_unknown(f, spent ? f->like.word ? f->like.word->text : STR("$") : value.text);
        return;
    }
    f->r->texts -= value.text.len;
    if (f->pattern && !quoted) {
        f->known = knowledge_worse(f->known, value.known);
        f->open = true;
        buf_add(&f->text, value.text);
    } else if (quoted || !f->split) {
        add_quoted_value(f, value);
    } else {
        add_open_value(f, value);
    }
}

static void add_items(Fields *f, const Param *param, bool quoted)
{
    bool apart = f->split && !(quoted && param->star);
    for (size_t i = 0; i < param->count && !is_full(f); i++) {
        if (i > 0 && apart)
            fields_finish(f);
        else if (i > 0)
            fields_add(f, STR(" "));
        f->quoted |= quoted;
        f->open |= quoted;
        add_value(f, param->items[i], quoted);
    }
}

static void add_inside(Fields *f, const ShellWord *word, bool quoted)
{
    bool outer = f->inside;
    f->inside = f->split && !quoted;
    add_parts(f, word->parts, quoted);
    f->inside = outer;
}

static void add_param(Fields *f, const ShellPart *part, bool quoted)
{
    Param param = param_read(f->r, part);
    if (param.word)
        add_inside(f, param.word, quoted);
    else if (param.list)
        add_items(f, &param, quoted);
    else
        add_value(f, param.value, quoted);
}

static void add_tilde(Fields *f, const ShellPart *part)
{
    Str user = str_tail(part->value, 1);
    Value home = user.len ? state_home(f->r, user) : state_find(f->r, STR("HOME")).value;
    if (str_eq(user, STR("+")))
        home = f->r->state.cwd;
    add_quoted_value(f, home);
}

/* What stands between two quotes. "$@" without anything in it is no word at all. */
static void add_double(Fields *f, const ShellPart *part)
{
    const ShellPart *only = part->parts;
    bool items = only && !only->next && only->kind == PART_PARAM && f->split;
    bool before = f->open;
    f->quoted = true;
    f->open |= !items;
    add_parts(f, part->parts, true);
    if (items && !f->open)
        f->open = before || !(only->param->name.len == 1 && only->param->name.at[0] == '@') ||
                  only->param->index;
}

static void add_arith(Fields *f, const ShellPart *part)
{
    long number;
    if (!arith_read(f->r, part->parts, &number)) {
        add_unknown(f, str_slice(f->r->script->body->text, part->span.start, part->span.end));
        return;
    }
    Buf text;
    buf_init(&text, f->r->arena);
    buf_fmt(&text, "%ld", number);
    fields_add(f, buf_str(&text));
}

/* Braces that this shell takes as text. */
void fields_add_brace(Fields *f, const ShellPart *part)
{
    fields_add(f, STR("{"));
    for (const ShellWord *word = part->words; word; word = word->next) {
        add_parts(f, word->parts, false);
        fields_add(f, word->next ? STR(",") : STR("}"));
    }
}

static void add_text(Fields *f, const ShellPart *part)
{
    /* In a pattern that follows an operator of ${ }, a * is no part of its own. */
    Str raw = str_slice(f->r->script->body->text, part->span.start, part->span.end);
    if (f->pattern) {
        f->open = true;
        buf_add(&f->text, raw.len ? raw : part->value);
    } else if (f->inside) {
        add_open_value(f, value_of(part->value));
    } else {
        fields_add(f, part->value);
    }
}

void fields_add_part(Fields *f, const ShellPart *part, bool quoted)
{
    switch (part->kind) {
    case PART_TEXT:
        if (quoted)
            fields_add(f, part->value);
        else
            add_text(f, part);
        break;
    case PART_SINGLE:
    case PART_ANSI:
        f->quoted = true;
        fields_add(f, part->value);
        break;
    case PART_DOUBLE:
    case PART_LOCALE:
        add_double(f, part);
        break;
    case PART_PARAM:
        add_param(f, part, quoted);
        break;
    case PART_COMMAND:
    case PART_PROCESS:
        run_captured(f->r, part->list);
        add_unknown(f, part->value);
        break;
    case PART_ARITH:
        add_arith(f, part);
        break;
    case PART_GLOB:
        f->glob |= f->split || f->pattern;
        f->open = true;
        if (f->glob)
            buf_add(&f->text, part->value);
        else
            fields_add(f, part->value);
        break;
    case PART_BRACE:
        fields_add_brace(f, part);
        break;
    case PART_TILDE:
        add_tilde(f, part);
        break;
    }
}

static void add_parts(Fields *f, const ShellPart *part, bool quoted)
{
    for (; part; part = part->next)
        fields_add_part(f, part, quoted);
}

/* ---- what others ask for ---- */

static Fields fields_of(Runner *r, const ShellWord *word, Args *out)
{
    Fields f = {.r = r, .out = out, .like = {.span = run_span(r, word->span), .word = word}};
    buf_init(&f.text, r->arena);
    return f;
}

static bool is_marked(const Runner *r, Str text)
{
    return r->mark.len > 0 && str_find(text, r->mark) < text.len;
}

static Arg constant_arg(Runner *r, const ShellWord *word)
{
    Arg arg = {value_of(word->value), false, word->quoted, run_span(r, word->span), word};
    arg.value.known = is_marked(r, word->value) ? VALUE_UNKNOWN : VALUE_KNOWN;
    return arg;
}

/* Too many to be listed: then nobody knows. */
static void give_up(Runner *r, const ShellWord *word, Args *args, size_t first)
{
    args->len = first;
    *PUSH(r->arena, args) =
        (Arg){.value = value_unknown(word->text), .span = run_span(r, word->span), .word = word};
}

static void expand_word(Runner *r, const ShellWord *word, Args *args)
{
    size_t first = args->len;
    Fields f = fields_of(r, word, args);
    f.split = !word->assign;
    if (word->assign) {
        f.open = true;
        buf_add(&f.text, word->assign->name);
        buf_add(&f.text, word->assign->append ? STR("+=") : STR("="));
        f.known = word->assign->index || word->assign->array ? VALUE_UNKNOWN : VALUE_KNOWN;
        add_parts(&f, word->parts, false);
        fields_finish(&f);
    } else {
        fields_expand(&f, word->parts, NULL);
    }
    if (is_full(&f))
        give_up(r, word, args, first);
}

void words_expand(Runner *r, const ShellWord *words, Args *args)
{
    size_t count = 0;
    for (const ShellWord *word = words; word; word = word->next)
        count++;
    if (args->cap == 0 && count > 0) {
        args->at = NEW_ARRAY(r->arena, count, Arg);
        args->cap = count;
    }
    for (const ShellWord *word = words; word; word = word->next) {
        if (word->constant)
            *PUSH(r->arena, args) = constant_arg(r, word);
        else
            expand_word(r, word, args);
    }
}

Arg word_single(Runner *r, const ShellWord *word)
{
    Args args = {0};
    if (word->constant)
        return constant_arg(r, word);
    Fields f = fields_of(r, word, &args);
    f.open = true;
    add_parts(&f, word->parts, false);
    fields_finish(&f);
    return args.at[0];
}

Value word_value(Runner *r, const ShellWord *word)
{
    return word ? word_single(r, word).value : value_of((Str){0});
}

Value word_pattern(Runner *r, const ShellWord *word)
{
    Args args = {0};
    Fields f = fields_of(r, word, &args);
    f.open = f.pattern = true;
    add_parts(&f, word->parts, false);
    fields_finish(&f);
    return args.at[0].value;
}

Value parts_quoted(Runner *r, const ShellPart *parts)
{
    Args args = {0};
    Fields f = {.r = r, .out = &args, .open = true};
    if (parts && !parts->next && parts->constant)
        return value_of(parts->value);
    buf_init(&f.text, r->arena);
    add_parts(&f, parts, true);
    fields_finish(&f);
    return args.at[0].value;
}
