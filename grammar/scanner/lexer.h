/* The characters of the text, as tree-sitter hands them over: one ahead, in lexer->lookahead. */
#pragma once

#include <stdint.h>

#include "tree_sitter/parser.h"

typedef TSLexer Lexer;

static inline void advance(Lexer *lexer)
{
    lexer->advance(lexer, false);
}

/* Over at most so many characters that `plain` names; how many they were. They are kept, too, where
   there is room for them. */
static inline uint32_t advance_over(Lexer *lexer, const uint8_t plain[256], uint8_t kind,
                                    uint32_t most, int32_t *kept)
{
    uint32_t over = 0;
    for (; over < most && lexer->lookahead >= 0 && lexer->lookahead < 256 &&
           (plain[lexer->lookahead] & kind);
         over++) {
        if (kept)
            kept[over] = lexer->lookahead;
        advance(lexer);
    }
    return over;
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
