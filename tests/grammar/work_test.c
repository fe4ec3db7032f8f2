/* No text makes the reading quadratic: twice the text, at most 2.3 times the work.

   Work is counted, not timed: the project's own sources are built so that they call back at each
   step (gcc and clang: -fsanitize-coverage=trace-pc), and what blocks of memory are moved, searched
   and asked for is counted by their size, in tree-sitter's runtime too where it is linked
   statically. Each of the measures must keep to the bar by itself; memory, which is taken in larger
   and larger pieces, on the average of two doublings.

       work_test [WORD...]        only the families whose name has one of these words */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

#include "base/arena.h"
#include "base/buf.h"
#include "shell/shell.h"
#include "syntax/syntax.h"

const TSLanguage *tree_sitter_dockerfile(void);

/* head, `left` n times, middle, `right` n times, tail */
typedef struct {
    const char *name;
    uint32_t n; /* of the larger text */
    const char *head, *left, *middle, *right, *tail;
} Family;

#define FROM "FROM a\n"
#define A15 " <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A <<A"
#define E15 "A\nA\nA\nA\nA\nA\nA\nA\nA\nA\nA\nA\nA\nA\nA\n"

static const Family families[] = {
    {"a line of one word", 1 << 20, FROM "RUN ", "x", "\n", "", ""},
    {"a line of words", 1 << 19, FROM "RUN ", "x ", "\n", "", ""},
    {"instructions", 100000, FROM, "RUN true\n", "", "", ""},
    {"stages", 20000, "", "FROM a AS b\n", "", "", ""},
    {"unknown instructions", 20000, FROM, "FOO true\n", "", "", ""},
    {"continuations", 20000, FROM "RUN true ", "\\\n x", "\n", "", ""},
    {"continuations of words", 20000, FROM "COPY a ", "\\\n x ", "\n", "", ""},
    {"continuations in one word", 20000, FROM "COPY a", "\\\nx", " c\n", "", ""},
    {"continuations of pairs", 20000, FROM "ENV ", "\\\n x=y ", "\n", "", ""},
    {"continuations of an empty form", 20000, FROM "ENV x", "\\\n ", "\n", "", ""},
    {"continuations in a keyword", 20000, FROM "R", "\\\n", "UN x\n", "", ""},
    {"continuations in a name", 20000, FROM "ENV a", "\\\nb", "=c\n", "", ""},
    {"continuations in a flag", 20000, FROM "RUN --a", "\\\nb", "=c d\n", "", ""},
    {"continuations in a value", 20000, FROM "ENV a=\"", "\\\n$b", "\"\n", "", ""},
    {"continuations before arguments", 20000, FROM "COPY ", "\\\n", "a b\n", "", ""},
    {"continuations in JSON", 20000, FROM "CMD [", "\\\n\"a\", ", "\"b\"]\n", "", ""},
    {"continuations in a marker", 20000, FROM "RUN <<E", "\\\nE", "\nE\n", "", ""},
    {"comments in a continuation", 20000, FROM "RUN true \\\n", "# x\n", " x\n", "", ""},
    {"comments in each continuation", 20000, FROM "RUN true \\\n", " x \\\n# x\n", " x\n", "", ""},
    {"comments inside a word", 20000, FROM "COPY a\\\n", "# x\n", "b c\n", "", ""},
    {"comments", 50000, FROM, "# x\n", "RUN true\n", "", ""},
    {"comments without an instruction", 50000, "", "# x\n", "", "", ""},
    {"blank lines", 100000, FROM, "\n", "RUN true\n", "", ""},
    {"blank lines in a continuation", 20000, FROM "RUN true \\\n", "\n", " x\n", "", ""},
    {"blanks behind escapes", 20000, FROM "RUN ", "\\  x", "\n", "", ""},
    {"blanks at the end", 1 << 19, FROM "RUN x", " ", "\n", "", ""},
    {"blanks behind an escape", 1 << 19, FROM "RUN x \\", " ", "x\n", "", ""},
    {"carriage returns", 1 << 18, FROM "RUN x", "\r", "\n", "", ""},
    {"carriage returns among letters", 1 << 17, FROM "COPY a ", "\rx", "\n", "", ""},
    {"lines ending in CRLF", 20000, FROM, "RUN x\r\n", "", "", ""},
    {"operands in operands", 50000, FROM "ENV a=", "${a:-", "x", "}", "\n"},
    {"operands that stay open", 50000, FROM "ENV a=", "${a:-", "\n", "", ""},
    {"operands before a marker", 50000, FROM "RUN <<A ", "${a:-", "x", "}", "\nA\n"},
    {"operands open before a marker", 50000, FROM "RUN <<A ", "${a:-", "\nA\n", "", ""},
    {"replacements in replacements", 20000, FROM "USER ", "${a/b/", "x", "}", "\n"},
    {"quotes in operands", 20000, FROM "ENV a=", "${a:-\"", "x", "\"}", "\n"},
    {"JSON in JSON, just too shallow", 9999, FROM "RUN ", "[", "", "]", "\n"},
    {"JSON in JSON, too deep", 100000, FROM "RUN ", "[", "", "]", "\n"},
    {"JSON that stays open", 100000, FROM "RUN ", "[", "\n", "", ""},
    {"JSON objects in objects", 9000, FROM "CMD [", "{\"a\":", "1", "}", "]\n"},
    {"JSON strings", 100000, FROM "CMD [\"x\"", ",\"x\"", "]\n", "", ""},
    {"JSON values", 40000, FROM "CMD [1", ",{\"a\":[2]}", "]\n", "", ""},
    {"JSON escapes", 100000, FROM "CMD [\"", "\\u0041", "\"]\n", "", ""},
    {"a JSON number", 100000, FROM "CMD [", "1", "]\n", "", ""},
    {"JSON numbers", 100000, FROM "CMD [1", ",1e5", "]\n", "", ""},
    {"ENV pairs", 50000, FROM "ENV", " a=b", "\n", "", ""},
    {"LABEL pairs with quotes", 50000, FROM "LABEL", " a=\"b c\"", "\n", "", ""},
    {"ARG names", 50000, FROM "ARG", " a", "\n", "", ""},
    {"a legacy pair", 1 << 19, FROM "ENV a ", "b", "\n", "", ""},
    {"a name of quotes", 50000, FROM "ENV ", "'a b'", "=c\n", "", ""},
    {"a value of strings", 50000, FROM "ENV a=", "'b'\"c\"", "\n", "", ""},
    {"a value of variables", 50000, FROM "ENV a=", "$b", "\n", "", ""},
    {"instructions with many here-documents", 500, FROM, "RUN" A15 A15 A15 A15 "\n" E15 E15 E15 E15,
     "", "", ""},
    {"many here-documents", 5000, FROM "RUN", " <<A", "\n", "A\n", ""},
    {"many here-documents of COPY", 5000, FROM "COPY", " <<A", " /a\n", "A\n", ""},
    {"here-documents without an end", 5000, FROM "RUN", " <<A", "\n", "x\n", ""},
    {"instructions with a here-document", 20000, FROM, "RUN <<A\nx\nA\n", "", "", ""},
    {"instructions, here-documents of which none ends", 5000, FROM, "RUN <<A\nx\nB\n", "", "", ""},
    {"a here-document of lines", 100000, FROM "RUN <<A\n", "echo x\n", "A\n", "", ""},
    {"a here-document of tabs", 100000, FROM "RUN <<-A\n", "\t\n", "A\n", "", ""},
    {"a here-document of one line", 1 << 19, FROM "COPY <<A /a\n", "x", "\nA\n", "", ""},
    {"a here-document with a long delimiter", 100000, FROM "RUN <<", "x", "\n", "x", "\n"},
    {"a here-document without an end", 100000, FROM "RUN <<A\n", "x\n", "", "", ""},
    {"markers glued to words", 50000, FROM "RUN", " a<<A", "\n", "", ""},
    {"words that only look like markers", 50000, FROM "RUN", " <<<A", "\n", "", ""},
    {"less-than signs", 1 << 20, FROM "RUN ", "<", "\n", "", ""},
    {"less-than signs and blanks", 1 << 18, FROM "RUN ", "< ", "\n", "", ""},
    {"shifts", 50000, FROM "RUN", " << ", "\n", "", ""},
    {"ONBUILD", 50000, FROM, "ONBUILD ", "RUN true\n", "", ""},
    {"ONBUILD instructions", 20000, FROM, "ONBUILD RUN true\n", "", "", ""},
    {"NUL bytes", 1 << 19, FROM "RUN x", "\1", "\n", "", ""},
    {"NUL words", 1 << 17, FROM "COPY x", " \1", "\n", "", ""},
    {"NUL lines", 20000, FROM, "\1\n", "", "", ""},
    {"bytes that are no UTF-8", 1 << 19, FROM "COPY x ", "\xff", "\n", "", ""},
    {"characters cut short", 1 << 18, FROM "RUN x ", "\xf0\x9f", "\n", "", ""},
    {"characters of four bytes", 1 << 17, FROM "ENV x=", "\xf0\x9f\x90\xb3", "\n", "", ""},
    {"spaces that are no blanks", 1 << 17, FROM "COPY x ", "\xe2\x80\x83", "\n", "", ""},
    {"quotes that stay open", 100000, FROM "ENV a=", "\"b c' ", "\n", "", ""},
    {"quotes open on each line", 20000, FROM, "ENV a=\"b\n", "", "", ""},
    {"quotes before a marker", 50000, FROM "RUN <<A ", "\"b c' ", "\nA\n", "", ""},
    {"flags", 100000, FROM "RUN", " --a=b", " true\n", "", ""},
    {"flags without a value", 20000, FROM "COPY", " --a", " b c\n", "", ""},
    {"a flag with variables", 50000, FROM "COPY --a=", "$b", " c d\n", "", ""},
    {"a flag with quotes", 50000, FROM "RUN --a=", "'b' \"c", "\n", "", ""},
    {"mounts", 20000, FROM "RUN", " --mount=type=cache,target=/a", " true\n", "", ""},
    {"a mount with fields", 50000, FROM "RUN --mount=type=cache", ",target=/a", " x\n", "", ""},
    {"words with variables", 100000, FROM "COPY", " $a/b", " c\n", "", ""},
    {"words that are variables", 50000, FROM "COPY", " ${a}", " c\n", "", ""},
    {"words of a FROM", 50000, "FROM a", " b", "\n", "", ""},
    {"ports", 50000, FROM "EXPOSE", " 80", "\n", "", ""},
    {"escapes alone on their lines", 50000, "", "\\\n", "", "", ""},
    {"escapes alone behind a keyword", 50000, FROM "RUN ", "\\\n", "", "", ""},
    {"escapes", 1 << 19, FROM "RUN ", "\\", "\n", "", ""},
    {"lines of escapes", 20000, FROM, "\\\\\\\\\n", "", "", ""},
    {"an escape at the end of each line", 50000, FROM, "RUN a\\\n", "", "", ""},
    {"a keyword", 1 << 20, "", "A", "\n", "", ""},
    {"a keyword of escapes", 1 << 18, "", "\\a", "\n", "", ""},
    {"dollars", 1 << 20, FROM "ENV a=", "$", "\n", "", ""},
    {"dollars and braces", 1 << 17, FROM "USER ", "${", "\n", "", ""},
    {"dollars and braces before a marker", 1 << 18, FROM "RUN <<A ", "${", "\nA\n", "", ""},
    {"dollars that are text", 1 << 18, FROM "COPY a ", "$(", "\n", "", ""},
    {"dollars before blanks", 1 << 18, FROM "WORKDIR a", "$ ", "\n", "", ""},
    {"braces", 1 << 18, FROM "ENV a=", "}", "\n", "", ""},
    {"equal signs", 1 << 18, FROM "ENV a", "=", "\n", "", ""},
    {"hyphens", 1 << 18, FROM "RUN ", "-", "\n", "", ""},
    {"hyphens of flags", 1 << 17, FROM "RUN ", "-- ", "\n", "", ""},
    {"brackets that close", 1 << 18, FROM "RUN [", "]", "\n", "", ""},
    {"directives", 20000, "", "# syntax=x\n", "FROM a\n", "", ""},
    {"a directive", 1 << 18, "# syntax=", "x ", "\nFROM a\n", "", ""},
    {"HEALTHCHECK flags", 20000, FROM "HEALTHCHECK", " --interval=1s", " CMD x\n", "", ""},
};

