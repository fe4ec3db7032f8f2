#include "model/copy_source.h"

#include "base/buf.h"
#include "base/path.h"
#include "model/build.h"

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* ---- git and URLs ---- */

/* user@host:path */
static bool is_scp(Str text)
{
    size_t at = str_find_char(text, '@'), colon = str_find_char(text, ':');
    if (at == 0 || at >= colon || colon == text.len || colon == at + 1)
        return false;
    for (size_t i = 0; i < colon; i++) {
        char c = text.at[i];
        if (!is_alnum(c) && c != '-' && i != at && c != (i < at ? '_' : '.'))
            return false;
    }
    return true;
}

static Str without_query(Str url)
{
    Str path = str_cut(url, '#').head;
    return str_cut(path, '?').head;
}

static bool is_git(Str text)
{
    size_t scheme = 0;
    while (scheme < text.len && is_alnum(text.at[scheme]))
        scheme++;
    Str protocol = str_head(text, scheme);
    if (scheme == 0 || !str_starts(str_tail(text, scheme), STR("://")))
        return is_scp(text);
    if (str_eq_nocase(protocol, STR("git")) || str_eq_nocase(protocol, STR("ssh")))
        return true;
    bool web = str_eq_nocase(protocol, STR("http")) || str_eq_nocase(protocol, STR("https"));
    return web && str_ends(without_query(text), STR(".git"));
}

static bool is_url(Str text)
{
    return str_starts(text, STR("http://")) || str_starts(text, STR("https://"));
}

bool keeps_git_dir(Str remote)
{
    static const Str key = STR_INIT("keep-git-dir");
    StrCut part = {.tail = str_cut(str_cut(remote, '#').head, '?').tail, .found = true};
    while (part.found) {
        part = str_cut(part.tail, '&');
        StrCut pair = str_cut(part.head, '=');
        if (str_eq(pair.head, key))
            return pair.tail.len == 0 || str_find_char(STR("1tT"), pair.tail.at[0]) < 3;
    }
    return false;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* %20 and the like; false where no such thing follows a '%'. */
static bool decode_percent(Arena *arena, Str text, Str *decoded)
{
    *decoded = text;
    if (str_find_char(text, '%') == text.len)
        return true;
    Buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] != '%') {
            buf_char(&out, text.at[i]);
            continue;
        }
        int high = i + 2 < text.len ? hex_digit(text.at[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(text.at[i + 2]) : -1;
        if (low < 0)
            return false;
        buf_char(&out, (char)(high * 16 + low));
        i += 2;
    }
    *decoded = buf_str(&out);
    return true;
}

/* What BuildKit calls a download. */
static Str url_name(Arena *arena, Str url)
{
    Str rest = str_tail(without_query(url), str_find(url, STR("://")) + 3), name;
    Str path = str_tail(rest, str_find_char(rest, '/'));
    while (str_ends(path, STR("/")))
        path.len--;
    bool good = decode_percent(arena, path, &name);
    name = path_base(name);
    return good && name.len > 0 && !str_eq(name, STR(".")) ? name : STR("__unnamed__");
}

/* ---- paths ---- */

/* A name with a variable says something only when there is more: one alone may be a whole path. */
static Str sure_name(Value text, Str name)
{
    if (text.known == VALUE_KNOWN)
        return name;
    size_t start = str_find(name, STR("${")), end = str_rfind_char(name, '}');
    bool whole =
        start < name.len ? end < name.len && (start > 0 || end + 1 < name.len) : end == name.len;
    return text.known == VALUE_NAMED && whole ? name : (Str){0};
}

static bool has_glob(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '*' || c == '?' || c == '[')
            return true;
        if (c == '\\')
            i++;
        else if (str_starts(str_tail(text, i), STR("${")))
            i += str_find_char(str_tail(text, i), '}');
    }
    return false;
}

void copy_source_read(Arena *arena, CopySource *source)
{
    Str text = source->text.text;
    if (is_git(text)) {
        source->kind = SOURCE_GIT;
        return;
    }
    if (is_url(text)) {
        source->kind = SOURCE_URL;
        source->name = sure_name(source->text, url_name(arena, text));
        return;
    }
    Str last = path_base(text);
    source->path = path_in(arena, value_of(STR("/")), source->text);
    source->name = sure_name(source->path, path_base(source->path.text));
    source->glob = has_glob(text);
    source->directory = last.len == 0 || str_eq(last, STR(".")) || str_eq(last, STR(".."));
}

bool is_archive(Str path)
{
    static const Str suffixes[] = {
        STR_INIT(".tar"),     STR_INIT(".tar.gz"), STR_INIT(".tgz"),      STR_INIT(".tar.bz2"),
        STR_INIT(".tbz2"),    STR_INIT(".tbz"),    STR_INIT(".tar.xz"),   STR_INIT(".txz"),
        STR_INIT(".tar.zst"), STR_INIT(".tzst"),   STR_INIT(".tar.lzma"), STR_INIT(".tar.Z"),
        STR_INIT(".tb2"),     STR_INIT(".taz"),
    };
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (str_ends(path, suffixes[i]))
            return true;
    return false;
}

Str text_without_tabs(Arena *arena, Str text)
{
    Buf out;
    buf_init(&out, arena);
    for (size_t at = 0; at < text.len;) {
        while (at < text.len && text.at[at] == '\t')
            at++;
        size_t end = at + str_find_char(str_tail(text, at), '\n') + 1;
        buf_add(&out, str_slice(text, at, end));
        at = end;
    }
    return buf_str(&out);
}
