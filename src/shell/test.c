/* [[ ]]: its grammar is checked; its operands and operators are one flat list of words. A line may
   end before and behind a whole condition, not within one. */
#include "shell/parser.h"

typedef struct {
    const ShellWord **last;
} Operands;

static void add(Operands *to, ShellWord *word)
{
    *to->last = word;
    to->last = &word->next;
}

static void add_operator(Parser *p, Operands *to, uint32_t len)
{
    ShellWord *word = NEW(p->arena, ShellWord);
    word->span = span_of(p, p->at, p->at + len);
    word->text = word->value = text_of(p, word->span);
    word->constant = true;
    p->at += len;
    add(to, word);
}

static bool closes_here(const Parser *p)
{
    return peek(p) == ']' && peek_at(p, 1) == ']' && ends_word(peek_at(p, 2));
}

static ShellWord *read_operand(Parser *p, Operands *to, Mode mode)
{
    skip_blanks(p);
    int c = peek(p);
    bool process = (c == '<' || c == '>') && peek_at(p, 1) == '(';
    if (closes_here(p) || (ends_word(c) && !process && (mode != MODE_REGEX || c != '(')))
        fail_here(p, "a word is missing in [[ ]]");
    ShellWord *word = read_word(p, mode);
    add(to, word);
    return word;
}

static bool is_unary(const ShellWord *word)
{
    return word->text.len == 2 && word->text.at[0] == '-' &&
           memchr("abcdefghknoprstuvwxzGLNORS", word->text.at[1], 26);
}

static bool is_binary(Str text)
{
    static const Str names[] = {
        STR_INIT("="),   STR_INIT("=="),  STR_INIT("!="),  STR_INIT("=~"),  STR_INIT("-eq"),
        STR_INIT("-ne"), STR_INIT("-lt"), STR_INIT("-le"), STR_INIT("-gt"), STR_INIT("-ge"),
        STR_INIT("-nt"), STR_INIT("-ot"), STR_INIT("-ef"),
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(text, names[i]))
            return true;
    return false;
}

/* What stands here up to a blank, without reading it. */
static Str glance(const Parser *p)
{
    uint32_t len = 0;
    while (len < 4 && !ends_word(peek_at(p, len)))
        len++;
    return (Str){p->text.at + p->at, len};
}

static bool operand_ends(const Parser *p)
{
    int c = peek(p);
    return c == ')' || c == '&' || c == '|' || closes_here(p) || c == END;
}

static void read_primary(Parser *p, Operands *to)
{
    const ShellWord *left = read_operand(p, to, MODE_VALUE);
    skip_blanks(p);
    if (is_unary(left)) {
        read_operand(p, to, MODE_VALUE);
        return;
    }
    if (p->failed || operand_ends(p))
        return;
    int c = peek(p);
    if ((c == '<' || c == '>') && peek_at(p, 1) != '(') {
        add_operator(p, to, 1);
        read_operand(p, to, MODE_VALUE);
    } else if (is_binary(glance(p))) {
        Str text = glance(p);
        bool regex = str_eq(text, STR("=~"));
        add_operator(p, to, (uint32_t)text.len);
        read_operand(p, to, regex ? MODE_REGEX : MODE_MATCH);
    } else {
        fail_here(p, "an operator is missing in [[ ]]");
    }
}

static void read_or(Parser *p, Operands *to);

static void read_not(Parser *p, Operands *to)
{
    skip_lines(p);
    while (!p->failed && peek(p) == '!' && ends_word(peek_at(p, 1))) {
        add_operator(p, to, 1);
        skip_lines(p);
    }
    if (peek(p) != '(') {
        read_primary(p, to);
        return;
    }
    add_operator(p, to, 1);
    if (enter(p))
        read_or(p, to);
    leave(p);
    if (peek(p) != ')')
        fail_here(p, "a ) is missing in [[ ]]");
    else
        add_operator(p, to, 1);
}

static void read_or(Parser *p, Operands *to)
{
    for (;;) {
        read_not(p, to);
        skip_lines(p);
        int c = peek(p);
        if (p->failed || (c != '&' && c != '|') || peek_at(p, 1) != c)
            return;
        add_operator(p, to, 2);
    }
}

void read_test(Parser *p, ShellNode *node)
{
    Operands words = {&node->words};
    node->kind = NODE_TEST;
    take_keyword(p, WORD_TEST);
    read_or(p, &words);
    skip_lines(p);
    if (!p->failed && closes_here(p))
        p->at += 2;
    else
        fail_here(p, "]] is missing here");
}
