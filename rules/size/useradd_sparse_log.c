/*
# useradd-sparse-log

`useradd` with a large user id writes log files as large as the id says.

`/var/log/lastlog` and `/var/log/faillog` have one entry for each id, up to the largest one. On a
disk they are sparse; in a layer each zero is there: images of 260 GB, 423 GB and 1.2 TB have been
seen, and builds that never end. `-l` (`--no-log-init`) leaves the new user out.

```dockerfile bad
FROM debian:12-slim
RUN useradd -m -u 1200345 tide
#   ^^^^^^^ 1200345
```

```dockerfile fixed
FROM debian:12-slim
RUN useradd --no-log-init -m -u 1200345 tide
```

```dockerfile bad
FROM debian:12-slim
ENV ID=2000000
RUN useradd --uid "$ID" tide
#   ^^^^^^^ 2000000
```

```dockerfile good
FROM debian:12-slim
RUN useradd -u 1000 tide
RUN useradd -l -u 1200345 other
RUN useradd -rlu 1200346 third && useradd --no-log-init --uid=1200347 fourth
ARG ID=1000
RUN useradd -u $ID fifth
```

What only the build will know is reported with the option `uncertain` or --all-rules: a user of a
company's directory may well have an id of ten digits.

```yaml config
rules:
  useradd-sparse-log:
    uncertain: true
```

```dockerfile bad
FROM debian:12-slim
ARG ID=1000
RUN useradd -u $ID tide
#   ^^^^^^^ may be large
```
*/
#include "lint/rule.h"

static bool is_number(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return text.len > 0;
}

static bool is_written_as_variable(const CommandOption *uid, Report *out)
{
    Str text = source_slice(report_file(out)->syntax->source, uid->value.span);
    return str_find_char(text, '$') < text.len;
}

static void useradd_sparse_log(const Command *useradd, Report *out)
{
    enum { LARGE = 6 }; /* digits: 100000 makes 29 MB of lastlog */
    const CommandOption *uid = command_option(useradd, "-u --uid");
    if (!uid || !uid->has_value || command_option(useradd, "-l --no-log-init") ||
        useradd->elsewhere)
        return;
    Str id = uid->value.value.text;
    bool large = uid->value.value.known == VALUE_KNOWN && is_number(id) && id.len >= LARGE;
    bool short_name = str_eq(uid->name, STR("-u")); /* what hadolint looks at */
    if (!large &&
        !(short_name && option_bool(out, "uncertain") && is_written_as_variable(uid, out)))
        return;
    Finding *finding = large
                           ? report(out, useradd->name_span,
                                    "the user id %.*s makes log files as large as it", STR_ARG(id))
                           : report(out, useradd->name_span,
                                    "the user id may be large, and makes log files as large as it");
    finding_help(finding, "add --no-log-init");
    fix_insert_after(finding, useradd->name_span, STR(" --no-log-init"), FIX_SAFE);
    fix_title(finding, "add --no-log-init");
}

RULE(useradd_sparse_log) = {
    .aka = "DL3046",
    .severity = SEV_WARNING,
    .builder_too = true,
    .command = "useradd",
    .each_command = useradd_sparse_log,
    .options = UNCERTAIN("also where only the build knows the id"),
};
