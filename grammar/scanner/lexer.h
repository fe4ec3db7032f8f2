/* The characters of the text, as tree-sitter hands them over: one ahead, in lexer->lookahead. */
#pragma once

#include "tree_sitter/parser.h"

typedef TSLexer Lexer;

static inline void advance(Lexer *lexer)
{
    lexer->advance(lexer, false);
}

/* What is crossed before the token does not belong to it. */
static inline void skip(Lexer *lexer)
{
    lexer->advance(lexer, true);
}

/* The token goes up to here, as far as is known. */
static inline void mark_end(Lexer *lexer)
{
    lexer->mark_end(lexer);
}

static inline bool at_end(const Lexer *lexer)
{
    return lexer->lookahead == 0 && lexer->eof(lexer);
}
