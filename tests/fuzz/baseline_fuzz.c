/* Any bytes can be a baseline: it is read, or refused with a sentence that names the file. What was
   written (in UTF-8, whatever was read) gives, read and written again, the same file; held against
   itself it has not grown, and against another one its rows are in order. */
#include "compare/compare.h"
#include "fuzz.h"
#include "fuzz/must.h"

static Str written(Arena *arena, const Snapshot *snapshot)
{
    Buf text;
    buf_init(&text, arena);
    baseline_write(&text, snapshot, "0");
    return buf_str(&text);
}

static uint64_t change_of(const Growth *row)
{
    return row->old > row->now ? row->old - row->now : row->now - row->old;
}

static void must_be_sorted(const Growths *rows)
{
    for (size_t i = 1; i < rows->len; i++)
        MUST(change_of(&rows->at[i - 1]) >= change_of(&rows->at[i]));
}

static void must_not_grow(const Comparison *same)
{
    MUST(same->old->content == same->now->content);
    MUST(same->packages.len == 0 && same->categories.len == 0);
    MUST(same->directories.len == 0 && same->files.len == 0);
    for (size_t i = 0; i < same->layers.len; i++)
        MUST(same->layers.at[i].old && same->layers.at[i].now);
}

/* What is below the limit of what is kept is gone once it is written. */
static void check(Arena *arena, const Snapshot *snapshot)
{
    Fail fail = {0};
    Str first = written(arena, snapshot);
    const Snapshot *again = baseline_read(arena, STR("b.json"), first, &fail);
    MUST(again);
    Str second = written(arena, again);
    const Snapshot *third = baseline_read(arena, STR("c.json"), second, &fail);
    MUST(third);
    MUST(str_eq(second, written(arena, third)));
    must_not_grow(compare(arena, again, again));
    const Comparison *both = compare(arena, snapshot, again);
    must_be_sorted(&both->packages);
    must_be_sorted(&both->directories);
    must_be_sorted(&both->files);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_open();
    Str text = {(const char *)data, size};
    Fail fail = {0};
    const Snapshot *snapshot = baseline_read(arena, STR("a.json"), text, &fail);
    if (snapshot)
        check(arena, snapshot);
    else
        MUST(str_starts(str_from(fail.text), STR("a.json")));
    arena_close(arena);
    return 0;
}
