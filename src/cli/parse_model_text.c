#include "cli/parse_model_text.h"

#include "cli/model_words.h"

enum { LABEL_WIDTH = 8 };

/* ---- rows ---- */

Row detail_row(Tree *tree, size_t indent, Ink color, const char *label)
{
    Row row = tree_row(tree, 0, 0);
    row_pad(&row, tree->keywords + 1 + indent);
    row_column(&row, color, str_from(label), LABEL_WIDTH);
    return row;
}

void row_fmt(Row *row, Ink color, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    row_add(row, color, buf_text(row->visible.arena, format, args));
    va_end(args);
}

void row_value(Row *row, Value value)
{
    if (value.text.len == 0) {
        row_add(row, INK_DIM, value.known == VALUE_UNKNOWN ? STR("unknown") : STR("\"\""));
        return;
    }
    row_add(row, value.known == VALUE_KNOWN ? INK_PLAIN : INK_FLAG, value.text);
    if (value.known == VALUE_UNKNOWN)
        row_add(row, INK_DIM, STR(" (unknown)"));
}

void row_values(Row *row, const Values *values, const char *between)
{
    for (size_t i = 0; i < values->len && !row->full; i++) {
        if (i > 0)
            row_add(row, INK_DIM, str_from(between));
        row_value(row, values->at[i]);
    }
}

void remark(Remarks *remarks, Str text)
{
    if (text.len == 0)
        return;
    if (remarks->any)
        row_add(remarks->row, INK_DIM, STR(", "));
    remarks->any = true;
    row_add(remarks->row, INK_DIM, text);
}

bool same_value(Value a, Value b)
{
    return a.known == b.known && str_eq(a.text, b.text);
}

static void row_stage(Row *row, const Stage *stage)
{
    row_fmt(row, INK_PLAIN, "stage %zu", stage->index);
    if (stage->name.len) {
        row_pad(row, 1);
        row_add(row, INK_BOLD, stage->name);
    }
}

void row_origin(Row *row, const Origin *origin)
{
    switch (origin->kind) {
    case ORIGIN_CONTEXT:
        row_add(row, INK_PLAIN, STR("the context"));
        break;
    case ORIGIN_STAGE:
        row_stage(row, origin->stage);
        break;
    case ORIGIN_SCRATCH:
        row_add(row, INK_PLAIN, STR("scratch"));
        break;
    case ORIGIN_IMAGE:
        row_value(row, origin->text);
        if (origin->image.known == VALUE_KNOWN && !origin->image.valid)
            row_add(row, INK_ERROR, STR(" (no image can be called so)"));
        break;
    case ORIGIN_BAD:
        row_value(row, origin->text);
        break;
    }
}

/* ---- a stage ---- */

static void show_needs(Tree *tree, const StageRefs *needs)
{
    if (needs->len == 0)
        return;
    Row row = tree_row(tree, 0, 0);
    row_add(&row, INK_DIM, STR("needs "));
    for (size_t i = 0; i < needs->len && !row.full; i++) {
        if (i > 0)
            row_add(&row, INK_DIM, STR(", "));
        row_stage(&row, needs->at[i]);
    }
    row_end(&row);
}

static void show_stage(Tree *tree, const Stage *stage)
{
    buf_char(&tree->printing->out->buf, '\n');
    Row row =
        row_new(&tree->printing->out->buf, &tree->printing->terminal, tree->printing->scratch);
    row_stage(&row, stage);
    row_add(&row, INK_PLAIN, STR(" from "));
    row_origin(&row, &stage->base);
    if (stage->platform.text.len || stage->platform.known != VALUE_KNOWN) {
        row_add(&row, INK_PLAIN, STR(" for "));
        row_value(&row, stage->platform);
    }
    row_pad(&row, 2);
    Remarks remarks = {.row = &row};
    if (stage->target)
        remark(&remarks, STR("the target"));
    else if (stage->exported)
        remark(&remarks, STR("exported"));
    else
        remark(&remarks, stage->needed ? STR("needed") : STR("not needed"));
    row_end(&row);
    show_needs(tree, &stage->needs);
}

static void remark_line(Remarks *remarks, const char *what, const Step *step)
{
    if (!step)
        return;
    remark(remarks, str_from(what));
    row_fmt(remarks->row, INK_DIM, " of line %u", (unsigned)step->written->first_line);
}

/* What a container of it starts with. */
static void show_end(Tree *tree, const Stage *stage)
{
    Row row = tree_row(tree, 0, 0);
    row_add(&row, INK_DIM, STR("ends "));
    if (stage->user.text.len || stage->user.known != VALUE_KNOWN) {
        row_add(&row, INK_DIM, STR("as "));
        row_value(&row, stage->user);
        row_pad(&row, 1);
    }
    row_add(&row, INK_DIM, STR("in "));
    row_value(&row, stage->workdir);
    Remarks remarks = {.row = &row, .any = true};
    remark_line(&remarks, "ENTRYPOINT", stage->entrypoint);
    remark_line(&remarks, "CMD", stage->command);
    remark_line(&remarks, "HEALTHCHECK", stage->health);
    row_end(&row);
}

