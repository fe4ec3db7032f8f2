#include "base/path.h"
#include "model/effects_programs.h"
#include "model/paths.h"

/* cp, mv, install, ln, rsync: from several places to one. */

typedef struct {
    Spot dest;
    bool directory; /* for sure */
    bool exact;     /* -T: never into it */
    const Arg *at;
    size_t len;
} Transferred;

/* False when the command names no destination. */
static bool find_dest(EffectReader *r, Transferred *t)
{
    const Args *operands = &r->command->operands;
    const CommandOption *into = command_option(r->command, "-t --target-directory");
    *t = (Transferred){.at = operands->at, .len = operands->len};
    if (into && into->has_value) {
        t->dest = spot_of(r, &into->value);
        t->directory = true;
        return true;
    }
    if (operands->len < 2)
        return false;
    t->len--;
    const Arg *dest = &operands->at[t->len];
    t->dest = spot_of(r, dest);
    t->exact = command_option(r->command, "-T --no-target-directory");
    t->directory = !t->exact && (t->len > 1 || arg_is_directory(dest) || t->at[0].glob ||
                                 spot_is_directory(r, t->dest));
    return true;
}

static Reach move_reach(const EffectReader *r, const Program *program)
{
    return command_option_listed(r->command, program->tree) ? REACH_TREE : program->reach;
}

/* The last name of a pattern may match many; they come under their own names. */
static void go_into(EffectReader *r, const Program *program, const Transferred *t, const Arg *arg,
                    Effect effect)
{
    Spot source = {effect.from, effect.from_glob};
    Value name = spot_name(source);
    bool all = source.glob && (str_eq(name.text, STR("*")) || str_eq(name.text, STR(".*")));
    bool content = str_ends(arg->value.text, STR("/.")) || str_eq(arg->value.text, STR("."));
    Spot landed = t->dest;
    bool literal = !source.glob || path_is_literal(t->dest.path.text);
    if (!all && !content && literal && name.known != VALUE_UNKNOWN && name.text.len > 0) {
        landed = spot_in(r, t->dest, name);
        landed.glob = landed.glob || (source.glob && !path_is_literal(name.text));
        effect.reach = move_reach(r, program);
    } else {
        effect.reach = REACH_UNDER;
    }
    effect.path = landed.path;
    effect.glob = landed.glob;
    effect_add(r, effect);
}

/* cp --parents a/b /c: to /c/a/b. */
static void go_below(EffectReader *r, const Transferred *t, const Arg *arg, Effect effect)
{
    Value name = arg->value;
    while (str_starts(name.text, STR("/")))
        name.text = str_tail(name.text, 1);
    Spot landed = spot_in(r, t->dest, name);
    effect.path = landed.path;
    effect.glob = landed.glob || arg->glob;
    effect_add(r, effect);
}

static void transfer_one(EffectReader *r, const Program *program, const Transferred *t,
                         const Arg *arg)
{
    Spot source = spot_of(r, arg);
    Effect effect = {.kind = program->kind,
                     .reach = move_reach(r, program),
                     .brings = program->brings,
                     .path = t->dest.path,
                     .glob = t->dest.glob,
                     .from = source.path,
                     .from_glob = source.glob,
                     .sure = source.glob ? SURE_MAYBE : SURE_ALWAYS,
                     .span = arg->span};
    if (command_option(r->command, "--parents")) {
        go_below(r, t, arg, effect);
        return;
    }
    if (t->directory) {
        go_into(r, program, t, arg, effect);
        return;
    }
    /* Into it or in its place: both are the tree of it. */
    bool same_name = str_eq(path_base(source.path.text), path_base(t->dest.path.text));
    if (!t->exact && effect.reach == REACH_FILE && !same_name &&
        str_find_char(path_base(t->dest.path.text), '.') == path_base(t->dest.path.text).len)
        effect.reach = REACH_TREE;
    effect_add(r, effect);
}

void program_copies(EffectReader *r, const Program *program)
{
    Transferred t;
    if (!find_dest(r, &t)) {
        effect_unknown(r, spot_cwd(r));
        return;
    }
    for (size_t i = 0; i < t.len; i++) {
        if (arg_is_fed(r, &t.at[i]))
            effects_of_fed_into(r, program->kind, program->brings, t.dest);
        else
            transfer_one(r, program, &t, &t.at[i]);
    }
    if (command_is_fed(r))
        effects_of_fed_into(r, program->kind, program->brings, t.dest);
}

