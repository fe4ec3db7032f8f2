#include "cli/weigh_budget.h"

#include <unistd.h>

#include "base/io.h"
#include "lint/lint.h"

#define DIVE ".dive-ci"

static bool take_file(Arena *arena, Str path, Budget *budget, Fail *fail)
{
    if (!str_ends(path, STR(DIVE))) {
        const Config *config = config_read(arena, path, fail);
        *budget = config_budget(arena, config);
        return config != NULL;
    }
    Str text;
    const Yaml *root = io_read(arena, str_terminated(arena, path), &text, fail)
                           ? yaml_read(arena, path, text, fail)
                           : NULL;
    return root && budget_read_dive(arena, path, root, budget, fail);
}

bool weigh_budget_read(Arena *arena, Str named, bool none, const Strs *rules, Budget *budget,
                       Fail *fail)
{
    Str path = named.len > 0 || none ? named : config_find(arena, STR("."));
    if (path.len > 0 && !take_file(arena, path, budget, fail))
        return false;
    bool dive = named.len == 0 && !none && budget->len == 0 && access(DIVE, F_OK) == 0;
    if (dive && !take_file(arena, STR(DIVE), budget, fail))
        return false;
    for (size_t i = 0; i < rules->len; i++)
        if (!budget_add(arena, budget, rules->at[i], fail))
            return false;
    return true;
}
