#include "base/utf8.h"
#include "cli/parse_format.h"
#include "cli/problem.h"

/* The tree has no room for messages: they go to standard error. */
static void say_problems(const Printing *printing, const Syntax *syntax)
{
    Terminal terminal = terminal_of(stderr, printing->color);
    Output out;
    output_init(&out, printing->out->buf.arena, stderr);
    for (size_t i = 0; i < syntax->problems.len; i++) {
        problem_show(&out.buf, printing->scratch, &terminal, syntax->source,
                     &syntax->problems.at[i]);
        output_relieve(&out);
    }
    output_flush(&out);
}

static void print_file(Printing *printing, const ParsedFile *file)
{
    if (!file->syntax)
        return;
    Buf *buf = &printing->out->buf;
    if (printing->files > 1) {
        buf_add(buf, STR("; "));
        buf_visible(buf, file->path);
        buf_char(buf, '\n');
    }
    buf_add(buf, syntax_sexp(printing->scratch, file->syntax->source));
    buf_char(buf, '\n');
    output_flush(printing->out);
    say_problems(printing, file->syntax);
}

const ParseFormat parse_sexp = {.file = print_file};
