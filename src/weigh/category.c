#include "weigh/category.h"

#include <assert.h>

#include "base/index.h"
#include "text/glob.h"

enum { MOST_PLACES = CATEGORY_WORDS * 64, LETTERS = 256 };

/* A component of a pattern. */
typedef struct {
    uint16_t row;
    bool last;
    bool loops; /* "**" stands before it */
    Str glob;   /* of one that is neither a word nor "*.end" */
} Place;

/* A word, or the end of words ("*.pyc"), and the places that have it. */
typedef struct {
    Str text;
    CategoryState places;
} Word;

typedef struct {
    Word *at;
    size_t len, cap;
} Words;

struct CategoryRules {
    Arena *arena;
    const ContentKey *key;
    Place places[MOST_PLACES];
    size_t count;
    CategoryState start, last, loops, any;
    CategoryState globs[LETTERS]; /* by the first letter of the name */
    Words words;
    Index index;               /* of words, from 1 */
    uint64_t lengths[LETTERS]; /* of words, by their last letter */
};

/* ---- sets of places ---- */

static void set_add(CategoryState *set, size_t place)
{
    set->words[place / 64] |= (uint64_t)1 << place % 64;
}

static CategoryState set_and(const CategoryState *a, const CategoryState *b)
{
    CategoryState both;
    for (size_t i = 0; i < CATEGORY_WORDS; i++)
        both.words[i] = a->words[i] & b->words[i];
    return both;
}

static void set_join(CategoryState *set, const CategoryState *more)
{
    for (size_t i = 0; i < CATEGORY_WORDS; i++)
        set->words[i] |= more->words[i];
}

/* The least of them; -1 when there is none. */
static int set_first(const CategoryState *set)
{
    for (int i = 0; i < CATEGORY_WORDS; i++)
        if (set->words[i] != 0)
            return i * 64 + __builtin_ctzll(set->words[i]);
    return -1;
}

/* ---- compiling ---- */

static size_t last_letter(Str text)
{
    return (unsigned char)text.at[text.len - 1];
}

static Word *word_of(CategoryRules *rules, Str text)
{
    uint32_t hash = content_name(rules->key, 0, text), at;
    for (uint32_t id = index_find(&rules->index, hash, &at); id != 0;
         id = index_next(&rules->index, hash, &at))
        if (str_eq(rules->words.at[id - 1].text, text))
            return &rules->words.at[id - 1];
    *PUSH(rules->arena, &rules->words) = (Word){.text = text};
    assert(text.len < 64);
    rules->lengths[last_letter(text)] |= (uint64_t)1 << text.len;
    index_add(&rules->index, rules->arena, hash, (uint32_t)rules->words.len);
    return &rules->words.at[rules->words.len - 1];
}

static bool has_wildcard(Str text)
{
    return str_find_char(text, '*') < text.len || str_find_char(text, '[') < text.len ||
           str_find_char(text, '?') < text.len;
}

static void add_alternative(CategoryRules *rules, size_t place, Str text)
{
    if (str_eq(text, STR("*"))) {
        set_add(&rules->any, place);
    } else if (!has_wildcard(text) ||
               (str_starts(text, STR("*.")) && !has_wildcard(str_tail(text, 1)))) {
        set_add(&word_of(rules, text)->places, place);
    } else {
        assert(rules->places[place].glob.len == 0);
        rules->places[place].glob = text;
        for (size_t letter = 0; letter < LETTERS; letter++)
            if (strchr("*?[", text.at[0]) || (unsigned char)text.at[0] == letter)
                set_add(&rules->globs[letter], place);
    }
}

/* "word", "*.end", "{one,or,the,other}", a glob, or "*". */
static void add_component(CategoryRules *rules, uint16_t row, Str text, bool loops, bool first)
{
    size_t place = rules->count++;
    assert(place < MOST_PLACES);
    rules->places[place] = (Place){.row = row, .loops = loops};
    if (loops)
        set_add(&rules->loops, place);
    if (first)
        set_add(&rules->start, place);
    Str rest = text;
    if (str_starts(text, STR("{")) && str_ends(text, STR("}")))
        rest = str_slice(text, 1, text.len - 1);
    while (rest.len > 0) {
        StrCut cut = str_cut(rest, ',');
        add_alternative(rules, place, cut.head);
        rest = cut.tail;
    }
}

