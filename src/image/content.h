/* Content: whether two bodies of one length hold the same bytes, told by a keyed 64-bit hash: of a
   million files of 4 KiB some two have the same one by chance in one run of 10^8, and a million
   hashes take 8 MB.

   The key is drawn at random for each run: a hash decides whether a removed file is called readable
   still, so nobody may prepare two files with one hash. This is the door to XXH3. */
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef uint64_t ContentHash;

typedef struct ContentKey ContentKey;
typedef struct ContentState ContentState; /* of a body that comes in pieces */

const ContentKey *content_key_new(Arena *arena); /* may be shared by threads */
ContentHash content_hash(const ContentKey *key, Str body);
uint32_t content_name(const ContentKey *key, uint32_t parent, Str name); /* for tables of names */

ContentState *content_state_new(Arena *arena, const ContentKey *key); /* for many bodies in turn */
void content_start(ContentState *state);
void content_add(ContentState *state, Str piece);
ContentHash content_end(const ContentState *state);
