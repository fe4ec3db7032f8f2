#include "model/paths.h"

#include "base/path.h"

/* No file system takes longer names; it also bounds the work for a pattern. */
enum { NAME_LONGEST = 255, PATH_LONGEST = 4096 };

typedef enum { TOKEN_END, TOKEN_CHAR, TOKEN_ANY, TOKEN_STAR, TOKEN_CLASS, TOKEN_NAMED } TokenKind;

typedef struct {
    TokenKind kind;
    Str text; /* of TOKEN_CLASS without its brackets */
} Token;

typedef struct {
    Str rest;
    bool glob;
} Side;

static Token take(Str *rest, TokenKind kind, size_t len)
{
    Token token = {kind, str_head(*rest, len)};
    *rest = str_tail(*rest, len);
    return token;
}

static size_t class_length(Str text)
{
    size_t at = 1;
    if (at < text.len && (text.at[at] == '!' || text.at[at] == '^'))
        at++;
    if (at < text.len && text.at[at] == ']')
        at++;
    while (at < text.len && text.at[at] != ']')
        at++;
    return at < text.len ? at + 1 : 0;
}

static bool opens_alternatives(Str text)
{
    return text.len > 1 && text.at[1] == '(' && memchr("?*+@!", text.at[0], 5);
}

static Token glob_token(Str *rest)
{
    char c = rest->at[0];
    if (opens_alternatives(*rest)) {
        size_t close = str_find_char(*rest, ')');
        return take(rest, TOKEN_NAMED, close < rest->len ? close + 1 : close);
    }
    if (c == '\\' && rest->len > 1) {
        *rest = str_tail(*rest, 1);
        return take(rest, TOKEN_CHAR, 1);
    }
    if (c == '*')
        return take(rest, TOKEN_STAR, 1);
    if (c == '?')
        return take(rest, TOKEN_ANY, 1);
    size_t class = c == '[' ? class_length(*rest) : 0;
    return class > 0 ? take(rest, TOKEN_CLASS, class) : take(rest, TOKEN_CHAR, 1);
}

static Token token_next(Str *rest, bool glob)
{
    if (rest->len == 0)
        return (Token){TOKEN_END, *rest};
    if (rest->at[0] == '$' && rest->len > 1 && rest->at[1] == '{') {
        size_t close = str_find_char(*rest, '}');
        if (close < rest->len)
            return take(rest, TOKEN_NAMED, close + 1);
    }
    return glob ? glob_token(rest) : take(rest, TOKEN_CHAR, 1);
}

static bool class_holds(Str class, char c)
{
    class = str_slice(class, 1, class.len - 1);
    bool not = class.len > 0 && (class.at[0] == '!' || class.at[0] == '^');
    class = str_tail(class, not ? 1 : 0);
    bool found = false;
    for (size_t i = 0; i < class.len; i++) {
        if (i + 2 < class.len && class.at[i + 1] == '-') {
            found |= class.at[i] <= c && c <= class.at[i + 2];
            i += 2;
        } else {
            found |= class.at[i] == c;
        }
    }
    return found != not ;
}

/* `one` of the pattern holds all that `other` may be. A star is not asked here. */
static bool token_holds(Token one, Token other)
{
    if (one.kind == TOKEN_CHAR || one.kind == TOKEN_NAMED)
        return one.kind == other.kind && str_eq(one.text, other.text);
    if (one.kind == TOKEN_ANY)
        return other.kind == TOKEN_CHAR || other.kind == TOKEN_ANY || other.kind == TOKEN_CLASS;
    if (one.kind != TOKEN_CLASS)
        return false;
    if (other.kind == TOKEN_CLASS)
        return str_eq(one.text, other.text);
    return other.kind == TOKEN_CHAR && class_holds(one.text, other.text.at[0]);
}

static void skip_rune(Token one, Token other, Str *text)
{
    if (one.kind == TOKEN_ANY && other.kind == TOKEN_CHAR && (other.text.at[0] & 0x80))
        while (text->len > 0 && ((unsigned char)text->at[0] & 0xC0) == 0x80)
            *text = str_tail(*text, 1);
}

/* What begins so matches no name with a dot at its head. */
static bool starts_open(Str pattern)
{
    return pattern.len > 0 && memchr("*?[", pattern.at[0], 3);
}

