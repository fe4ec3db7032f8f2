#include "shared/names.h"
#include "shared/toolchains.h"

static bool has_word(const Command *command, const char *word)
{
    for (size_t i = 0; i < command->args.len; i++)
        if (str_eq(command->args.at[i].value.text, str_from(word)))
            return true;
    return false;
}

static bool builds_static(const CommandRefs *commands)
{
    for (size_t i = 0; i < commands->len; i++) {
        const Command *command = commands->at[i];
        bool script_of = command_is(command, "npm yarn pnpm") && has_word(command, "build");
        if (command->normal &&
            (script_of || command_is(command, "webpack ng vite gulp grunt parcel")))
            return true;
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

static bool tag_has(const ImageRef *image, const char *part)
{
    return name_has(image->tag, part);
}

/* With a JDK: whatever runs on it needs its JRE alone. */
static bool is_jdk(const ImageRef *image)
{
    Str repo = image->repository, name = image->name;
    bool jre = tag_has(image, "jre") || name_has(name, "jre") || tag_has(image, "headless");
    if (image->known != VALUE_KNOWN || jre)
        return false;
    if (image->official && str_eq(name, STR("ibmjava")))
        return tag_has(image, "sdk");
    if (image->official)
        return name_in("java openjdk eclipse-temurin amazoncorretto adoptopenjdk sapmachine", name);
    return str_starts(repo, STR("azul/zulu-openjdk")) || str_starts(repo, STR("adoptopenjdk/")) ||
           str_starts(repo, STR("bellsoft/liberica-openjdk"));
}

/* golang, dotnet/sdk, *-devel. */
static bool is_toolchain(const ImageRef *image)
{
    if (image->known == VALUE_UNKNOWN || !image->valid)
        return false;
    if (image->official)
        return name_in("golang rust gcc maven gradle sbt haskell", image->name) ||
               (str_eq(image->name, STR("buildpack-deps")) && !tag_has(image, "curl") &&
                !tag_has(image, "scm"));
    static const char words[] = "devel sdk build builder";
    return name_has_word(image->tag, words) ||
           (name_has_word(image->name, words) && !name_has(image->name, "cloud-sdk"));
}

const char *stage_surplus(const Stage *stage, const Purpose *purpose, Report *out)
{
    const ImageRef *image = &stage->base.image;
    const Stage *target = report_file(out)->target;
    bool starts = target->command || target->entrypoint;
    if (stage->base.kind != ORIGIN_IMAGE)
        return NULL;
    /* All it has is a script whose text is not here: it may well build. */
    if (starts && !purpose->known_start && !purpose->brings && !purpose->builds)
        return NULL;
    if (is_jdk(image))
        return "a JDK";
    if (is_full_node(image))
        return builds_static(report_commands(out, target)) && serves_static(target)
                   ? "more than node"
                   : NULL;
    bool runs = starts && (purpose->known_start || purpose->builds);
    return runs && is_toolchain(image) ? "a toolchain" : NULL;
}
