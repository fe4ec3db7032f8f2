#include "base/buf.h"
#include "check.h"
#include "ledger/writers.h"

/* The name of the command that wrote a path of the last line's layer; "COPY" and its like where no
   command did, "-" where the text does not tell. */
static Str writer_of(Arena *arena, const char *text, const char *path)
{
    const Source *source = source_new(arena, STR("Dockerfile"), str_from(text));
    const Dockerfile *file = model_read(arena, syntax_read(arena, source), &(ModelRequest){0});
    const Steps *steps = &file->target->steps;
    StepRefs last = {0};
    *PUSH(arena, &last) = &steps->at[steps->len - 1];
    const Effect *effect = writers_find(writers_open(arena, &last), str_from(path));
    if (!effect)
        return STR("-");
    return effect->command ? effect->command->name
                           : instruction_name(last.at[0]->instruction->kind);
}

static void check_writer(const char *text, const char *path, const char *expected)
{
    Arena *arena = arena_open();
    Str found = writer_of(arena, text, path);
    bool same = str_eq(found, str_from(expected));
    CHECK(same);
    if (!same)
        printf("%s: expected %s, got %.*s\n", path, expected, STR_ARG(found));
    arena_close(arena);
}

int main(void)
{
    const char *run = "FROM debian:12\n"
                      "RUN apt-get update && apt-get install -y curl && "
                      "curl -fsSLo /tmp/x.tgz https://a/x.tgz && tar -xzf /tmp/x.tgz -C /opt && "
                      "pip install flask && chown -R a /opt/b && echo x > /etc/x\n";
    check_writer(run, "/var/lib/apt/lists/deb.debian.org_main", "apt-get");
    check_writer(run, "/usr/bin/curl", "apt-get");
    check_writer(run, "/var/lib/dpkg/status", "apt-get");
    check_writer(run, "/tmp/x.tgz", "curl");
    check_writer(run, "/opt/a/file", "tar");
    check_writer(run, "/usr/local/lib/python3.11/site-packages/flask/app.py", "pip");
    check_writer(run, "/root/.cache/pip/http/1", "pip");
    check_writer(run, "/etc/x", "echo");
    check_writer("FROM debian:12\nCOPY --chown=1 . /app\n", "/app/x/y", "COPY");
    check_writer("FROM debian:12\nCOPY --chown=1 . /app\n", "/other", "-");
    const char *two = "FROM debian:12\nRUN tar -xf a.tar -C /opt && tar -xf b.tar -C /opt && "
                      "cp a /etc/f && cp b /etc/f\n";
    check_writer(two, "/opt/x", "-");
    check_writer(two, "/etc/f", "cp");
    check_writer("FROM debian:12\nRUN make && rm -rf /x\n", "/x/y", "make");
    check_writer("FROM debian:12\nRUN frobnicate\n", "/x/y", "frobnicate");
    return check_end();
}
