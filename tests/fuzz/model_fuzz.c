/* Of any bytes a model can be made: what it says lies in the file and in order, and its questions
   come back. A first line "# ask STAGE NAME=VALUE..." is what the build is asked for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "model/model.h"

#define MUST(...) must((__VA_ARGS__) ? true : false, #__VA_ARGS__, __LINE__)

enum { ARGS_MOST = 8, QUESTIONS_MOST = 40, LINES_MOST = 400 };

static void must(bool holds, const char *promise, int line)
{
    if (holds)
        return;
    fprintf(stderr, "model_fuzz.c:%d: does not hold: %s\n", line, promise);
    abort();
}

typedef struct {
    Arena *arena;
    const Source *source;
    const Dockerfile *file;
    unsigned touched; /* so that every byte of every text is read */
} Checking;

/* ---- values and words ---- */

static void check_span(const Checking *checking, Span span)
{
    MUST(span.start <= span.end && span.end <= checking->source->text.len);
}

/* Where it is said at all. */
static void check_inside(const Checking *checking, Span span, Span outer)
{
    check_span(checking, span);
    if (span_len(span) > 0)
        MUST(outer.start <= span.start && span.end <= outer.end);
}

static void check_text(Checking *checking, Str text)
{
    MUST(text.len == 0 || text.at);
    for (size_t i = 0; i < text.len; i++)
        checking->touched += (unsigned char)text.at[i];
}

static void check_value(Checking *checking, Value value)
{
    MUST(value.known == VALUE_KNOWN || value.known == VALUE_NAMED || value.known == VALUE_UNKNOWN);
    check_text(checking, value.text);
}

/* A path that is known is absolute and clean. */
static void check_path(Checking *checking, Value path)
{
    check_value(checking, path);
    if (path.known == VALUE_KNOWN && path.text.len > 0)
        MUST(path.text.at[0] == '/' || (path.text.len > 1 && path.text.at[1] == ':'));
}

static void check_values(Checking *checking, const Values *values)
{
    for (size_t i = 0; i < values->len; i++)
        check_value(checking, values->at[i]);
}

static void check_strs(Checking *checking, const Strs *strs)
{
    for (size_t i = 0; i < strs->len; i++)
        check_text(checking, strs->at[i]);
}

static void check_arg(Checking *checking, const Arg *arg, Span outer)
{
    check_value(checking, arg->value);
    check_inside(checking, arg->span, outer);
}

static void check_args(Checking *checking, const Args *args, Span outer)
{
    for (size_t i = 0; i < args->len; i++)
        check_arg(checking, &args->at[i], outer);
}

static void check_origin(Checking *checking, const Step *step, const Origin *origin)
{
    MUST((origin->kind == ORIGIN_STAGE) == (origin->stage != NULL));
    if (origin->stage)
        MUST(step->stage && origin->stage->index < step->stage->index);
    check_value(checking, origin->text);
    check_inside(checking, origin->span, step->written->span);
    if (origin->kind != ORIGIN_IMAGE)
        return;
    const ImageRef *image = &origin->image;
    Str parts[] = {image->text, image->registry, image->repository,
                   image->name, image->tag,      image->digest};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        check_text(checking, parts[i]);
    MUST(image->name.len <= image->repository.len);
}

/* ---- commands ---- */

static bool is_of(const Script *script, const Command *command)
{
    return command->index < script->commands.len && command == &script->commands.at[command->index];
}

static void check_packages(Checking *checking, const Command *command, Span outer)
{
    Packages packages = command->packages;
    MUST(command->manager || packages.len == 0);
    for (size_t i = 0; i < packages.len; i++) {
        check_text(checking, packages.at[i].name);
        check_value(checking, packages.at[i].version);
        check_inside(checking, packages.at[i].span, outer);
    }
    if (!command->manager)
        return;
    for (size_t i = 0; i < command->manager->trace_count; i++) {
        const ManagerTrace *trace = &command->manager->traces[i];
        check_path(checking, command_trace_path(checking->arena, command, trace));
        checking->touched += command_leaves(command, trace) + command_cleans(command, trace);
    }
    checking->touched += command_assumes_yes(command) + command_is_lean(command);
}

