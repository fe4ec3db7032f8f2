#include "syntax/tree.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

#include "symbols.h"
#include "syntax/syntax.h"

const TSLanguage *tree_sitter_dockerfile(void);

/* What a node is, by its name: its kind, and above that the detail. */
#define INSTRUCTION(kind) (NODE_INSTRUCTION | (INST_##kind << 8))

enum {
    KIND_ADD = NODE_KEYWORD,
    KIND_add_instruction = INSTRUCTION(ADD),
    KIND_ARG = NODE_KEYWORD,
    KIND_arg_instruction = INSTRUCTION(ARG),
    KIND_CMD = NODE_KEYWORD,
    KIND_cmd_instruction = INSTRUCTION(CMD),
    KIND_COPY = NODE_KEYWORD,
    KIND_copy_instruction = INSTRUCTION(COPY),
    KIND_ENTRYPOINT = NODE_KEYWORD,
    KIND_entrypoint_instruction = INSTRUCTION(ENTRYPOINT),
    KIND_ENV = NODE_KEYWORD,
    KIND_env_instruction = INSTRUCTION(ENV),
    KIND_EXPOSE = NODE_KEYWORD,
    KIND_expose_instruction = INSTRUCTION(EXPOSE),
    KIND_FROM = NODE_KEYWORD,
    KIND_from_instruction = INSTRUCTION(FROM),
    KIND_HEALTHCHECK = NODE_KEYWORD,
    KIND_healthcheck_instruction = INSTRUCTION(HEALTHCHECK),
    KIND_LABEL = NODE_KEYWORD,
    KIND_label_instruction = INSTRUCTION(LABEL),
    KIND_MAINTAINER = NODE_KEYWORD,
    KIND_maintainer_instruction = INSTRUCTION(MAINTAINER),
    KIND_ONBUILD = NODE_KEYWORD,
    KIND_onbuild_instruction = INSTRUCTION(ONBUILD),
    KIND_RUN = NODE_KEYWORD,
    KIND_run_instruction = INSTRUCTION(RUN),
    KIND_SHELL = NODE_KEYWORD,
    KIND_shell_instruction = INSTRUCTION(SHELL),
    KIND_STOPSIGNAL = NODE_KEYWORD,
    KIND_stopsignal_instruction = INSTRUCTION(STOPSIGNAL),
    KIND_USER = NODE_KEYWORD,
    KIND_user_instruction = INSTRUCTION(USER),
    KIND_VOLUME = NODE_KEYWORD,
    KIND_volume_instruction = INSTRUCTION(VOLUME),
    KIND_WORKDIR = NODE_KEYWORD,
    KIND_workdir_instruction = INSTRUCTION(WORKDIR),
    KIND_unknown_instruction = INSTRUCTION(UNKNOWN),
    KIND_comment = NODE_COMMENT,
    KIND_line_continuation = NODE_CONTINUATION,
    KIND_directive = NODE_DIRECTIVE,
    KIND_directive_name = NODE_DIRECTIVE_NAME,
    KIND_directive_value = NODE_DIRECTIVE_VALUE,
    KIND_unknown_keyword = NODE_KEYWORD,
    KIND_flag = NODE_FLAG,
    KIND_flag_name = NODE_FLAG_NAME,
    KIND_flag_value = NODE_FLAG_VALUE,
    KIND_flags_end = NODE_FLAGS_END,
    KIND_equals = NODE_EQUALS,
    KIND_AS = NODE_WORD,
    KIND_image = NODE_WORD,
    KIND_stage = NODE_WORD,
    KIND_path = NODE_WORD,
    KIND_port = NODE_WORD,
    KIND_invalid = NODE_INVALID,
    KIND_health_type = NODE_HEALTH_TYPE,
    KIND_text = NODE_TEXT,
    KIND_pair = NODE_PAIR,
    KIND_name = NODE_PAIR_NAME,
    KIND_value = NODE_PAIR_VALUE,
    KIND_shell_command = NODE_SHELL,
    KIND_heredoc_marker = NODE_MARKER,
    KIND_too_many_heredocs = NODE_TOO_MANY,
    KIND_heredoc = NODE_HEREDOC,
    KIND_heredoc_body = NODE_HEREDOC_BODY,
    KIND_heredoc_end = NODE_HEREDOC_END,
    KIND_json_array = NODE_JSON,
    KIND_json_string = NODE_JSON_STRING,
    KIND_source_file = NODE_NONE,
    KIND_string = NODE_NONE,
    KIND_variable = NODE_NONE,
    KIND_missing_brace = NODE_NONE,
    KIND_variable_name = NODE_NONE,
    KIND_operator = NODE_NONE,
    KIND_shell_fragment = NODE_NONE,
    KIND_missing_end = NODE_NONE,
    KIND_expansion = NODE_NONE,
};

#define ROW(symbol, name) [symbol] = KIND_##name,
static const uint16_t known[SYMBOL_COUNT + ALIAS_COUNT] = {SYMBOLS(ROW)};
#undef ROW

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

/* The parents of the node at the cursor, whose ends are not known yet. */
typedef struct {
    uint32_t *at;
    size_t len, cap;
} Indices;

static uint32_t add_node(Arena *arena, Nodes *nodes, TSNode node, Str text, bool *descend)
{
    TSSymbol symbol = ts_node_symbol(node);
    uint16_t what = symbol < SYMBOL_COUNT + ALIAS_COUNT ? known[symbol] : NODE_NONE;
    NodeKind kind = (NodeKind)(what & 0xff);
    Span span = {ts_node_start_byte(node), ts_node_end_byte(node)};
    *descend = worth_descending(kind, str_slice(text, span.start, span.end));
    if (kind == NODE_NONE)
        return 0; /* nobody descends into it */
    uint32_t index = (uint32_t)nodes->len;
    *PUSH(arena, nodes) = (Node){(uint8_t)kind, (uint8_t)(what >> 8), span, index + 1};
    return index;
}

/* Files of many authors have a node for every twenty bytes. */
enum { BYTES_A_NODE = 20 };

Nodes tree_nodes(Arena *arena, Str text)
{
    Nodes nodes = {.cap = text.len / BYTES_A_NODE + 16};
    nodes.at = NEW_ARRAY(arena, nodes.cap, Node);
    TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(parse(arena, text)));
    Indices open = {0};
    bool more = ts_tree_cursor_goto_first_child(&cursor);
    while (more) {
        bool descend;
        uint32_t index =
            add_node(arena, &nodes, ts_tree_cursor_current_node(&cursor), text, &descend);
        if (descend && ts_tree_cursor_goto_first_child(&cursor)) {
            *PUSH(arena, &open) = index;
            continue;
        }
        while (!(more = ts_tree_cursor_goto_next_sibling(&cursor)) && open.len > 0) {
            ts_tree_cursor_goto_parent(&cursor);
            nodes.at[open.at[--open.len]].next = (uint32_t)nodes.len;
        }
    }
    ts_tree_cursor_delete(&cursor);
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
