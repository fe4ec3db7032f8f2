/* The ignore file against the table of examples that BuildKit's own tests and runs gave, and
   against a slow model that is written from the rules alone. */
#include <stdlib.h>

#include "base/buf.h"
#include "check.h"
#include "context/context.h"

/* ---- examples ---- */

static const struct {
    const char *patterns, *path; /* patterns: apart by ';' */
    bool out;
} examples[] = {
    {"*", "fileutils.go", true},
    {"*.go", "fileutils.go", true},
    {"!fileutils.go;*.go", "fileutils.go", true},
    {"*.go;!fileutils.go", "fileutils.go", false},
    {"docs;!docs/README.md", "docs/README.md", false},
    {"docs/;!docs/README.md", "docs/README.md", false},
    {"docs/*;!docs/README.md", "docs/README.md", false},
    {"docs;!docs/README.md", "docs/a/README.md", true},
    {"**", "dir/file", true},
    {"**/", "file", true},
    {"dir/**", "dir/dir2/file", true},
    {"abc/**", "abc", false},
    {"**/dir", "dir/file", true},
    {"**/dir2/*", "dir/dir2/file", true},
    {"**file", "dir/dir/file", true},
    {"**/*.txt", "file.txt", true},
    {"**/**/*.txt2", "dir/dir/file.txt", false},
    {"a**/*.txt", "a/dir/dir/file.txt", true},
    {"a/*.txt", "a/dir/file.txt", false},
    {"a[b-d]e", "aae", false},
    {"a[^b-d]e", "aze", true},
    {".*", "foo", false},
    {"abc.def", "abcZdef", false},
    {"abc?def", "abcdef", false},
    {"**/foo/bar", "dir/dir2/foo/bar", true},
    {"**/.foo", "bar.foo", false},
    {"a(b)c/def", "a(b)c/def", true},
    {"**;!util/docker/web", "util/docker/web/foo", false},
    {"**;!util/docker/web;util/docker/web/foo", "util/docker/web/foo", true},
    {"**;!dist/*.whl", "dist/proxy-2.4+g0-py3.whl", false},
    {"a\\*b", "a*b", true},
    {"a*", "ab/c", true},
    {"a*/b", "a/c/b", false},
    {"/foo", "bar/foo", false},
    {"node_modules", "pkg/node_modules/y.js", false},
    {"**/node_modules", "pkg/node_modules/y.js", true},
    {"*/temp*", "temp", false},
    {"*/temp*", "a/tempd/x", true},
    {"*/temp*", "a/b/temp", false},
    {"*.md;!README*.md;README-secret.md", "README-secret.md", true},
    {"*.md;README-secret.md;!README*.md", "README-secret.md", false},
    {"*;!src/**/*.go", "src/sub/y.go", false},
    {"*;!src/**/*.go", "src/x.md", true},
    {"a/b;!a", "a/b/c", true},
    {"*;!*.txt", "d/a.txt", true},
    {"secret;!secret;secret/key", "secret/key", true},
    {"secret;!secret;secret/key", "secret/pub", false},
    {"a[!b]c", "abc", true},
    {"a[!b]c", "azc", false},
    {" #x", "#x", true},
    {"foo;! foo", "foo", false},
    {"foo/../bar", "bar", true},
    {"*.{js,ts}", "x.js", false},
    {"a**b", "axb", false},
    {"a**b", "a/x/b", true},
    {".", "x", false},
    {"/", "x", false},
    {"../foo", "foo", false},
    {"/../foo", "foo", true},
    {"#x", "#x", false},
    {"\\#x", "#x", true},
    {"\\!x", "!x", true},
    {"foo # c", "foo", false},
    {"foo # c", "foo # c", true},
    {"a^*", "a^b", false},
    {"a^b", "a^b", true},
    {"\xEF\xBB\xBFx", "x", true},
    {"x\r;y\r", "x", true},
    {"x\r;y\r", "y", true},
    {"**/*.pyc", "a/b/c.pyc", true},
    {"?", "\xC3\xA9", true},
    {"[\xC3\xA0-\xC3\xBF]*", "\xC3\xA9t\xC3\xA9", true},
    {"***", "a/b", true},
    {"*", "a\nb", true},
    {"[[:alpha:]]x", "[]x", false},
    {"a/../!x;x", "x", true},
    {"x;a/../!x", "x", false},
    /* the classes of Go's regular expressions */
    {"\\pL*", "\xC3\xA9", true},
    {"\\pL*", "1", false},
    {"[\\pN_]x", "_x", true},
    {"[^\\pN]x", "1x", false},
    {"\\PL?", "1a", true},
    {"\\p{^l}*", "1", true},
    {"\\pP\\pS\\pZ\\pM\\pC", "!+ \xCC\x81\x01", true},
    {"\\x{61}\\x62", "ab", true},
    {"\\Q*", "[^/]*$x", true},
    /* what BuildKit forgets to escape: beside a wildcard these are no letters */
    {"a|*b", "ax", true},
    {"a|b?", "xbc", true},
    {"a|b?", "xbcx", false},
    {"a|b|*c", "xbx", true},
    {"|*x", "anything", true},
    {"a|b", "a", false},
    {"a{2}?", "aab", true},
    {"a{2}?", "a{2}b", false},
    {"a{1,2}?", "abc", false},
    {"a{1,}?", "aaaab", true},
    {"a{0,1}?", "b", true},
    {"*a{0,1}", "xb", true},
    {"{0}x?", "yyxz", true},
    {"a{,2}?", "a{,2}b", true},
    {"a*|\\", "x$y", true},
    {"x;\xEF\xBB\xBFy*", "yz", true},
    {"x;\xEF\xBB\xBFy", "y", false},
    {"b*[x", "b", false},
    {"[a*]", "/]", true},
};

