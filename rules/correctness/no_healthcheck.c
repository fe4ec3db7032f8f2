/*
# no-healthcheck

A stage has no HEALTHCHECK, so nobody notices when the program hangs.

A container that runs and does not answer counts as healthy. `HEALTHCHECK NONE` says that it is not
wanted. Kubernetes does not look at it and has probes of its own, so the rule is off until it is
asked for. A stage that others are built on is covered when one of them has the check.

```dockerfile bad
FROM nginx:1.27
#^^^ no HEALTHCHECK
RUN true
```

```dockerfile bad
FROM nginx:1.27 AS base
FROM base AS a
HEALTHCHECK CMD curl -f http://localhost/
FROM base AS b
#^^^ no HEALTHCHECK
```

```dockerfile good
FROM nginx:1.27 AS base
HEALTHCHECK CMD curl -f http://localhost/
FROM base
FROM nginx:1.27
HEALTHCHECK NONE
```
*/
#include "lint/rule.h"

static void no_healthcheck(Report *out)
{
    const Stages *stages = &report_file(out)->stages;
    bool *covered = NEW_ARRAY(report_arena(out), stages->len, bool);
    for (size_t i = stages->len; i-- > 0;) {
        const Stage *stage = &stages->at[i], *parent = stage_parent(stage);
        covered[i] |= stage->health != NULL;
        if (parent && covered[i])
            covered[parent->index] = true;
    }
    for (size_t i = 0; i < stages->len; i++) {
        if (covered[i])
            continue;
        Finding *finding =
            report(out, stages->at[i].from->written->keyword.span, "the stage has no HEALTHCHECK");
        finding_help(finding, "add one, or HEALTHCHECK NONE");
    }
}

RULE(no_healthcheck) = {
    .aka = "DL3057",
    .severity = SEV_INFO,
    .off = true,
    .each_file = no_healthcheck,
};
