/* Compound commands: each is read up to its closing word; what breaks leaves what stands before. */
#include "shell/parser.h"

static bool expect(Parser *p, Keyword keyword, const char *message)
{
    if (take_keyword(p, keyword))
        return true;
    fail_here(p, message);
    return false;
}

/* A list with at least one command. */
static const ShellNode *read_body(Parser *p)
{
    const ShellNode *list = read_list(p);
    if (!list)
        fail_here(p, "a command is missing here");
    return list;
}

static void read_group(Parser *p, ShellNode *node)
{
    node->kind = NODE_GROUP;
    take_keyword(p, WORD_OPEN);
    node->body = read_body(p);
    expect(p, WORD_CLOSE, "the { before is not closed: } must stand where a command begins");
}

static void read_subshell(Parser *p, ShellNode *node)
{
    uint32_t from = p->at++;
    node->kind = NODE_SUBSHELL;
    node->body = read_body(p);
    if (!take(p, ')'))
        fail(p, from, from + 1, "this ( is not closed");
}

/* What stands between two pairs of brackets: an expression, as a word. */
static const ShellWord *read_expression(Parser *p, uint32_t end)
{
    p->at += 2;
    ShellWord *word = read_word_until(p, MODE_DOCUMENT, end);
    p->at = end + 2;
    return word;
}

static void read_open(Parser *p, ShellNode *node)
{
    uint32_t end;
    if (peek_at(p, 1) != '(' || !look_arith(p, p->at + 2, &end)) {
        read_subshell(p, node);
        return;
    }
    node->kind = NODE_ARITH;
    node->words = read_expression(p, end);
}

static ShellNode *read_branch(Parser *p, bool has_condition)
{
    ShellNode *branch = new_node(p, NODE_BRANCH);
    if (has_condition) {
        branch->condition = read_body(p);
        expect(p, WORD_THEN, "then is missing here");
    }
    if (!p->failed)
        branch->body = read_body(p);
    branch->span.end = span_of(p, p->at, p->at).end;
    return branch;
}

static void read_if(Parser *p, ShellNode *node)
{
    const ShellNode **last = &node->body;
    node->kind = NODE_IF;
    bool has_condition = take_keyword(p, WORD_IF);
    while (!p->failed) {
        ShellNode *branch = read_branch(p, has_condition);
        *last = branch;
        last = &branch->next;
        if (!has_condition || !take_keyword(p, WORD_ELIF)) {
            if (!has_condition || !take_keyword(p, WORD_ELSE))
                break;
            has_condition = false;
        }
    }
    expect(p, WORD_FI, "fi is missing here");
}

static void read_do(Parser *p, ShellNode *node)
{
    expect(p, WORD_DO, "do is missing here");
    if (!p->failed)
        node->body = read_body(p);
    expect(p, WORD_DONE, "done is missing here");
}

static void read_while(Parser *p, ShellNode *node, Keyword keyword)
{
    node->kind = keyword == WORD_WHILE ? NODE_WHILE : NODE_UNTIL;
    take_keyword(p, keyword);
    node->condition = read_body(p);
    read_do(p, node);
}

/* The words behind in, up to the end of their line. */
static void read_items(Parser *p, const ShellWord **last)
{
    for (;;) {
        skip_blanks(p);
        if (p->failed || !word_here(p))
            return;
        ShellWord *word = read_word(p, MODE_WORD);
        *last = word;
        last = &word->next;
    }
}

static bool read_for_each(Parser *p, ShellNode *node)
{
    uint32_t end;
    if (peek(p) != '(' || peek_at(p, 1) != '(' || !look_arith(p, p->at + 2, &end))
        return false;
    node->kind = NODE_FOR_EACH;
    node->words = read_expression(p, end);
    return true;
}

static void read_for(Parser *p, ShellNode *node, Keyword keyword)
{
    node->kind = keyword == WORD_FOR ? NODE_FOR : NODE_SELECT;
    take_keyword(p, keyword);
    skip_blanks(p);
    if (!read_for_each(p, node)) {
        if (ends_word(peek(p)))
            fail_here(p, "the name of a variable is missing here");
        ShellWord *name = read_word(p, MODE_WORD);
        node->words = name;
        skip_lines(p);
        node->has_in = take_keyword(p, WORD_IN);
        if (node->has_in)
            read_items(p, &name->next);
    }
    skip_blanks(p);
    take(p, ';');
    skip_lines(p);
    if (keyword_here(p) == WORD_OPEN) {
        take_keyword(p, WORD_OPEN);
        node->body = read_body(p);
        expect(p, WORD_CLOSE, "} is missing here");
    } else {
        read_do(p, node);
    }
}

static void read_patterns(Parser *p, ShellNode *item)
{
    const ShellWord **last = &item->words;
    take(p, '(');
    do {
        skip_blanks(p);
        if (!word_here(p))
            fail_here(p, "a pattern is missing here");
        ShellWord *pattern = read_word(p, MODE_MATCH);
        *last = pattern;
        last = &pattern->next;
        skip_blanks(p);
    } while (take(p, '|'));
    if (!p->failed && !take(p, ')'))
        fail_here(p, "a ) belongs behind a pattern");
}

