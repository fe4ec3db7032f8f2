#include "edits.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "make.h"

const TSLanguage *tree_sitter_dockerfile(void);

/* ---- reading ---- */

/* A reading that would never end is stopped: it asks for more memory than the text explains. */
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

static TSParser *parser_open(void)
{
    TSParser *parser = ts_parser_new();
    if (!ts_parser_set_language(parser, tree_sitter_dockerfile()))
        abort();
    ts_parser_set_cancellation_flag(parser, &stop);
    return parser;
}

Parsers parsers_open(void)
{
    ts_set_allocator(counted_malloc, counted_calloc, counted_realloc, free);
    return (Parsers){parser_open(), parser_open()};
}

void parsers_close(Parsers *parsers)
{
    ts_parser_delete(parsers->fresh);
    ts_parser_delete(parsers->edited);
}

TSTree *tree_read(TSParser *parser, const TSTree *old, Str text)
{
    /* An allocation of its own, so that a sanitizer sees a read past the end. */
    char *bytes = malloc(text.len ? text.len : 1);
    if (!bytes)
        abort();
    if (text.len)
        memcpy(bytes, text.at, text.len);
    requests_left = 10000 + 100 * text.len;
    stop = 0;
    TSTree *tree = ts_parser_parse_string(parser, old, bytes, (uint32_t)text.len);
    if (!tree)
        ts_parser_reset(parser);
    free(bytes);
    return tree;
}

/* ---- comparing ---- */

/* Bytes that a blank, or a mark of the byte order, may have; what is more is not looked at. */
static bool only_blanks(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!strchr(" \t\n\v\f\r", text.at[i]) && !((unsigned char)text.at[i] & 0x80))
            return false;
    return true;
}

const char *tree_flaw(const TSTree *tree, Str text)
{
    if (!tree)
        return "the parser does not come to an end";
    TSNode root = ts_tree_root_node(tree);
    uint32_t start = ts_node_start_byte(root), end = ts_node_end_byte(root);
    if (ts_node_has_error(root))
        return "there is an error in the tree";
    if (!only_blanks(str_head(text, start)))
        return "the tree begins behind the text";
    if (end > text.len || !only_blanks(str_tail(text, end)))
        return "the tree ends before the text";
    return NULL;
}

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

