/* weigh --dockerfile: the file that an image was built from, and the bill of both. */
#pragma once

#include "base/fail.h"
#include "report/report.h"

typedef struct BillFile BillFile;

extern const char *const bill_by_names[]; /* in the order of BillBy */

bool bill_file_read(Arena *arena, Str path, Str target, const Strs *build_args,
                    const BillFile **file, Fail *fail);
/* Only what line made which layer. */
void bill_ledger(Arena *arena, const BillFile *file, const Image *image, const Source **source,
                 const Ledger **ledger);
const WeighBill *bill_of(Arena *arena, const BillFile *file, const ImageCost *cost, BillBy by);
