#include "base/buf.h"
#include "check.h"
#include "model/model.h"

typedef struct {
    const char *text, *expected;
} Case;

static const Dockerfile *read_file(Arena *arena, const char *text, ModelRequest request)
{
    const Source *source = source_new(arena, STR("Dockerfile"), str_from(text));
    return model_read(arena, syntax_read(arena, source), &request);
}

static void add_value(Buf *out, const char *name, Value value)
{
    static const char *const marks[] = {"=", "~", "?"};
    buf_fmt(out, " %s%s%.*s", name, marks[value.known], STR_ARG(value.text));
}

static void add_origin(Buf *out, const Origin *origin)
{
    static const char *const kinds[] = {"context", "stage", "scratch", "image", "bad"};
    buf_fmt(out, " from=%s", kinds[origin->kind]);
    if (origin->stage)
        buf_fmt(out, "%zu", origin->stage->index);
}

static void add_transfer(Buf *out, const Transfer *transfer)
{
    static const char *const kinds[] = {"path", "url", "git", "heredoc"};
    for (size_t i = 0; i < transfer->sources.len; i++) {
        const CopySource *source = &transfer->sources.at[i];
        add_value(out, kinds[source->kind],
                  source->kind == SOURCE_PATH ? source->path : source->text);
        buf_fmt(out, "(%.*s)%s%s%s", STR_ARG(source->name), source->glob ? "*" : "",
                source->directory ? "/" : "", source->unpacks ? "!" : "");
    }
    add_value(out, "to", transfer->dest);
    buf_fmt(out, "%s", transfer->dest_directory ? "/" : "");
    if (transfer->from.kind != ORIGIN_CONTEXT)
        add_origin(out, &transfer->from);
    if (transfer->chown.text.len > 0)
        add_value(out, "chown", transfer->chown);
    if (transfer->chmod.text.len > 0)
        add_value(out, "chmod", transfer->chmod);
    buf_fmt(out, "%s%s%s%s", transfer->link ? " link" : "", transfer->parents ? " parents" : "",
            transfer->keep_git_dir ? " git-dir" : "", transfer->exclude.len ? " exclude" : "");
}

static void add_mount(Buf *out, const Mount *mount)
{
    static const char *const kinds[] = {"bind", "cache", "tmpfs", "secret", "ssh"};
    buf_fmt(out, " %s%s", kinds[mount->kind], mount->writable ? " rw" : "");
    add_value(out, "at", mount->target);
    if (mount->source.text.len > 1)
        add_value(out, "source", mount->source);
    if (mount->id.len > 0)
        buf_fmt(out, " id=%.*s", STR_ARG(mount->id));
    if (mount->from.kind != ORIGIN_SCRATCH)
        add_origin(out, &mount->from);
}

/* The last step in one line: what it says, and what is in force before it. */
static Str show_step(Arena *arena, const Step *step)
{
    Buf out;
    buf_init(&out, arena);
    buf_fmt(&out, "%.*s%s%s%s", STR_ARG(instruction_name(step->instruction->kind)),
            step->layer ? " layer" : "", step->onbuild ? " onbuild" : "",
            step->triggered ? " triggered" : "");
    for (size_t i = 0; i < step->bindings.len; i++) {
        const Binding *binding = &step->bindings.at[i];
        const char *key = str_terminated(arena, binding->key.text);
        if (binding->has_value)
            add_value(&out, key, binding->value);
        else
            buf_fmt(&out, " %s", key);
    }
    for (size_t i = 0; i < step->words.len; i++)
        add_value(&out, "", step->words.at[i].value);
    if (step->instruction->kind == INST_WORKDIR)
        add_value(&out, "leads", step->path);
    if (step->transfer)
        add_transfer(&out, step->transfer);
    for (size_t i = 0; i < step->mounts.len; i++)
        add_mount(&out, &step->mounts.at[i]);
    if (step->problem.len > 0)
        buf_fmt(&out, " ! %.*s", STR_ARG(step->problem));
    return buf_str(&out);
}

static void add_step_of(Buf *out, const char *name, const Step *step)
{
    if (step)
        buf_fmt(out, " %s%u", name, step->written->first_line);
}

