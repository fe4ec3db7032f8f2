#include "report/bill.h"

static void key_number(JsonOut *out, const char *key, bool known, uint64_t value)
{
    if (known)
        key_u64(out, key, value);
}

static void add_part(JsonOut *out, const Source *file, const BillPart *part)
{
    json_object(out);
    if (part->command) {
        key_u64(out, "line", source_line(file, part->command->span.start));
        key_str(out, "command", source_slice(file, part->command->span));
    }
    key_u64(out, "content", part->content);
    key_u64(out, "dead", part->dead);
    json_object_end(out);
}

static void add_row(JsonOut *out, const Source *file, const BillRow *row)
{
    static const char *const kinds[] = {"base", "line", "other"};
    static const char *const states[] = {"same", "changed", "missing", "silent"};
    json_object(out);
    key_str(out, "kind", str_from(kinds[row->kind]));
    if (row->line) {
        key_u64(out, "line", source_line(file, row->line->step->written->span.start));
        key_str(out, "state", str_from(states[row->line->state]));
        if (row->line->shared)
            key_u64(out, "shared_layer", row->line->layer);
    }
    key_number(out, "layer", row->layer != LEDGER_NONE, row->layer);
    key_number(out, "wire", row->has_wire, row->wire);
    key_u64(out, "tar", row->tar);
    key_u64(out, "content", row->content);
    key_u64(out, "dead", row->dead);
    key_u64(out, "culprit", row->culprit);
    if (row->parts.len > 0) {
        key_array(out, "parts");
        for (size_t i = 0; i < row->parts.len; i++)
            add_part(out, file, &row->parts.at[i]);
        json_array_end(out);
    }
    json_object_end(out);
}

void bill_json(WeighRun *run, const WeighedImage *image)
{
    const WeighBill *bill = image->bill;
    JsonOut *out = &run->json;
    key_object(out, "bill");
    key_str(out, "dockerfile", bill->file->name);
    key_str(out, "builder", str_from(builder_name(bill->ledger->builder)));
    key_u64(out, "agree_percent", bill->ledger->same);
    key_bool(out, "known", bill->ledger->known);
    if (bill->ledger->known) {
        key_number(out, "base_layers", bill->ledger->base_layers != LEDGER_NONE,
                   bill->ledger->base_layers);
        key_array(out, "rows");
        for (size_t i = 0; i < bill->rows.len; i++)
            add_row(out, bill->file, &bill->rows.at[i]);
        json_array_end(out);
    }
    json_object_end(out);
}
