/* Saved images that are rare, incomplete, damaged or meant to do harm. */
#define _XOPEN_SOURCE 700

#include <stdlib.h>
#include <unistd.h>

#include "make_image.h"

/* ---- helpers ---- */

static bool read_query(Arena *arena, const ImageQuery *query, Images *images, Fail *fail)
{
    *fail = (Fail){0};
    return images_read(arena, query, images, fail);
}

static bool read_tar(Arena *arena, const Files *files, Images *images)
{
    write_tar(arena, "x.tar", files, false, PACK_NOT);
    return read_path(arena, "x.tar", true, images);
}

static bool warned(const Warnings *warnings, WarningKind kind, uint32_t layer)
{
    return warning_seen(warnings, kind, layer);
}

static void replace(Files *files, Str name, Str body)
{
    bool done = false;
    for (size_t i = 0; i < files->len; i++) {
        if (!str_ends(files->at[i].name, name))
            continue;
        files->at[i].body = body;
        done = true;
    }
    CHECK(done);
}

static void leave_out(Files *files, Str name)
{
    size_t kept = 0;
    for (size_t i = 0; i < files->len; i++)
        if (!str_ends(files->at[i].name, name))
            files->at[kept++] = files->at[i];
    CHECK(kept < files->len);
    files->len = kept;
}

static Str descriptor(Made *made, Str blob, const char *more)
{
    return text(made->arena, "{\"digest\":\"%.*s\",\"size\":%zu%s}",
                STR_ARG(sha256(made->arena, blob)), blob.len, more);
}

static void add_blob(Made *made, Files *files, Str blob)
{
    add(made, files, "blobs/sha256/", hex(made, blob), blob);
}

static void set_index(Made *made, Files *files, Str descriptors)
{
    replace(files, STR("index.json"),
            text(made->arena, "{\"manifests\":[%.*s]}", STR_ARG(descriptors)));
}

/* ---- docker of old ---- */

static void check_classic(Arena *arena)
{
    Made made = make_image(arena, PACK_NOT);
    Buf tar;
    buf_init(&tar, arena);
    make_member(&tar, '5', STR("aaaa/"), (Str){0}, (Str){0});
    make_file(&tar, STR("aaaa/VERSION"), STR("1.0"));
    make_file(&tar, STR("aaaa/json"), STR("{\"id\":\"aaaa\"}"));
    make_file(&tar, STR("aaaa/layer.tar"), made.tar[0]);
    make_file(&tar, STR("bbbb/layer.tar"), made.tar[1]);
    make_member(&tar, '2', STR("cccc/layer.tar"), STR("../dddd/layer.tar"), (Str){0});
    make_member(&tar, '1', STR("dddd/layer.tar"), STR("aaaa/layer.tar"), (Str){0});
    make_file(&tar, STR("config.json"), made.config);
    make_file(&tar, STR("manifest.json"),
              STR("[{\"Config\":\"config.json\",\"RepoTags\":null,\"Layers\":"
                  "[\"aaaa/layer.tar\",\"bbbb/layer.tar\"]},"
                  "{\"Config\":\"config.json\",\"RepoTags\":[\"x:2\"],\"Layers\":"
                  "[\"./cccc/layer.tar\",\"/bbbb/layer.tar\"]}]"));
    write_file(arena, STR("x.tar"), make_end(&tar));
    Images images;
    CHECK(read_path(arena, "x.tar", true, &images) && images.len == 2);
    CHECK(images.warnings.len == 0 && images.at[0].warnings.len == 0);
    CHECK(images.at[0].layers.at[0].blob == images.at[1].layers.at[0].blob);
    CHECK(images.at[0].layers.at[0].blob != images.at[0].layers.at[1].blob);
    CHECK(str_eq(images.at[1].layers.at[0].diff_id, sha256(arena, made.tar[0])));
    CHECK(str_eq(images.at[1].names.at[0], STR("x:2")));
}

