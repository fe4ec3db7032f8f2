/* The context of one Dockerfile, read as far as somebody asks. */
#include "base/io.h"
#include "base/path.h"
#include "context/places.h"
#include "context/shared.h"
#include "text/gitignore.h"

struct BuildContext {
    ModelContext model;
    Arena *arena;
    Str directory, dockerfile;
    WalkLimits limits;
    SharedContext *shared; /* NULL: nobody else has it */
    bool ignore_read, walked;
    ContextIgnore ignore;
    ContextTree tree;
    Fail fail; /* of the walk */
};

const ContextIgnore *context_ignore(BuildContext *context)
{
    ContextIgnore *ignore = &context->ignore;
    if (context->ignore_read)
        return ignore;
    context->ignore_read = true;
    if (ignore_find(context->arena, context->directory, context->dockerfile, &ignore->source,
                    &ignore->fail))
        ignore->file = ignore_read(context->arena, ignore->source.text);
    ignore->at_root = str_eq(ignore->source.path,
                             path_join(context->arena, context->directory, STR(".dockerignore")));
    ignore->unsure = ignore->fail.text[0] ||
                     (ignore->source.path.len == 0 && ignore->source.only_podman.len > 0);
    return ignore;
}

ContextTree *context_tree(BuildContext *context, Fail *fail)
{
    const ContextIgnore *ignore = context_ignore(context);
    if (context->shared && !ignore->fail.text[0])
        return shared_tree(context->shared, ignore, context->limits, fail);
    if (!context->walked)
        context->fail = ignore->fail;
    if (!context->walked && !ignore->fail.text[0])
        context_walk(context->arena, context->directory, &ignore->file, context->limits,
                     &context->tree, &context->fail);
    context->walked = true;
    *fail = context->fail;
    return fail->text[0] ? NULL : &context->tree;
}

bool context_is_made(BuildContext *context, Str path)
{
    Str file = path_join(context->arena, context->directory, STR(".gitignore")), text;
    Fail fail = {0};
    if (!io_read(context->arena, str_terminated(context->arena, file), &text, &fail))
        return false;
    const GitIgnore *git = gitignore_read(context->arena, STR("."), text, NULL);
    for (size_t end = 1; end <= path.len; end++)
        if ((end == path.len || path.at[end] == '/') &&
            gitignore_leaves_out(git, str_head(path, end), true))
            return true;
    return false;
}

/* ---- what the model asks ---- */

static const Take *take(void *self, Arena *arena, const TakeRequest *request)
{
    Fail fail;
    const ContextTree *tree = context_tree(self, &fail);
    return tree ? context_take(arena, tree, request) : NULL;
}

static const Take *list(void *self, Arena *arena, const Take *taken, size_t most)
{
    (void)self;
    return context_files(arena, taken, most);
}

static bool read_file(void *self, Arena *arena, Str path, size_t most, Str *text)
{
    Fail fail;
    const ContextTree *tree = context_tree(self, &fail);
    Str place;
    const ContextEntry *entry = tree ? tree_resolve(arena, tree, path, &place) : NULL;
    return entry && entry->kind == INODE_FILE && entry->size <= most &&
           io_read(arena, str_terminated(arena, path_join(arena, tree->directory, place)), text,
                   &fail) &&
           text->len <= most;
}

BuildContext *context_open(Arena *arena, Str directory, Str dockerfile, WalkLimits limits,
                           const SharedContexts *shared)
{
    BuildContext *context = NEW(arena, BuildContext);
    *context = (BuildContext){.model = {context, take, list, read_file},
                              .arena = arena,
                              .directory = directory,
                              .dockerfile = dockerfile,
                              .limits = limits,
                              .shared = shared_context(shared, directory)};
    return context;
}

const ModelContext *context_for_model(BuildContext *context)
{
    return &context->model;
}
