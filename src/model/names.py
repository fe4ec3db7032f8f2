#!/usr/bin/env python3
"""Binds the names of all tables of programs into one hash table: names.c.

    names.py OUTPUT FOLDER

The tables stay where they are, one beside what it is about; a command is looked up once for all of them.
"""
import os, re, sys

# In the order of NameTable in names.h.
TABLES = (("managers.c", "programs"), ("program_options.c", "names"), ("builtins.c", "builtins"),
          ("wrappers.c", "wrappers"), ("guards.c", "questions"), ("effects_table.c", "programs"),
          ("effects_quiet.c", "quiet"))
BITS = 11


def names_of(folder, file, table):
    with open(os.path.join(folder, file), encoding="ascii") as source:
        text = source.read()
    body = re.search(r"^static const \w+ %s\[\] = \{\n(.*?)^\};" % table, text, re.S | re.M)
    if not body:
        sys.exit("names.py: %s has no table %s" % (file, table))
    names = re.findall(r'\{STR_INIT\("([^"\\]+)"\),', body[1])
    if len(names) != body[1].count("{STR_INIT(") or len(set(names)) != len(names):
        sys.exit("names.py: %s: a row of %s has no name, or one that another has" % (file, table))
    return names


def slot_of(name):
    """As in name_slot of names.h."""
    code, end = [ord(c) for c in name], len(name) - 1
    mixed = ((len(name) * 31 + code[0]) * 31 + code[end // 2]) * 31 + code[end]
    mixed = mixed * 31 + code[min(1, end)]
    return (mixed * 2654435761 & 0xFFFFFFFF) >> (32 - BITS)


def main():
    places = {}
    for index, (file, table) in enumerate(TABLES):
        for place, name in enumerate(names_of(sys.argv[2], file, table)):
            places.setdefault(name, [0] * len(TABLES))[index] = place + 1
    names, slots = sorted(places), [0] * (1 << BITS)
    if len(names) * 2 > len(slots):
        sys.exit("names.py: too many names for %d slots: BITS must be more, in names.h too" % len(slots))
    for place, name in enumerate(names):
        slot = slot_of(name)
        while slots[slot]:
            slot = (slot + 1) % len(slots)
        slots[slot] = place + 1
    with open(sys.argv[1], "w", encoding="ascii") as out:
        out.write('/* Made by names.py. */\n#include "model/names.h"\n\nconst NameRow name_rows[] = {\n')
        for name in names:
            out.write('    {STR_INIT("%s"), {%s}},\n' % (name, ", ".join(map(str, places[name]))))
        out.write("};\n\nconst uint16_t name_slots[NAME_SLOTS] = {\n")
        for at in range(0, len(slots), 16):
            out.write("    %s,\n" % ", ".join(map(str, slots[at:at + 16])))
        out.write("};\n")


main()