/* One more name is written into the file itself: a layer holds it anew. */
static void touch_sources(EffectReader *r, Reach reach)
{
    Transferred t;
    if (!find_dest(r, &t))
        t = (Transferred){.at = r->command->operands.at, .len = r->command->operands.len};
    Program row = {.kind = EFFECT_META, .reach = reach};
    for (size_t i = 0; i < t.len; i++)
        program_operand(r, &row, &t.at[i]);
}

void program_cp(EffectReader *r, const Program *program)
{
    bool hard = command_option(r->command, "-l --link");
    Program row = *program;
    if (hard || command_option(r->command, "-s --symbolic-link"))
        row.brings = BRINGS_NOTHING;
    if (hard)
        touch_sources(r, move_reach(r, program));
    program_copies(r, &row);
}

void program_install(EffectReader *r, const Program *program)
{
    if (!command_option(r->command, "-d --directory")) {
        program_copies(r, program);
        return;
    }
    Program made = {.kind = EFFECT_CREATE, .reach = REACH_DIR, .brings = BRINGS_NOTHING};
    program_operands(r, &made);
}

/* A link to what does not exist yet is one too: a lone operand is linked into the directory. */
void program_link(EffectReader *r, const Program *program)
{
    const Args *operands = &r->command->operands;
    if (!command_option(r->command, "-s --symbolic"))
        touch_sources(r, REACH_FILE);
    if (operands->len != 1) {
        program_copies(r, program);
        return;
    }
    Value name = spot_name(spot_of(r, &operands->at[0]));
    effect_on(r, EFFECT_CREATE, REACH_FILE, BRINGS_NOTHING, spot_in(r, spot_cwd(r), name),
              operands->at[0].span);
}

static const char rsync_deep[] = "-r -a --recursive --archive";

/* rsync takes the files away, not their directories. */
static void remove_source(EffectReader *r, const Arg *arg)
{
    Spot source = spot_of(r, arg);
    bool under = arg_is_directory(arg) || spot_is_directory(r, source);
    effect_add(r, (Effect){.kind = EFFECT_REMOVE,
                           .sure = SURE_MAYBE,
                           .reach = under                                           ? REACH_UNDER
                                    : command_option_listed(r->command, rsync_deep) ? REACH_TREE
                                                                                    : REACH_FILE,
                           .path = source.path,
                           .glob = source.glob,
                           .span = arg->span});
}

/* A slash behind the source means its content. Without one at the end, a lone file's destination
   is that file, or a directory that is there. */
void program_rsync(EffectReader *r, const Program *program)
{
    const Args *operands = &r->command->operands;
    if (operands->len < 2)
        return;
    const Arg *dest = &operands->at[operands->len - 1];
    if (str_find_char(dest->value.text, ':') < dest->value.text.len)
        return;
    Transferred t = {spot_of(r, dest), true, false, operands->at, operands->len - 1};
    bool one = t.len == 1 && !t.at[0].glob && !arg_is_directory(dest) &&
               !spot_is_directory(r, t.dest) && !spot_is_directory(r, spot_of(r, &t.at[0]));
    for (size_t i = 0; i < t.len; i++) {
        const Arg *arg = &t.at[i];
        Spot source = spot_of(r, arg);
        Effect effect = {.kind = EFFECT_CREATE,
                         .brings = program->brings,
                         .from = source.path,
                         .from_glob = source.glob,
                         .sure = SURE_MAYBE,
                         .span = arg->span};
        if (!arg_is_directory(arg) && !one) {
            go_into(r, program, &t, arg, effect);
            continue;
        }
        effect.path = t.dest.path;
        effect.glob = t.dest.glob;
        effect.reach = one && !arg_is_directory(arg) ? REACH_TREE : REACH_UNDER;
        effect_add(r, effect);
    }
    for (size_t i = 0; command_option(r->command, "--remove-source-files") && i < t.len; i++)
        remove_source(r, &t.at[i]);
    if (command_option(r->command, "--delete"))
        effect_unknown(r, t.dest);
}