/* What a shell gets. */
static const Family shell_families[] = {
    {"a command of words", 1 << 19, "", "x ", "", "", ""},
    {"commands", 100000, "", "x && y; ", "", "", ""},
    {"pipelines on lines", 100000, "", "x |\n", "y", "", ""},
    {"a word of quotes", 100000, "x ", "'a'\"b\"", "", "", ""},
    {"quotes that stay open in commands", 100000, "", "x \"$(", "", "", ""},
    {"substitutions, too deep", 100000, "", "$(", "x", ")", ""},
    {"substitutions", 50000, "x", " $(y)", "", "", ""},
    {"backquotes", 50000, "x", " `y`", "", "", ""},
    {"escaped backquotes", 50000, "x `", "\\`", "`", "", ""},
    {"arithmetic", 50000, "x", " $((1 + (2)))", "", "", ""},
    {"arithmetic that is none", 50000, "", "((", "", "", ""},
    {"arithmetic that stays open", 50000, "x", " $((", "", "", ""},
    {"subshells, too deep", 50000, "", "(", "x", ")", ""},
    {"groups", 50000, "", "{ x; }; ", "", "", ""},
    {"words in braces", 50000, "x", " {a,{b,c}}", "", "", ""},
    {"braces in braces", 50000, "x ", "{a,", "", "}", ""},
    {"braces that stay open", 50000, "x ", "{", "", "", ""},
    {"ranges", 50000, "x ", "{1..3}", "", "", ""},
    {"a brace that is no range", 1 << 18, "x {", "1", "..", "2", "..}"},
    {"brackets that stay open", 50000, "x ", "[", "", "", ""},
    {"assignments", 50000, "", "a=b ", "x", "", ""},
    {"subscripts", 50000, "", "a[1 2]=b ", "x", "", ""},
    {"subscripts in subscripts", 50000, "", "a[", "", "]", "=x"},
    {"subscripts of export", 50000, "export", " a[$(b c)]=d", "", "", ""},
    {"subscripts of export that stay open", 50000, "", "export a[\"${b:c?{d,e}", "", "", ""},
    {"arrays", 50000, "a=(", "[b c]=d ", ")", "", ""},
    {"parameters", 50000, "x", " ${a:-b}", "", "", ""},
    {"parameters in parameters", 50000, "x ", "${a:-", "", "}", ""},
    {"slices", 50000, "x", " ${a:b?c:d:e}", "", "", ""},
    {"a slice of questions", 1 << 18, "x ${a:", "?", "", ":", "}"},
    {"slashes", 1 << 18, "x ${a/", "/", "}", "", ""},
    {"documents", 5000, "x", " <<A", "\n", "b\nA\n", ""},
    {"documents without an end", 5000, "x", " <<A", "\n", "b\n", ""},
    {"documents of a here-document", 20000, "", "x <<A\n$b\nA\n", "", "", ""},
    {"documents in substitutions", 20000, "x", " $(y <<A", "\n", "b\nA\n)", ""},
    {"branches", 20000, "", "if x; then y; fi; ", "", "", ""},
    {"items of a case", 50000, "case x in ", "a|b) c;; ", "esac", "", ""},
    {"conditions", 50000, "[[ x", " && y == z*", " ]]", "", ""},
    {"conditions in brackets", 50000, "[[ ", "( ", "x", " )", " ]]"},
    {"a pattern in brackets", 50000, "x ", "@(", "", ")", ""},
    {"comments of a script", 50000, "", "# x\n", "y", "", ""},
    {"continuations behind keywords", 50000, "if", "\\\n", " x; then y; fi", "", ""},
    {"redirections", 50000, "x", " 2>&1 >y", "", "", ""},
    {"digits before a redirection", 1 << 18, "x ", "1", ">y", "", ""},
};

