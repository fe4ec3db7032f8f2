/* Config: the settings file, and what is in force for one Dockerfile.

   .plimsoll.yaml is found from the Dockerfile's directory upward; where there is none, hadolint's
   own file is read. A mistake in it stops the work and names its place. Nothing here runs a rule.
 */
#pragma once

#include "base/arena.h"
#include "base/fail.h"
#include "finding/finding.h"
#include "weigh/weigh.h"

/* An option of a rule, as set by a config file. */
typedef struct SettingValue SettingValue;

struct SettingValue {
    Str name;
    long number;
    Strs texts;
    Strs keys; /* of a map: keys.at[i] is texts.at[i] */
    const SettingValue *next;
};

/* What is in force for a file, for each rule, and for each code of ShellCheck's when it is asked.
 */
typedef struct {
    size_t count; /* places in each list */
    bool *on;
    Severity *severity;
    const SettingValue **options; /* a list through next; NULL: the defaults */
    Str *from;                    /* the config file that turned it on or off; empty: the default */
    bool no_pragmas;              /* ignores in the file have no effect */
    bool all;                     /* rules that are off were turned on as well */
    bool shellcheck;              /* ShellCheck is asked */
} Settings;

/* The rules' own defaults; `all` turns on those that are off, too. */
Settings settings_default(Arena *arena, bool all, bool shellcheck);
/* The rule or code at that place runs. */
bool settings_run(const Settings *settings, size_t place);
/* NULL: the default counts. */
const SettingValue *setting_value(const SettingValue *list, const char *name);

typedef enum { RULE_AS_IS, RULE_ON, RULE_OFF } RuleSwitch;

/* What a config says of one rule. */
typedef struct {
    size_t rule;
    RuleSwitch turn;
    bool has_severity;
    Severity severity;
    const SettingValue *options;
} RuleChange;

typedef struct {
    RuleChange *at;
    size_t len, cap;
} RuleChanges;

/* Changes for the files whose path, from the config's directory, matches one of the globs. */
typedef struct {
    Strs paths;
    RuleChanges changes;
} Override;

typedef struct {
    Override *at;
    size_t len, cap;
} Overrides;

typedef struct Config Config;

typedef struct {
    const Config **at;
    size_t len, cap;
} Configs;

struct Config {
    Str path;        /* as it was found or given */
    Configs extends; /* applied before it, in this order */
    RuleChanges changes;
    Overrides overrides;
    Str context;  /* directory of the build context; empty: not said */
    Strs exclude; /* globs of what a walk leaves out, from the config's directory */
    bool has_fail_on;
    Severity fail_on;
    bool never_fail; /* fail-on: nothing; hadolint's no-fail */
    bool no_pragmas;
    bool has_shellcheck, shellcheck;
    Budget budget;   /* of images, and of what findings cost */
    bool says_image; /* image: of its own, maybe none */
    Str image;       /* path of the saved image that the files were built into */
    bool hadolint;   /* read from hadolint's file */
};

/* The file that holds for a directory: in it or above it; empty when there is none. As the
   directory was given: relative to the current one, or absolute. */
Str config_find(Arena *arena, Str directory);
/* NULL with a Fail that names file, line and column. A name that ends in hadolint.yaml or .yml is
   read as hadolint's. */
const Config *config_read(Arena *arena, Str path, Fail *fail);
/* The same with the text at hand; what it extends is still read. */
const Config *config_parse(Arena *arena, Str path, Str text, Fail *fail);
/* hadolint's settings in a file of any name, and what makes the rules find what hadolint does
   without any; `left` gets what of the file means nothing here, each with a reason. */
const Config *config_read_foreign(Arena *arena, Str path, Strs *left, Fail *fail);
/* NULL: the defaults. `file` is the Dockerfile's path, as given. */
Settings config_settings(Arena *arena, const Config *config, Str file, bool all, bool shellcheck);
/* The build context that it or what it extends names; empty when none does. NULL: none. */
Str config_context(const Config *config);
/* The saved image that it or what it extends names; empty when none does. NULL: none. */
Str config_image(const Config *config);
/* All rules: those of what is extended come first, and hold, too. NULL: none. */
Budget config_budget(Arena *arena, const Config *config);
/* Whether ShellCheck is to be asked. NULL: no. */
bool config_asks_shellcheck(const Config *config);
/* Whether it or what it extends leaves the path out of a walk. */
bool config_excludes(Arena *arena, const Config *config, Str path);
/* The level from which on a finding fails; false when nothing fails. NULL: `otherwise`. */
bool config_fails(const Config *config, Severity otherwise, Severity *level);
