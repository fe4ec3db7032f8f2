/* What COPY takes out of a real directory, and where it lies in the image. */
#define _XOPEN_SOURCE 700

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/path.h"
#include "check.h"
#include "context/context.h"
#include "context/wildcard.h"

static void make_file(const char *path, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    CHECK(fd >= 0 && ftruncate(fd, (off_t)size) == 0 && close(fd) == 0);
}

static void make_tree(void)
{
    static const char *const directories[] = {"src",     "src/lib", "src/lib/old", "docs",
                                              "docs/en", "dist",    "elsewhere",   "empty"};
    static const struct {
        const char *path;
        size_t size;
    } files[] = {
        {"README.md", 7},
        {"a.js", 1},
        {"b.js", 2},
        {"[a].txt", 3},
        {"src/main.js", 10},
        {"src/note.md", 20},
        {"src/lib/x.js", 30},
        {"src/lib/old/y.js", 40},
        {"src/lib/old/z.md", 50},
        {"docs/a.md", 60},
        {"docs/en/b.md", 70},
        {"dist/app.js", 80},
        {"dist/keep.js", 90},
        {"elsewhere/deep.conf", 5},
    };
    for (size_t i = 0; i < sizeof directories / sizeof *directories; i++)
        CHECK(mkdir(directories[i], 0700) == 0);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        make_file(files[i].path, files[i].size);
    CHECK(link("src/lib/x.js", "src/same.js") == 0);
    CHECK(link("src/lib/x.js", "docs/same.js") == 0);
    CHECK(symlink("../src/lib", "docs/lib") == 0);
    CHECK(symlink("/src/main.js", "start") == 0);
    CHECK(symlink("../../../../docs", "up") == 0);
    CHECK(symlink("circle", "circle") == 0);
    CHECK(symlink("nowhere", "broken") == 0);
}

/* What lands, by path; "is there", "is left out" or what is near where nothing does. */
static const struct {
    const char *copy, *lands;
} examples[] = {
    {"a.js /x/", "/x/a.js 1"},
    {"a.js /x", "/x 1"},
    {"./a.js /x", "/x 1"},
    {"../../a.js /x", "/x 1"},
    {"a.js/ /x", "/x 1"},
    {"a.js b.js /x", "/x/a.js 1, /x/b.js 2"},
    {"src /x", "/x/lib/old/y.js 40, /x/lib/old/z.md 50, /x/lib/x.js 30, /x/main.js 10, "
               "/x/note.md 20, /x/same.js 30 = 6 files, 150"},
    {"src/. /x/", "/x/lib/old/y.js 40, /x/lib/old/z.md 50, /x/lib/x.js 30, /x/main.js 10, "
                  "/x/note.md 20, /x/same.js 30 = 6 files, 150"},
    {"src/lib/old docs/en /x", "/x/y.js 40, /x/z.md 50, /x/b.md 70"},
    {"src/same.js docs/same.js /x/", "/x/same.js 30, /x/same.js 30"},
    {"empty /x", "is there"},
    /* patterns */
    {"*.js /x/", "/x/a.js 1, /x/b.js 2"},
    {"?.js /x/", "/x/a.js 1, /x/b.js 2"},
    {"[^b].js /x", "/x 1"},
    {"[[]a].txt /x/", "/x/[a].txt 3"},
    {"src/*.js /x/", "/x/main.js 10, /x/same.js 30"},
    {"*/*.js /x/", "/x/keep.js 90, /x/same.js 30, /x/main.js 10, /x/same.js 30"},
    {"s*/l*/o* /x/", "/x/y.js 40, /x/z.md 50"},
    {"src/l?b/old /x", "/x/y.js 40, /x/z.md 50"},
    {"**/*.conf /x/", "/x/deep.conf 5"},
    {"*.conf /x/", ""},
    {"nothing* /x/", ""},
    {"[a /x/", ""},
    /* links lead on, but never out */
    {"start /x/", "/x/start 10"},
    {"docs/lib/old /x", "/x/y.js 40, /x/z.md 50"},
    {"up/en /x", "/x/b.md 70"},
    {"docs /x", "/x/a.md 60, /x/en/b.md 70, /x/lib 0, /x/same.js 30"},
    {"circle /x", "is not there"},
    {"broken /x", "is not there"},
    /* --exclude: below a directory, from it */
    {"--exclude=*.md src /x", "/x/lib/old/y.js 40, /x/lib/old/z.md 50, /x/lib/x.js 30, "
                              "/x/main.js 10, /x/same.js 30 = 5 files, 130"},
    {"--exclude=**/*.md src/lib /x", "/x/old/y.js 40, /x/x.js 30"},
    {"--exclude=lib --exclude=*.md src /x", "/x/main.js 10, /x/same.js 30"},
    {"--exclude=lib --exclude=!lib/old src /x",
     "/x/lib/old/y.js 40, /x/lib/old/z.md 50, /x/main.js 10, /x/note.md 20, /x/same.js 30"},
    {"--exclude=/lib src/lib/old /x", "/x/y.js 40, /x/z.md 50"},
    {"--exclude=old src/lib /x", "/x/x.js 30"},
    {"--exclude=* src /x", "is there"},
    {"--exclude=*.js a.js /x/", "/x/a.js 1"},
    /* --parents */
    {"--parents src/lib/x.js /x/", "/x/src/lib/x.js 30"},
    {"--parents src/lib/x.js /x", "/x/src/lib/x.js 30"},
    {"--parents ./src/./lib/x.js /x/", "/x/lib/x.js 30"},
    {"--parents src/**/*.md /x/", "/x/src/lib/old/z.md 50, /x/src/note.md 20"},
    {"--parents src/lib/ /x/",
     "/x/src/lib/old/y.js 40, /x/src/lib/old/z.md 50, /x/src/lib/x.js 30"},
    {"--parents */./*.md /x/", "/x/a.md 60, /x/note.md 20, /x/a.md 60"},
    {"--parents --exclude=**/old src/lib /x/", "/x/src/lib/x.js 30"},
    {"--parents src/nothing*/ /x/", ""},
    /* what the ignore file leaves out is not there: dist, !dist/keep.js */
    {"dist /x", "/x/keep.js 90"},
    {"dist/keep.js /x/", "/x/keep.js 90"},
    {"dist/app.js /x/", "is left out"},
    {"dist/*.js /x/", "/x/keep.js 90"},
    /* what may be meant */
    {"readme.md /x/", "near README.md"},
    {"scr/main.js /x/", "near src/main.js"},
    {"src/mian.js /x/", "near src/main.js"},
    {"deep.conf /x/", "near elsewhere/deep.conf"},
    {"etc/deep.conf /x/", "near elsewhere/deep.conf"},
    {"something /x/", "is not there"},
    {"--parents src/lib/z.js /x/", "near src/lib/x.js"},
    /* to "/" file by file */
    {"src/lib /", "/old/y.js 40, /old/z.md 50, /x.js 30"},
    /* nothing is known */
    {"$WHAT /x", "unknown"},
    {"--from=other a.js /x", "unknown"},
};

