/*
# copied-never-used

A builder stage copies files and deletes them before anything could use them.

They are in no image, but they travel to the builder with every build, and any change to them makes
all that follows be built again. Leave them out: `COPY --exclude`, or the ignore file where no other
copy wants them. It is said where the context can be seen, with the bytes that are there; in a stage
that is exported [copy-then-delete](copy_then_delete.c) speaks of the same.

```text tree
docs/manual.txt 2900
docs/more.txt 100
test/big.bin 500
main.go 10
```

```dockerfile bad
FROM golang:1.22 AS build
WORKDIR /src
COPY . .
#    ^ sends docs, 3.0 kB in 2 files, which is deleted at once
RUN apt-get update && rm -rf docs && go build -o /app .
FROM scratch
COPY --from=build /app /app
```

What may have been used is another matter, and so is what is not there:

```dockerfile good
FROM golang:1.22 AS build
WORKDIR /src
COPY . .
RUN go test ./... && rm -rf test
RUN rm -rf drafts
FROM scratch
COPY --from=build /src /src
```

```dockerfile good
FROM golang:1.22
WORKDIR /src
COPY . .
RUN rm -rf docs
```
*/
#include "base/buf.h"
#include "shared/names.h"

static bool uses_no_files(const Command *command)
{
    return (command->manager && command->manager->system) ||
           command_is(command, "rm rmdir mkdir cd set true : echo printf");
}

/* Between the copy and what deletes it runs nothing that could read it. */
static bool is_untouched(const StepRefs *chain, const Effect *copy, const Effect *removal)
{
    bool behind = false;
    for (size_t i = 0; i < chain->len; i++) {
        const Script *script = behind ? chain->at[i]->script : NULL;
        behind = behind || chain->at[i] == copy->step;
        if (script && chain->at[i]->instruction->kind != INST_RUN)
            continue;
        for (size_t j = 0; script && j < script->commands.len; j++) {
            if (&script->commands.at[j] == removal->command)
                return true;
            if (!uses_no_files(&script->commands.at[j]))
                return false;
        }
        if (script && (script->unread || script->commands.len == 0))
            return false;
    }
    return false;
}

static void report_copy(const Effect *copy, const Effect *removal, ContextSize size, Report *out)
{
    Str path = removal->path.text, dest = copy->path.text;
    bool inside = str_starts(path, dest) && path.len > dest.len;
    Str name = inside ? str_tail(path, dest.len + !str_ends(dest, STR("/"))) : path;
    Buf bytes;
    buf_init(&bytes, report_arena(out));
    buf_bytes(&bytes, size.bytes);
    Finding *finding = report(
        out, copy->span, "sends %.*s, %.*s in %u file%s, which is deleted at once", STR_ARG(name),
        STR_ARG(buf_str(&bytes)), (unsigned)size.files, size.files == 1 ? "" : "s");
    if (inside)
        finding_help(finding, "leave it out: --exclude=%.*s, or a line of the ignore file",
                     STR_ARG(name));
    else
        finding_help(finding, "take it out of the copy");
    finding_related(finding, removal->command->name_span, "deleted here");
    finding_measured(finding, size.bytes);
}

static void copied_never_used(const Step *step, Report *out)
{
    if (!step->stage || step->stage->exported || step->onbuild || !report_tree(out))
        return;
    const StepRefs *chain = report_chain(out, step->stage);
    for (size_t i = 0; i < step->effects.len; i++) {
        const Effect *effect = &step->effects.at[i];
        if (effect->kind != EFFECT_REMOVE || !effect->command || !effect->command->normal ||
            effect->path.known != VALUE_KNOWN || effect->mount)
            continue;
        const EffectRefs *writers = report_writers(out, effect);
        const Effect *copy = writers->len == 1 ? writers->at[0] : NULL;
        if (!copy || !copy->taken || !is_untouched(chain, copy, effect))
            continue;
        ContextSize size = context_landed(report_arena(out), copy, effect->path.text, effect->glob);
        if (size.files > 0)
            report_copy(copy, effect, size, out);
    }
}

RULE(copied_never_used) = {
    .severity = SEV_INFO,
    .builder_too = true,
    .instruction = "RUN",
    .each_instruction = copied_never_used,
};
