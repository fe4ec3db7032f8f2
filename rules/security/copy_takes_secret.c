/*
# copy-takes-secret

A copied directory brings a key, a password or a token into the image.

Whoever can pull the image can read it, even where a later instruction deletes the file. Name it in
the ignore file, hand it to one RUN with `--mount=type=secret`, and revoke what was pushed once. A
file counts by its name (`.env`, `id_rsa`, `.npmrc`, `kubeconfig` ...) where its text bears that
out, and by the shape of a token in it. What is found is never printed. Files of more than 64 kB,
those of tests, examples and dependencies, and all behind the first 2,000 are not read; a file that
is named by itself is [secret-in-image](secret_in_image.c)'s when its name says what it is.

```text tree
web/.env: DB_HOST=db\nDB_PASSWORD=h7Gt2pQs\n
deploy/id_rsa: -----BEGIN PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n
.npmrc: //registry.npmjs.org/:_authToken=6d1fa2c8e3b94a75\n
src/app.js: const t = "ghp_Qw8ErT2yUi4OpA6sDf1GhJ3kLz5XcV7bNm9Q"\n
src/index.js 100
```

```dockerfile bad
FROM node:20-slim
COPY . /app
#    ^ brings .npmrc (an npm token), deploy/id_rsa (a private key for ssh), src/app.js (a GitHub
COPY web /web
#    ^^^ brings web/.env (passwords) into the image
```

What is only like one, stays out, or is in no image:

```text tree
.env: PORT=3000\nVITE_API_KEY=abc123def456\nTOKEN=changeme\nSECRET=${SECRET}\n
.env.example: PASSWORD=h7Gt2pQs\n
.npmrc: //registry.npmjs.org/:_authToken=${NPM_TOKEN}\n
certs/ca.pem: -----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ\n
test/id_rsa: -----BEGIN PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n
key/id_rsa: -----BEGIN PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n
.dockerignore: key\n
```

```dockerfile good
FROM node:20-slim
COPY . /app
```

```dockerfile good
FROM node:20-slim
COPY test/id_* /etc/ssh/
```

```dockerfile good
FROM node:20-slim AS build
COPY --from=other key /key
RUN --mount=type=bind,target=/src true
FROM node:20-slim
COPY --from=build /app /app
```
*/
#include "base/buf.h"
#include "shared/secrets.h"

enum { SIZE_MOST = 64 << 10, FILES_MOST = 2000, NAMED_MOST = 3 };

typedef struct {
    Report *out;
    Arena *scratch; /* for one file at a time */
    Buf names;
    size_t read, found;
} Search;

/* What the COPY names lies below such a directory. */
static bool lies_apart(Str path)
{
    StrCut cut = str_cut(path, '/');
    while (cut.found && !secret_is_apart(cut.head))
        cut = str_cut(cut.tail, '/');
    return cut.found;
}

static bool look(void *state, const ContextEntry *entry, Str path)
{
    Search *s = state;
    Str name = entry_name(entry), text;
    if (entry->kind == INODE_DIRECTORY)
        return !secret_is_apart(name);
    if (entry->kind != INODE_FILE || secret_is_made_up(name) || lies_apart(path) ||
        entry->size == 0 || entry->size > SIZE_MOST || s->read >= FILES_MOST)
        return false;
    s->read++;
    ArenaMark mark = arena_mark(s->scratch);
    const char *what = report_read(s->out, s->scratch, path, SIZE_MOST, &text)
                           ? secret_in_file(s->scratch, path, text)
                           : NULL;
    if (what && ++s->found <= NAMED_MOST)
        buf_fmt(&s->names, "%s%.*s (%s)", s->found > 1 ? ", " : "", STR_ARG(path), what);
    arena_rewind(s->scratch, mark);
    return false;
}

static void judge(const CopySource *source, Report *out)
{
    Search s = {.out = out, .scratch = arena_open()};
    buf_init(&s.names, report_arena(out));
    context_visit(report_arena(out), report_tree(out), source->take, look, &s);
    arena_close(s.scratch);
    if (s.found == 0)
        return;
    if (s.found > NAMED_MOST)
        buf_fmt(&s.names, " and %zu more", s.found - NAMED_MOST);
    Finding *finding =
        report(out, source->span, "brings %.*s into the image", STR_ARG(buf_str(&s.names)));
    finding_help(finding, "leave it out by the ignore file, hand it over by RUN "
                          "--mount=type=secret, and revoke what was pushed");
}

static void copy_takes_secret(const Step *step, Report *out)
{
    const Transfer *transfer = step->transfer;
    if (!transfer || !step->stage || !step->stage->exported || !report_tree(out))
        return;
    for (size_t i = 0; i < transfer->sources.len; i++) {
        const CopySource *source = &transfer->sources.at[i];
        if (source->take && (source->glob || !secret_file(source->name)))
            judge(source, out);
    }
}

RULE(copy_takes_secret) = {
    .severity = SEV_ERROR,
    .instruction = "COPY ADD",
    .each_instruction = copy_takes_secret,
};