static void check_words(Checking *checking, const Command *command, Span outer)
{
    check_args(checking, &command->args, outer);
    check_args(checking, &command->operands, outer);
    check_arg(checking, &command->verb, outer);
    for (size_t i = 0; i < command->options.len; i++) {
        const CommandOption *option = &command->options.at[i];
        MUST(option->name.len > 0);
        check_text(checking, option->name);
        check_inside(checking, option->span, outer);
        if (option->has_value)
            check_arg(checking, &option->value, outer);
    }
    for (size_t i = 0; i < command->redirects.len; i++) {
        check_arg(checking, &command->redirects.at[i].target, outer);
        check_text(checking, command->redirects.at[i].fd);
        check_inside(checking, command->redirects.at[i].span, outer);
    }
    for (size_t i = 0; i < command->operands.len && i < QUESTIONS_MOST; i++)
        check_path(checking, command_path(checking->arena, command, &command->operands.at[i]));
}

static void check_command(Checking *checking, const Step *step, size_t index)
{
    const Command *command = &step->script->commands.at[index];
    Span outer = step->written->span;
    MUST(command->index == index && command->step == step);
    check_text(checking, command->name);
    check_value(checking, command->program);
    check_inside(checking, command->name_span, outer);
    check_inside(checking, command->span, outer);
    check_path(checking, command->cwd);
    check_value(checking, command->user);
    check_value(checking, command_home(checking->arena, command));
    if (command->outer)
        MUST(is_of(step->script, command->outer) && command->outer->index < index);
    if (command->pipe_from)
        MUST(is_of(step->script, command->pipe_from) && (command->guards & GUARD_PIPE));
    if (command->pipe_to)
        MUST(is_of(step->script, command->pipe_to) && (command->guards & GUARD_PIPE));
    if (command->guards & GUARD_UNCALLED)
        MUST(!command->normal);
    MUST(command->manager || !command->manager_verb);
    check_words(checking, command, outer);
    check_packages(checking, command, outer);
}

static void check_script(Checking *checking, const Step *step)
{
    const Script *script = step->script;
    if (!script)
        return;
    check_text(checking, script->body.text);
    MUST(!script->unread || script->commands.len == 0);
    for (size_t i = 0; i < script->commands.len; i++)
        check_command(checking, step, i);
}

/* ---- effects ---- */

static bool is_mount_of(const Step *step, const Mount *mount)
{
    for (size_t i = 0; i < step->mounts.len; i++) {
        if (mount == &step->mounts.at[i])
            return true;
    }
    return false;
}

/* What one is to the other, the other is to it the other way round. Two patterns may each lie in
   the other. */
static void check_pair(const Effect *first, const Effect *second)
{
    static const Places mirrored[] = {
        [PLACES_APART] = PLACES_APART,
        [PLACES_SAME] = PLACES_SAME,
        [PLACES_INSIDE] = PLACES_AROUND,
        [PLACES_AROUND] = PLACES_INSIDE,
    };
    Places there = effects_compare(first, second), back = effects_compare(second, first);
    if (first->glob && second->glob)
        MUST((there == PLACES_APART) == (back == PLACES_APART));
    else
        MUST(there == mirrored[back]);
}

static void check_effect(Checking *checking, const Step *step, const Effect *effect)
{
    MUST(effect->step == step);
    MUST(!effect->command || is_of(step->script, effect->command));
    MUST(!effect->mount || is_mount_of(step, effect->mount));
    check_path(checking, effect->path);
    check_value(checking, effect->from);
    check_inside(checking, effect->span, step->written->span);
    if (effect->path.known == VALUE_KNOWN && !effect->glob)
        MUST(paths_compare(effect->path, false, effect->path, false) == PLACES_SAME);
    if (effect > step->effects.at)
        check_pair(effect - 1, effect);
}

static void check_refs(const EffectRefs *refs)
{
    for (size_t i = 0; i < refs->len; i++)
        MUST(refs->at[i] && refs->at[i]->step);
}

