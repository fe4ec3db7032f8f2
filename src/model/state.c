/* What a shell knows while it runs: variables, directory, user. */
#include "base/path.h"
#include "model/runner.h"

enum { LOOKS_MAX = 256, CHANGES_MAX = 64 };

static const Str dynamic_names[] = {
    STR_INIT("RANDOM"),        STR_INIT("SECONDS"),  STR_INIT("LINENO"),
    STR_INIT("PPID"),          STR_INIT("BASHPID"),  STR_INIT("HOSTNAME"),
    STR_INIT("UID"),           STR_INIT("EUID"),     STR_INIT("OPTARG"),
    STR_INIT("OPTIND"),        STR_INIT("REPLY"),    STR_INIT("PIPESTATUS"),
    STR_INIT("BASH_VERSION"),  STR_INIT("GROUPS"),   STR_INIT("OSTYPE"),
    STR_INIT("HOSTTYPE"),      STR_INIT("MACHTYPE"), STR_INIT("SHLVL"),
    STR_INIT("EPOCHSECONDS"),  STR_INIT("IFS"),      STR_INIT("BASH"),
    STR_INIT("EPOCHREALTIME"), STR_INIT("SHELL"),    STR_INIT("BASH_SOURCE"),
    STR_INIT("FUNCNAME"),      STR_INIT("TERM"),
};

static bool is_dynamic(Str name)
{
    for (size_t i = 0; i < sizeof dynamic_names / sizeof *dynamic_names; i++)
        if (str_eq(dynamic_names[i], name))
            return true;
    return false;
}

/* ${NAME}: what stands for a value that the file does not tell. */
static Value value_named(Runner *r, Str name)
{
    Buf text;
    buf_init(&text, r->arena);
    buf_add(&text, STR("${"));
    buf_add(&text, name);
    buf_char(&text, '}');
    return (Value){buf_str(&text), VALUE_NAMED};
}

static Found found(FoundKind kind, Value value)
{
    return (Found){.kind = kind, .value = value};
}

/* Images set variables in capitals. The proxies are in small letters, too. */
static bool may_come_from_base(const Runner *r, Str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] >= 'a' && name.at[i] <= 'z')
            return str_ends(name, STR("_proxy"));
    return r->step->vars && r->step->vars->open;
}

static Found find_in_step(Runner *r, Str name)
{
    const Var *var = var_find(r->step->vars, name);
    if (var)
        return found(FOUND_SET, var->value);
    if (str_eq(name, STR("HOME")))
        return found(FOUND_SET, state_home(r, (Str){0}));
    if (str_eq(name, STR("PWD")))
        return found(FOUND_SET, r->state.cwd);
    if (str_eq(name, STR("OLDPWD")))
        return found(FOUND_SET, r->state.previous);
    var = var_known(r->step->vars, name);
    if (var)
        return found(var->kind == VAR_ARG || var->kind == VAR_GLOBAL_ARG ? FOUND_DECLARED
                                                                         : FOUND_MAYBE,
                     value_named(r, name));
    if (r->state.sourced || is_dynamic(name))
        return found(FOUND_MAYBE, value_unknown(value_named(r, name).text));
    if (may_come_from_base(r, name))
        return found(FOUND_MAYBE, value_named(r, name));
    return found(FOUND_UNSET, value_of((Str){0}));
}

static bool is_own(const ShellVar *var, Str name, bool child)
{
    return var->kind <= NAME_UNSET && (!child || var->exported) && str_eq(var->name, name);
}

Found state_find(Runner *r, Str name)
{
    bool child = false;
    unsigned looks = 0;
    for (const ShellVar *var = r->state.names; var; var = var->before) {
        child |= var->kind == NAME_FENCE;
        if (var->kind == NAME_WALL || ++looks > LOOKS_MAX)
            return found(FOUND_MAYBE, value_unknown(value_named(r, name).text));
        if (!is_own(var, name, child))
            continue;
        if (var->kind == NAME_UNSET)
            return found(FOUND_UNSET, value_of((Str){0}));
        return (Found){FOUND_SET, var->value, var->items, var->count, var->array};
    }
    return find_in_step(r, name);
}

void state_add(Runner *r, ShellVar var)
{
    ShellVar *added = NEW(r->arena, ShellVar);
    *added = var;
    added->before = r->state.names;
    r->state.other_blanks |= str_eq(var.name, STR("IFS"));
    r->state.names = added;
    if (var.kind > NAME_UNSET)
        return;
    Var shown = {.name = var.name,
                 .value = var.value,
                 .kind = var.exported ? VAR_ENV : VAR_SHELL,
                 .has_value = true};
    r->state.vars = var_add(r->arena, r->state.vars, shown);
}

static const ShellVar *find_own(const Runner *r, Str name)
{
    unsigned looks = 0;
    for (const ShellVar *var = r->state.names; var && looks++ < LOOKS_MAX; var = var->before)
        if (is_own(var, name, false))
            return var;
    return NULL;
}