bool tree_differs(const TSTree *a, const TSTree *b, TSNode *node_a, TSNode *node_b)
{
    TSTreeCursor at_a = ts_tree_cursor_new(ts_tree_root_node(a));
    TSTreeCursor at_b = ts_tree_cursor_new(ts_tree_root_node(b));
    bool same, more = true;
    do {
        *node_a = ts_tree_cursor_current_node(&at_a);
        *node_b = ts_tree_cursor_current_node(&at_b);
        same = same_node(*node_a, *node_b) &&
               ts_tree_cursor_current_field_id(&at_a) == ts_tree_cursor_current_field_id(&at_b);
        if (ts_tree_cursor_goto_first_child(&at_a)) {
            ts_tree_cursor_goto_first_child(&at_b);
            continue;
        }
        while (!(more = ts_tree_cursor_goto_next_sibling(&at_a)) &&
               ts_tree_cursor_goto_parent(&at_a))
            ts_tree_cursor_goto_parent(&at_b);
        ts_tree_cursor_goto_next_sibling(&at_b);
    } while (same && more);
    ts_tree_cursor_delete(&at_a);
    ts_tree_cursor_delete(&at_b);
    return !same;
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

static Edit cut_to(Str text, Edit edit)
{
    if (edit.start > text.len)
        edit.start = (uint32_t)text.len;
    if (edit.removed > text.len - edit.start)
        edit.removed = (uint32_t)text.len - edit.start;
    return edit;
}

Str text_edited(Arena *arena, Str text, Edit edit)
{
    Buf out;
    buf_init(&out, arena);
    edit = cut_to(text, edit);
    buf_add(&out, str_head(text, edit.start));
    buf_add(&out, edit.inserted);
    buf_add(&out, str_tail(text, edit.start + edit.removed));
    return buf_str(&out);
}

/* tree-sitter remembers of the character that it saw behind a token only the first byte. So the
   edit of a part of a character is told as that of all of it, as an editor would. */
static uint32_t whole_character(Str text, uint32_t offset)
{
    uint32_t start = offset;
    while (start > 0 && offset - start < 4 && (text.at[start - 1] & 0x80))
        start--;
    return start;
}

Str tree_edited(Arena *arena, TSTree *tree, Str text, Edit edit)
{
    Str after = text_edited(arena, text, edit);
    edit = cut_to(text, edit);
    uint32_t old_end = edit.start + edit.removed;
    uint32_t new_end = edit.start + (uint32_t)edit.inserted.len;
    uint32_t start = whole_character(text, edit.start);
    TSInputEdit input = {start,
                         old_end,
                         new_end,
                         point_at(text, start),
                         point_at(text, old_end),
                         point_at(after, new_end)};
    ts_tree_edit(tree, &input);
    return after;
}

/* ---- a case ---- */

/* Where a case ends: behind the first edit that shows something, or behind the last one. */
typedef struct {
    Str text;
    TSTree *edited, *fresh;
    const char *flaw;
    bool differs;
    TSNode node_edited, node_fresh;
} Outcome;

static Outcome case_run(const Parsers *parsers, Arena *arena, const Case *it)
{
    Outcome out = {.text = it->text, .edited = tree_read(parsers->fresh, NULL, it->text)};
    out.flaw = tree_flaw(out.edited, out.text);
    for (size_t i = 0; i < it->edits.len && !out.flaw && !out.differs; i++) {
        Edit edit = it->edits.at[i];
        out.text = tree_edited(arena, out.edited, out.text, edit);
        if (!edit.read && i + 1 < it->edits.len)
            continue;
        TSTree *old = out.edited;
        ts_tree_delete(out.fresh);
        out.edited = tree_read(parsers->edited, old, out.text);
        out.fresh = tree_read(parsers->fresh, NULL, out.text);
        ts_tree_delete(old);
        out.flaw = tree_flaw(out.fresh, out.text);
        if (!out.edited)
            out.flaw = tree_flaw(out.edited, out.text);
        out.differs =
            !out.flaw && tree_differs(out.edited, out.fresh, &out.node_edited, &out.node_fresh);
    }
    return out;
}

static void outcome_close(Outcome *out)
{
    ts_tree_delete(out->edited);
    ts_tree_delete(out->fresh);
}

bool case_fails(const Parsers *parsers, const Case *it)
{
    Arena *scratch = arena_open();
    Outcome out = case_run(parsers, scratch, it);
    outcome_close(&out);
    arena_close(scratch);
    return out.flaw || out.differs;
}

/* Edits from the one at `from` on, moved to where they stand when [at, at + len) is gone. */
static void edits_move(Edits *edits, size_t from, uint32_t at, uint32_t len)
{
    for (size_t i = from; i < edits->len; i++) {
        Edit *edit = &edits->at[i];
        if (edit->start >= at + len)
            edit->start -= len;
        else if (edit->start + edit->removed >= at + len && edit->start <= at)
            edit->removed -= len;
    }
}

static Case case_copy(Arena *arena, const Case *it)
{
    Case copy = {.text = it->text};
    for (size_t i = 0; i < it->edits.len; i++)
        *PUSH(arena, &copy.edits) = it->edits.at[i];
    return copy;
}

/* What a step of shrinking may leave out: bytes of the text, bytes of an insertion, a part of what
   an edit removes, an edit, a reading. */
static bool case_without(Arena *arena, Case *it, size_t where, uint32_t at, uint32_t len)
{
    Edit cut = {.start = at, .removed = len};
    if (where == 0) {
        if (at + len > it->text.len)
            return false;
        it->text = text_edited(arena, it->text, cut);
        edits_move(&it->edits, 0, at, len);
        return true;
    }
    Edit *edit = &it->edits.at[(where - 1) / 2];
    if (where % 2) {
        if (at + len > edit->inserted.len)
            return false;
        edit->inserted = text_edited(arena, edit->inserted, cut);
        edits_move(&it->edits, (where - 1) / 2 + 1, edit->start + at, len);
        return true;
    }
    if (at + len > edit->removed)
        return false;
    edit->removed -= len;
    if (at == 0)
        edit->start += len;
    return true;
}

static bool shrink_bytes(const Parsers *parsers, Arena *arena, Case *it, uint32_t len)
{
    bool any = false;
    for (size_t where = 0; where <= 2 * it->edits.len; where++) {
        for (uint32_t at = 0;;) {
            Case less = case_copy(arena, it);
            if (!case_without(arena, &less, where, at, len))
                break;
            if (case_fails(parsers, &less)) {
                *it = less;
                any = true;
            } else {
                at++;
            }
        }
    }
    return any;
}

static bool shrink_edits(const Parsers *parsers, Arena *arena, Case *it)
{
    bool any = false;
    for (size_t i = it->edits.len; i-- > 0;) {
        Case less = case_copy(arena, it);
        for (size_t j = i + 1; j < less.edits.len; j++)
            less.edits.at[j - 1] = less.edits.at[j];
        less.edits.len--;
        if (!case_fails(parsers, &less) && it->edits.at[i].read) {
            less = case_copy(arena, it);
            less.edits.at[i].read = false;
        }
        if (case_fails(parsers, &less)) {
            *it = less;
            any = true;
        }
    }
    return any;
}

void case_shrink(const Parsers *parsers, Arena *arena, Case *it)
{
    while (shrink_edits(parsers, arena, it))
        ;
    for (uint32_t len = 64; len > 0; len /= 2)
        while (shrink_bytes(parsers, arena, it, len) || shrink_edits(parsers, arena, it))
            ;
}

static void print_node(const char *what, TSNode node)
{
    TSPoint from = ts_node_start_point(node), to = ts_node_end_point(node);
    printf("  %s: %s %u..%u (%u:%u to %u:%u)\n", what, ts_node_type(node), ts_node_start_byte(node),
           ts_node_end_byte(node), from.row, from.column, to.row, to.column);
}

static void print_tree(const char *what, const TSTree *tree)
{
    char *text = ts_node_string(ts_tree_root_node(tree));
    printf("  %s: %s\n", what, text);
    free(text);
}

void case_print(const Parsers *parsers, const Case *it)
{
    Arena *arena = arena_open();
    Buf out;
    buf_init(&out, arena);
    buf_add(&out, STR("  text '"));
    make_quoted(&out, it->text);
    buf_char(&out, '\'');
    for (size_t i = 0; i < it->edits.len; i++) {
        Edit edit = it->edits.at[i];
        buf_fmt(&out, "\n  at %" PRIu32 " remove %" PRIu32 " insert '", edit.start, edit.removed);
        make_quoted(&out, edit.inserted);
        buf_add(&out, edit.read || i + 1 == it->edits.len ? STR("' and read") : STR("'"));
    }
    printf("%.*s\n", STR_ARG(buf_str(&out)));
    Outcome outcome = case_run(parsers, arena, it);
    if (outcome.flaw)
        printf("  %s\n", outcome.flaw);
    if (outcome.differs) {
        print_node("edited", outcome.node_edited);
        print_node("anew  ", outcome.node_fresh);
    }
    if (outcome.edited)
        print_tree("edited", outcome.edited);
    if (outcome.differs)
        print_tree("anew  ", outcome.fresh);
    outcome_close(&outcome);
    arena_close(arena);
}
