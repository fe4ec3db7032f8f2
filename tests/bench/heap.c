#include "heap.h"

#include <malloc.h>
#include <stdbool.h>
#include <stdlib.h>
#include <tree_sitter/api.h>

/* The names are the linker's. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *memory);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *memory);

/* One thread only. What was there before is freed too, so `now` may go below zero. */
static struct {
    bool watched;
    ptrdiff_t now, most;
} heap;

static void *count(void *memory)
{
    if (heap.watched && memory) {
        heap.now += (ptrdiff_t)malloc_usable_size(memory);
        if (heap.now > heap.most)
            heap.most = heap.now;
    }
    return memory;
}

static void discount(void *memory)
{
    if (heap.watched && memory)
        heap.now -= (ptrdiff_t)malloc_usable_size(memory);
}

void *__wrap_malloc(size_t size)
{
    return count(__real_malloc(size));
}

void *__wrap_calloc(size_t items, size_t size)
{
    return count(__real_calloc(items, size));
}

void *__wrap_realloc(void *old, size_t size)
{
    discount(old);
    return count(__real_realloc(old, size));
}

void __wrap_free(void *memory)
{
    discount(memory);
    __real_free(memory);
}

void heap_watch(void)
{
    ts_set_allocator(__wrap_malloc, __wrap_calloc, __wrap_realloc, __wrap_free);
    heap.now = heap.most = 0;
    heap.watched = true;
}

size_t heap_unwatch(void)
{
    heap.watched = false;
    ts_set_allocator(NULL, NULL, NULL, NULL);
    return (size_t)heap.most;
}
