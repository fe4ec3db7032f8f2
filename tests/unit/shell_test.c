#include "base/buf.h"
#include "check.h"
#include "shell/shell.h"

static const ShellScript *read_text(Arena *arena, Str text)
{
    Body *body = NEW(arena, Body);
    BodyPiece *piece = NEW(arena, BodyPiece);
    *body = (Body){text, piece, 1, {0, (uint32_t)text.len}};
    return shell_read(arena, body);
}

static const ShellWord *first_word(Arena *arena, Str text)
{
    return read_text(arena, text)->commands->words;
}

static void add_words(Buf *out, const ShellWord *word)
{
    for (; word; word = word->next) {
        buf_char(out, ' ');
        buf_add(out, word->text);
    }
}

/* The tree in one line: kinds by letter, brackets around what is inside. */
static void add_nodes(Buf *out, const ShellNode *node)
{
    static const char letters[] = "sCP(GIBWUFSECiftac";
    static const char *const joints[] = {"", "&&", "||", "|", "|&", ";&", ";;&"};
    for (; node; node = node->next) {
        buf_add(out, str_from(joints[node->joint]));
        buf_add(out, node->negated ? STR("!") : STR(""));
        buf_char(out, letters[node->kind]);
        add_words(out, node->assigns);
        add_words(out, node->words);
        for (const ShellRedirect *r = node->redirects; r; r = r->next) {
            buf_add(out, STR(" >"));
            buf_add(out, r->target->text);
        }
        if (node->condition || node->body)
            buf_char(out, '[');
        add_nodes(out, node->condition);
        if (node->condition)
            buf_char(out, ':');
        add_nodes(out, node->body);
        if (node->condition || node->body)
            buf_char(out, ']');
        buf_char(out, node->background ? '&' : '.');
    }
}

static bool reads_as(Arena *arena, Str text, Str want)
{
    Buf out;
    buf_init(&out, arena);
    const ShellScript *script = read_text(arena, text);
    add_nodes(&out, script->list);
    bool same = str_eq(buf_str(&out), want) && !script->broken;
    if (!same)
        printf("%.*s: %.*s (%.*s)\n", STR_ARG(text), STR_ARG(buf_str(&out)),
               STR_ARG(script->error.message));
    return same;
}

static void lists(Arena *arena)
{
    CHECK(reads_as(arena, STR(""), STR("")));
    CHECK(reads_as(arena, STR("a b; c & d\n# e\n"), STR("s a b.s c&s d.")));
    CHECK(reads_as(arena, STR("a && b || c |& d"), STR("C[s a.&&s b.||P[s c.|&s d.].].")));
    CHECK(reads_as(arena, STR("! a | b"), STR("!P[s a.|s b.].")));
    CHECK(reads_as(arena, STR("(a) >x; { b; }"), STR("( >x[s a.].G[s b.].")));
    CHECK(reads_as(arena, STR("x=1 a >b y=2 2>&1"), STR("s x=1 a y=2 >b >1.")));
}

static void compounds(Arena *arena)
{
    CHECK(reads_as(arena, STR("if a; then b; elif c; then d; else e; fi"),
                   STR("I[B[s a.:s b.].B[s c.:s d.].B[s e.].].")));
    CHECK(reads_as(arena, STR("while a; do b; done"), STR("W[s a.:s b.].")));
    CHECK(reads_as(arena, STR("for i in a *; do b; done"), STR("F i a *[s b.].")));
    CHECK(reads_as(arena, STR("for ((;;)) { b; }"), STR("E ;;[s b.].")));
    CHECK(reads_as(arena, STR("case x in (a|b) c;; d) ;& esac"), STR("C x[i a b[s c.].;&i d.].")));
    CHECK(
        reads_as(arena, STR("f() { a; }; function g { b; }"), STR("f f[G[s a.].].f g[G[s b.].].")));
    CHECK(reads_as(arena, STR("[[ -f a && b =~ (c d) ]]"), STR("t -f a && b =~ (c d).")));
    CHECK(reads_as(arena, STR("((1 + (2)))"), STR("a 1 + (2).")));
    CHECK(reads_as(arena, STR("((${a#(} + 1))"), STR("a ${a#(} + 1.")));
    CHECK(reads_as(arena, STR("((a); b)"), STR("([([s a.].s b.].")));
    CHECK(reads_as(arena, STR("echo if then }"), STR("s echo if then }.")));
    CHECK(reads_as(arena, STR("export a=(b c)"), STR("s export a=(b c).")));
    CHECK(reads_as(arena, STR("if a; then\\\n b; fi\\\n; c 2>(d)"),
                   STR("I[B[s a.:s b.].].s c 2>(d).")));
    CHECK(reads_as(arena, STR("eval a=(b c) d=e"), STR("s eval a=(b c) d=e.")));
    CHECK(reads_as(arena, STR("{ (a) }; b 2>&1>c"), STR("G[([s a.].].s b >1 >c.")));
    CHECK(reads_as(arena, STR("[[ -f = &&\na == b\n]]"), STR("t -f = && a == b.")));
    CHECK(reads_as(arena, STR("case <(a) in <(b)) c;; esac"), STR("C <(a)[i <(b)[s c.].].")));
    CHECK(reads_as(arena, STR("(($'\\')' + 1))"), STR("a $'\\')' + 1.")));
}