static Str show_stages(Arena *arena, const Dockerfile *file)
{
    Buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < file->stages.len; i++) {
        const Stage *stage = &file->stages.at[i];
        buf_fmt(&out, "%s%.*s", i > 0 ? "; " : "",
                STR_ARG(stage->name.len ? stage->name : STR("-")));
        add_origin(&out, &stage->base);
        for (size_t j = 0; j < stage->needs.len; j++)
            buf_fmt(&out, " needs%zu", stage->needs.at[j]->index);
        buf_fmt(&out, "%s%s%s", stage->target ? " target" : "", stage->exported ? " exported" : "",
                stage->needed ? " needed" : "");
        add_step_of(&out, "cmd", stage->command);
        add_step_of(&out, "entry", stage->entrypoint);
        add_step_of(&out, "health", stage->health);
        for (size_t j = 0; j < stage->steps.len; j++)
            if (stage->steps.at[j].problem.len > 0)
                buf_fmt(&out, " ! %.*s", STR_ARG(stage->steps.at[j].problem));
    }
    return buf_str(&out);
}

static bool same(const char *text, Str got, const char *expected)
{
    if (str_eq(got, str_from(expected)))
        return true;
    printf("%s\n  expected %s\n  got      %.*s\n", text, expected, STR_ARG(got));
    return false;
}

static bool last_is(Arena *arena, const char *head, const Case *one)
{
    Buf text;
    buf_init(&text, arena);
    buf_fmt(&text, "%s%s\n", head, one->text);
    ModelRequest request = {0};
    const Dockerfile *file = read_file(arena, str_terminated(arena, buf_str(&text)), request);
    const Steps *steps = &file->stages.at[file->stages.len - 1].steps;
    return same(one->text, show_step(arena, &steps->at[steps->len - 1]), one->expected);
}

#define EACH(cases, head)                                        \
    for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++) \
    CHECK(last_is(arena, head, &(cases)[i]))

static void values(Arena *arena)
{
    static const Case cases[] = {
        {"ENV A=1 B=$A", "ENV A=1 B~${A}"},
        {"ARG A=1 B=$A", "ARG A=1 B=1"},
        {"ARG A G NO TARGETARCH", "ARG A G=global NO TARGETARCH~${TARGETARCH}"},
        {"ARG G=own", "ARG G=own"},
        {"ENV A=1\nARG A=2\nLABEL x=$A", "LABEL x=2"},
        {"ARG A=2\nENV A=1\nLABEL x=$A", "LABEL x=1"},
        {"ENV A=1\nARG A\nLABEL x=$A y=$G", "LABEL x=1 y~${G}"},
        {"ENV A b=$C 'd'", "ENV A~b=${C} d"},
        {"ENV K=key\nENV $K-1=\"a b\"", "ENV key-1=a b"},
        {"USER a:$G", "USER ~a:${G}"},
        {"EXPOSE 80 $A 53/udp", "EXPOSE =80 ~${A} =53/udp"},
        {"ENV P=\"1 2\"\nEXPOSE $P", "EXPOSE =1 =2"},
        {"VOLUME [\"\\\"q\\\"\", \"/a b\"]", "VOLUME =q =/a b"},
        {"STOPSIGNAL SIG$A", "STOPSIGNAL ~SIG${A}"},
        {"USER \"x", "USER ?\"x ! unexpected end of statement while looking for matching "
                     "double-quote"},
    };
    static const Case scratch[] = {{"LABEL x=/$A p=$PATH",
                                    "LABEL x=/ p=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/"
                                    "bin:/sbin:/bin"}};
    EACH(cases, "ARG G=global\nFROM debian\n");
    EACH(scratch, "FROM scratch\n");
}

static void directories(Arena *arena)
{
    static const Case cases[] = {
        {"WORKDIR a", "WORKDIR layer =a leads=/a"},
        {"WORKDIR /a\nWORKDIR b\nWORKDIR ../c/", "WORKDIR layer =../c/ leads=/a/c"},
        {"WORKDIR /", "WORKDIR =/ leads=/"},
        {"WORKDIR /.", "WORKDIR layer =/. leads=/"},
        {"WORKDIR .", "WORKDIR =. leads=/"},
        {"WORKDIR $A\nWORKDIR b", "WORKDIR layer =b leads~${A}/b"},
        {"WORKDIR /$A\nWORKDIR ..", "WORKDIR layer =.. leads?/"},
        {"WORKDIR a b", "WORKDIR layer =a b leads=/a b"},
        {"ENV D=/x\nWORKDIR ${D}/y", "WORKDIR layer =/x/y leads=/x/y"},
    };
    EACH(cases, "FROM debian\n");
}