static const Step *read_copy(Arena *arena, BuildContext *context, const char *copy)
{
    Buf text;
    buf_init(&text, arena);
    buf_fmt(&text, "FROM scratch\nARG WHAT\nCOPY %s\n", copy);
    const Source *source = source_new(arena, STR("Dockerfile"), buf_str(&text));
    ModelRequest request = {.context = context_for_model(context)};
    const Dockerfile *file = model_read(arena, syntax_read(arena, source), &request);
    return &file->stages.at[0].steps.at[2];
}

static void add_landed(Buf *out, Arena *arena, const Step *step)
{
    for (size_t i = 0; i < step->effects.len; i++) {
        const Effect *effect = &step->effects.at[i];
        const Take *files =
            effect->taken ? context_files(arena, effect->taken, SIZE_MAX) : &(Take){0};
        for (size_t j = 0; j < files->len; j++) {
            Str path = path_join(arena, effect->path.text, files->at[j].to);
            buf_fmt(out, "%s%.*s %u", out->len ? ", " : "", STR_ARG(path),
                    (unsigned)files->at[j].bytes);
        }
    }
}

static Str told(Arena *arena, const Step *step)
{
    Buf out;
    buf_init(&out, arena);
    add_landed(&out, arena, step);
    const CopySource *source = &step->transfer->sources.at[0];
    const Take *take = source->take;
    if (!take)
        return STR("unknown");
    if (take->ignored)
        return STR("is left out");
    if (!take->found && !source->glob)
        buf_fmt(&out, take->nearest.len ? "near %.*s" : "is not there", STR_ARG(take->nearest));
    else if (out.len == 0 && take->found)
        return STR("is there");
    return buf_str(&out);
}

static void check_examples(Arena *arena, BuildContext *context)
{
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const Step *step = read_copy(arena, context, examples[i].copy);
        StrCut want = str_cut(str_from(examples[i].lands), '=');
        Str have = told(arena, step), lands = str_trim(want.head);
        if (!str_eq(have, lands))
            printf("COPY %s\n  lands %.*s\n", examples[i].copy, STR_ARG(have));
        CHECK(str_eq(have, lands));
        Buf sum;
        buf_init(&sum, arena);
        if (want.found)
            buf_fmt(&sum, "%u files, %u", (unsigned)step->transfer->sources.at[0].take->files,
                    (unsigned)step->transfer->sources.at[0].take->bytes);
        CHECK(str_eq(buf_str(&sum), str_trim(want.tail)));
    }
}

