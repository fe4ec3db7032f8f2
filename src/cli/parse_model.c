#include "cli/parse_model.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/guess.h"

enum { NAMES_MOST = 12 };

/* ---- the request ---- */

static bool add_build_arg(Arena *arena, ModelRequest *request, Str word, Fail *fail)
{
    StrCut cut = str_cut(word, '=');
    if (cut.head.len == 0)
        return fail_set(fail, "--build-arg needs a name: NAME=VALUE, or NAME for the value that "
                              "the environment gives it");
    if (!cut.found) {
        const char *value = getenv(str_terminated(arena, cut.head));
        if (!value)
            return true; /* as docker does: it is not set */
        cut.tail = str_from(value);
    }
    request->args[request->arg_count].name = cut.head;
    request->args[request->arg_count++].value = cut.tail;
    return true;
}

static bool is_directory(Arena *arena, Str path, Fail *fail)
{
    struct stat info;
    if (stat(str_terminated(arena, path), &info) != 0)
        return fail_set(fail, "cannot look into the context %.*s: %s", STR_ARG(path),
                        errno == ENOENT ? "no such directory" : strerror(errno));
    return S_ISDIR(info.st_mode) ||
           fail_set(fail, "the context %.*s is no directory", STR_ARG(path));
}

bool model_request_read(Arena *arena, Str target, const Strs *build_args, Str context,
                        ModelRequest *request, Fail *fail)
{
    *request = (ModelRequest){.target = target};
    request->args =
        arena_array(arena, build_args->len, sizeof *request->args, alignof(max_align_t));
    for (size_t i = 0; i < build_args->len; i++) {
        if (!add_build_arg(arena, request, build_args->at[i], fail))
            return false;
    }
    return context.len == 0 || is_directory(arena, context, fail);
}

/* ---- a target that is not there ---- */

/* "build, test and prod": a target has a name; a number is none. Empty when no stage has one. */
static Str stage_names(Arena *arena, const Stages *stages)
{
    Strs names = {0};
    for (size_t i = 0; i < stages->len; i++) {
        if (stages->at[i].name.len)
            *PUSH(arena, &names) = stages->at[i].name;
    }
    Buf text;
    buf_init(&text, arena);
    bool all = names.len <= NAMES_MOST;
    for (size_t i = 0; i < names.len && i < NAMES_MOST; i++) {
        if (i > 0)
            buf_add(&text, all && i + 1 == names.len ? STR(" and ") : STR(", "));
        buf_add(&text, names.at[i]);
    }
    if (!all)
        buf_fmt(&text, " and %zu more", names.len - NAMES_MOST);
    return buf_str(&text);
}

bool model_target_check(Arena *arena, const ModelRequest *request, Str path,
                        const Dockerfile *model, Fail *fail)
{
    if (model->problem.len == 0)
        return true;
    Str target = str_head(request->target, 100), name = str_head(path, 300);
    Str names = str_head(stage_names(arena, &model->stages), 400);
    if (names.len == 0)
        return fail_set(fail, "%.*s has no stage %.*s; none of its stages has a name",
                        STR_ARG(name), STR_ARG(target));
    Guess guess = guess_new(target);
    for (size_t i = 0; i < model->stages.len; i++)
        guess_consider(&guess, model->stages.at[i].name);
    if (guess.best.len)
        return fail_set(fail, "%.*s has no stage %.*s; did you mean %.*s? (it has %.*s)",
                        STR_ARG(name), STR_ARG(target), STR_ARG(guess.best), STR_ARG(names));
    return fail_set(fail, "%.*s has no stage %.*s; it has %.*s", STR_ARG(name), STR_ARG(target),
                    STR_ARG(names));
}
