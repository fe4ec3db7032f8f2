#include "shared/layer_secrets.h"

#include "base/path.h"
#include "shared/secrets.h"

enum { NAMED_MOST = 3, FILES_MOST = 2000, BYTES_MOST = 2 << 20 };

static bool is_below_apart(Str directory)
{
    for (StrCut cut = {.tail = directory, .found = true}; cut.found;) {
        cut = str_cut(cut.tail, '/');
        if (secret_is_apart(cut.head))
            return true;
    }
    return false;
}

/* Entries of one directory mostly stand together. */
static bool is_apart(LayerSecrets *secrets, Str path, Report *out)
{
    Str directory = path_dir(path);
    if (str_eq(directory, secrets->directory))
        return secrets->apart;
    secrets->directory = str_copy(report_arena(out), directory);
    secrets->apart = is_below_apart(directory);
    return secrets->apart;
}

const char *rules_secret_in_file(Arena *scratch, Str path, Str text)
{
    bool own = !is_below_apart(path_dir(path)) && !secret_is_made_up(path_base(path));
    return own ? secret_in_file(scratch, path, text) : NULL;
}

const char *rules_secret_in_text(Str text)
{
    return secret_find(text).what;
}

static LayerSecret *secret_of(LayerSecrets *secrets, const BuiltEntry *entry, Report *out)
{
    for (size_t i = 0; i < secrets->len; i++)
        if (secrets->at[i].layer == entry->layer && secrets->at[i].hider == entry->hider)
            return &secrets->at[i];
    LayerSecret *secret = PUSH(report_arena(out), secrets);
    secret->layer = entry->layer;
    secret->hider = entry->hider;
    secret->first = str_copy(report_arena(out), built_path(out, entry));
    buf_init(&secret->names, report_arena(out));
    return secret;
}

static const char *look(LayerSecrets *secrets, const BuiltEntry *entry, Report *out)
{
    if (secrets->files == FILES_MOST || !built_has_text(out, entry) ||
        secrets->bytes + entry->stored > BYTES_MOST)
        return NULL;
    Str path = built_path(out, entry);
    if (is_apart(secrets, path, out) || secret_is_made_up(entry->name))
        return NULL;
    Str text = built_text(out, entry);
    if (text.len == 0)
        return NULL;
    secrets->files++;
    secrets->bytes += text.len;
    Arena *scratch = arena_open();
    const char *what = secret_in_file(scratch, path, text);
    arena_close(scratch);
    return what;
}

void layer_secrets_add(LayerSecrets *secrets, const BuiltEntry *entry, Report *out)
{
    static const char said[] = "copy-takes-secret secret-in-image";
    const char *what = entry->layer ? look(secrets, entry, out) : NULL;
    if (!what || report_said(out, said, entry->layer->step))
        return;
    LayerSecret *secret = secret_of(secrets, entry, out);
    if (++secret->count <= NAMED_MOST)
        buf_fmt(&secret->names, "%s%.*s (%s)", secret->count > 1 ? ", " : "",
                STR_ARG(built_path(out, entry)), what);
    else if (secret->count == NAMED_MOST + 1)
        buf_add(&secret->names, STR(" and more"));
}
