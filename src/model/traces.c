#include "base/buf.h"
#include "base/path.h"
#include "model/manager_parts.h"
#include "model/model.h"

static Value below(Arena *arena, Value dir, Str rest)
{
    if (rest.len == 0)
        return dir;
    Buf path;
    buf_init(&path, arena);
    buf_add(&path, dir.text);
    buf_char(&path, '/');
    buf_add(&path, rest);
    return (Value){path_clean(arena, buf_str(&path)), dir.known};
}

/* Where a trace was moved; nothing when no option or variable says so. */
static bool moved_to(Arena *arena, const Command *command, Str moved_by, Value *place)
{
    for (Str item; list_next(&moved_by, ' ', &item);) {
        StrCut cut = str_cut(item, '/');
        Value dir = {0};
        if (item.at[0] == '-') {
            for (size_t i = 0; i < command->options.len; i++)
                if (str_eq(command->options.at[i].name, cut.head))
                    dir = command->options.at[i].value.value;
        } else {
            const Var *var = var_find(command->vars, cut.head);
            if (var)
                dir = var->value;
        }
        if (dir.text.len == 0)
            continue;
        *place = below(arena, command_path(arena, command, &(Arg){.value = dir}), cut.tail);
        return true;
    }
    return false;
}

/* apk --root /target add: all of its places lie below that. */
static Value below_root(Arena *arena, const Command *command, Value place)
{
    Str options = command->manager->root;
    for (size_t i = 0; options.len > 0 && i < command->options.len; i++) {
        const CommandOption *option = &command->options.at[i];
        if (!option->has_value || !str_listed(options, option->name))
            continue;
        Value root = command_path(arena, command, &option->value);
        place = below(arena, root, str_tail(place.text, 1));
    }
    return place;
}

static Value place_of(Arena *arena, const Command *command, Str path)
{
    if (path.at[0] == '~')
        return below(arena, command_home(arena, command), str_tail(path, 2));
    return below_root(arena, command, value_of(path));
}

/* "debian=/a ubuntu=/b": what stands there for the command's base. */
static bool place_on_base(const Command *command, Str rest, Value *place)
{
    Str base = {0};
    if (rest.len > 0)
        base = command_base(command, true);
    for (Str item; list_next(&rest, ' ', &item);) {
        StrCut cut = str_cut(item, '=');
        if (!str_eq(cut.head, base))
            continue;
        *place = value_of(cut.tail);
        return true;
    }
    return false;
}

/* The one place that is known for sure: moved there, or by the base image's own settings. */
static bool known_place(Arena *arena, const Command *command, const ManagerTrace *trace,
                        Value *place)
{
    return moved_to(arena, command, trace->moved_by, place) ||
           place_on_base(command, trace->images, place);
}

Values command_trace_places(Arena *arena, const Command *command, const ManagerTrace *trace)
{
    Values places = {0};
    Value known;
    if (known_place(arena, command, trace, &known)) {
        *PUSH(arena, &places) = known;
        return places;
    }
    Str rest = trace->path;
    for (Str path; list_next(&rest, ' ', &path);)
        *PUSH(arena, &places) = place_of(arena, command, path);
    return places;
}

Value command_trace_path(Arena *arena, const Command *command, const ManagerTrace *trace)
{
    Value known;
    if (known_place(arena, command, trace, &known) || place_on_base(command, trace->likely, &known))
        return known;
    return place_of(arena, command, str_cut(trace->path, ' ').head);
}

bool command_trace_settled(Arena *arena, const Command *command, const ManagerTrace *trace)
{
    Value known;
    return !str_cut(trace->path, ' ').found || known_place(arena, command, trace, &known);
}

/* PIP_CACHE_DIR=/dev/null and its like: written, and in no layer. */
static bool moved_nowhere(const Command *command, Str moved_by)
{
    for (Str item; list_next(&moved_by, ' ', &item);) {
        if (item.at[0] == '-')
            continue;
        const Var *var = var_find(command->vars, str_cut(item, '/').head);
        if (var && var->value.text.len > 0)
            return str_eq(var->value.text, STR("/dev/null")) || str_eq(var->value.text, STR("off"));
    }
    return false;
}

/* Looked at first: what does nothing of the kind needs no look at its options. */
static bool may_leave(const Command *command, const ManagerTrace *trace)
{
    const ManagerVerb *verb = command->manager_verb;
    return verb && trace->acts & (1u << verb->act | ON_DOWNLOAD);
}

bool command_leaves(const Command *command, const ManagerTrace *trace)
{
    return !trace->perhaps && may_leave(command, trace) && act_leaves(command, command->act, trace);
}

bool act_leaves(const Command *command, ManagerAct act, const ManagerTrace *trace)
{
    return may_leave(command, trace) && (trace->acts & 1u << act) != 0 &&
           !options_give(&command->options, trace->prevented_by) &&
           !variables_give(command->vars, trace->prevented_env) &&
           !moved_nowhere(command, trace->moved_by);
}

/* The verb by its first spelling; `go clean -cache -modcache` is two in one, so its options are
   looked at by themselves. */
static bool verb_cleans(const Command *command, Str verb)
{
    Str first = str_cut(command->manager_verb->words, '|').head;
    for (Str want, has; list_next(&verb, ' ', &want);) {
        if (want.at[0] == '-') {
            if (!options_give_verb(&command->options, want))
                return false;
        } else if (!list_next(&first, ' ', &has) || !str_eq(has, want)) {
            return false;
        }
    }
    return true;
}

bool command_cleans(const Command *command, const ManagerTrace *trace)
{
    const ManagerVerb *done = command->manager_verb;
    if (!done || done->act != ACT_CLEAN || command->act != ACT_CLEAN)
        return false;
    Str rest = trace->cleaned_by;
    for (Str verb; list_next(&rest, '|', &verb);)
        if (verb_cleans(command, verb))
            return true;
    return false;
}
