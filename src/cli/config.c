#include "cli/config.h"

#include "base/io.h"
#include "base/json.h"
#include "base/path.h"
#include "cli/config_from.h"
#include "cli/gather.h"
#include "cli/output.h"
#include "report/report.h"

enum {
    OPT_FORMAT,
    OPT_CONFIG,
    OPT_ALL_RULES,
    OPT_CHANGED,
    OPT_FROM,
    OPT_OUTPUT,
    OPT_FORCE,
    OPT_COUNT
};

static const char *const format_names[] = {"text", "json", NULL};

static const Option options_of_config[OPT_COUNT] = {
    [OPT_FORMAT] = {OPTION_CHOICE, 'f', "format", "FORMAT", format_names, "what to print"},
    [OPT_CONFIG] = {OPTION_TEXT, 'c', "config", "FILE", NULL,
                    "these settings instead of those found from the file upward"},
    [OPT_ALL_RULES] = {OPTION_FLAG, 0, "all-rules", NULL, NULL,
                       "as plimsoll lint --all-rules would have it"},
    [OPT_CHANGED] = {OPTION_FLAG, 0, "changed", NULL, NULL,
                     "only the rules of which a settings file says something"},
    [OPT_FROM] = {OPTION_TEXT, 0, "from", "LINTER", NULL,
                  "print its settings as ours: hadolint; PATH is its file, .hadolint.yaml or "
                  ".hadolint.yml where none is given"},
    [OPT_OUTPUT] = {OPTION_TEXT, 'o', "output", "FILE", NULL,
                    "with --from, write there; what is there already stays"},
    [OPT_FORCE] = {OPTION_FLAG, 0, "force", NULL, NULL, "with --output, replace what is there"},
};

/* What is in force for one path. */
typedef struct {
    Str path;
    const Config *config; /* NULL: the defaults */
    Settings settings;
    Severity fail_on;
    bool fails; /* something may */
    bool changed_only;
} Force;

static bool is_shown(const Force *force, size_t rule)
{
    bool changed = force->settings.from[rule].len > 0;
    return changed || (!force->changed_only && rule < rule_count());
}

static Str level_of(const Force *force, size_t rule)
{
    return force->settings.on[rule] ? severity_name(force->settings.severity[rule]) : STR("off");
}

/* ---- text ---- */

static void add_value(Buf *buf, const SettingValue *value, RuleOptionKind kind)
{
    if (kind == OPTION_NUMBER)
        buf_fmt(buf, "%ld", value->number);
    else if (kind == OPTION_BOOL)
        buf_add(buf, value->number ? STR("true") : STR("false"));
    for (size_t i = 0; i < value->texts.len; i++) {
        buf_add(buf, i ? STR(", ") : STR(""));
        if (i < value->keys.len) {
            buf_add(buf, value->keys.at[i]);
            buf_add(buf, STR(": "));
        }
        buf_add(buf, value->texts.at[i]);
    }
}

static void add_options(Buf *buf, const Force *force, size_t rule)
{
    const RuleOption *option = rule_options(rule);
    for (; option && option->name; option++) {
        const SettingValue *value = setting_value(force->settings.options[rule], option->name);
        if (!value)
            continue;
        buf_fmt(buf, "    %s: ", option->name);
        add_value(buf, value, option->kind);
        buf_char(buf, '\n');
    }
}

static void add_extends(Buf *buf, const Config *config, size_t depth)
{
    buf_repeat(buf, ' ', 2 * depth);
    buf_add(buf, depth > 1 ? STR("extends ") : STR("settings "));
    buf_add(buf, config->path);
    buf_char(buf, '\n');
    for (size_t i = 0; i < config->extends.len; i++)
        add_extends(buf, config->extends.at[i], depth + 1);
}

static void add_excludes(Buf *buf, const Config *config)
{
    for (size_t i = 0; i < config->extends.len; i++)
        add_excludes(buf, config->extends.at[i]);
    for (size_t i = 0; i < config->exclude.len; i++)
        buf_fmt(buf, "  exclude %.*s (%.*s)\n", STR_ARG(config->exclude.at[i]),
                STR_ARG(config->path));
}