static void values(Arena *arena)
{
    const ShellWord *word = first_word(arena, STR("a'b c'\"d\\\"e\"\\ f$'\\t\\x41'"));
    CHECK(word->constant && word->quoted && str_eq(word->value, STR("ab cd\"e f\tA")));
    CHECK(str_eq(first_word(arena, STR("$'a\\x\\ug\\0b'c"))->value, STR("a\\x\\ugc")));
    CHECK(first_word(arena, STR("abc"))->constant);
    CHECK(!first_word(arena, STR("abc"))->quoted);
    CHECK(!first_word(arena, STR("a$b"))->constant && !first_word(arena, STR("*.c"))->constant);
    CHECK(!first_word(arena, STR("~/a"))->constant && !first_word(arena, STR("{a,b}"))->constant);
    CHECK(first_word(arena, STR("{a}"))->constant && first_word(arena, STR("a~b$"))->constant);
    word = first_word(arena, STR("a{b,c$d}"));
    CHECK(word->parts->kind == PART_TEXT && word->parts->next->kind == PART_BRACE);
    CHECK(str_eq(word->parts->next->words->next->text, STR("c$d")));
    const ShellParam *param = first_word(arena, STR("\"${x:-\"y}\"}\""))->parts->parts->param;
    CHECK(param->kind == PARAM_DEFAULT && str_eq(param->name, STR("x")));
    CHECK(str_eq(param->word->value, STR("y}")));
    param = first_word(arena, STR("${a[1]//b/c}"))->parts->param;
    CHECK(param->kind == PARAM_REPLACE && str_eq(param->op, STR("//")));
    CHECK(str_eq(param->index->text, STR("1")) && str_eq(param->replace->text, STR("c")));
    CHECK(first_word(arena, STR("${#}"))->parts->param->kind == PARAM_PLAIN);
    CHECK(first_word(arena, STR("${#a}"))->parts->param->kind == PARAM_LENGTH);
}

/* Where bash takes name[ for the start of a subscript, all up to the ] belongs to the word. */
static void subscripts(Arena *arena)
{
    CHECK(reads_as(arena, STR("a[1 + 2]=x b"), STR("s a[1 + 2]=x b.")));
    CHECK(reads_as(arena, STR("a[1;(2]+=x; b"), STR("s a[1;(2]+=x.s b.")));
    CHECK(reads_as(arena, STR("a[b[1 2]\n$(c ])]=x"), STR("s a[b[1 2]\n$(c ])]=x.")));
    CHECK(reads_as(arena, STR("a[1 2]b c"), STR("s a[1 2]b c.")));
    CHECK(reads_as(arena, STR("a b[1 2]=c"), STR("s a b[1 2]=c.")));
    CHECK(reads_as(arena, STR("export a[$(b c)]=1 d[1 2]"), STR("s export a[$(b c)]=1 d[1 2].")));
    CHECK(reads_as(arena, STR("a=([1 + 2]=x [y z])"), STR("s a=([1 + 2]=x [y z]).")));
    const ShellNode *command = read_text(arena, STR("a[1 + $b]=x c"))->commands;
    CHECK(str_eq(command->assigns->assign->index->text, STR("1 + $b")));
    CHECK(command->assigns->assign->index->parts->next->kind == PART_PARAM);
    const ShellWord *word = first_word(arena, STR("a[$b 'c']d"));
    CHECK(!word->assign && !word->constant && word->quoted);
    CHECK(word->parts->next->kind == PART_GLOB &&
          str_eq(word->parts->next->value, STR("[$b 'c']")));
    CHECK(word->parts->next->parts->kind == PART_PARAM);
    CHECK(first_word(arena, STR("export a[1 2]=3"))->next->next);
}

