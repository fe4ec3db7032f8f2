#include "text/gitignore.h"

#include "base/buf.h"
#include "text/glob.h"

typedef struct {
    Str pattern; /* a glob over the path below the directory */
    bool keep;   /* !pattern */
    bool only_directories;
    bool anywhere; /* no slash in it: it matches names at any depth */
} IgnoreRule;

struct GitIgnore {
    const GitIgnore *above;
    Str directory;
    struct {
        IgnoreRule *at;
        size_t len, cap;
    } rules;
};

static bool read_rule(Arena *arena, Str line, IgnoreRule *rule)
{
    if (str_ends(line, STR("\r")))
        line.len--;
    while (line.len && line.at[line.len - 1] == ' ' &&
           !(line.len > 1 && line.at[line.len - 2] == '\\'))
        line.len--;
    if (line.len == 0 || line.at[0] == '#')
        return false;
    *rule = (IgnoreRule){.keep = line.at[0] == '!'};
    line = str_tail(line, rule->keep);
    rule->only_directories = str_ends(line, STR("/"));
    line.len -= rule->only_directories;
    rule->anywhere = str_find_char(line, '/') == line.len;
    rule->pattern = str_starts(line, STR("/")) ? str_tail(line, 1) : line;
    if (str_ends(line, STR("/**"))) { /* what is in it, not the directory itself */
        Buf inside;
        buf_init(&inside, arena);
        buf_add(&inside, rule->pattern);
        buf_add(&inside, STR("/*"));
        rule->pattern = buf_str(&inside);
    }
    return rule->pattern.len > 0;
}

const GitIgnore *gitignore_read(Arena *arena, Str directory, Str text, const GitIgnore *above)
{
    GitIgnore *ignore = NEW(arena, GitIgnore);
    ignore->above = above;
    ignore->directory = directory;
    while (text.len) {
        StrCut cut = str_cut(text, '\n');
        IgnoreRule rule;
        if (read_rule(arena, cut.head, &rule))
            *PUSH(arena, &ignore->rules) = rule;
        text = cut.tail;
    }
    return ignore->rules.len ? ignore : above;
}

static Str below(Str directory, Str path)
{
    if (directory.len == 0 || str_eq(directory, STR(".")))
        return path;
    Str rest = str_tail(path, directory.len);
    return str_starts(rest, STR("/")) ? str_tail(rest, 1) : rest;
}

static bool rule_matches(const IgnoreRule *rule, Str path, bool is_directory)
{
    if (rule->only_directories && !is_directory)
        return false;
    if (!rule->anywhere)
        return glob_match(rule->pattern, path);
    size_t slash = str_rfind_char(path, '/');
    return glob_match(rule->pattern, slash < path.len ? str_tail(path, slash + 1) : path);
}

bool gitignore_leaves_out(const GitIgnore *ignore, Str path, bool is_directory)
{
    for (; ignore; ignore = ignore->above) {
        Str rest = below(ignore->directory, path);
        for (size_t i = ignore->rules.len; i-- > 0;)
            if (rule_matches(&ignore->rules.at[i], rest, is_directory))
                return !ignore->rules.at[i].keep;
    }
    return false;
}
