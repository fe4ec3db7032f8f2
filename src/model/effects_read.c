#include "model/effects_read.h"

#include "model/effects_programs.h"

enum {
    NEVER_RUNS = GUARD_UNCALLED | GUARD_AFTER_EXIT,
    MAY_NOT_RUN = GUARD_IF_FAILED | GUARD_CONDITION | GUARD_BRANCH | GUARD_LOOP | GUARD_BACKGROUND |
                  GUARD_ELSE | GUARD_TESTED | GUARD_TRIED,
};

static Sureness command_sureness(const EffectReader *r, const Command *command)
{
    bool runs = command->normal && !(command->guards & MAY_NOT_RUN);
    Sureness sure = runs ? SURE_ALWAYS : SURE_MAYBE;
    return sure > r->floor ? sure : r->floor;
}

/* `x --version` and `x --help` do nothing, whatever x is. */
static bool only_tells(const Command *command)
{
    return command->args.len == 1 &&
           str_among(command->args.at[0].value.text, "--version --help -version -help -V");
}

static void read_command(EffectReader *r, const Command *command)
{
    const Program *program = program_find(command);
    r->command = command;
    r->sure = command_sureness(r, command);
    bool bare = command->name.len == 0 && command->program.text.len == 0;
    if (!command->wrapper && !bare && !only_tells(command)) {
        if (command->elsewhere)
            program_unknown(r, program);
        else if (command->manager)
            effects_of_manager(r);
        else if (!program)
            program_unknown(r, NULL);
        else if (program->read)
            program->read(r, program);
    }
    if (command->redirects.len > 0)
        effects_of_redirects(r, program);
}

void effects_of_commands(EffectReader *r, const Commands *commands)
{
    for (size_t i = 0; i < commands->len; i++)
        if (!(commands->at[i].guards & NEVER_RUNS))
            read_command(r, &commands->at[i]);
}

/* What a mount is put on is made where it is missing, and stays. */
static void read_mounts(EffectReader *r)
{
    for (size_t i = 0; i < r->step->mounts.len; i++) {
        const Mount *mount = &r->step->mounts.at[i];
        bool directory = mount->kind == MOUNT_CACHE || mount->kind == MOUNT_TMPFS;
        if (mount->kind == MOUNT_SECRET && mount->target.text.len == 0)
            continue; /* in a variable alone */
        *PUSH(r->arena, &r->effects) = (Effect){
            .kind = EFFECT_CREATE,
            .sure = SURE_MAYBE,
            .reach = directory ? REACH_DIR : REACH_EITHER,
            .path = mount->target,
            .step = r->step,
            .span = mount->span,
        };
    }
}

static void read_workdir(EffectReader *r)
{
    if (str_eq(r->step->path.text, STR("/")))
        return;
    effect_add(r, (Effect){.kind = EFFECT_CREATE,
                           .sure = SURE_MAYBE,
                           .reach = REACH_DIR,
                           .path = r->step->path,
                           .span = r->step->instruction->span});
}

Effects effects_read(Arena *arena, const Dockerfile *file, const Step *step,
                     const ModelContext *context)
{
    EffectReader r = {.arena = arena, .file = file, .step = step, .context = context};
    if (step->transfer)
        effects_of_transfer(&r);
    else if (step->instruction->kind == INST_WORKDIR)
        read_workdir(&r);
    else if (step->instruction->kind == INST_RUN) {
        read_mounts(&r);
        if (step->script && step->script->unread)
            effect_add(&r, (Effect){.kind = EFFECT_UNKNOWN,
                                    .sure = SURE_UNKNOWN,
                                    .reach = REACH_UNDER,
                                    .path = value_of(STR("/")),
                                    .span = step->instruction->span});
        else if (step->script)
            effects_of_commands(&r, &step->script->commands);
    }
    return r.effects;
}
