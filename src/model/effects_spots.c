#include "base/path.h"
#include "model/effects_reader.h"
#include "model/manager_parts.h"
#include "model/paths.h"
#include "model/rows.h"

/* How far back a look for one thing goes: enough for any file that people write. */
enum { LOOK_BACK = 400 };

bool arg_is_directory(const Arg *arg)
{
    Str text = arg->value.text;
    return str_ends(text, STR("/")) || str_eq(text, STR(".")) || str_eq(text, STR("..")) ||
           str_ends(text, STR("/.")) || str_ends(text, STR("/.."));
}

Spot spot_of(const EffectReader *r, const Arg *arg)
{
    return (Spot){command_path(r->arena, r->command, arg), arg->glob};
}

Spot spot_named(const EffectReader *r, Value path)
{
    Arg arg = {.value = path};
    return spot_of(r, &arg);
}

Spot spot_cwd(const EffectReader *r)
{
    return (Spot){r->command->cwd, false};
}

Spot spot_places(const EffectReader *r, Str place)
{
    if (!str_starts(place, STR("~")))
        return (Spot){value_of(place), false};
    return spot_in(r, (Spot){command_home(r->arena, r->command), false},
                   value_of(str_tail(place, place.len > 1 ? 2 : 1)));
}

Spot spot_in(const EffectReader *r, Spot dir, Value name)
{
    if (dir.path.known == VALUE_UNKNOWN || name.known == VALUE_UNKNOWN || name.text.len == 0) {
        dir.path.known = knowledge_worse(dir.path.known, name.known);
        return dir;
    }
    Str text = dir.path.text;
    bool slash = !str_ends(text, STR("/"));
    char *joined = NEW_ARRAY(r->arena, text.len + slash + name.text.len, char);
    if (text.len > 0)
        memcpy(joined, text.at, text.len);
    if (slash)
        joined[text.len] = '/';
    memcpy(joined + text.len + slash, name.text.at, name.text.len);
    Str path = {joined, text.len + slash + name.text.len};
    if (str_find(name.text, STR("./")) < name.text.len || str_ends(name.text, STR("..")))
        path = path_clean(r->arena, path);
    return (Spot){{path, knowledge_worse(dir.path.known, name.known)}, dir.glob};
}

Value spot_name(Spot spot)
{
    Str text = spot.path.text, name = path_base(text);
    if (spot.path.known != VALUE_NAMED)
        return (Value){name, spot.path.known};
    if (str_find(name, STR("${")) == name.len)
        return value_of(name);
    /* A variable alone may hold any number of names. */
    return (Value){name, name.len == text.len ? VALUE_UNKNOWN : VALUE_NAMED};
}

/* There wherever a distribution is; sorted. */
static const Str shared_places[] = {STR_INIT("/"),
                                    STR_INIT("/bin"),
                                    STR_INIT("/boot"),
                                    STR_INIT("/dev"),
                                    STR_INIT("/etc"),
                                    STR_INIT("/etc/init.d"),
                                    STR_INIT("/etc/profile.d"),
                                    STR_INIT("/etc/ssl"),
                                    STR_INIT("/etc/ssl/certs"),
                                    STR_INIT("/home"),
                                    STR_INIT("/lib"),
                                    STR_INIT("/media"),
                                    STR_INIT("/mnt"),
                                    STR_INIT("/opt"),
                                    STR_INIT("/proc"),
                                    STR_INIT("/root"),
                                    STR_INIT("/run"),
                                    STR_INIT("/sbin"),
                                    STR_INIT("/srv"),
                                    STR_INIT("/sys"),
                                    STR_INIT("/tmp"),
                                    STR_INIT("/usr"),
                                    STR_INIT("/usr/bin"),
                                    STR_INIT("/usr/include"),
                                    STR_INIT("/usr/lib"),
                                    STR_INIT("/usr/local"),
                                    STR_INIT("/usr/local/bin"),
                                    STR_INIT("/usr/local/include"),
                                    STR_INIT("/usr/local/lib"),
                                    STR_INIT("/usr/local/sbin"),
                                    STR_INIT("/usr/local/share"),
                                    STR_INIT("/usr/sbin"),
                                    STR_INIT("/usr/share"),
                                    STR_INIT("/usr/src"),
                                    STR_INIT("/var"),
                                    STR_INIT("/var/cache"),
                                    STR_INIT("/var/lib"),
                                    STR_INIT("/var/log"),
                                    STR_INIT("/var/tmp")};

bool spot_is_shared(Spot spot)
{
    return row_find(shared_places, sizeof shared_places / sizeof *shared_places,
                    sizeof *shared_places, spot.path.text) != NULL;
}

