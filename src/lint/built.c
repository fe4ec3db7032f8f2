/* The image that was built from the file, as rules see it: one pass over what its lines stored. */
#include "base/index.h"
#include "lint/report.h"

struct Built {
    Report *out;
    const ImageCost *cost;
    Arena *scratch;     /* while one entry is visited */
    Str path;           /* of that one; empty until a rule asks */
    BuiltLayer *layers; /* by their place in the image */
    bool *own;          /* a line made it, and says the same still */
    Arena *arena;       /* while the image is */
    Index twins;        /* numbers from 1 in the image's list, by what they hold */
    bool twins_known;
    size_t texts;                      /* of living files that were read */
    const Death ***deaths;             /* of each layer by entry; NULL where nothing died */
    uint16_t *each_entry, *each_spare; /* rules that are on */
};

static LayerRecord *record_of(const Built *built, size_t layer)
{
    const LayerBlob *blob = built->cost->image->layers.at[layer].blob;
    return blob ? blob->record : NULL;
}

/* ---- which layers, and what died ---- */

static void find_layers(Built *built)
{
    const LedgerLines *lines = &built->out->ledger->lines;
    size_t count = built->cost->layer_count;
    built->layers = NEW_ARRAY(built->arena, count + 1, BuiltLayer);
    built->own = NEW_ARRAY(built->arena, count + 1, bool);
    bool *changed = NEW_ARRAY(built->scratch, count + 1, bool);
    for (size_t i = 0; i < lines->len; i++) {
        const LedgerLine *line = &lines->at[i];
        if (line->layer == LEDGER_NONE || line->layer >= count)
            continue;
        built->own[line->layer] = true;
        changed[line->layer] |= line->state != LINE_SAME;
        built->layers[line->layer] = (BuiltLayer){line->layer, line->shared ? NULL : line->step};
    }
    for (size_t i = 0; i < count; i++)
        built->own[i] = built->own[i] && !changed[i] && record_of(built, i);
}

static void find_deaths(Built *built)
{
    const Deaths *deaths = &built->cost->deaths;
    built->deaths = NEW_ARRAY(built->arena, built->cost->layer_count + 1, const Death **);
    for (size_t i = 0; i < deaths->len; i++) {
        const Death *death = &deaths->at[i];
        const Death ***of_layer = &built->deaths[death->layer];
        if (!built->own[death->layer])
            continue;
        if (!*of_layer)
            *of_layer = NEW_ARRAY(built->arena, layer_sums(record_of(built, death->layer))->entries,
                                  const Death *);
        (*of_layer)[death->entry] = death;
    }
}

/* ---- what small files hold ---- */

/* A directory's mark: what packages_wish has, and above it one of these. */
enum { AT_ROOT, AT_SYSTEM, AT_PLAIN, APART };

/* What the distribution brings, but for /usr/local, and what packages of languages bring. */
static uint16_t place_below(uint16_t above, Str name)
{
    static const Str system = STR_INIT("usr bin sbin lib lib32 lib64 libx32 boot proc sys dev");
    static const Str packages = STR_INIT("node_modules site-packages dist-packages gems vendor "
                                         "__pycache__ .git testdata dpkg");
    if (above == AT_ROOT && str_listed(system, name))
        return AT_SYSTEM;
    bool apart = above == APART || (above == AT_SYSTEM && !str_eq(name, STR("local")));
    return apart || str_listed(packages, name) ? APART : AT_PLAIN;
}

static uint16_t mark_of(uint16_t above, Str name)
{
    uint16_t place = place_below(above / PACKAGES_MARKS, name);
    return (uint16_t)(place * PACKAGES_MARKS + packages_wish.mark(above % PACKAGES_MARKS, name));
}

enum { SMALL = 16 << 10, MANY_TEXTS = 1500, READ_TEXTS = 2000 };

static bool is_small(const LayerRecord *record, const LayerEntry *entry)
{
    uint16_t place = layer_dir(record, entry->dir)->mark / PACKAGES_MARKS;
    return (place == AT_PLAIN || place == AT_ROOT) && entry->kind == ENTRY_FILE &&
           !(entry->flags & ENTRY_SPARSE) && entry->stored > 0 && entry->stored <= SMALL;
}

