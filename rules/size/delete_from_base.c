/*
# delete-from-base

A command deletes what only the base image brought: the base's layers stay, and nothing is saved.

Whoever pulls the image pulls its lower layers whole. Choose a base without the files (`-slim`,
alpine, distroless), or copy what is needed into one.

```dockerfile bad
FROM ubuntu:24.04
RUN rm -rf /usr/share/doc /usr/share/man
#   ^^ deletes /usr/share/doc, which only the base image brought
RUN apt-get purge -y --auto-remove manpages
#   ^^^^^^^ removes manpages, which nothing here installed
```

What this file brought is [copy-then-delete](copy_then_delete.c), and packages fill the same places:

```dockerfile good
FROM ubuntu:24.04
RUN apt-get install -y --no-install-recommends nginx && rm -rf /usr/share/doc /usr/share/man
RUN rm -rf /usr/share/doc
```

A file that is replaced, or a package that comes again, is about behaviour:

```dockerfile good
FROM nginx:1.27
RUN rm /etc/nginx/conf.d/default.conf
RUN apt-get remove -y nodejs
RUN apt-get install -y nodejs
RUN apt-get purge -y --auto-remove imagemagick
```
*/
#include "shared/build_tools.h"
#include "shared/layers.h"
#include "shared/names.h"
#include "shared/removals.h"

static bool is_packages_place(Value path)
{
    static const char *const places[] = {
        "/usr/share/doc",      "/usr/share/man",       "/usr/share/info",      "/usr/share/locale",
        "/usr/share/groff",    "/usr/share/lintian",   "/usr/share/linda",     "/usr/share/gtk-doc",
        "/usr/share/doc-base", "/usr/local/share/doc", "/usr/local/share/man", "/usr/share/i18n",
        "/usr/lib/locale",     "/usr/share/javadoc",   "/usr/share/examples"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        Value place = {str_from(places[i]), VALUE_KNOWN};
        Places how = paths_compare(path, true, place, false);
        if (how == PLACES_SAME || how == PLACES_INSIDE)
            return true;
    }
    return false;
}

/* A step up to this one brings packages, copies or builds that may fill the same places. */
static bool may_be_filled(const StepRefs *chain, const Effect *removal)
{
    unsigned budget = LAYERS_LOOK;
    for (size_t i = 0; i < chain->len; i++) {
        const Step *step = chain->at[i];
        for (size_t j = 0; !step->onbuild && j < step->effects.len; j++) {
            if (budget-- == 0)
                return true;
            const Effect *effect = &step->effects.at[j];
            bool packages = effect->brings == BRINGS_PACKAGE && effect->kind != EFFECT_REMOVE;
            if (packages || effect->kind == EFFECT_UNKNOWN || effect->brings == BRINGS_UNPACK ||
                effect->brings == BRINGS_BUILD ||
                (effect->brings != BRINGS_NOTHING && effect->kind != EFFECT_REMOVE &&
                 effects_compare(effect, removal) != PLACES_APART))
                return true;
        }
        if (step == removal->step)
            return false;
    }
    return false;
}

/* Its removal is meant to save: what only builds and downloads need, documentation, locales.
   Another one's may be about behaviour, or a hole in it. */
static bool is_ballast(Str name)
{
    static const char others[] = "git curl wget python python3 perl python-software-properties "
                                 "software-properties-common man-db manpages tzdata locales";
    return package_is_build_tool(name) || name_in(others, name) || str_ends(name, STR("-doc"));
}

/* A name of one package: no pattern, no variable, no ".build-deps". */
static bool is_plain(const Package *package)
{
    return package->arg->value.known == VALUE_KNOWN && package->name.len > 0 &&
           package->name.at[0] != '.' && !name_has(package->name, "*") &&
           !name_has(package->name, "build-dep");
}

static void judge_packages(const Command *removal, Report *out)
{
    Packages gone = removal->packages;
    bool ballast = false, plain = true;
    for (size_t i = 0; i < gone.len; i++) {
        ballast |= is_ballast(gone.at[i].name);
        plain &= is_plain(&gone.at[i]);
    }
    if (!ballast || !plain || !removal_tidies(removal) || packages_may_be_ours(removal, out))
        return;
    Finding *finding = report(out, removal->name_span, "removes %.*s, which nothing here installed",
                              STR_ARG(gone.at[0].name));
    finding_help(finding, "the base's layer keeps it: take a base without it");
    Effects effects = command_effects(removal);
    for (size_t i = 0; i < effects.len; i++)
        if (effects.at[i].kind == EFFECT_REMOVE)
            report_killed(out, finding, &effects.at[i]);
}

static void judge_files(const Step *step, Report *out)
{
    const Command *last = NULL;
    for (size_t i = 0; i < step->effects.len; i++) {
        const Effect *effect = &step->effects.at[i];
        if (effect->kind != EFFECT_REMOVE || effect->mount || !effect->command ||
            !effect->command->normal || effect->command->elsewhere || effect->command == last ||
            effect->path.known != VALUE_KNOWN || effect->brings == BRINGS_PACKAGE ||
            !command_is(effect->command, "rm find rmdir") || !is_packages_place(effect->path) ||
            may_be_filled(layers_exported(out), effect))
            continue;
        last = effect->command;
        Finding *finding =
            report(out, last->name_span, "deletes %.*s, which only the base image brought",
                   STR_ARG(effect->path.text));
        finding_help(finding, "the base's layer keeps it: take a base without it");
        report_killed(out, finding, effect);
    }
}

static void delete_from_base(const Step *step, Report *out)
{
    if (!step->stage || !step->stage->exported || step->onbuild || !step->script ||
        stage_root(step->stage)->base.kind != ORIGIN_IMAGE)
        return;
    judge_files(step, out);
    for (size_t i = 0; i < step->script->commands.len; i++)
        if (command_removes_packages(&step->script->commands.at[i]))
            judge_packages(&step->script->commands.at[i], out);
}

RULE(delete_from_base) = {
    .severity = SEV_INFO,
    .instruction = "RUN",
    .each_instruction = delete_from_base,
};
