/* One instruction after the other: what each says after expansion, and what is in force behind it.
 */
#include "base/buf.h"
#include "base/path.h"
#include "model/build.h"

/* A longer one names nobody, and each step behind it would carry it along. */
enum { USER_LONGEST = 256 };

/* ---- words ---- */

static StepWord *add_word(Builder *b, Step *step, const char *what, Word word)
{
    StepWord *added = PUSH(b->arena, &step->words);
    *added = (StepWord){step_expand(b, step, what, word), word.span};
    return added;
}

/* The one word of USER, WORKDIR, STOPSIGNAL: all that stands there. */
static Word whole_word(const Step *step)
{
    return (Word){step->instruction->body.text, step->instruction->body.span};
}

/* ---- variables ---- */

static Binding *add_binding(Builder *b, Step *step, const Pair *pair)
{
    Bindings *bindings = &step->bindings;
    if (!bindings->at) {
        bindings->cap = step->instruction->pairs.len;
        bindings->at = NEW_ARRAY(b->arena, bindings->cap, Binding);
    }
    Binding *binding = &bindings->at[bindings->len++];
    binding->pair = pair;
    return binding;
}

static Value own_name(Builder *b, Str name)
{
    Buf text;
    buf_init(&text, b->arena);
    buf_fmt(&text, "${%.*s}", STR_ARG(name));
    return (Value){buf_str(&text), VALUE_NAMED};
}

/* One name of an ARG; `outer` gives it a value when nothing else does. */
static const Var *declare(Builder *b, Step *step, const Var *scope, const Var *outer,
                          const Pair *pair)
{
    Binding *binding = add_binding(b, step, pair);
    bool global = !step->stage;
    Str name = pair->key.text;
    const Var *given = var_find(b->user, name);
    const Var *from = given ? given : pair->style == PAIR_BARE ? var_find(outer, name) : NULL;
    binding->key = value_of(name);
    binding->has_value = from || pair->style != PAIR_BARE;
    if (from)
        binding->value = from->value;
    else if (binding->has_value)
        binding->value = step_expand_as(b, step, scope, "default", pair->value,
                                        global ? EXPAND_FROM : EXPAND_WORD);
    else
        binding->value = own_name(b, name);
    return var_add(b->arena, scope,
                   (Var){.name = name,
                         .value = binding->value,
                         .kind = global ? VAR_GLOBAL_ARG : VAR_ARG,
                         .has_value = binding->has_value,
                         .from_user = from && from->from_user,
                         .span = pair->span});
}

static void read_arg(Builder *b, Stage *stage, Step *step)
{
    const Pairs *pairs = &step->instruction->pairs;
    for (size_t i = 0; i < pairs->len; i++)
        stage->vars = declare(b, step, stage->vars, b->file->global_vars, &pairs->at[i]);
}

static void read_pairs(Builder *b, Stage *stage, Step *step)
{
    const Pairs *pairs = &step->instruction->pairs;
    for (size_t i = 0; i < pairs->len; i++) {
        const Pair *pair = &pairs->at[i];
        Binding *binding = add_binding(b, step, pair);
        binding->key = step_expand(b, step, "key", pair->key);
        binding->value = step_expand(b, step, "value", pair->value);
        binding->has_value = true;
        if (step->instruction->kind == INST_ENV)
            stage->vars = var_add(b->arena, stage->vars,
                                  (Var){.name = binding->key.text,
                                        .value = binding->value,
                                        .kind = VAR_ENV,
                                        .has_value = true,
                                        .span = pair->span});
    }
}

const Var *scope_here(Builder *b, const Var *scope, bool open)
{
    Var *here = NEW(b->arena, Var);
    *here = *scope;
    here->open = open;
    here->room = b->room;
    return here;
}

static const Var *predefined(Builder *b)
{
    const Var *scope = scope_here(b, vars_predefined(), false);
    if (b->user)
        for (const Var *var = vars_predefined(); var; var = var->before) {
            const Var *given = var_find(b->user, var->name);
            if (given)
                scope = var_add(b->arena, scope, *given);
        }
    return scope;
}

