/* Lists, chains, pipelines: all that stands between commands. */
#include "shell/parser.h"

typedef struct {
    Str text;
    Keyword keyword;
} KeywordRow;

static const KeywordRow keywords[] = {
    {STR_INIT("if"), WORD_IF},         {STR_INIT("then"), WORD_THEN},
    {STR_INIT("elif"), WORD_ELIF},     {STR_INIT("else"), WORD_ELSE},
    {STR_INIT("fi"), WORD_FI},         {STR_INIT("for"), WORD_FOR},
    {STR_INIT("do"), WORD_DO},         {STR_INIT("done"), WORD_DONE},
    {STR_INIT("while"), WORD_WHILE},   {STR_INIT("until"), WORD_UNTIL},
    {STR_INIT("case"), WORD_CASE},     {STR_INIT("esac"), WORD_ESAC},
    {STR_INIT("{"), WORD_OPEN},        {STR_INIT("}"), WORD_CLOSE},
    {STR_INIT("!"), WORD_NOT},         {STR_INIT("[["), WORD_TEST},
    {STR_INIT("time"), WORD_TIME},     {STR_INIT("function"), WORD_FUNCTION},
    {STR_INIT("select"), WORD_SELECT}, {STR_INIT("coproc"), WORD_COPROC},
    {STR_INIT("in"), WORD_IN},         {STR_INIT("]]"), WORD_TEST_END},
};

enum { KEYWORD_LONGEST = 8 };

/* A line may be continued right behind a keyword. */
static bool keyword_ends(const Parser *p, uint32_t len)
{
    while (peek_at(p, len) == '\\' && peek_at(p, len + 1) == '\n')
        len += 2;
    return ends_word(peek_at(p, len));
}

static size_t keyword_length(const Parser *p)
{
    uint32_t len = 0;
    while (len <= KEYWORD_LONGEST && !keyword_ends(p, len))
        len++;
    return len;
}

/* By its first two characters: most words are none, and are asked about several times. */
static bool may_be_keyword(int first, int second)
{
    switch (first) {
    case 'i':
        return second == 'f' || second == 'n';
    case 't':
        return second == 'h' || second == 'i';
    case 'e':
        return second == 'l' || second == 's';
    case 'f':
        return second == 'i' || second == 'o' || second == 'u';
    case 'c':
        return second == 'a' || second == 'o';
    case 'd':
        return second == 'o';
    case 'w':
        return second == 'h';
    case 'u':
        return second == 'n';
    case 's':
        return second == 'e';
    case '[':
    case ']':
        return second == first;
    default:
        return first == '{' || first == '}' || first == '!';
    }
}

Keyword keyword_here(const Parser *p)
{
    int first = peek(p);
    if (!may_be_keyword(first, peek_at(p, 1)))
        return WORD_NONE;
    Str word = {p->text.at + p->at, keyword_length(p)};
    if (word.len > KEYWORD_LONGEST)
        return WORD_NONE;
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (keywords[i].text.at[0] == first && str_eq(keywords[i].text, word))
            return keywords[i].keyword;
    return WORD_NONE;
}

bool take_keyword(Parser *p, Keyword keyword)
{
    if (p->failed || keyword_here(p) != keyword)
        return false;
    p->at += (uint32_t)keyword_length(p);
    return true;
}

ShellNode *new_node(Parser *p, NodeKind kind)
{
    ShellNode *node = NEW(p->arena, ShellNode);
    node->kind = kind;
    node->span = span_of(p, p->at, p->at);
    return node;
}

static void append(ShellNode *parent, ShellNode **last, ShellNode *node)
{
    if (*last)
        (*last)->next = node;
    else
        parent->body = node;
    *last = node;
    parent->span.end = node->span.end;
}