static void add_text(Buf *buf, Arena *arena, const Terminal *terminal, const Force *force)
{
    ink(buf, terminal, INK_BOLD, force->path);
    buf_char(buf, '\n');
    if (force->config)
        add_extends(buf, force->config, 1);
    else
        buf_add(buf, STR("  no settings: the defaults\n"));
    buf_fmt(buf, "  fail-on %.*s\n",
            STR_ARG(force->fails ? severity_name(force->fail_on) : STR("nothing")));
    if (config_image(force->config).len > 0)
        buf_fmt(buf, "  image %.*s\n", STR_ARG(config_image(force->config)));
    if (config_asks_shellcheck(force->config))
        buf_add(buf, STR("  ShellCheck is asked\n"));
    if (force->settings.no_pragmas)
        buf_add(buf, STR("  comments in the file ignore nothing\n"));
    if (force->config)
        add_excludes(buf, force->config);
    size_t widest = 0;
    for (size_t i = 0; i < force->settings.count; i++)
        if (is_shown(force, i) && rule_facts(arena, i).id.len > widest)
            widest = rule_facts(arena, i).id.len;
    for (size_t i = 0; i < force->settings.count; i++) {
        if (!is_shown(force, i))
            continue;
        Str id = rule_facts(arena, i).id, level = level_of(force, i);
        Str from = force->settings.from[i];
        buf_add(buf, STR("  "));
        buf_add(buf, id);
        buf_repeat(buf, ' ', widest - id.len + 2);
        buf_add(buf, level);
        if (from.len) {
            buf_repeat(buf, ' ', 9 - level.len);
            ink(buf, terminal, INK_DIM, from);
        }
        buf_char(buf, '\n');
        add_options(buf, force, i);
    }
}

/* ---- json ---- */

static void key_value(JsonOut *out, const RuleOption *option, const SettingValue *value)
{
    switch (option->kind) {
    case OPTION_BOOL:
        key_bool(out, option->name, value->number != 0);
        return;
    case OPTION_NUMBER:
        key_u64(out, option->name, (uint64_t)value->number);
        return;
    case OPTION_STRING:
        key_str(out, option->name, value->texts.len ? value->texts.at[0] : (Str){0});
        return;
    case OPTION_STRINGS:
        key_array(out, option->name);
        for (size_t i = 0; i < value->texts.len; i++)
            json_str(out, value->texts.at[i]);
        json_array_end(out);
        return;
    case OPTION_MAP:
        key_object(out, option->name);
        for (size_t i = 0; i < value->texts.len && i < value->keys.len; i++) {
            json_key(out, value->keys.at[i]);
            json_str(out, value->texts.at[i]);
        }
        json_object_end(out);
        return;
    }
}

static void add_rule(JsonOut *out, Arena *arena, const Force *force, size_t rule)
{
    const RuleOption *option = rule_options(rule);
    json_object(out);
    key_str(out, "id", rule_facts(arena, rule).id);
    key_bool(out, "on", force->settings.on[rule]);
    key_str(out, "severity", severity_name(force->settings.severity[rule]));
    key_if_str(out, "from", force->settings.from[rule]);
    if (force->settings.options[rule]) {
        key_object(out, "options");
        for (; option && option->name; option++) {
            const SettingValue *value = setting_value(force->settings.options[rule], option->name);
            if (value)
                key_value(out, option, value);
        }
        json_object_end(out);
    }
    json_object_end(out);
}

static void add_settings(JsonOut *out, const Config *config)
{
    for (size_t i = 0; i < config->extends.len; i++)
        add_settings(out, config->extends.at[i]);
    json_object(out);
    key_str(out, "file", config->path);
    key_array(out, "exclude");
    for (size_t i = 0; i < config->exclude.len; i++)
        json_str(out, config->exclude.at[i]);
    json_array_end(out);
    json_object_end(out);
}

static void add_json(JsonOut *out, Arena *arena, const Force *force)
{
    json_object(out);
    key_str(out, "file", force->path);
    key_array(out, "settings");
    if (force->config)
        add_settings(out, force->config);
    json_array_end(out);
    key_str(out, "fail_on", force->fails ? severity_name(force->fail_on) : STR("nothing"));
    key_if_str(out, "image", config_image(force->config));
    key_bool(out, "ignore_comments", !force->settings.no_pragmas);
    key_bool(out, "shellcheck", config_asks_shellcheck(force->config));
    key_array(out, "rules");
    for (size_t i = 0; i < force->settings.count; i++)
        if (is_shown(force, i))
            add_rule(out, arena, force, i);
    json_array_end(out);
    json_object_end(out);
}

/* ---- the command ---- */

/* One text after another, or one document around all. */
typedef struct {
    Output out;
    JsonOut json;
    Terminal terminal;
    bool as_json;
    size_t shown;
} Showing;

