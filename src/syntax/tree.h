/* The concrete tree of a Dockerfile: the nodes of the grammar, only those that read.c asks for. It
   knows which node is of which kind and where it stands; what its text means is read.c's business.
 */
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
    uint32_t child, next; /* the first below it, and the next beside it; 0 when there is none */
} Node;

typedef struct {
    Node *at; /* [0] is none */
    size_t len, cap;
} Nodes;

/* Nodes beside each other; 0 and 0 when there are none. */
typedef struct {
    uint32_t first, last;
} NodeList;

typedef struct {
    Arena *arena;
    Str text;
    Nodes nodes;
    uint32_t first;      /* of those below the root */
    size_t instructions; /* how many of them are one, at most */
} Tree;

Tree tree_read(Arena *arena, Str text);

/* For those who make one: a node of the grammar behind a list, if it is one that is kept, with what
   is below it; and a list behind another. */
void tree_add(Tree *tree, NodeList *list, uint16_t symbol, Span span, NodeList below);

static inline void tree_join(Tree *tree, NodeList *list, NodeList more)
{
    if (more.first == 0)
        return;
    if (list->first == 0)
        list->first = more.first;
    else
        tree->nodes.at[list->last].next = more.first;
    list->last = more.last;
}
