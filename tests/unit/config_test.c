/* Settings, from their text to what is in force for a file. */
#include <string.h>

#include "base/buf.h"
#include "check.h"
#include "lint/lint.h"

static size_t place(const char *rule)
{
    return (size_t)(rule_find(str_from(rule)) - rule_at(0));
}

static const Config *parse(Arena *arena, const char *text, Fail *fail)
{
    *fail = (Fail){0};
    return config_parse(arena, STR("x/.plimsoll.yaml"), str_from(text), fail);
}

static Settings in_force(Arena *arena, const char *text, const char *file)
{
    Fail fail;
    const Config *config = parse(arena, text, &fail);
    CHECK(config != NULL);
    return config_settings(arena, config, str_from(file), false, false);
}

static void rules(Arena *arena)
{
    size_t apt = place("apt-recommended-packages"), copy = place("copy-then-delete");
    Settings none = config_settings(arena, NULL, STR("Dockerfile"), false, false);
    CHECK(none.on[apt] && none.severity[apt] == SEV_INFO && none.from[apt].len == 0);
    Settings off = in_force(arena, "rules: {DL3015: off}\n", "Dockerfile");
    CHECK(!off.on[apt] && str_eq(off.from[apt], STR("x/.plimsoll.yaml")) && off.on[copy]);
    Settings level = in_force(arena, "rules: {apt-recommended-packages: error}\n", "Dockerfile");
    CHECK(level.on[apt] && level.severity[apt] == SEV_ERROR);
    Settings both =
        in_force(arena, "rules:\n  apt-recommended-packages: {severity: style, on: false}\n", "");
    CHECK(!both.on[apt] && both.severity[apt] == SEV_STYLE);
    Settings empty = in_force(arena, "rules:\nexclude:\n", "Dockerfile");
    CHECK(empty.on[apt]);
}

static void overrides(Arena *arena)
{
    static const char text[] = "overrides:\n"
                               "  - paths: ['**/test/**', one.Dockerfile]\n"
                               "    rules: {copy-then-delete: off}\n"
                               "  - paths: web/**\n"
                               "    rules: {copy-then-delete: error}\n"
                               "rules: {copy-then-delete: info}\n";
    size_t copy = place("copy-then-delete");
    CHECK(in_force(arena, text, "x/Dockerfile").severity[copy] == SEV_INFO);
    CHECK(!in_force(arena, text, "x/a/test/Dockerfile").on[copy]);
    CHECK(!in_force(arena, text, "x/one.Dockerfile").on[copy]);
    CHECK(in_force(arena, text, "x/web/Dockerfile").severity[copy] == SEV_ERROR);
    CHECK(in_force(arena, text, "x/web/test/Dockerfile").on[copy]); /* the last one counts */
    CHECK(in_force(arena, text, "web/Dockerfile").severity[copy] == SEV_INFO); /* outside */
}

static void excludes(Arena *arena)
{
    Fail fail;
    const Config *config = parse(arena, "exclude: [vendor/**, '**/*.tmp']\n", &fail);
    CHECK(config_excludes(arena, config, STR("x/vendor/a/Dockerfile")));
    CHECK(config_excludes(arena, config, STR("x/vendor")));
    CHECK(config_excludes(arena, config, STR("x/a/Dockerfile.tmp")));
    CHECK(!config_excludes(arena, config, STR("x/a/vendor/Dockerfile")));
    CHECK(!config_excludes(arena, config, STR("vendor/Dockerfile")));
}

static void failing(Arena *arena)
{
    Fail fail;
    Severity level;
    CHECK(config_fails(NULL, SEV_WARNING, &level) && level == SEV_WARNING);
    const Config *config = parse(arena, "fail-on: style\n", &fail);
    CHECK(config_fails(config, SEV_WARNING, &level) && level == SEV_STYLE);
}

