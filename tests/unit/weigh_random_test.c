/* What must hold of every image, over images drawn at random: no byte is lost or counted twice, and
   what cannot matter does not. */
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
    ImageRecipe image = {.len = 1 + draw(LAYERS)};
    for (size_t i = 0; i < image.len; i++)
        for (uint32_t n = draw(ENTRIES); n > 0; n--)
            add_random(arena, &image.layers[i], tame);
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
    const ImageCost *again = weigh(arena, &more, (MadeReading){.mapped = true});
    CHECK(alike(cost, again) && again->tar == cost->tar + 1024);
}

/* The last layer once more kills what was alive of it, and nothing else. */
static void check_twice(Arena *arena, const ImageRecipe *image, const ImageCost *cost)
{
    ImageRecipe more = *image;
    more.layers[more.len] = more.layers[more.len - 1];
    more.len++;
    const ImageCost *again = weigh(arena, &more, (MadeReading){.mapped = true});
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
    CHECK(alike(cost, weigh(arena, &other, (MadeReading){.mapped = true})));
}

/* The final tree as one layer: nothing dead in it, and the same alive. */
static void check_squashed(Arena *arena, const ImageCost *cost)
{
    MadeLayers layers = {0};
    make_layer(arena, &layers);
    Buf *tar = &layers.at[0].tar;
    for (uint32_t id = NODE_AUFS + 1; id <= cost->tree->nodes; id++) {
        const Node *node = tree_node(cost->tree, id);
        Version version;
        if (!node->alive || !tree_version(cost->tree, node, &version))
            continue;
        LayerRecord *record = cost->tree->layers[version.layer].record;
        const LayerEntry *entry = tree_entry(cost->tree, version);
        MadeEntry made = {.name = tree_path(cost->tree, arena, id), .type = '0', .mode = 0644};
        made.size = entry->stored;
        made.fill = layer_body_head(record, version.entry, (size_t)entry->stored);
        make_entry(tar, &made);
    }
    make_ends(&layers);
    const Image *image = make_image(arena, &layers, 0, (MadeReading){.mapped = true});
    const ImageCost *squashed = image_cost(arena, image);
    CHECK(squashed->wasted == 0 && squashed->efficiency == 1);
    CHECK(squashed->content == cost->live && squashed->hidden == 0);
}

static void check_image(uint32_t seed)
{
    Arena *arena = arena_open();
    drawn = seed;
    bool tame = draw(2) == 0;
    ImageRecipe image = random_image(arena, tame);
    const ImageCost *cost = weigh(arena, &image, (MadeReading){.mapped = true});
    check_sums(cost);
    check_readings(arena, &image, cost);
    check_empty_layer(arena, &image, cost);
    if (tame) {
        check_twice(arena, &image, cost);
        check_order(arena, &image, cost);
        check_squashed(arena, cost);
    }
    if (checks_failed > 0)
        printf("the image of seed %u\n", (unsigned)seed);
    arena_close(arena);
}

int main(void)
{
    for (uint32_t seed = 1; seed <= IMAGES && checks_failed == 0; seed++)
        check_image(seed * 2654435761u);
    return check_end();
}
