#include "cli/foreign.h"

typedef struct {
    Str magic;
    const char *looks;
} Magic;

enum { NEAR_START = 4096 };

#define MAGIC(bytes, looks)               \
    {                                     \
        {bytes, sizeof(bytes) - 1}, looks \
    }

/* The longer of two that begin alike stands first. */
static const Magic magics[] = {
    MAGIC("\xFF\xFE\x00\x00", "UTF-32; save it as UTF-8"),
    MAGIC("\x00\x00\xFE\xFF", "UTF-32; save it as UTF-8"),
    MAGIC("\xFF\xFE", "UTF-16; save it as UTF-8"),
    MAGIC("\xFE\xFF", "UTF-16; save it as UTF-8"),
    MAGIC("\x1F\x8B", "gzip data; unpack it first"),
    MAGIC("\x28\xB5\x2F\xFD", "zstd data; unpack it first"),
    MAGIC("\xFD"
          "7zXZ\x00",
          "xz data; unpack it first"),
    MAGIC("BZh91AY&SY", "bzip2 data; unpack it first"),
    MAGIC("PK\x03\x04", "a zip archive; unpack it first"),
    MAGIC("7z\xBC\xAF\x27\x1C", "a 7z archive; unpack it first"),
    MAGIC("\x04\x22\x4D\x18", "lz4 data; unpack it first"),
    MAGIC("\x7F"
          "ELF",
          "a program (ELF); name a Dockerfile"),
    MAGIC("MZ\x90\x00", "a Windows program; name a Dockerfile"),
    MAGIC("\xCF\xFA\xED\xFE", "a program (Mach-O); name a Dockerfile"),
    MAGIC("\xCA\xFE\xBA\xBE", "a program (Mach-O or Java); name a Dockerfile"),
    MAGIC("\x00"
          "asm",
          "a program (WebAssembly); name a Dockerfile"),
    MAGIC("\x89PNG\r\n", "a picture (PNG); name a Dockerfile"),
    MAGIC("\xFF\xD8\xFF", "a picture (JPEG); name a Dockerfile"),
    MAGIC("%PDF-", "a PDF document; name a Dockerfile"),
    MAGIC("SQLite format 3\x00", "a database (SQLite); name a Dockerfile"),
};

const char *foreign_start(Str text)
{
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
        if (str_starts(text, magics[i].magic))
            return magics[i].looks;
    }
    return NULL;
}

const char *foreign_nuls(Str text)
{
    if (str_eq(str_slice(text, 257, 262), STR("ustar")))
        return "a tar archive; name a Dockerfile in it once it is unpacked";
    Str start = str_head(text, NEAR_START);
    size_t nuls[2] = {0};
    for (size_t i = 0; i < start.len; i++)
        nuls[i % 2] += start.at[i] == '\0';
    if (nuls[0] + nuls[1] == 0)
        return NULL;
    /* Of western text in UTF-16 every other byte is NUL, or nearly. */
    bool even = nuls[0] > start.len / 4, odd = nuls[1] > start.len / 4;
    return even != odd ? "UTF-16; save it as UTF-8" : "binary data; name a Dockerfile";
}
