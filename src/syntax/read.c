#include "syntax/read.h"

#include "base/utf8.h"
#include "syntax/decode.h"
#include "syntax/join.h"
#include "syntax/tree.h"

typedef struct {
    Arena *arena;
    Syntax *syntax;
    Str text;
    const Node *nodes; /* of the tree */
    unsigned directives_seen;
    Comments doc;      /* comments since the last instruction */
    Span opening;      /* a continuation before the keyword; empty when there is none */
    Join opened;       /* what was crossed behind it */
    uint32_t line_end; /* of the last logical line: comments before it were in it */
} Reader;

/* One logical line on its way. */
typedef struct {
    Join join;
    Spans blank_lines;
    uint32_t first_line, head_last_line, last_line;
} Head;

static Str slice(const Reader *reader, Span span)
{
    return str_slice(reader->text, span.start, span.end);
}

static uint32_t line_of(const Reader *reader, uint32_t offset)
{
    return source_line(reader->syntax->source, offset);
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* ---- directives and comments ---- */

/* Nothing stands before it in its line but maybe a byte order mark. */
static bool at_line_start(const Reader *reader, uint32_t offset)
{
    if (offset == 0 || reader->text.at[offset - 1] == '\n')
        return true;
    return offset == 3 && str_starts(reader->text, STR("\xEF\xBB\xBF"));
}

static void read_escape(Reader *reader, const Directive *directive, uint32_t line)
{
    Str value = directive->value.text;
    if (str_eq(value, STR("\\")) || str_eq(value, STR("`"))) {
        reader->syntax->escape = value.at[0];
        return;
    }
    problem_add(reader->arena, reader->syntax, PROBLEM_READING, line, directive->value.span,
                "write # escape=\\ or # escape=` with nothing behind it",
                "invalid escape character: \"%.*s\"", STR_ARG(value));
}

static void read_directive(Reader *reader, size_t index)
{
    static const Str names[] = {[DIRECTIVE_SYNTAX] = STR_INIT("syntax"),
                                [DIRECTIVE_ESCAPE] = STR_INIT("escape"),
                                [DIRECTIVE_CHECK] = STR_INIT("check")};
    Directive directive = {.span = reader->nodes[index].span};
    Str name = {0};
    for (uint32_t i = reader->nodes[index].child; i; i = reader->nodes[i].next) {
        Span span = reader->nodes[i].span;
        if (reader->nodes[i].kind == NODE_DIRECTIVE_NAME)
            name = slice(reader, span);
        else if (reader->nodes[i].kind == NODE_DIRECTIVE_VALUE)
            directive.value = (Word){slice(reader, span), span};
    }
    while (directive.kind < DIRECTIVE_CHECK && !str_eq_nocase(name, names[directive.kind]))
        directive.kind++;
    uint32_t line = line_of(reader, directive.span.start);
    if (directive.kind == DIRECTIVE_ESCAPE)
        read_escape(reader, &directive, line);
    if (reader->directives_seen & 1u << directive.kind) {
        problem_add(reader->arena, reader->syntax, PROBLEM_READING, line, directive.span,
                    "remove this line or the one before",
                    "the directive %.*s is given twice; only one is allowed",
                    STR_ARG(names[directive.kind]));
        return;
    }
    reader->directives_seen |= 1u << directive.kind;
    /* Only `escape` counts behind blanks. */
    if (directive.kind == DIRECTIVE_ESCAPE || at_line_start(reader, directive.span.start))
        *PUSH(reader->arena, &reader->syntax->directives) = directive;
}

/* A comment between instructions is attached to the next one. A bare one forgets those before;
   one behind blanks keeps its '#', so that nobody recognises it. */
static void keep_comment(Reader *reader, Span span)
{
    Str text = str_trim_space(str_slice(reader->text, span.start + 1, span.end));
    *PUSH(reader->arena, &reader->syntax->comments) = (Comment){text, span};
    if (!at_line_start(reader, span.start))
        text = str_trim_space(slice(reader, span));
    if (text.len == 0)
        reader->doc = (Comments){0};
    else
        *PUSH(reader->arena, &reader->doc) = (Comment){text, span};
}

/* ---- the logical line ---- */

static void keep_comments(Reader *reader, const Comments *comments)
{
    for (size_t i = 0; i < comments->len; i++)
        *PUSH(reader->arena, &reader->syntax->comments) = comments->at[i];
}

static void add_spans(Arena *arena, Spans *to, const Spans *more)
{
    for (size_t i = 0; i < more->len; i++)
        *PUSH(arena, to) = more->at[i];
}

static Head read_head(Reader *reader, uint32_t start)
{
    Head head = {0};
    head.join = join_new(reader->arena, reader->text, start, reader->syntax->escape);
    keep_comments(reader, &reader->opened.comments);
    add_spans(reader->arena, &head.blank_lines, &reader->opened.blank_lines);
    add_spans(reader->arena, &head.blank_lines, &head.join.blank_lines);
    keep_comments(reader, &head.join.comments);
    bool opening = reader->opening.end > 0;
    head.first_line = line_of(reader, opening ? reader->opening.start : start);
    head.head_last_line = line_of(reader, head.join.span.end);
    head.last_line = head.head_last_line;
    return head;
}

/* ---- parts of an instruction ---- */

static void read_flag(Reader *reader, const Head *head, size_t index, Instruction *inst)
{
    const Node *node = &reader->nodes[index];
    Flag flag = {.span = node->span, .name_span = node->span};
    flag.value_span = (Span){node->span.end, node->span.end};
    flag.text =
        decode_flag(reader->arena, join_text(&head->join, node->span), reader->syntax->escape);
    StrCut cut = str_cut(flag.text, '=');
    flag.name = str_tail(cut.head, 2);
    flag.value = cut.tail;
    flag.has_value = cut.found;
    for (uint32_t i = node->child; i; i = reader->nodes[i].next) {
        Span span = reader->nodes[i].span;
        if (reader->nodes[i].kind == NODE_FLAG_NAME)
            flag.name_span = span;
        else if (reader->nodes[i].kind == NODE_EQUALS)
            flag.value_span = (Span){span.end, span.end};
        else if (reader->nodes[i].kind == NODE_FLAG_VALUE)
            flag.value_span = span;
    }
    /* Quotes may hide that it is the word that ends the flags. */
    if (flag.name.len > 0 || flag.has_value)
        *PUSH(reader->arena, &inst->flags) = flag;
}

static Pair read_pair(Reader *reader, const Head *head, size_t index)
{
    const Node *node = &reader->nodes[index];
    Pair pair = {.span = node->span, .style = PAIR_BARE};
    pair.value.span = (Span){node->span.end, node->span.end};
    for (uint32_t i = node->child; i; i = reader->nodes[i].next) {
        Word word = join_word(&head->join, reader->nodes[i].span);
        switch (reader->nodes[i].kind) {
        case NODE_PAIR_NAME:
            pair.key = word;
            break;
        case NODE_EQUALS:
            pair.style = PAIR_EQUALS;
            pair.value = (Word){{0}, {word.span.end, word.span.end}};
            break;
        case NODE_PAIR_VALUE:
            pair.value = word;
            break;
        default:
            break;
        }
    }
    return pair;
}

/* ENV name value: the value is all that follows, whatever the tree makes of it. */
static void finish_legacy(const Head *head, Pair *pair)
{
    pair->value = join_rest(&head->join, pair->key.span.end, false);
    pair->style = pair->value.text.len > 0 ? PAIR_LEGACY : PAIR_BARE;
    pair->span.end = pair->value.span.end;
}

/* An escape at the very end of the line is dropped. */
static void trim_last_pair(const Reader *reader, const Head *head, Pairs *pairs)
{
    Pair *pair = &pairs->at[pairs->len - 1];
    Word *last = pair->style == PAIR_BARE ? &pair->key : &pair->value;
    Str word = join_text(&head->join, (Span){pair->span.start, head->join.span.end});
    if (last->text.len == 0 || last->text.at + last->text.len < word.at + word.len)
        return;
    size_t dropped = word.len - decode_line_end(word, reader->syntax->escape).len;
    last->text.len -= dropped;
    last->span.end -= (uint32_t)dropped;
    pair->span.end -= (uint32_t)dropped;
    if (dropped == word.len)
        pairs->len--;
}

static void finish_pairs(Reader *reader, const Head *head, Instruction *inst)
{
    Pairs *pairs = &inst->pairs;
    bool assigns = inst->kind != INST_ARG;
    if (assigns && pairs->len == 1 && pairs->at[0].style == PAIR_BARE)
        finish_legacy(head, &pairs->at[0]);
    bool legacy = pairs->at[0].style == PAIR_LEGACY;
    uint32_t line = head->first_line;
    if (assigns && pairs->at[0].style == PAIR_BARE) {
        problem_add(reader->arena, reader->syntax, PROBLEM_READING, line, pairs->at[0].span,
                    "write name=value", "%s must have two arguments",
                    inst->kind == INST_ENV ? "ENV" : "LABEL");
        return;
    }
    if (legacy)
        return;
    trim_last_pair(reader, head, pairs);
    for (size_t i = 0; i < pairs->len; i++) {
        Pair *pair = &pairs->at[i];
        pair->key.text = decode_utf8(reader->arena, pair->key.text);
        pair->value.text = decode_utf8(reader->arena, pair->value.text);
        if (assigns && pair->style == PAIR_BARE) {
            problem_add(reader->arena, reader->syntax, PROBLEM_READING, line, pair->span,
                        "write name=value, and put quotes around a value with blanks",
                        "%s takes name=value: there is no = in \"%.*s\"",
                        inst->kind == INST_ENV ? "ENV" : "LABEL", STR_ARG(pair->key.text));
        }
    }
}

static void read_json(Reader *reader, const Head *head, size_t index, Instruction *inst)
{
    inst->form = FORM_JSON;
    for (uint32_t i = reader->nodes[index].child; i; i = reader->nodes[i].next) {
        const Node *node = &reader->nodes[i];
        if (node->kind == NODE_JSON_STRING) {
            Str raw = join_text(&head->join, node->span);
            *PUSH(reader->arena, &inst->args) = (Word){decode_json(reader->arena, raw), node->span};
        } else if (node->kind == NODE_INVALID) {
            problem_add(reader->arena, reader->syntax, PROBLEM_READING, head->first_line,
                        node->span,
                        "put \"...\" around it; for a shell command that "
                        "starts with [, write something before it",
                        "a JSON form takes strings only");
        }
    }
}

static void read_heredoc(Reader *reader, const Head *head, size_t index, Span marker,
                         Instruction *inst)
{
    const Node *node = &reader->nodes[index];
    uint32_t start = node->span.start;
    Heredoc heredoc = {.marker = marker, .expand = true};
    heredoc.body = (Span){start, start};
    Str mark = span_len(marker) > 0 ? join_text(&head->join, marker) : (Str){0};
    decode_marker(reader->arena, mark, &heredoc);
    for (uint32_t i = node->child; i; i = reader->nodes[i].next) {
        Span span = reader->nodes[i].span;
        if (reader->nodes[i].kind == NODE_HEREDOC_BODY) {
            heredoc.body = span;
        } else if (reader->nodes[i].kind == NODE_HEREDOC_END) {
            heredoc.terminator = span;
            heredoc.terminated = true;
        }
    }
    heredoc.content = slice(reader, heredoc.body);
    /* A list of words may have cut the marker; the last line says all of it. */
    if (heredoc.terminated) {
        heredoc.name = slice(reader, heredoc.terminator);
        while (heredoc.chomp && str_starts(heredoc.name, STR("\t")))
            heredoc.name = str_tail(heredoc.name, 1);
    }
    if (!heredoc.terminated) {
        heredoc.terminator = (Span){node->span.end, node->span.end};
        problem_add(reader->arena, reader->syntax, PROBLEM_READING, head->first_line,
                    heredoc.marker, "end it with a line that holds the delimiter and nothing else",
                    "unterminated heredoc: no line is just %.*s", STR_ARG(heredoc.name));
    }
    inst->last_line = line_of(reader, heredoc.terminator.start);
    *PUSH(reader->arena, &inst->heredocs) = heredoc;
}

/* The markers among the nodes from `index` on, and those in a command among them. */
static void collect_markers(Reader *reader, uint32_t index, Spans *markers)
{
    for (uint32_t i = index; i; i = reader->nodes[i].next) {
        if (reader->nodes[i].kind == NODE_MARKER)
            *PUSH(reader->arena, markers) = reader->nodes[i].span;
        else if (reader->nodes[i].kind == NODE_SHELL)
            collect_markers(reader, reader->nodes[i].child, markers);
    }
}

static void read_heredocs(Reader *reader, const Head *head, size_t index, Instruction *inst)
{
    Spans markers = {0};
    size_t docs = 0;
    for (uint32_t i = reader->nodes[index].child; i; i = reader->nodes[i].next) {
        docs += reader->nodes[i].kind == NODE_HEREDOC;
        if (reader->nodes[i].kind == NODE_TOO_MANY) {
            problem_add(reader->arena, reader->syntax, PROBLEM_READING, head->first_line,
                        reader->nodes[index].span, "split it into several instructions",
                        "too many heredocs in one instruction");
        }
    }
    if (docs == 0)
        return;
    collect_markers(reader, reader->nodes[index].child, &markers);
    /* A list of words may have lost a marker among its blanks; those before are then the last. */
    size_t missing = docs > markers.len ? docs - markers.len : 0;
    size_t seen = 0;
    uint32_t lost = markers.len ? markers.at[0].start : head->join.span.end;
    for (uint32_t i = reader->nodes[index].child; i; i = reader->nodes[i].next) {
        if (reader->nodes[i].kind != NODE_HEREDOC)
            continue;
        Span marker = seen < missing ? (Span){lost, lost} : markers.at[seen - missing];
        read_heredoc(reader, head, i, marker, inst);
        seen++;
    }
}

/* ---- one instruction ---- */

/* What starts at a place of the file, up to the next blank; its node may end before. */
static Word read_to_blank(const Head *head, uint32_t start)
{
    const Join *join = &head->join;
    size_t from = join_at(join, start), to = from;
    while (to < join->text.len && !is_blank(join->text.at[to]))
        to++;
    return to > from ? join_part(join, from, to) : join_word(join, (Span){start, start});
}

/* Instructions whose arguments are one text when they are no JSON form. */
static const bool takes_text[INST_COUNT] = {
    [INST_CMD] = true,        [INST_ENTRYPOINT] = true, [INST_HEALTHCHECK] = true,
    [INST_MAINTAINER] = true, [INST_RUN] = true,        [INST_SHELL] = true,
    [INST_STOPSIGNAL] = true, [INST_USER] = true,       [INST_WORKDIR] = true,
};

static void finish_instruction(Reader *reader, const Head *head, size_t index, uint32_t args_start,
                               Instruction *inst)
{
    bool wide = inst->kind != INST_HEALTHCHECK || inst->health.text.len == 0;
    inst->body = join_body(reader->arena, &head->join, join_rest(&head->join, args_start, wide));
    /* White space that separates no words may have been taken for one. */
    if (inst->form == FORM_WORDS && inst->args.at[inst->args.len - 1].text.len == 0)
        inst->args.len--;
    if (inst->form == FORM_PAIRS)
        finish_pairs(reader, head, inst);
    else if (inst->form == FORM_NONE && takes_text[inst->kind] && inst->body.text.len > 0)
        inst->form = FORM_TEXT;
    if (inst->kind == INST_RUN || inst->kind == INST_COPY || inst->kind == INST_ADD)
        read_heredocs(reader, head, index, inst);
}

static void read_word(Reader *reader, const Head *head, const Node *node, Instruction *inst)
{
    if (inst->kind == INST_UNKNOWN)
        return;
    /* What stands within the word before is part of it. */
    if (inst->args.len > 0 && node->span.start < inst->args.at[inst->args.len - 1].span.end)
        return;
    inst->form = FORM_WORDS;
    *PUSH(reader->arena, &inst->args) = read_to_blank(head, node->span.start);
}

/* One node of an instruction; where the arguments start moves on with flags. */
static void read_part(Reader *reader, const Head *head, size_t index, uint32_t *args_start,
                      Instruction *inst)
{
    const Node *node = &reader->nodes[index];
    switch (node->kind) {
    case NODE_KEYWORD:
        inst->keyword = inst->kind == INST_UNKNOWN ? read_to_blank(head, node->span.start)
                                                   : join_word(&head->join, node->span);
        *args_start = inst->keyword.span.end;
        break;
    case NODE_FLAG:
        read_flag(reader, head, index, inst);
        *args_start = node->span.end;
        break;
    case NODE_FLAGS_END:
        *args_start = node->span.end;
        break;
    case NODE_HEALTH_TYPE:
        inst->health = join_word(&head->join, node->span);
        *args_start = node->span.end;
        break;
    case NODE_WORD:
    case NODE_MARKER:
    case NODE_INVALID:
        read_word(reader, head, node, inst);
        break;
    case NODE_PAIR:
        inst->form = FORM_PAIRS;
        *PUSH(reader->arena, &inst->pairs) = read_pair(reader, head, index);
        break;
    case NODE_JSON:
        read_json(reader, head, index, inst);
        break;
    default:
        break;
    }
}

/* Fills `inst`; the index of a nested instruction's node, or 0. */
static size_t read_instruction(Reader *reader, const Head *head, size_t index, Instruction *inst)
{
    const Node *node = &reader->nodes[index];
    size_t nested = 0;
    inst->kind = (InstructionKind)node->detail;
    inst->span = node->span;
    inst->first_line = head->first_line;
    inst->head_last_line = head->head_last_line;
    inst->last_line = head->last_line;
    inst->blank_lines = head->blank_lines;
    uint32_t args_start = node->span.start;
    for (uint32_t i = node->child; i; i = reader->nodes[i].next) {
        if (reader->nodes[i].kind == NODE_INSTRUCTION)
            nested = i;
        else
            read_part(reader, head, i, &args_start, inst);
    }
    if (nested)
        inst->form = FORM_NESTED;
    finish_instruction(reader, head, index, args_start, inst);
    return nested;
}

static void read_line(Reader *reader, size_t index)
{
    Head head = read_head(reader, reader->nodes[index].span.start);
    Instruction *inst = PUSH(reader->arena, &reader->syntax->instructions);
    size_t nested = read_instruction(reader, &head, index, inst);
    inst->doc = reader->doc;
    if (nested) {
        /* An ONBUILD in an ONBUILD is refused; what it wraps does not matter. */
        Instruction *inner = NEW(reader->arena, Instruction);
        read_instruction(reader, &head, nested, inner);
        inst->nested = inner;
        inst->last_line = inner->last_line;
        if (inner->form == FORM_NESTED)
            inner->form = FORM_NONE;
    }
    reader->doc = (Comments){0};
    reader->opening = (Span){0};
    reader->opened = (Join){0};
    reader->line_end = head.join.span.end;
}

/* A continuation before any keyword: the line starts here. */
static void read_opening(Reader *reader, Span span)
{
    join_cross(reader->arena, &reader->opened, reader->text, span.end, (uint32_t)reader->text.len);
    if (reader->opening.end == 0)
        reader->opening = span;
}

void read_source(Arena *arena, Syntax *syntax)
{
    Reader reader = {.arena = arena, .syntax = syntax, .text = syntax->source->text};
    Tree tree = tree_read(arena, reader.text);
    reader.nodes = tree.nodes.at;
    /* They are large: growing would cost more than this. */
    Instruction *room = NEW_ARRAY(arena, tree.instructions, Instruction);
    syntax->instructions = (Instructions){room, 0, tree.instructions};
    for (uint32_t i = tree.first; i; i = reader.nodes[i].next) {
        const Node *node = &reader.nodes[i];
        if (node->kind == NODE_INSTRUCTION) {
            read_line(&reader, i);
        } else if (node->span.start < reader.line_end) {
            /* A continuation that nothing follows, and what it crosses. */
        } else if (node->kind == NODE_DIRECTIVE) {
            read_directive(&reader, i);
        } else if (node->kind == NODE_CONTINUATION) {
            read_opening(&reader, node->span);
        } else if (node->kind == NODE_COMMENT) {
            if (reader.opening.end == 0)
                keep_comment(&reader, node->span);
        }
    }
}
