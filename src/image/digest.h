/* Digests as images name them: "sha256:" and hexadecimal. The door to libcrypto, which hashes with
   what the processor has for it. Private to the room. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

typedef struct Digest Digest;

extern const char digest_missing[]; /* why nothing can be hashed without the library */

/* algorithm: "sha256" or "sha512"; NULL for any other, and where the library is missing. */
Digest *digest_open(Arena *arena, Str algorithm);
void digest_add(Digest *digest, Str bytes);
Str digest_close(Digest *digest, Arena *arena);
/* In one go. */
Str digest_of(Arena *arena, Str algorithm, Str bytes);

Str digest_algorithm(Str digest); /* before the colon */
Str digest_hex(Str digest);       /* behind it; empty when there is none */
/* An algorithm that is known here and as many small hexadecimal digits as it makes. */
bool digest_is_sound(Str digest);
