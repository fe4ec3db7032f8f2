#include <stdlib.h>

#include "base/utf8.h"
#include "cli/context_report.h"

enum {
    BAR = 20,      /* columns */
    SHARE = 20,    /* what is under one in so many of all is too small to be shown */
    SHOWN = 8,     /* of one directory */
    DEPTH = 4,     /* of the tree */
    PATTERNS = 10, /* of those without an effect */
};

typedef struct {
    Output *output;
    Arena *arena;
    const ContextReport *report;
    Buf path;
} Printer;

static void add_files(Buf *buf, uint32_t files)
{
    buf_fmt(buf, "%u file%s", (unsigned)files, files == 1 ? "" : "s");
}

/* ---- the tree ---- */

static int by_size(const void *a, const void *b)
{
    const ContextEntry *one = *(const ContextEntry *const *)a;
    const ContextEntry *other = *(const ContextEntry *const *)b;
    if (one->size != other->size)
        return one->size < other->size ? 1 : -1;
    return str_order(entry_name(one), entry_name(other));
}

static void add_bar(const Printer *p, uint64_t size)
{
    uint64_t all = p->report->tree->root.size;
    size_t full = (size_t)((double)size / (double)all * BAR + 0.5);
    Buf bar;
    buf_init(&bar, p->arena);
    for (size_t i = 0; i < full; i++)
        buf_add(&bar, STR("█"));
    ink(&p->output->buf, &p->report->terminal, INK_WARNING, buf_str(&bar));
    buf_repeat(&p->output->buf, ' ', BAR - full);
}

/* All that is sent of a directory; NULL when that is not one thing. */
static const ContextEntry *lone_entry(const ContextEntry *directory)
{
    const ContextEntry *lone = NULL;
    for (uint32_t i = 0; i < directory->count; i++) {
        if (directory->entries[i].gone)
            continue;
        if (lone)
            return NULL;
        lone = &directory->entries[i];
    }
    return lone;
}

/* With what lies alone in it on the same line: the last one of these. */
static const ContextEntry *add_entry(const Printer *p, const ContextEntry *entry, size_t depth)
{
    Buf *buf = &p->output->buf, bytes;
    buf_init(&bytes, p->arena);
    buf_bytes(&bytes, entry->size);
    buf_repeat(buf, ' ', bytes.len < 11 ? 11 - bytes.len : 0);
    buf_add(buf, buf_str(&bytes));
    buf_add(buf, STR("  "));
    add_bar(p, entry->size);
    buf_repeat(buf, ' ', 2 + 2 * depth);
    buf_visible(buf, entry_name(entry));
    for (const ContextEntry *lone = lone_entry(entry); lone; lone = lone_entry(entry)) {
        entry = lone;
        buf_char(buf, '/');
        buf_visible(buf, entry_name(entry));
    }
    if (entry->kind == INODE_DIRECTORY) {
        buf_add(buf, STR("/  "));
        add_files(buf, entry->files);
    }
    buf_char(buf, '\n');
    return entry;
}

static void add_tree(const Printer *p, const ContextEntry *directory, size_t depth)
{
    ArenaMark mark = arena_mark(p->arena);
    const ContextEntry **sorted = NEW_ARRAY(p->arena, directory->count, const ContextEntry *);
    size_t count = 0;
    for (uint32_t i = 0; i < directory->count; i++) {
        const ContextEntry *entry = &directory->entries[i];
        if (!entry->gone && entry->size > 0 && entry->size >= p->report->tree->root.size / SHARE)
            sorted[count++] = entry;
    }
    if (count)
        qsort(sorted, count, sizeof *sorted, by_size);
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        const ContextEntry *shown = add_entry(p, sorted[i], depth);
        if (shown->kind == INODE_DIRECTORY && depth + 1 < DEPTH)
            add_tree(p, shown, depth + 1);
    }
    arena_rewind(p->arena, mark);
}

