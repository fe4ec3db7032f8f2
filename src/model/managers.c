#include "model/managers.h"

#include "model/manager_parts.h"
#include "model/model.h"
#include "model/names.h"

typedef struct {
    Str name;
    const Manager *manager;
} ProgramRow;

/* Sorted by name. Names that end in a version ("pip3.9") are found without it. */
static const ProgramRow programs[] = {
    {STR_INIT("R"), &manager_r},
    {STR_INIT("Rscript"), &manager_r},
    {STR_INIT("add-apt-repository"), &manager_add_apt_repository},
    {STR_INIT("ansible-galaxy"), &manager_ansible_galaxy},
    {STR_INIT("apk"), &manager_apk},
    {STR_INIT("apt"), &manager_apt},
    {STR_INIT("apt-add-repository"), &manager_add_apt_repository},
    {STR_INIT("apt-get"), &manager_apt},
    {STR_INIT("apt-key"), &manager_apt_key},
    {STR_INIT("aptitude"), &manager_aptitude},
    {STR_INIT("bower"), &manager_bower},
    {STR_INIT("brew"), &manager_brew},
    {STR_INIT("bun"), &manager_bun},
    {STR_INIT("bundle"), &manager_bundle},
    {STR_INIT("bundler"), &manager_bundle},
    {STR_INIT("bunx"), &manager_bunx},
    {STR_INIT("cabal"), &manager_cabal},
    {STR_INIT("cargo"), &manager_cargo},
    {STR_INIT("choco"), &manager_choco},
    {STR_INIT("chocolatey"), &manager_choco},
    {STR_INIT("composer"), &manager_composer},
    {STR_INIT("composer.phar"), &manager_composer},
    {STR_INIT("conda"), &manager_conda},
    {STR_INIT("cpan"), &manager_cpan},
    {STR_INIT("cpanm"), &manager_cpanm},
    {STR_INIT("deno"), &manager_deno},
    {STR_INIT("dnf"), &manager_dnf},
    {STR_INIT("docker-php-ext-install"), &manager_docker_php_ext_install},
    {STR_INIT("dotnet"), &manager_dotnet},
    {STR_INIT("dpkg"), &manager_dpkg},
    {STR_INIT("easy_install"), &manager_easy_install},
    {STR_INIT("flatpak"), &manager_flatpak},
    {STR_INIT("gem"), &manager_gem},
    {STR_INIT("go"), &manager_go},
    {STR_INIT("gradle"), &manager_gradle},
    {STR_INIT("gradlew"), &manager_gradle},
    {STR_INIT("helm"), &manager_helm},
    {STR_INIT("install.r"), &manager_littler},
    {STR_INIT("install2.r"), &manager_littler},
    {STR_INIT("installBioc.r"), &manager_littler},
    {STR_INIT("installGithub.r"), &manager_littler},
    {STR_INIT("julia"), &manager_julia},
    {STR_INIT("luarocks"), &manager_luarocks},
    {STR_INIT("mamba"), &manager_mamba},
    {STR_INIT("microdnf"), &manager_microdnf},
    {STR_INIT("micromamba"), &manager_micromamba},
    {STR_INIT("mix"), &manager_mix},
    {STR_INIT("mvn"), &manager_mvn},
    {STR_INIT("mvnd"), &manager_mvn},
    {STR_INIT("mvnw"), &manager_mvn},
    {STR_INIT("nix-env"), &manager_nix},
    {STR_INIT("npm"), &manager_npm},
    {STR_INIT("npx"), &manager_npx},
    {STR_INIT("nuget"), &manager_nuget},
    {STR_INIT("nuget.exe"), &manager_nuget},
    {STR_INIT("opam"), &manager_opam},
    {STR_INIT("pacman"), &manager_pacman},
    {STR_INIT("pear"), &manager_pear},
    {STR_INIT("pecl"), &manager_pecl},
    {STR_INIT("pip"), &manager_pip},
    {STR_INIT("pipenv"), &manager_pipenv},
    {STR_INIT("pipx"), &manager_pipx},
    {STR_INIT("pnpm"), &manager_pnpm},
    {STR_INIT("pnpx"), &manager_pnpx},
    {STR_INIT("poetry"), &manager_poetry},
    {STR_INIT("rpm"), &manager_rpm},
    {STR_INIT("rustup"), &manager_rustup},
    {STR_INIT("rustup-init"), &manager_rustup_init},
    {STR_INIT("sbt"), &manager_sbt},
    {STR_INIT("snap"), &manager_snap},
    {STR_INIT("stack"), &manager_stack},
    {STR_INIT("tdnf"), &manager_tdnf},
    {STR_INIT("uv"), &manager_uv},
    {STR_INIT("uvx"), &manager_uvx},
    {STR_INIT("yarn"), &manager_yarn},
    {STR_INIT("yarnpkg"), &manager_yarn},
    {STR_INIT("yum"), &manager_yum},
    {STR_INIT("yum-builddep"), &manager_yum_builddep},
    {STR_INIT("zypper"), &manager_zypper},
};

