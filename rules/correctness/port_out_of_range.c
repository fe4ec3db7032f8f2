/*
# port-out-of-range

EXPOSE names a port above 65535, which does not exist.

Ports are 16 bits wide. BuildKit refuses the build when it comes to that line.

```dockerfile bad
FROM debian:12
EXPOSE 80 80000
#         ^^^^^ 80000
```

```dockerfile bad
FROM debian:12
ENV LAST=70000
EXPOSE 8000-$LAST/udp
#      ^^^^^^^^^^^^^^ 70000
```

```dockerfile good
FROM debian:12
EXPOSE 65535 1-65535/tcp $PORT 0${PORT} http
```
*/
#include "lint/rule.h"

static bool is_too_large(Str number)
{
    uint32_t port = 0;
    for (size_t i = 0; i < number.len; i++) {
        if (number.at[i] < '0' || number.at[i] > '9')
            return false;
        if (port <= UINT16_MAX)
            port = port * 10 + (uint32_t)(number.at[i] - '0');
    }
    return port > UINT16_MAX;
}

static void port_out_of_range(const Step *step, Report *out)
{
    for (size_t i = 0; i < step->words.len && step_is_plain(step); i++) {
        const StepWord *word = &step->words.at[i];
        Port port = port_read(word->value.text);
        StrCut ends = str_cut(port.port, '-');
        Str wrong = is_too_large(ends.head) ? ends.head : ends.tail;
        if (!is_too_large(wrong))
            continue;
        Finding *finding = report(out, word->span, "there is no port %.*s", STR_ARG(wrong));
        finding_help(finding, "the last port is 65535");
    }
}

RULE(port_out_of_range) = {
    .aka = "DL3011",
    .severity = SEV_ERROR,
    .builder_too = true,
    .instruction = "EXPOSE",
    .each_instruction = port_out_of_range,
};