/* ---- the ignore file ---- */

typedef struct {
    size_t *paths; /* left out by each pattern; what lies in a directory not counted again */
    Str *first;    /* one of them */
} Reasons;

static void gather_reasons(Printer *p, const ContextEntry *directory, Reasons *reasons)
{
    size_t len = p->path.len;
    for (uint32_t i = 0; i < directory->count; i++) {
        const ContextEntry *entry = &directory->entries[i];
        if (len)
            buf_char(&p->path, '/');
        buf_add(&p->path, entry_name(entry));
        if (entry->gone && entry->by && reasons->paths[entry->by - 1]++ == 0)
            reasons->first[entry->by - 1] = str_copy(p->arena, buf_str(&p->path));
        if (entry->kind == INODE_DIRECTORY && !entry->gone)
            gather_reasons(p, entry, reasons);
        p->path.len = len;
    }
}

static void add_pattern(const Printer *p, const IgnorePattern *pattern)
{
    Buf *buf = &p->output->buf;
    buf_fmt(buf, "%6u  ", (unsigned)pattern->line);
    buf_visible(buf, pattern->written);
}

static void add_reasons(Printer *p)
{
    const ContextTree *tree = p->report->tree;
    Buf *buf = &p->output->buf;
    Reasons reasons = {NEW_ARRAY(p->arena, tree->ignore.len, size_t),
                       NEW_ARRAY(p->arena, tree->ignore.len, Str)};
    gather_reasons(p, &tree->root, &reasons);
    bool any = false;
    for (size_t i = 0; i < tree->ignore.len; i++) {
        if (reasons.paths[i] == 0)
            continue;
        if (!any) {
            buf_add(buf, STR("\nleft out by "));
            buf_visible(buf, p->report->ignore->source.path);
            buf_char(buf, '\n');
        }
        any = true;
        add_pattern(p, &tree->ignore.at[i]);
        buf_add(buf, STR("  leaves out "));
        buf_visible(buf, reasons.first[i]);
        if (reasons.paths[i] > 1)
            buf_fmt(buf, " and %zu more", reasons.paths[i] - 1);
        buf_char(buf, '\n');
    }
}

static void add_idle(const Printer *p)
{
    const ContextTree *tree = p->report->tree;
    Buf *buf = &p->output->buf;
    size_t idle = 0;
    for (size_t i = 0; i < tree->ignore.len; i++) {
        if (tree->deciding[i] || tree->ignore.at[i].flaw)
            continue;
        if (idle++ == 0)
            buf_add(buf, STR("\nwithout an effect here\n"));
        if (idle > PATTERNS)
            continue;
        add_pattern(p, &tree->ignore.at[i]);
        buf_char(buf, '\n');
    }
    if (idle > PATTERNS)
        buf_fmt(buf, "        and %zu more\n", idle - PATTERNS);
}

/* ---- the Dockerfile ---- */

static void add_copy(const Printer *p, const ContextCopy *copy)
{
    Buf *buf = &p->output->buf;
    buf_fmt(buf, "%6u  ", (unsigned)copy->line);
    buf_visible(buf, copy->text);
    const Take *take = copy->take;
    if (!take) {
        buf_add(buf, STR("  hangs on a variable"));
    } else if (take->found) {
        buf_add(buf, STR("  "));
        add_files(buf, take->files);
        buf_add(buf, STR(", "));
        buf_bytes(buf, take->bytes);
    } else if (take->ignored) {
        buf_add(buf, STR("  is left out"));
    } else {
        buf_add(buf, copy->pattern ? STR("  matches nothing") : STR("  is not there"));
    }
    if (take && take->nearest.len) {
        buf_add(buf, STR("; "));
        buf_visible(buf, take->nearest);
        buf_add(buf, STR(" is"));
    }
    buf_char(buf, '\n');
}

