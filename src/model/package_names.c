#include "model/package_names.h"

static bool holds(Str text, char c)
{
    return str_find_char(text, c) < text.len;
}

static bool ends_in_one_of(Str text, const Str *suffixes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_ends(text, suffixes[i]))
            return true;
    return false;
}

static bool is_url(Str text)
{
    return str_find(text, STR("://")) < text.len || str_starts(text, STR("git@")) ||
           str_starts(text, STR("git+")) || str_starts(text, STR("github:")) ||
           str_starts(text, STR("gitlab:")) || str_starts(text, STR("bitbucket:")) ||
           str_starts(text, STR("gist:"));
}

static bool is_path(Str text)
{
    return str_starts(text, STR("/")) || str_starts(text, STR("./")) ||
           str_starts(text, STR("../")) || str_starts(text, STR("~/")) ||
           str_starts(text, STR("file:")) || str_eq(text, STR(".")) || str_eq(text, STR("..")) ||
           str_starts(text, STR(".["));
}

/* A file that holds the package, by its name. The bare names are those that a manager takes. */
static bool is_file(ManagerNames names, Str text)
{
    static const Str wheels[] = {STR_INIT(".whl"), STR_INIT(".tar.gz"),  STR_INIT(".tgz"),
                                 STR_INIT(".zip"), STR_INIT(".tar.bz2"), STR_INIT(".conda"),
                                 STR_INIT(".tar"), STR_INIT(".rock"),    STR_INIT(".rockspec")};
    switch (names) {
    case NAMES_APT:
        return str_ends(text, STR(".deb"));
    case NAMES_APK:
        return str_ends(text, STR(".apk"));
    case NAMES_RPM:
    case NAMES_ZYPPER:
        return str_ends(text, STR(".rpm"));
    case NAMES_GEM:
        return str_ends(text, STR(".gem"));
    case NAMES_GO:
        return str_ends(text, STR(".go"));
    case NAMES_PLAIN:
    case NAMES_PIP:
    case NAMES_POETRY:
    case NAMES_CONDA:
    case NAMES_NPM:
    case NAMES_AT:
    case NAMES_COMPOSER:
    case NAMES_DASH:
    case NAMES_OPAM:
    case NAMES_CPAN:
    case NAMES_ROCK:
    case NAMES_CODE:
        break;
    }
    return ends_in_one_of(text, wheels, sizeof wheels / sizeof *wheels);
}

/* Its version is a revision, and without one it is whatever the branch holds. */
static bool is_repository(Str text)
{
    static const Str starts[] = {STR_INIT("git+"), STR_INIT("git:"), STR_INIT("git@"),
                                 STR_INIT("hg+"),  STR_INIT("svn+"), STR_INIT("bzr+")};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(text, starts[i]))
            return true;
    return false;
}

/* git+https://host/x@rev#egg=name, git://host/x#rev, https://host/x.git@rev */
static void read_url(Str text, Package *package)
{
    package->url = true;
    package->pin = PIN_OTHER;
    StrCut cut = str_cut(text, '#');
    size_t egg = str_find(cut.tail, STR("egg="));
    if (egg < cut.tail.len) {
        Str name = str_tail(cut.tail, egg + 4);
        package->name = str_head(name, package_find_any(name, "&["));
    } else if (cut.found && str_find(cut.tail, STR("=")) == cut.tail.len) {
        package->version = value_of(cut.tail);
    }
    size_t slash = str_rfind_char(cut.head, '/'), at = str_rfind_char(cut.head, '@');
    if (at < cut.head.len && slash < at)
        package->version = value_of(str_tail(cut.head, at + 1));
    if (is_repository(text) && package->version.text.len == 0)
        package->pin = PIN_NONE;
}

static void split(Package *package, Str text, size_t name_end, size_t version_start)
{
    package->name = str_trim(str_head(text, name_end));
    package->version = value_of(str_trim(str_tail(text, version_start)));
}

