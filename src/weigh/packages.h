/* What databases of packages say, as text. Private to the room. */
#pragma once

#include "base/index.h"
#include "weigh/tree.h"

typedef enum { BOOK_DPKG, BOOK_APK, BOOK_COUNT } BookKind;

/* One package, as its database has it; what is not said is empty. */
typedef struct {
    Str name, version;
    bool installed;
    bool automatic; /* nobody asked for it */
    Str needs[2], recommends, provides;
    Str wakes; /* it comes by itself where all of these are */
    Str files; /* of apk: the rest of the stanza, in which its files stand */
} BookStanza;

/* The next stanza of the text, which becomes what is behind it; false at the end. */
bool book_stanza(BookKind kind, Str *text, BookStanza *stanza);

/* The next group of a list of needs, any one of which is enough: "a (>= 1) | b". */
bool book_group(BookKind kind, Str *list, Str *group);
/* The next of its names, without version and architecture; empty when it is a name of none. */
bool book_name(BookKind kind, Str *group, Str *name);

/* The next file of a package, "tool" in "bin"; `folder` is what was read last, empty at first. */
bool book_file(BookKind kind, Str *text, Str *folder, Str *name);

/* ---- the book ---- */

/* What a package is called, or provides. */
typedef struct {
    Str text;
    uint32_t package; /* counted from 1; 0: none that is installed now */
    size_t layer;     /* from which on all databases have it */
    size_t seen;      /* in so many of them */
} PackageName;

typedef struct {
    PackageName *at;
    size_t len, cap;
} PackageNames;

/* A file that some layer holds. */
typedef struct {
    size_t layer;
    uint32_t entry;
    Str body;
} PackageRecord;

typedef struct {
    PackageRecord *at;
    size_t len, cap;
} PackageRecords;

struct PackageBook {
    Arena *arena;
    const ImageCost *cost;
    const ContentKey *key;
    BookKind kind;
    PackageRecords databases; /* the lowest first; one a layer */
    PackageRecords pieces;    /* of the last one, where each package has a file of its own */
    bool whole;               /* files are counted in whatever layer they live */
    PackageRecord asked;      /* who was asked for, as another file has it */
    bool has_asked;
    Index index; /* of names, from 1 */
    PackageNames names;
    InstalledPackages packages;
    uint32_t **owners; /* of each layer by entry a package, from 1; NULL where none came with it */
};

/* Where the files of one package lie. */
typedef struct PackagePlaces PackagePlaces;

/* As the last list of it has them; NULL when there is none. */
const PackagePlaces *package_places(Arena *arena, const PackageBook *book, uint32_t package);
/* A file of it, what python made of one, what dpkg keeps about it. */
bool package_has(const PackagePlaces *places, Arena *scratch, Str path);

/* The entry lies among the files that dpkg keeps of each package. */
bool packages_is_info(const LayerRecord *record, const LayerEntry *entry);
/* Which packages of this layer have what is in it: `known` and `live`. */
void package_files_weigh(PackageBook *book, size_t layer);
/* `live` of all packages, of the whole image. */
void package_files_weigh_all(PackageBook *book);
