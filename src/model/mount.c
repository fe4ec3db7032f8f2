/* --mount of RUN: what is laid over the file system while it runs. */
#include "base/buf.h"
#include "base/path.h"
#include "model/build.h"

typedef enum {
    KEY_TYPE,
    KEY_FROM,
    KEY_SOURCE,
    KEY_TARGET,
    KEY_RO,
    KEY_RW,
    KEY_REQUIRED,
    KEY_SIZE,
    KEY_ID,
    KEY_SHARING,
    KEY_MODE,
    KEY_OWNER, /* uid, gid */
    KEY_ENV,
} Key;

/* A mount while its fields are read. */
typedef struct {
    Mount *mount;
    Step *step;
    const Flag *flag;
    Str from;
    Value source, target;
    Str owner;   /* mode, uid or gid, where one is given */
    bool chosen; /* ro or rw is */
    bool sharing, env, vague;
} Fields;

static bool find_key(Str text, Key *key)
{
    static const struct {
        Str name;
        Key key;
    } keys[] = {
        {STR_INIT("type"), KEY_TYPE},       {STR_INIT("target"), KEY_TARGET},
        {STR_INIT("from"), KEY_FROM},       {STR_INIT("source"), KEY_SOURCE},
        {STR_INIT("id"), KEY_ID},           {STR_INIT("dst"), KEY_TARGET},
        {STR_INIT("src"), KEY_SOURCE},      {STR_INIT("destination"), KEY_TARGET},
        {STR_INIT("sharing"), KEY_SHARING}, {STR_INIT("ro"), KEY_RO},
        {STR_INIT("readonly"), KEY_RO},     {STR_INIT("rw"), KEY_RW},
        {STR_INIT("readwrite"), KEY_RW},    {STR_INIT("required"), KEY_REQUIRED},
        {STR_INIT("size"), KEY_SIZE},       {STR_INIT("mode"), KEY_MODE},
        {STR_INIT("uid"), KEY_OWNER},       {STR_INIT("gid"), KEY_OWNER},
        {STR_INIT("env"), KEY_ENV},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (str_eq(keys[i].name, text)) {
            *key = keys[i].key;
            return true;
        }
    }
    return false;
}

static const Str kinds[] = {
    [MOUNT_BIND] = STR_INIT("bind"),   [MOUNT_CACHE] = STR_INIT("cache"),
    [MOUNT_TMPFS] = STR_INIT("tmpfs"), [MOUNT_SECRET] = STR_INIT("secret"),
    [MOUNT_SSH] = STR_INIT("ssh"),
};

/* ---- values ---- */

static bool read_bool(Str text, bool *value)
{
    static const Str words[] = {STR_INIT("1"),     STR_INIT("t"),     STR_INIT("T"),
                                STR_INIT("true"),  STR_INIT("TRUE"),  STR_INIT("True"),
                                STR_INIT("0"),     STR_INIT("f"),     STR_INIT("F"),
                                STR_INIT("false"), STR_INIT("FALSE"), STR_INIT("False")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_eq(words[i], text)) {
            *value = i < 6;
            return true;
        }
    }
    return false;
}

/* A whole number below 2^32. */
static bool is_number(Str text, unsigned base)
{
    uint64_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned digit = (unsigned)(text.at[i] - '0');
        if (digit >= base || number > UINT32_MAX)
            return false;
        number = number * base + digit;
    }
    return text.len > 0 && number <= UINT32_MAX;
}

static bool is_size(Str text)
{
    size_t at = 0, digits = 0;
    for (; at < text.len && (text.at[at] == '.' || (text.at[at] >= '0' && text.at[at] <= '9'));
         at++)
        digits += text.at[at] != '.';
    Str unit = str_tail(text, at);
    if (str_starts(unit, STR(" ")))
        unit = str_tail(unit, 1);
    if (digits == 0 || unit.len == 0)
        return digits > 0;
    bool known = str_find_char(STR("bkmgtp"), (char)(unit.at[0] | 0x20)) < 6;
    Str rest = str_tail(unit, 1);
    bool bytes = (unit.at[0] | 0x20) == 'b';
    return known && (rest.len == 0 ||
                     (!bytes && (str_eq_nocase(rest, STR("b")) || str_eq_nocase(rest, STR("ib")))));
}

