#include "shared/build_tools.h"

#include "shared/names.h"

/* The name without what looks like a version behind it: gcc-4.8, cmake3, openjdk17. */
static Str without_number(Str name)
{
    size_t end = name.len;
    while (end > 0 && (char_is_digit(name.at[end - 1]) || name.at[end - 1] == '.'))
        end--;
    if (end < name.len && end > 0 && (name.at[end - 1] == '-' || name.at[end - 1] == '_'))
        end--;
    return end > 0 ? str_head(name, end) : name;
}

/* -dev, -dev-1.2, -devel, -devel-static; not -devices. What dpkg-dev brings are programs. */
static bool is_headers(Str name)
{
    size_t at = str_find(name, STR("-dev"));
    if (str_ends(name, STR("-dev-tools")) || str_eq(name, STR("dpkg-dev")))
        return false;
    while (at < name.len) {
        Str behind = str_tail(name, at + 4);
        if (str_starts(behind, STR("el")))
            behind = str_tail(behind, 2);
        if (behind.len == 0 || memchr("-0123456789:_", behind.at[0], 13))
            return true;
        size_t next = str_find(str_tail(name, at + 4), STR("-dev"));
        at = next + at + 4;
    }
    return false;
}

/* By their first letter: the names of many packages are looked for. */
static const char *const exact[UINT8_MAX + 1] = {
    ['$'] = "${PHPIZE_DEPS} $PHPIZE_DEPS",
    ['a'] = "alpine-sdk ant autoconf automake",
    ['b'] = "base-devel bison build-base build-essential",
    ['c'] = "cabal cabal-install cargo clang cmake",
    ['d'] = "devel_C_C++ devel_basis dotnet-sdk",
    ['f'] = "flex",
    ['g'] = "g++ g++-multilib gcc gcc-c++ gcc-gfortran gcc-go gcc-multilib gcc-objc gfortran ghc "
            "gmake go golang golang-bin golang-go golang-src gradle",
    ['h'] = "haskell-platform haskell-stack",
    ['j'] = "jdk",
    ['l'] = "libtool libtool-bin",
    ['m'] = "make maven meson",
    ['n'] = "ninja ninja-build",
    ['o'] = "openjdk",
    ['p'] = "pkg-config pkgconf pkgconfig",
    ['r'] = "rust rust-all rust-src rustc rustup",
    ['s'] = "sbt scons stack",
};

static bool is_tool(Str name)
{
    const char *names = name.len > 0 ? exact[(unsigned char)name.at[0]] : NULL;
    return names && name_in(names, name);
}

/* Groups: their names have blanks. */
static bool is_group(Str name)
{
    if (str_starts(name, STR("@")))
        name = str_tail(name, 1);
    if (str_starts(name, STR("pattern:")))
        name = str_tail(name, 8);
    return str_eq_nocase(name, STR("development tools")) ||
           str_eq_nocase(name, STR("development-tools")) ||
           str_eq_nocase(name, STR("development libraries")) ||
           str_eq_nocase(name, STR("c-development")) ||
           str_eq_nocase(name, STR("C Development Tools and Libraries")) ||
           str_eq(name, STR("devel_basis")) || str_eq(name, STR("devel_C_C++"));
}

static bool is_jdk_package(Str name)
{
    bool jdk = name_has(name, "-jdk") || str_starts(name, STR("jdk")) ||
               (str_starts(name, STR("oracle-java")) && str_ends(name, STR("-installer"))) ||
               (str_starts(name, STR("openjdk")) && without_number(name).len == 7);
    return jdk && !name_has(name, "-jre");
}

bool package_is_build_tool(Str name)
{
    Str stem = without_number(name);
    if (is_tool(name) || (stem.len < name.len && is_tool(stem)) || is_headers(name) ||
        is_jdk_package(name) || is_group(name))
        return true;
    if (str_ends(name, STR("-base")) || str_ends(name, STR("-libs")) || str_ends(name, STR("-doc")))
        return false;
    static const Str starts[] = {STR_INIT("gcc-arm"),     STR_INIT("gcc-mingw"),
                                 STR_INIT("gcc-aarch64"), STR_INIT("gcc-toolset-"),
                                 STR_INIT("dotnet-sdk-"), STR_INIT("devtoolset-"),
                                 STR_INIT("golang-1"),    STR_INIT("ghc-")};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(name, starts[i]))
            return true;
    return false;
}

static bool is_kit(Str tool)
{
    return is_headers(tool) || is_jdk_package(tool);
}

static bool runs_what_was_built(Str tool, Str need)
{
    if (package_is_build_tool(need))
        return false;
    return is_jdk_package(tool) ? name_has(need, "jre") : str_starts(need, STR("lib"));
}

const PackageWish build_tools_unwished = {package_is_build_tool, is_kit, runs_what_was_built};
