#include "model/os_arch.h"

static const Str systems[] = {
    STR_INIT("aix"),     STR_INIT("android"), STR_INIT("darwin"),  STR_INIT("dragonfly"),
    STR_INIT("freebsd"), STR_INIT("hurd"),    STR_INIT("illumos"), STR_INIT("ios"),
    STR_INIT("js"),      STR_INIT("linux"),   STR_INIT("nacl"),    STR_INIT("netbsd"),
    STR_INIT("openbsd"), STR_INIT("plan9"),   STR_INIT("solaris"), STR_INIT("windows"),
    STR_INIT("zos"),
};

static const Str architectures[] = {
    STR_INIT("386"),       STR_INIT("amd64"),       STR_INIT("amd64p32"), STR_INIT("arm"),
    STR_INIT("armbe"),     STR_INIT("arm64"),       STR_INIT("arm64be"),  STR_INIT("loong64"),
    STR_INIT("mips"),      STR_INIT("mipsle"),      STR_INIT("mips64"),   STR_INIT("mips64le"),
    STR_INIT("mips64p32"), STR_INIT("mips64p32le"), STR_INIT("ppc"),      STR_INIT("ppc64"),
    STR_INIT("ppc64le"),   STR_INIT("riscv"),       STR_INIT("riscv64"),  STR_INIT("s390"),
    STR_INIT("s390x"),     STR_INIT("sparc"),       STR_INIT("sparc64"),  STR_INIT("wasm"),
};

/* Other names that people give them; an arm without a variant is v7. */
static const struct {
    Str name, architecture, variant;
} aliases[] = {
    {STR_INIT("i386"), STR_INIT("386"), {0}},
    {STR_INIT("x86_64"), STR_INIT("amd64"), {0}},
    {STR_INIT("x86-64"), STR_INIT("amd64"), {0}},
    {STR_INIT("aarch64"), STR_INIT("arm64"), {0}},
    {STR_INIT("armhf"), STR_INIT("arm"), {0}},
    {STR_INIT("armel"), STR_INIT("arm"), STR_INIT("v6")},
};

static bool is_listed(const Str *list, size_t count, Str text)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(list[i], text))
            return true;
    return false;
}

#define LISTED(list, text) is_listed(list, sizeof(list) / sizeof *(list), text)

static bool is_word(Str text, bool dots)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i], lower = (char)(c | 0x20);
        if (!((c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z') || c == '_' || c == '-' ||
              (dots && c == '.')))
            return false;
    }
    return text.len > 0;
}

/* The version in brackets, with its features. */
static bool is_version(Str text)
{
    if (text.len == 0)
        return true;
    if (text.len < 2 || text.at[0] != '(' || text.at[text.len - 1] != ')')
        return false;
    StrCut part = str_cut(str_slice(text, 1, text.len - 1), '+');
    if (part.head.len > 0 && !is_word(part.head, true))
        return false;
    while (part.found) {
        part = str_cut(part.tail, '+');
        if (!is_word(part.head, true))
            return false;
    }
    return true;
}

static void read_architecture(Platform *platform, Str name, Str variant)
{
    platform->architecture = name;
    platform->variant = variant;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (str_eq(aliases[i].name, name)) {
            platform->architecture = aliases[i].architecture;
            if (aliases[i].variant.len > 0 || str_eq(name, STR("armhf")))
                platform->variant = aliases[i].variant;
        }
    }
    static const struct {
        Str architecture, written, variant;
    } usual[] = {
        {STR_INIT("amd64"), STR_INIT("v1"), {0}},
        {STR_INIT("arm64"), STR_INIT("8"), {0}},
        {STR_INIT("arm64"), STR_INIT("v8"), {0}},
        {STR_INIT("arm"), STR_INIT("7"), {0}},
        {STR_INIT("arm"), STR_INIT("v7"), {0}},
        {STR_INIT("arm"), STR_INIT("5"), STR_INIT("v5")},
        {STR_INIT("arm"), STR_INIT("6"), STR_INIT("v6")},
        {STR_INIT("arm"), STR_INIT("8"), STR_INIT("v8")},
    };
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        if (str_eq(usual[i].architecture, platform->architecture) &&
            str_eq(usual[i].written, platform->variant)) {
            platform->variant = usual[i].variant;
            return;
        }
    }
}

Platform platform_read(Arena *arena, Str text)
{
    Platform platform = {0}, none = {0};
    StrCut first = str_cut(str_lower(arena, text), '/'), second = str_cut(first.tail, '/');
    size_t bracket = str_find_char(first.head, '(');
    Str os = str_head(first.head, bracket);
    if (!is_word(os, false) || !is_version(str_tail(first.head, bracket)))
        return none;
    if (first.found &&
        (!is_word(second.head, true) || (second.found && !is_word(second.tail, true))))
        return none;
    platform.valid = true;
    platform.os = str_eq(os, STR("macos")) ? STR("darwin") : os;
    if (first.found) {
        read_architecture(&platform, second.head, second.tail);
        return platform;
    }
    if (LISTED(systems, platform.os))
        return platform;
    platform.os = (Str){0};
    read_architecture(&platform, first.head, (Str){0});
    return LISTED(architectures, platform.architecture) ? platform : none;
}
