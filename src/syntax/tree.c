#include "syntax/tree.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

#include "symbols.h"
#include "syntax/syntax.h"

const TSLanguage *tree_sitter_dockerfile(void);

static const struct {
    uint8_t kind, detail;
} known[SYMBOL_COUNT + ALIAS_COUNT] = {
    [sym_comment] = {NODE_COMMENT, 0},
    [sym_line_continuation] = {NODE_CONTINUATION, 0},
    [sym__line_end] = {NODE_LINE_END, 0},
    [sym_directive] = {NODE_DIRECTIVE, 0},
    [sym_directive_name] = {NODE_DIRECTIVE_NAME, 0},
    [sym_directive_value] = {NODE_DIRECTIVE_VALUE, 0},
    [sym_add_instruction] = {NODE_INSTRUCTION, INST_ADD},
    [sym__add] = {NODE_KEYWORD, 0},
    [sym_arg_instruction] = {NODE_INSTRUCTION, INST_ARG},
    [sym__arg] = {NODE_KEYWORD, 0},
    [sym_cmd_instruction] = {NODE_INSTRUCTION, INST_CMD},
    [sym__cmd] = {NODE_KEYWORD, 0},
    [sym_copy_instruction] = {NODE_INSTRUCTION, INST_COPY},
    [sym__copy] = {NODE_KEYWORD, 0},
    [sym_entrypoint_instruction] = {NODE_INSTRUCTION, INST_ENTRYPOINT},
    [sym__entrypoint] = {NODE_KEYWORD, 0},
    [sym_env_instruction] = {NODE_INSTRUCTION, INST_ENV},
    [sym__env] = {NODE_KEYWORD, 0},
    [sym_expose_instruction] = {NODE_INSTRUCTION, INST_EXPOSE},
    [sym__expose] = {NODE_KEYWORD, 0},
    [sym_from_instruction] = {NODE_INSTRUCTION, INST_FROM},
    [sym__from] = {NODE_KEYWORD, 0},
    [sym_healthcheck_instruction] = {NODE_INSTRUCTION, INST_HEALTHCHECK},
    [sym__healthcheck] = {NODE_KEYWORD, 0},
    [sym_label_instruction] = {NODE_INSTRUCTION, INST_LABEL},
    [sym__label] = {NODE_KEYWORD, 0},
    [sym_maintainer_instruction] = {NODE_INSTRUCTION, INST_MAINTAINER},
    [sym__maintainer] = {NODE_KEYWORD, 0},
    [sym_onbuild_instruction] = {NODE_INSTRUCTION, INST_ONBUILD},
    [sym__onbuild] = {NODE_KEYWORD, 0},
    [sym_run_instruction] = {NODE_INSTRUCTION, INST_RUN},
    [sym__run] = {NODE_KEYWORD, 0},
    [sym_shell_instruction] = {NODE_INSTRUCTION, INST_SHELL},
    [sym__shell] = {NODE_KEYWORD, 0},
    [sym_stopsignal_instruction] = {NODE_INSTRUCTION, INST_STOPSIGNAL},
    [sym__stopsignal] = {NODE_KEYWORD, 0},
    [sym_user_instruction] = {NODE_INSTRUCTION, INST_USER},
    [sym__user] = {NODE_KEYWORD, 0},
    [sym_volume_instruction] = {NODE_INSTRUCTION, INST_VOLUME},
    [sym__volume] = {NODE_KEYWORD, 0},
    [sym_workdir_instruction] = {NODE_INSTRUCTION, INST_WORKDIR},
    [sym__workdir] = {NODE_KEYWORD, 0},
    [sym_unknown_instruction] = {NODE_INSTRUCTION, INST_UNKNOWN},
    [sym_unknown_keyword] = {NODE_KEYWORD, 0},
    [sym_flag] = {NODE_FLAG, 0},
    [sym_flag_name] = {NODE_FLAG_NAME, 0},
    [sym_flag_value] = {NODE_FLAG_VALUE, 0},
    [sym__flags_end] = {NODE_FLAGS_END, 0},
    [sym__equals] = {NODE_EQUALS, 0},
    [sym_image] = {NODE_WORD, 0},
    [sym__as] = {NODE_WORD, 0},
    [sym_stage] = {NODE_WORD, 0},
    [sym_path] = {NODE_WORD, 0},
    [sym_port] = {NODE_WORD, 0},
    [sym_invalid] = {NODE_INVALID, 0},
    [sym_health_type] = {NODE_HEALTH_TYPE, 0},
    [sym_text] = {NODE_TEXT, 0},
    [sym_pair] = {NODE_PAIR, 0},
    [sym_name] = {NODE_PAIR_NAME, 0},
    [sym_value] = {NODE_PAIR_VALUE, 0},
    [sym_shell_command] = {NODE_SHELL, 0},
    [sym_heredoc_marker] = {NODE_MARKER, 0},
    [sym_too_many_heredocs] = {NODE_TOO_MANY, 0},
    [sym_heredoc] = {NODE_HEREDOC, 0},
    [sym_heredoc_body] = {NODE_HEREDOC_BODY, 0},
    [sym_heredoc_end] = {NODE_HEREDOC_END, 0},
    [sym_json_array] = {NODE_JSON, 0},
    [sym_json_string] = {NODE_JSON_STRING, 0},
};

