/* Any bytes can be an archive or the layer of one. The first three bytes say how the layer is
   packed, how the whole is, and how many bytes are changed; four bytes each say which and how. Of
   the rest each line is an entry of the layer: its type, its name, what it links to behind a '>',
   and its body behind a '=', where '|' stands for a line feed. */
#include "fuzz.h"
#include "same_images.h"

static unsigned number(Str *input, unsigned below)
{
    unsigned value = input->len ? (unsigned char)input->at[0] % below : 0;
    *input = str_tail(*input, 1);
    return value;
}

static Str packed(Arena *arena, unsigned how, Str bytes)
{
    Buf out;
    buf_init(&out, arena);
    if (how == 1)
        make_gzip(&out, bytes);
    else if (how == 2)
        make_zstd(&out, bytes);
    else
        buf_add(&out, bytes);
    return buf_str(&out);
}

static Str layer_of(Arena *arena, Str lines)
{
    Buf tar;
    buf_init(&tar, arena);
    while (lines.len > 0) {
        StrCut line = str_cut(lines, '\n');
        StrCut body = str_cut(str_tail(line.head, 1), '=');
        StrCut link = str_cut(body.head, '>');
        char *bytes = NEW_ARRAY(arena, body.tail.len + 1, char);
        for (size_t i = 0; i < body.tail.len; i++)
            bytes[i] = body.tail.at[i] == '|' ? '\n' : body.tail.at[i];
        make_member(&tar, line.head.len ? line.head.at[0] : '0', link.head, link.tail,
                    (Str){bytes, body.tail.len});
        lines = line.tail;
    }
    return make_end(&tar);
}

static Str archive_of(Arena *arena, Str layer)
{
    Buf tar;
    buf_init(&tar, arena);
    make_file(&tar, STR("layer"), layer);
    make_file(&tar, STR("config.json"), STR("{\"os\":\"linux\",\"architecture\":\"arm\"}"));
    make_file(&tar, STR("manifest.json"),
              STR("[{\"Config\":\"config.json\",\"Layers\":[\"layer\",\"layer\"]}]"));
    return make_end(&tar);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_open();
    Str input = {(const char *)data, size};
    unsigned pack = number(&input, 3), whole = number(&input, 3), changes = number(&input, 10);
    Str change = str_head(input, (size_t)changes * 4);
    Str layer = layer_of(arena, str_tail(input, change.len));
    Str archive = archive_of(arena, packed(arena, pack, layer));
    Buf changed;
    buf_init(&changed, arena);
    buf_add(&changed, packed(arena, whole, archive));
    for (size_t i = 0; i + 4 <= change.len; i += 4) {
        const unsigned char *at = (const unsigned char *)change.at + i;
        size_t place = ((size_t)at[0] << 16 | (size_t)at[1] << 8 | at[2]) % changed.len;
        changed.at[place] = (char)(changed.at[place] ^ at[3]);
    }
    check_archive(buf_str(&changed));
    check_archive(layer);
    arena_close(arena);
    return 0;
}
