/* OpenSSL's libcrypto takes 1.4 MB of memory and half of the time of a start, so it is loaded when
   the first digest is wanted. */
#include "image/digest.h"

#include <openssl/evp.h>

#include "image/library.h"
#include "image/sha256.h"

enum { SHORT_TEXT = 64 << 10 }; /* as most configurations are */

#define FUNCTIONS(DO)      \
    DO(EVP_MD_CTX_new)     \
    DO(EVP_MD_CTX_free)    \
    DO(EVP_DigestInit_ex)  \
    DO(EVP_DigestUpdate)   \
    DO(EVP_DigestFinal_ex) \
    DO(EVP_sha256)         \
    DO(EVP_sha512)

LIBRARY("libcrypto.so.3", FUNCTIONS)

struct Digest {
    Library library;
    EVP_MD_CTX *context;
    Str algorithm;
};

static const struct {
    Str name;
    size_t digits;
} algorithms[] = {
    {STR_INIT("sha256"), 64},
    {STR_INIT("sha512"), 128},
};

const char digest_missing[] = "libcrypto.so.3, which computes digests, is not installed";

static int algorithm_index(Str name)
{
    for (int i = 0; i < (int)(sizeof algorithms / sizeof *algorithms); i++)
        if (str_eq(algorithms[i].name, name))
            return i;
    return -1;
}

static void drop(void *opaque)
{
    const Digest *digest = opaque;
    if (digest->context)
        digest->library.EVP_MD_CTX_free(digest->context);
}

Digest *digest_open(Arena *arena, Str algorithm)
{
    int index = algorithm_index(algorithm);
    if (index < 0)
        return NULL;
    Digest *digest = NEW(arena, Digest);
    const Library *of = &digest->library;
    arena_own(arena, digest, drop);
    if (!library_load(&digest->library) || !(digest->context = of->EVP_MD_CTX_new()))
        return NULL;
    digest->algorithm = algorithms[index].name;
    const EVP_MD *method = index == 0 ? of->EVP_sha256() : of->EVP_sha512();
    return of->EVP_DigestInit_ex(digest->context, method, NULL) ? digest : NULL;
}

void digest_add(Digest *digest, Str bytes)
{
    digest->library.EVP_DigestUpdate(digest->context, bytes.at, bytes.len);
}

static Str text_of(Arena *arena, Str algorithm, const unsigned char *bytes, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    size_t head = algorithm.len + 1;
    char *text = NEW_ARRAY(arena, head + 2 * len, char);
    memcpy(text, algorithm.at, algorithm.len);
    text[head - 1] = ':';
    for (size_t i = 0; i < len; i++) {
        text[head + 2 * i] = digits[bytes[i] >> 4];
        text[head + 2 * i + 1] = digits[bytes[i] & 15];
    }
    return (Str){text, head + 2 * len};
}

Str digest_close(Digest *digest, Arena *arena)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    digest->library.EVP_DigestFinal_ex(digest->context, bytes, &len);
    return text_of(arena, digest->algorithm, bytes, len);
}

Str digest_of(Arena *arena, Str algorithm, Str bytes)
{
    unsigned char short_digest[SHA256_BYTES];
    if (bytes.len <= SHORT_TEXT && algorithm_index(algorithm) == 0) {
        sha256(bytes, short_digest);
        return text_of(arena, algorithms[0].name, short_digest, SHA256_BYTES);
    }
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
