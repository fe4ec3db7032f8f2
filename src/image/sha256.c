/* FIPS 180-4. */
#include "image/sha256.h"

#include <stdint.h>

enum { BLOCK = 64, LENGTH = 8, WORDS = 8, ROUNDS = 64 };

static const uint32_t constants[ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turn(uint32_t word, unsigned by)
{
    return word >> by | word << (32 - by);
}

static void spread(const unsigned char *block, uint32_t words[ROUNDS])
{
    for (size_t i = 0; i < 16; i++)
        words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
                   (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (size_t i = 16; i < ROUNDS; i++) {
        uint32_t far = words[i - 15], near = words[i - 2];
        words[i] = words[i - 16] + words[i - 7] + (turn(far, 7) ^ turn(far, 18) ^ far >> 3) +
                   (turn(near, 17) ^ turn(near, 19) ^ near >> 10);
    }
}

static void add_block(uint32_t state[WORDS], const unsigned char *block)
{
    uint32_t words[ROUNDS], at[WORDS];
    spread(block, words);
    memcpy(at, state, sizeof at);
    for (size_t i = 0; i < ROUNDS; i++) {
        uint32_t choice = (at[4] & at[5]) ^ (~at[4] & at[6]);
        uint32_t most = (at[0] & at[1]) ^ (at[0] & at[2]) ^ (at[1] & at[2]);
        uint32_t one = at[7] + (turn(at[4], 6) ^ turn(at[4], 11) ^ turn(at[4], 25)) + choice +
                       constants[i] + words[i];
        uint32_t two = (turn(at[0], 2) ^ turn(at[0], 13) ^ turn(at[0], 22)) + most;
        memmove(at + 1, at, sizeof at - sizeof *at);
        at[4] += one;
        at[0] = one + two;
    }
    for (size_t i = 0; i < WORDS; i++)
        state[i] += at[i];
}

/* Behind the text a bit, zeros, and its length in bits. */
static void add_end(uint32_t state[WORDS], Str rest, uint64_t bits)
{
    unsigned char room[2 * BLOCK] = {0};
    size_t len = rest.len + 1 + LENGTH <= BLOCK ? BLOCK : 2 * BLOCK;
    if (rest.len > 0)
        memcpy(room, rest.at, rest.len);
    room[rest.len] = 0x80;
    for (size_t i = 0; i < LENGTH; i++)
        room[len - 1 - i] = (unsigned char)(bits >> 8 * i);
    for (size_t at = 0; at < len; at += BLOCK)
        add_block(state, room + at);
}

void sha256(Str text, unsigned char digest[SHA256_BYTES])
{
    uint32_t state[WORDS] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                             0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    Str rest = text;
    for (; rest.len >= BLOCK; rest = str_tail(rest, BLOCK))
        add_block(state, (const unsigned char *)rest.at);
    add_end(state, rest, (uint64_t)text.len * 8);
    for (size_t i = 0; i < SHA256_BYTES; i++)
        digest[i] = (unsigned char)(state[i / 4] >> (24 - 8 * (i % 4)));
}
