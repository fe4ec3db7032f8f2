/* weigh: what the layers of an image cost, who wrote the bytes and who wasted them.

   Layers are stacked as container engines do; every stored body then either lives, since some path
   of the final tree stands for it, or is dead, and it is known which layer killed it and how. This
   room knows sums and reasons; it refuses to know archives (image/) and how a figure is printed. */
#pragma once

#include "base/yaml.h"
#include "image/image.h"

#define ENTRY_NONE UINT32_MAX

/* Why no path stands for a stored body any more. */
typedef enum {
    CAUSE_DELETED,         /* a whiteout of it or of a directory above */
    CAUSE_OPAQUE,          /* its directory hides what lower layers put there */
    CAUSE_SHADOWED,        /* something of another kind took its place, or that of a parent */
    CAUSE_OVERWRITTEN,     /* the same path, other content */
    CAUSE_METADATA,        /* the same content with another mode, owner or extended attribute */
    CAUSE_IDENTICAL,       /* the same content and metadata */
    CAUSE_DUPLICATE_ENTRY, /* its own layer holds the path twice */
    CAUSE_WHITEOUT_BODY,   /* a whiteout that carries bytes */
    CAUSE_AUFS,            /* bookkeeping of aufs */
    CAUSE_IGNORED,         /* an entry that engines do not extract */
    CAUSE_COUNT
} Cause;

Str cause_id(Cause cause); /* "metadata-only" */

typedef struct {
    uint32_t entry; /* in its layer */
    uint32_t node;  /* the path at which it died; 0: it never was at one */
    uint32_t by;    /* entry of the killing layer that took its place; ENTRY_NONE when none did */
    uint16_t layer, killer;
    uint8_t cause; /* Cause */
    bool hidden;   /* nothing alive holds the same bytes: only who pulls the image can read them */
} Death;

typedef struct {
    Death *at;
    size_t len, cap;
} Deaths;

/* What other tools print as the size of a layer. */
typedef enum { AS_DOCKER, AS_PODMAN, AS_CONTAINERD, AS_DIVE, AS_REGISTRY, AS_COUNT } ToolSize;

/* What a layer costs. */
typedef struct {
    bool known; /* false: the layer is missing, and all of these are 0 */
    uint64_t tar, content, logical, entries;
    uint64_t dead;                  /* stored here, and dead */
    uint64_t culprit;               /* dead because of this layer */
    uint64_t by_cause[CAUSE_COUNT]; /* of culprit */
    uint64_t as[AS_COUNT];
} LayerCost;

/* ---- what was lost, and to whom ---- */

/* All that one layer stored and another killed in the same way under one path. */
typedef struct {
    uint16_t layer, killer;
    uint8_t cause;
    uint32_t node;  /* the deepest directory or file that has nearly all of it; 0: it was never in
                       the tree */
    uint32_t entry; /* one of them, in its layer */
    uint32_t by;    /* the entry that took its place; ENTRY_NONE when none did */
    uint32_t files;
    uint64_t bytes;
} Loss;

typedef struct {
    Loss *at;
    size_t len, cap;
} Losses;

/* One path and all that died at it; the most expensive first. */
typedef struct {
    uint32_t first, count; /* in `deaths` */
    uint64_t bytes;
} WastedPath;

typedef struct {
    WastedPath *at;
    size_t len, cap;
} WastedPaths;

/* Files of the final tree that hold the same bytes. */
typedef struct {
    uint16_t layer;
    uint32_t entry; /* one of them */
    uint32_t files;
    uint64_t stored; /* of each */
} Twins;

typedef struct {
    Twins *at;
    size_t len, cap;
} TwinsList;

/* What differs between a file and its copy in a later layer. */
typedef enum { COPY_MODE, COPY_UID, COPY_GID, COPY_XATTR, COPY_TIMES, COPY_FIELDS } CopyField;

/* A layer of whose content at least half is what lower layers had, with other metadata at most. */
typedef struct {
    size_t layer;
    uint64_t bytes, files;
    uint64_t by_field[COPY_FIELDS]; /* a file may differ in several; in times where in no other */
    Str xattr;                      /* the first that differs; may be empty */
} LayerCopy;

typedef struct {
    LayerCopy *at;
    size_t len, cap;
} LayerCopies;

