/*
# apt-in-run

`apt` is made for people at a terminal; what it prints and takes may change with any release.

It says so itself: "apt does not have a stable CLI interface". `apt-get` and `apt-cache` do the same
for scripts.

```dockerfile bad
FROM debian:12-slim
RUN apt update && rm -rf /var/lib/apt/lists/*
#   ^^^ apt is not made for scripts
```

```dockerfile fixed
FROM debian:12-slim
RUN apt-get update && rm -rf /var/lib/apt/lists/*
```

```dockerfile bad
FROM debian:12-slim
RUN apt full-upgrade -y && apt list --installed
#   ^^^ use apt-get
#                          ^^^ use apt-get
```

```dockerfile fixed
FROM debian:12-slim
RUN apt-get dist-upgrade -y && apt list --installed
```

```dockerfile bad
FROM debian:12-slim
RUN apt -y upgrade
#   ^^^ use apt-get
```

```dockerfile fixed
FROM debian:12-slim
RUN apt-get -y upgrade --with-new-pkgs
```

```dockerfile good
FROM debian:12-slim
RUN apt-get update && apt-cache policy && apt-key list
RUN grep apt /etc/passwd
```
*/
#include "shared/runs.h"

typedef struct {
    Str apt, apt_get;
} SameVerb;

static const SameVerb same_verbs[] = {
    {STR_INIT("update"), STR_INIT("update")},
    {STR_INIT("install"), STR_INIT("install")},
    {STR_INIT("remove"), STR_INIT("remove")},
    {STR_INIT("purge"), STR_INIT("purge")},
    {STR_INIT("autoremove"), STR_INIT("autoremove")},
    {STR_INIT("clean"), STR_INIT("clean")},
    {STR_INIT("upgrade"), STR_INIT("upgrade --with-new-pkgs")}, /* apt's may bring new packages */
    {STR_INIT("full-upgrade"), STR_INIT("dist-upgrade")},
};

/* Where apt-get does just the same. */
static void fix(Finding *finding, const Command *apt, const Report *out)
{
    Str name = source_slice(report_file(out)->syntax->source, apt->name_span);
    Str verb = source_slice(report_file(out)->syntax->source, apt->verb.span);
    for (size_t i = 0; i < sizeof same_verbs / sizeof *same_verbs; i++) {
        if (!str_eq(verb, same_verbs[i].apt) || !str_eq(name, STR("apt")))
            continue;
        fix_replace(finding, apt->name_span, STR("apt-get"), FIX_SAFE);
        if (!str_eq(verb, same_verbs[i].apt_get))
            fix_replace(finding, apt->verb.span, same_verbs[i].apt_get, FIX_SAFE);
    }
}

static void apt_in_run(const Command *command, Report *out)
{
    if (!runs_command(command))
        return;
    Finding *finding = report(out, command->name_span, "apt is not made for scripts");
    finding_help(finding, "use apt-get or apt-cache");
    if (!runs_seen(command, out))
        finding_known_as(finding, "");
    fix(finding, command, out);
}

RULE(apt_in_run) = {
    .aka = "DL3027",
    .severity = SEV_WARNING,
    .builder_too = true,
    .command = "apt",
    .each_command = apt_in_run,
};