/* ---- fields ---- */

static void refuse(Builder *b, Fields *f, const char *what, Str text)
{
    step_refuse(b, f->step, f->flag->value_span, "%s in --mount: \"%.*s\"", what, STR_ARG(text));
}

static void read_type(Builder *b, Fields *f, Value value)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (str_eq_nocase(kinds[i], value.text)) {
            f->mount->kind = (MountKind)i;
            return;
        }
    }
    if (value.known == VALUE_KNOWN)
        refuse(b, f, "unsupported mount type", value.text);
    f->vague = true;
}

static void read_access(Builder *b, Fields *f, Key key, const FlagField *field, Value value)
{
    bool yes = true;
    if (field->has_value && value.known == VALUE_KNOWN && !read_bool(value.text, &yes))
        refuse(b, f, "neither true nor false", field->text);
    if (key == KEY_REQUIRED)
        return;
    f->chosen = true;
    f->mount->writable = (key == KEY_RW) == yes;
}

/* Values that are only looked at to see whether they are good. */
static void check_value(Builder *b, Fields *f, Key key, const FlagField *field, Value value)
{
    static const Str modes[] = {STR_INIT("shared"), STR_INIT("private"), STR_INIT("locked")};
    bool good = key != KEY_SHARING;
    for (size_t i = 0; key == KEY_SHARING && i < sizeof modes / sizeof *modes; i++)
        good |= str_eq_nocase(modes[i], value.text);
    if (key == KEY_SIZE)
        good = is_size(value.text);
    else if (key == KEY_MODE || key == KEY_OWNER)
        good = is_number(value.text, key == KEY_MODE ? 8 : 10);
    if (!good && value.known == VALUE_KNOWN)
        refuse(b, f, "invalid value", field->text);
}

/* Some fields need a type, and that it stands before them. */
static bool is_expected(const Fields *f, Key key)
{
    MountKind kind = f->mount->kind;
    if (f->vague)
        return true;
    if (key == KEY_REQUIRED)
        return kind == MOUNT_SECRET || kind == MOUNT_SSH;
    return key != KEY_SIZE || kind == MOUNT_TMPFS;
}

static void read_field(Builder *b, Fields *f, const FlagField *field)
{
    Key key;
    bool known = find_key(field->key, &key);
    bool bare = known && (key == KEY_RO || key == KEY_RW || key == KEY_REQUIRED);
    if (!field->has_value && !bare) {
        refuse(b, f, "a field that is not key=value", field->text);
        return;
    }
    Value value = step_expand(b, f->step, "mount", (Word){field->value, f->flag->value_span});
    if (!known || !is_expected(f, key)) {
        refuse(b, f, "unexpected key", field->text);
        return;
    }
    switch (key) {
    case KEY_TYPE:
        read_type(b, f, value);
        break;
    case KEY_FROM:
        f->from = value.text;
        break;
    case KEY_SOURCE:
        f->source = value;
        break;
    case KEY_TARGET:
        f->target = value;
        break;
    case KEY_RO:
    case KEY_RW:
    case KEY_REQUIRED:
        read_access(b, f, key, field, value);
        break;
    case KEY_ID:
        f->mount->id = value.text;
        break;
    case KEY_ENV:
        f->env = true;
        break;
    case KEY_MODE:
    case KEY_OWNER:
        f->owner = field->text;
        check_value(b, f, key, field, value);
        break;
    case KEY_SHARING:
    case KEY_SIZE:
        f->sharing |= key == KEY_SHARING;
        check_value(b, f, key, field, value);
        break;
    }
}

/* ---- the whole ---- */

