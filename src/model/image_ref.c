#include "model/image_ref.h"

#include "base/buf.h"

enum { PATH_MOST = 255, TAG_MOST = 128 };

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_alnum(char c)
{
    return is_lower(c) || char_is_digit(c) || (c >= 'A' && c <= 'Z');
}

static bool is_hex(char c)
{
    return char_is_digit(c) || (c >= 'a' && c <= 'f');
}

static bool all_are(Str text, bool (*fits)(char))
{
    for (size_t i = 0; i < text.len; i++)
        if (!fits(text.at[i]))
            return false;
    return text.len > 0;
}

static bool has_upper(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] >= 'A' && text.at[i] <= 'Z')
            return true;
    return false;
}

/* ---- variables ---- */

/* Where the ${...} that starts at `at` ends. */
static size_t variable_end(Str text, size_t at)
{
    size_t depth = 0;
    for (; at < text.len; at++) {
        if (str_starts(str_tail(text, at), STR("${")))
            depth++;
        else if (text.at[at] == '}' && --depth == 0)
            return at + 1;
    }
    return at;
}

/* The text with a digit, which fits anywhere, for each byte of a variable. */
static Str without_variables(Arena *arena, Str text)
{
    Buf shadow;
    buf_init(&shadow, arena);
    for (size_t at = 0; at < text.len;) {
        if (!str_starts(str_tail(text, at), STR("${"))) {
            buf_char(&shadow, text.at[at++]);
            continue;
        }
        size_t end = variable_end(text, at);
        buf_repeat(&shadow, '1', end - at);
        at = end;
    }
    return buf_str(&shadow);
}

Str value_behind_names(Value value)
{
    size_t at = 0;
    while (value.known == VALUE_NAMED && str_starts(str_tail(value.text, at), STR("${")))
        at = variable_end(value.text, at);
    return str_tail(value.text, at);
}

/* ---- the parts ---- */

static bool is_domain_label(Str label)
{
    for (size_t i = 0; i < label.len; i++)
        if (!is_alnum(label.at[i]) && (label.at[i] != '-' || i == 0 || i + 1 == label.len))
            return false;
    return label.len > 0;
}

static bool is_registry(Str registry)
{
    Str host = registry;
    if (str_starts(host, STR("["))) {
        size_t end = str_find_char(host, ']');
        for (size_t i = 1; i < end && i < host.len; i++)
            if (host.at[i] != ':' && !is_hex((char)(host.at[i] | 0x20)))
                return false;
        Str port = str_tail(host, end + 1);
        return end > 1 && end < host.len &&
               (port.len == 0 || (port.at[0] == ':' && all_are(str_tail(port, 1), char_is_digit)));
    }
    StrCut port = str_cut(host, ':');
    if (port.found && !all_are(port.tail, char_is_digit))
        return false;
    StrCut label = {.tail = port.head, .found = true};
    while (label.found) {
        label = str_cut(label.tail, '.');
        if (!is_domain_label(label.head))
            return false;
    }
    return true;
}

/* Letters and digits, joined by one of . _ __ or any number of hyphens. */
static bool is_component(Str name)
{
    size_t i = 0;
    for (;;) {
        size_t start = i;
        while (i < name.len && (is_lower(name.at[i]) || char_is_digit(name.at[i])))
            i++;
        if (i == start)
            return false;
        if (i == name.len)
            return true;
        if (name.at[i] == '-') {
            while (i < name.len && name.at[i] == '-')
                i++;
        } else if (name.at[i] == '.' || str_starts(str_tail(name, i), STR("__"))) {
            i += name.at[i] == '.' ? 1 : 2;
        } else if (name.at[i] == '_') {
            i++;
        } else {
            return false;
        }
    }
}

static bool is_repository(Str repository)
{
    StrCut part = {.tail = repository, .found = true};
    while (part.found) {
        part = str_cut(part.tail, '/');
        if (!is_component(part.head))
            return false;
    }
    return true;
}

static bool is_tag(Str tag)
{
    for (size_t i = 0; i < tag.len; i++) {
        char c = tag.at[i];
        if (!is_alnum(c) && c != '_' && (i == 0 || (c != '.' && c != '-')))
            return false;
    }
    return tag.len > 0 && tag.len <= TAG_MOST;
}

