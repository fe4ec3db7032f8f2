/*
# source-matches-nothing

COPY or ADD names a file that is not in the build context.

The build ends there, often late: only when that instruction's turn comes. It is said where the
context was named (`--context`, or `context` in the settings), and otherwise only of a likely slip
of the pen beside other sources that are all there; never where nothing of what the Dockerfile
names is there, since that is another one's context then. What `.gitignore` leaves out is made
before the build, and so is what is named like a build's output; a pattern may match nothing.

```text tree
requirements.txt 10
src/app.py 10
.gitignore: /frontend.js\n
```

```dockerfile bad
FROM python:3.12-slim
COPY requirments.txt /app/
#    ^^^^^^^^^^^^^^^ is not in the context; did you mean requirements.txt?
COPY src /app/src
```

```dockerfile good
FROM python:3.12-slim
COPY src/*.cfg dist/app.whl frontend.js src /app/
COPY models /app/models
COPY --from=build /nowhere /x
ONBUILD COPY requirments.txt /app/
```

```yaml config
context: .
```

```dockerfile bad
FROM python:3.12-slim
COPY src/*.cfg dist/app.whl frontend.js src /app/
COPY models ./src/App.py /app/
#    ^^^^^^ models is not in the context
#           ^^^^^^^^^^^^ src/App.py is not in the context; did you mean src/app.py?
```

```dockerfile good
FROM python:3.12-slim
COPY App.py server.py /app/
COPY . /src
```
*/
#include "base/path.h"
#include "shared/names.h"

/* What a build outside makes, unless somebody says where it is. */
static bool is_output(Str path)
{
    static const char folders[] = "dist build target out bin obj public release publish _build "
                                  "artifacts node_modules vendor wheels wheelhouse .next";
    static const char *const ends[] = {".jar", ".war", ".ear", ".whl", ".tar", ".gz", ".tgz",
                                       ".zip", ".xz",  ".deb", ".rpm", ".apk", ".so", ".exe"};
    for (StrCut cut = {.tail = path, .found = true}; cut.found;) {
        cut = str_cut(cut.tail, '/');
        if (name_in(folders, cut.head))
            return true;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(path, str_from(ends[i])))
            return true;
    return false;
}

static bool is_missing(const CopySource *source)
{
    return source->take && !source->take->found && !source->take->ignored && !source->glob;
}

/* One letter wrong in a name that has some, and at the same place. */
static bool is_slip(Str path, Str near)
{
    enum { LETTERS_LEAST = 5 };
    return near.len > 0 && path_base(path).len >= LETTERS_LEAST &&
           str_eq(path_dir(path), path_dir(near));
}

static void judge(const CopySource *source, Report *out)
{
    Str path = str_tail(source->path.text, 1), near = source->take->nearest;
    SourceCounts sources = report_sources(out);
    bool likely = report_tree_named(out) ? !is_output(path) || near.len > 0
                                         : is_slip(path, near) && sources.missing == 1;
    if (!likely || sources.there == 0 || report_is_made(out, path))
        return;
    if (near.len)
        report(out, source->span, "%.*s is not in the context; did you mean %.*s?", STR_ARG(path),
               STR_ARG(near));
    else
        report(out, source->span, "%.*s is not in the context", STR_ARG(path));
}

static void source_matches_nothing(const Step *step, Report *out)
{
    const Transfer *transfer = step->transfer;
    for (size_t i = 0; transfer && i < transfer->sources.len; i++)
        if (is_missing(&transfer->sources.at[i]))
            judge(&transfer->sources.at[i], out);
}

RULE(source_matches_nothing) = {
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "COPY ADD",
    .each_instruction = source_matches_nothing,
};