static void copies(Arena *arena)
{
    static const Case cases[] = {
        {"COPY a /b", "COPY layer path=/a(a) to=/b"},
        {"COPY . .", "COPY layer path=/()/ to=/w/"},
        {"COPY ./a/ ../../b c/", "COPY layer path=/a(a)/ path=/b(b) to=/w/c/"},
        {"COPY [\"a b\", \"c\"]", "COPY layer path=/a b(a b) to=/w/c"},
        {"COPY *.t[ab] x", "COPY layer path=/*.t[ab](*.t[ab])* to=/w/x"},
        {"COPY app-$V.jar $D/", "COPY layer path~/app-${V}.jar(app-${V}.jar) to~${D}/"},
        {"COPY $V /x", "COPY layer path~${V}() to=/x"},
        {"COPY --chown=a:$V --chmod=u+x,g=rw --link --exclude=*.md --parents a b",
         "COPY layer path=/a(a) to=/w/b chown~a:${V} chmod=u+x,g=rw link parents exclude"},
        {"COPY --chmod=888 a b",
         "COPY layer path=/a(a) to=/w/b chmod=888 ! invalid mode in --chmod: \"888\""},
        {"COPY --from=$A a b", "COPY layer path=/a(a) to=/w/b from=bad ! variables are not "
                               "supported in --from"},
        {"COPY --from=nginx:1 a b", "COPY layer path=/a(a) to=/w/b from=image"},
        {"COPY --from=scratch a b", "COPY layer path=/a(a) to=/w/b from=scratch"},
        {"COPY https://x/a b", "COPY layer url=https://x/a(a) to=/w/b ! source can't be a URL for "
                               "COPY"},
        {"ADD https://x/a%20b?q=/c#d /t/", "ADD layer url=https://x/a%20b?q=/c#d(a b) to=/t/"},
        {"ADD http://x/ y", "ADD layer url=http://x/(__unnamed__) to=/w/y"},
        {"ADD --unpack https://x/a.tgz y", "ADD layer url=https://x/a.tgz(a.tgz)! to=/w/y"},
        {"ADD a.tar.gz b.zip /c/", "ADD layer path=/a.tar.gz(a.tar.gz)! path=/b.zip(b.zip) to=/c/"},
        {"ADD --unpack=false a.tgz /c/", "ADD layer path=/a.tgz(a.tgz) to=/c/"},
        {"ADD https://x/a.git#v1:sub git@h:a/b ./github.com/c /c/",
         "ADD layer git=https://x/a.git#v1:sub() git=git@h:a/b() path=/github.com/c(c) to=/c/"},
        {"ADD --keep-git-dir git://h/a /c", "ADD layer git=git://h/a() to=/c git-dir"},
        {"ADD https://h/a.git?keep-git-dir=1 c",
         "ADD layer git=https://h/a.git?keep-git-dir=1() to=/w/c git-dir"},
        {"ADD --checksum=sha256:12 a b",
         "ADD layer path=/a(a) to=/w/b ! checksum requires HTTP(S) or Git sources"},
        {"COPY <<-A <<'B' x /c/\n\t'$A'\\n\nA\n$A\nB",
         "COPY layer heredoc~'${A}'n\n(A) heredoc=$A\n(B) path=/x(x) to=/c/"},
    };
    EACH(cases, "FROM debian\nWORKDIR /w\n");
}