static const Var *read_globals(Builder *b, const Var *scope)
{
    for (size_t i = 0; i < b->file->globals.len; i++) {
        Step *step = &b->file->globals.at[i];
        step->vars = scope;
        for (size_t j = 0; j < step->instruction->pairs.len; j++)
            scope = declare(b, step, scope, NULL, &step->instruction->pairs.at[j]);
    }
    return scope;
}

static void clear_globals(Builder *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Instruction *it = &b->syntax->instructions.at[i];
        b->file->globals.at[i] = (Step){.instruction = it, .written = it, .index = i};
        b->file->globals.at[i].workdir = value_of(STR("/"));
    }
}

void globals_read(Builder *b, size_t count)
{
    Dockerfile *file = b->file;
    file->globals = (Steps){NEW_ARRAY(b->arena, count, Step), count, count};
    clear_globals(b, count);
    const Var *user = b->user;
    b->user = NULL;
    file->default_vars = file->global_vars = read_globals(b, predefined(b));
    b->user = user;
    if (!user)
        return;
    clear_globals(b, count);
    file->global_vars = read_globals(b, predefined(b));
}

/* ---- the others ---- */

static void check_port(Builder *b, Step *step, const StepWord *word)
{
    if (word->value.known == VALUE_KNOWN && !port_read(word->value.text).valid)
        step_refuse(b, step, word->span, "invalid port: \"%.*s\"", STR_ARG(word->value.text));
}

static void read_expose(Builder *b, Stage *stage, Step *step)
{
    (void)stage;
    for (size_t i = 0; i < step->instruction->args.len; i++) {
        Word word = step->instruction->args.at[i];
        if (word_is_plain(word.text, b->syntax->escape)) {
            check_port(b, step, add_word(b, step, "port", word));
            continue;
        }
        Expansion expansion;
        Values values =
            vars_expand_words(b->arena, step->vars, word.text, b->syntax->escape, &expansion);
        step_note(b, step, "port", word, &expansion);
        for (size_t j = 0; j < values.len; j++) {
            StepWord *added = PUSH(b->arena, &step->words);
            *added = (StepWord){values.at[j], word.span};
            check_port(b, step, added);
        }
    }
}

static void read_volume(Builder *b, Stage *stage, Step *step)
{
    (void)stage;
    for (size_t i = 0; i < step->instruction->args.len; i++) {
        Word word = step->instruction->args.at[i];
        if (add_word(b, step, "path", word)->value.text.len == 0)
            step_refuse(b, step, word.span, "VOLUME specified can not be an empty string");
    }
}

static void read_user(Builder *b, Stage *stage, Step *step)
{
    Value user = add_word(b, step, "user", whole_word(step))->value;
    bool possible = user.text.len <= USER_LONGEST;
    stage->user = possible ? user : (Value){str_head(user.text, USER_LONGEST), VALUE_UNKNOWN};
}

/* 1 to `most`, as BuildKit's table has them. */
static bool is_offset(Str text, unsigned most)
{
    unsigned number = 0;
    for (size_t i = 0; i < text.len && number <= most; i++)
        number = text.at[i] >= '0' && text.at[i] <= '9' && (i > 0 || text.at[i] != '0')
                     ? number * 10 + (unsigned)(text.at[i] - '0')
                     : most + 1;
    return number > 0 && number <= most;
}

