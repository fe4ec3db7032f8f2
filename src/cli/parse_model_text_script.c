#include "base/utf8.h"
#include "cli/model_words.h"
#include "cli/parse_model_text.h"

enum { NEST_MOST = 8, WIDTH_OF_MARK = 3 };

/* The effects of each command as a list through the effects of a step, so that a long RUN is
   walked once. All count from 1; 0 ends a list. */
typedef struct {
    size_t *first, *last; /* of a command; at [0] of none */
    size_t *next;
} EffectLists;

static EffectLists sort_effects(Arena *scratch, const Step *step, size_t commands)
{
    EffectLists lists = {
        .first = NEW_ARRAY(scratch, commands + 1, size_t),
        .last = NEW_ARRAY(scratch, commands + 1, size_t),
        .next = NEW_ARRAY(scratch, step->effects.len + 1, size_t),
    };
    for (size_t i = 1; i <= step->effects.len; i++) {
        const Command *command = step->effects.at[i - 1].command;
        size_t slot = command ? command->index + 1 : 0;
        if (lists.first[slot])
            lists.next[lists.last[slot]] = i;
        else
            lists.first[slot] = i;
        lists.last[slot] = i;
    }
    return lists;
}

/* ---- effects ---- */

static void show_effect(Tree *tree, size_t indent, const Effect *effect)
{
    Row row = detail_row(tree, indent, INK_HEREDOC, effect_word(effect->kind));
    if (effect->kind == EFFECT_MOVE && effect->from.text.len) {
        row_value(&row, effect->from);
        row_add(&row, INK_DIM, STR(" -> "));
    }
    row_value(&row, effect->path);
    row_pad(&row, 2);
    Remarks remarks = {.row = &row};
    remark(&remarks, str_from(reach_word(effect->reach)));
    if (effect->glob)
        remark(&remarks, STR("pattern"));
    remark(&remarks, str_from(brings_word(effect->brings)));
    if (effect->kind != EFFECT_MOVE && effect->from.text.len) {
        remark(&remarks, STR("from "));
        row_value(&row, effect->from);
    }
    if (effect->sure != SURE_ALWAYS)
        remark(&remarks, effect->sure == SURE_MAYBE ? STR("maybe") : STR("unsure"));
    if (effect->taken) {
        Buf size;
        buf_init(&size, tree->printing->scratch);
        buf_fmt(&size, "%u file%s, ", (unsigned)effect->taken->files,
                effect->taken->files == 1 ? "" : "s");
        buf_bytes(&size, effect->taken->bytes);
        remark(&remarks, buf_str(&size));
    }
    if (effect->mount) {
        remark(&remarks, str_from(mount_word(effect->mount->kind)));
        row_add(&row, INK_DIM, STR(" mount"));
    }
    row_end(&row);
}

static void show_effects(Tree *tree, size_t indent, const Step *step, const EffectLists *lists,
                         size_t slot)
{
    Arena *scratch = tree->printing->scratch;
    for (size_t i = lists->first[slot]; i; i = lists->next[i]) {
        ArenaMark mark = arena_mark(scratch);
        show_effect(tree, indent, &step->effects.at[i - 1]);
        arena_rewind(scratch, mark);
        output_relieve(tree->printing->out);
    }
}

/* ---- words ---- */

static bool needs_quotes(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == ' ' || text.at[i] == '"' || (text.at[i] >= '\t' && text.at[i] <= '\r'))
            return true;
    }
    return false;
}

static void row_arg(Row *row, Arena *scratch, const Arg *arg)
{
    Value value = arg->value;
    if (needs_quotes(str_head(value.text, row->terminal->width * 8))) {
        Buf quoted;
        buf_init(&quoted, scratch);
        buf_quoted(&quoted, str_head(value.text, row->terminal->width * 8));
        value.text = buf_str(&quoted);
    }
    row_value(row, value);
}

static void row_args(Row *row, Arena *scratch, const Args *args)
{
    for (size_t i = 0; i < args->len && !row->full; i++) {
        if (i > 0)
            row_pad(row, 1);
        row_arg(row, scratch, &args->at[i]);
    }
}

/* ---- a command ---- */

/* What joins it to the one before it; the first one that another starts stands by itself. */
static const char *mark_of(const Command *command)
{
    if (command->outer && command - 1 == command->outer)
        return "";
    if (command->pipe_from)
        return "|";
    if (command->guards & GUARD_IF_FAILED)
        return "||";
    return command->guards & GUARD_IF_OK ? "&&" : "";
}

static void show_words(Tree *tree, size_t indent, const Command *command)
{
    Row row = tree_row(tree, 0, 0);
    row_pad(&row, tree->keywords + 1 + indent);
    row_column(&row, INK_DIM, str_from(mark_of(command)), WIDTH_OF_MARK - 1);
    if (command->program.known == VALUE_KNOWN)
        row_add(&row, INK_BOLD, command->program.text);
    else
        row_value(&row, command->program);
    row_pad(&row, 1);
    row_args(&row, tree->printing->scratch, &command->args);
    row_end(&row);
}