static bool is_wanted(const LayerRecord *record, const LayerEntry *entry)
{
    return packages_wish.wants(record, entry) ||
           (!layer_lies(record) && layer_bodies(record)->len < MANY_TEXTS &&
            is_small(record, entry));
}

const BodyWish lint_wish = {mark_of, is_wanted};

static bool may_hold_secrets(const LayerRecord *record, const LayerEntry *entry)
{
    return packages_wish.wants(record, entry) || is_small(record, entry);
}

const BodyWish lint_secrets_wish = {mark_of, may_hold_secrets};

/* ---- the visits ---- */

static const BuiltLayer *own_layer(const Built *built, size_t layer)
{
    return built->own[layer] ? &built->layers[layer] : NULL;
}

static BuiltChange change_of(const ImageCost *cost, const Death *death)
{
    static const BuiltChange changes[] = {[META_SAME] = BUILT_SAME,
                                          [META_MODE] = BUILT_MODE,
                                          [META_OWNER] = BUILT_OWNER,
                                          [META_XATTRS] = BUILT_XATTRS};
    bool again = death->cause == CAUSE_METADATA || death->cause == CAUSE_IDENTICAL;
    return again ? changes[death_change(cost, death)] : BUILT_OTHER;
}

static void visit(Built *built, size_t layer, uint32_t number, const Death *death)
{
    const ImageCost *cost = built->cost;
    LayerRecord *record = record_of(built, layer);
    const LayerEntry *from = layer_entry(record, number);
    BuiltEntry entry = {
        .layer = own_layer(built, layer),
        .dead = death != NULL,
        .name = str_from(layer_name(record, from)),
        .stored = from->stored,
        .logical = layer_logical(record, number),
        .number = number,
        .at = layer,
    };
    if (death) {
        entry.hider = death->killer > layer ? own_layer(built, death->killer) : NULL;
        entry.removed = death->cause == CAUSE_DELETED || death->cause == CAUSE_OPAQUE;
        entry.lost = death->hidden;
        entry.change = change_of(cost, death);
    }
    entry.names = cost_names(cost, (uint32_t)layer, number);
    Spare spare = cost_spare(cost, (uint32_t)layer, number);
    entry.category = spare.category;
    entry.advice = spare.advice;
    entry.spare = spare.bytes;
    built->path = (Str){0};
    ArenaMark mark = arena_mark(built->scratch);
    for (const uint16_t *rule = built->each_entry; *rule != RULE_END; rule++) {
        built->out->rule = *rule;
        rulebook[*rule].rule->each_entry(&entry, built->out);
    }
    if (entry.category && !entry.dead)
        for (const uint16_t *rule = built->each_spare; *rule != RULE_END; rule++) {
            built->out->rule = *rule;
            rulebook[*rule].rule->each_spare(&entry, built->out);
        }
    arena_rewind(built->scratch, mark);
}

/* No rule wants to see it: BUILT_SMALL. */
static bool is_dull(const Built *built, size_t layer, uint32_t number, const LayerEntry *entry)
{
    return entry->stored < BUILT_SMALL && !(entry->flags & ENTRY_SPARSE) &&
           !cost_spare(built->cost, (uint32_t)layer, number).category;
}

static void visit_layer(Built *built, size_t layer)
{
    LayerRecord *record = record_of(built, layer);
    const Death **deaths = built->deaths[layer];
    size_t texts = 0; /* a layer has so many at most */
    for (uint32_t i = 0; i < layer_sums(record)->entries; i++) {
        const LayerEntry *entry = layer_entry(record, i);
        const Death *death = deaths ? deaths[i] : NULL;
        bool is_text = texts < MANY_TEXTS && built->texts < READ_TEXTS && is_small(record, entry);
        texts += is_text;
        bool alive = entry->kind == ENTRY_FILE && (is_text || !is_dull(built, layer, i, entry)) &&
                     cost_is_live(built->cost, (uint32_t)layer, i);
        if (death || alive)
            visit(built, layer, i, death);
    }
}

static void visit_base(Built *built)
{
    const Deaths *deaths = &built->cost->deaths;
    for (size_t i = 0; i < deaths->len; i++) {
        const Death *death = &deaths->at[i];
        if (death->layer < built->out->ledger->base_layers && built->own[death->killer])
            visit(built, death->layer, death->entry, death);
    }
}

