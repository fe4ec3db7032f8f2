#include "base/buf.h"
#include "model/effects_programs.h"
#include "model/manager_parts.h"
#include "model/paths.h"
#include "model/rows.h"

/* What a package manager's call does, by its row: packages, index, caches, logs, settings. */

enum { LOOK_BACK = 400 };

/* Where a manager puts packages, if not somewhere below "/". */
typedef struct {
    Str manager;
    Str local;             /* below its directory; empty when the system gets them */
    const char *elsewhere; /* options with the directory that gets them instead */
    const char *whole;     /* options that give them to the system after all */
    Str settings;          /* what ACT_CONFIG writes */
} Home;

/* Sorted by name. */
static const Home homes[] = {
    {STR_INIT("add-apt-repository"), STR_INIT(""), "", "", STR_INIT("/etc/apt")},
    {STR_INIT("apk"), STR_INIT(""), "-p --root", "", STR_INIT("/etc/apk")},
    {STR_INIT("apt-key"), STR_INIT(""), "", "", STR_INIT("/etc/apt")},
    {STR_INIT("bower"), STR_INIT("bower_components"), "", "", STR_INIT("")},
    {STR_INIT("bun"), STR_INIT("node_modules"), "--cwd", "-g --global", STR_INIT("")},
    {STR_INIT("bundle"), STR_INIT(""), "--path", "", STR_INIT("")},
    {STR_INIT("composer"), STR_INIT("vendor"), "", "", STR_INIT("")},
    {STR_INIT("conda"), STR_INIT(""), "-p --prefix", "", STR_INIT("~/.condarc")},
    {STR_INIT("dnf"), STR_INIT(""), "--installroot", "", STR_INIT("/etc/yum.repos.d")},
    {STR_INIT("gem"), STR_INIT(""), "-i --install-dir", "", STR_INIT("")},
    {STR_INIT("mamba"), STR_INIT(""), "-p --prefix", "", STR_INIT("~/.condarc")},
    {STR_INIT("microdnf"), STR_INIT(""), "--installroot", "", STR_INIT("/etc/yum.repos.d")},
    {STR_INIT("micromamba"), STR_INIT(""), "-p --prefix -r --root-prefix", "",
     STR_INIT("~/.condarc")},
    {STR_INIT("npm"), STR_INIT("node_modules"), "", "-g --global --location", STR_INIT("~/.npmrc")},
    {STR_INIT("pip"), STR_INIT(""), "-t --target --prefix --root", "",
     STR_INIT("~/.config/pip/pip.conf")},
    {STR_INIT("pnpm"), STR_INIT("node_modules"), "", "-g --global", STR_INIT("~/.npmrc")},
    {STR_INIT("rpm"), STR_INIT(""), "--root", "", STR_INIT("/var/lib/rpm")},
    {STR_INIT("yarn"), STR_INIT("node_modules"), "--modules-folder", "", STR_INIT("~/.yarnrc")},
    {STR_INIT("yum"), STR_INIT(""), "--installroot", "", STR_INIT("/etc/yum.repos.d")},
    {STR_INIT("zypper"), STR_INIT(""), "--root", "", STR_INIT("/etc/zypp/repos.d")},
};

static const Home *home_of(const Manager *manager)
{
    return row_find(homes, sizeof homes / sizeof *homes, sizeof *homes, manager->name);
}

/* The directory that a project's manager works in: npm --prefix DIR, composer -d DIR. */
static Spot project(const EffectReader *r)
{
    const CommandOption *dir =
        command_option(r->command, "--prefix --cwd -C --dir -d --working-dir --directory");
    return dir && dir->has_value ? spot_of(r, &dir->value) : spot_cwd(r);
}

static bool is_global(const EffectReader *r, const Home *home)
{
    return (home && home->whole[0] && command_option_listed(r->command, home->whole)) ||
           str_starts(r->command->verb.value.text, STR("global"));
}

