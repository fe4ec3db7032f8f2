/* Files and addresses that are no program of an image's own, by their names alone. */
#pragma once

#include "base/str.h"

/* Tools, languages and libraries that images bring to build and run others: "cmake-3.8.tar.gz". */
bool name_is_tool(Str name);
bool url_is_tool(Str url); /* a part of its path is the name of one */
/* Settings, keys, lists, documents, packages. */
bool name_is_data(Str name);
bool name_is_data_folder(Str name);
