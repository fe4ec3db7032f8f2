#include "shared/archives.h"

bool is_packed_name(Str name)
{
    static const Str suffixes[] = {
        STR_INIT(".tar"), STR_INIT(".Z"),    STR_INIT(".bz2"), STR_INIT(".gz"),  STR_INIT(".lz"),
        STR_INIT(".zst"), STR_INIT(".lzma"), STR_INIT(".tZ"),  STR_INIT(".tb2"), STR_INIT(".tbz"),
        STR_INIT(".taz"), STR_INIT(".tbz2"), STR_INIT(".tgz"), STR_INIT(".tlz"), STR_INIT(".tpz"),
        STR_INIT(".txz"), STR_INIT(".tzst"), STR_INIT(".xz"),
    };
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (str_ends(name, suffixes[i]))
            return true;
    return false;
}
