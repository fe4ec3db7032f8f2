/* The commands of the RUN that unpacks an archive. */
#include "shared/unpacking_parts.h"

#include "shared/layers.h"
#include "shared/names.h"

bool command_has_only(const Command *command, const char *options)
{
    for (size_t i = 0; i < command->options.len; i++)
        if (!name_in(options, command->options.at[i].name))
            return false;
    return true;
}

static bool is_alone_at(const Unpacking *it, const Command *command, Value place)
{
    if (command->operands.len != 1 || command->operands.at[0].glob)
        return false;
    Value path = command_path(report_arena(it->out), command, &command->operands.at[0]);
    return path.known == VALUE_KNOWN && str_eq(path.text, place.text);
}

static Lot part_before(const Unpacking *it, const Command *command)
{
    if (!command || command->redirects.len > 0 || command->guards & ~(unsigned)GUARD_IF_OK)
        return ODD;
    if (command_is(command, "cd set"))
        return IDLE;
    if (!command_is(command, "mkdir") || !command_has_only(command, "-p --parents -v --verbose"))
        return ODD;
    if (is_alone_at(it, command, it->dir))
        return GOES;
    return command_option(command, "-p --parents") ? STAYS : ODD;
}

static bool removes_archive(const Unpacking *it, const Command *command)
{
    return command_is(command, "rm") && !command->outer && command->redirects.len == 0 &&
           command_has_only(command, "-f --force -r -R --recursive -v --verbose") &&
           is_alone_at(it, command, it->archive);
}

static const Command *command_of(const Script *script, const ShellNode *node)
{
    for (size_t i = 0; i < script->commands.len; i++)
        if (script->commands.at[i].node == node)
            return &script->commands.at[i];
    return NULL;
}

static Lot part_lot(const Unpacking *it, const ShellNode *node)
{
    const Command *command = command_of(it->run->script, node);
    if (command == it->tar)
        return GOES;
    if (node->span.start < it->tar->node->span.start)
        return part_before(it, command);
    return command && removes_archive(it, command) ? GOES : STAYS;
}

/* The shell gets it as it stands, from root, and reads all of it. */
static bool is_plain_run(const Step *run)
{
    const ShellScript *shell = run->script->shell;
    return step_is_plain(run) && run->instruction->flags.len == 0 &&
           run->instruction->heredocs.len == 0 && shell && !shell->broken &&
           shell->error.message.len == 0 && shell->comments.len == 0 &&
           run->script->commands.len <= LAYERS_LOOK &&
           (run->user.text.len == 0 || user_is_root(run->user));
}

bool unpacking_parts(Unpacking *it)
{
    const ShellNode *list = is_plain_run(it->run) ? it->run->script->shell->list : NULL;
    if (!list || list->next || list->background)
        return false;
    bool ours = false;
    for (const ShellNode *node = list->kind == NODE_CHAIN ? list->body : list; node;
         node = node->next) {
        Lot kind = part_lot(it, node);
        if (node->joint == JOINT_OR || kind == ODD)
            return false;
        ours |= node == it->tar->node;
        *PUSH(report_arena(it->out), &it->parts) = (Part){node, kind};
    }
    return ours;
}
