#include "base/path.h"
#include "model/effects_reader.h"
#include "model/paths.h"

enum { LISTED_MOST = 500 };

/* What a source is. */
typedef enum {
    SHAPE_FILE,
    SHAPE_DIRECTORY, /* its content goes to the destination */
    SHAPE_EITHER,    /* one of both, named as the destination is: it and what is below */
    SHAPE_GUESSED_FILE,
} Shape;

/* A name with a suffix is a file's. */
static bool has_suffix(Str name)
{
    size_t dot = str_rfind_char(name, '.');
    if (dot == name.len || dot + 1 == name.len || name.len - dot > 12)
        return false;
    if (dot == 0)
        return !str_among(name, ".config .github .git .ssh .vscode .next .cargo .m2 .aws .venv");
    return !str_among(str_tail(name, dot), ".d");
}

static bool is_known_file(Str name)
{
    return str_among(name,
                     "Dockerfile Makefile makefile GNUmakefile Gemfile Rakefile Procfile Pipfile "
                     "Brewfile Vagrantfile Jenkinsfile Caddyfile Gruntfile Cakefile Guardfile "
                     "LICENSE LICENCE README CHANGELOG VERSION COPYING NOTICE AUTHORS gradlew mvnw "
                     "crontab artisan entrypoint docker-entrypoint");
}

/* Where programs lie, a plain name is one. */
static bool holds_programs(Str dest)
{
    Str last = path_base(dest);
    return str_eq(last, STR("bin")) || str_eq(last, STR("sbin"));
}

/* Beside one that is a file for sure a plain name is most likely one, too. */
static bool is_among_files(const Transfer *transfer)
{
    for (size_t i = 0; i < transfer->sources.len; i++)
        if (has_suffix(transfer->sources.at[i].name))
            return true;
    return false;
}

static Shape source_shape(const EffectReader *r, const CopySource *source, Spot dest)
{
    if (source->kind != SOURCE_PATH)
        return SHAPE_FILE;
    if (source->directory)
        return SHAPE_DIRECTORY;
    if (has_suffix(source->name) || is_known_file(source->name))
        return SHAPE_FILE;
    if (source->name.len == 0)
        return SHAPE_EITHER;
    bool file = holds_programs(dest.path.text) ||
                (spot_is_shared(dest) && is_among_files(r->step->transfer));
    return file ? SHAPE_GUESSED_FILE : SHAPE_EITHER;
}

static Brings transfer_brings(const Transfer *transfer, const CopySource *source)
{
    if (source->kind == SOURCE_URL)
        return source->unpacks ? BRINGS_UNPACK : BRINGS_DOWNLOAD;
    if (source->kind == SOURCE_GIT)
        return BRINGS_CLONE;
    if (source->kind == SOURCE_HEREDOC)
        return BRINGS_TEXT;
    if (source->unpacks)
        return BRINGS_UNPACK;
    return transfer->from.kind == ORIGIN_CONTEXT ? BRINGS_CONTEXT : BRINGS_STAGE;
}

static Value source_name(const CopySource *source)
{
    bool named = str_find(source->name, STR("${")) < source->name.len;
    return (Value){source->name, named ? VALUE_NAMED : VALUE_KNOWN};
}

static void land(EffectReader *r, const CopySource *source, Spot spot, Reach reach, Sureness sure,
                 const Take *taken)
{
    Effect effect = {.kind = EFFECT_CREATE,
                     .sure = sure,
                     .reach = reach,
                     .brings = transfer_brings(r->step->transfer, source),
                     .path = spot.path,
                     .glob = spot.glob,
                     .taken = taken,
                     .span = source->span};
    if (effect.brings == BRINGS_STAGE)
        effect.from = source->path;
    effect_add(r, effect);
}

/* ---- by what the context holds ---- */

static void land_piece(EffectReader *r, const CopySource *source, const TakenPiece *piece,
                       Spot dest, bool into, Sureness sure)
{
    bool named = piece->to.len > 0 && (into || !piece->lone);
    Spot spot = named ? spot_in(r, dest, value_of(piece->to)) : dest;
    Reach reach = !piece->directory ? REACH_FILE : named ? REACH_TREE : REACH_UNDER;
    TakenPiece *landed = NEW(r->arena, TakenPiece);
    Take *taken = NEW(r->arena, Take);
    *landed = *piece;
    landed->to = (Str){0};
    *taken = (Take){landed, 1, 1, .found = true, .files = piece->files, .bytes = piece->bytes};
    land(r, source, spot, reach, sure, taken);
}

