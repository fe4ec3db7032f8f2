/* What is kept of an entry in few bytes must come back as it was: where it starts, what it is
   called, where it points. */
#include "check.h"
#include "image/make_image.h"

enum { ENTRIES = 5000, LONGEST = 40000 };

/* So many letters, others for each number. */
static Str letters(Arena *arena, size_t len, size_t number)
{
    char *at = NEW_ARRAY(arena, len, char);
    for (size_t i = 0; i < len; i++)
        at[i] = (char)('a' + (number + i % (number % 7 + 2)) % 26);
    return (Str){at, len};
}

/* Some are longer than any page of names, some than what is left of one. */
static Str name_of(Arena *arena, size_t number)
{
    size_t len = number % 501 == 500 ? LONGEST - number : number % 97 == 0 ? 5000 : 3 + number % 90;
    return letters(arena, len, number);
}

static MadeEntry entry_of(Arena *arena, size_t number)
{
    static const char types[] = {'0', '2', '0', '1', '5', '0'};
    MadeEntry entry = {.name = name_of(arena, number), .mode = 0644, .mtime = 1};
    entry.type = types[number % sizeof types];
    if (entry.type == '0')
        entry.size = number * 37 % 3000;
    if (entry.type == '1' || entry.type == '2')
        entry.link = name_of(arena, number + 1);
    entry.fill = STR("x");
    entry.long_name = number % 2 == 1;
    return entry;
}

static void check_all(Arena *arena, MadeReading reading)
{
    Buf tar;
    buf_init(&tar, arena);
    uint64_t starts[ENTRIES + 1] = {0};
    for (size_t i = 0; i < ENTRIES; i++) {
        MadeEntry entry = entry_of(arena, i);
        make_entry(&tar, &entry);
        starts[i + 1] = tar.len;
    }
    make_end(&tar, 0);
    const LayerRecord *record = make_record(arena, content_key_new(arena), buf_str(&tar), reading);
    CHECK(layer_sums(record)->whole && layer_sums(record)->entries == ENTRIES);
    for (uint32_t i = 0; i < ENTRIES && i < layer_sums(record)->entries; i++) {
        const LayerEntry *entry = layer_entry(record, i);
        MadeEntry made = entry_of(arena, i);
        CHECK(str_eq(str_from(layer_name(record, entry)), made.name));
        CHECK(str_eq(layer_target(record, entry), made.link));
        CHECK(layer_start(record, i) == starts[i] && entry->stored == made.size);
        CHECK(layer_cost(record, i) == starts[i + 1] - starts[i]);
        CHECK(layer_head(entry) == layer_cost(record, i) - (made.size + 511) / 512 * 512);
    }
}

int main(void)
{
    Arena *arena = arena_open();
    check_all(arena, (MadeReading){.lies = true});
    check_all(arena, (MadeReading){.piece = 700});
    arena_close(arena);
    return check_end();
}
