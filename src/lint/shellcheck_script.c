/* What ShellCheck gets of each RUN: which shell, which variables, and the text. */
#include "lint/pragma.h"
#include "lint/shellcheck.h"

/* The shell that the last comment "hadolint shell=" in a range of the file names. */
static Str commented_shell(const Syntax *syntax, uint32_t from, uint32_t to)
{
    Str shell = {0};
    for (size_t i = 0; i < syntax->comments.len; i++) {
        const Comment *comment = &syntax->comments.at[i];
        Str named = comment->span.start >= from && comment->span.start < to ? pragma_shell(comment)
                                                                            : (Str){0};
        shell = named.len ? named : shell;
    }
    return shell;
}

/* Such a comment holds up to the next SHELL or FROM, and for the whole file at its top. */
static Str shell_of(const Syntax *syntax, const Step *step)
{
    uint32_t stage = step->stage->from->written->span.start;
    uint32_t set = step->shell ? step->shell->span.start : 0;
    Str shell = commented_shell(syntax, set > stage ? set : stage, step->written->span.start);
    if (shell.len == 0 && step->shell)
        shell = shell_program(&step->shell->args);
    if (shell.len == 0)
        shell = commented_shell(syntax, 0, syntax->instructions.at[0].span.start);
    /* That is what busybox calls its shell; older ShellChecks know it by no other name. */
    return shell.len == 0 || str_ends(shell, STR("busybox")) ? STR("/bin/sh") : shell;
}

static bool is_name(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && (i == 0 || c < '0' || c > '9'))
            return false;
    }
    return text.len > 0;
}

static void add_variable(Buf *out, Str name)
{
    if (is_name(name))
        buf_fmt(out, "export %.*s=1\n", STR_ARG(name));
}

/* What ONBUILD declares before the step, for what runs under ONBUILD. */
static void add_trigger_variables(Buf *out, const Step *step)
{
    for (const Step *before = step->stage->steps.at; before < step; before++)
        for (size_t i = 0; before->onbuild && i < before->bindings.len; i++)
            if (before->instruction->kind != INST_LABEL)
                add_variable(out, before->bindings.at[i].key.text);
}

/* They are set when the script starts: those for proxies, which need no ARG, and what ARG and ENV
   declare; in an image built on this one there is no ARG of this one. That ShellCheck takes the
   values for harmless ones is meant: they are not the script's. */
static void add_variables(Buf *out, const Step *step)
{
    static const char *const proxies[] = {"HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY",
                                          "http_proxy", "https_proxy", "ftp_proxy", "no_proxy"};
    for (size_t i = 0; i < sizeof proxies / sizeof *proxies; i++)
        add_variable(out, str_from(proxies[i]));
    for (const Var *var = step->vars; var; var = var->before) {
        bool is_set = var->kind == VAR_ENV || (var->kind == VAR_ARG && !step->onbuild);
        if (is_set && var_known(step->vars, var->name) == var)
            add_variable(out, var->name);
    }
    if (step->onbuild)
        add_trigger_variables(out, step);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* How many blanks the text ends in, but for one that a backslash makes a character. */
static size_t blanks_at_end(Str text)
{
    size_t count = 0;
    while (count < text.len && is_blank(text.at[text.len - 1 - count]))
        count++;
    return count && count < text.len && text.at[text.len - 1 - count] == '\\' ? count - 1 : count;
}

/* From byte `from` on, and with one blank where lines are joined: those around a continuation are
   layout, no part of what a command gets. */
static Body without_layout(Arena *arena, const Body *body, size_t from)
{
    BodyPiece *pieces = NEW_ARRAY(arena, body->count + 1, BodyPiece);
    size_t count = 0;
    Buf text;
    buf_init(&text, arena);
    for (size_t i = body->count ? body_piece(body, from) : 0; i < body->count; i++) {
        size_t start = from > body->pieces[i].text ? from : body->pieces[i].text;
        size_t end = i + 1 < body->count ? body->pieces[i + 1].text : body->text.len;
        size_t before = blanks_at_end(buf_str(&text)), behind = 0;
        while (start + behind < end && is_blank(body->text.at[start + behind]))
            behind++;
        bool joined = text.len && text.at[text.len - 1] != '\n' && start < end;
        if (joined && behind) {
            text.len -= before;
            start += behind - 1;
        } else if (joined && before) {
            text.len -= before - 1;
        }
        pieces[count++] = (BodyPiece){(uint32_t)text.len, body_place(body, start)};
        buf_add(&text, str_slice(body->text, start, end));
    }
    return (Body){buf_str(&text), pieces, count, body->span};
}

static Question question_of(Arena *arena, const Syntax *syntax, const Step *step)
{
    const Body *body = &step->script->body;
    Str interpreter = shell_interpreter(step->instruction, body);
    size_t from = interpreter.len ? body->text.len - str_cut(body->text, '\n').tail.len : 0;
    Question question = {.body = without_layout(arena, body, from)};
    Buf text;
    buf_init(&text, arena);
    buf_add(&text, STR("#!"));
    buf_add(&text, interpreter.len ? interpreter : shell_of(syntax, step));
    buf_char(&text, '\n');
    add_variables(&text, step);
    question.head = text.len;
    buf_add(&text, question.body.text);
    buf_char(&text, '\n');
    question.text = buf_str(&text);
    return question;
}

/* Only RUN is asked about, in shell form and for a shell that ShellCheck may know. */
Questions shellcheck_questions(Arena *arena, const Dockerfile *file)
{
    Questions questions = {0};
    for (size_t i = 0; i < file->stages.len; i++) {
        const Steps *steps = &file->stages.at[i].steps;
        for (size_t j = 0; j < steps->len; j++) {
            const Step *step = &steps->at[j];
            const Script *script = step->script;
            if (script && step->instruction->kind == INST_RUN && !script->json && !script->unread &&
                !step->triggered)
                *PUSH(arena, &questions) = question_of(arena, file->syntax, step);
        }
    }
    return questions;
}

Strs shellcheck_scripts(Arena *arena, const Questions *questions)
{
    Strs scripts = {0};
    for (size_t i = 0; i < questions->len; i++)
        *PUSH(arena, &scripts) = questions->at[i].text;
    return scripts;
}

Strs lint_scripts(Arena *arena, const Source *source, const ModelRequest *model)
{
    Questions questions =
        shellcheck_questions(arena, model_read(arena, syntax_read(arena, source), model));
    return shellcheck_scripts(arena, &questions);
}
