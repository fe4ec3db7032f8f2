#include "base/pool.h"
#include "base/process.h"
#include "shellcheck/run.h"

typedef struct {
    Str script;
    ShellNotes notes;
    bool known;
} Answer;

struct ShellAnswers {
    Arena *arena;
    Str program;
    struct {
        Answer *at;
        size_t len, cap;
    } all;
    size_t *slots; /* by hash: an index from 1; 0 is free */
    size_t slot_count;
    size_t batch; /* scripts in one process */
};

ShellAnswers *answers_open(Arena *arena, Fail *fail)
{
    Str program = process_find(arena, STR("shellcheck"));
    if (program.len == 0) {
        fail_set(fail, "there is no shellcheck on PATH: install ShellCheck, or leave it out with "
                       "--no-shellcheck");
        return NULL;
    }
    ShellAnswers *answers = NEW(arena, ShellAnswers);
    answers->arena = arena;
    answers->program = program;
    return answers;
}

/* Its slot, or the free one where it belongs. */
static size_t *slot_of(const ShellAnswers *answers, Str script)
{
    size_t at = str_hash(script) & (answers->slot_count - 1);
    for (;; at = (at + 1) & (answers->slot_count - 1)) {
        size_t *slot = &answers->slots[at];
        if (*slot == 0 || str_eq(answers->all.at[*slot - 1].script, script))
            return slot;
    }
}

static void grow(ShellAnswers *answers)
{
    answers->slot_count = answers->slot_count ? answers->slot_count * 2 : 256;
    answers->slots = NEW_ARRAY(answers->arena, answers->slot_count, size_t);
    for (size_t i = 0; i < answers->all.len; i++)
        *slot_of(answers, answers->all.at[i].script) = i + 1;
}

void answers_want(ShellAnswers *answers, Str script)
{
    if (answers->all.len * 2 >= answers->slot_count)
        grow(answers);
    size_t *slot = slot_of(answers, script);
    if (*slot)
        return;
    *PUSH(answers->arena, &answers->all) = (Answer){.script = str_copy(answers->arena, script)};
    *slot = answers->all.len;
}

/* ---- fetching ---- */

typedef struct {
    Arena *arena;
    Strs scripts;
    ShellNotes *notes;
    bool done;
} Batch;

static void *work(void *context, size_t index)
{
    const ShellAnswers *answers = context;
    Arena *arena = arena_open();
    Batch *batch = NEW(arena, Batch);
    batch->arena = arena;
    size_t from = index * answers->batch, to = from + answers->batch;
    for (size_t i = from; i < to && i < answers->all.len; i++)
        *PUSH(arena, &batch->scripts) = answers->all.at[i].script;
    batch->notes = NEW_ARRAY(arena, batch->scripts.len, ShellNotes);
    Fail fail = {0};
    batch->done = run_shellcheck(arena, answers->program, &batch->scripts, batch->notes, &fail);
    return batch;
}

static void close_arena(void *arena)
{
    arena_close(arena);
}

/* The notes stay where they were read. */
static void deliver(void *context, size_t index, void *result)
{
    ShellAnswers *answers = context;
    const Batch *batch = result;
    for (size_t i = 0; batch->done && i < batch->scripts.len; i++) {
        Answer *answer = &answers->all.at[index * answers->batch + i];
        answer->notes = batch->notes[i];
        answer->known = true;
    }
    if (batch->done)
        arena_own(answers->arena, batch->arena, close_arena);
    else
        arena_close(batch->arena);
}

void answers_fetch(ShellAnswers *answers, size_t most, unsigned jobs)
{
    PoolTask task = {work, deliver, answers};
    jobs = jobs ? jobs : pool_processors();
    size_t share = (answers->all.len + jobs - 1) / jobs;
    answers->batch = share < most ? share : most;
    if (share)
        pool_run(&task, (answers->all.len + answers->batch - 1) / answers->batch, jobs);
}

/* ---- asking ---- */

static const Answer *known(const ShellAnswers *answers, Str script)
{
    size_t slot = answers->slot_count ? *slot_of(answers, script) : 0;
    return slot && answers->all.at[slot - 1].known ? &answers->all.at[slot - 1] : NULL;
}

bool answers_notes(const ShellAnswers *answers, Arena *arena, const Strs *scripts,
                   ShellNotes *notes, Fail *fail)
{
    Strs missing = {0};
    size_t *places = NEW_ARRAY(arena, scripts->len, size_t);
    for (size_t i = 0; i < scripts->len; i++) {
        const Answer *answer = known(answers, scripts->at[i]);
        if (answer) {
            notes[i] = answer->notes;
            continue;
        }
        places[missing.len] = i;
        *PUSH(arena, &missing) = scripts->at[i];
    }
    if (missing.len == 0)
        return true;
    ShellNotes *more = NEW_ARRAY(arena, missing.len, ShellNotes);
    if (!run_shellcheck(arena, answers->program, &missing, more, fail))
        return false;
    for (size_t i = 0; i < missing.len; i++)
        notes[places[i]] = more[i];
    return true;
}
