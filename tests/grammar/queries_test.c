/* The queries of the grammar: they load, each of their patterns finds something in a sample, and
   they find what they should.

       queries_test FOLDER        where highlights.scm and injections.scm are */
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/io.h"
#include "base/path.h"

const TSLanguage *tree_sitter_dockerfile(void);

static const char highlight_sample[] = "# syntax=docker/dockerfile:1\n"
                                       "# a comment\n"
                                       "FROM --platform=$P a:1 AS b\n"
                                       "ENV k=\"v $w\" l=${x:-y} m=${n/o/p}\n"
                                       "USER me\n"
                                       "RUN -- cat <<EOF > f\n"
                                       "body\n"
                                       "EOF\n"
                                       "COPY [\"s\", \"t\"]\n"
                                       "COPY c \\\n"
                                       "  d\n"
                                       "EXPOSE 80\n"
                                       "HEALTHCHECK NONE\n"
                                       "FROM a b\n"
                                       "FOO\n";

static const char highlights[] = "keyword.directive: #\n"
                                 "keyword.directive: syntax\n"
                                 "operator: =\n"
                                 "string.special: docker/dockerfile:1\n"
                                 "comment: # a comment\n"
                                 "keyword: FROM\n"
                                 "attribute: --platform\n"
                                 "operator: =\n"
                                 "string.special: $P\n"
                                 "variable: $P\n"
                                 "module: a:1\n"
                                 "keyword: AS\n"
                                 "label: b\n"
                                 "keyword: ENV\n"
                                 "property: k\n"
                                 "operator: =\n"
                                 "string: \"v $w\"\n"
                                 "string: \"v \n"
                                 "variable: $w\n"
                                 "string: \"\n"
                                 "property: l\n"
                                 "operator: =\n"
                                 "string: ${x:-y}\n"
                                 "punctuation.special: ${\n"
                                 "variable: x\n"
                                 "operator: :-\n"
                                 "punctuation.special: }\n"
                                 "property: m\n"
                                 "operator: =\n"
                                 "string: ${n/o/p}\n"
                                 "punctuation.special: ${\n"
                                 "variable: n\n"
                                 "operator: /\n"
                                 "operator: /\n"
                                 "punctuation.special: }\n"
                                 "keyword: USER\n"
                                 "string: me\n"
                                 "keyword: RUN\n"
                                 "punctuation.delimiter: --\n"
                                 "label: <<EOF\n"
                                 "string: body\n\n"
                                 "label: EOF\n"
                                 "keyword: COPY\n"
                                 "punctuation.bracket: [\n"
                                 "string: \"s\"\n"
                                 "punctuation.delimiter: ,\n"
                                 "string: \"t\"\n"
                                 "punctuation.bracket: ]\n"
                                 "keyword: COPY\n"
                                 "string.special.path: c\n"
                                 "punctuation.special: \\\n\n"
                                 "string.special.path: d\n"
                                 "keyword: EXPOSE\n"
                                 "number: 80\n"
                                 "keyword: HEALTHCHECK\n"
                                 "keyword: NONE\n"
                                 "keyword: FROM\n"
                                 "module: a\n"
                                 "error: b\n"
                                 "error: FOO\n";

static const char injection_sample[] = "FROM a\n"
                                       "RUN apt-get update && \\\n"
                                       "  # for curl\n"
                                       "  apt-get install curl\n"
                                       "CMD echo \"$HOME\"\n"
                                       "ENTRYPOINT exec a\n"
                                       "HEALTHCHECK CMD curl b\n"
                                       "ONBUILD RUN c\n"
                                       "RUN [\"d\", \\\n"
                                       "  \"e\"]\n"
                                       "COPY [\"f\", \"g\"]\n"
                                       "RUN <<EOF\n"
                                       "h\n"
                                       "EOF\n"
                                       "RUN <<EOF\n"
                                       "#!/usr/bin/env python3\n"
                                       "i\n"
                                       "EOF\n"
                                       "RUN <<EOF\n"
                                       "#!/bin/bash -e\n"
                                       "j\n"
                                       "EOF\n"
                                       "RUN bash -ex <<EOF\n"
                                       "k\n"
                                       "EOF\n"
                                       "RUN python3 <<EOF\n"
                                       "l\n"
                                       "EOF\n"
                                       "RUN cat <<EOF > m\n"
                                       "n\n"
                                       "EOF\n"
                                       "COPY <<EOF o\n"
                                       "p\n"
                                       "EOF\n"
                                       "SHELL [\"q\"]\n"
                                       "WORKDIR r\n";

