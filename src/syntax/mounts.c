#include "base/buf.h"
#include "syntax/check.h"
#include "syntax/read.h"

typedef struct {
    Str text;
    size_t at;
    bool more;
} Csv;

/* The next field of a CSV record; false when the record is malformed. */
static bool csv_next(Arena *arena, Csv *csv, Str *field)
{
    Str rest = str_tail(csv->text, csv->at);
    if (rest.len == 0 || rest.at[0] != '"') {
        *field = str_head(rest, str_find_char(rest, ','));
        csv->at += field->len + 1;
        csv->more = field->len < rest.len;
        return str_find_char(*field, '"') == field->len;
    }
    Buf text;
    buf_init(&text, arena);
    for (size_t i = 1; i < rest.len; i++) {
        if (rest.at[i] != '"') {
            buf_char(&text, rest.at[i]);
        } else if (i + 1 < rest.len && rest.at[i + 1] == '"') {
            buf_char(&text, rest.at[++i]);
        } else {
            *field = buf_str(&text);
            csv->at += i + 2;
            csv->more = i + 1 < rest.len;
            return !csv->more || rest.at[i + 1] == ',';
        }
    }
    return false;
}

bool flag_fields(Arena *arena, Str value, FlagFields *fields)
{
    Csv csv = {.text = value, .more = true};
    if (value.len == 0)
        return false;
    while (csv.more) {
        Str text;
        if (!csv_next(arena, &csv, &text))
            return false;
        StrCut cut = str_cut(text, '=');
        *PUSH(arena, fields) = (FlagField){str_lower(arena, cut.head), cut.tail, text, cut.found};
    }
    return true;
}

static void refuse(Arena *arena, Syntax *syntax, const Instruction *inst, const Flag *flag,
                   const char *what, Str text, const char *help)
{
    problem_add(arena, syntax, PROBLEM_TYPING, inst->first_line, flag->value_span, help,
                "%s in --%.*s: \"%.*s\"", what, STR_ARG(flag->name), STR_ARG(text));
}

/* A mount's values are read when the stage is built; before, only this is. */
static bool check_mount_field(Arena *arena, Syntax *syntax, const Instruction *inst,
                              const Flag *flag, const FlagField *field)
{
    if (!str_eq(field->key, STR("from")) || !field->has_value)
        return true;
    size_t dollar = str_find_char(field->value, '$');
    if (dollar + 1 >= field->value.len)
        return true;
    refuse(arena, syntax, inst, flag, "from does not support variables", field->value,
           "name a stage, and write the variable in its FROM");
    return false;
}

static bool is_go_bool(Str text)
{
    static const Str words[] = {
        STR_INIT("1"),    STR_INIT("t"),     STR_INIT("T"),     STR_INIT("TRUE"),
        STR_INIT("true"), STR_INIT("True"),  STR_INIT("0"),     STR_INIT("f"),
        STR_INIT("F"),    STR_INIT("FALSE"), STR_INIT("false"), STR_INIT("False"),
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(words[i], text))
            return true;
    return false;
}

static bool check_device_field(Arena *arena, Syntax *syntax, const Instruction *inst,
                               const Flag *flag, const FlagField *field, Str *name)
{
    if (str_eq(field->key, STR("required"))) {
        if (!field->has_value || is_go_bool(field->value))
            return true;
        refuse(arena, syntax, inst, flag, "invalid value", field->text, "write true or false");
        return false;
    }
    bool named = field->has_value && str_eq(field->key, STR("name"));
    if (name->len > 0) {
        refuse(arena, syntax, inst, flag, "one name too many", field->text,
               "write vendor/class=name, and maybe required");
        return false;
    }
    *name = named ? field->value : field->text;
    return true;
}

static void check_record(Arena *arena, Syntax *syntax, const Instruction *inst, const Flag *flag)
{
    bool mount = str_eq(flag->name, STR("mount"));
    FlagFields fields = {0};
    Str name = {0};
    bool good = flag_fields(arena, flag->value, &fields);
    for (size_t i = 0; i < fields.len; i++) {
        const FlagField *field = &fields.at[i];
        if (mount ? !check_mount_field(arena, syntax, inst, flag, field)
                  : !check_device_field(arena, syntax, inst, flag, field, &name))
            return;
    }
    if (!good)
        refuse(arena, syntax, inst, flag, "the fields cannot be read", flag->value,
               "write key=value,key=value; a field with a comma in it takes quotes as a whole");
}

static void check_choice(Arena *arena, Syntax *syntax, const Instruction *inst, const Flag *flag)
{
    bool network = str_eq(flag->name, STR("network"));
    static const Str modes[] = {STR_INIT("default"), STR_INIT("none"), STR_INIT("host")};
    static const Str levels[] = {STR_INIT("sandbox"), STR_INIT("insecure"), STR_INIT("sandbox")};
    for (size_t i = 0; i < 3; i++)
        if (str_eq(network ? modes[i] : levels[i], flag->value))
            return;
    refuse(arena, syntax, inst, flag, "invalid value", flag->value,
           network ? "write default, none or host" : "write sandbox or insecure");
}

void check_run_flags(Arena *arena, Syntax *syntax, const Instruction *inst)
{
    for (size_t i = 0; i < inst->flags.len; i++) {
        const Flag *flag = &inst->flags.at[i];
        if (str_eq(flag->name, STR("mount")) || str_eq(flag->name, STR("device")))
            check_record(arena, syntax, inst, flag);
        else if (str_eq(flag->name, STR("network")) || str_eq(flag->name, STR("security")))
            check_choice(arena, syntax, inst, flag);
    }
}
