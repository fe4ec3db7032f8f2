/* if, case and loops: what runs in the normal course, and what is known behind them. */
#include "model/runner.h"

enum { ROUNDS_MAX = 16 };

/* States of the branches that may be taken, merged. */
typedef struct {
    State base, merged;
    bool any;
} Branches;

static void add_branch(Runner *r, Branches *branches)
{
    if (branches->any)
        state_merge(r, &branches->merged, &r->state, &branches->base);
    else
        branches->merged = r->state;
    branches->any = true;
}

static void end_branches(Runner *r, const Branches *branches)
{
    r->state = branches->any ? branches->merged : branches->base;
}

static void run_part(Runner *r, const ShellNode *list, unsigned guards, bool normal)
{
    Where outer = r->where;
    r->where.guards |= guards;
    r->where.normal &= normal;
    run_list(r, list);
    r->where = outer;
}

static Outcome run_condition(Runner *r, const ShellNode *list, unsigned guards, bool normal)
{
    Where outer = r->where;
    r->where.guards |= guards | GUARD_CONDITION;
    r->where.normal &= normal;
    Outcome outcome = run_list(r, list);
    r->where = outer;
    return outcome;
}

Outcome run_if(Runner *r, const ShellNode *node)
{
    Branches branches = {.base = r->state};
    bool reached = true, sure = true;
    for (const ShellNode *branch = node->body; branch; branch = branch->next) {
        unsigned other = branch == node->body ? 0u : GUARD_ELSE;
        Outcome outcome = GOES_WELL;
        if (branch->condition)
            outcome = run_condition(r, branch->condition, other, reached);
        State asked = r->state;
        bool taken = reached && outcome != GOES_WRONG;
        run_part(r, branch->body, other | GUARD_BRANCH, taken);
        sure &= outcome != GOES_EITHER;
        r->state.ends_surely &= sure;
        if (taken)
            add_branch(r, &branches);
        r->state = asked;
        reached &= outcome != GOES_WELL;
    }
    if (reached)
        add_branch(r, &branches);
    end_branches(r, &branches);
    return GOES_WELL;
}

/* ---- case ---- */

static bool is_default(const ShellWord *pattern)
{
    return !pattern->next && str_eq(pattern->text, STR("*"));
}

static Outcome matches_item(Runner *r, Value subject, const ShellNode *item)
{
    Outcome outcome = GOES_WRONG;
    for (const ShellWord *word = item->words; word; word = word->next) {
        Outcome one = outcome_of_match(r, subject, word_pattern(r, word));
        if (one == GOES_WELL)
            return GOES_WELL;
        outcome = one == GOES_EITHER ? GOES_EITHER : outcome;
    }
    return outcome;
}

Outcome run_case(Runner *r, const ShellNode *node)
{
    Value subject = word_value(r, node->words);
    Branches branches = {.base = r->state};
    bool reached = true, falls = false;
    for (const ShellNode *item = node->body; item; item = item->next) {
        bool other = item->words && is_default(item->words);
        Outcome outcome = other ? GOES_WELL : matches_item(r, subject, item);
        bool taken = falls || (reached && outcome != GOES_WRONG);
        r->state = branches.base;
        run_part(r, item->body, GUARD_BRANCH | (other && item != node->body ? GUARD_ELSE : 0u),
                 taken);
        if (item != node->body || outcome != GOES_WELL)
            r->state.ends_surely = false;
        if (taken)
            add_branch(r, &branches);
        falls = taken && item->joint == JOINT_FALL;
        reached &= outcome != GOES_WELL || item->joint == JOINT_TRY_NEXT;
    }
    r->state = branches.base;
    if (reached)
        add_branch(r, &branches);
    end_branches(r, &branches);
    return GOES_WELL;
}

/* ---- loops ---- */

static void leave_loop(Runner *r)
{
    if (r->state.ending == ENDS_LOOP)
        r->state.ending = RUNS_ON;
}

static size_t text_length(const ShellNode *list)
{
    size_t length = 0;
    for (const ShellNode *node = list; node; node = node->next)
        length += span_len(node->span) + 1;
    return length;
}

