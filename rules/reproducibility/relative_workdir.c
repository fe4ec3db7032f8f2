/*
# relative-workdir

A WORKDIR is relative, so what stands elsewhere decides where it leads.

The first one starts from the image's own working directory. When that changes with another version
of the image, every path below changes with it. A later one goes on from the WORKDIR before it:
whoever moves or removes that line moves this one too. `~` and variables of the shell mean nothing
in WORKDIR: `~` makes a directory of that name.

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
#       ^^^^ line 3
WORKDIR "../more"
#       ^^^^^^^^^ line 4
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
    bool letter = text.len > 1 && (text.at[0] | 0x20) >= 'a' && (text.at[0] | 0x20) <= 'z';
    return letter && text.at[1] == ':' ? UNCERTAIN : RELATIVE;
}

/* What hadolint goes by: the text alone, wherever it stands. */
static bool is_written_relative(const Step *step)
{
    Str text = step->instruction->body.text;
    if (str_starts(text, STR("\"")) || str_starts(text, STR("'")))
        text = str_tail(text, 1);
    bool drive = text.len > 1 && text.at[1] == ':';
    return text.len > 0 && text.at[0] != '$' && text.at[0] != '/' && !drive && !step->triggered;
}

static const Step *workdir_before(const Step *step)
{
    for (size_t i = step->index; i-- > 0;)
        if (step->stage->steps.at[i].instruction->kind == INST_WORKDIR &&
            !step->stage->steps.at[i].onbuild)
            return &step->stage->steps.at[i];
    return NULL;
}

static void report_later(const Step *step, Report *out)
{
    const Step *before = workdir_before(step);
    Span span = step->words.at[0].span;
    Finding *finding =
        before ? report(out, span, "the path is relative: it goes on from the WORKDIR of line %u",
                        before->written->first_line)
               : report(out, span, "the path is relative: it goes on from that of the stage below");
    finding_help(finding, "write an absolute path");
    finding_known_as(finding, "DL3000");
}

static void relative_workdir(const Step *step, Report *out)
{
    if (step->onbuild || !step->stage || step->words.len == 0)
        return;
    const StepWord *word = &step->words.at[0];
    Kind kind = kind_of(word->value);
    bool first = !step->workdir_set &&
                 (kind == RELATIVE || (kind == UNCERTAIN && option_bool(out, "uncertain")));
    bool written = is_written_relative(step);
    if (!first && written)
        report_later(step, out);
    if (!first)
        return;
    Finding *finding = report(
        out, step_place(step, word->span),
        kind == RELATIVE
            ? "the path is relative and no WORKDIR stands before it: the base image decides where "
              "it leads"
            : "the path is relative unless the base image or its platform makes it absolute");
    finding_help(finding, "write an absolute path");
    if (!written)
        finding_known_as(finding, "WorkdirRelativePath");
}

RULE(relative_workdir) = {
    .aka = "DL3000 WorkdirRelativePath",
    .severity = SEV_ERROR,
    .builder_too = true,
    .instruction = "WORKDIR",
    .each_instruction = relative_workdir,
    .options = UNCERTAIN("also paths that may be absolute after all"),
};
