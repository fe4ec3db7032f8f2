/*
# ignore-comment

A comment silences rules for the instruction below it.

It is off until it is asked for: some want to see each exception that a file makes for itself.
plimsoll's own comments and those for hadolint and tally are found; those for a stage or for the
whole file are not.

```dockerfile bad
FROM debian:12
# plimsoll ignore=apt-recommended-packages
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ silences
RUN apt-get install -y curl
```

```dockerfile bad
# hadolint ignore=DL3006 # the newest is wanted
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ silences
FROM debian
```

```dockerfile good
# hadolint global ignore=DL3006
# hadolint ignore=nothing
# hadolint shell=bash
# plimsoll ignore-file=latest-tag
# some comment
FROM debian:12
```
*/
#include "lint/rule.h"

static void ignore_comment(Report *out)
{
    const Comments *comments = &report_file(out)->syntax->comments;
    for (size_t i = 0; i < comments->len; i++) {
        if (!comment_ignores_next(out, &comments->at[i]))
            continue;
        Finding *finding = report(out, comments->at[i].span,
                                  "this comment silences rules for what stands below it");
        finding_help(finding, "mend the flaw, or turn the rule off in the settings file");
    }
}

RULE(ignore_comment) = {
    .aka = "DL1001",
    .severity = SEV_INFO,
    .off = true,
    .builder_too = true,
    .each_file = ignore_comment,
};
