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
README.md 10
docs/build/x 10
```

```dockerignore bad
.git
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
#include "lint/rule.h"

typedef struct {
    IgnoreFile ignore; /* the line, at any depth */
    const IgnoreHits *none;
    IgnoreHits *hits;
    Arena *arena;
    ContextSize size;
    Str first;
} Deeper;

static bool look_deeper(void *state, const ContextEntry *entry, Str path)
{
    Deeper *d = state;
    if (path.len == 0 || !ignore_judge(&d->ignore, path, d->none, d->hits).out)
        return true;
    if (d->size.files == 0)
        d->first = str_copy(d->arena, path);
    d->size.files += entry->kind == INODE_DIRECTORY ? entry->files : 1;
    d->size.bytes += entry->size;
    return false;
}

/* One name that git would find at any depth, and that means the same everywhere: `build` or `docs`
   further down may be sources. */
static bool is_meant_anywhere(const IgnorePattern *pattern)
{
    Str name = pattern->text;
    return str_find_char(name, '/') == name.len && !str_starts(pattern->written, STR("/")) &&
           (str_starts(name, STR(".")) || str_starts(name, STR("*.")) ||
            str_listed(STR("node_modules __pycache__ bower_components venv Thumbs.db"), name));
}

static Deeper find_deeper(Report *out, const IgnorePattern *pattern)
{
    Arena *arena = report_arena(out);
    Deeper deeper = {.arena = arena,
                     .ignore = ignore_read(arena, str_joined(arena, STR("**/"), pattern->text)),
                     .none = NEW_ARRAY(arena, 1, IgnoreHits),
                     .hits = NEW_ARRAY(arena, 1, IgnoreHits)};
    if (is_meant_anywhere(pattern))
        context_visit(arena, report_tree(out), NULL, look_deeper, &deeper);
    return deeper;
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

static void judge(Report *out, const IgnorePattern *pattern)
{
    Str text = pattern->text;
    Deeper deeper = find_deeper(out, pattern);
    if (deeper.size.files)
        say_deeper(out, pattern, &deeper);
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
    for (size_t i = 0; i < ignore->file.len; i++) {
        const IgnorePattern *pattern = &ignore->file.at[i];
        if (!tree->deciding[i] && !pattern->exception && !pattern->flaw)
            judge(out, pattern);
    }
}

RULE(dockerignore_pattern_dead) = {
    .severity = SEV_WARNING,
    .builder_too = true,
    .each_file = dockerignore_pattern_dead,
    .options = UNCERTAIN("also lines that just match nothing here"),
};
