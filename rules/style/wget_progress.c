/*
# wget-progress

`wget` without a terminal draws its progress bar as thousands of lines into the build log.

A file of 100 MB is 2,000 lines of dots. `--progress=dot:giga` writes 32 MB a line; `-nv` one line a
file; `-q` none. The wget of BusyBox, which Alpine has, knows `-q` alone.

```dockerfile bad
FROM debian:12-slim
RUN wget -O /tmp/tide.tgz https://example.com/tide.tgz
#   ^^^^ writes its progress bar into the build log
```

```dockerfile bad
FROM debian:12-slim
RUN wget -nc --no-check-certificate https://example.com/tide.tgz
#   ^^^^ add --progress=dot:giga
```

```dockerfile bad
FROM alpine:3.20
RUN wget https://example.com/tide.tgz
#   ^^^^ add -q
```

```dockerfile good
FROM debian:12-slim
RUN wget -q https://example.com/a && wget -qO- https://example.com/b
RUN wget --progress=dot:giga https://example.com/a && wget -o /tmp/log https://example.com/b
RUN wget --quiet https://example.com/a && wget --no-verbose https://example.com/b
RUN wget -nv https://example.com/a
```

What nobody reads is no finding, nor what the container does.

```dockerfile good
FROM debian:12-slim
RUN wget https://example.com/a 2>/dev/null
CMD wget https://example.com/a
```
*/
#include "shared/runs.h"

static bool is_quiet(const Command *wget)
{
    return command_option(wget, "-q --quiet --progress --no-verbose -o --output-file -a "
                                "--append-output -V --version -h --help") ||
           str_eq(command_value(wget, "-n").text, STR("v"));
}

/* Its messages go elsewhere. */
static bool is_redirected(const Command *wget)
{
    for (size_t i = 0; i < wget->redirects.len; i++) {
        const CommandRedirect *redirect = &wget->redirects.at[i];
        if (str_eq(redirect->fd, STR("2")) || redirect->kind == REDIRECT_ALL ||
            redirect->kind == REDIRECT_ALL_APPEND)
            return true;
    }
    return false;
}

static void wget_progress(const Command *command, Report *out)
{
    if (!runs_command(command) || is_quiet(command) || is_redirected(command))
        return;
    Finding *finding =
        report(out, command->name_span, "writes its progress bar into the build log");
    bool busybox = command->step->stage && runs_on_alpine(command->step->stage);
    finding_help(finding, busybox ? "add -q" : "add --progress=dot:giga, or -nv");
    if (!runs_seen(command, out))
        finding_known_as(finding, "");
    fix_insert_after(finding, command->name_span,
                     busybox ? STR(" -q") : STR(" --progress=dot:giga"), FIX_UNSAFE);
}

RULE(wget_progress) = {
    .aka = "DL3047",
    .severity = SEV_INFO,
    .builder_too = true,
    .command = "wget",
    .each_command = wget_progress,
};
