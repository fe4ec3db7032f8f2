/*
# add-of-local-files

ADD copies files of the build context, which COPY does without surprises.

ADD also unpacks whatever turns out to be a tar archive and downloads what looks like an address, so
a source that is renamed or a variable that changes can mean something else. The fix writes COPY. It
is safe for directories and for kinds of files that are never archives; a name that does not tell
needs a look.

A source that is nothing but a variable without a known value may be an address or an archive; the
option `uncertain` (or --all-rules) reports it too.

```dockerfile bad
FROM debian:12
ARG VERSION
ADD ./src/ conf/app.yaml /app/
#^^ ./src/
ADD target/app-${VERSION}.jar rootfs /app/
#^^ target/app-${VERSION}.jar
ADD ["start.sh", "/"]
#^^ start.sh
add --chown=1000 https://example.com/x.tgz start.sh /
#^^ start.sh
ADD app.zip /
#^^ app.zip
ADD bin /usr/local/bin
#^^ bin
```

```dockerfile fixed
FROM debian:12
ARG VERSION
COPY ./src/ conf/app.yaml /app/
ADD target/app-${VERSION}.jar rootfs /app/
COPY ["start.sh", "/"]
add --chown=1000 https://example.com/x.tgz start.sh /
COPY app.zip /
ADD bin /usr/local/bin
```

```dockerfile good
FROM debian:12
ARG URL=https://example.com/x
ARG FILE
ADD rootfs.tar.xz /
ADD https://example.com/x /x
ADD $URL /x
ADD $FILE /x
ADD git@github.com:org/repo.git /src
ADD https://github.com/org/repo.git /src
ADD --unpack=true rootfs /
COPY src /src
```

```yaml config
rules:
  add-of-local-files:
    uncertain: true
```

```dockerfile bad
FROM debian:12
ARG FILE
ADD $FILE /x
#^^ ${FILE}
```
*/
#include "shared/archives.h"
#include "shared/names.h"

typedef enum { WANTS_ADD, UNCERTAIN, WANTS_COPY } Kind;

static Kind kind_of(const CopySource *source)
{
    Str text = source->text.text;
    if (source->kind == SOURCE_HEREDOC)
        return WANTS_COPY;
    if (source->kind != SOURCE_PATH || source->unpacks || is_packed_name(text))
        return WANTS_ADD;
    bool variable = source->text.known != VALUE_KNOWN && value_behind_names(source->text).len == 0;
    return variable || source->text.known == VALUE_UNKNOWN ? UNCERTAIN : WANTS_COPY;
}

static bool is_surely_plain(const CopySource *source)
{
    return source->kind == SOURCE_HEREDOC || source->directory ||
           is_never_packed_name(source->text.text);
}

/* COPY knows all its flags, and all its sources are files. */
static bool can_be_copy(const Step *step)
{
    const Transfer *transfer = step->transfer;
    for (size_t i = 0; i < transfer->sources.len; i++)
        if (kind_of(&transfer->sources.at[i]) != WANTS_COPY)
            return false;
    const Flags *flags = &step->instruction->flags;
    for (size_t i = 0; i < flags->len; i++)
        if (!name_in("chown chmod link exclude", flags->at[i].name))
            return false;
    return true;
}

static void fix_to_copy(Finding *finding, const Step *step)
{
    bool safe = true;
    const CopySources *sources = &step->transfer->sources;
    for (size_t i = 0; i < sources->len; i++)
        safe &= is_surely_plain(&sources->at[i]);
    Word keyword = step->instruction->keyword;
    Str copy = str_starts(keyword.text, STR("a")) ? STR("copy") : STR("COPY");
    fix_replace(finding, keyword.span, copy, safe ? FIX_SAFE : FIX_UNSAFE);
}

static const CopySource *first_of(const Transfer *transfer, bool uncertain)
{
    for (size_t i = 0; i < transfer->sources.len; i++) {
        Kind kind = kind_of(&transfer->sources.at[i]);
        if (kind == WANTS_COPY || (kind == UNCERTAIN && uncertain))
            return &transfer->sources.at[i];
    }
    return NULL;
}

static void add_of_local_files(const Step *step, Report *out)
{
    const Transfer *transfer = step->transfer;
    if (!transfer || !step_is_plain(step) || step->problem.len > 0 ||
        step_flag(step, STR("unpack"))) /* whoever writes it knows what ADD does */
        return;
    const CopySource *file = first_of(transfer, option_bool(out, "uncertain"));
    if (!file)
        return;
    Str name = file->kind == SOURCE_HEREDOC ? file->name : file->text.text;
    Finding *finding = report(out, step->instruction->keyword.span,
                              "COPY is enough for %.*s; ADD may unpack or download", STR_ARG(name));
    finding_help(finding, "write COPY");
    if (can_be_copy(step))
        fix_to_copy(finding, step);
}

RULE(add_of_local_files) = {
    .aka = "DL3020",
    .severity = SEV_ERROR,
    .builder_too = true,
    .instruction = "ADD",
    .each_instruction = add_of_local_files,
    .options = UNCERTAIN("also sources that nothing is known of"),
};
