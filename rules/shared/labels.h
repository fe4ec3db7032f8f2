/* Labels that the settings ask for: the option `schema`, a map from a label's key to the type of
   its value (text, url, semver, hash, rfc3339, spdx, email). */
#pragma once

#include "lint/rule.h"

typedef struct {
    const char *type;   /* as the schema calls it */
    const char *wanted; /* what the value has to be */
    const char *help;   /* how one is written */
    bool (*valid)(Str value);
} LabelType;

#define LABEL_SCHEMA                                                                       \
    {                                                                                      \
        .kind = OPTION_MAP, .name = "schema",                                              \
        .help = "labels and the types of their values: text, url, semver, hash, rfc3339, " \
                "spdx, email"                                                              \
    }

#define LABEL_UNCERTAIN                                                        \
    {                                                                          \
        .kind = OPTION_BOOL, .name = "uncertain",                              \
        .help = "also values with variables, taken as written", .in_all = true \
    }

/* The type that the schema gives a label; false when it does not name it. */
bool label_wanted(const OptionMap *schema, Str key, Str *type);

/* .each_instruction of the rules called label-not-TYPE; .data is a LabelType. */
void label_of_type(const Step *step, Report *out);
