/* Package managers that give each package a directory of its own, told by the path alone. */
#include "compare/parts.h"

typedef enum {
    WITHIN_NONE,
    WITHIN_PIP, /* its children are packages */
    WITHIN_NPM,
    WITHIN_SCOPE, /* of npm: node_modules/@types */
    WITHIN_GEM,
} Within;

static const struct {
    const char *directory;
    Within within;
} areas[] = {
    {"site-packages", WITHIN_PIP},
    {"dist-packages", WITHIN_PIP},
    {"node_modules", WITHIN_NPM},
    {"gems", WITHIN_GEM},
};

static Within within_of(Str directory)
{
    for (size_t i = 0; i < sizeof areas / sizeof *areas; i++)
        if (str_eq(directory, str_from(areas[i].directory)))
            return areas[i].within;
    return WITHIN_NONE;
}

/* "rails-7.1.0" without its version; found only where there is one. */
static bool cut_version(Str name, Str *bare)
{
    for (size_t i = 1; i + 1 < name.len; i++)
        if (name.at[i] == '-' && char_is_digit(name.at[i + 1])) {
            *bare = str_head(name, i);
            return true;
        }
    return false;
}

/* Directories of modules, of their metadata and of their libraries: all are one package. */
static Str pip_name(Arena *arena, Str name)
{
    bool metadata = str_ends(name, STR(".dist-info")) || str_ends(name, STR(".egg-info"));
    Str bare = str_head(name, metadata ? str_find_char(name, '-') : str_find_char(name, '.'));
    if (bare.len == 0 || str_eq(bare, STR("__pycache__")))
        return (Str){0};
    Buf normal;
    buf_init(&normal, arena);
    for (size_t i = 0; i < bare.len; i++)
        buf_char(&normal, bare.at[i] == '-' || bare.at[i] == '.' ? '_' : bare.at[i]);
    return str_lower(arena, buf_str(&normal));
}

/* "pip numpy"; empty for what is no package. */
static Str package_name(Arena *arena, Within within, const OutlineNode *node, Str scope)
{
    Str bare;
    switch (within) {
    case WITHIN_PIP:
        bare = pip_name(arena, node->name);
        return bare.len > 0 ? str_joined(arena, STR("pip "), bare) : bare;
    case WITHIN_NPM:
        return node->directory && node->name.at[0] != '.' && node->name.at[0] != '@'
                   ? str_joined(arena, STR("npm "), node->name)
                   : (Str){0};
    case WITHIN_SCOPE:
        scope = str_joined(arena, scope, STR("/"));
        return str_joined(arena, STR("npm "), str_joined(arena, scope, node->name));
    case WITHIN_GEM:
        return node->directory && cut_version(node->name, &bare)
                   ? str_joined(arena, STR("gem "), bare)
                   : (Str){0};
    case WITHIN_NONE:
        break;
    }
    if (node->directory || !str_ends(node->name, STR(".jar")))
        return (Str){0};
    bare = str_head(node->name, node->name.len - 4);
    cut_version(bare, &bare);
    return str_joined(arena, STR("jar "), bare);
}

/* What a node is in, and what its children are. */
typedef struct {
    uint32_t package; /* in the list, from 1 */
    Within within;
} Area;

/* Parents come before their children, so one pass will do; a package has what lies in it, but not
   what lies in a package within. */
Weights packages_of(Arena *arena, const Outline *outline)
{
    Weights packages = {0};
    Arena *scratch = arena_open();
    Area *areas_of = NEW_ARRAY(scratch, outline->len, Area);
    for (uint32_t i = 1; i < outline->len; i++) {
        const OutlineNode *node = &outline->at[i], *parent = &outline->at[node->parent];
        Area above = areas_of[node->parent], *area = &areas_of[i];
        Str name = package_name(arena, above.within, node, parent->name);
        bool scope = above.within == WITHIN_NPM && str_starts(node->name, STR("@"));
        area->within = scope ? WITHIN_SCOPE : within_of(node->name);
        area->package = above.package;
        if (name.len > 0) {
            *PUSH(arena, &packages) = (Weight){.name = name};
            area->package = (uint32_t)packages.len;
        }
        if (!node->directory && area->package > 0)
            packages.at[area->package - 1].bytes += node->bytes;
    }
    arena_close(scratch);
    weights_sort(&packages);
    return packages;
}
