/* SHA-256 of a short text, without libcrypto: that takes more memory and time to load than most
   images have to be hashed for. Private to the room. */
#pragma once

#include "base/str.h"

enum { SHA256_BYTES = 32 };

void sha256(Str text, unsigned char digest[SHA256_BYTES]);
