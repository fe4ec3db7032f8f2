#include "cli/model_words.h"
#include "cli/parse_model_json.h"
#include "cli/parse_parts.h"

/* ---- words and options ---- */

static void key_arg_parts(JsonOut *out, const Source *source, const Arg *arg)
{
    key_str(out, "text", arg->value.text);
    key_str(out, "known", str_from(knowledge_word(arg->value.known)));
    key_if_true(out, "glob", arg->glob);
    key_if_true(out, "quoted", arg->quoted);
    key_point(out, source, arg->span);
}

static void add_arg(JsonOut *out, const Source *source, const Arg *arg)
{
    bool pretty = line_begin(out);
    key_arg_parts(out, source, arg);
    line_end(out, pretty);
}

static void key_args(JsonOut *out, const Source *source, const char *key, const Args *args)
{
    if (args->len == 0)
        return;
    key_array(out, key);
    for (size_t i = 0; i < args->len; i++)
        add_arg(out, source, &args->at[i]);
    json_array_end(out);
}

static void key_options(JsonOut *out, const Source *source, const CommandOptions *options)
{
    if (options->len == 0)
        return;
    key_array(out, "options");
    for (size_t i = 0; i < options->len; i++) {
        const CommandOption *option = &options->at[i];
        bool pretty = line_begin(out);
        key_str(out, "name", option->name);
        if (option->has_value) {
            json_key(out, STR("value"));
            add_arg(out, source, &option->value);
        }
        key_point(out, source, option->span);
        line_end(out, pretty);
    }
    json_array_end(out);
}

static void key_packages(JsonOut *out, const Source *source, const Command *command)
{
    const Packages *packages = &command->packages;
    if (packages->len == 0)
        return;
    key_array(out, "packages");
    for (size_t i = 0; i < packages->len; i++) {
        const Package *package = &packages->at[i];
        bool pretty = line_begin(out);
        key_str(out, "name", package->name);
        key_value(out, "version", package->version);
        key_str(out, "pin", str_from(pin_word(package->pin)));
        key_if_true(out, "local", package->local);
        key_if_true(out, "url", package->url);
        key_point(out, source, package->span);
        line_end(out, pretty);
    }
    json_array_end(out);
}

static void key_redirects(JsonOut *out, const Source *source, const CommandRedirects *redirects)
{
    if (redirects->len == 0)
        return;
    key_array(out, "redirects");
    for (size_t i = 0; i < redirects->len; i++) {
        const CommandRedirect *redirect = &redirects->at[i];
        bool pretty = line_begin(out);
        key_str(out, "operator", str_from(redirect_word(redirect->kind)));
        key_if_str(out, "fd", redirect->fd);
        json_key(out, STR("target"));
        add_arg(out, source, &redirect->target);
        key_point(out, source, redirect->span);
        line_end(out, pretty);
    }
    json_array_end(out);
}

/* ---- commands ---- */

static void key_guards(JsonOut *out, unsigned guards)
{
    if (guards == 0)
        return;
    key_array(out, "guards");
    bool pretty = out->pretty;
    out->pretty = false;
    for (unsigned i = 0; guard_word(i); i++) {
        if (guards >> i & 1)
            json_str(out, str_from(guard_word(i)));
    }
    json_array_end(out);
    out->pretty = pretty;
}

static void key_neighbour(JsonOut *out, const char *key, const Command *neighbour)
{
    if (neighbour)
        key_u64(out, key, neighbour->index);
}

static void key_manager(JsonOut *out, const Source *source, const Command *command)
{
    if (!command->manager)
        return;
    key_str(out, "manager", command->manager->name);
    key_str(out, "act", str_from(act_word(command->act)));
    key_packages(out, source, command);
}

static void add_command(JsonOut *out, const Source *source, const Command *command)
{
    json_object(out);
    key_u64(out, "index", command->index);
    key_if_str(out, "name", command->name);
    key_value(out, "program", command->program);
    key_place(out, source, command->span);
    key_args(out, source, "args", &command->args);
    key_options(out, source, &command->options);
    key_args(out, source, "operands", &command->operands);
    key_if_str(out, "verb", command->verb.value.text);
    key_manager(out, source, command);
    key_guards(out, command->guards);
    key_if_true(out, "normal", command->normal);
    key_value(out, "cwd", command->cwd);
    key_value(out, "user", command->user);
    key_if_true(out, "wrapper", command->wrapper);
    key_if_true(out, "elsewhere", command->elsewhere);
    key_neighbour(out, "outer", command->outer);
    key_neighbour(out, "again", command->again);
    key_neighbour(out, "pipe_from", command->pipe_from);
    key_neighbour(out, "pipe_to", command->pipe_to);
    key_redirects(out, source, &command->redirects);
    json_object_end(out);
}

/* What a shell would stop at. */
static void key_error(JsonOut *out, const Source *source, const ShellScript *shell)
{
    if (!shell || shell->error.message.len == 0)
        return;
    json_key(out, STR("error"));
    bool pretty = line_begin(out);
    key_str(out, "message", shell->error.message);
    key_place(out, source, shell_span(shell, shell->error.span));
    line_end(out, pretty);
}

void key_script(Printing *printing, const Source *source, const Script *script)
{
    JsonOut *out = &printing->json;
    if (!script)
        return;
    key_if_true(out, "json", script->json);
    if (!script->json)
        key_str(out, "dialect", str_from(dialect_word(script->dialect)));
    key_if_true(out, "unread", script->unread);
    key_error(out, source, script->shell);
    if (script->commands.len == 0)
        return;
    key_array(out, "commands");
    for (size_t i = 0; i < script->commands.len; i++) {
        add_command(out, source, &script->commands.at[i]);
        output_relieve(printing->out);
    }
    json_array_end(out);
}

/* ---- effects ---- */

static void add_effect(JsonOut *out, const Source *source, const Effect *effect)
{
    bool pretty = line_begin(out);
    key_str(out, "kind", str_from(effect_word(effect->kind)));
    key_str(out, "sure", str_from(sureness_word(effect->sure)));
    key_str(out, "reach", str_from(reach_word(effect->reach)));
    key_if_str(out, "brings", str_from(brings_word(effect->brings)));
    key_str(out, "path", effect->path.text);
    key_str(out, "known", str_from(knowledge_word(effect->path.known)));
    key_if_true(out, "glob", effect->glob);
    key_if_str(out, "from", effect->from.text);
    if (effect->mount)
        key_str(out, "mount", str_from(mount_word(effect->mount->kind)));
    if (effect->taken) {
        key_u64(out, "files", effect->taken->files);
        key_u64(out, "bytes", effect->taken->bytes);
    }
    key_point(out, source, effect->span);
    if (effect->command)
        key_u64(out, "command", effect->command->index);
    line_end(out, pretty);
}

void key_effects(Printing *printing, const Source *source, const Effects *effects)
{
    JsonOut *out = &printing->json;
    if (effects->len == 0)
        return;
    key_array(out, "effects");
    for (size_t i = 0; i < effects->len; i++) {
        add_effect(out, source, &effects->at[i]);
        output_relieve(printing->out);
    }
    json_array_end(out);
}