static const Config *hadolint(Arena *arena, const char *text)
{
    Fail fail = {0};
    const Config *config = config_parse(arena, STR(".hadolint.yaml"), str_from(text), &fail);
    CHECK(config && config->hadolint);
    return config;
}

static void of_hadolint(Arena *arena)
{
    Severity level;
    size_t apt = place("DL3015"), copy = place("copy-then-delete");
    const Config *config = hadolint(arena, "ignored: [DL3015, SC2086, DL3005]\n");
    CHECK(!config_settings(arena, config, STR("f"), false, false).on[apt]);
    CHECK(config_settings(arena, config, STR("f"), false, false).on[copy]);
    CHECK(config_fails(config, SEV_WARNING, &level) && level == SEV_WARNING);
    config = hadolint(arena, "override: {error: [DL3015], info: [DL3015]}\n"
                             "failure-threshold: info\ndisable-ignore-pragma: true\n");
    Settings settings = config_settings(arena, config, STR("f"), false, false);
    CHECK(settings.severity[apt] == SEV_ERROR && settings.no_pragmas);
    CHECK(config_fails(config, SEV_WARNING, &level) && level == SEV_INFO);
    CHECK(!config_fails(hadolint(arena, "no-fail: true\n"), SEV_WARNING, &level));
    config = hadolint(arena, "failure-threshold: none\n");
    CHECK(config_fails(config, SEV_WARNING, &level) && level == SEV_STYLE);
    /* What hadolint does not understand does not stop it. */
    hadolint(arena, "");
    hadolint(arena, "- a\n");
    hadolint(arena, "ignored: x\noverride: 1\ntrustedRegistries: {a: b}\nlabel-schema: [1]\n"
                    "strict-labels: []\nfailure-threshold: [a]\nno-fail: {}\nunknown: 1\n");
}

static void mistakes(Arena *arena)
{
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"rule: {}\n", "1:1: there is no setting rule; did you mean rules?"},
        {"rules: {copy-then-delte: off}\n",
         "1:9: there is no rule copy-then-delte; did you mean copy-then-delete?"},
        {"rules: {copy-then-delete: loud}\n", "1:27: loud is no level"},
        {"rules: {copy-then-delete: [off]}\n", "1:27: this is no level"},
        {"rules: {copy-then-delete: {x: 1}}\n", "1:28: the rule has no option x"},
        {"rules: {copy-then-delete: {sevrity: info}}\n",
         "1:28: the rule has no option sevrity; did you mean severity?"},
        {"rules: {copy-then-delete: {on: maybe}}\n", "1:32: on is true or false"},
        {"rules: off\n", "1:8: names of rules are wanted here"},
        {"- rules\n", "1:1: settings are wanted here"},
        {"overrides: {}\n", "1:12: a list is wanted here"},
        {"overrides: [{paths: a}]\n", "1:13: an override has paths and rules"},
        {"overrides: [{paths: [[a]], rules: {}}]\n", "1:21: a list of words is wanted here"},
        {"exclude: {a: b}\n", "1:10: a list of words is wanted here"},
        {"fail-on: never\n", "1:10: fail-on is error, warning, info, style or nothing"},
        {"ignore-comments: 7\n", "1:18: ignore-comments is true or false"},
        {"extends: nowhere.yaml\n", "1:10: cannot read x/nowhere.yaml: no such file"},
        {"extends: [a, b\n", "2:1: "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Fail fail;
        const Config *config = parse(arena, cases[i].text, &fail);
        Str said = str_from(fail.text), prefix = STR("x/.plimsoll.yaml:");
        bool right = !config && str_starts(said, prefix) &&
                     str_starts(str_tail(said, prefix.len), str_from(cases[i].said));
        if (!right)
            printf("%ssays %s\n", cases[i].text, fail.text);
        CHECK(right);
    }
}

int main(void)
{
    Arena *arena = arena_open();
    rules(arena);
    overrides(arena);
    excludes(arena);
    failing(arena);
    of_hadolint(arena);
    mistakes(arena);
    arena_close(arena);
    return check_end();
}
