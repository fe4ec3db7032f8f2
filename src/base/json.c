#include "base/json.h"

#include <cjson/cJSON.h>
#include <inttypes.h>

#include "base/utf8.h"

#define TEXT_OF_(token) #token
#define TEXT_OF(macro) TEXT_OF_(macro)

void json_out_init(JsonOut *out, Buf *buf, bool pretty)
{
    *out = (JsonOut){.buf = buf, .pretty = pretty};
}

static void new_line(JsonOut *out)
{
    if (!out->pretty)
        return;
    buf_char(out->buf, '\n');
    buf_repeat(out->buf, ' ', (size_t)out->depth * 2);
}

/* Before a key, and before a value that has none. */
static void start_member(JsonOut *out)
{
    if (out->after_key) {
        out->after_key = false;
        return;
    }
    if (out->need_comma)
        buf_char(out->buf, ',');
    if (out->depth > 0)
        new_line(out);
}

static void open_with(JsonOut *out, char bracket)
{
    start_member(out);
    buf_char(out->buf, bracket);
    out->depth++;
    out->need_comma = false;
}

static void close_with(JsonOut *out, char bracket)
{
    out->depth--;
    if (out->need_comma)
        new_line(out);
    buf_char(out->buf, bracket);
    out->need_comma = true;
}

void json_object(JsonOut *out)
{
    open_with(out, '{');
}

void json_array(JsonOut *out)
{
    open_with(out, '[');
}

void json_object_end(JsonOut *out)
{
    close_with(out, '}');
}

void json_array_end(JsonOut *out)
{
    close_with(out, ']');
}

static void add_escaped(Buf *buf, char c)
{
    switch (c) {
    case '"':
    case '\\':
        buf_fmt(buf, "\\%c", c);
        break;
    case '\b':
        buf_add(buf, STR("\\b"));
        break;
    case '\f':
        buf_add(buf, STR("\\f"));
        break;
    case '\n':
        buf_add(buf, STR("\\n"));
        break;
    case '\r':
        buf_add(buf, STR("\\r"));
        break;
    case '\t':
        buf_add(buf, STR("\\t"));
        break;
    default:
        buf_fmt(buf, "\\u%04x", (unsigned)(unsigned char)c);
    }
}

static void add_string(Buf *buf, Str s)
{
    size_t done = 0;
    buf_char(buf, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buf_valid_utf8(buf, str_slice(s, done, i));
        add_escaped(buf, s.at[i]);
        done = i + 1;
    }
    buf_valid_utf8(buf, str_tail(s, done));
    buf_char(buf, '"');
}

void json_key(JsonOut *out, Str key)
{
    start_member(out);
    add_string(out->buf, key);
    buf_add(out->buf, out->pretty ? STR(": ") : STR(":"));
    out->after_key = true;
}

void json_str(JsonOut *out, Str value)
{
    start_member(out);
    add_string(out->buf, value);
    out->need_comma = true;
}

static void add_plain(JsonOut *out, Str text)
{
    start_member(out);
    buf_add(out->buf, text);
    out->need_comma = true;
}

void json_u64(JsonOut *out, uint64_t value)
{
    start_member(out);
    buf_fmt(out->buf, "%" PRIu64, value);
    out->need_comma = true;
}

void json_i64(JsonOut *out, int64_t value)
{
    start_member(out);
    buf_fmt(out->buf, "%" PRId64, value);
    out->need_comma = true;
}

void json_share(JsonOut *out, double value)
{
    start_member(out);
    buf_fmt(out->buf, "%.6f", value);
    out->need_comma = true;
}

void json_bool(JsonOut *out, bool value)
{
    add_plain(out, value ? STR("true") : STR("false"));
}

void json_null(JsonOut *out)
{
    add_plain(out, STR("null"));
}

void key_str(JsonOut *out, const char *key, Str value)
{
    json_key(out, str_from(key));
    json_str(out, value);
}

void key_u64(JsonOut *out, const char *key, uint64_t value)
{
    json_key(out, str_from(key));
    json_u64(out, value);
}

void key_bool(JsonOut *out, const char *key, bool value)
{
    json_key(out, str_from(key));
    json_bool(out, value);
}

void key_object(JsonOut *out, const char *key)
{
    json_key(out, str_from(key));
    json_object(out);
}

void key_array(JsonOut *out, const char *key)
{
    json_key(out, str_from(key));
    json_array(out);
}

