/* Which command brought which package, and which of them an image could do without. */
#include "ledger/packages.h"

#include "base/index.h"

typedef struct {
    const Command *command; /* that installs */
    size_t layer;
    uint64_t beyond; /* bytes that the wish leaves out */
    bool unknown;    /* and more, but nobody knows how many */
} Install;

typedef struct {
    Install *at;
    size_t len, cap;
} Installs;

enum { NOBODY = 0 };

struct PackageBill {
    Arena *arena;
    PackageBook *book;
    size_t first; /* layer above the base */
    bool weighed;
    InstalledPackages packages; /* the book's */
    Installs installs;          /* in the order in which they ran */
    uint32_t *brought;          /* for each package its install, from 1; or NOBODY of this file */
    bool *named;                /* a command of this file names it */
    Index index;                /* of installs by their commands, from 1 */
    PackageNumbers queue;       /* of what is walked */
    bool wished;
    PackageWish wish; /* that `beyond` is about, once it is `wished` */
};

/* ---- who brought what ---- */

/* A later round of a loop is the first one's doing. */
static uint32_t hash_of(const Command *command)
{
    uint64_t place = (uintptr_t)(command->again ? command->again : command);
    return (uint32_t)(place * 0x9E3779B97F4A7C15u >> 32);
}

static void add_installs(PackageBill *bill, const LedgerLine *line)
{
    const Script *script = line->step->script;
    for (size_t i = 0; script && i < script->commands.len; i++) {
        const Command *command = &script->commands.at[i];
        if (!command_acts(command, ACT_INSTALL) || !command->manager->system || command->elsewhere)
            continue;
        *PUSH(bill->arena, &bill->installs) = (Install){command, line->layer, 0, false};
        index_add(&bill->index, bill->arena, hash_of(command), (uint32_t)bill->installs.len);
    }
}

static void bring(PackageBill *bill, uint32_t install, uint32_t package)
{
    if (bill->brought[package] != NOBODY ||
        bill->packages.at[package].layer != bill->installs.at[install - 1].layer)
        return;
    bill->brought[package] = install;
    *PUSH(bill->arena, &bill->queue) = package;
}

static void bring_all(PackageBill *bill, uint32_t install, const PackageNumbers *packages)
{
    for (size_t i = 0; i < packages->len; i++)
        bring(bill, install, packages->at[i]);
}

/* All that its words lead to, and no earlier command of the layer brought. */
static void follow(PackageBill *bill, uint32_t install)
{
    const Command *command = bill->installs.at[install - 1].command;
    bool lean = command_is_lean(command);
    uint32_t package;
    bill->queue.len = 0;
    for (size_t i = 0; i < command->packages.len; i++)
        if (package_find(bill->book, command->packages.at[i].name, &package)) {
            bill->named[package] = true;
            bring(bill, install, package);
        }
    for (size_t i = 0; i < bill->queue.len; i++) {
        const InstalledPackage *facts = &bill->packages.at[bill->queue.at[i]];
        bring_all(bill, install, &facts->needs);
        if (!lean)
            bring_all(bill, install, &facts->recommends);
    }
}

/* What no words lead to (groups, globs, variables) came by the only install of its layer. */
static void settle_rest(PackageBill *bill, size_t layers)
{
    uint32_t *only = NEW_ARRAY(bill->arena, layers, uint32_t);
    bool *several = NEW_ARRAY(bill->arena, layers, bool);
    for (uint32_t i = 0; i < bill->installs.len; i++) {
        size_t layer = bill->installs.at[i].layer;
        several[layer] |= only[layer] != NOBODY;
        only[layer] = i + 1;
    }
    for (size_t i = 0; i < bill->packages.len; i++) {
        size_t layer = bill->packages.at[i].layer;
        if (bill->brought[i] == NOBODY && !several[layer])
            bill->brought[i] = only[layer];
    }
}

PackageBill *package_bill(Arena *arena, const Ledger *ledger, const ImageCost *cost)
{
    bool known = ledger->known && ledger->base_layers != LEDGER_NONE;
    PackageBook *book = known ? packages_read(arena, cost) : NULL;
    if (!book)
        return NULL;
    PackageBill *bill = NEW(arena, PackageBill);
    *bill = (PackageBill){.arena = arena,
                          .book = book,
                          .first = ledger->base_layers,
                          .packages = *packages_all(book)};
    bill->brought = NEW_ARRAY(arena, bill->packages.len + 1, uint32_t);
    bill->named = NEW_ARRAY(arena, bill->packages.len + 1, bool);
    for (size_t i = 0; i < ledger->lines.len; i++)
        if (ledger->lines.at[i].layer != LEDGER_NONE)
            add_installs(bill, &ledger->lines.at[i]);
    for (uint32_t i = 0; i < bill->installs.len; i++)
        follow(bill, i + 1);
    settle_rest(bill, cost->layer_count + 1);
    return bill;
}

