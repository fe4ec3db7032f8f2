#include "syntax/parse.h"

#include <assert.h>

/* The grammar's scanner, compiled to read from memory. */
#define SCANNER_LEXER "syntax/lexer.h"
#include "scanner/tokens.h"
#include "tree_sitter/parser.h"

const TSLanguage *tree_sitter_dockerfile(void);

/* ---- the tables ---- */

static uint16_t table_entry(const TSLanguage *language, TSStateId state, TSSymbol symbol)
{
    return parse_table[state * language->symbol_count + symbol];
}

/* There is always one, since the grammar takes every text, and only one, since it has no conflicts:
   the shift that a repetition has behind its reduction is for tree-sitter. */
static const TSParseAction *find_action(const TSLanguage *language, TSStateId state, TSSymbol token)
{
    const TSParseActionEntry *entry = language->parse_actions + table_entry(language, state, token);
    assert(entry->entry.count == 1 ||
           (entry->entry.count == 2 && entry[2].action.type == TSParseActionTypeShift &&
            entry[2].action.shift.repetition));
    return &entry[1].action;
}

/* ---- the parser ---- */

/* One symbol on the stack. */
typedef struct {
    TSStateId state; /* behind it */
    TSSymbol symbol;
    Span span;
    NodeList before; /* the comments and continuations in front of it */
    NodeList nodes;  /* what of it is in the tree */
} Entry;

typedef struct {
    Arena *arena;
    const TSLanguage *language;
    Scanner scanner;
    Lexer lexer;
    Tree *tree;
    struct {
        Entry *at;
        size_t len, cap;
    } stack;
    NodeList extras; /* comments and continuations behind all of the stack */
} Parser;

static TSStateId top_state(const Parser *parser)
{
    return parser->stack.at[parser->stack.len - 1].state;
}

/* The next token; that of the end where the scanner has none. */
static TSSymbol next_token(Parser *parser)
{
    const TSLanguage *language = parser->language;
    Lexer *lexer = &parser->lexer;
    const TSLexMode *modes = (const TSLexMode *)(const void *)language->lex_modes; /* of ABI 14 */
    const bool *valid =
        language->external_scanner.states +
        modes[top_state(parser)].external_lex_state * language->external_token_count;
    lexer_next(lexer);
    if (!scan_token(&parser->scanner, lexer, valid)) {
        assert(at_end(lexer));
        return ts_builtin_sym_end;
    }
    assert(lexer->token.start <= lexer->token.end);
    return language->external_scanner.symbol_map[lexer->result_symbol];
}

/* Hidden symbols are not in the tree, but what is below them. */
static void add_nodes(Parser *parser, NodeList *list, TSSymbol symbol, Span span, NodeList below)
{
    if (parser->language->symbol_metadata[symbol].visible)
        tree_add(parser->tree, list, parser->language->public_symbol_map[symbol], span, below);
    else
        tree_join(parser->tree, list, below);
}

static void shift(Parser *parser, const TSParseAction *action, TSSymbol token)
{
    if (action->shift.extra) {
        add_nodes(parser, &parser->extras, token, parser->lexer.token, (NodeList){0});
        return;
    }
    *PUSH(parser->arena, &parser->stack) = (Entry){.state = action->shift.state,
                                                   .symbol = token,
                                                   .span = parser->lexer.token,
                                                   .before = parser->extras};
    parser->extras = (NodeList){0};
}

static void reduce(Parser *parser, const TSParseAction *action)
{
    const TSLanguage *language = parser->language;
    const TSSymbol *aliases = language->alias_sequences +
                              action->reduce.production_id * language->max_alias_sequence_length;
    size_t count = action->reduce.child_count;
    Entry whole = {.symbol = action->reduce.symbol};
    parser->stack.len -= count;
    const Entry *parts = parser->stack.at + parser->stack.len;
    for (size_t i = 0; i < count; i++) {
        const Entry *part = &parts[i];
        bool alias = action->reduce.production_id > 0 && aliases[i] > 0;
        if (i > 0)
            tree_join(parser->tree, &whole.nodes, part->before);
        add_nodes(parser, &whole.nodes, alias ? aliases[i] : part->symbol, part->span, part->nodes);
    }
    if (count > 0) {
        whole.before = parts[0].before;
        whole.span = (Span){parts[0].span.start, parts[count - 1].span.end};
    }
    whole.state = table_entry(language, top_state(parser), whole.symbol);
    *PUSH(parser->arena, &parser->stack) = whole;
}

enum { START_STATE = 1 };

uint32_t tree_parse(Arena *arena, Str text, Tree *tree)
{
    Parser parser = {.arena = arena,
                     .language = tree_sitter_dockerfile(),
                     .lexer = lexer_new(text),
                     .tree = tree};
    assert(parser.language->abi_version == 14);
    scanner_reset(&parser.scanner);
    parser.scanner.arrowless = str_find_char(text, '<') == text.len;
    PUSH(arena, &parser.stack)->state = START_STATE;
    for (;;) {
        TSSymbol token = next_token(&parser);
        const TSParseAction *action;
        while ((action = find_action(parser.language, top_state(&parser), token))->type ==
               TSParseActionTypeReduce)
            reduce(&parser, action);
        if (action->type == TSParseActionTypeAccept)
            break;
        shift(&parser, action, token);
    }
    scanner_close(&parser.scanner);
    const Entry *root = &parser.stack.at[parser.stack.len - 1];
    NodeList all = root->before;
    tree_join(tree, &all, root->nodes);
    tree_join(tree, &all, parser.extras);
    return all.first;
}