static void check_effects(Checking *checking, const Step *step, const StepRefs *chain)
{
    for (size_t i = 0; i < step->effects.len; i++) {
        const Effect *effect = &step->effects.at[i];
        check_effect(checking, step, effect);
        if (i >= QUESTIONS_MOST || !step->stage)
            continue;
        ArenaMark mark = arena_mark(checking->arena);
        EffectRefs writers = effect_writers(checking->arena, chain, effect);
        check_refs(&writers);
        for (size_t j = 0; j < writers.len; j++)
            MUST(writers.at[j]->step != step && writers.at[j]->brings != BRINGS_NOTHING);
        const Effect *undone = effect_undone(effect), *removed = effect_removed(chain, effect);
        MUST(!undone || (undone->step == step && undone > effect));
        MUST(!removed || removed->step != step);
        const Effect *latest = path_latest(chain, step, effect->path);
        MUST(!latest || latest->step != step);
        arena_rewind(checking->arena, mark);
    }
    EffectRefs left = step_leaves(checking->arena, step);
    check_refs(&left);
    for (size_t i = 0; i < left.len; i++)
        MUST(left.at[i]->step == step && !left.at[i]->mount);
}

/* ---- steps ---- */

static void check_expanded(Checking *checking, const Step *step)
{
    for (size_t i = 0; i < step->expanded.len; i++) {
        const Expanded *word = &step->expanded.at[i];
        MUST(word->what && *word->what);
        check_text(checking, word->text);
        check_inside(checking, word->span, step->written->span);
        check_value(checking, word->expansion.value);
        check_strs(checking, &word->expansion.used);
        check_strs(checking, &word->expansion.unset);
        check_strs(checking, &word->expansion.undeclared);
        check_text(checking, word->expansion.problem);
        MUST(word->expansion.unset.len <= word->expansion.used.len);
        MUST(word->expansion.undeclared.len <= word->expansion.unset.len);
    }
    for (size_t i = 0; i < step->bindings.len; i++) {
        MUST(step->bindings.at[i].pair);
        check_value(checking, step->bindings.at[i].key);
        check_value(checking, step->bindings.at[i].value);
    }
}

static void check_transfer(Checking *checking, const Step *step)
{
    const Transfer *transfer = step->transfer;
    if (!transfer)
        return;
    check_origin(checking, step, &transfer->from);
    check_path(checking, transfer->dest);
    check_inside(checking, transfer->dest_span, step->written->span);
    check_value(checking, transfer->chown);
    check_value(checking, transfer->chmod);
    check_values(checking, &transfer->exclude);
    for (size_t i = 0; i < transfer->sources.len; i++) {
        const CopySource *source = &transfer->sources.at[i];
        check_value(checking, source->text);
        check_path(checking, source->path);
        check_text(checking, source->name);
        check_inside(checking, source->span, step->written->span);
        MUST((source->kind == SOURCE_HEREDOC) == (source->heredoc != NULL));
    }
}

static void check_mounts(Checking *checking, const Step *step)
{
    for (size_t i = 0; i < step->mounts.len; i++) {
        const Mount *mount = &step->mounts.at[i];
        check_path(checking, mount->target);
        check_value(checking, mount->source);
        check_text(checking, mount->id);
        check_origin(checking, step, &mount->from);
        check_inside(checking, mount->span, step->written->span);
    }
}

static void check_step(Checking *checking, const Step *step)
{
    check_expanded(checking, step);
    check_transfer(checking, step);
    check_mounts(checking, step);
    for (size_t i = 0; i < step->words.len; i++) {
        check_value(checking, step->words.at[i].value);
        check_inside(checking, step->words.at[i].span, step->written->span);
    }
    check_path(checking, step->workdir);
    check_path(checking, step->path);
    check_value(checking, step->user);
    check_text(checking, step->problem);
    check_inside(checking, step->problem_span, step->written->span);
    MUST(!step->shell || step->shell->kind == INST_SHELL);
    check_script(checking, step);
}

/* Every instruction is a step, in its order; what a stage has under ONBUILD is one once more behind
   each FROM of it. `next` is the first one that is none yet. */
static void check_steps(Checking *checking, const Steps *steps, const Stage *stage, size_t *next)
{
    const Instructions *all = &checking->file->syntax->instructions;
    for (size_t i = 0; i < steps->len; i++) {
        const Step *step = &steps->at[i];
        MUST(step->stage == stage && step->index == i);
        if (step->triggered)
            MUST(stage && 1 <= i && i <= stage->triggers && !step->onbuild);
        else
            MUST(*next < all->len && step->written == &all->at[(*next)++]);
        bool nested = stage && step->written->nested;
        MUST((step->onbuild || step->triggered) == nested);
        MUST(step->instruction == (nested ? step->written->nested : step->written));
        check_step(checking, step);
    }
}

