/*
# dockerignore-invalid

BuildKit refuses a line of the ignore file, and with it the whole build.

Patterns follow Go's `filepath.Match`: a `[` needs its `]`, a class cannot be empty, a backslash
needs a letter behind it, and a `!` a pattern.

```dockerignore bad
*.log
[abc
#^^^ syntax error
!
^ a '!' needs a pattern behind it
```

```dockerignore good
*.log
[abc]
\!important
{a,b}
```
*/
#include "lint/rule.h"

static void dockerignore_invalid(Report *out)
{
    const IgnoreFile *ignore = &report_ignore(out)->file;
    for (size_t i = 0; i < ignore->len; i++) {
        const IgnorePattern *pattern = &ignore->at[i];
        if (pattern->flaw)
            report_pattern(out, pattern, "BuildKit stops here: %s", pattern->flaw);
    }
}

RULE(dockerignore_invalid) = {
    .severity = SEV_ERROR,
    .builder_too = true,
    .each_file = dockerignore_invalid,
};