static void show(Arena *arena, Showing *showing, const Force *force)
{
    if (showing->as_json) {
        add_json(&showing->json, arena, force);
    } else {
        if (showing->shown++)
            buf_char(&showing->out.buf, '\n');
        add_text(&showing->out.buf, arena, &showing->terminal, force);
    }
    output_relieve(&showing->out);
}

static bool show_path(Arena *arena, const Options *options, const Config *given, Str path,
                      Showing *showing, Fail *fail)
{
    Force force = {.path = gather_file(arena, path), .config = given};
    Str found = given ? (Str){0} : config_find(arena, path_dir(force.path));
    if (found.len && !(force.config = config_read(arena, found, fail)))
        return false;
    force.settings = config_settings(arena, force.config, force.path,
                                     options->values[OPT_ALL_RULES].given, true);
    force.fails = config_fails(force.config, SEV_WARNING, &force.fail_on);
    force.changed_only = options->values[OPT_CHANGED].given;
    show(arena, showing, &force);
    return true;
}

static int show_all(Arena *arena, const Options *options)
{
    Fail fail = {0};
    const OptionValue *file = &options->values[OPT_CONFIG];
    const Config *given = file->given ? config_read(arena, file->text, &fail) : NULL;
    Strs paths = options->operands;
    if (paths.len == 0)
        *PUSH(arena, &paths) = STR(".");
    Showing showing = {.as_json = options->values[OPT_FORMAT].choice == 1,
                       .terminal = terminal_of(stdout, COLOR_AUTO)};
    output_init(&showing.out, arena, stdout);
    json_out_init(&showing.json, &showing.out.buf, true);
    if (showing.as_json) {
        json_object(&showing.json);
        key_u64(&showing.json, "version", 1);
        key_array(&showing.json, "files");
    }
    bool fine = given || !file->given;
    for (size_t i = 0; fine && i < paths.len; i++)
        fine = show_path(arena, options, given, paths.at[i], &showing, &fail);
    if (!fine) {
        complain("%s", fail.text);
        return CODE_STUCK;
    }
    if (showing.as_json) {
        json_array_end(&showing.json);
        json_object_end(&showing.json);
        buf_char(&showing.out.buf, '\n');
    }
    return output_flush(&showing.out) ? CODE_FINE : CODE_STUCK;
}

static bool check_together(const Options *options, Fail *fail)
{
    const OptionValue *at = options->values;
    if (!at[OPT_FROM].given)
        return !(at[OPT_OUTPUT].given || at[OPT_FORCE].given) ||
               fail_set(fail, "--output and --force go with --from");
    if (!str_eq(at[OPT_FROM].text, STR("hadolint")))
        return fail_set(fail, "--from cannot be %.*s; it can be hadolint",
                        STR_ARG(at[OPT_FROM].text));
    if (at[OPT_FORMAT].given || at[OPT_CONFIG].given || at[OPT_ALL_RULES].given ||
        at[OPT_CHANGED].given)
        return fail_set(fail, "--from goes with --output and --force alone");
    if (at[OPT_FORCE].given && !at[OPT_OUTPUT].given)
        return fail_set(fail, "--force goes with --output");
    return options->operands.len <= 1 || fail_set(fail, "--from reads one file");
}

static bool convert(Arena *arena, const Options *options, Fail *fail)
{
    Output out;
    output_init(&out, arena, stdout);
    Str path = options->operands.len ? options->operands.at[0] : (Str){0};
    Str target = options->values[OPT_OUTPUT].text;
    if (!config_from_hadolint(arena, path, &out.buf, fail))
        return false;
    if (!options->values[OPT_OUTPUT].given || str_eq(target, STR("-")))
        return io_print(stdout, buf_str(&out.buf), fail);
    const char *file = str_terminated(arena, target);
    return options->values[OPT_FORCE].given ? io_replace(file, buf_str(&out.buf), fail)
                                            : io_create(file, buf_str(&out.buf), fail);
}

static int config_run(Arena *arena, const Options *options)
{
    Fail fail = {0};
    bool from = options->values[OPT_FROM].given;
    if (!check_together(options, &fail) || (from && !convert(arena, options, &fail))) {
        complain("%s", fail.text);
        return CODE_STUCK;
    }
    return from ? CODE_FINE : show_all(arena, options);
}

const Subcommand config_command = {
    .name = "config",
    .operands = "[PATH...]",
    .summary = "show what is in force for a Dockerfile, and which file says so",
    .about = "A PATH need not be there: what counts is where it would stand. Without a PATH: the "
             "Dockerfile of the current directory.",
    .options = options_of_config,
    .option_count = OPT_COUNT,
    .run = config_run,
};
