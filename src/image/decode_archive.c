/* What is rare: xz, bzip2, lz4 and lzma, by libarchive. It brings libxml2 and ICU along, which
   would cost every start of the program 2 ms where all else takes 1.2, so it is loaded when it is
   needed.
 */
#include <archive.h>

#include "image/decode.h"
#include "image/library.h"

#define NAME "libarchive.so.13"

#define FUNCTIONS(DO)                     \
    DO(archive_read_new)                  \
    DO(archive_read_free)                 \
    DO(archive_read_support_filter_xz)    \
    DO(archive_read_support_filter_bzip2) \
    DO(archive_read_support_filter_lz4)   \
    DO(archive_read_support_filter_lzma)  \
    DO(archive_read_support_format_raw)   \
    DO(archive_read_support_format_empty) \
    DO(archive_read_open)                 \
    DO(archive_read_next_header)          \
    DO(archive_read_data_block)           \
    DO(archive_filter_bytes)

LIBRARY(NAME, FUNCTIONS)

typedef struct {
    Decoder decoder;
    Reader *from;
    Library library;
    struct archive *archive; /* NULL when there is nothing more to read */
    struct archive *opened;
} RareDecoder;

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
        d->library.archive_read_free(d->opened);
}

/* The library knows these as filters around an archive of one entry without a name. */
static bool open_archive(RareDecoder *d)
{
    const Library *of = &d->library;
    struct archive_entry *entry;
    d->archive = d->opened = of->archive_read_new();
    return d->archive && of->archive_read_support_filter_xz(d->archive) == ARCHIVE_OK &&
           of->archive_read_support_filter_bzip2(d->archive) == ARCHIVE_OK &&
           of->archive_read_support_filter_lz4(d->archive) == ARCHIVE_OK &&
           of->archive_read_support_filter_lzma(d->archive) == ARCHIVE_OK &&
           of->archive_read_support_format_raw(d->archive) == ARCHIVE_OK &&
           of->archive_read_support_format_empty(d->archive) == ARCHIVE_OK &&
           of->archive_read_open(d->archive, d, NULL, give, NULL) == ARCHIVE_OK &&
           of->archive_read_next_header(d->archive, &entry) == ARCHIVE_OK;
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
        code = d->library.archive_read_data_block(d->archive, &bytes, &len, &offset);
    if (code != ARCHIVE_OK) {
        d->archive = NULL;
        reader->flaw = code == ARCHIVE_EOF ? d->from->flaw : flaw_of(d);
        return (Str){0};
    }
    d->decoder.stored = (uint64_t)d->library.archive_filter_bytes(d->archive, -1);
    return (Str){bytes, len};
}

Decoder *decoder_of_rare(Arena *arena, Reader *from, Coding coding)
{
    RareDecoder *d = NEW(arena, RareDecoder);
    d->decoder = (Decoder){.reader.more = more_of_archive, .coding = coding};
    d->from = from;
    arena_own(arena, d, drop);
    if (!library_load(&d->library)) {
        d->decoder.reader.flaw = NAME ", which unpacks it, is not installed";
    } else if (!open_archive(d)) {
        d->archive = NULL;
        d->decoder.reader.flaw = flaw_of(d);
    }
    return &d->decoder;
}
