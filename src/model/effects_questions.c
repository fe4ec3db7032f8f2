#include "model/effects_places.h"

/* What happened to a place before an effect, newest first. */
typedef struct {
    Arena *arena;
    const Effect *asking;
    Place place;
    Effect gone; /* the asking one, at its place */
    EffectRefs found;
    const Effect *takers[64]; /* met so far: later in the chain than what is looked at */
    size_t taker_count;
    const Effect *at_root; /* a copy to "/" that may hold the program of the image */
    bool over;             /* nothing older is left there */
    bool filled; /* the step itself filled what is around: only who names the place counts */
    const Effect *made_dir; /* the outermost directory made since, at the place or around it */
    bool made;   /* the first directory of its path was made later than what is looked at now, so
                    that no copy to "/" brought it */
    bool unread; /* the step itself did something unknown in "/" */
    unsigned budget;
} Look;

/* A step's effects stand in the order of its commands. */
static size_t effects_before(const Effects *effects, size_t index)
{
    size_t low = 0, high = effects->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (effects->at[middle].command && effects->at[middle].command->index < index)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

Effects command_effects(const Command *command)
{
    const Effects *all = &command->step->effects;
    if (all->len == 0)
        return (Effects){0};
    size_t from = effects_before(all, command->index);
    size_t to = effects_before(all, command->index + 1);
    return (Effects){.at = all->at + from, .len = to - from, .cap = to - from};
}

const Effect *effect_undone(const Effect *effect)
{
    const Effects *effects = &effect->step->effects;
    const Effect *end = effects->at + effects->len;
    if (end - effect > EFFECTS_LOOK)
        end = effect + EFFECTS_LOOK;
    Place place = effect_place(effect);
    for (const Effect *later = effect + 1; later < end; later++)
        if (effect_takes(later) && !places_differ(later, &place) && effect_covers(later, effect))
            return later;
    return NULL;
}

const Effect *effect_removed(const StepRefs *chain, const Effect *effect)
{
    unsigned budget = EFFECTS_LOOK;
    Place place = effect_place(effect);
    for (size_t i = chain_place(chain, effect->step) + 1; i < chain->len && budget > 0; i++) {
        const Step *step = chain->at[i];
        budget--;
        if (step->onbuild)
            continue;
        for (size_t j = 0; j < step->effects.len && budget > 0; j++, budget--) {
            const Effect *later = &step->effects.at[j];
            if (effect_takes(later) && !places_differ(later, &place) &&
                effect_covers(later, effect))
                return later;
        }
    }
    return NULL;
}

static bool is_left(const Effect *effect)
{
    return effect->kind != EFFECT_REMOVE && effect->kind != EFFECT_UNKNOWN && !effect->mount &&
           !effect_undone(effect);
}

EffectRefs step_leaves(Arena *arena, const Step *step)
{
    EffectRefs left = {0};
    for (size_t i = 0; i < step->effects.len; i++)
        if (is_left(&step->effects.at[i]))
            *PUSH(arena, &left) = &step->effects.at[i];
    return left;
}

/* The file that the image's containers start with. */
static bool runs_place(const Stage *stage, Place place)
{
    const Step *start = stage->entrypoint ? stage->entrypoint : stage->command;
    const Script *script = start ? start->script : NULL;
    if (!script || script->commands.len == 0)
        return false;
    Value program = script->commands.at[0].program;
    return str_starts(program.text, STR("/")) &&
           paths_compare(program, false, place.path, place.glob) != PLACES_APART;
}

static void push_writer(Look *look, const Effect *writer)
{
    const Effect *last = look->found.len > 0 ? look->found.at[look->found.len - 1] : NULL;
    if (last && last->step == writer->step && last->command == writer->command)
        return;
    *PUSH(look->arena, &look->found) = writer;
}

static bool is_taken(const Look *look, const Effect *writer)
{
    for (size_t i = 0; i < look->taker_count; i++)
        if (effect_covers(look->takers[i], writer))
            return true;
    return effect_undone(writer);
}

/* What wrote a place wrote all of it, so that nothing older there is asked about: the one file, a
   name inside of what it filled, or a directory that is its own. */
static bool owns(const Effect *writer, Place place)
{
    if (!effect_writes(writer) || effect_is_nowhere(writer) || writer->glob)
        return false;
    PathsMeet meet = paths_meet(writer->path, false, place.path, place.glob);
    if (!meet.meet || meet.depth > 0)
        return false;
    bool fills = writer->reach == REACH_UNDER || writer->reach == REACH_TREE;
    if (meet.depth < 0)
        return fills && !str_eq(writer->path.text, STR("/"));
    return !fills || writer->brings == BRINGS_BUILD || writer->brings == BRINGS_PACKAGE ||
           writer->brings == BRINGS_CLONE;
}

static Str first_name(Value path)
{
    return str_cut(str_tail(path.text, path.text.len > 0), '/').head;
}

/* mkdir of the place, of what is around it or in it, as far as "/" is concerned. */
static bool makes_first(const Effect *effect, Place place)
{
    return effect->kind == EFFECT_CREATE && effect->reach == REACH_DIR && effect->command &&
           effect->brings == BRINGS_NOTHING && !effect->glob && !place.glob &&
           effect_counts(effect) && str_eq(first_name(effect->path), first_name(place.path));
}

/* mkdir of the place or of what is around it, when the question is whose owner or mode changes:
   what fills a directory above has not filled this one. */
static void note_made(Look *look, const Effect *effect)
{
    if (look->asking->kind != EFFECT_META || effect->kind != EFFECT_CREATE ||
        effect->reach != REACH_DIR || !effect->command || effect->glob || !effect_counts(effect))
        return;
    PathsMeet meet = paths_meet(effect->path, false, look->place.path, look->place.glob);
    bool outer = !look->made_dir || effect->path.text.len < look->made_dir->path.text.len;
    if (meet.meet && meet.depth <= 0 && outer)
        look->made_dir = effect;
}

static bool is_above_made(const Look *look, const Effect *writer)
{
    if (!look->made_dir || writer->glob)
        return false;
    PathsMeet meet = paths_meet(writer->path, false, look->made_dir->path, false);
    return meet.meet && meet.depth < 0;
}

static bool fills_root(const Effect *effect)
{
    return effect->reach == REACH_UNDER && str_eq(effect->path.text, STR("/"));
}

/* Something else than this one has filled "/" since, or may have, that fits the place no worse. */
static bool root_is_hidden(const Look *look, const Effect *writer)
{
    if (!fills_root(writer))
        return false;
    if (look->made)
        return true;
    bool fits = archive_fits(writer, look->place.path) != FITS_NOT;
    return writer->brings == BRINGS_UNPACK && !fits && look->unread;
}

static void look_at(Look *look, const Effect *earlier)
{
    look->made = look->made || makes_first(earlier, look->place);
    note_made(look, earlier);
    if (places_differ(earlier, &look->place))
        return;
    if (effect_takes(earlier) && effect_counts(earlier)) {
        size_t room = sizeof look->takers / sizeof *look->takers;
        if (places_compare(effect_gone(earlier), look->place) != PLACES_APART) {
            look->over |= effect_covers_place(earlier, look->place, true);
            if (look->taker_count < room)
                look->takers[look->taker_count++] = earlier;
        }
    }
    if (!effect_writes(earlier) || look->over)
        return;
    Places places = effects_compare(earlier, &look->gone);
    if (places != PLACES_APART) {
        bool hidden = (look->filled && places == PLACES_AROUND) || root_is_hidden(look, earlier) ||
                      is_above_made(look, earlier);
        if (!hidden && !is_taken(look, earlier))
            push_writer(look, earlier);
        bool made = earlier->brings == BRINGS_BUILD || earlier->brings == BRINGS_PACKAGE;
        look->over |= made && owns(earlier, look->place);
    } else if (earlier->reach == REACH_UNDER && str_eq(earlier->path.text, STR("/")) &&
               (earlier->brings == BRINGS_CONTEXT || earlier->brings == BRINGS_STAGE) &&
               !look->at_root) {
        look->at_root = earlier;
    }
}

static void look_back(Look *look, const Effects *effects, size_t from)
{
    for (size_t i = from; i > 0 && look->budget > 0 && !look->over; i--, look->budget--)
        look_at(look, &effects->at[i - 1]);
}

/* What the same step did before: what it took away, and what it wrote itself. */
static void look_at_own(Look *look)
{
    const Effects *effects = &look->asking->step->effects;
    size_t index = (size_t)(look->asking - effects->at);
    for (size_t i = 0; i < effects->len && i < EFFECTS_LOOK && !look->made; i++)
        look->made = makes_first(&effects->at[i], look->place) ||
                     (i < index && effects->at[i].brings == BRINGS_UNPACK &&
                      fills_root(&effects->at[i]) && effects_compare(&effects->at[i], &look->gone));
    for (size_t i = index; i > 0 && look->budget > 0 && !look->over; i--, look->budget--) {
        const Effect *earlier = &effects->at[i - 1];
        note_made(look, earlier);
        look->unread |= earlier->kind == EFFECT_UNKNOWN && str_eq(earlier->path.text, STR("/"));
        if (places_differ(earlier, &look->place))
            continue;
        if (effect_takes(earlier))
            look_at(look, earlier);
        if (!owns(earlier, look->place))
            continue;
        bool around =
            paths_meet(earlier->path, false, look->place.path, look->place.glob).depth < 0;
        look->filled |= around;
        look->over |= !around;
    }
    look->found = (EffectRefs){0};
}

static bool shows_directory(const Effect *effect, Place place)
{
    if (effect->kind == EFFECT_UNKNOWN || effect->kind == EFFECT_META ||
        places_differ(effect, &place))
        return false;
    PathsMeet meet = paths_meet(effect->path, effect->glob, place.path, place.glob);
    if (!meet.meet || meet.depth < 0)
        return false;
    return meet.depth > 0 || effect->reach == REACH_DIR || effect->reach == REACH_UNDER;
}

/* VOLUME of it, ENV X_HOME with it, or an ENV with a path in it. */
static bool words_show_directory(const Step *step, Str path)
{
    InstructionKind kind = step->instruction->kind;
    for (size_t i = 0; kind == INST_VOLUME && i < step->words.len; i++)
        if (str_eq(step->words.at[i].value.text, path))
            return true;
    for (size_t i = 0; kind == INST_ENV && i < step->bindings.len; i++) {
        const Binding *binding = &step->bindings.at[i];
        Str value = binding->value.text, key = binding->key.text;
        size_t at = str_find(value, path);
        if (at < value.len && at + path.len < value.len && value.at[at + path.len] == '/')
            return true;
        if (str_eq(value, path) && (str_ends(key, STR("HOME")) || str_ends(key, STR("_DIR")) ||
                                    str_ends(key, STR("_ROOT"))))
            return true;
    }
    return false;
}

/* The text shows that a path is a directory: then its own mode and owner move no bytes. */
static bool is_directory(const StepRefs *chain, const Effect *effect)
{
    Place place = effect_place(effect);
    unsigned budget = EFFECTS_LOOK;
    for (size_t i = chain_place(chain, effect->step) + 1; i > 0 && budget > 0; i--, budget--) {
        const Step *step = i <= chain->len ? chain->at[i - 1] : effect->step;
        PathsMeet meet = paths_meet(step->workdir, false, place.path, place.glob);
        if ((meet.meet && meet.depth >= 0) || words_show_directory(step, place.path.text))
            return true;
        for (size_t j = 0; j < step->effects.len && budget > 0; j++, budget--)
            if (shows_directory(&step->effects.at[j], place))
                return true;
    }
    return false;
}

typedef struct {
    const Command *at[16]; /* met so far: later in the chain than what is looked at */
    size_t len;
} Removals;

static bool are_one_world(const Command *removes, const Command *brought)
{
    return removes->manager == brought->manager ||
           (removes->manager->system && brought->manager->system);
}

static bool names_package(const Command *removes, Str name)
{
    for (size_t i = 0; i < removes->packages.len && i < EFFECTS_LOOK; i++)
        if (name.len > 0 && str_eq(removes->packages.at[i].name, name))
            return true;
    return false;
}

static bool is_gone(const Removals *since, const Command *brought, Str name)
{
    for (size_t i = 0; i < since->len; i++)
        if (are_one_world(since->at[i], brought) && names_package(since->at[i], name))
            return true;
    return false;
}

/* Some of what was brought is there, by its name or that of its group, until this takes it. */
static bool removes_some(const Command *removes, const Command *brought, const Removals *since)
{
    if (!are_one_world(removes, brought))
        return false;
    Str group = command_group(brought).text;
    bool grouped = group.len > 0;
    if (grouped && is_gone(since, brought, group))
        return false;
    if (grouped && names_package(removes, group))
        return true;
    for (size_t i = 0; i < brought->packages.len && i < EFFECTS_LOOK; i++) {
        Str name = brought->packages.at[i].name;
        if (names_package(removes, name) && !is_gone(since, brought, name))
            return true;
    }
    return false;
}

/* A removal by a package manager concerns what it brought, by the packages' names. */
static EffectRefs package_writers(Arena *arena, const StepRefs *chain, const Effect *effect)
{
    EffectRefs found = {0};
    Removals since = {0};
    unsigned budget = EFFECTS_LOOK;
    size_t end = (size_t)(effect - effect->step->effects.at);
    for (size_t i = chain_place(chain, effect->step) + 1; i > 0 && budget > 0; i--, budget--) {
        const Step *step = i <= chain->len ? chain->at[i - 1] : effect->step;
        bool own = step == effect->step;
        size_t from = own ? end : step->effects.len;
        for (size_t j = step->onbuild ? 0 : from; j > 0 && budget > 0; j--, budget--) {
            const Effect *earlier = &step->effects.at[j - 1];
            if (earlier->brings != BRINGS_PACKAGE || !earlier->command ||
                !earlier->command->manager)
                continue;
            if (earlier->kind == EFFECT_REMOVE && since.len < sizeof since.at / sizeof *since.at)
                since.at[since.len++] = earlier->command;
            else if (!own && effect_writes(earlier) &&
                     removes_some(effect->command, earlier->command, &since))
                *PUSH(arena, &found) = earlier;
        }
    }
    return found;
}

EffectRefs effect_writers(Arena *arena, const StepRefs *chain, const Effect *effect)
{
    Look look = {
        .arena = arena, .asking = effect, .place = effect_gone(effect), .budget = EFFECTS_LOOK};
    look.gone = *effect;
    look.gone.path = look.place.path;
    look.gone.glob = look.place.glob;
    look.gone.reach = look.place.reach;
    if (effect->mount)
        return look.found;
    if (effect->kind == EFFECT_REMOVE && effect->brings == BRINGS_PACKAGE && effect->command)
        return package_writers(arena, chain, effect);
    if (effect_is_nowhere(effect) ||
        (effect->kind == EFFECT_META && effect->reach == REACH_EITHER && !effect->glob &&
         is_directory(chain, effect)))
        return look.found;
    look_at_own(&look);
    for (size_t i = chain_place(chain, effect->step); i > 0 && !look.over && look.budget > 0; i--) {
        const Step *step = chain->at[i - 1];
        look.budget--;
        if (!step->onbuild)
            look_back(&look, &step->effects, step->effects.len);
    }
    const Stage *last = chain->len > 0 ? chain->at[chain->len - 1]->stage : NULL;
    if (look.at_root && look.found.len == 0 && !look.over && last && runs_place(last, look.place))
        push_writer(&look, look.at_root);
    return look.found;
}

const Effect *path_latest(const StepRefs *chain, const Step *before, Value path)
{
    Place place = {path, false, REACH_FILE};
    unsigned budget = EFFECTS_LOOK;
    for (size_t i = chain_place(chain, before); i > 0 && budget > 0; i--, budget--) {
        const Step *step = chain->at[i - 1];
        for (size_t j = step->onbuild ? 0 : step->effects.len; j > 0 && budget > 0; j--, budget--) {
            const Effect *effect = &step->effects.at[j - 1];
            if (effect_is_nowhere(effect) || effect->mount)
                continue;
            if (places_compare(effect_place(effect), place) != PLACES_APART ||
                (effect->kind == EFFECT_MOVE &&
                 places_compare(effect_gone(effect), place) != PLACES_APART))
                return effect;
        }
    }
    return NULL;
}
