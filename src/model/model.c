#include "model/model.h"

#include "base/buf.h"
#include "model/build.h"
#include "model/effects_read.h"
#include "model/script.h"

/* What variables may add to a file: far more than in any real one, and no more than its length
   allows. */
enum { ROOM_LEAST = 256 << 10, ROOM_A_BYTE = 4 };

const Stage *stage_parent(const Stage *stage)
{
    return stage->base.kind == ORIGIN_STAGE ? stage->base.stage : NULL;
}

const Stage *stage_root(const Stage *stage)
{
    while (stage_parent(stage))
        stage = stage_parent(stage);
    return stage;
}

/* ---- the request ---- */

static void read_arguments(Builder *b)
{
    for (size_t i = 0; i < b->request->arg_count; i++)
        b->user = var_add(b->arena, b->user,
                          (Var){.name = b->request->args[i].name,
                                .value = value_of(b->request->args[i].value),
                                .kind = VAR_ARG,
                                .has_value = true,
                                .from_user = true});
}

static Stage *find_target(Builder *b)
{
    Stages *stages = &b->file->stages;
    Str target = b->request->target;
    if (stages->len == 0)
        return NULL;
    if (target.len == 0)
        return &stages->at[stages->len - 1];
    Stage *named = stage_named(b, str_lower(b->arena, target), SIZE_MAX);
    if (named)
        return named;
    Buf problem;
    buf_init(&problem, b->arena);
    buf_fmt(&problem, "target stage \"%.*s\" could not be found", STR_ARG(target));
    b->file->problem = buf_str(&problem);
    return &stages->at[stages->len - 1];
}

/* A stage needs only earlier ones, so one walk back finds them all. */
static void mark_target(Builder *b)
{
    Stage *target = find_target(b);
    b->file->target = target;
    if (!target)
        return;
    Stage *all = b->file->stages.at;
    target->target = target->needed = target->exported = true;
    for (size_t i = target->index + 1; i-- > 0;) {
        const Stage *parent = stage_parent(&all[i]);
        const StageRefs *likely = &all[i].base.likely;
        for (size_t j = 0; all[i].needed && j < all[i].needs.len; j++)
            all[all[i].needs.at[j]->index].needed = true;
        if (!all[i].exported)
            continue;
        if (parent)
            all[parent->index].exported = true;
        for (size_t j = 0; j < likely->len; j++)
            all[likely->at[j]->index].exported = true;
    }
}

/* ---- what runs, and what it does ---- */

static void read_deeds(Builder *b, Steps *steps)
{
    for (size_t i = 0; i < steps->len; i++) {
        Step *step = &steps->at[i];
        step->script = script_read(b->arena, b->syntax, step);
        step->effects = effects_read(b->arena, b->file, step, b->request->context);
    }
}

const Dockerfile *model_read(Arena *arena, const Syntax *syntax, const ModelRequest *request)
{
    Dockerfile *file = NEW(arena, Dockerfile);
    Builder b = {.arena = arena, .syntax = syntax, .request = request, .file = file};
    b.room = NEW(arena, size_t);
    *b.room = ROOM_LEAST + ROOM_A_BYTE * syntax->source->text.len;
    file->syntax = syntax;
    read_arguments(&b);
    stages_read(&b);
    mark_target(&b);
    for (size_t i = 0; i < file->stages.len; i++)
        read_deeds(&b, &file->stages.at[i].steps);
    *b.room = VARS_ROOM_FREE;
    return file;
}

/* ---- questions ---- */

Value user_without_group(Value user)
{
    return (Value){str_cut(user.text, ':').head, user.known};
}

bool user_is_root(Value user)
{
    return user.known == VALUE_KNOWN && str_among(user_without_group(user).text, "root 0");
}

bool step_is_plain(const Step *step)
{
    return !step->onbuild && !step->triggered;
}

Span step_place(const Step *step, Span span)
{
    return step->triggered ? step->stage->from->written->span : span;
}

static const Step *step_in(const Step *steps, size_t count, uint32_t line)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (steps[middle].written->first_line <= line)
            low = middle + 1;
        else
            high = middle;
    }
    const Step *step = low > 0 ? &steps[low - 1] : NULL;
    return step && line <= step->written->last_line ? step : NULL;
}

const Step *step_by_line(const Dockerfile *file, uint32_t line)
{
    size_t low = 0, high = file->stages.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (file->stages.at[middle].from->written->first_line <= line)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return step_in(file->globals.at, file->globals.len, line);
    const Stage *stage = &file->stages.at[low - 1];
    size_t own = 1 + stage->triggers;
    const Step *step = step_in(stage->steps.at + own, stage->steps.len - own, line);
    return step ? step : step_in(stage->from, 1, line);
}

StepRefs stage_chain(Arena *arena, const Stage *stage)
{
    size_t count = 0;
    for (const Stage *one = stage; one; one = stage_parent(one))
        count += one->steps.len;
    StepRefs chain = {NEW_ARRAY(arena, count, const Step *), count, count};
    for (const Stage *one = stage; one; one = stage_parent(one))
        for (size_t i = one->steps.len; i-- > 0;)
            chain.at[--count] = &one->steps.at[i];
    return chain;
}

CommandRefs chain_commands(Arena *arena, const StepRefs *chain)
{
    CommandRefs commands = {0};
    for (size_t i = 0; i < chain->len; i++) {
        const Step *step = chain->at[i];
        bool runs = step->script && !step->onbuild && step->instruction->kind == INST_RUN;
        for (size_t j = 0; runs && j < step->script->commands.len; j++)
            *PUSH(arena, &commands) = &step->script->commands.at[j];
    }
    return commands;
}

static bool is_before(const Step *a, const Step *b)
{
    return a->stage == b->stage ? a->index < b->index : a->stage->index < b->stage->index;
}

size_t commands_from(const CommandRefs *commands, const Step *step)
{
    size_t low = 0, high = commands->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_before(commands->at[middle]->step, step))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
