/*
# apk-lists-kept

`apk add` without `--no-cache` leaves the package index in the layer.

The index in `/var/cache/apk` is about 2 MB: little, and for nothing. `--no-cache` reads it without
keeping it.

```dockerfile bad
FROM alpine:3.20
RUN apk add curl
#   ^^^ leaves the package index in the layer
```

```dockerfile fixed
FROM alpine:3.20
RUN apk add --no-cache curl
```

```dockerfile bad
FROM alpine:3.20
RUN apk update && apk add curl
#   ^^^ leaves the package index in the layer
```

```dockerfile good
FROM alpine:3.20
RUN apk add --no-cache curl
RUN apk update && apk add git && rm -rf /var/cache/apk/*
RUN --mount=type=cache,target=/var/cache/apk apk add jq
```

What uses the index that an earlier RUN left is not told again.

```dockerfile bad
FROM alpine:3.20
RUN apk update
#   ^^^ leaves the package index in the layer
RUN apk add curl
```
*/
#include "shared/kept.h"
#include "shared/runs.h"

/* An add behind an update that kept its index brings no new one. */
static bool uses_earlier_index(const Command *command, Report *out)
{
    if (!command_acts(command, ACT_INSTALL))
        return false;
    Effects effects = command_effects(command);
    for (size_t i = 0; i < effects.len; i++) {
        if (effects.at[i].brings != BRINGS_LISTS)
            continue;
        const EffectRefs *before = report_writers(out, &effects.at[i]);
        for (size_t j = 0; j < before->len; j++)
            if (before->at[j]->brings == BRINGS_LISTS)
                return true;
    }
    return false;
}

/* hadolint asks for the option of each `apk add`, and of nothing else. */
static bool adds_behind(const Command *command, Report *out)
{
    const Commands *all = &command->step->script->commands;
    for (size_t i = command->index; i < all->len; i++)
        if (all->at[i].manager == command->manager && command_acts(&all->at[i], ACT_INSTALL) &&
            !command_option(&all->at[i], "--no-cache") && runs_seen(&all->at[i], out))
            return true;
    return false;
}

static void apk_lists_kept(const Command *command, Report *out)
{
    if (!command->step->stage || uses_earlier_index(command, out))
        return;
    Finding *finding = lists_kept(command, out);
    if (!finding)
        return;
    finding_help(finding, "add --no-cache");
    if (!adds_behind(command, out))
        finding_known_as(finding, "");
    if (command_acts(command, ACT_INSTALL))
        fix_insert_after(finding, command->verb.span, STR(" --no-cache"), FIX_SAFE);
}

RULE(apk_lists_kept) = {
    .aka = "DL3019",
    .severity = SEV_INFO,
    .builder_too = true,
    .manager = "apk",
    .each_command = apk_lists_kept,
    .state_size = sizeof(CacheKeptState),
};
