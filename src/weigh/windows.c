/* The parts of an image for Windows, which lie side by side in its layers. */
#include "weigh/parts.h"

static void add(void *context, const Stored *stored)
{
    WindowsParts *parts = context;
    const ImageCost *cost = parts->cost;
    uint32_t at = stored->node;
    if (stored->death || at == NODE_NONE)
        return;
    while (tree_node(cost->tree, at)->parent != NODE_ROOT)
        at = tree_node(cost->tree, at)->parent;
    Str top = str_from(node_name(cost->tree, tree_node(cost->tree, at)));
    uint64_t bytes = cost_entry(cost, stored->layer, stored->entry)->stored;
    uint64_t *part = str_eq_nocase(top, STR("Files"))       ? &parts->files
                     : str_eq_nocase(top, STR("Hives"))     ? &parts->hives
                     : str_eq_nocase(top, STR("UtilityVM")) ? &parts->utility_vm
                                                            : &parts->other;
    *part += bytes;
}

WindowsParts cost_windows(const ImageCost *cost)
{
    WindowsParts parts = {.cost = cost};
    cost_each(cost, add, &parts);
    return parts;
}