static const char injections[] =
    "bash: apt-get update && \\\n  # for curl\n  apt-get install curl\n"
    "bash: echo \"$HOME\"\n"
    "bash: exec a\n"
    "bash: curl b\n"
    "bash: c\n"
    "json: [\"d\", \\\n  \"e\"]\n"
    "json: [\"f\", \"g\"]\n"
    "bash: h\n\n"
    "python: #!/usr/bin/env python3\ni\n\n"
    "bash: #!/bin/bash -e\nj\n\n"
    "bash: bash -ex <<EOF\n"
    "bash: k\n\n"
    "bash: python3 <<EOF\n"
    "python: l\n\n"
    "bash: cat <<EOF > m\n"
    "json: [\"q\"]\n";

static unsigned passed, failed;

static bool check(bool holds, const char *format, const char *name, unsigned long at)
{
    *(holds ? &passed : &failed) += 1;
    if (!holds) {
        printf(format, name, at);
        printf("\n");
    }
    return holds;
}

/* ---- what a pattern asks for beyond its shape ---- */

typedef struct {
    const TSQuery *query;
    TSQueryMatch match;
    const char *text; /* of the sample */
    Arena *arena;
} Found;

static Str query_string(const TSQuery *query, uint32_t id)
{
    uint32_t len;
    const char *at = ts_query_string_value_for_id(query, id, &len);
    return (Str){at, len};
}

static Str capture_name(const TSQuery *query, uint32_t id)
{
    uint32_t len;
    const char *at = ts_query_capture_name_for_id(query, id, &len);
    return (Str){at, len};
}

static Str node_text(const Found *found, TSNode node)
{
    uint32_t start = ts_node_start_byte(node);
    return (Str){found->text + start, ts_node_end_byte(node) - start};
}

static Str captured(const Found *found, uint32_t id)
{
    for (uint16_t i = 0; i < found->match.capture_count; i++)
        if (found->match.captures[i].index == id)
            return node_text(found, found->match.captures[i].node);
    return STR("");
}

static bool matches(const Found *found, Str pattern, Str text)
{
    regex_t compiled;
    if (regcomp(&compiled, str_terminated(found->arena, pattern), REG_EXTENDED | REG_NOSUB) != 0)
        return false;
    bool good = regexec(&compiled, str_terminated(found->arena, text), 0, NULL, 0) == 0;
    regfree(&compiled);
    return good;
}

/* The steps of one predicate; false when it turns the match down. `#set!` fills the language. */
static bool predicate_holds(const Found *found, const TSQueryPredicateStep *steps, Str *language)
{
    Str what = query_string(found->query, steps[0].value_id);
    if (str_eq(what, STR("set!"))) {
        if (str_eq(query_string(found->query, steps[1].value_id), STR("injection.language")))
            *language = query_string(found->query, steps[2].value_id);
        return true;
    }
    bool wanted = str_eq(what, STR("match?"));
    if (!check(wanted || str_eq(what, STR("not-match?")), "%s: an unknown predicate in pattern %lu",
               "queries", found->match.pattern_index))
        return false;
    Str text = captured(found, steps[1].value_id);
    return matches(found, query_string(found->query, steps[2].value_id), text) == wanted;
}

