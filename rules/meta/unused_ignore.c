/*
# unused-ignore

An ignore comment silences nothing: the flaw is gone, or the name is wrong.

Such a comment hides the next real finding that comes to its line. The fix takes the name out, or
the whole comment when it was the only one.

```dockerfile bad
# plimsoll ignore=apt-recommended-packages
#                 ^^^^^^^^^^^^^^^^^^^^^^^^ silences nothing
FROM debian:12
```

```dockerfile fixed
FROM debian:12
```

```dockerfile bad
FROM debian:12
# plimsoll ignore=apt-recommended-packages, copy-then-delete reason=small
#                 ^^^^^^^^^^^^^^^^^^^^^^^^ silences nothing
#                                           ^^^^^^^^^^^^^^^^ silences nothing
RUN true
```

```dockerfile fixed
FROM debian:12
RUN true
```

```dockerfile bad
# plimsoll ignore=apt-recomended-packages
#                 ^^^^^^^^^^^^^^^^^^^^^^^ no rule is called
FROM debian:12
RUN apt-get install -y curl
```

A comment that names no rule at all is told, too; a sentence about plimsoll is none.

```dockerfile bad
# plimsoll ignore
#^^^^^^^^^^^^^^^^ write # plimsoll ignore=RULE
FROM debian:12
```

```dockerfile good
# plimsoll is run over this file.
FROM debian:12
RUN true
```
*/
#include "lint/rule.h"

static void unused_ignore(const UnusedIgnore *ignore, Report *out)
{
    if (ignore->unclear) {
        Finding *finding = report(out, ignore->name, "the comment ignores nothing");
        finding_help(finding, "write # plimsoll ignore=RULE, ignore-stage=RULE or "
                              "ignore-file=RULE");
    } else if (ignore->unknown) {
        Finding *finding =
            report(out, ignore->name, "no rule is called %.*s", STR_ARG(ignore->text));
        if (ignore->near.len)
            finding_help(finding, "did you mean %.*s?", STR_ARG(ignore->near));
    } else {
        Finding *finding =
            report(out, ignore->name, "%.*s silences nothing here", STR_ARG(ignore->text));
        fix_delete(finding, ignore->cut, FIX_SAFE);
    }
}

RULE(unused_ignore) = {
    .severity = SEV_INFO,
    .each_unused = unused_ignore,
};