static void check_chain(Arena *arena)
{
    Made made = make_image(arena, PACK_NOT);
    Files files = {0};
    add(&made, &files, "", STR("top/layer.tar"), made.tar[1]);
    add(&made, &files, "", STR("top/json"),
        STR("{\"id\":\"top\",\"parent\":\"low\",\"os\":\"linux\",\"architecture\":\"386\","
            "\"container_config\":{\"Cmd\":[\"/bin/sh\",\"-c\",\"rm /etc/motd\"]}}"));
    add(&made, &files, "", STR("low/json"),
        STR("{\"id\":\"low\",\"container_config\":{\"Cmd\":[\"/bin/sh\",\"-c\",\"#(nop) ADD "
            "x\"]}}"));
    add(&made, &files, "", STR("low/layer.tar"), made.tar[0]);
    add(&made, &files, "", STR("repositories"), STR("{\"old/one\":{\"3\":\"top\"}}"));
    Images images;
    CHECK(read_tar(arena, &files, &images) && images.len == 1 && images.warnings.len == 0);
    const Image *image = &images.at[0];
    CHECK(str_eq(image->names.at[0], STR("old/one:3")) && image->layers.len == 2);
    CHECK(str_eq(image->platform, STR("linux/386")) && image->warnings.len == 0);
    CHECK(str_eq(image->layers.at[0].diff_id, sha256(arena, made.tar[0])));
    CHECK(str_eq(image->layers.at[0].history->command, STR("ADD x")));
    CHECK(str_eq(image->layers.at[1].history->command, STR("RUN rm /etc/motd")));
    /* A layer that is its own parent ends somewhere. */
    replace(&files, STR("low/json"), STR("{\"id\":\"low\",\"parent\":\"low\"}"));
    CHECK(read_tar(arena, &files, &images) && images.at[0].layers.len <= 1024);
}

/* As kaniko and crane name things, and rules_oci after it. */
static void check_crane(Arena *arena)
{
    Made made = make_image(arena, PACK_ZSTD);
    Files files = {0};
    Str config = sha256(arena, made.config);
    Str layer = text(arena, "%.*s.tar.gz", STR_ARG(hex(&made, made.blob[0])));
    add(&made, &files, "", config, made.config);
    add(&made, &files, "", layer, made.blob[0]);
    add(&made, &files, "", STR("two"), made.blob[1]);
    add(&made, &files, "", STR("manifest.json"),
        text(arena, "[{\"Config\":\"%.*s\",\"Layers\":[\"%.*s\",\"two\"]}]", STR_ARG(config),
             STR_ARG(layer)));
    Images images;
    CHECK(read_tar(arena, &files, &images) && images.at[0].warnings.len == 0);
    CHECK(str_eq(images.at[0].config_digest, config));
    CHECK(str_eq(images.at[0].layers.at[0].digest, sha256(arena, made.blob[0])));
    CHECK(str_eq(images.at[0].layers.at[1].digest, sha256(arena, made.blob[1])));
    CHECK(images.at[0].layers.at[0].wire == made.blob[0].len);
}

/* ---- several platforms, attestations, artifacts ---- */

static Files as_index(Made *made)
{
    Files files = as_oci(made);
    Str there = manifest_of(made);
    Str away = STR("{\"config\":{\"digest\":\"sha256:"
                   "1111111111111111111111111111111111111111111111111111111111111111\"},"
                   "\"layers\":[]}");
    Str note = STR("{\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\"},"
                   "\"layers\":[]}");
    Str other = STR("{\"config\":{\"mediaType\":\"application/vnd.cncf.helm.config.v1+json\"}}");
    Str index =
        text(made->arena, "{\"manifests\":[%.*s,%.*s,%.*s,%.*s,%.*s]}",
             STR_ARG(descriptor(made, there,
                                ",\"platform\":{\"os\":\"linux\",\"architecture\":\"s390x\"}")),
             STR_ARG(descriptor(made, away,
                                ",\"platform\":{\"os\":\"linux\",\"architecture\":\"arm\","
                                "\"variant\":\"v7\"}")),
             STR_ARG(descriptor(made, STR("absent"),
                                ",\"platform\":{\"os\":\"windows\",\"architecture\":\"amd64\"}")),
             STR_ARG(descriptor(made, note,
                                ",\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"},"
                                "\"annotations\":{\"vnd.docker.reference.type\":"
                                "\"attestation-manifest\"}")),
             STR_ARG(descriptor(made, other, "")));
    add_blob(made, &files, away);
    add_blob(made, &files, note);
    add_blob(made, &files, other);
    add_blob(made, &files, index);
    add_blob(made, &files, STR("nobody wants this"));
    set_index(made, &files,
              descriptor(made, index,
                         ",\"annotations\":"
                         "{\"io.containerd.image.name\":\"docker.io/library/x:1\"}"));
    return files;
}

