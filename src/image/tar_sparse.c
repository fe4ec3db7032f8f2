#include "image/tar_sparse.h"

enum {
    GNU_PIECES = 386,
    GNU_MORE = 482,
    GNU_SIZE = 483,
    GNU_BLOCK_MORE = 504,
    PIECE = 24,
    NUMBER = 12,
};

const char sparse_nonsense[] = "the map of a sparse file makes no sense";

static bool piece_add(SparseMap *map, int64_t offset, int64_t len)
{
    if (offset < map->end || len < 0 || offset > map->size || len > map->size - offset)
        return false;
    map->end = offset + len;
    return true;
}

/* Offsets and lengths in turn. */
static bool number_add(SparseMap *map, int64_t number)
{
    map->has_offset = !map->has_offset;
    if (!map->has_offset)
        return piece_add(map, map->offset, number);
    map->offset = number;
    return true;
}

static bool gnu_pieces(SparseMap *map, const char *at, size_t count)
{
    for (; count > 0 && at[0] != 0; count--, at += PIECE) {
        int64_t offset, len;
        if (!tar_number(at, NUMBER, &offset) || !tar_number(at + NUMBER, NUMBER, &len) ||
            !piece_add(map, offset, len))
            return false;
    }
    return true;
}

static SparseKind from_gnu(SparseMap *map, const char *block)
{
    *map = (SparseMap){0};
    if (!tar_number(block + GNU_SIZE, NUMBER, &map->size) || map->size < 0 ||
        !gnu_pieces(map, block + GNU_PIECES, TAR_SPARSE_HERE))
        return SPARSE_BAD;
    return block[GNU_MORE] != 0 ? SPARSE_BEHIND : SPARSE_READ;
}

bool sparse_gnu_block(SparseMap *map, const char *block, bool *more)
{
    *more = block[GNU_BLOCK_MORE] != 0;
    return gnu_pieces(map, block, TAR_SPARSE_MORE);
}

static bool pax_pieces(SparseMap *map, const Pax *pax)
{
    int64_t blocks, numbers = 0;
    if (!pax_number(pax->sparse_blocks, &blocks) || blocks < 0)
        return false;
    for (Str rest = pax->sparse_map; rest.len > 0; numbers++) {
        StrCut cut = str_cut(rest, ',');
        int64_t number;
        if (!pax_number(cut.head, &number) || !number_add(map, number))
            return false;
        rest = cut.tail;
    }
    return numbers % 2 == 0 && numbers / 2 == blocks;
}

static SparseKind pax_kind(const Pax *pax)
{
    bool zero = str_eq(pax->sparse_minor, STR("0"));
    if (str_eq(pax->sparse_major, STR("1")) && zero)
        return SPARSE_IN_BODY;
    if (str_eq(pax->sparse_major, STR("0")) && (zero || str_eq(pax->sparse_minor, STR("1"))))
        return SPARSE_READ;
    if (pax->sparse_major.len > 0 || pax->sparse_minor.len > 0 || pax->sparse_map.len == 0)
        return SPARSE_NO;
    return SPARSE_READ;
}

SparseKind sparse_start(SparseMap *map, const TarHeader *header, const char *block, const Pax *pax,
                        int64_t size)
{
    if (header->type == 'S')
        return header->gnu ? from_gnu(map, block) : SPARSE_BAD;
    SparseKind kind = pax_kind(pax);
    if (kind == SPARSE_NO)
        return SPARSE_NO;
    *map = (SparseMap){.size = size, .pieces = -1};
    Str said = pax->sparse_size.len > 0 ? pax->sparse_size : pax->sparse_realsize;
    bool sized = said.len == 0 || pax_number(said, &map->size);
    bool sound = sized && map->size >= 0 && (kind == SPARSE_IN_BODY || pax_pieces(map, pax));
    return sound ? kind : SPARSE_BAD;
}

/* A line of the map: how many pieces there are, then an offset, a length, an offset... */
static bool token_add(SparseMap *map)
{
    int64_t number;
    if (!pax_number((Str){map->token, map->held}, &number))
        return false;
    map->held = 0;
    if (map->pieces < 0) {
        map->pieces = number;
        return number >= 0;
    }
    if (!number_add(map, number))
        return false;
    map->pieces -= map->has_offset ? 0 : 1;
    return true;
}

bool sparse_map_block(SparseMap *map, const char *block, bool *more)
{
    for (size_t i = 0; i < TAR_BLOCK && map->pieces != 0; i++) {
        if (block[i] != '\n' && map->held < sizeof map->token)
            map->token[map->held++] = block[i];
        else if (block[i] != '\n' || !token_add(map))
            return false;
    }
    *more = map->pieces != 0;
    return true;
}
