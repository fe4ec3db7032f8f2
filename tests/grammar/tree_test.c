/* The tree of an edited text equals the tree of that text read anew, and no text makes an error.

       tree_test [SEED [EDITS]]        other texts and edits than the usual ones

   Each difference is printed with the seed of its text (`tree_test SEED 1` shows it again), with
   text and edit as small as they can be made, for printf. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

#include "base/arena.h"
#include "make.h"

const TSLanguage *tree_sitter_dockerfile(void);

enum {
    EDITS = 24000,        /* in a usual run */
    EDITS_OF_A_TEXT = 40, /* one after the other, each on the tree that the last one left */
    FAILURES_SHOWN = 8,
};

typedef struct {
    uint32_t start, removed; /* in the text as it is then */
    Str inserted;
} Edit;

typedef struct {
    Edit at[4];
    size_t len;
} Edits;

typedef struct {
    TSParser *fresh, *edited;
    uint64_t edits, failures;
} Test;

/* A parse that would never end is stopped: it has used up what memory there is for it. */
static size_t requests_left, stop;

static void *counted(void *block)
{
    if (requests_left > 0)
        requests_left--;
    else
        stop = 1;
    return block;
}

static void *counted_malloc(size_t size)
{
    return counted(malloc(size));
}

static void *counted_calloc(size_t count, size_t size)
{
    return counted(calloc(count, size));
}

static void *counted_realloc(void *block, size_t size)
{
    return counted(realloc(block, size));
}

static TSParser *open_parser(void)
{
    TSParser *parser = ts_parser_new();
    if (!ts_parser_set_language(parser, tree_sitter_dockerfile()))
        abort();
    ts_parser_set_cancellation_flag(parser, &stop);
    return parser;
}

/* NULL when it does not come to an end. The text has an allocation of its own, so that a
   sanitizer sees a read past the end. */
static TSTree *parse(TSParser *parser, const TSTree *old, Str text)
{
    char *bytes = malloc(text.len + 1);
    if (!bytes)
        abort();
    memcpy(bytes, text.at, text.len);
    bytes = realloc(bytes, text.len ? text.len : 1);
    requests_left = 10000 + 100 * text.len;
    stop = 0;
    TSTree *tree = ts_parser_parse_string(parser, old, bytes, (uint32_t)text.len);
    if (!tree)
        ts_parser_reset(parser);
    free(bytes);
    return tree;
}

/* ---- comparing ---- */

static bool same_point(TSPoint a, TSPoint b)
{
    return a.row == b.row && a.column == b.column;
}

static bool same_node(TSNode a, TSNode b)
{
    return ts_node_symbol(a) == ts_node_symbol(b) && ts_node_is_named(a) == ts_node_is_named(b) &&
           ts_node_is_extra(a) == ts_node_is_extra(b) &&
           ts_node_is_missing(a) == ts_node_is_missing(b) &&
           ts_node_has_error(a) == ts_node_has_error(b) &&
           ts_node_start_byte(a) == ts_node_start_byte(b) &&
           ts_node_end_byte(a) == ts_node_end_byte(b) &&
           same_point(ts_node_start_point(a), ts_node_start_point(b)) &&
           same_point(ts_node_end_point(a), ts_node_end_point(b)) &&
           ts_node_child_count(a) == ts_node_child_count(b);
}

