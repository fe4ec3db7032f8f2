#include "model/effects_programs.h"
#include "model/manager_parts.h"

/* Readers that a row of the table is enough for. */

/* A name without a directory is looked for where programs lie. */
static bool runs_script(EffectReader *r)
{
    static const char *const places[] = {"/usr/local/sbin", "/usr/local/bin", "/usr/sbin",
                                         "/usr/bin",        "/sbin",          "/bin"};
    Value program = r->command->program;
    if (str_find_char(program.text, '/') < program.text.len)
        return effects_of_script(r, spot_named(r, program).path);
    for (size_t i = 0; i < sizeof places / sizeof *places && program.text.len > 0; i++) {
        Spot dir = {value_of(str_from(places[i])), false};
        if (effects_of_script(r, spot_in(r, dir, program).path))
            return true;
    }
    return false;
}

/* program: NULL when the table has none, which may be a script of the context. */
void program_unknown(EffectReader *r, const Program *program)
{
    if (!program && r->context && runs_script(r))
        return;
    if (!program)
        effects_of_installer(r, r->command->program, 0);
    effect_unknown(r, (Spot){value_of(STR("/")), false});
}

void program_here(EffectReader *r, const Program *program)
{
    Spot spot = spot_cwd(r);
    const CommandOption *dir = command_option_listed(r->command, program->options);
    effect_unknown(r, dir && dir->has_value ? spot_of(r, &dir->value) : spot);
}

static Reach reach_of(const EffectReader *r, const Program *program)
{
    return command_option_listed(r->command, program->tree) ? REACH_TREE : program->reach;
}

bool arg_is_fed(const EffectReader *r, const Arg *arg)
{
    return r->command->outer && str_eq(arg->value.text, STR("{}"));
}

bool command_is_fed(const EffectReader *r)
{
    const Command *outer = r->command->outer;
    return outer && str_eq(outer->name, STR("xargs")) && !command_option(outer, "-I -i --replace");
}

void program_operand(EffectReader *r, const Program *program, const Arg *arg)
{
    if (arg_is_fed(r, arg)) {
        effects_of_fed(r, program->kind, reach_of(r, program), program->brings);
        return;
    }
    Reach reach = reach_of(r, program);
    /* A directory's owner and mode are its own: what is below stays as it is. */
    if (program->kind == EFFECT_META && reach == REACH_EITHER && arg_is_directory(arg))
        reach = REACH_DIR;
    Spot spot = spot_of(r, arg);
    effect_add(r, (Effect){.kind = program->kind,
                           .sure = command_option_listed(r->command, program->spares) ? SURE_MAYBE
                                                                                      : SURE_ALWAYS,
                           .reach = reach,
                           .brings = program->brings,
                           .path = spot.path,
                           .glob = spot.glob,
                           .span = arg->span});
}

static void read_list(EffectReader *r, const Program *program, size_t first)
{
    const Args *operands = &r->command->operands;
    for (size_t i = first; i < operands->len; i++)
        program_operand(r, program, &operands->at[i]);
    if (command_is_fed(r))
        effects_of_fed(r, program->kind, reach_of(r, program), program->brings);
}

void program_operands(EffectReader *r, const Program *program)
{
    read_list(r, program, 0);
}

void program_behind_first(EffectReader *r, const Program *program)
{
    read_list(r, program, command_option(r->command, "--reference") ? 0 : 1);
}

void program_first(EffectReader *r, const Program *program)
{
    if (r->command->operands.len > 0)
        program_operand(r, program, &r->command->operands.at[0]);
}

void program_last(EffectReader *r, const Program *program)
{
    size_t count = r->command->operands.len;
    if (count > 0)
        program_operand(r, program, &r->command->operands.at[count - 1]);
}

void program_places(EffectReader *r, const Program *program)
{
    Str list = str_from(program->places);
    /* Distributions differ, and so do the calls of a program: no one of several is sure. */
    bool several = str_find_char(list, ' ') < list.len;
    for (Str place; list_next(&list, ' ', &place);) {
        Spot spot = spot_places(r, place);
        spot.glob = str_find_char(spot.path.text, '*') < spot.path.text.len;
        effect_add(r, (Effect){.kind = program->kind,
                               .sure = several ? SURE_MAYBE : SURE_ALWAYS,
                               .reach = program->reach,
                               .brings = program->brings,
                               .path = spot.path,
                               .glob = spot.glob,
                               .span = r->command->span});
    }
}

void program_outputs(EffectReader *r, const Program *program)
{
    bool any = false;
    for (size_t i = 0; i < r->command->options.len; i++) {
        const CommandOption *option = &r->command->options.at[i];
        if (!option->has_value || !str_listed(str_from(program->options), option->name))
            continue;
        any = true;
        effect_on(r, program->kind, program->reach, program->brings, spot_of(r, &option->value),
                  option->span);
    }
    if (!any && program->places)
        program_places(r, program);
}

