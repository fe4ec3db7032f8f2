#include "shared/fixes.h"

/* The blanks that its last line begins with, when there are several lines. */
static Str indent_of(const Source *source, const Instruction *it)
{
    if (it->head_last_line == it->first_line)
        return STR("    ");
    Str line = source_slice(source, source_line_span(source, it->head_last_line));
    size_t blanks = 0;
    while (blanks < line.len && (line.at[blanks] == ' ' || line.at[blanks] == '\t'))
        blanks++;
    return blanks ? str_head(line, blanks) : STR("    ");
}

static bool takes_more(const Script *script)
{
    if (!script || !script->shell || script->json || script->shell->broken ||
        script->shell->error.message.len)
        return false;
    const ShellNode *last = script->shell->list;
    while (last && last->next)
        last = last->next;
    return last && !last->background;
}

void fix_append_command(Finding *finding, const Step *step, const char *command, Report *out)
{
    const Instruction *it = step->instruction;
    const Syntax *syntax = report_file(out)->syntax;
    if (it->heredocs.len || it->body.text.len == 0 || !takes_more(step->script))
        return;
    Str body = str_trim(it->body.text);
    size_t end = (size_t)(body.at - it->body.text.at) + body.len;
    Span last = body_span(&it->body, end - 1, end);
    Buf text;
    buf_init(&text, finding->arena);
    buf_fmt(&text, " %c\n", syntax->escape);
    buf_add(&text, indent_of(syntax->source, it));
    buf_fmt(&text, "&& %s", command);
    fix_insert_after(finding, last, buf_str(&text), FIX_SAFE);
}
