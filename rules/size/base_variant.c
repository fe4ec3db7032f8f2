/*
# base-variant

A smaller variant of the same official image would do: `-slim`, or a JRE.

The full `python`, `node`, `ruby` and `perl` images hold compilers, headers and version control for
builds of every kind: 1 GB where `-slim` has 130 to 250 MB. `debian:12-slim` is `debian:12` without
documentation: 75 MB instead of 117 (26 and 48 packed). It is said only where nothing in the stage
builds, installs what may have to be built, or calls what the full image alone has. A JDK that only
runs a program is
[build-tools-in-final-stage](build_tools_in_final_stage.c).

```dockerfile bad
FROM python:3.12 AS build
COPY requirements.txt .
RUN pip install --prefix=/venv -r requirements.txt
FROM python:3.12
#    ^^^^^^^^^^^ python:3.12-slim
COPY --from=build /venv /usr/local
COPY . /app
CMD ["python", "/app/tide.py"]
```

```dockerfile bad
FROM debian:12
#    ^^^^^^^^^ debian:12-slim
RUN apt-get update && apt-get install -y nginx && rm -rf /var/lib/apt/lists/*
CMD ["nginx", "-g", "daemon off;"]
```

```dockerfile bad
FROM node:20-bookworm
#    ^^^^^^^^^^^^^^^^ node:20-bookworm-slim
COPY --from=build /app /app
CMD ["node", "/app/server.js"]
```

```dockerfile bad
FROM ruby:3.3-bookworm
#    ^^^^^^^^^^^^^^^^^ ruby:3.3-slim-bookworm
COPY tide.rb /tide.rb
CMD ["ruby", "/tide.rb"]
```

```dockerfile good
FROM python:3.12-slim
CMD ["python"]
```

Dependencies that may have to be built, tools of the full image, scripts that are not here:

```dockerfile good
FROM python:3.12
COPY requirements.txt .
RUN pip install -r requirements.txt
CMD ["python", "/tide.py"]
```

```dockerfile good
FROM node:20
RUN git clone --depth 1 https://example.org/tide.git /app
CMD ["node", "/app/server.js"]
```

```dockerfile good
FROM ruby:3.3
COPY start.sh /
ENTRYPOINT ["/start.sh"]
```

```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y default-jre-headless
CMD ["java", "-version"]
```
*/
#include "base/buf.h"
#include "shared/names.h"
#include "shared/purpose.h"

typedef struct {
    Str name;
    bool suite_last; /* 3.12-slim-bookworm, not 20-bookworm-slim */
    bool plain;      /* slim is the same but for documentation */
} Variant;

static const Variant variants[] = {
    {STR_INIT("python"), true, false},  {STR_INIT("node"), false, false},
    {STR_INIT("ruby"), true, false},    {STR_INIT("perl"), true, false},
    {STR_INIT("pypy"), true, false},    {STR_INIT("erlang"), false, false},
    {STR_INIT("elixir"), false, false}, {STR_INIT("debian"), false, true},
};

static const Variant *variant_of(const ImageRef *image)
{
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
        if (str_eq(image->name, variants[i].name))
            return &variants[i];
    return NULL;
}