void package_bill_weigh(PackageBill *bill)
{
    if (!bill->weighed)
        packages_weigh(bill->book, bill->first);
    bill->weighed = true;
}

const Command *package_bill_writer(const PackageBill *bill, size_t layer, uint32_t entry)
{
    uint32_t package;
    if (!package_of_entry(bill->book, layer, entry, &package) || bill->brought[package] == NOBODY)
        return NULL;
    return bill->installs.at[bill->brought[package] - 1].command;
}

/* ---- what could be left out ---- */

static void want(PackageBill *bill, bool *wanted, uint32_t package)
{
    if (wanted[package])
        return;
    wanted[package] = true;
    *PUSH(bill->arena, &bill->queue) = package;
}

static void want_all(PackageBill *bill, bool *wanted, const PackageNumbers *packages)
{
    for (size_t i = 0; i < packages->len; i++)
        want(bill, wanted, packages->at[i]);
}

static bool is_dropped(const PackageBill *bill, uint32_t package)
{
    return bill->brought[package] != NOBODY && bill->wish.dropped &&
           bill->wish.dropped(bill->packages.at[package].name);
}

static bool is_asked(const PackageBill *bill, uint32_t package)
{
    return bill->packages.at[package].asked || bill->named[package];
}

static void want_kept(PackageBill *bill, bool *wanted)
{
    for (uint32_t i = 0; i < bill->packages.len; i++)
        if ((bill->brought[i] == NOBODY || is_asked(bill, i)) && !is_dropped(bill, i))
            want(bill, wanted, i);
}

/* What stays of those that are dropped, and of those of their kind that they need. */
static bool is_kit(const PackageBill *bill, uint32_t package)
{
    return is_dropped(bill, package) && bill->wish.kit(bill->packages.at[package].name);
}

static void want_halves(PackageBill *bill, bool *wanted)
{
    bool *seen = NEW_ARRAY(bill->arena, bill->packages.len + 1, bool);
    PackageNumbers kits = {0};
    for (uint32_t i = 0; i < bill->packages.len; i++) {
        seen[i] = is_asked(bill, i) && is_kit(bill, i);
        if (seen[i])
            *PUSH(bill->arena, &kits) = i;
    }
    for (size_t i = 0; i < kits.len; i++) {
        const InstalledPackage *kit = &bill->packages.at[kits.at[i]];
        for (size_t j = 0; j < kit->needs.len; j++) {
            uint32_t need = kit->needs.at[j];
            if (bill->wish.stays(kit->name, bill->packages.at[need].name)) {
                want(bill, wanted, need);
            } else if (!seen[need] && is_kit(bill, need)) {
                seen[need] = true;
                *PUSH(bill->arena, &kits) = need;
            }
        }
    }
}

static bool brings_recommended(const PackageBill *bill, uint32_t package)
{
    uint32_t install = bill->brought[package];
    return bill->wish.dropped && install != NOBODY &&
           !command_is_lean(bill->installs.at[install - 1].command);
}

static void fulfil(PackageBill *bill)
{
    bool *wanted = NEW_ARRAY(bill->arena, bill->packages.len + 1, bool);
    bill->queue.len = 0;
    want_kept(bill, wanted);
    if (bill->wish.dropped)
        want_halves(bill, wanted);
    for (size_t i = 0; i < bill->queue.len; i++) {
        uint32_t package = bill->queue.at[i];
        want_all(bill, wanted, &bill->packages.at[package].needs);
        if (brings_recommended(bill, package))
            want_all(bill, wanted, &bill->packages.at[package].recommends);
    }
    for (size_t i = 0; i < bill->installs.len; i++) {
        bill->installs.at[i].beyond = 0;
        bill->installs.at[i].unknown = false;
    }
    for (size_t i = 0; i < bill->packages.len; i++) {
        if (wanted[i])
            continue;
        package_bill_weigh(bill);
        Install *install = &bill->installs.at[bill->brought[i] - 1];
        install->beyond += bill->packages.at[i].live;
        install->unknown |= !bill->packages.at[i].known;
    }
}

static bool same_wish(const PackageWish *a, const PackageWish *b)
{
    return a->dropped == b->dropped && a->kit == b->kit && a->stays == b->stays;
}

bool package_bill_beyond(PackageBill *bill, const Command *command, const PackageWish *wish,
                         uint64_t *bytes)
{
    if (!bill->wished || !same_wish(&bill->wish, wish)) {
        bill->wish = *wish;
        bill->wished = true;
        fulfil(bill);
    }
    bool found = false, unknown = false;
    uint32_t hash = hash_of(command), at;
    *bytes = 0;
    for (uint32_t id = index_find(&bill->index, hash, &at); id != 0;
         id = index_next(&bill->index, hash, &at)) {
        const Install *install = &bill->installs.at[id - 1];
        if (install->command != command && install->command->again != command)
            continue;
        found = true;
        unknown |= install->unknown;
        *bytes += install->beyond;
    }
    return found && !unknown;
}
