/* Whose files a layer's are. */
#include "weigh/packages.h"

typedef struct {
    Str path; /* as `place_of` has it */
    uint32_t package;
} PackageFile;

typedef struct {
    PackageFile *at;
    size_t len, cap;
} PackageFiles;

struct PackagePlaces {
    Arena *arena;
    const ContentKey *key;
    Str name; /* of the one package whose they are; empty: of several */
    PackageFiles files;
    Index index; /* of files, from 1 */
};

typedef struct {
    PackageBook *book;
    Arena *arena; /* closed when the layer is done */
    size_t layer;
    LayerRecord *record;
    PackagePlaces places;
} Search;

/* Where /bin is a link to usr/bin, packages know a file by either path. */
static Str place_of(Str path)
{
    if (str_starts(path, STR("/")))
        path = str_tail(path, 1);
    return str_starts(path, STR("usr/")) ? str_tail(path, 4) : path;
}

static const PackageFile *file_at(const PackagePlaces *places, Str path)
{
    Str place = place_of(path);
    uint32_t hash = content_name(places->key, 0, place), at;
    for (uint32_t id = index_find(&places->index, hash, &at); id != 0;
         id = index_next(&places->index, hash, &at))
        if (str_eq(places->files.at[id - 1].path, place))
            return &places->files.at[id - 1];
    return NULL;
}

static void add_file(PackagePlaces *places, Str path, uint32_t package)
{
    Str place = place_of(path);
    *PUSH(places->arena, &places->files) = (PackageFile){place, package};
    index_add(&places->index, places->arena, content_name(places->key, 0, place),
              (uint32_t)places->files.len);
}

static void add_list(PackagePlaces *places, Str text, uint32_t package)
{
    Str folder = {0};
    for (Str name; book_file(BOOK_DPKG, &text, &folder, &name);)
        add_file(places, name, package);
}

static void add_stanza(PackagePlaces *places, Str files, uint32_t package)
{
    Str folder = {0};
    for (Str name; book_file(BOOK_APK, &files, &folder, &name);)
        add_file(places,
                 str_joined(places->arena, str_joined(places->arena, folder, STR("/")), name),
                 package);
}

/* ---- what packages say ---- */

static InstalledPackage *brought(const Search *s, uint32_t package)
{
    InstalledPackage *all = s->book->packages.at;
    return all[package].layer == s->layer ? &all[package] : NULL;
}

/* "libc6" of "var/lib/dpkg/info/libc6:amd64.list"; empty when it is no such file. */
static Str info_name(Str path)
{
    static const Str info = STR_INIT("var/lib/dpkg/info/");
    if (!str_starts(path, info))
        return (Str){0};
    Str name = str_tail(path, info.len);
    return str_cut(str_head(name, str_rfind_char(name, '.')), ':').head;
}

/* False when it is no file about a package of this layer. */
static bool info_package(const Search *s, Str path, uint32_t *package)
{
    Str name = info_name(path);
    return name.len > 0 && package_find(s->book, name, package) && brought(s, *package);
}

static void read_lists(Search *s)
{
    const LayerBodies *bodies = layer_bodies(s->record);
    for (size_t i = 0; i < bodies->len; i++) {
        uint32_t package;
        Str text = bodies->at[i].body;
        Str path = layer_path(s->record, s->arena, bodies->at[i].entry);
        if (text.len == 0 || !str_ends(path, STR(".list")) || !info_package(s, path, &package))
            continue;
        brought(s, package)->known = true;
        add_list(&s->places, text, package);
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

/* What python makes of "a/b.py" when its package comes is "a/__pycache__/b.cpython-311.pyc". */
static Str source_of(Arena *arena, Str path)
{
    static const Str cache = STR_INIT("__pycache__/");
    size_t at = str_find(path, cache);
    if (at == path.len || !str_ends(path, STR(".pyc")))
        return (Str){0};
    Str name = str_cut(str_tail(path, at + cache.len), '.').head;
    Str source = str_joined(arena, str_head(path, at), name);
    return str_joined(arena, source, STR(".py"));
}

static const PackageFile *file_or_source(const PackagePlaces *places, Arena *scratch, Str path)
{
    const PackageFile *file = file_at(places, path);
    return file ? file : file_at(places, source_of(scratch, path));
}

static bool owner_of(const Search *s, Str path, uint32_t *package)
{
    const PackageFile *file = file_or_source(&s->places, s->arena, path);
    if (file)
        *package = file->package;
    return file || info_package(s, path, package);
}

static void weigh_entries(Search *s)
{
    for (uint32_t i = 0; i < layer_sums(s->record)->entries; i++) {
        uint64_t stored = layer_entry(s->record, i)->stored;
        if (stored == 0)
            continue;
        ArenaMark mark = arena_mark(s->arena);
        uint32_t package;
        if (owner_of(s, layer_path(s->record, s->arena, i), &package)) {
            s->book->owners[s->layer][i] = package + 1;
            if (cost_is_live(s->book->cost, (uint32_t)s->layer, i))
                brought(s, package)->live += stored;
        }
        arena_rewind(s->arena, mark);
    }
}

void package_files_weigh(PackageBook *book, size_t layer)
{
    bool any = false;
    for (size_t i = 0; i < book->packages.len; i++)
        any |= book->packages.at[i].layer == layer;
    if (!any)
        return;
    Search search = {book, arena_open(), layer, book->cost->tree->layers[layer].record, {0}};
    search.places = (PackagePlaces){.arena = search.arena, .key = book->key};
    book->owners[layer] = NEW_ARRAY(book->arena, layer_sums(search.record)->entries + 1, uint32_t);
    if (book->kind == BOOK_DPKG)
        read_lists(&search);
    else
        read_stanzas(&search);
    weigh_entries(&search);
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
            uint32_t entry = bodies->at[i].entry;
            ArenaMark mark = arena_mark(places->arena);
            Str path = layer_path(record, places->arena, entry);
            bool its = str_ends(path, STR(".list")) && str_eq(info_name(path), places->name) &&
                       bodies->at[i].body.len > 0 &&
                       cost_is_live(book->cost, (uint32_t)layer, entry);
            arena_rewind(places->arena, mark);
            if (its)
                add_list(places, bodies->at[i].body, package);
        }
        if (places->files.len > 0)
            return true;
    }
    return false;
}

const PackagePlaces *package_places(Arena *arena, const PackageBook *book, uint32_t package)
{
    PackagePlaces *places = NEW(arena, PackagePlaces);
    *places =
        (PackagePlaces){.arena = arena, .key = book->key, .name = book->packages.at[package].name};
    if (book->kind == BOOK_DPKG)
        return add_last_list(places, book, package) ? places : NULL;
    Str text = book->databases.at[book->databases.len - 1].body;
    for (BookStanza stanza; book_stanza(BOOK_APK, &text, &stanza);)
        if (str_eq(stanza.name, places->name))
            add_stanza(places, stanza.files, package);
    return places;
}

bool package_has(const PackagePlaces *places, Arena *scratch, Str path)
{
    return file_or_source(places, scratch, path) || str_eq(info_name(path), places->name);
}
