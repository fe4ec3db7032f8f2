/*
# root-user

The last USER of a stage is root, so its containers run as root.

A process that breaks out of a container that runs as root is root on the host, unless user
namespaces are in use, and inside nothing stops it from replacing the program itself. Install as
root, then go back to another user. Nobody starts containers of a stage that is not exported: one is
reported only with the option `uncertain` or --all-rules.

```dockerfile bad
FROM debian:12
USER app
RUN make
USER root
#    ^^^^ root
```

```dockerfile bad
FROM debian:12
USER 0:0
#    ^^^ root
```

```dockerfile bad
FROM debian:12
ENV NAME=root
USER ${NAME}
#    ^^^^^^^ root
```

```dockerfile good
FROM debian:12 AS base
USER root
RUN apt-get update
USER 1000
FROM base
FROM debian:12
ONBUILD USER root
FROM debian:12
USER root
FROM debian:12
USER root$SUFFIX
```

```yaml config
rules:
  root-user:
    uncertain: true
```

```dockerfile bad
FROM debian:12
USER root
#    ^^^^ root
FROM debian:12
```
*/
#include "lint/rule.h"

static const Step *last_user(const Stage *stage)
{
    for (size_t i = stage->steps.len; i-- > 0;) {
        const Step *step = &stage->steps.at[i];
        if (step->instruction->kind == INST_USER && step_is_plain(step))
            return step;
    }
    return NULL;
}

static void root_user(const Stage *stage, Report *out)
{
    const Step *step = last_user(stage);
    if (!step || step->words.len == 0 || !(stage->exported || option_bool(out, "uncertain")))
        return;
    if (!user_is_root(step->words.at[0].value))
        return;
    Finding *finding = report(out, step->words.at[0].span,
                              "the stage ends as root, and containers run as its last user");
    finding_help(finding, "end the stage with a USER that is not root");
    if (step->expanded.len > 0)
        finding_known_as(finding, ""); /* hadolint knows no values */
}

RULE(root_user) = {
    .aka = "DL3002",
    .severity = SEV_WARNING,
    .each_stage = root_user,
    .options = UNCERTAIN("also stages that are not exported"),
};
