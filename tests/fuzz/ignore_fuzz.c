/* Any bytes can be an ignore file and, behind a line "%%", paths: one a line. Each is judged, and
   what is judged holds together: what decides, what the walk may skip, what comments change. */
#include <stdio.h>
#include <stdlib.h>

#include "base/path.h"
#include "context/context.h"
#include "context/wildcard.h"
#include "fuzz.h"

#define MUST(...) must((__VA_ARGS__) ? true : false, #__VA_ARGS__, __LINE__)

static void must(bool holds, const char *promise, int line)
{
    if (holds)
        return;
    fprintf(stderr, "ignore_fuzz.c:%d: does not hold: %s\n", line, promise);
    abort();
}

static void check_patterns(const IgnoreFile *file)
{
    uint32_t line = 0;
    bool exception = false;
    for (size_t i = 0; i < file->len; i++) {
        const IgnorePattern *pattern = &file->at[i];
        MUST(pattern->line > line);
        MUST(pattern->flaw || (pattern->text.len && pattern->written.len));
        line = pattern->line;
        exception = exception || (pattern->exception && !pattern->flaw);
    }
    MUST(exception == file->any_exception);
}

static bool decides(const IgnoreFile *file, IgnoreVerdict verdict)
{
    if (verdict.by == 0)
        return !verdict.out;
    const IgnorePattern *pattern = &file->at[verdict.by - 1];
    return verdict.by <= file->len && !pattern->flaw && pattern->exception != verdict.out;
}

/* Down to the path without skipping anything; whether the walk would have skipped it. */
static IgnoreVerdict judge(Arena *arena, const IgnoreFile *file, Str path, bool *skipped)
{
    IgnoreHits *hits = NEW_ARRAY(arena, file->len, IgnoreHits);
    IgnoreVerdict verdict = {0};
    *skipped = false;
    for (size_t end = 1; end <= path.len; end++) {
        Str here = str_head(path, end);
        if (end < path.len && path.at[end] != '/')
            continue;
        verdict = ignore_judge(file, here, hits, hits);
        MUST(decides(file, verdict));
        *skipped =
            *skipped || (end < path.len && verdict.out && !ignore_may_keep_below(file, here));
    }
    return verdict;
}

static void check_path(Arena *arena, const IgnoreFile *file, const IgnoreFile *shifted, Str path)
{
    bool skipped;
    IgnoreVerdict walked = ignore_walk_to(arena, file, path);
    IgnoreVerdict judged = judge(arena, file, path, &skipped);
    IgnoreVerdict alone = ignore_matches(file, path);
    MUST(walked.out == judged.out);
    MUST(skipped || walked.by == judged.by);
    MUST(decides(file, walked) && decides(file, alone));
    MUST(file->any_exception || walked.out == alone.out);
    IgnoreVerdict moved = ignore_walk_to(arena, shifted, path);
    MUST(moved.out == walked.out && moved.by == walked.by);
    for (size_t i = 0; i < file->len; i++)
        wildcard_match(file->at[i].text, path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_open();
    Str all = {(const char *)data, size}, mark = STR("\n%%\n");
    size_t end = str_find(all, mark);
    Str text = str_head(all, end), bom = STR("\xEF\xBB\xBF");
    size_t start = str_starts(text, bom) ? bom.len : 0;
    IgnoreFile file = ignore_read(arena, text);
    IgnoreFile shifted =
        ignore_read(arena, str_joined(arena, STR("#\n \n"), str_tail(text, start)));
    check_patterns(&file);
    MUST(shifted.len == file.len && (file.len == 0 || shifted.at[0].line == file.at[0].line + 2));
    for (Str rest = str_tail(all, end + mark.len); rest.len;) {
        StrCut cut = str_cut(rest, '\n');
        Str path = path_clean(arena, cut.head);
        rest = cut.tail;
        if (path.at[0] != '/' && !str_eq(path, STR(".")) && !str_starts(path, STR("..")))
            check_path(arena, &file, &shifted, path);
    }
    arena_close(arena);
    return 0;
}
