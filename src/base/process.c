/* pipe2 is in no POSIX before that of 2024. */
#define _GNU_SOURCE

#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/path.h"

extern char **environ;

enum { STREAMS = 2 }; /* its output, its errors */

static const size_t most_bytes = (size_t)64 << 20;

typedef struct {
    pid_t pid;
    struct pollfd from[STREAMS];
    Buf text[STREAMS];
    int64_t deadline;
} Process;

Str process_find(Arena *arena, Str name)
{
    for (Str rest = str_from(getenv("PATH")); rest.len;) {
        StrCut cut = str_cut(rest, ':');
        rest = cut.tail;
        /* What lies in the directory at hand, or below it, is no program of the user's choice. */
        if (!path_is_absolute(cut.head))
            continue;
        Str path = path_join(arena, cut.head, name);
        const char *door = str_terminated(arena, path);
        struct stat facts;
        if (stat(door, &facts) == 0 && S_ISREG(facts.st_mode) && access(door, X_OK) == 0)
            return path;
    }
    return (Str){0};
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static char **words_of(Arena *arena, const ProcessCall *call)
{
    char **words = NEW_ARRAY(arena, call->words.len + 2, char *);
    words[0] = (char *)(uintptr_t)str_terminated(arena, call->program);
    for (size_t i = 0; i < call->words.len; i++)
        words[i + 1] = (char *)(uintptr_t)str_terminated(arena, call->words.at[i]);
    return words;
}

static bool same_name(const char *one, const char *other)
{
    return str_eq(str_cut(str_from(one), '=').head, str_cut(str_from(other), '=').head);
}

static char **environment_of(Arena *arena, const ProcessCall *call)
{
    size_t ours = 0, theirs = 0, len = 0;
    while (environ[ours])
        ours++;
    while (call->env[theirs])
        theirs++;
    char **all = NEW_ARRAY(arena, ours + theirs + 1, char *);
    for (size_t i = 0; i < theirs; i++)
        all[len++] = (char *)(uintptr_t)call->env[i];
    for (size_t i = 0; i < ours; i++) {
        size_t at = 0;
        while (at < theirs && !same_name(call->env[at], environ[i]))
            at++;
        if (at == theirs)
            all[len++] = environ[i];
    }
    return all;
}

static int spawn(Arena *arena, const ProcessCall *call, int out, int err, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error)
        return error;
    char **words = words_of(arena, call);
    if (!(error = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)) &&
        !(error = posix_spawn_file_actions_adddup2(&actions, out, 1)) &&
        !(error = posix_spawn_file_actions_adddup2(&actions, err, 2)))
        error = posix_spawn(pid, words[0], &actions, NULL, words, environment_of(arena, call));
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static bool start(Arena *arena, const ProcessCall *call, Process *process, Fail *fail)
{
    int out[2], err[2];
    if (pipe2(out, O_CLOEXEC) != 0)
        return fail_set(fail, "cannot run %.*s: %s", STR_ARG(call->program), io_reason(errno));
    if (pipe2(err, O_CLOEXEC) != 0) {
        close(out[0]);
        close(out[1]);
        return fail_set(fail, "cannot run %.*s: %s", STR_ARG(call->program), io_reason(errno));
    }
    int error = spawn(arena, call, out[1], err[1], &process->pid);
    close(out[1]);
    close(err[1]);
    process->from[0] = (struct pollfd){.fd = out[0], .events = POLLIN};
    process->from[1] = (struct pollfd){.fd = err[0], .events = POLLIN};
    if (!error)
        return true;
    close(out[0]);
    close(err[0]);
    return fail_set(fail, "cannot run %.*s: %s", STR_ARG(call->program), io_reason(error));
}

/* A stream that has ended is asked no more: poll passes over what is below zero. */
static void take(struct pollfd *from, Buf *text)
{
    char some[16384];
    ssize_t got = read(from->fd, some, sizeof some);
    if (got > 0)
        buf_add(text, (Str){some, (size_t)got});
    if (got > 0 || (got < 0 && errno == EINTR))
        return;
    close(from->fd);
    from->fd = -1;
}

/* Why it is not listened to any longer; NULL when it closed both streams. */
static const char *listen_to(Process *process)
{
    while (process->from[0].fd >= 0 || process->from[1].fd >= 0) {
        int64_t left = process->deadline - now();
        if (left <= 0)
            return "it takes too long";
        if (poll(process->from, STREAMS, (int)left) < 0)
            continue; /* a signal: the clock ends this, too */
        for (int i = 0; i < STREAMS; i++)
            if (process->from[i].fd >= 0 && process->from[i].revents)
                take(&process->from[i], &process->text[i]);
        if (process->text[0].len + process->text[1].len > most_bytes)
            return "it prints more than 64 MiB";
    }
    return NULL;
}

/* It may have closed its streams and go on all the same. */
static const char *wait_for(const Process *process, int *status)
{
    for (;;) {
        pid_t ended = waitpid(process->pid, status, WNOHANG);
        if (ended == process->pid)
            return NULL;
        if (now() >= process->deadline)
            return "it takes too long";
        nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
    }
}

bool process_run(Arena *arena, const ProcessCall *call, ProcessEnd *end, Fail *fail)
{
    Process process = {.deadline = now() + call->milliseconds};
    int status = 0;
    for (int i = 0; i < STREAMS; i++)
        buf_init(&process.text[i], arena);
    if (!start(arena, call, &process, fail))
        return false;
    const char *why = listen_to(&process);
    why = why ? why : wait_for(&process, &status);
    for (int i = 0; i < STREAMS; i++)
        if (process.from[i].fd >= 0)
            close(process.from[i].fd);
    if (why) {
        kill(process.pid, SIGKILL);
        while (waitpid(process.pid, &status, 0) < 0 && errno == EINTR)
            continue;
        return fail_set(fail, "%.*s was ended: %s", STR_ARG(call->program), why);
    }
    end->code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    end->out = buf_str(&process.text[0]);
    end->err = buf_str(&process.text[1]);
    return true;
}
