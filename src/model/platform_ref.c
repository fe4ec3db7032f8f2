#include "model/platform_ref.h"

typedef struct {
    Str written, name;
} Alias;

static const Alias architectures[] = {
    {STR_INIT("i386"), STR_INIT("386")},     {STR_INIT("x86_64"), STR_INIT("amd64")},
    {STR_INIT("x86-64"), STR_INIT("amd64")}, {STR_INIT("aarch64"), STR_INIT("arm64")},
    {STR_INIT("armhf"), STR_INIT("arm")},    {STR_INIT("armel"), STR_INIT("arm")},
};

static const Str known_architectures[] = {
    STR_INIT("386"),     STR_INIT("amd64"),    STR_INIT("amd64p32"),  STR_INIT("arm"),
    STR_INIT("armbe"),   STR_INIT("arm64"),    STR_INIT("arm64be"),   STR_INIT("ppc64"),
    STR_INIT("ppc64le"), STR_INIT("loong64"),  STR_INIT("mips"),      STR_INIT("mipsle"),
    STR_INIT("mips64"),  STR_INIT("mips64le"), STR_INIT("mips64p32"), STR_INIT("mips64p32le"),
    STR_INIT("ppc"),     STR_INIT("riscv"),    STR_INIT("riscv64"),   STR_INIT("s390"),
    STR_INIT("s390x"),   STR_INIT("sparc"),    STR_INIT("sparc64"),   STR_INIT("wasm"),
};

static const Str known_systems[] = {
    STR_INIT("aix"),     STR_INIT("android"), STR_INIT("darwin"),  STR_INIT("dragonfly"),
    STR_INIT("freebsd"), STR_INIT("hurd"),    STR_INIT("illumos"), STR_INIT("ios"),
    STR_INIT("js"),      STR_INIT("linux"),   STR_INIT("nacl"),    STR_INIT("netbsd"),
    STR_INIT("openbsd"), STR_INIT("plan9"),   STR_INIT("solaris"), STR_INIT("windows"),
    STR_INIT("zos"),
};

static bool is_one_of(Str text, const Str *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(text, names[i]))
            return true;
    return false;
}

static Str architecture_name(Str written)
{
    for (size_t i = 0; i < sizeof architectures / sizeof *architectures; i++)
        if (str_eq(architectures[i].written, written))
            return architectures[i].name;
    return written;
}

static bool is_part(Str text, bool dots)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        if (!letter && !(dots && c == '.'))
            return false;
    }
    return text.len > 0;
}

/* windows(10.0.17763): the version is nobody's business here. */
static Str system_name(Str part)
{
    StrCut version = str_cut(part, '(');
    if (version.found && !str_ends(version.tail, STR(")")))
        return part;
    return str_eq(version.head, STR("macos")) ? STR("darwin") : version.head;
}

static Platform read_one(Str part)
{
    Platform platform = {.os = system_name(part)};
    if (is_one_of(platform.os, known_systems, sizeof known_systems / sizeof *known_systems)) {
        platform.valid = true;
        return platform;
    }
    platform = (Platform){.architecture = architecture_name(part)};
    platform.valid = is_one_of(platform.architecture, known_architectures,
                               sizeof known_architectures / sizeof *known_architectures);
    return platform;
}

Platform platform_read(Arena *arena, Str text)
{
    StrCut os = str_cut(str_lower(arena, text), '/');
    if (!os.found)
        return read_one(os.head);
    StrCut architecture = str_cut(os.tail, '/');
    Platform platform = {.os = system_name(os.head),
                         .architecture = architecture_name(architecture.head),
                         .variant = architecture.tail};
    platform.valid = is_part(platform.os, false) && is_part(platform.architecture, true) &&
                     (!architecture.found || is_part(platform.variant, true));
    return platform;
}
