/*
# missing-dockerignore

A whole directory is copied, and nothing keeps `.git`, `node_modules`, build output or secrets out.

Without a `.dockerignore` all of the context travels to the builder (494 MB instead of 18 in one
project), any commit makes the copy's cache useless, and what lies there is in the image. It is said
only where the context is there to look into, and holds such things; an ignore file counts where it
surely lets them through.

```text tree
.git/HEAD: ref: refs/heads/main
node_modules/left-pad/index.js 100
src/server.js 100
```

```dockerfile bad
FROM node:20-slim
COPY . /app
#    ^ takes .git and node_modules along
```

```dockerfile good
FROM node:20-slim
COPY src /app
COPY package.json /app/
```

```text tree
web/.env: PASSWORD=x
web/index.html 10
.dockerignore: .git\nnode_modules\n
```

```dockerfile bad
FROM nginx:1.27
COPY web /usr/share/nginx/html
#    ^^^ takes web/.env along: .dockerignore lets it through
```

```text tree
.git/HEAD: ref: refs/heads/main
node_modules/left-pad/index.js 100
web/.env: PASSWORD=x
.dockerignore: # not for the image\n.git\nnode*\nweb/.e*\n
```

```dockerfile good
FROM nginx:1.27
COPY . /app
COPY web /usr/share/nginx/html
```

What the file says is read as BuildKit reads it, exceptions too:

```text tree
.git/HEAD: ref: refs/heads/main
.env: PASSWORD=x
.dockerignore: *.md\n!README.md\n.*\n!.env\n
```

```dockerfile bad
FROM nginx:1.27
COPY . /app
#    ^ takes .env along: .dockerignore lets it through
```

```text tree
.git/HEAD: ref: refs/heads/main
.env: PASSWORD=x
.dockerignore: *\n!src\n!*.js\n
```

```dockerfile good
FROM nginx:1.27
COPY . /app
```

One that docker does not read says that podman builds this:

```text tree
.git/HEAD: ref: refs/heads/main
.containerignore: .git\n
```

```dockerfile good
FROM nginx:1.27
COPY . /app
```

```text tree
.git/HEAD: ref: refs/heads/main
Dockerfile.dockerignore: .git\n
```

```dockerfile good
FROM nginx:1.27
COPY . /app
```
*/
#include "base/buf.h"
#include "base/path.h"
#include "lint/rule.h"

/* What nobody wants in an image; where it is one thing alone that counts, its kind. */
typedef struct {
    Str name;
    InodeKind kind;
} Unwanted;

static const Unwanted unwanted[] = {
    {STR_INIT(".git"), INODE_DIRECTORY},
    {STR_INIT("node_modules"), INODE_DIRECTORY},
    {STR_INIT(".env"), INODE_FILE},
    {STR_INIT(".venv"), INODE_DIRECTORY},
    {STR_INIT("venv"), INODE_DIRECTORY},
    {STR_INIT("__pycache__"), INODE_DIRECTORY},
    {STR_INIT(".terraform"), INODE_DIRECTORY},
    {STR_INIT(".gradle"), INODE_DIRECTORY},
    {STR_INIT(".next"), INODE_DIRECTORY},
    {STR_INIT(".tox"), INODE_DIRECTORY},
    {STR_INIT(".mypy_cache"), INODE_DIRECTORY},
    {STR_INIT(".pytest_cache"), INODE_DIRECTORY},
    {STR_INIT(".ssh"), INODE_DIRECTORY},
    {STR_INIT(".aws"), INODE_DIRECTORY},
    {STR_INIT("id_rsa"), INODE_FILE},
    {STR_INIT(".netrc"), INODE_FILE},
    {STR_INIT(".svn"), INODE_DIRECTORY},
    {STR_INIT(".hg"), INODE_DIRECTORY},
};

/* Their paths, apart by "and"; empty when there is nothing. */
static Str taken_by(const Take *take, Arena *arena)
{
    Buf names;
    buf_init(&names, arena);
    size_t count = 0;
    for (size_t i = 0; i < take->len; i++) {
        const TakenPiece *piece = &take->at[i];
        for (size_t j = 0; piece->directory && j < sizeof unwanted / sizeof *unwanted; j++) {
            const ContextEntry *entry = entry_find(piece->entry, unwanted[j].name);
            if (!entry || entry->gone || entry->kind != unwanted[j].kind || count++ >= 3)
                continue;
            Str path = path_join(arena, piece->from, unwanted[j].name);
            buf_fmt(&names, "%s%.*s", count > 1 ? " and " : "", STR_ARG(path));
        }
    }
    return buf_str(&names);
}

static bool judge(const Step *step, const ContextIgnore *ignore, Report *out)
{
    const Transfer *transfer = step->transfer;
    for (size_t i = 0; i < transfer->sources.len; i++) {
        const CopySource *source = &transfer->sources.at[i];
        if (!source->take)
            continue;
        Str taken = taken_by(source->take, report_arena(out));
        if (taken.len == 0)
            continue;
        Finding *finding =
            ignore->source.path.len
                ? report(out, source->span, "takes %.*s along: %.*s lets it through",
                         STR_ARG(taken), STR_ARG(path_base(ignore->source.path)))
                : report(out, source->span, "takes %.*s along: there is no .dockerignore",
                         STR_ARG(taken));
        finding_help(finding, "name what is not needed in .dockerignore");
        return true;
    }
    return false;
}

static void missing_dockerignore(Report *out)
{
    const Dockerfile *file = report_file(out);
    const ContextIgnore *ignore = report_ignore(out);
    if (ignore->unsure)
        return;
    for (size_t i = 0; i < file->stages.len; i++)
        for (size_t j = 0; j < file->stages.at[i].steps.len; j++) {
            const Step *step = &file->stages.at[i].steps.at[j];
            if (step->transfer && !step->onbuild && step->transfer->from.kind == ORIGIN_CONTEXT &&
                judge(step, ignore, out))
                return;
        }
}

RULE(missing_dockerignore) = {
    .severity = SEV_WARNING,
    .builder_too = true,
    .each_file = missing_dockerignore,
};
