#include "base/buf.h"
#include "model/manager_parts.h"
#include "model/package_names.h"

static bool holds_packages(const ManagerVerb *verb)
{
    if (verb->alone)
        return false;
    switch (verb->act) {
    case ACT_INSTALL:
    case ACT_UPGRADE:
    case ACT_REMOVE:
    case ACT_PRUNE:
    case ACT_DOWNLOAD:
    case ACT_BUILD:
        return true;
    case ACT_RUN:
        return verb->first;
    case ACT_NONE:
    case ACT_REFRESH:
    case ACT_CLEAN:
    case ACT_ASK:
    case ACT_CONFIG:
        return false;
    }
    return false;
}

/* ${PACKAGES}: the text does not tell what is in there. */
static bool is_variable(Value value)
{
    return value.known == VALUE_NAMED && str_starts(value.text, STR("${")) &&
           str_find_char(value.text, '}') == value.text.len - 1;
}

/* What stands before the first $ or ` of a text that only a run can complete. */
static size_t known_length(Value value)
{
    size_t dollar = str_find_char(value.text, '$'), quote = str_find_char(value.text, '`');
    return dollar < quote ? dollar : quote;
}

/* curl=$(...), cuda-$(...): the name may be told, and that a version follows. */
static bool read_partly(Arena *arena, const Command *command, Value value, Package *package)
{
    Buf text;
    Package part = *package;
    buf_init(&text, arena);
    buf_add(&text, str_head(value.text, known_length(value)));
    buf_add(&text, STR("${}"));
    if (!package_name_read(command->manager, command->manager_verb, buf_str(&text), &part))
        return false;
    package->url = part.url;
    package->local = part.local;
    if (part.pin == PIN_EXACT || part.pin == PIN_RANGE) {
        *package = part;
        package->version = (Value){str_tail(value.text, known_length(value)), VALUE_UNKNOWN};
    }
    return true;
}

static void add(Arena *arena, Packages *packages, const Command *command, const Arg *arg)
{
    Package package = {.name = arg->value.text, .pin = PIN_OTHER, .span = arg->span, .arg = arg};
    Value value = arg->value;
    if (value.text.len == 0)
        return;
    if (value.known == VALUE_UNKNOWN && known_length(value) > 0) {
        if (!read_partly(arena, command, value, &package))
            return;
    } else if (value.known != VALUE_UNKNOWN && !is_variable(value)) {
        package.pin = PIN_NONE;
        if (!package_name_read(command->manager, command->manager_verb, value.text, &package))
            return;
        if (str_find(package.version.text, STR("${")) < package.version.text.len)
            package.version.known = value.known;
    }
    *PUSH(arena, packages) = package;
}

/* composer require a/b 1.2, luarocks install x 1.2: the version is a word of its own. */
static bool is_version_word(const Command *command, Str text)
{
    ManagerNames names = command->manager->names;
    if (text.len == 0 || (names != NAMES_COMPOSER && names != NAMES_ROCK))
        return false;
    if (str_find_char(text, '/') < text.len)
        return false;
    char c = text.at[0];
    return (c >= '0' && c <= '9') || str_find_char(STR("^~<>=*"), c) < 6 ||
           (c == 'v' && text.len > 1 && text.at[1] >= '0' && text.at[1] <= '9');
}

static void give_version(Package *package, const Manager *manager, Value version)
{
    package->version = version;
    package->pin = package_version_pin(manager->names, version.text);
    if (version.known != VALUE_KNOWN && package->pin == PIN_NONE)
        package->pin = PIN_EXACT;
}

static void add_operands(Arena *arena, Packages *packages, const Command *command)
{
    const Manager *manager = command->manager;
    for (size_t i = 0; i < command->operands.len; i++) {
        const Arg *arg = &command->operands.at[i];
        Str text = arg->value.text;
        /* Behind -- stand options for someone else, and npm's --unsafe-perm may have a true. */
        bool passed_on = str_starts(text, STR("-"));
        bool setting = manager->names == NAMES_NPM &&
                       (str_eq(text, STR("true")) || str_eq(text, STR("false")));
        bool assignment = manager->names == NAMES_ROCK && str_find_char(text, '=') < text.len;
        if (passed_on || setting || assignment)
            continue;
        Package *last = packages->len > 0 ? &packages->at[packages->len - 1] : NULL;
        if (last && is_version_word(command, text))
            give_version(last, manager, arg->value);
        else if (!last || !command->manager_verb->first)
            add(arena, packages, command, arg);
    }
}

/* gem install x -v 1.2 */
static void read_versions(Packages *packages, const Command *command)
{
    for (size_t i = 0; i < command->options.len; i++) {
        const CommandOption *option = &command->options.at[i];
        if (!option->has_value || !str_listed(command->manager->version_options, option->name))
            continue;
        for (size_t k = 0; k < packages->len; k++)
            if (packages->at[k].pin == PIN_NONE)
                give_version(&packages->at[k], command->manager, option->value.value);
    }
}

/* pip install -e ./x; cargo install x --git URL says where x comes from; what npx -p NAME runs
   is no package. */
static void read_sources(Arena *arena, Packages *packages, const Command *command)
{
    const Manager *manager = command->manager;
    const ManagerVerb *verb = command->manager_verb;
    size_t operands = packages->len;
    for (size_t i = 0; i < command->options.len; i++) {
        const CommandOption *option = &command->options.at[i];
        if (!option->has_value || !str_listed(manager->source_options, option->name))
            continue;
        if (verb->first && operands > 0)
            packages->len = operands = 0;
        for (size_t k = 0; k < operands && manager->names == NAMES_AT; k++)
            packages->at[k].pin = PIN_OTHER;
        if (operands == 0 || manager->names != NAMES_AT)
            *PUSH(arena, packages) = package_source(manager, verb, &option->value);
    }
}

Packages manager_packages(Arena *arena, const Command *command)
{
    Packages packages = {0};
    const ManagerVerb *verb = command->manager_verb;
    if (!verb || !holds_packages(verb))
        return packages;
    if (command->manager->names == NAMES_CODE && command->operands.len == 0) {
        for (size_t i = 0; i < command->options.len; i++)
            package_code_read(arena, &packages, &command->options.at[i].value);
        return packages;
    }
    add_operands(arena, &packages, command);
    read_versions(&packages, command);
    read_sources(arena, &packages, command);
    return packages;
}

Value command_group(const Command *command)
{
    for (size_t i = 0; command->manager && i < command->options.len; i++) {
        const CommandOption *option = &command->options.at[i];
        if (option->has_value && str_listed(command->manager->group_options, option->name))
            return option->value.value;
    }
    return (Value){0};
}

bool command_reads_manifest(const Command *command)
{
    const Manager *manager = command->manager;
    const ManagerVerb *verb = command->manager_verb;
    if (!manager || !verb || command_acts(command, ACT_ASK))
        return false;
    for (size_t i = 0; i < command->options.len; i++)
        if (command->options.at[i].has_value &&
            str_listed(manager->manifest_options, command->options.at[i].name))
            return true;
    if (!verb->manifest)
        return false;
    for (size_t i = 0; !verb->alone && i < command->operands.len; i++) {
        Str text = command->operands.at[i].value.text;
        if (!str_eq(text, STR("true")) && !str_eq(text, STR("false")))
            return false;
    }
    return true;
}
