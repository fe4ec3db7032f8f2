/* Pages of a mapped file that were looked at and will not be soon: given back, so that the memory
   of a run does not grow with the file. The door to madvise. Private to the room. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum {
    PAGES_AT_ONCE = 64 << 10, /* what a look at one byte brings in, about */
    PAGES_KEPT = 1 << 20,     /* before they are given back */
};

/* They can be read again. Of a mapped file only: elsewhere the bytes would be lost. */
void pages_forget(const char *at, uint64_t len);
