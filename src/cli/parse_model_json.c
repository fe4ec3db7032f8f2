#include "cli/parse_model_json.h"

#include "cli/model_words.h"
#include "cli/parse_format.h"
#include "cli/parse_parts.h"

/* Keys whose value is empty or false are left out, but for those that every reader wants to find:
   docs/parse-model.md says which. */

static void add_value(JsonOut *out, Value value)
{
    bool pretty = line_begin(out);
    key_str(out, "text", value.text);
    key_str(out, "known", str_from(knowledge_word(value.known)));
    line_end(out, pretty);
}

void key_value(JsonOut *out, const char *key, Value value)
{
    if (value.text.len == 0 && value.known == VALUE_KNOWN)
        return;
    json_key(out, str_from(key));
    add_value(out, value);
}

void key_values(JsonOut *out, const char *key, const Values *values)
{
    if (values->len == 0)
        return;
    key_array(out, key);
    for (size_t i = 0; i < values->len; i++)
        add_value(out, values->at[i]);
    json_array_end(out);
}

static void key_strs(JsonOut *out, const char *key, const Strs *strs)
{
    if (strs->len == 0)
        return;
    key_array(out, key);
    bool pretty = out->pretty;
    out->pretty = false;
    for (size_t i = 0; i < strs->len; i++)
        json_str(out, strs->at[i]);
    json_array_end(out);
    out->pretty = pretty;
}

void key_point(JsonOut *out, const Source *source, Span span)
{
    Point start = source_point(source, span.start);
    key_u64(out, "line", start.line);
    key_u64(out, "column", start.column);
}

/* ---- where files come from ---- */

static void key_image(JsonOut *out, const ImageRef *image)
{
    json_key(out, STR("image"));
    bool pretty = line_begin(out);
    key_str(out, "text", image->text);
    key_str(out, "known", str_from(knowledge_word(image->known)));
    key_if_true(out, "valid", image->valid);
    key_if_str(out, "registry", image->registry);
    key_if_str(out, "repository", image->repository);
    key_if_str(out, "name", image->name);
    key_if_str(out, "tag", image->tag);
    key_if_str(out, "digest", image->digest);
    key_if_true(out, "official", image->official);
    line_end(out, pretty);
}

static void key_origin(JsonOut *out, const Source *source, const char *key, const Origin *origin)
{
    json_key(out, str_from(key));
    bool pretty = line_begin(out);
    key_str(out, "kind", str_from(origin_word(origin->kind)));
    if (origin->stage)
        key_u64(out, "stage", origin->stage->index);
    if (origin->text.text.len > 0) {
        key_str(out, "text", origin->text.text);
        key_str(out, "known", str_from(knowledge_word(origin->text.known)));
        key_point(out, source, origin->span);
    }
    if (origin->kind == ORIGIN_IMAGE)
        key_image(out, &origin->image);
    line_end(out, pretty);
}

/* ---- stages ---- */

static void key_needs(JsonOut *out, const StageRefs *needs)
{
    if (needs->len == 0)
        return;
    key_array(out, "needs");
    bool pretty = out->pretty;
    out->pretty = false;
    for (size_t i = 0; i < needs->len; i++)
        json_u64(out, needs->at[i]->index);
    json_array_end(out);
    out->pretty = pretty;
}

static void key_instruction(JsonOut *out, const char *key, const Instruction *it)
{
    if (it)
        key_u64(out, key, it->first_line);
}

static void key_line_of(JsonOut *out, const char *key, const Step *step)
{
    if (step)
        key_u64(out, key, step->written->first_line);
}

static void add_stage(JsonOut *out, const Source *source, const Stage *stage)
{
    json_object(out);
    key_u64(out, "index", stage->index);
    key_if_str(out, "name", stage->name);
    key_line_of(out, "line", stage->from);
    key_origin(out, source, "base", &stage->base);
    key_value(out, "platform", stage->platform);
    key_needs(out, &stage->needs);
    key_if_true(out, "target", stage->target);
    key_if_true(out, "exported", stage->exported);
    key_if_true(out, "needed", stage->needed);
    key_instruction(out, "shell", stage->shell);
    key_value(out, "user", stage->user);
    key_value(out, "workdir", stage->workdir);
    key_if_true(out, "workdir_set", stage->workdir_set);
    key_line_of(out, "command", stage->command);
    key_line_of(out, "entrypoint", stage->entrypoint);
    key_line_of(out, "health", stage->health);
    json_object_end(out);
}

