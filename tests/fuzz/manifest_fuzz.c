/* Any texts can be manifests and configurations. What stands between lines "%%" is manifest.json,
   index.json and blobs, whose digests are of one digit each: sha256:000...0, sha256:111...1. A part
   that begins with "tar" becomes a layer. */
#include "fuzz.h"
#include "same_images.h"

enum { MOST_BLOBS = 16 };

static Str cut_part(Str *text)
{
    Str mark = STR("\n%%\n");
    size_t end = str_find(*text, mark);
    Str part = str_head(*text, end);
    *text = str_tail(*text, end + mark.len);
    return part;
}

static Str layer_of(Arena *arena, Str part)
{
    Buf tar;
    buf_init(&tar, arena);
    make_file(&tar, STR("file"), part);
    return make_end(&tar);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_open();
    Str text = {(const char *)data, size};
    Buf tar;
    buf_init(&tar, arena);
    make_file(&tar, STR("manifest.json"), cut_part(&text));
    make_file(&tar, STR("index.json"), cut_part(&text));
    for (int i = 0; i < MOST_BLOBS && text.len > 0; i++) {
        Str part = cut_part(&text);
        char name[] =
            "blobs/sha256/0000000000000000000000000000000000000000000000000000000000000000";
        memset(name + 13, "0123456789abcdef"[i], 64);
        make_file(&tar, str_from(name),
                  str_starts(part, STR("tar")) ? layer_of(arena, part) : part);
    }
    check_archive(make_end(&tar));
    arena_close(arena);
    return 0;
}
