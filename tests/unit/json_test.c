#include <string.h>

#include "base/json.h"
#include "check.h"

static bool string_is(Arena *arena, Str value, Str expected)
{
    Buf buf;
    JsonOut out;
    buf_init(&buf, arena);
    json_out_init(&out, &buf, false);
    json_str(&out, value);
    return str_eq(buf_str(&buf), expected);
}

static void strings(Arena *arena)
{
    CHECK(string_is(arena, STR(""), STR("\"\"")));
    CHECK(string_is(arena, STR("\"\\/\b\f\n\r\t"), STR("\"\\\"\\\\/\\b\\f\\n\\r\\t\"")));
    CHECK(string_is(arena, STR("\0\x01\x1f\x7f"), STR("\"\\u0000\\u0001\\u001f\x7f\"")));
    CHECK(string_is(arena, STR("\xc3\xa4\xff"), STR("\"\xc3\xa4\xef\xbf\xbd\"")));
    CHECK(string_is(arena, STR("\xc3\n\xa4"), STR("\"\xef\xbf\xbd\\n\xef\xbf\xbd\"")));
}

static void write_all(JsonOut *out)
{
    json_object(out);
    json_key(out, STR("n"));
    json_u64(out, UINT64_MAX);
    json_key(out, STR("a"));
    json_array(out);
    json_bool(out, true);
    json_null(out);
    json_array(out);
    json_array_end(out);
    json_object(out);
    json_object_end(out);
    json_array_end(out);
    json_key(out, STR("b"));
    json_bool(out, false);
    json_object_end(out);
}

static void writes(Arena *arena)
{
    Buf buf;
    JsonOut out;
    buf_init(&buf, arena);
    json_out_init(&out, &buf, false);
    write_all(&out);
    CHECK(str_eq(buf_str(&buf),
                 STR("{\"n\":18446744073709551615,\"a\":[true,null,[],{}],\"b\":false}")));
    buf_clear(&buf);
    json_out_init(&out, &buf, true);
    write_all(&out);
    CHECK(
        str_eq(buf_str(&buf),
               STR("{\n  \"n\": 18446744073709551615,\n  \"a\": [\n    true,\n    null,\n    [],\n"
                   "    {}\n  ],\n  \"b\": false\n}")));
}

static void reads(Arena *arena)
{
    Fail fail = {0};
    /* What stands behind the text must not be looked at. */
    Str text = STR("{\"s\":\"a\\u00e4\\n\",\"S\":1,\"l\":[1,true,null,-2.5],\"e\":{}}}}");
    text.len -= 2;
    const Json *root = json_read(arena, text, &fail);
    CHECK(root != NULL && fail.text[0] == '\0');
    CHECK(json_is_object(root) && !json_is_array(root) && json_count(root) == 4);
    CHECK(str_eq(json_as_str(json_member(root, "s")), STR("a\xc3\xa4\n")));
    CHECK(json_as_number(json_member(root, "S")) == 1);
    const Json *list = json_member(root, "l");
    CHECK(json_is_array(list) && json_count(list) == 4);
    CHECK(json_as_bool(json_item(list, 1)) && !json_as_bool(json_item(list, 0)));
    CHECK(json_is_null(json_item(list, 2)) && json_as_number(json_item(list, 3)) == -2.5);
    CHECK(json_item(list, 4) == NULL && json_next(json_item(list, 3)) == NULL);
    CHECK(json_count(json_member(root, "e")) == 0 && json_item(json_member(root, "e"), 0) == NULL);
    CHECK(str_eq(json_name(json_item(root, 2)), STR("l")) &&
          json_name(json_item(list, 0)).len == 0);
    CHECK(json_member(root, "absent") == NULL && json_member(list, "s") == NULL);
    CHECK(json_member(NULL, "s") == NULL && json_count(NULL) == 0 && !json_is_null(NULL));
    CHECK(json_as_str(list).len == 0 && json_as_str(NULL).len == 0 && json_as_number(list) == 0);
}

static bool refuses(Arena *arena, Str text, const char *where)
{
    Fail fail = {0};
    if (json_read(arena, text, &fail))
        return false;
    bool told = strstr(fail.text, where) != NULL;
    if (!told)
        printf("said: %s\n", fail.text);
    return told;
}

static void refusals(Arena *arena)
{
    CHECK(refuses(arena, STR(""), "ends too early at line 1, column 1"));
    CHECK(refuses(arena, STR(" \n "), "ends too early at line 2, column 2"));
    CHECK(refuses(arena, STR("{\"a\":1,\n \"b\" 2}"), "not JSON at line 2, column 6"));
    CHECK(refuses(arena, STR("[1, x]"), "line 1, column 5"));
    CHECK(refuses(arena, STR("[1,"), "ends too early at line 1, column 4"));
    CHECK(refuses(arena, STR("{\"1\":1,"), "line 1"));
    CHECK(refuses(arena, STR("\"abc"), "line 1"));
    CHECK(refuses(arena, STR("{}\n\n{}"),
                  "text after the end of the JSON document at line 3, column 1"));
    CHECK(refuses(arena, STR("[]]"), "line 1, column 3"));
    CHECK(refuses(arena, STR("{}\0x"), "control character in JSON at line 1, column 3"));
    CHECK(refuses(arena, STR("nul"), "line 1"));
    CHECK(refuses(arena, STR("{'a':1}"), "not JSON at line 1"));
    Fail fail = {0};
    CHECK(json_read(arena, STR("\xef\xbb\xbf [] \r\n\t"), &fail) != NULL);
}

static void nesting(Arena *arena)
{
    Buf deep;
    buf_init(&deep, arena);
    buf_repeat(&deep, '[', 100000);
    CHECK(refuses(arena, buf_str(&deep), "line 1"));
    CHECK(strncmp(json_library(), "cJSON 1.", 8) == 0);
}

int main(void)
{
    Arena *arena = arena_open();
    strings(arena);
    writes(arena);
    reads(arena);
    refusals(arena);
    nesting(arena);
    arena_close(arena);
    return check_end();
}
