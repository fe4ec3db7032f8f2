/* For which distribution and architecture commands ask, and which it is here. */
#include "model/runner.h"

enum { CHAIN_MAX = 32 };

typedef struct {
    Str word;
    Family family;
} FamilyWord;

/* Names of images and of distributions, as os-release has them. */
static const FamilyWord image_families[] = {
    {STR_INIT("alpine"), FAMILY_ALPINE},
    {STR_INIT("debian"), FAMILY_DEBIAN},
    {STR_INIT("ubuntu"), FAMILY_UBUNTU},
    {STR_INIT("centos"), FAMILY_REDHAT},
    {STR_INIT("rockylinux"), FAMILY_REDHAT},
    {STR_INIT("almalinux"), FAMILY_REDHAT},
    {STR_INIT("rocky"), FAMILY_REDHAT},
    {STR_INIT("rhel"), FAMILY_REDHAT},
    {STR_INIT("redhat"), FAMILY_REDHAT},
    {STR_INIT("oraclelinux"), FAMILY_REDHAT},
    {STR_INIT("ubi7"), FAMILY_REDHAT},
    {STR_INIT("ubi8"), FAMILY_REDHAT},
    {STR_INIT("ubi9"), FAMILY_REDHAT},
    {STR_INIT("ubi-minimal"), FAMILY_REDHAT},
    {STR_INIT("fedora"), FAMILY_FEDORA},
    {STR_INIT("amazonlinux"), FAMILY_AMAZON},
    {STR_INIT("amzn"), FAMILY_AMAZON},
    {STR_INIT("opensuse"), FAMILY_SUSE},
    {STR_INIT("leap"), FAMILY_SUSE},
    {STR_INIT("tumbleweed"), FAMILY_SUSE},
    {STR_INIT("suse"), FAMILY_SUSE},
    {STR_INIT("archlinux"), FAMILY_ARCH},
    {STR_INIT("arch"), FAMILY_ARCH},
    {STR_INIT("busybox"), FAMILY_BUSYBOX},
    {STR_INIT("buildpack-deps"), FAMILY_DEBIAN},
};

/* In a tag; the first that stands in it. */
static const FamilyWord tag_families[] = {
    {STR_INIT("alpine"), FAMILY_ALPINE},   {STR_INIT("bookworm"), FAMILY_DEBIAN},
    {STR_INIT("bullseye"), FAMILY_DEBIAN}, {STR_INIT("buster"), FAMILY_DEBIAN},
    {STR_INIT("stretch"), FAMILY_DEBIAN},  {STR_INIT("jessie"), FAMILY_DEBIAN},
    {STR_INIT("trixie"), FAMILY_DEBIAN},   {STR_INIT("wheezy"), FAMILY_DEBIAN},
    {STR_INIT("noble"), FAMILY_UBUNTU},    {STR_INIT("jammy"), FAMILY_UBUNTU},
    {STR_INIT("focal"), FAMILY_UBUNTU},    {STR_INIT("bionic"), FAMILY_UBUNTU},
    {STR_INIT("xenial"), FAMILY_UBUNTU},   {STR_INIT("trusty"), FAMILY_UBUNTU},
    {STR_INIT("ubuntu"), FAMILY_UBUNTU},   {STR_INIT("debian"), FAMILY_DEBIAN},
    {STR_INIT("centos"), FAMILY_REDHAT},   {STR_INIT("ubi"), FAMILY_REDHAT},
    {STR_INIT("fedora"), FAMILY_FEDORA},   {STR_INIT("amazonlinux"), FAMILY_AMAZON},
    {STR_INIT("-slim"), FAMILY_DEBIAN},
};

/* Docker's own images that are Debian unless the tag says otherwise. */
static const Str debian_images[] = {
    STR_INIT("golang"), STR_INIT("httpd"),  STR_INIT("mysql"),   STR_INIT("nginx"),
    STR_INIT("node"),   STR_INIT("perl"),   STR_INIT("php"),     STR_INIT("postgres"),
    STR_INIT("python"), STR_INIT("redis"),  STR_INIT("ruby"),    STR_INIT("rust"),
    STR_INIT("gcc"),    STR_INIT("maven_"), STR_INIT("haskell"),
};

static Family find_word(const FamilyWord *rows, size_t count, Str text, bool whole)
{
    for (size_t i = 0; i < count; i++)
        if (whole ? str_eq(rows[i].word, text) : str_find(text, rows[i].word) < text.len)
            return rows[i].family;
    return FAMILY_UNKNOWN;
}

