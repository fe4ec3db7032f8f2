/*
# invalid-dockerfile

BuildKit would refuse this file. The rest of it is checked all the same.

The message says what is wrong and the help what to write instead. It cannot be ignored: nothing
builds until it is mended.

```dockerfile bad
FORM debian:12
#^^^ unknown instruction: FORM
```

```dockerfile bad
FROM debian:12
RUN --mnt=type=cache,target=/x true
#   ^^^^^ unknown flag
```

```dockerfile good
FROM debian:12
RUN true
```
*/
#include "lint/rule.h"

static void invalid_dockerfile(Report *out)
{
    const Problems *problems = &report_file(out)->syntax->problems;
    for (size_t i = 0; i < problems->len; i++) {
        const Problem *problem = &problems->at[i];
        if (problem->kind != PROBLEM_OTHER)
            continue; /* it has a rule of its own */
        Finding *finding = report(out, problem->span, "%.*s", STR_ARG(problem->message));
        if (problem->help.len)
            finding_help(finding, "%.*s", STR_ARG(problem->help));
    }
}

RULE(invalid_dockerfile) = {
    .aka = "DL1000",
    .severity = SEV_ERROR,
    .always = true,
    .each_file = invalid_dockerfile,
};