CopyField copy_field(const LayerCopy *copy); /* in which most bytes differ */
const char *copy_advice(const LayerCopy *copy);

/* ---- what could be left out ---- */

/* A stored body and the path it is, or was, the body of. */
typedef struct {
    uint32_t layer, entry;
    uint32_t node;      /* 0: it never was in the tree */
    const Death *death; /* NULL: it is alive */
} Stored;

/* Whether a container can do without it. */
typedef enum {
    RECLAIM_SAFE,
    RECLAIM_LIKELY,
    RECLAIM_REVIEW,
    RECLAIM_INFO,
    RECLAIM_COUNT
} ReclaimLevel;

/* What an image has of package lists, caches, documentation... */
typedef struct {
    const char *id;
    ReclaimLevel level;
    const char *advice;
    uint64_t live, dead; /* stored bytes */
    uint64_t tar, wire;  /* of what is alive; wire is about */
    uint64_t *layers;    /* live bytes of each layer */
    uint32_t files;
    Stored largest;
    uint64_t largest_bytes;
} CategoryCost;

typedef struct {
    CategoryCost *at;
    size_t len, cap;
} CategoryCosts;

/* ---- an image ---- */

typedef struct FileTree FileTree;

typedef struct {
    const Image *image;
    bool complete; /* false: a layer is missing or damaged, and bytes stored are lower bounds */

    uint64_t tar, content, logical;
    bool has_wire;       /* false where some layer is stored uncompressed */
    uint64_t wire;       /* distinct layers, configuration and manifest */
    uint64_t wire_about; /* with estimates for those; 0 where there are none */
    uint64_t live, wasted, hidden, duplicate;
    double efficiency;
    uint64_t as[AS_COUNT];

    uint64_t user_total, user_wasted,
        base_sunk; /* of layers above the base; dead bytes of the base */
    double user_efficiency;

    uint64_t squashed;        /* the tar of one layer with the same files */
    uint64_t wire_wasted;     /* about, of what is dead; 0 unless has_wire */
    bool wire_exact;          /* the share of each file is known exactly */
    uint64_t lazy_index;      /* of wire: what is only there for lazy pulling */
    uint64_t files, unpacked; /* of the final tree: files, and their bytes with holes */
    uint64_t largest;         /* stored bytes of its largest file */
    uint32_t largest_layer, largest_entry;
    uint64_t entries;

    LayerCost *layers;
    size_t layer_count;
    Deaths deaths;      /* by path, then by layer */
    Losses losses;      /* the largest first */
    LayerCopies copies; /* the largest first */
    WastedPaths paths;
    TwinsList twins;                     /* the largest first; none below 1 KiB */
    CategoryCosts categories;            /* those with bytes, the heaviest first */
    uint64_t reclaimable[RECLAIM_COUNT]; /* live bytes by level */
    Warnings warnings;
    const FileTree *tree;
} ImageCost;

/* What is kept lives in `arena`; the image's records must outlive it. */
const ImageCost *image_cost(Arena *arena, const Image *image);
/* The same for who shows no such list: no losses and paths, no sums of the final tree (squashed,
   files, unpacked, largest), deaths in no order, and no twins below TWINS_LEAST. */
enum { TWINS_LEAST = 16 << 10 };
const ImageCost *image_cost_unlisted(Arena *arena, const Image *image);

/* ---- the images of one archive ---- */

typedef struct {
    size_t layers;
    uint64_t tar, content;
    uint64_t stored; /* in the archive */
    bool has_wire;   /* false where one is stored uncompressed */
    uint64_t wire;
} LayerBytes;

typedef struct {
    LayerBytes shared, own; /* its layers that another image has, too, and the others */
} ImageShare;

typedef struct {
    ImageShare *images;       /* one each */
    LayerBytes distinct, all; /* each layer once; the sum over the images */
} ArchiveShares;

/* NULL unless there are several images. What could not be read counts for no tar and no content. */
const ArchiveShares *archive_shares(Arena *arena, const Images *images);

/* ---- what its parts are about; paths live in the arena given ---- */

