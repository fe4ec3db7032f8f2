#include "base/path.h"
#include "model/effects_programs.h"

/* Programs that change files in their own ways: sed -i, tee, dd, find, and what find feeds. */

static void change_operands(EffectReader *r, size_t first)
{
    const Args *operands = &r->command->operands;
    for (size_t i = first; i < operands->len; i++)
        effect_on(r, EFFECT_CHANGE, REACH_FILE, BRINGS_TEXT, spot_of(r, &operands->at[i]),
                  operands->at[i].span);
}

/* -i, -i.bak, -ri, --in-place=.bak: the suffix of the copy that stays, if any. */
static bool edits_in_place(const EffectReader *r, Str *suffix)
{
    const CommandOption *option = command_option(r->command, "-i --in-place");
    if (!option)
        return false;
    *suffix = option->has_value ? option->value.value.text : (Str){0};
    return true;
}

static void keep_copies(EffectReader *r, Str suffix, size_t first)
{
    const Args *operands = &r->command->operands;
    if (suffix.len == 0 || str_find_char(suffix, '*') < suffix.len)
        return;
    for (size_t i = first; i < operands->len; i++) {
        Spot spot = spot_of(r, &operands->at[i]);
        Str path = str_joined(r->arena, spot.path.text, suffix);
        effect_add(r, (Effect){.kind = EFFECT_CREATE,
                               .reach = REACH_FILE,
                               .brings = BRINGS_COPY,
                               .from = spot.path,
                               .from_glob = spot.glob,
                               .path = {path, spot.path.known},
                               .glob = spot.glob,
                               .span = operands->at[i].span});
    }
}

void program_sed(EffectReader *r, const Program *program)
{
    (void)program;
    Str suffix;
    if (!edits_in_place(r, &suffix))
        return;
    size_t first = command_option(r->command, "-e --expression -f --file") ? 0 : 1;
    const Command *outer = r->command->outer;
    if (r->command->operands.len > first &&
        str_eq(r->command->operands.at[first].value.text, STR("{}")))
        effects_of_fed(r, EFFECT_CHANGE, REACH_FILE, BRINGS_TEXT);
    else if (outer && str_eq(outer->name, STR("xargs")))
        effects_of_fed(r, EFFECT_CHANGE, REACH_FILE, BRINGS_TEXT);
    else
        change_operands(r, first);
    keep_copies(r, suffix, first);
}

/* Where a script may do anything, only its plain uses are read. */
void program_perl(EffectReader *r, const Program *program)
{
    bool lines = command_option(r->command, "-p -n"),
         inline_script = command_option(r->command, "-e -E");
    if (lines && inline_script && command_option(r->command, "-i"))
        change_operands(r, 0);
    else if (!lines || !inline_script)
        program_unknown(r, program);
}

void program_awk(EffectReader *r, const Program *program)
{
    const Args *operands = &r->command->operands;
    Value in_place = command_value(r->command, "-i --include");
    size_t first = command_option(r->command, "-f --file") ? 0 : 1;
    if (str_eq(in_place.text, STR("inplace"))) {
        change_operands(r, first);
        return;
    }
    if (first == 0)
        return;
    Str script = operands->len > 0 ? operands->at[0].value.text : (Str){0};
    if (str_find(script, STR("system")) < script.len ||
        str_find(script, STR("> \"")) < script.len || str_find(script, STR(">\"")) < script.len)
        program_unknown(r, program);
}

void program_tee(EffectReader *r, const Program *program)
{
    (void)program;
    EffectKind kind = command_option(r->command, "-a --append") ? EFFECT_CHANGE : EFFECT_CREATE;
    const Args *operands = &r->command->operands;
    for (size_t i = 0; i < operands->len; i++)
        effect_on(r, kind, REACH_FILE, stream_brings(r), spot_of(r, &operands->at[i]),
                  operands->at[i].span);
}

