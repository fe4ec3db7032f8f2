#include "shared/slim_variants.h"

#include "base/buf.h"
#include "shared/names.h"

typedef struct {
    Str name;
    bool suite_last; /* 3.12-slim-bookworm, not 20-bookworm-slim */
    bool plain;      /* slim is the same but for documentation */
} Variant;

static const Variant variants[] = {
    {STR_INIT("python"), true, false},  {STR_INIT("node"), false, false},
    {STR_INIT("ruby"), true, false},    {STR_INIT("perl"), true, false},
    {STR_INIT("pypy"), true, false},    {STR_INIT("erlang"), false, false},
    {STR_INIT("elixir"), false, false}, {STR_INIT("debian"), false, true},
};

static const Variant *variant_of(const ImageRef *image)
{
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
        if (str_eq(image->name, variants[i].name))
            return &variants[i];
    return NULL;
}

/* A tag that has a slim sibling: a version, a suite, or both. */
static bool is_full_tag(Str tag)
{
    static const char *const others[] = {
        "slim",    "alpine",       "onbuild", "windows", "nano",  "backports", "buildpack", "rc",
        "nightly", "experimental", "squeeze", "wheezy",  "alpha", "beta",      "curl",      "-2"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (name_has(tag, others[i]))
            return false;
    /* Before these there was no slim. */
    return !str_starts(tag, STR("6")) && !str_starts(tag, STR("7.")) && !str_starts(tag, STR("8."));
}

static Str suite_of(Str tag)
{
    static const char *const suites[] = {"jessie",   "stretch", "buster", "bullseye",
                                         "bookworm", "trixie",  "sid"};
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
        if (str_ends(tag, str_from(suites[i])))
            return str_from(suites[i]);
    return (Str){0};
}

SlimVariant slim_variant(Arena *arena, const ImageRef *image)
{
    const Variant *variant = image->official ? variant_of(image) : NULL;
    Str tag = image->tag, suite = suite_of(tag);
    if (!variant || image->known != VALUE_KNOWN || image->digest.len > 0 || !is_full_tag(tag))
        return (SlimVariant){0};
    Buf made;
    buf_init(&made, arena);
    if (tag.len == 0 || str_eq(tag, STR("latest")))
        buf_fmt(&made, variant->plain ? "stable-slim" : "slim");
    else if (variant->suite_last && suite.len > 0)
        buf_fmt(&made, "%.*sslim-%.*s", STR_ARG(str_head(tag, tag.len - suite.len)),
                STR_ARG(suite));
    else
        buf_fmt(&made, "%.*s-slim", STR_ARG(tag));
    return (SlimVariant){buf_str(&made), variant->plain};
}
