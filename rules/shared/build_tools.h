/* What only builds need: packages, images, commands, by their names alone. */
#pragma once

#include "lint/rule.h"

/* A package of a distribution that holds compilers, build programs, headers or a kit. */
bool package_is_build_tool(Str name);
/* An image that is a toolchain: golang, openjdk without "jre", dotnet/sdk, *-devel. */
bool image_is_toolchain(const ImageRef *image);
/* Of those, one with a JDK: whatever runs on it needs its JRE alone. */
bool image_is_jdk(const ImageRef *image);
/* It fetches a toolchain by the toolchain's own installer: rustup, a tarball of Go or of a JDK. */
bool command_fetches_toolchain(const Command *command);
/* Running it needs a toolchain: make, go run, mvn, npm install. */
bool command_needs_toolchain(const Command *command);
