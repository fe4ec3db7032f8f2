#include "check.h"
#include "text/glob.h"

static const struct {
    const char *pattern, *path;
    bool match;
} cases[] = {
    {"a", "a", true},
    {"a", "b", false},
    {"a", "a/b", false},
    {"*", "abc", true},
    {"*", "a/b", false},
    {"*.c", "x.c", true},
    {"*.c", "x.h", false},
    {"a*b*c", "axxbyyc", true},
    {"a*b*c", "axxbyy", false},
    {"?", "a", true},
    {"?", "/", false},
    {"?", "", false},
    {"[a-c]x", "bx", true},
    {"[a-c]x", "dx", false},
    {"[!a-c]x", "dx", true},
    {"[^a]", "a", false},
    {"[]]", "]", true},
    {"[a", "[a", true},
    {"[a]", "/", false},
    {"\\*", "*", true},
    {"\\*", "a", false},
    {"**", "a/b/c", true},
    {"**", "a", true},
    {"**/c", "a/b/c", true},
    {"**/c", "c", true},
    {"**/c", "a/bc", false},
    {"a/**", "a/b/c", true},
    {"a/**", "b/a/c", false},
    {"a/**/d", "a/d", true},
    {"a/**/d", "a/b/c/d", true},
    {"a/**/d", "a/b/c/e", false},
    {"**/x*/**/z", "a/xy/b/c/z", true},
    {"**/x*/**/z", "a/xy/b/c/y", false},
    {"a**b", "axxb", true},
    {"a**b", "a/b", false},
    {"**/*.Dockerfile", "x/y/web.Dockerfile", true},
    {"", "", true},
    {"", "a", false},
};

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool match = glob_match(str_from(cases[i].pattern), str_from(cases[i].path));
        if (match != cases[i].match)
            printf("%s against %s\n", cases[i].pattern, cases[i].path);
        CHECK(match == cases[i].match);
    }
    return check_end();
}