static Spot package_place(const EffectReader *r, const Home *home)
{
    Spot everywhere = {value_of(STR("/")), false};
    if (!home)
        return everywhere;
    const CommandOption *elsewhere =
        home->elsewhere[0] ? command_option_listed(r->command, home->elsewhere) : NULL;
    if (elsewhere && elsewhere->has_value)
        return spot_of(r, &elsewhere->value);
    if (home->local.len == 0 || is_global(r, home))
        return everywhere;
    return spot_in(r, project(r), value_of(home->local));
}

static void on_packages(EffectReader *r, EffectKind kind)
{
    effect_on(r, kind, REACH_UNDER, BRINGS_PACKAGE, package_place(r, home_of(r->command->manager)),
              r->command->span);
}

/* What was asked for is noted in the project's own files, unless it stands there already. */
static void on_notes(EffectReader *r, ManagerAct act)
{
    Str list = r->command->manager->rewrites;
    bool as_noted = act == ACT_INSTALL && r->command->manager_verb->alone;
    if (list.len == 0 || as_noted || is_global(r, home_of(r->command->manager)))
        return;
    for (Str name; list_next(&list, ' ', &name);)
        effect_add(r, (Effect){.kind = EFFECT_CHANGE,
                               .sure = SURE_MAYBE,
                               .reach = REACH_FILE,
                               .brings = BRINGS_SYSTEM,
                               .path = spot_in(r, project(r), value_of(name)).path,
                               .span = r->command->span});
}

static void on_download(EffectReader *r)
{
    const CommandOptions *options = &r->command->options;
    for (size_t i = options->len; i > 0; i--) {
        const CommandOption *option = &options->at[i - 1];
        if (!option->has_value || !str_listed(r->command->manager->fetch_to, option->name))
            continue;
        effect_on(r, EFFECT_CREATE, REACH_UNDER, BRINGS_DOWNLOAD, spot_of(r, &option->value),
                  option->span);
        return;
    }
    effect_unknown(r, spot_cwd(r));
}

static Spot below(const EffectReader *r, Value path)
{
    Spot spot = spot_in(r, (Spot){path, false}, value_of(STR("*")));
    spot.glob = true;
    return spot;
}

static bool removes_hook(const Effects *effects, unsigned *budget)
{
    Value hook = value_of(STR("/etc/apt/apt.conf.d/docker-clean"));
    for (size_t i = effects->len; i > 0 && *budget > 0; i--, --*budget) {
        const Effect *effect = &effects->at[i - 1];
        if (effect->kind == EFFECT_REMOVE &&
            paths_meet(effect->path, effect->glob, hook, false).first_all)
            return true;
    }
    return false;
}

/* Official images of Debian and Ubuntu take downloaded packages away, unless that was undone. */
static bool hook_is_off(const EffectReader *r)
{
    unsigned budget = LOOK_BACK;
    if (removes_hook(&r->effects, &budget))
        return true;
    for (const Stage *stage = r->step->stage; stage && budget > 0; stage = stage_parent(stage)) {
        size_t index = stage == r->step->stage ? r->step->index : stage->steps.len;
        for (; index > 0 && budget > 0; index--)
            if (removes_hook(&stage->steps.at[index - 1].effects, &budget))
                return true;
    }
    return false;
}

static Effect trace_effect(const EffectReader *r, const ManagerTrace *trace)
{
    static const Brings brings[] = {[TRACE_LISTS] = BRINGS_LISTS,
                                    [TRACE_CACHE] = BRINGS_CACHE,
                                    [TRACE_LOG] = BRINGS_LOG,
                                    [TRACE_STATE] = BRINGS_SYSTEM};
    bool folder = trace->kind == TRACE_LISTS || trace->kind == TRACE_CACHE;
    bool settled = command_trace_settled(r->arena, r->command, trace);
    Value path = command_trace_path(r->arena, r->command, trace);
    return (Effect){.kind = EFFECT_CREATE,
                    .sure = trace->perhaps ? SURE_UNKNOWN
                            : settled      ? SURE_ALWAYS
                                           : SURE_MAYBE,
                    .reach = folder ? REACH_UNDER : REACH_TREE,
                    .brings = brings[trace->kind],
                    .path = path,
                    .glob = str_find_char(path.text, '*') < path.text.len,
                    .span = r->command->span};
}

