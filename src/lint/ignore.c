#include "lint/ignore.h"

#include <stdlib.h>

#include "lint/pragma.h"
#include "lint/rulebook.h"

enum {
    EVERY_RULE = 0xFFFE, /* all of those that the pragma's dialect knows */
    NO_RULE = RULE_NONE,
};

/* One name of one pragma. It is looked for by where it holds (key) and by rule. */
typedef struct {
    uint32_t key;  /* start of the instruction, or number of the stage */
    uint32_t from; /* holds only behind this place */
    uint16_t rule;
    PragmaDialect dialect;
    bool used;
    PragmaName name;
    Span cut; /* what an edit takes out */
} Ignore;

typedef struct {
    Ignore *at;
    size_t len, cap;
} IgnoreList;

struct Ignores {
    const Dockerfile *file;
    IgnoreList next, stage, rest, whole; /* by their scope, each sorted */
    IgnoreList bad;                      /* ours, not understood */
};

static int ignore_order(const void *first, const void *second)
{
    const Ignore *a = first, *b = second;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->rule != b->rule)
        return a->rule < b->rule ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->name.span.start > b->name.span.start) - (a->name.span.start < b->name.span.start);
}

static void sort(IgnoreList *list)
{
    if (list->len > 1)
        qsort(list->at, list->len, sizeof *list->at, ignore_order);
}

/* The instruction that holds the place, or the first behind it; NULL at the end. */
static const Instruction *instruction_from(const Syntax *syntax, uint32_t place)
{
    const Instructions *all = &syntax->instructions;
    size_t low = 0, high = all->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all->at[middle].span.end <= place)
            low = middle + 1;
        else
            high = middle;
    }
    return low < all->len ? &all->at[low] : NULL;
}