/* ---- the state in force ---- */

typedef struct {
    Value user, workdir;
    const Instruction *shell;
} State;

/* Transfers and what runs take it into account. */
static bool asks_state(const Step *step)
{
    return step->transfer || step->script;
}

/* It is said where it has changed since the last step that asks. */
static void show_state(Tree *tree, State *said, const Step *step)
{
    State now = {step->user, step->workdir, step->shell};
    if (same_value(now.user, said->user) && same_value(now.workdir, said->workdir) &&
        now.shell == said->shell)
        return;
    *said = now;
    Row row = tree_row(tree, 0, 0);
    if (now.user.text.len || now.user.known != VALUE_KNOWN) {
        row_add(&row, INK_DIM, STR("as "));
        row_value(&row, now.user);
        row_pad(&row, 1);
    }
    row_add(&row, INK_DIM, STR("in "));
    row_value(&row, now.workdir);
    if (now.shell)
        row_add(&row, INK_DIM, STR(" by"));
    for (size_t i = 0; now.shell && i < now.shell->args.len && !row.full; i++) {
        row_pad(&row, 1);
        row_add(&row, INK_PLAIN, now.shell->args.at[i].text);
    }
    row_end(&row);
}

/* ---- what a step says ---- */

static void row_words(Row *row, Ink color, const Words *words)
{
    for (size_t i = 0; i < words->len && !row->full; i++) {
        if (i > 0)
            row_pad(row, 1);
        row_add(row, color, words->at[i].text);
    }
}

static void row_binding(Row *row, const Binding *binding)
{
    row_value(row, binding->key);
    if (binding->has_value) {
        row_add(row, INK_DIM, STR(" = "));
        row_value(row, binding->value);
    } else {
        row_add(row, INK_DIM, STR(" has no value"));
    }
}

static void row_source(Row *row, const CopySource *source)
{
    if (source->heredoc) {
        row_add(row, INK_PLAIN, STR("<<"));
        row_add(row, INK_PLAIN, source->heredoc->name);
        return;
    }
    row_value(row, source->text);
    if (source->kind != SOURCE_PATH)
        row_fmt(row, INK_DIM, " (%s)", source_word(source->kind));
    if (source->glob)
        row_add(row, INK_DIM, STR(" (pattern)"));
    if (source->unpacks)
        row_add(row, INK_DIM, STR(" (unpacked)"));
}

static void row_transfer(Row *row, const Transfer *transfer)
{
    for (size_t i = 0; i < transfer->sources.len && !row->full; i++) {
        if (i > 0)
            row_add(row, INK_DIM, STR(", "));
        row_source(row, &transfer->sources.at[i]);
    }
    row_add(row, INK_DIM, STR(" -> "));
    Value dest = transfer->dest;
    if (transfer->dest_directory && !str_ends(dest.text, STR("/"))) {
        Buf slashed;
        buf_init(&slashed, row->visible.arena);
        buf_add(&slashed, dest.text);
        buf_char(&slashed, '/');
        dest.text = buf_str(&slashed);
    }
    row_value(row, dest);
}

static void row_script(Row *row, const Script *script)
{
    Remarks remarks = {.row = row};
    remark(&remarks, script->json ? STR("no shell") : str_from(dialect_word(script->dialect)));
    if (script->unread)
        remark(&remarks, STR("not read"));
}

static void row_step_words(Row *row, const StepWords *words)
{
    for (size_t i = 0; i < words->len && !row->full; i++) {
        if (i > 0)
            row_pad(row, 1);
        row_value(row, words->at[i].value);
    }
}

static void row_facts(Row *row, const Step *step)
{
    const Instruction *it = step->instruction;
    if (it->health.text.len)
        row_column(row, INK_KEYWORD, it->health.text, 0);
    if (step->bindings.len)
        row_binding(row, &step->bindings.at[0]);
    else if (step->transfer)
        row_transfer(row, step->transfer);
    else if (step->script)
        row_script(row, step->script);
    else if (step->path.text.len)
        row_value(row, step->path);
    else if (step->words.len)
        row_step_words(row, &step->words);
    else if (it->kind == INST_FROM && step->stage)
        row_origin(row, &step->stage->base);
    else if (it->kind == INST_UNKNOWN)
        row_add(row, INK_DIM, it->body.text);
    else
        row_words(row, INK_PLAIN, &it->args);
}

static void show_head(Tree *tree, const Step *step)
{
    const Instruction *it = step->written;
    Row row = tree_row(tree, it->first_line, it->last_line);
    row_column(&row, INK_KEYWORD, it->keyword.text, tree->keywords);
    if (step->instruction != step->written)
        row_column(&row, INK_KEYWORD, step->instruction->keyword.text, 0);
    row_facts(&row, step);
    if (step->triggered)
        row_add(&row, INK_DIM, STR("  (runs here)"));
    if (step->layer) {
        row_pad(&row, 2);
        row_add(&row, INK_DIM, STR("(layer)"));
    }
    row_end(&row);
    for (size_t i = 1; i < step->bindings.len; i++) {
        ArenaMark mark = arena_mark(tree->printing->scratch);
        row = tree_row(tree, 0, 0);
        row_pad(&row, tree->keywords + 1);
        row_binding(&row, &step->bindings.at[i]);
        row_end(&row);
        arena_rewind(tree->printing->scratch, mark);
        output_relieve(tree->printing->out);
    }
}

