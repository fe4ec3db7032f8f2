/*
# build-tools-in-final-stage

The image that runs the program also holds what only its build needs: compilers, headers, build
programs, a development kit.

They weigh more than most programs: `build-essential` some 200 MB, a JDK 100 to 300 MB more than its
JRE, `golang` 800 MB for a binary of 10, and they are there for whoever breaks in, too. Build in a
stage of its own and copy the result; or install, build and remove them in one RUN.

```dockerfile bad
FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev curl
#                             ^^^^^^^ gcc, libc6-dev
COPY tide.c /src/
RUN gcc -o /usr/local/bin/tide /src/tide.c
CMD ["tide"]
```

```dockerfile bad
FROM golang:1.22
#    ^^^^^^^^^^^ golang
COPY . /src
WORKDIR /src
RUN go build -o /usr/local/bin/tide .
CMD ["tide"]
```

A JAR needs a JRE:

```dockerfile bad
FROM maven:3-eclipse-temurin-21 AS build
COPY . /src
RUN mvn -f /src package
FROM eclipse-temurin:21
#    ^^^^^^^^^^^^^^^^^^ eclipse-temurin:21 brings a JDK
COPY --from=build /src/target/tide.jar /tide.jar
CMD ["java", "-jar", "/tide.jar"]
```

```dockerfile bad
FROM debian:12-slim
RUN curl -fsSL https://sh.rustup.rs | sh -s -- -y
#   ^^^^ fetches a toolchain
COPY . /src
RUN /root/.cargo/bin/cargo build --release
CMD ["/src/target/release/tide"]
```

What static files or a bundle come from, is not needed to serve them:

```dockerfile bad
FROM node:20
#    ^^^^^^^ node:20
COPY . /app
WORKDIR /app
RUN npm ci && npm run build
CMD ["npx", "serve", "dist"]
```

Only the result, or nothing left:

```dockerfile good
FROM golang:1.22 AS build
COPY . /src
RUN go build -C /src -o /tide .
FROM debian:12-slim
COPY --from=build /tide /usr/local/bin/tide
CMD ["tide"]
```

```dockerfile good
FROM alpine:3.20
COPY tide.c /src/
RUN apk add --no-cache --virtual .build gcc musl-dev \
 && gcc -o /usr/local/bin/tide /src/tide.c \
 && apk del .build
CMD ["tide"]
```

```dockerfile good
FROM debian:12-slim
COPY . /src
RUN apt-get update && saved="$(apt-mark showmanual)" \
 && apt-get install -y gcc make && make -C /src install \
 && apt-mark auto '.*' && apt-mark manual $saved && apt-get purge -y --auto-remove
CMD ["tide"]
```

Where they are what the image is for, or what it runs calls them:

```dockerfile good
FROM debian:12-slim
RUN apt-get update && apt-get install -y gcc make cmake
CMD ["bash"]
```

```dockerfile good
FROM golang:1.22
COPY . /src
WORKDIR /src
CMD ["go", "run", "."]
```

```dockerfile good
FROM debian:12-slim AS builder
RUN apt-get update && apt-get install -y gcc make cmake
COPY build.py /usr/local/bin/build
ENTRYPOINT ["build"]
```

```dockerfile good
FROM eclipse-temurin:21-jre
COPY tide.jar /tide.jar
CMD ["java", "-jar", "/tide.jar"]
```
*/
#include "base/buf.h"
#include "shared/build_tools.h"
#include "shared/names.h"
#include "shared/removals.h"
#include "shared/toolchains.h"

/* What a build is known to make: the latest. */
static const Effect *built(const StepRefs *chain)
{
    for (size_t i = chain->len; i-- > 0;)
        for (size_t j = chain->at[i]->effects.len; j-- > 0;) {
            const Effect *effect = &chain->at[i]->effects.at[j];
            if (effect->brings == BRINGS_BUILD && effect->kind == EFFECT_CREATE &&
                effect->path.known == VALUE_KNOWN && !effect_undone(effect) &&
                effect->path.text.len > 1)
                return effect;
        }
    return NULL;
}

