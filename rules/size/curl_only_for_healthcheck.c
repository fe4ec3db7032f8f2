/*
# curl-only-for-healthcheck

A program is installed for the health check alone.

`curl` brings some 3 MB on Alpine and 10 to 20 MB on Debian with its libraries, and hands a download
tool to whoever breaks in. On Alpine and busybox `wget` is there already; else let the program check
itself (a flag, a small binary), or the language it is written in.

```dockerfile bad
FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
#                                                                ^^^^ curl
COPY --chmod=755 tide /usr/local/bin/tide
HEALTHCHECK CMD curl -f http://localhost/ || exit 1
CMD ["tide"]
```

```dockerfile bad
FROM alpine:3.20
RUN apk add --no-cache ca-certificates curl
#                                      ^^^^ busybox has wget
COPY tide /usr/local/bin/tide
HEALTHCHECK CMD ["curl", "-f", "http://localhost/"]
CMD ["tide"]
```

```dockerfile good
FROM debian:12-slim
RUN apt-get update && apt-get install -y curl && curl -fsSLo /usr/bin/tide https://example.org/tide
HEALTHCHECK CMD curl -f http://localhost/ || exit 1
CMD ["tide"]
```

A script that is not here may call it:

```dockerfile good
FROM debian:12-slim
RUN apt-get update && apt-get install -y curl
COPY start.sh /
HEALTHCHECK CMD curl -f http://localhost/ || exit 1
ENTRYPOINT ["/start.sh"]
```

```dockerfile good
FROM alpine:3.20
HEALTHCHECK CMD wget -q --spider http://localhost/
CMD ["tide"]
```
*/
#include "shared/names.h"
#include "shared/starts.h"

static const char tools[] = "curl wget";

static bool calls(const Script *script, Str tool)
{
    for (size_t i = 0; script && i < script->commands.len; i++)
        if (str_eq(script->commands.at[i].name, tool))
            return true;
    return false;
}

/* Inside $( ), an argument of another interpreter, a script: it may be meant anywhere. */
static bool mentions(const Step *step, Str tool, Report *out)
{
    Str text = source_slice(report_file(out)->syntax->source, step->instruction->span);
    return str_find(text, tool) < text.len;
}

/* A script whose text is not here, or a folder that may hold one. */
static bool brings_script(const Step *step)
{
    for (size_t i = 0; step->transfer && i < step->transfer->sources.len; i++) {
        const CopySource *source = &step->transfer->sources.at[i];
        if (source->kind == SOURCE_HEREDOC || str_ends(source->name, STR(".sh")) ||
            (source->directory && str_eq(step->transfer->dest.text, STR("/"))))
            return true;
    }
    return false;
}

static const Package *installs(const Command *command, Str tool)
{
    const Packages *packages = &command->packages;
    for (size_t i = 0; i < packages->len; i++)
        if (str_eq(packages->at[i].name, tool))
            return &packages->at[i];
    return NULL;
}

/* How often the words of the chain say it, besides the install and the check. */
static bool is_used(const StepRefs *chain, const Step *install, const Stage *target, Str tool,
                    Report *out)
{
    for (size_t i = 0; i < chain->len; i++) {
        const Step *step = chain->at[i];
        if (step == target->health || step->instruction->kind == INST_FROM)
            continue;
        if (brings_script(step) || (step != install && mentions(step, tool, out)))
            return true;
        if (step == install && calls(step->script, tool))
            return true;
    }
    return false;
}

static void judge(const Command *command, const Stage *target, Report *out)
{
    for (Str rest = str_from(tools); rest.len > 0;) {
        StrCut cut = str_cut(rest, ' ');
        rest = cut.tail;
        const Package *package =
            calls(target->health->script, cut.head) ? installs(command, cut.head) : NULL;
        if (!package || is_used(report_chain(out, target), command->step, target, cut.head, out))
            continue;
        Finding *finding = report(out, package->span, "%.*s is there for the health check alone",
                                  STR_ARG(cut.head));
        finding_help(finding, str_eq(command->manager->name, STR("apk"))
                                  ? "busybox has wget: wget -q --spider URL"
                                  : "let the program check itself, or its language do it");
        finding_related(finding, target->health->instruction->keyword.span, "used here");
    }
}

static void curl_only_for_healthcheck(const Stage *target, Report *out)
{
    if (!target->target || !target->health || !target->health->script)
        return;
    if (!(target->command || target->entrypoint) || !stage_start(target).known)
        return;
    const CommandRefs *commands = report_commands(out, target);
    for (size_t i = 0; i < commands->len; i++)
        if (command_installs_packages(commands->at[i]))
            judge(commands->at[i], target, out);
}

RULE(curl_only_for_healthcheck) = {
    .severity = SEV_INFO,
    .each_stage = curl_only_for_healthcheck,
};
