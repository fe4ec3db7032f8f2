#include "model/script.h"

#include "base/path.h"
#include "model/runner.h"

enum {
    ROUNDS_BUDGET = 1 << 15,
    TEXTS_BUDGET = 1 << 18,
    FIELDS_BUDGET = 1 << 13,
    STEPS_BUDGET = 1 << 20,
    CHAIN_MAX = 32,
};

static bool runs_something(const Instruction *it)
{
    switch (it->kind) {
    case INST_RUN:
    case INST_CMD:
    case INST_ENTRYPOINT:
        return it->form != FORM_NONE;
    case INST_HEALTHCHECK:
        return str_eq_nocase(it->health.text, STR("CMD")) && it->form != FORM_NONE;
    case INST_UNKNOWN:
    case INST_ADD:
    case INST_ARG:
    case INST_COPY:
    case INST_ENV:
    case INST_EXPOSE:
    case INST_FROM:
    case INST_LABEL:
    case INST_MAINTAINER:
    case INST_ONBUILD:
    case INST_SHELL:
    case INST_STOPSIGNAL:
    case INST_USER:
    case INST_VOLUME:
    case INST_WORKDIR:
    case INST_COUNT:
        break;
    }
    return false;
}

static Runner runner_of(Arena *arena, const Step *step, Script *script)
{
    Runner r = {.arena = arena, .step = step, .out = script, .dialect = script->dialect};
    r.rounds = ROUNDS_BUDGET;
    r.texts = TEXTS_BUDGET;
    r.fields = FIELDS_BUDGET;
    r.steps = STEPS_BUDGET;
    r.where.normal = true;
    r.state.vars = step->vars;
    r.state.cwd = r.state.previous = step->workdir;
    return r;
}

/* Pointers among the commands: only now do they stay where they are. */
static void link_commands(const Runner *r)
{
    Commands *commands = &r->out->commands;
    for (size_t i = 0; i < commands->len; i++) {
        const Link *link = &r->links.at[i];
        Command *command = &commands->at[i];
        command->outer = link->outer ? &commands->at[link->outer - 1] : NULL;
        command->pipe_from = link->from ? &commands->at[link->from - 1] : NULL;
        command->pipe_to = link->to ? &commands->at[link->to - 1] : NULL;
        command->again = link->again ? &commands->at[link->again - 1] : NULL;
    }
}

/* ---- JSON form ---- */

static void read_json(Arena *arena, const Step *step, Script *script)
{
    const Words *words = &step->instruction->args;
    Runner r = runner_of(arena, step, script);
    Arg *args = NEW_ARRAY(arena, words->len ? words->len : 1, Arg);
    script->json = true;
    for (size_t i = 0; i < words->len; i++)
        args[i] =
            (Arg){.value = value_of(words->at[i].text), .quoted = true, .span = words->at[i].span};
    if (words->len > 0)
        run_program(&r, args, words->len);
    link_commands(&r);
}

/* ---- shell form ---- */

/* As FROM writes the image that the stage is built on in the end. */
static Str base_text(const Step *step)
{
    const Stage *stage = step->stage;
    for (unsigned i = 0; i < CHAIN_MAX && stage && stage->base.kind == ORIGIN_STAGE; i++)
        stage = stage->base.stage;
    return stage ? stage->base.text.text : (Str){0};
}

static void make_room(Arena *arena, Runner *r)
{
    size_t count = 0;
    for (const ShellNode *node = r->script->commands; node; node = node->later)
        count++;
    if (count == 0)
        return;
    r->out->commands = (Commands){NEW_ARRAY(arena, count, Command), 0, count};
    r->links = (Links){NEW_ARRAY(arena, count, Link), 0, count};
}

static ShellDialect dialect_of(const Syntax *syntax, const Step *step, const Body *body)
{
    const Words *shell = step->shell ? &step->shell->args : NULL;
    ShellDialect dialect = shell_dialect(shell, syntax->escape, base_text(step));
    return shell_body_dialect(dialect, shell_interpreter(step->instruction, body));
}

static void read_shell(Arena *arena, const Syntax *syntax, const Step *step, Script *script)
{
    const Instruction *it = step->instruction;
    script->body = shell_body(arena, syntax->source, it);
    script->dialect = dialect_of(syntax, step, &script->body);
    if (!shell_dialect_is_read(script->dialect)) {
        script->unread = true;
        return;
    }
    script->shell = shell_read(arena, &script->body);
    Runner r = runner_of(arena, step, script);
    r.script = script->shell;
    make_room(arena, &r);
    run_list(&r, script->shell->list);
    run_exit_trap(&r);
    tell_uncalled(&r);
    link_commands(&r);
}

const Script *script_read(Arena *arena, const Syntax *syntax, const Step *step)
{
    if (!step->instruction || !runs_something(step->instruction))
        return NULL;
    Script *script = NEW(arena, Script);
    if (step->instruction->form == FORM_JSON)
        read_json(arena, step, script);
    else
        read_shell(arena, syntax, step, script);
    return script;
}
