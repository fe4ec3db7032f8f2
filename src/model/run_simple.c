/* A simple command: what it assigns, the words that its program gets, where it runs. */
#include "base/path.h"
#include "model/runner.h"

static void assign_array(Runner *r, const ShellAssign *assign)
{
    Args args = {0};
    words_expand(r, assign->elements, &args);
    Value *items = NEW_ARRAY(r->arena, args.len ? args.len : 1, Value);
    bool known = !assign->append;
    for (size_t i = 0; i < args.len; i++) {
        items[i] = args.at[i].value;
        known &= !args.at[i].glob && (items[i].known != VALUE_UNKNOWN || args.at[i].quoted);
        known &= !args.at[i].word || !args.at[i].word->assign;
    }
    if (known)
        state_set_array(r, assign->name, items, args.len);
    else
        state_forget(r, assign->name);
}

static Value appended(Runner *r, const ShellAssign *assign, Value value)
{
    Found old = state_find(r, assign->name);
    Buf text;
    if (!assign->append || old.kind == FOUND_UNSET)
        return value;
    if (old.array || old.kind != FOUND_SET || old.value.text.len > VALUE_MAX ||
        r->texts < old.value.text.len)
        return value_unknown(value.text);
    r->texts -= old.value.text.len;
    buf_init(&text, r->arena);
    buf_add(&text, old.value.text);
    buf_add(&text, value.text);
    return (Value){buf_str(&text), knowledge_worse(old.value.known, value.known)};
}

/* x=value of a command's own, or for good. */
static void assign_word(Runner *r, const ShellWord *word, bool exported)
{
    const ShellAssign *assign = word->assign;
    if (assign->array) {
        assign_array(r, assign);
        return;
    }
    Value value = appended(r, assign, word_value(r, assign->value));
    if (assign->index || value.text.len > VALUE_MAX * 2)
        state_forget(r, assign->name);
    else
        state_set(r, assign->name, value, exported);
}

size_t command_reserve(Runner *r)
{
    Command *command = PUSH(r->arena, &r->out->commands);
    *PUSH(r->arena, &r->links) = (Link){.outer = r->where.outer};
    command->guards = r->where.guards;
    command->normal = r->where.normal && r->state.ending == RUNS_ON;
    command->index = r->out->commands.len - 1;
    command->step = r->step;
    command->user = r->state.user;
    command->elsewhere = r->state.elsewhere;
    command->redirects = r->where.redirects;
    return command->index;
}

/* Of ${DIR}/bin/python the name is known all the same. */
static Str name_of(Value program)
{
    Str name = path_base(program.text);
    if (program.known == VALUE_NAMED && name.len < program.text.len &&
        str_find(name, STR("${")) == name.len)
        return name;
    return program.known == VALUE_KNOWN ? name : (Str){0};
}

/* Its words, split into the program and the rest. */
static void fill_words(Runner *r, size_t index, const Args *words)
{
    Command *command = &r->out->commands.at[index];
    const Arg *first = &words->at[0], *last = &words->at[words->len - 1];
    command->program = first->value;
    if (first->glob || first->value.text.len == 0)
        command->program.known = VALUE_UNKNOWN;
    command->name = name_of(command->program);
    command->name_span = first->span;
    command->span = (Span){first->span.start, last->span.end};
    command->args = (Args){words->at + 1, words->len - 1, words->len - 1};
    command->cwd = r->state.cwd;
    command->vars = r->state.vars;
}

Outcome run_words(Runner *r, size_t index)
{
    Outcome outcome = GOES_WELL;
    command_read_options(r->arena, &r->out->commands.at[index]);
    const Command *command = &r->out->commands.at[index];
    if (command->name.len == 0)
        return GOES_WELL;
    size_t before = r->out->commands.len;
    if (r->functions && call_function(r, command->name, &command->args, &outcome)) {
        r->out->commands.at[index].wrapper = r->out->commands.len > before;
        return outcome;
    }
    if (run_builtin(r, index, &outcome) || run_wrapper(r, index, &outcome))
        return outcome;
    return outcome_of(r, &r->out->commands.at[index]);
}

