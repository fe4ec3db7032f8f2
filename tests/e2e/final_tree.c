/* The final file system of an image, for tests/e2e/weights.py to hold against a mounted one:

       final_tree ARCHIVE

   A line a path, apart by tabs: the kind, mode, owner and group, size, path and target of a link.
   What has several names has its figures at each of them. */
#include "base/buf.h"
#include "base/io.h"
#include "weigh/tree.h"

static char letter(const LayerEntry *entry)
{
    static const char letters[] = {
        [ENTRY_FILE] = 'f', [ENTRY_DIR] = 'd',   [ENTRY_SYMLINK] = 'l', [ENTRY_HARDLINK] = 'h',
        [ENTRY_CHAR] = 'c', [ENTRY_BLOCK] = 'b', [ENTRY_FIFO] = 'p',    [ENTRY_UNKNOWN] = '?'};
    return letters[entry->kind];
}

static void add_node(Buf *out, Arena *scratch, const FileTree *tree, uint32_t id)
{
    const Node *node = tree_node(tree, id);
    Version version = {node->layer, node->entry};
    if (!node->alive)
        return;
    Str path = tree_path(tree, scratch, id);
    if (node->bare) { /* nobody stored it: a folder that files lie in */
        buf_fmt(out, "d\t-\t-\t-\t0\t%.*s\t\n", STR_ARG(path));
        return;
    }
    tree_version(tree, node, &version);
    LayerRecord *record = tree->layers[version.layer].record;
    const LayerEntry *entry = layer_entry(record, version.entry);
    const EntryMeta *meta = layer_meta(record, entry->meta);
    buf_fmt(out, "%c\t%o\t%llu\t%llu\t%llu\t%.*s\t%.*s\n", letter(entry), (unsigned)meta->mode,
            (unsigned long long)meta->uid, (unsigned long long)meta->gid,
            (unsigned long long)layer_logical(record, version.entry), STR_ARG(path),
            STR_ARG(layer_target(record, entry)));
}

int main(int argc, char **argv)
{
    Arena *arena = arena_open();
    ImageQuery query = {.path = argc > 1 ? str_from(argv[1]) : STR("-")};
    Images images;
    Fail fail = {0};
    Buf out;
    buf_init(&out, arena);
    if (!images_read(arena, &query, &images, &fail)) {
        fprintf(stderr, "%s\n", fail.text);
        return 2;
    }
    for (size_t i = 0; i < images.len; i++) {
        const FileTree *tree = image_cost(arena, &images.at[i])->tree;
        for (uint32_t id = NODE_AUFS + 1; id <= tree->nodes; id++)
            add_node(&out, arena, tree, id);
    }
    bool done = io_print(stdout, buf_str(&out), &fail);
    arena_close(arena);
    return done ? 0 : 2;
}