static void show_options(Tree *tree, size_t indent, const Command *command)
{
    if (command->options.len == 0)
        return;
    Row row = detail_row(tree, indent, INK_DIM, "options");
    for (size_t i = 0; i < command->options.len && !row.full; i++) {
        const CommandOption *option = &command->options.at[i];
        if (i > 0)
            row_add(&row, INK_DIM, STR(", "));
        row_add(&row, INK_FLAG, option->name);
        if (option->has_value) {
            row_pad(&row, 1);
            row_arg(&row, tree->printing->scratch, &option->value);
        }
    }
    row_end(&row);
    if (command->operands.len == 0 || command->manager)
        return;
    row = detail_row(tree, indent, INK_DIM, "operands");
    row_args(&row, tree->printing->scratch, &command->operands);
    row_end(&row);
}

static void row_package(Row *row, const Package *package)
{
    row_add(row, INK_BOLD, package->name);
    bool has_version = package->version.text.len || package->version.known != VALUE_KNOWN;
    if (has_version) {
        row_pad(row, 1);
        row_value(row, package->version);
    }
    if (package->pin == PIN_RANGE)
        row_add(row, INK_DIM, STR(" (a range)"));
    if (package->local)
        row_add(row, INK_DIM, STR(" (a file)"));
    if (package->url)
        row_add(row, INK_DIM, STR(" (a URL)"));
}

/* "apt       install curl 7.88, git" */
static void show_manager(Tree *tree, size_t indent, const Command *command)
{
    if (!command->manager)
        return;
    const Packages *packages = &command->packages;
    Row row = detail_row(tree, indent, INK_DIM,
                         str_terminated(tree->printing->scratch, command->manager->name));
    bool known = command->manager_verb || command->act != ACT_NONE;
    row_add(&row, INK_PLAIN, str_from(known ? act_word(command->act) : "unknown verb"));
    for (size_t i = 0; i < packages->len && !row.full; i++) {
        row_add(&row, INK_DIM, i > 0 ? STR(", ") : STR(" "));
        row_package(&row, &packages->at[i]);
    }
    row_end(&row);
}

/* What a mark before the command does not say. */
static void show_guards(Tree *tree, size_t indent, const Command *command)
{
    unsigned guards = command->guards & ~(unsigned)(GUARD_IF_OK | GUARD_IF_FAILED | GUARD_PIPE);
    if (guards == 0 && command->normal)
        return;
    Row row = detail_row(tree, indent, INK_DIM, "when");
    Remarks remarks = {.row = &row};
    for (unsigned i = 0; guard_word(i); i++) {
        if (guards >> i & 1)
            remark(&remarks, str_from(guard_word(i)));
    }
    if (!command->normal)
        remark(&remarks, STR("not in the normal course"));
    row_end(&row);
}

static void show_where(Tree *tree, size_t indent, const Step *step, const Command *command)
{
    bool moved = !same_value(command->cwd, step->workdir);
    bool other = command->user.text.len && !same_value(command->user, step->user);
    if (moved) {
        Row row = detail_row(tree, indent, INK_DIM, "in");
        row_value(&row, command->cwd);
        row_end(&row);
    }
    if (other) {
        Row row = detail_row(tree, indent, INK_DIM, "as");
        row_value(&row, command->user);
        row_end(&row);
    }
}

static void show_redirects(Tree *tree, size_t indent, const CommandRedirects *redirects)
{
    for (size_t i = 0; i < redirects->len; i++) {
        const CommandRedirect *redirect = &redirects->at[i];
        Buf label;
        buf_init(&label, tree->printing->scratch);
        buf_add(&label, redirect->fd);
        buf_add(&label, str_from(redirect_word(redirect->kind)));
        Row row = detail_row(tree, indent, INK_DIM,
                             str_terminated(tree->printing->scratch, buf_str(&label)));
        row_arg(&row, tree->printing->scratch, &redirect->target);
        row_end(&row);
    }
}

/* What another one starts is set in below it. */
static size_t indent_of(const Command *command)
{
    size_t depth = 0;
    for (const Command *outer = command->outer; outer && depth < NEST_MOST; outer = outer->outer)
        depth++;
    return 2 * depth;
}

static void show_command(Tree *tree, const Step *step, const Command *command)
{
    size_t indent = indent_of(command);
    show_words(tree, indent, command);
    indent += COMMAND_INDENT;
    show_options(tree, indent, command);
    show_manager(tree, indent, command);
    show_guards(tree, indent, command);
    show_where(tree, indent, step, command);
    show_redirects(tree, indent, &command->redirects);
}

void show_script(Tree *tree, const Step *step)
{
    static const Commands none = {0};
    Arena *scratch = tree->printing->scratch;
    const Commands *commands = step->script ? &step->script->commands : &none;
    if (step->script && step->script->shell && step->script->shell->error.message.len) {
        Row row = detail_row(tree, STEP_INDENT, INK_ERROR, "problem");
        row_add(&row, INK_PLAIN, step->script->shell->error.message);
        row_end(&row);
    }
    EffectLists lists = sort_effects(scratch, step, commands->len);
    for (size_t i = 0; i < commands->len; i++) {
        ArenaMark mark = arena_mark(scratch);
        show_command(tree, step, &commands->at[i]);
        arena_rewind(scratch, mark);
        show_effects(tree, COMMAND_INDENT + indent_of(&commands->at[i]), step, &lists, i + 1);
    }
    show_effects(tree, STEP_INDENT, step, &lists, 0);
}
