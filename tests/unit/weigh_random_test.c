/* What must hold of every image, over images drawn at random: no byte is lost or counted twice, and
   what cannot matter does not.

       weigh_random_test [IMAGES [FIRST]]

   An image's seed is its number; the first that breaks a promise is named. */
#include <stdlib.h>

#include "check.h"
#include "image/make_image.h"
#include "weigh/tree.h"
#include "weigh/weigh.h"

enum { IMAGES = 3000, LAYERS = 5, ENTRIES = 8, MOST = LAYERS + 2 };

typedef struct {
    MadeEntry at[ENTRIES];
    size_t len;
} Recipe;

typedef struct {
    Recipe layers[MOST];
    size_t len;
    bool plain; /* all headers are of one block, and no name is ignored */
} ImageRecipe;

static uint32_t drawn;

static uint32_t draw(uint32_t below)
{
    drawn = drawn * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(drawn >> 4) * below >> 28);
}

static Str pick(const Str *from, size_t count)
{
    return from[draw((uint32_t)count)];
}

static const Str names[] = {STR_INIT("a"),   STR_INIT("b"),        STR_INIT("d"),
                            STR_INIT("d/a"), STR_INIT("d/b"),      STR_INIT("d/e/x"),
                            STR_INIT("d/e"), STR_INIT("f/g"),      STR_INIT("f/h/i"),
                            STR_INIT("lib"), STR_INIT("usr/lib/l")};
static const Str fills[] = {STR_INIT("A"), STR_INIT("B"), STR_INIT("AB")};
static const Str targets[] = {STR_INIT("a"), STR_INIT("/usr/lib"), STR_INIT("../d"),
                              STR_INIT("lib")};

/* Whether it stands for the same path as one of the layer, or lies in it or above it. */
static bool clashes(const Recipe *recipe, Str name)
{
    for (size_t i = 0; i < recipe->len; i++) {
        Str other = recipe->at[i].name;
        size_t both = other.len < name.len ? other.len : name.len;
        if (memcmp(other.at, name.at, both) == 0)
            return true;
    }
    return false;
}

static Str marked(Arena *arena, Str name, bool opaque)
{
    size_t slash = str_rfind_char(name, '/');
    size_t dir = slash < name.len ? slash + 1 : 0;
    if (opaque)
        return str_joined(arena, name, STR("/.wh..wh..opq"));
    return str_joined(arena, str_joined(arena, str_head(name, dir), STR(".wh.")),
                      str_tail(name, dir));
}

/* What engines read otherwise than the name and the length of the header say. */
static void make_odd(Arena *arena, MadeEntry *entry)
{
    static const Str starts[] = {STR_INIT("./"), STR_INIT("/"), STR_INIT("//./"),
                                 STR_INIT("x/../")};
    uint32_t kind = draw(8);
    if (kind < 3) {
        entry->name = str_joined(arena, pick(starts, 4), entry->name);
    } else if (kind == 3 && entry->type == '0') {
        entry->sparse_kind = draw(2) ? '1' : '0';
        entry->sparse = STR("512+700,4096+100,65536");
    } else if (kind == 4) {
        entry->pax = STR("31 SCHILY.xattr.user.key=value\n");
    } else if (kind == 5) {
        entry->type = "346Z"[draw(4)];
        entry->size = entry->type == 'Z' ? entry->size : 0;
    } else if (kind == 6) {
        entry->name = str_joined(arena, STR(".wh..wh.plnk/"), entry->name);
    } else {
        entry->uid = entry->gid = draw(3);
    }
}

/* `tame`: nothing whose place in the tar matters. */
static void add_random(Arena *arena, Recipe *recipe, bool tame)
{
    MadeEntry entry = {.name = pick(names, sizeof names / sizeof *names), .type = '0'};
    uint32_t kind = draw(tame ? 80 : 100);
    if (clashes(recipe, entry.name) && (tame || draw(3) > 0))
        return;
    entry.mode = draw(3) == 0 ? 0755 : 0644;
    entry.mtime = draw(3);
    if (kind < 20) {
        entry.name = marked(arena, entry.name, kind < 6);
        if (clashes(recipe, entry.name))
            return;
    } else if (kind < 28) {
        entry.type = '5';
    } else if (kind < 80) {
        entry.size = draw(2) ? draw(900) : 512 * draw(3);
        entry.fill = pick(fills, 3);
    } else {
        entry.type = kind < 90 ? '2' : '1';
        entry.link = kind < 90 ? pick(targets, 4) : pick(names, 4);
    }
    recipe->at[recipe->len++] = entry;
}

