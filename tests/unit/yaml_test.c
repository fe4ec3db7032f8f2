#include "base/buf.h"
#include "base/yaml.h"
#include "check.h"

static const Yaml *read(Arena *arena, const char *text, Fail *fail)
{
    *fail = (Fail){0};
    return yaml_read(arena, STR("f"), str_from(text), fail);
}

static void trees(Arena *arena)
{
    Fail fail;
    const Yaml *root = read(arena, "a: 1\nb: [x, 'y']\nc: {d: e}\nf: &g [h]\ni: *g\n", &fail);
    CHECK(root && root->kind == YAML_MAP && root->count == 5);
    const Yaml *a = yaml_member(root, "a"), *b = yaml_member(root, "b"),
               *c = yaml_member(root, "c");
    CHECK(a->kind == YAML_SCALAR && a->plain && str_eq(a->text, STR("1")));
    CHECK(a->line == 1 && a->column == 4);
    CHECK(b->kind == YAML_LIST && b->count == 2 && b->items[0]->plain && !b->items[1]->plain);
    CHECK(b->items[1]->line == 2 && b->items[1]->column == 8);
    CHECK(str_eq(yaml_member(c, "d")->text, STR("e")));
    CHECK(yaml_member(root, "i") == yaml_member(root, "f"));
    CHECK(!yaml_member(root, "z") && !yaml_member(b, "x") && !yaml_member(NULL, "x"));

    CHECK(read(arena, "", &fail) && read(arena, "", &fail)->kind == YAML_MAP);
    CHECK(read(arena, "# only a comment\n", &fail)->count == 0);
    CHECK(yaml_is_null(read(arena, "---\n", &fail)));
    CHECK(read(arena, "a: 1\n...\n# behind\n", &fail) != NULL);
}

static void scalars(Arena *arena)
{
    Fail fail;
    bool truth = false;
    long number = 0;
    const Yaml *root =
        read(arena,
             "a: yes\nb: 'yes'\nc: 42\nd: '42'\ne: ~\nf: ''\ng: -1\nh: []\ni: False\n"
             "j: 12345678901\n",
             &fail);
    CHECK(yaml_bool(yaml_member(root, "a"), &truth) && truth);
    CHECK(!yaml_bool(yaml_member(root, "b"), &truth));
    CHECK(yaml_bool(yaml_member(root, "i"), &truth) && !truth);
    CHECK(!yaml_bool(yaml_member(root, "h"), &truth));
    CHECK(yaml_number(yaml_member(root, "c"), &number) && number == 42);
    CHECK(!yaml_number(yaml_member(root, "d"), &number));
    CHECK(!yaml_number(yaml_member(root, "g"), &number));
    CHECK(!yaml_number(yaml_member(root, "j"), &number));
    CHECK(!yaml_number(yaml_member(root, "h"), &number));
    CHECK(yaml_is_null(yaml_member(root, "e")) && !yaml_is_null(yaml_member(root, "f")));
    CHECK(!yaml_is_null(yaml_member(root, "h")));
}

static void mistakes(Arena *arena)
{
    static const struct {
        const char *text, *place;
    } cases[] = {
        {"a: [", "f:2:1: "},
        {"a: 1\na: 2\n", "f:2:1: a stands here a second time"},
        {"a: *nobody\n", "f:1:4: no anchor"},
        {"a: 1\n\xff\n", "f:2:1: "},
        {"a\tb: \x01\n", "f:1:6: "},
        {"a: 1\n---\nb: 2\n", "f:2:1: settings are one document"},
        {"? [a]\n: b\n", "f:1:3: a name is wanted here"},
        {"a: 'b\n", "f:2:1: "},
        {"- a\nb: c\n", "f:2:1: "},
        {"a: @b\n", "f:1:4: "},
    };
    Fail fail;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Yaml *root = read(arena, cases[i].text, &fail);
        bool said = !root && str_starts(str_from(fail.text), str_from(cases[i].place));
        if (!said)
            printf("%s\ngives %s\n", cases[i].text, fail.text);
        CHECK(said);
    }
}

/* Neither depth nor aliases of aliases nor many names cost much. */
static void large(Arena *arena)
{
    Fail fail;
    Buf text;
    buf_init(&text, arena);
    buf_repeat(&text, '[', 100000);
    CHECK(!yaml_read(arena, STR("f"), buf_str(&text), &fail));
    buf_clear(&text);
    for (int i = 0; i < 200000; i++)
        buf_fmt(&text, "k%d: v\n", i);
    fail = (Fail){0};
    CHECK(!yaml_read(arena, STR("f"), buf_str(&text), &fail));
    buf_clear(&text);
    buf_add(&text, STR("a0: &a0 [x]\n"));
    for (int i = 1; i < 60; i++)
        buf_fmt(&text, "a%d: &a%d [*a%d, *a%d]\n", i, i, i - 1, i - 1);
    CHECK(yaml_read(arena, STR("f"), buf_str(&text), &fail));
}

int main(void)
{
    Arena *arena = arena_open();
    trees(arena);
    scalars(arena);
    mistakes(arena);
    large(arena);
    arena_close(arena);
    return check_end();
}
