#include "shared/twices.h"

#include "base/path.h"
#include "shared/names.h"

/* What the distribution does. */
static bool is_system(Str path)
{
    return str_starts(path, STR("/usr/")) && !str_starts(path, STR("/usr/local/"));
}

/* /a/x/f and /b/x/f: /a and /b; of other names the folders. */
static void cut_alike(Str *here, Str *there)
{
    Str a = path_dir(*here), b = path_dir(*there);
    bool alike = str_eq(path_base(*here), path_base(*there));
    while (alike && a.len > 1 && b.len > 1 && str_eq(path_base(a), path_base(b))) {
        a = path_dir(a);
        b = path_dir(b);
    }
    *here = a;
    *there = b;
}

static Twice *twice_of(Twices *twices, const Twice *wanted, Report *out)
{
    uint64_t hash = str_hash(wanted->here) * 31 + str_hash(wanted->there) + wanted->layer->index;
    uint32_t at, key = (uint32_t)(hash ^ hash >> 32);
    for (uint32_t id = index_find(&twices->index, key, &at); id != 0;
         id = index_next(&twices->index, key, &at)) {
        Twice *twice = &twices->at[id - 1];
        if (twice->layer == wanted->layer && str_eq(twice->here, wanted->here) &&
            str_eq(twice->there, wanted->there))
            return twice;
    }
    Arena *arena = report_arena(out);
    Twice *twice = PUSH(arena, twices);
    *twice = (Twice){.layer = wanted->layer,
                     .other = wanted->other,
                     .here = str_copy(arena, wanted->here),
                     .there = str_copy(arena, wanted->there),
                     .path = str_copy(arena, wanted->path),
                     .first = str_copy(arena, wanted->first)};
    index_add(&twices->index, arena, key, (uint32_t)twices->len);
    return twice;
}

void twices_add(Twices *twices, const BuiltEntry *entry, Report *out)
{
    Twice twice = {.layer = entry->layer};
    twice.first = built_twin(out, entry, &twice.other);
    if (twice.first.len == 0)
        return;
    twice.path = built_path(out, entry);
    bool managed =
        twice.other == twice.layer && path_is_managed(twice.path) && path_is_managed(twice.first);
    /* What should not be there at all is told by other rules. */
    bool temporary = path_is_temporary(twice.path) || path_is_temporary(twice.first);
    if (managed || temporary || (is_system(twice.path) && is_system(twice.first)))
        return;
    twice.here = twice.path;
    twice.there = twice.first;
    cut_alike(&twice.here, &twice.there);
    Twice *sum = twice_of(twices, &twice, out);
    sum->bytes += entry->stored;
    sum->files++;
}