static void add_pattern(CategoryRules *rules, uint16_t row, Str pattern)
{
    bool loops = false, first = true;
    while (pattern.len > 0) {
        StrCut cut = str_cut(pattern, '/');
        pattern = cut.tail;
        bool deep = str_eq(cut.head, STR("**"));
        if (!deep || pattern.len == 0) {
            add_component(rules, row, deep ? STR("*") : cut.head, loops || deep, first);
            first = false;
        }
        loops = deep;
    }
    rules->places[rules->count - 1].last = true;
    set_add(&rules->last, rules->count - 1);
}

const CategoryRules *category_compile(Arena *arena)
{
    CategoryRules *rules = NEW(arena, CategoryRules);
    rules->arena = arena;
    rules->key = content_key_new(arena);
    for (uint16_t row = 0; row < category_count; row++)
        for (Str rest = str_from(category_rows[row].patterns); rest.len > 0;) {
            StrCut cut = str_cut(rest, ' ');
            rest = cut.tail;
            if (cut.head.len > 0)
                add_pattern(rules, row, cut.head);
        }
    return rules;
}

/* ---- matching ---- */

CategoryState category_start(const CategoryRules *rules)
{
    return rules->start;
}

/* Most names are no word, which their length and last letter tell. */
static void join_word(const CategoryRules *rules, CategoryState *places, Str text)
{
    if (text.len >= 64 || !(rules->lengths[last_letter(text)] >> text.len & 1))
        return;
    uint32_t hash = content_name(rules->key, 0, text), at;
    for (uint32_t id = index_find(&rules->index, hash, &at); id != 0;
         id = index_next(&rules->index, hash, &at))
        if (str_eq(rules->words.at[id - 1].text, text))
            set_join(places, &rules->words.at[id - 1].places);
}

/* The ends of a name are looked up as "*.end" is written; a name has few dots. */
static void join_ends(const CategoryRules *rules, CategoryState *places, Str name)
{
    char end[32] = "*";
    for (size_t at = name.len; at-- > 0;) {
        size_t len = name.len - at;
        if (len + 1 >= sizeof end)
            return;
        if (name.at[at] != '.')
            continue;
        memcpy(end + 1, name.at + at, len);
        join_word(rules, places, (Str){end, len + 1});
    }
}

static void join_globs(const CategoryRules *rules, CategoryState *places,
                       const CategoryState *state, Str name)
{
    CategoryState asked = set_and(state, &rules->globs[(unsigned char)name.at[0]]);
    for (int place = set_first(&asked); place >= 0; place = set_first(&asked)) {
        asked.words[place / 64] &= asked.words[place / 64] - 1;
        if (glob_match(rules->places[place].glob, name))
            set_add(places, (size_t)place);
    }
}

static CategoryState places_of(const CategoryRules *rules, const CategoryState *state, Str name)
{
    CategoryState places = rules->any;
    join_word(rules, &places, name);
    join_ends(rules, &places, name);
    join_globs(rules, &places, state, name);
    return set_and(state, &places);
}

int category_row(const CategoryRules *rules, const CategoryState *state, Str name)
{
    CategoryState met = places_of(rules, state, name), ends = set_and(&met, &rules->last);
    int first = set_first(&ends);
    return first >= 0 ? rules->places[first].row : -1;
}

CategoryState category_step(const CategoryRules *rules, const CategoryState *state, Str name)
{
    CategoryState met = places_of(rules, state, name), next = set_and(state, &rules->loops);
    uint64_t carry = 0;
    for (size_t i = 0; i < CATEGORY_WORDS; i++) {
        uint64_t on = met.words[i] & ~rules->last.words[i];
        next.words[i] |= on << 1 | carry;
        carry = on >> 63;
    }
    return next;
}
