#include "base/buf.h"
#include "check.h"
#include "model/vars.h"

static const Var *add(Arena *arena, const Var *scope, const char *name, const char *value)
{
    return var_add(arena, scope,
                   (Var){.name = str_from(name),
                         .value = value_of(str_from(value)),
                         .kind = value ? VAR_ENV : VAR_ARG,
                         .has_value = value != NULL});
}

/* A and EMPTY are set, ARG is declared, all else is not there. */
static const Var *fill(Arena *arena, const Var *scope)
{
    scope = add(arena, scope, "A", "plain");
    scope = add(arena, scope, "EMPTY", "");
    scope = add(arena, scope, "TAR", "a/b/c.tar.gz");
    scope = add(arena, scope, "V", "1.2.3");
    scope = add(arena, scope, "STAR", "x*y?z");
    scope = add(arena, scope, "\xC3\x9C", "uml");
    scope = add(arena, scope, "SPACES", "80 81  82");
    return add(arena, scope, "ARG", NULL);
}

typedef struct {
    const char *word;
    const char *expected; /* the value; "! ..." is a problem; "~..." named; "?" unknown */
} Case;

static Str show(Arena *arena, const Expansion *expansion)
{
    static const char marks[] = {[VALUE_KNOWN] = 0, [VALUE_NAMED] = '~', [VALUE_UNKNOWN] = '?'};
    Buf text;
    buf_init(&text, arena);
    if (expansion->problem.len > 0) {
        buf_fmt(&text, "! %.*s", STR_ARG(expansion->problem));
        return buf_str(&text);
    }
    if (marks[expansion->value.known])
        buf_char(&text, marks[expansion->value.known]);
    if (expansion->value.known != VALUE_UNKNOWN)
        buf_add(&text, expansion->value.text);
    return buf_str(&text);
}

static bool same(Arena *arena, const Var *scope, const Case *one, char escape, ExpandHow how)
{
    Expansion expansion = vars_expand(arena, scope, str_from(one->word), escape, how);
    Str got = show(arena, &expansion);
    if (str_eq(got, str_from(one->expected)))
        return true;
    printf("%s: expected %s, got %.*s\n", one->word, one->expected, STR_ARG(got));
    return false;
}

#define EACH(cases, scope, escape, how)                          \
    for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++) \
    CHECK(same(arena, (scope), &(cases)[i], (escape), (how)))

static void words(Arena *arena)
{
    static const Case cases[] = {
        {"", ""},
        {"a b", "a b"},
        {"'$A'\"$A\"$A", "$Aplainplain"},
        {"\\$A\\\\", "$A\\"},
        {"a\\", "a"},
        {"\"a\\b\\\"\\$\\\\\"", "a\\b\"$\\"},
        {"'a\\'", "a\\"},
        {"\"a", "! unexpected end of statement while looking for matching double-quote"},
        {"it's", "! unexpected end of statement while looking for matching single-quote"},
        {"$(a) `b` ~ * $", "$(a) `b` ~ * $"},
        {"$A.$A-$AA", "plain.plain-"},
        {"$10x $@ $* $# $? $- $$ $! $0", "x        "},
        {"$\xC3\x9C \xFF", "uml \xEF\xBF\xBD"},
        {"${A}b", "plainb"},
        {"${}", "! syntax error: bad substitution"},
        {"${:-a}", "! syntax error: bad substitution"},
        {"${{A}", "! syntax error: bad substitution"},
        {"${A:-b", "! syntax error: missing '}'"},
        {"${", "! syntax error: missing '}'"},
    };
    static const Case backquotes[] = {{"`$A\\n \"`$\"", "$A\\n $"}, {"${STAR#x\\*}", "y?z"}};
    const Var *scope = fill(arena, NULL);
    EACH(cases, scope, '\\', EXPAND_WORD);
    EACH(backquotes, scope, '`', EXPAND_WORD);
}

