#include "shared/sources.h"

#include "base/path.h"
#include "shared/names.h"

static bool is_source_file(Str name)
{
    static const char ends[] = ".js .jsx .ts .tsx .mjs .cjs .vue .svelte .py .rb .go .java .kt "
                               ".scala .groovy .php .c .cc .cpp .h .hpp .cs .fs .rs .ex .exs .erl "
                               ".hs .swift .pl .pm .html .css .scss .ipynb .lua .r .R";
    static const char others[] = "setup.py conftest.py manage.py gulpfile.js Gruntfile.js "
                                 "gruntfile.js Gulpfile.js karma.conf.js settings.gradle.kts";
    size_t dot = str_rfind_char(name, '.');
    if (dot == name.len || !name_in(ends, str_tail(name, dot)) || name_in(others, name))
        return false;
    Str stem = str_head(name, dot);
    return name.at[0] != '.' && str_find(stem, STR("config")) == stem.len &&
           !str_ends(stem, STR(".conf")) && !str_ends(stem, STR("rc")) &&
           !str_ends(stem, STR("file"));
}

static const char plain_folders[] =
    "config conf configs etc docker rootfs root requirements patches certs certificates ssl keys "
    "vendor gradle "
    "nginx apache supervisor cron wheels dist target bin scripts docs .docker .docker-config .mvn "
    ".yarn .bundle deps dependencies files output default assets theme themes build fonts data "
    "licenses";

static const char plain_files[] =
    "Gemfile Pipfile Makefile Dockerfile Procfile Rakefile gradlew mvnw LICENSE README VERSION "
    "Gulpfile Gruntfile Vagrantfile Brewfile NOTICE COPYING";

static bool is_elsewhere(Str dest)
{
    return str_starts(dest, STR("/etc")) || str_starts(dest, STR("/usr/local/bin")) ||
           str_starts(dest, STR("/usr/bin")) || str_starts(dest, STR("/tmp")) ||
           str_starts(dest, STR("/usr/local/etc"));
}

static bool meet(Value a, Value b)
{
    return paths_compare(a, false, b, false) != PLACES_APART;
}

/* A single file somewhere else than where the install runs belongs to something else. Before the
   first WORKDIR nobody knows where that is. */
static bool is_apart(const Transfer *transfer, const Command *install, Arena *arena)
{
    if (!install)
        return false;
    Value dest = transfer->dest, cwd = install->cwd;
    bool guessed = !install->step->workdir_set && str_eq(cwd.text, STR("/"));
    if (cwd.known != VALUE_UNKNOWN && meet(dest, cwd) && (!guessed || str_eq(dest.text, STR("/"))))
        return false;
    const CommandOption *list = command_option(install, "-r --requirement --requirements");
    if (!list || !list->has_value)
        return true;
    Value file = command_path(arena, install, &list->value);
    file.text = path_dir(file.text);
    return !meet(dest, file);
}

/* A later chmod of just that path: it was a file. */
static bool is_program(const Transfer *transfer, const Step *step)
{
    const Steps *steps = &step->stage->steps;
    for (size_t i = step->index + 1; i < steps->len; i++)
        for (size_t j = 0; j < steps->at[i].effects.len; j++) {
            const Effect *effect = &steps->at[i].effects.at[j];
            if (effect->kind == EFFECT_META && effect->reach != REACH_TREE && effect->command &&
                command_is(effect->command, "chmod") &&
                paths_compare(effect->path, effect->glob, transfer->dest, false) == PLACES_SAME)
                return true;
        }
    return false;
}

static bool is_sources(const Step *step, const CopySource *source, const Command *install,
                       Arena *arena)
{
    const Transfer *transfer = step->transfer;
    Str dest = transfer->dest.text, name = path_base(source->path.text);
    if (source->kind != SOURCE_PATH || source->unpacks || is_elsewhere(dest) ||
        source->path.known == VALUE_UNKNOWN)
        return false;
    if (str_eq(source->path.text, STR("/")) || (source->glob && str_eq(name, STR("*"))))
        return source->path.text.len <= 2 ||
               !name_in(plain_folders, path_base(path_dir(source->path.text)));
    if (is_source_file(name))
        return !is_apart(transfer, install, arena);
    /* A folder, or a file without a suffix? */
    bool suffix = str_find_char(name, '.') < name.len;
    bool folder = source->directory || str_eq(path_base(dest), name) ||
                  name_in("src app lib source sources code web server client api www", name);
    return !suffix && !source->glob && folder && !is_apart(transfer, install, arena) &&
           !str_eq(dest, STR("/")) && !name_in(plain_folders, name) &&
           !name_in(plain_files, name) &&
           !name_in(plain_folders, path_base(path_dir(source->path.text))) &&
           !(step->stage && !source->directory && is_program(transfer, step));
}

static bool only_holds_sources(const Stage *stage, Arena *arena)
{
    bool any = false;
    for (size_t i = 0; i < stage->steps.len; i++) {
        const Step *step = &stage->steps.at[i];
        if (step->instruction->kind == INST_RUN)
            return false;
        if (step->transfer && step->transfer->from.kind == ORIGIN_CONTEXT)
            any |= step_copies_sources(step, NULL, arena);
    }
    return any;
}

bool step_copies_sources(const Step *step, const Command *install, Arena *arena)
{
    const Transfer *transfer = step->transfer;
    if (!transfer || step->onbuild || transfer->from.kind == ORIGIN_IMAGE)
        return false;
    if (transfer->from.kind == ORIGIN_STAGE)
        return only_holds_sources(transfer->from.stage, arena);
    for (size_t i = 0; transfer->from.kind == ORIGIN_CONTEXT && i < transfer->sources.len; i++)
        if (is_sources(step, &transfer->sources.at[i], install, arena))
            return true;
    return false;
}
