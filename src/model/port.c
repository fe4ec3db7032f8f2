#include "model/port.h"

static bool is_protocol(Str name)
{
    return name.len == 0 || str_eq_nocase(name, STR("tcp")) || str_eq_nocase(name, STR("udp")) ||
           str_eq_nocase(name, STR("sctp"));
}

Port port_read(Str word)
{
    Port port = {0};
    size_t last = str_rfind_char(word, ':');
    if (last < word.len) {
        Str before = str_head(word, last);
        size_t middle = str_rfind_char(before, ':');
        port.container = last + 1;
        port.host = middle < before.len ? str_tail(before, middle + 1) : before;
        port.ip = middle < before.len ? str_head(before, middle) : (Str){0};
    }
    StrCut cut = str_cut(str_tail(word, port.container), '/');
    port.port = cut.head;
    port.protocol = cut.tail;
    port.valid = port.port.len > 0 && is_protocol(port.protocol);
    return port;
}
