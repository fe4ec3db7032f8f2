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

/* Nothing runs behind an exit, nor behind what exec starts. */
static bool ends_early(const Script *script)
{
    for (size_t i = 0; i < script->commands.len; i++) {
        const Command *command = &script->commands.at[i];
        if (command->normal && !command->outer && command_is(command, "exit exec return"))
            return true;
    }
    return false;
}

static bool takes_more(const Script *script)
{
    if (!script || !script->shell || script->json || script->shell->broken ||
        script->shell->error.message.len || script->shell->comments.len || ends_early(script))
        return false;
    const ShellNode *last = script->shell->list;
    while (last && last->next)
        last = last->next;
    return last && !last->background && !str_ends(str_trim(script->body.text), STR(";"));
}

void fix_append_command(Finding *finding, const Step *step, const char *command, FixSafety safety,
                        Report *out)
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
    fix_insert_after(finding, last, buf_str(&text), safety);
}

void fix_insert_above(Finding *finding, const Step *step, Str lines, FixSafety safety)
{
    const Instruction *it = step->written;
    fix_insert_before(finding, it->doc.len ? it->doc.at[0].span : it->keyword.span, lines, safety);
}

void fix_drop_instruction(Finding *finding, const Step *step, Report *out)
{
    const Instruction *it = step->written;
    const Source *source = report_file(out)->syntax->source;
    if (!step->stage)
        return; /* with it gone, a comment behind it might become a directive */
    Span span = {source_line_span(source, it->first_line).start,
                 source_line_span(source, it->last_line + 1).start};
    fix_delete(finding, span, FIX_UNSAFE);
}

void fix_drop_platform(Finding *finding, const Step *from, FixSafety safety)
{
    const Flags *flags = &from->instruction->flags;
    const Words *args = &from->instruction->args;
    if (flags->len == 1 && args->len > 0)
        fix_delete(finding, (Span){flags->at[0].span.start, args->at[0].span.start}, safety);
}

/* What it does to the shell, what came behind it in its RUN would notice. */
static bool changes_shell(const Command *command)
{
    return command_is(command,
                      "cd pushd popd export unset set shopt . source eval exec exit return "
                      "umask ulimit alias trap readonly declare typeset local shift hash");
}

/* One command, which a failure before it keeps from running. */
static bool is_one_command(const ShellNode *list)
{
    return list && !list->next && !list->background && list->kind != NODE_CHAIN;
}

/* It ends where the text does, and it changes nothing but files. */
static bool can_be_joined(const Step *step)
{
    const Script *script = step->script;
    return takes_more(script) && step->instruction->heredocs.len == 0 && script->commands.len > 0 &&
           !changes_shell(&script->commands.at[0]) && is_one_command(script->shell->list);
}

static bool changes_files_only(const Step *step)
{
    for (size_t i = 0; i < step->effects.len; i++)
        if (step->effects.at[i].kind == EFFECT_UNKNOWN)
            return false;
    return true;
}

/* The comments between two places, each on a line of its own. */
static bool add_comments(Buf *text, const Syntax *syntax, Span between)
{
    bool any = false;
    for (size_t i = 0; i < syntax->comments.len; i++) {
        Span comment = syntax->comments.at[i].span;
        if (comment.start < between.start || comment.end > between.end)
            continue;
        buf_add(text, source_slice(syntax->source, comment));
        buf_char(text, '\n');
        any = true;
    }
    return any;
}

void fix_join_runs(Finding *finding, const Step *first, const Step *second, Report *out)
{
    const Instruction *a = first->instruction, *b = second->instruction;
    const Syntax *syntax = report_file(out)->syntax;
    if (!can_be_joined(first) || !can_be_joined(second))
        return;
    Str body = str_trim(a->body.text);
    size_t end = (size_t)(body.at - a->body.text.at) + body.len;
    Str rest = str_trim(b->body.text);
    size_t start = (size_t)(rest.at - b->body.text.at);
    Span between = {body_span(&a->body, end - 1, end).end, body_place(&b->body, start)};
    Buf text;
    buf_init(&text, finding->arena);
    buf_fmt(&text, " %c\n", syntax->escape);
    bool comments = add_comments(&text, syntax, between);
    buf_add(&text, indent_of(syntax->source, a));
    buf_add(&text, STR("&& "));
    bool safe = !comments && changes_files_only(first) && changes_files_only(second);
    fix_replace(finding, between, buf_str(&text), safe ? FIX_SAFE : FIX_UNSAFE);
    fix_title(finding, "join the two RUNs");
}
