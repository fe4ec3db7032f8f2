#include "base/buf.h"
#include "check.h"
#include "model/image_ref.h"

typedef struct {
    const char *text;
    const char *parts; /* registry|repository|name|tag|digest, then + when official, ! when wrong */
} Case;

#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const Case known[] = {
    {"debian", "|debian|debian||+"},
    {"debian:12", "|debian|debian|12|+"},
    {"library/debian", "|library/debian|debian||+"},
    {"docker.io/debian:12", "docker.io|debian|debian|12|+"},
    {"docker.io/library/debian", "docker.io|library/debian|debian||+"},
    {"bitnami/redis:7", "|bitnami/redis|redis|7|"},
    {"ghcr.io/a/b/c:1", "ghcr.io|a/b/c|c|1|"},
    {"localhost/a", "localhost|a|a||"},
    {"localhost:5000/a", "localhost:5000|a|a||"},
    {"host:5000/a:1", "host:5000|a|a|1|"},
    {"[::1]:5000/a", "[::1]:5000|a|a||"},
    {"Host/a", "Host|a|a||"},
    {"a:1@sha256:" HEX64, "|a|a|1|sha256:" HEX64 "+"},
    {"a--b_c__d.e", "|a--b_c__d.e|a--b_c__d.e||+"},
    {"", "||||!"},
    {"UPPER", "|UPPER|UPPER||+!"},
    {"base-", "|base-|base-||+!"},
    {"a___b", "|a___b|a___b||+!"},
    {"a:", "|a|a||+!"},
    {"a:-1", "|a|a|-1|+!"},
    {"a@sha256:12", "|a|a||sha256:12+!"},
    {"/a/b", "|/a/b|b||!"},
    {"a b", "|a b|a b||+!"},
    {HEX64, "|" HEX64 "|" HEX64 "||+!"},
};

static const Case named[] = {
    {"debian:${TAG}", "|debian|debian|${TAG}|+"},
    {"base-${TARGETARCH}", "|base-${TARGETARCH}|base-${TARGETARCH}||"},
    {"${REGISTRY}/a:1", "${REGISTRY}|a|a|1|"},
    {"${A:-x/y:z}:1", "|${A:-x/y:z}|${A:-x/y:z}|1|"},
    {"a@sha256:${SUM}", "|a|a||sha256:${SUM}+"},
};

static bool same(Arena *arena, const Case *one, Knowledge known_how)
{
    ImageRef ref = image_ref_read(arena, (Value){str_from(one->text), known_how});
    Buf got;
    buf_init(&got, arena);
    buf_fmt(&got, "%.*s|%.*s|%.*s|%.*s|%.*s%s%s", STR_ARG(ref.registry), STR_ARG(ref.repository),
            STR_ARG(ref.name), STR_ARG(ref.tag), STR_ARG(ref.digest), ref.official ? "+" : "",
            ref.valid ? "" : "!");
    if (str_eq(buf_str(&got), str_from(one->parts)) && ref.known == known_how)
        return true;
    printf("%s: got %.*s\n", one->text, STR_ARG(buf_str(&got)));
    return false;
}

int main(void)
{
    Arena *arena = arena_open();
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        CHECK(same(arena, &known[i], VALUE_KNOWN));
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        CHECK(same(arena, &named[i], VALUE_NAMED));
    arena_close(arena);
    return check_end();
}