static void modifiers(Arena *arena)
{
    static const Case cases[] = {
        {"${A:-x}${EMPTY:-x}${NO:-x}", "plainxx"},
        {"${A-x}${EMPTY-x}${NO-x}", "plainx"},
        {"${A:+x}${EMPTY:+x}${NO:+x}", "x"},
        {"${A+x}${EMPTY+x}${NO+x}", "xx"},
        {"${A:?x}${EMPTY?x}", "plain"},
        {"${NO:-${NO:-\"$A\"' b'}\\}}", "plain b}"},
        {"${NO?}", "! NO: is not allowed to be unset"},
        {"${EMPTY:?}", "! EMPTY: is not allowed to be empty"},
        {"${NO?because $A}", "! NO: because plain"},
        {"${TAR#*/}:${TAR##*/}", "b/c.tar.gz:c.tar.gz"},
        {"${TAR%.*}:${TAR%%.*}", "a/b/c.tar:a/b/c"},
        {"${TAR/\\//-}:${TAR//\\//-}", "a-b/c.tar.gz:a-b-c.tar.gz"},
        {"${V//./}", "123"},
        {"${V/#1/x}", "1.2.3"},
        {"${STAR#*\\*}:${STAR%\\?*}", "y?z:x*y"},
        {"${STAR/?/}", "*y?z"},
        {"${A/l*n/}:${A/[pl]/}", "p:plain"},
        {"${A//''/-}", "-p-l-a-i-n-"},
        {"${NO#x}", ""},
        {"${A/b}", "! syntax error: missing '/' in ${}"},
        {"${A#\\q}", "! invalid escape in the pattern: \\q"},
        {"${A:=x}", "! unsupported modifier (:=) in substitution"},
        {"${A=x}", "! unsupported modifier (=) in substitution"},
        {"${A:0:2}", "! unsupported modifier (:0) in substitution"},
        {"${A^}", "! unsupported modifier (^) in substitution"},
        {"${A[0]}", "! unsupported modifier ([) in substitution"},
        {"${A:#x}", "! unsupported modifier (:#) in substitution"},
        {"${#A}", "! unsupported modifier (A) in substitution"},
        {"${!A}", "! unsupported modifier (A) in substitution"},
        {"${A }", "! unsupported modifier ( ) in substitution"},
    };
    EACH(cases, fill(arena, NULL), '\\', EXPAND_WORD);
}

/* What stays open: the base image, or the user, may set it. */
static void outside(Arena *arena)
{
    static const Case closed[] = {
        {"$NO/a", "/a"},
        {"$ARG/a", "~${ARG}/a"},
        {"$PATH:/x", "~${PATH}:/x"},
        {"${ARG:-x}${ARG:+y}", "x"},
        {"${ARG:?}", "~${ARG}"},
    };
    static const Case open[] = {
        {"$NO/a", "~${NO}/a"},
        {"'$NO'", "$NO"},
        {"${NO:-$ARG}", "~${NO:-${ARG}}"},
        {"${NO+x}", "~${NO+x}"},
        {"${NO?}", "~${NO}"},
        {"${NO%/*}", "~${NO%/*}"},
        {"${NO//a/$A}", "~${NO//a/plain}"},
        {"${A:-$NO}", "plain"},
        {"$1$@", ""},
        {"${TAR#$NO}", "?"},
        {"${PATH:-x}", "~${PATH:-x}"},
    };
    static const Case from[] = {
        {"x:$NO", "x:"},
        {"x:$ARG", "?"},
        {"x:${ARG:-1}", "x:1"},
        {"${NO:?gone}", "! NO: gone"},
        {"${ARG:?}", "?"},
        {"$TARGETARCH/${TARGETOS:-x}", "~${TARGETARCH}/${TARGETOS}"},
        {"${TARGETVARIANT:-x}", "~${TARGETVARIANT:-x}"},
        {"${TARGETARCH/64/}", "~${TARGETARCH/64/}"},
    };
    const Var *base = fill(arena, vars_of_base(true));
    base = var_add(
        arena, base,
        (Var){.name = STR("PATH"), .value = {STR("${PATH}"), VALUE_NAMED}, .has_value = true});
    EACH(closed, base, '\\', EXPAND_WORD);
    EACH(open, fill(arena, vars_of_base(false)), '\\', EXPAND_WORD);
    EACH(from, fill(arena, vars_predefined()), '\\', EXPAND_FROM);
}

