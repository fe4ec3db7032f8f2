#include "base/path.h"
#include "model/effects_programs.h"

/* Builds: what they write is known only where the command names it. */

enum { LOOK_BACK = 64 };

/* The word of an option, for programs whose options are not known one by one. */
static bool option_word(const Command *command, const char *names, Arg *word)
{
    const Args *args = &command->args;
    for (size_t i = 0; i < args->len; i++) {
        StrCut cut = str_cut(args->at[i].value.text, '=');
        if (!str_among(cut.head, names) || (!cut.found && i + 1 == args->len))
            continue;
        *word = args->at[cut.found ? i : i + 1];
        if (cut.found)
            word->value.text = cut.tail;
        return true;
    }
    return false;
}

/* What configure of the same script, not long before, was told. */
static Value configured_prefix(const EffectReader *r)
{
    const Commands *commands = &r->step->script->commands;
    size_t index = r->command->index < commands->len ? r->command->index : 0;
    for (size_t i = index; i > 0 && index - i < LOOK_BACK; i--) {
        const Command *command = &commands->at[i - 1];
        bool may_be = command->name.len > 4 && memchr("cCm", command->name.at[0], 3);
        if (!may_be || !command_is(command, "configure Configure config cmake meson"))
            continue;
        Arg prefix = {0};
        option_word(command, "--prefix -DCMAKE_INSTALL_PREFIX -DCMAKE_INSTALL_PREFIX:PATH",
                    &prefix);
        return prefix.value;
    }
    return (Value){0};
}

static Value assigned(const EffectReader *r, const char *names)
{
    const Args *args = &r->command->args;
    for (size_t i = 0; i < args->len; i++) {
        StrCut cut = str_cut(args->at[i].value.text, '=');
        if (cut.found && str_among(cut.head, names))
            return (Value){cut.tail, args->at[i].value.known};
    }
    return (Value){0};
}

static void installs(EffectReader *r, Value prefix)
{
    Value dir = assigned(r, "DESTDIR");
    if (dir.text.len == 0)
        dir = assigned(r, "PREFIX prefix INSTALL_DIR INSTALL_TOP");
    if (dir.text.len == 0)
        dir = prefix;
    if (dir.text.len == 0) {
        effect_unknown(r, (Spot){value_of(STR("/")), false});
        return;
    }
    Spot spot = spot_named(r, dir);
    /* Where all install, what this one puts there is not known. */
    if (spot_is_shared(spot))
        effect_unknown(r, spot);
    else
        effect_on(r, EFFECT_CREATE, REACH_UNDER, BRINGS_BUILD, spot, r->command->span);
}

static bool has_install_target(const EffectReader *r)
{
    const Args *operands = &r->command->operands;
    for (size_t i = 0; i < operands->len; i++)
        if (str_find(operands->at[i].value.text, STR("install")) < operands->at[i].value.text.len)
            return true;
    return false;
}

/* make, ninja: below the directory of -C; and where `install` puts things. */
void program_make(EffectReader *r, const Program *program)
{
    if (command_option(r->command, "-n --dry-run --just-print -q --question"))
        return;
    program_here(r, program);
    if (has_install_target(r))
        installs(r, configured_prefix(r));
}

void program_cmake(EffectReader *r, const Program *program)
{
    const CommandOption *dir = command_option(r->command, "-B --build --install");
    if (command_option(r->command, "-P -E")) {
        program_unknown(r, program);
        return;
    }
    bool named = dir && dir->has_value;
    Spot spot = named ? spot_of(r, &dir->value) : spot_cwd(r);
    /* The directory of the build is the build's, when it is not that of the sources. */
    if (named && !command_option(r->command, "--install") &&
        !str_eq(spot.path.text, r->command->cwd.text))
        effect_add(
            r, (Effect){.kind = EFFECT_CREATE,
                        /* A build may have nothing left to do. */
                        .sure = command_option(r->command, "--build") ? SURE_MAYBE : SURE_ALWAYS,
                        .reach = REACH_UNDER,
                        .brings = BRINGS_BUILD,
                        .path = spot.path,
                        .glob = spot.glob,
                        .span = r->command->span});
    else
        effect_unknown(r, spot);
    bool target = str_eq(command_value(r->command, "--target -t").text, STR("install"));
    if (target || command_option(r->command, "--install")) {
        Value prefix = command_value(r->command, "--prefix");
        installs(r, prefix.text.len > 0 ? prefix : configured_prefix(r));
    }
}

void program_meson(EffectReader *r, const Program *program)
{
    ArgList operands;
    Str verb = command_subverb(r->command, &operands);
    program_here(r, program);
    if (str_eq(verb, STR("install")))
        installs(r, configured_prefix(r));
}

/* An option that names the directory, else the one that the row knows. */
void program_site(EffectReader *r, const Program *program)
{
    Arg dir;
    bool named = option_word(r->command, program->options, &dir);
    if (!named && !program->places) {
        effect_unknown(r, spot_cwd(r));
        return;
    }
    Spot spot = named ? spot_of(r, &dir) : spot_named(r, value_of(str_from(program->places)));
    effect_on(r, EFFECT_CREATE, REACH_UNDER, BRINGS_BUILD, spot, r->command->span);
}

static void make_venv(EffectReader *r, const Args *args, size_t first)
{
    for (size_t i = first; i < args->len; i++) {
        const Arg *arg = &args->at[i];
        if (str_starts(arg->value.text, STR("-")) ||
            (i > 0 && str_among(args->at[i - 1].value.text, "-p --python --prompt")))
            continue;
        effect_on(r, EFFECT_CREATE, REACH_UNDER, BRINGS_BUILD, spot_of(r, arg), arg->span);
    }
}

void program_virtualenv(EffectReader *r, const Program *program)
{
    (void)program;
    make_venv(r, &r->command->args, 0);
}

void program_python(EffectReader *r, const Program *program)
{
    const Args *args = &r->command->args;
    Str first = args->len > 0 ? args->at[0].value.text : (Str){0};
    Str second = args->len > 1 ? args->at[1].value.text : (Str){0};
    if (str_eq(first, STR("-m")) && str_among(second, "venv virtualenv")) {
        make_venv(r, args, 2);
        return;
    }
    bool setup = str_eq(path_base(first), STR("setup.py"));
    if (!setup) {
        program_unknown(r, program);
        return;
    }
    effect_unknown(r, spot_cwd(r));
    if (str_among(second, "install develop"))
        effect_on(r, EFFECT_CREATE, REACH_UNDER, BRINGS_PACKAGE, (Spot){value_of(STR("/")), false},
                  r->command->span);
}
