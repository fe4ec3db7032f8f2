#include "report/report.h"

const ReportFormat *const report_formats[] = {
    &report_text, &report_short, &report_json, &report_jsonl, &report_sarif, &report_github, NULL};