static ImageRecipe random_image(Arena *arena, bool tame)
{
    ImageRecipe image = {.len = 1 + draw(LAYERS), .plain = tame || draw(2) == 0};
    for (size_t i = 0; i < image.len; i++) {
        Recipe *recipe = &image.layers[i];
        for (uint32_t n = draw(ENTRIES); n > 0; n--)
            add_random(arena, recipe, tame);
        for (size_t j = 0; j < recipe->len && !image.plain; j++)
            if (draw(4) == 0)
                make_odd(arena, &recipe->at[j]);
    }
    return image;
}

static const ImageCost *weigh(Arena *arena, const ImageRecipe *image, MadeReading reading)
{
    MadeLayers layers = {0};
    for (size_t i = 0; i < image->len; i++) {
        make_layer(arena, &layers);
        for (size_t j = 0; j < image->layers[i].len; j++)
            make_entry(&layers.at[i].tar, &image->layers[i].at[j]);
    }
    make_ends(&layers);
    return image_cost(arena, make_image(arena, &layers, 0, reading));
}

static bool alike(const ImageCost *a, const ImageCost *b)
{
    return a->content == b->content && a->live == b->live && a->wasted == b->wasted &&
           a->hidden == b->hidden && a->duplicate == b->duplicate && a->files == b->files;
}

static void check_sums(const ImageCost *cost)
{
    uint64_t dead = 0, culprit = 0, lost = 0, paths = 0, tar = 0;
    for (size_t i = 0; i < cost->layer_count; i++) {
        dead += cost->layers[i].dead;
        culprit += cost->layers[i].culprit;
        tar += cost->layers[i].tar;
        CHECK(cost->layers[i].dead <= cost->layers[i].content);
    }
    for (size_t i = 0; i < cost->losses.len; i++)
        lost += cost->losses.at[i].bytes;
    for (size_t i = 0; i < cost->paths.len; i++)
        paths += cost->paths.at[i].bytes;
    CHECK(cost->hidden <= cost->wasted && cost->wasted <= cost->content);
    CHECK(cost->live + cost->wasted == cost->content);
    CHECK(dead == cost->wasted && culprit == cost->wasted);
    CHECK(lost == cost->wasted && paths == cost->wasted);
    CHECK(tar == cost->tar && cost->complete);
    CHECK(cost->efficiency >= 0 && cost->efficiency <= 1);
}

static void check_readings(Arena *arena, const ImageRecipe *image, const ImageCost *cost)
{
    static const size_t pieces[] = {1, 100, 512, 1000};
    MadeReading reading = {.piece = pieces[draw(4)]};
    const ImageCost *again = weigh(arena, image, reading);
    CHECK(alike(cost, again) && cost->tar == again->tar);
}

static void check_empty_layer(Arena *arena, const ImageRecipe *image, const ImageCost *cost)
{
    ImageRecipe more = *image;
    more.layers[more.len++].len = 0;
    const ImageCost *again = weigh(arena, &more, (MadeReading){.lies = true});
    CHECK(alike(cost, again) && again->tar == cost->tar + 1024);
}

/* The last layer once more kills what was alive of it, and nothing else. */
static void check_twice(Arena *arena, const ImageRecipe *image, const ImageCost *cost)
{
    ImageRecipe more = *image;
    more.layers[more.len] = more.layers[more.len - 1];
    more.len++;
    const ImageCost *again = weigh(arena, &more, (MadeReading){.lies = true});
    const LayerCost *last = &cost->layers[image->len - 1], *top = &again->layers[image->len];
    CHECK(again->wasted - cost->wasted == last->content - last->dead + top->dead);
    CHECK(again->live == cost->live);
}

