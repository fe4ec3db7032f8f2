/* Packages that only builds need, by their names alone. */
#pragma once

#include "lint/rule.h"

/* A package of a distribution that holds compilers, build programs, headers or a kit. */
bool package_is_build_tool(Str name);
/* None of these, but the libraries whose headers they are, and the JRE of a JDK. */
extern const PackageWish build_tools_unwished;