/* The first nodes that differ, or false. */
static bool differ(const TSTree *a, const TSTree *b, TSNode *node_a, TSNode *node_b)
{
    if (!a || !b)
        return a != b;
    TSTreeCursor at_a = ts_tree_cursor_new(ts_tree_root_node(a));
    TSTreeCursor at_b = ts_tree_cursor_new(ts_tree_root_node(b));
    bool same, more = true;
    do {
        *node_a = ts_tree_cursor_current_node(&at_a);
        *node_b = ts_tree_cursor_current_node(&at_b);
        same = same_node(*node_a, *node_b) &&
               ts_tree_cursor_current_field_id(&at_a) == ts_tree_cursor_current_field_id(&at_b);
        if (!same)
            break;
        if (ts_tree_cursor_goto_first_child(&at_a)) {
            ts_tree_cursor_goto_first_child(&at_b);
            continue;
        }
        while ((more = ts_tree_cursor_goto_next_sibling(&at_a)) == false)
            if (!ts_tree_cursor_goto_parent(&at_a) || !ts_tree_cursor_goto_parent(&at_b))
                break;
        if (more)
            ts_tree_cursor_goto_next_sibling(&at_b);
    } while (more);
    ts_tree_cursor_delete(&at_a);
    ts_tree_cursor_delete(&at_b);
    return !same;
}

static bool only_blanks(Str text)
{
    static const char blanks[] =
        " \t\n\v\f\r\xc2\x85\xa0\xe1\x9a\x80\xe2\x81\x9f\xe3\xef\xbb\xbf\xa8\xa9\xaf";
    for (size_t i = 0; i < text.len; i++)
        if (!memchr(blanks, text.at[i], sizeof blanks - 1) && !(text.at[i] & 0x80))
            return false;
    return true;
}

/* What is wrong with a tree by itself, or NULL. */
static const char *flaw(const TSTree *tree, Str text)
{
    if (!tree)
        return "the parser does not come to an end";
    TSNode root = ts_tree_root_node(tree);
    if (ts_node_has_error(root))
        return "there is an error in the tree";
    if (ts_node_end_byte(root) > text.len || !only_blanks(str_tail(text, ts_node_end_byte(root))))
        return "the tree ends before the text";
    if (!only_blanks(str_head(text, ts_node_start_byte(root))))
        return "the tree begins behind the text";
    return NULL;
}

/* ---- editing ---- */

static TSPoint point_at(Str text, size_t offset)
{
    TSPoint point = {0, 0};
    for (size_t i = 0; i < offset; i++) {
        point.row += text.at[i] == '\n';
        point.column = text.at[i] == '\n' ? 0 : point.column + 1;
    }
    return point;
}

static Str apply(Arena *arena, Str text, Edit edit)
{
    Buf out;
    buf_init(&out, arena);
    buf_add(&out, str_head(text, edit.start));
    buf_add(&out, edit.inserted);
    buf_add(&out, str_tail(text, edit.start + edit.removed));
    return buf_str(&out);
}

/* The text behind the edit; the tree is told of it. */
static Str edit_tree(Arena *arena, TSTree *tree, Str text, Edit edit)
{
    Str after = apply(arena, text, edit);
    uint32_t old_end = edit.start + edit.removed;
    uint32_t new_end = edit.start + (uint32_t)edit.inserted.len;
    if (!tree)
        return after;
    TSInputEdit input = {edit.start,
                         old_end,
                         new_end,
                         point_at(text, edit.start),
                         point_at(text, old_end),
                         point_at(after, new_end)};
    ts_tree_edit(tree, &input);
    return after;
}

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

/* ---- reporting ---- */

static bool fails(Test *test, Str text, Edit edit)
{
    Arena *scratch = arena_open();
    TSTree *old = parse(test->fresh, NULL, text);
    Str after = edit_tree(scratch, old, text, edit);
    TSTree *edited = parse(test->edited, old, after);
    TSTree *fresh = parse(test->fresh, NULL, after);
    TSNode a, b;
    bool wrong = fresh && differ(edited, fresh, &a, &b);
    ts_tree_delete(old);
    ts_tree_delete(edited);
    ts_tree_delete(fresh);
    arena_close(scratch);
    return wrong;
}

/* What is left when [at, at + len) goes, of a text and the edit in it; false when it lies across.
 */