static void check_order(Arena *arena, const ImageRecipe *image, const ImageCost *cost)
{
    ImageRecipe other = *image;
    for (size_t i = 0; i < other.len; i++)
        for (size_t j = other.layers[i].len; j > 1; j--) {
            size_t with = draw((uint32_t)j);
            MadeEntry moved = other.layers[i].at[j - 1];
            other.layers[i].at[j - 1] = other.layers[i].at[with];
            other.layers[i].at[with] = moved;
        }
    CHECK(alike(cost, weigh(arena, &other, (MadeReading){.lies = true})));
}

/* The first path of a version keeps its bytes, the others become links to it. */
static MadeEntry squashed_entry(Arena *arena, const FileTree *tree, uint32_t id, uint32_t *firsts)
{
    static const char types[] = {
        [ENTRY_FILE] = '0',  [ENTRY_DIR] = '5',  [ENTRY_SYMLINK] = '2', [ENTRY_CHAR] = '3',
        [ENTRY_BLOCK] = '4', [ENTRY_FIFO] = '6', [ENTRY_UNKNOWN] = '0'};
    const Node *node = tree_node(tree, id);
    Version version = {node->layer, node->entry};
    bool has_version = tree_version(tree, node, &version);
    const LayerEntry *entry = tree_entry(tree, version);
    MadeEntry made = {.name = tree_path(tree, arena, id), .mode = 0644};
    uint32_t *first = &firsts[version.layer * 2 * ENTRIES + version.entry];
    if (has_version && *first > 0)
        return (MadeEntry){made.name, tree_path(tree, arena, *first), {0}, '1', .mode = 0644};
    *first = has_version ? id : 0;
    made.type = types[entry->kind];
    made.link = layer_target(tree->layers[version.layer].record, entry);
    made.size = entry->kind == ENTRY_FILE ? entry->stored : 0;
    made.fill = layer_body_head(tree->layers[version.layer].record, version.entry,
                                NEW_ARRAY(arena, made.size, char), (size_t)made.size);
    return made;
}

static bool dangles(const FileTree *tree, const Node *node)
{
    Version version = {node->layer, node->entry};
    return node->kind == ENTRY_HARDLINK && !tree_version(tree, node, &version);
}

/* The final tree as one layer: nothing dead in it, the same alive, and as long as was foretold. */
static void check_squashed(Arena *arena, const ImageRecipe *image, const ImageCost *cost)
{
    MadeLayers layers = {0};
    uint32_t *firsts = NEW_ARRAY(arena, MOST * 2 * ENTRIES, uint32_t);
    bool dangling = false;
    make_layer(arena, &layers);
    for (uint32_t id = NODE_AUFS + 1; id <= cost->tree->nodes; id++) {
        const Node *node = tree_node(cost->tree, id);
        if (!node->alive || node->bare)
            continue;
        dangling = dangling || dangles(cost->tree, node);
        if (dangles(cost->tree, node))
            continue;
        MadeEntry made = squashed_entry(arena, cost->tree, id, firsts);
        make_entry(&layers.at[0].tar, &made);
    }
    make_ends(&layers);
    const Image *one = make_image(arena, &layers, 0, (MadeReading){.lies = true});
    const ImageCost *squashed = image_cost(arena, one);
    CHECK(squashed->wasted == 0 && squashed->efficiency == 1 && squashed->hidden == 0);
    CHECK(squashed->content == cost->live && squashed->duplicate == cost->duplicate);
    CHECK(squashed->files == cost->files);
    CHECK(!image->plain || dangling || squashed->tar == cost->squashed);
    CHECK(squashed->squashed == squashed->tar);
}

static void check_image(uint32_t number)
{
    Arena *arena = arena_open();
    drawn = number * 2654435761u;
    bool tame = draw(2) == 0;
    ImageRecipe image = random_image(arena, tame);
    const ImageCost *cost = weigh(arena, &image, (MadeReading){.lies = true});
    check_sums(cost);
    check_readings(arena, &image, cost);
    check_empty_layer(arena, &image, cost);
    check_squashed(arena, &image, cost);
    if (tame) {
        check_twice(arena, &image, cost);
        check_order(arena, &image, cost);
    }
    if (checks_failed > 0)
        printf("image %u\n", (unsigned)number);
    arena_close(arena);
}

int main(int argc, char **argv)
{
    uint32_t images = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : IMAGES;
    uint32_t first = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 1;
    for (uint32_t i = 0; i < images && checks_failed == 0; i++)
        check_image(first + i);
    return check_end();
}
