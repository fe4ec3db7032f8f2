/* Programs that only start others: sudo, env, xargs, sh -c and their like. */
#include "model/wrappers.h"

#include "base/path.h"
#include "model/names.h"

typedef Outcome Wrapper(Runner *r, size_t index);

static Command *command_at(Runner *r, size_t index)
{
    return &r->out->commands.at[index];
}

/* What stands behind so many operands. */
Outcome start_from(Runner *r, size_t index, size_t from)
{
    Command *command = command_at(r, index);
    Args operands = command->operands;
    if (operands.len <= from)
        return outcome_of(r, command);
    command->wrapper = true;
    return run_started(r, index, operands.at + from, operands.len - from);
}

Outcome start_as(Runner *r, size_t index, size_t from, Value user)
{
    Value kept = r->state.user;
    r->state.user = user;
    Outcome outcome = start_from(r, index, from);
    r->state.user = kept;
    return outcome;
}

static Outcome run_plain(Runner *r, size_t index)
{
    return start_from(r, index, 0);
}

static Outcome run_second(Runner *r, size_t index)
{
    return start_from(r, index, 1);
}

static Outcome run_command(Runner *r, size_t index)
{
    if (command_option(command_at(r, index), "-v -V"))
        return outcome_of(r, command_at(r, index));
    return start_from(r, index, 0);
}

static Outcome run_exec(Runner *r, size_t index)
{
    bool starts = command_at(r, index)->operands.len > 0;
    Outcome outcome = start_from(r, index, 0);
    if (starts && r->state.ending == RUNS_ON) {
        r->state.ending = ENDS_SCRIPT;
        r->state.ends_surely = (r->where.guards & (GUARD_IF_OK | GUARD_IF_FAILED)) == 0;
    }
    return outcome;
}

/* name=value words before the program; behind them. */
static size_t take_assigns(Runner *r, const Args *operands)
{
    size_t i = 0;
    for (; i < operands->len; i++) {
        Value value = operands->at[i].value;
        StrCut cut = str_cut(value.text, '=');
        if (!cut.found || cut.head.len == 0)
            break;
        state_set(r, cut.head, (Value){cut.tail, value.known}, true);
    }
    return i;
}

static Outcome start_with_assigns(Runner *r, size_t index, Value user)
{
    const ShellVar *names = r->state.names;
    const Var *vars = r->state.vars;
    size_t from = take_assigns(r, &command_at(r, index)->operands);
    Outcome outcome = start_as(r, index, from, user);
    r->state.names = names;
    r->state.vars = vars;
    return outcome;
}

static Outcome run_env(Runner *r, size_t index)
{
    const ShellVar *names = r->state.names;
    const Var *vars = r->state.vars;
    Value cwd = r->state.cwd;
    const CommandOptions *options = &command_at(r, index)->options;
    for (size_t i = 0; i < options->len; i++) {
        const CommandOption *option = &options->at[i];
        if (str_eq(option->name, STR("-u")) || str_eq(option->name, STR("--unset")))
            state_unset(r, option->value.value.text);
        if (str_eq(option->name, STR("-C")) || str_eq(option->name, STR("--chdir")))
            r->state.cwd = path_value(r->arena, cwd, option->value.value);
    }
    Outcome outcome = start_with_assigns(r, index, r->state.user);
    r->state.names = names;
    r->state.vars = vars;
    r->state.cwd = cwd;
    return outcome;
}

/* ---- other users ---- */

static Value without_group(Value user)
{
    return (Value){str_cut(user.text, ':').head, user.known};
}

static Outcome run_sudo(Runner *r, size_t index)
{
    const Command *command = command_at(r, index);
    Value user = command_value(command, "-u --user"), cwd = r->state.cwd;
    const CommandOption *directory = command_option(command, "-D --chdir");
    if (directory)
        r->state.cwd = path_value(r->arena, cwd, directory->value.value);
    Outcome outcome = start_with_assigns(r, index, user.text.len ? user : value_of(STR("root")));
    r->state.cwd = cwd;
    return outcome;
}

static Outcome run_gosu(Runner *r, size_t index)
{
    const Command *command = command_at(r, index);
    Value user = command->operands.len ? command->operands.at[0].value : (Value){0};
    return start_as(r, index, 1, without_group(user));
}

static Outcome run_setpriv(Runner *r, size_t index)
{
    Value user = command_value(command_at(r, index), "--reuid");
    return start_as(r, index, 0, user.text.len ? user : r->state.user);
}

/* chpst -u USER */
static Outcome run_chpst(Runner *r, size_t index)
{
    Value user = command_value(command_at(r, index), "-u -U");
    return start_as(r, index, 0, user.text.len ? without_group(user) : r->state.user);
}

