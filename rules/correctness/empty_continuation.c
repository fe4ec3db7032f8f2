/*
# empty-continuation

A blank line stands inside a continued instruction.

A line that ends in a backslash goes on past blank lines: what follows them is still the same
instruction, even when it looks like the next one. BuildKit warns that this will become an error.
The fix takes the blank lines out; it changes nothing else.

```dockerfile bad
FROM debian:12
RUN apt-get update && \

    apt-get install -y curl
#   ^^^^^^^^^^^^^^^^^^^^^^^ goes on past a blank line
```

```dockerfile fixed
FROM debian:12
RUN apt-get update && \
    apt-get install -y curl
```

```dockerfile bad
FROM debian:12
RUN true \

RUN false
#^^^^^^^^ the same RUN
```

```dockerfile good
FROM debian:12
RUN true && \
    # a comment is fine
    true

COPY <<EOF /a

EOF
```
*/
#include "lint/rule.h"

static void check(const Instruction *it, Report *out)
{
    if (it->blank_lines.len == 0)
        return;
    const Source *source = report_file(out)->syntax->source;
    Span line = source_line_span(source, it->head_last_line);
    Str text = source_slice(source, line), trimmed = str_trim(text);
    if (trimmed.len > 0) {
        line.start += (uint32_t)(trimmed.at - text.at);
        line.end = line.start + (uint32_t)trimmed.len;
    }
    Str name = instruction_name(it->kind);
    Finding *finding =
        report(out, line, "the instruction goes on past a blank line: this is still the same %.*s",
               STR_ARG(name));
    finding_help(finding, "remove the blank line, or the escape at the end of the line before it");
    finding_related(finding, it->blank_lines.at[0], "the blank line");
    for (size_t i = 0; i < it->blank_lines.len; i++)
        fix_delete(finding, it->blank_lines.at[i], FIX_SAFE);
}

static void empty_continuation(Report *out)
{
    const Instructions *all = &report_file(out)->syntax->instructions;
    for (size_t i = 0; i < all->len; i++)
        check(&all->at[i], out);
}

RULE(empty_continuation) = {
    .aka = "NoEmptyContinuation",
    .severity = SEV_WARNING,
    .builder_too = true,
    .line_alone = true,
    .each_file = empty_continuation,
};