const LayerEntry *cost_entry(const ImageCost *cost, uint32_t layer, uint32_t entry);
bool cost_is_live(const ImageCost *cost, uint32_t layer, uint32_t entry);
uint32_t cost_names(const ImageCost *cost, uint32_t layer, uint32_t entry); /* living paths of it */
/* What a body, or a part of it, counts for among what could be left out. */
typedef struct {
    const char *category, *advice; /* NULL: for nothing */
    uint64_t bytes;
} Spare;

Spare cost_spare(const ImageCost *cost, uint32_t layer, uint32_t entry);
Str entry_path(const ImageCost *cost, Arena *arena, uint32_t layer, uint32_t entry);
Str death_path(const ImageCost *cost, Arena *arena, const Death *death);
Str loss_path(const ImageCost *cost, Arena *arena, const Loss *loss);
/* What the entry that took its place changed; META_SAME when nothing, or none did. */
MetaChange loss_change(const ImageCost *cost, const Loss *loss);
MetaChange death_change(const ImageCost *cost, const Death *death); /* the same */
uint64_t death_bytes(const ImageCost *cost, const Death *death);
/* What an entry takes of its layer's compressed bytes, about, or exactly where it is packed for
   lazy pulling; 0 where the layer is not compressed. */
uint64_t entry_wire(const ImageCost *cost, uint32_t layer, uint32_t entry);

/* ---- all that is stored ---- */

/* Each body that has bytes, once. */
void cost_each(const ImageCost *cost, void (*visit)(void *context, const Stored *stored),
               void *context);
Str stored_path(const ImageCost *cost, Arena *arena, const Stored *stored);

/* Living bytes of an image for Windows: of the drive C:, the registry, the virtual machine. */
typedef struct {
    const ImageCost *cost;
    uint64_t files, hives, utility_vm, other;
} WindowsParts;

WindowsParts cost_windows(const ImageCost *cost);

/* The final tree with sums, for who shows it. */
typedef struct CostTree CostTree;

typedef struct {
    uint32_t node; /* of cost_children; 0 is the root */
    const char *name;
    bool directory, alive;
    uint64_t live, dead, wire; /* bytes stored in it and below; wire is about */
    uint32_t files;            /* alive */
} CostNode;

typedef struct {
    CostNode *at;
    size_t len, cap;
} CostNodes;

/* Of one layer only, or of all with -1; of paths like the glob, or of all when it is empty. */
const CostTree *cost_tree(Arena *arena, const ImageCost *cost, long layer, Str glob);
/* What a directory has, the heaviest first; what has no bytes is left out. */
CostNodes cost_children(Arena *arena, const CostTree *tree, uint32_t node);

/* ---- budgets ---- */

/* "max-wasted@user=5%": what is limited, of what part of the image, and how much it may be. */
typedef struct {
    Str text; /* as it is shown: "max-wasted@user=5%" */
    size_t metric;
    Str scope; /* empty: the image; user, base, layer:N, layer:/REGEX/, path:GLOB, category:ID,
                  package:NAME */
    uint64_t limit;
    double share; /* of the scope's content, where `relative` */
    bool relative;
    Str forbidden; /* a glob, the id of a warning, which secrets */
    bool warns;    /* over it is said, and nothing fails */
} BudgetRule;

typedef struct {
    BudgetRule *at;
    size_t len, cap;
} Budget;

typedef enum { VERDICT_PASS, VERDICT_WARN, VERDICT_FAIL, VERDICT_UNKNOWN } Verdict;

/* What has most of a figure that is over its limit. */
typedef struct {
    Str what; /* a path, the id of a category; empty: the layer as a whole */
    uint64_t amount;
    bool has_layer;
    size_t layer; /* that stored it; or killed it, where it was `lost` */
    bool lost;
    Str made_by; /* that layer; may be empty */
} BudgetReason;

typedef struct {
    const BudgetRule *rule;
    Verdict verdict;
    bool known; /* false: of layers that are stored uncompressed nobody knows the wire bytes */
    bool share; /* the value is one */
    bool about; /* it is an estimate */
    uint64_t bytes, count;
    double value;        /* of a share */
    Str what;            /* what a glob or an id met first */
    const char *why;     /* nobody knows; NULL where the verdict is one */
    uint64_t over;       /* the limit, of what is no share */
    double over_share;   /* the same of a share; both 0 unless it is broken */
    BudgetReason reason; /* its amount is 0 where there is none */
} BudgetResult;