static bool lands(Arena *arena, const Step *step, const char *place, bool glob, uint32_t files,
                  uint64_t bytes)
{
    ContextSize size = context_landed(arena, &step->effects.at[0], str_from(place), glob);
    return size.files == files && size.bytes == bytes;
}

static void check_landed(Arena *arena, BuildContext *context)
{
    const Step *all = read_copy(arena, context, "src /app");
    CHECK(lands(arena, all, "/app", false, 6, 150));
    CHECK(lands(arena, all, "/", false, 6, 150));
    CHECK(lands(arena, all, "/app/lib/old", false, 2, 90));
    CHECK(lands(arena, all, "/app/lib/old/y.js", false, 1, 40));
    CHECK(lands(arena, all, "/app/li", false, 0, 0));
    CHECK(lands(arena, all, "/ap", false, 0, 0));
    CHECK(lands(arena, all, "/app/*.md", true, 1, 20));
    CHECK(lands(arena, all, "/app/**/*.md", true, 2, 70));
    CHECK(lands(arena, all, "/a*", true, 6, 150));
    CHECK(lands(arena, all, "/app/l*", true, 3, 120));
    const Step *file = read_copy(arena, context, "a.js /app/");
    CHECK(lands(arena, file, "/app", false, 1, 1) && lands(arena, file, "/app/a.js", false, 1, 1));
    CHECK(lands(arena, file, "/app/a.js/b", false, 0, 0));
    CHECK(lands(arena, read_copy(arena, context, "$WHAT /app/"), "/app", false, 0, 0));
}

static void check_rest(Arena *arena, BuildContext *context)
{
    Fail fail = {0};
    ContextTree *tree = context_tree(context, &fail);
    Str text = STR("FROM a AS x\nCOPY src/lib docs /x\nFROM a AS unused\nCOPY *.js /\n"
                   "FROM a\nCOPY --from=x /x /x\nRUN --mount=type=bind,source=up,target=/d ls\n"
                   "ONBUILD COPY . /x\nRUN --mount=type=bind,source=*.js,target=/d ls\n");
    ModelRequest request = {.context = context_for_model(context)};
    const Source *source = source_new(arena, STR("Dockerfile"), text);
    const Dockerfile *file = model_read(arena, syntax_read(arena, source), &request);
    ContextRest rest = context_never_taken(arena, tree, file);
    /* README.md a.js b.js [a].txt src/{main.js,note.md} dist/keep.js elsewhere/deep.conf and the
       links circle, broken, start, up; src/same.js is another name of what is taken. */
    CHECK(rest.files == 13 && !rest.unknown && str_eq(rest.biggest, STR("dist")));
    CHECK(rest.bytes == 7 + 1 + 2 + 3 + 10 + 20 + 90 + 5);
    text = STR("FROM a\nARG X\nCOPY $X /x\n");
    file = model_read(arena, syntax_read(arena, source_new(arena, STR("D"), text)), &request);
    CHECK(context_never_taken(arena, tree, file).unknown);
}

static void check_wildcards(void)
{
    CHECK(wildcard_match(STR("a*b*c"), STR("axbybzc")) && !wildcard_match(STR("a*c"), STR("a/c")));
    CHECK(wildcard_match(STR("*"), STR("")) && !wildcard_match(STR("*x"), STR("xy")));
    CHECK(wildcard_match(STR("a[^x]c"), STR("a/c")) && wildcard_match(STR("\\*"), STR("*")));
    CHECK(wildcard_match(STR("[\xC3\xA0-\xC3\xBF]?"), STR("\xC3\xA9\xC3\xA9")));
    CHECK(!wildcard_match(STR("a?"), STR("a/")) && !wildcard_match(STR("[!a]"), STR("b")));
    CHECK(!wildcard_is_fine(STR("a[")) && !wildcard_is_fine(STR("[]a]")) &&
          !wildcard_is_fine(STR("[a-]")) && !wildcard_is_fine(STR("x\\")));
    CHECK(wildcard_has(STR("a\\*[")) && !wildcard_has(STR("a\\*\\[b")));
}

int main(void)
{
    char folder[] = "/tmp/plimsoll-take-XXXXXX", command[64];
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    Arena *arena = arena_open();
    Fail fail = {0};
    make_tree();
    CHECK(io_create(".dockerignore", STR("dist\n!dist/keep.js\n.dockerignore\n"), &fail));
    BuildContext *context =
        context_open(arena, STR("."), STR("Dockerfile"), (WalkLimits){1, 0}, NULL);
    check_examples(arena, context);
    check_landed(arena, context);
    check_rest(arena, context);
    check_wildcards();
    arena_close(arena);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    CHECK(system(command) == 0);
    return check_end();
}
