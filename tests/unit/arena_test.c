#include <stdbool.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "check.h"

typedef struct {
    uint64_t *at;
    size_t len, cap;
} Numbers;

static bool all_zero(const unsigned char *at, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (at[i] != 0)
            return false;
    return true;
}

static void aligned_zeroed_and_apart(Arena *arena)
{
    enum { COUNT = 2000 };
    static unsigned char *blocks[COUNT];
    bool aligned = true, zeroed = true, apart = true;
    for (size_t i = 0; i < COUNT; i++) {
        size_t align = (size_t)1 << i % 5;
        blocks[i] = arena_alloc(arena, i, align);
        aligned &= (uintptr_t)blocks[i] % align == 0;
        zeroed &= all_zero(blocks[i], i);
        memset(blocks[i], (int)(i % 251) + 1, i);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < i; k++)
            apart &= blocks[i][k] == i % 251 + 1;
    CHECK(aligned);
    CHECK(zeroed);
    CHECK(apart);
    CHECK(arena_total(arena) == (size_t)COUNT * (COUNT - 1) / 2);
}

/* What was written after the mark must not show again, whichever block it was in. */
static void rewound(Arena *arena)
{
    static const size_t sizes[] = {1, 100, 5000, 16 << 10, 40 << 10, 3 << 20, 9 << 20};
    char *before = NEW_ARRAY(arena, 8, char);
    memcpy(before, "survive", 8);
    size_t total = arena_total(arena);
    bool zeroed = true;
    for (int round = 0; round < 40; round++) {
        ArenaMark mark = arena_mark(arena);
        for (size_t i = 0; i < 7 * 8; i++) {
            size_t size = sizes[(i + (size_t)round) % 7] >> (round % 3);
            unsigned char *block = arena_alloc(arena, size, 1);
            zeroed &= all_zero(block, size < 200000 ? size : 200000);
            memset(block, 0xEE, size < 200000 ? size : 200000);
        }
        arena_rewind(arena, mark);
    }
    CHECK(zeroed);
    CHECK(strcmp(before, "survive") == 0);
    CHECK(arena_total(arena) == total);
}

static void from_nothing(void)
{
    Arena *arena = arena_open();
    ArenaMark empty = arena_mark(arena);
    memset(arena_alloc(arena, 10, 1), 1, 10);
    arena_rewind(arena, empty);
    CHECK(arena_total(arena) == 0);
    CHECK(all_zero(arena_alloc(arena, 10, 1), 10));
    CHECK(arena_alloc(arena, 0, 1) != NULL);
    for (size_t size = 10; size <= 10000000; size *= 10) { /* kept, and too much to be kept */
        memset(arena_alloc(arena, size, 1), 1, size);
        arena_clear(arena);
        CHECK(arena_total(arena) == 0 && all_zero(arena_alloc(arena, size / 2, 1), size / 2));
    }
    CHECK(arena_array(arena, SIZE_MAX, 0, 1) != NULL);
    arena_close(arena);
    arena_close(NULL);
}

static void lists(Arena *arena)
{
    Numbers one = {0}, two = {0};
    for (uint64_t i = 0; i < 100000; i++) {
        *PUSH(arena, &one) = i;
        if (i % 3 == 0)
            *PUSH(arena, &two) = ~i;
    }
    bool kept = one.len == 100000 && two.len == 33334;
    for (uint64_t i = 0; i < one.len; i++)
        kept &= one.at[i] == i && (i % 3 != 0 || two.at[i / 3] == ~i);
    CHECK(kept);
    CHECK(one.cap >= one.len);
    one.len = 5;
    CHECK(*PUSH(arena, &one) == 0);
}

static void extends(Arena *arena)
{
    unsigned char *block = arena_extend(arena, NULL, 0, 10, 1);
    memset(block, 7, 10);
    block = arena_extend(arena, block, 10, 20, 1);
    CHECK(block[9] == 7 && all_zero(block + 10, 10));
    unsigned char *newer = arena_alloc(arena, 1, 1);
    *newer = 9;
    unsigned char *moved = arena_extend(arena, block, 20, 200000, 1);
    CHECK(moved != block && moved[0] == 7 && all_zero(moved + 10, 199990));
    CHECK(*newer == 9);
}

static char dropped[8];

static void drop(void *letter)
{
    dropped[strlen(dropped)] = *(const char *)letter;
}

static void owns(void)
{
    static char letters[] = "abcd";
    Arena *arena = arena_open();
    arena_own(arena, &letters[0], drop);
    arena_own(arena, &letters[1], drop);
    ArenaMark mark = arena_mark(arena);
    arena_own(arena, &letters[2], drop);
    arena_own(arena, &letters[3], drop);
    arena_rewind(arena, mark);
    CHECK(strcmp(dropped, "dc") == 0);
    arena_rewind(arena, mark);
    CHECK(strcmp(dropped, "dc") == 0);
    arena_close(arena);
    CHECK(strcmp(dropped, "dcba") == 0);
}

typedef enum { TOO_MANY, TOO_MUCH, TOO_LONG } Excess;

static int exit_code_of(Excess excess)
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        int status = 0;
        Numbers full = {.len = SIZE_MAX / 8, .cap = SIZE_MAX / 8};
        Arena *arena = arena_open();
        (void)!freopen("/dev/null", "w", stderr);
        if (excess == TOO_MANY)
            status = arena_array(arena, SIZE_MAX / 4 + 2, 4, 1) == NULL;
        else if (excess == TOO_MUCH)
            status = arena_alloc(arena, SIZE_MAX, 1) == NULL;
        else
            arena_grow(arena, &full.at, full.len, &full.cap, 8, 8);
        _exit(status);
    }
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int main(void)
{
    Arena *arena = arena_open();
    aligned_zeroed_and_apart(arena);
    rewound(arena);
    lists(arena);
    extends(arena);
    arena_close(arena);
    from_nothing();
    owns();
    CHECK(exit_code_of(TOO_MANY) == 2);
    CHECK(exit_code_of(TOO_MUCH) == 2);
    CHECK(exit_code_of(TOO_LONG) == 2);
    return check_end();
}
