#include "shared/labels.h"
#include "shared/licences.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_hex(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static bool has_char(Str set, char c)
{
    return str_find_char(set, c) < set.len;
}

/* ---- url: an absolute URI of RFC 3986 ---- */

bool label_is_url(Str value)
{
    StrCut scheme = str_cut(value, ':');
    if (!scheme.found || scheme.head.len == 0 || !is_letter(scheme.head.at[0]))
        return false;
    for (size_t i = 0; i < scheme.head.len; i++)
        if (!is_letter(scheme.head.at[i]) && !is_digit(scheme.head.at[i]) &&
            !has_char(STR("+-."), scheme.head.at[i]))
            return false;
    Str rest = scheme.tail;
    for (size_t i = 0; i < rest.len; i++) {
        char c = rest.at[i];
        if (c == '%' ? i + 2 >= rest.len || !is_hex(rest.at[i + 1]) || !is_hex(rest.at[i + 2])
                     : !is_letter(c) && !is_digit(c) && !has_char(STR("-._~:/?#[]@!$&'()*+,;="), c))
            return false;
    }
    return true;
}

/* ---- hash ---- */

bool label_is_hash(Str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (!is_hex(value.at[i]) || (value.at[i] >= 'A' && value.at[i] <= 'F'))
            return false;
    return value.len == 7 || value.len == 40;
}

/* ---- semver ---- */

/* Parts of letters, digits and hyphens, apart by dots. */
static bool are_identifiers(Str text, bool leading_zeros)
{
    StrCut part = {.tail = text, .found = true};
    while (part.found) {
        part = str_cut(part.tail, '.');
        bool number = true;
        for (size_t i = 0; i < part.head.len; i++) {
            char c = part.head.at[i];
            if (!is_letter(c) && !is_digit(c) && c != '-')
                return false;
            number &= is_digit(c);
        }
        bool zero = number && part.head.len > 1 && part.head.at[0] == '0';
        if (part.head.len == 0 || (zero && !leading_zeros))
            return false;
    }
    return true;
}

bool label_is_semver(Str value)
{
    StrCut build = str_cut(value, '+');
    StrCut early = str_cut(build.head, '-');
    if ((build.found && !are_identifiers(build.tail, true)) ||
        (early.found && !are_identifiers(early.tail, false)) || !are_identifiers(early.head, false))
        return false;
    size_t dots = 0;
    for (size_t i = 0; i < early.head.len; i++) {
        dots += early.head.at[i] == '.';
        if (early.head.at[i] != '.' && !is_digit(early.head.at[i]))
            return false;
    }
    return dots == 2;
}

/* ---- rfc3339 ---- */

/* The next `count` digits; what is left behind them is in *rest. 1000 when they are not there. */
static unsigned take_digits(Str *rest, size_t count)
{
    unsigned number = 0;
    for (size_t i = 0; i < count; i++) {
        if (i >= rest->len || !is_digit(rest->at[i]))
            return count == 4 ? 0 : 1000;
        number = number * 10 + (unsigned)(rest->at[i] - '0');
    }
    *rest = str_tail(*rest, count);
    return number;
}

static bool take_any(Str *rest, Str set)
{
    if (rest->len == 0 || !has_char(set, rest->at[0]))
        return false;
    *rest = str_tail(*rest, 1);
    return true;
}

static unsigned days_of(unsigned year, unsigned month)
{
    static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static bool is_time(Str rest)
{
    if (take_digits(&rest, 2) > 23 || !take_any(&rest, STR(":")) || take_digits(&rest, 2) > 59 ||
        !take_any(&rest, STR(":")) || take_digits(&rest, 2) > 60)
        return false;
    if (take_any(&rest, STR("."))) {
        if (!take_any(&rest, STR("0123456789")))
            return false;
        while (take_any(&rest, STR("0123456789")))
            ;
    }
    if (take_any(&rest, STR("Zz")))
        return rest.len == 0;
    return take_any(&rest, STR("+-")) && take_digits(&rest, 2) <= 23 && take_any(&rest, STR(":")) &&
           take_digits(&rest, 2) <= 59 && rest.len == 0;
}

bool label_is_rfc3339(Str value)
{
    Str rest = value;
    unsigned year = take_digits(&rest, 4);
    if (rest.len + 4 != value.len || !take_any(&rest, STR("-")))
        return false;
    unsigned month = take_digits(&rest, 2);
    if (month < 1 || month > 12 || !take_any(&rest, STR("-")))
        return false;
    unsigned day = take_digits(&rest, 2);
    return day >= 1 && day <= days_of(year, month) && take_any(&rest, STR("Tt")) && is_time(rest);
}

/* ---- spdx ---- */

bool label_is_spdx(Str value)
{
    size_t low = 0, high = licence_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_order(licences[middle], value);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* ---- email: an addr-spec of RFC 5322 ---- */

static bool is_dot_atom(Str text)
{
    StrCut atom = {.tail = text, .found = true};
    while (atom.found) {
        atom = str_cut(atom.tail, '.');
        for (size_t i = 0; i < atom.head.len; i++) {
            char c = atom.head.at[i];
            if (!is_letter(c) && !is_digit(c) && !has_char(STR("!#$%&'*+-/=?^_`{|}~"), c))
                return false;
        }
        if (atom.head.len == 0)
            return false;
    }
    return true;
}

bool label_is_email(Str value)
{
    size_t at = str_rfind_char(value, '@');
    Str local = str_head(value, at), domain = str_tail(value, at + 1);
    bool quoted = local.len > 2 && str_starts(local, STR("\"")) && str_ends(local, STR("\""));
    bool literal = str_starts(domain, STR("[")) && str_ends(domain, STR("]"));
    return at < value.len && (quoted || is_dot_atom(local)) && (literal || is_dot_atom(domain));
}
