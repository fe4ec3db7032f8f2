/* How each manager writes a package and its version. Private to the room. */
#pragma once

#include "model/managers.h"

/* One operand; false when it names no package to install (apt-get install x-). */
bool package_name_read(const Manager *manager, const ManagerVerb *verb, Str text, Package *package);
/* The value of one of its source_options: -e ./x, --git URL; npx -p NAME. */
Package package_source(const Manager *manager, const ManagerVerb *verb, const Arg *arg);
/* The packages in install.packages("x"), Pkg.add("x") and their like; none when there are none. */
void package_code_read(Arena *arena, Packages *packages, const Arg *arg);

Pin package_version_pin(ManagerNames names, Str version); /* of a version that stands by itself */
/* Whatever stands there is one version; a wildcard or an operator makes it a range. */
Pin package_plain_pin(Str version);
bool package_starts_version(Str text);              /* 1, v1 */
size_t package_find_any(Str text, const char *set); /* text.len when there is none */
