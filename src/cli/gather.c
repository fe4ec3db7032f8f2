#include "cli/gather.h"

#include <sys/stat.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/path.h"
#include "cli/directories.h"

enum { DEPTH_MAX = 200 };

/* A settings file, read once. */
typedef struct SettingsFile SettingsFile;

struct SettingsFile {
    Str path; /* empty: there is none */
    const Config *config;
    Str trouble;
    bool told; /* by a target */
    SettingsFile *before;
};

/* Settings by the directory they were looked for in. */
typedef struct {
    Str directory;
    SettingsFile *file;
} Found;

typedef struct {
    Arena *arena;
    const GatherRequest *request;
    Targets targets;
    bool has_stdin;
    SettingsFile *files;
    struct {
        Found *at;
        size_t len, cap;
    } found;
} Gathering;

static const Str names[] = {STR_INIT("dockerfile"), STR_INIT("containerfile")};
/* What stands beside Dockerfiles and begins like one. */
static const Str others[] = {STR_INIT(".dockerignore"), STR_INIT(".containerignore"),
                             STR_INIT(".md"),           STR_INIT(".orig"),
                             STR_INIT(".rej"),          STR_INIT(".bak"),
                             STR_INIT(".swp"),          STR_INIT("~")};
/* dockerfile.go is about Dockerfiles; Dockerfile.go is one, for Go. */
static const Str code[] = {STR_INIT(".c"),    STR_INIT(".go"),  STR_INIT(".java"),
                           STR_INIT(".js"),   STR_INIT(".py"),  STR_INIT(".json"),
                           STR_INIT(".rb"),   STR_INIT(".rs"),  STR_INIT(".ts"),
                           STR_INIT(".yaml"), STR_INIT(".yml"), STR_INIT(".html")};

static bool ends_with_any(Str name, const Str *ends, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Str end = name.len > ends[i].len ? str_tail(name, name.len - ends[i].len) : (Str){0};
        if (str_eq_nocase(end, ends[i]))
            return true;
    }
    return false;
}

/* Dockerfile, Dockerfile.web, web.Dockerfile, in any case; and the same of Containerfile. */
bool is_dockerfile_name(Str name)
{
    if (ends_with_any(name, others, sizeof others / sizeof *others))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t len = names[i].len;
        bool begins = str_eq_nocase(str_head(name, len), names[i]);
        bool is_small = begins && name.at[0] == names[i].at[0];
        if (begins && (name.len == len || name.at[len] == '.'))
            return !(is_small && ends_with_any(name, code, sizeof code / sizeof *code));
        if (name.len > len + 1 && name.at[name.len - len - 1] == '.' &&
            str_eq_nocase(str_tail(name, name.len - len), names[i]))
            return true;
    }
    return false;
}

static SettingsFile *read_settings(Gathering *in, Str path)
{
    for (SettingsFile *file = in->files; file; file = file->before)
        if (str_eq(file->path, path))
            return file;
    Fail fail = {0};
    SettingsFile *file = NEW(in->arena, SettingsFile);
    *file = (SettingsFile){.path = path, .before = in->files};
    in->files = file;
    if (path.len)
        file->config = config_read(in->arena, path, &fail);
    file->trouble = str_copy(in->arena, str_from(fail.text));
    return file;
}

static SettingsFile *settings_for(Gathering *in, Str directory)
{
    for (size_t i = in->found.len; i-- > 0 && in->found.len - i < 64;)
        if (str_eq(in->found.at[i].directory, directory))
            return in->found.at[i].file;
    SettingsFile *file = read_settings(in, config_find(in->arena, directory));
    *PUSH(in->arena, &in->found) = (Found){directory, file};
    return file;
}

static void add_target(Gathering *in, Str path, Str name)
{
    Target *target = PUSH(in->arena, &in->targets);
    *target = (Target){.path = path, .name = name, .config = in->request->config};
    if (!in->request->search)
        return;
    SettingsFile *file = settings_for(in, path_dir(name));
    target->config = file->config;
    target->trouble = file->trouble;
    target->told = file->told;
    file->told = file->trouble.len > 0;
}

static void add_trouble(Gathering *in, Str path, const char *what, const char *why)
{
    Buf text;
    buf_init(&text, in->arena);
    buf_fmt(&text, "%s %.*s%s%s", what, STR_ARG(path), *why ? ": " : "", why);
    *PUSH(in->arena, &in->targets) =
        (Target){.path = path, .name = path, .trouble = buf_str(&text)};
}

/* It can be read only once. */
static void add_stdin(Gathering *in)
{
    Str name = in->request->stdin_name;
    if (in->has_stdin)
        add_trouble(in, STR("-"), "cannot read", "standard input can be read only once");
    else
        add_target(in, STR("-"), name.len ? name : STR("<stdin>"));
    in->has_stdin = true;
}

static bool is_excluded(Gathering *in, Str directory, Str path)
{
    const Config *config =
        in->request->search ? settings_for(in, directory)->config : in->request->config;
    return config && config_excludes(in->arena, config, path);
}

static void add_found(Gathering *in, const Directory *directory)
{
    if (directory->trouble)
        add_trouble(in, directory->path, "cannot look into", directory->trouble);
    for (size_t i = 0; i < directory->entries.len; i++) {
        const DirectoryEntry *entry = &directory->entries.at[i];
        if (entry->inside)
            add_found(in, entry->inside);
        else if (!entry->is_directory && !is_excluded(in, directory->path, entry->path))
            add_target(in, entry->path, entry->path);
    }
}

/* Level by level; what was found is put in order behind. Symbolic links to directories are not
   followed, so no walk goes in circles. */
static void walk(Gathering *in, Directory *root)
{
    Directories level = {0};
    *PUSH(in->arena, &level) = root;
    for (unsigned depth = 0; level.len > 0; depth++) {
        Directories deeper = {0};
        directories_read(in->arena, &level, in->request->jobs);
        for (size_t i = 0; i < level.len; i++) {
            Directory *directory = level.at[i];
            for (size_t j = 0; j < directory->entries.len; j++) {
                DirectoryEntry *entry = &directory->entries.at[j];
                if (!entry->is_directory || is_excluded(in, directory->path, entry->path))
                    continue;
                entry->inside = directory_inside(in->arena, directory, entry);
                if (depth < DEPTH_MAX)
                    *PUSH(in->arena, &deeper) = entry->inside;
                else
                    entry->inside->trouble = "too many directories in each other";
            }
        }
        level = deeper;
    }
    add_found(in, root);
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
        ignore = directory_ignore(in->arena, chain.at[i], ignore);
    return ignore;
}

static bool is_directory(Arena *arena, Str path)
{
    struct stat info;
    return stat(str_terminated(arena, path), &info) == 0 && S_ISDIR(info.st_mode);
}

Str gather_file(Arena *arena, Str path)
{
    return is_directory(arena, path) ? path_below(arena, path, STR("Dockerfile")) : path;
}

Targets gather(Arena *arena, Strs words, const GatherRequest *request)
{
    Gathering in = {.arena = arena, .request = request};
    for (size_t i = 0; i < words.len; i++) {
        Str word = words.at[i];
        size_t before = in.targets.len;
        if (str_eq(word, STR("-"))) {
            add_stdin(&in);
        } else if (is_directory(arena, word)) {
            Str real = path_absolute(arena, word);
            walk(&in, &(Directory){.path = word, .real = real, .above = ignores_above(&in, real)});
            if (in.targets.len == before)
                add_trouble(&in, word, "there is no Dockerfile in or below", "");
        } else {
            add_target(&in, word, word);
        }
    }
    return in.targets;
}
