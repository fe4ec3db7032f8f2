/* The door to the program: the scripts as files in a directory of their own, and the command line.
 */
#include "shellcheck/run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/path.h"
#include "base/process.h"

enum { MILLISECONDS = 60000 };

/* It goes when its arena does, whatever happens until then. */
typedef struct {
    char *directory;
    Strs files; /* each ends in a NUL */
} Scratch;

static void scratch_drop(void *handle)
{
    const Scratch *scratch = handle;
    for (size_t i = 0; i < scratch->files.len; i++)
        unlink(scratch->files.at[i].at);
    rmdir(scratch->directory);
}

static Scratch *scratch_open(Arena *arena, Fail *fail)
{
    Scratch *scratch = NEW(arena, Scratch);
    Str parent = str_from(getenv("TMPDIR"));
    Buf path;
    buf_init(&path, arena);
    buf_add(&path, path_is_absolute(parent) ? parent : STR("/tmp"));
    buf_add(&path, STR("/plimsoll-XXXXXX"));
    buf_char(&path, '\0');
    scratch->directory = path.at;
    if (mkdtemp(scratch->directory)) {
        arena_own(arena, scratch, scratch_drop);
        return scratch;
    }
    fail_set(fail, "cannot make a directory %s: %s", scratch->directory, io_reason(errno));
    return NULL;
}

static bool scratch_write(Arena *arena, Scratch *scratch, Str script, Fail *fail)
{
    Buf path;
    buf_init(&path, arena);
    buf_fmt(&path, "%s/%zu", scratch->directory, scratch->files.len);
    *PUSH(arena, &scratch->files) = (Str){str_terminated(arena, buf_str(&path)), path.len};
    FILE *file = fopen(scratch->files.at[scratch->files.len - 1].at, "wx");
    bool written = file && fwrite(script.at, 1, script.len, file) == script.len;
    if (file && fclose(file) == 0 && written)
        return true;
    return fail_set(fail, "cannot write %.*s: %s", STR_ARG(buf_str(&path)), io_reason(errno));
}

/* The same for everybody: no settings of the user's, no files beside the scripts. What speaks of
   ShellCheck itself is left out (SC1071: it cannot read zsh; SC2187: it reads ash as dash), and
   what speaks of files that it does not see. */
static Strs words_of(Arena *arena, const Strs *files)
{
    static const Str options[] = {STR_INIT("--norc"), STR_INIT("--format=json1"),
                                  STR_INIT("--severity=style"),
                                  STR_INIT("--exclude=SC1071,SC1090,SC1091,SC2187")};
    Strs words = {0};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        *PUSH(arena, &words) = options[i];
    for (size_t i = 0; i < files->len; i++)
        *PUSH(arena, &words) = files->at[i];
    return words;
}

/* 0: it found nothing; 1: something. */
static bool check_end(const ProcessEnd *end, Fail *fail)
{
    Str said = str_cut(str_trim(end->err), '\n').head;
    if (end->code == 0 || end->code == 1)
        return true;
    if (end->code < 0)
        return fail_set(fail, "shellcheck was killed by a signal");
    return fail_set(fail, "shellcheck ended with exit code %d%s%.*s", end->code,
                    said.len ? ": " : "", STR_ARG(said));
}

static bool run(Arena *arena, Arena *scratch_arena, Str program, const Strs *scripts,
                ProcessEnd *end, Fail *fail)
{
    static const char *const env[] = {"SHELLCHECK_OPTS=", "LC_ALL=C.UTF-8", NULL};
    Scratch *scratch = scratch_open(scratch_arena, fail);
    if (!scratch)
        return false;
    for (size_t i = 0; i < scripts->len; i++)
        if (!scratch_write(scratch_arena, scratch, scripts->at[i], fail))
            return false;
    ProcessCall call = {.program = program,
                        .words = words_of(scratch_arena, &scratch->files),
                        .env = env,
                        .milliseconds = MILLISECONDS};
    return process_run(arena, &call, end, fail) && check_end(end, fail);
}

bool run_shellcheck(Arena *arena, Str program, const Strs *scripts, ShellNotes *notes, Fail *fail)
{
    Arena *scratch = arena_open();
    ProcessEnd end;
    bool done = run(arena, scratch, program, scripts, &end, fail);
    arena_close(scratch);
    return done && read_notes(arena, end.out, scripts, notes, fail);
}
