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
ADD ./src/ conf/app.yaml /app/
#^^ ./src/
```

```dockerfile fixed
FROM debian:12
COPY ./src/ conf/app.yaml /app/
```

```dockerfile bad
FROM debian:12
add --chown=1000 https://example.com/x.tgz start.sh /
#^^ start.sh
```

```dockerfile bad
FROM debian:12
ARG VERSION
ADD target/app-${VERSION}.jar rootfs /app/
#^^ target/app-${VERSION}.jar
ADD ["start.sh", "/"]
#^^ start.sh
```

```dockerfile fixed
FROM debian:12
ARG VERSION
ADD target/app-${VERSION}.jar rootfs /app/
COPY ["start.sh", "/"]
```

```dockerfile bad
FROM debian:12
ADD app.zip /
#^^ app.zip
ADD bin /usr/local/bin
#^^ bin
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
#include "lint/rule.h"
#include "shared/archives.h"

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

/* No builder ever takes it for an archive. */
static bool is_surely_plain(const CopySource *source)
{
    static const Str endings[] = {
        STR_INIT(".bash"), STR_INIT(".c"),    STR_INIT(".cfg"),        STR_INIT(".conf"),
        STR_INIT(".cnf"),  STR_INIT(".cpp"),  STR_INIT(".crt"),        STR_INIT(".css"),
        STR_INIT(".env"),  STR_INIT(".go"),   STR_INIT(".gradle"),     STR_INIT(".h"),
        STR_INIT(".html"), STR_INIT(".ini"),  STR_INIT(".jar"),        STR_INIT(".java"),
        STR_INIT(".js"),   STR_INIT(".json"), STR_INIT(".key"),        STR_INIT(".list"),
        STR_INIT(".lock"), STR_INIT(".md"),   STR_INIT(".mod"),        STR_INIT(".pem"),
        STR_INIT(".php"),  STR_INIT(".pl"),   STR_INIT(".properties"), STR_INIT(".ps1"),
        STR_INIT(".py"),   STR_INIT(".rb"),   STR_INIT(".repo"),       STR_INIT(".service"),
        STR_INIT(".sh"),   STR_INIT(".sql"),  STR_INIT(".sum"),        STR_INIT(".tmpl"),
        STR_INIT(".toml"), STR_INIT(".ts"),   STR_INIT(".txt"),        STR_INIT(".war"),
        STR_INIT(".xml"),  STR_INIT(".yaml"), STR_INIT(".yml"),        STR_INIT(".zip"),
    };
    if (source->kind == SOURCE_HEREDOC || source->directory)
        return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(source->text.text, endings[i]))
            return true;
    return false;
}

/* COPY knows all its flags, and all its sources are files. */
static bool can_be_copy(const Step *step)
{
    const Transfer *transfer = step->transfer;
    for (size_t i = 0; i < transfer->sources.len; i++)
        if (kind_of(&transfer->sources.at[i]) != WANTS_COPY)
            return false;
    const Flags *flags = &step->instruction->flags;
    for (size_t i = 0; i < flags->len; i++) {
        Str name = flags->at[i].name;
        if (!str_eq(name, STR("chown")) && !str_eq(name, STR("chmod")) &&
            !str_eq(name, STR("link")) && !str_eq(name, STR("exclude")))
            return false;
    }
    return true;
}

/* Whoever writes it knows what ADD does. */
static bool says_unpack(const Step *step)
{
    const Flags *flags = &step->instruction->flags;
    for (size_t i = 0; i < flags->len; i++)
        if (str_eq(flags->at[i].name, STR("unpack")))
            return true;
    return false;
}

static void fix_to_copy(Finding *finding, const Step *step)
{
    bool safe = true;
    const CopySources *sources = &step->transfer->sources;
    for (size_t i = 0; i < sources->len; i++)
        safe &= is_surely_plain(&sources->at[i]);
    Word keyword = step->instruction->keyword;
    bool small = str_starts(keyword.text, STR("a"));
    fix_replace(finding, keyword.span, small ? STR("copy") : STR("COPY"),
                safe ? FIX_SAFE : FIX_UNSAFE);
}

static void add_of_local_files(const Step *step, Report *out)
{
    const Transfer *transfer = step->transfer;
    if (!transfer || !step_is_plain(step) || step->problem.len > 0 || says_unpack(step))
        return;
    const CopySource *file = NULL;
    for (size_t i = 0; i < transfer->sources.len; i++) {
        const CopySource *source = &transfer->sources.at[i];
        Kind kind = kind_of(source);
        bool counts = kind == WANTS_COPY || (kind == UNCERTAIN && option_bool(out, "uncertain"));
        if (!file && counts)
            file = source;
    }
    if (!file)
        return;
    bool heredoc = file->kind == SOURCE_HEREDOC;
    Str name = heredoc ? file->name : file->text.text;
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
