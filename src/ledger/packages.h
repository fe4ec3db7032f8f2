/* What installs of the distribution's packages brought. Private to the room. */
#pragma once

#include "ledger/ledger.h"

typedef struct PackageBill PackageBill;

/* NULL when the image does not tell. */
PackageBill *package_bill(Arena *arena, const Ledger *ledger, const ImageCost *cost);
void package_bill_weigh(PackageBill *bill); /* counts files, once; needed before the next */
/* Who brought the package whose file the entry is; NULL when it is no package's, or nobody's of
   this file. */
const Command *package_bill_writer(const PackageBill *bill, size_t layer, uint32_t entry);
/* False when it was not this command that ran, or some of the files are not known. */
bool package_bill_beyond(PackageBill *bill, const Command *install, const PackageWish *wish,
                         uint64_t *bytes);
