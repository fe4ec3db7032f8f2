/* What a shell does itself: directory, variables, options, ends. */
#include "model/names.h"
#include "model/runner.h"

typedef Outcome Builtin(Runner *r, const Command *command);

static const Arg *operand(const Command *command, size_t i)
{
    return i < command->operands.len ? &command->operands.at[i] : NULL;
}

/* ---- directory ---- */

static void go_to(Runner *r, Value path)
{
    r->state.previous = r->state.cwd;
    r->state.cwd = path;
}

static Value where_to(Runner *r, const Arg *arg)
{
    if (!arg)
        return state_find(r, STR("HOME")).value;
    if (arg->glob)
        return value_unknown(arg->value.text);
    if (arg->value.known == VALUE_KNOWN && str_eq(arg->value.text, STR("-")))
        return r->state.previous;
    return path_value(r->arena, r->state.cwd, arg->value);
}

static Outcome run_cd(Runner *r, const Command *command)
{
    go_to(r, where_to(r, operand(command, 0)));
    return GOES_WELL;
}

static Outcome run_pushd(Runner *r, const Command *command)
{
    Directory *directory = NEW(r->arena, Directory);
    *directory = (Directory){r->state.cwd, r->state.pushed};
    if (command->operands.len == 0) {
        go_to(r, r->state.pushed ? r->state.pushed->path : value_unknown(STR("pushd")));
        directory->below = r->state.pushed ? r->state.pushed->below : NULL;
    } else {
        go_to(r, where_to(r, operand(command, 0)));
    }
    r->state.pushed = directory;
    return GOES_WELL;
}

static Outcome run_popd(Runner *r, const Command *command)
{
    (void)command;
    go_to(r, r->state.pushed ? r->state.pushed->path : value_unknown(STR("popd")));
    r->state.pushed = r->state.pushed ? r->state.pushed->below : NULL;
    return GOES_WELL;
}

/* ---- variables ---- */

/* export, declare and their like: x=1 sets, -x and export make it known to children. */
static Outcome run_declare(Runner *r, const Command *command)
{
    bool exports = str_eq(command->name, STR("export")) || command_option(command, "-x");
    for (size_t i = 0; i < command->args.len; i++) {
        Arg arg = command->args.at[i];
        const ShellAssign *assign = arg.word ? arg.word->assign : NULL;
        StrCut cut = str_cut(arg.value.text, '=');
        if (str_starts(arg.value.text, STR("-")))
            continue;
        if (assign && (assign->array || assign->index || assign->append))
            state_forget(r, assign->name);
        else if (cut.found && cut.head.len)
            state_set(r, cut.head, (Value){cut.tail, arg.value.known}, exports);
        else if (exports && arg.value.known == VALUE_KNOWN)
            state_export(r, arg.value.text);
    }
    return GOES_WELL;
}

static Outcome run_unset(Runner *r, const Command *command)
{
    for (size_t i = 0; i < command->operands.len; i++) {
        Value name = command->operands.at[i].value;
        if (name.known == VALUE_KNOWN && !command_option(command, "-f"))
            state_unset(r, name.text);
    }
    return GOES_WELL;
}

static Outcome run_read(Runner *r, const Command *command)
{
    for (size_t i = 0; i < command->operands.len; i++)
        if (command->operands.at[i].value.known == VALUE_KNOWN)
            state_forget(r, command->operands.at[i].value.text);
    const CommandOption *array = command_option(command, "-a");
    if (array)
        state_forget(r, array->value.value.text);
    return GOES_EITHER;
}

static Outcome run_printf(Runner *r, const Command *command)
{
    const Arg *first = command->args.len > 1 ? &command->args.at[0] : NULL;
    if (first && str_eq(first->value.text, STR("-v")))
        state_forget(r, command->args.at[1].value.text);
    return GOES_WELL;
}

static Outcome run_let(Runner *r, const Command *command)
{
    forget_sums(r, command->node ? command->node->words->next : NULL);
    return GOES_EITHER;
}

static Outcome run_source(Runner *r, const Command *command)
{
    (void)command;
    r->state.sourced = true;
    return GOES_WELL;
}

/* ---- parameters ---- */

static void set_params(Runner *r, const Args *args, size_t from)
{
    size_t len = args->len > from ? args->len - from : 0;
    Value *values = NEW_ARRAY(r->arena, len ? len : 1, Value);
    r->state.params = (Params){values, len, false};
    for (size_t i = 0; i < len; i++) {
        const Arg *arg = &args->at[from + i];
        values[i] = arg->value;
        r->state.params.unknown |= arg->glob || (arg->value.known == VALUE_UNKNOWN && !arg->quoted);
    }
}

/* set -a, set -- x y, set x y */
static Outcome run_set(Runner *r, const Command *command)
{
    size_t i = 0;
    for (; i < command->args.len; i++) {
        Str word = command->args.at[i].value.text;
        char sign = word.len > 1 ? word.at[0] : 0;
        if (str_eq(word, STR("--")) || str_eq(word, STR("-"))) {
            set_params(r, &command->args, i + 1);
            return GOES_WELL;
        }
        if (sign != '-' && sign != '+')
            break;
        if (str_find_char(word, 'a') < word.len && str_find_char(word, 'o') == word.len)
            r->state.exports_all = sign == '-';
        i += word.at[word.len - 1] == 'o';
    }
    if (i < command->args.len)
        set_params(r, &command->args, i);
    return GOES_WELL;
}