static void check_together(Builder *b, Fields *f)
{
    MountKind kind = f->mount->kind;
    Str type = kinds[kind];
    if (f->vague)
        return;
    if (f->owner.len > 0 && (kind == MOUNT_BIND || kind == MOUNT_TMPFS))
        refuse(b, f, "not for this type of mount", f->owner);
    if (f->sharing && kind != MOUNT_CACHE)
        refuse(b, f, "sharing is for caches only, not for this type", type);
    if (kind == MOUNT_SSH && f->source.text.len > 0)
        refuse(b, f, "ssh does not support source", f->source.text);
    if (kind != MOUNT_SECRET)
        return;
    if (f->from.len > 0)
        refuse(b, f, "a secret has no from", f->from);
    if (f->source.text.len > 0 && f->mount->id.len > 0)
        refuse(b, f, "id and source say the same; one is too much", f->source.text);
    if (f->source.text.len == 0 && f->target.text.len == 0 && f->mount->id.len == 0)
        refuse(b, f, "a secret needs an id", type);
}

static void finish_secret(Builder *b, Fields *f)
{
    Mount *mount = f->mount;
    if (f->source.text.len > 0)
        mount->id = f->source.text;
    else if (mount->id.len == 0)
        mount->id = path_base(f->target.text);
    Value root = value_of(STR("/"));
    if (f->target.text.len > 0)
        mount->target = path_in(b->arena, root, f->target);
    else if (!f->env)
        mount->target = path_in(b->arena, value_of(STR("/run/secrets")),
                                (Value){path_base(mount->id), f->source.known});
}

static void finish_ssh(Builder *b, Fields *f, size_t index)
{
    Mount *mount = f->mount;
    if (mount->id.len == 0)
        mount->id = STR("default");
    if (f->target.text.len > 0) {
        mount->target = path_in(b->arena, value_of(STR("/")), f->target);
        return;
    }
    Buf socket;
    buf_init(&socket, b->arena);
    buf_fmt(&socket, "/run/buildkit/ssh_agent.%zu", index);
    mount->target = value_of(buf_str(&socket));
}

static void finish_tree(Builder *b, Fields *f)
{
    Mount *mount = f->mount;
    Value root = value_of(STR("/"));
    mount->target = path_in(b->arena, f->step->workdir, f->target);
    mount->source = path_in(b->arena, root, f->source);
    bool certain = f->step->workdir_set || path_is_absolute(f->target.text);
    const ModelContext *context = b->request->context;
    if (context && mount->kind == MOUNT_BIND && mount->from.kind == ORIGIN_CONTEXT &&
        !f->step->onbuild && mount->source.known == VALUE_KNOWN)
        mount->take =
            context->take(context->self, b->arena, &(TakeRequest){.path = mount->source.text});
    if (certain && mount->target.known == VALUE_KNOWN && str_eq(mount->target.text, STR("/")))
        refuse(b, f, "invalid mount target", f->target.text);
    if (mount->kind == MOUNT_CACHE && mount->id.len == 0)
        mount->id = mount->target.text;
    if (!f->chosen)
        mount->writable = mount->kind == MOUNT_CACHE || mount->kind == MOUNT_TMPFS;
}

static void read_mount(Builder *b, Stage *stage, Step *step, const Flag *flag, size_t ssh)
{
    Mount *mount = PUSH(b->arena, &step->mounts);
    Fields f = {.mount = mount, .step = step, .flag = flag};
    FlagFields fields = {0};
    flag_fields(b->arena, flag->value, &fields);
    for (size_t i = 0; i < fields.len; i++)
        read_field(b, &f, &fields.at[i]);
    mount->span = flag->span;
    check_together(b, &f);
    if (f.from.len > 0)
        mount->from = origin_read(b, stage, step, (Word){f.from, flag->value_span}, false);
    else if (mount->kind != MOUNT_BIND)
        mount->from.kind = ORIGIN_SCRATCH;
    if (mount->kind == MOUNT_SECRET)
        finish_secret(b, &f);
    else if (mount->kind == MOUNT_SSH)
        finish_ssh(b, &f, ssh);
    else
        finish_tree(b, &f);
    if (f.vague)
        mount->target.known = VALUE_UNKNOWN;
}

void mounts_read(Builder *b, Stage *stage, Step *step)
{
    const Flags *flags = &step->instruction->flags;
    size_t ssh = 0;
    for (size_t i = 0; i < flags->len; i++) {
        if (!str_eq(flags->at[i].name, STR("mount")))
            continue;
        read_mount(b, stage, step, &flags->at[i], ssh);
        ssh += step->mounts.at[step->mounts.len - 1].kind == MOUNT_SSH;
    }
}
