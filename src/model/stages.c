/* Stages: their names, what they are FROM, and which of them the target needs. */
#include <stdlib.h>

#include "model/build.h"

/* Names with a variable may mean many stages; looking for them ends here. */
enum { GUESSES_MOST = 10000, REPLAYED_MOST = 10000 };

/* ---- names ---- */

static int order_named(const void *a, const void *b)
{
    const Stage *left = *(const Stage *const *)a, *right = *(const Stage *const *)b;
    int order = str_order(left->name, right->name);
    return order ? order : left->index < right->index ? -1 : 1;
}

/* How many of the named stages come before `name` at place `limit`. */
static size_t named_before(const Builder *b, Str name, size_t limit)
{
    size_t low = 0, high = b->named_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const Stage *stage = b->named[middle];
        int order = str_order(stage->name, name);
        if (order < 0 || (order == 0 && stage->index < limit))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

Stage *stage_named(const Builder *b, Str name, size_t limit)
{
    size_t place = named_before(b, name, limit);
    if (place == 0 || !str_eq(b->named[place - 1]->name, name))
        return NULL;
    return &b->file->stages.at[b->named[place - 1]->index];
}

static void name_stage(Builder *b, Stage *stage, const Instruction *from)
{
    if (from->args.len != 3 || !str_eq_nocase(from->args.at[1].text, STR("as")))
        return;
    stage->name = str_lower(b->arena, from->args.at[2].text);
    stage->name_span = from->args.at[2].span;
    if (stage->name.len > 0)
        b->named[b->named_count++] = stage;
}

/* ---- what a stage needs ---- */

void stage_needs(Builder *b, Stage *stage, const Stage *other)
{
    if (b->needed_by[other->index] == stage->index + 1)
        return;
    b->needed_by[other->index] = stage->index + 1;
    *PUSH(b->arena, &stage->needs) = other;
}

/* A name with a variable, as app-${TARGETARCH}: each stage that it may mean is what some build is
   made of. The one for amd64 stands for all of them, or else the last. */
static const Stage *likely_parent(Builder *b, Stage *stage, Str text)
{
    size_t start = str_find(text, STR("${")), end = str_rfind_char(text, '}');
    if (start == text.len || end == text.len)
        return NULL;
    Str head = str_head(text, start), tail = str_tail(text, end + 1);
    const Stage *best = NULL;
    for (size_t i = named_before(b, head, 0); i < b->named_count; i++) {
        const Stage *other = b->named[i];
        Str name = other->name;
        if (!str_starts(name, head) || b->guessed++ >= GUESSES_MOST)
            break;
        if (other->index >= stage->index || name.len < head.len + tail.len || !str_ends(name, tail))
            continue;
        stage_needs(b, stage, other);
        Str middle = str_slice(name, head.len, name.len - tail.len);
        if (!best || str_find(middle, STR("amd64")) < middle.len)
            best = other;
        *PUSH(b->arena, &stage->base.likely) = other;
    }
    return best;
}

/* ---- where files come from ---- */

static Origin origin_stage(Builder *b, Stage *stage, Step *step, Origin origin, const Stage *source)
{
    if (source->index >= stage->index) {
        bool self = source == stage;
        step_refuse(b, step, origin.span,
                    self ? "circular dependency: stage \"%.*s\" takes files from itself"
                         : "stage \"%.*s\" is defined after this one",
                    STR_ARG(origin.text.text));
        origin.kind = ORIGIN_BAD;
        origin.later = source;
        return origin;
    }
    origin.kind = ORIGIN_STAGE;
    origin.stage = source;
    if (!step->onbuild)
        stage_needs(b, stage, source);
    return origin;
}

static Origin origin_image(Builder *b, Step *step, Origin origin)
{
    if (origin.text.known == VALUE_KNOWN && str_eq(origin.text.text, STR("scratch"))) {
        origin.kind = ORIGIN_SCRATCH;
        return origin;
    }
    origin.kind = ORIGIN_IMAGE;
    origin.image = image_ref_read(b->arena, origin.text);
    if (origin.text.known == VALUE_KNOWN && !origin.image.valid)
        step_refuse(b, step, origin.span, "no valid name of an image: \"%.*s\"",
                    STR_ARG(origin.text.text));
    return origin;
}

/* A number as Go reads one; false when it is none. Too large ones stay too large. */
static bool read_number(Str text, bool *negative, size_t *number)
{
    *negative = str_starts(text, STR("-"));
    size_t at = *negative || str_starts(text, STR("+"));
    *number = 0;
    if (at == text.len)
        return false;
    for (; at < text.len; at++) {
        if (text.at[at] < '0' || text.at[at] > '9')
            return false;
        if (*number < SIZE_MAX / 100)
            *number = *number * 10 + (size_t)(text.at[at] - '0');
    }
    return true;
}

Origin origin_read(Builder *b, Stage *stage, Step *step, Word from, bool numbers)
{
    Origin origin = {.kind = ORIGIN_BAD, .text = value_of(from.text), .span = from.span};
    bool negative;
    size_t number;
    if (numbers && read_number(from.text, &negative, &number)) {
        if (number < b->file->stages.len && (!negative || number == 0))
            return origin_stage(b, stage, step, origin, &b->file->stages.at[number]);
        step_refuse(b, step, from.span, "there is no stage %.*s", STR_ARG(from.text));
        return origin;
    }
    const Stage *named = stage_named(b, str_lower(b->arena, from.text), SIZE_MAX);
    return named ? origin_stage(b, stage, step, origin, named) : origin_image(b, step, origin);
}

/* ---- FROM ---- */

static void read_base(Builder *b, Stage *stage, Step *step, Word image)
{
    Origin *base = &stage->base;
    base->span = image.span;
    base->text = step_expand_as(b, step, b->file->global_vars, "image", image, EXPAND_FROM);
    Str text = base->text.text;
    if (base->text.known == VALUE_KNOWN && text.len == 0) {
        step_refuse(b, step, image.span, "base name (%.*s) should not be blank",
                    STR_ARG(image.text));
        return;
    }
    if (base->text.known == VALUE_KNOWN)
        base->stage = stage_named(b, text, stage->index);
    else if (base->text.known == VALUE_NAMED)
        base->stage = likely_parent(b, stage, text);
    if (base->stage) {
        base->kind = ORIGIN_STAGE;
        stage_needs(b, stage, base->stage);
    } else {
        *base = origin_image(b, step, *base);
    }
}

static void read_platform(Builder *b, Stage *stage, Step *step)
{
    const Flag *flag = step_flag(step, STR("platform"));
    if (!flag || flag->value.len == 0)
        return;
    stage->platform_span = flag->value_span;
    stage->platform =
        step_expand_as(b, step, b->file->global_vars, "platform", flag_word(flag), EXPAND_FROM);
    if (stage->platform.known == VALUE_KNOWN && stage->platform.text.len == 0)
        step_refuse(b, step, flag->value_span, "empty platform value from expression %.*s",
                    STR_ARG(flag->value));
    else if (stage->platform.known == VALUE_KNOWN &&
             !platform_read(b->arena, stage->platform.text).valid)
        step_refuse(b, step, flag->value_span, "no valid platform: \"%.*s\"",
                    STR_ARG(stage->platform.text));
}

/* What is in force at the start of a stage. */
static void inherit(Builder *b, Stage *stage)
{
    const Stage *parent = stage_parent(stage);
    bool scratch = stage->base.kind == ORIGIN_SCRATCH;
    stage->workdir = value_of(STR("/"));
    stage->user = value_of(STR(""));
    if (!parent) {
        stage->vars = scope_here(b, vars_of_base(scratch), !scratch);
        return;
    }
    stage->workdir = parent->workdir;
    stage->workdir_set = parent->workdir_set;
    stage->user = parent->user;
    stage->vars = parent->vars;
    stage->shell = parent->shell;
    stage->command = parent->command;
    stage->entrypoint = parent->entrypoint;
    stage->health = parent->health;
}

/* ---- one stage ---- */

static Step *add_step(Stage *stage, const Instruction *written)
{
    Step *step = &stage->steps.at[stage->steps.len];
    *step = (Step){.instruction = written, .written = written, .stage = stage};
    step->index = stage->steps.len++;
    if (written->kind == INST_ONBUILD && written->nested) {
        step->instruction = written->nested;
        step->onbuild = true;
    }
    return step;
}

static void read_from(Builder *b, Stage *stage, const Instruction *from)
{
    Step *step = add_step(stage, from);
    stage->from = step;
    stage->base.kind = ORIGIN_BAD;
    step->vars = b->file->global_vars;
    step->workdir = value_of(STR("/"));
    if (from->args.len > 0)
        read_base(b, stage, step, from->args.at[0]);
    read_platform(b, stage, step);
    inherit(b, stage);
}

/* What stands under ONBUILD in the stage that this is FROM runs first. */
static size_t count_triggers(Builder *b, const Stage *stage)
{
    const Stage *parent = stage_parent(stage);
    size_t count = parent ? parent->onbuilds.len : 0;
    if (count > REPLAYED_MOST - b->replayed)
        return 0;
    b->replayed += count;
    return count;
}

static void read_stage(Builder *b, Stage *stage, const Instruction *all, size_t count)
{
    Step from;
    stage->steps.at = &from;
    read_from(b, stage, &all[0]);
    stage->triggers = count_triggers(b, stage);
    stage->steps.cap = count + stage->triggers;
    stage->steps.at = NEW_ARRAY(b->arena, stage->steps.cap, Step);
    stage->steps.at[0] = from;
    stage->from = &stage->steps.at[0];
    for (size_t i = 0; i < stage->triggers; i++) {
        Step *step = add_step(stage, stage_parent(stage)->onbuilds.at[i]->written);
        step->onbuild = false;
        step->triggered = true;
        step_read(b, stage, step);
    }
    for (size_t i = 1; i < count; i++) {
        Step *step = add_step(stage, &all[i]);
        step_read(b, stage, step);
        if (step->onbuild)
            *PUSH(b->arena, &stage->onbuilds) = step;
    }
}

/* ---- all of them ---- */

static size_t count_stages(const Instructions *all)
{
    size_t count = 0;
    for (size_t i = 0; i < all->len; i++)
        count += all->at[i].kind == INST_FROM;
    return count;
}

void stages_read(Builder *b)
{
    const Instructions *all = &b->syntax->instructions;
    Stages *stages = &b->file->stages;
    size_t first = 0;
    while (first < all->len && all->at[first].kind != INST_FROM)
        first++;
    globals_read(b, first);
    stages->cap = count_stages(all);
    if (stages->cap == 0)
        return;
    stages->at = NEW_ARRAY(b->arena, stages->cap, Stage);
    b->named = NEW_ARRAY(b->arena, stages->cap, const Stage *);
    b->needed_by = NEW_ARRAY(b->arena, stages->cap, size_t);
    for (size_t i = first; i < all->len; i++) {
        if (all->at[i].kind != INST_FROM)
            continue;
        Stage *stage = &stages->at[stages->len];
        stage->index = stages->len++;
        name_stage(b, stage, &all->at[i]);
    }
    qsort(b->named, b->named_count, sizeof *b->named, order_named);
    for (size_t i = 1; i < b->named_count; i++)
        if (str_eq(b->named[i]->name, b->named[i - 1]->name))
            stages->at[b->named[i]->index].namesake = b->named[i - 1];
    for (size_t i = 0; i < stages->len; i++) {
        size_t next = first + 1;
        while (next < all->len && all->at[next].kind != INST_FROM)
            next++;
        read_stage(b, &stages->at[i], &all->at[first], next - first);
        first = next;
    }
}
