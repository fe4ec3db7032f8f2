/* Any bytes can be read as a Dockerfile: tree-sitter's tree has no errors, our own is the same, and
   what is read out of it lies in the file, in order, and says what stands there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "syntax/syntax.h"
#include "syntax/tree.h"

const TSLanguage *tree_sitter_dockerfile(void);

#define MUST(...) must((__VA_ARGS__) ? true : false, #__VA_ARGS__, __LINE__)

static void must(bool holds, const char *promise, int line)
{
    if (holds)
        return;
    fprintf(stderr, "syntax_fuzz.c:%d: does not hold: %s\n", line, promise);
    abort();
}

static void check_span(const Source *source, Span span)
{
    MUST(span.start <= span.end && span.end <= source->text.len);
}

static void check_inside(Span span, Span outer)
{
    MUST(span.start <= span.end && outer.start <= span.start && span.end <= outer.end);
}

static bool has(Str text, char c)
{
    return str_find_char(text, c) < text.len;
}

static bool is_utf8(Str text)
{
    Rune rune = {0};
    for (size_t at = 0; at < text.len && !rune.bad; at += rune.len)
        rune = utf8_next(text, at);
    return !rune.bad;
}

/* What stands in one line stands in the file as it is read. */
static void check_word(const Source *source, const Word *word, Span outer)
{
    check_span(source, word->span);
    if (word->text.len == 0 && span_len(word->span) == 0)
        return; /* nothing there */
    check_inside(word->span, outer);
    Str written = source_slice(source, word->span);
    if (!has(written, '\n') && is_utf8(written))
        MUST(str_eq(written, word->text));
    else
        MUST(word->text.len <= 3 * written.len);
}

static void check_flag(const Source *source, char escape, const Flag *flag, Span outer)
{
    check_inside(flag->span, outer);
    check_inside(flag->name_span, flag->span);
    if (flag->has_value)
        check_inside(flag->value_span, flag->span);
    else
        MUST(flag->value.len == 0);
    MUST(flag->name.len + flag->value.len + flag->has_value <= flag->text.len);
    Str written = source_slice(source, flag->span);
    bool plain =
        !has(written, '\n') && !has(written, escape) && !has(written, '"') && !has(written, '\'');
    for (size_t i = 0; i < written.len; i++)
        plain &= !(written.at[i] & 0x80);
    if (plain)
        MUST(str_eq(written, flag->text));
}

static void check_args(const Source *source, const Instruction *it)
{
    uint32_t end = it->keyword.span.end;
    for (size_t i = 0; i < it->args.len; i++) {
        const Word *word = &it->args.at[i];
        MUST(end <= word->span.start);
        end = word->span.end;
        if (it->form == FORM_JSON)
            check_inside(word->span, it->span);
        else
            check_word(source, word, it->span);
    }
}

static void check_pairs(const Source *source, const Instruction *it)
{
    uint32_t end = it->keyword.span.end;
    for (size_t i = 0; i < it->pairs.len; i++) {
        const Pair *pair = &it->pairs.at[i];
        MUST(end <= pair->span.start);
        end = pair->span.end;
        check_inside(pair->span, it->span);
        check_word(source, &pair->key, pair->span);
        if (pair->style != PAIR_BARE)
            check_word(source, &pair->value, pair->span);
    }
}

/* Every byte of the body stands where the body says. */
static void check_body(const Source *source, const Body *body, Span outer)
{
    check_span(source, body->span);
    if (body->text.len > 0)
        check_inside(body->span, outer);
    uint32_t end = body->span.start;
    for (size_t i = 0; i < body->text.len; i++) {
        uint32_t place = body_place(body, i);
        MUST(end <= place && place < body->span.end);
        MUST(source->text.at[place] == body->text.at[i]);
        end = place + 1;
    }
    MUST(body_place(body, body->text.len) == body->span.end);
    check_inside(body_span(body, 0, body->text.len), body->span);
}

