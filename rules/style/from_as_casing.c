/*
# from-as-casing

FROM and AS are written in different cases.

It builds all the same, but `FROM x as y` hides the name of the stage from whoever looks for the
keywords.

```dockerfile bad
FROM debian:12 as build
#              ^^ the FROM before it is in capitals
```

```dockerfile fixed
FROM debian:12 AS build
```

```dockerfile bad
from debian:12 AS build
#              ^^ small letters
```

```dockerfile fixed
from debian:12 as build
```

```dockerfile bad
FROM debian:12 As build
#              ^^ capitals
```

```dockerfile good
FROM debian:12 AS build
from debian:12 as test
From debian:12 As other
FROM scratch
```
*/
#include "lint/rule.h"

static bool has_any(Str text, char from, char to)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] >= from && text.at[i] <= to)
            return true;
    return false;
}

static void from_as_casing(const Step *from, Report *out)
{
    const Words *words = &from->instruction->args;
    Str keyword = from->instruction->keyword.text;
    bool small = has_any(keyword, 'a', 'z'), capital = has_any(keyword, 'A', 'Z');
    if (words->len < 3 || small == capital)
        return;
    const Word *as = &words->at[1];
    if (!has_any(as->text, small ? 'A' : 'a', small ? 'Z' : 'z'))
        return;
    Finding *finding =
        report(out, as->span, "%.*s is written in another case: the %.*s before it is in %s",
               STR_ARG(as->text), STR_ARG(keyword), small ? "small letters" : "capitals");
    finding_help(finding, "write %s", small ? "as" : "AS");
    if (str_eq_nocase(as->text, STR("as")))
        fix_replace(finding, as->span, small ? STR("as") : STR("AS"), FIX_SAFE);
}

RULE(from_as_casing) = {
    .aka = "FromAsCasing",
    .severity = SEV_STYLE,
    .builder_too = true,
    .instruction = "FROM",
    .each_instruction = from_as_casing,
};