/* One name: the pattern holds all that the other may be. */
static bool name_holds(Str pattern, bool glob, Str text, bool text_glob)
{
    if ((!glob && !text_glob) || pattern.len > NAME_LONGEST || text.len > NAME_LONGEST)
        return str_eq(pattern, text) && glob == text_glob;
    if (glob && starts_open(pattern) && text.len > 0 && text.at[0] == '.')
        return false;
    Str star = {0}, resume = {0};
    bool starred = false;
    for (;;) {
        Str pattern_rest = pattern, text_rest = text;
        Token one = token_next(&pattern_rest, glob);
        if (one.kind == TOKEN_STAR) {
            starred = true;
            star = pattern = pattern_rest;
            resume = text;
            continue;
        }
        Token other = token_next(&text_rest, text_glob);
        if (one.kind == TOKEN_END && other.kind == TOKEN_END)
            return true;
        if (other.kind != TOKEN_END && token_holds(one, other)) {
            skip_rune(one, other, &text_rest);
            pattern = pattern_rest;
            text = text_rest;
            continue;
        }
        if (!starred || resume.len == 0)
            return false;
        token_next(&resume, text_glob);
        pattern = star;
        text = resume;
    }
}

typedef enum { PLAINLY_SAME, PLAINLY_APART, NOT_PLAIN } Plainly;

/* Most texts are the same, or part, before anything in either stands for more than itself. */
static Plainly compare_plainly(Str a, Str b)
{
    static const bool special[UINT8_MAX + 1] = {
        ['*'] = true, ['?'] = true, ['['] = true, ['\\'] = true,
        ['$'] = true, ['+'] = true, ['@'] = true, ['!'] = true};
    size_t shorter = a.len < b.len ? a.len : b.len, at = 0;
    while (at < shorter && a.at[at] == b.at[at] && !special[(unsigned char)a.at[at]])
        at++;
    if (at == a.len && at == b.len)
        return PLAINLY_SAME;
    bool plain =
        at < shorter && !special[(unsigned char)a.at[at]] && !special[(unsigned char)b.at[at]];
    return plain ? PLAINLY_APART : NOT_PLAIN;
}

static Str next_name(Side *side)
{
    StrCut cut = str_cut(side->rest, '/');
    side->rest = cut.tail;
    return cut.head;
}

static PathsMeet meet_rest(Side first, Side second)
{
    PathsMeet meet = {true, true, true, 0};
    while (first.rest.len > 0 && second.rest.len > 0) {
        Str one = next_name(&first), other = next_name(&second);
        Plainly plainly = compare_plainly(one, other);
        bool same = plainly == PLAINLY_SAME || (first.glob == second.glob && str_eq(one, other));
        if (plainly == PLAINLY_APART)
            return (PathsMeet){0};
        bool holds = same || name_holds(one, first.glob, other, second.glob);
        bool held = same || name_holds(other, second.glob, one, first.glob);
        if (!holds && !held)
            return (PathsMeet){0};
        meet.first_all &= holds;
        meet.second_all &= held;
    }
    if (first.rest.len > 0 || second.rest.len > 0) {
        meet.depth = first.rest.len > 0 ? 1 : -1;
        *(first.rest.len > 0 ? &meet.first_all : &meet.second_all) = false;
    }
    return meet;
}

/* Where the deep side's "**" stands now: it takes any number of the other's names. */
static PathsMeet meet_deep(Side deep, Side other, bool deep_first)
{
    for (;;) {
        PathsMeet meet = deep_first ? meet_rest(deep, other) : meet_rest(other, deep);
        if (meet.meet || other.rest.len == 0)
            return meet;
        next_name(&other);
    }
}

static bool starts_deep(Side side)
{
    return side.glob && side.rest.len > 2 && str_starts(side.rest, STR("**/"));
}

static PathsMeet meet_globs(Side first, Side second)
{
    PathsMeet none = {0}, so_far = {true, true, true, 0};
    while (first.rest.len > 0 && second.rest.len > 0) {
        bool deep_first = starts_deep(first), deep_second = starts_deep(second);
        if (deep_first && deep_second) {
            next_name(&first);
            next_name(&second);
            continue;
        }
        if (deep_first || deep_second) {
            Side deep = deep_first ? first : second, other = deep_first ? second : first;
            next_name(&deep);
            PathsMeet meet = meet_deep(deep, other, deep_first);
            meet.first_all &= so_far.first_all && deep_first;
            meet.second_all &= so_far.second_all && !deep_first;
            return meet;
        }
        Side one = {next_name(&first), first.glob}, other = {next_name(&second), second.glob};
        PathsMeet names = meet_rest(one, other);
        if (!names.meet)
            return none;
        so_far.first_all &= names.first_all;
        so_far.second_all &= names.second_all;
    }
    PathsMeet rest = meet_rest(first, second);
    rest.first_all &= so_far.first_all;
    rest.second_all &= so_far.second_all;
    return rest;
}

