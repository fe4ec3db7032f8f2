/* The concrete tree of a Dockerfile, flattened: tree-sitter's nodes in order, only those that
   read.c asks for, each with the index behind its subtree. It knows which node is of which kind
   and where it stands; what its text means is read.c's business. */
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "text/span.h"

typedef enum {
    NODE_NONE, /* of no interest, but maybe something in it */
    NODE_COMMENT,
    NODE_CONTINUATION,
    NODE_DIRECTIVE,
    NODE_DIRECTIVE_NAME,
    NODE_DIRECTIVE_VALUE,
    NODE_INSTRUCTION, /* detail: its InstructionKind */
    NODE_KEYWORD,
    NODE_FLAG,
    NODE_FLAG_NAME,
    NODE_FLAG_VALUE,
    NODE_FLAGS_END,
    NODE_EQUALS,
    NODE_WORD, /* of a list */
    NODE_INVALID,
    NODE_HEALTH_TYPE,
    NODE_TEXT,
    NODE_PAIR,
    NODE_PAIR_NAME,
    NODE_PAIR_VALUE,
    NODE_SHELL,
    NODE_MARKER,
    NODE_TOO_MANY,
    NODE_HEREDOC,
    NODE_HEREDOC_BODY,
    NODE_HEREDOC_END,
    NODE_JSON,
    NODE_JSON_STRING,
} NodeKind;

typedef struct {
    uint8_t kind, detail;
    Span span;
    uint32_t next; /* index behind the subtree */
} Node;

typedef struct {
    Node *at;
    size_t len, cap;
} Nodes;

/* The nodes below the root, in order of the file. The arena also holds the tree: it should go soon.
 */
Nodes tree_nodes(Arena *arena, Str text);
