/* What rules ask of the model and no dump of it shows. */
#include "base/buf.h"
#include "check.h"
#include "model/model.h"

typedef struct {
    const char *text; /* of the last RUN, below `head` */
    bool yes;
} Row;

/* The step of the last instruction. */
static const Step *read_last(Arena *arena, const char *head, const char *text)
{
    Buf file;
    buf_init(&file, arena);
    buf_fmt(&file, "%s\n%s\n", head, text);
    const Source *source = source_new(arena, STR("Dockerfile"), buf_str(&file));
    const Dockerfile *model =
        model_read(arena, syntax_read(arena, source), &(const ModelRequest){0});
    const Steps *steps = &model->stages.at[model->stages.len - 1].steps;
    return &steps->at[steps->len - 1];
}

static void check_row(const Row *row, bool answer)
{
    if (answer != row->yes)
        fprintf(stderr, "%s\n", row->text);
    CHECK(answer == row->yes);
}

#define EACH(rows, i) for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++)

static void single_scripts(Arena *arena)
{
    static const Row rows[] = {
        {"RUN make", true},
        {"RUN A=1 make > log", true},
        {"RUN A=1", true},
        {"RUN if true; then :; fi", false},
        {"RUN (make)", true},
        {"RUN make && make check", false},
        {"RUN make | tee log", false},
        {"RUN echo \"$(date)\"", false},
        {"RUN [ -e x ] || make", false},
        {"RUN [[ -e x ]] || make", true},
        {"RUN make 'a b", false},
        {"RUN [\"make\", \"check\"]", true},
        {"RUN [\"sh\", \"-c\", \"make\"]", true},
        {"RUN [\"sh\", \"-c\", \"make && make check\"]", false},
        {"SHELL [\"pwsh\", \"-c\"]\nRUN make", false},
        {"RUN <<EOF\nmake\nEOF", true},
        {"RUN <<EOF\nmake\nmake check\nEOF", false},
    };
    EACH(rows, i)
    check_row(&rows[i], script_is_single(read_last(arena, "FROM debian:12", rows[i].text)->script));
}

/* Of the last command in the text. */
static void pipefail(Arena *arena)
{
    static const Row rows[] = {
        {"RUN a | b", false},
        {"RUN set -o pipefail && a | b", true},
        {"RUN set -euo pipefail; a | b", true},
        {"RUN set -eo errexit; a | b", false},
        {"RUN bash -c 'set -o pipefail'; a | b", false},
        {"RUN a | b; set -o nounset", false},
        {"SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN a | b", true},
        {"SHELL [\"/bin/ash\", \"-eo\", \"pipefail\", \"-c\"]\nRUN a | b", true},
        {"SHELL [\"/bin/bash\", \"-c\"]\nRUN a | b", false},
        {"SHELL [\"/bin/bash\", \"--login\", \"pipefail\", \"-c\"]\nRUN a | b", false},
    };
    EACH(rows, i)
    {
        const Commands *all = &read_last(arena, "FROM debian:12", rows[i].text)->script->commands;
        check_row(&rows[i], command_has_pipefail(&all->at[all->len - 1]));
    }
    const Step *inherits = read_last(arena,
                                     "FROM debian:12 AS base\n"
                                     "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n"
                                     "FROM base",
                                     "RUN a | b");
    CHECK(command_has_pipefail(&inherits->script->commands.at[0]));
}

static void says_yes(Arena *arena)
{
    static const Row rows[] = {
        {"RUN apt-get install curl", false},
        {"RUN apt-get install -y curl", true},
        {"RUN apt-get install curl --assume-yes", true},
        {"RUN apt-get -qq install curl", true},
        {"RUN apt-get -q -q install curl", true},
        {"RUN apt-get -q install curl", false},
        {"RUN yes | apt-get install curl", false}, /* somebody types it */
        {"RUN apt-get update", true},              /* asks nothing */
        {"RUN apt-get install $OPTS curl", true},  /* may hold it */
        {"RUN apt-get install $TOOLS", false},
        {"ENV OPTS=-y\nRUN apt-get install $OPTS curl", true},
        {"ENV OPTS=-q\nRUN apt-get install $OPTS curl", false},
        {"RUN dnf install curl", false},
        {"RUN microdnf install curl", true},
        {"RUN zypper -n install curl", true},
        {"RUN make", true}, /* no manager */
    };
    EACH(rows, i)
    {
        const Commands *all = &read_last(arena, "FROM debian:12", rows[i].text)->script->commands;
        check_row(&rows[i], command_says_yes(&all->at[all->len - 1]));
    }
}

/* The first effect that brings the index is taken away again by what stands behind it. */
static void cleaned(Arena *arena)
{
    static const Row rows[] = {
        {"apt-get update", false},
        {"apt-get update && rm -rf /var/lib/apt/lists/*", true},
        {"apt-get update && rm -fr /var/lib/apt/lists", true},
        {"apt-get update && rm -rf /var/lib/apt", true},
        {"apt-get update && rm -rf /var/lib/apt/lists/partial", false},
        {"apt-get update && rm -rf /tmp/x", false},
        {"rm -rf /var/lib/apt/lists/* && apt-get update", false},
        {"apt-get update && rm -rf /var/lib/{apt,dpkg}/", false}, /* dash */
        {"apt-get update && apt-get dist-clean", true},
    };
    EACH(rows, i)
    {
        Buf text;
        buf_init(&text, arena);
        buf_fmt(&text, "RUN %s", rows[i].text);
        const Step *step =
            read_last(arena, "FROM debian:12", str_terminated(arena, buf_str(&text)));
        const Effect *lists = NULL;
        for (size_t k = step->effects.len; k-- > 0;)
            if (step->effects.at[k].brings == BRINGS_LISTS &&
                step->effects.at[k].kind == EFFECT_CREATE)
                lists = &step->effects.at[k];
        CHECK(lists != NULL);
        check_row(&rows[i], lists && (effect_undone(lists) || effect_cleaned(lists, lists->path)));
    }
}

/* Where the failure of the command called `a` is lost. */
static void unheard(Arena *arena)
{
    static const Row rows[] = {
        {"RUN echo $(a)", true},
        {"RUN x=$(a)", false},
        {"RUN x=$(a) make", true},
        {"RUN export x=$(a)", true},
        {"RUN for i in $(a); do b; done", true},
        {"RUN x=$(echo \"$(a)\")", true},
        {"RUN cat <(a)", true},
        {"RUN a | b", false},
    };
    EACH(rows, i)
    {
        const Commands *all = &read_last(arena, "FROM debian:12", rows[i].text)->script->commands;
        for (size_t k = 0; k < all->len; k++)
            if (command_is(&all->at[k], "a"))
                check_row(&rows[i], (all->at[k].guards & GUARD_UNHEARD) != 0);
    }
}

static void roots(Arena *arena)
{
    const Step *step = read_last(arena, "FROM debian:12 AS a\nFROM a AS b\nFROM b", "RUN make");
    CHECK(stage_root(step->stage)->index == 0);
    CHECK(stage_root(stage_root(step->stage))->index == 0);
}

int main(void)
{
    Arena *arena = arena_open();
    single_scripts(arena);
    pipefail(arena);
    says_yes(arena);
    cleaned(arena);
    unheard(arena);
    roots(arena);
    arena_close(arena);
    return check_end();
}
