/* Packages of an image: what its database says after each layer, and what the last one leaves. */
#include "weigh/packages.h"

#include <assert.h>

/* ---- what is wanted of the layers ---- */

/* Directories on the way to what is wanted, as marks. */
enum {
    AT_ROOT,
    AT_VAR,
    AT_VAR_LIB,
    AT_DPKG,
    AT_DPKG_INFO,
    AT_DPKG_PIECES,
    AT_APT,
    AT_LIB,
    AT_LIB_APK,
    AT_LIB_APK_DB,
    AT_USR,
    AT_USR_LIB,
    AT_USR_LIB_APK,
    AT_USR_LIB_APK_DB,
    AT_ETC,
    AT_ETC_APK,
    ELSEWHERE,
};

static_assert((int)ELSEWHERE < (int)PACKAGES_MARKS, "as it says");

static const struct {
    uint16_t above, at;
    Str name;
} ways[] = {
    {AT_ROOT, AT_VAR, STR_INIT("var")},
    {AT_VAR, AT_VAR_LIB, STR_INIT("lib")},
    {AT_VAR_LIB, AT_DPKG, STR_INIT("dpkg")},
    {AT_DPKG, AT_DPKG_INFO, STR_INIT("info")},
    {AT_DPKG, AT_DPKG_PIECES, STR_INIT("status.d")},
    {AT_VAR_LIB, AT_APT, STR_INIT("apt")},
    {AT_ROOT, AT_LIB, STR_INIT("lib")},
    {AT_LIB, AT_LIB_APK, STR_INIT("apk")},
    {AT_LIB_APK, AT_LIB_APK_DB, STR_INIT("db")},
    {AT_ROOT, AT_USR, STR_INIT("usr")},
    {AT_USR, AT_USR_LIB, STR_INIT("lib")},
    {AT_USR_LIB, AT_USR_LIB_APK, STR_INIT("apk")},
    {AT_USR_LIB_APK, AT_USR_LIB_APK_DB, STR_INIT("db")},
    {AT_ROOT, AT_ETC, STR_INIT("etc")},
    {AT_ETC, AT_ETC_APK, STR_INIT("apk")},
};

static uint16_t mark_of(uint16_t above, Str name)
{
    for (size_t i = 0; above != ELSEWHERE && i < sizeof ways / sizeof *ways; i++)
        if (ways[i].above == above && str_eq(ways[i].name, name))
            return ways[i].at;
    return ELSEWHERE;
}

static const struct {
    uint16_t at;
    Str name;
    BookKind kind;
    bool database; /* else it says who was asked for */
} places[] = {
    {AT_DPKG, STR_INIT("status"), BOOK_DPKG, true},
    {AT_APT, STR_INIT("extended_states"), BOOK_DPKG, false},
    {AT_LIB_APK_DB, STR_INIT("installed"), BOOK_APK, true},
    {AT_USR_LIB_APK_DB, STR_INIT("installed"), BOOK_APK, true},
    {AT_ETC_APK, STR_INIT("world"), BOOK_APK, false},
};

enum { PLACES = sizeof places / sizeof *places };

static uint16_t mark_at(const LayerRecord *record, const LayerEntry *entry)
{
    return layer_dir(record, entry->dir)->mark % PACKAGES_MARKS;
}

bool packages_is_info(const LayerRecord *record, const LayerEntry *entry)
{
    return mark_at(record, entry) == AT_DPKG_INFO || mark_at(record, entry) == AT_DPKG_PIECES;
}

/* PLACES: none of them. */
static size_t place_at(const LayerRecord *record, const LayerEntry *entry)
{
    uint16_t at = mark_at(record, entry);
    size_t place = 0;
    while (place < PLACES && (places[place].at != at ||
                              !str_eq(str_from(layer_name(record, entry)), places[place].name)))
        place++;
    return place;
}

static bool is_wanted(const LayerRecord *record, const LayerEntry *entry)
{
    switch (mark_at(record, entry)) {
    case ELSEWHERE:
        return false;
    case AT_DPKG_PIECES:
        return true;
    case AT_DPKG_INFO:
        return str_ends(str_from(layer_name(record, entry)), STR(".list"));
    default:
        return place_at(record, entry) < PLACES;
    }
}

const BodyWish packages_wish = {mark_of, is_wanted};

/* ---- names ---- */

static PackageName *name_of(const PackageBook *book, Str text)
{
    uint32_t hash = content_name(book->key, 0, text), at;
    for (uint32_t id = index_find(&book->index, hash, &at); id != 0;
         id = index_next(&book->index, hash, &at))
        if (str_eq(book->names.at[id - 1].text, text))
            return &book->names.at[id - 1];
    return NULL;
}

static PackageName *name_made(PackageBook *book, Str text)
{
    PackageName *name = name_of(book, text);
    if (name)
        return name;
    name = PUSH(book->arena, &book->names);
    name->text = text;
    index_add(&book->index, book->arena, content_name(book->key, 0, text),
              (uint32_t)book->names.len);
    return name;
}

