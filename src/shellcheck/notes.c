/* What ShellCheck prints with --format=json1, as notes on the scripts. */
#include "base/json.h"
#include "base/path.h"
#include "base/utf8.h"
#include "shellcheck/run.h"
#include "text/source.h"

typedef struct {
    Arena *arena;
    const Source **sources; /* of each script, made when it is first needed */
    const Strs *scripts;
    Fail *fail;
} Reader;

static bool nonsense(const Reader *in, const char *what)
{
    return fail_set(in->fail, "shellcheck prints what plimsoll does not understand: %s", what);
}

static bool read_number(const Reader *in, const Json *object, const char *key, uint32_t *number)
{
    double value = json_as_number(json_member(object, key));
    bool fits = value >= 1 && value <= 1 << 30;
    *number = fits ? (uint32_t)value : 0;
    return fits || nonsense(in, key);
}

/* ShellCheck counts characters; where it points past a line, the end of the line is meant. */
static bool read_place(const Reader *in, const Source *source, const Json *object, const char *line,
                       const char *column, uint32_t *place)
{
    uint32_t row, rune;
    if (!read_number(in, object, line, &row) || !read_number(in, object, column, &rune))
        return false;
    *place = (uint32_t)source->text.len;
    if (row > source->lines)
        return true;
    Span span = source_line_span(source, row);
    for (*place = span.start; rune > 1 && *place < span.end; rune--)
        *place += utf8_next(source->text, *place).len;
    return true;
}

static bool read_span(const Reader *in, const Source *source, const Json *object, Span *span)
{
    return read_place(in, source, object, "line", "column", &span->start) &&
           read_place(in, source, object, "endLine", "endColumn", &span->end) &&
           (span->start <= span->end || nonsense(in, "an end before its start"));
}

/* An insertion says on which side of its place it stands: both are the same byte. */
static bool read_fix(const Reader *in, const Source *source, const Json *fix, Edits *edits)
{
    const Json *all = json_member(fix, "replacements");
    for (const Json *one = json_item(all, 0); one; one = json_next(one)) {
        Edit edit = {.text = json_as_str(json_member(one, "replacement"))};
        if (!read_span(in, source, one, &edit.span))
            return false;
        *PUSH(in->arena, edits) = edit;
    }
    edits_sort(edits);
    return true;
}

static bool read_index(const Reader *in, const Json *comment, size_t *index)
{
    Str name = path_base(json_as_str(json_member(comment, "file")));
    *index = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] < '0' || name.at[i] > '9' || *index > in->scripts->len)
            return nonsense(in, "file");
        *index = *index * 10 + (size_t)(name.at[i] - '0');
    }
    return (name.len && *index < in->scripts->len) || nonsense(in, "file");
}

static bool read_note(const Reader *in, const Json *comment, ShellNotes *notes)
{
    size_t index;
    if (!json_is_object(comment))
        return nonsense(in, "comments");
    if (!read_index(in, comment, &index))
        return false;
    const Source **source = &in->sources[index];
    if (!*source)
        *source = source_new(in->arena, (Str){0}, in->scripts->at[index]);
    ShellNote *note = PUSH(in->arena, &notes[index]);
    note->level = json_as_str(json_member(comment, "level"));
    note->message = json_as_str(json_member(comment, "message"));
    return read_number(in, comment, "code", &note->code) &&
           read_span(in, *source, comment, &note->span) &&
           read_fix(in, *source, json_member(comment, "fix"), &note->edits);
}

bool read_notes(Arena *arena, Str printed, const Strs *scripts, ShellNotes *notes, Fail *fail)
{
    Reader in = {arena, NEW_ARRAY(arena, scripts->len, const Source *), scripts, fail};
    Fail broken = {0};
    const Json *root = json_read(arena, printed, &broken);
    if (!root)
        return nonsense(&in, broken.text);
    const Json *comments = json_member(root, "comments");
    if (!json_is_array(comments))
        return nonsense(&in, "comments");
    for (const Json *comment = json_item(comments, 0); comment; comment = json_next(comment))
        if (!read_note(&in, comment, notes))
            return false;
    return true;
}
