#include "report/report.h"

const ReportFormat *const report_formats[] = {
    &report_text, &report_short, &report_json, &report_jsonl, &report_sarif, &report_github, NULL};

size_t report_rule_index(const ReportRun *run, const RuleFacts *rule)
{
    size_t low = 0, high = run->rule_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_order(run->rules[middle]->id, rule->id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void report_count(ReportRun *run, const ReportFile *file)
{
    run->files++;
    for (size_t i = 0; i < file->findings.len; i++) {
        const Finding *finding = &file->findings.at[i];
        run->counts[finding->severity]++;
        run->rule_counts[report_rule_index(run, finding->rule)]++;
    }
}

size_t report_rules_met(ReportRun *run, size_t *places)
{
    size_t met = 0;
    for (size_t i = 0; i < run->rule_count; i++) {
        if (run->rule_counts[i] == 0)
            continue;
        size_t at = met++;
        for (; at > 0 && run->rule_counts[places[at - 1]] < run->rule_counts[i]; at--)
            places[at] = places[at - 1];
        places[at] = i;
    }
    return met;
}
