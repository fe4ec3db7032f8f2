/* ShellCheck's notes as findings. */
#include "lint/shellcheck.h"

#include "base/utf8.h"
#include "lint/report.h"

/* A point is the character that stands there, or the last one. */
static Span span_of(const Question *question, Span note)
{
    size_t from = note.start - question->head, to = note.end - question->head;
    Str text = question->body.text;
    if (from == to)
        to += utf8_next(text, from).len;
    if (from >= text.len && text.len)
        from = text.len - 1;
    return body_span(&question->body, from, to > text.len ? text.len : to);
}

/* Where the script is, byte for byte, what stands in the file. */
static bool edit_of(const Source *source, const Question *question, Edit *edit)
{
    const Body *body = &question->body;
    if (edit->span.start < question->head || str_find_char(edit->text, '\n') < edit->text.len)
        return false;
    size_t from = edit->span.start - question->head, to = edit->span.end - question->head;
    if (to > body->text.len)
        return false;
    Str before = str_slice(body->text, from, to);
    edit->span = body_span(body, from, to);
    /* Between two lines, what is put in belongs to the word that it touches. */
    bool touches = from > 0 && !strchr(" \t\n", body->text.at[from - 1]);
    if (from == to && touches)
        edit->span.start = edit->span.end = body_place(body, from - 1) + 1;
    return str_eq(source_slice(source, edit->span), before);
}

/* Quoting, and whatever else, may change what the script does: somebody has to look. */
static void add_fix(Report *out, Finding *finding, const Question *question, const Edits *edits)
{
    Edits mapped = {0};
    for (size_t i = 0; i < edits->len; i++) {
        Edit edit = edits->at[i];
        if (!edit_of(out->file->syntax->source, question, &edit))
            return;
        *PUSH(out->arena, &mapped) = edit;
    }
    for (size_t i = 0; i < mapped.len; i++)
        fix_replace(finding, mapped.at[i].span, mapped.at[i].text, FIX_UNSAFE);
    if (mapped.len)
        fix_title(finding, "as ShellCheck would have it");
}

/* What it says of the head is no business of the file's. */
static bool report_note(Report *out, const Question *question, const ShellNote *note, Fail *fail)
{
    size_t place = rule_place_of_code(note->code);
    if (place == RULE_NONE)
        return fail_set(fail, "shellcheck finds SC%u, which this plimsoll does not know",
                        note->code);
    if (!settings_run(out->job->settings, place) || note->span.start < question->head)
        return true;
    RuleFacts *facts = NEW(out->arena, RuleFacts);
    *facts = rule_facts(out->arena, place);
    Finding *finding = report_as(out, facts, out->file->syntax->source,
                                 span_of(question, note->span), note->message);
    if (finding->severity == SEV_COUNT && !severity_read(note->level, &finding->severity))
        return fail_set(fail, "shellcheck prints a level that plimsoll does not know: %.*s",
                        STR_ARG(note->level));
    add_fix(out, finding, question, &note->edits);
    return true;
}

bool shellcheck_report(Report *out, Fail *fail)
{
    Questions questions = shellcheck_questions(out->arena, out->file);
    Strs scripts = shellcheck_scripts(out->arena, &questions);
    ShellNotes *notes = NEW_ARRAY(out->arena, scripts.len, ShellNotes);
    if (!answers_notes(out->job->answers, out->arena, &scripts, notes, fail))
        return false;
    for (size_t i = 0; i < questions.len; i++)
        for (size_t j = 0; j < notes[i].len; j++)
            if (!report_note(out, &questions.at[i], &notes[i].at[j], fail))
                return false;
    return true;
}
