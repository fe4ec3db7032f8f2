/* YAML, read: a document as a tree with places. base/yaml.c is the only file that includes libyaml.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fail.h"
#include "base/str.h"

typedef enum { YAML_SCALAR, YAML_LIST, YAML_MAP } YamlKind;

typedef struct Yaml Yaml;

struct Yaml {
    YamlKind kind;
    Str text;   /* of a scalar */
    bool plain; /* a scalar without quotes: it may be a number, a boolean or nothing */
    const Yaml **keys, **items; /* of a map both, of a list only items */
    size_t count, cap;
    uint32_t line, column; /* from 1 */
};

/* NULL with a Fail that names the place when it is no YAML; an empty document is an empty map. */
const Yaml *yaml_read(Arena *arena, Str name, Str text, Fail *fail);
const Yaml *yaml_member(const Yaml *map, const char *key); /* NULL when it is not there */
bool yaml_is_null(const Yaml *yaml);                       /* plain and empty, ~ or null */
bool yaml_bool(const Yaml *yaml, bool *value);   /* plain true or false; yes, no, on, off too */
bool yaml_number(const Yaml *yaml, long *value); /* a plain decimal integer */
/* "name:3:7: the sentence"; always false. */
bool yaml_fail(Fail *fail, Str name, const Yaml *yaml, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
const char *yaml_version(void); /* of libyaml: "0.2.5" */
