#include "image/config.h"

#include "image/history.h"

Str platform_text(Arena *arena, Str os, Str architecture, Str variant)
{
    if (os.len == 0 || architecture.len == 0)
        return os;
    Buf text;
    buf_init(&text, arena);
    buf_fmt(&text, "%.*s/%.*s", STR_ARG(os), STR_ARG(architecture));
    if (variant.len)
        buf_fmt(&text, "/%.*s", STR_ARG(variant));
    return buf_str(&text);
}

bool config_is_of_image(const Json *document)
{
    return document_member(document, "rootfs") || document_member(document, "architecture") ||
           document_member(document, "os");
}

/* An object whose keys are all that it says: {"80/tcp": {}}. */
static Strs keys_of(Arena *arena, const Json *object)
{
    Strs keys = {0};
    if (json_is_object(object))
        for (const Json *at = json_item(object, 0); at; at = json_next(at))
            *PUSH(arena, &keys) = json_name(at);
    return keys;
}

static ImagePairs pairs_of(Arena *arena, const Json *object)
{
    ImagePairs pairs = {0};
    if (json_is_object(object))
        for (const Json *at = json_item(object, 0); at; at = json_next(at))
            *PUSH(arena, &pairs) = (ImagePair){json_name(at), json_as_str(at)};
    return pairs;
}

/* The form that docker once used: a string where a list belongs. */
static Strs words_of(Arena *arena, const Json *value)
{
    Strs words = document_texts(arena, value);
    if (json_as_str(value).len)
        *PUSH(arena, &words) = json_as_str(value);
    return words;
}

static ImageConfig run_of(Arena *arena, const Json *document)
{
    const Json *run = document_member(document, "config");
    const Json *health = document_member(run, "Healthcheck");
    return (ImageConfig){
        .os = document_text(document, "os"),
        .architecture = document_text(document, "architecture"),
        .variant = document_text(document, "variant"),
        .os_version = document_text(document, "os.version"),
        .created = document_text(document, "created"),
        .author = document_text(document, "author"),
        .user = document_text(run, "User"),
        .working_dir = document_text(run, "WorkingDir"),
        .stop_signal = document_text(run, "StopSignal"),
        .env = document_texts(arena, document_member(run, "Env")),
        .entrypoint = words_of(arena, document_member(run, "Entrypoint")),
        .cmd = words_of(arena, document_member(run, "Cmd")),
        .healthcheck = document_texts(arena, document_member(health, "Test")),
        .on_build = document_texts(arena, document_member(run, "OnBuild")),
        .ports = keys_of(arena, document_member(run, "ExposedPorts")),
        .volumes = keys_of(arena, document_member(run, "Volumes")),
        .labels = pairs_of(arena, document_member(run, "Labels")),
    };
}

ConfigFacts config_facts(Arena *arena, const Json *document)
{
    ConfigFacts facts = {.run = run_of(arena, document)};
    facts.diff_ids =
        document_texts(arena, document_member(document_member(document, "rootfs"), "diff_ids"));
    const Json *history = document_member(document, "history");
    if (json_is_array(history))
        for (const Json *at = json_item(history, 0); at; at = json_next(at))
            *PUSH(arena, &facts.history) = history_entry(arena, at);
    return facts;
}