static void mounts(Arena *arena)
{
    static const Case cases[] = {
        {"RUN --mount=target=/t x", "RUN layer bind at=/t from=context"},
        {"RUN --mount=type=bind,source=a,dst=.,from=B,rw x",
         "RUN layer bind rw at=/w source=/a from=stage0"},
        {"RUN --mount=type=cache,target=c/,id=i --mount=type=TMPFS,target=/t x",
         "RUN layer cache rw at=/w/c id=i tmpfs rw at=/t"},
        {"RUN --mount=type=cache,target=/c,ro=true,uid=0 x", "RUN layer cache at=/c id=/c"},
        {"RUN --mount=type=secret,id=a/b --mount=type=ssh x",
         "RUN layer secret at=/run/secrets/b id=a/b ssh at=/run/buildkit/ssh_agent.0 id=default"},
        {"RUN --mount=type=secret,id=k,env=K x", "RUN layer secret at= id=k"},
        {"RUN --mount=type=secret,target=/k/l x", "RUN layer secret at=/k/l id=l"},
        {"RUN --mount='type=bind,\"target=/a,b\"' x", "RUN layer bind at=/a,b from=context"},
        {"RUN --mount=target=$D/t x", "RUN layer bind at~${D}/t from=context"},
        {"RUN --mount=from=0,target=/t x", "RUN layer bind at=/t from=image"},
        {"RUN --mount=target=/t,readonly=x y", "RUN layer bind at=/t from=context ! neither true "
                                               "nor false in --mount: \"readonly=x\""},
        {"RUN --mount=target=/ x",
         "RUN layer bind at=/ from=context ! invalid mount target in --mount: \"/\""},
        {"RUN --mount=type=x,target=/t x",
         "RUN layer bind at?/t from=context ! unsupported mount type in --mount: \"x\""},
        {"RUN --mount=target=/t,foo=1 x",
         "RUN layer bind at=/t from=context ! unexpected key in --mount: \"foo=1\""},
        {"RUN --mount=size=1,type=tmpfs,target=/t x",
         "RUN layer tmpfs rw at=/t ! unexpected key in --mount: \"size=1\""},
        {"RUN --mount=type=tmpfs,target=/t,size=1.5GiB x", "RUN layer tmpfs rw at=/t"},
        {"RUN --mount=type=secret x",
         "RUN layer secret at=/run/secrets ! a secret needs an id in --mount: \"secret\""},
    };
    EACH(cases, "FROM alpine AS b\nFROM debian\nWORKDIR /w\n");
}

