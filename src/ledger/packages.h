/* What installs of the distribution's packages brought. Private to the room. */
#pragma once

#include "ledger/ledger.h"

typedef struct PackageBill PackageBill;

/* NULL when the image does not tell. */
PackageBill *package_bill(Arena *arena, const Ledger *ledger, const ImageCost *cost);
/* False when it was not this command that ran, or some of the files are not known. */
bool package_bill_beyond(PackageBill *bill, const Command *install, const PackageWish *wish,
                         uint64_t *bytes);