static void check_index(Arena *arena)
{
    Made made = make_image(arena, PACK_GZIP);
    Files files = as_index(&made);
    Images images;
    CHECK(read_tar(arena, &files, &images) && images.len == 1);
    CHECK(str_eq(images.at[0].platform, STR("linux/s390x")) && images.at[0].warnings.len == 0);
    CHECK(str_eq(images.at[0].names.at[0], STR("docker.io/library/x:1")));
    CHECK(images.platforms_absent.len == 2 && images.platforms_left.len == 0);
    CHECK(str_eq(images.platforms_absent.at[0], STR("linux/arm/v7")));
    CHECK(str_eq(images.platforms_absent.at[1], STR("windows/amd64")));
    CHECK(images.attestation_bytes == 79 && images.unreferenced_bytes == 17);
    CHECK(images.warnings.len == 1 && warned(&images.warnings, WARN_ARTIFACT, NO_LAYER));
    ImageQuery query = {.path = STR("x.tar"), .image = STR("x")};
    Fail fail;
    CHECK(read_query(arena, &query, &images, &fail) && images.len == 1);
    query.image = STR("library/x:1");
    CHECK(read_query(arena, &query, &images, &fail) && images.len == 1);
    query.image = str_head(hex(&made, made.config), 12);
    CHECK(read_query(arena, &query, &images, &fail) && images.len == 1);
    query.image = STR("y");
    CHECK(!read_query(arena, &query, &images, &fail));
    CHECK(str_find(str_from(fail.text), STR("docker.io/library/x:1")) < strlen(fail.text));
    query = (ImageQuery){.path = STR("x.tar"), .platform = STR("linux/arm")};
    CHECK(!read_query(arena, &query, &images, &fail));
    CHECK(str_find(str_from(fail.text), STR("linux/s390x")) < strlen(fail.text));
    query.platform = STR("linux/s390x");
    CHECK(read_query(arena, &query, &images, &fail) && images.len == 1);
}

/* An index that names itself, and one that is named many times. */
static void check_loops(Arena *arena)
{
    Made made = make_image(arena, PACK_GZIP);
    Files files = as_oci(&made);
    Str own = descriptor(&made, manifest_of(&made), "");
    Str index = text(arena, "{\"manifests\":[%.*s]}", STR_ARG(own));
    for (int i = 0; i < 12; i++) {
        add_blob(&made, &files, index);
        Str one = descriptor(&made, index, "");
        index = text(arena, "{\"manifests\":[%.*s,%.*s,%.*s]}", STR_ARG(one), STR_ARG(one),
                     STR_ARG(one));
    }
    set_index(&made, &files, str_slice(index, 14, index.len - 2));
    Images images;
    Fail fail;
    ImageQuery query = {.path = STR("x.tar")};
    write_tar(arena, "x.tar", &files, false, PACK_NOT);
    CHECK(!read_query(arena, &query, &images, &fail)); /* it lies too deep */
    set_index(&made, &files, text(arena, "%.*s,%.*s", STR_ARG(own), STR_ARG(own)));
    CHECK(read_tar(arena, &files, &images) && images.len == 1);
}

/* ---- what is missing, or not what it is said to be ---- */