/* False when no other item may follow. */
static bool take_item_end(Parser *p, ShellNode *item)
{
    if (p->failed || peek(p) != ';')
        return false;
    bool twice = peek_at(p, 1) == ';', falls = peek_at(p, twice ? 2 : 1) == '&';
    if (falls)
        item->joint = twice ? JOINT_TRY_NEXT : JOINT_FALL;
    p->at += 1u + twice + falls;
    return true;
}

void read_case(Parser *p, ShellNode *node)
{
    const ShellNode **last = &node->body;
    node->kind = NODE_CASE;
    take_keyword(p, WORD_CASE);
    skip_blanks(p);
    if (!word_here(p))
        fail_here(p, "a word is missing here");
    node->words = read_word(p, MODE_VALUE);
    skip_lines(p);
    expect(p, WORD_IN, "in is missing here");
    bool more = true;
    while (skip_lines(p), !p->failed && more && keyword_here(p) != WORD_ESAC) {
        ShellNode *item = new_node(p, NODE_ITEM);
        *last = item;
        last = &item->next;
        read_patterns(p, item);
        if (!p->failed)
            item->body = read_list(p);
        more = take_item_end(p, item);
        item->span.end = span_of(p, p->at, p->at).end;
    }
    expect(p, WORD_ESAC, "esac is missing here");
}

static bool compound_here(const Parser *p)
{
    Keyword keyword = keyword_here(p);
    return peek(p) == '(' || (keyword > WORD_LAST_CLOSING && keyword <= WORD_LAST_COMPOUND);
}

/* The body is one compound command; its redirections are those of every call. dash takes a simple
   command too, bash does not, and nobody writes one. */
static void read_function_body(Parser *p, ShellNode *node)
{
    skip_lines(p);
    if (!compound_here(p))
        fail_here(p, "a function needs a { here");
    if (enter(p))
        node->body = read_command(p);
    leave(p);
    node->span.end = span_of(p, p->at, p->at).end;
}

ShellNode *read_function(Parser *p, ShellNode *node, const ShellWord *name)
{
    node->kind = NODE_FUNCTION;
    node->words = name;
    skip_blanks(p);
    if (!take(p, ')'))
        fail_here(p, "not expected here");
    read_function_body(p, node);
    return node;
}

static void read_function_word(Parser *p, ShellNode *node)
{
    take_keyword(p, WORD_FUNCTION);
    skip_blanks(p);
    if (ends_word(peek(p)))
        fail_here(p, "the name of a function is missing here");
    node->kind = NODE_FUNCTION;
    node->words = read_word(p, MODE_WORD);
    skip_blanks(p);
    if (peek(p) == '(' && peek_at(p, 1) == ')')
        p->at += 2;
    read_function_body(p, node);
}

/* coproc NAME { } has a name, coproc cat -n has none. */
static void read_coproc(Parser *p, ShellNode *node)
{
    node->kind = NODE_COPROC;
    take_keyword(p, WORD_COPROC);
    skip_blanks(p);
    Parser ahead = *p;
    uint32_t len = 0;
    while (is_name(peek_at(p, len)))
        len++;
    ahead.at += len;
    while (is_blank(peek(&ahead)))
        ahead.at++;
    if (len && ends_word(peek_at(p, len)) && !compound_here(p) && compound_here(&ahead)) {
        node->words = read_word(p, MODE_WORD);
        skip_blanks(p);
    }
    Keyword keyword = keyword_here(p);
    if (keyword == WORD_COPROC || keyword == WORD_FUNCTION)
        fail_here(p, "not expected here");
    node->body = read_command(p);
}

static void read_compound(Parser *p, ShellNode *node, Keyword keyword)
{
    if (keyword == WORD_IF)
        read_if(p, node);
    else if (keyword == WORD_WHILE || keyword == WORD_UNTIL)
        read_while(p, node, keyword);
    else if (keyword == WORD_FOR || keyword == WORD_SELECT)
        read_for(p, node, keyword);
    else if (keyword == WORD_CASE)
        read_case(p, node);
    else if (keyword == WORD_FUNCTION)
        read_function_word(p, node);
    else if (keyword == WORD_OPEN)
        read_group(p, node);
    else if (keyword == WORD_TEST)
        read_test(p, node);
    else if (keyword == WORD_COPROC)
        read_coproc(p, node);
    else
        read_open(p, node);
}

ShellNode *read_command(Parser *p)
{
    skip_blanks(p);
    Keyword keyword = keyword_here(p);
    if (keyword != WORD_NONE && keyword <= WORD_LAST_CLOSING)
        fail_here(p, "this word closes nothing here");
    if (keyword == WORD_NOT)
        fail_here(p, "! must stand before the first command of a pipeline");
    if (p->failed ||
        (peek(p) != '(' && !compound_here(p) && keyword != WORD_COPROC && keyword != WORD_FUNCTION))
        return read_simple(p);
    ShellNode *node = new_node(p, NODE_GROUP);
    if (enter(p)) {
        read_compound(p, node, keyword);
        node->span.end = span_of(p, p->at, p->at).end;
        read_redirects(p, node);
        /* Behind a bracket } and then are seen, behind the word of a redirection no more. */
        if (node->redirects && !p->failed && word_here(p))
            fail_here(p, "not expected here");
    }
    leave(p);
    return node;
}