/* A word in braces is no constant in bash, but text in dash. */
static bool braces_are(Arena *arena, Str text, Str dash)
{
    const ShellWord *word = first_word(arena, text);
    return word->braces && !word->constant && str_eq(word->value, dash);
}

static void braces(Arena *arena)
{
    CHECK(braces_are(arena, STR("a{b,c}"), STR("a{b,c}")));
    CHECK(braces_are(arena, STR("{a,{b,}}'{c,d}'"), STR("{a,{b,}}{c,d}")));
    CHECK(braces_are(arena, STR("{a,\"b c\",\\{}"), STR("{a,b c,{}")));
    CHECK(braces_are(arena, STR("{1..-3}{a..f}{1..9..2}"), STR("{1..-3}{a..f}{1..9..2}")));
    CHECK(!first_word(arena, STR("{a,$b}"))->braces && !first_word(arena, STR("{a,*}"))->braces);
    CHECK(!first_word(arena, STR("$a{b,c}"))->braces &&
          first_word(arena, STR("{a,$b}"))->parts->words);
    CHECK(first_word(arena, STR("{a,'b'}"))->quoted && !first_word(arena, STR("{a,b}"))->quoted);
    /* To bash too these are text. */
    CHECK(first_word(arena, STR("{a..3}"))->constant &&
          first_word(arena, STR("{ab..c}"))->constant);
    CHECK(first_word(arena, STR("{1..}"))->constant &&
          first_word(arena, STR("{a..c..e}"))->constant);
    CHECK(first_word(arena, STR("{a}{}{b c,d}"))->constant);
}

/* What is one word whatever is in it: no braces and no globs are expanded. */
static void one_word(Arena *arena)
{
    const ShellWord *assign = read_text(arena, STR("a={b,c}*[d]? e"))->commands->assigns;
    CHECK(assign->constant && str_eq(assign->assign->value->value, STR("{b,c}*[d]?")));
    assign = read_text(arena, STR("a=~/b:c:~/d"))->commands->assigns;
    CHECK(!assign->constant && assign->parts->next->next->kind == PART_TILDE);
    const ShellNode *node = read_text(arena, STR("case {a,b}* in {c,d}|*e) f;; esac"))->list;
    CHECK(node->words->constant && node->body->words->constant);
    CHECK(node->body->words->next->parts->kind == PART_GLOB);
    const ShellWord *word = read_text(arena, STR("[[ {a,b}* == {c,d}* ]]"))->list->words;
    CHECK(word->constant && word->next->next->parts->next->kind == PART_GLOB);
    CHECK(read_text(arena, STR("a <<<{b,c}*"))->commands->redirects->target->constant);
    word = first_word(arena, STR("export a={b,'c'}"))->next;
    CHECK(word->braces && str_eq(word->value, STR("a={b,c}")));
}

/* What stands behind the operator of ${ }: a word, and for some a second one. */
static bool operand_is(Arena *arena, Str text, Str word, Str replace)
{
    const ShellParam *param = first_word(arena, text)->parts->param;
    Str second = param->replace ? param->replace->text : STR("none");
    bool same = str_eq(param->word->text, word) && str_eq(second, replace);
    if (!same)
        printf("%.*s: %.*s and %.*s\n", STR_ARG(text), STR_ARG(param->word->text), STR_ARG(second));
    return same;
}

