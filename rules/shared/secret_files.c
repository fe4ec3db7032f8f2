#include "base/path.h"
#include "shared/names.h"
#include "shared/secret_file_rows.h"
#include "shared/secrets.h"
#include "text/regex.h"

bool secret_is_apart(Str directory)
{
    return name_in("test tests testing testdata __tests__ spec fixture fixtures mock mocks example "
                   "examples sample samples doc docs node_modules vendor site-packages .git .venv "
                   "venv __pycache__ target dist e2e integration",
                   directory);
}

bool secret_is_made_up(Str name)
{
    return name_has_word(name,
                         "example sample template dist defaults test tests dummy fake snakeoil "
                         "localhost selfsigned");
}

const char *secret_file(Str name)
{
    const SecretFile *row = secret_file_row(path_base(name), true);
    return row ? row->what : NULL;
}

/* What a bundler shows to everybody. */
static bool is_public(Str lower)
{
    static const char *const heads[] = {"react_app_", "vite_",   "next_public_", "nuxt_public_",
                                        "public_",    "gatsby_", "expo_public_"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (str_starts(lower, str_from(heads[i])))
            return true;
    return false;
}

/* PASSWORD=changeme, TOKEN=${TOKEN}: somebody else has to fill it in. */
static bool is_open(Arena *scratch, Str name, Str value)
{
    if (secret_is_open(value))
        return true;
    Str lower = str_lower(scratch, name);
    return name.len > 0 && (!secret_variable_surely(lower) || is_public(lower) ||
                            secret_value_is_open(str_lower(scratch, value)));
}

static bool holds(Arena *scratch, const SecretFile *row, Str text)
{
    Str groups[REGEX_GROUPS];
    const Regex *shape = regex_new(scratch, row->shape);
    for (size_t from = 0; regex_find(shape, text, from, groups);) {
        bool pair = groups[2].len > 0;
        Str value = pair ? groups[2] : groups[1];
        if (value.len == 0 || !is_open(scratch, pair ? groups[1] : (Str){0}, value))
            return true;
        from = (size_t)(groups[0].at - text.at) + groups[0].len;
    }
    return false;
}

static const char *token_in(Str text)
{
    for (Secret secret; (secret = secret_find(text)).what;) {
        if (secret.token)
            return secret.what;
        text = str_tail(text, (size_t)(secret.text.at - text.at) + secret.text.len);
    }
    return NULL;
}

/* A key is one under any name when there is nothing before it. */
static bool is_key(Arena *scratch, Str text)
{
    Str groups[REGEX_GROUPS];
    text = str_trim(text);
    return str_starts(text, STR("-----BEGIN ")) &&
           regex_find(regex_new(scratch, "\\A(?:" KEY_SHAPE ")"), text, 0, groups);
}

const char *secret_in_file(Arena *scratch, Str path, Str text)
{
    enum { HEAD = 8192 };
    const SecretFile *row = secret_file_row(path, false);
    if (row && !row->shape)
        return text.len > 0 ? row->what : NULL;
    Str head = str_head(text, HEAD);
    if (str_find_char(head, '\0') < head.len)
        return NULL;
    if (row && holds(scratch, row, text))
        return row->what;
    return is_key(scratch, text) ? "a private key" : token_in(text);
}
