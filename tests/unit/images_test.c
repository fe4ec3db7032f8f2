/* Saved images in every layout: the same layers, whatever they are packed in. */
#define _XOPEN_SOURCE 700

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "check.h"
#include "image/digest.h"
#include "image/image.h"
#include "make_archive.h"

typedef struct {
    Str name, body;
} File;

typedef struct {
    File *at;
    size_t len, cap;
} Files;

typedef enum { PACK_NOT, PACK_GZIP, PACK_ZSTD, PACK_COUNT } Pack;

/* Two layers, and what belongs to them in each layout. */
typedef struct {
    Arena *arena;
    Str tar[2], blob[2];
    Str config;
} Made;

static Str text(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

static Str text(Arena *arena, const char *format, ...)
{
    Buf buf;
    va_list args;
    buf_init(&buf, arena);
    va_start(args, format);
    buf_vfmt(&buf, format, args);
    va_end(args);
    return buf_str(&buf);
}

static Str sha256(Arena *arena, Str bytes)
{
    return digest_of(arena, STR("sha256"), bytes);
}

static Str packed(Arena *arena, Pack pack, Str bytes)
{
    Buf buf;
    buf_init(&buf, arena);
    if (pack == PACK_GZIP)
        make_gzip(&buf, bytes);
    else if (pack == PACK_ZSTD)
        make_zstd(&buf, bytes);
    else
        buf_add(&buf, bytes);
    return buf_str(&buf);
}

static Made make_image(Arena *arena, Pack pack)
{
    Made made = {.arena = arena};
    Buf tar;
    buf_init(&tar, arena);
    make_file(&tar, STR("etc/motd"), STR("hello\n"));
    make_member(&tar, '1', STR("etc/issue"), STR("etc/motd"), (Str){0});
    made.tar[0] = make_end(&tar);
    buf_init(&tar, arena);
    make_file(&tar, STR("etc/.wh.motd"), STR(""));
    made.tar[1] = make_end(&tar);
    for (int i = 0; i < 2; i++)
        made.blob[i] = packed(arena, pack, made.tar[i]);
    made.config =
        text(arena,
             "{\"os\":\"linux\",\"architecture\":\"s390x\",\"config\":{\"Env\":[\"A=b\"]},"
             "\"rootfs\":{\"diff_ids\":[\"%.*s\",\"%.*s\"]},\"history\":["
             "{\"created_by\":\"/bin/sh -c #(nop)  COPY file:1 in /etc/motd \"},"
             "{\"created_by\":\"ENV A=b\",\"empty_layer\":true},"
             "{\"created_by\":\"RUN |1 X=y z /bin/sh -c rm   /etc/motd # buildkit\"}]}",
             STR_ARG(sha256(arena, made.tar[0])), STR_ARG(sha256(arena, made.tar[1])));
    return made;
}

/* ---- layouts ---- */

static void add(Made *made, Files *files, const char *folder, Str name, Str body)
{
    *PUSH(made->arena, files) = (File){text(made->arena, "%s%.*s", folder, STR_ARG(name)), body};
}

static Str hex(Made *made, Str bytes)
{
    return digest_hex(sha256(made->arena, bytes));
}

static Files as_docker(Made *made)
{
    Files files = {0};
    Str names[2];
    for (int i = 0; i < 2; i++) {
        names[i] = text(made->arena, "%.*s.tar", STR_ARG(hex(made, made->blob[i])));
        add(made, &files, "", names[i], made->blob[i]);
    }
    Str config = text(made->arena, "%.*s.json", STR_ARG(hex(made, made->config)));
    add(made, &files, "./", config, made->config);
    add(made, &files, "", STR("manifest.json"),
        text(made->arena,
             "[{\"Config\":\"%.*s\",\"RepoTags\":[\"a/b:1\"],\"Layers\":"
             "[\"%.*s\",\"%.*s\"]}]",
             STR_ARG(config), STR_ARG(names[0]), STR_ARG(names[1])));
    return files;
}

static Str manifest_of(Made *made)
{
    return text(made->arena,
                "{\"schemaVersion\":2,\"config\":{\"digest\":\"%.*s\",\"size\":%zu},\"layers\":["
                "{\"digest\":\"%.*s\",\"size\":%zu},{\"digest\":\"%.*s\",\"size\":%zu}]}",
                STR_ARG(sha256(made->arena, made->config)), made->config.len,
                STR_ARG(sha256(made->arena, made->blob[0])), made->blob[0].len,
                STR_ARG(sha256(made->arena, made->blob[1])), made->blob[1].len);
}

static Files as_oci(Made *made)
{
    Files files = {0};
    Str manifest = manifest_of(made);
    Str blobs[] = {manifest, made->config, made->blob[0], made->blob[1]};
    add(made, &files, "", STR("oci-layout"), STR("{\"imageLayoutVersion\":\"1.0.0\"}"));
    for (int i = 0; i < 4; i++)
        add(made, &files, "blobs/sha256/", hex(made, blobs[i]), blobs[i]);
    add(made, &files, "", STR("index.json"),
        text(made->arena,
             "{\"manifests\":[{\"digest\":\"%.*s\",\"size\":%zu,\"annotations\":"
             "{\"org.opencontainers.image.ref.name\":\"a/b:1\"}}]}",
             STR_ARG(sha256(made->arena, manifest)), manifest.len));
    return files;
}

static Files as_dir(Made *made)
{
    Files files = {0};
    Str blobs[] = {made->config, made->blob[0], made->blob[1]};
    for (int i = 0; i < 3; i++)
        add(made, &files, "", hex(made, blobs[i]), blobs[i]);
    add(made, &files, "", STR("version"), STR("Directory Transport Version: 1.1\n"));
    add(made, &files, "", STR("manifest.json"), manifest_of(made));
    return files;
}

/* ---- on the disk ---- */

static void write_file(Arena *arena, Str path, Str body)
{
    Fail fail = {0};
    for (size_t i = 1; i < path.len; i++)
        if (path.at[i] == '/')
            mkdir(str_terminated(arena, str_head(path, i)), 0700);
    CHECK(io_replace(str_terminated(arena, path), body, &fail));
}

static void write_tar(Arena *arena, const char *path, const Files *files, bool backwards, Pack pack)
{
    Buf tar;
    buf_init(&tar, arena);
    for (size_t i = 0; i < files->len; i++) {
        const File *file = &files->at[backwards ? files->len - 1 - i : i];
        make_file(&tar, file->name, file->body);
    }
    write_file(arena, str_from(path), packed(arena, pack, make_end(&tar)));
}

static void write_directory(Arena *arena, const char *path, const Files *files)
{
    for (size_t i = 0; i < files->len; i++)
        write_file(arena, text(arena, "%s/%.*s", path, STR_ARG(files->at[i].name)),
                   files->at[i].body);
}

/* ---- what is read ---- */

static bool read_path(Arena *arena, const char *path, bool verify, Images *images)
{
    ImageQuery query = {.path = str_from(path), .verify = verify};
    Fail fail = {0};
    bool done = images_read(arena, &query, images, &fail);
    if (!done)
        printf("%s\n", fail.text);
    return done;
}

static void check_layer(const Made *made, const ImageLayer *layer, int index, Pack pack)
{
    CHECK(layer->state == LAYER_READ && layer->blob && layer->history);
    CHECK(str_eq(layer->diff_id, sha256(made->arena, made->tar[index])));
    CHECK(str_eq(layer->digest, sha256(made->arena, made->blob[index])));
    CHECK(layer->has_wire == (pack != PACK_NOT));
    CHECK(!layer->has_wire || layer->wire == made->blob[index].len);
    const LayerSums *sums = layer_sums(layer->blob->record);
    CHECK(sums->tar == made->tar[index].len && sums->whole && sums->entries == (index ? 1 : 2));
    CHECK(layer->blob->raw == sums->tar && layer->blob->stored == made->blob[index].len);
}

static void check_image(const Made *made, const char *path, Pack pack, bool has_name)
{
    Images images;
    Arena *arena = arena_open();
    for (int verify = 0; verify < 2; verify++) {
        CHECK(read_path(arena, path, verify, &images));
        CHECK(images.len == 1 && images.warnings.len == 0 && images.unreferenced_bytes == 0);
        const Image *image = &images.at[0];
        CHECK(image->warnings.len == 0 && image->layers.len == 2 && image->history.len == 3);
        CHECK(str_eq(image->platform, STR("linux/s390x")) && image->config.env.len == 1);
        CHECK(str_eq(image->config_digest, sha256(made->arena, made->config)) || !has_name);
        CHECK(image->names.len == has_name &&
              (!has_name || str_eq(image->names.at[0], STR("a/b:1"))));
        for (int i = 0; i < 2; i++)
            check_layer(made, &image->layers.at[i], i, pack);
        CHECK(str_eq(image->layers.at[0].history->command, STR("COPY file:1 in /etc/motd")));
        CHECK(str_eq(image->layers.at[1].history->command, STR("RUN rm /etc/motd")));
        CHECK(str_eq(image->layers.at[1].history->build_args, STR("X=y z")));
    }
    arena_close(arena);
}

static void check_layouts(Arena *arena)
{
    for (Pack pack = PACK_NOT; pack < PACK_COUNT; pack++) {
        Made made = make_image(arena, pack);
        Files docker = as_docker(&made), oci = as_oci(&made), dir = as_dir(&made);
        Files both = as_docker(&made);
        for (size_t i = 0; i < oci.len; i++)
            *PUSH(arena, &both) = oci.at[i];
        for (Pack whole = PACK_NOT; whole < PACK_COUNT; whole++) {
            const Files *all[] = {&docker, &oci, &both};
            for (int i = 0; i < 6; i++) {
                write_tar(arena, "image.tar", all[i / 2], i % 2 == 1, whole);
                check_image(&made, "image.tar", pack, true);
            }
        }
        write_directory(arena, text(arena, "oci-%d", (int)pack).at, &oci);
        check_image(&made, text(arena, "oci-%d", (int)pack).at, pack, true);
        write_directory(arena, text(arena, "dir-%d", (int)pack).at, &dir);
        check_image(&made, text(arena, "dir-%d", (int)pack).at, pack, false);
    }
}

int main(void)
{
    char folder[] = "/tmp/plimsoll-images-XXXXXX", command[64];
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    Arena *arena = arena_open();
    check_layouts(arena);
    arena_close(arena);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    CHECK(system(command) == 0);
    return check_end();
}