bool package_find(const PackageBook *book, Str text, uint32_t *number)
{
    const PackageName *name = name_of(book, text);
    if (!name || name->package == 0)
        return false;
    *number = name->package - 1;
    return true;
}

bool package_of_entry(const PackageBook *book, size_t layer, uint32_t entry, uint32_t *number)
{
    const uint32_t *owners = book->owners[layer];
    if (!owners || owners[entry] == 0)
        return false;
    *number = owners[entry] - 1;
    return true;
}

const InstalledPackages *packages_all(const PackageBook *book)
{
    return &book->packages;
}

/* ---- where the databases are ---- */

static void take_record(PackageBook *book, size_t place, PackageRecord record)
{
    PackageRecords *all = &book->databases;
    if (all->len == 0 && !book->has_asked)
        book->kind = places[place].kind;
    if (places[place].kind != book->kind)
        return;
    if (!places[place].database) {
        book->asked = record;
        book->has_asked = true;
    } else if (all->len > 0 && all->at[all->len - 1].layer == record.layer) {
        all->at[all->len - 1] = record;
    } else {
        *PUSH(book->arena, all) = record;
    }
}

static void find_records(PackageBook *book, size_t layer, const LayerRecord *from)
{
    const LayerBodies *bodies = layer_bodies(from);
    for (size_t i = 0; i < bodies->len; i++) {
        const LayerBody *body = &bodies->at[i];
        size_t place = place_at(from, layer_entry(from, body->entry));
        if (place < PLACES)
            take_record(book, place, (PackageRecord){layer, body->entry, body->body});
    }
}

static bool stands(const PackageBook *book, const PackageRecord *record)
{
    return record->body.len > 0 && cost_is_live(book->cost, (uint32_t)record->layer, record->entry);
}

/* All of them can be read, and the last one still stands. Who asked apt for what stands nowhere
   until the first package comes that nobody asked for. */
static bool find_databases(PackageBook *book)
{
    const PackageRecords *all = &book->databases;
    for (size_t i = 0; i < book->cost->layer_count; i++) {
        const LayerRecord *from = book->cost->tree->layers[i].record;
        if (!from)
            return false;
        find_records(book, i, from);
    }
    for (size_t i = 0; i < all->len; i++)
        if (all->at[i].body.len == 0)
            return false;
    return all->len > 0 && stands(book, &all->at[all->len - 1]) &&
           (book->has_asked ? stands(book, &book->asked) : book->kind == BOOK_DPKG);
}

/* ---- packages ---- */

/* Which layer brought what is there at the end. */
static void follow_databases(PackageBook *book)
{
    for (size_t i = 0; i < book->databases.len; i++) {
        Str text = book->databases.at[i].body;
        for (BookStanza stanza; book_stanza(book->kind, &text, &stanza);) {
            if (!stanza.installed)
                continue;
            PackageName *name = name_made(book, stanza.name);
            if (name->seen == i + 1) /* of two architectures */
                continue;
            if (name->seen != i || i == 0)
                name->layer = book->databases.at[i].layer;
            name->seen = i + 1;
        }
    }
}

static void add_provided(PackageBook *book, Str list, uint32_t package)
{
    for (Str group, text; book_group(book->kind, &list, &group);)
        while (book_name(book->kind, &group, &text)) {
            PackageName *name = name_made(book, text);
            if (name->package == 0)
                name->package = package;
        }
}

static void add_packages(PackageBook *book, Str database)
{
    Str text = database;
    for (BookStanza stanza; book_stanza(book->kind, &text, &stanza);) {
        if (!stanza.installed)
            continue;
        InstalledPackage *package = PUSH(book->arena, &book->packages);
        PackageName *name = name_made(book, stanza.name);
        name->package = (uint32_t)book->packages.len;
        *package = (InstalledPackage){
            .name = stanza.name, .version = stanza.version, .layer = name->layer};
    }
    text = database;
    uint32_t package = 0;
    for (BookStanza stanza; book_stanza(book->kind, &text, &stanza);)
        if (stanza.installed)
            add_provided(book, stanza.provides, ++package);
}

/* Of each group the first that is there: so do the package managers choose. */
static void add_edges(const PackageBook *book, Str list, PackageNumbers *edges)
{
    for (Str group, text; book_group(book->kind, &list, &group);) {
        uint32_t number;
        bool found = false;
        while (!found && book_name(book->kind, &group, &text))
            found = package_find(book, text, &number);
        if (found)
            *PUSH(book->arena, edges) = number;
    }
}

