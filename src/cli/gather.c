#include "cli/gather.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/path.h"
#include "cli/gitignore.h"
#include "text/glob.h"

enum { DEPTH_MAX = 200 };

/* Settings by the directory they were looked for in. */
typedef struct {
    Str directory;
    const Config *config;
    Str trouble;
} Found;

typedef struct {
    Arena *arena;
    const GatherRequest *request;
    Targets targets;
    struct {
        Found *at;
        size_t len, cap;
    } found;
} Gathering;

static const Str suffixes[] = {STR_INIT(".dockerfile"), STR_INIT(".containerfile")};
static const Str prefixes[] = {STR_INIT("dockerfile."), STR_INIT("containerfile.")};
static const Str whole[] = {STR_INIT("dockerfile"), STR_INIT("containerfile")};
/* What stands beside Dockerfiles and begins like one. */
static const Str others[] = {STR_INIT(".dockerignore"), STR_INIT(".containerignore"),
                             STR_INIT(".md"),           STR_INIT(".orig"),
                             STR_INIT(".rej"),          STR_INIT(".bak"),
                             STR_INIT(".swp"),          STR_INIT("~")};

static bool ends_nocase(Str name, Str end)
{
    return name.len > end.len && str_eq_nocase(str_tail(name, name.len - end.len), end);
}

bool is_dockerfile_name(Str name)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (ends_nocase(name, others[i]))
            return false;
    for (size_t i = 0; i < 2; i++) {
        bool starts = name.len > prefixes[i].len &&
                      str_eq_nocase(str_head(name, prefixes[i].len), prefixes[i]);
        if (starts || str_eq_nocase(name, whole[i]) || ends_nocase(name, suffixes[i]))
            return true;
    }
    return false;
}

static const Found *settings_for(Gathering *in, Str directory)
{
    for (size_t i = in->found.len; i-- > 0 && in->found.len - i < 64;)
        if (str_eq(in->found.at[i].directory, directory))
            return &in->found.at[i];
    Found *found = PUSH(in->arena, &in->found);
    found->directory = directory;
    Str path = config_find(in->arena, directory);
    Fail fail = {0};
    for (size_t i = 0; path.len && i + 1 < in->found.len; i++) /* read each file once */
        if (in->found.at[i].config && str_eq(in->found.at[i].config->path, path))
            found->config = in->found.at[i].config;
    if (path.len && !found->config)
        found->config = config_read(in->arena, path, &fail);
    if (path.len && !found->config)
        found->trouble = str_copy(in->arena, str_from(fail.text));
    return found;
}

static void add_target(Gathering *in, Str path, Str trouble)
{
    Target *target = PUSH(in->arena, &in->targets);
    *target = (Target){.path = path, .config = in->request->config, .trouble = trouble};
    if (!in->request->search || trouble.len)
        return;
    const Found *found = settings_for(in, path_dir(path));
    target->config = found->config;
    target->trouble = found->trouble;
}

static bool is_excluded(Gathering *in, Str directory, Str path)
{
    const Config *config =
        in->request->search ? settings_for(in, directory)->config : in->request->config;
    if (!config || config->exclude.len == 0)
        return false;
    Str relative = config_relative(in->arena, config, path);
    for (size_t i = 0; relative.len && i < config->exclude.len; i++)
        if (glob_match(config->exclude.at[i], relative))
            return true;
    return false;
}

static const GitIgnore *read_ignore(Gathering *in, Str directory, const GitIgnore *above)
{
    Str path = path_join(in->arena, directory, STR(".gitignore")), text;
    Fail fail = {0};
    struct stat info;
    const char *name = str_terminated(in->arena, path);
    if (stat(name, &info) != 0 || !S_ISREG(info.st_mode) || !io_read(in->arena, name, &text, &fail))
        return above;
    return gitignore_read(in->arena, directory, text, above);
}

static int name_order(const void *a, const void *b)
{
    return str_order(*(const Str *)a, *(const Str *)b);
}

static bool read_names(Arena *arena, Str directory, Strs *names)
{
    DIR *dir = opendir(str_terminated(arena, directory));
    if (!dir)
        return false;
    for (struct dirent *entry; (entry = readdir(dir));) {
        Str name = str_from(entry->d_name);
        if (!str_eq(name, STR(".")) && !str_eq(name, STR("..")))
            *PUSH(arena, names) = str_copy(arena, name);
    }
    closedir(dir);
    if (names->len > 1)
        qsort(names->at, names->len, sizeof *names->at, name_order);
    return true;
}

