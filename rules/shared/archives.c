#include "shared/archives.h"

static Str ending_of(Str name)
{
    return str_tail(name, str_rfind_char(name, '.'));
}

bool is_packed_name(Str name)
{
    return str_listed(STR(".tar .Z .bz2 .gz .lz .zst .lzma .tZ .tb2 .tbz .taz .tbz2 .tgz .tlz .tpz "
                          ".txz .tzst .xz"),
                      ending_of(name));
}

bool is_never_packed_name(Str name)
{
    return str_listed(
        STR(".bash .c .cfg .conf .cnf .cpp .crt .css .env .go .gradle .h .html .ini .jar .java .js "
            ".json .key .list .lock .md .mod .pem .php .pl .properties .ps1 .py .rb .repo .service "
            ".sh .sql .sum .tmpl .toml .ts .txt .war .xml .yaml .yml .zip"),
        ending_of(name));
}
