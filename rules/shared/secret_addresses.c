#include "shared/names.h"
#include "shared/secrets.h"

static bool is_open_password(Str user, Str word)
{
    return word.len == 0 || secret_is_open(word) || str_eq(user, word) ||
           str_find_char(word, '$') < word.len ||
           name_in("password pass passwd secret user username x x-oauth-basic guest anonymous "
                   "postgres root admin mysql test token oauth2 git",
                   word);
}

Secret secret_in_address(Str text)
{
    Str rest = str_tail(text, 3);
    size_t end = 0;
    if (str_find_char(rest, '@') == rest.len) /* most have none */
        return (Secret){0};
    while (end < rest.len && !memchr("/ \t\n\"'<>()\\?#,;|", rest.at[end], 16))
        end++;
    Str authority = str_head(rest, end);
    size_t sign = str_rfind_char(authority, '@');
    if (sign == authority.len)
        return (Secret){0};
    StrCut pair = str_cut(str_head(authority, sign), ':');
    Str host = str_tail(authority, sign + 1);
    bool local = str_starts(host, STR("localhost")) || str_starts(host, STR("127.")) ||
                 str_starts(host, STR("192.168.")) || str_starts(host, STR("10.")) ||
                 str_find_char(host, '.') == host.len;
    if (!pair.found || local || is_open_password(pair.head, pair.tail) ||
        str_find_char(pair.head, '$') < pair.head.len)
        return (Secret){0};
    return (Secret){"a password in an address", pair.tail, false};
}
