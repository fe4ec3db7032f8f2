#include "cli/rules.h"

#include "base/json.h"
#include "cli/markdown.h"
#include "cli/output.h"
#include "lint/lint.h"
#include "report/report.h"

enum { OPT_FORMAT, OPT_MARKDOWN, OPT_COUNT };

enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_MARKDOWN };

static const char *const format_names[] = {"text", "json", "markdown", NULL};

static const Option options_of_rules[OPT_COUNT] = {
    [OPT_FORMAT] = {OPTION_CHOICE, 'f', "format", "FORMAT", format_names, "what to print"},
    [OPT_MARKDOWN] = {OPTION_FLAG, 0, "markdown", NULL, NULL, "the same as --format markdown"},
};

static void add_text(Buf *buf, const Terminal *terminal)
{
    size_t widest = 0;
    for (size_t i = 0; i < rule_count(); i++)
        widest = rule_at(i)->facts.id.len > widest ? rule_at(i)->facts.id.len : widest;
    for (size_t i = 0; i < rule_count(); i++) {
        const RuleFacts *rule = &rule_at(i)->facts;
        ink(buf, terminal, INK_BOLD, rule->id);
        buf_repeat(buf, ' ', widest - rule->id.len + 2);
        Str level = rule->off ? STR("off") : severity_name(rule->severity);
        ink(buf, terminal, INK_DIM, level);
        buf_repeat(buf, ' ', 9 - level.len);
        buf_add(buf, rule->summary);
        if (rule->aka.len) {
            buf_char(buf, ' ');
            ink(buf, terminal, INK_DIM, rule->aka);
        }
        buf_char(buf, '\n');
    }
}

static const char *kind_name(RuleOptionKind kind)
{
    static const char *const names[] = {
        [OPTION_BOOL] = "bool",    [OPTION_NUMBER] = "number", [OPTION_STRING] = "string",
        [OPTION_STRINGS] = "list", [OPTION_MAP] = "map",
    };
    return names[kind];
}

static void add_option(JsonOut *out, const RuleOption *option)
{
    json_object(out);
    key_str(out, "name", str_from(option->name));
    key_str(out, "type", str_from(kind_name(option->kind)));
    key_str(out, "help", str_from(option->help));
    json_object_end(out);
}

static void add_json(Buf *buf)
{
    JsonOut out;
    json_out_init(&out, buf, true);
    json_array(&out);
    for (size_t i = 0; i < rule_count(); i++) {
        const RuleFacts *rule = &rule_at(i)->facts;
        json_object(&out);
        key_str(&out, "id", rule->id);
        key_each_word(&out, "aliases", rule->aka);
        key_str(&out, "category", rule->category);
        key_str(&out, "severity", severity_name(rule->severity));
        key_bool(&out, "on", !rule->off);
        key_str(&out, "summary", rule->summary);
        key_array(&out, "options");
        for (const RuleOption *option = rule_at(i)->rule->options; option && option->name; option++)
            add_option(&out, option);
        json_array_end(&out);
        json_object_end(&out);
    }
    json_array_end(&out);
    buf_char(buf, '\n');
}

static void add_markdown_row(Buf *buf, const RuleFacts *rule)
{
    buf_fmt(buf, "| [%.*s](%.*s/", STR_ARG(rule->id), STR_ARG(rule->category));
    for (size_t i = 0; i < rule->id.len; i++)
        buf_char(buf, rule->id.at[i] == '-' ? '_' : rule->id.at[i]);
    buf_add(buf, STR(".c) | "));
    buf_add(buf, rule->aka);
    buf_add(buf, STR(" | "));
    buf_add(buf, rule->off ? STR("off") : severity_name(rule->severity));
    buf_add(buf, STR(" | "));
    for (size_t i = 0; i < rule->summary.len; i++)
        buf_fmt(buf, "%s%c", rule->summary.at[i] == '|' ? "\\" : "", rule->summary.at[i]);
    buf_add(buf, STR(" |\n"));
}

/* rules/README.md */
static void add_markdown(Buf *buf)
{
    buf_fmt(buf,
            "# Rules\n\nMade by `plimsoll rules --markdown`. Each rule is one file: its page, its "
            "examples, its code.\n`plimsoll explain RULE` shows the page.\n\n"
            "| rule | also known as | level | about |\n|---|---|---|---|\n");
    for (size_t i = 0; i < rule_count(); i++)
        add_markdown_row(buf, &rule_at(i)->facts);
}

static int rules_run(Arena *arena, const Options *options)
{
    Output out;
    output_init(&out, arena, stdout);
    size_t format = options->values[OPT_FORMAT].choice;
    Terminal terminal = terminal_of(stdout, COLOR_AUTO);
    if (options->values[OPT_MARKDOWN].given || format == FORMAT_MARKDOWN)
        add_markdown(&out.buf);
    else if (format == FORMAT_JSON)
        add_json(&out.buf);
    else
        add_text(&out.buf, &terminal);
    return output_flush(&out) ? CODE_FINE : CODE_STUCK;
}

const Subcommand rules_command = {
    .name = "rules",
    .summary = "list the rules",
    .options = options_of_rules,
    .option_count = OPT_COUNT,
    .run = rules_run,
};

static void add_facts(Buf *buf, const Terminal *terminal, const RuleFacts *rule)
{
    buf_fmt(buf, "\n%.*s, %s", STR_ARG(rule->category), rule->off ? "off by default, " : "");
    buf_add(buf, severity_name(rule->severity));
    if (rule->aka.len) {
        buf_add(buf, STR("; also known as "));
        buf_add(buf, rule->aka);
    }
    buf_char(buf, '\n');
    for (const RuleOption *option = rule_options(rule->place); option && option->name; option++) {
        buf_add(buf, STR("option "));
        ink(buf, terminal, INK_BOLD, str_from(option->name));
        buf_fmt(buf, " (%s): %s\n", kind_name(option->kind), option->help);
    }
}

static int explain_run(Arena *arena, const Options *options)
{
    if (options->operands.len != 1) {
        complain("which rule? write plimsoll explain RULE; plimsoll rules lists them");
        return CODE_STUCK;
    }
    Str name = options->operands.at[0];
    size_t place = rule_place(name);
    if (place == RULE_NONE) {
        Str near = rule_guess(name);
        if (near.len)
            complain("there is no rule %.*s; did you mean %.*s?", STR_ARG(name), STR_ARG(near));
        else
            complain("there is no rule %.*s; plimsoll rules lists them", STR_ARG(name));
        return CODE_STUCK;
    }
    Output out;
    output_init(&out, arena, stdout);
    Terminal terminal = terminal_of(stdout, COLOR_AUTO);
    RuleFacts facts = rule_facts(arena, place);
    markdown_show(&out.buf, &terminal, rule_page(arena, &facts));
    add_facts(&out.buf, &terminal, &facts);
    return output_flush(&out) ? CODE_FINE : CODE_STUCK;
}

const Subcommand explain_command = {
    .name = "explain",
    .operands = "RULE",
    .summary = "show the page of a rule, by its id or an alias",
    .run = explain_run,
};
