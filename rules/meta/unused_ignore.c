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

```dockerfile good
FROM debian:12
RUN true
```
*/
#include "lint/rule.h"

static void unused_ignore(const UnusedIgnore *ignore, Report *out)
{
    const char *what = ignore->unknown ? "no rule is called %.*s" : "%.*s silences nothing here";
    Finding *finding = report(out, ignore->name, what, STR_ARG(ignore->text));
    if (!ignore->unknown)
        fix_delete(finding, ignore->cut, FIX_SAFE);
}

RULE(unused_ignore) = {
    .severity = SEV_INFO,
    .each_unused = unused_ignore,
};
