/*
# split-package-layers

The package index is refreshed in one layer and used, or cleaned, in another.

A RUN that only refreshes is cached: weeks later the installs below it use an index that is out of
date, and ask for packages that are gone. And a later RUN that cleans frees nothing, since the index
stays in its own layer. Refresh, install and clean in one RUN.

```dockerfile bad
FROM debian:12-slim
RUN apt-get update
#   ^^^^^^^ refreshes the index for an install in another layer
RUN apt-get install -y --no-install-recommends curl
```

```dockerfile bad
FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl
RUN rm -rf /var/lib/apt/lists/*
#   ^^ frees nothing: the package index lies in an earlier layer
```

```dockerfile bad
FROM python:3.12-slim
RUN pip install flask
RUN pip cache purge
#   ^^^ frees nothing: the cache lies in an earlier layer
```

```dockerfile good
FROM debian:12-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl \
 && rm -rf /var/lib/apt/lists/*
```

A RUN that refreshes and installs is whole, though a later one installs from its index. `apt-get
clean` frees nothing anywhere on the official images, and is no finding.

```dockerfile good
FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl
RUN apt-get install -y --no-install-recommends jq
RUN apt-get clean
```
*/
#include "shared/traces.h"

static bool is_live(const Command *command)
{
    return command->normal && command->manager;
}

static bool refreshes(const Command *command)
{
    if (command_acts(command, ACT_REFRESH))
        return true;
    return command_acts(command, ACT_INSTALL) &&
           command_option(command, "--no-cache -U --update-cache --refresh") != NULL;
}

/* The first of a RUN that refreshes an index, when nothing in it installs. */
static const Command *lone_refresh(const Step *step)
{
    const Command *found = NULL;
    for (size_t i = 0; i < step->script->commands.len; i++) {
        const Command *command = &step->script->commands.at[i];
        if (!is_live(command) || !command->manager->system)
            continue;
        if (command_acts(command, ACT_INSTALL))
            return NULL;
        if (!found && command_acts(command, ACT_REFRESH))
            found = command;
    }
    return found;
}

static bool same_family(const Command *a, const Command *b)
{
    return str_eq(a->manager->family, b->manager->family);
}

/* The next of its kind in a later RUN of the stage: an install takes this index, a refresh makes it
   moot. */
static const Command *install_later(const Step *step, const Command *refresh)
{
    const Steps *steps = &step->stage->steps;
    for (size_t i = step->index + 1; i < steps->len; i++) {
        const Step *later = &steps->at[i];
        if (later->instruction->kind != INST_RUN || !later->script || later->onbuild)
            continue;
        for (size_t j = 0; j < later->script->commands.len; j++) {
            const Command *command = &later->script->commands.at[j];
            if (!is_live(command) || !same_family(command, refresh))
                continue;
            if (refreshes(command))
                return NULL;
            if (command_acts(command, ACT_INSTALL))
                return command;
        }
    }
    return NULL;
}

static void report_refresh(const Step *step, Report *out)
{
    const Command *refresh = lone_refresh(step);
    const Command *install = refresh ? install_later(step, refresh) : NULL;
    if (!install)
        return;
    Finding *finding =
        report(out, refresh->name_span, "refreshes the index for an install in another layer");
    finding_help(finding, "refresh, install and clean in one RUN");
    finding_related(finding, install->name_span, "installed here");
}

static void split_package_layers(const Step *step, Report *out)
{
    if (!step->script || !step->stage || !step->stage->exported || step->onbuild)
        return;
    report_refresh(step, out);
    const Effect *left;
    const Effect *cleanup = kept_cleanup_below(step, &left, out);
    if (!cleanup)
        return;
    const char *what = left->brings == BRINGS_LISTS ? "package index" : "cache";
    Finding *finding = report(out, cleanup->command->name_span,
                              "frees nothing: the %s lies in an earlier layer", what);
    finding_help(finding, "clean in the RUN that fills it");
    finding_related(finding, left->command->name_span, "filled here");
    report_killed(out, finding, cleanup);
}

RULE(split_package_layers) = {
    .aka = "split-apt-layers",
    .severity = SEV_WARNING,
    .instruction = "RUN",
    .each_instruction = split_package_layers,
};
