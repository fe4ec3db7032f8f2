/* Reports of a bill, within those of images (weigh.h). */
#pragma once

#include "ledger/ledger.h"
#include "report/weigh.h"

typedef enum { BILL_BY_INSTRUCTION, BILL_BY_COMMAND, BILL_BY_STAGE, BILL_BY_MANAGER } BillBy;

struct WeighBill {
    const Source *file;
    const Ledger *ledger;
    BillRows rows;
    BillBy by;
};

void bill_text(WeighRun *run, const WeighedImage *image);
void bill_json(WeighRun *run, const WeighedImage *image); /* the key "bill" */
