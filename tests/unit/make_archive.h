/* Archives made in memory, for tests that read them: tar members, and compression without any. */
#pragma once

#include "base/buf.h"

static inline void make_number(char *field, size_t digits, uint64_t value)
{
    for (size_t i = digits; i-- > 0; value >>= 3)
        field[i] = (char)('0' + (value & 7));
}

/* The checksum of a header, set anew. */
static inline void make_sum(char *block)
{
    unsigned sum = 0;
    memset(block + 148, ' ', 8);
    for (size_t i = 0; i < 512; i++)
        sum += (unsigned char)block[i];
    make_number(block + 148, 6, sum);
    block[154] = '\0';
}

/* One member: the header and, for a file ('0'), the body and what fills its last block. */
static inline void make_member(Buf *tar, char type, Str name, Str link, Str body)
{
    char block[512] = {0};
    if (name.len)
        memcpy(block, name.at, name.len < 100 ? name.len : 100);
    make_number(block + 100, 7, 0644);
    make_number(block + 108, 7, 0);
    make_number(block + 116, 7, 0);
    make_number(block + 124, 11, body.len);
    make_number(block + 136, 11, 0);
    block[156] = type;
    if (link.len)
        memcpy(block + 157, link.at, link.len < 100 ? link.len : 100);
    memcpy(block + 257, "ustar\00000", 8);
    make_sum(block);
    buf_add(tar, (Str){block, sizeof block});
    buf_add(tar, body);
    buf_repeat(tar, '\0', -body.len % 512);
}

static inline void make_file(Buf *tar, Str name, Str body)
{
    make_member(tar, '0', name, (Str){0}, body);
}

static inline Str make_end(Buf *tar)
{
    buf_repeat(tar, '\0', 1024);
    return buf_str(tar);
}

static inline void make_little(Buf *to, uint64_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        buf_char(to, (char)(value >> 8 * i & 0xff));
}

static inline uint32_t make_crc32(Str bytes)
{
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < bytes.len; i++) {
        crc ^= (unsigned char)bytes.at[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

/* A member of a gzip file, in stored blocks. */
static inline void make_gzip(Buf *to, Str bytes)
{
    buf_add(to, (Str){"\x1f\x8b\x08\0\0\0\0\0\0\xff", 10});
    Str left = bytes;
    do {
        Str block = str_head(left, 60000);
        left = str_tail(left, block.len);
        buf_char(to, left.len == 0);
        make_little(to, block.len, 2);
        make_little(to, ~block.len, 2);
        buf_add(to, block);
    } while (left.len > 0);
    make_little(to, make_crc32(bytes), 4);
    make_little(to, bytes.len, 4);
}

/* A frame of a zstd file, in raw blocks, with a window of 128 KiB. */
static inline void make_zstd(Buf *to, Str bytes)
{
    buf_add(to, (Str){"\x28\xb5\x2f\xfd\x00\x38", 6});
    Str left = bytes;
    do {
        Str block = str_head(left, 100000);
        left = str_tail(left, block.len);
        make_little(to, block.len << 3 | (left.len == 0), 3);
        buf_add(to, block);
    } while (left.len > 0);
}

/* A frame that a reader of zstd skips. */
static inline void make_skipped(Buf *to, Str bytes)
{
    make_little(to, 0x184d2a53, 4);
    make_little(to, bytes.len, 4);
    buf_add(to, bytes);
}
