/* How commands end in the normal course: well, wrong, or one cannot say. What asks for another
   distribution or architecture goes wrong. */
#include "model/runner.h"

enum { CHAIN_MAX = 32 };

Outcome outcome_not(Outcome outcome)
{
    if (outcome == GOES_EITHER)
        return outcome;
    return outcome == GOES_WELL ? GOES_WRONG : GOES_WELL;
}

static Outcome outcome_if(bool well)
{
    return well ? GOES_WELL : GOES_WRONG;
}

/* ---- distributions ---- */

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

Family run_family(Runner *r)
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

static Outcome outcome_of_family(Runner *r, Family asked, bool close)
{
    Family here = run_family(r);
    if (asked == FAMILY_UNKNOWN || here == FAMILY_UNKNOWN)
        return GOES_EITHER;
    bool debian = here == FAMILY_UBUNTU && asked == FAMILY_DEBIAN;
    return outcome_if(here == asked || (close && debian));
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

static Outcome outcome_of_program(Runner *r, Str program)
{
    size_t slash = str_rfind_char(program, '/');
    Str name = slash < program.len ? str_tail(program, slash + 1) : program;
    size_t count = sizeof mark_programs / sizeof *mark_programs;
    return outcome_of_mark(r, mark_programs, count, name);
}

static Outcome outcome_of_file(Runner *r, Value path)
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
static Outcome outcome_of_name(Runner *r, Str word)
{
    size_t found = find_architecture(word);
    if (found < ARCHITECTURES)
        return outcome_if(found == architecture_here(r));
    return outcome_of_family(r, family_named(word), false);
}

Outcome outcome_of_match(Runner *r, Value subject, Value pattern)
{
    bool matches;
    if (pattern.known != VALUE_KNOWN)
        return GOES_EITHER;
    if (subject.known == VALUE_KNOWN && pattern_matches(r, pattern.text, subject.text, &matches))
        return outcome_if(matches);
    return outcome_of_name(r, pattern.text);
}

/* ---- test ---- */

static Outcome outcome_of_unary(Runner *r, Str op, Value value)
{
    bool known = value.known == VALUE_KNOWN;
    char letter = op.len == 2 && op.at[0] == '-' ? op.at[1] : 0;
    if (letter == 'z' || letter == 'n') {
        if (known)
            return outcome_if((value.text.len == 0) == (letter == 'z'));
        return GOES_EITHER;
    }
    if (letter == 'f' || letter == 'e' || letter == 'x' || letter == 'r' || letter == 's')
        return outcome_of_file(r, value);
    return GOES_EITHER;
}

static Outcome outcome_of_equal(Runner *r, Value left, Value right)
{
    if (left.known == VALUE_KNOWN && right.known == VALUE_KNOWN)
        return outcome_if(str_eq(left.text, right.text));
    if (left.known == VALUE_NAMED && right.known == VALUE_NAMED && str_eq(left.text, right.text))
        return GOES_WELL;
    Value known = right.known == VALUE_KNOWN ? right : left;
    return known.known == VALUE_KNOWN ? outcome_of_name(r, known.text) : GOES_EITHER;
}

static bool read_number(Value value, long *number)
{
    *number = 0;
    if (value.known != VALUE_KNOWN || value.text.len == 0 || value.text.len > 9)
        return false;
    for (size_t i = 0; i < value.text.len; i++) {
        if (value.text.at[i] < '0' || value.text.at[i] > '9')
            return false;
        *number = *number * 10 + (value.text.at[i] - '0');
    }
    return true;
}

static Outcome outcome_of_binary(Runner *r, Value left, Str op, Value right)
{
    long a, b;
    if (str_eq(op, STR("=")) || str_eq(op, STR("==")))
        return outcome_of_equal(r, left, right);
    if (str_eq(op, STR("!=")))
        return outcome_not(outcome_of_equal(r, left, right));
    if (!read_number(left, &a) || !read_number(right, &b))
        return GOES_EITHER;
    if (str_eq(op, STR("-eq")))
        return outcome_if(a == b);
    if (str_eq(op, STR("-ne")))
        return outcome_if(a != b);
    if (str_eq(op, STR("-lt")))
        return outcome_if(a < b);
    if (str_eq(op, STR("-le")))
        return outcome_if(a <= b);
    if (str_eq(op, STR("-gt")))
        return outcome_if(a > b);
    return str_eq(op, STR("-ge")) ? outcome_if(a >= b) : GOES_EITHER;
}

static Outcome outcome_of_one(Runner *r, const Arg *args, size_t count)
{
    if (count > 1 && str_eq(args[0].value.text, STR("!")) && !args[0].quoted)
        return outcome_not(outcome_of_one(r, args + 1, count - 1));
    if (count == 0)
        return GOES_WRONG;
    if (count == 1)
        return args[0].value.known == VALUE_KNOWN ? outcome_if(args[0].value.text.len > 0)
                                                  : GOES_EITHER;
    if (count == 2)
        return outcome_of_unary(r, args[0].value.text, args[1].value);
    if (count == 3)
        return outcome_of_binary(r, args[0].value, args[1].value.text, args[2].value);
    return GOES_EITHER;
}

static Outcome outcome_and(Outcome a, Outcome b)
{
    if (a == GOES_WRONG || b == GOES_WRONG)
        return GOES_WRONG;
    return a == GOES_WELL && b == GOES_WELL ? GOES_WELL : GOES_EITHER;
}

static Outcome outcome_or(Outcome a, Outcome b)
{
    return outcome_not(outcome_and(outcome_not(a), outcome_not(b)));
}

static bool is_word(const Arg *arg, Str one, Str other)
{
    return !arg->quoted && (str_eq(arg->value.text, one) || str_eq(arg->value.text, other));
}

/* a -o b -a c: -a binds closer. Brackets are not looked into. */
Outcome outcome_of_test(Runner *r, const Arg *args, size_t count)
{
    Outcome any = GOES_WRONG, all = GOES_WELL;
    size_t from = 0;
    for (size_t i = 0; i <= count; i++) {
        bool ends = i == count, and = !ends && is_word(&args[i], STR("-a"), STR("&&"));
        bool or = !ends && is_word(&args[i], STR("-o"), STR("||"));
        if (!ends && is_word(&args[i], STR("("), STR(")")))
            return GOES_EITHER;
        if (!ends && !and&&! or)
            continue;
        all = outcome_and(all, outcome_of_one(r, args + from, i - from));
        from = i + 1;
        if (!and) {
            any = outcome_or(any, all);
            all = GOES_WELL;
        }
    }
    return any;
}

Outcome outcome_of_node_test(Runner *r, const ShellNode *node)
{
    Args args = {0};
    for (const ShellWord *word = node->words; word; word = word->next) {
        Arg arg = word_single(r, word);
        Str op = args.len ? args.at[args.len - 1].value.text : (Str){0};
        bool pattern = str_eq(op, STR("=~")) || str_eq(op, STR("=")) || str_eq(op, STR("==")) ||
                       str_eq(op, STR("!="));
        /* What is no plain text on the right is a pattern. */
        if (pattern && !word->constant && arg.value.known == VALUE_KNOWN &&
            str_find_char(word->text, '*') < word->text.len)
            arg.value.known = VALUE_UNKNOWN;
        *PUSH(r->arena, &args) = arg;
    }
    return outcome_of_test(r, args.at, args.len);
}

/* ---- programs ---- */

static Outcome outcome_of_lookup(Runner *r, const Command *command)
{
    Outcome outcome = GOES_WELL;
    for (size_t i = 0; i < command->operands.len; i++) {
        Value program = command->operands.at[i].value;
        Outcome one =
            program.known == VALUE_KNOWN ? outcome_of_program(r, program.text) : GOES_EITHER;
        outcome = outcome_and(outcome, one);
    }
    return command->operands.len ? outcome : GOES_EITHER;
}

/* grep -q Alpine /etc/os-release */
static Outcome outcome_of_grep(Runner *r, const Command *command)
{
    const Args *operands = &command->operands;
    if (operands->len != 2 || operands->at[0].value.known != VALUE_KNOWN)
        return GOES_EITHER;
    Str file = operands->at[1].value.text;
    if (!str_eq(file, STR("/etc/os-release")) && !str_eq(file, STR("/etc/issue")) &&
        !str_eq(file, STR("/etc/redhat-release")))
        return GOES_EITHER;
    Str word = str_lower(r->arena, operands->at[0].value.text);
    word = str_starts(word, STR("id=")) ? str_tail(word, 3) : word;
    return outcome_of_family(r, family_named(word), false);
}

Outcome outcome_of(Runner *r, const Command *command)
{
    if (command_is(command, "[ test")) {
        size_t count = command->args.len;
        count -= count > 0 && command->name.at[0] == '[';
        return outcome_of_test(r, command->args.at, count);
    }
    if (command_is(command, "which type hash command"))
        return outcome_of_lookup(r, command);
    if (command_is(command, "grep egrep fgrep"))
        return outcome_of_grep(r, command);
    if (command_is(command, "id getent cmp diff pidof pgrep stat mountpoint expr dpkg-query ls "
                            "rpm nc read getopts let"))
        return GOES_EITHER;
    if (command_is(command, "dpkg apk") && command_option(command, "-s -l -L --status --list -e"))
        return GOES_EITHER;
    /* What dpkg installs often lacks what it needs: apt-get -f behind || is the usual way. */
    if (command_is(command, "dpkg") && command_option(command, "-i --install"))
        return GOES_EITHER;
    if (command_is(command, "node python python2 python3 perl ruby php") &&
        command_option(command, "-e -p -c -r --eval --print"))
        return GOES_EITHER;
    return command_is(command, "false") ? GOES_WRONG : GOES_WELL;
}