/* ---- what a step says ---- */

static void key_expanded(JsonOut *out, const Source *source, const Expandeds *expanded)
{
    if (expanded->len == 0)
        return;
    key_array(out, "expanded");
    for (size_t i = 0; i < expanded->len; i++) {
        const Expanded *word = &expanded->at[i];
        bool pretty = line_begin(out);
        key_str(out, "what", str_from(word->what));
        key_str(out, "written", word->text);
        key_str(out, "text", word->expansion.value.text);
        key_str(out, "known", str_from(knowledge_word(word->expansion.value.known)));
        key_strs(out, "used", &word->expansion.used);
        key_strs(out, "unset", &word->expansion.unset);
        key_strs(out, "undeclared", &word->expansion.undeclared);
        key_if_str(out, "problem", word->expansion.problem);
        key_point(out, source, word->span);
        line_end(out, pretty);
    }
    json_array_end(out);
}

static void key_bindings(JsonOut *out, const Bindings *bindings)
{
    if (bindings->len == 0)
        return;
    key_array(out, "bindings");
    for (size_t i = 0; i < bindings->len; i++) {
        const Binding *binding = &bindings->at[i];
        bool pretty = line_begin(out);
        json_key(out, STR("key"));
        add_value(out, binding->key);
        if (binding->has_value) {
            json_key(out, STR("value"));
            add_value(out, binding->value);
        }
        line_end(out, pretty);
    }
    json_array_end(out);
}

static void key_words(JsonOut *out, const Source *source, const StepWords *words)
{
    if (words->len == 0)
        return;
    key_array(out, "words");
    for (size_t i = 0; i < words->len; i++) {
        bool pretty = line_begin(out);
        key_str(out, "text", words->at[i].value.text);
        key_str(out, "known", str_from(knowledge_word(words->at[i].value.known)));
        key_point(out, source, words->at[i].span);
        line_end(out, pretty);
    }
    json_array_end(out);
}

static void key_sources(JsonOut *out, const Source *source, const CopySources *sources)
{
    if (sources->len == 0)
        return;
    key_array(out, "sources");
    for (size_t i = 0; i < sources->len; i++) {
        const CopySource *from = &sources->at[i];
        bool pretty = line_begin(out);
        key_str(out, "kind", str_from(source_word(from->kind)));
        key_str(out, "text", from->text.text);
        key_str(out, "known", str_from(knowledge_word(from->text.known)));
        key_value(out, "path", from->path);
        key_if_str(out, "name", from->name);
        key_if_true(out, "glob", from->glob);
        key_if_true(out, "directory", from->directory);
        key_if_true(out, "unpacks", from->unpacks);
        key_point(out, source, from->span);
        line_end(out, pretty);
    }
    json_array_end(out);
}

static void key_transfer(JsonOut *out, const Source *source, const Transfer *transfer)
{
    if (!transfer)
        return;
    json_key(out, STR("transfer"));
    json_object(out);
    key_origin(out, source, "from", &transfer->from);
    key_sources(out, source, &transfer->sources);
    key_value(out, "dest", transfer->dest);
    key_if_true(out, "dest_directory", transfer->dest_directory);
    key_value(out, "chown", transfer->chown);
    key_value(out, "chmod", transfer->chmod);
    key_value(out, "checksum", transfer->checksum);
    key_values(out, "exclude", &transfer->exclude);
    key_if_true(out, "link", transfer->link);
    key_if_true(out, "parents", transfer->parents);
    key_if_true(out, "keep_git_dir", transfer->keep_git_dir);
    json_object_end(out);
}

