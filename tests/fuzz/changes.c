/* Stands in for libFuzzer with the seeds of a folder, each cut at every quarter of a block and
   changed at random:

       tar_changes FOLDER [SEED]

   A broken promise aborts, and says which seed and which change it was. */
#define _XOPEN_SOURCE 700

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/path.h"
#include "fuzz.h"

enum { STEP = 128, CHANGES = 150, TOUCHED = 6 };

static const char *file;
static size_t change;
static uint32_t drawn = 1;
static unsigned long tried;

static uint32_t draw(size_t below)
{
    drawn = drawn * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(drawn >> 4) * below >> 28);
}

static void show(int signal)
{
    (void)signal;
    printf("%s, change %zu\n0 passed, 1 failed\n", file, change);
    fflush(stdout);
}

/* An allocation of its own, so that a sanitizer sees a read past the end. */
static void give(Str bytes)
{
    Arena *arena = arena_open();
    char *at = NEW_ARRAY(arena, bytes.len + 1, char);
    memcpy(at, bytes.at, bytes.len);
    LLVMFuzzerTestOneInput((const uint8_t *)at, bytes.len);
    tried++;
    arena_close(arena);
}

static void give_changed(Arena *arena, Str bytes)
{
    static const char odd[] = {0, '0', '7', (char)0x80, (char)0xff, 'x', 'L', 'S', '/', '.'};
    ArenaMark mark = arena_mark(arena);
    char *at = NEW_ARRAY(arena, bytes.len + 1, char);
    memcpy(at, bytes.at, bytes.len);
    for (uint32_t n = 1 + draw(TOUCHED); n > 0; n--) {
        char *byte = &at[draw(bytes.len)];
        *byte = (char)(draw(2) ? *byte ^ (1 << draw(8)) : odd[draw(sizeof odd)]);
    }
    give((Str){at, bytes.len});
    arena_rewind(arena, mark);
}

static void try_file(Arena *arena, const char *path)
{
    Str bytes;
    Fail fail = {0};
    file = path;
    if (!io_read(arena, path, &bytes, &fail))
        abort();
    for (change = 0; change * STEP < bytes.len && change < 200; change++)
        give(str_head(bytes, change * STEP));
    for (; bytes.len > 0 && change < 200 + CHANGES; change++)
        give_changed(arena, bytes);
}

int main(int argc, char **argv)
{
    DIR *folder = argc > 1 ? opendir(argv[1]) : NULL;
    if (!folder)
        return 1;
    if (argc > 2)
        drawn = (uint32_t)strtoul(argv[2], NULL, 10);
    signal(SIGABRT, show);
    Arena *arena = arena_open();
    for (const struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            try_file(arena, str_terminated(arena, path_join(arena, str_from(argv[1]),
                                                            str_from(entry->d_name))));
    arena_close(arena);
    closedir(folder);
    printf("%lu passed, 0 failed\n", tried);
    return tried == 0;
}