/* Those of the rules that are on. */
static uint16_t *rules_on(const Report *out, const uint16_t *rules)
{
    size_t all = 0, on = 0;
    while (rules[all] != RULE_END)
        all++;
    uint16_t *list = NEW_ARRAY(out->arena, all + 1, uint16_t);
    for (size_t i = 0; i < all; i++)
        if (out->job->settings->on[rules[i]])
            list[on++] = rules[i];
    list[on] = RULE_END;
    return list;
}

void run_image(Report *out)
{
    Built built = {.out = out, .cost = out->job->image};
    built.each_entry = rules_on(out, rulebook_each_entry);
    built.each_spare = rules_on(out, rulebook_each_spare);
    const uint16_t *each_layer = rules_on(out, rulebook_each_layer);
    bool wanted =
        *built.each_entry != RULE_END || *built.each_spare != RULE_END || *each_layer != RULE_END;
    if (!wanted || !report_measure(out))
        return;
    built.arena = arena_open();
    built.scratch = arena_open();
    find_layers(&built);
    find_deaths(&built);
    out->built = &built;
    visit_base(&built);
    for (size_t i = 0; i < built.cost->layer_count; i++)
        if (built.own[i])
            visit_layer(&built, i);
    for (; *each_layer != RULE_END; each_layer++)
        for (size_t i = 0; report_starts(out, *each_layer) && i < built.cost->layer_count; i++)
            if (built.own[i])
                report_rule(out)->each_layer(&built.layers[i], out);
    out->built = NULL;
    arena_close(built.scratch);
    arena_close(built.arena);
}

/* ---- what rules ask ---- */

size_t report_layers(const Report *out)
{
    return out->built->cost->layer_count;
}

Str built_path(Report *out, const BuiltEntry *entry)
{
    Built *built = out->built;
    if (built->path.len == 0) {
        Str path = layer_path(record_of(built, entry->at), built->scratch, entry->number);
        built->path = str_joined(built->scratch, STR("/"), path);
    }
    return built->path;
}

bool built_has_text(const Report *out, const BuiltEntry *entry)
{
    const LayerRecord *record = record_of(out->built, entry->at);
    return is_small(record, layer_entry(record, entry->number));
}

const char *lint_secret_in_file(Arena *scratch, const LayerRecord *record, uint32_t index)
{
    Str body = layer_body(record, index);
    if (body.len == 0 || !is_small(record, layer_entry(record, index)))
        return NULL;
    Str path = str_joined(scratch, STR("/"), layer_path(record, scratch, index));
    return rules_secret_in_file(scratch, path, body);
}

const char *lint_secret_in_text(Str text)
{
    return rules_secret_in_text(text);
}

Str built_text(const Report *out, const BuiltEntry *entry)
{
    const LayerRecord *record = record_of(out->built, entry->at);
    const LayerEntry *from = layer_entry(record, entry->number);
    if (!is_small(record, from))
        return (Str){0};
    out->built->texts += !entry->dead;
    if (!layer_lies(record))
        return layer_body(record, entry->number);
    char *room = NEW_ARRAY(out->built->scratch, from->stored, char);
    return layer_body_head(record, entry->number, room, from->stored);
}

Str built_head(const Report *out, const BuiltEntry *entry)
{
    enum { HEAD = 64 };
    char *room = NEW_ARRAY(out->built->arena, HEAD, char);
    return layer_body_head(record_of(out->built, entry->at), entry->number, room, HEAD);
}

bool built_is_core(const Report *out, const BuiltEntry *entry)
{
    return layer_elf(record_of(out->built, entry->at), entry->number).core;
}

/* ---- files that hold the same bytes ---- */

static void index_twins(Built *built)
{
    const TwinsList *all = &built->cost->twins;
    built->twins_known = true;
    for (size_t i = 0; i < all->len && i < UINT32_MAX; i++) {
        const LayerEntry *first = cost_entry(built->cost, all->at[i].layer, all->at[i].entry);
        index_add(&built->twins, built->arena, (uint32_t)first->hash, (uint32_t)i + 1);
    }
}

