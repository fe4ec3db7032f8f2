#include "shared/programs.h"

#include "base/path.h"
#include "shared/archives.h"
#include "shared/known_names.h"
#include "shared/names.h"
#include "shared/starts.h"

/* A single file that is run as it is, or a folder of such. */
static bool is_script(const CopySource *source, Value dest)
{
    Str name = source->name;
    size_t dot = str_rfind_char(name, '.');
    if (str_eq(name, STR("bin")))
        return str_eq(path_base(dest.text), name);
    if (source->directory || source->glob)
        return false;
    if (dot < name.len)
        return name_in(".sh .bash .py .pl .rb .R", str_tail(name, dot));
    return name_in("bin sbin", path_base(dest.text)) ||
           name_in("bin sbin", path_base(path_dir(dest.text)));
}

static Program copied(const Stage *target, const Transfer *transfer, const CopySource *source,
                      Report *out)
{
    Str name = source->name.len ? source->name : path_base(source->path.text);
    bool fetched = source->kind == SOURCE_URL || source->kind == SOURCE_GIT;
    bool overlay = str_eq(transfer->dest.text, STR("/")) && !fetched &&
                   (source->directory || str_find_char(source->name, '.') == source->name.len) &&
                   !str_eq(source->path.text, STR("/"));
    if (overlay)
        return PROGRAM_PERHAPS;
    if (name_is_data(name) || name_is_data(path_base(transfer->dest.text)) ||
        is_entry_script(name) || serves_the_build(target, name, out))
        return PROGRAM_NONE;
    if (fetched)
        return url_is_tool(source->text.text) ? PROGRAM_NONE : PROGRAM_OWN;
    if (name_is_tool(name) || name_is_data_folder(name))
        return PROGRAM_NONE;
    /* Ant's own lib: it belongs to the tool. */
    if (str_ends(name, STR(".jar")) && str_eq(path_base(transfer->dest.text), STR("lib")))
        return PROGRAM_NONE;
    return transfer->from.kind == ORIGIN_CONTEXT && is_script(source, transfer->dest)
               ? PROGRAM_SCRIPT
               : PROGRAM_OWN;
}

/* curl says by an option or a pipe that it keeps what it gets. */
static bool keeps_download(const Command *fetch)
{
    const Command *to = fetch->pipe_to;
    if (to)
        return command_is(to, "tar bsdtar unzip gunzip cpio");
    return !command_is(fetch, "curl") || fetch->redirects.len > 0 ||
           command_option(fetch, "-o --output -O --remote-name");
}

static bool clones(const Command *command)
{
    return command_has_operand(command, STR("clone")) ||
           command_has_operand(command, STR("checkout")) ||
           str_eq(command->verb.value.text, STR("clone"));
}

/* curl -o /usr/local/bin/tide, curl | tar -x -C /usr/local/bin */
static bool lands_among_programs(const Command *fetch)
{
    Effects effects = command_effects(fetch->pipe_to ? fetch->pipe_to : fetch);
    for (size_t i = 0; i < effects.len; i++) {
        Str path = effects.at[i].path.text;
        if (effects.at[i].kind == EFFECT_CREATE && (name_in("bin sbin", path_base(path)) ||
                                                    name_in("bin sbin", path_base(path_dir(path)))))
            return true;
    }
    return false;
}

static Program downloaded(const Stage *target, const Command *command, Report *out)
{
    bool clone = command_is(command, "git svn hg") && clones(command);
    bool file = command_is(command, "curl wget") && keeps_download(command);
    for (size_t i = 0; command->normal && (clone || file) && i < command->operands.len; i++) {
        Str url = command->operands.at[i].value.text;
        Str name = path_base(str_cut(url, '?').head);
        bool is_url = name_has(url, "://") || name_has(url, "@") || name_has(url, "www.");
        bool passing = file && (name_is_data(name) || str_ends(name, STR(".sh")) ||
                                serves_the_build(target, name, out));
        if (is_url && !passing && !url_is_tool(url))
            return file && lands_among_programs(command) ? PROGRAM_READY : PROGRAM_OWN;
    }
    return PROGRAM_NONE;
}

/* A later RUN removes all that it copied; what came out of an archive stays. */
static bool is_gone(const Stage *target, const Step *step, Report *out)
{
    for (size_t i = 0; i < step->effects.len; i++)
        if (is_archive_name(step->effects.at[i].path.text) ||
            !effect_removed(report_chain(out, target), &step->effects.at[i]))
            return false;
    return step->effects.len > 0;
}

static Program brought(const Stage *target, const Step *step, Report *out)
{
    Program most = PROGRAM_NONE;
    bool copies = step->transfer && !step->onbuild && !is_gone(target, step, out);
    const Transfer *transfer = copies ? step->transfer : NULL;
    bool settings = transfer && str_starts(transfer->dest.text, STR("/etc"));
    for (size_t i = 0; transfer && !settings && i < transfer->sources.len && most < PROGRAM_OWN;
         i++) {
        Program what = copied(target, transfer, &transfer->sources.at[i], out);
        most = what > most ? what : most;
    }
    bool runs = step->instruction->kind == INST_RUN && step->script && !step->onbuild;
    for (size_t i = 0; runs && i < step->script->commands.len && most < PROGRAM_OWN; i++) {
        Program what = downloaded(target, &step->script->commands.at[i], out);
        most = what > most ? what : most;
    }
    return most;
}

Programs image_programs(const Stage *target, Report *out)
{
    const StepRefs *chain = report_chain(out, target);
    Programs programs = {0};
    for (size_t i = 0; i < chain->len && programs.most < PROGRAM_OWN; i++) {
        Program what = brought(target, chain->at[i], out);
        if (what >= PROGRAM_SCRIPT && !programs.first)
            programs.first = chain->at[i];
        if (what > programs.most)
            programs.most = what;
    }
    return programs;
}
