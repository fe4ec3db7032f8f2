/* Sinks: where findings go, and in which format. The first format without a file goes to standard
   output; the n-th --output is the file of the n-th --format. */
#pragma once

#include "cli/output.h"
#include "report/report.h"

typedef struct {
    const ReportFormat *format;
    ReportRun run;
    Output output;    /* to standard output */
    const char *path; /* a file, written whole at the end; NULL for standard output */
    Buf buf;
} Sink;

typedef struct {
    Sink *at;
    size_t len, cap;
} Sinks;

/* A Fail names a format that there is not, or two that would share standard output. */
bool sinks_open(Arena *arena, Strs formats, Strs outputs, ColorChoice color, Sinks *sinks,
                Fail *fail);
void sinks_file(Sinks *sinks, Arena *scratch, const ReportFile *file);
/* False when something could not be written, which was said. */
bool sinks_close(Sinks *sinks, Arena *scratch, int exit_code, bool statistics);