static Family family_named(Str word)
{
    size_t count = sizeof image_families / sizeof *image_families;
    return find_word(image_families, count, word, true);
}

static Family image_family(const ImageRef *image)
{
    Family family = family_named(image->name);
    if (family == FAMILY_UNKNOWN && image->tag.len > 0)
        family =
            find_word(tag_families, sizeof tag_families / sizeof *tag_families, image->tag, false);
    for (size_t i = 0; i < sizeof debian_images / sizeof *debian_images; i++)
        if (family == FAMILY_UNKNOWN && image->official && str_eq(debian_images[i], image->name))
            family = FAMILY_DEBIAN;
    return family;
}

static Family run_family(Runner *r)
{
    if (r->family != FAMILY_UNASKED)
        return r->family;
    const Stage *stage = r->step->stage;
    for (unsigned i = 0; i < CHAIN_MAX && stage && stage->base.kind == ORIGIN_STAGE; i++)
        stage = stage->base.stage;
    r->family = FAMILY_UNKNOWN;
    if (stage && stage->base.kind == ORIGIN_IMAGE && stage->base.image.known == VALUE_KNOWN)
        r->family = image_family(&stage->base.image);
    return r->family;
}

/* Red Hat's and SUSE's /bin/sh is bash. */
bool run_has_braces(Runner *r, bool *known)
{
    Family family = r->dialect == DIALECT_BASH ? FAMILY_REDHAT : run_family(r);
    *known = family != FAMILY_UNKNOWN;
    switch (family) {
    case FAMILY_REDHAT:
    case FAMILY_FEDORA:
    case FAMILY_AMAZON:
    case FAMILY_SUSE:
    case FAMILY_ARCH:
        return true;
    case FAMILY_UNASKED:
    case FAMILY_UNKNOWN:
    case FAMILY_DEBIAN:
    case FAMILY_UBUNTU:
    case FAMILY_ALPINE:
    case FAMILY_BUSYBOX:
        break;
    }
    return false;
}

static Outcome outcome_of_family(Runner *r, Family asked)
{
    Family here = run_family(r);
    if (asked == FAMILY_UNKNOWN || here == FAMILY_UNKNOWN)
        return GOES_EITHER;
    return outcome_if(here == asked);
}

/* ---- what tells a distribution ---- */

typedef struct {
    Str text;
    unsigned families; /* 1 << Family */
} Mark;

enum {
    IS_DEBIAN = 1 << FAMILY_DEBIAN | 1 << FAMILY_UBUNTU,
    IS_REDHAT = 1 << FAMILY_REDHAT | 1 << FAMILY_FEDORA | 1 << FAMILY_AMAZON,
};

static const Mark mark_files[] = {
    {STR_INIT("/etc/alpine-release"), 1 << FAMILY_ALPINE},
    {STR_INIT("/etc/apk/repositories"), 1 << FAMILY_ALPINE},
    {STR_INIT("/etc/debian_version"), IS_DEBIAN},
    {STR_INIT("/etc/redhat-release"), 1 << FAMILY_REDHAT | 1 << FAMILY_FEDORA},
    {STR_INIT("/etc/centos-release"), 1 << FAMILY_REDHAT},
    {STR_INIT("/etc/fedora-release"), 1 << FAMILY_FEDORA},
    {STR_INIT("/etc/arch-release"), 1 << FAMILY_ARCH},
    {STR_INIT("/etc/SuSE-release"), 1 << FAMILY_SUSE},
};

static const Mark mark_programs[] = {
    {STR_INIT("apk"), 1 << FAMILY_ALPINE},  {STR_INIT("apt-get"), IS_DEBIAN},
    {STR_INIT("apt"), IS_DEBIAN},           {STR_INIT("dpkg"), IS_DEBIAN},
    {STR_INIT("yum"), IS_REDHAT},           {STR_INIT("dnf"), IS_REDHAT},
    {STR_INIT("microdnf"), IS_REDHAT},      {STR_INIT("zypper"), 1 << FAMILY_SUSE},
    {STR_INIT("pacman"), 1 << FAMILY_ARCH}, {STR_INIT("apt-key"), IS_DEBIAN},
    {STR_INIT("dpkg-query"), IS_DEBIAN},    {STR_INIT("rpm"), IS_REDHAT | 1 << FAMILY_SUSE},
};

