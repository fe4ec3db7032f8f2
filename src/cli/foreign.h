/* Foreign: what bytes look like that cannot be a Dockerfile, and what to do about it.
   No byte is forbidden in a Dockerfile, NUL neither: only what BuildKit cannot take is foreign. */
#pragma once

#include "base/str.h"

/* "gzip data; unpack it first", by how it starts; NULL for anything else. No text that begins so is
   a Dockerfile, so there is no need to read it. */
const char *foreign_start(Str text);

/* The same by the NUL bytes near the start; NULL when there are none. Only for what was refused. */
const char *foreign_nuls(Str text);
