/* The tree of an edited text equals the tree of that text read anew, and no text makes an error.

       tree_test [SEED [EDITS]]        other texts and edits than the usual ones

   A failure is printed with the seed of its text (`tree_test SEED 1` shows it again) and as
   small as it can be made, for printf. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "edits.h"
#include "make.h"

enum {
    EDITS = 60000,        /* in a usual run */
    EDITS_OF_A_TEXT = 40, /* one after the other, each on the tree that the last one left */
    LONGEST_TYPED = 400,
    FAILURES_SHOWN = 8,
};

static uint32_t line_start(Str text, uint32_t offset)
{
    while (offset > 0 && text.at[offset - 1] != '\n')
        offset--;
    return offset;
}

static uint32_t line_end(Str text, uint32_t offset)
{
    while (offset < text.len && text.at[offset] != '\n')
        offset++;
    return offset;
}

/* Somewhere; ends of lines and of the file more often than chance has it. */
static uint32_t random_place(Random *random, Str text)
{
    uint32_t len = (uint32_t)text.len;
    uint32_t place = random_below(random, len + 1);
    switch (random_below(random, 12)) {
    case 0:
        return line_start(text, place);
    case 1:
        return line_end(text, place);
    case 2:
        return len;
    case 3:
        return random_below(random, len < 30 ? len + 1 : 30);
    case 4:
        return len - random_below(random, len < 10 ? len + 1 : 10);
    default:
        return place;
    }
}

static Edit random_edit(Arena *arena, Random *random, Str text, Manner manner)
{
    Edit edit = {.start = random_place(random, text)};
    uint32_t rest = (uint32_t)text.len - edit.start;
    uint32_t how = random_below(random, 16);
    if (how < 4) {
        edit.removed = random_below(random, 4);
    } else if (how < 6) {
        edit.removed = random_below(random, 40);
    } else if (how < 8) { /* a line, with its line feed or without */
        edit.start = line_start(text, edit.start);
        rest = (uint32_t)text.len - edit.start;
        edit.removed = line_end(text, edit.start) - edit.start + random_below(random, 2);
    } else if (how == 8) {
        edit.removed = random_below(random, 8) ? random_below(random, rest) : rest;
    }
    edit.removed = edit.removed < rest ? edit.removed : rest;
    Buf inserted;
    buf_init(&inserted, arena);
    if (how == 9) { /* something that stands elsewhere */
        uint32_t from = random_place(random, text);
        uint32_t to = line_end(text, from) + random_below(random, 2);
        buf_add(&inserted, str_slice(text, from, to));
    } else if (how > 9 || random_below(random, 2)) {
        make_piece(random, manner, &inserted);
    }
    edit.inserted = buf_str(&inserted);
    return edit;
}

/* One to four edits, a reading behind some of them and behind the last one. */
static void add_edits(Arena *arena, Random *random, Manner manner, Case *it, Str *text)
{
    uint32_t count = random_below(random, 4) ? 1 : 2 + random_below(random, 3);
    for (uint32_t i = 0; i < count; i++) {
        Edit edit = random_edit(arena, random, *text, manner);
        edit.read = i + 1 == count;
        *text = text_edited(arena, *text, edit);
        *PUSH(arena, &it->edits) = edit;
    }
}

/* Every byte typed, one after the other; or taken away from the end. */
static void add_typing(Arena *arena, Case *it, bool backwards)
{
    Str text = str_head(it->text, LONGEST_TYPED);
    it->text = backwards ? text : STR("");
    for (uint32_t i = 0; i < text.len; i++) {
        uint32_t at = backwards ? (uint32_t)text.len - 1 - i : i;
        *PUSH(arena, &it->edits) =
            (Edit){at, backwards, backwards ? STR("") : str_slice(text, at, at + 1), true};
    }
}

/* Every byte taken away and put back. */
static void add_blinking(Arena *arena, Case *it)
{
    it->text = str_head(it->text, LONGEST_TYPED);
    for (uint32_t at = 0; at < it->text.len; at++) {
        *PUSH(arena, &it->edits) = (Edit){at, 1, STR(""), true};
        *PUSH(arena, &it->edits) = (Edit){at, 0, str_slice(it->text, at, at + 1), true};
    }
}

static void test_text(const Parsers *parsers, uint64_t seed, uint64_t *edits, uint64_t *failures)
{
    Arena *arena = arena_open();
    Random random = {seed};
    Buf out;
    buf_init(&out, arena);
    Manner manner = make_text(&random, &out);
    Str text = buf_str(&out);
    Case it = {.text = text};
    if (seed % 16 < 2)
        add_typing(arena, &it, seed % 2);
    else if (seed % 16 == 2)
        add_blinking(arena, &it);
    else
        while (it.edits.len < EDITS_OF_A_TEXT)
            add_edits(arena, &random, manner, &it, &text);
    *edits += it.edits.len;
    if (case_fails(parsers, &it) && ++*failures <= FAILURES_SHOWN) {
        case_shrink(parsers, arena, &it);
        printf("seed %" PRIu64 "\n", seed);
        case_print(parsers, &it);
    }
    arena_close(arena);
}

int main(int argc, char **argv)
{
    Parsers parsers = parsers_open();
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    uint64_t most = argc > 2 ? strtoull(argv[2], NULL, 10) : EDITS;
    uint64_t texts = 0, edits = 0, failures = 0;
    while (edits < most)
        test_text(&parsers, seed + texts++, &edits, &failures);
    parsers_close(&parsers);
    printf("%" PRIu64 " edits of %" PRIu64 " texts\n", edits, texts);
    printf("%" PRIu64 " passed, %" PRIu64 " failed\n", texts - failures, failures);
    return failures > 0;
}
