#include "image/decode.h"

#include "image/codec.h"

/* A chunk stays in the cache until it is walked. */
enum { CHUNK = 256 << 10 };

typedef struct {
    Decoder decoder;
    Reader *from;
    Arena *arena;
    const Codec *codec;
    void *state;
    bool inside;          /* a piece has begun and not ended */
    uint64_t made, begun; /* bytes so far; where in the source the piece began */
    bool gave;            /* the piece has given some */
    bool over;
    char *room;
} PieceDecoder;

static const struct {
    Coding coding;
    Str magic, name;
} codings[] = {
    {CODING_GZIP, STR_INIT("\x1f\x8b\x08"), STR_INIT("gzip")},
    {CODING_ZSTD, STR_INIT("\x28\xb5\x2f\xfd"), STR_INIT("zstd")},
    {CODING_XZ, STR_INIT("\xfd\x37\x7a\x58\x5a\0"), STR_INIT("xz")},
    {CODING_BZIP2, STR_INIT("BZh"), STR_INIT("bzip2")},
    {CODING_LZ4, STR_INIT("\x04\x22\x4d\x18"), STR_INIT("lz4")},
    {CODING_LZMA, STR_INIT("\x5d\0\0"), STR_INIT("lzma")},
};

/* A frame of zstd that a reader has to skip may come first. */
static bool is_skippable(Str head)
{
    return head.len >= 4 && ((unsigned char)head.at[0] & 0xf0) == 0x50 &&
           memcmp(head.at + 1, "\x2a\x4d\x18", 3) == 0;
}

/* The magic of lzma is weak: the size behind it must be unknown, or one that may be. */
static bool is_lzma(Str head)
{
    if (head.len < 13)
        return false;
    const unsigned char *size = (const unsigned char *)head.at + 5;
    bool unknown = true;
    for (int i = 0; i < 8; i++)
        unknown = unknown && size[i] == 0xff;
    return unknown || (size[5] == 0 && size[6] == 0 && size[7] == 0);
}

/* That of bzip2 is three letters: behind a digit a block begins with those of pi, or the end does
   with those of its root. */
