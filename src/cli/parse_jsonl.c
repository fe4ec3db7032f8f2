#include "cli/ast.h"
#include "cli/parse_commands.h"
#include "cli/parse_format.h"
#include "cli/parse_parts.h"

static void add_problems(JsonOut *out, Output *output, const Syntax *syntax)
{
    if (syntax->problems.len == 0)
        return;
    key_array(out, "problems");
    for (size_t i = 0; i < syntax->problems.len; i++) {
        const Problem *problem = &syntax->problems.at[i];
        json_object(out);
        key_str(out, "stage", str_from(stage_name(problem->stage)));
        key_place(out, syntax->source, problem->span);
        key_str(out, "message", problem->message);
        key_if_str(out, "help", problem->help);
        json_object_end(out);
        output_relieve(output);
    }
    json_array_end(out);
}

static void add_heredocs(JsonOut *out, const Instruction *outer)
{
    bool any = false;
    for (const Instruction *it = outer; it; it = it->nested) {
        for (size_t i = 0; i < it->heredocs.len; i++) {
            const Heredoc *doc = &it->heredocs.at[i];
            if (!any)
                key_array(out, "heredocs");
            any = true;
            json_object(out);
            key_str(out, "name", doc->name);
            key_u64(out, "fd", doc->fd);
            key_str(out, "content", doc->content);
            json_key(out, STR("expand"));
            json_bool(out, doc->expand);
            json_key(out, STR("chomp"));
            json_bool(out, doc->chomp);
            json_object_end(out);
        }
    }
    if (any)
        json_array_end(out);
}

static void add_instruction(JsonOut *out, Arena *scratch, CommandPrinter *commands,
                            const Instruction *it)
{
    ArenaMark mark = arena_mark(scratch);
    Buf ast;
    buf_init(&ast, scratch);
    ast_dump(&ast, it);
    json_object(out);
    key_u64(out, "start", it->first_line);
    key_u64(out, "end", it->last_line);
    key_str(out, "ast", buf_str(&ast));
    if (it->flags.len) {
        key_array(out, "flags");
        for (size_t i = 0; i < it->flags.len; i++)
            json_str(out, it->flags.at[i].text);
        json_array_end(out);
    }
    key_if_true(out, "json", it->form == FORM_JSON);
    add_heredocs(out, it);
    if (commands)
        add_commands(out, commands, it);
    json_object_end(out);
    arena_rewind(scratch, mark);
}

static void print_line(Printing *printing, const ParsedFile *file)
{
    JsonOut out;
    CommandPrinter commands = {.scratch = printing->scratch, .syntax = file->syntax};
    json_out_init(&out, &printing->out->buf, false);
    json_object(&out);
    key_verdict(&out, file);
    key_array(&out, "instructions");
    for (size_t i = 0; file->syntax && i < file->syntax->instructions.len; i++) {
        add_instruction(&out, printing->scratch, printing->commands ? &commands : NULL,
                        &file->syntax->instructions.at[i]);
        output_relieve(printing->out);
    }
    json_array_end(&out);
    if (file->syntax)
        add_problems(&out, printing->out, file->syntax);
    json_object_end(&out);
    buf_char(out.buf, '\n');
}

const ParseFormat parse_jsonl = {.file = print_line};
