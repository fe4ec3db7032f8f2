/* What a RUN runs, in one line: what the tests of commands compare.

   name{verb} -option=value operand, one command behind the other. In front of it: ! when it does
   not run in the normal course, \ when a wrapper starts it. Behind it: <target of a redirection, @
   directory, ~user, letters of guards behind a %. A value that is not known is in < >, a pattern
   has a * in front. */
#pragma once

#include "base/buf.h"
#include "check.h"
#include "model/model.h"

static inline void dump_value(Buf *out, Value value)
{
    buf_add(out, value.known == VALUE_UNKNOWN ? STR("<") : STR(""));
    buf_add(out, value.text);
    buf_add(out, value.known == VALUE_UNKNOWN ? STR(">") : STR(""));
}

static inline void dump_arg(Buf *out, const Arg *arg)
{
    buf_char(out, ' ');
    buf_add(out, arg->glob ? STR("*:") : STR(""));
    if (arg->value.known == VALUE_UNKNOWN)
        dump_value(out, arg->value);
    else if (arg->value.text.len == 0 || str_find_char(arg->value.text, ' ') < arg->value.text.len)
        buf_fmt(out, "'%.*s'", STR_ARG(arg->value.text));
    else
        dump_value(out, arg->value);
}

static inline void dump_guards(Buf *out, unsigned guards)
{
    static const char letters[] = "&|?bl"
                                  "fupcBneXtT";
    buf_add(out, guards ? STR(" %") : STR(""));
    for (unsigned i = 0; letters[i]; i++)
        if (guards & 1u << i)
            buf_char(out, letters[i]);
}

static inline void dump_command(Buf *out, const Command *c)
{
    buf_add(out, c->index ? STR("; ") : STR(""));
    buf_add(out, c->normal ? STR("") : STR("!"));
    buf_add(out, c->outer ? STR("\\") : STR(""));
    if (c->name.len)
        buf_add(out, c->name);
    else
        dump_value(out, c->program);
    if (c->verb.value.text.len)
        buf_fmt(out, "{%.*s}", STR_ARG(c->verb.value.text));
    for (size_t i = 0; i < c->options.len; i++) {
        buf_char(out, ' ');
        buf_add(out, c->options.at[i].name);
        if (c->options.at[i].has_value) {
            buf_char(out, '=');
            dump_value(out, c->options.at[i].value.value);
        }
    }
    for (size_t i = 0; i < c->operands.len; i++)
        dump_arg(out, &c->operands.at[i]);
    for (size_t i = 0; i < c->redirects.len; i++) {
        buf_add(out, STR(" >"));
        dump_value(out, c->redirects.at[i].target.value);
    }
    if (!str_eq(c->cwd.text, STR("/")) || c->cwd.known != VALUE_KNOWN) {
        buf_add(out, STR(" @"));
        dump_value(out, c->cwd);
    }
    if (c->user.text.len)
        buf_fmt(out, " ~%.*s", STR_ARG(c->user.text));
    buf_add(out, c->elsewhere ? STR(" elsewhere") : STR(""));
    if (c->pipe_from)
        buf_fmt(out, " from%zu", c->pipe_from->index);
    if (c->again)
        buf_fmt(out, " again%zu", c->again->index);
    dump_guards(out, c->guards);
}

/* The commands of the last step of a Dockerfile. */
static inline Str dump_file(Arena *arena, Str text)
{
    const Source *source = source_new(arena, STR("Dockerfile"), text);
    const Syntax *syntax = syntax_read(arena, source);
    const Dockerfile *file = model_read(arena, syntax, &(ModelRequest){0});
    const Stage *stage = &file->stages.at[file->stages.len - 1];
    const Step *step = &stage->steps.at[stage->steps.len - 1];
    Buf out;
    buf_init(&out, arena);
    if (!step->script || step->script->unread)
        return step->script ? STR("unread") : STR("nothing");
    for (size_t i = 0; i < step->script->commands.len; i++) {
        dump_command(&out, &step->script->commands.at[i]);
        Span span = step->script->commands.at[i].span;
        CHECK(span.start <= span.end && span.end <= text.len);
    }
    return buf_str(&out);
}

typedef struct {
    const char *text, *dump;
} DumpCase;

/* Each text behind `head`, which ends in the instruction's keyword. */
static inline void check_dumps(const char *head, const DumpCase *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Arena *arena = arena_open();
        Buf file;
        buf_init(&file, arena);
        buf_fmt(&file, "%s%s", head, cases[i].text);
        Str got = dump_file(arena, buf_str(&file));
        bool same = str_eq(got, str_from(cases[i].dump));
        if (!same)
            printf("%s\n  is   %.*s\n  want %s\n", cases[i].text, STR_ARG(got), cases[i].dump);
        CHECK(same);
        arena_close(arena);
    }
}

#define CHECK_DUMPS(head, cases) check_dumps(head, cases, sizeof(cases) / sizeof *(cases))