/* Sorted by their names. */
static const Manager *const rows[] = {
    &manager_add_apt_repository,
    &manager_ansible_galaxy,
    &manager_apk,
    &manager_apt,
    &manager_apt_key,
    &manager_aptitude,
    &manager_bower,
    &manager_brew,
    &manager_bun,
    &manager_bundle,
    &manager_bunx,
    &manager_cabal,
    &manager_cargo,
    &manager_choco,
    &manager_composer,
    &manager_conda,
    &manager_cpan,
    &manager_cpanm,
    &manager_deno,
    &manager_dnf,
    &manager_docker_php_ext_install,
    &manager_dotnet,
    &manager_dpkg,
    &manager_easy_install,
    &manager_flatpak,
    &manager_gem,
    &manager_go,
    &manager_gradle,
    &manager_helm,
    &manager_julia,
    &manager_littler,
    &manager_luarocks,
    &manager_mamba,
    &manager_microdnf,
    &manager_micromamba,
    &manager_mix,
    &manager_mvn,
    &manager_nix,
    &manager_npm,
    &manager_npx,
    &manager_nuget,
    &manager_opam,
    &manager_pacman,
    &manager_pear,
    &manager_pecl,
    &manager_pip,
    &manager_pipenv,
    &manager_pipx,
    &manager_pnpm,
    &manager_pnpx,
    &manager_poetry,
    &manager_r,
    &manager_rpm,
    &manager_rustup,
    &manager_rustup_init,
    &manager_sbt,
    &manager_snap,
    &manager_stack,
    &manager_tdnf,
    &manager_uv,
    &manager_uvx,
    &manager_yarn,
    &manager_yum,
    &manager_yum_builddep,
    &manager_zypper,
};

enum {
    ROWS = sizeof rows / sizeof *rows,
};

static const Manager *find_exactly(const NameRow *known)
{
    size_t place = name_place(known, NAMES_MANAGER);
    return place > 0 ? programs[place - 1].manager : NULL;
}

const Manager *manager_find(Str program)
{
    return manager_known(name_find(program), program);
}

const Manager *manager_known(const NameRow *known, Str program)
{
    if (program.len < 1)
        return NULL;
    const Manager *found = find_exactly(known);
    size_t end = program.len;
    if (found || program.at[end - 1] < '0' || program.at[end - 1] > '9')
        return found;
    while (end > 0 && ((program.at[end - 1] >= '0' && program.at[end - 1] <= '9') ||
                       program.at[end - 1] == '.' || program.at[end - 1] == '-'))
        end--;
    return find_exactly(name_find(str_head(program, end)));
}