static Str why(Arena *arena, Str path)
{
    Buf text;
    buf_init(&text, arena);
    buf_fmt(&text, "cannot read %.*s: %s", STR_ARG(path), strerror(errno));
    return buf_str(&text);
}

static Str below(Arena *arena, Str directory, Str name)
{
    Buf path;
    buf_init(&path, arena);
    if (!str_eq(directory, STR("."))) {
        buf_add(&path, directory);
        if (!str_ends(directory, STR("/")))
            buf_char(&path, '/');
    }
    buf_add(&path, name);
    return buf_str(&path);
}

typedef enum { ENTRY_OTHER, ENTRY_DIRECTORY, ENTRY_DOCKERFILE } EntryKind;

static EntryKind entry_kind(Arena *arena, Str path, Str name)
{
    struct stat info;
    const char *where = str_terminated(arena, path);
    if (str_eq(name, STR(".git")) || lstat(where, &info) != 0)
        return ENTRY_OTHER;
    if (S_ISDIR(info.st_mode))
        return ENTRY_DIRECTORY;
    bool is_file = is_dockerfile_name(name) && stat(where, &info) == 0 && S_ISREG(info.st_mode);
    return is_file ? ENTRY_DOCKERFILE : ENTRY_OTHER;
}

/* Symbolic links to directories are not followed, so no walk goes in circles. */
static void walk(Gathering *in, Str directory, Str real, const GitIgnore *ignore, unsigned depth)
{
    Strs names = {0};
    if (depth > DEPTH_MAX || !read_names(in->arena, directory, &names)) {
        if (depth > DEPTH_MAX)
            errno = ELOOP;
        add_target(in, directory, why(in->arena, directory));
        return;
    }
    ignore = read_ignore(in, real, ignore);
    for (size_t i = 0; i < names.len; i++) {
        Str path = below(in->arena, directory, names.at[i]);
        Str real_path = below(in->arena, real, names.at[i]);
        EntryKind kind = entry_kind(in->arena, path, names.at[i]);
        if (kind == ENTRY_OTHER ||
            gitignore_leaves_out(ignore, real_path, kind == ENTRY_DIRECTORY) ||
            is_excluded(in, directory, path))
            continue;
        if (kind == ENTRY_DIRECTORY)
            walk(in, path, real_path, ignore, depth + 1);
        else
            add_target(in, path, (Str){0});
    }
}

/* The rules of the directories above, up to the repository's root. */
static const GitIgnore *ignores_above(Gathering *in, Str real)
{
    Strs chain = {0};
    Str at = real;
    while (at.len > 1) {
        struct stat info;
        if (stat(str_terminated(in->arena, path_join(in->arena, at, STR(".git"))), &info) == 0)
            break;
        at = path_dir(at);
        *PUSH(in->arena, &chain) = at;
    }
    if (at.len <= 1)
        return NULL;
    const GitIgnore *ignore = NULL;
    for (size_t i = chain.len; i-- > 0;)
        ignore = read_ignore(in, chain.at[i], ignore);
    return ignore;
}

Targets gather(Arena *arena, Strs words, const GatherRequest *request)
{
    Gathering in = {.arena = arena, .request = request};
    for (size_t i = 0; i < words.len; i++) {
        struct stat info;
        bool is_directory = stat(str_terminated(arena, words.at[i]), &info) == 0 &&
                            S_ISDIR(info.st_mode) && !str_eq(words.at[i], STR("-"));
        if (!is_directory) {
            add_target(&in, words.at[i], (Str){0});
            continue;
        }
        size_t before = in.targets.len;
        Str real = path_absolute(arena, words.at[i]);
        walk(&in, words.at[i], real, ignores_above(&in, real), 0);
        if (in.targets.len == before) {
            Buf text;
            buf_init(&text, arena);
            buf_fmt(&text, "no Dockerfile in %.*s or below", STR_ARG(words.at[i]));
            add_target(&in, words.at[i], buf_str(&text));
        }
    }
    return in.targets;
}
