/*
# dockerignore-pattern-dead

A line of the ignore file leaves nothing out, though it was surely meant to.

Patterns begin at the root of the context, unlike those of `.gitignore`: `node_modules` is that one
directory, and two asterisks and a slash before it are needed for those further down. That is said
of names that mean the same everywhere: hidden ones, `*.log` and its like, `node_modules`. A comment
needs a line of its own, braces are no alternatives, and only `[^a]` is a negation. What merely
matches nothing here may do so tomorrow; the option `uncertain` (or --all-rules) reports it too.

```text tree
web/.cache/a.bin 900
web/.cache/b.bin 100
api/.cache/c.bin 30
web/.cache/dist/.cache/d.log 5
web/robots.txt 5
README.md 10
docs/build/x 10
```

```dockerignore bad
.git
*.log
#^^^^ hits nothing at the root of the context; 5 bytes further down is sent, such as web/.cache/dist
.cache
#^^^^^ hits nothing at the root of the context; 1.0 kB further down is sent, such as api/.cache
*.bin # models
#^^^^^^^^^^^^^ a comment stands on a line of its own
*.{md,txt}
#^^^^^^^^^ braces are no alternatives
../secrets
#^^^^^^^^^ nothing lies outside of the context
```

```dockerignore good
.git
/api.cache
web/.cache
api/.cache
*.md
*.txt
build
```

```yaml config
rules:
  dockerignore-pattern-dead:
    uncertain: true
```

```dockerignore bad
README.md
drafts
#^^^^^ matches nothing here
```
*/
#include "base/buf.h"
#include "shared/deeper.h"

/* One name that git would find at any depth and that means the same everywhere: `build`, `*.txt`,
   `*.gz` further down may be sources. */
static bool is_meant_anywhere(const IgnorePattern *pattern)
{
    Str name = pattern->text;
    return str_find_char(name, '/') == name.len && !str_starts(pattern->written, STR("/")) &&
           (str_starts(name, STR(".")) ||
            str_among(name,
                      "node_modules __pycache__ bower_components venv Thumbs.db *.log *.pyc "
                      "*.pyo *.pyd *.py[cod] *.swp *.swo *.tmp *.bak *.orig *.rej *.class *.o "
                      "*.egg-info *.tsbuildinfo *.prof *.pid *.tfstate *.sublime-workspace"));
}

static bool is_dead(const ContextTree *tree, const ContextIgnore *ignore, size_t line)
{
    const IgnorePattern *pattern = &ignore->file.at[line];
    return !tree->deciding[line] && !pattern->exception && !pattern->flaw;
}

static void say_deeper(Report *out, const IgnorePattern *pattern, const Deeper *deeper)
{
    Buf bytes;
    buf_init(&bytes, report_arena(out));
    buf_bytes(&bytes, deeper->size.bytes);
    Finding *finding = report_pattern(
        out, pattern,
        "hits nothing at the root of the context; %.*s further down is sent, such as %.*s",
        STR_ARG(buf_str(&bytes)), STR_ARG(deeper->first));
    finding_help(finding, "write **/%.*s", STR_ARG(pattern->text));
    finding_measured(finding, deeper->size.bytes);
}

static void judge(Report *out, const IgnorePattern *pattern, const Deeper *deeper)
{
    Str text = pattern->text;
    if (deeper->size.files)
        say_deeper(out, pattern, deeper);
    else if (str_find(text, STR(" #")) < text.len)
        report_pattern(out, pattern, "leaves nothing out: a comment stands on a line of its own");
    else if (str_find_char(text, '{') < str_find_char(text, ',') &&
             str_find_char(text, '}') < text.len)
        report_pattern(out, pattern, "leaves nothing out: braces are no alternatives here");
    else if (str_find(text, STR("[!")) < text.len)
        report_pattern(out, pattern, "leaves nothing out: [!a] is no negation, [^a] is");
    else if (str_starts(text, STR("../")) || str_eq(text, STR("..")) || str_eq(text, STR(".")) ||
             str_eq(text, STR("/")))
        report_pattern(out, pattern, "leaves nothing out: nothing lies outside of the context");
    else if (option_bool(out, "uncertain"))
        report_pattern(out, pattern, "matches nothing here");
}

static void dockerignore_pattern_dead(Report *out)
{
    const ContextTree *tree = report_tree(out);
    const ContextIgnore *ignore = report_ignore(out);
    if (!tree || !(ignore->at_root || report_tree_holds(out)))
        return;
    Strs names = {0};
    for (size_t i = 0; i < ignore->file.len; i++) {
        const IgnorePattern *pattern = &ignore->file.at[i];
        bool asks = is_dead(tree, ignore, i) && is_meant_anywhere(pattern);
        *PUSH(report_arena(out), &names) = asks ? pattern->text : (Str){0};
    }
    const Deeper *deeper = find_deeper(out, tree, &names);
    for (size_t i = 0; i < ignore->file.len; i++)
        if (is_dead(tree, ignore, i))
            judge(out, &ignore->file.at[i], &deeper[i]);
}

RULE(dockerignore_pattern_dead) = {
    .severity = SEV_WARNING,
    .builder_too = true,
    .each_file = dockerignore_pattern_dead,
    .options = UNCERTAIN("also lines that just match nothing here"),
};
