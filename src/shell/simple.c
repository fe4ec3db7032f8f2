/* Simple commands, redirections, here-documents. */
#include "shell/parser.h"

/* Digits, or {name}, glued to a < or > that is no process substitution. */
static uint32_t descriptor_length(const Parser *p)
{
    uint32_t len = 0;
    if (peek(p) == '{' && is_name_start(peek_at(p, 1))) {
        for (len = 2; is_name(peek_at(p, len));)
            len++;
        if (peek_at(p, len++) != '}')
            return 0;
    } else {
        while (is_digit(peek_at(p, len)))
            len++;
    }
    int c = peek_at(p, len);
    return (c == '<' || c == '>') && peek_at(p, len + 1) != '(' ? len : 0;
}

bool word_here(const Parser *p)
{
    int c = peek(p);
    return !ends_word(c) || ((c == '<' || c == '>') && peek_at(p, 1) == '(');
}

bool redirect_here(const Parser *p)
{
    int c = peek(p);
    if (c == '<' || c == '>')
        return peek_at(p, 1) != '(';
    if (c == '&')
        return peek_at(p, 1) == '>';
    return (is_digit(c) || c == '{') && descriptor_length(p) > 0;
}

typedef struct {
    Str text;
    RedirectKind kind;
} Operator;

/* The longer ones first. */
static const Operator operators[] = {
    {STR_INIT("<<<"), REDIRECT_STRING},   {STR_INIT("&>>"), REDIRECT_ALL_APPEND},
    {STR_INIT("<<"), REDIRECT_DOCUMENT},  {STR_INIT("<&"), REDIRECT_COPY_IN},
    {STR_INIT("<>"), REDIRECT_BOTH_WAYS}, {STR_INIT(">>"), REDIRECT_APPEND},
    {STR_INIT(">&"), REDIRECT_COPY_OUT},  {STR_INIT(">|"), REDIRECT_CLOBBER},
    {STR_INIT("&>"), REDIRECT_ALL},       {STR_INIT("<"), REDIRECT_IN},
    {STR_INIT(">"), REDIRECT_OUT},
};

static RedirectKind take_operator(Parser *p)
{
    Str rest = str_slice(p->text, p->at, p->end);
    size_t i = 0;
    while (!str_starts(rest, operators[i].text))
        i++;
    p->at += (uint32_t)operators[i].text.len;
    return operators[i].kind;
}

static void expect_document(Parser *p, ShellRedirect *redirect)
{
    const ShellWord *word = redirect->target;
    if (p->failed)
        return;
    redirect->document.expand = !word->quoted;
    redirect->document.delimiter = word->constant ? word->value : word->text;
    *PUSH(p->arena, &p->pending) = redirect;
}

/* In > 2>&1 the 2 is no name of a file; in 2>&1>a the 1 is what is copied. */
static bool number_belongs_to_next(const Parser *p, RedirectKind kind)
{
    return kind != REDIRECT_COPY_IN && kind != REDIRECT_COPY_OUT && is_digit(peek(p)) &&
           descriptor_length(p) > 0;
}

ShellRedirect *read_redirect(Parser *p)
{
    ShellRedirect *redirect = NEW(p->arena, ShellRedirect);
    uint32_t from = p->at;
    if (peek(p) != '&')
        p->at += descriptor_length(p);
    redirect->fd = text_of(p, span_of(p, from, p->at));
    redirect->kind = take_operator(p);
    if (redirect->kind == REDIRECT_DOCUMENT)
        redirect->document.strip = take(p, '-');
    skip_blanks(p);
    if (!word_here(p) || number_belongs_to_next(p, redirect->kind))
        fail_here(p, "a redirection needs a word behind it");
    bool one = redirect->kind == REDIRECT_DOCUMENT || redirect->kind == REDIRECT_STRING;
    redirect->target = read_word(p, one ? MODE_VALUE : MODE_WORD);
    redirect->span = span_of(p, from, p->at);
    if (redirect->kind == REDIRECT_DOCUMENT)
        expect_document(p, redirect);
    return redirect;
}

/* Behind a compound command. */
void read_redirects(Parser *p, ShellNode *node)
{
    const ShellRedirect **last = &node->redirects;
    for (;;) {
        skip_blanks(p);
        if (p->failed || !redirect_here(p))
            return;
        ShellRedirect *redirect = read_redirect(p);
        node->span.end = redirect->span.end;
        *last = redirect;
        last = &redirect->next;
    }
}

/* Where the body's line that is the delimiter begins; the end when there is none. */
static uint32_t document_end(const Parser *p, const ShellRedirect *redirect, uint32_t *after)
{
    Str delimiter = redirect->document.delimiter;
    uint32_t at = p->at;
    while (at < p->end) {
        const char *feed = memchr(p->text.at + at, '\n', p->end - at);
        uint32_t end = feed ? (uint32_t)(feed - p->text.at) : p->end;
        uint32_t start = at;
        while (redirect->document.strip && start < end && p->text.at[start] == '\t')
            start++;
        *after = feed ? end + 1 : end;
        if (str_eq(str_slice(p->text, start, end), delimiter))
            return at;
        at = *after;
    }
    *after = p->end;
    return p->end;
}

