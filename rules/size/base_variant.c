/*
# base-variant

A smaller variant of the same official image would do: `-slim`, or a JRE.

The full `python`, `node`, `ruby` and `perl` images hold compilers, headers and version control for
builds of every kind: 1 GB where `-slim` has 130 to 250 MB. `debian:12-slim` is `debian:12` without
documentation: 75 MB instead of 117 (26 and 48 packed). It is said only where nothing in the stage
builds, installs what may have to be built, or calls what the full image alone has. A JDK that runs
a program is [build-tools-in-final-stage](build_tools_in_final_stage.c).

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

Dependencies that may have to be built, tools of the full image, scripts that are not here:

```dockerfile good
FROM python:3.12
COPY requirements.txt .
RUN pip install -r requirements.txt
CMD ["python", "/tide.py"]
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
#include "shared/names.h"
#include "shared/purpose.h"
#include "shared/slim_variants.h"

static bool is_path(const Command *command)
{
    return str_find_char(command->program.text, '/') < command->program.text.len;
}

/* Packages that fail or say less without the documentation's folders; and scripts. */
static bool needs_documentation(const Command *command)
{
    static const char *const parts[] = {"jre",     "jdk",        "java",   "zulu",
                                        "locales", "postgresql", "man-db", "manpages"};
    Packages packages = command->packages;
    for (size_t i = 0; i < packages.len; i++)
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            if (name_has(packages.at[i].name, parts[k]))
                return true;
    bool script = command_is(command, "sh bash") && command->operands.len > 0 &&
                  !command->wrapper && !command_option(command, "-c");
    return script || is_path(command) ||
           command_is(command, "man locale-gen dpkg-reconfigure debootstrap");
}

/* What slim lacks, or nobody knows. */
static bool needs_tools(const Command *command)
{
    static const char small[] =
        "apt-get apt apt-key add-apt-repository dpkg mkdir rm cp mv ln chown chmod useradd "
        "groupadd "
        "adduser addgroup usermod groupmod echo printf cat sed tee touch test [ true false : set "
        "cd "
        "export find id ls python python3 node ruby perl exec sh bash install date env uname grep "
        "sleep tar gunzip sort head tail awk xargs update-ca-certificates ldconfig locale-gen npm "
        "yarn npx update-alternatives mktemp rmdir hash passwd getent debconf-set-selections";
    bool scripting = command->manager && !command->manager->system &&
                     !command_acts(command, ACT_CLEAN) && !command_acts(command, ACT_ASK);
    return scripting || is_path(command) || !name_in(small, command->name);
}

static bool build_needs_full(const Stage *target, bool plain, Report *out)
{
    const StepRefs *chain = report_chain(out, target);
    const CommandRefs *commands = report_commands(out, target);
    for (size_t i = 0; i < chain->len; i++)
        if (chain->at[i]->onbuild || (chain->at[i]->script && chain->at[i]->script->unread))
            return true;
    for (size_t i = 0; i < commands->len; i++)
        if (plain ? needs_documentation(commands->at[i]) : needs_tools(commands->at[i]))
            return true;
    return false;
}

static bool start_needs_full(const Stage *target, Report *out)
{
    const Script *health = target->health ? target->health->script : NULL;
    for (size_t i = 0; health && i < health->commands.len; i++)
        if (command_is(&health->commands.at[i], "curl wget git"))
            return true;
    Purpose purpose = image_purpose(target, out);
    return purpose.workbench || purpose.calls_tools || !purpose.known_start ||
           !(target->command || target->entrypoint);
}

static void base_variant(const Stage *target, Report *out)
{
    const Origin *base = &stage_root(target)->base;
    if (!target->target || base->kind != ORIGIN_IMAGE)
        return;
    SlimVariant slim = slim_variant(report_arena(out), &base->image);
    if (slim.tag.len == 0 || build_needs_full(target, slim.plain, out) ||
        (!slim.plain && start_needs_full(target, out)))
        return;
    Finding *finding = report(out, base->span, "nothing here needs more than %.*s:%.*s",
                              STR_ARG(base->image.name), STR_ARG(slim.tag));
    finding_help(finding, "%s",
                 slim.plain ? "it is the same without documentation"
                            : "it has no compilers, headers and tools for builds");
    report_base(out, finding);
}

RULE(base_variant) = {
    .severity = SEV_INFO,
    .each_stage = base_variant,
};
