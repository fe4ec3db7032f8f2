/* Images held against each other: how their layers line up, and that what a baseline tells is as
   right as it says. */
#include "check.h"
#include "compare/parts.h"
#include "image/make_image.h"

/* ---- layers ---- */

/* "base: a=ADD x b=RUN y / c=COPY z": a letter is a diff_id; what stands before the slash is of the
   base. */
static Snapshot layers_of(Arena *arena, const char *text)
{
    Snapshot snapshot = {0};
    for (Str rest = str_from(text); rest.len > 0;) {
        StrCut cut = str_cut(rest, ';');
        Str layer = str_trim(cut.head);
        rest = cut.tail;
        if (str_eq(layer, STR("/"))) {
            snapshot.base_layers = snapshot.layers.len;
            continue;
        }
        StrCut id = str_cut(layer, '=');
        *PUSH(arena, &snapshot.layers) =
            (SnapshotLayer){.diff_id = id.head, .instruction = id.tail, .hash = str_hash(id.tail)};
    }
    return snapshot;
}

/* "0 2 -": the partner of each layer of `old`. */
static bool aligned(const char *old, const char *now, const char *expected)
{
    Arena *arena = arena_open();
    Snapshot a = layers_of(arena, old), b = layers_of(arena, now);
    const size_t *partner = align_layers(arena, &a, &b);
    Buf buf;
    buf_init(&buf, arena);
    for (size_t i = 0; i < a.layers.len; i++)
        if (partner[i] == LAYER_NONE)
            buf_fmt(&buf, "%s-", i > 0 ? " " : "");
        else
            buf_fmt(&buf, "%s%zu", i > 0 ? " " : "", partner[i]);
    bool same = str_eq(buf_str(&buf), str_from(expected));
    if (!same)
        printf("%s\n%s\n is %.*s\n", old, now, STR_ARG(buf_str(&buf)));
    arena_close(arena);
    return same;
}

static void check_layers(void)
{
    CHECK(aligned("a=ADD;b=RUN x", "a=ADD;b=RUN x", "0 1"));
    /* One more in the middle; one less. */
    CHECK(aligned("a=ADD;b=RUN x", "a=ADD;c=RUN y;b=RUN x", "0 2"));
    CHECK(aligned("a=ADD;c=RUN y;b=RUN x", "a=ADD;b=RUN x", "0 - 1"));
    /* The instruction tells where the digest does not, the place where neither does. */
    CHECK(aligned("a=ADD;b=RUN x;c=COPY . /", "a=ADD;d=RUN z;e=COPY . /", "0 1 2"));
    CHECK(aligned("b=RUN x;c=COPY a /a", "d=COPY b /b;e=COPY a /a", "- 1"));
    CHECK(aligned("b=RUN apt-get install curl", "c=RUN make;d=RUN apt-get install curl git", "1"));
    CHECK(aligned("b=RUN x", "c=COPY x /", "-"));
    /* A layer that stays is worth more than any number of instructions. */
    CHECK(aligned("a=RUN 1;b=RUN 2;c=RUN 3", "x=RUN 2;y=RUN 3;a=RUN 1", "2 - -"));
    /* Nothing of the base stands for what is above it. */
    CHECK(aligned("a=RUN a;/;b=RUN b", "a=RUN a;c=RUN bb;/;d=RUN c", "0 2"));
    CHECK(aligned("=;=", "=;=", "0 1"));
    CHECK(aligned("", "a=RUN x", ""));
}

/* ---- baselines ---- */

static uint32_t drawn;

static uint32_t draw(uint32_t below)
{
    drawn = drawn * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(drawn >> 4) * below >> 28);
}

static void add_file(Buf *tar, Arena *arena, uint32_t seed, uint32_t size)
{
    static const char *const parts[] = {"usr", "lib", "app", "node_modules", "left", "x", "@s"};
    Buf path;
    buf_init(&path, arena);
    for (uint32_t i = 0; i < 1 + seed % 4; i++)
        buf_fmt(&path, "%s/", parts[(seed / (i + 1)) % 7]);
    buf_fmt(&path, "f%u", (unsigned)(seed % 23));
    make_entry(tar,
               &(MadeEntry){.name = buf_str(&path), .type = '0', .size = size, .fill = STR("x")});
}

