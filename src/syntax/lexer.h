/* The characters of a text in memory, for the grammar's scanner: one ahead, in lexer->lookahead.
   Private to parse.c. */
#pragma once

#include "base/utf8.h"
#include "text/span.h"

typedef struct {
    int32_t lookahead;      /* -1 for bytes that are no UTF-8, 0 at the end */
    uint16_t result_symbol; /* of the token, when there is one */
    uint32_t at, size;      /* of the character ahead */
    Str text;
    Span token;
} Lexer;

static inline void lexer_look(Lexer *lexer)
{
    if (lexer->at < lexer->text.len && !(lexer->text.at[lexer->at] & 0x80)) {
        lexer->lookahead = lexer->text.at[lexer->at];
        lexer->size = 1;
        return;
    }
    Rune rune = utf8_next_wide(lexer->text, lexer->at);
    lexer->lookahead = rune.bad ? -1 : (int32_t)rune.rune;
    lexer->size = rune.len;
}

static inline Lexer lexer_new(Str text)
{
    Lexer lexer = {.text = text};
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        lexer.token.end = 3;
    return lexer;
}

/* To where the last token ended. */
static inline void lexer_next(Lexer *lexer)
{
    lexer->at = lexer->token.end;
    lexer->token = (Span){lexer->at, 0};
    lexer_look(lexer);
}

/* ---- what the scanner calls ---- */

static inline void advance(Lexer *lexer)
{
    lexer->at += lexer->size;
    lexer_look(lexer);
}

/* Over at most so many characters that `plain` names; how many they were. They are kept, too, where
   there is room for them. */
static inline uint32_t advance_over(Lexer *lexer, const uint8_t plain[256], uint8_t kind,
                                    uint32_t most, int32_t *kept)
{
    Str rest = str_head(str_tail(lexer->text, lexer->at), most);
    uint32_t over = 0;
    if (kept)
        for (; over < rest.len && (plain[(uint8_t)rest.at[over]] & kind); over++)
            kept[over] = rest.at[over];
    else
        while (over < rest.len && (plain[(uint8_t)rest.at[over]] & kind))
            over++;
    if (over > 0) {
        lexer->at += over;
        lexer_look(lexer);
    }
    return over;
}

static inline void skip(Lexer *lexer)
{
    advance(lexer);
    lexer->token.start = lexer->at;
}

static inline void mark_end(Lexer *lexer)
{
    lexer->token.end = lexer->at;
}

static inline bool at_end(const Lexer *lexer)
{
    return lexer->at >= lexer->text.len;
}
