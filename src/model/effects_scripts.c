#include "base/path.h"
#include "model/effects_programs.h"
#include "model/script.h"

/* Scripts that the Dockerfile brings along and runs: read where the context is there. */

enum {
    SCRIPTS_DEEPEST = 3,
    SCRIPT_LONGEST = 64 * 1024,
    LOOK_BACK = 200,
};

/* What the script calls its own arguments and place is not known to who reads its text. */
static bool asks_for_arguments(Str text)
{
    for (size_t i = 0; i + 1 < text.len; i++) {
        if (text.at[i] != '$')
            continue;
        char c = text.at[i + 1] == '{' && i + 2 < text.len ? text.at[i + 2] : text.at[i + 1];
        if (memchr("0123456789@*#", c, 13))
            return true;
    }
    return str_find(text, STR("BASH_SOURCE")) < text.len;
}

static bool is_for_shell(Str text)
{
    if (!str_starts(text, STR("#!")))
        return true;
    Str line = str_trim(str_cut(text, '\n').head);
    Str program = path_base(line);
    StrCut env = str_cut(program, ' ');
    if (str_eq(env.head, STR("env")))
        program = str_trim(env.tail);
    return str_among(str_cut(program, ' ').head, "sh bash dash ash");
}

static bool read_file(const EffectReader *r, Str path, Str *text)
{
    return r->context->read(r->context->self, r->arena, path, SCRIPT_LONGEST, text);
}

/* What of the context a path in the image is, by the copy that brought it. */
static bool find_source(const EffectReader *r, const Step *step, Str path, Str *text)
{
    const Transfer *transfer = step->transfer;
    if (!transfer || transfer->from.kind != ORIGIN_CONTEXT || transfer->parents ||
        transfer->dest.known != VALUE_KNOWN)
        return false;
    Str dest = transfer->dest.text;
    for (size_t i = transfer->sources.len; i > 0; i--) {
        const CopySource *source = &transfer->sources.at[i - 1];
        if (source->kind != SOURCE_PATH || source->glob || source->path.known != VALUE_KNOWN)
            continue;
        if (str_eq(path, dest) && read_file(r, source->path.text, text))
            return true;
        bool below = str_starts(path, dest) && path.len > dest.len &&
                     (str_eq(dest, STR("/")) || path.at[dest.len] == '/');
        if (!below)
            continue;
        Str rest = str_tail(path, dest.len + (str_eq(dest, STR("/")) ? 0 : 1));
        if (str_eq(rest, source->name) && read_file(r, source->path.text, text))
            return true;
        Str inside = path_join(r->arena, source->path.text, rest);
        if (read_file(r, inside, text))
            return true;
    }
    return false;
}

static bool script_text(const EffectReader *r, Str path, Str *text)
{
    unsigned budget = LOOK_BACK;
    size_t index = r->step->index;
    for (const Stage *stage = r->step->stage; stage && budget > 0; stage = stage_parent(stage)) {
        if (stage != r->step->stage)
            index = stage->steps.len;
        for (; index > 0 && budget > 0; index--, budget--)
            if (find_source(r, &stage->steps.at[index - 1], path, text))
                return true;
    }
    return false;
}

/* A step that would run the text, where the command runs. */
static const Step *step_of(EffectReader *r, Str text)
{
    Instruction *instruction = NEW(r->arena, Instruction);
    BodyPiece *piece = NEW(r->arena, BodyPiece);
    Step *step = NEW(r->arena, Step);
    *instruction = *r->step->instruction;
    instruction->form = FORM_TEXT;
    instruction->heredocs = (Heredocs){0};
    instruction->args = (Words){0};
    instruction->body = (Body){text, piece, 1, {0, (uint32_t)text.len}};
    *step = *r->step;
    step->instruction = step->written = instruction;
    step->vars = r->command->vars;
    step->workdir = r->command->cwd;
    step->user = r->command->user;
    step->effects = (Effects){0};
    step->script = script_read(r->arena, r->file->syntax, step);
    return step;
}

bool effects_of_script(EffectReader *r, Value path)
{
    Str text;
    if (!r->context || path.known != VALUE_KNOWN || r->scripts >= SCRIPTS_DEEPEST ||
        !script_text(r, path.text, &text) || !is_for_shell(text) || asks_for_arguments(text))
        return false;
    const Step *step = step_of(r, text);
    if (!step->script || step->script->unread)
        return false;
    EffectReader inner = *r;
    inner.scripts++;
    inner.shown = r->shown ? r->shown : r->command;
    inner.floor = r->sure;
    effects_of_commands(&inner, &step->script->commands);
    r->effects = inner.effects;
    return true;
}

/* What is read into the shell mostly sets variables: only a script of the context is looked at. */
void program_source(EffectReader *r, const Program *program)
{
    (void)program;
    const Args *args = &r->command->args;
    if (args->len == 0)
        return;
    Str name = path_base(args->at[0].value.text);
    bool settings =
        str_among(name, "activate profile nvm.sh env os-release bashrc setup.bash conda.sh "
                        "environment envvars .bashrc .profile .bash_profile") ||
        str_starts(spot_of(r, &args->at[0]).path.text, STR("/etc/"));
    if (!effects_of_script(r, spot_of(r, &args->at[0]).path) && !settings)
        program_unknown(r, program);
}

/* The installers of conda say where they put it: Miniforge3-Linux-x86_64.sh -b -p /opt/conda. */
void effects_of_installer(EffectReader *r, Value script, size_t first)
{
    const Args *args = &r->command->args;
    Str name = path_base(script.text);
    bool known = str_find(name, STR("conda")) < name.len || str_find(name, STR("forge")) < name.len;
    if (!known || !str_ends(name, STR(".sh")))
        return;
    for (size_t i = first; i + 1 < args->len; i++) {
        Str option = args->at[i].value.text;
        bool letters = str_starts(option, STR("-")) && !str_starts(option, STR("--"));
        if (!letters || !str_ends(option, STR("p")))
            continue;
        Spot spot = spot_of(r, &args->at[i + 1]);
        Span span = args->at[i + 1].span;
        effect_on(r, EFFECT_CREATE, REACH_DIR, BRINGS_NOTHING, spot, span);
        /* What lies below is not known by name, and others put things there: only all of it is. */
        effect_on(r, EFFECT_CREATE, REACH_EITHER, BRINGS_PACKAGE, spot, span);
        return;
    }
}

/* sh FILE: the first word that is no option. */
void program_shell(EffectReader *r, const Program *program)
{
    const Args *args = &r->command->args;
    size_t i = 0;
    while (i < args->len && str_starts(args->at[i].value.text, STR("-")))
        i++;
    bool script = i < args->len;
    if (script && effects_of_script(r, spot_of(r, &args->at[i]).path))
        return;
    if (script)
        effects_of_installer(r, args->at[i].value, i + 1);
    program_unknown(r, program);
}
