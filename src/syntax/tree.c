#include "syntax/tree.h"

#include <string.h>

#include "symbols.h"
#include "syntax/parse.h"
#include "syntax/syntax.h"

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

/* What is in words and texts does not matter; in shell commands only markers do. */
static bool worth_keeping_below(NodeKind kind, Str text)
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

void tree_add(Tree *tree, NodeList *list, uint16_t symbol, Span span, NodeList below)
{
    NodeKind kind = (NodeKind)(known[symbol] & 0xff);
    if (kind == NODE_NONE)
        return; /* nothing below it matters */
    bool keep =
        below.first > 0 && worth_keeping_below(kind, str_slice(tree->text, span.start, span.end));
    uint32_t index = (uint32_t)tree->nodes.len;
    tree->instructions += kind == NODE_INSTRUCTION;
    *PUSH(tree->arena, &tree->nodes) =
        (Node){(uint8_t)kind, (uint8_t)(known[symbol] >> 8), span, keep ? below.first : 0, 0};
    tree_join(tree, list, (NodeList){index, index});
}

/* Files of many authors have a node for every twenty bytes. */
enum { BYTES_A_NODE = 20 };

Tree tree_read(Arena *arena, Str text)
{
    Tree tree = {.arena = arena, .text = text};
    tree.nodes.cap = text.len / BYTES_A_NODE + 16;
    tree.nodes.at = NEW_ARRAY(arena, tree.nodes.cap, Node);
    PUSH(arena, &tree.nodes);
    tree.first = tree_parse(arena, text, &tree);
    return tree;
}