static bool read_apt(Str text, Package *package)
{
    size_t at = package_find_any(text, "=/");
    if (at < text.len) {
        split(package, text, at, at + 1);
        package->pin = text.at[at] == '/' ? PIN_RANGE : package_plain_pin(package->version.text);
    } else if (text.len > 1 && text.at[text.len - 1] == '-') {
        return false;
    }
    package->name = str_head(package->name, str_find_char(package->name, ':'));
    return package->name.len > 0;
}

/* Operators between name and version: "=" alone is one version. */
static bool read_operators(Str text, const char *set, Package *package)
{
    size_t at = package_find_any(text, set), end = at;
    while (end < text.len && strchr(set, text.at[end]))
        end++;
    split(package, text, at, end);
    Str operator= str_slice(text, at, end);
    if (operator.len == 0)
        package->pin = PIN_NONE;
    else if (str_eq(operator, STR("=")) || str_eq(operator, STR("==")))
        package->pin = package_plain_pin(package->version.text);
    else
        package->pin = PIN_RANGE;
    if (package->pin == PIN_RANGE)
        package->version = value_of(str_trim(str_tail(text, at)));
    return package->name.len > 0;
}

static bool read_apk(Str text, Package *package)
{
    if (text.at[0] == '!')
        return false;
    if (!read_operators(text, "=~<>", package))
        return false;
    Str name = package->name, version = package->version.text;
    package->name = str_head(name, str_find_char(name, '@'));
    package->version.text = str_head(version, str_find_char(version, '@'));
    return package->name.len > 0;
}

/* gcc-4.8.5-44.el7.x86_64: version and release both begin with a digit, and the version has a dot,
   an epoch or a release; compat-gcc-44 is a name. */
static void read_nevra(Str text, Package *package)
{
    static const Str arches[] = {STR_INIT(".x86_64"), STR_INIT(".noarch"),  STR_INIT(".i686"),
                                 STR_INIT(".i386"),   STR_INIT(".aarch64"), STR_INIT(".ppc64le"),
                                 STR_INIT(".s390x"),  STR_INIT(".src"),     STR_INIT(".armv7hl")};
    for (size_t i = 0; i < sizeof arches / sizeof *arches; i++)
        if (str_ends(text, arches[i]))
            text = str_head(text, text.len - arches[i].len);
    package->name = text;
    size_t last = str_rfind_char(text, '-');
    if (last + 1 >= text.len || last == 0)
        return;
    Str head = str_head(text, last), tail = str_tail(text, last + 1);
    size_t before = str_rfind_char(head, '-');
    bool release =
        before < head.len && before > 0 && package_starts_version(str_tail(head, before + 1));
    bool named = str_starts(tail, STR("${"));
    if (release && (package_starts_version(tail) || named)) {
        split(package, text, before, before + 1);
    } else if (named || (char_is_digit(tail.at[0]) && package_find_any(tail, ".:*") < tail.len)) {
        split(package, text, last, last + 1);
    } else if (char_is_digit(tail.at[0])) {
        package->pin = PIN_OTHER;
        return;
    } else {
        return;
    }
    package->pin = package_plain_pin(package->version.text);
}

static bool read_rpm(Str text, bool group, Package *package)
{
    if (group || text.at[0] == '@') {
        StrCut cut = str_cut(text, ':');
        package->name = cut.head;
        package->version = value_of(cut.tail);
        package->pin = cut.found ? PIN_RANGE : PIN_OTHER;
        return true;
    }
    if (package_find_any(text, "<>=") < text.len)
        return read_operators(text, "<>=", package);
    if (holds(text, '('))
        return true;
    read_nevra(text, package);
    return true;
}

