/* Licences as the SPDX list calls them. */
#pragma once

#include "lint/rule.h"

bool licence_is_listed(Str id); /* by its id, letter by letter */