static bool is_signal(Str text)
{
    static const char *const names =
        " ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV "
        "STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN "
        "RTMAX ";
    size_t sign = text.len > 0 && (text.at[0] == '-' || text.at[0] == '+');
    size_t at = sign;
    bool zero = true;
    for (; at < text.len && text.at[at] >= '0' && text.at[at] <= '9'; at++)
        zero &= text.at[at] == '0';
    if (at == text.len)
        return at > sign && !zero;
    Str name = str_eq_nocase(str_head(text, 3), STR("SIG")) ? str_tail(text, 3) : text;
    Str head = str_head(name, 6), offset = str_tail(name, 6);
    if (str_eq_nocase(head, STR("RTMIN+")) || str_eq_nocase(head, STR("RTMAX-")))
        return is_offset(offset, str_ends(head, STR("+")) ? 15 : 14);
    for (Str rest = str_from(names); rest.len > 0; rest = str_cut(rest, ' ').tail)
        if (name.len > 0 && str_eq_nocase(str_cut(rest, ' ').head, name))
            return true;
    return false;
}

static void read_signal(Builder *b, Stage *stage, Step *step)
{
    (void)stage;
    const StepWord *word = add_word(b, step, "signal", whole_word(step));
    if (word->value.known == VALUE_KNOWN && !is_signal(word->value.text))
        step_refuse(b, step, word->span, "invalid signal: %.*s", STR_ARG(word->value.text));
}

static void read_workdir(Builder *b, Stage *stage, Step *step)
{
    Value path = add_word(b, step, "path", whole_word(step))->value;
    step->path = path_in(b->arena, stage->workdir, path);
    /* An absolute one is taken as it is written, so that "/." is a layer. */
    Str result = path_is_absolute(path.text) ? path.text : step->path.text;
    step->layer = step->path.known != VALUE_KNOWN || !str_eq(result, STR("/"));
    stage->workdir = step->path;
    stage->workdir_set = true;
}

static void read_shell(Builder *b, Stage *stage, Step *step)
{
    (void)b;
    if (step->instruction->form == FORM_JSON)
        stage->shell = step->instruction;
}

static void read_transfer(Builder *b, Stage *stage, Step *step)
{
    transfer_read(b, stage, step);
    step->layer = true;
}

static void read_run(Builder *b, Stage *stage, Step *step)
{
    mounts_read(b, stage, step);
    step->layer = true;
}

static void read_cmd(Builder *b, Stage *stage, Step *step)
{
    (void)b;
    stage->command = step;
}

static void read_entrypoint(Builder *b, Stage *stage, Step *step)
{
    (void)b;
    stage->entrypoint = step;
    /* A CMD that comes from below was meant for another program. */
    if (stage->command && stage->command->stage != stage)
        stage->command = NULL;
}

static void read_health(Builder *b, Stage *stage, Step *step)
{
    (void)b;
    stage->health = step;
}

static void (*const readers[INST_COUNT])(Builder *, Stage *, Step *) = {
    [INST_ADD] = read_transfer,
    [INST_ARG] = read_arg,
    [INST_CMD] = read_cmd,
    [INST_COPY] = read_transfer,
    [INST_ENTRYPOINT] = read_entrypoint,
    [INST_ENV] = read_pairs,
    [INST_EXPOSE] = read_expose,
    [INST_HEALTHCHECK] = read_health,
    [INST_LABEL] = read_pairs,
    [INST_RUN] = read_run,
    [INST_SHELL] = read_shell,
    [INST_STOPSIGNAL] = read_signal,
    [INST_USER] = read_user,
    [INST_VOLUME] = read_volume,
    [INST_WORKDIR] = read_workdir,
};

void step_read(Builder *b, Stage *stage, Step *step)
{
    step->vars = stage->vars;
    /* A variable may also come from the image that is then built. */
    if (step->onbuild && !step->vars->open)
        step->vars = scope_here(b, step->vars, true);
    step->workdir = stage->workdir;
    step->workdir_set = stage->workdir_set;
    step->user = stage->user;
    step->shell = stage->shell;
    if (!readers[step->instruction->kind])
        return;
    if (!step->onbuild) {
        readers[step->instruction->kind](b, stage, step);
        return;
    }
    Stage before = *stage;
    stage->vars = step->vars;
    readers[step->instruction->kind](b, stage, step);
    *stage = before;
    step->layer = false;
    step->expanded = (Expandeds){0};
    step->problem = (Str){0};
}
