#include "base/json.h"
#include "base/path.h"
#include "cli/context_report.h"

/* One walk over the tree; path holds where it is. */
typedef struct {
    Output *output;
    JsonOut json;
    const ContextReport *report;
    Buf path;
    bool gone; /* which of the two lists */
} Lister;

static void list_entry(Lister *l, const ContextEntry *entry)
{
    static const char *const kinds[] = {"file", "directory", "link", "socket", "other"};
    json_object(&l->json);
    key_str(&l->json, "path", buf_str(&l->path));
    if (entry->kind != INODE_FILE)
        key_str(&l->json, "kind", str_from(kinds[entry->kind]));
    if (entry->kind == INODE_FILE)
        key_u64(&l->json, "bytes", entry->size);
    if (l->gone && entry->by)
        key_u64(&l->json, "line", l->report->tree->ignore.at[entry->by - 1].line);
    key_if_true(&l->json, "hard_link", entry->again);
    json_object_end(&l->json);
    output_relieve(l->output);
}

static void list_below(Lister *l, const ContextEntry *directory)
{
    size_t len = l->path.len;
    for (uint32_t i = 0; i < directory->count; i++) {
        const ContextEntry *entry = &directory->entries[i];
        bool is_directory = entry->kind == INODE_DIRECTORY;
        if (len)
            buf_char(&l->path, '/');
        buf_add(&l->path, entry_name(entry));
        if (entry->gone == l->gone && (l->gone || !is_directory))
            list_entry(l, entry);
        if (is_directory && !entry->gone)
            list_below(l, entry);
        l->path.len = len;
    }
}

static void add_list(Lister *l, const char *key, bool gone)
{
    l->gone = gone;
    key_array(&l->json, key);
    list_below(l, &l->report->tree->root);
    json_array_end(&l->json);
}

static void add_patterns(JsonOut *json, const ContextTree *tree)
{
    key_array(json, "patterns");
    for (size_t i = 0; i < tree->ignore.len; i++) {
        const IgnorePattern *pattern = &tree->ignore.at[i];
        json_object(json);
        key_u64(json, "line", pattern->line);
        key_str(json, "text", pattern->written);
        key_bool(json, "decides", tree->deciding[i]);
        if (pattern->flaw)
            key_str(json, "flaw", str_from(pattern->flaw));
        json_object_end(json);
    }
    json_array_end(json);
}

/* What one effect of a COPY brings to the image. */
static void list_landed(Lister *l, const Effect *effect)
{
    Arena *arena = arena_open();
    const Take *files = context_files(arena, effect->taken, SIZE_MAX);
    for (size_t i = 0; i < files->len; i++) {
        const TakenPiece *file = &files->at[i];
        json_object(&l->json);
        key_str(&l->json, "path", file->from);
        if (effect->path.known == VALUE_KNOWN)
            key_str(&l->json, "lands", path_join(arena, effect->path.text, file->to));
        key_u64(&l->json, "bytes", file->bytes);
        json_object_end(&l->json);
        output_relieve(l->output);
    }
    arena_close(arena);
}

static void list_taken(Lister *l, const ContextCopy *copy)
{
    const Effects *effects = &copy->step->effects;
    key_array(&l->json, "takes");
    for (size_t i = 0; i < effects->len; i++) {
        Span span = effects->at[i].span;
        if (effects->at[i].taken && span.start == copy->span.start && span.end == copy->span.end)
            list_landed(l, &effects->at[i]);
    }
    json_array_end(&l->json);
}

static void add_copies(Lister *l)
{
    const ContextReport *report = l->report;
    JsonOut *json = &l->json;
    key_str(json, "dockerfile", report->dockerfile);
    key_array(json, "copies");
    for (size_t i = 0; i < report->copies.len; i++) {
        const ContextCopy *copy = &report->copies.at[i];
        json_object(json);
        key_u64(json, "line", copy->line);
        key_str(json, "source", copy->text);
        key_bool(json, "known", copy->take);
        if (copy->take) {
            key_bool(json, "found", copy->take->found);
            key_u64(json, "files", copy->take->files);
            key_u64(json, "bytes", copy->take->bytes);
            key_if_str(json, "nearest", copy->take->nearest);
        }
        if (copy->take && report->list)
            list_taken(l, copy);
        json_object_end(json);
    }
    json_array_end(json);
    if (report->rest.unknown)
        return;
    key_object(json, "never_copied");
    key_u64(json, "files", report->rest.files);
    key_u64(json, "bytes", report->rest.bytes);
    json_object_end(json);
}

static void add_warnings(JsonOut *json, const ContextWarnings *warnings)
{
    key_array(json, "warnings");
    for (size_t i = 0; i < warnings->len; i++) {
        json_object(json);
        key_str(json, "path", warnings->at[i].path);
        key_str(json, "why", warnings->at[i].why);
        json_object_end(json);
    }
    json_array_end(json);
}

void context_report_json(Output *output, const ContextReport *report)
{
    Lister l = {.output = output, .report = report};
    json_out_init(&l.json, &output->buf, false);
    buf_init(&l.path, output->buf.arena);
    json_object(&l.json);
    key_str(&l.json, "directory", report->directory);
    key_if_str(&l.json, "ignore_file", report->ignore->source.path);
    key_object(&l.json, "context");
    key_u64(&l.json, "files", report->tree->root.files);
    key_u64(&l.json, "bytes", report->tree->root.size);
    key_u64(&l.json, "disk", report->tree->root.blocks);
    json_object_end(&l.json);
    if (report->dockerfile.len)
        add_copies(&l);
    add_patterns(&l.json, report->tree);
    add_warnings(&l.json, &report->tree->warnings);
    if (report->list) {
        add_list(&l, "excluded", true);
        add_list(&l, "included", false);
    }
    json_object_end(&l.json);
    buf_char(&output->buf, '\n');
}