static void show_transfer(Tree *tree, const Transfer *transfer)
{
    if (!transfer)
        return;
    if (transfer->from.kind != ORIGIN_CONTEXT) {
        Row row = detail_row(tree, STEP_INDENT, INK_DIM, "from");
        row_origin(&row, &transfer->from);
        row_end(&row);
    }
    const struct {
        const char *label;
        Value value;
    } values[] = {
        {"chown", transfer->chown}, {"chmod", transfer->chmod}, {"checksum", transfer->checksum}};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        if (values[i].value.text.len == 0)
            continue;
        Row row = detail_row(tree, STEP_INDENT, INK_DIM, values[i].label);
        row_value(&row, values[i].value);
        row_end(&row);
    }
    if (transfer->exclude.len) {
        Row row = detail_row(tree, STEP_INDENT, INK_DIM, "without");
        row_values(&row, &transfer->exclude, ", ");
        row_end(&row);
    }
    if (!transfer->link && !transfer->parents && !transfer->keep_git_dir)
        return;
    Row row = detail_row(tree, STEP_INDENT, INK_DIM, "with");
    Remarks remarks = {.row = &row};
    remark(&remarks, transfer->link ? STR("link") : STR(""));
    remark(&remarks, transfer->parents ? STR("parents") : STR(""));
    remark(&remarks, transfer->keep_git_dir ? STR("keep-git-dir") : STR(""));
    row_end(&row);
}

static void show_mount(Tree *tree, const Mount *mount)
{
    Row row = detail_row(tree, STEP_INDENT, INK_DIM, "mount");
    row_add(&row, INK_FLAG, str_from(mount_word(mount->kind)));
    row_pad(&row, 1);
    if (mount->kind == MOUNT_BIND) {
        row_origin(&row, &mount->from);
        row_pad(&row, 1);
        row_value(&row, mount->source);
        row_add(&row, INK_DIM, STR(" -> "));
    }
    if (mount->kind != MOUNT_SSH || mount->target.text.len)
        row_value(&row, mount->target);
    row_pad(&row, 2);
    Remarks remarks = {.row = &row};
    /* Its target is what a cache is called that nobody named. */
    if (mount->id.len && !str_eq(mount->id, mount->target.text)) {
        remark(&remarks, STR("id "));
        row_add(&row, INK_PLAIN, mount->id);
    }
    if (mount->writable)
        remark(&remarks, STR("writable"));
    row_end(&row);
}

/* Names without a value, and words that BuildKit refuses. */
static void show_expanded(Tree *tree, const Expanded *word)
{
    const Expansion *made = &word->expansion;
    for (size_t i = 0; i < made->unset.len; i++) {
        Row row = detail_row(tree, STEP_INDENT, INK_DIM, "unset");
        row_add(&row, INK_BOLD, made->unset.at[i]);
        row_add(&row, INK_DIM, STR(" in "));
        row_add(&row, INK_PLAIN, str_trim(word->text));
        row_end(&row);
    }
}

static void show_details(Tree *tree, const Step *step)
{
    Arena *scratch = tree->printing->scratch;
    if (step->problem.len) {
        Row row = detail_row(tree, STEP_INDENT, INK_ERROR, "problem");
        row_add(&row, INK_PLAIN, step->problem);
        row_end(&row);
    }
    for (size_t i = 0; i < step->expanded.len; i++) {
        ArenaMark mark = arena_mark(scratch);
        show_expanded(tree, &step->expanded.at[i]);
        arena_rewind(scratch, mark);
        output_relieve(tree->printing->out);
    }
    show_transfer(tree, step->transfer);
    for (size_t i = 0; i < step->mounts.len; i++)
        show_mount(tree, &step->mounts.at[i]);
    show_script(tree, step);
}

static void show_steps(Tree *tree, const Steps *steps)
{
    Arena *scratch = tree->printing->scratch;
    State said = {.workdir = value_of(STR("/"))};
    for (size_t i = 0; i < steps->len; i++) {
        ArenaMark mark = arena_mark(scratch);
        if (asks_state(&steps->at[i]))
            show_state(tree, &said, &steps->at[i]);
        show_head(tree, &steps->at[i]);
        show_details(tree, &steps->at[i]);
        arena_rewind(scratch, mark);
        output_relieve(tree->printing->out);
    }
}

static void print_file(Printing *printing, const ParsedFile *file)
{
    if (!file->syntax || file->trouble.len)
        return;
    Tree tree = tree_of(printing, file->syntax);
    tree_name(&tree);
    show_steps(&tree, &file->model->globals);
    for (size_t i = 0; i < file->model->stages.len; i++) {
        const Stage *stage = &file->model->stages.at[i];
        show_stage(&tree, stage);
        show_steps(&tree, &stage->steps);
        show_end(&tree, stage);
    }
    tree_problems(&tree);
}

const ParseFormat parse_model_text = {.file = print_file};
