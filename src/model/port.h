/* What EXPOSE is told: [[ip:]host:]port[/protocol]. */
#pragma once

#include "base/str.h"

typedef struct {
    Str ip, host;     /* on the machine: meant for `docker run -p`, without effect in EXPOSE */
    Str port;         /* in the container; may be a range */
    Str protocol;     /* as written; empty: tcp */
    size_t container; /* where port and protocol begin */
    bool valid;       /* there is a port, and the protocol is one that there is */
} Port;

Port port_read(Str word);
