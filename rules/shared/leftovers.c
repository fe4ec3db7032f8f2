#include "shared/leftovers.h"

#include "shared/names.h"

static bool is_copied(const BuiltLayer *layer)
{
    return layer->step && layer->step->transfer;
}

/* A body that has other names, too, would stay without this one. */
void leftovers_entry(const BuiltEntry *entry, Report *out)
{
    const Leftovers *words = report_rule(out)->data;
    if (entry->names > 1 || !name_in(words->categories, str_from(entry->category)) ||
        (is_copied(entry->layer) && !words->copied) || built_told(out, entry) ||
        (words->counts && !words->counts(entry, out)))
        return;
    heaps_add(report_state(out), entry->layer, entry->category, entry, out)->advice = entry->advice;
}

void leftovers_layer(const BuiltLayer *layer, Report *out)
{
    const Leftovers *words = report_rule(out)->data;
    const Heap *heap = NULL;
    while ((heap = heaps_next(report_state(out), heap, layer, words->least))) {
        Finding *finding = report_built(out, layer, heap->largest, "%s: %.*s", words->says,
                                        STR_ARG(heap_where(heap)));
        finding_help(finding, "%s", words->help ? words->help : heap->advice);
        finding_measured(finding, heap->bytes);
    }
}
