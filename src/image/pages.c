/* madvise is neither POSIX nor X/Open. */
#define _DEFAULT_SOURCE

#include "image/pages.h"

#include <sys/mman.h>
#include <unistd.h>

void pages_forget(const char *at, uint64_t len)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t start = ((uintptr_t)at + page - 1) / page * page;
    uintptr_t end = ((uintptr_t)at + len) / page * page;
    if (start < end)
        madvise((char *)start, end - start, MADV_DONTNEED);
}