/* How many stages begin at or before the place: 0 stands before the first. */
static uint32_t stage_number(const Dockerfile *file, uint32_t place)
{
    size_t low = 0, high = file->stages.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (file->stages.at[middle].from->written->span.start <= place)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static bool is_inside(const Instruction *it, Span comment)
{
    return it && it->span.start < comment.start;
}

/* The list that the pragma's names belong to, and their key there; NULL when it has no effect. */
static IgnoreList *place_of(Ignores *ignores, const Pragma *pragma, Ignore *one)
{
    const Syntax *syntax = ignores->file->syntax;
    const Instruction *next = instruction_from(syntax, pragma->comment.start);
    uint32_t line = source_line(syntax->source, pragma->comment.start);
    switch ((int)pragma->scope) {
    case PRAGMA_FILE:
        return &ignores->whole;
    case PRAGMA_BAD:
        return &ignores->bad;
    case PRAGMA_NEXT:
        one->key = next ? next->span.start : UINT32_MAX;
        return &ignores->next;
    case PRAGMA_NEXT_LINE:
        if (!next || is_inside(next, pragma->comment) || next->first_line != line + 1)
            return NULL;
        one->key = next->span.start;
        return &ignores->next;
    case PRAGMA_STAGE: {
        one->key = stage_number(ignores->file, pragma->comment.start);
        bool is_above = next && next->kind == INST_FROM && !is_inside(next, pragma->comment);
        if (is_above || one->key == 0) /* what stands before the first FROM is above its stage */
            one->key++;
        return &ignores->stage;
    }
    case PRAGMA_STAGE_REST:
        if (is_inside(next, pragma->comment))
            return NULL;
        one->from = source_line_span(syntax->source, line + 2).start;
        one->key = stage_number(ignores->file, one->from);
        return &ignores->rest;
    default:
        return NULL;
    }
}

/* With the comma that parts it from its neighbour; the whole line when it has none. */
static Span cut_of(const Source *source, const Pragma *pragma, size_t index)
{
    const PragmaName *name = &pragma->names.at[index];
    if (index + 1 < pragma->names.len)
        return (Span){name->span.start, name[1].span.start};
    if (index > 0)
        return (Span){name[-1].span.end, name->span.end};
    uint32_t line = source_line(source, pragma->comment.start);
    uint32_t next = line < source->lines ? source_line_span(source, line + 1).start
                                         : (uint32_t)source->text.len;
    return (Span){source_line_span(source, line).start, next};
}

static void add_pragma(Arena *arena, Ignores *ignores, const Pragma *pragma)
{
    Ignore one = {.dialect = pragma->dialect};
    IgnoreList *list = place_of(ignores, pragma, &one);
    if (!list)
        return;
    if (pragma->scope == PRAGMA_BAD) {
        one.name.span = pragma->comment;
        one.rule = NO_RULE;
        *PUSH(arena, list) = one;
        return;
    }
    for (size_t i = 0; i < pragma->names.len; i++) {
        one.name = pragma->names.at[i];
        one.cut = cut_of(ignores->file->syntax->source, pragma, i);
        one.rule = pragma->all ? EVERY_RULE : (uint16_t)rule_place(one.name.text);
        *PUSH(arena, list) = one;
    }
}

/* "check=skip=..." among the comments that BuildKit ties to an instruction: the first such counts.
 */
static void add_check_comment(Arena *arena, Ignores *ignores, const Instruction *it)
{
    for (size_t i = 0; i < it->doc.len; i++) {
        StrCut cut = str_cut(it->doc.at[i].text, '=');
        if (!cut.found || !str_eq_nocase(str_trim(cut.head), STR("check")))
            continue;
        Pragma pragma = pragma_read_check(arena, cut.tail, it->doc.at[i].span);
        pragma.scope = PRAGMA_NEXT;
        add_pragma(arena, ignores, &pragma);
        return;
    }
}

static void add_check_directives(Arena *arena, Ignores *ignores, const Directives *directives)
{
    for (size_t i = 0; i < directives->len; i++) {
        if (directives->at[i].kind != DIRECTIVE_CHECK)
            continue;
        Pragma pragma =
            pragma_read_check(arena, directives->at[i].value.text, directives->at[i].span);
        pragma.scope = PRAGMA_FILE;
        add_pragma(arena, ignores, &pragma);
    }
}

Ignores *ignores_read(Arena *arena, const Dockerfile *file, const Settings *settings)
{
    const Syntax *syntax = file->syntax;
    Ignores *ignores = NEW(arena, Ignores);
    ignores->file = file;
    if (settings->no_pragmas)
        return ignores;
    for (size_t i = 0; i < syntax->comments.len; i++) {
        Pragma pragma = pragma_read(arena, syntax->source, &syntax->comments.at[i]);
        if (pragma.scope != PRAGMA_NONE)
            add_pragma(arena, ignores, &pragma);
    }
    add_check_directives(arena, ignores, &syntax->directives);
    for (size_t i = 0; i < syntax->instructions.len; i++)
        add_check_comment(arena, ignores, &syntax->instructions.at[i]);
    sort(&ignores->next);
    sort(&ignores->stage);
    sort(&ignores->rest);
    sort(&ignores->whole);
    return ignores;
}

static Ignore *look_up(IgnoreList *list, uint32_t key, uint16_t rule)
{
    size_t low = 0, high = list->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const Ignore *at = &list->at[middle];
        if (at->key < key || (at->key == key && at->rule < rule))
            low = middle + 1;
        else
            high = middle;
    }
    bool hit = low < list->len && list->at[low].key == key && list->at[low].rule == rule;
    return hit ? &list->at[low] : NULL;
}

/* BuildKit's names are the only ones that begin with a capital and end with a small letter. */
static bool is_buildkits(Str name)
{
    char last = name.len ? name.at[name.len - 1] : '\0';
    return name.len && name.at[0] >= 'A' && name.at[0] <= 'Z' && last >= 'a' && last <= 'z';
}

/* What a comment for hadolint silences, BuildKit still reports at every build: such a finding
   stays, under BuildKit's name alone. False when it has none. */
