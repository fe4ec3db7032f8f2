#include "shared/archives.h"

#include "base/path.h"
#include "shared/layers.h"
#include "shared/names.h"

static Str ending_of(Str name)
{
    return str_tail(name, str_rfind_char(name, '.'));
}

bool is_packed_name(Str name)
{
    return str_among(ending_of(name),
                     ".tar .Z .bz2 .gz .lz .zst .lzma .tZ .tb2 .tbz .taz .tbz2 .tgz .tlz .tpz "
                     ".txz .tzst .xz");
}

bool is_never_packed_name(Str name)
{
    return str_listed(
        STR(".bash .c .cfg .conf .cnf .cpp .crt .css .env .go .gradle .h .html .ini .jar .java .js "
            ".json .key .list .lock .md .mod .pem .php .pl .properties .ps1 .py .rb .repo .service "
            ".sh .sql .sum .tmpl .toml .ts .txt .war .xml .yaml .yml .zip"),
        ending_of(name));
}

bool is_archive_name(Str path)
{
    if (str_among(ending_of(path),
                  ".tar .tgz .tbz .tbz2 .txz .zip .gz .bz2 .xz .7z .deb .rpm .whl .run .zst "
                  ".lzma") ||
        str_ends(path, STR(".tar.Z")))
        return true;
    bool installer = name_has(path, "conda") || name_has(path, "inux") || name_has(path, "x86_64");
    return installer && str_ends(path, STR(".sh"));
}

static bool same_place(Value place, bool glob, const Effect *archive)
{
    if (place.known == VALUE_UNKNOWN)
        return false;
    Places places = paths_compare(place, glob, archive->path, archive->glob);
    return places == PLACES_SAME || (glob && places == PLACES_AROUND) ||
           (archive->glob && places == PLACES_INSIDE);
}

static bool installs(const Command *command)
{
    if (command_is(command, "dpkg rpm"))
        return command_option(command, "-i --install -U --upgrade -ivh -Uvh") != NULL ||
               command_has_operand(command, STR("install"));
    if (command_is(command, "gdebi sh bash dash"))
        return true;
    return command->manager && command_acts(command, ACT_INSTALL);
}

/* dpkg -i x.deb, sh x.sh, ./x.run: the file itself is a word of the command. */
static bool is_used_by(const Command *command, const Effect *archive, Arena *arena)
{
    if (str_find_char(command->program.text, '/') < command->program.text.len) {
        Value program = command->program;
        program.text = path_join(arena, command->cwd.text, program.text);
        if (same_place(program, false, archive))
            return true;
    }
    if (!installs(command))
        return false;
    for (size_t i = 0; i < command->operands.len; i++) {
        const Arg *arg = &command->operands.at[i];
        if (is_archive_name(arg->value.text) &&
            same_place(command_path(arena, command, arg), arg->glob, archive))
            return true;
    }
    return false;
}

static bool unpacks(const Command *command, const Effect *archive)
{
    Effects effects = command_effects(command);
    for (size_t i = 0; i < effects.len; i++)
        if (effects.at[i].brings == BRINGS_UNPACK &&
            same_place(effects.at[i].from, effects.at[i].from_glob, archive))
            return true;
    return false;
}

const Command *archive_user(const Effect *archive, Report *out)
{
    const CommandRefs *commands = report_commands(out, report_file(out)->target);
    size_t first = commands_from(commands, archive->step);
    if (archive->command)
        first += archive->command->index + 1;
    for (size_t i = first; i < commands->len && i < first + LAYERS_LOOK; i++)
        if (unpacks(commands->at[i], archive) ||
            (commands->at[i]->normal && is_used_by(commands->at[i], archive, report_arena(out))))
            return commands->at[i];
    return NULL;
}
