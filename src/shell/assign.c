/* x=1, x+=1, x[i]=1, x=(1 2): before a command's words, and behind export and its like. */
#include "shell/parser.h"

static uint32_t name_length(const Parser *p)
{
    uint32_t len = 0;
    if (is_name_start(peek(p)))
        while (is_name(peek_at(p, len)))
            len++;
    return len;
}

static bool equals_at(const Parser *p, uint32_t ahead)
{
    return peek_at(p, ahead) == '=' || (peek_at(p, ahead) == '+' && peek_at(p, ahead + 1) == '=');
}

/* An index ends at its ], which has to stand in the same word unless quotes hide a blank. */
static uint32_t index_end(Parser *p, uint32_t ahead)
{
    unsigned depth = 0;
    char quote = 0;
    for (int c; p->looks > 0 && (c = peek_at(p, ahead)) != END; ahead++, p->looks--) {
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '\'' || c == '"')
            quote = (char)c;
        else if (c == '[')
            depth++;
        else if (c == ']' && --depth == 0)
            return ahead;
        else if (c == '\n' || c == ';')
            return 0;
    }
    return 0;
}

static bool assigns_at(Parser *p, uint32_t ahead)
{
    if (peek_at(p, ahead) != '[')
        return equals_at(p, ahead);
    uint32_t end = index_end(p, ahead);
    return end && equals_at(p, end + 1);
}

bool assign_here(Parser *p)
{
    uint32_t len = name_length(p);
    return len > 0 && assigns_at(p, len);
}

static const ShellWord *read_elements(Parser *p)
{
    const ShellWord *first = NULL, **last = &first;
    uint32_t from = p->at - 1;
    for (;;) {
        skip_lines(p);
        if (p->failed || take(p, ')'))
            return first;
        if (peek(p) == END)
            fail(p, from, from + 1, "this array is not closed");
        else if (!word_here(p))
            fail_here(p, "not expected in an array");
        bool keyed = peek(p) == '[' && assigns_at(p, 0);
        ShellWord *word = keyed ? read_assign(p) : read_word(p, MODE_WORD);
        *last = word;
        last = &word->next;
    }
}

static void read_value(Parser *p, ShellAssign *assign)
{
    if (peek(p) == '(') {
        p->at++;
        assign->array = true;
        assign->elements = read_elements(p);
        return;
    }
    assign->value = read_word(p, MODE_WORD);
}

/* x= as written, then the value without its quotes. */
static Str assigned_value(Parser *p, const ShellWord *word, const ShellWord *value)
{
    Str head = str_head(word->text, value->span.start - word->span.start);
    if (!word->quoted)
        return word->text;
    char *out = NEW_ARRAY(p->arena, head.len + value->value.len, char);
    memcpy(out, head.at, head.len);
    if (value->value.len)
        memcpy(out + head.len, value->value.at, value->value.len);
    return (Str){out, head.len + value->value.len};
}

/* The word is whole, value and all; its parts are those of the value. */
ShellWord *read_assign(Parser *p)
{
    ShellWord *word = NEW(p->arena, ShellWord);
    ShellAssign *assign = NEW(p->arena, ShellAssign);
    uint32_t from = p->at;
    p->at += name_length(p);
    assign->name = text_of(p, span_of(p, from, p->at));
    if (enter(p) && take(p, '[')) {
        assign->index = read_word(p, MODE_INDEX);
        take(p, ']');
    }
    assign->append = take(p, '+');
    if (!p->failed && !take(p, '='))
        fail_here(p, "an assignment needs a =");
    if (!p->failed)
        read_value(p, assign);
    leave(p);
    word->assign = assign;
    word->span = span_of(p, from, p->at);
    word->text = text_of(p, word->span);
    word->parts = assign->value ? assign->value->parts : NULL;
    word->quoted = assign->value && assign->value->quoted;
    if (assign->value && assign->value->constant && !assign->index) {
        word->constant = true;
        word->value = assigned_value(p, word, assign->value);
    }
    return word;
}
