/* The final file system, each directory with what it stores and what was stored in it in vain. */
#include "base/utf8.h"
#include "report/weigh.h"

enum { COLUMN = 11, COLUMN_BYTES = 19 };

typedef struct {
    WeighRun *run;
    const CostTree *tree;
    bool wire, exact, windows;
    size_t column;
} Printer;

static void add_number(const Printer *printer, const char *mark, uint64_t bytes)
{
    Buf number, *out = printer->run->out;
    buf_init(&number, printer->run->scratch);
    buf_add(&number, str_from(bytes > 0 ? mark : "-"));
    if (bytes > 0)
        weigh_bytes(printer->run, &number, bytes);
    buf_repeat(out, ' ', number.len < printer->column ? printer->column - number.len : 1);
    buf_add(out, buf_str(&number));
}

static void add_numbers(const Printer *printer, const CostNode *node, size_t depth)
{
    add_number(printer, "", node->live);
    add_number(printer, "", node->dead);
    if (printer->wire)
        add_number(printer, printer->exact ? "" : "~", node->wire);
    buf_repeat(printer->run->out, ' ', 2 + 2 * depth);
}

static void add_node(const Printer *printer, const CostNode *node, size_t depth)
{
    Buf *out = printer->run->out;
    add_numbers(printer, node, depth);
    bool drive =
        printer->windows && depth == 0 && str_eq_nocase(str_from(node->name), STR("Files"));
    buf_visible(out, drive ? STR("C:") : str_from(node->name));
    if (node->directory)
        buf_fmt(out, "%c  %u file%s", printer->windows ? '\\' : '/', (unsigned)node->files,
                node->files == 1 ? "" : "s");
    else if (!node->alive)
        buf_add(out, STR("  (gone)"));
    buf_char(out, '\n');
}

static void add_others(const Printer *printer, const CostNodes *children, size_t depth)
{
    CostNode sum = {0};
    for (size_t i = printer->run->top; i < children->len; i++) {
        sum.live += children->at[i].live;
        sum.dead += children->at[i].dead;
        sum.wire += children->at[i].wire;
    }
    if (children->len <= printer->run->top)
        return;
    add_numbers(printer, &sum, depth);
    buf_fmt(printer->run->out, "(%zu more)\n", children->len - printer->run->top);
}

static void add_directory(const Printer *printer, uint32_t node, size_t depth)
{
    WeighRun *run = printer->run;
    CostNodes children = cost_children(run->scratch, printer->tree, node);
    for (size_t i = 0; i < children.len && i < run->top; i++) {
        add_node(printer, &children.at[i], depth);
        if (children.at[i].directory && depth + 1 < run->depth)
            add_directory(printer, children.at[i].node, depth + 1);
    }
    add_others(printer, &children, depth);
    run->relieve(run->context);
}

static void add_heading(const Printer *printer)
{
    const char *titles[] = {"live", "dead", printer->exact ? "wire" : "~wire"};
    for (size_t i = 0; i < (printer->wire ? 3 : 2); i++) {
        buf_repeat(printer->run->out, ' ', printer->column - strlen(titles[i]));
        buf_add(printer->run->out, str_from(titles[i]));
    }
    buf_add(printer->run->out, STR("  path\n"));
}

static void add_image(WeighRun *run, const WeighedImage *image)
{
    Printer printer = {.run = run,
                       .wire = image->cost->has_wire,
                       .exact = image->cost->wire_exact,
                       .windows = image_is_windows(image->cost->image)};
    printer.column = run->unit == UNIT_BYTES ? COLUMN_BYTES : COLUMN;
    printer.tree = cost_tree(run->scratch, image->cost, run->layer, run->path);
    weigh_title(run, image);
    if (cost_children(run->scratch, printer.tree, 0).len == 0) {
        buf_add(run->out, STR("nothing that has bytes\n"));
        return;
    }
    add_heading(&printer);
    add_directory(&printer, 0, 0);
}

const WeighFormat weigh_tree = {"tree", NULL, add_image, NULL};
