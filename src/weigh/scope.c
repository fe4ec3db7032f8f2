#include "weigh/scope.h"

#include "text/glob.h"
#include "weigh/category.h"

static bool is_category(Str id)
{
    for (size_t i = 0; i < category_count; i++)
        if (!category_keeps(&category_rows[i]) && str_eq(id, str_from(category_rows[i].id)))
            return true;
    return false;
}

static bool read_number(Str text, size_t *number)
{
    *number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!char_is_digit(text.at[i]))
            return false;
        *number = *number * 10 + (size_t)(text.at[i] - '0');
    }
    return text.len > 0 && text.len < 6;
}

static bool read_layer(Arena *arena, Str text, Scope *scope)
{
    scope->kind = SCOPE_LAYER;
    if (read_number(text, &scope->layer))
        return true;
    if (text.len < 3 || text.at[0] != '/' || text.at[text.len - 1] != '/')
        return false;
    scope->kind = SCOPE_MADE_BY;
    scope->made_by = regex_try(arena, str_slice(text, 1, text.len - 1));
    return scope->made_by != NULL;
}

bool scope_read(Arena *arena, Str text, Scope *scope)
{
    StrCut cut = str_cut(text, ':');
    *scope = (Scope){.kind = SCOPE_IMAGE, .argument = cut.tail};
    if (text.len == 0 || str_eq(text, STR("image")))
        return true;
    if (str_eq(text, STR("user")) || str_eq(text, STR("base"))) {
        scope->kind = text.at[0] == 'u' ? SCOPE_USER : SCOPE_BASE;
        return true;
    }
    if (cut.tail.len == 0)
        return false;
    if (str_eq(cut.head, STR("layer")))
        return read_layer(arena, cut.tail, scope);
    scope->kind = str_eq(cut.head, STR("path"))      ? SCOPE_PATH
                  : str_eq(cut.head, STR("package")) ? SCOPE_PACKAGE
                                                     : SCOPE_CATEGORY;
    return scope->kind != SCOPE_CATEGORY ||
           (str_eq(cut.head, STR("category")) && is_category(cut.tail));
}

bool scope_settle(Arena *arena, const PackageBook *book, Scope *scope, const char **why)
{
    uint32_t package;
    scope->scratch = arena;
    if (scope->kind != SCOPE_PACKAGE)
        return true;
    if (!book)
        *why = "no database of dpkg or apk can be read";
    else if (package_find(book, scope->argument, &package) &&
             !(scope->places = package_places(arena, book, package)))
        *why = "no list of its files can be read";
    return !*why;
}

bool scope_is_layers(const Scope *scope)
{
    return scope->kind < SCOPE_PATH;
}

static bool is_made_by(const ImageCost *cost, const Regex *made_by, size_t layer)
{
    const HistoryEntry *history = cost->image->layers.at[layer].history;
    Str groups[REGEX_GROUPS];
    return history && regex_find(made_by, history->command, 0, groups);
}

bool scope_has_layer(const ImageCost *cost, const Scope *scope, size_t layer)
{
    switch (scope->kind) {
    case SCOPE_IMAGE:
        return true;
    case SCOPE_USER:
        return layer >= cost->image->base_layers;
    case SCOPE_BASE:
        return layer < cost->image->base_layers;
    case SCOPE_LAYER:
        return layer == scope->layer;
    case SCOPE_MADE_BY:
        return is_made_by(cost, scope->made_by, layer);
    case SCOPE_PATH:
    case SCOPE_CATEGORY:
    case SCOPE_PACKAGE:
    case SCOPE_COUNT:
        break;
    }
    return false;
}

bool scope_has_path(const ImageCost *cost, const Scope *scope, const Stored *stored, Str path)
{
    if (scope->kind == SCOPE_PATH)
        return glob_match(scope->argument, path);
    if (scope->kind == SCOPE_CATEGORY)
        return str_eq(str_from(cost_spare(cost, stored->layer, stored->entry).category),
                      scope->argument);
    if (scope->kind == SCOPE_PACKAGE)
        return scope->places && package_has(scope->places, scope->scratch, path);
    return scope_has_layer(cost, scope, stored->layer);
}