static bool read_pip(Str text, Package *package)
{
    text = str_trim(str_head(text, str_find_char(text, ';')));
    size_t at = package_find_any(text, "@");
    if (at < text.len && is_url(str_trim(str_tail(text, at + 1)))) {
        read_url(str_trim(str_tail(text, at + 1)), package);
        package->name = str_trim(str_head(text, package_find_any(text, "[@ ")));
        return true;
    }
    size_t name = package_find_any(text, "[=<>!~( "), end = name;
    package->name = str_head(text, name);
    if (end < text.len && text.at[end] == '[')
        end += str_find_char(str_tail(text, end), ']') + 1;
    Str rest = str_trim(str_tail(text, end));
    size_t equals = 0;
    while (equals < rest.len && rest.at[equals] == '=')
        equals++;
    package->version = value_of(equals > 0 ? str_trim(str_tail(rest, equals)) : rest);
    if (rest.len == 0)
        package->pin = PIN_NONE;
    else
        package->pin = equals >= 2 ? package_plain_pin(package->version.text) : PIN_RANGE;
    return package->name.len > 0;
}

static bool read_conda(Str text, Package *package)
{
    size_t channel = str_find(text, STR("::"));
    if (channel < text.len)
        text = str_tail(text, channel + 2);
    size_t at = package_find_any(text, "=<>!~[ ");
    package->name = str_head(text, at);
    Str rest = str_tail(text, at);
    bool exactly = str_starts(rest, STR("==")), fuzzily = str_starts(rest, STR("="));
    bool blank = str_starts(rest, STR(" "));
    package->version = value_of(str_trim(str_tail(rest, exactly ? 2 : fuzzily ? 1 : 0)));
    Str version = package->version.text;
    if (rest.len == 0)
        package->pin = PIN_NONE;
    else if (exactly || (fuzzily && holds(version, '=')) || blank)
        package->pin = package_plain_pin(version);
    else
        package->pin = PIN_RANGE;
    return package->name.len > 0;
}

/* name@version, where a scope's own @ comes first: @scope/name@version */
static bool read_at(ManagerNames names, Str text, Package *package)
{
    if (str_starts(text, STR("npm:")) || str_starts(text, STR("jsr:")))
        text = str_tail(text, 4);
    package->name = text;
    Str behind = str_tail(text, 1);
    size_t at = 1 + package_find_any(behind, names == NAMES_NPM ? "@#" : "@");
    if (at >= text.len)
        return text.len > 0;
    split(package, text, at, at + 1);
    Str version = package->version.text;
    package->pin = package_version_pin(names, version);
    if (is_url(version)) {
        read_url(version, package);
    } else if (str_starts(version, STR("npm:"))) {
        size_t inner = str_rfind_char(version, '@');
        package->version.text = str_tail(version, inner + 1);
        package->pin = inner > 4 ? package_version_pin(NAMES_NPM, package->version.text) : PIN_NONE;
    }
    return package->name.len > 0;
}

/* npm's user/repo#branch is GitHub's. */
static bool is_short_url(Str text)
{
    return text.at[0] != '@' && holds(str_head(text, package_find_any(text, "@#")), '/');
}

static bool read_poetry(Str text, Package *package)
{
    size_t at = package_find_any(text, "@");
    if (at == text.len || is_url(str_trim(str_tail(text, at + 1))))
        return read_pip(text, package);
    split(package, text, at, at + 1);
    package->name = str_head(package->name, package_find_any(package->name, "["));
    package->pin = package_version_pin(NAMES_NPM, package->version.text);
    return package->name.len > 0;
}

static bool read_colon(ManagerNames names, Str text, Package *package)
{
    size_t at = package_find_any(text, names == NAMES_COMPOSER ? ":=" : ":");
    split(package, text, at, at + 1);
    package->pin = package_version_pin(names, package->version.text);
    return package->name.len > 0;
}

/* xdebug-3.1, pkg-1.2.3; a state like xdebug-beta is no version. */
static bool read_dash(Str text, Package *package)
{
    if (package_find_any(text, "<>=^") < text.len)
        return read_operators(text, "<>=^", package);
    size_t at = str_rfind_char(text, '-');
    Str tail = str_tail(text, at + 1);
    bool named = str_starts(tail, STR("${"));
    bool state = str_eq(tail, STR("stable")) || str_eq(tail, STR("beta")) ||
                 str_eq(tail, STR("alpha")) || str_eq(tail, STR("devel"));
    if (at > 0 && at < text.len && (package_starts_version(tail) || named || state)) {
        split(package, text, at, at + 1);
        package->pin = state ? PIN_NONE : package_plain_pin(package->version.text);
    }
    return true;
}

