#include <archive.h>

#include "image/decode.h"

typedef struct {
    Decoder decoder;
    Reader *from;
    struct archive *archive; /* NULL when there is nothing more to read */
} RareDecoder;

static ssize_t give(struct archive *archive, void *context, const void **bytes)
{
    (void)archive;
    Str next = reader_next(((RareDecoder *)context)->from);
    *bytes = next.at;
    return (ssize_t)next.len;
}

static void drop(void *archive)
{
    archive_read_free(archive);
}

/* The library knows these as filters around an archive of one entry without a name. */
static bool open_archive(RareDecoder *d)
{
    struct archive_entry *entry;
    return d->archive && archive_read_support_filter_xz(d->archive) == ARCHIVE_OK &&
           archive_read_support_filter_bzip2(d->archive) == ARCHIVE_OK &&
           archive_read_support_filter_lz4(d->archive) == ARCHIVE_OK &&
           archive_read_support_filter_lzma(d->archive) == ARCHIVE_OK &&
           archive_read_support_format_raw(d->archive) == ARCHIVE_OK &&
           archive_read_support_format_empty(d->archive) == ARCHIVE_OK &&
           archive_read_open(d->archive, d, NULL, give, NULL) == ARCHIVE_OK &&
           archive_read_next_header(d->archive, &entry) == ARCHIVE_OK;
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
        code = archive_read_data_block(d->archive, &bytes, &len, &offset);
    if (code != ARCHIVE_OK) {
        d->archive = NULL;
        reader->flaw = code == ARCHIVE_EOF ? d->from->flaw : flaw_of(d);
        return (Str){0};
    }
    d->decoder.stored = (uint64_t)archive_filter_bytes(d->archive, -1);
    return (Str){bytes, len};
}

Decoder *decoder_of_rare(Arena *arena, Reader *from, Coding coding)
{
    RareDecoder *d = NEW(arena, RareDecoder);
    d->decoder = (Decoder){.reader.more = more_of_archive, .coding = coding};
    d->from = from;
    d->archive = archive_read_new();
    if (d->archive)
        arena_own(arena, d->archive, drop);
    if (!open_archive(d)) {
        d->archive = NULL;
        d->decoder.reader.flaw = flaw_of(d);
    }
    return &d->decoder;
}