static Outcome outcome_of_mark(Runner *r, const Mark *marks, size_t count, Str text)
{
    Family here = run_family(r);
    for (size_t i = 0; i < count && here != FAMILY_UNKNOWN; i++)
        if (str_eq(marks[i].text, text))
            return outcome_if(marks[i].families & 1u << here);
    return GOES_EITHER;
}

Outcome outcome_of_program(Runner *r, Str program)
{
    size_t slash = str_rfind_char(program, '/');
    Str name = slash < program.len ? str_tail(program, slash + 1) : program;
    size_t count = sizeof mark_programs / sizeof *mark_programs;
    return outcome_of_mark(r, mark_programs, count, name);
}

Outcome outcome_of_file(Runner *r, Value path)
{
    size_t count = sizeof mark_files / sizeof *mark_files;
    Outcome outcome =
        path.known == VALUE_KNOWN ? outcome_of_mark(r, mark_files, count, path.text) : GOES_EITHER;
    if (outcome == GOES_EITHER && str_find(path.text, STR("bin/")) < path.text.len)
        outcome = outcome_of_program(r, path.text);
    return outcome;
}

/* ---- architectures ---- */

/* Those of one row are the same. */
static const Str architectures[][10] = {
    {STR_INIT("amd64"), STR_INIT("x86_64"), STR_INIT("x86-64"), STR_INIT("x64"),
     STR_INIT("linux/amd64"), STR_INIT("amd64/v2")},
    {STR_INIT("arm64"), STR_INIT("aarch64"), STR_INIT("arm64v8"), STR_INIT("linux/arm64"),
     STR_INIT("linux/arm64/v8"), STR_INIT("arm64/v8"), STR_INIT("armv8"), STR_INIT("aarch64_be")},
    {STR_INIT("armhf"), STR_INIT("armv7"), STR_INIT("armv7l"), STR_INIT("arm32v7"),
     STR_INIT("linux/arm/v7"), STR_INIT("arm/v7"), STR_INIT("armv7*"), STR_INIT("arm*")},
    {STR_INIT("armel"), STR_INIT("armv6"), STR_INIT("armv6l"), STR_INIT("arm32v6"),
     STR_INIT("linux/arm/v6"), STR_INIT("arm/v6"), STR_INIT("linux/arm"), STR_INIT("arm"),
     STR_INIT("arm32v5")},
    {STR_INIT("i386"), STR_INIT("i686"), STR_INIT("x86"), STR_INIT("i586"), STR_INIT("linux/386"),
     STR_INIT("386"), STR_INIT("i?86"), STR_INIT("i[3456]86")},
    {STR_INIT("ppc64le"), STR_INIT("ppc64el"), STR_INIT("linux/ppc64le"), STR_INIT("powerpc64le")},
    {STR_INIT("s390x"), STR_INIT("linux/s390x"), STR_INIT("s390")},
    {STR_INIT("riscv64"), STR_INIT("linux/riscv64")},
    {STR_INIT("mips64el"), STR_INIT("mips64le"), STR_INIT("linux/mips64le"), STR_INIT("mipsel"),
     STR_INIT("mips"), STR_INIT("mips64")},
    {STR_INIT("loong64"), STR_INIT("loongarch64"), STR_INIT("linux/loong64")},
};

enum { ARCHITECTURES = sizeof architectures / sizeof *architectures };

static size_t find_architecture(Str word)
{
    for (size_t i = 0; i < ARCHITECTURES; i++)
        for (size_t j = 0; j < 10 && architectures[i][j].len; j++)
            if (str_eq(architectures[i][j], word))
                return i;
    return ARCHITECTURES;
}

/* Builds run on amd64 unless the file says otherwise. */
static size_t architecture_here(const Runner *r)
{
    const Stage *stage = r->step->stage;
    if (stage && stage->platform.known == VALUE_KNOWN && stage->platform.text.len > 0) {
        size_t found = find_architecture(stage->platform.text);
        return found < ARCHITECTURES ? found : 0;
    }
    return 0;
}

/* A test for words that only an architecture or a distribution has. */
Outcome outcome_of_name(Runner *r, Str word)
{
    size_t found = find_architecture(word);
    if (found < ARCHITECTURES)
        return outcome_if(found == architecture_here(r));
    return outcome_of_distribution(r, word);
}

Outcome outcome_of_distribution(Runner *r, Str word)
{
    return outcome_of_family(r, family_named(word));
}
