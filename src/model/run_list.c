/* Lists, chains, pipelines: in which order and under which condition commands run. */
#include "model/copy_source.h"
#include "model/runner.h"

Span run_span(const Runner *r, Span span)
{
    return r->pinned ? r->pin : shell_span(r->script, span);
}

/* ---- redirections ---- */

static Arg document_arg(Runner *r, const ShellRedirect *redirect)
{
    Arg arg = {.quoted = true, .span = run_span(r, redirect->document.body)};
    arg.value = parts_quoted(r, redirect->document.parts);
    if (redirect->document.strip)
        arg.value.text = text_without_tabs(r->arena, arg.value.text);
    return arg;
}

CommandRedirects run_redirects(Runner *r, const ShellRedirect *redirect)
{
    CommandRedirects list = {0};
    size_t around = r->where.redirects.len;
    if (!redirect)
        return r->where.redirects;
    for (; redirect; redirect = redirect->next) {
        CommandRedirect one = {.kind = redirect->kind, .fd = redirect->fd};
        one.span = run_span(r, redirect->span);
        one.target = redirect->kind == REDIRECT_DOCUMENT ? document_arg(r, redirect)
                                                         : word_single(r, redirect->target);
        *PUSH(r->arena, &list) = one;
    }
    for (size_t i = 0; i < around && list.len < FIELDS_MAX; i++)
        *PUSH(r->arena, &list) = r->where.redirects.at[i];
    return list;
}

/* ---- subshells ---- */

/* What a shell of its own does to variables and directory stays in it. */
static Outcome run_apart(Runner *r, const ShellNode *list, unsigned guards)
{
    State kept = r->state;
    unsigned outer = r->where.guards;
    r->where.guards |= guards;
    Outcome outcome = run_list(r, list);
    if (r->state.ending == ENDS_SCRIPT)
        outcome = r->state.ends_badly ? GOES_WRONG : GOES_WELL;
    r->where.guards = outer;
    r->state = kept;
    return outcome;
}

void run_captured(Runner *r, const ShellNode *list)
{
    if (!r->captured)
        run_apart(r, list, GUARD_CAPTURED);
}

/* ---- pipelines ---- */

/* The first command of a part and what it starts if it is a wrapper read, the last one writes. */
static void link_parts(Runner *r, size_t from, size_t to, size_t next_from, size_t next_to)
{
    Command *all = r->out->commands.at;
    unsigned guards = r->where.guards | GUARD_PIPE;
    if (from == to || next_from == next_to)
        return;
    size_t last = to - 1;
    while (last > from && (all[last].guards & GUARD_CAPTURED & ~guards))
        last--;
    size_t writer = last;
    for (size_t i = last;; i = r->links.at[i].outer - 1) {
        r->links.at[i].to = next_from + 1;
        if (r->links.at[i].outer <= from || r->links.at[i].outer > to)
            break;
    }
    for (size_t i = next_from; i < next_to; i++) {
        r->links.at[i].from = writer + 1;
        if (i + 1 < next_to && r->links.at[i + 1].outer != i + 1)
            break;
    }
}

static Outcome run_pipeline(Runner *r, const ShellNode *node)
{
    Outcome outcome = GOES_WELL;
    const ShellNode *part = node->body;
    Where outer = r->where;
    r->where.guards |= node->negated ? GUARD_NEGATED : 0u;
    if (part && !part->next) {
        outcome = run_node(r, part);
    } else {
        size_t from = 0, start = r->out->commands.len;
        r->where.guards |= GUARD_PIPE;
        for (; part; part = part->next) {
            State kept = r->state;
            outcome = run_node(r, part);
            r->state = kept;
            size_t to = r->out->commands.len;
            if (part != node->body)
                link_parts(r, from, start, start, to);
            from = start;
            start = to;
        }
    }
    r->where = outer;
    return node->negated ? outcome_not(outcome) : outcome;
}

/* ---- chains ---- */

/* Where a chain stands: what is known if it went well so far, if it went wrong, if it ended the
   script. */
typedef struct {
    const State *base;
    State well, wrong, ended;
    bool can_well, can_wrong, can_end;
    Value failed_cwd;       /* where it is, should an operand fail against all expectation */
    const ShellNode *moved; /* the operand before, when it is a cd */
} Chain;