static bool is_bzip2(Str head)
{
    return head.len >= 10 && head.at[3] >= '1' && head.at[3] <= '9' &&
           (memcmp(head.at + 4, "1AY&SY", 6) == 0 ||
            memcmp(head.at + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0);
}

Coding coding_of(Str head)
{
    if (is_skippable(head))
        return CODING_ZSTD;
    for (size_t i = 0; i < sizeof codings / sizeof *codings; i++) {
        Coding coding = codings[i].coding;
        if (!str_starts(head, codings[i].magic))
            continue;
        bool weak = (coding == CODING_LZMA && !is_lzma(head)) ||
                    (coding == CODING_BZIP2 && !is_bzip2(head));
        return weak ? CODING_NONE : coding;
    }
    return CODING_NONE;
}

Str coding_name(Coding coding)
{
    for (size_t i = 0; i < sizeof codings / sizeof *codings; i++)
        if (codings[i].coding == coding)
            return codings[i].name;
    return STR("raw");
}

static void stop(PieceDecoder *d, const char *flaw)
{
    d->decoder.reader.flaw = flaw;
    d->over = true;
}

/* Between two pieces. What stands behind the last one belongs to nothing. */
static bool another_begins(PieceDecoder *d)
{
    if (coding_of(reader_peek(d->arena, d->from, CODING_HEAD)) == d->decoder.coding) {
        d->codec->again(d->state);
        d->begun = d->from->given;
        d->gave = false;
        return true;
    }
    d->decoder.trailer = reader_skip(d->from, UINT64_MAX);
    stop(d, d->from->flaw);
    return false;
}

static void keep_tail(Decoder *decoder, Str used)
{
    size_t kept = decoder->tail_len + used.len;
    kept = kept < CODING_TAIL       ? decoder->tail_len
           : used.len < CODING_TAIL ? CODING_TAIL - used.len
                                    : 0;
    memmove(decoder->tail, decoder->tail + decoder->tail_len - kept, kept);
    used = str_tail(used, used.len < CODING_TAIL ? 0 : used.len - CODING_TAIL);
    if (used.len)
        memcpy(decoder->tail + kept, used.at, used.len);
    decoder->tail_len = kept + used.len;
}

/* The piece gave so many bytes more. */
static void note_given(PieceDecoder *d, size_t count)
{
    Decoder *decoder = &d->decoder;
    if (count > 0 && !d->gave) {
        decoder->piece.raw = d->made;
        decoder->piece.stored = d->begun;
    }
    d->gave = d->gave || count > 0;
    d->made += count;
    if (d->gave)
        decoder->filled = d->from->given;
}

static void decode_some(PieceDecoder *d, CodecFlow *flow)
{
    Str in = reader_next(d->from);
    size_t room = flow->room;
    flow->in = in;
    Step step = d->codec->step(d->state, flow);
    reader_return(d->from, flow->in);
    keep_tail(&d->decoder, str_head(in, in.len - flow->in.len));
    note_given(d, room - flow->room);
    d->decoder.stored = d->from->given;
    d->inside = step != STEP_END;
    if (step == STEP_BROKEN)
        stop(d, flow->flaw);
    else if (step == STEP_ON && flow->in.len == in.len && flow->room == room)
        stop(d, d->from->flaw ? d->from->flaw : "the compressed data ends too early");
}

/* What is given ends where a piece does: there it is known exactly which bytes made it. Images for
   lazy pulling begin a piece with each file. */
static Str more_of_pieces(Reader *reader)
{
    PieceDecoder *d = (PieceDecoder *)reader;
    CodecFlow flow = {.out = d->room, .room = CHUNK};
    while (!d->over && flow.room > 0 && (d->inside || flow.room == CHUNK))
        if (d->inside || another_begins(d))
            decode_some(d, &flow);
    return (Str){d->room, CHUNK - flow.room};
}

static Decoder *decoder_of_pieces(Arena *arena, Reader *from, Coding coding, uint64_t window)
{
    PieceDecoder *d = NEW(arena, PieceDecoder);
    d->decoder = (Decoder){.reader.more = more_of_pieces, .coding = coding};
    d->from = from;
    d->arena = arena;
    d->codec = coding == CODING_ZSTD ? &codec_zstd : &codec_gzip;
    d->room = NEW_ARRAY(arena, CHUNK, char);
    d->state = d->codec->open(arena, window);
    if (!d->state)
        stop(d, "the library that unpacks it is not installed, or memory is short");
    return &d->decoder;
}

static Str more_as_it_is(Reader *reader)
{
    PieceDecoder *d = (PieceDecoder *)reader;
    Str bytes = reader_next(d->from);
    d->decoder.stored = d->from->given;
    reader->flaw = d->from->flaw;
    return bytes;
}

static uint64_t jump_as_it_is(Reader *reader, uint64_t count)
{
    PieceDecoder *d = (PieceDecoder *)reader;
    uint64_t jumped = reader_skip(d->from, count);
    d->decoder.stored = d->from->given;
    reader->flaw = d->from->flaw;
    return jumped;
}

static Decoder *decoder_of_raw(Arena *arena, Reader *from)
{
    PieceDecoder *d = NEW(arena, PieceDecoder);
    d->decoder = (Decoder){.reader = {.more = more_as_it_is, .jump = jump_as_it_is}};
    d->from = from;
    return &d->decoder;
}

Decoder *decoder_of(Arena *arena, Reader *from, const ImageLimits *limits)
{
    Coding coding = coding_of(reader_peek(arena, from, CODING_HEAD));
    switch (coding) {
    case CODING_NONE:
        return decoder_of_raw(arena, from);
    case CODING_GZIP:
    case CODING_ZSTD:
        return decoder_of_pieces(arena, from, coding, limits->window);
    case CODING_XZ:
    case CODING_BZIP2:
    case CODING_LZ4:
    case CODING_LZMA:
        break;
    }
    return decoder_of_rare(arena, from, coding);
}
