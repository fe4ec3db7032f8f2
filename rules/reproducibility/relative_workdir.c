/*
# relative-workdir

A WORKDIR is relative, so what stands elsewhere decides where it leads.

The first one starts from the image's own working directory, which another version of the image may
change. A later one goes on from the WORKDIR before it: whoever moves or removes that line moves
this one too. `~` means nothing in WORKDIR: it makes a directory of that name.

A path that begins with a variable of the base image, or with a drive letter, may be absolute or
not; it is reported only with the option `uncertain` or --all-rules.

```dockerfile bad
FROM debian:12
WORKDIR app
#       ^^^ the base image decides
WORKDIR ../srv
#       ^^^^^^ the WORKDIR before it
```

```dockerfile fixed
FROM debian:12
WORKDIR /app
WORKDIR /srv
```

```dockerfile bad
FROM debian:12
ENV DIR=srv
WORKDIR $DIR/${NAME}
#       ^^^^^^^^^^^^ relative
WORKDIR next
#       ^^^^ the WORKDIR before it
WORKDIR "../more"
#       ^^^^^^^^^ the WORKDIR before it
WORKDIR $DIR
```

```dockerfile bad
FROM debian:12 AS base
WORKDIR ~
#       ^ relative
```

```dockerfile good
FROM debian:12 AS base
WORKDIR /srv
WORKDIR $NAME/app
FROM base
WORKDIR '/more'
ONBUILD WORKDIR app
FROM jupyter/base-notebook:latest
WORKDIR $HOME
FROM jupyter/base-notebook:latest
WORKDIR ${HOME}/x
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
WORKDIR C:\\app
```

```yaml config
rules:
  relative-workdir:
    uncertain: true
```

```dockerfile good
FROM jupyter/base-notebook:latest
WORKDIR ${HOME:-/home/jovyan}
```

```dockerfile bad
FROM jupyter/base-notebook:latest
WORKDIR $HOME
#       ^^^^^ unless
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
WORKDIR C:/app
#       ^^^^^^ unless
```
*/
#include "base/path.h"
#include "lint/rule.h"

typedef enum { ABSOLUTE, RELATIVE, UNCERTAIN } Kind;

static Kind kind_of(Value path)
{
    Str text = value_behind_names(path);
    bool falls_back = str_find(path.text, STR("-/")) < str_find_char(path.text, '}');
    if (str_starts(text, STR("/")) || (path.known == VALUE_NAMED && falls_back))
        return ABSOLUTE;
    if (path.known == VALUE_UNKNOWN || text.at != path.text.at)
        return UNCERTAIN;
    return path_has_drive(text) ? UNCERTAIN : RELATIVE;
}

/* What hadolint goes by: the text alone, wherever it stands. */
static bool is_written_relative(const Step *step)
{
    Str text = step->instruction->body.text;
    if (str_starts(text, STR("\"")) || str_starts(text, STR("'")))
        text = str_tail(text, 1);
    return text.len > 0 && text.at[0] != '$' && text.at[0] != '/' && !path_has_drive(text) &&
           !step->triggered;
}

/* Where it leads is known: behind another WORKDIR, and at / in a bare system. */
static void fix(Finding *finding, const Step *step, const StepWord *word, Report *out)
{
    Str written = source_slice(report_file(out)->syntax->source, word->span);
    bool known = step->workdir_set || image_is_bare(&stage_root(step->stage)->base.image);
    if (known && str_eq(written, word->value.text) && !str_starts(written, STR("~")) &&
        step->path.known == VALUE_KNOWN && !step->triggered)
        fix_replace(finding, word->span, step->path.text, FIX_SAFE);
}

static const char *flaw_of(const Step *step, Kind kind)
{
    if (step->workdir_set)
        return "the path is relative: it goes on from the WORKDIR before it";
    return kind == RELATIVE
               ? "the path is relative: the base image decides where it leads"
               : "the path is relative unless the base image or its platform makes it absolute";
}

static void relative_workdir(const Step *step, Report *out)
{
    if (step->onbuild || !step->stage || step->words.len == 0)
        return;
    const StepWord *word = &step->words.at[0];
    Kind kind = kind_of(word->value);
    bool written = is_written_relative(step);
    bool first = !step->workdir_set &&
                 (kind == RELATIVE || (kind == UNCERTAIN && option_bool(out, "uncertain")));
    if (!first && !written)
        return;
    Finding *finding = report(out, step_place(step, word->span), "%s", flaw_of(step, kind));
    finding_help(finding, "write an absolute path");
    if (!first || !written)
        finding_known_as(finding, written ? "DL3000" : "WorkdirRelativePath");
    fix(finding, step, word, out);
}

RULE(relative_workdir) = {
    .aka = "DL3000 WorkdirRelativePath",
    .severity = SEV_ERROR,
    .builder_too = true,
    .instruction = "WORKDIR",
    .each_instruction = relative_workdir,
    .options = UNCERTAIN("also paths that may be absolute after all"),
};
