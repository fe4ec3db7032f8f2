/*
# several-processes

The container starts several services, and nobody watches over them.

What runs in the background has no supervisor: when it dies, the container lives on and looks
healthy; a stop signal reaches the shell alone, and the services are killed after ten seconds. Run
one service a container, or start them by an init that watches (`supervisord`, s6, `tini` around one
program).

```dockerfile bad
FROM debian:12-slim
CMD web & worker & wait
#   ^^^ web
```

```dockerfile bad
FROM debian:12-slim
CMD service cron start && nginx -g 'daemon off;'
#   ^^^^^^^ cron
```

```dockerfile bad
FROM debian:12-slim
ENTRYPOINT ["sh", "-c", "redis-server & exec node server.js"]
#                        ^^^^^^^^^^^^ redis-server
```

```dockerfile bad
FROM debian:12-slim
CMD service mysql start && service apache2 start && tail -f /var/log/apache2/access.log
#   ^^^^^^^ mysql
```

```dockerfile good
FROM debian:12-slim
CMD web
```

```dockerfile good
FROM debian:12-slim
CMD ["supervisord", "-n"]
```

```dockerfile good
FROM debian:12-slim
CMD service nginx start && tail -f /var/log/nginx/access.log
```

```dockerfile good
FROM debian:12-slim
CMD migrate && exec server
```

```dockerfile good
FROM debian:12-slim
CMD service proxy start && proxy-cli && bash
```
*/
#include "lint/rule.h"

/* What it starts goes on by itself. */
static bool starts_service(const Command *command)
{
    if (command_is(command, "service"))
        return command_has_operand(command, STR("start")) ||
               command_has_operand(command, STR("restart"));
    if (command_is(command, "systemctl rc-service"))
        return command_has_operand(command, STR("start"));
    if (str_starts(command->program.text, STR("/etc/init.d/")))
        return command_has_operand(command, STR("start"));
    return (command->guards & GUARD_BACKGROUND) != 0;
}

/* Waits, and what only prepares. */
static bool is_glue(const Command *command)
{
    return command->wrapper ||
           command_is(command,
                      "wait tail sleep sh bash cat true : exec cd export set source . echo "
                      "mkdir chown chmod ln cp rm mv sed trap test [ env printf read kill "
                      "touch date head grep ls while exit");
}

/* What runs in the end is somebody's shell; what stands before it has ended by then. */
static bool ends_in_shell(const Script *script)
{
    const Command *end = &script->commands.at[script->commands.len - 1];
    return command_is(end, "bash sh zsh ash") && end->args.len == 0;
}

static Str service_name(const Command *command)
{
    if (command_is(command, "service rc-service") && command->operands.len > 0)
        return command->operands.at[0].value.text;
    if (command_is(command, "systemctl") && command->operands.len > 1)
        return command->operands.at[1].value.text;
    return command->name;
}

static void several_processes(const Step *step, Report *out)
{
    const Script *script = step->script;
    if (!script || script->unread || !step->stage || step->onbuild)
        return;
    const Command *first = NULL, *second = NULL, *last = NULL;
    for (size_t i = 0; i < script->commands.len; i++) {
        const Command *command = &script->commands.at[i];
        if (!command->normal || is_glue(command) || (command->guards & GUARD_CAPTURED) ||
            command->pipe_from)
            continue;
        last = command;
        if (!starts_service(command))
            continue;
        if (!first)
            first = command;
        else if (!second)
            second = command;
    }
    if (last && first && last != first && !second && !starts_service(last) &&
        !ends_in_shell(script))
        second = last;
    if (!first || !second)
        return;
    Str a = service_name(first), b = service_name(second);
    Finding *finding =
        report(out, first->name_span,
               "starts %.*s and %.*s in one container, and nothing watches over them", STR_ARG(a),
               STR_ARG(b));
    finding_help(finding, "one service a container, or an init that watches: supervisord, s6");
    finding_related(finding, second->name_span, "and this one");
}

RULE(several_processes) = {
    .severity = SEV_WARNING,
    .instruction = "CMD ENTRYPOINT",
    .each_instruction = several_processes,
};
