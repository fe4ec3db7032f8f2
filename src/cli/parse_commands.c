#include "cli/parse_commands.h"

#include "shell/shell.h"

static void add_command(JsonOut *out, const ShellNode *command)
{
    json_array(out);
    for (const ShellWord *word = command->words; word; word = word->next)
        json_str(out, word->text);
    json_array_end(out);
}

/* The commands are those that other shell parsers call simple: to them export, declare and let are
   clauses of their own. What only sets variables runs nothing. */
static bool runs(const ShellNode *command)
{
    if (!command->words)
        return false;
    bool clause = command->declares || str_eq(command->words->text, STR("let"));
    return !clause || command->assigns;
}

static void add_script(JsonOut *out, const ShellScript *script)
{
    key_array(out, "commands");
    for (const ShellNode *command = script->commands; command; command = command->later)
        if (runs(command))
            add_command(out, command);
    json_array_end(out);
}

static void follow(CommandPrinter *printer, const Instruction *it)
{
    if (it->kind == INST_FROM) {
        printer->base = it->args.len ? it->args.at[0].text : (Str){0};
        printer->shell = (Words){0};
    } else if (it->kind == INST_SHELL) {
        printer->shell = it->args;
    }
}

static bool is_shell_form(const Instruction *it)
{
    if (it->body.text.len == 0 || it->form == FORM_JSON)
        return false;
    return it->kind == INST_RUN || it->kind == INST_CMD || it->kind == INST_ENTRYPOINT ||
           (it->kind == INST_HEALTHCHECK && str_eq_nocase(it->health.text, STR("CMD")));
}

void add_commands(JsonOut *out, CommandPrinter *printer, const Instruction *it)
{
    follow(printer, it);
    while (it->nested)
        it = it->nested;
    ShellDialect dialect = shell_dialect(&printer->shell, printer->syntax->escape, printer->base);
    if (!is_shell_form(it))
        return;
    Body body = shell_body(printer->scratch, printer->syntax->source, it);
    if (!shell_dialect_is_read(shell_body_dialect(dialect, shell_interpreter(it, &body))))
        return;
    add_script(out, shell_read(printer->scratch, &body));
}