void key_each_word(JsonOut *out, const char *key, Str words)
{
    key_array(out, key);
    while (words.len) {
        StrCut cut = str_cut(words, ' ');
        json_str(out, cut.head);
        words = cut.tail;
    }
    json_array_end(out);
}

void key_if_str(JsonOut *out, const char *key, Str value)
{
    if (value.len)
        key_str(out, key, value);
}

void key_if_true(JsonOut *out, const char *key, bool value)
{
    if (value)
        key_bool(out, key, true);
}

static const cJSON *node(const Json *json)
{
    return (const cJSON *)json;
}

static const Json *opaque(const cJSON *json)
{
    return (const Json *)json;
}

static bool fail_at(Fail *fail, Str text, size_t at, const char *trouble)
{
    size_t line = 1, start = 0;
    for (size_t i = 0; i < at; i++) {
        if (text.at[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    return fail_set(fail, "%s at line %zu, column %zu", trouble, line, at - start + 1);
}

static bool is_json_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_blanks(Str text, size_t at)
{
    while (at < text.len && is_json_blank(text.at[at]))
        at++;
    return at;
}

/* The library takes control bytes, NUL too, for blanks. */
static bool has_only_text(Str text, Fail *fail)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] < 0x20 && !is_json_blank(text.at[i]))
            return fail_at(fail, text, i, "control character in JSON");
    return true;
}

/* The document, or NULL with the place of the trouble in *end; *end is behind the document else. */
static cJSON *parse(Arena *arena, Str text, size_t *end)
{
    /* The library looks one byte past a text that breaks off: it is given a NUL to find there. */
    ArenaMark mark = arena_mark(arena);
    const char *copy = str_terminated(arena, text);
    const char *stop = copy;
    cJSON *root = cJSON_ParseWithLengthOpts(copy, text.len + 1, &stop, false);
    *end = (size_t)(stop - copy);
    arena_rewind(arena, mark);
    return root;
}

static void drop(void *root)
{
    cJSON_Delete(root);
}

const Json *json_read(Arena *arena, Str text, Fail *fail)
{
    if (!has_only_text(text, fail))
        return NULL;
    size_t end;
    cJSON *root = parse(arena, text, &end);
    if (!root) {
        end = skip_blanks(text, end);
        fail_at(fail, text, end, end < text.len ? "not JSON" : "JSON ends too early");
        return NULL;
    }
    arena_own(arena, root, drop);
    end = skip_blanks(text, end);
    if (end < text.len) {
        fail_at(fail, text, end, "text after the end of the JSON document");
        return NULL;
    }
    return opaque(root);
}

const Json *json_member(const Json *object, const char *key)
{
    return opaque(cJSON_GetObjectItemCaseSensitive(node(object), key));
}

const Json *json_item(const Json *array, size_t index)
{
    const cJSON *item = array ? node(array)->child : NULL;
    while (item && index-- > 0)
        item = item->next;
    return opaque(item);
}

const Json *json_next(const Json *item)
{
    return item ? opaque(node(item)->next) : NULL;
}

Str json_name(const Json *member)
{
    return str_from(member ? node(member)->string : NULL);
}

size_t json_count(const Json *array_or_object)
{
    size_t count = 0;
    for (const Json *item = json_item(array_or_object, 0); item; item = json_next(item))
        count++;
    return count;
}

bool json_is_null(const Json *json)
{
    return cJSON_IsNull(node(json));
}

bool json_is_object(const Json *json)
{
    return cJSON_IsObject(node(json));
}

bool json_is_array(const Json *json)
{
    return cJSON_IsArray(node(json));
}

Str json_as_str(const Json *json)
{
    return str_from(cJSON_GetStringValue(node(json)));
}

bool json_as_bool(const Json *json)
{
    return cJSON_IsTrue(node(json));
}

double json_as_number(const Json *json)
{
    return cJSON_IsNumber(node(json)) ? node(json)->valuedouble : 0;
}

bool json_as_u64(const Json *json, uint64_t *value)
{
    double number = json_as_number(json);
    *value = number >= 0 && number <= 0x1p53 ? (uint64_t)number : 0;
    return cJSON_IsNumber(node(json)) && (double)*value == number;
}

const char *json_library(void)
{
    return "cJSON " TEXT_OF(CJSON_VERSION_MAJOR) "." TEXT_OF(CJSON_VERSION_MINOR) "." TEXT_OF(
        CJSON_VERSION_PATCH);
}
