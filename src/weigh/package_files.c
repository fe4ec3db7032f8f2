/* Whose files a layer's are. */
#include "weigh/packages.h"

/* A path that some list of files names, and each directory above it. */
typedef struct {
    Str name;
    uint32_t above;
    uint32_t package; /* from 1; 0: no package's */
} Place;

typedef struct {
    Place *at;
    size_t len, cap;
} Places;

#define NOWHERE UINT32_MAX

enum { ROOT = 0 };

struct PackagePlaces {
    Arena *arena;
    const ContentKey *key;
    Str name;    /* of the one package whose they are; empty: of several */
    Places list; /* the first is the root */
    Index index; /* of places */
    Str folder;  /* that the file before was in */
    uint32_t folder_place;
};

typedef struct {
    PackageBook *book;
    Arena *arena; /* closed when the layer is done */
    size_t layer;
    LayerRecord *record;
    PackagePlaces places;
} Search;

static uint32_t place_at(const PackagePlaces *places, uint32_t hash, uint32_t above, Str name)
{
    uint32_t at;
    /* Where /bin is a link to usr/bin, packages know a file by either path. */
    if (above == ROOT && str_eq(name, STR("usr")))
        return ROOT;
    for (uint32_t id = index_find(&places->index, hash, &at); id != 0;
         id = index_next(&places->index, hash, &at))
        if (places->list.at[id].above == above && str_eq(places->list.at[id].name, name))
            return id;
    return NOWHERE;
}

static uint32_t place_find(const PackagePlaces *places, uint32_t above, Str name)
{
    return place_at(places, content_name(places->key, above, name), above, name);
}

static uint32_t place_made(PackagePlaces *places, uint32_t above, Str name)
{
    uint32_t hash = content_name(places->key, above, name);
    uint32_t place = place_at(places, hash, above, name);
    if (place != NOWHERE)
        return place;
    place = (uint32_t)places->list.len;
    *PUSH(places->arena, &places->list) = (Place){.name = name, .above = above};
    index_add(&places->index, places->arena, hash, place);
    return place;
}

static void add_file(PackagePlaces *places, Str folder, Str name, uint32_t package)
{
    if (!str_eq(folder, places->folder)) {
        places->folder = folder;
        places->folder_place = ROOT;
        for (StrCut cut = {.tail = folder, .found = true}; cut.found;) {
            cut = str_cut(cut.tail, '/');
            if (cut.head.len > 0)
                places->folder_place = place_made(places, places->folder_place, cut.head);
        }
    }
    uint32_t number = place_made(places, places->folder_place, name);
    Place *place = &places->list.at[number];
    if (place->package == 0)
        place->package = package + 1;
}

static void add_list(PackagePlaces *places, Str text, uint32_t package)
{
    Str folder = {0};
    for (Str name; book_file(BOOK_DPKG, &text, &folder, &name);)
        add_file(places, folder, name, package);
}

static void add_stanza(PackagePlaces *places, Str files, uint32_t package)
{
    Str folder = {0};
    for (Str name; book_file(BOOK_APK, &files, &folder, &name);)
        add_file(places, folder, name, package);
}

/* With room for so many, that nothing has to move. */
static PackagePlaces places_open(Arena *arena, const ContentKey *key, size_t count)
{
    PackagePlaces places = {.arena = arena, .key = key};
    places.list.cap = count + 1;
    places.list.at = NEW_ARRAY(arena, count + 1, Place);
    places.list.len = 1;
    index_reserve(&places.index, arena, count);
    return places;
}

/* ---- what packages say ---- */

static InstalledPackage *brought(const Search *s, uint32_t package)
{
    InstalledPackage *all = s->book->packages.at;
    return s->book->whole || all[package].layer == s->layer ? &all[package] : NULL;
}

/* "libc6" of "libc6:amd64.list". */
static Str info_name(Str file)
{
    return str_cut(str_head(file, str_rfind_char(file, '.')), ':').head;
}

/* "libc6:amd64.list", "libc6", in dpkg's own directories; false when it is no file of a package of
   this layer. */
static bool info_package(const Search *s, const LayerEntry *entry, uint32_t *package)
{
    if (!packages_is_info(s->record, entry))
        return false;
    Str name = str_from(layer_name(s->record, entry));
    return (package_find(s->book, name, package) ||
            package_find(s->book, info_name(name), package)) &&
           brought(s, *package);
}