static Outcome run_chroot(Runner *r, size_t index)
{
    Value user = command_value(command_at(r, index), "--userspec");
    Value cwd = r->state.cwd;
    bool elsewhere = r->state.elsewhere;
    r->state.elsewhere = true;
    r->state.cwd = value_of(STR("/"));
    Outcome outcome = start_as(r, index, 1, user.text.len ? without_group(user) : r->state.user);
    r->state.elsewhere = elsewhere;
    r->state.cwd = cwd;
    return outcome;
}

/* ---- lists of files ---- */

/* Words with the mark in them: each file in turn, nobody knows which. */
static void mark_unknown(Arg *words, size_t count, Str mark)
{
    for (size_t i = 0; i < count && mark.len; i++)
        if (str_find(words[i].value.text, mark) < words[i].value.text.len)
            words[i].value.known = VALUE_UNKNOWN;
}

static Outcome start_marked(Runner *r, size_t index, const Arg *words, size_t count, Str mark)
{
    Arg *copy = NEW_ARRAY(r->arena, count ? count : 1, Arg);
    if (count)
        memcpy(copy, words, count * sizeof *copy);
    mark_unknown(copy, count, mark);
    command_at(r, index)->wrapper = true;
    Str outer = r->mark;
    r->mark = mark;
    Outcome outcome = run_started(r, index, copy, count);
    r->mark = outer;
    return outcome;
}

static Outcome run_xargs(Runner *r, size_t index)
{
    const Command *command = command_at(r, index);
    const CommandOption *replace = command_option(command, "-I -i --replace");
    Str mark = replace ? STR("{}") : (Str){0};
    if (replace && replace->has_value && replace->value.value.text.len)
        mark = replace->value.value.text;
    if (command->operands.len == 0)
        return outcome_of(r, command);
    return start_marked(r, index, command->operands.at, command->operands.len, mark);
}

static bool is_exec(Str word)
{
    return str_eq(word, STR("-exec")) || str_eq(word, STR("-execdir")) ||
           str_eq(word, STR("-ok")) || str_eq(word, STR("-okdir"));
}

static Outcome run_find(Runner *r, size_t index)
{
    const Args args = command_at(r, index)->args;
    for (size_t i = 0; i < args.len; i++) {
        if (!is_exec(args.at[i].value.text))
            continue;
        size_t from = ++i;
        while (i < args.len && !str_eq(args.at[i].value.text, STR(";")) &&
               !str_eq(args.at[i].value.text, STR("+")))
            i++;
        start_marked(r, index, args.at + from, i - from, STR("{}"));
    }
    return outcome_of(r, command_at(r, index));
}

/* ---- programs that start by a verb or an option ---- */

static Outcome start_with(Runner *r, size_t index, const Arg *program)
{
    const Args operands = command_at(r, index)->operands;
    size_t count = operands.len + 1;
    Arg *words = NEW_ARRAY(r->arena, count, Arg);
    words[0] = *program;
    if (count > 1)
        memcpy(words + 1, operands.at, (count - 1) * sizeof *words);
    command_at(r, index)->wrapper = true;
    return run_started(r, index, words, count);
}

/* python -m pip install: the module is the program. */
static Outcome run_module(Runner *r, size_t index)
{
    const Command *command = command_at(r, index);
    const CommandOption *module = command_option(command, "-m");
    if (!module || !module->has_value)
        return outcome_of(r, command);
    Arg program = module->value;
    return start_with(r, index, &program);
}

/* corepack yarn install; its own verbs are enable, prepare and so on. */
static Outcome run_corepack(Runner *r, size_t index)
{
    const Command *command = command_at(r, index);
    Value first = command->operands.len ? command->operands.at[0].value : (Value){0};
    if (first.known == VALUE_KNOWN && manager_find(first.text))
        return start_from(r, index, 0);
    return outcome_of(r, command);
}

/* php composer.phar: a manager that an interpreter is given to run. */
static Outcome run_interpreter(Runner *r, size_t index)
{
    const Command *command = command_at(r, index);
    Value first = command->operands.len ? command->operands.at[0].value : (Value){0};
    if (first.known == VALUE_KNOWN && manager_find(path_base(first.text)))
        return start_from(r, index, 0);
    return outcome_of(r, command);
}

/* java -jar FILE */
static Outcome run_java(Runner *r, size_t index)
{
    const Command *command = command_at(r, index);
    const CommandOption *jar = command_option(command, "-jar");
    if (!jar || jar->value.value.known != VALUE_KNOWN ||
        !manager_find(path_base(jar->value.value.text)))
        return outcome_of(r, command);
    Arg program = jar->value;
    return start_with(r, index, &program);
}

