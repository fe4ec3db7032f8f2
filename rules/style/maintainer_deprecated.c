/*
# maintainer-deprecated

MAINTAINER is deprecated: a label says the same and can be read by every tool.

It has been since Docker 1.13. It fills the image's author field, which registries and `docker
image ls --filter` do not look at; the label `org.opencontainers.image.authors` is the usual place.

```dockerfile bad
FROM debian:12
MAINTAINER Jane Doe <jane@example.com>
#^^^^^^^^^ use LABEL org.opencontainers.image.authors
```

```dockerfile good
FROM debian:12
LABEL org.opencontainers.image.authors="Jane Doe <jane@example.com>"
```
*/
#include "lint/rule.h"

static void maintainer_deprecated(const Step *step, Report *out)
{
    const Instruction *it = step->written;
    Finding *finding = report(out, it->keyword.span, "MAINTAINER is deprecated");
    finding_help(finding, "use LABEL org.opencontainers.image.authors=\"...\"");
    if (it->body.text.len == 0)
        return;
    char escape = report_file(out)->syntax->escape;
    Buf label;
    buf_init(&label, report_arena(out));
    buf_add(&label, STR("LABEL org.opencontainers.image.authors=\""));
    for (size_t i = 0; i < it->body.text.len; i++) {
        char c = it->body.text.at[i];
        if (c == '"' || c == '$' || c == escape)
            buf_char(&label, escape);
        buf_char(&label, c);
    }
    buf_char(&label, '"');
    Span whole = {it->keyword.span.start, it->body.span.end};
    fix_replace(finding, whole, buf_str(&label), FIX_UNSAFE);
}

RULE(maintainer_deprecated) = {
    .aka = "DL4000 MaintainerDeprecated",
    .severity = SEV_ERROR,
    .builder_too = true,
    .instruction = "MAINTAINER",
    .each_instruction = maintainer_deprecated,
};