typedef enum { SAYS_NOTHING, SAYS_DIRECTORY, SAYS_OTHER } Says;

static Says effect_says(const Effect *effect, Spot spot)
{
    if (effect->kind == EFFECT_UNKNOWN || effect->path.text.len < spot.path.text.len)
        return SAYS_NOTHING;
    PathsMeet meet = paths_meet(effect->path, effect->glob, spot.path, spot.glob);
    if (!meet.meet)
        return SAYS_NOTHING;
    if (effect->kind == EFFECT_REMOVE)
        return meet.depth == 0 ? SAYS_OTHER : SAYS_NOTHING;
    if (meet.depth > 0)
        return SAYS_DIRECTORY;
    return effect->reach == REACH_DIR || effect->reach == REACH_UNDER ? SAYS_DIRECTORY
           : effect->reach == REACH_FILE && !effect->glob             ? SAYS_OTHER
                                                                      : SAYS_NOTHING;
}

static Says effects_say(const Effects *effects, Spot spot, unsigned *budget)
{
    for (size_t i = effects->len; i > 0 && *budget > 0; i--, --*budget) {
        Says says = effect_says(&effects->at[i - 1], spot);
        if (says != SAYS_NOTHING)
            return says;
    }
    return SAYS_NOTHING;
}

bool spot_is_directory(const EffectReader *r, Spot spot)
{
    if (spot.path.known == VALUE_UNKNOWN || spot.glob)
        return false;
    if (spot_is_shared(spot) || str_eq(spot.path.text, r->step->workdir.text) ||
        (r->command && str_eq(spot.path.text, r->command->cwd.text)))
        return true;
    unsigned budget = LOOK_BACK;
    Says says = effects_say(&r->effects, spot, &budget);
    const Stage *stage = r->step->stage;
    size_t index = r->step->index;
    while (stage && says == SAYS_NOTHING && budget > 0) {
        while (index > 0 && says == SAYS_NOTHING && budget > 0) {
            budget--;
            const Step *step = &stage->steps.at[--index];
            if (!step->onbuild)
                says = effects_say(&step->effects, spot, &budget);
        }
        stage = stage_parent(stage);
        index = stage ? stage->steps.len : 0;
    }
    return says == SAYS_DIRECTORY;
}

/* What BuildKit mounts into every RUN is in no layer. */
static bool is_outside(Str path)
{
    char first = path.len >= 4 && path.at[0] == '/' ? path.at[1] : 0;
    if (first != 'd' && first != 'p' && first != 's' && first != 'e')
        return false;
    static const char *const roots[] = {"/dev", "/proc", "/sys"};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        Str root = str_from(roots[i]);
        if (str_starts(path, root) && (path.len == root.len || path.at[root.len] == '/'))
            return true;
    }
    return str_eq(path, STR("/etc/hosts")) || str_eq(path, STR("/etc/resolv.conf"));
}

static const Mount *mount_over(const Step *step, const Effect *effect)
{
    for (size_t i = step->mounts.len; i > 0; i--) {
        const Mount *mount = &step->mounts.at[i - 1];
        if (paths_meet(effect->path, effect->glob, mount->target, false).second_all ||
            (effect->path.known == VALUE_UNKNOWN &&
             path_covers_home(mount->target.text, effect->path.text)))
            return mount;
    }
    return NULL;
}

void effect_add(EffectReader *r, Effect effect)
{
    if (r->command && is_outside(effect.path.text))
        return;
    effect.step = r->step;
    effect.command = r->shown ? r->shown : r->command;
    if (r->shown)
        effect.span = r->shown->span;
    if (effect.sure < r->sure)
        effect.sure = r->sure;
    if (effect.glob && effect.sure == SURE_ALWAYS)
        effect.sure = SURE_MAYBE;
    if (r->step->mounts.len > 0)
        effect.mount = mount_over(r->step, &effect);
    *PUSH(r->arena, &r->effects) = effect;
}

void effect_on(EffectReader *r, EffectKind kind, Reach reach, Brings brings, Spot spot, Span span)
{
    effect_add(r, (Effect){.kind = kind,
                           .reach = reach,
                           .brings = brings,
                           .path = spot.path,
                           .glob = spot.glob,
                           .span = span});
}

void effect_unknown(EffectReader *r, Spot below)
{
    effect_add(r, (Effect){.kind = EFFECT_UNKNOWN,
                           .sure = SURE_UNKNOWN,
                           .reach = REACH_UNDER,
                           .path = below.path,
                           .span = r->command->span});
}
