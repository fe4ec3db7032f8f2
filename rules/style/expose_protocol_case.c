/*
# expose-protocol-case

The protocol in EXPOSE has capitals.

BuildKit takes `80/TCP`, but the image then says `80/tcp`; other builders and tools compare the text
as it stands.

```dockerfile bad
FROM debian:12
EXPOSE 80/TCP 443/tcp 53/Udp
#      ^^^^^^ the protocol TCP
#                     ^^^^^^ the protocol Udp
```

```dockerfile fixed
FROM debian:12
EXPOSE 80/tcp 443/tcp 53/udp
```

```dockerfile bad
FROM debian:12
ARG PROTOCOL=TCP
EXPOSE 80/${PROTOCOL}
#      ^^^^^^^^^^^^^^ the protocol TCP
```

```dockerfile good
FROM debian:12
ARG PROTOCOL
EXPOSE 80 53/udp 80/HTTP 80/${PROTOCOL}
```
*/
#include "lint/rule.h"

static void expose_protocol_case(const Step *step, Report *out)
{
    for (size_t i = 0; i < step->words.len && !step->onbuild; i++) {
        const StepWord *word = &step->words.at[i];
        Port port = port_read(word->value.text);
        Str lower = str_lower(report_arena(out), port.protocol);
        if (word->value.known != VALUE_KNOWN || !port.protocol_good || str_eq(lower, port.protocol))
            continue;
        Finding *finding = report(out, step_place(step, word->span),
                                  "the protocol %.*s has capitals", STR_ARG(port.protocol));
        finding_help(finding, "write %.*s", STR_ARG(lower));
        Span span = {word->span.end - (uint32_t)port.protocol.len, word->span.end};
        Str written = source_slice(report_file(out)->syntax->source, span);
        if (!step->triggered && str_eq(written, port.protocol))
            fix_replace(finding, span, lower, FIX_SAFE);
    }
}

RULE(expose_protocol_case) = {
    .aka = "ExposeProtoCasing",
    .severity = SEV_STYLE,
    .builder_too = true,
    .instruction = "EXPOSE",
    .each_instruction = expose_protocol_case,
};
