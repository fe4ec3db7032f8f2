#include "shared/toolchains.h"

#include "base/buf.h"
#include "shared/build_tools.h"
#include "shared/names.h"
#include "shared/removals.h"
#include "shared/toolchain_commands.h"

/* The first of its packages from `*at` on that only a build needs and that stays, and the place
   behind it; empty when there is none. */
static Str next_tool(const Command *install, size_t *at, Report *out)
{
    Packages packages = install->packages;
    while (*at < packages.len) {
        const Package *package = &packages.at[(*at)++];
        Str name = package->name.len ? package->name : package->arg->value.text;
        if (package_is_build_tool(name) && !package_is_removed(out, install, name))
            return name;
    }
    return (Str){0};
}

Str install_leaves_tools(const Command *install, Report *out)
{
    enum { NAMED = 3 };
    Buf names;
    buf_init(&names, report_arena(out));
    size_t count = 0, at = 0;
    for (Str name; (name = next_tool(install, &at, out)).len > 0;)
        if (count++ < NAMED)
            buf_fmt(&names, "%s%.*s", count > 1 ? ", " : "", STR_ARG(name));
    if (count > NAMED)
        buf_add(&names, STR(" and more"));
    return buf_str(&names);
}

bool image_brings_tools(const Stage *target, Report *out)
{
    static const Purpose any = {.known_start = true, .builds = true};
    const CommandRefs *commands = report_commands(out, target);
    for (const Stage *stage = target; stage; stage = stage_parent(stage))
        if (stage_surplus(stage, &any, out))
            return true;
    for (size_t i = 0; i < commands->len; i++)
        if (command_installs_packages(commands->at[i])
                ? next_tool(commands->at[i], &(size_t){0}, out).len > 0
                : command_fetches_toolchain(commands->at[i]))
            return true;
    return false;
}