/* ---- counting ---- */

typedef enum { STEPS, BYTES_MOVED, BYTES_ASKED, MEASURES } Measure;

static const char *const measure_names[] = {"steps", "bytes moved", "bytes asked for"};

static uint64_t work[MEASURES];

void __sanitizer_cov_trace_pc(void);

void __sanitizer_cov_trace_pc(void)
{
    work[STEPS]++;
}

/* The linker gives us the calls of these (--wrap). */
#define WRAPPED(Result, name, parameters, arguments, measure, size) \
    Result __real_##name parameters;                                \
    Result __wrap_##name parameters;                                \
    Result __wrap_##name parameters                                 \
    {                                                               \
        work[measure] += (size);                                    \
        return __real_##name arguments;                             \
    }

WRAPPED(void *, memcpy, (void *to, const void *from, size_t len), (to, from, len), BYTES_MOVED, len)
WRAPPED(void *, memmove, (void *to, const void *from, size_t len), (to, from, len), BYTES_MOVED,
        len)
WRAPPED(void *, memset, (void *to, int byte, size_t len), (to, byte, len), BYTES_MOVED, len)
WRAPPED(int, memcmp, (const void *a, const void *b, size_t len), (a, b, len), BYTES_MOVED, len)
WRAPPED(void *, malloc, (size_t size), (size), BYTES_ASKED, size)
WRAPPED(void *, calloc, (size_t count, size_t size), (count, size), BYTES_ASKED, count *size)
WRAPPED(void *, realloc, (void *block, size_t size), (block, size), BYTES_ASKED, size)

