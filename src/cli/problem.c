#include "cli/problem.h"

void problem_show(Buf *buf, Arena *scratch, const Terminal *terminal, const Source *source,
                  const Problem *problem)
{
    ExcerptStyle style = {
        .gutter = excerpt_gutter(source, problem->span.start), .mark = '^', .ink = INK_ERROR};
    excerpt_place(buf, scratch, terminal, source, problem->span.start);
    ink(buf, terminal, INK_ERROR, STR("error: "));
    excerpt_sentence(buf, scratch, terminal, INK_BOLD, problem->message);
    buf_char(buf, '\n');
    excerpt_show(buf, scratch, terminal, source, problem->span, &style);
    if (problem->help.len)
        excerpt_note(buf, scratch, terminal, style.gutter, STR("help: "), problem->help);
}
