#include "model/effects_programs.h"
#include "model/paths.h"

/* find: what it removes itself, and what it or a pipe hands to the next program. */

/* What a find may meet, when its tests are read as far as they say something about names. */
typedef struct {
    size_t roots; /* the first so many arguments behind `first` */
    size_t first;
    const Arg *name; /* of the one -name; NULL when there is none or more */
    bool tested;     /* not all that is below the roots */
    bool files;      /* -type f: who removes those leaves nothing that has bytes */
    bool below;      /* -mindepth 1: not the roots themselves */
    bool links;      /* -type l: what has no bytes */
    bool removes;
} Found;

/* Tests that keep all there is, with how many words they take. */
static bool keeps_all(const Args *args, size_t *i, Found *found)
{
    Str word = args->at[*i].value.text;
    if (str_among(word, "-delete -depth -d -print -print0 -xdev -mount -follow -ls -noleaf"))
        return true;
    if (str_eq(word, STR("-mindepth")) && *i + 1 < args->len) {
        ++*i;
        found->below = str_eq(args->at[*i].value.text, STR("1"));
        return found->below;
    }
    return false;
}

static bool is_action(Str word)
{
    return str_among(word, "-exec -execdir -ok -okdir");
}

static Found find_read(const Command *find)
{
    const Args *args = &find->args;
    Found found = {0};
    while (found.first < args->len &&
           str_among(args->at[found.first].value.text, "-L -H -P -O1 -O2 -O3"))
        found.first++;
    size_t i = found.first, names = 0;
    while (i < args->len &&
           !memchr("-(!", (args->at[i].value.text.len ? args->at[i].value.text.at[0] : ' '), 3))
        i++;
    found.roots = i - found.first;
    for (; i < args->len; i++) {
        Str word = args->at[i].value.text;
        found.removes |= str_eq(word, STR("-delete"));
        if (is_action(word)) {
            while (i + 1 < args->len && !str_among(args->at[i].value.text, "; +"))
                i++;
        } else if (str_eq(word, STR("-name")) && i + 1 < args->len) {
            found.tested = true;
            found.name = ++names == 1 ? &args->at[i + 1] : NULL;
            i++;
        } else if (str_among(word, "-o -or ! -not ,")) {
            found.tested = true;
            found.name = NULL;
            names = 2;
            found.links = false;
        } else if (str_eq(word, STR("-type")) && i + 1 < args->len) {
            Str type = args->at[++i].value.text;
            found.links = names < 2 && str_eq(type, STR("l"));
            found.files |= str_eq(type, STR("f"));
            found.tested |= !str_eq(type, STR("f"));
        } else if (!keeps_all(args, &i, &found)) {
            found.tested = true;
        }
    }
    return found;
}

/* The name that -name gives, anywhere below the root. */
static Spot spot_of_name(const EffectReader *r, Spot root, const Arg *name)
{
    Str pattern = name->value.text;
    if (name->value.known != VALUE_KNOWN || pattern.len == 0 || !path_is_literal(root.path.text) ||
        str_find_char(pattern, '/') < pattern.len)
        return (Spot){{root.path.text, VALUE_UNKNOWN}, false};
    Spot spot = spot_in(r, root, value_of(str_joined(r->arena, STR("**/"), pattern)));
    spot.glob = true;
    return spot;
}

/* The effect on what is fed, or with `dest` on where that goes. */
static void add_fed(EffectReader *r, Effect effect, const Spot *dest)
{
    if (dest) {
        Spot from = {effect.path, effect.glob};
        if (effect.reach == REACH_UNDER && path_is_literal(from.path.text))
            from = (Spot){spot_in(r, from, value_of(STR("**/*"))).path, true};
        effect.from = from.path;
        effect.from_glob = from.glob;
        effect.sure = from.glob ? SURE_MAYBE : effect.sure;
        effect.path = dest->path;
        effect.glob = dest->glob;
        effect.reach = REACH_UNDER;
    }
    effect_add(r, effect);
}

