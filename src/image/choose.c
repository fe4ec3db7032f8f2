#include "image/choose.h"

#include <sys/utsname.h>

#include "image/digest.h"

enum { SHORTEST_ID = 4, MOST_NAMED = 12 };

/* ---- names ---- */

/* "debian" and "debian:12" both are "docker.io/library/debian:12". */
static bool name_fits(Str name, Str wanted)
{
    for (;;) {
        if (str_eq(name, wanted))
            return true;
        if (str_starts(name, wanted) && name.at[wanted.len] == ':')
            return true;
        size_t slash = str_find_char(name, '/');
        if (slash == name.len)
            return false;
        name = str_tail(name, slash + 1);
    }
}

static bool digest_fits(Str digest, Str wanted)
{
    return wanted.len >= SHORTEST_ID &&
           (str_starts(digest, wanted) || str_starts(digest_hex(digest), wanted));
}

static bool image_fits(const Manifest *manifest, Str wanted)
{
    if (wanted.len == 0 || str_eq(wanted, STR("all")))
        return true;
    for (size_t i = 0; i < manifest->names.len; i++)
        if (name_fits(manifest->names.at[i], wanted))
            return true;
    return digest_fits(manifest->config.digest, wanted) ||
           digest_fits(manifest->self.digest, wanted);
}

/* ---- platforms ---- */

static Str own_platform(void)
{
    static const struct {
        Str machine, platform;
    } machines[] = {
        {STR_INIT("x86_64"), STR_INIT("linux/amd64")},
        {STR_INIT("aarch64"), STR_INIT("linux/arm64")},
        {STR_INIT("armv7l"), STR_INIT("linux/arm/v7")},
        {STR_INIT("i686"), STR_INIT("linux/386")},
    };
    static const Str other[] = {STR_INIT("linux/ppc64le"), STR_INIT("linux/s390x"),
                                STR_INIT("linux/riscv64")};
    struct utsname name;
    if (uname(&name) != 0)
        return (Str){0};
    for (size_t i = 0; i < sizeof machines / sizeof *machines; i++)
        if (str_eq(machines[i].machine, str_from(name.machine)))
            return machines[i].platform;
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (str_ends(other[i], str_from(name.machine)))
            return other[i];
    return (Str){0};
}

/* "linux/arm64" is "linux/arm64/v8". */
static bool platform_fits(Str platform, Str wanted)
{
    return str_starts(platform, wanted) &&
           (platform.len == wanted.len || platform.at[wanted.len] == '/');
}

static bool is_ready(const Manifest *manifest)
{
    return manifest->kind == MANIFEST_IMAGE && manifest_is_there(manifest);
}

/* The one of a group that is meant when nothing was said: this machine's, else the first. */
static Manifest *own_of(Manifests *manifests, unsigned group)
{
    Manifest *first = NULL;
    Str own = own_platform();
    for (size_t i = 0; i < manifests->len; i++) {
        Manifest *manifest = &manifests->at[i];
        if (manifest->group != group || !is_ready(manifest))
            continue;
        if (own.len && platform_fits(manifest->platform, own))
            return manifest;
        first = first ? first : manifest;
    }
    return first;
}

static bool is_wanted(Manifests *manifests, const Manifest *manifest, Str platform)
{
    if (platform.len == 0)
        return own_of(manifests, manifest->group) == manifest;
    return str_eq(platform, STR("all")) || platform_fits(manifest->platform, platform);
}

/* ---- what there is, for a Fail ---- */

static void add_once(Arena *arena, Strs *list, Str one)
{
    for (size_t i = 0; i < list->len; i++)
        if (str_eq(list->at[i], one))
            return;
    if (one.len)
        *PUSH(arena, list) = one;
}

static const char *list_text(Arena *arena, const Strs *list)
{
    Buf text;
    buf_init(&text, arena);
    for (size_t i = 0; i < list->len && i < MOST_NAMED; i++)
        buf_fmt(&text, "%s%.*s", i ? ", " : "", STR_ARG(list->at[i]));
    if (list->len > MOST_NAMED)
        buf_add(&text, STR(", ..."));
    return str_terminated(arena, list->len ? buf_str(&text) : STR("none"));
}

static bool fail_choice(Arena *arena, const ImageQuery *query, const Manifests *manifests,
                        Fail *fail)
{
    Strs names = {0}, platforms = {0};
    bool any_fits = false;
    for (size_t i = 0; i < manifests->len; i++) {
        const Manifest *manifest = &manifests->at[i];
        if (!is_ready(manifest))
            continue;
        for (size_t j = 0; j < manifest->names.len; j++)
            add_once(arena, &names, manifest->names.at[j]);
        add_once(arena, &platforms, manifest->platform);
        any_fits = any_fits || image_fits(manifest, query->image);
    }
    if (platforms.len == 0 && names.len == 0)
        return fail_set(fail, "%.*s names images, but holds no layer of any", STR_ARG(query->path));
    if (!any_fits)
        return fail_set(fail, "%.*s has no image %.*s; there is: %s", STR_ARG(query->path),
                        STR_ARG(query->image), list_text(arena, &names));
    return fail_set(fail, "%.*s has no image for %.*s; there is: %s", STR_ARG(query->path),
                    STR_ARG(query->platform), list_text(arena, &platforms));
}

bool manifests_choose(Arena *arena, const ImageQuery *query, Manifests *manifests, Images *out,
                      Fail *fail)
{
    bool any = false;
    for (size_t i = 0; i < manifests->len; i++) {
        Manifest *manifest = &manifests->at[i];
        if (manifest->kind != MANIFEST_IMAGE || !image_fits(manifest, query->image))
            continue;
        if (!manifest_is_there(manifest)) {
            add_once(arena, &out->platforms_absent, manifest->platform);
            continue;
        }
        manifest->chosen = is_wanted(manifests, manifest, query->platform);
        any = any || manifest->chosen;
        if (!manifest->chosen)
            add_once(arena, &out->platforms_left, manifest->platform);
    }
    return any || fail_choice(arena, query, manifests, fail);
}
