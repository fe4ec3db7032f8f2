/* Stands in for libFuzzer: gives a fuzzer each of its seeds, and the beginnings of each.
   A seed passes when the fuzzer comes back; a broken promise aborts. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/io.h"
#include "base/path.h"
#include "fuzz.h"

enum { BEGINNINGS = 64 };

/* An allocation of its own, so that a sanitizer sees a read past the end. */
static void give(Str seed, size_t len)
{
    uint8_t *bytes = malloc(len ? len : 1);
    if (!bytes)
        abort();
    if (len)
        memcpy(bytes, seed.at, len);
    LLVMFuzzerTestOneInput(bytes, len);
    free(bytes);
}

static bool replay_file(Arena *arena, const char *path)
{
    Fail fail = {0};
    Str seed;
    if (!io_read(arena, path, &seed, &fail)) {
        printf("%s\n", fail.text);
        return false;
    }
    for (size_t i = 0; i < BEGINNINGS; i++)
        give(seed, seed.len * i / BEGINNINGS);
    give(seed, seed.len);
    return true;
}

static void replay(Arena *arena, const char *path, unsigned *passed, unsigned *failed)
{
    struct stat info;
    DIR *folder = stat(path, &info) == 0 && S_ISDIR(info.st_mode) ? opendir(path) : NULL;
    if (!folder) {
        *(replay_file(arena, path) ? passed : failed) += 1;
        return;
    }
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        Str below = path_join(arena, str_from(path), str_from(entry->d_name));
        replay(arena, str_terminated(arena, below), passed, failed);
    }
    closedir(folder);
}

int main(int argc, char **argv)
{
    Arena *arena = arena_open();
    unsigned passed = 0, failed = 0;
    for (int i = 1; i < argc; i++)
        replay(arena, argv[i], &passed, &failed);
    arena_close(arena);
    printf("%u passed, %u failed\n", passed, failed);
    return failed > 0 || passed == 0;
}