static bool read_opam(Str text, Package *package)
{
    if (package_find_any(text, "<>=") < text.len)
        return read_operators(text, "<>=", package);
    size_t at = str_find_char(text, '.');
    if (at < text.len) {
        split(package, text, at, at + 1);
        package->pin = package_plain_pin(package->version.text);
    }
    return package->name.len > 0;
}

static bool read_cpan(Str text, Package *package)
{
    size_t at = package_find_any(text, "@~");
    split(package, text, at, at + 1);
    Str version = package->version.text;
    if (str_starts(version, STR("==")))
        package->version.text = str_trim(str_tail(version, 2));
    if (version.len > 0)
        package->pin = at < text.len && text.at[at] == '~' && !str_starts(version, STR("=="))
                           ? PIN_RANGE
                           : package_plain_pin(package->version.text);
    if (holds(package->name, '/'))
        package->pin = PIN_OTHER;
    return package->name.len > 0;
}

static bool read_name(const Manager *manager, const ManagerVerb *verb, Str text, Package *package)
{
    switch (manager->names) {
    case NAMES_APT:
        return read_apt(text, package);
    case NAMES_APK:
        return read_apk(text, package);
    case NAMES_RPM:
        return read_rpm(text, verb->group, package);
    case NAMES_ZYPPER:
        return read_operators(text, "=<>", package);
    case NAMES_PIP:
        return read_pip(text, package);
    case NAMES_POETRY:
        return read_poetry(text, package);
    case NAMES_CONDA:
        return read_conda(text, package);
    case NAMES_NPM:
    case NAMES_GO:
    case NAMES_AT:
        return read_at(manager->names, text, package);
    case NAMES_GEM:
    case NAMES_COMPOSER:
        return read_colon(manager->names, text, package);
    case NAMES_DASH:
        return read_dash(text, package);
    case NAMES_OPAM:
        return read_opam(text, package);
    case NAMES_CPAN:
        return read_cpan(text, package);
    case NAMES_PLAIN:
    case NAMES_ROCK:
    case NAMES_CODE:
        break;
    }
    return true;
}

/* x @ https://host/y, x@git+https://host/y: a name, and where it comes from. */
static bool is_named_url(Str text)
{
    size_t at = 1 + str_find_char(str_tail(text, 1), '@');
    return at < text.len && is_url(str_trim(str_tail(text, at + 1))) && !is_url(str_head(text, at));
}

bool package_name_read(const Manager *manager, const ManagerVerb *verb, Str text, Package *package)
{
    if (text.len == 0)
        return false;
    ManagerNames names = manager->names;
    bool requirement = names == NAMES_PIP || names == NAMES_POETRY;
    if ((requirement || names == NAMES_NPM) && is_named_url(text))
        return read_name(manager, verb, text, package);
    if (is_url(text) || (names == NAMES_NPM && !is_path(text) && is_short_url(text))) {
        read_url(text, package);
        return true;
    }
    /* dnf install /usr/bin/x asks for whatever brings that. */
    bool provided = names == NAMES_RPM && text.at[0] == '/' && !is_file(names, text);
    if (provided || is_path(text) || is_file(names, text) ||
        (requirement && str_find_char(text, '/') < text.len)) {
        package->local = !provided;
        package->pin = PIN_OTHER;
        return true;
    }
    return read_name(manager, verb, text, package);
}

Package package_source(const Manager *manager, const ManagerVerb *verb, const Arg *arg)
{
    Package package = {.name = arg->value.text, .pin = PIN_OTHER, .span = arg->span, .arg = arg};
    Str text = arg->value.text;
    bool named = verb->first || is_url(text);
    if (text.len > 0 && named && arg->value.known != VALUE_UNKNOWN) {
        package.pin = PIN_NONE;
        package_name_read(manager, verb, text, &package);
    } else {
        package.local = true;
    }
    return package;
}