static bool without(Arena *arena, Str text, Edit edit, uint32_t at, uint32_t len, Str *less,
                    Edit *edit_less)
{
    Edit cut = {at, len, STR("")};
    uint32_t old_end = edit.start + edit.removed;
    *edit_less = edit;
    if (at + len <= edit.start)
        edit_less->start -= len;
    else if (at >= edit.start && at + len <= old_end)
        edit_less->removed -= len;
    else if (at < old_end)
        return false;
    *less = apply(arena, text, cut);
    return true;
}

static bool shrink(Test *test, Arena *arena, Str *text, Edit *edit, uint32_t len)
{
    bool any = false;
    for (uint32_t at = 0; at + len <= text->len;) {
        Str less;
        Edit edit_less;
        if (without(arena, *text, *edit, at, len, &less, &edit_less) &&
            fails(test, less, edit_less)) {
            *text = less;
            *edit = edit_less;
            any = true;
        } else {
            at++;
        }
    }
    for (uint32_t at = 0; at + len <= edit->inserted.len;) {
        Edit edit_less = *edit;
        edit_less.inserted = apply(arena, edit->inserted, (Edit){at, len, STR("")});
        if (fails(test, *text, edit_less)) {
            *edit = edit_less;
            any = true;
        } else {
            at++;
        }
    }
    return any;
}

static void print_case(Arena *arena, Str text, Edit edit)
{
    Buf out;
    buf_init(&out, arena);
    buf_add(&out, STR("  text '"));
    make_quoted(&out, text);
    buf_fmt(&out, "'\n  at %" PRIu32 " remove %" PRIu32 " insert '", edit.start, edit.removed);
    make_quoted(&out, edit.inserted);
    printf("%.*s'\n", STR_ARG(buf_str(&out)));
}

static void print_difference(const TSTree *edited, const TSTree *fresh)
{
    TSNode a, b;
    if (!edited) {
        printf("  the parser does not come to an end\n");
        return;
    }
    if (!differ(edited, fresh, &a, &b))
        return;
    TSNode nodes[] = {a, b};
    for (int i = 0; i < 2; i++) {
        TSPoint from = ts_node_start_point(nodes[i]), to = ts_node_end_point(nodes[i]);
        printf("  %s: %s %u..%u (%u:%u to %u:%u)\n", i ? "anew" : "edited", ts_node_type(nodes[i]),
               ts_node_start_byte(nodes[i]), ts_node_end_byte(nodes[i]), from.row, from.column,
               to.row, to.column);
    }
    char *tree_a = ts_node_string(ts_tree_root_node(edited));
    char *tree_b = ts_node_string(ts_tree_root_node(fresh));
    printf("  edited: %s\n  anew:   %s\n", tree_a, tree_b);
    free(tree_a);
    free(tree_b);
}

/* The edits as one, from the text before to the text after. */
static Edit joined_edit(Arena *arena, Str before, Str after)
{
    uint32_t start = 0, end = 0;
    while (start < before.len && start < after.len && before.at[start] == after.at[start])
        start++;
    while (end + start < before.len && end + start < after.len &&
           before.at[before.len - end - 1] == after.at[after.len - end - 1])
        end++;
    return (Edit){start, (uint32_t)before.len - end - start,
                  str_copy(arena, str_slice(after, start, after.len - end))};
}

static void report_difference(Test *test, uint64_t seed, Str before, const Edits *edits)
{
    test->failures++;
    if (test->failures > FAILURES_SHOWN)
        return;
    Arena *arena = arena_open();
    Str after = before;
    for (size_t i = 0; i < edits->len; i++)
        after = apply(arena, after, edits->at[i]);
    Edit edit = edits->len == 1 ? edits->at[0] : joined_edit(arena, before, after);
    printf("the edited tree is not the fresh one: seed %" PRIu64 "\n", seed);
    if (fails(test, before, edit)) {
        for (uint32_t len = 64; len > 0; len /= 2)
            while (shrink(test, arena, &before, &edit, len))
                ;
        print_case(arena, before, edit);
        TSTree *old = parse(test->fresh, NULL, before);
        after = edit_tree(arena, old, before, edit);
        TSTree *edited = parse(test->edited, old, after);
        TSTree *fresh = parse(test->fresh, NULL, after);
        print_difference(edited, fresh);
        ts_tree_delete(old);
        ts_tree_delete(edited);
        ts_tree_delete(fresh);
    } else { /* it needs the tree that earlier edits left */
        for (size_t i = 0; i < edits->len; i++) {
            print_case(arena, before, edits->at[i]);
            before = apply(arena, before, edits->at[i]);
        }
    }
    arena_close(arena);
}

