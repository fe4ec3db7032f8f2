/* Whether an image keeps its budget, and where it does not: by how much, and because of what. */
#include "base/utf8.h"
#include "report/table.h"
#include "report/weigh.h"

enum { INDENT = 11, MAKER = 60 };

void weigh_figure(const WeighRun *run, Buf *out, const BudgetResult *result)
{
    if (!result->known)
        buf_fmt(out, "not known, since %s", result->why);
    else if (result->share)
        buf_fmt(out, "%s%.2f %%", result->about ? "~" : "", 100 * result->value);
    else if (result->count > 0 || result->bytes == 0)
        buf_fmt(out, "%llu", (unsigned long long)result->count);
    else {
        buf_add(out, result->about ? STR("~") : STR(""));
        weigh_bytes(run, out, result->bytes);
    }
    if (result->known && result->verdict == VERDICT_UNKNOWN)
        buf_fmt(out, " of what could be read, since %s", result->why);
    if (result->over_share > 0)
        buf_fmt(out, ", %.2f points too %s", 100 * result->over_share,
                result->value < result->rule->share ? "few" : "many");
    if (result->over > 0 && result->bytes == 0)
        buf_fmt(out, ", %llu too many", (unsigned long long)result->over);
    if (result->over > 0 && result->bytes > 0) {
        buf_add(out, STR(", "));
        weigh_bytes(run, out, result->over);
        buf_add(out, STR(" too many"));
    }
}

static void add_amount(const WeighRun *run, Buf *out, const BudgetResult *result)
{
    if (result->count > 0)
        buf_fmt(out, "%llu in ", (unsigned long long)result->reason.amount);
    else
        weigh_bytes(run, out, result->reason.amount);
    if (result->count == 0)
        buf_add(out, result->reason.what.len > 0 ? STR(", ") : STR(" in "));
}

void weigh_reason(const WeighRun *run, Buf *out, const BudgetResult *result)
{
    const BudgetReason *reason = &result->reason;
    add_amount(run, out, result);
    buf_visible(out, reason->what);
    if (!reason->has_layer)
        return;
    if (reason->what.len > 0)
        buf_add(out, reason->lost ? STR(", lost to ") : STR(", stored by "));
    buf_fmt(out, "layer %zu", reason->layer);
    if (reason->made_by.len > 0)
        buf_fmt(out, " `%.*s`",
                STR_ARG(table_line(run->scratch, weigh_instruction(run->scratch, reason->made_by),
                                   MAKER)));
}

static void add_verdict(WeighRun *run, const BudgetResult *result)
{
    static const Ink inks[] = {INK_HELP, INK_WARNING, INK_ERROR, INK_WARNING};
    Str name = str_from(verdict_names[result->verdict]);
    Buf *out = run->out;
    buf_add(out, STR("  "));
    ink(out, &run->terminal, inks[result->verdict], name);
    buf_repeat(out, ' ', INDENT - 2 - name.len);
    buf_visible(out, result->rule->text);
    buf_add(out, STR(": "));
    weigh_figure(run, out, result);
    if (result->what.len > 0) {
        buf_add(out, STR(", first "));
        buf_add(out, table_line(run->scratch, result->what, MAKER));
    }
    if (result->reason.amount > 0) {
        buf_char(out, '\n');
        buf_repeat(out, ' ', INDENT);
        buf_add(out, STR("most of it: "));
        weigh_reason(run, out, result);
    }
    buf_char(out, '\n');
}

void weigh_budget_text(WeighRun *run, const BudgetResults *results)
{
    if (results->len > 0)
        buf_add(run->out, STR("\nbudget\n"));
    weigh_verdicts(run, results);
}

/* What is broken comes first. */
void weigh_verdicts(WeighRun *run, const BudgetResults *results)
{
    static const Verdict order[] = {VERDICT_FAIL, VERDICT_UNKNOWN, VERDICT_WARN, VERDICT_PASS};
    for (size_t at = 0; at < sizeof order / sizeof *order; at++)
        for (size_t i = 0; i < results->len; i++)
            if (results->at[i].verdict == order[at])
                add_verdict(run, &results->at[i]);
}

static void add_reason(JsonOut *out, const BudgetReason *reason)
{
    key_object(out, "reason");
    key_if_str(out, "what", reason->what);
    key_u64(out, "amount", reason->amount);
    if (reason->has_layer)
        key_u64(out, "layer", reason->layer);
    key_if_true(out, "lost", reason->lost);
    key_if_str(out, "made_by", reason->made_by);
    json_object_end(out);
}

void weigh_budget_json(JsonOut *out, const BudgetResults *results)
{
    key_array(out, "budget");
    for (size_t i = 0; i < results->len; i++) {
        const BudgetResult *result = &results->at[i];
        json_object(out);
        key_str(out, "rule", result->rule->text);
        key_str(out, "verdict", str_from(verdict_names[result->verdict]));
        key_u64(out, "bytes", result->bytes);
        key_u64(out, "count", result->count);
        if (result->share) {
            json_key(out, STR("share"));
            json_share(out, result->value);
        }
        if (result->over > 0)
            key_u64(out, "over", result->over);
        if (result->over_share > 0) {
            json_key(out, STR("over_share"));
            json_share(out, result->over_share);
        }
        key_if_str(out, "first", result->what);
        if (result->why)
            key_str(out, "why", str_from(result->why));
        if (result->reason.amount > 0)
            add_reason(out, &result->reason);
        json_object_end(out);
    }
    json_array_end(out);
}
