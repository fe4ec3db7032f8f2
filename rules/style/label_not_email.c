/*
# label-not-email

A label that the settings want to be an address of e-mail is not one.

Whoever finds a flaw in the image writes there.

The option `schema` tells which labels have which type; without it the rule is silent. A value with
variables is reported only with the option `uncertain` or --all-rules.

```yaml config
rules:
  label-not-email:
    schema:
      maintainer: email
      other: text
```

```dockerfile bad
FROM debian:12
LABEL maintainer="Jane Doe" other="Jane Doe"
#                ^^^^^^^^^^ wants an e-mail address
LABEL maintainer=@jane
#                ^^^^^ write it lik
```

```dockerfile good
FROM debian:12
ARG VALUE=x
LABEL maintainer="jane.doe+x@mail.example.com"
LABEL maintainer=a@b
LABEL maintainer=$VALUE
LABEL unknown="Jane Doe"
```

```yaml config
rules:
  label-not-email:
    uncertain: true
    schema:
      maintainer: email
```

```dockerfile bad
FROM debian:12
ARG VALUE
LABEL maintainer=$VALUE
#                ^^^^^^ wants
```
*/
#include "shared/labels.h"

static bool has_char(Str set, char c)
{
    return str_find_char(set, c) < set.len;
}

static bool is_dot_atom(Str text)
{
    StrCut atom = {.tail = text, .found = true};
    while (atom.found) {
        atom = str_cut(atom.tail, '.');
        for (size_t i = 0; i < atom.head.len; i++) {
            char c = atom.head.at[i];
            if (!char_is_letter(c) && !char_is_digit(c) && !has_char(STR("!#$%&'*+-/=?^_`{|}~"), c))
                return false;
        }
        if (atom.head.len == 0)
            return false;
    }
    return true;
}

/* An addr-spec of RFC 5322. */
static bool is_email(Str value)
{
    size_t at = str_rfind_char(value, '@');
    Str local = str_head(value, at), domain = str_tail(value, at + 1);
    bool quoted = local.len > 2 && str_starts(local, STR("\"")) && str_ends(local, STR("\""));
    bool literal = str_starts(domain, STR("[")) && str_ends(domain, STR("]"));
    return at < value.len && (quoted || is_dot_atom(local)) && (literal || is_dot_atom(domain));
}

static const LabelType email = {"email", "an e-mail address", "write it like name@example.com",
                                is_email};

RULE(label_not_email) = {
    .aka = "DL3058",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "LABEL",
    .each_instruction = label_of_type,
    .options = (const RuleOption[]){LABEL_SCHEMA, LABEL_UNCERTAIN, {0}},
    .data = &email,
};
