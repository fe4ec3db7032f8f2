/* Files that hold others, by their names. */
#pragma once

#include "base/str.h"

bool is_packed_name(Str name);       /* a tar archive, or compressed: .tar, .tgz, .gz, .xz ... */
bool is_never_packed_name(Str name); /* of a kind that no builder takes for one: .conf, .py, .zip */
