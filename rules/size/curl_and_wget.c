/*
# curl-and-wget

`curl` and `wget` do the same; a stage that uses both carries two.

Each brings libraries of its own, 1 to 5 MB. Use the one that is there anyway. A stage that is not
exported costs no image anything, and is reported only with the option `uncertain` or --all-rules.

```dockerfile bad
FROM debian:12-slim
RUN curl -fsSLO https://example.com/a
RUN wget -q https://example.com/b
#   ^^^^ wget is used beside curl
```

```dockerfile bad
FROM debian:12-slim
RUN wget -q https://example.com/a && curl -fsSLO https://example.com/b
#                                    ^^^^ curl is used beside wget
RUN curl -fsSLO https://example.com/c
#   ^^^^ use one of them
```

```dockerfile good
FROM debian:12-slim AS fetch
RUN curl -fsSLO https://example.com/a && wget -q https://example.com/b
FROM alpine:3.20
RUN wget -q https://example.com/c
HEALTHCHECK CMD curl -f http://localhost/
```
*/
#include "shared/runs.h"

typedef struct {
    RunState run;
    const Stage *stage;
    const Command *curl, *wget; /* the first of each in the stage */
} CurlAndWget;

static void curl_and_wget(const Command *command, Report *out)
{
    CurlAndWget *seen = report_state(out);
    const Stage *stage = command->step->stage;
    bool costs = stage && stage->exported;
    if (!runs_command(command) || !(costs || option_bool(out, "uncertain")))
        return;
    if (seen->stage != stage)
        *seen = (CurlAndWget){.stage = stage};
    bool is_curl = command_is(command, "curl");
    const Command **first = is_curl ? &seen->curl : &seen->wget;
    *first = *first ? *first : command;
    const Command *other = is_curl ? seen->wget : seen->curl;
    if (!other || !runs_first(command, out))
        return;
    Finding *finding = report(out, command->name_span, "%.*s is used beside %.*s",
                              STR_ARG(command->name), STR_ARG(other->name));
    finding_help(finding, "use one of them for all downloads");
    if (!runs_any_seen(command, out))
        finding_known_as(finding, "");
    finding_related(finding, other->name_span, "%.*s is used here", STR_ARG(other->name));
}

RULE(curl_and_wget) = {
    .aka = "DL4001",
    .severity = SEV_WARNING,
    .builder_too = true,
    .command = "curl|wget",
    .each_command = curl_and_wget,
    .options = UNCERTAIN("also in stages that are not exported"),
    .state_size = sizeof(CurlAndWget),
};