bool is_digest(Str digest)
{
    static const struct {
        Str name;
        size_t len;
    } algorithms[] = {
        {STR_INIT("sha256"), 64},
        {STR_INIT("sha384"), 96},
        {STR_INIT("sha512"), 128},
    };
    StrCut cut = str_cut(digest, ':');
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
        if (str_eq(cut.head, algorithms[i].name))
            return cut.tail.len == algorithms[i].len && all_are(cut.tail, is_hex);
    return false;
}

/* ---- the whole ---- */

/* A name with '_' is no host, but Docker then takes it for a part of the path. */
static bool is_first_part(Str registry)
{
    return is_registry(registry) || is_component(registry);
}

/* What stands before the first '/', when it is a registry. */
static size_t registry_len(Str text, Str shadow)
{
    StrCut cut = str_cut(shadow, '/');
    if (!cut.found)
        return 0;
    bool variable = str_starts(text, STR("${")) && variable_end(text, 0) == cut.head.len;
    bool registry = str_eq(cut.head, STR("localhost")) || has_upper(cut.head) || variable ||
                    str_find_char(cut.head, '.') < cut.head.len ||
                    str_find_char(cut.head, ':') < cut.head.len;
    return registry ? cut.head.len : 0;
}

static bool is_hub(Str registry)
{
    return registry.len == 0 || str_eq(registry, STR("docker.io")) ||
           str_eq(registry, STR("index.docker.io"));
}

bool image_is_bare(const ImageRef *ref)
{
    static const Str names[] = {
        STR_INIT("almalinux"), STR_INIT("alpine"),      STR_INIT("amazonlinux"),
        STR_INIT("busybox"),   STR_INIT("centos"),      STR_INIT("debian"),
        STR_INIT("ubuntu"),    STR_INIT("oraclelinux"), STR_INIT("rockylinux"),
    };
    for (size_t i = 0; ref->official && i < sizeof names / sizeof *names; i++)
        if (str_eq(ref->name, names[i]))
            return true;
    return false;
}

ImageRef image_ref_read(Arena *arena, Value value)
{
    Str text = value.text;
    bool named = value.known != VALUE_KNOWN && str_find(text, STR("${")) < text.len;
    Str shadow = named ? without_variables(arena, text) : text;
    size_t registry = registry_len(text, shadow);
    size_t start = registry + (registry > 0);
    Str rest = str_tail(shadow, start);
    size_t at = str_find_char(rest, '@');
    size_t colon = str_find_char(str_head(rest, at), ':');
    size_t end = colon < at ? colon : at;
    ImageRef ref = {.text = text, .known = value.known};
    ref.registry = str_head(text, registry);
    ref.repository = str_slice(text, start, start + end);
    size_t slash = str_rfind_char(str_head(rest, end), '/');
    ref.name = slash < end ? str_slice(text, start + slash + 1, start + end) : ref.repository;
    ref.tag = colon < at ? str_slice(text, start + colon + 1, start + at) : (Str){0};
    ref.digest = str_tail(text, start + at + 1);
    Str path = str_head(rest, end);
    bool library = str_starts(ref.repository, STR("library/"));
    bool variable_digest = named && str_find(ref.digest, STR("${")) < ref.digest.len;
    size_t short_name = is_hub(ref.registry) && slash >= end ? sizeof "library" : 0;
    ref.valid = (registry == 0 || is_first_part(str_head(shadow, registry))) &&
                is_repository(path) && path.len + short_name <= PATH_MOST &&
                (colon >= at || is_tag(str_slice(rest, colon + 1, at))) &&
                (at >= rest.len || variable_digest || is_digest(str_tail(rest, at + 1))) &&
                !(text.len == 64 && all_are(text, is_hex));
    ref.official = is_hub(ref.registry) && ref.name.len > 0 &&
                   str_find(ref.repository, STR("${")) == ref.repository.len &&
                   (slash >= end || (library && slash == sizeof "library" - 1));
    return ref;
}
