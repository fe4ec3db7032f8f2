/* Reports: findings in the formats that people and programs read, one file each behind one type.

   A format prints what the findings say and decides nothing; it knows no rules beyond their facts.
   It writes into a Buf, which the caller empties between files. */
#pragma once

#include "base/buf.h"
#include "base/json.h"
#include "finding/finding.h"
#include "report/excerpt.h"
#include "report/terminal.h"

typedef struct {
    Str path;             /* as given, or as standard input is to be called */
    const Source *source; /* NULL when it could not be read */
    Findings findings;
    Str trouble; /* why it could not be read; empty otherwise */
} ReportFile;

typedef struct {
    Buf *out;
    JsonOut json;
    const RuleFacts *const *rules; /* all there are, by id */
    size_t rule_count;
    const char *version;
    Terminal terminal;
    Arena *arena;   /* of the whole run */
    Arena *scratch; /* of the file being reported */
    Strs troubles;  /* files that could not be read, kept for the end by who wants them */
    bool statistics;
    size_t files; /* reported so far */
    size_t counts[SEV_COUNT];
    int exit_code; /* known at the end */
} ReportRun;

typedef struct {
    const char *name;
    const char *summary;
    void (*start)(ReportRun *run);
    void (*file)(ReportRun *run, const ReportFile *file);
    void (*end)(ReportRun *run);
} ReportFormat;

extern const ReportFormat report_text;  /* for people */
extern const ReportFormat report_short; /* a line a finding, as compilers print them */
extern const ReportFormat report_json;  /* docs/lint-json.md */
extern const ReportFormat report_jsonl; /* its findings, one a line */
extern const ReportFormat report_sarif; /* for code scanning */
extern const ReportFormat report_github;
extern const ReportFormat *const report_formats[]; /* ended by NULL */