static void help(Finding *finding, const Effect *result, const char *instead)
{
    if (!result) {
        finding_help(finding, "build in a stage of its own and copy the result%s", instead);
        return;
    }
    finding_help(finding, "build in a stage of its own and COPY --from it %.*s%s",
                 STR_ARG(result->path.text), instead);
    finding_related(finding, result->span, "built here");
}

static void judge_install(const Command *install, const Effect *result, Report *out)
{
    Packages packages = command_packages(report_arena(out), install);
    Buf names;
    buf_init(&names, report_arena(out));
    size_t count = 0;
    for (size_t i = 0; i < packages.len; i++) {
        Str name = packages.at[i].name.len ? packages.at[i].name : packages.at[i].arg->value.text;
        if (!package_is_build_tool(name) || package_is_removed(out, install, name))
            continue;
        if (count < 3) {
            buf_add(&names, count ? STR(", ") : STR(""));
            buf_add(&names, name);
        }
        count++;
    }
    if (count == 0)
        return;
    Span span =
        install->verb.span.end > install->verb.span.start ? install->verb.span : install->name_span;
    Finding *finding =
        report(out, span, "%.*s%s: only a build needs them, and the image keeps them",
               STR_ARG(buf_str(&names)), count > 3 ? " and more" : "");
    help(finding, result, ", or remove them in this RUN");
}

/* What it unpacked or installed is gone again. */
static bool is_cleared(const Command *fetch)
{
    const Script *script = fetch->step->script;
    for (size_t i = fetch->index + 1; i < script->commands.len; i++) {
        const Command *command = &script->commands.at[i];
        if (command_is(command, "rustup") && command_has_operand(command, STR("self")))
            return true;
        for (size_t j = 0; command_is(command, "rm") && j < command->operands.len; j++) {
            Str path = command->operands.at[j].value.text;
            if (str_ends(path, STR("/go")) || str_ends(path, STR(".rustup")) ||
                str_ends(path, STR(".stack")) || str_ends(path, STR("/.cargo")))
                return true;
        }
    }
    return false;
}

static void judge_command(const Command *command, const Effect *result, Report *out)
{
    if (command_installs_packages(command)) {
        judge_install(command, result, out);
        return;
    }
    if (!command->normal || command->elsewhere || command->again ||
        !command_fetches_toolchain(command) || is_cleared(command))
        return;
    Finding *finding = report(out, command->name_span,
                              "fetches a toolchain: only a build needs it, and the image keeps it");
    help(finding, result, "");
}

static void judge_base(const Stage *stage, const Purpose *purpose, const Effect *result,
                       Report *out)
{
    const Stage *target = report_file(out)->target;
    static const char *const words[] = {[TOOLCHAIN_NONE] = "",
                                        [TOOLCHAIN_JDK] = "a JDK",
                                        [TOOLCHAIN_NODE] = "more than node",
                                        [TOOLCHAIN_OTHER] = "a toolchain"};
    const StepRefs *chain = report_chain(out, target);
    Toolchain kind = stage_toolchain(stage, purpose, target, chain);
    if (kind == TOOLCHAIN_NONE)
        return;
    Finding *finding = report(out, stage->base.span, "%.*s brings %s, and what runs needs none",
                              STR_ARG(stage->base.image.text), words[kind]);
    if (kind == TOOLCHAIN_JDK && !chain_builds(chain))
        finding_help(finding, "take its JRE: eclipse-temurin:N-jre, or make one with jlink");
    else
        help(finding, result, "");
}

static void build_tools_in_final_stage(const Stage *target, Report *out)
{
    if (!target->target)
        return;
    Purpose purpose = image_purpose(target, out);
    if (purpose.workbench || purpose.calls_tools)
        return;
    const StepRefs *chain = report_chain(out, target);
    const Effect *result = built(chain);
    for (const Stage *stage = target; stage; stage = stage_parent(stage))
        judge_base(stage, &purpose, result, out);
    for (size_t i = 0; i < chain->len; i++) {
        const Script *script = chain->at[i]->script;
        if (!script || chain->at[i]->onbuild || chain->at[i]->instruction->kind != INST_RUN)
            continue;
        for (size_t j = 0; j < script->commands.len; j++)
            judge_command(&script->commands.at[j], result, out);
    }
}

RULE(build_tools_in_final_stage) = {
    .severity = SEV_WARNING,
    .each_stage = build_tools_in_final_stage,
};