static void key_mounts(JsonOut *out, const Source *source, const Mounts *mounts)
{
    if (mounts->len == 0)
        return;
    key_array(out, "mounts");
    for (size_t i = 0; i < mounts->len; i++) {
        const Mount *mount = &mounts->at[i];
        json_object(out);
        key_str(out, "kind", str_from(mount_word(mount->kind)));
        key_value(out, "target", mount->target);
        key_value(out, "source", mount->source);
        if (mount->kind == MOUNT_BIND || mount->from.text.text.len > 0)
            key_origin(out, source, "from", &mount->from);
        key_if_str(out, "id", mount->id);
        key_if_true(out, "writable", mount->writable);
        key_point(out, source, mount->span);
        json_object_end(out);
    }
    json_array_end(out);
}

static void key_problem(JsonOut *out, const Source *source, const Step *step)
{
    if (step->problem.len == 0)
        return;
    json_key(out, STR("problem"));
    bool pretty = line_begin(out);
    key_str(out, "message", step->problem);
    key_place(out, source, step->problem_span);
    line_end(out, pretty);
}

static void key_shell_words(JsonOut *out, const Instruction *it)
{
    if (it->kind != INST_SHELL || it->args.len == 0)
        return;
    key_array(out, "args");
    bool pretty = out->pretty;
    out->pretty = false;
    for (size_t i = 0; i < it->args.len; i++)
        json_str(out, it->args.at[i].text);
    json_array_end(out);
    out->pretty = pretty;
}

static Str keyword_of(const Instruction *it)
{
    return it->kind == INST_UNKNOWN ? STR("unknown") : instruction_name(it->kind);
}

static void add_step(Printing *printing, const Source *source, const Step *step)
{
    JsonOut *out = &printing->json;
    json_object(out);
    key_u64(out, "line", step->written->first_line);
    key_u64(out, "end", step->written->last_line);
    key_str(out, "instruction", keyword_of(step->instruction));
    if (step->stage)
        key_u64(out, "stage", step->stage->index);
    json_key(out, STR("layer"));
    json_bool(out, step->layer);
    key_if_true(out, "onbuild", step->onbuild);
    key_if_true(out, "triggered", step->triggered);
    key_value(out, "user", step->user);
    key_value(out, "workdir", step->workdir);
    key_if_true(out, "workdir_set", step->workdir_set);
    key_instruction(out, "shell", step->shell);
    key_shell_words(out, step->instruction);
    key_problem(out, source, step);
    key_expanded(out, source, &step->expanded);
    key_bindings(out, &step->bindings);
    key_words(out, source, &step->words);
    key_value(out, "path", step->path);
    key_transfer(out, source, step->transfer);
    key_mounts(out, source, &step->mounts);
    key_script(printing, source, step->script);
    key_effects(printing, source, &step->effects);
    json_object_end(out);
}

/* ---- the file ---- */

static void add_steps(Printing *printing, const Source *source, const Steps *steps)
{
    for (size_t i = 0; i < steps->len; i++) {
        add_step(printing, source, &steps->at[i]);
        output_relieve(printing->out);
    }
}

static void add_stages(Printing *printing, const Source *source, const Stages *stages)
{
    key_array(&printing->json, "stages");
    for (size_t i = 0; i < stages->len; i++) {
        add_stage(&printing->json, source, &stages->at[i]);
        output_relieve(printing->out);
    }
    json_array_end(&printing->json);
}

static void print_object(Printing *printing, const ParsedFile *file)
{
    JsonOut *out = &printing->json;
    static const Dockerfile nothing = {0};
    const Dockerfile *model = file->model ? file->model : &nothing;
    const Source *source = file->syntax ? file->syntax->source : NULL;
    json_object(out);
    key_verdict(out, file);
    key_if_str(out, "problem", model->problem);
    add_stages(printing, source, &model->stages);
    key_array(out, "steps");
    add_steps(printing, source, &model->globals);
    for (size_t i = 0; i < model->stages.len; i++)
        add_steps(printing, source, &model->stages.at[i].steps);
    json_array_end(out);
    json_object_end(out);
}

const ParseFormat parse_model_json = {document_start, print_object, document_end};