static const ShellPart *read_document_parts(Parser *p, const ShellRedirect *redirect, uint32_t end)
{
    if (!redirect->document.expand) {
        ShellPart *part = new_part(p, PART_SINGLE, p->at, end);
        part->value = str_slice(p->text, p->at, end);
        part->constant = true;
        return part;
    }
    Limits outer = limit(p, end);
    p->quoted = true;
    const ShellPart *parts = read_parts(p, MODE_DOCUMENT);
    forgive(p);
    unlimit(p, outer);
    return parts;
}

void read_documents(Parser *p)
{
    Documents pending = p->pending;
    p->pending = (Documents){0};
    for (size_t i = 0; i < pending.len && !p->failed; i++) {
        ShellRedirect *redirect = pending.at[i];
        uint32_t after = p->at, end = document_end(p, redirect, &after);
        redirect->document.body = span_of(p, p->at, end);
        redirect->document.terminated = end < p->end;
        redirect->document.parts = read_document_parts(p, redirect, end);
        p->at = after;
    }
}

/* The last three take arrays; what else has a = is a word to them. */
static const Str declaring[] = {STR_INIT("export"),  STR_INIT("readonly"), STR_INIT("local"),
                                STR_INIT("declare"), STR_INIT("typeset"),  STR_INIT("alias"),
                                STR_INIT("eval"),    STR_INIT("let")};

enum { DECLARING = 5, TAKING_ARRAYS = sizeof declaring / sizeof *declaring };

static size_t declaring_place(const ShellWord *word)
{
    size_t i = 0;
    while (i < TAKING_ARRAYS && !str_eq(word->text, declaring[i]))
        i++;
    return i;
}

/* A name with () behind it is a function after all. */
static bool is_function(Parser *p, const ShellNode *node)
{
    const ShellWord *name = node->words;
    skip_blanks(p);
    if (peek(p) != '(')
        return false;
    uint32_t inside = 1;
    while (is_blank(peek_at(p, inside)))
        inside++;
    return !p->failed && peek_at(p, inside) == ')' && !node->assigns && !node->redirects &&
           !name->next && name->parts && !name->parts->next && name->parts->kind == PART_TEXT;
}

typedef struct {
    ShellNode *node;
    const ShellWord **assigns, **words;
    const ShellRedirect **redirects;
    const ShellNode **hook; /* where the list of all commands takes it up; NULL once it has */
    bool takes_arrays;
} Simple;

/* It counts from its first word on, so that a substitution in a later one comes after it. */
static void count_command(Parser *p, Simple *simple)
{
    if (simple->hook)
        return;
    simple->hook = p->commands;
    *p->commands = simple->node;
    p->commands = &simple->node->later;
}

static bool operand_assigns(Parser *p, const Simple *simple)
{
    uint32_t len = simple->takes_arrays ? assign_length(p) : 0;
    return len > 0 && (simple->node->declares || peek_at(p, len) == '(');
}

static void read_one(Parser *p, Simple *simple)
{
    ShellNode *node = simple->node;
    if (redirect_here(p)) {
        ShellRedirect *redirect = read_redirect(p);
        *simple->redirects = redirect;
        simple->redirects = &redirect->next;
        return;
    }
    count_command(p, simple);
    ShellWord *word;
    if (!node->words)
        word = read_head(p);
    else
        word = operand_assigns(p, simple) ? read_assign(p, MODE_WORD) : read_word(p, MODE_WORD);
    bool before = word->assign && !node->words;
    const ShellWord ***last = before ? &simple->assigns : &simple->words;
    **last = word;
    *last = &word->next;
    if (node->words != word)
        return;
    size_t place = declaring_place(word);
    node->declares = place < DECLARING;
    simple->takes_arrays = place < TAKING_ARRAYS;
}

ShellNode *read_simple(Parser *p)
{
    ShellNode *node = new_node(p, NODE_SIMPLE);
    Simple simple = {node, &node->assigns, &node->words, &node->redirects, NULL, false};
    while (!p->failed && (word_here(p) || redirect_here(p))) {
        read_one(p, &simple);
        node->span.end = span_of(p, p->at, p->at).end;
        if (node->words && is_function(p, node) && p->commands == &node->later) {
            p->commands = simple.hook;
            *p->commands = NULL;
            p->at++;
            return read_function(p, node, node->words);
        }
        skip_blanks(p);
    }
    if (!simple.hook && !node->redirects)
        fail_here(p, "a command is missing here");
    return node;
}
