/*
# label-unexpected

A label is not among those that the settings know.

It is silent until the option `strict` is on; `schema` names the labels that are known. Often the
key is misspelt, and the tool that looks for it finds nothing.

```yaml config
rules:
  label-unexpected:
    strict: true
    schema:
      maintainer: email
```

```dockerfile bad
FROM debian:12
LABEL maintainer=me maintaner=me
#                   ^^^^^^^^^ did you mean maintainer
LABEL colour=blue
#     ^^^^^^ colour
```

```dockerfile good
FROM debian:12
LABEL maintainer=me
```

```yaml config
rules:
  label-unexpected:
    schema:
      maintainer: email
```

```dockerfile good
FROM debian:12
LABEL colour=blue
```
*/
#include "base/guess.h"
#include "shared/labels.h"

static void label_unexpected(const Step *step, Report *out)
{
    if (!option_bool(out, "strict") || !step_is_plain(step))
        return;
    OptionMap schema = option_map(out, "schema");
    Str type;
    for (size_t i = 0; i < step->bindings.len; i++) {
        const Binding *label = &step->bindings.at[i];
        Str key = label->key.text;
        if (label_wanted(&schema, key, &type))
            continue;
        Guess guess = guess_new(key);
        for (size_t j = 0; j < schema.keys.len; j++)
            guess_consider(&guess, schema.keys.at[j]);
        Finding *finding =
            report(out, label->pair->key.span, "the label %.*s is not in the schema", STR_ARG(key));
        if (guess.best.len > 0) {
            finding_help(finding, "did you mean %.*s?", STR_ARG(guess.best));
            fix_replace(finding, label->pair->key.span, guess.best, FIX_UNSAFE);
        } else {
            finding_help(finding, "leave it out, or add it to the schema");
        }
    }
}

RULE(label_unexpected) = {
    .aka = "DL3050",
    .severity = SEV_INFO,
    .builder_too = true,
    .instruction = "LABEL",
    .each_instruction = label_unexpected,
    .options = (const RuleOption[]){LABEL_SCHEMA,
                                    {.kind = OPTION_BOOL,
                                     .name = "strict",
                                     .help = "no labels but those of the schema"},
                                    {0}},
};
