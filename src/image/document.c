#include "image/document.h"

enum { DEEPEST = 64 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool document_begins(Str head)
{
    size_t at = 0;
    while (at < head.len && is_blank(head.at[at]))
        at++;
    return at < head.len && (head.at[at] == '{' || head.at[at] == '[');
}

/* How deep brackets are nested; those in strings are no brackets. */
static size_t depth_of(Str text)
{
    size_t depth = 0, most = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '['))
            depth++;
        else if (!quoted && depth > 0 && (c == '}' || c == ']'))
            depth--;
        most = depth > most ? depth : most;
    }
    return most;
}

const Json *document_read(Arena *arena, Str text, Fail *fail)
{
    if (depth_of(text) <= DEEPEST)
        return json_read(arena, text, fail);
    fail_set(fail, "JSON that is nested more than %d deep", DEEPEST);
    return NULL;
}

const Json *document_member(const Json *object, const char *key)
{
    const Json *last = NULL;
    if (json_is_object(object))
        for (const Json *at = json_item(object, 0); at; at = json_next(at))
            if (str_eq(json_name(at), str_from(key)))
                last = at;
    return json_is_null(last) ? NULL : last;
}

Str document_text(const Json *object, const char *key)
{
    return json_as_str(document_member(object, key));
}

uint64_t document_count(const Json *object, const char *key)
{
    double number = json_as_number(document_member(object, key));
    return number > 0 && number < 0x1p53 ? (uint64_t)number : 0;
}

Strs document_texts(Arena *arena, const Json *array)
{
    Strs texts = {0};
    if (json_is_array(array))
        for (const Json *at = json_item(array, 0); at; at = json_next(at))
            if (json_as_str(at).at)
                *PUSH(arena, &texts) = json_as_str(at);
    return texts;
}
