/* Any bytes can be read as a shell's: the reading ends, the tree lies in the text, in order, and
   every simple command in it is in the list of all of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "shell/shell.h"

#define MUST(...) must((__VA_ARGS__) ? true : false, #__VA_ARGS__, __LINE__)

static void must(bool holds, const char *promise, int line)
{
    if (holds)
        return;
    fprintf(stderr, "shell_fuzz.c:%d: does not hold: %s\n", line, promise);
    abort();
}

typedef struct {
    Str text;
    size_t commands;
    unsigned depth;
} Checking;

static void check_list(Checking *checking, const ShellNode *list, Span outer);
static void check_words(Checking *checking, const ShellWord *words, Span outer);

static void check_inside(const Checking *checking, Span span, Span outer)
{
    MUST(span.start <= span.end && span.end <= checking->text.len);
    MUST(outer.start <= span.start && span.end <= outer.end);
}

static void check_param(Checking *checking, const ShellParam *param, Span outer)
{
    check_words(checking, param->index, outer);
    check_words(checking, param->word, outer);
    check_words(checking, param->replace, outer);
}

static void check_parts(Checking *checking, const ShellPart *part, Span outer)
{
    uint32_t end = outer.start;
    MUST(checking->depth++ <= 8 * SHELL_DEPTH_MAX);
    for (; part; part = part->next) {
        check_inside(checking, part->span, outer);
        MUST(end <= part->span.start);
        end = part->span.end;
        if (part->kind == PART_SINGLE || part->kind == PART_ANSI)
            MUST(part->constant && part->value.len <= 4 * span_len(part->span));
        if (part->param)
            check_param(checking, part->param, part->span);
        check_parts(checking, part->parts, part->span);
        check_list(checking, part->list, part->span);
        check_words(checking, part->words, part->span);
    }
    checking->depth--;
}

static void check_words(Checking *checking, const ShellWord *word, Span outer)
{
    uint32_t end = outer.start;
    for (; word; word = word->next) {
        check_inside(checking, word->span, outer);
        MUST(end <= word->span.start);
        end = word->span.end;
        MUST(str_eq(word->text, str_slice(checking->text, word->span.start, word->span.end)));
        MUST(word->constant || word->braces || word->value.len == 0);
        MUST(!word->braces || (!word->constant && word->value.len <= 4 * word->text.len));
        const ShellAssign *assign = word->assign;
        if (!assign) {
            check_parts(checking, word->parts, word->span);
            continue;
        }
        check_words(checking, assign->index, word->span);
        check_words(checking, assign->value, word->span);
        check_words(checking, assign->elements, word->span);
    }
}

/* A here-document's body stands behind the command: only the text is around it. */
static void check_redirects(Checking *checking, const ShellRedirect *redirect, Span outer)
{
    Span all = {0, (uint32_t)checking->text.len};
    for (; redirect; redirect = redirect->next) {
        check_inside(checking, redirect->span, outer);
        check_words(checking, redirect->target, redirect->span);
        check_inside(checking, redirect->document.body, all);
        check_parts(checking, redirect->document.parts, redirect->document.body);
    }
}

static void check_list(Checking *checking, const ShellNode *node, Span outer)
{
    uint32_t end = outer.start;
    MUST(checking->depth++ <= 8 * SHELL_DEPTH_MAX);
    for (; node; node = node->next) {
        check_inside(checking, node->span, outer);
        MUST(end <= node->span.start);
        end = node->span.end;
        if (node->kind == NODE_SIMPLE && (node->words || node->assigns))
            checking->commands++;
        check_words(checking, node->assigns, node->span);
        check_words(checking, node->words, node->span);
        check_redirects(checking, node->redirects, node->span);
        check_list(checking, node->condition, node->span);
        check_list(checking, node->body, node->span);
    }
    checking->depth--;
}

static void check_commands(const Checking *checking, const ShellScript *script)
{
    size_t count = 0;
    uint32_t start = 0;
    for (const ShellNode *node = script->commands; node; node = node->later) {
        const ShellWord *first = node->assigns ? node->assigns : node->words;
        MUST(node->kind == NODE_SIMPLE);
        MUST(first && start <= first->span.start);
        start = first->span.start;
        count++;
    }
    /* A word that broke has lost the parts read before. */
    bool whole = script->error.message.len == 0;
    MUST(whole ? count == checking->commands : count >= checking->commands);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_open();
    Body body = {.text = {(const char *)data, size}};
    BodyPiece piece = {0, 0};
    body.pieces = &piece;
    body.count = 1;
    body.span = (Span){0, (uint32_t)size};
    const ShellScript *script = shell_read(arena, &body);
    Checking checking = {.text = body.text};
    Span all = {0, (uint32_t)size};
    check_list(&checking, script->list, all);
    check_commands(&checking, script);
    MUST(!script->broken || script->error.message.len > 0);
    check_inside(&checking, script->error.span, all);
    arena_close(arena);
    return 0;
}
