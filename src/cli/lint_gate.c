#include "cli/lint_gate.h"

#include <stdlib.h>

bool gate_read(Arena *arena, LintGate *gate, Str min_cost, const Strs *budget, Fail *fail)
{
    if (min_cost.len > 0 && !budget_bytes(min_cost, &gate->min_cost))
        return fail_set(fail, "--min-cost wants a number of bytes, as 1MB, not %.*s",
                        STR_ARG(str_head(min_cost, 100)));
    for (size_t i = 0; i < budget->len; i++)
        if (!budget_add(arena, &gate->budget, budget->at[i], fail))
            return false;
    return budget_is_for_lint(&gate->budget) ||
           fail_set(fail, "of a budget lint knows max-cost alone; plimsoll weigh checks images");
}

static void keep(Findings *findings, bool (*wanted)(const LintGate *gate, const Finding *finding),
                 const LintGate *gate)
{
    size_t kept = 0;
    for (size_t i = 0; i < findings->len; i++)
        if (wanted(gate, &findings->at[i]))
            findings->at[kept++] = findings->at[i];
    findings->len = kept;
}

static bool is_dear(const LintGate *gate, const Finding *finding)
{
    return finding->cost.kind == COST_UNKNOWN || finding->cost.bytes >= gate->min_cost ||
           finding_refuted(finding);
}

void gate_drop_cheap(const LintGate *gate, Findings *findings)
{
    keep(findings, is_dear, gate);
}

bool gate_fails(const LintGate *gate, const Config *config, const Findings *findings)
{
    Severity least = gate->fail_on;
    if (gate->never_fail || (!gate->has_fail_on && !config_fails(config, least, &least)))
        return false;
    for (size_t i = 0; i < findings->len; i++)
        if (findings->at[i].severity >= least && !finding_refuted(&findings->at[i]))
            return true;
    return false;
}

bool gate_over_budget(const LintGate *gate, Arena *arena, const Config *config,
                      const Source *source, const Findings *findings, Strs *said)
{
    Budget budget = config_budget(arena, config);
    bool fails = false;
    for (size_t i = 0; i < gate->budget.len; i++)
        *PUSH(arena, &budget) = gate->budget.at[i];
    for (size_t i = 0; i < findings->len; i++) {
        const Finding *finding = &findings->at[i];
        const BudgetRule *rule = finding->cost.kind == COST_UNKNOWN
                                     ? NULL
                                     : budget_over_cost(&budget, finding->cost.bytes);
        if (!rule)
            continue;
        Buf text;
        buf_init(&text, arena);
        buf_fmt(&text, "%.*s:%u: %.*s costs ", STR_ARG(source->name),
                (unsigned)source_line(source, finding->span.start), STR_ARG(finding->rule->id));
        buf_bytes(&text, finding->cost.bytes);
        buf_fmt(&text, ", and the budget is %.*s", STR_ARG(rule->text));
        *PUSH(arena, said) = buf_str(&text);
        fails |= !rule->warns && !gate->never_fail;
    }
    return fails;
}

static bool is_shown(const LintGate *gate, const Finding *finding)
{
    return finding->severity >= gate->shown && (gate->refuted || !finding_refuted(finding));
}

/* Those of which it is not known come last. */
static int by_cost(const void *a, const void *b)
{
    const Finding *left = *(Finding *const *)a, *right = *(Finding *const *)b;
    bool known = left->cost.kind != COST_UNKNOWN;
    if (known != (right->cost.kind != COST_UNKNOWN))
        return known ? -1 : 1;
    if (known && left->cost.bytes != right->cost.bytes)
        return left->cost.bytes > right->cost.bytes ? -1 : 1;
    return (left > right) - (left < right);
}

static void sort(Findings *findings)
{
    Arena *scratch = arena_open();
    Finding **order = NEW_ARRAY(scratch, findings->len, Finding *);
    Finding *sorted = NEW_ARRAY(scratch, findings->len, Finding);
    for (size_t i = 0; i < findings->len; i++)
        order[i] = &findings->at[i];
    qsort(order, findings->len, sizeof(Finding *), by_cost);
    for (size_t i = 0; i < findings->len; i++)
        sorted[i] = *order[i];
    memcpy(findings->at, sorted, findings->len * sizeof *sorted);
    arena_close(scratch);
}

ReportFile gate_shown(const LintGate *gate, Str path, const Source *source, Findings findings)
{
    keep(&findings, is_shown, gate);
    if (gate->by_cost && findings.len > 1)
        sort(&findings);
    return (ReportFile){.path = path, .source = source, .findings = findings};
}
