#include "make.h"

/* A small grammar for making texts: "@x" stands for one of the choices of x, "@n" for a line end,
   "@e" for the escape character. What is named twice is chosen twice as often. */
typedef struct {
    char name;
    const char *const *choices;
} Choices;

#define CHOICES(...)      \
    (const char *const[]) \
    {                     \
        __VA_ARGS__, NULL \
    }

static const Choices table[] = {
    /* a line, or several that belong together */
    {'L', CHOICES("@I@n", "@I@n", "@I@n", "@I@n", "@I@n", "@H@n", "@H@n", "@H@n", "@C@n", "@C@n",
                  "@n", "@D@n", "@e@n", "@_@n", "@b@n", " @I@n", "@_@I@n")},
    {'D', CHOICES("# escape=`", "# escape=\\\\", "#escape = `", "# syntax=docker/dockerfile:1",
                  "#syntax=x", "# check=skip=all", "# check=error=true", "# ESCAPE=` ", "# escape=",
                  "# escape=x", "# foo=bar", "#! /bin/x", "  # escape=`", "# escape=`@e", "#")},
    {'C', CHOICES("# a", "#", "# a @e", "  # b", "\t#@w", "# escape=`", "##", "# <<EOF", "# '")},
    {'I',
     CHOICES("@FFROM@_@w", "FROM@f@_@w@_AS@_b", "from a:1@_as@_@w", "FROM@_a@_@w", "RUN@f@_@s",
             "RUN@_@s", "RUN@_@s", "run@_@J", "R@.UN@_@s", "CMD@_@J", "CMD@_@s", "ENTRYPOINT@_@J",
             "SHELL@_@J", "COPY@f@_@w@_@w", "COPY@f@_@J", "ADD@f@_@w@_@w@_@w", "ADD@_@J", "ENV@_@P",
             "ENV@_@P@_@P", "ENV@_@w@_@w@_@w", "LABEL@_@P@_@P", "ARG@_@P", "ARG@_a@_@P",
             "EXPOSE@_@w@_80", "HEALTHCHECK@f@_CMD@_@s", "HEALTHCHECK@_NONE",
             "HEALTHCHECK@f@_cmd@_@J", "ONBUILD@_@I", "ONBUILD@f@_@I", "STOPSIGNAL@_@w",
             "USER@_@w@w", "VOLUME@_@J", "VOLUME@_@w@_@w", "WORKDIR@_@w@_@w", "MAINTAINER@_@w@_@w",
             "FOO@f@_@w", "RUN", "COPY", "ENV@_", "ENTRYPOINT@_", "CMD -- @s", "@e@n@I")},
    {'F', CHOICES("", "", "", "ARG@_@P@n", "@C@n")},
    {'H',
     CHOICES("RUN@_<<EOF@n@B@nEOF", "RUN@f@_<<-EOF@n@B@n\t\tEOF", "RUN@_@s@_<<EOF@n@B@nEOF",
             "RUN@_cat@_<<A@_<<B@n@B@nA@n@B@nB", "COPY@f@_<<EOF@_@w@n@B@nEOF",
             "COPY@_<<A@_<<\"B\"@_@w@n@B@nA@nB", "ADD@_<<'EOF'@_@w@n@B@n@B@nEOF",
             "ONBUILD@_RUN@_<<EOF@n@B@nEOF", "RUN@_<<A@n@B", "RUN@_<<EOF@_>f@nEOF",
             "RUN@_<<E@.OF@_@s@n@B@nEOF", "COPY@_<<\"a b\"@_c@n@B@na b", "COPY@_<<$A@_c@n@B@n$A",
             "RUN@_3<<EOF@n@B@nEOF ", "RUN@_<< EOF@_@n@B@nEOF", "RUN@_--a=<<A@_<<B@n@B@nA@n@B@nB",
             "RUN@_<<A@_<<A@n@nA@n@nA", "RUN@_<<A@_${a:-b}@_<<B@nA@nB", "RUN@_<<A@_'@nA", "@T")},
    {'T', CHOICES("RUN@_<<A <<B <<C <<D <<E <<F <<G <<H@nA@nB@nC@nD@nE@nF@nG@nH", "RUN <<A@nA",
                  "COPY@_@w@_<<A@_<<B@_@w@_<<A@nA@nB@nA", "ADD@_<<A<<B@_<<C@nC",
                  "RUN@_@l@_<<A@_@l@_<<B@n@B@nA@nB", "COPY@_@m@_@w@nA@nA", "RUN@_@m@_<<A@nA@nA",
                  "RUN@_@m @m@_<<B@nA@nA@nA", "RUN@_--a=<<A@_<<B@_--b=<<C@nA@nB@nC",
                  "RUN@_<<A@.B@_<<C@.\"@nAB@nC")},
    /* much before a marker, and very many markers */
    {'l', CHOICES("aaaaaaaaaaaaaaa@_aaaaaaaaaaaaaaaaaa@_aaaaaaaaaaaaaaaaaa@_aaaaaaaaaaaaaaaaaaa@_a"
                  "aaaaaaaaaaaaa@_aaaaaaaaaaaaaaaaaaaaa@_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb@_ccccccc")},
    {'m',
     CHOICES("<<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A@_<<A <<A "
             "<<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A@_<<A <<A <<A <<A <<A")},
    {'B', CHOICES("", "x", "@I", "@C", "\tx", "EO", "A", "x@e@nEOF", "x@ny", "  ", "\t", "$a@n@B")},
    {'_', CHOICES(" ", " ", " ", " ", " ", " ", "  ", "\t", " @e@n", " @e@n  ", "@e@n ",
                  " @e@n# c@n ", " @e@n@n", " @e @n\t", " @e@n# c@n  # d@n@n ", "\v", " @e@n@C@n",
                  "\r", " @e\t \r@n ", " @e\r\t@n", " @e@n@e@n", "@e@n @e@n ")},
    {'.', CHOICES("", "@e@n", "@e@n@e@n", "@e@n@n", "@e@n# c@n", "@e", " ", "@e@e")},
    {'f', CHOICES("", "", "", "", "@_--a=@w", "@_--a=@w@_--b", "@_--@w", "@_--a=\"x y\"", "@_--",
                  "@_-@.-a@.=@.x", "@_--a='@w", "@_--a=$b@_--c=${d:-e}", "@_--a@_--a=")},
    {'w',
     CHOICES("a", "a/b", "b:1", ".", "@v", "@v/c", "a@v", "\"a b\"", "'a b'", "a@eb", "a@.b",
             "@e@e", "@e", "\"", "'", "a\xc3\xa9", "\xc2\xa0", "<<A", "<<", "@w@w", "@w@.@w", "[",
             "=", "#a", "a@e b", "\"a@v\"", "-a", "-@.a", "-@.-a", "-@_", "as", "{", "}", "a=b",
             "a\xe2\x80\x83"
             "b")},
    {'v',
     CHOICES("$a", "${a}", "${a:-b}", "${a:-@w}", "${a:-$b}", "${a:-${b}}", "${a/b/c}",
             "${a//@w/@w}", "${a#*x}", "${a%%x}", "${a", "${", "$", "$1", "$@@", "${a:+\"@w\"}",
             "${a:?'x y'}", "${a:-@v}", "$e$", "${a^}", "${}", "${a:-@.b@.}", "${a@.b}")},
    {'P', CHOICES("a=b", "a=@w", "a=\"@w b\"", "a='@w c'", "a=", "a", "@w=@w", "a=@v", "a=b@_c=d",
                  "=", "\"a b\"=c", "a=b@e c", "a=\"b@ec", "a=\"@_\"", "a=\"x@_y\"@_b='@_'",
                  "a@e=b", "\"a@e\"=b", "a@eb@ec")},
    {'J', CHOICES("[]", "[\"a\"]", "[\"a\",@_\"b\"]", "[@_\"a@.b\"@_,@_\"c\"@_]", "[\"a\\\\n\"]",
                  "[1]", "[\"a\",@_1,@_[\"b\"],@_{\"c\":@_null}]", "['a']", "[\"a\"", "[\"a\"] x",
                  "[\"<<A\"]", "[\"a\",]", "[\"\\\\u00e9@w\"]", "[@e@n\"a\"@e@n]", "[ -f x ]",
                  "[-0.5E+3, 12e-1, 1e5]", "[1e999]", "[true, false, {}, nul]", "[\"\\u00g\", 01]",
                  "[\"a\tb\", {\"a\"}]", "[{\"a\":[1,{}],\"b\":2},.5]", "[\"a\\\"b\\q\"]")},
    {'s',
     CHOICES("a b", "a@_b@_c", "a && @e@n  b", "echo \"@w\"", "echo '@w' | b", "a; @s", "@w@_@w",
             "a <<EOF b", "a@_> b", "a $(b)", "a `b`", "it's", "a@_@e@n@n# c@n@_b", "a@.b")},
    {'b', CHOICES(" ", "\t", "\xc2\xa0", "\v", "\r", "\f", "\xe3\x80\x80", "\xc2\x85")},
    /* a piece: anything that may be typed or pasted */
    {'Z', CHOICES("@L", "@L", "@I", "@w", "@_", "@n", "@n", "@e", "@e@n", "@v", "@P", "@J", "@f",
                  "@Y", "@Y", "@Y", "@Y", "@b", "@D@n", "@C@n", "@B", "@w@_@w", "@L@L")},
    {'Y', CHOICES("\"", "'", "\\\\", "`", "$", "${", "}", "#", "=", "<", "<<", "-", "--", "[", "]",
                  ",", "/", ":", "\n", "\r", "\r\n", "\t", " ", "a", "A", "EOF", "\xff", "\xc3",
                  "\xa9", "\xe2\x80", "\xf0\x9f\x90\xb3", "\xef\xbb\xbf", "as", "1", "@@", "!", "*",
                  "\x80", "\xf0\x9f", "\\\\\n", "`\n", "B")},
};

