/* Listings of layers against what they must cost: weigh_test tests/image/costs.txt. The form of
   that file is told at its top. Each image is read in pieces of several lengths, and where it is
   where they lie still. */
#include <stdlib.h>

#include "base/io.h"
#include "check.h"
#include "image/make_image.h"
#include "weigh/tree.h"
#include "weigh/weigh.h"

typedef struct {
    Str name;
    MadeLayers layers;
    Strs expected;
    uint32_t base;
    LayerEngine engine;
} Case;

static void numbers(Buf *out, const char *key, const ImageCost *cost, size_t offset)
{
    buf_fmt(out, "%s", key);
    for (size_t i = 0; i < cost->layer_count; i++)
        buf_fmt(out, " %llu",
                *(const unsigned long long *)((const char *)&cost->layers[i] + offset));
    buf_char(out, '\n');
}

static void causes(Buf *out, const ImageCost *cost)
{
    uint64_t bytes[CAUSE_COUNT] = {0};
    for (size_t i = 0; i < cost->deaths.len; i++) {
        const Death *death = &cost->deaths.at[i];
        Version version = {death->layer, death->entry};
        bytes[death->cause] += tree_entry(cost->tree, version)->stored;
    }
    buf_fmt(out, "causes");
    for (Cause cause = 0; cause < CAUSE_COUNT; cause++)
        if (bytes[cause] > 0)
            buf_fmt(out, " %.*s=%llu", STR_ARG(cause_id(cause)), (unsigned long long)bytes[cause]);
    buf_char(out, '\n');
}

static void warnings(Buf *out, const ImageCost *cost)
{
    buf_fmt(out, "warnings");
    for (size_t i = 0; i < cost->warnings.len; i++) {
        const Warning *warning = &cost->warnings.at[i];
        buf_fmt(out, " %.*s@%u", STR_ARG(warning_id(warning->kind)), (unsigned)warning->layer);
        if (warning->count > 1)
            buf_fmt(out, "*%u", (unsigned)warning->count);
    }
    buf_char(out, '\n');
}

static void copies(Buf *out, const ImageCost *cost)
{
    static const char *const names[] = {"mode", "uid", "gid", "xattr", "times"};
    for (size_t i = 0; i < cost->copies.len; i++) {
        const LayerCopy *copy = &cost->copies.at[i];
        buf_fmt(out, "copy %llu %llu layer %zu:", (unsigned long long)copy->bytes,
                (unsigned long long)copy->files, copy->layer);
        for (CopyField field = 0; field < COPY_FIELDS; field++)
            if (copy->by_field[field] > 0)
                buf_fmt(out, " %s=%llu", names[field], (unsigned long long)copy->by_field[field]);
        if (copy->xattr.len > 0)
            buf_fmt(out, " %.*s", STR_ARG(copy->xattr));
        buf_char(out, '\n');
    }
    if (cost->copies.len == 0)
        buf_fmt(out, "no copies\n");
}

static int by_text(const void *a, const void *b)
{
    return str_order(*(const Str *)a, *(const Str *)b);
}

static void final_tree(Buf *out, Arena *arena, const ImageCost *cost)
{
    Strs paths = {0};
    if (cost->tree->nodes > 1000)
        return;
    for (uint32_t id = NODE_AUFS + 1; id <= cost->tree->nodes; id++) {
        const Node *node = tree_node(cost->tree, id);
        if (!node->alive)
            continue;
        Str path = tree_path(cost->tree, arena, id);
        *PUSH(arena, &paths) = node->kind == ENTRY_DIR ? str_joined(arena, path, STR("/")) : path;
    }
    if (paths.len > 1)
        qsort(paths.at, paths.len, sizeof *paths.at, by_text);
    buf_fmt(out, "tree");
    for (size_t i = 0; i < paths.len; i++) {
        buf_char(out, ' ');
        buf_add(out, str_head(paths.at[i], 40));
    }
    buf_char(out, '\n');
}

static void losses(Buf *out, Arena *arena, const ImageCost *cost)
{
    for (size_t i = 0; i < cost->losses.len; i++) {
        const Loss *loss = &cost->losses.at[i];
        Str path = loss->node != NODE_NONE
                       ? tree_path(cost->tree, arena, loss->node)
                       : layer_path(cost->tree->layers[loss->layer].record, arena, loss->entry);
        buf_fmt(out, "loss %llu %u %.*s: %u %.*s %u\n", (unsigned long long)loss->bytes,
                (unsigned)loss->files, STR_ARG(str_head(path, 40)), (unsigned)loss->layer,
                STR_ARG(cause_id(loss->cause)), (unsigned)loss->killer);
    }
}

static void categories(Buf *out, const ImageCost *cost)
{
    for (size_t i = 0; i < cost->categories.len; i++) {
        const CategoryCost *at = &cost->categories.at[i];
        buf_fmt(out, "category %s %llu %llu\n", at->id, (unsigned long long)at->live,
                (unsigned long long)at->dead);
    }
}

#define LINE(key, value) buf_fmt(out, key " %llu\n", (unsigned long long)(value))

