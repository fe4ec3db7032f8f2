/* What only builds need: packages and commands, by their names alone. */
#pragma once

#include "lint/rule.h"

/* A package of a distribution that holds compilers, build programs, headers or a kit. */
bool package_is_build_tool(Str name);
/* None of these, but the libraries whose headers they are, and the JRE of a JDK. */
extern const PackageWish build_tools_unwished;
/* It fetches a toolchain by the toolchain's own installer: rustup, a tarball of Go or of a JDK. */
bool command_fetches_toolchain(const Command *command);
/* Later commands of the RUN take that toolchain away again. */
bool toolchain_is_cleared(const Command *fetch);
/* Running it needs a toolchain: make, go run, mvn, npm install. */
bool command_needs_toolchain(const Command *command);