Str built_twin(Report *out, const BuiltEntry *entry, const BuiltLayer **layer)
{
    Built *built = out->built;
    const LayerEntry *own = cost_entry(built->cost, (uint32_t)entry->at, entry->number);
    if (entry->dead || !(own->flags & ENTRY_HASHED))
        return (Str){0};
    if (!built->twins_known)
        index_twins(built);
    uint32_t hash = (uint32_t)own->hash, at;
    for (uint32_t id = index_find(&built->twins, hash, &at); id != 0;
         id = index_next(&built->twins, hash, &at)) {
        const Twins *twins = &built->cost->twins.at[id - 1];
        const LayerEntry *first = cost_entry(built->cost, twins->layer, twins->entry);
        if (first == own || first->stored != own->stored || first->hash != own->hash)
            continue;
        *layer = own_layer(built, twins->layer);
        Str path = entry_path(built->cost, built->scratch, twins->layer, twins->entry);
        return str_joined(built->scratch, STR("/"), path);
    }
    return (Str){0};
}

/* ---- what is said, and where ---- */

/* Of a move it is what goes. */
static bool takes(Effect effect, Str path)
{
    if (effect.kind == EFFECT_MOVE) {
        effect.path = effect.from;
        effect.glob = effect.from_glob;
    }
    return effect.path.known == VALUE_KNOWN && effect_holds(&effect, path);
}

static bool speaks_of(const Told *told, const BuiltEntry *entry, Str path)
{
    if (!told->killed)
        return told->layer == entry->at && !entry->dead && effect_holds(&told->effect, path);
    return entry->hider && told->layer == entry->hider->index && takes(told->effect, path);
}

bool built_told(Report *out, const BuiltEntry *entry)
{
    for (size_t i = 0; i < out->told.len; i++)
        if (out->told.at[i].effect.path.known == VALUE_KNOWN &&
            speaks_of(&out->told.at[i], entry, built_path(out, entry)))
            return true;
    return false;
}

bool built_shown(Report *out, const BuiltEntry *entry)
{
    const Step *step = entry->hider ? entry->hider->step : NULL;
    for (size_t i = 0; step && i < step->effects.len; i++) {
        const Effect *effect = &step->effects.at[i];
        bool goes = effect->kind == EFFECT_REMOVE || effect->kind == EFFECT_MOVE;
        if (goes && takes(*effect, built_path(out, entry)))
            return true;
    }
    return false;
}

/* A RUN of one command is that command's. */
static Span span_of_step(const Step *step)
{
    const Script *script = step->script;
    return script && script->commands.len == 1 ? script->commands.at[0].name_span
                                               : step->instruction->keyword.span;
}

static const Effect *writer_of(Report *out, size_t layer, Str path)
{
    ArenaMark mark = arena_mark(out->built->scratch);
    const Effect *writer = ledger_writer(out->built->scratch, out->ledger, layer, path);
    arena_rewind(out->built->scratch, mark);
    return writer;
}

const Effect *built_by(Report *out, const BuiltEntry *entry)
{
    return writer_of(out, entry->at, built_path(out, entry));
}

static Span place_of(Report *out, const BuiltLayer *layer, Str path)
{
    const Effect *writer = path.len ? writer_of(out, layer->index, path) : NULL;
    if (writer)
        return step_place(writer->step,
                          writer->command ? writer->command->name_span : writer->span);
    if (layer->step)
        return step_place(layer->step, span_of_step(layer->step));
    return out->file->target->from->instruction->keyword.span;
}

Finding *report_built(Report *out, const BuiltLayer *layer, Str path, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Finding *finding =
        report_format(out, out->file->syntax->source, place_of(out, layer, path), format, args);
    va_end(args);
    return finding;
}

void finding_related_built(Finding *finding, Report *out, const BuiltLayer *layer, Str path,
                           const char *caption)
{
    finding_related(finding, place_of(out, layer, path), "%s", caption);
}

Finding *report_said(Report *out, const char *rules, const Step *step)
{
    Span span = step ? step->instruction->span : (Span){0};
    for (size_t i = 0; step && i < out->findings.len; i++) {
        Finding *finding = &out->findings.at[i];
        if (finding->source == out->file->syntax->source && finding->span.start >= span.start &&
            finding->span.end <= span.end && str_among(finding->rule->id, rules))
            return finding;
    }
    return NULL;
}