/* What is written elsewhere leaves the operands as they are. */
void program_output_or_operands(EffectReader *r, const Program *program)
{
    Program made = *program;
    made.kind = EFFECT_CREATE;
    if (command_option_listed(r->command, program->options))
        program_outputs(r, &made);
    else
        program_operands(r, program);
}

void program_output_or_here(EffectReader *r, const Program *program)
{
    if (command_option_listed(r->command, program->options))
        program_outputs(r, program);
    else
        effect_unknown(r, spot_cwd(r));
}

Str command_subverb(const Command *command, ArgList *operands)
{
    *operands = (ArgList){command->operands.at, command->operands.len};
    if (command->verb.value.text.len > 0)
        return command->verb.value.text;
    if (operands->len == 0)
        return (Str){0};
    operands->at++;
    operands->len--;
    return command->operands.at[0].value.text;
}

void program_verbs(EffectReader *r, const Program *program)
{
    ArgList operands;
    Str verb = command_subverb(r->command, &operands);
    for (size_t i = 0; i < program->verb_count; i++) {
        const Program *row = &program->verbs[i];
        if (!str_eq(row->name, verb))
            continue;
        if (row->read)
            row->read(r, row);
        return;
    }
    if (verb.len > 0)
        program_unknown(r, program);
}

/* --- redirections --- */

static bool is_number(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return text.len > 0;
}

/* echo -n, printf '', cat /dev/null: with a redirection they empty a file. */
static bool prints_nothing(const EffectReader *r, const Program *program)
{
    const Command *command = r->command;
    if (command->name.len == 0 && command->program.text.len == 0)
        return true;
    if (!program || command->wrapper)
        return false;
    if (program->silent)
        return true;
    const Args *args = &command->args;
    Str first = args->len > 0 ? args->at[0].value.text : (Str){0};
    bool known = args->len == 0 || args->at[args->len - 1].value.known == VALUE_KNOWN;
    Str last = args->len > 0 ? args->at[args->len - 1].value.text : (Str){0};
    if (str_eq(command->name, STR("cat")))
        return args->len == 1 && str_eq(first, STR("/dev/null"));
    if (str_eq(command->name, STR("echo")))
        return args->len > 0 && args->len < 3 && str_eq(first, STR("-n")) &&
               (args->len == 1 || (known && last.len == 0));
    return str_eq(command->name, STR("printf")) && args->len == 1 && known && last.len == 0;
}

Brings stream_brings(const EffectReader *r)
{
    /* A pipeline has few members; what comes in far ahead says nothing. */
    const Command *command = r->command;
    for (int i = 0; command && i < 8; i++, command = command->pipe_from) {
        if (command_is(command, "curl wget"))
            return BRINGS_DOWNLOAD;
        if (command_is(command, "gunzip zcat bzcat xzcat bunzip2 unxz zstdcat unzstd"))
            return BRINGS_UNPACK;
    }
    return BRINGS_TEXT;
}

static void read_redirect(EffectReader *r, const CommandRedirect *redirect, bool empty)
{
    const Arg *target = &redirect->target;
    bool append = false;
    switch (redirect->kind) {
    case REDIRECT_IN:
    case REDIRECT_COPY_IN:
    case REDIRECT_DOCUMENT:
    case REDIRECT_STRING:
        return;
    case REDIRECT_COPY_OUT:
        if (is_number(target->value.text) || str_starts(target->value.text, STR("-")))
            return;
        break;
    case REDIRECT_APPEND:
    case REDIRECT_ALL_APPEND:
        append = true;
        break;
    case REDIRECT_OUT:
    case REDIRECT_CLOBBER:
    case REDIRECT_ALL:
    case REDIRECT_BOTH_WAYS:
        break;
    }
    /* Whether a program complains is not known. */
    bool quiet = empty || (redirect->fd.len > 0 && !str_eq(redirect->fd, STR("1"))) ||
                 redirect->kind == REDIRECT_BOTH_WAYS;
    bool emptied = empty && !append && redirect->kind != REDIRECT_BOTH_WAYS;
    EffectKind kind = append || emptied ? EFFECT_CHANGE : EFFECT_CREATE;
    if (quiet && !emptied)
        kind = EFFECT_CREATE;
    effect_on(r, kind, REACH_FILE, quiet ? BRINGS_NOTHING : stream_brings(r), spot_of(r, target),
              redirect->span);
}

/* Of the wrapper that starts the command: told there, where it stood. */
static bool is_inherited(const Command *command, const CommandRedirect *redirect)
{
    const CommandRedirects *outer = command->outer ? &command->outer->redirects : NULL;
    for (size_t i = 0; outer && i < outer->len; i++)
        if (outer->at[i].span.start == redirect->span.start)
            return true;
    return false;
}

void effects_of_redirects(EffectReader *r, const Program *program)
{
    bool empty = prints_nothing(r, program);
    for (size_t i = 0; i < r->command->redirects.len; i++)
        if (!is_inherited(r->command, &r->command->redirects.at[i]))
            read_redirect(r, &r->command->redirects.at[i], empty);
}