/* Everything that an expectation may name, a line each. */
static void tell(Buf *out, Arena *arena, const ImageCost *cost)
{
    numbers(out, "content", cost, offsetof(LayerCost, content));
    numbers(out, "tar", cost, offsetof(LayerCost, tar));
    numbers(out, "logical", cost, offsetof(LayerCost, logical));
    numbers(out, "entries", cost, offsetof(LayerCost, entries));
    numbers(out, "dead", cost, offsetof(LayerCost, dead));
    numbers(out, "culprit", cost, offsetof(LayerCost, culprit));
    numbers(out, "docker", cost, offsetof(LayerCost, as[AS_DOCKER]));
    numbers(out, "podman", cost, offsetof(LayerCost, as[AS_PODMAN]));
    numbers(out, "dive", cost, offsetof(LayerCost, as[AS_DIVE]));
    numbers(out, "containerd", cost, offsetof(LayerCost, as[AS_CONTAINERD]));
    LINE("total", cost->content);
    LINE("live", cost->live);
    LINE("wasted", cost->wasted);
    LINE("hidden", cost->hidden);
    LINE("duplicate", cost->duplicate);
    LINE("squashed", cost->squashed);
    LINE("user-total", cost->user_total);
    LINE("user-wasted", cost->user_wasted);
    LINE("base-sunk", cost->base_sunk);
    buf_fmt(out, "efficiency %.6f\nuser-efficiency %.6f\n", cost->efficiency,
            cost->user_efficiency);
    buf_fmt(out, "%s\n", cost->complete ? "complete" : "incomplete");
    causes(out, cost);
    copies(out, cost);
    warnings(out, cost);
    final_tree(out, arena, cost);
    losses(out, arena, cost);
    categories(out, cost);
}

static bool is_told(Str told, Str line)
{
    while (told.len > 0) {
        StrCut cut = str_cut(told, '\n');
        if (str_eq(cut.head, line))
            return true;
        told = cut.tail;
    }
    return false;
}

static void check_case(const Case *test, MadeReading reading)
{
    Arena *arena = arena_open();
    reading.engine = test->engine;
    const Image *image = make_image(arena, &test->layers, test->base, reading);
    Buf told;
    buf_init(&told, arena);
    tell(&told, arena, image_cost(arena, image));
    for (size_t i = 0; i < test->expected.len; i++) {
        bool as_expected = is_told(buf_str(&told), test->expected.at[i]);
        CHECK(as_expected);
        if (!as_expected)
            printf("%.*s (lies %d, pieces of %zu): no line: %.*s\n", STR_ARG(test->name),
                   reading.lies, reading.piece, STR_ARG(test->expected.at[i]));
    }
    CHECK(test->expected.len > 0);
    if (checks_failed > 0)
        printf("%.*s\n", STR_ARG(buf_str(&told)));
    arena_close(arena);
}

static void check_readings(const Case *test)
{
    static const MadeReading readings[] = {
        {.lies = true},    {.lies = true, .piece = 700},
        {.piece = 1},      {.piece = 511},
        {.piece = 512},    {.piece = 4096},
        {.piece = 100000},
    };
    for (size_t i = 0; i < sizeof readings / sizeof *readings && checks_failed == 0; i++)
        check_case(test, readings[i]);
}

static void read_line(Arena *arena, Case *test, Str line, bool *expects)
{
    MadeLayer *layer = test->layers.len > 0 ? &test->layers.at[test->layers.len - 1] : NULL;
    if (str_eq(line, STR("layer"))) {
        make_layer(arena, &test->layers);
    } else if (str_eq(line, STR("expect"))) {
        *expects = true;
    } else if (str_starts(line, STR("base "))) {
        test->base = (uint32_t)strtoul(line.at + 5, NULL, 10);
    } else if (str_starts(line, STR("apply "))) {
        test->engine = str_eq(line, STR("apply naive")) ? ENGINE_NAIVE : ENGINE_OVERLAY;
    } else if (*expects) {
        *PUSH(arena, &test->expected) = line;
    } else {
        CHECK(layer && make_line(&layer->tar, arena, line));
        layer->ends = layer->ends || (line.at[0] == '!' && !str_starts(line, STR("!global")));
    }
}

/* One case off the front of the text. */
static void run_case(Str *text)
{
    Arena *arena = arena_open();
    Case test = {0};
    bool expects = false;
    while (text->len > 0) {
        StrCut cut = str_cut(*text, '\n');
        if (test.name.len > 0 && str_starts(cut.head, STR("== ")))
            break;
        *text = cut.tail;
        if (str_starts(cut.head, STR("== ")))
            test.name = str_tail(cut.head, 3);
        else if (cut.head.len > 0 && cut.head.at[0] != '#')
            read_line(arena, &test, str_trim(cut.head), &expects);
    }
    make_ends(&test.layers);
    check_readings(&test);
    arena_close(arena);
}

int main(int argc, char **argv)
{
    Arena *arena = arena_open();
    Fail fail = {0};
    Str text;
    CHECK(argc == 2 && io_read(arena, argv[1], &text, &fail));
    while (checks_failed == 0 && text.len > 0)
        run_case(&text);
    arena_close(arena);
    return check_end();
}
