#include "model/port.h"

enum { PORT_MOST = 65535 };

static bool read_number(Str text, uint32_t *number)
{
    size_t at = str_starts(text, STR("+"));
    *number = 0;
    for (size_t i = at; i < text.len; i++) {
        unsigned digit = (unsigned char)text.at[i] - (unsigned)'0';
        if (digit > 9)
            return false;
        *number = *number * 10 + digit;
        if (*number > PORT_MOST)
            return false;
    }
    return text.len > at;
}

static bool read_range(Str text, uint32_t *from, uint32_t *to)
{
    StrCut cut = str_cut(text, '-');
    if (!read_number(cut.head, from))
        return false;
    *to = *from;
    return !cut.found || str_eq(cut.head, cut.tail) || (read_number(cut.tail, to) && *to >= *from);
}

static bool is_ip4(Str ip)
{
    unsigned parts = 0;
    for (StrCut part = {.tail = ip, .found = true}; part.found; parts++) {
        uint32_t number;
        part = str_cut(part.tail, '.');
        bool padded = part.head.len > 1 && (part.head.at[0] == '0' || part.head.at[0] == '+');
        if (padded || !read_number(part.head, &number) || number > 255)
            return false;
    }
    return parts == 4;
}

/* Groups of hexadecimal digits, of which one run may be left out. */
static bool is_ip6(Str ip)
{
    unsigned groups = 0, gaps = 0;
    for (StrCut part = {.tail = ip, .found = true}; part.found; groups++) {
        part = str_cut(part.tail, ':');
        if (!part.found && str_find_char(part.head, '.') < part.head.len)
            return is_ip4(part.head) && groups > 1 && (groups == 6 || (gaps && groups < 6));
        gaps += part.head.len == 0;
        for (size_t i = 0; i < part.head.len; i++) {
            char c = (char)(part.head.at[i] | 0x20);
            if (i > 3 || !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
                return false;
        }
    }
    bool gap = str_find(ip, STR("::")) < ip.len;
    return gap ? gaps <= 3 && groups <= 9 : gaps == 0 && groups == 8;
}

static bool is_ip(Str ip)
{
    if (!str_starts(ip, STR("[")))
        return is_ip4(ip) || (str_find_char(ip, ':') < ip.len && is_ip6(ip));
    return str_ends(ip, STR("]")) && is_ip6(str_slice(ip, 1, ip.len - 1));
}

Port port_read(Str word)
{
    Port port = {0};
    Str rest = word;
    size_t colon = str_rfind_char(rest, ':');
    if (colon < rest.len) {
        Str before = str_head(rest, colon);
        size_t outer = str_rfind_char(before, ':');
        rest = str_tail(rest, colon + 1);
        port.host = outer < before.len ? str_tail(before, outer + 1) : before;
        port.ip = outer < before.len ? str_head(before, outer) : (Str){0};
    }
    StrCut cut = str_cut(rest, '/');
    port.port = cut.head;
    port.protocol = cut.tail;
    port.protocol_good =
        port.port.len > 0 &&
        (cut.tail.len == 0 || str_eq_nocase(cut.tail, STR("tcp")) ||
         str_eq_nocase(cut.tail, STR("udp")) || str_eq_nocase(cut.tail, STR("sctp")));
    uint32_t from = 0, to = 0, host_from = 0, host_to = 0;
    bool good = port.protocol_good && read_range(port.port, &from, &to);
    if (good && port.host.len > 0)
        good = read_range(port.host, &host_from, &host_to) &&
               (from == to || to - from == host_to - host_from);
    port.valid = good && (port.ip.len == 0 || is_ip(port.ip));
    port.from = port.valid ? from : 0;
    port.to = port.valid ? to : 0;
    return port;
}