static void on_found(EffectReader *r, const Found *found, Spot root, Span span, Effect effect,
                     const Spot *dest)
{
    effect.path = root.path;
    effect.glob = root.glob;
    effect.span = span;
    bool some = found->tested || (found->files && effect.kind != EFFECT_REMOVE);
    effect.sure = some ? SURE_MAYBE : SURE_ALWAYS;
    if (some) {
        /* Over all of the image: that it meets one file of ours is not known. */
        bool everywhere = str_eq(root.path.text, STR("/"));
        Spot named = found->name && !everywhere ? spot_of_name(r, root, found->name) : root;
        bool narrow = found->name && !everywhere && named.path.known != VALUE_UNKNOWN;
        effect.path = narrow ? named.path : root.path;
        effect.glob = narrow || root.glob;
        effect.reach = narrow ? effect.reach : REACH_UNDER;
    } else if (found->below) {
        Spot all = spot_in(r, root, value_of(STR("*")));
        effect.path = all.path;
        effect.glob = true;
    } else {
        effect.reach = REACH_TREE;
    }
    add_fed(r, effect, dest);
}

static void on_find(EffectReader *r, const Command *find, Effect effect, const Spot *dest)
{
    Found found = find_read(find);
    const Command *reading = r->command;
    if (found.links)
        return;
    for (size_t i = 0; i < found.roots; i++) {
        const Arg *arg = &find->args.at[found.first + i];
        r->command = find;
        Spot root = spot_of(r, arg);
        r->command = reading;
        on_found(r, &found, root, arg->span, effect, dest);
    }
    if (found.roots == 0)
        on_found(r, &found, (Spot){find->cwd, false}, find->name_span, effect, dest);
}

static void on_words(EffectReader *r, const Command *from, Effect effect, const Spot *dest)
{
    const Args *operands = &from->operands;
    for (size_t i = 0; i < operands->len; i++) {
        /* What holds blanks are several words to the one who reads them. */
        if (str_find_char(operands->at[i].value.text, ' ') < operands->at[i].value.text.len)
            continue;
        Spot spot = spot_of(r, &operands->at[i]);
        effect.path = spot.path;
        effect.glob = spot.glob;
        effect.span = operands->at[i].span;
        add_fed(r, effect, dest);
    }
}

static void feed(EffectReader *r, Effect effect, const Spot *dest)
{
    effect.sure = SURE_MAYBE;
    effect.path = (Value){STR(""), VALUE_UNKNOWN};
    effect.span = r->command->span;
    const Command *outer = r->command->outer;
    while (outer && !command_is(outer, "find xargs"))
        outer = outer->outer;
    bool found = outer && str_eq(outer->name, STR("find"));
    const Command *source = found ? outer : outer ? outer->pipe_from : NULL;
    if (source && str_eq(source->name, STR("find")))
        on_find(r, source, effect, dest);
    else if (source && (command_is(source, "echo printf") ||
                        (str_eq(source->name, STR("ls")) && command_option(source, "-d"))))
        on_words(r, source, effect, dest);
    else
        add_fed(r, effect, dest);
}

void effects_of_fed(EffectReader *r, EffectKind kind, Reach reach, Brings brings)
{
    feed(r, (Effect){.kind = kind, .reach = reach, .brings = brings}, NULL);
}

void effects_of_fed_into(EffectReader *r, EffectKind kind, Brings brings, Spot dest)
{
    feed(r, (Effect){.kind = kind, .reach = REACH_TREE, .brings = brings}, &dest);
}

void program_finds(EffectReader *r, const Program *program)
{
    (void)program;
    Found found = find_read(r->command);
    if (found.removes)
        on_find(r, r->command,
                (Effect){.kind = EFFECT_REMOVE, .reach = REACH_EITHER, .brings = BRINGS_NOTHING},
                NULL);
    const Args *args = &r->command->args;
    for (size_t i = 0; i + 1 < args->len; i++)
        if (str_among(args->at[i].value.text, "-fprint -fprint0 -fprintf -fls"))
            effect_on(r, EFFECT_CREATE, REACH_FILE, BRINGS_TEXT, spot_of(r, &args->at[i + 1]),
                      args->at[i + 1].span);
}
