#include "cli/weigh_bill.h"

#include "base/io.h"
#include "cli/parse_model.h"

const char *const bill_by_names[] = {"instruction", "command", "stage", "package-manager", NULL};

struct BillFile {
    const Source *source;
    const Dockerfile *model;
};

bool bill_file_read(Arena *arena, Str path, Str target, const Strs *build_args,
                    const BillFile **file, Fail *fail)
{
    BillFile *read = NEW(arena, BillFile);
    ModelRequest request = {0};
    Str text;
    if (!model_request_read(arena, target, build_args, (Str){0}, &request, fail) ||
        !io_read(arena, str_terminated(arena, path), &text, fail))
        return false;
    read->source = source_new(arena, path, text);
    read->model = model_read(arena, syntax_read(arena, read->source), &request);
    if (!model_target_check(arena, &request, path, read->model, fail))
        return false;
    if (!read->model->target)
        return fail_set(fail, "%.*s: no FROM stands in it, so nothing is built from it",
                        STR_ARG(path));
    *file = read;
    return true;
}

void bill_ledger(Arena *arena, const BillFile *file, const Image *image, const Source **source,
                 const Ledger **ledger)
{
    *source = file->source;
    *ledger = ledger_of_image(arena, file->model->target, image);
}

const WeighBill *bill_of(Arena *arena, const BillFile *file, const ImageCost *cost, BillBy by)
{
    WeighBill *bill = NEW(arena, WeighBill);
    bill_ledger(arena, file, cost->image, &bill->file, &bill->ledger);
    bill->rows = bill_make(arena, bill->ledger, cost);
    bill->by = by;
    return bill;
}
