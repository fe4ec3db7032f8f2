/* What is rare: xz, bzip2, lz4 and lzma, by libarchive. It brings libxml2 and ICU along, which
   would cost every start of the program 2 ms where all else takes 1.2, so it is loaded when it is
   needed.
 */
#include <archive.h>
#include <dlfcn.h>

#include "image/decode.h"

#define LIBRARY "libarchive.so.13"

/* The functions that are used, by their own types. */
#define FUNCTIONS(DO)             \
    DO(read_new)                  \
    DO(read_free)                 \
    DO(read_support_filter_xz)    \
    DO(read_support_filter_bzip2) \
    DO(read_support_filter_lz4)   \
    DO(read_support_filter_lzma)  \
    DO(read_support_format_raw)   \
    DO(read_support_format_empty) \
    DO(read_open)                 \
    DO(read_next_header)          \
    DO(read_data_block)           \
    DO(filter_bytes)
#define DECLARE(name) __typeof__(archive_##name) *name;
#define LOAD(name)                                                                                \
    *(void **)&library->name = library->handle ? dlsym(library->handle, "archive_" #name) : NULL; \
    all &= library->name != NULL;

typedef struct {
    void *handle;
    FUNCTIONS(DECLARE)
} Library;

typedef struct {
    Decoder decoder;
    Reader *from;
    Library library;
    struct archive *archive; /* NULL when there is nothing more to read */
    struct archive *opened;
} RareDecoder;

static bool library_load(Library *library)
{
    bool all = true;
    library->handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    FUNCTIONS(LOAD)
    return all;
}

static ssize_t give(struct archive *archive, void *context, const void **bytes)
{
    (void)archive;
    Str next = reader_next(((RareDecoder *)context)->from);
    *bytes = next.at;
    return (ssize_t)next.len;
}

static void drop(void *decoder)
{
    RareDecoder *d = decoder;
    if (d->opened)
        d->library.read_free(d->opened);
    if (d->library.handle)
        dlclose(d->library.handle);
}

/* The library knows these as filters around an archive of one entry without a name. */
static bool open_archive(RareDecoder *d)
{
    const Library *of = &d->library;
    struct archive_entry *entry;
    d->archive = d->opened = of->read_new();
    return d->archive && of->read_support_filter_xz(d->archive) == ARCHIVE_OK &&
           of->read_support_filter_bzip2(d->archive) == ARCHIVE_OK &&
           of->read_support_filter_lz4(d->archive) == ARCHIVE_OK &&
           of->read_support_filter_lzma(d->archive) == ARCHIVE_OK &&
           of->read_support_format_raw(d->archive) == ARCHIVE_OK &&
           of->read_support_format_empty(d->archive) == ARCHIVE_OK &&
           of->read_open(d->archive, d, NULL, give, NULL) == ARCHIVE_OK &&
           of->read_next_header(d->archive, &entry) == ARCHIVE_OK;
}

static const char *flaw_of(const RareDecoder *d)
{
    return d->from->flaw ? d->from->flaw : "the compressed data is damaged or ends too early";
}

static Str more_of_archive(Reader *reader)
{
    RareDecoder *d = (RareDecoder *)reader;
    if (!d->archive)
        return (Str){0};
    const void *bytes = NULL;
    size_t len = 0;
    int64_t offset;
    int code = ARCHIVE_OK;
    while (len == 0 && code == ARCHIVE_OK)
        code = d->library.read_data_block(d->archive, &bytes, &len, &offset);
    if (code != ARCHIVE_OK) {
        d->archive = NULL;
        reader->flaw = code == ARCHIVE_EOF ? d->from->flaw : flaw_of(d);
        return (Str){0};
    }
    d->decoder.stored = (uint64_t)d->library.filter_bytes(d->archive, -1);
    return (Str){bytes, len};
}

Decoder *decoder_of_rare(Arena *arena, Reader *from, Coding coding)
{
    RareDecoder *d = NEW(arena, RareDecoder);
    d->decoder = (Decoder){.reader.more = more_of_archive, .coding = coding};
    d->from = from;
    arena_own(arena, d, drop);
    if (!library_load(&d->library)) {
        d->decoder.reader.flaw = LIBRARY ", which unpacks it, is not installed";
    } else if (!open_archive(d)) {
        d->archive = NULL;
        d->decoder.reader.flaw = flaw_of(d);
    }
    return &d->decoder;
}
