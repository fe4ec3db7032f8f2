/*
# legacy-key-value

ENV or LABEL is written with a blank between name and value.

This old form takes all that follows for one value: `ENV A=1` sets A, `ENV A 1 B=2` sets A to
"1 B=2". It is deprecated, can set only one name, and a forgotten `=` goes unnoticed.

```dockerfile bad
FROM debian:12
ENV LANG C.UTF-8
#   ^^^^^^^^^^^^ ENV LANG=
LABEL description A small image
#     ^^^^^^^^^^^^^^^^^^^^^^^^^ LABEL description=
```

```dockerfile fixed
FROM debian:12
ENV LANG=C.UTF-8
LABEL description="A small image"
```

```dockerfile bad
FROM debian:12
ENV PATH /a:\
#   ^^^^^^^^^ ENV PATH=
/b:$PATH
ENV A "one two" three
#   ^^^^^^^^^^^^^^^^^ ENV A=
ENV B "one two"
#   ^^^^^^^^^^^ ENV B=
ENV C	it is \
#   ^^^^^^^^^ ENV C=
   $A
ENV D "a $A" b
#   ^^^^^^^^^^ ENV D=
```

```dockerfile fixed
FROM debian:12
ENV PATH=/a:\
/b:$PATH
ENV A="one two three"
ENV B="one two"
ENV C="it is \
   $A"
ENV D "a $A" b
```

```dockerfile good
FROM debian:12
ARG A b
ENV A=1 B="2 3"
LABEL a=b
```
*/
#include "lint/rule.h"

static void mend(const Binding *binding, const Syntax *syntax, Report *out, Finding *finding)
{
    const Pair *pair = binding->pair;
    Span gap = {pair->key.span.end, pair->value.span.start};
    Str between = source_slice(syntax->source, gap), value = pair->value.text;
    Str word = binding_word(report_arena(out), binding, syntax->escape);
    bool same = str_eq(word, value), one_line = span_len(pair->value.span) == value.len;
    bool wrapped = word.len == value.len + 2 && str_eq(str_slice(word, 1, word.len - 1), value);
    bool comment = str_find_char(between, '#') < between.len;
    if (word.len == 0 || comment || !(same || wrapped || one_line))
        return;
    fix_replace(finding, gap, wrapped ? STR("=\"") : STR("="), FIX_SAFE);
    if (wrapped)
        fix_insert_after(finding, pair->value.span, STR("\""), FIX_SAFE);
    else if (!same)
        fix_replace(finding, pair->value.span, word, FIX_SAFE);
}

static void legacy_key_value(const Step *step, Report *out)
{
    if (step->onbuild || step->bindings.len != 1)
        return;
    const Pair *pair = step->bindings.at[0].pair;
    if (pair->style != PAIR_LEGACY)
        return;
    Str keyword = instruction_name(step->instruction->kind);
    Finding *finding =
        report(out, step_place(step, pair->span),
               "%.*s with a blank between name and value is deprecated", STR_ARG(keyword));
    finding_help(finding, "write %.*s %.*s=...", STR_ARG(keyword), STR_ARG(pair->key.text));
    if (!step->triggered)
        mend(&step->bindings.at[0], report_file(out)->syntax, out, finding);
}

RULE(legacy_key_value) = {
    .aka = "LegacyKeyValueFormat",
    .severity = SEV_STYLE,
    .builder_too = true,
    .instruction = "ENV LABEL",
    .each_instruction = legacy_key_value,
};
