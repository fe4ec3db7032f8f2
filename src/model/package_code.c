#include "model/package_names.h"

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
}

/* What is called in front of text[at], an opening parenthesis: "install.packages", "Pkg.add". */
static Str called(Str text, size_t at)
{
    size_t start = at;
    while (start > 0 && is_name(text.at[start - 1]))
        start--;
    return str_slice(text, start, at);
}

static bool installs(Str name)
{
    return str_starts(name, STR("install")) || str_starts(name, STR("Pkg.add")) ||
           str_starts(name, STR("remove.packages")) || str_starts(name, STR("Pkg.rm")) ||
           str_eq(name, STR("biocLite")) || str_eq(name, STR("pkg_install"));
}

/* What stands in quotes behind `key =` in the same call: name="x", repos = 'http://...'. */
static Str key_before(Str text, size_t quote)
{
    size_t end = quote;
    while (end > 0 && text.at[end - 1] == ' ')
        end--;
    if (end == 0 || text.at[end - 1] != '=')
        return (Str){0};
    Str head = str_trim(str_head(text, end - 1));
    size_t start = head.len;
    while (start > 0 && is_name(head.at[start - 1]))
        start--;
    return str_tail(head, start);
}

static void add_text(Arena *arena, Packages *packages, const Arg *arg, Str call, Str key, Str text)
{
    Package *last = packages->len > 0 ? &packages->at[packages->len - 1] : NULL;
    bool second = key.len == 0 && last && last->arg == arg && str_eq(call, STR("install_version"));
    if (second || str_eq(key, STR("version"))) {
        if (last) {
            last->version = value_of(text);
            last->pin = package_plain_pin(text);
        }
        return;
    }
    if (key.len > 0 && !str_eq(key, STR("pkgs")) && !str_eq(key, STR("name")) &&
        !str_eq(key, STR("repo")) && !str_eq(key, STR("url")))
        return;
    Package package = {.name = text, .span = arg->span, .arg = arg};
    package.url = str_eq(key, STR("url")) || str_find(text, STR("://")) < text.len;
    package.pin = package.url ? PIN_OTHER : PIN_NONE;
    if (text.len > 0)
        *PUSH(arena, packages) = package;
}

void package_code_read(Arena *arena, Packages *packages, const Arg *arg)
{
    Str text = arg->value.text, call = {0}, key = {0};
    size_t depth = 0; /* of parentheses within the call; 0 outside of one */
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '"' || c == '\'') {
            size_t end = i + 1 + str_find_char(str_tail(text, i + 1), c);
            key = depth > 0 ? key_before(text, i) : key;
            if (depth > 0)
                add_text(arena, packages, arg, call, key, str_slice(text, i + 1, end));
            i = end;
        } else if (c == '(' && depth > 0) {
            depth++;
        } else if (c == '(' && installs(called(text, i))) {
            call = called(text, i);
            depth = 1;
        } else if (c == ')' && depth > 0) {
            depth--;
        }
    }
}