static bool is_still_buildkits(const Ignore *one, Finding *finding)
{
    for (Str aka = finding->aka; one->dialect == DIALECT_HADOLINT && aka.len;) {
        StrCut cut = str_cut(aka, ' ');
        if (is_buildkits(cut.head)) {
            finding->aka = cut.head;
            return true;
        }
        aka = cut.tail;
    }
    return false;
}

static bool has_buildkits(const Finding *finding)
{
    for (Str aka = finding->aka; aka.len;) {
        StrCut cut = str_cut(aka, ' ');
        if (is_buildkits(cut.head))
            return true;
        aka = cut.tail;
    }
    return false;
}

/* Those of one key and name lie side by side, and begin to hold one after the other. */
static bool name_silences(IgnoreList *list, uint32_t key, uint16_t name, Finding *finding)
{
    Ignore *end = list->at + list->len;
    Ignore *one = look_up(list, key, name);
    for (; one && one < end && one->key == key && one->rule == name &&
           one->from <= finding->span.start;
         one++) {
        bool all_buildkit = name == EVERY_RULE && one->dialect == DIALECT_BUILDKIT;
        if (all_buildkit && !has_buildkits(finding))
            continue;
        one->used = true;
        if (!is_still_buildkits(one, finding))
            return true;
    }
    return false;
}

static bool silences(IgnoreList *list, uint32_t key, uint16_t rule, Finding *finding)
{
    return list->len && (name_silences(list, key, rule, finding) ||
                         name_silences(list, key, EVERY_RULE, finding));
}

bool ignores_drop(Ignores *ignores, Finding *finding)
{
    if (ignores->next.len + ignores->stage.len + ignores->rest.len + ignores->whole.len == 0)
        return false;
    uint16_t rule = (uint16_t)finding->rule->place;
    if (rule < rulebook_count && rulebook[rule].rule->always)
        return false;
    uint32_t at = finding->span.start, start = finding->instruction.start;
    if (silences(&ignores->whole, 0, rule, finding))
        return true;
    if (finding->source != ignores->file->syntax->source)
        return false;
    if (finding->instruction.end && silences(&ignores->next, start, rule, finding))
        return true;
    uint32_t stage = stage_number(ignores->file, at);
    if (silences(&ignores->stage, stage, rule, finding) ||
        silences(&ignores->rest, stage, rule, finding))
        return true;
    /* hadolint's set also reaches the FROM that ends it. */
    bool is_from = stage && ignores->file->stages.at[stage - 1].from->written->span.start == start;
    return is_from && silences(&ignores->rest, stage - 1, rule, finding);
}

static void add_unused(Arena *arena, const IgnoreList *list, const IgnoreList *bad,
                       const Settings *settings, UnusedIgnores *unused)
{
    for (size_t i = 0; i < list->len; i++) {
        const Ignore *one = &list->at[i];
        bool known = one->rule != NO_RULE;
        if (one->dialect != DIALECT_OURS || one->used ||
            (known && !settings_run(settings, one->rule)))
            continue;
        UnusedIgnore *more = PUSH(arena, unused);
        *more = (UnusedIgnore){.text = one->name.text, .name = one->name.span, .cut = one->cut};
        more->unclear = list == bad;
        more->unknown = !known && !more->unclear;
        if (more->unknown)
            more->near = rule_guess(one->name.text);
    }
}

UnusedIgnores ignores_unused(Arena *arena, const Ignores *ignores, const Settings *settings)
{
    UnusedIgnores unused = {0};
    add_unused(arena, &ignores->whole, &ignores->bad, settings, &unused);
    add_unused(arena, &ignores->stage, &ignores->bad, settings, &unused);
    add_unused(arena, &ignores->next, &ignores->bad, settings, &unused);
    add_unused(arena, &ignores->bad, &ignores->bad, settings, &unused);
    return unused;
}