/* ! and time, in any order and as often as one likes. */
static ShellNode *read_prefix(Parser *p)
{
    ShellNode *node = NULL;
    for (;;) {
        Keyword keyword = keyword_here(p);
        if (p->failed || (keyword != WORD_NOT && keyword != WORD_TIME))
            return node;
        if (!node)
            node = new_node(p, NODE_PIPELINE);
        take_keyword(p, keyword);
        node->span.end = span_of(p, p->at, p->at).end;
        node->negated ^= keyword == WORD_NOT;
        node->timed |= keyword == WORD_TIME;
        skip_blanks(p);
        if (keyword == WORD_TIME && peek(p) == '-' && peek_at(p, 1) == 'p' &&
            ends_word(peek_at(p, 2))) {
            p->at += 2;
            skip_blanks(p);
        }
    }
}

static bool take_pipe(Parser *p, NodeJoint *joint)
{
    skip_blanks(p);
    if (p->failed || peek(p) != '|' || peek_at(p, 1) == '|')
        return false;
    bool both = peek_at(p, 1) == '&';
    *joint = both ? JOINT_PIPE_BOTH : JOINT_PIPE;
    p->at += both ? 2 : 1;
    return true;
}

static bool item_ends(const Parser *p)
{
    return peek(p) == ';' && (peek_at(p, 1) == ';' || peek_at(p, 1) == '&');
}

/* Behind ! and time, which may stand alone. */
static bool nothing_follows(const Parser *p)
{
    int c = peek(p);
    return c == END || c == '\n' || (c == ';' && !item_ends(p));
}

static ShellNode *read_pipeline(Parser *p)
{
    ShellNode *node = read_prefix(p);
    if (node && nothing_follows(p))
        return node;
    ShellNode *last = NULL, *command = read_command(p);
    NodeJoint joint = JOINT_NONE;
    if (node)
        append(node, &last, command);
    while (take_pipe(p, &joint)) {
        if (!node) {
            node = NEW(p->arena, ShellNode);
            node->kind = NODE_PIPELINE;
            node->span = command->span;
            append(node, &last, command);
        }
        skip_lines(p);
        command = read_command(p);
        command->joint = joint;
        append(node, &last, command);
    }
    return node ? node : command;
}

static bool take_and_or(Parser *p, NodeJoint *joint)
{
    skip_blanks(p);
    int c = peek(p);
    if (p->failed || (c != '&' && c != '|') || peek_at(p, 1) != c)
        return false;
    *joint = c == '&' ? JOINT_AND : JOINT_OR;
    p->at += 2;
    return true;
}

static ShellNode *read_chain(Parser *p)
{
    ShellNode *node = NULL, *last = NULL, *pipeline = read_pipeline(p);
    NodeJoint joint = JOINT_NONE;
    while (take_and_or(p, &joint)) {
        if (!node) {
            node = NEW(p->arena, ShellNode);
            node->kind = NODE_CHAIN;
            node->span = pipeline->span;
            append(node, &last, pipeline);
        }
        skip_lines(p);
        pipeline = read_pipeline(p);
        pipeline->joint = joint;
        append(node, &last, pipeline);
    }
    return node ? node : pipeline;
}

static bool list_ends(const Parser *p)
{
    int c = peek(p);
    if (c == END || c == ')' || item_ends(p))
        return true;
    Keyword keyword = keyword_here(p);
    return keyword != WORD_NONE && keyword <= WORD_LAST_CLOSING;
}

/* The one behind a command: false when the list ends with it. */
static bool take_separator(Parser *p, ShellNode *node)
{
    skip_blanks(p);
    int c = peek(p);
    if (c == '\n')
        return true;
    if ((c != ';' && c != '&') || item_ends(p))
        return false;
    node->background = c == '&';
    p->at++;
    return true;
}

const ShellNode *read_list(Parser *p)
{
    ShellNode list = {0}, *last = NULL;
    if (enter(p)) {
        do {
            skip_lines(p);
            if (p->failed || list_ends(p))
                break;
            append(&list, &last, read_chain(p));
        } while (!p->failed && take_separator(p, last));
    }
    leave(p);
    return list.body;
}