static void operands(Arena *arena)
{
    CHECK(operand_is(arena, STR("${x:1}"), STR("1"), STR("none")));
    CHECK(operand_is(arena, STR("${x: -3:2}"), STR(" -3"), STR("2")));
    CHECK(operand_is(arena, STR("${x::n}"), STR(""), STR("n")));
    CHECK(operand_is(arena, STR("${x:a?b:c:d}"), STR("a?b:c"), STR("d")));
    CHECK(operand_is(arena, STR("${x:a?b?c:d:e:f}"), STR("a?b?c:d:e"), STR("f")));
    CHECK(operand_is(arena, STR("${x:(a?b:c)+1:d}"), STR("(a?b:c)+1"), STR("d")));
    CHECK(operand_is(arena, STR("${x:${a:-1}:$((1?2:3))}"), STR("${a:-1}"), STR("$((1?2:3))")));
    CHECK(operand_is(arena, STR("${x:1:a?b:c}"), STR("1"), STR("a?b:c")));
    CHECK(operand_is(arena, STR("${x/a/b/c}"), STR("a"), STR("b/c")));
    CHECK(operand_is(arena, STR("${x////_}"), STR("/"), STR("_")));
    CHECK(operand_is(arena, STR("${x//\\//_}"), STR("\\/"), STR("_")));
    CHECK(operand_is(arena, STR("${x///_}"), STR("/_"), STR("none")));
    CHECK(operand_is(arena, STR("${x/#//_}"), STR(""), STR("/_")));
    CHECK(operand_is(arena, STR("${x/${y/a/b}/c}"), STR("${y/a/b}"), STR("c")));
}

static void documents(Arena *arena)
{
    const ShellScript *script = read_text(arena, STR("a <<-B | c <<'D'\n\t$x\n\tB\n$y\nD\ne\n"));
    const ShellRedirect *first = script->commands->redirects;
    CHECK(first->document.expand && first->document.strip && first->document.terminated);
    CHECK(first->document.parts->next->kind == PART_PARAM);
    const ShellRedirect *second = script->commands->later->redirects;
    CHECK(!second->document.expand && str_eq(second->document.parts->value, STR("$y\n")));
    CHECK(str_eq(script->commands->later->later->words->text, STR("e")));
    CHECK(!read_text(arena, STR("a <<B\nc"))->commands->redirects->document.terminated);
}

/* Nested commands come in the order of their start, and stand where they stand in the text. */
static void order(Arena *arena)
{
    Str text = STR("a `b \\`c\\`` $(d <(e)) && \"$(f)\"");
    const ShellScript *script = read_text(arena, text);
    static const char names[] = "abcdef";
    size_t count = 0;
    for (const ShellNode *node = script->commands; node; node = node->later, count++)
        if (count < 5)
            CHECK(text.at[node->words->span.start] == names[count]);
    CHECK(count == 7 && !script->broken);
}

static bool breaks_at(Arena *arena, Str text, uint32_t at, size_t commands)
{
    const ShellScript *script = read_text(arena, text);
    size_t count = 0;
    for (const ShellNode *node = script->commands; node; node = node->later)
        count++;
    return script->broken && script->error.span.start == at && count == commands;
}

static void breaks(Arena *arena)
{
    CHECK(breaks_at(arena, STR("a && b; fi; c"), 8, 2));
    CHECK(breaks_at(arena, STR("a; b 'c"), 5, 2));
    CHECK(breaks_at(arena, STR("if a; then b"), 12, 2));
    CHECK(breaks_at(arena, STR("a $(b; c"), 2, 3));
    CHECK(breaks_at(arena, STR("a |"), 3, 1));
    CHECK(breaks_at(arena, STR("a; (b"), 3, 2));
    CHECK(breaks_at(arena, STR("a (b"), 2, 1));
    CHECK(breaks_at(arena, STR("a; b[c"), 4, 2));
    CHECK(breaks_at(arena, STR("a | ! b"), 4, 1));
    CHECK(breaks_at(arena, STR("a > 2>&1"), 4, 1));
    CHECK(breaks_at(arena, STR("{ (a) >b }"), 9, 1));
    CHECK(breaks_at(arena, STR("case a in b) !;; esac"), 14, 0));
    CHECK(breaks_at(arena, STR("coproc coproc a"), 7, 0));
    CHECK(breaks_at(arena, STR("[[ -f && a ]]"), 6, 0));
    CHECK(breaks_at(arena, STR("[[ a\n&& b ]]"), 4, 0));
    CHECK(breaks_at(arena, STR("[[ -q a ]]"), 6, 0));
    CHECK(breaks_at(arena, STR("export a[b;c]=(d)"), 14, 2));
    Buf deep;
    buf_init(&deep, arena);
    for (int i = 0; i < 100000; i++)
        buf_add(&deep, STR("$(("));
    CHECK(read_text(arena, buf_str(&deep))->broken);
}