static bool predicates_hold(const Found *found, Str *language)
{
    uint32_t count;
    const TSQueryPredicateStep *steps =
        ts_query_predicates_for_pattern(found->query, found->match.pattern_index, &count);
    for (uint32_t i = 0, start = 0; i < count; i++) {
        if (steps[i].type != TSQueryPredicateStepTypeDone)
            continue;
        if (!predicate_holds(found, steps + start, language))
            return false;
        start = i + 1;
    }
    return true;
}

/* ---- running ---- */

/* One "name: text" for each capture that stands for something, in the order of the text. */
static void list_captures(const TSQuery *query, const char *sample, TSNode root, bool *used,
                          Buf *out)
{
    TSQueryCursor *cursor = ts_query_cursor_new();
    Found found = {.query = query, .text = sample, .arena = arena_open()};
    uint32_t at;
    ts_query_cursor_exec(cursor, query, root);
    while (ts_query_cursor_next_capture(cursor, &found.match, &at)) {
        Str language = {0};
        Str name = capture_name(query, found.match.captures[at].index);
        if (!predicates_hold(&found, &language) || str_starts(name, STR("_")))
            continue;
        used[found.match.pattern_index] = true;
        Str text = node_text(&found, found.match.captures[at].node);
        Str shown = language.len ? language : name;
        buf_fmt(out, "%.*s: %.*s\n", STR_ARG(shown), STR_ARG(text));
    }
    arena_close(found.arena);
    ts_query_cursor_delete(cursor);
}

static void compare(const char *name, Str found, Str expected)
{
    size_t at = 0, line = 0;
    while (at < found.len && at < expected.len && found.at[at] == expected.at[at])
        at++;
    for (size_t i = 0; i < at; i++)
        if (found.at[i] == '\n')
            line = i + 1;
    if (!check(str_eq(found, expected), "%s: other captures than expected, from byte %lu on", name,
               (unsigned long)at)) {
        Str is = str_head(str_tail(found, line), 200),
            should = str_head(str_tail(expected, line), 200);
        printf("is:\n%.*s\nshould be:\n%.*s\n", STR_ARG(is), STR_ARG(should));
    }
}

static void test_query(Arena *arena, const char *folder, const char *name, const char *sample,
                       const char *expected)
{
    Fail fail = {0};
    Str text;
    Str path = path_join(arena, str_from(folder), str_from(name));
    if (!check(io_read(arena, str_terminated(arena, path), &text, &fail),
               "%s: cannot be read (%lu)", name, 0))
        return;
    uint32_t offset;
    TSQueryError error;
    TSQuery *query =
        ts_query_new(tree_sitter_dockerfile(), text.at, (uint32_t)text.len, &offset, &error);
    if (!check(query != NULL, "%s: does not load, from byte %lu on", name, offset))
        return;
    TSParser *parser = ts_parser_new();
    ts_parser_set_language(parser, tree_sitter_dockerfile());
    TSTree *tree = ts_parser_parse_string(parser, NULL, sample, (uint32_t)strlen(sample));
    uint32_t patterns = ts_query_pattern_count(query);
    bool *used = NEW_ARRAY(arena, patterns, bool);
    Buf out;
    buf_init(&out, arena);
    list_captures(query, sample, ts_tree_root_node(tree), used, &out);
    for (uint32_t i = 0; i < patterns; i++)
        check(used[i], "%s: nothing in the sample is of pattern %lu", name, i + 1);
    compare(name, buf_str(&out), str_from(expected));
    ts_tree_delete(tree);
    ts_parser_delete(parser);
    ts_query_delete(query);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        printf("queries_test FOLDER\n");
        return 2;
    }
    Arena *arena = arena_open();
    test_query(arena, argv[1], "highlights.scm", highlight_sample, highlights);
    test_query(arena, argv[1], "injections.scm", injection_sample, injections);
    arena_close(arena);
    printf("%u passed, %u failed\n", passed, failed);
    return failed > 0 || passed == 0;
}