static void check_missing(Arena *arena)
{
    Made made = make_image(arena, PACK_GZIP);
    Files files = as_oci(&made);
    leave_out(&files, hex(&made, made.blob[1]));
    Images images;
    CHECK(read_tar(arena, &files, &images) && images.len == 1);
    const Image *image = &images.at[0];
    CHECK(image->warnings.len == 1 && warned(&image->warnings, WARN_LAYER_MISSING, 1));
    CHECK(image->layers.at[0].state == LAYER_READ && image->layers.at[1].state == LAYER_MISSING);
    CHECK(image->layers.at[1].has_wire && image->layers.at[1].wire == made.blob[1].len);
    CHECK(!image->layers.at[1].blob && image->layers.at[1].history);
    leave_out(&files, hex(&made, made.config));
    CHECK(read_tar(arena, &files, &images));
    CHECK(warned(&images.at[0].warnings, WARN_NO_CONFIG, NO_LAYER));
    CHECK(str_eq(images.at[0].layers.at[0].diff_id, sha256(arena, made.tar[0])));
    leave_out(&files, hex(&made, made.blob[0]));
    Fail fail;
    ImageQuery query = {.path = STR("x.tar")};
    write_tar(arena, "x.tar", &files, false, PACK_NOT);
    CHECK(!read_query(arena, &query, &images, &fail));
}

static void check_foreign(Arena *arena)
{
    Made made = make_image(arena, PACK_GZIP);
    Files files = as_oci(&made);
    Str manifest =
        text(arena, "{\"config\":%.*s,\"layers\":[%.*s,%.*s]}",
             STR_ARG(descriptor(&made, made.config, "")),
             STR_ARG(descriptor(&made, STR("far away"), ",\"urls\":[\"https://example.org/x\"]")),
             STR_ARG(descriptor(&made, made.blob[1], ",\"mediaType\":\"a/b.tar+gzip+encrypted\"")));
    replace(&files, hex(&made, made.blob[1]), STR("no tar at all"));
    add_blob(&made, &files, manifest);
    set_index(&made, &files, descriptor(&made, manifest, ""));
    Images images;
    CHECK(read_tar(arena, &files, &images) && images.len == 1);
    const Image *image = &images.at[0];
    CHECK(image->layers.at[0].state == LAYER_FOREIGN && image->layers.at[0].wire == 8);
    CHECK(warned(&image->warnings, WARN_LAYER_FOREIGN, 0));
    CHECK(image->layers.at[1].state == LAYER_OPAQUE && !image->layers.at[1].blob);
    CHECK(warned(&image->warnings, WARN_LAYER_OPAQUE, 1));
}

static void expect(Arena *arena, const Files *files, WarningKind kind, uint32_t layer)
{
    Images images;
    for (Pack whole = PACK_NOT; whole < PACK_COUNT; whole++) {
        write_tar(arena, "x.tar", files, false, whole);
        CHECK(read_path(arena, "x.tar", true, &images) && images.len == 1);
        CHECK(warned(&images.at[0].warnings, kind, layer));
        CHECK(images.at[0].layers.len == 2);
    }
}

static void check_lies(Arena *arena)
{
    Made made = make_image(arena, PACK_GZIP), other = make_image(arena, PACK_ZSTD);
    Str name = hex(&made, made.blob[0]);
    Files files = as_oci(&made);
    replace(&files, name, other.blob[0]);
    expect(arena, &files, WARN_DIGEST_MISMATCH, 0);
    expect(arena, &files, WARN_SIZE_MISMATCH, 0);
    replace(&files, name, made.blob[1]);
    expect(arena, &files, WARN_DIFF_ID_MISMATCH, 0);
    replace(&files, name, str_head(made.blob[0], made.blob[0].len - 100));
    expect(arena, &files, WARN_BLOB_DAMAGED, 0);
    replace(&files, name, (Str){0});
    expect(arena, &files, WARN_SIZE_MISMATCH, 0);
    replace(&files, name, str_joined(arena, made.blob[0], STR("trailer")));
    expect(arena, &files, WARN_TRAILER_BYTES, 0);
    files = as_oci(&made);
    replace(&files, hex(&made, made.config), STR("{\"rootfs\":{\"diff_ids\":[\"x\"]}}"));
    expect(arena, &files, WARN_LAYER_COUNT, NO_LAYER);
    replace(&files, hex(&made, made.config), STR("{\"rootfs\":"));
    expect(arena, &files, WARN_NO_CONFIG, NO_LAYER);
}