/* "d41d8cd98f00b204e9800998ecf8427e  usr/bin/tool": what stands for a list in a distroless image.
 */
static bool next_sum(Str *text, Str *folder, Str *name)
{
    while (text->len > 0) {
        StrCut line = str_cut(*text, '\n');
        *text = line.tail;
        Str path = str_trim(str_cut(line.head, ' ').tail);
        size_t slash = str_rfind_char(path, '/');
        *folder = slash < path.len ? str_head(path, slash) : (Str){0};
        *name = slash < path.len ? str_tail(path, slash + 1) : path;
        if (name->len > 0)
            return true;
    }
    return false;
}

static void read_lists(Search *s)
{
    const LayerBodies *bodies = layer_bodies(s->record);
    for (size_t i = 0; i < bodies->len; i++) {
        const LayerEntry *entry = layer_entry(s->record, bodies->at[i].entry);
        Str text = bodies->at[i].body, folder = {0}, file = str_from(layer_name(s->record, entry));
        bool list = str_ends(file, STR(".list")), sums = str_ends(file, STR(".md5sums"));
        uint32_t package;
        if (text.len == 0 || (!list && !sums) || !info_package(s, entry, &package) ||
            (s->book->whole &&
             !cost_is_live(s->book->cost, (uint32_t)s->layer, bodies->at[i].entry)))
            continue;
        brought(s, package)->known = true;
        if (list)
            add_list(&s->places, text, package);
        for (Str name; sums && next_sum(&text, &folder, &name);)
            add_file(&s->places, folder, name, package);
    }
}

static void read_stanzas(Search *s)
{
    const PackageRecords *all = &s->book->databases;
    Str text = all->at[all->len - 1].body;
    uint32_t package;
    for (BookStanza stanza; book_stanza(BOOK_APK, &text, &stanza);) {
        if (!package_find(s->book, stanza.name, &package) || !brought(s, package))
            continue;
        brought(s, package)->known = true;
        add_stanza(&s->places, stanza.files, package);
    }
}

/* ---- what the layer has ---- */

/* The place of each of its directories; NOWHERE for one that no list names. */
static const uint32_t *directories(const Search *s)
{
    uint32_t count = layer_dirs(s->record), *places = NEW_ARRAY(s->arena, count, uint32_t);
    for (uint32_t i = 1; i < count; i++) {
        const LayerDir *dir = layer_dir(s->record, i);
        uint32_t above = places[dir->parent];
        places[i] = above == NOWHERE ? NOWHERE : place_find(&s->places, above, str_from(dir->name));
    }
    return places;
}

/* What python makes of "a/b.py" when its package comes is "a/__pycache__/b.cpython-311.pyc". */
static bool is_compiled(Str folder, Str name)
{
    return str_ends(name, STR(".pyc")) && str_eq(folder, STR("__pycache__"));
}

static Str source_name(Arena *arena, Str name)
{
    return str_joined(arena, str_cut(name, '.').head, STR(".py"));
}

static uint32_t place_of_source(const Search *s, const uint32_t *places, const LayerEntry *entry)
{
    const LayerDir *dir = layer_dir(s->record, entry->dir);
    Str name = str_from(layer_name(s->record, entry));
    uint32_t above = places[dir->parent];
    if (above == NOWHERE || !is_compiled(str_from(dir->name), name))
        return NOWHERE;
    ArenaMark mark = arena_mark(s->arena);
    uint32_t place = place_find(&s->places, above, source_name(s->arena, name));
    arena_rewind(s->arena, mark);
    return place;
}

static bool owner_of(const Search *s, const uint32_t *places, const LayerEntry *entry,
                     uint32_t *package)
{
    uint32_t above = places[entry->dir];
    uint32_t place = above == NOWHERE
                         ? NOWHERE
                         : place_find(&s->places, above, str_from(layer_name(s->record, entry)));
    if (place == NOWHERE)
        place = place_of_source(s, places, entry);
    if (place == NOWHERE || s->places.list.at[place].package == 0)
        return info_package(s, entry, package);
    *package = s->places.list.at[place].package - 1;
    return true;
}