static void drop_parser(void *parser)
{
    ts_parser_delete(parser);
}

static void drop_tree(void *tree)
{
    ts_tree_delete(tree);
}

/* Owned by the arena. The only failures that there are, a wrong ABI and an interrupted parse,
   cannot happen here. */
static TSTree *parse(Arena *arena, Str text)
{
    TSParser *parser = ts_parser_new();
    arena_own(arena, parser, drop_parser);
    bool fits = ts_parser_set_language(parser, tree_sitter_dockerfile());
    assert(fits);
    (void)fits;
    TSTree *tree = ts_parser_parse_string(parser, NULL, text.at, (uint32_t)text.len);
    assert(tree);
    arena_own(arena, tree, drop_tree);
    return tree;
}

/* What is in words and texts does not matter; in shell commands only markers do. */
static bool worth_descending(NodeKind kind, Str text)
{
    switch ((int)kind) {
    case NODE_DIRECTIVE:
    case NODE_INSTRUCTION:
    case NODE_FLAG:
    case NODE_PAIR:
    case NODE_HEREDOC:
    case NODE_JSON:
        return true;
    case NODE_SHELL:
        return memchr(text.at, '<', text.len) != NULL;
    default:
        return false;
    }
}

/* The parents of the node at the cursor whose end is not known yet: an index for each level, or
   NOWHERE for a node that was left out. */
#define NOWHERE UINT32_MAX

typedef struct {
    uint32_t *at;
    size_t len, cap;
} Indices;

static uint32_t add_node(Arena *arena, Nodes *nodes, TSNode node, Str text, bool *descend)
{
    TSSymbol symbol = ts_node_symbol(node);
    NodeKind kind = symbol < SYMBOL_COUNT + ALIAS_COUNT ? known[symbol].kind : NODE_NONE;
    Span span = {ts_node_start_byte(node), ts_node_end_byte(node)};
    *descend = worth_descending(kind, str_slice(text, span.start, span.end));
    if (kind == NODE_NONE)
        return NOWHERE;
    uint32_t index = (uint32_t)nodes->len;
    *PUSH(arena, nodes) = (Node){(uint8_t)kind, known[symbol].detail, span, index + 1};
    return index;
}

Nodes tree_nodes(Arena *arena, Str text)
{
    Nodes nodes = {0};
    Arena *scratch = arena_open();
    TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(parse(scratch, text)));
    Indices open = {0};
    bool more = ts_tree_cursor_goto_first_child(&cursor);
    while (more) {
        bool descend;
        uint32_t index =
            add_node(arena, &nodes, ts_tree_cursor_current_node(&cursor), text, &descend);
        if (descend && ts_tree_cursor_goto_first_child(&cursor)) {
            *PUSH(scratch, &open) = index;
            continue;
        }
        while (!(more = ts_tree_cursor_goto_next_sibling(&cursor)) && open.len > 0) {
            ts_tree_cursor_goto_parent(&cursor);
            uint32_t parent = open.at[--open.len];
            if (parent != NOWHERE)
                nodes.at[parent].next = (uint32_t)nodes.len;
        }
    }
    ts_tree_cursor_delete(&cursor);
    arena_close(scratch);
    return nodes;
}

Str syntax_sexp(Arena *arena, const Source *source)
{
    Arena *scratch = arena_open();
    char *text = ts_node_string(ts_tree_root_node(parse(scratch, source->text)));
    arena_own(scratch, text, free);
    Str copy = str_copy(arena, str_from(text));
    arena_close(scratch);
    return copy;
}

const char *syntax_library(void)
{
    return "tree-sitter, ABI 14";
}
