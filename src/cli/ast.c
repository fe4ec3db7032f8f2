#include "cli/ast.h"

#include "base/utf8.h"

/* What stands so far is trimmed at its start: no blank comes before the first word. */
static void word(Buf *buf, size_t start, Str text)
{
    if (buf->len > start)
        buf_char(buf, ' ');
    buf_quoted(buf, text);
}

static void keyword(Buf *buf, const Instruction *instruction)
{
    Str text = instruction->keyword.text;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        buf_char(buf, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
}

static void flags(Buf *buf, size_t start, const Flags *flags)
{
    for (size_t i = 0; i < flags->len; i++) {
        if (i > 0 || buf->len > start)
            buf_char(buf, ' ');
        if (i == 0)
            buf_char(buf, '[');
        buf_quoted(buf, flags->at[i].text);
    }
    if (flags->len)
        buf_char(buf, ']');
}

static void words(Buf *buf, size_t start, const Words *args)
{
    for (size_t i = 0; i < args->len; i++)
        word(buf, start, args->at[i].text);
}

static void key_and_value(Buf *buf, size_t start, const Pair *pair)
{
    Buf both;
    buf_init(&both, buf->arena);
    buf_add(&both, pair->key.text);
    buf_char(&both, '=');
    buf_add(&both, pair->value.text);
    word(buf, start, buf_str(&both));
}

/* ARG keeps name=value as one word; ENV and LABEL have three: name, value, what joined them. */
static void pairs(Buf *buf, size_t start, const Instruction *instruction)
{
    for (size_t i = 0; i < instruction->pairs.len; i++) {
        const Pair *pair = &instruction->pairs.at[i];
        if (instruction->kind == INST_ARG && pair->style == PAIR_EQUALS) {
            key_and_value(buf, start, pair);
        } else if (instruction->kind == INST_ARG) {
            word(buf, start, pair->key.text);
        } else {
            word(buf, start, pair->key.text);
            word(buf, start, pair->value.text);
            word(buf, start, pair->style == PAIR_EQUALS ? STR("=") : STR(""));
        }
    }
}

static void arguments(Buf *buf, size_t start, const Instruction *instruction)
{
    if (instruction->kind == INST_UNKNOWN) {
        word(buf, start, STR(""));
        return;
    }
    if (instruction->health.text.len)
        word(buf, start, instruction->health.text);
    switch (instruction->form) {
    case FORM_JSON:
    case FORM_WORDS:
        words(buf, start, &instruction->args);
        break;
    case FORM_TEXT:
        if (instruction->body.text.len)
            word(buf, start, instruction->body.text);
        break;
    case FORM_PAIRS:
        pairs(buf, start, instruction);
        break;
    case FORM_NONE:
    case FORM_NESTED:
        break;
    }
}

void ast_dump(Buf *buf, const Instruction *instruction)
{
    /* A loop: a hostile line may nest a hundred thousand ONBUILD. */
    size_t depth = 0;
    for (; instruction; instruction = instruction->nested) {
        size_t start = buf->len;
        keyword(buf, instruction);
        flags(buf, start, &instruction->flags);
        arguments(buf, start, instruction);
        if (instruction->nested) {
            buf_add(buf, buf->len > start ? STR(" (") : STR("("));
            depth++;
        }
    }
    buf_repeat(buf, ')', depth);
}
