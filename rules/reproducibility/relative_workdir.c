/*
# relative-workdir

The first WORKDIR is relative, so the base image decides where it leads.

It starts from the image's own working directory. When that changes with another version of the
image, every path below changes with it. `~` and variables of the shell mean nothing in WORKDIR: `~`
makes a directory of that name.

A path that begins with a variable of the base image, or with a drive letter, is relative or not
depending on the image and on the platform. The option `uncertain` (or --all-rules) reports those
too.

```dockerfile bad
FROM debian:12
WORKDIR app
#       ^^^ the base image decides
```

```dockerfile bad
FROM debian:12
ENV DIR=srv
WORKDIR $DIR/${NAME}
#       ^^^^^^^^^^^^ relative
WORKDIR next
```

```dockerfile bad
FROM debian:12 AS base
WORKDIR ~
#       ^ relative
```

```dockerfile good
FROM debian:12 AS base
WORKDIR /srv
WORKDIR app
FROM base
WORKDIR more
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

```dockerfile bad
FROM jupyter/base-notebook:latest
WORKDIR $HOME
#       ^^^^^ unless
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
WORKDIR C:/app
#       ^^^^^^ unless
```
*/
#include "lint/rule.h"

typedef enum { ABSOLUTE, RELATIVE, UNCERTAIN } Kind;

static Kind kind_of(Value path)
{
    Str text = value_behind_names(path);
    if (str_starts(text, STR("/")))
        return ABSOLUTE;
    if (path.known == VALUE_UNKNOWN || text.at != path.text.at)
        return UNCERTAIN;
    bool letter = text.len > 1 && (text.at[0] | 0x20) >= 'a' && (text.at[0] | 0x20) <= 'z';
    return letter && text.at[1] == ':' ? UNCERTAIN : RELATIVE;
}

static void relative_workdir(const Step *step, Report *out)
{
    if (step->onbuild || step->workdir_set || step->words.len == 0)
        return;
    const StepWord *word = &step->words.at[0];
    Kind kind = kind_of(word->value);
    if (kind == ABSOLUTE || (kind == UNCERTAIN && !option_bool(out, "uncertain")))
        return;
    Finding *finding = report(
        out, step_place(step, word->span),
        kind == RELATIVE
            ? "the path is relative and no WORKDIR stands before it: the base image decides where "
              "it leads"
            : "the path is relative unless the base image or its platform makes it absolute");
    finding_help(finding, "write an absolute path");
}

RULE(relative_workdir) = {
    .aka = "WorkdirRelativePath",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "WORKDIR",
    .each_instruction = relative_workdir,
    .options = (const RuleOption[]){{.kind = OPTION_BOOL,
                                     .name = "uncertain",
                                     .help = "also paths that may be absolute after all",
                                     .in_all = true},
                                    {0}},
};