/* bundle exec, conda run -n x: behind the verb and its options. */
static Outcome start_behind(Runner *r, size_t index, Str verb, const char *values)
{
    const Args args = command_at(r, index)->args;
    size_t i = 0;
    while (i < args.len && !str_eq(args.at[i].value.text, verb))
        i += str_among(args.at[i].value.text, values) ? 2 : 1;
    for (i++; i < args.len && str_starts(args.at[i].value.text, STR("-"));)
        i += str_among(args.at[i].value.text, values) ? 2 : 1;
    if (i >= args.len)
        return outcome_of(r, command_at(r, index));
    command_at(r, index)->wrapper = true;
    return run_started(r, index, args.at + i, args.len - i);
}

static Outcome run_exec_verb(Runner *r, size_t index)
{
    return start_behind(r, index, STR("exec"), "--gemfile");
}

static Outcome run_run_verb(Runner *r, size_t index)
{
    return start_behind(r, index, STR("run"),
                        "-n --name -p --prefix --cwd --python --with --directory --project -C "
                        "--extra --group --package --env-file");
}

typedef struct {
    Str name;
    Wrapper *run;
} WrapperRow;

/* In the order of their names. */
static const WrapperRow wrappers[] = {
    {STR_INIT("ash"), wrapper_shell},
    {STR_INIT("bash"), wrapper_shell},
    {STR_INIT("builtin"), run_plain},
    {STR_INIT("bundle"), run_exec_verb},
    {STR_INIT("busybox"), run_plain},
    {STR_INIT("catatonit"), run_plain},
    {STR_INIT("catchsegv"), run_plain},
    {STR_INIT("chpst"), run_chpst},
    {STR_INIT("chroot"), run_chroot},
    {STR_INIT("chrt"), run_second},
    {STR_INIT("command"), run_command},
    {STR_INIT("conda"), run_run_verb},
    {STR_INIT("corepack"), run_corepack},
    {STR_INIT("dash"), wrapper_shell},
    {STR_INIT("dbus-run-session"), run_plain},
    {STR_INIT("doas"), run_sudo},
    {STR_INIT("dumb-init"), run_plain},
    {STR_INIT("eatmydata"), run_plain},
    {STR_INIT("env"), run_env},
    {STR_INIT("exec"), run_exec},
    {STR_INIT("fakeroot"), run_plain},
    {STR_INIT("find"), run_find},
    {STR_INIT("flock"), wrapper_flock},
    {STR_INIT("gosu"), run_gosu},
    {STR_INIT("i386"), run_plain},
    {STR_INIT("ionice"), run_plain},
    {STR_INIT("java"), run_java},
    {STR_INIT("ksh"), wrapper_shell},
    {STR_INIT("linux32"), run_plain},
    {STR_INIT("linux64"), run_plain},
    {STR_INIT("mamba"), run_run_verb},
    {STR_INIT("micromamba"), run_run_verb},
    {STR_INIT("nice"), run_plain},
    {STR_INIT("nohup"), run_plain},
    {STR_INIT("perl"), run_interpreter},
    {STR_INIT("php"), run_interpreter},
    {STR_INIT("pipenv"), run_run_verb},
    {STR_INIT("poetry"), run_run_verb},
    {STR_INIT("pypy"), run_module},
    {STR_INIT("pypy3"), run_module},
    {STR_INIT("python"), run_module},
    {STR_INIT("python2"), run_module},
    {STR_INIT("python2.7"), run_module},
    {STR_INIT("python3"), run_module},
    {STR_INIT("ruby"), run_interpreter},
    {STR_INIT("runuser"), wrapper_runuser},
    {STR_INIT("s6-setuidgid"), run_gosu},
    {STR_INIT("setarch"), run_second},
    {STR_INIT("setpriv"), run_setpriv},
    {STR_INIT("setsid"), run_plain},
    {STR_INIT("sh"), wrapper_shell},
    {STR_INIT("stdbuf"), run_plain},
    {STR_INIT("su"), wrapper_su},
    {STR_INIT("su-exec"), run_gosu},
    {STR_INIT("sudo"), run_sudo},
    {STR_INIT("taskset"), run_second},
    {STR_INIT("time"), run_plain},
    {STR_INIT("timeout"), run_second},
    {STR_INIT("tini"), run_plain},
    {STR_INIT("tini-static"), run_plain},
    {STR_INIT("unbuffer"), run_plain},
    {STR_INIT("uv"), run_run_verb},
    {STR_INIT("xargs"), run_xargs},
    {STR_INIT("xvfb-run"), run_plain},
    {STR_INIT("zsh"), wrapper_shell},
};

static Wrapper *find_wrapper(const Command *command)
{
    size_t place = name_place(command->known, NAMES_WRAPPER);
    if (place > 0)
        return wrappers[place - 1].run;
    /* python3.11 and so on */
    return str_starts(command->name, STR("python3.")) ? run_module : NULL;
}

bool run_wrapper(Runner *r, size_t index, Outcome *outcome)
{
    Wrapper *run = find_wrapper(command_at(r, index));
    if (run)
        *outcome = run(r, index);
    return run != NULL;
}
