/*
# instruction-casing

A keyword is written in another case than most of the others.

Keywords may be written in any case. The one that most instructions of the file use is taken for the
wish; when there are as many of one kind as of the other, capitals win.

```dockerfile bad
FROM debian:12
run true
#^^ most keywords here are in capitals
CMD ["true"]
```

```dockerfile fixed
FROM debian:12
RUN true
CMD ["true"]
```

```dockerfile bad
from debian:12
run true
RUN false
#^^ most keywords here are in small letters
```

```dockerfile fixed
from debian:12
run true
run false
```

```dockerfile bad
FROM debian:12
run true
#^^ write RUN
```

```dockerfile bad
FROM debian:12
Run true
#^^ write RUN
```

```dockerfile good
arg VERSION=12
FROM debian:${VERSION} as base
ONBUILD run true
```

```dockerfile good
from debian:12
run true
```
*/
#include "lint/rule.h"

typedef enum { CASE_SMALL, CASE_CAPITAL, CASE_MIXED } Case;

static Case case_of(Str keyword)
{
    size_t small = 0;
    for (size_t i = 0; i < keyword.len; i++)
        small += keyword.at[i] >= 'a';
    return small == keyword.len ? CASE_SMALL : small == 0 ? CASE_CAPITAL : CASE_MIXED;
}

static void check(const Instruction *it, Case wanted, Report *out)
{
    if (it->kind == INST_UNKNOWN || case_of(it->keyword.text) == wanted)
        return;
    Str name = instruction_name(it->kind);
    if (wanted == CASE_SMALL)
        name = str_lower(report_arena(out), name);
    Finding *finding = report(
        out, it->keyword.span, "%.*s is written in another case: most keywords here are in %s",
        STR_ARG(it->keyword.text), wanted == CASE_SMALL ? "small letters" : "capitals");
    finding_help(finding, "write %.*s", STR_ARG(name));
    fix_replace(finding, it->keyword.span, name, FIX_SAFE);
}

static void instruction_casing(Report *out)
{
    const Instructions *all = &report_file(out)->syntax->instructions;
    size_t counts[3] = {0}, first = report_file(out)->globals.len;
    for (size_t i = first; i < all->len; i++)
        counts[case_of(all->at[i].keyword.text)]++;
    Case wanted = counts[CASE_SMALL] > counts[CASE_CAPITAL] ? CASE_SMALL : CASE_CAPITAL;
    if (counts[wanted] + first == all->len)
        return;
    for (size_t i = first; i < all->len; i++)
        check(&all->at[i], wanted, out);
}

RULE(instruction_casing) = {
    .aka = "ConsistentInstructionCasing",
    .severity = SEV_STYLE,
    .builder_too = true,
    .each_file = instruction_casing,
};
