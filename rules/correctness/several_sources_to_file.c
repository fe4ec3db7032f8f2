/*
# several-sources-to-file

COPY takes several files to a destination that is not written as a directory.

Without a slash at its end the destination may be a file, and each source then replaces the one
before it. The older builder refuses it.

```dockerfile bad
FROM debian:12
COPY package.json yarn.lock /app
#                           ^^^^ write a slash
```

```dockerfile fixed
FROM debian:12
COPY package.json yarn.lock /app/
```

```dockerfile bad
FROM debian:12
COPY ["a b", "c", "dir"]
#                 ^^^^^ several
```

```dockerfile fixed
FROM debian:12
COPY ["a b", "c", "dir/"]
```

```dockerfile bad
FROM debian:12
COPY a b "/app"
#        ^^^^^^ write a slash
```

```dockerfile good
FROM debian:12
COPY a b /app/
COPY a b .
COPY a b ./
COPY a b ..
COPY a b "/app/"
COPY a /app
COPY a b $DIR
```
*/
#include "lint/rule.h"

static bool is_file(const Transfer *transfer)
{
    Str text = transfer->dest_text.text;
    return transfer->dest_text.known == VALUE_KNOWN && !str_ends(text, STR("/")) &&
           !str_eq(text, STR(".")) && !str_eq(text, STR("..")) && !str_ends(text, STR("/.")) &&
           !str_ends(text, STR("/..")) && !str_ends(text, STR("\\"));
}

static void several_sources_to_file(const Step *step, Report *out)
{
    const Transfer *transfer = step->transfer;
    if (!transfer || !step_is_plain(step) || transfer->sources.len < 2 || !is_file(transfer))
        return;
    Span place = transfer->dest_span;
    Finding *finding = report(out, place, "several files go to what may be taken for one file");
    finding_help(finding, "write a slash at its end");
    Str written = source_slice(report_file(out)->syntax->source, place);
    bool quoted = str_ends(written, STR("\"")) || str_ends(written, STR("'"));
    fix_insert_after(finding, (Span){place.start, place.end - quoted}, STR("/"), FIX_SAFE);
}

RULE(several_sources_to_file) = {
    .aka = "DL3021",
    .severity = SEV_ERROR,
    .builder_too = true,
    .instruction = "COPY",
    .each_instruction = several_sources_to_file,
};
