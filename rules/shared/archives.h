/* Files that hold others, by their names. */
#pragma once

#include "base/str.h"

bool is_packed_name(Str name); /* a tar archive, or compressed: .tar, .tgz, .gz, .xz ... */
