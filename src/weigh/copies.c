/* Layers most of whose content lower layers have already: chmod and chown store files anew. */
#include <stdlib.h>

#include "weigh/parts.h"

static const EntryMeta *meta_of(const FileTree *tree, Version version)
{
    return layer_meta(tree->layers[version.layer].record, tree_entry(tree, version)->meta);
}

/* The first of them, which stands behind its length; empty at the end. */
static Str first_xattr(Str xattrs, Str *rest)
{
    uint32_t len;
    if (xattrs.len < sizeof len)
        return (Str){0};
    memcpy(&len, xattrs.at, sizeof len);
    *rest = str_tail(xattrs, sizeof len + len);
    return str_head(str_tail(xattrs, sizeof len), len);
}

/* The name of the first attribute that one of them has otherwise, or not at all. */
static Str changed_xattr(Str before, Str after)
{
    Str left_rest = {0}, right_rest = {0};
    for (;;) {
        Str left = first_xattr(before, &left_rest), right = first_xattr(after, &right_rest);
        if (left.len == 0 || right.len == 0)
            return str_cut(left.len ? left : right, '=').head;
        if (!str_eq(left, right)) {
            Str one = str_cut(left, '=').head, other = str_cut(right, '=').head;
            return str_order(one, other) <= 0 ? one : other;
        }
        before = left_rest;
        after = right_rest;
    }
}

static void add_fields(LayerCopy *copy, const EntryMeta *before, const EntryMeta *after,
                       uint64_t bytes)
{
    uint64_t *by = copy->by_field;
    by[COPY_MODE] += before->mode != after->mode ? bytes : 0;
    by[COPY_UID] += before->uid != after->uid ? bytes : 0;
    by[COPY_GID] += before->gid != after->gid ? bytes : 0;
    if (entry_meta_change(before, after) == META_SAME)
        by[COPY_TIMES] += bytes;
    if (str_eq(before->xattrs, after->xattrs))
        return;
    by[COPY_XATTR] += bytes;
    if (copy->xattr.len == 0)
        copy->xattr = changed_xattr(before->xattrs, after->xattrs);
}

static void add_death(LayerCopy *copies, const ImageCost *cost, const Death *death)
{
    const FileTree *tree = cost->tree;
    Version old = {death->layer, death->entry}, new = {death->killer, death->by};
    if (death->cause != CAUSE_METADATA && death->cause != CAUSE_IDENTICAL)
        return;
    LayerCopy *copy = &copies[death->killer];
    uint64_t bytes = tree_entry(tree, new)->stored;
    copy->bytes += bytes;
    copy->files++;
    add_fields(copy, meta_of(tree, old), meta_of(tree, new), bytes);
}

static int larger(const void *a, const void *b)
{
    const LayerCopy *left = a, *right = b;
    if (left->bytes != right->bytes)
        return left->bytes > right->bytes ? -1 : 1;
    return (left->layer > right->layer) - (left->layer < right->layer);
}

void cost_copies(Arena *arena, ImageCost *cost)
{
    Arena *scratch = arena_open();
    LayerCopy *copies = NEW_ARRAY(scratch, cost->layer_count, LayerCopy);
    for (size_t i = 0; i < cost->deaths.len; i++)
        add_death(copies, cost, &cost->deaths.at[i]);
    for (size_t i = 0; i < cost->layer_count; i++) {
        copies[i].layer = i;
        if (copies[i].bytes > 0 && copies[i].bytes >= cost->layers[i].content - copies[i].bytes)
            *PUSH(arena, &cost->copies) = copies[i];
    }
    arena_close(scratch);
    if (cost->copies.len > 1)
        qsort(cost->copies.at, cost->copies.len, sizeof *cost->copies.at, larger);
}

CopyField copy_field(const LayerCopy *copy)
{
    CopyField most = 0;
    for (CopyField field = 0; field < COPY_FIELDS; field++)
        if (copy->by_field[field] > copy->by_field[most])
            most = field;
    return most;
}

const char *copy_advice(const LayerCopy *copy)
{
    static const char *const advice[] = {
        [COPY_MODE] = "COPY --chmod, or a umask where the files are made, stores them once",
        [COPY_UID] = "COPY --chown, or that user where the files are made, stores them once",
        [COPY_GID] = "COPY --chown, or that group where the files are made, stores them once",
        [COPY_XATTR] = "set where the files are made, it stores them once",
        [COPY_TIMES] = "copied once, below what changes, or with COPY --link, they are stored once",
    };
    return advice[copy_field(copy)];
}
