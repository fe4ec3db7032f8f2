/* JSON, written and read.

   Writing is done by hand (JsonOut: one pass into a Buf, commas and escapes kept right);
   bytes that are no UTF-8 are written as U+FFFD, since JSON cannot carry them.
   Reading is cJSON behind opaque Json: base/json.c is the only file that includes it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/str.h"

typedef struct {
    Buf *buf;
    unsigned depth;
    bool pretty; /* a member a line, two blanks a level */
    bool need_comma;
    bool after_key;
} JsonOut;

void json_out_init(JsonOut *out, Buf *buf, bool pretty);
void json_object(JsonOut *out); /* opens; json_object_end closes */
void json_array(JsonOut *out);
void json_object_end(JsonOut *out);
void json_array_end(JsonOut *out);
void json_key(JsonOut *out, Str key);
void json_str(JsonOut *out, Str value);
void json_u64(JsonOut *out, uint64_t value);
void json_i64(JsonOut *out, int64_t value);
void json_share(JsonOut *out, double value); /* a share of one, to six places */
void json_bool(JsonOut *out, bool value);
void json_null(JsonOut *out);

/* A member: a key and its value, or the bracket that opens it. */
void key_str(JsonOut *out, const char *key, Str value);
void key_u64(JsonOut *out, const char *key, uint64_t value);
void key_bool(JsonOut *out, const char *key, bool value);
void key_object(JsonOut *out, const char *key);
void key_array(JsonOut *out, const char *key);
void key_each_word(JsonOut *out, const char *key, Str words); /* apart by blanks, as an array */
void key_if_str(JsonOut *out, const char *key, Str value);    /* nothing when it is empty */
void key_if_true(JsonOut *out, const char *key, bool value);  /* nothing when it is false */

typedef struct Json Json;

/* The document, owned by the arena; NULL with a Fail that names the line when it is no JSON. */
const Json *json_read(Arena *arena, Str text, Fail *fail);
const Json *json_member(const Json *object, const char *key); /* the first; NULL when none */
const Json *json_item(const Json *array, size_t index);       /* NULL past the end */
const Json *json_next(const Json *item);                      /* NULL after the last */
Str json_name(const Json *member);                            /* its key in the object around it */
size_t json_count(const Json *array_or_object);               /* 0 for anything else */
bool json_is_null(const Json *json);
bool json_is_object(const Json *json);
bool json_is_array(const Json *json);
Str json_as_str(const Json *json);       /* empty when it is no string; ends at a \u0000 */
bool json_as_bool(const Json *json);     /* false when it is no bool */
double json_as_number(const Json *json); /* 0 when it is no number */
/* False when it is no whole number, or too large for JSON to carry it exactly. */
bool json_as_u64(const Json *json, uint64_t *value);
const char *json_library(void); /* "cJSON 1.7.15" */
