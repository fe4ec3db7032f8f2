/* A word on its way through expansion: what the two halves of it share. Private to the room. */
#pragma once

#include "base/buf.h"
#include "base/utf8.h"
#include "model/vars.h"

enum {
    DEPTH_MOST = 100, /* of ${a:-${b:-...}} */
    ROOM_MOST = 8192, /* bytes that variables put into one word; real values are far below */
};

typedef struct {
    Arena *arena;
    const Var *scope;
    Str text;
    size_t at;
    char escape;
    ExpandHow how;
    Expansion *out;
    const Var *seen; /* the names in out->used, once they are many */
    unsigned depth;
    bool raw;  /* escapes stay, for a pattern */
    bool over; /* more was put in than there is room for */
    size_t room;
    size_t *shared; /* the room of the whole file */

    /* EXPOSE: the words so far, and the one that grows. */
    Values *words;
    Buf word;
    Knowledge word_known;
    bool in_word;
} Lexer;

typedef struct {
    Buf text;
    Knowledge known;
} Result;

/* Always false. */
bool lex_refuse(Lexer *lex, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Up to `stop`, which is stepped over, or to the end when it is negative. */
bool lex_word(Lexer *lex, int stop, bool raw, bool pattern, Result *result);

/* Takes from the room; false, and `over`, when there is not so much. */
bool lex_spend(Lexer *lex, size_t bytes);

/* What stands behind a '$'; empty when that is no name. */
Str lex_name(Lexer *lex);
Value lex_value(Lexer *lex, Str name);     /* of a name that is used without more */
bool lex_braces(Lexer *lex, Value *value); /* from its '{' on */

static inline bool lex_at_end(const Lexer *lex)
{
    return lex->at >= lex->text.len;
}

static inline int lex_peek(const Lexer *lex)
{
    return lex_at_end(lex) ? -1 : (unsigned char)lex->text.at[lex->at];
}

static inline uint32_t lex_next(Lexer *lex)
{
    Rune rune = utf8_next(lex->text, lex->at);
    lex->at += rune.len;
    return rune.rune;
}
