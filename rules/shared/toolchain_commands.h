/* Commands that fetch a toolchain, or need one. */
#pragma once

#include "lint/rule.h"

/* It fetches a toolchain by the toolchain's own installer: rustup, a tarball of Go or of a JDK. */
bool command_fetches_toolchain(const Command *command);
/* Later commands of the RUN take that toolchain away again. */
bool toolchain_is_cleared(const Command *fetch);
/* Running it needs a toolchain: make, go run, mvn, npm install. */
bool command_needs_toolchain(const Command *command);