static Str without_tabs(Str line)
{
    while (line.len > 0 && line.at[0] == '\t')
        line = str_tail(line, 1);
    return line;
}

static void check_heredocs(const Source *source, const Instruction *it)
{
    uint32_t marked = it->keyword.span.end, end = 0;
    for (size_t i = 0; i < it->heredocs.len; i++) {
        const Heredoc *heredoc = &it->heredocs.at[i];
        check_inside(heredoc->marker, it->span);
        check_inside(heredoc->body, it->span);
        check_inside(heredoc->terminator, it->span);
        MUST(marked <= heredoc->marker.start && heredoc->marker.end <= heredoc->body.start);
        MUST(end <= heredoc->body.start && heredoc->body.end <= heredoc->terminator.start);
        marked = heredoc->marker.end;
        end = heredoc->terminator.end;
        Str body = source_slice(source, heredoc->body);
        MUST(heredoc->chomp ? heredoc->content.len <= body.len : str_eq(heredoc->content, body));
        Str terminator = source_slice(source, heredoc->terminator);
        if (heredoc->terminated)
            MUST(heredoc->name.len > 0 &&
                 str_eq(heredoc->chomp ? without_tabs(terminator) : terminator, heredoc->name));
        else
            MUST(terminator.len == 0);
    }
}

static void check_comments(const Source *source, const Comments *comments)
{
    uint32_t end = 0;
    for (size_t i = 0; i < comments->len; i++) {
        const Comment *comment = &comments->at[i];
        check_span(source, comment->span);
        MUST(end <= comment->span.start && comment->span.start < comment->span.end);
        MUST(source->text.at[comment->span.start] == '#');
        MUST(!has(source_slice(source, comment->span), '\n'));
        end = comment->span.end;
    }
}

/* One instruction, and those that ONBUILD wraps. */
static void check_instruction(const Source *source, char escape, const Instruction *it)
{
    check_span(source, it->span);
    Span outer = it->span;
    for (; it; it = it->nested) {
        check_inside(it->span, outer);
        outer = it->span;
        check_word(source, &it->keyword, it->span);
        check_word(source, &it->health, it->span);
        MUST(1 <= it->first_line && it->first_line <= it->head_last_line);
        MUST(it->head_last_line <= it->last_line && it->last_line <= source->lines);
        for (size_t i = 0; i < it->flags.len; i++) {
            check_flag(source, escape, &it->flags.at[i], it->span);
            MUST(i == 0 || it->flags.at[i - 1].span.end <= it->flags.at[i].span.start);
        }
        check_args(source, it);
        check_pairs(source, it);
        check_body(source, &it->body, it->span);
        check_heredocs(source, it);
        check_comments(source, &it->doc);
        MUST(it->form == FORM_NESTED || !it->nested);
    }
}

static void check_instructions(const Source *source, const Syntax *syntax)
{
    for (size_t i = 0; i < syntax->instructions.len; i++) {
        const Instruction *it = &syntax->instructions.at[i];
        check_instruction(source, syntax->escape, it);
        if (i == 0)
            continue;
        const Instruction *before = it - 1;
        MUST(before->span.end <= it->span.start && before->last_line < it->first_line);
    }
}

/* No line is lost: each is blank, a comment, a directive, or part of an instruction. */
static void check_lines(const Source *source, const Syntax *syntax)
{
    size_t next = 0;
    for (uint32_t line = 1; line <= source->lines; line++) {
        Str text = source_slice(source, source_line_span(source, line));
        if (line == 1 && str_starts(text, STR("\xef\xbb\xbf")))
            text = str_tail(text, 3);
        text = str_trim_space(text);
        while (next < syntax->instructions.len && syntax->instructions.at[next].last_line < line)
            next++;
        if (text.len > 0 && text.at[0] != '#')
            MUST(next < syntax->instructions.len &&
                 syntax->instructions.at[next].first_line <= line);
    }
}

