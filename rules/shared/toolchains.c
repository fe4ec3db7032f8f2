#include "shared/toolchains.h"

#include "shared/build_tools.h"

static bool has_word(const Command *command, const char *word)
{
    for (size_t i = 0; i < command->args.len; i++)
        if (str_eq(command->args.at[i].value.text, str_from(word)))
            return true;
    return false;
}

static bool builds_static(const StepRefs *chain)
{
    for (size_t i = 0; i < chain->len; i++) {
        const Script *script = chain->at[i]->script;
        if (!script || chain->at[i]->instruction->kind != INST_RUN)
            continue;
        for (size_t j = 0; j < script->commands.len; j++) {
            const Command *command = &script->commands.at[j];
            bool script_of = command_is(command, "npm yarn pnpm") && has_word(command, "build");
            if (command->normal &&
                (script_of || command_is(command, "webpack ng vite gulp grunt parcel")))
                return true;
        }
    }
    return false;
}

/* A server of files, or node with a bundle: dist/main.js. */
static bool serves_static(const Stage *target)
{
    const Step *steps[] = {target->entrypoint, target->command};
    for (size_t i = 0; i < 2; i++) {
        const Script *script = steps[i] ? steps[i]->script : NULL;
        for (size_t j = 0; script && j < script->commands.len; j++) {
            const Command *command = &script->commands.at[j];
            if (command_is(command, "nginx serve http-server httpd apache2ctl caddy lighttpd") ||
                (command_is(command, "npx") &&
                 (has_word(command, "serve") || has_word(command, "http-server"))))
                return true;
            if (!command_is(command, "node") || command->operands.len == 0)
                continue;
            Str file = command->operands.at[0].value.text;
            if (str_starts(file, STR("dist/")) || str_starts(file, STR("build/")) ||
                str_starts(file, STR("./dist/")) || str_starts(file, STR(".output/")))
                return true;
        }
    }
    return false;
}

static bool is_full_node(const ImageRef *image)
{
    return image->official && str_eq(image->name, STR("node")) && image->known == VALUE_KNOWN &&
           str_find(image->tag, STR("slim")) == image->tag.len &&
           str_find(image->tag, STR("alpine")) == image->tag.len;
}

bool chain_builds(const StepRefs *chain)
{
    for (size_t i = 0; i < chain->len; i++) {
        const Script *script = chain->at[i]->script;
        for (size_t j = 0;
             script && chain->at[i]->instruction->kind == INST_RUN && j < script->commands.len; j++)
            if (command_needs_toolchain(&script->commands.at[j]))
                return true;
    }
    return false;
}

Toolchain stage_toolchain(const Stage *stage, const Purpose *purpose, const Stage *target,
                          const StepRefs *chain)
{
    const ImageRef *image = &stage->base.image;
    if (stage->base.kind != ORIGIN_IMAGE)
        return TOOLCHAIN_NONE;
    bool starts = target->command || target->entrypoint, builds = chain_builds(chain);
    /* All it has is a script whose text is not here: it may well build. */
    if (starts && !purpose->known_start && !purpose->brings && !builds)
        return TOOLCHAIN_NONE;
    if (image_is_jdk(image))
        return TOOLCHAIN_JDK;
    if (is_full_node(image))
        return builds_static(chain) && serves_static(target) ? TOOLCHAIN_NODE : TOOLCHAIN_NONE;
    bool idle = starts && (purpose->known_start || builds);
    return idle && image_is_toolchain(image) ? TOOLCHAIN_OTHER : TOOLCHAIN_NONE;
}
