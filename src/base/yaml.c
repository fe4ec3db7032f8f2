#include "base/yaml.h"

#include <stdarg.h>
#include <stdio.h>
#include <yaml.h>

enum { DEPTH_MAX = 64, NODES_MAX = 1 << 14 };

typedef struct Anchor Anchor;

struct Anchor {
    Str name;
    Yaml *node;
    Anchor *before;
};

typedef struct {
    Arena *arena;
    Str name, text;
    yaml_parser_t parser;
    Anchor *anchors;
    size_t nodes;
    Fail *fail;
} Reading;

static bool fail_at(const Reading *in, size_t line, size_t column, const char *what)
{
    return fail_set(in->fail, "%.*s:%zu:%zu: %s", STR_ARG(in->name), line + 1, column + 1, what);
}

/* Of bytes that are no text the library tells only how many stand before them. */
static bool fail_byte(const Reading *in, size_t offset, const char *what)
{
    size_t line = 0, start = 0;
    for (size_t i = 0; i < offset && i < in->text.len; i++) {
        if (in->text.at[i] != '\n')
            continue;
        line++;
        start = i + 1;
    }
    return fail_at(in, line, offset - start, what);
}

static bool next_event(Reading *in, yaml_event_t *event)
{
    if (yaml_parser_parse(&in->parser, event))
        return true;
    char what[256];
    snprintf(what, sizeof what, "this is no YAML: %s",
             in->parser.problem ? in->parser.problem : "nobody knows why");
    if (in->parser.error == YAML_READER_ERROR)
        return fail_byte(in, in->parser.problem_offset, what);
    return fail_at(in, in->parser.problem_mark.line, in->parser.problem_mark.column, what);
}

static Str copied(Reading *in, const void *at, size_t len)
{
    return str_copy(in->arena, (Str){at, len});
}

static void anchor_add(Reading *in, const yaml_char_t *name, Yaml *node)
{
    if (!name)
        return;
    Anchor *anchor = NEW(in->arena, Anchor);
    *anchor = (Anchor){copied(in, name, strlen((const char *)name)), node, in->anchors};
    in->anchors = anchor;
}

static Yaml *anchor_find(const Reading *in, const yaml_char_t *name)
{
    Str wanted = str_from((const char *)name);
    const Anchor *anchor = in->anchors;
    while (anchor && !str_eq(anchor->name, wanted))
        anchor = anchor->before;
    return anchor ? anchor->node : NULL;
}

static void item_add(Arena *arena, Yaml *parent, const Yaml *key, const Yaml *item)
{
    if (parent->count == parent->cap) {
        size_t cap = parent->cap ? parent->cap * 2 : 8, size = sizeof(Yaml *);
        parent->keys = arena_extend(arena, parent->keys, parent->cap * size, cap * size, size);
        parent->items = arena_extend(arena, parent->items, parent->cap * size, cap * size, size);
        parent->cap = cap;
    }
    parent->keys[parent->count] = key;
    parent->items[parent->count++] = item;
}

static Yaml *node_new(Reading *in, const yaml_event_t *event, YamlKind kind)
{
    Yaml *node = NEW(in->arena, Yaml);
    node->kind = kind;
    node->line = (uint32_t)event->start_mark.line + 1;
    node->column = (uint32_t)event->start_mark.column + 1;
    in->nodes++;
    return node;
}

static Yaml *read_node(Reading *in, yaml_event_t *event, unsigned depth);

static const Yaml *member(const Yaml *map, Str key)
{
    for (size_t i = 0; i < map->count; i++)
        if (str_eq(map->keys[i]->text, key))
            return map->items[i];
    return NULL;
}

/* Children up to the event that closes; false with the Fail set. */
static bool read_children(Reading *in, Yaml *parent, unsigned depth)
{
    yaml_event_type_t end =
        parent->kind == YAML_LIST ? YAML_SEQUENCE_END_EVENT : YAML_MAPPING_END_EVENT;
    const Yaml *key = NULL;
    for (;;) {
        yaml_event_t event;
        if (!next_event(in, &event))
            return false;
        bool closed = event.type == end;
        const Yaml *node = closed ? NULL : read_node(in, &event, depth);
        yaml_event_delete(&event);
        if (closed)
            return true;
        if (!node)
            return false;
        if (parent->kind == YAML_MAP && !key) {
            if (node->kind != YAML_SCALAR)
                return yaml_fail(in->fail, in->name, node, "a name is wanted here");
            key = node;
            continue;
        }
        if (key && member(parent, key->text))
            return yaml_fail(in->fail, in->name, key, "%.*s stands here a second time",
                             STR_ARG(key->text));
        item_add(in->arena, parent, key, node);
        key = NULL;
    }
}

