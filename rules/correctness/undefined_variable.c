/*
# undefined-variable

A variable is used that nothing sets: it is empty here.

The builder puts nothing in its place and goes on. `ENV LD_LIBRARY_PATH=/lib:$LD_LIBRARY_PATH` then
ends in a colon, which adds the current directory to the search path; `COPY $SRC /` copies
everything. An ARG above the first FROM is not seen inside a stage until the stage repeats
`ARG NAME`.

A base image may set variables that the file does not tell of. So plimsoll speaks up only where that
is ruled out: the base is scratch or a bare system (debian, alpine, ...), the name is none that can
be set, or the file itself declares it where it does not count. With the option `uncertain` (or
--all-rules) every name that the file does not set is reported, as BuildKit does when it cannot
reach the registry.

```dockerfile bad
FROM debian:12
ENV LD_LIBRARY_PATH=/opt/lib:$LD_LIBRARY_PATH
#                   ^^^^^^^^^^^^^^^^^^^^^^^^^ $LD_LIBRARY_PATH is not set
COPY ${SRC:-src} /app
#    ^^^^^^^^^^^ $SRC is not set
```

```dockerfile bad
ARG VERSION=1
FROM node:22
LABEL version=$VERSION
#             ^^^^^^^^ write ARG VERSION in this stage
```

```dockerfile bad
FROM scratch
ARG VERSION=1
USER $VERSOIN
#    ^^^^^^^^ did you mean $VERSION?
```

```dockerfile bad
FROM node:22
LABEL vendor="$1"
#            ^^^^ $1 is not set
```

```dockerfile good
FROM golang:1.22
ARG GIVEN
ENV OUT=/out PATH=$GOPATH/bin:$PATH
COPY $GIVEN $OUT
RUN echo $ANYTHING
EXPOSE $PORT
CMD echo $HOME
WORKDIR '$HOME'
```

```dockerfile good
ARG BUILDKIT_SBOM_SCAN_STAGE=true
FROM debian:12 AS base
ARG NAME=x
FROM base
LABEL a=$NAME b=$BUILDKIT_SBOM_SCAN_STAGE
```

```yaml config
rules:
  undefined-variable:
    uncertain: true
```

```dockerfile bad
FROM golang:1.22
WORKDIR $GOPATH/src
#       ^^^^^^^^^^^ $GOPATH is set nowhere in this file
```
*/
#include "shared/fixes.h"

static bool is_settable(Str name)
{
    return name.len > 0 && (name.at[0] == '_' || (name.at[0] | 0x20) >= 'a');
}

/* The image can have brought it: nobody knows. */
static bool is_uncertain(const Stage *stage, const Var *global, Str name)
{
    bool declared = global && global->kind == VAR_GLOBAL_ARG;
    return !declared && is_settable(name) && stage_root(stage)->vars &&
           stage_root(stage)->vars->open && !image_is_bare(&stage_root(stage)->base.image);
}

static void declare(Finding *finding, const Step *step, Str name, Report *out)
{
    Buf text;
    buf_init(&text, report_arena(out));
    buf_fmt(&text, "ARG %.*s\n", STR_ARG(name));
    if (!step->triggered)
        fix_insert_above(finding, step, buf_str(&text), FIX_UNSAFE);
}

static void tell(const Step *step, const Expanded *word, Str name, Report *out)
{
    const Var *global = var_known(report_file(out)->global_vars, name);
    bool uncertain = is_uncertain(step->stage, global, name);
    if ((uncertain && !option_bool(out, "uncertain")) ||
        str_starts(name, STR("BUILDKIT_SBOM_SCAN_")))
        return;
    Finding *finding = report(out, step_place(step, word->span),
                              uncertain ? "$%.*s is set nowhere in this file: it is empty unless "
                                          "the base image sets it"
                                        : "$%.*s is not set: it is empty here",
                              STR_ARG(name));
    Str other = var_near(step->vars, name);
    if (global) {
        finding_help(finding, "write ARG %.*s in this stage first", STR_ARG(name));
        declare(finding, step, name, out);
        if (global->span.end > 0)
            finding_related(finding, global->span,
                            "what stands before FROM is not seen in a stage");
    } else if (other.len > 0) {
        finding_help(finding, "did you mean $%.*s?", STR_ARG(other));
    }
}

static void undefined_variable(const Step *step, Report *out)
{
    if (!step->stage || step->onbuild)
        return;
    for (size_t i = 0; i < step->expanded.len; i++) {
        const Expanded *word = &step->expanded.at[i];
        for (size_t j = 0; j < word->expansion.undeclared.len; j++)
            tell(step, word, word->expansion.undeclared.at[j], out);
    }
}

RULE(undefined_variable) = {
    .aka = "UndefinedVar",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "ADD ARG COPY ENV LABEL RUN STOPSIGNAL USER VOLUME WORKDIR",
    .each_instruction = undefined_variable,
    .options = UNCERTAIN("also names that the base image may set"),
};