static IgnoreFile read_joined(Arena *arena, Str text)
{
    Buf lines;
    buf_init(&lines, arena);
    for (size_t i = 0; i < text.len; i++)
        buf_char(&lines, text.at[i] == ';' ? '\n' : text.at[i]);
    return ignore_read(arena, buf_str(&lines));
}

static void check_examples(Arena *arena)
{
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        IgnoreFile file = read_joined(arena, str_from(examples[i].patterns));
        bool out = ignore_walk_to(arena, &file, str_from(examples[i].path)).out;
        if (out != examples[i].out)
            printf("%s against %s\n", examples[i].patterns, examples[i].path);
        CHECK(out == examples[i].out);
    }
    IgnoreFile alone = read_joined(arena, STR("a/b;!a"));
    CHECK(!ignore_matches(&alone, STR("a/b/c")).out);
}

static void check_flaws(Arena *arena)
{
    static const char *const bad[] = {"[",        "a[]b",         "[x-]",     "x\\",     "!",
                                      "!/",       "a[b-a]c*",     "[a",       "\\",      "*{2}",
                                      "a{2}{2}?", "a|{2}?",       "a{1001}?", "a{2,1}?", "\\p*",
                                      "b*[x",     "\\p{Nothing}*"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        IgnoreFile file = read_joined(arena, str_joined(arena, STR("# one;;"), str_from(bad[i])));
        if (file.len != 1 || !file.at[0].flaw)
            printf("%s has a flaw\n", bad[i]);
        CHECK(file.len == 1 && file.at[0].flaw && file.at[0].line == 3);
        CHECK(!ignore_walk_to(arena, &file, STR("x")).out);
    }
    IgnoreFile file = read_joined(arena, STR("a;!b;[a-];c"));
    CHECK(ignore_walk_to(arena, &file, STR("c")).by == 4);
    CHECK(file.any_exception && file.at[1].exception && str_eq(file.at[1].text, STR("b")));
}

/* ---- the model ---- */

/* Section by section as the tokens are told: everything is tried, nothing is clever. */
static bool model_class(Str pattern, size_t *at, char c)
{
    size_t i = *at + 1;
    bool negated = pattern.at[i] == '^', found = false;
    for (i += negated; pattern.at[i] != ']'; i++) {
        char low = pattern.at[i], high = low;
        if (pattern.at[i + 1] == '-') {
            high = pattern.at[i + 2];
            i += 2;
        }
        found = found || (c >= low && c <= high);
    }
    *at = i + 1;
    return found != negated;
}

static bool model_match(Str p, Str s);

/* ** in the middle: nothing, or anything up to a separator. */
static bool model_directories(Str rest, Str s)
{
    if (str_starts(rest, STR("/")))
        rest = str_tail(rest, 1);
    if (rest.len == 0)
        return true;
    if (model_match(rest, s))
        return true;
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] == '/' && model_match(rest, str_tail(s, i + 1)))
            return true;
    return false;
}

static bool model_match(Str p, Str s)
{
    if (p.len == 0)
        return s.len == 0;
    if (str_starts(p, STR("**")))
        return model_directories(str_tail(p, 2), s);
    if (p.at[0] == '*') {
        for (size_t i = 0;; i++) {
            if (model_match(str_tail(p, 1), str_tail(s, i)))
                return true;
            if (i >= s.len || s.at[i] == '/')
                return false;
        }
    }
    if (s.len == 0)
        return false;
    if (p.at[0] == '[') {
        size_t at = 0;
        return model_class(p, &at, s.at[0]) && model_match(str_tail(p, at), str_tail(s, 1));
    }
    if (p.at[0] == '?')
        return s.at[0] != '/' && model_match(str_tail(p, 1), str_tail(s, 1));
    size_t escaped = p.at[0] == '\\';
    return p.at[escaped] == s.at[0] && model_match(str_tail(p, 1 + escaped), str_tail(s, 1));
}

