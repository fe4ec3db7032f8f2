/*
# copy-without-workdir

COPY goes to a relative path, and no WORKDIR says where that is.

It is then the working directory of the base image, mostly `/`. When the next version of that image
has another one, the files end up somewhere else and nothing says so.

```dockerfile bad
FROM debian:12
COPY app.py app/
#           ^^^^ app/
```

```dockerfile fixed
FROM debian:12
COPY app.py /app/
```

```dockerfile bad
FROM debian:12 AS other
WORKDIR /srv
FROM debian:12
ENV DIR=conf
COPY . ${DIR}
#      ^^^^^^ conf
WORKDIR /app
```

```dockerfile good
FROM debian:12 AS base
COPY a /a
COPY a $HOME/a
COPY a C:/a
WORKDIR /app
COPY . .
FROM base
COPY b .
ADD c d
ONBUILD COPY . .
```
*/
#include "lint/rule.h"

/* A bare system begins at /, and a plain word can just be written in full. */
static void fix(Finding *finding, const Transfer *transfer, const Step *step, Report *out)
{
    Str written = source_slice(report_file(out)->syntax->source, transfer->dest_span);
    bool plain = transfer->dest_text.known == VALUE_KNOWN &&
                 str_eq(written, transfer->dest_text.text) &&
                 image_is_bare(&stage_root(step->stage)->base.image);
    if (!plain || transfer->dest.known != VALUE_KNOWN)
        return;
    Buf text;
    buf_init(&text, report_arena(out));
    buf_add(&text, transfer->dest.text);
    if (transfer->dest_directory && transfer->dest.text.len > 1)
        buf_char(&text, '/');
    fix_replace(finding, transfer->dest_span, buf_str(&text), FIX_SAFE);
}

static void copy_without_workdir(const Step *step, Report *out)
{
    const Transfer *transfer = step->transfer;
    if (!transfer || !step->stage || !step_is_plain(step) || step->workdir_set ||
        !transfer->dest_relative)
        return;
    Finding *finding =
        report(out, transfer->dest_span, "%.*s is relative, and only the base image knows to what",
               STR_ARG(transfer->dest_text.text));
    finding_help(finding, "set a WORKDIR before, or write an absolute path");
    fix(finding, transfer, step, out);
}

RULE(copy_without_workdir) = {
    .aka = "DL3045",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "COPY",
    .each_instruction = copy_without_workdir,
};
