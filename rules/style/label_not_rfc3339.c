/*
# label-not-rfc3339

A label that the settings want to be a date and time is not one.

Only with all its parts and a time zone can tools compare it.

The option `schema` tells which labels have which type; without it the rule is silent. A value with
variables is reported only with the option `uncertain` or --all-rules.

```yaml config
rules:
  label-not-rfc3339:
    schema:
      org.opencontainers.image.created: rfc3339
      other: text
```

```dockerfile bad
FROM debian:12
LABEL org.opencontainers.image.created="31.05.2024" other="31.05.2024"
#                                      ^^^^^^^^^^^^ wants a date and time as in RFC 3339
LABEL org.opencontainers.image.created=2024-02-30T00:00:00Z
#                                      ^^^^^^^^^^^^^^^^^^^^ write it lik
```

```dockerfile good
FROM debian:12
ARG VALUE=x
LABEL org.opencontainers.image.created="2024-05-31T12:00:00.123+02:00"
LABEL org.opencontainers.image.created=2024-05-31T12:00:00Z
LABEL org.opencontainers.image.created=$VALUE
LABEL unknown="31.05.2024"
```

```yaml config
rules:
  label-not-rfc3339:
    uncertain: true
    schema:
      org.opencontainers.image.created: rfc3339
```

```dockerfile bad
FROM debian:12
ARG VALUE
LABEL org.opencontainers.image.created=$VALUE
#                                      ^^^^^^ wants
```
*/
#include "shared/labels.h"

static bool has_char(Str set, char c)
{
    return str_find_char(set, c) < set.len;
}

/* The next `count` digits; what is left behind them is in *rest. 1000 when they are not there. */
static unsigned take_digits(Str *rest, size_t count)
{
    unsigned number = 0;
    for (size_t i = 0; i < count; i++) {
        if (i >= rest->len || !char_is_digit(rest->at[i]))
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

static bool is_rfc3339(Str value)
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

static const LabelType rfc3339 = {"rfc3339", "a date and time as in RFC 3339",
                                  "write it like 2024-05-31T12:00:00Z", is_rfc3339};

RULE(label_not_rfc3339) = {
    .aka = "DL3053",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "LABEL",
    .each_instruction = label_of_type,
    .options = (const RuleOption[]){LABEL_SCHEMA, LABEL_UNCERTAIN, {0}},
    .data = &rfc3339,
};
