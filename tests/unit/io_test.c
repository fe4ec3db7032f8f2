#define _XOPEN_SOURCE 700

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "check.h"

static bool fails_with(bool done, const Fail *fail, const char *sentence)
{
    bool told = !done && strcmp(fail->text, sentence) == 0;
    if (!told)
        printf("said: %s\n", fail->text);
    return told;
}

static bool holds(Arena *arena, const char *path, Str expected)
{
    Fail fail = {0};
    Str text = {0};
    bool done = io_read(arena, path, &text, &fail);
    return done && str_eq(text, expected) && text.at[text.len] == '\0';
}

static bool replaced(const char *path, Str text)
{
    Fail fail = {0};
    bool done = io_replace(path, text, &fail);
    if (!done)
        printf("said: %s\n", fail.text);
    return done;
}

static mode_t mode_of(const char *path)
{
    struct stat facts;
    return lstat(path, &facts) == 0 ? facts.st_mode : 0;
}

static unsigned entries(const char *folder)
{
    unsigned count = 0;
    DIR *stream = opendir(folder);
    while (stream && readdir(stream))
        count++;
    if (stream)
        closedir(stream);
    return count;
}

static void creates(Arena *arena)
{
    Fail fail = {0};
    unsigned before = entries(".");
    CHECK(io_create("created", STR("one\n"), &fail) && holds(arena, "created", STR("one\n")));
    CHECK(fails_with(io_create("created", STR("two\n"), &fail), &fail,
                     "cannot write created: it is there already"));
    CHECK(holds(arena, "created", STR("one\n")) && entries(".") == before + 1);
    CHECK(symlink("gone", "dangling") == 0 && !io_create("dangling", STR("x"), &fail));
    fail = (Fail){0};
    CHECK(fails_with(io_create("no/where", STR("x"), &fail), &fail,
                     "cannot write no/where: no such directory"));
    CHECK(unlink("created") == 0 && unlink("dangling") == 0);
}

static void replaces(Arena *arena)
{
    mode_t mask = umask(027);
    CHECK(replaced("new", STR("one\n")));
    umask(mask);
    CHECK(holds(arena, "new", STR("one\n")) && (mode_of("new") & 07777) == 0640);
    CHECK(chmod("new", 0604) == 0);
    CHECK(replaced("new", STR("")));
    CHECK(holds(arena, "new", STR("")) && (mode_of("new") & 07777) == 0604);
    CHECK(replaced("./new", STR("a\0b")) && holds(arena, "new", STR("a\0b")));
    CHECK(symlink("new", "link") == 0);
    CHECK(replaced("link", STR("behind")) && S_ISLNK(mode_of("link")));
    CHECK(holds(arena, "new", STR("behind")));
    CHECK(entries(".") == 4);
}

static void refuses(Arena *arena)
{
    Fail fail[10] = {0};
    Str text = {0};
    CHECK(mkdir("folder", 0700) == 0);
    CHECK(fails_with(io_read(arena, "absent", &text, &fail[0]), &fail[0],
                     "cannot read absent: no such file"));
    CHECK(fails_with(io_read(arena, "folder", &text, &fail[1]), &fail[1],
                     "folder is a directory; name a file in it"));
    CHECK(fails_with(io_read(arena, "new/x", &text, &fail[2]), &fail[2],
                     "cannot read new/x: a name before the last '/' is not a directory"));
    CHECK(fails_with(io_replace("folder", STR("x"), &fail[3]), &fail[3],
                     "folder is a directory; name a file in it"));
    CHECK(fails_with(io_replace("absent/x", STR("x"), &fail[4]), &fail[4],
                     "cannot write absent/x: no such directory"));
    /* The name beside it can be made, the last step fails. */
    CHECK(fails_with(io_replace("", STR("x"), &fail[9]), &fail[9],
                     "cannot write : no such directory"));
    CHECK(mkfifo("pipe", 0600) == 0);
    CHECK(fails_with(io_replace("pipe", STR("x"), &fail[5]), &fail[5],
                     "cannot write pipe: it is no regular file"));
    CHECK(chmod("new", 0) == 0);
    if (access("new", R_OK) != 0) {
        CHECK(fails_with(io_read(arena, "new", &text, &fail[6]), &fail[6],
                         "cannot read new: permission denied"));
        CHECK(fails_with(io_replace("new", STR("x"), &fail[7]), &fail[7],
                         "cannot write new: permission denied"));
    }
    CHECK(chmod("new", 0600) == 0);
    CHECK(truncate("new", ((off_t)1 << 30) + 1) == 0);
    CHECK(fails_with(io_read(arena, "new", &text, &fail[8]), &fail[8], "new is larger than 1 GiB"));
    CHECK(entries(".") == 6);
}

/* Standard input is a pipe that fills in several rounds: its size is not known before its end. */
static void reads_a_pipe(Arena *arena)
{
    enum { SIZE = 300000 };
    int ends[2];
    CHECK(pipe(ends) == 0);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        for (int i = 0; i < SIZE / 10; i++)
            if (write(ends[1], "0123456789", 10) != 10)
                _exit(1);
        _exit(0);
    }
    close(ends[1]);
    CHECK(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
    close(ends[0]);
    Str text = {0};
    Fail fail = {0};
    CHECK(io_read(arena, "-", &text, &fail));
    bool same = text.len == SIZE && text.at[SIZE] == '\0';
    for (size_t i = 0; same && i < SIZE; i++)
        same = text.at[i] == (char)('0' + i % 10);
    CHECK(same);
}

static void prints(Arena *arena)
{
    Fail fail = {0};
    FILE *stream = fopen("printed", "w");
    CHECK(stream && io_print(stream, STR("a\0b"), &fail) && io_print(stream, (Str){0}, &fail));
    CHECK(holds(arena, "printed", STR("a\0b")));
    if (stream)
        fclose(stream);
    stream = fopen("/dev/full", "w");
    if (stream) {
        CHECK(fails_with(io_print(stream, STR("x"), &fail), &fail,
                         "cannot write the output: no space left on the disk"));
        fclose(stream);
    }
}

int main(void)
{
    const char *above = getenv("TMPDIR");
    char folder[] = "plimsoll-io-XXXXXX";
    if (chdir(above ? above : "/tmp") != 0 || !mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    Arena *arena = arena_open();
    creates(arena);
    replaces(arena);
    refuses(arena);
    reads_a_pipe(arena);
    prints(arena);
    arena_close(arena);
    CHECK(unlink("new") + unlink("link") + unlink("pipe") + unlink("printed") + rmdir("folder") ==
          0);
    CHECK(chdir("..") == 0 && rmdir(folder) == 0);
    return check_end();
}
