/* The history of a saved image, as entries of a ledger. */
#include "ledger/ledger.h"

const Ledger *ledger_of_image(Arena *arena, const Stage *target, const Image *image)
{
    LedgerEntries entries = {0};
    for (size_t i = 0; i < image->history.len; i++) {
        const HistoryEntry *from = &image->history.at[i];
        LedgerEntry *entry = PUSH(arena, &entries);
        *entry = (LedgerEntry){from->created_by, from->comment, from->author, LEDGER_NONE};
        for (size_t layer = 0; layer < image->layers.len; layer++)
            if (image->layers.at[layer].history == from)
                entry->layer = layer;
    }
    return ledger_read(arena, target, &entries);
}
