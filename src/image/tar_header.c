#include "image/tar_header.h"

typedef struct {
    uint16_t at, len;
} Field;

static const Field NAME = {0, 100}, MODE = {100, 8}, UID = {108, 8}, GID = {116, 8};
static const Field SIZE = {124, 12}, MTIME = {136, 12}, CHECKSUM = {148, 8}, LINK = {157, 100};
static const Field MAJOR = {329, 8}, MINOR = {337, 8}, PREFIX = {345, 155};
static const Field STAR_PREFIX = {345, 131}, GNU_ATIME = {345, 12}, GNU_CTIME = {357, 12};
static const Field STAR_ATIME = {476, 12}, STAR_CTIME = {488, 12};

enum { TYPE = 156, MAGIC = 257, MAGIC_LEN = 8, STAR_TRAILER = 508, LONGEST = 12 };

bool tar_is_zero(Str bytes)
{
    return bytes.len == 0 ||
           (bytes.at[0] == 0 && memcmp(bytes.at, bytes.at + 1, bytes.len - 1) == 0);
}

static Str text(const char *block, Field field)
{
    Str whole = {block + field.at, field.len};
    return str_head(whole, str_find_char(whole, '\0'));
}

static bool is_filler(char c)
{
    return c == ' ' || c == '\0';
}

static bool odd_octal(Str field, int64_t *to)
{
    uint64_t number = 0;
    while (field.len > 0 && is_filler(field.at[field.len - 1]))
        field.len--;
    while (field.len > 0 && is_filler(field.at[0]))
        field = str_tail(field, 1);
    field = str_head(field, str_find_char(field, '\0'));
    for (size_t i = 0; i < field.len; i++) {
        if (field.at[i] < '0' || field.at[i] > '7' || number >> 61 != 0)
            return false;
        number = number << 3 | (uint64_t)(field.at[i] - '0');
    }
    *to = (int64_t)number;
    return true;
}

/* Two's complement, big-endian; the first bit says that it is one, the second one is its sign. */
static bool base256(Str field, int64_t *number)
{
    uint8_t flip = field.at[0] & 0x40 ? 0xff : 0;
    uint64_t value = 0;
    for (size_t i = 0; i < field.len; i++) {
        uint8_t byte = (uint8_t)field.at[i] ^ flip;
        if (value >> 56 != 0)
            return false;
        value = value << 8 | (i == 0 ? byte & 0x7f : byte);
    }
    if (value >> 63 != 0)
        return false;
    *number = flip ? ~(int64_t)value : (int64_t)value;
    return true;
}

/* The fast way is for fields as nearly all of them are written: digits up to the last byte, which
   ends them. */
static bool octal(Str field, int64_t *number)
{
    uint64_t value = 0;
    if (field.len == 0 || field.len > LONGEST || !is_filler(field.at[field.len - 1]))
        return odd_octal(field, number);
    for (size_t i = 0; i + 1 < field.len; i++) {
        unsigned digit = (uint8_t)field.at[i] ^ '0';
        if (digit > 7)
            return odd_octal(field, number);
        value = value << 3 | digit;
    }
    *number = (int64_t)value;
    return true;
}

bool tar_number(const char *field, size_t len, int64_t *number)
{
    Str digits = {field, len};
    return len > 0 && (uint8_t)field[0] >= 0x80 ? base256(digits, number) : octal(digits, number);
}

static bool number(const char *block, Field field, int64_t *to)
{
    return tar_number(block + field.at, field.len, to);
}

/* The bytes of a block added up, and how many of them have their highest bit set: eight at a time,
   in two words of four lanes each. */
static void add_up(const char *block, uint32_t *sum, uint32_t *high)
{
    const uint64_t low_bytes = 0x00ff00ff00ff00ffu, high_bits = 0x8080808080808080u;
    uint64_t even = 0, odd = 0, any = 0;
    for (size_t i = 0; i < TAR_BLOCK; i += sizeof any) {
        uint64_t word;
        memcpy(&word, block + i, sizeof word);
        even += word & low_bytes;
        odd += word >> 8 & low_bytes;
        any |= word;
    }
    *sum = *high = 0;
    for (unsigned lane = 0; lane < 64; lane += 16)
        *sum += (uint32_t)(even >> lane & 0xffff) + (uint32_t)(odd >> lane & 0xffff);
    for (size_t i = 0; (any & high_bits) && i < TAR_BLOCK; i++)
        *high += (uint8_t)block[i] >> 7;
}

/* Old writers added the bytes up as signed ones. */
static bool checksum_holds(const char *block)
{
    int64_t stored;
    Str field = {block + CHECKSUM.at, CHECKSUM.len - 1}; /* most write six digits, NUL and space */
    field.len += !is_filler(field.at[field.len]);
    if (!octal(field, &stored))
        return false;
    uint32_t sum, high;
    add_up(block, &sum, &high);
    for (size_t i = CHECKSUM.at; i < (size_t)CHECKSUM.at + CHECKSUM.len; i++) {
        sum -= (uint8_t)block[i];
        high -= (uint8_t)block[i] >> 7;
    }
    sum += CHECKSUM.len * (uint32_t)' ';
    return stored == (int64_t)sum || stored == (int64_t)sum - 256 * (int64_t)high;
}

static bool is_ascii(Str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((uint8_t)s.at[i] >= 0x80)
            return false;
    return true;
}

/* GNU has times where ustar has the prefix, but an old writer put a prefix there all the same. */
static Str gnu_prefix(const char *block)
{
    int64_t time;
    bool fits = (block[GNU_ATIME.at] == 0 || number(block, GNU_ATIME, &time)) &&
                (block[GNU_CTIME.at] == 0 || number(block, GNU_CTIME, &time));
    Str prefix = text(block, PREFIX);
    return !fits && is_ascii(prefix) ? prefix : (Str){0};
}

static const char *read_later_fields(const char *block, TarHeader *header)
{
    const char *magic = block + MAGIC;
    bool ustar = memcmp(magic, "ustar\0", 6) == 0;
    header->gnu = memcmp(magic, "ustar  \0", MAGIC_LEN) == 0;
    if (!ustar && !header->gnu)
        return NULL;
    if (!number(block, MAJOR, &header->major) || !number(block, MINOR, &header->minor))
        return "a device number is no number";
    if (header->gnu) {
        header->prefix = gnu_prefix(block);
    } else if (memcmp(block + STAR_TRAILER, "tar\0", 4) == 0) {
        int64_t time;
        header->prefix = text(block, STAR_PREFIX);
        if (!number(block, STAR_ATIME, &time) || !number(block, STAR_CTIME, &time))
            return "a time is no number";
    } else {
        header->prefix = text(block, PREFIX);
    }
    return NULL;
}

const char *tar_header_read(const char *block, TarHeader *header)
{
    int64_t mtime;
    if (!checksum_holds(block))
        return "the checksum of a header does not match";
    *header =
        (TarHeader){.name = text(block, NAME), .link = text(block, LINK), .type = block[TYPE]};
    if (!number(block, SIZE, &header->size))
        return "the length of a body is no number";
    if (!number(block, MODE, &header->mode) || !number(block, UID, &header->uid) ||
        !number(block, GID, &header->gid))
        return "a mode or an owner is no number";
    if (!number(block, MTIME, &mtime))
        return "a time is no number";
    return read_later_fields(block, header);
}
