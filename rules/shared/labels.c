#include "shared/labels.h"

bool label_wanted(const OptionMap *schema, Str key, Str *type)
{
    for (size_t i = 0; i < schema->keys.len; i++) {
        if (!str_eq(schema->keys.at[i], key))
            continue;
        *type = schema->texts.at[i].len > 0 ? schema->texts.at[i] : STR("text");
        return true;
    }
    return false;
}

/* Whoever builds may give the variables a value that fits. */
static bool has_variable(const Binding *label)
{
    Str written = label->pair->value.text;
    return label->value.known != VALUE_KNOWN || str_find_char(written, '$') < written.len;
}

void label_of_type(const Step *step, Report *out)
{
    const LabelType *type = report_rule(out)->data;
    OptionMap schema = option_map(out, "schema");
    Str wanted;
    for (size_t i = 0; i < step->bindings.len && schema.keys.len > 0 && step_is_plain(step); i++) {
        const Binding *label = &step->bindings.at[i];
        bool variable = has_variable(label);
        if (!label_wanted(&schema, label->key.text, &wanted) ||
            !str_eq(wanted, str_from(type->type)) ||
            (variable ? !option_bool(out, "uncertain") : type->valid(label->value.text)))
            continue;
        Finding *finding = report(out, label->pair->value.span, "the label %.*s wants %s",
                                  STR_ARG(label->key.text), type->wanted);
        finding_help(finding, "%s",
                     variable ? "write it without variables, or make it a text in "
                                "the schema"
                              : type->help);
    }
}
