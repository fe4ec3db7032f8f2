/* The scanner as tree-sitter calls it, and how it stores what is kept between two tokens: in no
   more than STATE_MOST bytes. */
#include "scanner/tokens.h"

_Static_assert(STATE_MOST == TREE_SITTER_SERIALIZATION_BUFFER_SIZE, "as much as there is room");

static unsigned get_number(const char *buffer, unsigned at, uint32_t *number)
{
    unsigned shift = 0;
    *number = 0;
    for (; buffer[at] & 0x80; shift += 7)
        *number |= (uint32_t)(buffer[at++] & 0x7f) << shift;
    *number |= (uint32_t)buffer[at++] << shift;
    return at;
}

static unsigned scanner_store(const Scanner *s, char *buffer)
{
    const char head[STATE_HEAD] = {
        (char)s->escape,   (char)s->prologue,  (char)s->onbuild,  (char)s->context,
        (char)s->quote,    (char)s->continued, (char)s->spaced,   (char)s->counting,
        (char)s->too_many, (char)s->in_bodies, (char)s->heredocs, (char)s->marked,
        (char)s->in_line,  (char)s->nests,     (char)s->known,    (char)s->in_directive,
    };
    memcpy(buffer, head, STATE_HEAD);
    unsigned at = STATE_HEAD;
    for (unsigned i = 0; i < s->heredocs; i++)
        at = put_heredoc(buffer, at, &s->heredoc[i]);
    return at;
}

static void scanner_load(Scanner *s, const char *buffer, unsigned length)
{
    scanner_reset(s);
    if (length < STATE_HEAD)
        return;
    s->escape = buffer[0];
    s->prologue = (uint8_t)buffer[1];
    s->onbuild = (uint8_t)buffer[2];
    s->context = (uint8_t)buffer[3];
    s->quote = (uint8_t)buffer[4];
    s->continued = buffer[5];
    s->spaced = buffer[6];
    s->counting = buffer[7];
    s->too_many = buffer[8];
    s->in_bodies = buffer[9];
    s->heredocs = (uint8_t)buffer[10];
    s->marked = (uint8_t)buffer[11];
    s->in_line = buffer[12];
    s->nests = buffer[13];
    s->known = buffer[14];
    s->in_directive = buffer[15];
    unsigned at = STATE_HEAD;
    for (unsigned i = 0; i < s->heredocs; i++) {
        Heredoc *doc = &s->heredoc[i];
        at = get_number(buffer, at, &doc->gap);
        at = get_number(buffer, at, &doc->len);
        doc->chomp = buffer[at++];
        memcpy(&doc->hash, buffer + at, sizeof doc->hash);
        at += (unsigned)sizeof doc->hash;
    }
}

/* ---- what tree-sitter calls ---- */

void *tree_sitter_dockerfile_external_scanner_create(void);
void tree_sitter_dockerfile_external_scanner_destroy(void *payload);
unsigned tree_sitter_dockerfile_external_scanner_serialize(void *payload, char *buffer);
void tree_sitter_dockerfile_external_scanner_deserialize(void *payload, const char *buffer,
                                                         unsigned length);
bool tree_sitter_dockerfile_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid);

void *tree_sitter_dockerfile_external_scanner_create(void)
{
    Scanner *s = calloc(1, sizeof *s);
    if (s)
        scanner_reset(s);
    return s;
}

void tree_sitter_dockerfile_external_scanner_destroy(void *payload)
{
    Scanner *s = payload;
    scanner_close(s);
    free(s);
}

unsigned tree_sitter_dockerfile_external_scanner_serialize(void *payload, char *buffer)
{
    return scanner_store(payload, buffer);
}

void tree_sitter_dockerfile_external_scanner_deserialize(void *payload, const char *buffer,
                                                         unsigned length)
{
    scanner_load(payload, buffer, length);
}

bool tree_sitter_dockerfile_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid)
{
    return scan_token(payload, lexer, valid);
}
