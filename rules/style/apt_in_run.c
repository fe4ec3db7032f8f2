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
RUN apt full-upgrade -y && apt list --installed
```

```dockerfile good
FROM debian:12-slim
RUN apt-get update && apt-cache policy && apt-key list
RUN grep apt /etc/passwd
```
*/
#include "shared/runs.h"

/* Where both do just the same. An upgrade does not: apt's may install new packages. */
static bool same_in_both(const Command *apt)
{
    Str verb = apt->verb.value.text;
    return apt->manager_verb && (str_eq(verb, STR("update")) || str_eq(verb, STR("install")) ||
                                 str_eq(verb, STR("remove")) || str_eq(verb, STR("purge")) ||
                                 str_eq(verb, STR("autoremove")) || str_eq(verb, STR("clean")));
}

static void apt_in_run(const Command *command, Report *out)
{
    if (!runs_command(command))
        return;
    Finding *finding = report(out, command->name_span, "apt is not made for scripts");
    finding_help(finding, "use apt-get or apt-cache");
    if (!runs_seen(command, out))
        finding_known_as(finding, "");
    Str name = source_slice(report_file(out)->syntax->source, command->name_span);
    if (same_in_both(command) && str_eq(name, STR("apt")))
        fix_replace(finding, command->name_span, STR("apt-get"), FIX_SAFE);
}

RULE(apt_in_run) = {
    .aka = "DL3027",
    .severity = SEV_WARNING,
    .builder_too = true,
    .command = "apt",
    .each_command = apt_in_run,
};