void program_dd(EffectReader *r, const Program *program)
{
    const Args *args = &r->command->args;
    for (size_t i = 0; i < args->len; i++) {
        Value value = args->at[i].value;
        if (!str_starts(value.text, STR("of=")))
            continue;
        value.text = str_tail(value.text, 3);
        effect_on(r, EFFECT_CREATE, REACH_FILE, program->brings, spot_named(r, value),
                  args->at[i].span);
    }
}

/* rmdir -p a/b/c: the directories above go too, as far as they are written. */
static void remove_above(EffectReader *r, const Arg *arg, Sureness sure)
{
    Spot spot = spot_of(r, arg);
    Str top = str_starts(arg->value.text, STR("/")) ? STR("/") : r->command->cwd.text;
    if (spot.path.known == VALUE_UNKNOWN || !str_starts(spot.path.text, top))
        return;
    for (Str dir = path_dir(spot.path.text); dir.len > top.len && dir.len > 1; dir = path_dir(dir))
        effect_add(r, (Effect){.kind = EFFECT_REMOVE,
                               .sure = sure,
                               .reach = REACH_DIR,
                               .path = {dir, spot.path.known},
                               .glob = spot.glob,
                               .span = arg->span});
}

void program_rmdir(EffectReader *r, const Program *program)
{
    const Args *operands = &r->command->operands;
    bool full = command_option(r->command, "--ignore-fail-on-non-empty");
    program_operands(r, program);
    for (size_t i = 0; command_option(r->command, "-p --parents") && i < operands->len; i++)
        remove_above(r, &operands->at[i], full ? SURE_MAYBE : SURE_ALWAYS);
}

/* To nothing is a removal of its bytes; to a size only a hole. */
void program_truncate(EffectReader *r, const Program *program)
{
    bool emptied = str_eq(command_value(r->command, "-s --size").text, STR("0"));
    Program row = {.kind = emptied ? EFFECT_CHANGE : EFFECT_CREATE,
                   .reach = REACH_FILE,
                   .brings = emptied ? BRINGS_NOTHING : program->brings};
    program_operands(r, &row);
}

void program_mktemp(EffectReader *r, const Program *program)
{
    Value dir = command_value(r->command, "-p --tmpdir");
    Spot spot = dir.text.len > 0 ? spot_named(r, dir) : (Spot){value_of(STR("/tmp")), false};
    if (!command_option(r->command, "-u --dry-run"))
        effect_add(r, (Effect){.kind = program->kind,
                               .sure = SURE_MAYBE,
                               .reach = REACH_UNDER,
                               .path = spot.path,
                               .span = r->command->span});
}

/* update-alternatives --install LINK NAME PATH PRIORITY */
void program_alternatives(EffectReader *r, const Program *program)
{
    program_places(r, program);
    const Args *args = &r->command->args;
    for (size_t i = 0; i + 1 < args->len; i++)
        if (str_among(args->at[i].value.text, "--install --slave"))
            effect_add(r, (Effect){.kind = EFFECT_CREATE,
                                   .sure = SURE_MAYBE,
                                   .reach = REACH_FILE,
                                   .path = spot_of(r, &args->at[i + 1]).path,
                                   .span = args->at[i + 1].span});
}

/* The program's name decides: interactive ones and queries change nothing. */
void program_sqlite(EffectReader *r, const Program *program)
{
    if (r->command->operands.len > 0)
        effect_on(r, EFFECT_CHANGE, REACH_FILE, program->brings,
                  spot_of(r, &r->command->operands.at[0]), r->command->operands.at[0].span);
}

void program_patch(EffectReader *r, const Program *program)
{
    const Args *operands = &r->command->operands;
    if (operands->len > 0)
        effect_on(r, EFFECT_CHANGE, REACH_FILE, BRINGS_TEXT, spot_of(r, &operands->at[0]),
                  operands->at[0].span);
    else
        program_here(r, program);
}