Outcome run_program(Runner *r, const Arg *words, size_t count)
{
    size_t index = command_reserve(r);
    Arg *copy = NEW_ARRAY(r->arena, count, Arg);
    memcpy(copy, words, count * sizeof *words);
    fill_words(r, index, &(Args){copy, count, count});
    return run_words(r, index);
}

Outcome run_started(Runner *r, size_t wrapper, const Arg *words, size_t count)
{
    if (count == 0 || r->depth >= RUN_DEPTH_MAX)
        return GOES_WELL;
    Where outer = r->where;
    r->depth++;
    r->where.outer = wrapper + 1;
    r->where.redirects = r->out->commands.at[wrapper].redirects;
    Outcome outcome = run_program(r, words, count);
    r->where = outer;
    r->depth--;
    return outcome;
}

static Outcome run_assigns(Runner *r, const ShellNode *node)
{
    Outcome outcome = GOES_WELL;
    for (const ShellWord *word = node->assigns; word; word = word->next)
        assign_word(r, word, false);
    return outcome;
}

/* > file alone: nothing runs, but the file is there and empty. */
static void run_bare_redirect(Runner *r, const ShellNode *node)
{
    size_t index = command_reserve(r);
    CommandRedirects redirects = run_redirects(r, node->redirects);
    Command *command = &r->out->commands.at[index];
    command->redirects = redirects;
    command->span = command->name_span = run_span(r, node->span);
    command->cwd = r->state.cwd;
    command->vars = r->state.vars;
    command->node = node;
}

/* Words that come to nothing: an empty variable alone. */
static Outcome run_nothing(Runner *r, size_t index, const ShellNode *node)
{
    Command *command = &r->out->commands.at[index];
    command->program = value_unknown(node->words->text);
    command->name_span = run_span(r, node->words->span);
    command->span = run_span(r, node->span);
    command->cwd = r->state.cwd;
    command->vars = r->state.vars;
    return GOES_WELL;
}

/* x=1 set -e: before a special builtin it is for good, but in bash, which keeps it for two alone.
 */
static bool keeps_assigns(const Runner *r, Str name)
{
    static const Str special[] = {STR_INIT("export"), STR_INIT("readonly"), STR_INIT("set"),
                                  STR_INIT(":"),      STR_INIT("shift"),    STR_INIT("trap"),
                                  STR_INIT("unset"),  STR_INIT("times")};
    size_t count = r->dialect == DIALECT_BASH ? 2 : sizeof special / sizeof *special;
    for (size_t i = 0; i < count; i++)
        if (str_eq(name, special[i]))
            return true;
    return false;
}

Outcome run_simple(Runner *r, const ShellNode *node)
{
    if (!node->words) {
        Outcome outcome = run_assigns(r, node);
        if (node->redirects)
            run_bare_redirect(r, node);
        return outcome;
    }
    size_t index = command_reserve(r);
    Args words = {0};
    unsigned guards = r->where.guards;
    r->where.guards |= GUARD_UNHEARD;
    words_expand(r, node->words, &words);
    const ShellVar *names = r->state.names;
    const Var *vars = r->state.vars;
    bool other_blanks = r->state.other_blanks;
    for (const ShellWord *word = node->assigns; word; word = word->next)
        assign_word(r, word, true);
    bool assigned = node->assigns && !keeps_assigns(r, node->words->value);
    CommandRedirects redirects = run_redirects(r, node->redirects);
    r->where.guards = guards;
    r->out->commands.at[index].redirects = redirects;
    r->out->commands.at[index].node = node;
    if (words.len == 0)
        return run_nothing(r, index, node);
    fill_words(r, index, &words);
    Outcome outcome = run_words(r, index);
    r->state.last = words.at[words.len - 1].value;
    if (words.at[words.len - 1].glob)
        r->state.last.known = VALUE_UNKNOWN;
    if (assigned) {
        r->state.names = names;
        r->state.vars = vars;
        r->state.other_blanks = other_blanks;
    }
    return outcome;
}
