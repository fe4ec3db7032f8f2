/* Blobs that a descriptor holds itself, so that no file need be fetched: base64 in `data`. */
#include "image/digest.h"
#include "image/manifest.h"

static int digit_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* False when it is no base64. */
static bool decode(Arena *arena, Str text, Str *bytes)
{
    if (text.len % 4 != 0)
        return false;
    while (text.len > 0 && text.at[text.len - 1] == '=')
        text.len--;
    char *out = NEW_ARRAY(arena, text.len / 4 * 3 + 3, char);
    uint32_t held = 0;
    unsigned bits = 0;
    *bytes = (Str){out, 0};
    for (size_t i = 0; i < text.len; i++) {
        int digit = digit_of(text.at[i]);
        if (digit < 0)
            return false;
        held = (held << 6 | (uint32_t)digit) & 0xffff;
        bits += 6;
        if (bits >= 8)
            out[bytes->len++] = (char)(held >> (bits -= 8) & 0xff);
    }
    return true;
}

Member *manifest_embedded(Arena *arena, const Descriptor *said, Str data, Manifests *out)
{
    Str bytes = {0}, algorithm = digest_algorithm(said->digest);
    if (decode(arena, data, &bytes) && bytes.len == said->size && digest_is_sound(said->digest) &&
        str_eq(digest_of(arena, algorithm, bytes), said->digest)) {
        Member *member = NEW(arena, Member);
        *member = (Member){.name = said->digest,
                           .size = bytes.len,
                           .has_bytes = true,
                           .ground = ground_of_bytes(bytes)};
        return member;
    }
    warn(out->warnings, arena, WARN_EMBEDDED_DATA, NO_LAYER, said->digest);
    return NULL;
}
