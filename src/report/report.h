/* Reports: findings in the formats that people and programs read, one file each behind one type.

   A format prints what the findings say and decides nothing; it knows no rules beyond their facts.
   It writes into a Buf, which the caller empties between files. */
#pragma once

#include "base/buf.h"
#include "base/json.h"
#include "finding/finding.h"
#include "report/bill.h"
#include "report/compare.h"
#include "report/excerpt.h"
#include "report/terminal.h"
#include "report/weigh.h"

typedef struct {
    Str path;             /* as given, or as standard input is to be called */
    const Source *source; /* NULL when it could not be read */
    Findings findings;
    Str trouble; /* why it could not be read; empty otherwise */
} ReportFile;

/* A rule that was met, how often, and the highest level that it was met at. */
typedef struct {
    RuleFacts rule;
    size_t count;
    Severity level;
} RuleMet;

typedef struct {
    RuleMet *at;
    size_t len, cap;
} RulesMet;

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
    RulesMet met;  /* by place */
    int exit_code; /* known at the end */
} ReportRun;

typedef struct {
    const char *name;
    const char *aka; /* what hadolint calls it, where that is another name */
    const char *summary;
    void (*start)(ReportRun *run);
    void (*file)(ReportRun *run, const ReportFile *file);
    void (*end)(ReportRun *run);
} ReportFormat;

/* Before its format reports it. */
void report_count(ReportRun *run, const ReportFile *file);
/* The rules that were met, the one met most often first. */
RulesMet report_rules_met(const ReportRun *run);

/* "line", "column", "end_line", "end_column" */
void key_place(JsonOut *out, const Source *source, Span span);

/* From 1, in UTF-16 code units. */
uint64_t report_utf16_column(const Source *source, uint32_t offset);
/* Of the rule, the words of its line and how often they were met before: it stays the same when
   lines move. One of a kind within its file. */
Str report_fingerprint(Arena *arena, const ReportFile *file, size_t index);
/* "3.0 MB, measured"; empty when it is not known. */
Str report_cost(Arena *arena, const Finding *finding);
/* What is wrong, what it costs and what to do, each with a full stop. */
Str report_sentence(Arena *arena, const Finding *finding);
/* As services want it that know the project's files by name: without a leading "./". */
Str report_project_path(Str path);
/* The members that a Code Climate issue has and GitLab reads, too. */
void key_issue(ReportRun *run, const ReportFile *file, size_t index);

extern const ReportFormat report_text;  /* for people */
extern const ReportFormat report_short; /* a line a finding, as compilers print them */
extern const ReportFormat report_json;  /* docs/lint-json.md */
extern const ReportFormat report_jsonl; /* its findings, one a line */
extern const ReportFormat report_sarif; /* for code scanning */
extern const ReportFormat report_github;
extern const ReportFormat report_gitlab;
extern const ReportFormat report_codeclimate;
extern const ReportFormat report_checkstyle;
extern const ReportFormat report_junit;
extern const ReportFormat report_sonarqube;
extern const ReportFormat report_codacy;
extern const ReportFormat report_gnu;
extern const ReportFormat *const report_formats[]; /* ended by NULL */