static bool is_exported(const Runner *r, Str name)
{
    const ShellVar *own = find_own(r, name);
    return r->state.exports_all || (own ? own->exported : var_known(r->step->vars, name) != NULL);
}

void state_set(Runner *r, Str name, Value value, bool exported)
{
    state_add(
        r, (ShellVar){.name = name, .value = value, .exported = exported || is_exported(r, name)});
}

void state_set_array(Runner *r, Str name, const Value *items, size_t count)
{
    ShellVar var = {.name = name, .items = items, .count = count, .array = true};
    var.value = count ? items[0] : value_of((Str){0});
    state_add(r, var);
}

void state_unset(Runner *r, Str name)
{
    /* Exported, so that a child shell sees that it is gone. */
    state_add(r, (ShellVar){.kind = NAME_UNSET, .name = name, .exported = true});
}

void state_export(Runner *r, Str name)
{
    const ShellVar *own = find_own(r, name);
    if (!own || own->exported)
        return;
    ShellVar copy = *own;
    copy.exported = true;
    state_add(r, copy);
}

void state_forget(Runner *r, Str name)
{
    state_set(r, name, value_unknown(value_named(r, name).text), false);
}

static Found find_from(Runner *r, const ShellVar *names, Str name)
{
    State kept = r->state;
    r->state.names = names;
    Found it = state_find(r, name);
    r->state = kept;
    return it;
}

static bool same_value(Value a, Value b)
{
    return a.known == b.known && a.known != VALUE_UNKNOWN && str_eq(a.text, b.text);
}

static bool same_found(const Found *a, const Found *b)
{
    return a->kind == b->kind && a->array == b->array && a->items == b->items &&
           a->count == b->count && same_value(a->value, b->value);
}

static bool is_merged(const ShellVar *from, const ShellVar *to, Str name)
{
    for (; from != to; from = from->before)
        if (is_own(from, name, false))
            return true;
    return false;
}

/* What one side has set since the base; false when that is too much to compare. */
static bool merge_names(Runner *r, const State *a, const State *b, const ShellVar *base,
                        const ShellVar *changed)
{
    for (unsigned count = 0; changed != base; changed = changed->before) {
        if (changed->kind > NAME_UNSET || ++count > CHANGES_MAX)
            return false;
        if (is_merged(r->state.names, base, changed->name))
            continue;
        Found one = find_from(r, a->names, changed->name);
        Found two = find_from(r, b->names, changed->name);
        if (same_found(&one, &two))
            state_add(r, (ShellVar){one.kind == FOUND_UNSET ? NAME_UNSET : NAME_SET, changed->name,
                                    one.value, one.items, one.count, one.array, changed->exported,
                                    NULL});
        else
            state_forget(r, changed->name);
    }
    return true;
}

static Value merge_value(Value a, Value b)
{
    return same_value(a, b) ? a : value_unknown(a.text);
}

static void merge_running(Runner *r, State *into, const State *other, const State *base)
{
    State kept = r->state, one = *into, merged = one;
    if (into->names != other->names) {
        r->state.names = base->names;
        r->state.vars = base->vars;
        if (!merge_names(r, &one, other, base->names, one.names) ||
            !merge_names(r, &one, other, base->names, other->names))
            state_add(r, (ShellVar){.kind = NAME_WALL});
        merged.names = r->state.names;
        merged.vars = r->state.vars;
    }
    r->state = kept;
    merged.cwd = merge_value(one.cwd, other->cwd);
    merged.previous = merge_value(one.previous, other->previous);
    merged.last = merge_value(one.last, other->last);
    merged.user = merge_value(one.user, other->user);
    merged.params.unknown |= other->params.unknown || one.params.at != other->params.at ||
                             one.params.len != other->params.len;
    merged.pushed = one.pushed == other->pushed ? one.pushed : NULL;
    merged.other_blanks |= other->other_blanks;
    merged.sourced |= other->sourced;
    merged.exports_all |= other->exports_all;
    merged.elsewhere |= other->elsewhere;
    *into = merged;
}

void state_merge(Runner *r, State *into, const State *with, const State *base)
{
    /* Either may be the runner's own, which is used to look things up. */
    State copy = *with, *other = &copy;
    if (into->ending != RUNS_ON && other->ending != RUNS_ON) {
        Ending nearer = into->ending < other->ending ? into->ending : other->ending;
        into->ends_surely &= other->ends_surely && into->ending == other->ending;
        into->ending = nearer;
    } else if (into->ending != RUNS_ON) {
        *into = *other;
    } else if (other->ending == RUNS_ON) {
        merge_running(r, into, other, base);
    }
}

Value state_home(Runner *r, Str user)
{
    if (user.len > 0)
        return home_value(r->arena, value_of(user));
    if (r->state.user.text.len > 0)
        return home_value(r->arena, r->state.user);
    return home_value(r->arena, r->step->user);
}
