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
        return !text_has(".config .github .git .ssh .vscode .next .cargo .m2 .aws .venv", name);
    return !text_has(".d", str_tail(name, dot));
}

static bool is_known_file(Str name)
{
    return text_has("Dockerfile Makefile makefile GNUmakefile Gemfile Rakefile Procfile Pipfile "
                    "Brewfile Vagrantfile Jenkinsfile Caddyfile Gruntfile Cakefile Guardfile "
                    "LICENSE LICENCE README CHANGELOG VERSION COPYING NOTICE AUTHORS gradlew mvnw "
                    "crontab artisan entrypoint docker-entrypoint",
                    name);
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
    if (source->take && source->take->found)
        return source->take->directory ? SHAPE_DIRECTORY : SHAPE_FILE;
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

static Effect landing(const EffectReader *r, const CopySource *source, Spot spot, Reach reach,
                      Sureness sure)
{
    const Transfer *transfer = r->step->transfer;
    Effect effect = {.kind = EFFECT_CREATE,
                     .sure = sure,
                     .reach = reach,
                     .brings = transfer_brings(transfer, source),
                     .path = spot.path,
                     .glob = spot.glob,
                     .span = source->span};
    if (effect.brings == BRINGS_STAGE)
        effect.from = source->path;
    return effect;
}

static void land(EffectReader *r, const CopySource *source, Spot spot, Reach reach, Sureness sure)
{
    Effect effect = landing(r, source, spot, reach, sure);
    if (source->take && source->take->found && !source->unpacks) {
        effect.measured = true;
        effect.files = source->take->files;
        effect.bytes = source->take->bytes;
    }
    effect_add(r, effect);
}

/* Each under its own name. */
static void land_pieces(EffectReader *r, const CopySource *source, const Take *take, Spot dest,
                        bool into, Sureness sure)
{
    for (size_t i = 0; i < take->len; i++) {
        const TakenPiece *piece = &take->at[i];
        bool named = into && piece->to.len > 0;
        Reach reach = !piece->directory ? REACH_FILE : named ? REACH_TREE : REACH_UNDER;
        Effect effect =
            landing(r, source, named ? spot_in(r, dest, value_of(piece->to)) : dest, reach, sure);
        effect.measured = true;
        effect.files = piece->files;
        effect.bytes = piece->bytes;
        effect_add(r, effect);
    }
}

static bool is_short(const Take *take)
{
    return take && take->len > 0 && take->len <= LISTED_MOST;
}

/* COPY *.jar: files with that pattern where the destination is a directory. */
static void land_glob(EffectReader *r, const CopySource *source, Spot dest, bool directory)
{
    Str pattern = path_base(source->text.text);
    if (is_short(source->take)) {
        land_pieces(r, source, source->take, dest, directory, SURE_ALWAYS);
        return;
    }
    bool files = (has_suffix(pattern) && !str_ends(pattern, STR("*"))) ||
                 (pattern.len > 2 && str_ends(pattern, STR(".*")));
    if (!directory) {
        land(r, source, dest, files ? REACH_FILE : REACH_TREE, SURE_ALWAYS);
        return;
    }
    bool plain = path_is_literal(dest.path.text) && pattern.len > 0 && path_base(pattern).len > 0;
    if (!files || !plain || path_is_literal(pattern)) {
        land(r, source, dest, REACH_UNDER, SURE_ALWAYS);
        return;
    }
    Spot spot = spot_in(r, dest, (Value){pattern, source->text.known});
    spot.glob = true;
    land(r, source, spot, REACH_FILE, SURE_ALWAYS);
}

/* A directory copied to "/" mixes with what the base has there: only its files tell them apart. */
static bool land_listed(EffectReader *r, const CopySource *source, Spot dest)
{
    if (!source->take || !source->take->found || !str_eq(dest.path.text, STR("/")))
        return false;
    const Take *files = r->context->list(r->context->self, r->arena, source->take, LISTED_MOST);
    if (files)
        land_pieces(r, source, files, dest, true, SURE_MAYBE);
    return files != NULL;
}

static void land_plain(EffectReader *r, const CopySource *source, Spot dest, bool directory)
{
    Shape shape = source_shape(r, source, dest);
    if (shape == SHAPE_DIRECTORY) {
        if (!land_listed(r, source, dest))
            land(r, source, dest, REACH_UNDER, SURE_ALWAYS);
        return;
    }
    bool into = directory || spot_is_directory(r, dest);
    if (!into) {
        land(r, source, dest, shape == SHAPE_FILE ? REACH_FILE : REACH_TREE, SURE_ALWAYS);
        return;
    }
    if (shape == SHAPE_EITHER || source->name.len == 0) {
        land(r, source, dest, REACH_UNDER, SURE_ALWAYS);
        return;
    }
    land(r, source, spot_in(r, dest, source_name(source)),
         shape == SHAPE_FILE ? REACH_FILE : REACH_TREE, SURE_ALWAYS);
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
    bool directory = transfer->dest_directory;
    for (size_t i = 0; i < transfer->sources.len; i++) {
        const CopySource *source = &transfer->sources.at[i];
        if (source->kind == SOURCE_GIT || source->unpacks)
            land(r, source, dest, REACH_UNDER, SURE_ALWAYS);
        else if (source->kind == SOURCE_PATH && transfer->parents && is_short(source->take))
            land_pieces(r, source, source->take, dest, true, SURE_ALWAYS);
        else if (source->kind == SOURCE_PATH && transfer->parents)
            land(r, source, with_parents(r, source, dest), source->glob ? REACH_UNDER : REACH_TREE,
                 SURE_ALWAYS);
        else if (source->kind == SOURCE_PATH && source->glob)
            land_glob(r, source, dest, directory || spot_is_directory(r, dest));
        else
            land_plain(r, source, dest, directory);
    }
}
