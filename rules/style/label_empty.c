/*
# label-empty

A label that the settings want has an empty value.

The option `schema` names the labels that are wanted; without it the rule is silent.

```yaml config
rules:
  label-empty:
    schema:
      description: text
```

```dockerfile bad
FROM debian:12
LABEL description="" colour=""
#     ^^^^^^^^^^^^^^ description
```

```dockerfile good
FROM debian:12
LABEL description=x colour=""
LABEL description=$TEXT
```
*/
#include "shared/labels.h"

static void label_empty(const Step *step, Report *out)
{
    OptionMap schema = option_map(out, "schema");
    Str type;
    for (size_t i = 0; i < step->bindings.len && schema.keys.len > 0 && step_is_plain(step); i++) {
        const Binding *label = &step->bindings.at[i];
        Str written = label->pair->value.text;
        if (label->value.text.len > 0 || label->value.known != VALUE_KNOWN ||
            str_find_char(written, '$') < written.len ||
            !label_wanted(&schema, label->key.text, &type))
            continue;
        Finding *finding =
            report(out, label->pair->span, "the label %.*s is empty", STR_ARG(label->key.text));
        finding_help(finding, "give it a value");
    }
}

RULE(label_empty) = {
    .aka = "DL3051",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "LABEL",
    .each_instruction = label_empty,
    .options = (const RuleOption[]){LABEL_SCHEMA, {0}},
};
