#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"
#include "context/context.h"
#include "context/pattern.h"

enum { LONGEST_LINE = 64 << 10 };

struct IgnoreInside {
    Pattern *patterns;  /* in step with IgnoreFile.at */
    Str *openings;      /* what stands before the wildcards of an exception, with a '/' behind it */
    bool only_openings; /* no exception has a wildcard elsewhere than at its end */
};

typedef struct {
    IgnorePattern *at;
    size_t len, cap;
} Rows;

/* ---- reading ---- */

static void read_clean(Arena *arena, Str text, IgnorePattern *row)
{
    text = path_clean(arena, str_trim_space(text));
    row->exception = str_starts(text, STR("!"));
    row->text = str_tail(text, row->exception);
    if (row->text.len == 0)
        row->flaw = "a '!' needs a pattern behind it";
}

/* BuildKit cleans twice: as a line, where '!' is known, and as a pattern, where it is a letter like
   any other. "!/" does not survive that, and "/!x" becomes an exception. */
static void read_line(Arena *arena, Str line, IgnorePattern *row)
{
    bool inverts = str_starts(line, STR("!"));
    Str text = inverts ? str_trim_space(str_tail(line, 1)) : line;
    if (text.len)
        text = path_clean(arena, text);
    if (text.len > 1 && text.at[0] == '/')
        text = str_tail(text, 1);
    if (inverts)
        text = str_joined(arena, STR("!"), text);
    read_clean(arena, text, row);
    row->written = line;
}

static Rows read_rows(Arena *arena, Str text)
{
    Rows rows = {0};
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_tail(text, 3);
    for (uint32_t number = 1; text.len; number++) {
        StrCut cut = str_cut(text, '\n');
        text = cut.tail;
        Str line = str_trim_space(cut.head);
        if (str_starts(cut.head, STR("#")) || line.len == 0)
            continue;
        IgnorePattern *row = PUSH(arena, &rows);
        row->line = number;
        if (cut.head.len >= LONGEST_LINE) {
            *row = (IgnorePattern){.line = number, .written = line, .text = line};
            row->flaw = "the line is longer than 64 KiB";
        } else {
            read_line(arena, line, row);
        }
    }
    return rows;
}

static Str opening_of(Arena *arena, Str text)
{
    if (str_ends(text, STR("/**")))
        text.len -= 3;
    if (str_ends(text, STR("/*")))
        text.len -= 2;
    return str_joined(arena, text, STR("/"));
}

static bool has_wildcard(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (str_find_char(STR("*[]?^\\"), text.at[i]) < 6)
            return true;
    return false;
}

static IgnoreFile compile(Arena *arena, Rows rows)
{
    struct IgnoreInside *inside = NEW(arena, struct IgnoreInside);
    inside->patterns = NEW_ARRAY(arena, rows.len, Pattern);
    inside->openings = NEW_ARRAY(arena, rows.len, Str);
    inside->only_openings = true;
    IgnoreFile file = {.at = rows.at, .len = rows.len, .inside = inside};
    for (size_t i = 0; i < rows.len; i++) {
        IgnorePattern *row = &rows.at[i];
        if (!row->flaw)
            row->flaw = pattern_compile(arena, row->text, &inside->patterns[i]);
        row->plain = !row->flaw && inside->patterns[i].kind == PATTERN_EXACT;
        row->everything = str_among(row->text, "* ** **/*");
        if (row->flaw || !row->exception)
            continue;
        file.any_exception = true;
        inside->openings[i] = opening_of(arena, row->text);
        inside->only_openings = inside->only_openings && !has_wildcard(inside->openings[i]);
    }
    return file;
}

IgnoreFile ignore_read(Arena *arena, Str text)
{
    return compile(arena, read_rows(arena, text));
}

IgnoreFile ignore_patterns(Arena *arena, const Values *texts)
{
    Rows rows = {0};
    for (size_t i = 0; i < texts->len; i++) {
        if (str_trim_space(texts->at[i].text).len)
            read_clean(arena, texts->at[i].text, PUSH(arena, &rows));
    }
    return compile(arena, rows);
}

IgnoreFile ignore_before(const IgnoreFile *file, const IgnorePattern *pattern)
{
    IgnoreFile before = *file;
    before.len = (size_t)(pattern - file->at);
    before.any_exception = false;
    for (size_t i = 0; i < before.len; i++)
        before.any_exception = before.any_exception || (file->at[i].exception && !file->at[i].flaw);
    return before;
}

/* ---- applying ---- */

IgnoreVerdict ignore_judge(const IgnoreFile *file, Str path, const IgnoreHits *around,
                           IgnoreHits *hits)
{
    IgnoreVerdict verdict = {0};
    for (size_t i = 0; i < file->len; i++) {
        bool exception = file->at[i].exception;
        bool hit = around[i] ||
                   (exception == verdict.out && pattern_hits(&file->inside->patterns[i], path));
        hits[i] = hit;
        if (hit && exception == verdict.out)
            verdict = (IgnoreVerdict){!exception, (uint32_t)i + 1};
    }
    return verdict;
}

bool ignore_may_keep_below(const IgnoreFile *file, Str directory)
{
    if (!file->any_exception || !file->inside->only_openings)
        return file->any_exception;
    for (size_t i = 0; i < file->len; i++) {
        Str opening = file->inside->openings[i];
        if (opening.len > directory.len && opening.at[directory.len] == '/' &&
            str_starts(opening, directory))
            return true;
    }
    return false;
}

static bool hits_or_around(const Pattern *pattern, Str path)
{
    if (pattern_hits(pattern, path))
        return true;
    for (size_t i = 1; i < path.len; i++)
        if (path.at[i] == '/' && pattern_hits(pattern, str_head(path, i)))
            return true;
    return false;
}

IgnoreVerdict ignore_matches(const IgnoreFile *file, Str path)
{
    IgnoreVerdict verdict = {0};
    for (size_t i = 0; i < file->len; i++)
        if (file->at[i].exception == verdict.out &&
            hits_or_around(&file->inside->patterns[i], path))
            verdict = (IgnoreVerdict){!verdict.out, (uint32_t)i + 1};
    return verdict;
}

IgnoreVerdict ignore_walk_to(Arena *arena, const IgnoreFile *file, Str path)
{
    IgnoreHits *around = NEW_ARRAY(arena, file->len, IgnoreHits);
    for (size_t i = 0; i < path.len; i++) {
        if (path.at[i] != '/')
            continue;
        Str directory = str_head(path, i);
        IgnoreVerdict verdict = ignore_judge(file, directory, around, around);
        if (verdict.out && !ignore_may_keep_below(file, directory))
            return verdict;
    }
    return ignore_judge(file, path, around, around);
}