static void add_copies(const Printer *p)
{
    const ContextReport *report = p->report;
    Buf *buf = &p->output->buf;
    if (report->dockerfile.len == 0)
        return;
    buf_char(buf, '\n');
    buf_visible(buf, report->dockerfile);
    buf_add(buf, report->copies.len ? STR(" takes\n") : STR(" takes nothing\n"));
    for (size_t i = 0; i < report->copies.len; i++)
        add_copy(p, &report->copies.at[i]);
    if (report->rest.unknown || report->rest.files == 0)
        return;
    buf_add(buf, STR("        and never "));
    add_files(buf, report->rest.files);
    buf_add(buf, STR(", "));
    buf_bytes(buf, report->rest.bytes);
    if (report->rest.files > 1) {
        buf_add(buf, STR(", most of all "));
        buf_visible(buf, report->rest.biggest);
    }
    buf_char(buf, '\n');
}

/* ---- every path ---- */

static void list_below(Printer *p, const ContextEntry *directory)
{
    Buf *buf = &p->output->buf;
    size_t len = p->path.len;
    for (uint32_t i = 0; i < directory->count; i++) {
        const ContextEntry *entry = &directory->entries[i];
        bool is_directory = entry->kind == INODE_DIRECTORY;
        if (len)
            buf_char(&p->path, '/');
        buf_add(&p->path, entry_name(entry));
        if (entry->gone || !is_directory) {
            buf_add(buf, entry->gone ? STR("- ") : STR("+ "));
            buf_visible(buf, buf_str(&p->path));
            if (is_directory)
                buf_char(buf, '/');
            if (entry->gone && entry->by)
                buf_fmt(buf, "  line %u", (unsigned)p->report->tree->ignore.at[entry->by - 1].line);
            buf_char(buf, '\n');
            output_relieve(p->output);
        }
        if (is_directory && !entry->gone)
            list_below(p, entry);
        p->path.len = len;
    }
}

/* ---- all together ---- */

void context_report_text(Output *output, const ContextReport *report)
{
    Buf *buf = &output->buf;
    Printer p = {.output = output, .arena = arena_open(), .report = report};
    arena_own(buf->arena, p.arena, (void (*)(void *))arena_close);
    buf_init(&p.path, buf->arena);
    if (report->list) {
        list_below(&p, &report->tree->root);
        return;
    }
    const ContextEntry *root = &report->tree->root;
    buf_visible(buf, report->directory);
    buf_add(buf, STR(" holds "));
    add_files(buf, root->files);
    buf_add(buf, STR(", "));
    buf_bytes(buf, root->size);
    buf_add(buf, report->ignore->source.path.len ? STR("\n") : STR("; there is no ignore file\n"));
    if (root->size > 0) {
        buf_char(buf, '\n');
        add_tree(&p, root, 0);
    }
    add_copies(&p);
    add_reasons(&p);
    add_idle(&p);
}

void context_report_why(Output *output, const ContextIgnore *ignore, Str path, bool there)
{
    Buf *buf = &output->buf;
    IgnoreVerdict verdict = ignore_walk_to(buf->arena, &ignore->file, path);
    buf_visible(buf, path);
    buf_add(buf, there ? STR(" is ") : STR(" is not there, and would be "));
    buf_add(buf, verdict.out ? STR("left out") : STR("sent"));
    if (verdict.by) {
        const IgnorePattern *pattern = &ignore->file.at[verdict.by - 1];
        buf_add(buf, STR(": "));
        buf_visible(buf, ignore->source.path);
        buf_fmt(buf, ":%u: ", (unsigned)pattern->line);
        buf_visible(buf, pattern->written);
    } else if (ignore->source.path.len) {
        buf_add(buf, STR(": no line of "));
        buf_visible(buf, ignore->source.path);
        buf_add(buf, STR(" says otherwise"));
    } else {
        buf_add(buf, STR(": there is no ignore file"));
    }
    buf_char(buf, '\n');
}
