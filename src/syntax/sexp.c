#include <assert.h>
#include <stdlib.h>
#include <tree_sitter/api.h>

#include "syntax/syntax.h"

const TSLanguage *tree_sitter_dockerfile(void);

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