static void weigh_entries(Search *s)
{
    const uint32_t *places = directories(s);
    for (uint32_t i = 0; i < layer_sums(s->record)->entries; i++) {
        const LayerEntry *entry = layer_entry(s->record, i);
        uint32_t package;
        if (entry->stored == 0 || !owner_of(s, places, entry, &package))
            continue;
        if (!s->book->whole)
            s->book->owners[s->layer][i] = package + 1;
        if (cost_is_live(s->book->cost, (uint32_t)s->layer, i))
            brought(s, package)->live += entry->stored;
    }
}

static Search search_open(PackageBook *book, size_t files)
{
    Search search = {.book = book, .arena = arena_open()};
    search.places = places_open(search.arena, book->key, files);
    return search;
}

static void enter(Search *s, size_t layer)
{
    s->layer = layer;
    s->record = s->book->cost->tree->layers[layer].record;
}

void package_files_weigh(PackageBook *book, size_t layer)
{
    bool any = false;
    for (size_t i = 0; i < book->packages.len; i++)
        any |= book->packages.at[i].layer == layer;
    if (!any)
        return;
    Search search = search_open(book, book->cost->layers[layer].entries);
    enter(&search, layer);
    book->owners[layer] = NEW_ARRAY(book->arena, layer_sums(search.record)->entries + 1, uint32_t);
    if (book->kind == BOOK_DPKG)
        read_lists(&search);
    else
        read_stanzas(&search);
    weigh_entries(&search);
    arena_close(search.arena);
}

void package_files_weigh_all(PackageBook *book)
{
    if (book->packages.len == 0)
        return;
    Search search = search_open(book, book->cost->files);
    for (size_t i = 0; book->kind == BOOK_DPKG && i < book->cost->layer_count; i++) {
        enter(&search, i);
        read_lists(&search);
    }
    if (book->kind == BOOK_APK)
        read_stanzas(&search);
    for (size_t i = 0; i < book->cost->layer_count; i++) {
        enter(&search, i);
        weigh_entries(&search);
    }
    arena_close(search.arena);
}

/* ---- one package ---- */

/* What dpkg lists of it, in the highest layer in which that is alive. */
static bool add_last_list(PackagePlaces *places, const PackageBook *book, uint32_t package)
{
    for (size_t layer = book->cost->layer_count; layer-- > 0;) {
        const LayerRecord *record = book->cost->tree->layers[layer].record;
        const LayerBodies *bodies = layer_bodies(record);
        for (size_t i = 0; i < bodies->len; i++) {
            const LayerEntry *entry = layer_entry(record, bodies->at[i].entry);
            Str file = str_from(layer_name(record, entry));
            if (packages_is_info(record, entry) && str_ends(file, STR(".list")) &&
                str_eq(info_name(file), places->name) && bodies->at[i].body.len > 0 &&
                cost_is_live(book->cost, (uint32_t)layer, bodies->at[i].entry))
                add_list(places, bodies->at[i].body, package);
        }
        if (places->list.len > 1)
            return true;
    }
    return false;
}

const PackagePlaces *package_places(Arena *arena, const PackageBook *book, uint32_t package)
{
    PackagePlaces *places = NEW(arena, PackagePlaces);
    *places = places_open(arena, book->key, 0);
    places->name = book->packages.at[package].name;
    if (book->kind == BOOK_DPKG)
        return add_last_list(places, book, package) ? places : NULL;
    Str text = book->databases.at[book->databases.len - 1].body;
    for (BookStanza stanza; book_stanza(BOOK_APK, &text, &stanza);)
        if (str_eq(stanza.name, places->name))
            add_stanza(places, stanza.files, package);
    return places;
}

static bool is_file(const PackagePlaces *places, uint32_t above, Str name)
{
    uint32_t place = above == NOWHERE ? NOWHERE : place_find(places, above, name);
    return place != NOWHERE && places->list.at[place].package != 0;
}

bool package_has(const PackagePlaces *places, Arena *scratch, Str path)
{
    static const Str info = STR_INIT("var/lib/dpkg/info/");
    uint32_t above = ROOT, before = NOWHERE;
    Str folder = {0}, name = path;
    for (StrCut cut = str_cut(name, '/'); cut.found; cut = str_cut(name, '/')) {
        before = above;
        folder = cut.head;
        above = above == NOWHERE ? NOWHERE : place_find(places, above, folder);
        name = cut.tail;
    }
    return is_file(places, above, name) ||
           (is_compiled(folder, name) && is_file(places, before, source_name(scratch, name))) ||
           (str_starts(path, info) && str_eq(info_name(str_tail(path, info.len)), places->name));
}
