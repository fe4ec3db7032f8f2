/* Arena: the only allocator.

   Memory is zeroed, chunked and overflow-checked, and goes when the arena closes (or is
   rewound to a mark). Out of memory ends the program here, in one place, with exit code 2.
   Three lives are in use: the run, one input, scratch. Sanitizer builds give each allocation
   a block of its own, so that an overflow shows.
   A foreign handle is tied to an arena with arena_own: dropped when the arena closes or is
   rewound past that point, latest first. */
#pragma once

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

typedef struct Arena Arena;

typedef struct {
    void *chunk;
    size_t used;
    void *large;
    void *owned;
    size_t total;
} ArenaMark;

Arena *arena_open(void);
void arena_close(Arena *arena);                             /* NULL is fine */
void *arena_alloc(Arena *arena, size_t size, size_t align); /* zeroed; never NULL */
void *arena_array(Arena *arena, size_t count, size_t size, size_t align);
ArenaMark arena_mark(const Arena *arena);
void arena_rewind(Arena *arena, ArenaMark mark); /* what came after is gone */
void arena_clear(Arena *arena); /* all is gone; memory of moderate size is kept for what comes */
void arena_own(Arena *arena, void *handle, void (*drop)(void *));
size_t arena_total(const Arena *arena); /* bytes handed out so far */

/* The block of old_size bytes made larger: in place when it is the newest one, else moved.
   Its bytes are kept, the new ones are zero; NULL with 0 starts a block. */
void *arena_extend(Arena *arena, void *old, size_t old_size, size_t size, size_t align);

/* Room for one more element in {at, len, cap}; called by PUSH. */
void arena_grow(Arena *arena, void *at_field, size_t len, size_t *cap, size_t size, size_t align);

#define NEW(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type), alignof(Type)))
#define NEW_ARRAY(arena, count, Type) \
    ((Type *)arena_array((arena), (count), sizeof(Type), alignof(Type)))

/* Appends a zeroed element to a plural type {at, len, cap} and yields its address, for example
   `*PUSH(arena, &list) = value`. Addresses of earlier elements may change. */
#define PUSH(arena, list)                                                                        \
    ((list)->len == (list)->cap ? arena_grow((arena), &(list)->at, (list)->len, &(list)->cap,    \
                                             sizeof *(list)->at, alignof(max_align_t))           \
                                : (void)memset(&(list)->at[(list)->len], 0, sizeof *(list)->at), \
     &(list)->at[(list)->len++])
