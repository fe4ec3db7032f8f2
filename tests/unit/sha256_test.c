/* The examples of FIPS 180-4, and each length around the ends of blocks against libcrypto. */
#include "check.h"
#include "image/digest.h"
#include "image/sha256.h"

static Str long_way(Arena *arena, Str text)
{
    Digest *digest = digest_open(arena, STR("sha256"));
    CHECK(digest);
    digest_add(digest, text);
    return digest_close(digest, arena);
}

int main(void)
{
    Arena *arena = arena_open();
    char text[300];
    CHECK(str_eq(digest_of(arena, STR("sha256"), (Str){0}),
                 STR("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")));
    CHECK(str_eq(digest_of(arena, STR("sha256"), STR("abc")),
                 STR("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")));
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 37);
    for (size_t len = 0; len <= sizeof text; len++)
        CHECK(str_eq(digest_of(arena, STR("sha256"), (Str){text, len}),
                     long_way(arena, (Str){text, len})));
    arena_close(arena);
    return check_end();
}