static const ShellNode *last_of(const ShellNode *list)
{
    while (list && list->next)
        list = list->next;
    return list;
}

/* What stands behind || to end the script, or so that nothing comes of a failure. */
static bool is_end(const ShellNode *node)
{
    while (node &&
           (node->kind == NODE_GROUP || node->kind == NODE_SUBSHELL || node->kind == NODE_CHAIN)) {
        bool chain = node->kind == NODE_CHAIN;
        node = last_of(node->body);
        if (chain && node && node->joint != JOINT_AND)
            return false;
    }
    return node && node->kind == NODE_SIMPLE && node->words &&
           str_among(node->words->value, "exit return true false : break continue");
}

static bool is_cd(const ShellNode *node)
{
    return node->kind == NODE_SIMPLE && node->words &&
           str_among(node->words->value, "cd chdir pushd");
}

static Value cwd_agreed(Value one, Value other)
{
    bool same = one.known == other.known && str_eq(one.text, other.text);
    return same ? one : value_unknown(one.text);
}

/* The last operand with something to do behind ||: those before it may fail. */
static const ShellNode *last_handler(const ShellNode *operands)
{
    const ShellNode *handler = NULL;
    for (const ShellNode *operand = operands; operand; operand = operand->next)
        if (operand->joint == JOINT_OR && !is_end(operand))
            handler = operand;
    return handler;
}

static void add_state(Runner *r, const Chain *chain, State *state, bool *can)
{
    if (*can)
        state_merge(r, state, &r->state, chain->base);
    else
        *state = r->state;
    *can = true;
}

/* Where an operand does not run in the normal course, its words are read all the same. */
static const State *state_before(const Chain *chain, bool and)
{
    if (and? chain->can_well : !chain->can_wrong && chain->can_well)
        return &chain->well;
    return chain->can_wrong ? &chain->wrong : &chain->ended;
}

/* A cd that fails leaves all where it was. */
static void note_directory(const Runner *r, Chain *chain, const ShellNode *node, Value before)
{
    Value failed = is_cd(node) ? before : cwd_agreed(before, r->state.cwd);
    bool more = node->joint == JOINT_AND;
    chain->failed_cwd = more ? cwd_agreed(chain->failed_cwd, failed) : failed;
    chain->moved = is_cd(node) ? node : NULL;
}

/* What is done instead, behind a || that is not reached in the normal course. */
static void run_instead(Runner *r, Chain *chain, const ShellNode *node)
{
    bool moved = chain->moved != NULL;
    Value before = r->state.cwd = chain->failed_cwd;
    run_node(r, node);
    if (moved && r->state.ending == RUNS_ON && !is_end(node))
        chain->well.cwd = cwd_agreed(chain->well.cwd, r->state.cwd);
    note_directory(r, chain, node, before);
}

static void run_operand(Runner *r, Chain *chain, const ShellNode *node)
{
    bool and = node->joint == JOINT_AND, first = node->joint == JOINT_NONE;
    bool runs = first || (and? chain->can_well : chain->can_wrong);
    bool instead = !runs && !and;
    Where outer = r->where;
    if (!first) {
        r->where.guards |= and? GUARD_IF_OK : GUARD_IF_FAILED;
        r->where.guards |= chain->can_well && chain->can_wrong ? GUARD_TESTED : 0u;
        r->state = *state_before(chain, and);
    }
    r->where.normal &= runs;
    if (instead) {
        run_instead(r, chain, node);
        r->where = outer;
        return;
    }
    Value before = r->state.cwd;
    Outcome outcome = run_node(r, node);
    r->where = outer;
    if (!runs)
        return;
    note_directory(r, chain, node, before);
    if (!first)
        *(and? &chain->can_well : &chain->can_wrong) = false;
    if (r->state.ending != RUNS_ON) {
        add_state(r, chain, &chain->ended, &chain->can_end);
        return;
    }
    if (outcome != GOES_WRONG)
        add_state(r, chain, &chain->well, &chain->can_well);
    if (outcome != GOES_WELL)
        add_state(r, chain, &chain->wrong, &chain->can_wrong);
}