static ShellDialect dialect_of(Str shell, Str base)
{
    Word word = {.text = shell};
    Words words = {&word, shell.len > 0, 1};
    return shell_dialect(&words, '\\', base);
}

static void dialects(void)
{
    CHECK(dialect_of(STR(""), STR("debian:12")) == DIALECT_SH);
    CHECK(dialect_of(STR("/bin/bash"), STR("debian:12")) == DIALECT_BASH);
    CHECK(dialect_of(STR("C:\\x\\PowerShell.exe"), STR("x")) == DIALECT_POWERSHELL);
    CHECK(dialect_of(STR(""), STR("mcr.microsoft.com/windows/nanoserver")) == DIALECT_CMD);
    CHECK(dialect_of(STR("/usr/bin/python3"), STR("x")) == DIALECT_FOREIGN);
    CHECK(!shell_dialect_is_read(DIALECT_CMD) && shell_dialect_is_read(DIALECT_SH));
}

/* What the instruction behind FROM would be run by. */
static bool run_by(Arena *arena, Str text, Str interpreter, ShellDialect dialect)
{
    const Source *source = source_new(arena, STR("Dockerfile"), text);
    const Instruction *it = &syntax_read(arena, source)->instructions.at[1];
    it = it->nested ? it->nested : it;
    Body body = shell_body(arena, source, it);
    Str found = shell_interpreter(it, &body);
    bool same = str_eq(found, interpreter);
    return same && shell_body_dialect(DIALECT_SH, found) == dialect;
}

static void interpreters(Arena *arena)
{
    CHECK(run_by(arena, STR("FROM a\nRUN <<E\n#!/usr/bin/env python3\nx\nE\n"),
                 STR("/usr/bin/env python3"), DIALECT_FOREIGN));
    CHECK(run_by(arena, STR("FROM a\nONBUILD RUN --network=none <<-E\n\t#! /bin/bash -e\n\tE\n"),
                 STR("/bin/bash -e"), DIALECT_BASH));
    CHECK(run_by(arena, STR("FROM a\nRUN <<E\n#!/usr/bin/env -S A=1 ash\nE\n"),
                 STR("/usr/bin/env -S A=1 ash"), DIALECT_SH));
    CHECK(run_by(arena, STR("FROM a\nRUN <<E\n#!\nE\n"), STR(""), DIALECT_SH));
    /* Only what is written to a file has a #! that counts. */
    CHECK(run_by(arena, STR("FROM a\nRUN <<E\n\n#!/bin/x\nE\n"), STR(""), DIALECT_SH));
    CHECK(run_by(arena, STR("FROM a\nRUN python3 <<E\n#!/bin/x\nE\n"), STR(""), DIALECT_SH));
    CHECK(
        run_by(arena, STR("FROM a\nRUN <<E <<F\n#!/bin/x\nE\n#!/bin/x\nF\n"), STR(""), DIALECT_SH));
    CHECK(run_by(arena, STR("FROM a\nRUN #!/bin/x\n"), STR(""), DIALECT_SH));
    CHECK(shell_body_dialect(DIALECT_CMD, STR("/bin/sh")) == DIALECT_CMD);
    CHECK(shell_body_dialect(DIALECT_POWERSHELL, STR("/bin/sh")) == DIALECT_SH);
    CHECK(shell_body_dialect(DIALECT_BASH, STR("/usr/bin/env")) == DIALECT_FOREIGN);
}

int main(void)
{
    Arena *arena = arena_open();
    lists(arena);
    compounds(arena);
    values(arena);
    subscripts(arena);
    operands(arena);
    braces(arena);
    one_word(arena);
    documents(arena);
    order(arena);
    breaks(arena);
    dialects();
    interpreters(arena);
    arena_close(arena);
    return check_end();
}