static PathsMeet meet_texts(Str first, Str second)
{
    PathsMeet none = {0};
    size_t shorter = first.len < second.len ? first.len : second.len;
    if (shorter > 0 && memcmp(first.at, second.at, shorter) != 0)
        return none;
    if (first.len == second.len)
        return (PathsMeet){true, true, true, 0};
    Str longer = first.len > second.len ? first : second;
    bool root = shorter == 1 && longer.at[0] == '/';
    if (!root && longer.at[shorter] != '/')
        return none;
    bool first_higher = first.len < second.len;
    return (PathsMeet){true, first_higher, !first_higher, first_higher ? -1 : 1};
}

PathsMeet paths_meet(Value first, bool first_glob, Value second, bool second_glob)
{
    PathsMeet none = {0};
    if (first.known == VALUE_UNKNOWN || second.known == VALUE_UNKNOWN)
        return none;
    Str a = first.text, b = second.text;
    if (a.len == 0 || b.len == 0 || (a.at[0] == '/') != (b.at[0] == '/'))
        return none;
    if (!first_glob && !second_glob)
        return meet_texts(a, b);
    if (compare_plainly(a, b) == PLAINLY_APART)
        return none;
    size_t skip = a.at[0] == '/';
    return meet_globs((Side){str_tail(a, skip), first_glob},
                      (Side){str_tail(b, skip), second_glob});
}

Places paths_compare(Value first, bool first_glob, Value second, bool second_glob)
{
    PathsMeet meet = paths_meet(first, first_glob, second, second_glob);
    if (!meet.meet)
        return PLACES_APART;
    if (meet.first_all && meet.second_all)
        return PLACES_SAME;
    if (meet.first_all != meet.second_all)
        return meet.first_all ? PLACES_AROUND : PLACES_INSIDE;
    return meet.depth < 0 ? PLACES_AROUND : PLACES_INSIDE;
}

bool path_is_literal(Str path)
{
    for (size_t i = 0; i < path.len; i++)
        if (memchr("*?[\\", path.at[i], 4))
            return false;
    return true;
}

/* ---- joining ---- */

/* Nothing in it that cleaning would change. */
static bool is_clean(Str path)
{
    size_t start = path_is_absolute(path);
    for (size_t i = start; i <= path.len; i++) {
        if (i < path.len && path.at[i] != '/')
            continue;
        size_t len = i - start;
        if (len == 0 || (path.at[start] == '.' && len == 1) ||
            (len == 2 && path.at[start] == '.' && path.at[start + 1] == '.'))
            return false;
        start = i + 1;
    }
    return true;
}

static Str join_clean(Arena *arena, Str dir, Str name)
{
    bool slash = !str_ends(dir, STR("/"));
    char *joined = NEW_ARRAY(arena, dir.len + slash + name.len, char);
    if (dir.len > 0)
        memcpy(joined, dir.at, dir.len);
    if (slash)
        joined[dir.len] = '/';
    if (name.len > 0)
        memcpy(joined + dir.len + slash, name.at, name.len);
    return (Str){joined, dir.len + slash + name.len};
}

static bool climbs(Str path)
{
    for (StrCut part = {.tail = path, .found = true}; part.found;) {
        part = str_cut(part.tail, '/');
        if (str_eq(part.head, STR("..")))
            return true;
    }
    return false;
}

/* C:\app: what Windows makes of it is not for us to say. */
static bool has_drive(Str path)
{
    return path_has_drive(path) && (path.len == 2 || path.at[2] == '\\' || path.at[2] == '/');
}

Value path_in(Arena *arena, Value dir, Value path)
{
    if (has_drive(path.text))
        return (Value){str_head(path.text, PATH_LONGEST), VALUE_UNKNOWN};
    bool variable = path.known == VALUE_NAMED && str_starts(path.text, STR("${"));
    bool absolute = variable || path_is_absolute(path.text);
    Knowledge known = absolute ? path.known : knowledge_worse(dir.known, path.known);
    /* No system opens such a path, and many of them would take too much memory. */
    if (path.text.len > PATH_LONGEST)
        return (Value){str_head(path.text, PATH_LONGEST), VALUE_UNKNOWN};
    if (!absolute && dir.text.len + path.text.len > PATH_LONGEST)
        return (Value){dir.text, VALUE_UNKNOWN};
    if (is_clean(path.text))
        return (Value){absolute ? path.text : join_clean(arena, dir.text, path.text), known};
    if (known == VALUE_NAMED && climbs(path.text))
        known = VALUE_UNKNOWN;
    Str text = variable ? path_clean(arena, path.text) : path_join(arena, dir.text, path.text);
    return (Value){text, known};
}

bool path_covers_home(Str path, Str home_path)
{
    if (!str_starts(home_path, STR("~/")))
        return false;
    Str tail = str_tail(home_path, 1);
    while (tail.len > 1) {
        if (str_ends(path, tail))
            return true;
        tail = str_head(tail, str_rfind_char(tail, '/'));
    }
    return false;
}
