#include "shared/names.h"

bool name_has(Str name, const char *part)
{
    return str_find(name, str_from(part)) < name.len;
}

bool name_has_word(Str name, const char *words)
{
    for (size_t from = 0, end; from < name.len; from = end + 1) {
        for (end = from; end < name.len && !memchr("-_./:@ ", name.at[end], 7);)
            end++;
        Str word = str_slice(name, from, end);
        while (word.len > 1 && memchr("0123456789", word.at[word.len - 1], 10))
            word.len--;
        if (name_in(words, word))
            return true;
    }
    return false;
}

bool path_is_managed(Str path)
{
    static const Str parts[] = {STR_INIT("/node_modules/"), STR_INIT("/site-packages/"),
                                STR_INIT("/dist-packages/"), STR_INIT("/gems/")};
    return str_has_any(path, parts, sizeof parts / sizeof *parts);
}

bool path_is_temporary(Str path)
{
    return str_starts(path, STR("/tmp/")) || str_starts(path, STR("/var/tmp/"));
}

static bool is_live_system_call(const Command *command)
{
    return command->manager && command->manager->system && command->normal && !command->elsewhere &&
           !command->again;
}

bool command_installs_packages(const Command *command)
{
    return is_live_system_call(command) && command_acts(command, ACT_INSTALL);
}

bool command_removes_packages(const Command *command)
{
    return is_live_system_call(command) && command_acts(command, ACT_REMOVE);
}