static Outcome run_shift(Runner *r, const Command *command)
{
    Params *params = &r->state.params;
    if (command->operands.len > 0 || params->unknown || params->len == 0) {
        params->unknown |= command->operands.len > 0;
        return GOES_WELL;
    }
    params->at++;
    params->len--;
    return GOES_WELL;
}

/* ---- ends ---- */

static Outcome run_end(Runner *r, const Command *command, Ending ending)
{
    const Arg *status = operand(command, 0);
    bool zero = !status || str_eq(status->value.text, STR("0"));
    if (r->state.ending != RUNS_ON)
        return GOES_WELL;
    r->state.ending = ending;
    r->state.ends_badly = !zero;
    r->state.ends_surely = (r->where.guards & (GUARD_IF_OK | GUARD_IF_FAILED)) == 0;
    return zero ? GOES_WELL : GOES_WRONG;
}

static Outcome run_exit(Runner *r, const Command *command)
{
    return run_end(r, command, ENDS_SCRIPT);
}

static Outcome run_return(Runner *r, const Command *command)
{
    return run_end(r, command, r->where.guards & GUARD_FUNCTION ? ENDS_FUNCTION : ENDS_SCRIPT);
}

static Outcome run_break(Runner *r, const Command *command)
{
    if (r->where.guards & GUARD_LOOP && r->state.ending == RUNS_ON) {
        run_end(r, command, ENDS_LOOP);
        r->state.continues = str_eq(command->name, STR("continue"));
    }
    return GOES_WELL;
}

static Outcome run_false(Runner *r, const Command *command)
{
    (void)r;
    (void)command;
    return GOES_WRONG;
}

static Outcome run_trap(Runner *r, const Command *command)
{
    bool at_exit = false;
    for (size_t i = 1; i < command->operands.len; i++) {
        Str signal = command->operands.at[i].value.text;
        at_exit |= str_eq(signal, STR("EXIT")) || str_eq(signal, STR("0"));
    }
    if (at_exit)
        r->trap =
            (Trap){true,      r->pinned, command->normal, command->index, command->operands.at[0],
                   r->script, r->pin};
    return GOES_WELL;
}

void run_exit_trap(Runner *r)
{
    const Trap trap = r->trap;
    Reader here = {trap.index, r->dialect, false, r->state.params};
    if (!trap.set)
        return;
    r->script = trap.script;
    r->pinned = trap.pinned;
    r->pin = trap.pin;
    r->where.normal &= trap.normal;
    r->state.ending = RUNS_ON;
    run_text(r, &trap.text, &here);
}

/* The text is run here and now. */
static Outcome run_eval(Runner *r, const Command *command)
{
    Reader here = {command->index, r->dialect, false, r->state.params};
    for (size_t i = 0; i < command->args.len; i++)
        r->state.sourced |= command->args.at[i].value.known == VALUE_UNKNOWN;
    if (command->args.len == 1)
        return run_text(r, &command->args.at[0], &here);
    Buf text;
    Arg all = {.span = command->span, .quoted = true};
    buf_init(&text, r->arena);
    for (size_t i = 0; i < command->args.len; i++) {
        buf_add(&text, i ? STR(" ") : STR(""));
        buf_add(&text, command->args.at[i].value.text);
        all.value.known = knowledge_worse(all.value.known, command->args.at[i].value.known);
    }
    all.value.text = buf_str(&text);
    return run_text(r, &all, &here);
}

typedef struct {
    Str name;
    Builtin *run;
} BuiltinRow;

static const BuiltinRow builtins[] = {
    {STR_INIT("."), run_source},       {STR_INIT("break"), run_break},
    {STR_INIT("cd"), run_cd},          {STR_INIT("chdir"), run_cd},
    {STR_INIT("continue"), run_break}, {STR_INIT("declare"), run_declare},
    {STR_INIT("eval"), run_eval},      {STR_INIT("exit"), run_exit},
    {STR_INIT("export"), run_declare}, {STR_INIT("false"), run_false},
    {STR_INIT("getopts"), run_read},   {STR_INIT("let"), run_let},
    {STR_INIT("local"), run_declare},  {STR_INIT("mapfile"), run_read},
    {STR_INIT("popd"), run_popd},      {STR_INIT("printf"), run_printf},
    {STR_INIT("pushd"), run_pushd},    {STR_INIT("read"), run_read},
    {STR_INIT("readarray"), run_read}, {STR_INIT("readonly"), run_declare},
    {STR_INIT("return"), run_return},  {STR_INIT("set"), run_set},
    {STR_INIT("shift"), run_shift},    {STR_INIT("source"), run_source},
    {STR_INIT("trap"), run_trap},      {STR_INIT("typeset"), run_declare},
    {STR_INIT("unset"), run_unset},
};

/* What a program starts is no part of the shell, what `command` and `builtin` start is. */
static bool belongs_to_shell(const Runner *r, const Command *command)
{
    size_t outer = r->links.at[command->index].outer;
    if (command->node)
        return true;
    return outer && command_is(&r->out->commands.at[outer - 1], "command builtin");
}

bool run_builtin(Runner *r, size_t index, Outcome *outcome)
{
    const Command *at = &r->out->commands.at[index];
    size_t place = name_place(at->known, NAMES_BUILTIN);
    if (place == 0 || at->name.len != at->program.text.len || !belongs_to_shell(r, at))
        return false;
    Command command = *at;
    *outcome = builtins[place - 1].run(r, &command);
    return true;
}