/* The digest of what is compressed is looked at even when nobody asks. */
static void check_unasked(Arena *arena)
{
    Images images;
    for (Pack pack = PACK_NOT; pack < PACK_COUNT; pack++) {
        Made made = make_image(arena, pack);
        Files files = as_oci(&made);
        Buf blob;
        buf_init(&blob, arena);
        buf_add(&blob, made.blob[1]);
        blob.at[blob.len - (pack == PACK_GZIP ? 8 : 1)] ^= 1;
        replace(&files, hex(&made, made.blob[1]), buf_str(&blob));
        write_tar(arena, "x.tar", &files, false, PACK_NOT);
        CHECK(read_path(arena, "x.tar", false, &images));
        CHECK(warned(&images.at[0].warnings, WARN_DIGEST_MISMATCH, 1) == (pack != PACK_NOT));
    }
}

/* ---- what is no image ---- */

static void check_no_image(Arena *arena, Str bytes, const char *said)
{
    Images images;
    Fail fail;
    ImageQuery query = {.path = STR("x.tar")};
    for (Pack pack = PACK_NOT; pack < PACK_COUNT; pack++) {
        write_file(arena, STR("x.tar"), packed(arena, pack, bytes));
        CHECK(!read_query(arena, &query, &images, &fail));
        CHECK(str_find(str_from(fail.text), str_from(said)) < strlen(fail.text));
    }
}

static Str only(Arena *arena, const char *name, Str body)
{
    Buf tar;
    buf_init(&tar, arena);
    make_file(&tar, str_from(name), body);
    return make_end(&tar);
}

static void check_guesses(Arena *arena)
{
    Buf deep;
    buf_init(&deep, arena);
    buf_repeat(&deep, '[', 10000);
    check_no_image(arena, STR(""), "is empty");
    check_no_image(arena, STR("<!DOCTYPE html><title>Sign in</title>"), "a web page");
    check_no_image(arena, STR("hsqs\1\2\3"), "squashfs");
    check_no_image(arena, STR("FROM debian:12\n"), "plimsoll lint");
    check_no_image(arena, STR("[{\"Config\":1}]"), "a JSON file");
    check_no_image(arena, STR("\1\2\3\4"), "is not a saved image");
    check_no_image(arena, only(arena, "manifest.json", buf_str(&deep)), "nested more than 64 deep");
    check_no_image(arena, only(arena, "index.json", STR("{\"manifests\":")), "index.json");
    check_no_image(arena, only(arena, "oci-layout", STR("{}")), "index.json, which names");
    Images images;
    write_file(arena, STR("x.tar"), only(arena, "etc/passwd", STR("root")));
    CHECK(read_path(arena, "x.tar", false, &images) && images.len == 1);
    CHECK(warned(&images.warnings, WARN_NO_MANIFEST, NO_LAYER));
    CHECK(images.at[0].layers.len == 1 && str_eq(images.layout, STR("tar")));
}

/* Any beginning of an archive is read as far as it goes, or refused. */
static void check_cuts(Arena *arena)
{
    Made made = make_image(arena, PACK_GZIP);
    Files files[] = {as_docker(&made), as_oci(&made)};
    for (int i = 0; i < 2; i++) {
        Buf tar;
        buf_init(&tar, arena);
        for (size_t j = 0; j < files[i].len; j++)
            make_file(&tar, files[i].at[j].name, files[i].at[j].body);
        Str whole = make_end(&tar);
        for (size_t cut = 0; cut < whole.len; cut += 173) {
            Arena *own = arena_open();
            Images images;
            Fail fail;
            ImageQuery query = {.path = STR("x.tar")};
            write_file(own, STR("x.tar"), str_head(whole, cut));
            bool done = read_query(own, &query, &images, &fail);
            CHECK(done ? images.warnings.len > 0 || cut >= whole.len - 1024 : fail.text[0] != 0);
            arena_close(own);
        }
    }
}

int main(void)
{
    char folder[] = "/tmp/plimsoll-rare-XXXXXX", command[64];
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    Arena *arena = arena_open();
    check_classic(arena);
    check_chain(arena);
    check_crane(arena);
    check_index(arena);
    check_loops(arena);
    check_missing(arena);
    check_foreign(arena);
    check_lies(arena);
    check_unasked(arena);
    check_guesses(arena);
    check_cuts(arena);
    arena_close(arena);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    CHECK(system(command) == 0);
    return check_end();
}