static void add_all_edges(PackageBook *book, Str text)
{
    InstalledPackage *package = book->packages.at;
    uint32_t number;
    for (BookStanza stanza; book_stanza(book->kind, &text, &stanza);) {
        if (!stanza.installed)
            continue;
        add_edges(book, stanza.needs[0], &package->needs);
        add_edges(book, stanza.needs[1], &package->needs);
        add_edges(book, stanza.recommends, &package->recommends);
        for (Str list = stanza.wakes, name; book_name(book->kind, &list, &name);)
            if (package_find(book, name, &number))
                *PUSH(book->arena, &book->packages.at[number].needs) =
                    (uint32_t)(package - book->packages.at);
        package++;
    }
}

/* ---- who was asked for ---- */

static void ask_dpkg(PackageBook *book)
{
    Str text = book->asked.body;
    for (size_t i = 0; i < book->packages.len; i++)
        book->packages.at[i].asked = true;
    uint32_t number;
    for (BookStanza stanza; book_stanza(book->kind, &text, &stanza);)
        if (stanza.automatic && package_find(book, stanza.name, &number))
            book->packages.at[number].asked = false;
}

/* Who asks for "a b" with --virtual c asks for c, which needs a and b, and is nothing itself. */
static void ask_apk(PackageBook *book)
{
    Str text = book->asked.body;
    uint32_t number;
    for (Str line, name; text.len > 0;) {
        StrCut cut = str_cut(text, '\n');
        text = cut.tail;
        line = cut.head;
        if (!book_name(book->kind, &line, &name) || !package_find(book, name, &number))
            continue;
        InstalledPackage *package = &book->packages.at[number];
        bool is_virtual = str_starts(name, STR("."));
        package->asked = !is_virtual;
        for (size_t i = 0; is_virtual && i < package->needs.len; i++)
            book->packages.at[package->needs.at[i]].asked = true;
    }
}

PackageBook *packages_read(Arena *arena, const ImageCost *cost)
{
    PackageBook *book = NEW(arena, PackageBook);
    *book = (PackageBook){.arena = arena, .cost = cost, .key = cost->tree->key};
    if (!find_databases(book))
        return NULL;
    Str last = book->databases.at[book->databases.len - 1].body;
    follow_databases(book);
    add_packages(book, last);
    add_all_edges(book, last);
    if (book->kind == BOOK_DPKG)
        ask_dpkg(book);
    else
        ask_apk(book);
    book->owners = NEW_ARRAY(arena, cost->layer_count + 1, uint32_t *);
    return book;
}

void packages_weigh(PackageBook *book, size_t first)
{
    for (size_t i = first; i < book->cost->layer_count; i++)
        package_files_weigh(book, i);
}

/* ---- what is installed at the end ---- */

/* Each package has a file of its own, and one with the sums of its files. */
static bool find_pieces(PackageBook *book, size_t layer, const LayerRecord *from)
{
    const LayerBodies *bodies = layer_bodies(from);
    for (size_t i = 0; i < bodies->len; i++) {
        PackageRecord piece = {layer, bodies->at[i].entry, bodies->at[i].body};
        const LayerEntry *entry = layer_entry(from, piece.entry);
        if (mark_at(from, entry) != AT_DPKG_PIECES ||
            str_ends(str_from(layer_name(from, entry)), STR(".md5sums")) ||
            !cost_is_live(book->cost, (uint32_t)layer, piece.entry))
            continue;
        *PUSH(book->arena, &book->pieces) = piece;
        if (piece.body.len == 0)
            return false;
    }
    return true;
}

static void add_pieces(PackageBook *book)
{
    for (size_t i = 0; i < book->pieces.len; i++) {
        BookStanza stanza;
        Str text = book->pieces.at[i].body;
        if (!book_stanza(BOOK_DPKG, &text, &stanza) || stanza.name.len == 0)
            continue;
        *PUSH(book->arena, &book->packages) =
            (InstalledPackage){.name = stanza.name, .version = stanza.version};
        name_made(book, stanza.name)->package = (uint32_t)book->packages.len;
    }
}

bool packages_installed(Arena *arena, const ImageCost *cost, InstalledPackages *packages,
                        const char **kind)
{
    PackageBook *book = NEW(arena, PackageBook);
    *book = (PackageBook){.arena = arena, .cost = cost, .key = cost->tree->key, .whole = true};
    for (size_t i = 0; i < cost->layer_count; i++) {
        const LayerRecord *from = cost->tree->layers[i].record;
        if (!from || !find_pieces(book, i, from))
            return false;
        find_records(book, i, from);
    }
    const PackageRecords *all = &book->databases;
    const PackageRecord *last = all->len > 0 ? &all->at[all->len - 1] : NULL;
    bool stands = last && cost_is_live(cost, (uint32_t)last->layer, last->entry);
    if (stands && last->body.len == 0)
        return false;
    if (stands)
        add_packages(book, last->body);
    if (book->kind == BOOK_DPKG)
        add_pieces(book);
    package_files_weigh_all(book);
    *packages = book->packages;
    *kind = book->kind == BOOK_DPKG ? "deb" : "apk";
    return true;
}