/* Files of a few bytes and of some that a baseline keeps; no path twice. */
static const Snapshot *draw_image(Arena *arena)
{
    MadeLayers layers = {0};
    make_layer(arena, &layers);
    bool seen[400] = {0};
    for (int i = 0; i < 60; i++) {
        uint32_t seed = draw(400), size = draw(3) ? draw(3000) : draw(60000);
        if (!seen[seed])
            add_file(&layers.at[0].tar, arena, seed, size + 1);
        seen[seed] = true;
    }
    make_ends(&layers);
    return snapshot_of(arena, image_cost(arena, make_image(arena, &layers, 0, (MadeReading){0})));
}

static const Snapshot *saved(Arena *arena, const Snapshot *snapshot)
{
    Fail fail = {0};
    Buf text, again;
    buf_init(&text, arena);
    buf_init(&again, arena);
    baseline_write(&text, snapshot, "1");
    const Snapshot *read = baseline_read(arena, STR("b"), buf_str(&text), &fail);
    CHECK(read != NULL);
    if (!read)
        puts(fail.text);
    else
        baseline_write(&again, read, "1");
    CHECK(str_eq(buf_str(&text), buf_str(&again)));
    return read;
}

static bool off_by(uint64_t a, uint64_t b, uint64_t slack)
{
    return a > b ? a - b > slack : b - a > slack;
}

static uint64_t bytes_at(const Snapshot *snapshot, Arena *arena, Str path)
{
    path = str_eq(path, STR("/")) ? STR("") : path;
    for (uint32_t i = 0; i < snapshot->outline.len; i++)
        if (str_eq(outline_path(&snapshot->outline, arena, i), path))
            return snapshot->outline.at[i].bytes;
    return 0;
}

static bool rows_hold(const Growths *rows, const Snapshot *old, const Snapshot *now)
{
    for (size_t i = 0; i < rows->len; i++) {
        const Growth *row = &rows->at[i];
        Arena *scratch = arena_open();
        bool fine =
            row->rest || (!off_by(row->old, bytes_at(old, scratch, row->name), row->slack) &&
                          !off_by(row->now, bytes_at(now, scratch, row->name), row->slack));
        arena_close(scratch);
        if (!fine)
            return false;
    }
    return true;
}

/* The rows of directories explain all of the growth, but for what they say. */
static bool rows_add_up(const Growths *rows, const Snapshot *old, const Snapshot *now)
{
    int64_t sum = 0;
    for (size_t i = 0; i < rows->len; i++)
        sum += growth(rows->at[i].old, rows->at[i].now);
    return sum == growth(old->live, now->live);
}

static void check_pair(Arena *arena)
{
    const Snapshot *old = draw_image(arena), *now = draw_image(arena);
    const Snapshot *old_saved = saved(arena, old), *now_saved = saved(arena, now);
    const Comparison *whole = compare(arena, old, now);
    CHECK(rows_hold(&whole->files, old, now));
    CHECK(rows_hold(&whole->directories, old, now));
    CHECK(rows_add_up(&whole->directories, old, now));
    for (size_t i = 0; i < whole->files.len; i++)
        CHECK(whole->files.at[i].slack == 0);
    if (!old_saved || !now_saved)
        return;
    const Comparison *parts[] = {compare(arena, old_saved, now), compare(arena, old, now_saved),
                                 compare(arena, old_saved, now_saved)};
    for (size_t i = 0; i < 3; i++) {
        CHECK(rows_hold(&parts[i]->files, old, now));
        CHECK(rows_hold(&parts[i]->directories, old, now));
    }
}

static void check_baselines(void)
{
    for (int i = 0; i < 100; i++) {
        Arena *arena = arena_open();
        check_pair(arena);
        arena_close(arena);
    }
}

int main(void)
{
    check_layers();
    check_baselines();
    return check_end();
}