typedef struct {
    BudgetResult *at;
    size_t len, cap;
} BudgetResults;

/* One rule, as on the command line. */
bool budget_add(Arena *arena, Budget *budget, Str rule, Fail *fail);
/* Of a settings file: METRIC: LIMIT, or {fail: LIMIT, warn: LIMIT, scope: SCOPE}, or a list of
 * these. */
bool budget_read(Arena *arena, Str path, const Yaml *yaml, Budget *budget, Fail *fail);
/* dive's .dive-ci. */
bool budget_read_dive(Arena *arena, Str path, const Yaml *root, Budget *budget, Fail *fail);

/* What grows: the content of an image, and that of its base. */
typedef struct {
    bool has_base; /* which layers are the base's is known */
    uint64_t content, base;
} BudgetExtent;

typedef struct {
    BudgetExtent old, now;
} BudgetGrowth;

/* Who knows secrets by their shape: what it is, "a private key", or NULL when it is none. */
typedef struct {
    const char *(*in_file)(Arena *scratch, const LayerRecord *record, uint32_t index);
    const char *(*in_text)(Str text); /* the value of a variable, a command */
} BudgetSecrets;

/* What a check needs besides the image; NULL: what asks for it cannot be told. */
typedef struct {
    const BudgetGrowth *growth; /* against what it is held */
    const BudgetSecrets *secrets;
} BudgetMeans;

BudgetResults budget_check(Arena *arena, const Budget *budget, const ImageCost *cost,
                           const BudgetMeans *means);
/* Bodies that ImageQuery.wish has to name for that: packages_wish's; of files with secrets. */
bool budget_asks_packages(const Budget *budget);
bool budget_asks_secrets(const Budget *budget);
/* Lint's own rule, max-cost: the first that fails, else the first that warns, where a finding costs
   so much; NULL where none does. */
const BudgetRule *budget_over_cost(const Budget *budget, uint64_t bytes);
bool budget_is_for_lint(const Budget *budget);   /* it has no other rule */
bool budget_limits_growth(const Budget *budget); /* some rule does */
/* Only the rules about growth. */
BudgetResults budget_check_growth(Arena *arena, const Budget *budget, const BudgetGrowth *growth);
/* "20MB", "1.5 GiB", "300"; false when it is no number of bytes. */
bool budget_bytes(Str text, uint64_t *bytes);

/* ---- packages of the distribution ---- */

typedef struct {
    uint32_t *at;
    size_t len, cap;
} PackageNumbers; /* places in InstalledPackages */

/* One that the image's own database says is installed. */
typedef struct {
    Str name, version;
    size_t layer;  /* that brought it */
    bool asked;    /* somebody did; the others came since something needs or recommends them */
    bool known;    /* which files are its own */
    uint64_t live; /* bytes of its files that live in that layer */
    PackageNumbers needs, recommends;
} InstalledPackage;

typedef struct {
    InstalledPackage *at;
    size_t len, cap;
} InstalledPackages;

typedef struct PackageBook PackageBook;

/* ImageQuery.wish, for this: dpkg's and apk's databases. rpm's cannot be read without a library.
   Marks of directories are below PACKAGES_MARKS. */
extern const BodyWish packages_wish;
enum { PACKAGES_MARKS = 32 };
/* NULL where no database is there, or not all of it. */
PackageBook *packages_read(Arena *arena, const ImageCost *cost);
/* Counts files in layers from `first` on: `known` and `live`, and whose they are. */
void packages_weigh(PackageBook *book, size_t first);
const InstalledPackages *packages_all(const PackageBook *book);
/* What the last database says, distroless images' too, which is in pieces: `live` are the bytes of
   a package in all layers, and who needs whom is not told. `kind`: "deb" or "apk". False when a
   database cannot be read; where there is none nothing is installed. */
bool packages_installed(Arena *arena, const ImageCost *cost, InstalledPackages *packages,
                        const char **kind);
/* Whose the file of an entry is, if its package came with the layer; false when it is nobody's. */
bool package_of_entry(const PackageBook *book, size_t layer, uint32_t entry, uint32_t *number);
/* By its name, else by one that it provides; false when there is none. */
bool package_find(const PackageBook *book, Str name, uint32_t *number);
