/* Files that hold others. */
#pragma once

#include "lint/rule.h"

bool is_packed_name(Str name);       /* a tar archive, or compressed: .tar, .tgz, .gz, .xz ... */
bool is_never_packed_name(Str name); /* of a kind that no builder takes for one: .conf, .py, .zip */
bool is_archive_name(Str path);      /* an archive, a package file or an installer */
/* The command that unpacks it or installs from it, in its step or a later one; or NULL. */
const Command *archive_user(const Effect *archive, Report *out);