/* Counts what it finds, not what it might have looked at. */
void *__real_memchr(const void *at, int byte, size_t len);
void *__wrap_memchr(const void *at, int byte, size_t len);

void *__wrap_memchr(const void *at, int byte, size_t len)
{
    const char *found = __real_memchr(at, byte, len);
    work[BYTES_MOVED] += found ? (size_t)(found - (const char *)at) : len;
    return (void *)(uintptr_t)found;
}

/* ---- measuring ---- */

static void add_times(Buf *out, const char *unit, uint32_t times)
{
    size_t len = strlen(unit);
    for (uint32_t i = 0; i < times && len > 0; i++)
        buf_add(out, (Str){unit, len});
    for (size_t i = out->len - len * times; i < out->len; i++)
        if (out->at[i] == '\1')
            out->at[i] = '\0';
}

/* Two run the grammar: ours, and tree-sitter for an editor. */
typedef struct {
    const char *name;
    void (*read)(Str text);
} Reader;

static void read_instructions(Str text)
{
    Arena *arena = arena_open();
    syntax_read(arena, source_new(arena, STR("-"), text));
    arena_close(arena);
}

static void read_tree(Str text)
{
    TSParser *parser = ts_parser_new();
    ts_parser_set_language(parser, tree_sitter_dockerfile());
    ts_tree_delete(ts_parser_parse_string(parser, NULL, text.at, (uint32_t)text.len));
    ts_parser_delete(parser);
}

