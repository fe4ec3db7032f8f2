/* Functions, and what a body that runs more than once may change. */
#include "model/runner.h"

enum { FUNCTIONS_MAX = 64 };

void define_function(Runner *r, const ShellNode *node)
{
    if (!node->words || !node->body)
        return; /* the script breaks off here */
    Function *function = NEW(r->arena, Function);
    *function = (Function){.name = node->words->value,
                           .node = node,
                           .script = r->script,
                           .pin = r->pin,
                           .pinned = r->pinned,
                           .before = r->functions};
    r->functions = function;
}

static Function *find_function(const Runner *r, Str name)
{
    unsigned looks = 0;
    for (Function *f = r->functions; f && looks++ < FUNCTIONS_MAX; f = f->before)
        if (str_eq(f->name, name))
            return f;
    return NULL;
}

static Params params_of(Runner *r, const Args *args)
{
    Params params = {.len = args->len};
    Value *values = NEW_ARRAY(r->arena, args->len ? args->len : 1, Value);
    for (size_t i = 0; i < args->len; i++) {
        values[i] = args->at[i].value;
        params.unknown |=
            args->at[i].glob || (args->at[i].value.known == VALUE_UNKNOWN && !args->at[i].quoted);
    }
    params.at = values;
    return params;
}

static Outcome run_body(Runner *r, Function *function, unsigned guards)
{
    const ShellScript *script = r->script;
    Span pin = r->pin;
    bool pinned = r->pinned;
    Where outer = r->where;
    r->script = function->script;
    r->pin = function->pin;
    r->pinned = function->pinned;
    r->where.guards |= guards;
    r->where.normal &= (guards & GUARD_UNCALLED) == 0;
    function->running = true;
    Outcome outcome = run_node(r, function->node->body);
    function->running = false;
    if (r->state.ending == ENDS_FUNCTION) {
        r->state.ending = RUNS_ON;
        outcome = r->state.ends_badly ? GOES_WRONG : GOES_WELL;
    }
    r->script = script;
    r->pin = pin;
    r->pinned = pinned;
    r->where = outer;
    return outcome;
}

bool call_function(Runner *r, Str name, const Args *args, Outcome *outcome)
{
    Function *function = find_function(r, name);
    if (!function)
        return false;
    size_t again = function->called ? span_len(function->node->span) + 1u : 0;
    *outcome = GOES_EITHER;
    if (function->running || again > r->rounds) {
        forget_changes(r, function->node->body);
        return true;
    }
    r->rounds -= again;
    size_t from = r->out->commands.len;
    bool first = !function->called;
    Params outer = r->state.params;
    function->called = true;
    r->state.params = params_of(r, args);
    *outcome = run_body(r, function, GUARD_FUNCTION);
    r->state.params = outer;
    if (first) {
        function->first = from;
        function->first_end = r->out->commands.len;
    } else {
        link_again(r, function->first, function->first_end, from);
    }
    return true;
}

void tell_uncalled(Runner *r)
{
    for (Function *f = r->functions; f; f = f->before) {
        State kept = r->state;
        if (f->called)
            continue;
        f->called = true;
        r->state.params = (Params){.unknown = true};
        r->state.ending = RUNS_ON;
        r->state.cwd = value_unknown(r->state.cwd.text);
        state_add(r, (ShellVar){.kind = NAME_WALL});
        run_body(r, f, GUARD_FUNCTION | GUARD_UNCALLED);
        r->state = kept;
    }
}

/* ---- what may change ---- */

static bool is_name_char(char c, bool first)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (!first && c >= '0' && c <= '9');
}

static void forget_names(Runner *r, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        size_t from = i;
        while (i < text.len && is_name_char(text.at[i], i == from))
            i++;
        if (i > from)
            state_forget(r, str_slice(text, from, i));
    }
}

void forget_sums(Runner *r, const ShellWord *words)
{
    for (; words; words = words->next)
        if (str_find_char(words->text, '=') < words->text.len ||
            str_find(words->text, STR("++")) < words->text.len ||
            str_find(words->text, STR("--")) < words->text.len)
            forget_names(r, words->text);
}

/* Commands that set the variables whose names they get, or change the directory. */
static void forget_simple(Runner *r, const ShellNode *node)
{
    static const Str setters[] = {STR_INIT("read"),      STR_INIT("unset"),  STR_INIT("getopts"),
                                  STR_INIT("mapfile"),   STR_INIT("printf"), STR_INIT("let"),
                                  STR_INIT("readarray"), STR_INIT("export")};
    for (const ShellWord *word = node->assigns; word; word = word->next)
        if (!node->words)
            state_forget(r, word->assign->name);
    if (!node->words)
        return;
    Str name = node->words->value;
    if (str_eq(name, STR("cd")) || str_eq(name, STR("pushd")) || str_eq(name, STR("popd")))
        r->state.cwd = value_unknown(r->state.cwd.text);
    if (str_eq(name, STR("shift")) || str_eq(name, STR("set")))
        r->state.params.unknown = true;
    if (str_eq(name, STR("eval")) || str_eq(name, STR("source")) || str_eq(name, STR(".")))
        r->state.sourced = true;
    for (const ShellWord *word = node->words->next; word && node->declares; word = word->next)
        if (word->assign)
            state_forget(r, word->assign->name);
    for (size_t i = 0; i < sizeof setters / sizeof *setters; i++)
        if (str_eq(name, setters[i]))
            for (const ShellWord *word = node->words->next; word; word = word->next)
                forget_names(r, word->text);
}

/* The depth of the tree is bounded by the parser. A pipeline of several and a subshell keep to
   themselves. */
void forget_changes(Runner *r, const ShellNode *node)
{
    for (; node; node = node->next) {
        bool apart = node->kind == NODE_SUBSHELL || node->kind == NODE_FUNCTION ||
                     node->background ||
                     (node->kind == NODE_PIPELINE && node->body && node->body->next);
        if (apart)
            continue;
        if (node->kind == NODE_SIMPLE)
            forget_simple(r, node);
        if (node->kind == NODE_FOR || node->kind == NODE_SELECT)
            state_forget(r, node->words->value);
        if (node->kind == NODE_ARITH || node->kind == NODE_FOR_EACH)
            forget_sums(r, node->words);
        forget_changes(r, node->condition);
        forget_changes(r, node->body);
    }
}
