#include "model/package_names.h"

size_t package_find_any(Str text, const char *set)
{
    for (size_t i = 0; i < text.len; i++)
        for (const char *one = set; *one; one++) /* short ones: strchr takes longer */
            if (text.at[i] == *one)
                return i;
    return text.len;
}

/* 1.2.3, v1.2.3-rc1+x: all three parts are there and no wildcard. */
static bool is_full_version(Str text)
{
    if (text.len > 1 && (text.at[0] == 'v' || text.at[0] == '='))
        text = str_tail(text, 1);
    size_t dots = 0, at = 0;
    for (; at < text.len && (char_is_digit(text.at[at]) || text.at[at] == '.'); at++)
        dots += text.at[at] == '.';
    return dots >= 2 && char_is_digit(text.at[0]) && char_is_digit(text.at[at - 1]) &&
           (at == text.len || text.at[at] == '-' || text.at[at] == '+');
}

bool package_starts_version(Str text)
{
    return text.len > 0 && (char_is_digit(text.at[0]) ||
                            (text.at[0] == 'v' && text.len > 1 && char_is_digit(text.at[1])));
}

/* npm, cargo, composer: 1.2.3 is one version, 1.2 and ^1.2.3 are many, latest is any. */
static Pin semantic_pin(Str version)
{
    if (version.len == 0)
        return PIN_NONE;
    if (str_find(version, STR("${")) < version.len &&
        package_find_any(version, "^~<>*|, ") == version.len)
        return PIN_EXACT;
    if (is_full_version(version))
        return PIN_EXACT;
    if (package_starts_version(version) || package_find_any(version, "^~<>=|") == 0)
        return PIN_RANGE;
    if (str_starts(version, STR("dev-")))
        return PIN_OTHER;
    return PIN_NONE;
}

static Pin go_pin(Str version)
{
    static const Str moving[] = {STR_INIT("latest"), STR_INIT("upgrade"), STR_INIT("patch"),
                                 STR_INIT("none"),   STR_INIT("master"),  STR_INIT("main"),
                                 STR_INIT("HEAD")};
    for (size_t i = 0; i < sizeof moving / sizeof *moving; i++)
        if (str_eq(version, moving[i]))
            return PIN_NONE;
    if (version.len == 0)
        return PIN_NONE;
    if (is_full_version(version) || str_find(version, STR("${")) < version.len)
        return PIN_EXACT;
    bool hash = version.len >= 7;
    for (size_t i = 0; i < version.len; i++)
        hash = hash &&
               (char_is_digit(version.at[i]) || (version.at[i] >= 'a' && version.at[i] <= 'f'));
    if (hash)
        return PIN_EXACT;
    return package_starts_version(version) || package_find_any(version, "<>") == 0 ? PIN_RANGE
                                                                                   : PIN_OTHER;
}

Pin package_plain_pin(Str version)
{
    if (version.len == 0 || str_eq(version, STR("latest")))
        return PIN_NONE;
    return package_find_any(version, "*~<>^|,!") < version.len ? PIN_RANGE : PIN_EXACT;
}

Pin package_version_pin(ManagerNames names, Str version)
{
    switch (names) {
    case NAMES_NPM:
    case NAMES_AT:
    case NAMES_COMPOSER:
        return semantic_pin(version);
    case NAMES_GO:
        return go_pin(version);
    case NAMES_PLAIN:
        /* snap --channel=1.2/stable */
        if (str_find_char(version, '/') < version.len)
            return PIN_RANGE;
        return package_starts_version(version) ? package_plain_pin(version) : PIN_NONE;
    case NAMES_APT:
    case NAMES_APK:
    case NAMES_RPM:
    case NAMES_ZYPPER:
    case NAMES_PIP:
    case NAMES_POETRY:
    case NAMES_CONDA:
    case NAMES_GEM:
    case NAMES_DASH:
    case NAMES_OPAM:
    case NAMES_CPAN:
    case NAMES_ROCK:
    case NAMES_CODE:
        break;
    }
    return package_plain_pin(version);
}
