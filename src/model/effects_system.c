#include "model/effects_programs.h"

/* Users and keys: small files of the system, and homes. */

enum { LOOK_BACK = 400 };

static Value last_operand(const EffectReader *r)
{
    const Args *operands = &r->command->operands;
    return operands->len > 0 ? operands->at[operands->len - 1].value : (Value){0};
}

/* The home that useradd -m, or any adduser, makes. */
static void make_home(EffectReader *r, const char *options, Value name)
{
    const CommandOption *home = command_option_listed(r->command, options);
    Spot spot = home && home->has_value ? spot_of(r, &home->value)
                                        : spot_in(r, (Spot){value_of(STR("/home")), false}, name);
    if (!(home && home->has_value) && name.text.len == 0)
        spot.path.known = VALUE_UNKNOWN;
    effect_add(r, (Effect){.kind = EFFECT_CREATE,
                           .sure = SURE_MAYBE,
                           .reach = REACH_TREE,
                           .brings = BRINGS_SYSTEM,
                           .path = spot.path,
                           .span = r->command->span});
}

void program_useradd(EffectReader *r, const Program *program)
{
    program_places(r, program);
    Value name = last_operand(r);
    if (command_option(r->command, "-m --create-home") &&
        !command_option(r->command, "-M --no-create-home"))
        make_home(r, program->options, name);
}

/* Debian's makes a home unless told not to, busybox's with -h too; `adduser user group` makes
   none. */
void program_adduser(EffectReader *r, const Program *program)
{
    program_places(r, program);
    const Args *operands = &r->command->operands;
    Value name = operands->len > 0 ? operands->at[0].value : (Value){0};
    if (operands->len == 1 && !command_option(r->command, "-H --no-create-home -M"))
        make_home(r, program->options, name);
}

static bool is_about(const Command *command, Value name)
{
    const Args *operands = &command->operands;
    if (!command_is(command, "useradd usermod adduser") || operands->len == 0)
        return false;
    Value user = operands->at[str_eq(command->name, STR("adduser")) ? 0 : operands->len - 1].value;
    return user.known == name.known && str_eq(user.text, name.text);
}

static bool find_home(const EffectReader *r, const Effects *effects, Value name, unsigned *budget,
                      Value *home)
{
    for (size_t i = effects->len; i > 0 && *budget > 0; i--, --*budget) {
        const Command *command = effects->at[i - 1].command;
        if (!command || !is_about(command, name))
            continue;
        const CommandOption *option = command_option(command, "-d -h --home --home-dir");
        if (!option || !option->has_value)
            continue;
        *home = command_path(r->arena, command, &option->value);
        return true;
    }
    return false;
}

/* The home that the text gave a user, or the one that is the custom. */
static Value home_given(const EffectReader *r, Value name)
{
    unsigned budget = LOOK_BACK;
    Value home;
    if (find_home(r, &r->effects, name, &budget, &home))
        return home;
    for (const Stage *stage = r->step->stage; stage && budget > 0; stage = stage_parent(stage)) {
        size_t index = stage == r->step->stage ? r->step->index : stage->steps.len;
        for (; index > 0 && budget > 0; index--, budget--)
            if (find_home(r, &stage->steps.at[index - 1].effects, name, &budget, &home))
                return home;
    }
    return spot_in(r, (Spot){value_of(STR("/home")), false}, name).path;
}

void program_userdel(EffectReader *r, const Program *program)
{
    program_places(r, program);
    if (command_option_listed(r->command, program->tree))
        effect_add(r, (Effect){.kind = EFFECT_REMOVE,
                               .sure = SURE_MAYBE,
                               .reach = REACH_TREE,
                               .path = home_given(r, last_operand(r)),
                               .span = r->command->span});
}

/* usermod -d NEW -m moves the home. */
void program_usermod(EffectReader *r, const Program *program)
{
    program_places(r, program);
    if (command_option(r->command, "-m --move-home"))
        make_home(r, "-d --home", (Value){0});
}

static void add_key(EffectReader *r, Spot spot, Span span)
{
    effect_on(r, EFFECT_CREATE, REACH_FILE, BRINGS_SYSTEM, spot, span);
}

void program_ssh_keygen(EffectReader *r, const Program *program)
{
    (void)program;
    const CommandOption *file = command_option(r->command, "-f");
    if (command_option(r->command, "-A")) {
        effect_on(r, EFFECT_CREATE, REACH_UNDER, BRINGS_SYSTEM,
                  (Spot){value_of(STR("/etc/ssh")), false}, r->command->span);
        return;
    }
    if (command_option(r->command, "-y -l -F -e -i"))
        return;
    if (!file || !file->has_value) {
        effect_on(r, EFFECT_CREATE, REACH_UNDER, BRINGS_SYSTEM, spot_places(r, STR("~/.ssh")),
                  r->command->span);
        return;
    }
    Spot key = spot_of(r, &file->value);
    add_key(r, key, file->span);
    key.path.text = str_joined(r->arena, key.path.text, STR(".pub"));
    add_key(r, key, file->span);
}

/* Keys are kept at home, unless GNUPGHOME or an option says where; what is written is named. */
void program_gpg(EffectReader *r, const Program *program)
{
    const CommandOption *home = command_option(r->command, "--homedir");
    const Var *moved = var_find(r->command->vars, STR("GNUPGHOME"));
    Spot spot = home && home->has_value ? spot_of(r, &home->value)
                : moved                 ? spot_named(r, moved->value)
                                        : spot_places(r, STR("~/.gnupg"));
    effect_add(r, (Effect){.kind = EFFECT_CREATE,
                           .sure = SURE_MAYBE,
                           .reach = REACH_UNDER,
                           .brings = BRINGS_SYSTEM,
                           .path = spot.path,
                           .span = r->command->span});
    for (size_t i = 0; i < r->command->options.len; i++) {
        const CommandOption *option = &r->command->options.at[i];
        if (option->has_value && str_listed(str_from(program->options), option->name))
            effect_on(r, EFFECT_CREATE, REACH_FILE, stream_brings(r), spot_of(r, &option->value),
                      option->span);
    }
    /* --dearmor x.asc writes x.asc.gpg */
    const Args *operands = &r->command->operands;
    if (command_option(r->command, "--dearmor") && operands->len == 1 &&
        !command_option_listed(r->command, program->options))
        effect_unknown(r, spot_cwd(r));
}

/* chsh, passwd, chpasswd and so on are rows over program_places; systemctl is asked for its verb.
 */
void program_systemctl(EffectReader *r, const Program *program)
{
    ArgList operands;
    Str verb = command_subverb(r->command, &operands);
    if (str_among(verb, "enable disable mask unmask preset set-default"))
        program_places(r, program);
    else if (!str_among(verb, "status is-active is-enabled list-units daemon-reload show"))
        program_unknown(r, program);
}

/* Only what it writes; the rest of it is asking. */
void program_openssl(EffectReader *r, const Program *program)
{
    for (size_t i = 0; i + 1 < r->command->args.len; i++)
        if (str_listed(str_from(program->options), r->command->args.at[i].value.text))
            effect_on(r, EFFECT_CREATE, REACH_FILE, BRINGS_SYSTEM,
                      spot_of(r, &r->command->args.at[i + 1]), r->command->args.at[i + 1].span);
}