static Yaml *read_node(Reading *in, yaml_event_t *event, unsigned depth)
{
    size_t line = event->start_mark.line, column = event->start_mark.column;
    if (depth > DEPTH_MAX || in->nodes > NODES_MAX) {
        fail_at(in, line, column, "this goes deeper than any settings need");
        return NULL;
    }
    if (event->type == YAML_ALIAS_EVENT) {
        Yaml *node = anchor_find(in, event->data.alias.anchor);
        if (!node)
            fail_at(in, line, column, "no anchor has that name");
        return node;
    }
    if (event->type == YAML_SCALAR_EVENT) {
        Yaml *node = node_new(in, event, YAML_SCALAR);
        node->text = copied(in, event->data.scalar.value, event->data.scalar.length);
        node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        anchor_add(in, event->data.scalar.anchor, node);
        return node;
    }
    bool list = event->type == YAML_SEQUENCE_START_EVENT;
    if (!list && event->type != YAML_MAPPING_START_EVENT) {
        fail_at(in, line, column, "something else was expected here");
        return NULL;
    }
    Yaml *node = node_new(in, event, list ? YAML_LIST : YAML_MAP);
    if (!read_children(in, node, depth + 1))
        return NULL;
    anchor_add(in, list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor,
               node);
    return node;
}

/* Nothing but its end stands behind a document. */
static bool read_end(Reading *in)
{
    for (bool done = false; !done;) {
        yaml_event_t event;
        if (!next_event(in, &event))
            return false;
        bool more = event.type == YAML_DOCUMENT_START_EVENT;
        done = event.type == YAML_STREAM_END_EVENT;
        size_t line = event.start_mark.line, column = event.start_mark.column;
        yaml_event_delete(&event);
        if (more)
            return fail_at(in, line, column, "settings are one document; this begins another");
    }
    return true;
}

static Yaml *read_document(Reading *in)
{
    Yaml *root = NULL;
    for (bool done = false; !done;) {
        yaml_event_t event;
        if (!next_event(in, &event))
            return NULL;
        bool skip =
            event.type == YAML_STREAM_START_EVENT || event.type == YAML_DOCUMENT_START_EVENT;
        bool empty = event.type == YAML_STREAM_END_EVENT;
        done = !skip;
        if (empty)
            root = node_new(in, &event, YAML_MAP);
        else if (!skip)
            root = read_node(in, &event, 0);
        yaml_event_delete(&event);
        if (empty)
            return root;
    }
    return root && read_end(in) ? root : NULL;
}

const Yaml *yaml_read(Arena *arena, Str name, Str text, Fail *fail)
{
    Reading in = {.arena = arena, .name = name, .text = text, .fail = fail};
    if (!yaml_parser_initialize(&in.parser)) {
        fail_set(fail, "%.*s: libyaml has no memory", STR_ARG(name));
        return NULL;
    }
    yaml_parser_set_input_string(&in.parser, (const unsigned char *)text.at, text.len);
    Yaml *root = read_document(&in);
    yaml_parser_delete(&in.parser);
    return root;
}

const Yaml *yaml_member(const Yaml *map, const char *key)
{
    return map && map->kind == YAML_MAP ? member(map, str_from(key)) : NULL;
}

bool yaml_is_null(const Yaml *yaml)
{
    return yaml->kind == YAML_SCALAR && yaml->plain &&
           (yaml->text.len == 0 || str_eq(yaml->text, STR("~")) ||
            str_eq_nocase(yaml->text, STR("null")));
}

bool yaml_bool(const Yaml *yaml, bool *value)
{
    static const Str words[] = {STR_INIT("false"), STR_INIT("true"), STR_INIT("no"),
                                STR_INIT("yes"),   STR_INIT("off"),  STR_INIT("on")};
    for (size_t i = 0; yaml->plain && i < sizeof words / sizeof *words; i++) {
        if (!str_eq_nocase(yaml->text, words[i]))
            continue;
        *value = i % 2;
        return true;
    }
    return false;
}

bool yaml_number(const Yaml *yaml, long *value)
{
    if (!yaml->plain || yaml->text.len == 0 || yaml->text.len > 9)
        return false;
    long number = 0;
    for (size_t i = 0; i < yaml->text.len; i++) {
        char c = yaml->text.at[i];
        if (c < '0' || c > '9')
            return false;
        number = number * 10 + (c - '0');
    }
    *value = number;
    return true;
}

bool yaml_fail(Fail *fail, Str name, const Yaml *yaml, const char *format, ...)
{
    char what[768];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return fail_set(fail, "%.*s:%u:%u: %s", STR_ARG(name), (unsigned)yaml->line,
                    (unsigned)yaml->column, what);
}

const char *yaml_version(void)
{
    return yaml_get_version_string();
}
