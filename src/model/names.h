/* Which tables of the room know a program's name, and in which row: looked up once for all of them.
   The tables stand beside what they are about; names.py binds their names when the program is
   built. Private to the room. */
#pragma once

#include "base/str.h"
#include "model/command.h"

/* In the order of TABLES in names.py. */
typedef enum {
    NAMES_MANAGER,
    NAMES_OPTIONS,
    NAMES_BUILTIN,
    NAMES_WRAPPER,
    NAMES_QUESTION,
    NAMES_EFFECTS,
    NAMES_QUIET,
    NAME_TABLES,
} NameTable;

enum { NAME_BITS = 11, NAME_SLOTS = 1 << NAME_BITS };

struct NameRow {
    Str name;
    uint16_t places[NAME_TABLES]; /* in each table, from 1; 0 when it is not there */
};

extern const NameRow name_rows[];
extern const uint16_t name_slots[NAME_SLOTS]; /* place in name_rows, from 1; 0: no name */

static inline size_t name_slot(Str name)
{
    const unsigned char *at = (const unsigned char *)name.at;
    size_t end = name.len - 1;
    uint32_t mixed = (((uint32_t)name.len * 31 + at[0]) * 31 + at[end / 2]) * 31 + at[end];
    return (mixed * 31 + at[end > 0]) * UINT32_C(2654435761) >> (32 - NAME_BITS);
}

/* NULL when no table knows it. */
static inline const NameRow *name_find(Str name)
{
    if (name.len == 0)
        return NULL;
    for (size_t slot = name_slot(name); name_slots[slot]; slot = (slot + 1) % NAME_SLOTS) {
        const NameRow *row = &name_rows[name_slots[slot] - 1];
        if (str_eq(row->name, name))
            return row;
    }
    return NULL;
}

/* From 1; 0 when it is not in that table. */
static inline size_t name_place(const NameRow *row, NameTable table)
{
    return row ? row->places[table] : 0;
}