static bool has_wild(Str p)
{
    for (size_t i = 0; i < p.len; i++)
        if (str_find_char(STR("*?[]\\"), p.at[i]) < 5)
            return true;
    return false;
}

/* With the two forms that are plain tests of an end. */
static bool model_pattern(Str p, Str s)
{
    if (str_starts(p, STR("**")) && !has_wild(str_tail(p, 2))) {
        Str end = str_tail(p, 2);
        return str_ends(s, end) || (str_starts(end, STR("/")) && str_eq(s, str_tail(end, 1)));
    }
    if (str_ends(p, STR("**")) && !has_wild(str_head(p, p.len - 2)))
        return str_starts(s, str_head(p, p.len - 2));
    return model_match(p, s);
}

enum { MODEL_PATTERNS = 8 };

/* The walk, down to the path: one boolean for each pattern. */
static bool model_out(const Str *patterns, size_t count, Str path)
{
    bool hits[MODEL_PATTERNS] = {false}, out = false;
    for (size_t end = 1; end <= path.len; end++) {
        if (end < path.len && path.at[end] != '/')
            continue;
        out = false;
        for (size_t i = 0; i < count; i++) {
            bool exception = patterns[i].at[0] == '!';
            if (!hits[i] && exception == out)
                hits[i] = model_pattern(str_tail(patterns[i], exception), str_head(path, end));
            else if (!hits[i])
                continue;
            out = hits[i] ? !exception : out;
        }
    }
    return out;
}

static uint32_t random_next(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static Str random_text(Arena *arena, uint32_t *seed, const char *const *parts, size_t count)
{
    Buf text;
    buf_init(&text, arena);
    for (size_t n = 1 + random_next(seed) % 6; n-- > 0;)
        buf_add(&text, str_from(parts[random_next(seed) % count]));
    return buf_str(&text);
}

/* What the reader would clean first is none of the model's business. */
static bool is_clean(Str text)
{
    return text.len && text.at[0] != '/' && !str_ends(text, STR("/")) &&
           str_find(text, STR("//")) == text.len && str_find(text, STR("**//")) == text.len;
}

static void check_random(Arena *arena, uint32_t seed)
{
    static const char *const in_pattern[] = {"a",   "b", "ab",    "/",    "/",   "*",
                                             "**",  "?", "[ab]",  "[^a]", "\\*", "**/",
                                             "/**", ".", "[a-b]", "+"};
    static const char *const in_path[] = {"a", "b", "c", "/", "/", "ab", ".", "*", "+"};
    size_t pairs = 0, out_count = 0;
    while (pairs < 100000) {
        ArenaMark mark = arena_mark(arena);
        Str patterns[MODEL_PATTERNS];
        Buf text;
        buf_init(&text, arena);
        size_t count = 1 + random_next(&seed) % 4;
        for (size_t i = 0; i < count;) {
            Str one = random_text(arena, &seed, in_pattern, sizeof in_pattern / sizeof *in_pattern);
            if (!is_clean(one) || str_eq(one, STR(".")) || str_find(one, STR("..")) < one.len ||
                str_find(one, STR("./")) < one.len || str_find(one, STR("/.")) < one.len)
                continue;
            if (random_next(&seed) % 4 == 0)
                one = str_joined(arena, STR("!"), one);
            patterns[i++] = one;
            buf_add(&text, one);
            buf_char(&text, '\n');
        }
        IgnoreFile file = ignore_read(arena, buf_str(&text));
        for (size_t i = 0; i < 20; i++) {
            Str path = random_text(arena, &seed, in_path, sizeof in_path / sizeof *in_path);
            if (!is_clean(path))
                continue;
            bool want = model_out(patterns, count, path);
            bool have = ignore_walk_to(arena, &file, path).out;
            if (want != have)
                printf("%.*s: %.*s", STR_ARG(path), STR_ARG(buf_str(&text)));
            CHECK(want == have);
            pairs += count;
            out_count += want;
        }
        arena_rewind(arena, mark);
    }
    CHECK(out_count > 3000);
}

/* Another seed may be given. */
int main(int argc, char **argv)
{
    Arena *arena = arena_open();
    check_examples(arena);
    check_flaws(arena);
    check_random(arena, argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 20);
    arena_close(arena);
    return check_end();
}