/* ---- stages ---- */

static void check_stage(Checking *checking, const Stage *stage, size_t index)
{
    MUST(stage->index == index && stage->steps.len > 0);
    MUST(stage->from == &stage->steps.at[0] && stage->from->instruction->kind == INST_FROM);
    check_origin(checking, stage->from, &stage->base);
    check_value(checking, stage->platform);
    check_value(checking, stage->user);
    check_path(checking, stage->workdir);
    MUST(stage->target == (stage == checking->file->target));
    MUST(!stage->target || stage->exported);
    MUST(!stage->exported || stage->needed);
    for (size_t i = 0; i < stage->needs.len; i++) {
        MUST(stage->needs.at[i]->index < index);
        MUST(!stage->needed || stage->needs.at[i]->needed);
        for (size_t j = 0; j < i; j++)
            MUST(stage->needs.at[i] != stage->needs.at[j]);
    }
    const Stage *parent = stage_parent(stage);
    MUST(!parent || parent->index < index);
    MUST(!parent || !stage->exported || parent->exported);
}

static void check_questions(Checking *checking, const Stage *stage)
{
    ArenaMark mark = arena_mark(checking->arena);
    StepRefs chain = stage_chain(checking->arena, stage);
    for (size_t i = 1; i < chain.len; i++)
        MUST(chain.at[i - 1]->stage->index <= chain.at[i]->stage->index);
    for (size_t i = 0; i < stage->steps.len; i++)
        check_effects(checking, &stage->steps.at[i], &chain);
    EffectRefs reached = stage_reaches(checking->arena, stage);
    check_refs(&reached);
    arena_rewind(checking->arena, mark);
}

static void check_lines(const Checking *checking)
{
    uint32_t lines = checking->source->lines < LINES_MOST ? checking->source->lines : LINES_MOST;
    for (uint32_t line = 1; line <= lines; line++) {
        const Step *step = step_by_line(checking->file, line);
        MUST(!step || (step->written->first_line <= line && line <= step->written->last_line));
    }
}

static void check_file(Checking *checking)
{
    const Dockerfile *file = checking->file;
    size_t next = 0;
    check_steps(checking, &file->globals, NULL, &next);
    for (size_t i = 0; i < file->stages.len; i++) {
        const Stage *stage = &file->stages.at[i];
        check_steps(checking, &stage->steps, stage, &next);
        check_stage(checking, stage, i);
    }
    MUST(next == file->syntax->instructions.len);
    MUST((file->target != NULL) == (file->stages.len > 0));
    check_text(checking, file->problem);
    for (size_t i = 0; i < file->stages.len; i++)
        check_questions(checking, &file->stages.at[i]);
    check_lines(checking);
}

/* ---- the request ---- */

static Str next_word(Str *line)
{
    StrCut cut = str_cut(*line, ' ');
    *line = cut.tail;
    return cut.head;
}

static void read_request(Arena *arena, Str text, ModelRequest *request)
{
    Str line = str_cut(text, '\n').head;
    if (!str_starts(line, STR("# ask ")))
        return;
    line = str_tail(line, 6);
    request->target = next_word(&line);
    request->args = arena_array(arena, ARGS_MOST, sizeof *request->args, alignof(max_align_t));
    while (line.len > 0 && request->arg_count < ARGS_MOST) {
        StrCut cut = str_cut(next_word(&line), '=');
        request->args[request->arg_count].name = cut.head;
        request->args[request->arg_count++].value = cut.tail;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_open();
    Str text = {(const char *)data, size};
    Checking checking = {.arena = arena, .source = source_new(arena, STR("seed"), text)};
    ModelRequest request = {0};
    read_request(arena, text, &request);
    checking.file = model_read(arena, syntax_read(arena, checking.source), &request);
    check_file(&checking);
    volatile unsigned touched = checking.touched;
    (void)touched;
    arena_close(arena);
    return 0;
}
