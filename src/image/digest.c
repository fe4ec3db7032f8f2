#include "image/digest.h"

#include <openssl/evp.h>

struct Digest {
    EVP_MD_CTX *context;
    Str algorithm;
};

static const struct {
    Str name;
    size_t digits;
    const EVP_MD *(*method)(void);
} algorithms[] = {
    {STR_INIT("sha256"), 64, EVP_sha256},
    {STR_INIT("sha512"), 128, EVP_sha512},
};

static int algorithm_index(Str name)
{
    for (int i = 0; i < (int)(sizeof algorithms / sizeof *algorithms); i++)
        if (str_eq(algorithms[i].name, name))
            return i;
    return -1;
}

static void drop(void *context)
{
    EVP_MD_CTX_free(context);
}

Digest *digest_open(Arena *arena, Str algorithm)
{
    int index = algorithm_index(algorithm);
    EVP_MD_CTX *context = index < 0 ? NULL : EVP_MD_CTX_new();
    if (!context)
        return NULL;
    arena_own(arena, context, drop);
    if (!EVP_DigestInit_ex(context, algorithms[index].method(), NULL))
        return NULL;
    Digest *digest = NEW(arena, Digest);
    *digest = (Digest){context, algorithms[index].name};
    return digest;
}

void digest_add(Digest *digest, Str bytes)
{
    EVP_DigestUpdate(digest->context, bytes.at, bytes.len);
}

Str digest_close(Digest *digest, Arena *arena)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    EVP_DigestFinal_ex(digest->context, bytes, &len);
    size_t head = digest->algorithm.len + 1;
    char *text = NEW_ARRAY(arena, head + 2 * (size_t)len, char);
    memcpy(text, digest->algorithm.at, digest->algorithm.len);
    text[head - 1] = ':';
    for (unsigned i = 0; i < len; i++) {
        text[head + 2 * i] = digits[bytes[i] >> 4];
        text[head + 2 * i + 1] = digits[bytes[i] & 15];
    }
    return (Str){text, head + 2 * (size_t)len};
}

Str digest_of(Arena *arena, Str algorithm, Str bytes)
{
    Digest *digest = digest_open(arena, algorithm);
    if (!digest)
        return (Str){0};
    digest_add(digest, bytes);
    return digest_close(digest, arena);
}

Str digest_algorithm(Str digest)
{
    return str_cut(digest, ':').head;
}

Str digest_hex(Str digest)
{
    return str_cut(digest, ':').tail;
}

bool digest_is_sound(Str digest)
{
    int index = algorithm_index(digest_algorithm(digest));
    Str hex = digest_hex(digest);
    if (index < 0 || hex.len != algorithms[index].digits)
        return false;
    for (size_t i = 0; i < hex.len; i++)
        if (!(hex.at[i] >= '0' && hex.at[i] <= '9') && !(hex.at[i] >= 'a' && hex.at[i] <= 'f'))
            return false;
    return true;
}
