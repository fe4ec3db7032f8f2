/* Saved images made for tests, in memory and on the disk. */
#pragma once

#include <sys/stat.h>

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

static inline Str text(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline Str text(Arena *arena, const char *format, ...)
{
    Buf buf;
    va_list args;
    buf_init(&buf, arena);
    va_start(args, format);
    buf_vfmt(&buf, format, args);
    va_end(args);
    return buf_str(&buf);
}

static inline Str sha256(Arena *arena, Str bytes)
{
    return digest_of(arena, STR("sha256"), bytes);
}

static inline Str packed(Arena *arena, Pack pack, Str bytes)
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

static inline Made make_image(Arena *arena, Pack pack)
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

static inline void add(Made *made, Files *files, const char *folder, Str name, Str body)
{
    *PUSH(made->arena, files) = (File){text(made->arena, "%s%.*s", folder, STR_ARG(name)), body};
}

static inline Str hex(Made *made, Str bytes)
{
    return digest_hex(sha256(made->arena, bytes));
}

static inline Files as_docker(Made *made)
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

static inline Str manifest_of(Made *made)
{
    return text(made->arena,
                "{\"schemaVersion\":2,\"config\":{\"digest\":\"%.*s\",\"size\":%zu},\"layers\":["
                "{\"digest\":\"%.*s\",\"size\":%zu},{\"digest\":\"%.*s\",\"size\":%zu}]}",
                STR_ARG(sha256(made->arena, made->config)), made->config.len,
                STR_ARG(sha256(made->arena, made->blob[0])), made->blob[0].len,
                STR_ARG(sha256(made->arena, made->blob[1])), made->blob[1].len);
}

static inline Files as_oci(Made *made)
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

static inline Files as_dir(Made *made)
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

static inline void write_file(Arena *arena, Str path, Str body)
{
    Fail fail = {0};
    for (size_t i = 1; i < path.len; i++)
        if (path.at[i] == '/')
            mkdir(str_terminated(arena, str_head(path, i)), 0700);
    CHECK(io_replace(str_terminated(arena, path), body, &fail));
}

static inline void write_tar(Arena *arena, const char *path, const Files *files, bool backwards,
                             Pack pack)
{
    Buf tar;
    buf_init(&tar, arena);
    for (size_t i = 0; i < files->len; i++) {
        const File *file = &files->at[backwards ? files->len - 1 - i : i];
        make_file(&tar, file->name, file->body);
    }
    write_file(arena, str_from(path), packed(arena, pack, make_end(&tar)));
}

static inline void write_directory(Arena *arena, const char *path, const Files *files)
{
    for (size_t i = 0; i < files->len; i++)
        write_file(arena, text(arena, "%s/%.*s", path, STR_ARG(files->at[i].name)),
                   files->at[i].body);
}

/* ---- what is read ---- */

static inline bool read_path(Arena *arena, const char *path, bool verify, Images *images)
{
    ImageQuery query = {.path = str_from(path), .verify = verify};
    Fail fail = {0};
    bool done = images_read(arena, &query, images, &fail);
    if (!done)
        printf("%s\n", fail.text);
    return done;
}
