/*
# expose-host-mapping

EXPOSE is given a port of the host or an address, which it cannot bind.

It only says which ports of the container are of interest. `EXPOSE 8080:80` exposes port 80 and
drops the rest; `docker run -p 8080:80` is what maps a port.

```dockerfile bad
FROM debian:12
EXPOSE 8080:80 127.0.0.1::53/udp
#      ^^^^^^^ only 80 counts
#              ^^^^^^^^^^^^^^^^^ only 53/udp counts
```

```dockerfile fixed
FROM debian:12
EXPOSE 80 53/udp
```

```dockerfile bad
FROM debian:12
ARG PORT=80
EXPOSE 1:${PORT}
#      ^^^^^^^^^ only 80 counts
```

```dockerfile good
FROM debian:12
ARG HOST
EXPOSE 80 :80 ::80 80-90/tcp ${HOST}:80 1:80/HTTP
```
*/
#include "lint/rule.h"

static void expose_host_mapping(const Step *step, Report *out)
{
    for (size_t i = 0; i < step->words.len && !step->onbuild; i++) {
        const StepWord *word = &step->words.at[i];
        Str text = word->value.text;
        Port port = port_read(text);
        bool mapped = port.ip.len > 0 || port.host.len > 0;
        if (word->value.known != VALUE_KNOWN || !port.protocol_good || !mapped)
            continue;
        uint32_t mapping = (uint32_t)(port.port.at - text.at);
        Str rest = str_tail(text, mapping);
        Finding *finding =
            report(out, step_place(step, word->span),
                   "EXPOSE maps nothing: of %.*s only %.*s counts", STR_ARG(text), STR_ARG(rest));
        finding_help(finding, "write %.*s; ports are mapped by docker run -p", STR_ARG(rest));
        Str written = source_slice(report_file(out)->syntax->source, word->span);
        Span extra = {word->span.start, word->span.start + mapping};
        if (!step->triggered && str_eq(written, text))
            fix_delete(finding, extra, FIX_SAFE);
    }
}

RULE(expose_host_mapping) = {
    .aka = "ExposeInvalidFormat",
    .severity = SEV_INFO,
    .builder_too = true,
    .instruction = "EXPOSE",
    .each_instruction = expose_host_mapping,
};
