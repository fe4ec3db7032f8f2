/* {a,b} and {1..3}, where the shell expands them. */
#include "model/fields.h"

/* A word that has come so far, and an alternative of a brace behind it. */
static void expand_branch(Fields *f, const Fields *before, const ShellPart *parts, Str text,
                          const Rest *rest)
{
    if (f->made > FIELDS_MAX)
        return;
    size_t made = f->made;
    *f = *before;
    f->made = made;
    buf_init(&f->text, f->r->arena);
    buf_add(&f->text, buf_str(&before->text));
    if (text.len)
        fields_add(f, text);
    fields_expand(f, parts, rest);
}

static bool read_long(Str text, long *number)
{
    size_t i = text.len > 0 && (text.at[0] == '-' || text.at[0] == '+');
    *number = 0;
    if (i == text.len || text.len > 9)
        return false;
    for (; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        *number = *number * 10 + (text.at[i] - '0');
    }
    *number = text.at[0] == '-' ? -*number : *number;
    return true;
}

typedef struct {
    long from, to, step;
    size_t width; /* {01..10}: zeros to fill up */
    bool letters;
} Range;

static bool has_zero(Str text)
{
    size_t sign = text.len > 0 && text.at[0] == '-';
    return text.len > sign + 1 && text.at[sign] == '0';
}

static bool read_range(Str text, Range *range)
{
    size_t dots = str_find(text, STR(".."));
    Str from = str_head(text, dots), to = str_tail(text, dots + 2), step = {0};
    size_t more = str_find(to, STR(".."));
    if (more < to.len) {
        step = str_tail(to, more + 2);
        to = str_head(to, more);
    }
    *range = (Range){.step = 1};
    if (step.len && !read_long(step, &range->step))
        return false;
    range->step = range->step < 0 ? -range->step : range->step + !range->step;
    if (read_long(from, &range->from) && read_long(to, &range->to)) {
        if (has_zero(from) || has_zero(to))
            range->width = from.len > to.len ? from.len : to.len;
        return true;
    }
    range->letters = true;
    if (from.len != 1 || to.len != 1)
        return false;
    range->from = (unsigned char)from.at[0];
    range->to = (unsigned char)to.at[0];
    return true;
}

static void expand_range(Fields *f, const Range *range, const Fields *before, const Rest *rest)
{
    bool up = range->from <= range->to;
    long at = range->from;
    for (size_t i = 0; i <= FIELDS_MAX && (up ? at <= range->to : at >= range->to); i++) {
        Buf text;
        buf_init(&text, f->r->arena);
        if (range->letters)
            buf_char(&text, (char)at);
        else
            buf_fmt(&text, "%0*ld", (int)range->width, at);
        expand_branch(f, before, NULL, buf_str(&text), rest);
        at += up ? range->step : -range->step;
    }
}

static void expand_brace(Fields *f, const ShellPart *part, const Rest *rest)
{
    Fields before = *f;
    Rest after = {part->next, rest};
    Range range;
    const ShellWord *words = part->words;
    if (words && !words->next) {
        if (words->constant && read_range(words->value, &range)) {
            expand_range(f, &range, &before, &after);
        } else {
            fields_add_brace(f, part);
            fields_expand(f, part->next, rest);
        }
        return;
    }
    for (; words; words = words->next)
        expand_branch(f, &before, words->parts, (Str){0}, &after);
}

void fields_expand(Fields *f, const ShellPart *part, const Rest *rest)
{
    for (;;) {
        while (!part && rest) {
            part = rest->parts;
            rest = rest->next;
        }
        if (!part) {
            fields_finish(f);
            return;
        }
        if (part->kind == PART_BRACE) {
            bool known, braces = run_has_braces(f->r, &known);
            if (braces) {
                expand_brace(f, part, rest);
                return;
            }
            f->known = known ? f->known : VALUE_UNKNOWN;
        }
        fields_add_part(f, part, false);
        part = part->next;
    }
}