const Manager *manager_named(Str name)
{
    size_t low = 0, high = ROWS;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_order(name, rows[middle]->name);
        if (order == 0)
            return rows[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

size_t manager_count(void)
{
    return ROWS;
}

const Manager *manager_at(size_t index)
{
    return index < ROWS ? rows[index] : NULL;
}

bool manager_takes_value(const Manager *manager, const ManagerVerb *verb, Str option)
{
    if (option.len == 2 && !manager->option_words && option.at[0] == '-') {
        char letter = option.at[1];
        if (verb && str_find_char(verb->flags, letter) < verb->flags.len)
            return false;
        return str_find_char(manager->short_values, letter) < manager->short_values.len;
    }
    return str_listed(manager->long_values, option);
}

/* Whether a call begins with the words of one spelling; `used` is how many operands they are. */
static bool spelling_fits(Str words, const Args *operands, const CommandOptions *options,
                          size_t *used)
{
    size_t at = 0;
    if (words.len == 0 && operands->len > 0)
        return false;
    for (Str word; list_next(&words, ' ', &word);) {
        if (word.at[0] == '-') {
            if (!options_give_verb(options, word))
                return false;
            continue;
        }
        if (at >= operands->len)
            return false;
        const Value *value = &operands->at[at].value;
        if (str_eq(word, STR("...")))
            continue;
        if (value->known != VALUE_KNOWN)
            return false;
        bool begins = word.at[word.len - 1] == '*';
        if (begins ? !str_starts(value->text, str_head(word, word.len - 1))
                   : !str_eq(value->text, word))
            return false;
        at++;
    }
    *used = at;
    return true;
}

/* A spelling that begins with a letter fits only where the first operand begins so too. */
static bool may_fit(const char *spelling, char first)
{
    char c = *spelling;
    return c == first || c == '-' || c == '.' || c == '*';
}

static const ManagerVerb *first_verb(const Manager *manager, const Args *operands,
                                     const CommandOptions *options, size_t *used)
{
    Str operand = operands->len > 0 ? operands->at[0].value.text : (Str){0};
    char first = operand.len > 0 ? operand.at[0] : '\0';
    for (size_t i = 0; i < manager->verb_count; i++) {
        const ManagerVerb *verb = &manager->verbs[i];
        Str rest = verb->words;
        do {
            const char *bar = rest.len > 0 ? memchr(rest.at, '|', rest.len) : NULL;
            size_t len = bar ? (size_t)(bar - rest.at) : rest.len;
            if ((len == 0 || may_fit(rest.at, first)) &&
                spelling_fits(str_head(rest, len), operands, options, used))
                return verb;
            rest = bar ? str_tail(rest, len + 1) : (Str){0};
        } while (rest.len > 0);
    }
    return NULL;
}

/* mvn clean package builds: cleaning comes first, and counts only where nothing else is asked. */
static const ManagerVerb *best_goal(const Manager *manager, const Args *operands,
                                    const CommandOptions *options, size_t *used)
{
    const ManagerVerb *best = NULL;
    for (size_t i = 0; i < operands->len; i++) {
        Args one = {.at = operands->at + i, .len = 1, .cap = 1};
        const ManagerVerb *verb = first_verb(manager, &one, options, used);
        if (verb && (!best || best->act == ACT_CLEAN || (verb->act == ACT_BUILD)))
            best = verb;
        if (best && best->act == ACT_BUILD)
            break;
    }
    *used = operands->len;
    return best;
}

const ManagerVerb *manager_verb(const Manager *manager, const Args *operands,
                                const CommandOptions *options, size_t *used)
{
    *used = 0;
    if (manager->goals && operands->len > 0)
        return best_goal(manager, operands, options, used);
    /* cargo +nightly build */
    bool chosen = operands->len > 0 && str_starts(operands->at[0].value.text, STR("+"));
    if (!chosen)
        return first_verb(manager, operands, options, used);
    Args behind = {.at = operands->at + 1, .len = operands->len - 1, .cap = operands->len - 1};
    const ManagerVerb *verb = first_verb(manager, &behind, options, used);
    ++*used;
    return verb;
}

ManagerAct manager_act(const Command *command)
{
    const Manager *manager = command->manager;
    if (options_give(&command->options, manager->idle))
        return ACT_ASK;
    if (!command->manager_verb)
        return ACT_NONE;
    ManagerAct act = command->manager_verb->act;
    if ((act == ACT_INSTALL || act == ACT_UPGRADE) &&
        options_give(&command->options, manager->fetch_only))
        return ACT_DOWNLOAD;
    return act;
}

static bool holds_nocase(Str text, Str part)
{
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (str_eq_nocase(str_slice(text, i, i + part.len), part))
            return true;
    return false;
}

/* apt-get install $APT_OPTIONS curl, or "$@" in a function: the options are not in the text. */
static bool may_hold_options(const Command *command)
{
    static const Str parts[] = {STR_INIT("opt"), STR_INIT("flag"), STR_INIT("arg"), STR_INIT("yes"),
                                STR_INIT("$@"),  STR_INIT("{@"),   STR_INIT("$*"),  STR_INIT("{*")};
    for (size_t i = 0; i < command->operands.len; i++) {
        const Value *value = &command->operands.at[i].value;
        if (value->known == VALUE_KNOWN)
            continue;
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            if (holds_nocase(value->text, parts[k]))
                return true;
    }
    return false;
}

/* yes | apt-get install, or <<< y: someone answers. Nothing to read is no answer. */
static bool is_answered(const Command *command)
{
    if (command->pipe_from)
        return true;
    for (size_t i = 0; i < command->redirects.len; i++) {
        const CommandRedirect *redirect = &command->redirects.at[i];
        if (redirect->kind == REDIRECT_DOCUMENT || redirect->kind == REDIRECT_STRING)
            return true;
        if (redirect->kind == REDIRECT_IN && !str_eq(redirect->target.value.text, STR("/dev/null")))
            return true;
    }
    return false;
}

bool command_assumes_yes(const Command *command)
{
    return command_says_yes(command) || is_answered(command);
}

bool command_says_yes(const Command *command)
{
    const Manager *manager = command->manager;
    unsigned act = 1u << command->act;
    if (!manager || (manager->asks & act) == 0 || command->manager_verb->quiet)
        return true;
    return options_give(&command->options, manager->yes) ||
           variables_give(command->vars, manager->yes_env) || may_hold_options(command);
}

enum { BASES_MAX = 50 }; /* stages built on each other; more is no Dockerfile of people */

Str command_base(const Command *command, bool official)
{
    const Stage *stage = command->step ? command->step->stage : NULL;
    for (int i = 0; stage && i < BASES_MAX; i++) {
        if (stage->base.kind == ORIGIN_IMAGE && (stage->base.image.official || !official))
            return stage->base.image.name;
        stage = stage->base.kind == ORIGIN_STAGE ? stage->base.stage : NULL;
    }
    return (Str){0};
}

bool command_is_lean(const Command *command)
{
    const Manager *manager = command->manager;
    if (!command_acts(command, ACT_INSTALL) || command->manager_verb->lean)
        return true;
    return manager->lean.len == 0 || options_give(&command->options, manager->lean) ||
           may_hold_options(command) || settings_are_lean(command) ||
           (manager->lean_images.len > 0 &&
            str_listed(manager->lean_images, command_base(command, false)));
}
