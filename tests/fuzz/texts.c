/* Stands in for libFuzzer as replay.c does, with texts made for the purpose and changed at random:

       syntax_texts [SEED [TEXTS]]

   A broken promise aborts, and the text that broke it is shown, for printf. */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "fuzz.h"
#include "grammar/make.h"

enum { TEXTS = 400, CHANGES = 12 };

static uint64_t seed = 1;
static Str current;

static void show(int signal)
{
    (void)signal;
    Arena *arena = arena_open();
    Buf out;
    buf_init(&out, arena);
    make_quoted(&out, current);
    printf("seed %" PRIu64 ", text '%.*s'\n0 passed, 1 failed\n", seed, STR_ARG(buf_str(&out)));
    fflush(stdout);
}

/* An allocation of its own, so that a sanitizer sees a read past the end. */
static void give(Str text)
{
    uint8_t *bytes = malloc(text.len ? text.len : 1);
    if (!bytes)
        abort();
    if (text.len)
        memcpy(bytes, text.at, text.len);
    current = text;
    LLVMFuzzerTestOneInput(bytes, text.len);
    free(bytes);
}

static Str changed(Arena *arena, Random *random, Manner manner, Str text)
{
    uint32_t at = random_below(random, (uint32_t)text.len + 1);
    uint32_t removed = random_below(random, random_below(random, 3) ? 4 : 30);
    Buf out;
    buf_init(&out, arena);
    buf_add(&out, str_head(text, at));
    make_piece(random, manner, &out);
    buf_add(&out, str_tail(text, at + removed));
    return buf_str(&out);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        seed = strtoull(argv[1], NULL, 10);
    uint64_t texts = argc > 2 ? strtoull(argv[2], NULL, 10) : TEXTS;
    signal(SIGABRT, show);
    for (uint64_t i = 0; i < texts; i++, seed++) {
        Arena *arena = arena_open();
        Random random = {seed};
        Buf out;
        buf_init(&out, arena);
        Manner manner = make_text(&random, &out);
        Str text = buf_str(&out);
        give(text);
        for (int change = 0; change < CHANGES; change++) {
            text = changed(arena, &random, manner, text);
            give(text);
        }
        arena_close(arena);
    }
    printf("%" PRIu64 " passed, 0 failed\n", texts);
    return 0;
}
