#include "shared/waste.h"

#include "base/buf.h"
#include "base/path.h"

enum { NAMED_MOST = 3 };

static Str without_depth(Str pattern)
{
    return str_starts(pattern, STR("**/")) ? str_tail(pattern, 3) : pattern;
}

/* The ignore file has the line, but only for the root, where it hits nothing: dockerignore-pattern-
   dead speaks of that. */
static bool is_dead_line(Report *out, Str pattern)
{
    const IgnoreFile *ignore = &report_ignore(out)->file;
    for (size_t i = 0; i < ignore->len; i++)
        if (str_eq(ignore->at[i].text, without_depth(pattern)) && !report_tree(out)->deciding[i])
            return true;
    return false;
}

static ContextSuggestions of_kinds(Report *out, const Waste *waste, unsigned kinds)
{
    ContextSuggestions lines = {0};
    for (size_t i = 0; i < waste->lines.len; i++) {
        const ContextSuggestion *line = &waste->lines.at[i];
        if (kinds & 1U << line->kind && !is_dead_line(out, line->pattern))
            *PUSH(report_arena(out), &lines) = *line;
    }
    return lines;
}

/* "371 MB is node_modules, 12 MB .git and 2 kB more" */
static Str shares(Arena *arena, const ContextSuggestions *lines)
{
    Buf text;
    buf_init(&text, arena);
    uint64_t more = 0;
    for (size_t i = 0; i < lines->len; i++) {
        const ContextSuggestion *line = &lines->at[i];
        if (i >= NAMED_MOST) {
            more += line->size.bytes;
            continue;
        }
        bool last = i + 1 == lines->len;
        buf_add(&text, i == 0 ? STR("") : last ? STR(" and ") : STR(", "));
        buf_bytes(&text, line->size.bytes);
        buf_fmt(&text, "%s %.*s", i == 0 ? " is" : "", STR_ARG(without_depth(line->pattern)));
    }
    if (lines->len > NAMED_MOST) {
        buf_add(&text, STR(" and "));
        buf_bytes(&text, more);
        buf_add(&text, STR(" more"));
    }
    return buf_str(&text);
}

static void relate_makers(Finding *finding, const ContextSuggestions *lines)
{
    const Command *last = NULL;
    for (size_t i = 0; i < lines->len; i++) {
        const Command *maker = lines->at[i].maker;
        if (maker && maker != last)
            finding_related(finding, maker->name_span, "the build makes its own here");
        last = maker;
    }
}

static void add_help(Finding *finding, const ContextSuggestions *lines, Str file, uint64_t saves)
{
    Buf text;
    buf_init(&text, finding->arena);
    buf_fmt(&text, "write into %.*s: ", STR_ARG(file));
    for (size_t i = 0; i < lines->len && i < NAMED_MOST; i++)
        buf_fmt(&text, "%s%.*s", i ? ", " : "", STR_ARG(lines->at[i].pattern));
    buf_add(&text, STR("; that saves "));
    buf_bytes(&text, saves);
    buf_add(&text, STR(" on every build"));
    if (lines->len > NAMED_MOST)
        buf_add(&text, STR(" (plimsoll context --suggest prints all lines)"));
    Str help = buf_str(&text);
    finding_help(finding, "%.*s", STR_ARG(help));
}

static Finding *say(Report *out, const Waste *waste, const ContextSuggestions *lines)
{
    Str path = report_ignore(out)->source.path, name = path_base(path);
    Str shared = shares(report_arena(out), lines);
    Buf sent;
    buf_init(&sent, report_arena(out));
    buf_bytes(&sent, waste->source->take->bytes);
    Finding *finding =
        report(out, waste->source->span, "sends %.*s, of which %.*s: %.*s", STR_ARG(buf_str(&sent)),
               STR_ARG(shared),
               STR_ARG(path.len ? str_joined(report_arena(out), name, STR(" lets it through"))
                                : STR("there is no .dockerignore")));
    uint64_t saves = 0;
    for (size_t i = 0; i < lines->len; i++)
        saves += lines->at[i].size.bytes;
    finding_measured(finding, saves);
    add_help(finding, lines, path.len ? name : STR(".dockerignore"), saves);
    relate_makers(finding, lines);
    return finding;
}

/* Caches and the like that are hardly any of what is sent. */
static bool is_trifle(const Waste *waste, const ContextSuggestions *lines)
{
    enum { LARGE = 1 << 20, SHARE = 100 };
    uint64_t bytes = 0;
    for (size_t i = 0; i < lines->len; i++) {
        if (lines->at[i].kind != WASTE_LITTER)
            return false;
        bytes += lines->at[i].size.bytes;
    }
    return bytes < LARGE && bytes < waste->source->take->bytes / SHARE;
}

Finding *waste_report(Report *out, unsigned kinds, bool exported_only)
{
    const Wastes *wastes = report_waste(out);
    for (size_t i = 0; i < wastes->len; i++) {
        const Waste *waste = &wastes->at[i];
        ContextSuggestions lines = of_kinds(out, waste, kinds);
        if (lines.len > 0 && !is_trifle(waste, &lines) &&
            (waste->step->stage->exported || !exported_only))
            return say(out, waste, &lines);
    }
    return NULL;
}