static void check_directives(const Source *source, const Syntax *syntax)
{
    MUST(syntax->escape == '\\' || syntax->escape == '`');
    uint32_t end = 0;
    for (size_t i = 0; i < syntax->directives.len; i++) {
        const Directive *directive = &syntax->directives.at[i];
        check_span(source, directive->span);
        MUST(end <= directive->span.start);
        end = directive->span.end;
        check_word(source, &directive->value, directive->span);
    }
}

static void check_problems(const Source *source, const Syntax *syntax)
{
    const Problems *problems = &syntax->problems;
    for (size_t i = 0; i < problems->len; i++) {
        const Problem *problem = &problems->at[i];
        check_span(source, problem->span);
        MUST(problem->line <= source->lines && problem->message.len > 0);
    }
    bool accepted = problems->len == 0 || problems->at[0].stage == PROBLEM_FILE;
    MUST(accepted == syntax_accepted(syntax));
}

typedef struct {
    NodeList *at;
    size_t len, cap;
} NodeLists;

static void add_current(const TSTreeCursor *cursor, Tree *tree, NodeLists *open, NodeList below)
{
    TSNode node = ts_tree_cursor_current_node(cursor);
    Span span = {ts_node_start_byte(node), ts_node_end_byte(node)};
    tree_add(tree, &open->at[open->len - 1], ts_node_symbol(node), span, below);
}

/* What tree-sitter makes of the text, as a tree of ours. */
static Tree tree_of(Arena *arena, TSNode root, Str text)
{
    Tree tree = {.arena = arena, .text = text};
    PUSH(arena, &tree.nodes);
    NodeLists open = {0}; /* what is below each node that the cursor is in, so far */
    PUSH(arena, &open);
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    bool more = ts_tree_cursor_goto_first_child(&cursor);
    while (more) {
        if (ts_tree_cursor_goto_first_child(&cursor)) {
            PUSH(arena, &open);
            continue;
        }
        add_current(&cursor, &tree, &open, (NodeList){0});
        while (!(more = ts_tree_cursor_goto_next_sibling(&cursor)) && open.len > 1) {
            NodeList below = open.at[--open.len];
            ts_tree_cursor_goto_parent(&cursor);
            add_current(&cursor, &tree, &open, below);
        }
    }
    tree.first = open.at[0].first;
    ts_tree_cursor_delete(&cursor);
    return tree;
}

static void check_same(const Tree *a, uint32_t first_a, const Tree *b, uint32_t first_b)
{
    uint32_t i = first_a, j = first_b;
    for (; i && j; i = a->nodes.at[i].next, j = b->nodes.at[j].next) {
        const Node *one = &a->nodes.at[i], *other = &b->nodes.at[j];
        MUST(one->kind == other->kind && one->detail == other->detail);
        MUST(one->span.start == other->span.start && one->span.end == other->span.end);
        check_same(a, one->child, b, other->child);
    }
    MUST(!i && !j);
}

static void check_tree(Arena *arena, Str text)
{
    TSParser *parser = ts_parser_new();
    MUST(ts_parser_set_language(parser, tree_sitter_dockerfile()));
    TSTree *tree = ts_parser_parse_string(parser, NULL, text.at, (uint32_t)text.len);
    TSNode root = ts_tree_root_node(tree);
    MUST(!ts_node_has_error(root));
    MUST(ts_node_end_byte(root) <= text.len);
    Tree ours = tree_read(arena, text), theirs = tree_of(arena, root, text);
    check_same(&ours, ours.first, &theirs, theirs.first);
    ts_tree_delete(tree);
    ts_parser_delete(parser);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_open();
    Str text = {(const char *)data, size};
    check_tree(arena, text);
    const Source *source = source_new(arena, STR("seed"), text);
    const Syntax *syntax = syntax_read(arena, source);
    check_directives(source, syntax);
    check_comments(source, &syntax->comments);
    check_instructions(source, syntax);
    check_lines(source, syntax);
    check_problems(source, syntax);
    arena_close(arena);
    return 0;
}
