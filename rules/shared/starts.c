#include "shared/starts.h"

#include "base/path.h"
#include "shared/build_tools.h"
#include "shared/layers.h"
#include "shared/names.h"
#include "shared/toolchain_commands.h"

bool is_entry_script(Str name)
{
    return name_has(name, "entrypoint") || name_has(name, "entry-point") ||
           name_has(name, "entry_point");
}

bool command_is_shell(const Command *command)
{
    return command_is(command,
                      "sh bash dash ash zsh fish ksh csh tcsh cmd cmd.exe powershell pwsh");
}

static const char interpreters[] =
    "node irb python python2 python3 php perl ruby R julia ghci "
    "jshell iex erl lua pypy pypy3 graalpy bpython ipython scala groovysh kotlinc";
static const char waits[] =
    "my_init tail sleep cat true false echo exit init systemd tini dumb-init env exec sudo su gosu "
    "su-exec sshd screen tmux cd source . export set trap wait login read id date ls printf bashrc";
static const char editors[] = "code-server jupyter jupyter-notebook jupyter-lab start-notebook.sh "
                              "rstudio-server emacs vim nvim nano theia";

/* A shell or interpreter that is given nothing to run, a wait, an init, an editor; or what only
   starts another. */
static bool is_idle(const Command *command)
{
    if (command_is_shell(command))
        return command->wrapper || command->operands.len == 0;
    if (command_is(command, interpreters) && command->operands.len == 0)
        return !command_option(command, "-c -e -m -jar");
    if (command_is(command, "java") && command->operands.len == 0)
        return command_option(command, "-version --version") != NULL;
    return command_is(command, waits) || command_is(command, editors);
}

static bool is_script_file(const Command *command)
{
    Str program = command->program.text;
    return str_ends(program, STR(".sh")) || command->program.known == VALUE_UNKNOWN ||
           (str_find_char(program, '.') == program.len && is_entry_script(program)) ||
           name_has(program, "start") || name_has(program, "run") || name_has(program, "entry");
}

/* make, javac; pkg-config; giftwrap build. */
static bool calls_tools(const Command *command)
{
    Str first = command->args.len ? command->args.at[0].value.text : (Str){0};
    return command_needs_toolchain(command) || package_is_build_tool(command->name) ||
           name_has(command->name, "compile") || str_starts(command->name, STR("build")) ||
           (!command_is(command, "npm yarn pnpm") && name_in("build compile test", first));
}

static void look_at(const Step *step, bool idle_after, Start *start)
{
    const Script *script = step ? step->script : NULL;
    if (!script)
        return;
    if (script->unread)
        start->known = start->idle = false;
    for (size_t i = 0; i < script->commands.len; i++) {
        const Command *command = &script->commands.at[i];
        start->calls_tools |= calls_tools(command);
        /* An option: CMD holds the arguments of ENTRYPOINT. */
        if (command->wrapper || str_starts(command->name, STR("-")))
            continue;
        if (is_idle(command))
            continue;
        bool is_script = command_is_shell(command) || is_script_file(command);
        bool passes = idle_after && is_entry_script(command->name);
        start->idle &= passes;
        start->known &= !is_script;
        start->program |= !is_script;
    }
}

Start stage_start(const Stage *stage)
{
    Start start = {.idle = true, .known = true};
    look_at(stage->command, false, &start);
    look_at(stage->entrypoint, start.idle && stage->command, &start);
    return start;
}

bool stage_starts(const Stage *stage, Str name)
{
    const Step *steps[] = {stage->entrypoint, stage->command, stage->health};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        const Script *script = steps[i] ? steps[i]->script : NULL;
        for (size_t j = 0; script && j < script->commands.len; j++) {
            const Command *command = &script->commands.at[j];
            if (str_eq(command->name, name))
                return true;
            for (size_t k = 0; k < command->args.len; k++)
                if (str_eq(path_base(command->args.at[k].value.text), name))
                    return true;
        }
    }
    return false;
}

/* A shell or an interpreter that gets such a file. */
static bool reads_file(const Command *command, Str name)
{
    for (size_t i = 0; i < command->operands.len; i++) {
        Str file = command->operands.at[i].value.text;
        if (str_ends(file, name) && str_eq(path_base(file), name))
            return command_is_shell(command) ||
                   command_is(command, "python python2 python3 php perl ruby node . source");
    }
    return false;
}

bool serves_the_build(const Stage *target, Str name, Report *out)
{
    const CommandRefs *commands = report_commands(out, target);
    if (stage_starts(target, name))
        return false;
    for (size_t i = 0; i < commands->len && i < LAYERS_LOOK; i++)
        if (str_eq(commands->at[i]->name, name) || reads_file(commands->at[i], name))
            return true;
    return false;
}
