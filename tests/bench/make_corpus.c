/* Writes the made corpus into a folder, for who can only read files.

       make_corpus FOLDER */
#include <stdio.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/io.h"
#include "corpus.h"

enum { BYTES = 5 << 20 };

int main(int argc, char **argv)
{
    Arena *arena = arena_open();
    Strs texts = {0};
    bool done = argc == 2 && mkdir(argv[1], 0777) == 0;
    corpus_make(arena, BYTES, &texts);
    for (size_t i = 0; done && i < texts.len; i++) {
        Fail fail = {0};
        Buf path;
        buf_init(&path, arena);
        buf_fmt(&path, "%s/%05zu.Dockerfile", argv[1], i);
        done = io_replace(str_terminated(arena, buf_str(&path)), texts.at[i], &fail);
    }
    arena_close(arena);
    return done ? 0 : 2;
}
