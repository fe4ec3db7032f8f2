#include "image/lazy.h"

/* The last member of eStargz holds no data, but in its extra field where the index begins: 16
   hexadecimal digits and a word, behind a header of its own in all but the oldest form. */
enum { GZIP_HEAD = 10, GZIP_EXTRA = 4, GZIP_END = 13, DIGITS = 16 };

typedef struct {
    LazyKind kind;
    size_t len, extra; /* of the member; of the extra field */
    Str head, word;    /* in the extra field, around the digits */
    bool digits;
} Footer;

static const Footer footers[] = {
    {LAZY_ESTARGZ, 51, 26, STR_INIT("SG\x16\0"), STR_INIT("STARGZ"), true},
    {LAZY_ESTARGZ, 47, 22, STR_INIT(""), STR_INIT("STARGZ"), true},
    {LAZY_ESTARGZ_EXTERNAL, 46, 21, STR_INIT("SG\x11\0"), STR_INIT("STARGZEXTERNALTOC"), false},
};

static bool hexadecimal(Str digits, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < digits.len; i++) {
        char c = digits.at[i];
        if (!char_is_hex(c))
            return false;
        *number = *number << 4 | (uint64_t)(char_is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return true;
}

/* Whether the tail ends with it; then `at` is where the index begins, 0 when it lies elsewhere. */
static bool is_footer(const Footer *footer, Str tail, uint64_t *at)
{
    if (tail.len < footer->len)
        return false;
    Str member = str_tail(tail, tail.len - footer->len);
    const unsigned char *bytes = (const unsigned char *)member.at;
    if (!str_starts(member, STR("\x1f\x8b\x08")) || bytes[3] != GZIP_EXTRA ||
        bytes[GZIP_HEAD] != footer->extra || bytes[GZIP_HEAD + 1] != 0)
        return false;
    Str extra = str_slice(member, GZIP_HEAD + 2, footer->len - GZIP_END);
    if (!str_starts(extra, footer->head) || !str_ends(extra, footer->word))
        return false;
    Str digits = str_slice(extra, footer->head.len, extra.len - footer->word.len);
    *at = 0;
    return !footer->digits || (digits.len == DIGITS && hexadecimal(digits, at));
}

/* The last frame of zstd:chunked is one that decoders skip, and ends in a word of its own. Empty
   when it is not there. */
static Str chunked_footer(Str tail)
{
    static const unsigned char sizes[] = {64, 40};
    Str frame = STR("\x50\x2a\x4d\x18");
    for (size_t i = 0; i < sizeof sizes; i++) {
        Str whole = tail.len >= sizes[i] + 8u ? str_tail(tail, tail.len - sizes[i] - 8) : (Str){0};
        const char size[] = {(char)sizes[i], 0, 0, 0};
        if (str_starts(whole, frame) && str_starts(str_tail(whole, 4), (Str){size, sizeof size}) &&
            (str_ends(whole, STR("GNUlInUx")) || str_ends(whole, STR("GnUlInUx"))))
            return str_tail(whole, 8);
    }
    return (Str){0};
}

/* `at`: where its index begins; 0 when nothing says so. */
static LazyKind kind_of(const Decoder *decoder, uint64_t *at)
{
    Str tail = {decoder->tail, decoder->tail_len};
    for (size_t i = 0; decoder->coding == CODING_GZIP && i < sizeof footers / sizeof *footers; i++)
        if (is_footer(&footers[i], tail, at))
            return footers[i].kind;
    *at = 0;
    return decoder->coding == CODING_ZSTD && chunked_footer(tail).len ? LAZY_ZSTD_CHUNKED : LAZY_NO;
}

uint64_t lazy_index_of(const Decoder *decoder)
{
    uint64_t at;
    bool known = kind_of(decoder, &at) == LAZY_ESTARGZ && at == decoder->piece.stored;
    return known ? decoder->piece.raw : UINT64_MAX;
}

/* Of the body of the last entry. */
static uint64_t end_of(const LayerRecord *record)
{
    uint32_t entries = layer_sums(record)->entries;
    if (entries == 0)
        return 0;
    const LayerEntry *last = layer_entry(record, entries - 1);
    return layer_start(record, entries - 1) + layer_head(last) + last->stored;
}

void lazy_settle(Arena *arena, const Decoder *decoder, LayerBlob *blob)
{
    uint64_t at;
    if (!blob->record || blob->flaw)
        return;
    blob->lazy = kind_of(decoder, &at);
    if (blob->lazy == LAZY_NO)
        return;
    uint64_t raw = lazy_index_of(decoder);
    uint32_t entries = layer_sums(blob->record)->entries;
    bool is_file = entries > 0 && layer_start(blob->record, entries - 1) == raw;
    bool behind = raw < UINT64_MAX && end_of(blob->record) <= raw;
    blob->index = blob->stored - (is_file || behind ? at : decoder->filled);
    if (is_file)
        *PUSH(arena, &blob->cuts) = (BodyCut){entries - 1, at};
    size_t bodies = 0;
    for (uint32_t i = 0; i < entries; i++)
        bodies += layer_entry(blob->record, i)->stored > 0;
    blob->exact = blob->cuts.len == bodies;
}

static uint64_t number_at(Str bytes, size_t at)
{
    uint64_t number = 0;
    for (size_t i = 8; i-- > 0;)
        number = number << 8 | (unsigned char)bytes.at[at + i];
    return number;
}

/* The footer of zstd:chunked begins with the place and the length of its index. */
bool lazy_index_place(const Decoder *decoder, const LayerBlob *blob, uint64_t *from, uint64_t *len)
{
    Str tail = {decoder->tail, decoder->tail_len};
    if (blob->lazy == LAZY_ESTARGZ && kind_of(decoder, from) == LAZY_ESTARGZ) {
        *len = *from < blob->stored ? blob->stored - *from : 0;
        return true;
    }
    if (blob->lazy != LAZY_ZSTD_CHUNKED)
        return false;
    Str footer = chunked_footer(tail);
    *from = number_at(footer, 0);
    *len = number_at(footer, 8);
    return true;
}

/* ---- the share of an entry ---- */

/* The first of the cuts that is not before the entry. */
static size_t cut_from(const BodyCuts *cuts, uint32_t entry)
{
    size_t low = 0, high = cuts->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cuts->at[middle].entry < entry)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Where the stored bytes of what has a body begin. Small files may share a member. */
static uint64_t begin(const LayerBlob *blob, uint32_t entry, uint64_t end)
{
    const LayerSums *sums = layer_sums(blob->record);
    while (entry < sums->entries && layer_entry(blob->record, entry)->stored == 0)
        entry++;
    if (entry >= sums->entries)
        return end;
    size_t next = cut_from(&blob->cuts, entry);
    if (next < blob->cuts.len && blob->cuts.at[next].entry == entry)
        return blob->cuts.at[next].stored;
    uint64_t about = blob_wire_at(blob, layer_start(blob->record, entry));
    uint64_t least = next > 0 ? blob->cuts.at[next - 1].stored : 0;
    uint64_t most = next < blob->cuts.len ? blob->cuts.at[next].stored : end;
    return about < least ? least : about > most ? most : about;
}

uint64_t blob_wire_of(const LayerBlob *blob, uint32_t entry)
{
    uint64_t start = layer_start(blob->record, entry);
    if (blob->lazy == LAZY_NO)
        return blob_wire_at(blob, start + layer_cost(blob->record, entry)) -
               blob_wire_at(blob, start);
    if (layer_entry(blob->record, entry)->stored == 0 && entry > 0)
        return 0;
    uint64_t end = blob->stored - blob->index;
    const BodyCuts *cuts = &blob->cuts;
    bool is_file = cuts->len > 0 && cuts->at[cuts->len - 1].stored == end;
    end = is_file ? blob->stored : end;
    return begin(blob, entry + 1, end) - (entry == 0 ? 0 : begin(blob, entry, end));
}