static void stages(Arena *arena)
{
    static const Case cases[] = {
        {"FROM a\nCMD x", "- from=image target exported needed cmd2"},
        {"FROM a AS X\nFROM x\nFROM X", "x from=image; - from=stage0 needs0; - from=image target "
                                        "exported needed ! no valid name of "
                                        "an image: \"X\""},
        {"FROM a AS x\nFROM b AS x\nFROM x",
         "x from=image; x from=image exported needed; - from=stage1 needs1 target exported needed"},
        {"FROM x AS x\nFROM x:latest", "x from=image; - from=image target exported needed"},
        {"FROM b AS scratch\nFROM scratch",
         "scratch from=image exported needed; - from=stage0 needs0 target exported needed"},
        {"FROM a AS b\nFROM c\nCOPY --from=B x y\nCOPY --from=+0 x y",
         "b from=image needed; - from=image needs0 target exported needed"},
        {"FROM a\nCOPY --from=9 x y", "- from=image target exported needed ! there is no stage 9"},
        {"FROM a\nCOPY --from=0 x y", "- from=image target exported needed ! circular dependency: "
                                      "stage \"0\" takes files from itself"},
        {"FROM a\nCOPY --from=b x y\nFROM c AS b",
         "- from=image ! stage \"b\" is defined after this one; b from=image target exported "
         "needed"},
        {"FROM a AS b\nFROM c\nRUN --mount=from=b,target=/t x",
         "b from=image needed; - from=image needs0 target exported needed"},
        {"ARG X\nFROM $X", "- from=image target exported needed"},
        {"FROM $X", "- from=bad target exported needed ! base name ($X) should not be blank"},
        {"FROM a AS b-amd64\nFROM a AS b-arm64\nFROM a AS c\nFROM b-$TARGETARCH",
         "b-amd64 from=image exported needed; b-arm64 from=image exported needed; c from=image; "
         "- from=stage0 needs0 needs1 target exported needed"},
        {"FROM a AS b\nCMD x\nHEALTHCHECK NONE\nFROM b",
         "b from=image exported needed cmd2 health3; - from=stage0 needs0 target exported needed "
         "cmd2 health3"},
        {"FROM a AS b\nCMD x\nFROM b\nENTRYPOINT x",
         "b from=image exported needed cmd2; - from=stage0 needs0 target exported needed entry4"},
        {"FROM a\nCMD x\nENTRYPOINT x", "- from=image target exported needed cmd2 entry3"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Dockerfile *file = read_file(arena, cases[i].text, (ModelRequest){0});
        CHECK(same(cases[i].text, show_stages(arena, file), cases[i].expected));
    }
}

static void requests(Arena *arena)
{
    static const char text[] = "ARG V=1 W=$V\nFROM x:$W AS a\nARG V=2 U\nLABEL v=$V u=$U n=$N\n"
                               "FROM a AS b";
    BuildArg args[] = {
        {STR_INIT("V"), STR_INIT("9")},
        {STR_INIT("U"), STR_INIT("")},
        {STR_INIT("N"), STR_INIT("no ARG declares it")},
    };
    ModelRequest request = {.target = STR("A"), .args = args, .arg_count = 3};
    const Dockerfile *file = read_file(arena, text, request);
    const Stage *stage = &file->stages.at[0];
    CHECK(stage->target && !file->stages.at[1].needed && file->problem.len == 0);
    CHECK(str_eq(stage->base.text.text, STR("x:9")));
    CHECK(str_eq(vars_text(file->default_vars, STR("W")), STR("1")));
    CHECK(same(text, show_step(arena, &stage->steps.at[2]), "LABEL v=9 u= n~${N}"));
    request.target = STR("0");
    file = read_file(arena, text, request);
    CHECK(file->problem.len > 0 && file->target == &file->stages.at[1]);
    CHECK(!read_file(arena, "ARG A", (ModelRequest){0})->target);
}

static void triggers(Arena *arena)
{
    static const char text[] = "FROM a AS b\nONBUILD ENV A=1\nONBUILD WORKDIR /o\nLABEL x=$A\n"
                               "FROM b\nLABEL x=$A\nFROM b AS c\nFROM c\nWORKDIR y";
    const Dockerfile *file = read_file(arena, text, (ModelRequest){0});
    const Stage *child = &file->stages.at[1];
    CHECK(same(text, show_step(arena, &file->stages.at[0].steps.at[1]), "ENV onbuild A=1"));
    CHECK(same(text, show_step(arena, &file->stages.at[0].steps.at[3]), "LABEL x~${A}"));
    CHECK(child->triggers == 2 && child->steps.len == 4 && child->from == &child->steps.at[0]);
    CHECK(
        same(text, show_step(arena, &child->steps.at[2]), "WORKDIR layer triggered =/o leads=/o"));
    CHECK(same(text, show_step(arena, &child->steps.at[3]), "LABEL x=1"));
    CHECK(file->stages.at[3].triggers == 0 && str_eq(file->stages.at[3].workdir.text, STR("/o/y")));
    CHECK(step_by_line(file, 3) == &file->stages.at[0].steps.at[2]);
    CHECK(step_by_line(file, 6) == &child->steps.at[3] && step_by_line(file, 5) == child->from);
    CHECK(stage_chain(arena, &file->stages.at[3]).len == 4 + 3 + 2);
}

static bool port_is(const char *word, const char *expected)
{
    char got[100];
    Port port = port_read(str_from(word));
    snprintf(got, sizeof got, "%.*s|%.*s|%u-%u|%.*s%s%s", STR_ARG(port.ip), STR_ARG(port.host),
             port.from, port.to, STR_ARG(port.protocol), port.protocol_good ? "" : "?",
             port.valid ? "" : "!");
    return same(word, str_from(got), expected);
}

static void ports(Arena *arena)
{
    static const Case cases[] = {
        {"EXPOSE 80 foo", "EXPOSE =80 =foo ! invalid port: \"foo\""},
        {"STOPSIGNAL sigrtmin+3", "STOPSIGNAL =sigrtmin+3"},
        {"STOPSIGNAL -1", "STOPSIGNAL =-1"},
        {"STOPSIGNAL FOO", "STOPSIGNAL =FOO ! invalid signal: FOO"},
        {"STOPSIGNAL 0", "STOPSIGNAL =0 ! invalid signal: 0"},
        {"STOPSIGNAL SIGRTMAX-15", "STOPSIGNAL =SIGRTMAX-15 ! invalid signal: SIGRTMAX-15"},
    };
    EACH(cases, "FROM debian\n");
    CHECK(port_is("+080/TCP", "||80-80|TCP"));
    CHECK(port_is("8000-8010/sctp", "||8000-8010|sctp"));
    CHECK(port_is("127.0.0.1::80", "127.0.0.1||80-80|"));
    CHECK(port_is("[::1]:1:2/udp", "[::1]|1|2-2|udp"));
    CHECK(port_is("1-2:1-3", "|1-2|0-0|!"));
    CHECK(port_is("80/foo", "||0-0|foo?!"));
    CHECK(port_is("/tcp", "||0-0|tcp?!"));
    CHECK(port_is("65536", "||0-0|!"));
    CHECK(port_is("1.2.3:1:80", "1.2.3|1|0-0|!"));
}

static bool platform_is(Arena *arena, const char *text, const char *expected)
{
    char got[100];
    Platform platform = platform_read(arena, str_from(text));
    snprintf(got, sizeof got, "%.*s/%.*s/%.*s%s", STR_ARG(platform.os),
             STR_ARG(platform.architecture), STR_ARG(platform.variant), platform.valid ? "" : "!");
    return same(text, str_from(got), expected);
}

static void platforms(Arena *arena)
{
    CHECK(platform_is(arena, "linux/amd64", "linux/amd64/"));
    CHECK(platform_is(arena, "Linux/AArch64/v8", "linux/arm64/"));
    CHECK(platform_is(arena, "macos/x86_64", "darwin/amd64/"));
    CHECK(platform_is(arena, "linux/arm/7", "linux/arm/"));
    CHECK(platform_is(arena, "armel", "/arm/v6"));
    CHECK(platform_is(arena, "armhf", "/arm/"));
    CHECK(platform_is(arena, "windows(10.0.17763)/amd64", "windows/amd64/"));
    CHECK(platform_is(arena, "windows", "windows//"));
    CHECK(platform_is(arena, "linux/", "//!"));
    CHECK(platform_is(arena, "linux/a/b/c", "//!"));
    CHECK(platform_is(arena, "foo", "//!"));
    CHECK(platform_is(arena, "*", "//!"));
}

static void expanded(Arena *arena)
{
    const Dockerfile *file =
        read_file(arena, "FROM a\nARG B C=$B\nCOPY $B-$N \"x\" y$N", (ModelRequest){0});
    const Step *copy = &file->stages.at[0].steps.at[2];
    const Expandeds *all = &copy->expanded;
    CHECK(file->stages.at[0].steps.at[1].expanded.at[0].expansion.undeclared.len == 0);
    CHECK(all->len == 3 && str_eq(str_from(all->at[2].what), STR("destination")));
    CHECK(all->at[0].expansion.used.len == 2 && all->at[0].expansion.undeclared.len == 1);
    CHECK(step_by_line(file, 4) == NULL && step_by_line(file, 0) == NULL);
}

/* What the RUNs of a chain run: of its base first, what a FROM sets off in its place, no CMD. */
static void commands(Arena *arena)
{
    const Dockerfile *file =
        read_file(arena,
                  "FROM a AS base\nRUN one && two\nONBUILD RUN never\nFROM b\nRUN elsewhere\n"
                  "FROM base\nCOPY c d\nRUN three\nCMD four\nRUN five",
                  (ModelRequest){0});
    StepRefs chain = stage_chain(arena, file->target);
    CommandRefs all = chain_commands(arena, &chain);
    Buf names;
    buf_init(&names, arena);
    for (size_t i = 0; i < all.len; i++)
        buf_fmt(&names, "%.*s ", STR_ARG(all.at[i]->name));
    CHECK(str_eq(buf_str(&names), STR("one two never three five ")));
    const Steps *steps = &file->target->steps;
    CHECK(commands_from(&all, &file->stages.at[0].steps.at[0]) == 0);
    CHECK(commands_from(&all, &steps->at[steps->len - 1]) == all.len - 1);
    CHECK(commands_from(&all, &steps->at[steps->len - 2]) == all.len - 1);
    CHECK(commands_from(&(CommandRefs){0}, &steps->at[0]) == 0);
}

int main(void)
{
    Arena *arena = arena_open();
    values(arena);
    directories(arena);
    copies(arena);
    mounts(arena);
    stages(arena);
    requests(arena);
    triggers(arena);
    ports(arena);
    platforms(arena);
    expanded(arena);
    commands(arena);
    arena_close(arena);
    return check_end();
}