static void documents(Arena *arena)
{
    static const Case cases[] = {
        {"'$A' \"$A\"\n", "'plain' \"plain\"\n"},
        {"\\n\\\\ \\$A `\\`", "n\\ $A ``"},
        {"it's ${NO:-\"x\"}", "it's \"x\""},
        {"${A^^}", "! unsupported modifier (^) in substitution"},
    };
    EACH(cases, fill(arena, NULL), '`', EXPAND_HEREDOC);
}

static void names(Arena *arena)
{
    Str word = STR("$NO${ARG:-$A}$NO$A$1");
    Expansion found = vars_expand(arena, fill(arena, NULL), word, '\\', EXPAND_WORD);
    CHECK(found.used.len == 4 && str_eq(found.used.at[0], STR("NO")));
    CHECK(found.unset.len == 3 && str_eq(found.unset.at[2], STR("1")));
    CHECK(found.undeclared.len == 2 && str_eq(found.undeclared.at[0], STR("NO")));
}

static void several(Arena *arena)
{
    Expansion expansion;
    const Var *scope = fill(arena, vars_of_base(false));
    Values values = vars_expand_words(arena, scope, STR("${SPACES}/tcp"), '\\', &expansion);
    CHECK(values.len == 3 && str_eq(values.at[2].text, STR("82/tcp")));
    CHECK(vars_expand_words(arena, scope, STR("\"$SPACES\""), '\\', &expansion).len == 1);
    CHECK(vars_expand_words(arena, scope, STR("$EMPTY"), '\\', &expansion).len == 0);
    values = vars_expand_words(arena, scope, STR("$SPACES$NO"), '\\', &expansion);
    CHECK(values.len == 3 && values.at[1].known == VALUE_KNOWN &&
          values.at[2].known == VALUE_NAMED);
}

static void scopes(Arena *arena)
{
    const Var *scope = add(arena, NULL, "A", "1");
    const Var *later = add(arena, add(arena, scope, "A", "2"), "A", NULL);
    CHECK(str_eq(vars_text(scope, STR("A")), STR("1")));
    CHECK(str_eq(vars_text(later, STR("A")), STR("2")));
    CHECK(!var_known(later, STR("A"))->has_value && !var_find(later, STR("B")));
    for (int i = 0; i < 20000; i++) {
        Buf name;
        buf_init(&name, arena);
        buf_fmt(&name, "N%d", i % 10000);
        later = var_add(arena, later, (Var){.name = buf_str(&name), .has_value = i % 3 > 0});
    }
    CHECK(str_eq(vars_text(later, STR("A")), STR("2")) && !var_known(later, STR("A"))->has_value);
    CHECK(var_find(later, STR("N9999")) && var_known(later, STR("N0"))->depth == 10004);
    CHECK(!var_find(later, STR("N10000")));
}

/* No word takes more than its length allows. */
static void limits(Arena *arena)
{
    Buf deep, wide;
    const Var *scope = add(arena, NULL, "A", "0123456789");
    buf_init(&deep, arena);
    buf_init(&wide, arena);
    for (int i = 0; i < 100000; i++) {
        buf_add(&deep, STR("${a:-"));
        buf_fmt(&wide, "$A${N%d}", i);
    }
    Expansion expansion = vars_expand(arena, scope, buf_str(&deep), '\\', EXPAND_WORD);
    CHECK(expansion.problem.len > 0 && expansion.value.known == VALUE_UNKNOWN);
    expansion = vars_expand(arena, scope, buf_str(&wide), '\\', EXPAND_WORD);
    CHECK(expansion.used.len == 100001 && expansion.value.known == VALUE_UNKNOWN);
    for (int i = 0; i < 100; i++) {
        Value value = vars_expand(arena, scope, STR("$A$A"), '\\', EXPAND_WORD).value;
        scope = var_add(arena, scope, (Var){.name = STR("A"), .value = value, .has_value = true});
    }
    CHECK(scope->value.known == VALUE_UNKNOWN && scope->value.text.len < 10000);
}

int main(void)
{
    Arena *arena = arena_open();
    words(arena);
    modifiers(arena);
    outside(arena);
    documents(arena);
    names(arena);
    several(arena);
    scopes(arena);
    limits(arena);
    arena_close(arena);
    return check_end();
}
