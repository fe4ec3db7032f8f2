/*
# undocumented-argument

The comment above an ARG or a named FROM does not begin with its name.

`docker build --call=outline` shows such a comment as the description of the argument or the stage,
if it begins with the name and a blank: `# VERSION of the tool that is installed`. Any other comment
there is shown nowhere.

```dockerfile bad
# the version to install
ARG VERSION=1
#   ^^^^^^^^^ begin it with VERSION
FROM debian:12
```

```dockerfile bad
# compiles everything
FROM debian:12 AS build
#                 ^^^^^ begin it with build
```

```dockerfile bad
FROM debian:12
# VERSION is fine
# and this is not
ARG VERSION OTHER
#   ^^^^^^^^^^^^^ begin it with the name of an argument
```

```dockerfile good
# VERSION to install
ARG VERSION=1
# an image of any kind
FROM debian:12
# something else
#
ARG OTHER
# build compiles everything
FROM debian:12 AS build
ARG SILENT
# plain says nothing of itself
RUN true
```
*/
#include "lint/rule.h"

static bool is_about(Str word, const Step *step)
{
    if (step->instruction->kind == INST_FROM)
        return str_eq(word, step->stage->name);
    for (size_t i = 0; i < step->bindings.len; i++)
        if (str_eq(word, step->bindings.at[i].key.text))
            return true;
    return false;
}

static void undocumented_argument(const Step *step, Report *out)
{
    const Comments *doc = &step->written->doc;
    bool from = step->instruction->kind == INST_FROM;
    if (step->onbuild || step->triggered || doc->len == 0)
        return;
    if (from ? step->stage->name.len == 0 : step->bindings.len == 0)
        return;
    const Comment *last = &doc->at[doc->len - 1];
    if (is_about(str_cut(last->text, ' ').head, step))
        return;
    const Bindings *bindings = &step->bindings;
    Span span = step->stage ? step->stage->name_span : (Span){0};
    if (!from)
        span = (Span){bindings->at[0].pair->span.start,
                      bindings->at[bindings->len - 1].pair->span.end};
    Str name = from ? step->stage->name : bindings->at[0].key.text;
    if (!from && bindings->len > 1)
        name = STR("the name of an argument");
    Finding *finding = report(out, span, "the comment above is no description that --call shows");
    finding_help(finding, "begin it with %.*s and a blank", STR_ARG(name));
    finding_related(finding, last->span, "the comment");
}

RULE(undocumented_argument) = {
    .aka = "InvalidDefinitionDescription",
    .severity = SEV_STYLE,
    .off = true,
    .builder_too = true,
    .instruction = "FROM ARG",
    .each_instruction = undocumented_argument,
};
