/* Saved images in every layout: the same layers, whatever they are packed in. */
#define _XOPEN_SOURCE 700

#include <stdlib.h>
#include <unistd.h>

#include "image/image.h"
#include "make_image.h"

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