/* False where that is not known. A directory copied to "/" mixes with what the base has there: only
   its files tell them apart. */
static bool land_taken(EffectReader *r, const CopySource *source, Spot dest, bool into)
{
    const Take *take = source->take;
    Sureness sure = SURE_ALWAYS;
    if (!take || !take->found)
        return false;
    for (size_t i = 0; i < take->len; i++)
        into = into || !take->at[i].lone;
    if (str_eq(dest.path.text, STR("/"))) {
        const Take *files = r->context->list(r->context->self, r->arena, take, LISTED_MOST);
        sure = SURE_MAYBE;
        take = files ? files : take;
    }
    if (take->len > LISTED_MOST)
        land(r, source, dest, REACH_UNDER, sure, take);
    for (size_t i = 0; take->len <= LISTED_MOST && i < take->len; i++)
        land_piece(r, source, &take->at[i], dest, into, sure);
    return true;
}

/* ---- by its name ---- */

/* COPY *.jar: files with that pattern where the destination is a directory. */
static void land_glob(EffectReader *r, const CopySource *source, Spot dest, bool into)
{
    Str pattern = path_base(source->text.text);
    bool files = (has_suffix(pattern) && !str_ends(pattern, STR("*"))) ||
                 (pattern.len > 2 && str_ends(pattern, STR(".*")));
    if (!into) {
        land(r, source, dest, files ? REACH_FILE : REACH_TREE, SURE_ALWAYS, NULL);
        return;
    }
    bool plain = path_is_literal(dest.path.text) && pattern.len > 0 && path_base(pattern).len > 0;
    if (!files || !plain || path_is_literal(pattern)) {
        land(r, source, dest, REACH_UNDER, SURE_ALWAYS, NULL);
        return;
    }
    Spot spot = spot_in(r, dest, (Value){pattern, source->text.known});
    spot.glob = true;
    land(r, source, spot, REACH_FILE, SURE_ALWAYS, NULL);
}

static void land_plain(EffectReader *r, const CopySource *source, Spot dest, bool into)
{
    Shape shape = source_shape(r, source, dest);
    if (shape == SHAPE_DIRECTORY) {
        land(r, source, dest, REACH_UNDER, SURE_ALWAYS, NULL);
        return;
    }
    if (!into) {
        land(r, source, dest, shape == SHAPE_FILE ? REACH_FILE : REACH_TREE, SURE_ALWAYS, NULL);
        return;
    }
    if (shape == SHAPE_EITHER || source->name.len == 0) {
        land(r, source, dest, REACH_UNDER, SURE_ALWAYS, NULL);
        return;
    }
    land(r, source, spot_in(r, dest, source_name(source)),
         shape == SHAPE_FILE ? REACH_FILE : REACH_TREE, SURE_ALWAYS, NULL);
}

/* --parents: the source's own directories come along, from its /./ on. */
static Spot with_parents(EffectReader *r, const CopySource *source, Spot dest)
{
    Str path = source->text.text;
    size_t pivot = str_find(path, STR("/./"));
    if (pivot < path.len)
        path = str_tail(path, pivot + 3);
    while (str_starts(path, STR("./")) || str_starts(path, STR("/")))
        path = str_tail(path, path.at[0] == '/' ? 1 : 2);
    if (source->glob) {
        while (path.len > 0 && !path_is_literal(path))
            path = str_find_char(path, '/') < path.len ? path_dir(path) : (Str){0};
    }
    return path.len > 0 ? spot_in(r, dest, (Value){path, source->text.known}) : dest;
}

void effects_of_transfer(EffectReader *r)
{
    const Transfer *transfer = r->step->transfer;
    Spot dest = {transfer->dest, false};
    for (size_t i = 0; i < transfer->sources.len; i++) {
        const CopySource *source = &transfer->sources.at[i];
        bool into = transfer->dest_directory || spot_is_directory(r, dest);
        if (source->kind == SOURCE_GIT || source->unpacks)
            land(r, source, dest, REACH_UNDER, SURE_ALWAYS, NULL);
        else if (land_taken(r, source, dest, into))
            continue;
        else if (source->kind == SOURCE_PATH && transfer->parents)
            land(r, source, with_parents(r, source, dest), source->glob ? REACH_UNDER : REACH_TREE,
                 SURE_ALWAYS, NULL);
        else if (source->kind == SOURCE_PATH && source->glob)
            land_glob(r, source, dest, into);
        else
            land_plain(r, source, dest, into);
    }
}