static void report_flaw(Test *test, uint64_t seed, Str text, const char *what)
{
    test->failures++;
    if (test->failures > FAILURES_SHOWN)
        return;
    Arena *arena = arena_open();
    for (size_t len = 64; len > 0; len /= 2) {
        for (size_t at = 0; at + len <= text.len;) {
            Str less = apply(arena, text, (Edit){(uint32_t)at, (uint32_t)len, STR("")});
            TSTree *tree = parse(test->fresh, NULL, less);
            const char *again = flaw(tree, less);
            ts_tree_delete(tree);
            if (again)
                text = less;
            else
                at++;
        }
    }
    Buf out;
    buf_init(&out, arena);
    make_quoted(&out, text);
    printf("%s: seed %" PRIu64 "\n  text '%.*s'\n", what, seed, STR_ARG(buf_str(&out)));
    arena_close(arena);
}

/* ---- one text ---- */

/* True when text and tree are good and the next edit may come. */
static bool edit_once(Test *test, Arena *arena, Random *random, uint64_t seed, Manner manner,
                      Str *text, TSTree **tree)
{
    Edits edits = {.len = random_below(random, 4) ? 1 : 2 + random_below(random, 3)};
    Str before = *text;
    for (size_t i = 0; i < edits.len; i++) {
        edits.at[i] = random_edit(arena, random, *text, manner);
        *text = edit_tree(arena, *tree, *text, edits.at[i]);
        test->edits++;
    }
    TSTree *edited = parse(test->edited, *tree, *text);
    TSTree *fresh = parse(test->fresh, NULL, *text);
    ts_tree_delete(*tree);
    *tree = edited;
    TSNode a, b;
    bool good = true;
    const char *what = flaw(fresh, *text);
    if (what) {
        report_flaw(test, seed, *text, what);
        good = false;
    } else if (differ(edited, fresh, &a, &b)) {
        report_difference(test, seed, before, &edits);
        good = false;
    }
    ts_tree_delete(fresh);
    return good;
}

static void edit_text(Test *test, uint64_t seed, uint64_t most)
{
    Arena *arena = arena_open();
    Random random = {seed};
    Buf out;
    buf_init(&out, arena);
    Manner manner = make_text(&random, &out);
    Str text = buf_str(&out);
    TSTree *tree = parse(test->fresh, NULL, text);
    const char *what = flaw(tree, text);
    if (what)
        report_flaw(test, seed, text, what);
    for (uint64_t i = 0; !what && tree && i < EDITS_OF_A_TEXT && test->edits < most; i++)
        if (!edit_once(test, arena, &random, seed, manner, &text, &tree))
            break;
    ts_tree_delete(tree);
    arena_close(arena);
}

int main(int argc, char **argv)
{
    ts_set_allocator(counted_malloc, counted_calloc, counted_realloc, free);
    Test test = {.fresh = open_parser(), .edited = open_parser()};
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    uint64_t most = argc > 2 ? strtoull(argv[2], NULL, 10) : EDITS;
    uint64_t texts = 0;
    while (test.edits < most) {
        edit_text(&test, seed + texts, most);
        texts++;
    }
    ts_parser_delete(test.fresh);
    ts_parser_delete(test.edited);
    printf("%" PRIu64 " edits on %" PRIu64 " texts\n", test.edits, texts);
    printf("%" PRIu64 " passed, %" PRIu64 " failed\n", texts - test.failures, test.failures);
    return test.failures > 0;
}