static void read_shell(Str text)
{
    Arena *arena = arena_open();
    Body body = {text, &(BodyPiece){0, 0}, 1, {0, (uint32_t)text.len}};
    shell_read(arena, &body);
    arena_close(arena);
}

static const Reader readers[] = {{"instructions", read_instructions}, {"tree", read_tree}};
static const Reader shell_reader = {"commands", read_shell};

enum { READERS = sizeof readers / sizeof *readers };

static void measure(const Family *family, const Reader *reader, uint32_t n,
                    uint64_t result[MEASURES])
{
    Arena *arena = arena_open();
    Buf text;
    buf_init(&text, arena);
    buf_add(&text, str_from(family->head));
    add_times(&text, family->left, n);
    buf_add(&text, str_from(family->middle));
    add_times(&text, family->right, n);
    buf_add(&text, str_from(family->tail));
    memset(work, 0, sizeof work);
    reader->read(buf_str(&text));
    memcpy(result, work, sizeof work);
    arena_close(arena);
}

/* Does the work keep to 2.3 for a doubling, when the text grew `times` times? */
static bool within_bar(uint64_t less, uint64_t more, unsigned times)
{
    return times == 2 ? more * 10 <= less * 23 : more * 100 <= less * 529;
}

static bool family_holds(const Family *family, const Reader *reader, bool show)
{
    uint64_t once[MEASURES], twice[MEASURES], four_times[MEASURES];
    bool holds = true;
    measure(family, reader, family->n / 4, once);
    measure(family, reader, family->n / 2, twice);
    measure(family, reader, family->n, four_times);
    for (int i = 0; i < MEASURES; i++) {
        bool good = within_bar(once[i], four_times[i], 4) &&
                    (i != STEPS || within_bar(twice[i], four_times[i], 2));
        if (!good || show)
            printf("%s%s, %s: %" PRIu64 ", %" PRIu64 ", %" PRIu64
                   " %s for a quarter, a half, all of %" PRIu32 "\n",
                   good ? "" : "FAIL ", family->name, reader->name, once[i], twice[i],
                   four_times[i], measure_names[i], family->n);
        holds &= good;
    }
    return holds;
}

static bool wanted(const Family *family, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strstr(family->name, argv[i]))
            return true;
    return argc < 2;
}

int main(int argc, char **argv)
{
    unsigned passed = 0, failed = 0;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        for (size_t j = 0; j < READERS && wanted(&families[i], argc, argv); j++)
            *(family_holds(&families[i], &readers[j], argc > 1) ? &passed : &failed) += 1;
    for (size_t i = 0; i < sizeof shell_families / sizeof *shell_families; i++)
        if (wanted(&shell_families[i], argc, argv))
            *(family_holds(&shell_families[i], &shell_reader, argc > 1) ? &passed : &failed) += 1;
    printf("%u passed, %u failed\n", passed, failed);
    return failed > 0 || passed == 0;
}