static void on_trace(EffectReader *r, const ManagerTrace *trace, ManagerAct act)
{
    bool fills = trace->acts & (1u << act);
    if (!fills && act != ACT_CLEAN)
        return;
    if (act == ACT_CLEAN && command_cleans(r->command, trace)) {
        Spot spot = below(r, command_trace_path(r->arena, r->command, trace));
        /* Its own cache: sure to be emptied, though it is written as a pattern. */
        effect_on(r, EFFECT_REMOVE, REACH_TREE, BRINGS_NOTHING, spot, r->command->span);
    } else if (fills && act_leaves(r->command, act, trace) && !(trace->hook && !hook_is_off(r))) {
        effect_add(r, trace_effect(r, trace));
    }
}

static void on_settings(EffectReader *r)
{
    const Home *home = home_of(r->command->manager);
    if (!home || home->settings.len == 0) {
        program_unknown(r, NULL);
        return;
    }
    bool file = home->settings.at[0] == '~';
    effect_add(r, (Effect){.kind = EFFECT_CHANGE,
                           .sure = SURE_MAYBE,
                           .reach = file ? REACH_FILE : REACH_UNDER,
                           .brings = BRINGS_SYSTEM,
                           .path = spot_places(r, home->settings).path,
                           .span = r->command->span});
}

/* Only a directory that the command names is known to be written. */
static bool named_output(EffectReader *r)
{
    static const char names[] =
        "-o --output --output-path --outDir --out-dir --outputPath --dist-dir --dist --outdir";
    bool any = false;
    const Args *args = &r->command->args;
    for (size_t i = 0; i < args->len; i++) {
        StrCut cut = str_cut(args->at[i].value.text, '=');
        if (!str_among(cut.head, names))
            continue;
        Arg value = cut.found || i + 1 == args->len ? args->at[i] : args->at[i + 1];
        if (cut.found)
            value.value.text = cut.tail;
        bool go = str_eq(r->command->manager->name, STR("go")) && !arg_is_directory(&value);
        effect_on(r, EFFECT_CREATE, go ? REACH_TREE : REACH_UNDER, BRINGS_BUILD, spot_of(r, &value),
                  args->at[i].span);
        any = true;
    }
    return any;
}

static bool builds(const Command *command)
{
    for (size_t i = 0; i < command->args.len; i++)
        if (str_find(command->args.at[i].value.text, STR("build")) <
            command->args.at[i].value.text.len)
            return true;
    return false;
}

static void on_act(EffectReader *r, ManagerAct act)
{
    switch (act) {
    case ACT_ASK:
    case ACT_REFRESH:
    case ACT_CLEAN:
        return;
    case ACT_INSTALL:
        on_packages(r, EFFECT_CREATE);
        on_notes(r, act);
        return;
    case ACT_UPGRADE:
        on_packages(r, EFFECT_CHANGE);
        on_notes(r, act);
        return;
    case ACT_REMOVE:
    case ACT_PRUNE:
        on_packages(r, EFFECT_REMOVE);
        on_notes(r, act);
        return;
    case ACT_DOWNLOAD:
        on_download(r);
        return;
    case ACT_BUILD:
        if (!named_output(r))
            effect_unknown(r, project(r));
        return;
    case ACT_RUN:
        if (builds(r->command) && named_output(r))
            effect_unknown(r, project(r));
        else
            program_unknown(r, NULL);
        return;
    case ACT_CONFIG:
        on_settings(r);
        return;
    case ACT_NONE:
        program_unknown(r, NULL);
        return;
    }
}

/* apk --print-arch, npm -v */
static bool only_asks(const Command *command)
{
    return !command->manager_verb && command->args.len == 1 &&
           str_among(command->args.at[0].value.text, "-v --print-arch --prefix --cache");
}

void effects_of_manager(EffectReader *r)
{
    if (only_asks(r->command))
        return;
    const Manager *manager = r->command->manager;
    ManagerAct act = r->command->act;
    for (size_t i = 0; i < manager->trace_count; i++)
        on_trace(r, &manager->traces[i], act);
    on_act(r, act);
}
