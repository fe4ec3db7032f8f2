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

uint32_t assign_length(Parser *p)
{
    uint32_t len = name_length(p);
    if (len > 0 && peek_at(p, len) == '[')
        len = look_subscript(p, p->at + len) - p->at;
    return len > 0 && equals_at(p, len) ? len + 1 + (peek_at(p, len) == '+') : 0;
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
        ShellWord *word = peek(p) == '[' ? read_assign(p, MODE_WORD) : read_word(p, MODE_WORD);
        *last = word;
        last = &word->next;
    }
}

static void read_value(Parser *p, ShellAssign *assign, Mode mode)
{
    if (peek(p) == '(') {
        p->at++;
        assign->array = true;
        assign->elements = read_elements(p);
        return;
    }
    assign->value = read_word(p, mode);
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

/* [...], whatever blanks and operators stand in it. */
static ShellPart *read_subscript(Parser *p, ShellAssign *assign)
{
    uint32_t from = p->at++;
    if (enter(p))
        assign->index = read_word(p, MODE_INDEX);
    leave(p);
    if (!take(p, ']'))
        fail(p, from, from + 1, "this [ is not closed");
    ShellPart *part = new_part(p, PART_GLOB, from, p->at);
    part->value = str_slice(p->text, from, p->at);
    part->parts = assign->index ? assign->index->parts : NULL;
    return part;
}

/* The word is whole, value and all; its parts are those of the value. Behind name[...] there may
   be no =: then it is a word like others. */
ShellWord *read_assign(Parser *p, Mode value)
{
    ShellWord *word = NEW(p->arena, ShellWord);
    ShellAssign *assign = NEW(p->arena, ShellAssign);
    uint32_t from = p->at;
    p->at += name_length(p);
    assign->name = text_of(p, span_of(p, from, p->at));
    ShellPart *subscript = peek(p) == '[' ? read_subscript(p, assign) : NULL;
    if (subscript && !equals_at(p, 0))
        return read_word_behind(p, from, subscript);
    assign->append = take(p, '+');
    take(p, '=');
    if (enter(p))
        read_value(p, assign, value);
    leave(p);
    word->assign = assign;
    word->span = span_of(p, from, p->at);
    word->text = text_of(p, word->span);
    word->parts = assign->value ? assign->value->parts : NULL;
    word->quoted = assign->value && assign->value->quoted;
    if (!assign->value || assign->index)
        return word;
    word->constant = assign->value->constant;
    word->braces = assign->value->braces;
    if (word->constant || word->braces)
        word->value = assigned_value(p, word, assign->value);
    return word;
}

/* bash reads a subscript to its end when it stands behind a name here, dash knows none. */
ShellWord *read_head(Parser *p)
{
    uint32_t len = name_length(p);
    bool assigns = len > 0 && (peek_at(p, len) == '[' || equals_at(p, len));
    return assigns ? read_assign(p, MODE_VALUE) : read_word(p, MODE_WORD);
}