/* A tag that has a slim sibling: a version, a suite, or both. */
static bool is_full_tag(Str tag)
{
    static const char *const others[] = {
        "slim",    "alpine",       "onbuild", "windows", "nano",  "backports", "buildpack", "rc",
        "nightly", "experimental", "squeeze", "wheezy",  "alpha", "beta",      "curl",      "-2"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (name_has(tag, others[i]))
            return false;
    /* Before these there was no slim. */
    return !str_starts(tag, STR("6")) && !str_starts(tag, STR("7.")) && !str_starts(tag, STR("8."));
}

static Str suite_of(Str tag)
{
    static const char *const suites[] = {"jessie",   "stretch", "buster", "bullseye",
                                         "bookworm", "trixie",  "sid"};
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
        if (str_ends(tag, str_from(suites[i])))
            return str_from(suites[i]);
    return (Str){0};
}

static Str slim_tag(Arena *arena, const Variant *variant, Str tag)
{
    Buf made;
    buf_init(&made, arena);
    Str suite = suite_of(tag);
    if (tag.len == 0 || str_eq(tag, STR("latest"))) {
        buf_add(&made, variant->plain ? STR("stable-slim") : STR("slim"));
    } else if (variant->suite_last && suite.len > 0) {
        buf_add(&made, str_head(tag, tag.len - suite.len));
        buf_add(&made, STR("slim-"));
        buf_add(&made, suite);
    } else {
        buf_add(&made, tag);
        buf_add(&made, STR("-slim"));
    }
    return buf_str(&made);
}

/* What slim lacks, or nobody knows. */
static bool needs_full(const Command *command, bool plain)
{
    if (plain) {
        Packages packages = command->packages;
        for (size_t i = 0; i < packages.len; i++)
            if (name_has(packages.at[i].name, "jre") || name_has(packages.at[i].name, "jdk") ||
                name_has(packages.at[i].name, "java") || name_has(packages.at[i].name, "zulu") ||
                name_has(packages.at[i].name, "locales") ||
                name_has(packages.at[i].name, "postgresql") ||
                name_has(packages.at[i].name, "man-db") ||
                name_has(packages.at[i].name, "manpages"))
                return true;
        bool script = str_find_char(command->program.text, '/') < command->program.text.len ||
                      (command_is(command, "sh bash") && command->operands.len > 0 &&
                       !command->wrapper && !command_option(command, "-c"));
        return script || command_is(command, "man locale-gen dpkg-reconfigure debootstrap");
    }
    static const char small[] =
        "apt-get apt apt-key add-apt-repository dpkg mkdir rm cp mv ln chown chmod useradd "
        "groupadd "
        "adduser addgroup usermod groupmod echo printf cat sed tee touch test [ true false : set "
        "cd "
        "export find id ls python python3 node ruby perl exec sh bash install date env uname grep "
        "sleep tar gunzip sort head tail awk xargs update-ca-certificates ldconfig locale-gen "
        "npm yarn npx update-alternatives mktemp rmdir hash passwd getent debconf-set-selections";
    bool scripting = command->manager && !command->manager->system &&
                     !command_acts(command, ACT_CLEAN) && !command_acts(command, ACT_ASK);
    bool path = str_find_char(command->program.text, '/') < command->program.text.len;
    return scripting || path || !name_in(small, command->name);
}

static bool stage_needs_full(const StepRefs *chain, bool plain)
{
    for (size_t i = 0; i < chain->len; i++) {
        const Script *script = chain->at[i]->script;
        if (chain->at[i]->onbuild || (script && script->unread))
            return true;
        for (size_t j = 0; script && j < script->commands.len; j++)
            if (chain->at[i]->instruction->kind == INST_RUN &&
                needs_full(&script->commands.at[j], plain))
                return true;
    }
    return false;
}

static bool health_needs_full(const Stage *target)
{
    const Script *script = target->health ? target->health->script : NULL;
    for (size_t i = 0; script && i < script->commands.len; i++)
        if (command_is(&script->commands.at[i], "curl wget git"))
            return true;
    return false;
}

static void base_variant(const Stage *target, Report *out)
{
    if (!target->target)
        return;
    const Stage *root = stage_root(target);
    const ImageRef *image = &root->base.image;
    if (root->base.kind != ORIGIN_IMAGE || !image->official || image->known != VALUE_KNOWN ||
        image->digest.len > 0 || !is_full_tag(image->tag))
        return;
    const Variant *variant = variant_of(image);
    const StepRefs *chain = report_chain(out, target);
    if (!variant || stage_needs_full(chain, variant->plain))
        return;
    Purpose purpose = image_purpose(target, out);
    if (!variant->plain && (purpose.workbench || purpose.calls_tools || !purpose.known_start ||
                            !(target->command || target->entrypoint) || health_needs_full(target)))
        return;
    Str tag = slim_tag(report_arena(out), variant, image->tag);
    Finding *finding = report(out, root->base.span, "nothing here needs more than %.*s:%.*s",
                              STR_ARG(image->name), STR_ARG(tag));
    finding_help(finding, "%s",
                 variant->plain ? "it is the same without documentation"
                                : "it has no compilers, headers and tools for builds");
}

RULE(base_variant) = {
    .severity = SEV_INFO,
    .each_stage = base_variant,
};
