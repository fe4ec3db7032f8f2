/*
# build-tools-in-final-stage

The image that runs the program also holds what only its build needs: compilers, headers, build
programs, a development kit.

They weigh more than most programs: `build-essential` some 200 MB, a JDK 100 to 300 MB more than its
JRE, `golang` 800 MB for a binary of 10, and they are there for whoever breaks in, too. Build in a
stage of its own and copy the result; or install, build and remove them in one RUN.

```dockerfile bad
FROM golang:1.22
#    ^^^^^^^^^^^ golang
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev curl
#                             ^^^^^^^ gcc, libc6-dev
RUN curl -fsSL https://sh.rustup.rs | sh -s -- -y
#   ^^^^ fetches a toolchain
COPY . /src
RUN go build -C /src -o /usr/local/bin/tide .
CMD ["tide"]
```

A JAR needs a JRE; and what static files or a bundle come from, is not needed to serve them:

```dockerfile bad
FROM eclipse-temurin:21
#    ^^^^^^^^^^^^^^^^^^ eclipse-temurin:21 brings a JDK
COPY target/tide.jar /tide.jar
CMD ["java", "-jar", "/tide.jar"]
```

```dockerfile bad
FROM node:20
#    ^^^^^^^ node:20
COPY . .
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
RUN apt-get update && saved="$(apt-mark showmanual)" \
 && apt-get install -y gcc make && make -C /src install \
 && apt-mark auto '.*' && apt-mark manual $saved && apt-get purge -y --auto-remove
CMD ["tide"]
```

Where they are what the image is for, or what it runs calls them, it is silent. An image that starts
nothing, a shell, or a script that is not read may be meant for building: the option `uncertain` and
--all-rules have it told, too.

```dockerfile good
FROM golang:1.22
COPY . /src
CMD ["go", "run", "/src"]
```

```dockerfile good
FROM debian:12-slim
RUN apt-get update && apt-get install -y gcc make
COPY compile_all.py /
CMD ["python3", "/compile_all.py"]
```
*/
#include "shared/build_tools.h"
#include "shared/layers.h"
#include "shared/names.h"
#include "shared/starts.h"
#include "shared/toolchain_commands.h"
#include "shared/toolchains.h"

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
    Str tools = install_leaves_tools(install, out);
    if (tools.len == 0)
        return;
    Span verb = install->verb.span;
    Finding *finding =
        report(out, verb.end > verb.start ? verb : install->name_span,
               "%.*s: only a build needs them, and the image keeps them", STR_ARG(tools));
    help(finding, result, ", or remove them in this RUN");
    report_unwished(out, finding, install, &build_tools_unwished);
}

static void judge_fetch(const Command *command, const Effect *result, Report *out)
{
    if (!command->normal || command->elsewhere || command->again ||
        !command_fetches_toolchain(command) || toolchain_is_cleared(command))
        return;
    Finding *finding = report(out, command->name_span,
                              "fetches a toolchain: only a build needs it, and the image keeps it");
    help(finding, result, "");
}

static void judge_base(const Stage *stage, const Purpose *purpose, const Effect *result,
                       Report *out)
{
    const char *surplus = stage_surplus(stage, purpose, out);
    if (!surplus)
        return;
    Finding *finding = report(out, stage->base.span, "%.*s brings %s, and what runs needs none",
                              STR_ARG(stage->base.image.text), surplus);
    if (purpose->builds)
        help(finding, result, "");
    else
        finding_help(finding, "take a base that only runs: for Java its JRE, or one by jlink");
    report_base(out, finding);
}

static void build_tools_in_final_stage(const Stage *target, Report *out)
{
    Start start = stage_start(target); /* asked first: it takes the least */
    if (!target->target || start.calls_tools ||
        !((start.known && start.program) || option_bool(out, "uncertain")) ||
        !image_brings_tools(target, out))
        return;
    Purpose purpose = image_purpose(target, out);
    if (purpose.workbench || purpose.script_may_build)
        return;
    const Effect *result = layers_built(report_chain(out, target));
    for (const Stage *stage = target; stage; stage = stage_parent(stage))
        judge_base(stage, &purpose, result, out);
    const CommandRefs *commands = report_commands(out, target);
    for (size_t i = 0; i < commands->len; i++)
        (command_installs_packages(commands->at[i]) ? judge_install : judge_fetch)(commands->at[i],
                                                                                   result, out);
}

RULE(build_tools_in_final_stage) = {
    .severity = SEV_WARNING,
    .each_stage = build_tools_in_final_stage,
    .options = UNCERTAIN("also in images that may be meant for building"),
};