/* The body once, for a value (or none) that nobody knows. */
static void run_unknown_rounds(Runner *r, const ShellNode *node, Str name, Value value)
{
    forget_changes(r, node->body);
    Branches branches = {.base = r->state};
    add_branch(r, &branches);
    if (name.len)
        state_set(r, name, value, false);
    run_part(r, node->body, GUARD_LOOP, true);
    leave_loop(r);
    add_branch(r, &branches);
    end_branches(r, &branches);
}

void link_again(Runner *r, size_t first, size_t first_end, size_t from)
{
    Command *all = r->out->commands.at;
    for (size_t i = from; i < r->out->commands.len && first < first_end; i++) {
        size_t like = first;
        while (like < first_end && (all[like].node != all[i].node ||
                                    all[like].name_span.start != all[i].name_span.start))
            like++;
        if (like == first_end)
            continue;
        r->links.at[i].again = like + 1;
        first = like + 1;
    }
}

static void run_rounds(Runner *r, const ShellNode *node, const Args *values)
{
    Where outer = r->where;
    size_t first = r->out->commands.len, first_end = first;
    for (size_t i = 0; i < values->len; i++) {
        size_t from = r->out->commands.len;
        bool broken = r->state.ending != RUNS_ON;
        State kept = r->state;
        r->where.normal &= !broken;
        state_set(r, node->words->value, values->at[i].value, false);
        run_part(r, node->body, GUARD_LOOP, true);
        if (i == 0)
            first_end = r->out->commands.len;
        else
            link_again(r, first, first_end, from);
        if (broken)
            r->state = kept;
        else if (r->state.ending == ENDS_LOOP && r->state.continues)
            r->state.ending = RUNS_ON;
    }
    leave_loop(r);
    r->where = outer;
}

static bool all_known(const Args *values)
{
    for (size_t i = 0; i < values->len; i++)
        if (values->at[i].value.known == VALUE_UNKNOWN || values->at[i].glob)
            return false;
    return true;
}

static Args loop_values(Runner *r, const ShellNode *node)
{
    Args values = {0};
    if (node->has_in) {
        unsigned guards = r->where.guards;
        r->where.guards |= GUARD_UNHEARD;
        words_expand(r, node->words->next, &values);
        r->where.guards = guards;
        return values;
    }
    for (size_t i = 0; i < r->state.params.len; i++)
        *PUSH(r->arena, &values) = (Arg){.value = r->state.params.at[i]};
    if (r->state.params.unknown)
        *PUSH(r->arena, &values) = (Arg){.value = value_unknown(STR("$@"))};
    return values;
}

Outcome run_for(Runner *r, const ShellNode *node)
{
    Args values = loop_values(r, node);
    Str name = node->words->value;
    size_t again = values.len > 1 ? (values.len - 1) * text_length(node->body) : 0;
    bool known = all_known(&values) && node->kind == NODE_FOR;
    if (known && values.len == 0) {
        State kept = r->state;
        run_part(r, node->body, GUARD_LOOP, false);
        r->state = kept;
    } else if (known && values.len <= ROUNDS_MAX && again <= r->rounds) {
        r->rounds -= again;
        run_rounds(r, node, &values);
    } else {
        Str shown = values.len ? values.at[0].value.text : (Str){0};
        run_unknown_rounds(r, node, name, value_unknown(shown));
    }
    return GOES_WELL;
}

Outcome run_while(Runner *r, const ShellNode *node)
{
    Outcome outcome = GOES_EITHER;
    if (node->kind == NODE_FOR_EACH) {
        forget_sums(r, node->words);
        run_unknown_rounds(r, node, (Str){0}, (Value){0});
        return GOES_WELL;
    }
    forget_changes(r, node->body);
    forget_changes(r, node->condition);
    outcome = run_condition(r, node->condition, 0, true);
    outcome = node->kind == NODE_UNTIL ? outcome_not(outcome) : outcome;
    Branches branches = {.base = r->state};
    add_branch(r, &branches);
    run_part(r, node->body, GUARD_LOOP, outcome != GOES_WRONG);
    leave_loop(r);
    if (outcome != GOES_WRONG)
        add_branch(r, &branches);
    end_branches(r, &branches);
    return GOES_WELL;
}
