/* One word of EXPOSE: [ip:][host:]port[-port][/protocol]. */
#pragma once

#include <stdbool.h>

#include "base/str.h"

typedef struct {
    Str ip, host;       /* a mapping, which EXPOSE does not make; empty when there is none */
    Str port;           /* "80", "8000-8010" */
    Str protocol;       /* as written; empty: tcp */
    uint32_t from, to;  /* the ports, 0 when they are not valid */
    bool protocol_good; /* tcp, udp or sctp in any case, and a port before it */
    bool valid;         /* BuildKit takes it */
} Port;

Port port_read(Str word);