static Outcome run_chain(Runner *r, const ShellNode *node)
{
    State base = r->state;
    Chain chain;
    chain.base = &base;
    chain.can_well = chain.can_wrong = chain.can_end = false;
    chain.failed_cwd = base.cwd;
    chain.moved = NULL;
    unsigned guards = r->where.guards;
    const ShellNode *handler = last_handler(node->body);
    for (const ShellNode *operand = node->body; operand; operand = operand->next) {
        handler = operand == handler ? NULL : handler;
        r->where.guards = guards | (handler ? GUARD_TRIED : 0u);
        run_operand(r, &chain, operand);
    }
    r->where.guards = guards;
    r->state = chain.can_well ? chain.well : chain.can_wrong ? chain.wrong : chain.ended;
    if (chain.can_well && chain.can_wrong)
        state_merge(r, &r->state, &chain.wrong, &base);
    if (chain.can_well && chain.can_wrong)
        return GOES_EITHER;
    return chain.can_wrong ? GOES_WRONG : GOES_WELL;
}

/* ---- all of it ---- */

static Outcome run_group(Runner *r, const ShellNode *node)
{
    return node->kind == NODE_SUBSHELL ? run_apart(r, node->body, 0) : run_list(r, node->body);
}

/* What stands in words that are no command's: $( ) in them runs. */
static Outcome run_bare_words(Runner *r, const ShellNode *node)
{
    if (node->kind == NODE_TEST)
        return outcome_of_node_test(r, node);
    for (const ShellWord *word = node->words; word; word = word->next)
        word_single(r, word);
    forget_sums(r, node->words);
    return GOES_EITHER;
}

static Outcome run_compound(Runner *r, const ShellNode *node)
{
    switch (node->kind) {
    case NODE_SUBSHELL:
    case NODE_GROUP:
        return run_group(r, node);
    case NODE_IF:
        return run_if(r, node);
    case NODE_WHILE:
    case NODE_UNTIL:
    case NODE_FOR_EACH:
        return run_while(r, node);
    case NODE_FOR:
    case NODE_SELECT:
        return run_for(r, node);
    case NODE_CASE:
        return run_case(r, node);
    case NODE_FUNCTION:
        define_function(r, node);
        return GOES_WELL;
    case NODE_COPROC:
        return run_apart(r, node->body, GUARD_BACKGROUND);
    case NODE_TEST:
    case NODE_ARITH:
        return run_bare_words(r, node);
    case NODE_SIMPLE:
    case NODE_CHAIN:
    case NODE_PIPELINE:
    case NODE_BRANCH:
    case NODE_ITEM:
        break;
    }
    return GOES_WELL;
}

static Outcome run_kind(Runner *r, const ShellNode *node)
{
    if (node->kind == NODE_SIMPLE)
        return run_simple(r, node);
    if (node->kind == NODE_CHAIN)
        return run_chain(r, node);
    if (node->kind == NODE_PIPELINE)
        return run_pipeline(r, node);
    CommandRedirects outer = r->where.redirects;
    if (node->kind != NODE_FUNCTION)
        r->where.redirects = run_redirects(r, node->redirects);
    Outcome outcome = run_compound(r, node);
    r->where.redirects = outer;
    return outcome;
}

Outcome run_node(Runner *r, const ShellNode *node)
{
    Outcome outcome = GOES_EITHER;
    if (r->depth >= RUN_DEPTH_MAX)
        return outcome;
    r->depth++;
    if (node->background) {
        State kept = r->state;
        r->where.guards |= GUARD_BACKGROUND;
        run_kind(r, node);
        r->where.guards &= ~(unsigned)GUARD_BACKGROUND;
        r->state = kept;
        outcome = GOES_WELL;
    } else {
        outcome = run_kind(r, node);
    }
    r->depth--;
    return outcome;
}

Outcome run_list(Runner *r, const ShellNode *list)
{
    Outcome outcome = GOES_WELL;
    Where outer = r->where;
    for (const ShellNode *node = list; node; node = node->next) {
        Ending before = r->state.ending;
        if (before != RUNS_ON) {
            r->where.normal = false;
            if (r->state.ends_surely && before != ENDS_LOOP)
                r->where.guards |= GUARD_AFTER_EXIT;
        }
        Outcome last = run_node(r, node);
        outcome = before == RUNS_ON ? last : outcome;
    }
    r->where = outer;
    return outcome;
}