uint32_t random_below(Random *random, uint32_t limit)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    return limit ? (uint32_t)(z >> 32) % limit : 0;
}

static const char *choose(Random *random, char name)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        uint32_t count = 0;
        if (table[i].name != name)
            continue;
        while (table[i].choices[count])
            count++;
        return table[i].choices[random_below(random, count)];
    }
    return "";
}

enum { DEEPEST = 12 };

static void expand(Random *random, Manner manner, const char *pattern, unsigned depth, Buf *out)
{
    for (; *pattern; pattern++) {
        if (pattern[0] == '\\' && pattern[1] == '\\')
            buf_char(out, *++pattern);
        else if (*pattern != '@')
            buf_char(out, *pattern);
        else if (*++pattern == 'n')
            buf_add(out, manner.line_end);
        else if (*pattern == 'e')
            buf_char(out, manner.escape);
        else if (*pattern == '@')
            buf_char(out, '@');
        else if (depth < DEEPEST)
            expand(random, manner, choose(random, *pattern), depth + 1, out);
    }
}

Manner make_text(Random *random, Buf *out)
{
    Manner manner = {STR("\n"), '\\'};
    if (random_below(random, 6) == 0)
        manner.line_end = STR("\r\n");
    if (random_below(random, 20) == 0)
        buf_add(out, STR("\xef\xbb\xbf"));
    if (random_below(random, 10) == 0)
        expand(random, manner, "#!x@n", 0, out);
    if (random_below(random, 3) == 0) {
        manner.escape = '`';
        expand(random, manner, "# escape=`@n", 0, out);
    }
    while (random_below(random, 3) == 0)
        expand(random, manner, "@D@n", 0, out);
    for (uint32_t lines = random_below(random, random_below(random, 8) ? 8 : 60); lines > 0;
         lines--)
        expand(random, manner, "@L", 0, out);
    while (out->len > 0 && random_below(random, 3) == 0) /* no line feed at the end */
        out->len--;
    return manner;
}

void make_piece(Random *random, Manner manner, Buf *out)
{
    if (random_below(random, 12) == 0)
        manner.escape = (char)(manner.escape == '`' ? '\\' : '`');
    if (random_below(random, 20) == 0)
        buf_char(out, (char)random_below(random, 256));
    else
        expand(random, manner, "@Z", 0, out);
}

void make_quoted(Buf *out, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '\n')
            buf_add(out, STR("\\n"));
        else if (c == '\r')
            buf_add(out, STR("\\r"));
        else if (c == '\t')
            buf_add(out, STR("\\t"));
        else if (c == '\\')
            buf_add(out, STR("\\\\"));
        else if (c == '%')
            buf_add(out, STR("%%"));
        else if (c < ' ' || c > '~' || c == '\'')
            buf_fmt(out, "\\%03o", c);
        else
            buf_char(out, (char)c);
    }
}
