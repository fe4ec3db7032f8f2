#include "base/buf.h"
#include "base/path.h"
#include "context/count.h"

typedef struct {
    WasteKind kind;
    Str group;
    Str patterns; /* apart by blanks */
    Str marker;   /* a file in the root of the context that has to be there; may be empty */
    Str makers;   /* package managers: one of them has to make it in this build; may be empty */
} Row;

static const Row rows[] = {
    {WASTE_HISTORY, STR_INIT("version control"), STR_INIT(".git .svn .hg"), {0}, {0}},
    {WASTE_DEPENDENCIES,
     STR_INIT("node"),
     STR_INIT("**/node_modules"),
     {0},
     STR_INIT("npm yarn pnpm bun")},
    {WASTE_LITTER, STR_INIT("node"),
     STR_INIT("**/.npm **/.yarn/cache **/.next/cache **/npm-debug.log*"), STR_INIT("package.json"),
     STR_INIT("npm yarn pnpm bun")},
    {WASTE_LITTER,
     STR_INIT("node"),
     STR_INIT("coverage **/.nyc_output"),
     STR_INIT("package.json"),
     {0}},
    {WASTE_LITTER, STR_INIT("go"), STR_INIT("**/*.prof coverage.out"), STR_INIT("go.mod"), {0}},
    {WASTE_DEPENDENCIES,
     STR_INIT("python"),
     STR_INIT("**/.venv"),
     {0},
     STR_INIT("pip uv poetry pipenv")},
    {WASTE_LITTER,
     STR_INIT("python"),
     STR_INIT("**/__pycache__ **/*.pyc **/.tox **/.mypy_cache **/.pytest_cache **/.ruff_cache "
              "**/.ipynb_checkpoints **/.coverage **/htmlcov"),
     {0},
     {0}},
    {WASTE_DEPENDENCIES, STR_INIT("rust"), STR_INIT("target"), STR_INIT("Cargo.toml"),
     STR_INIT("cargo")},
    {WASTE_DEPENDENCIES, STR_INIT("java"), STR_INIT("target"), STR_INIT("pom.xml"),
     STR_INIT("mvn")},
    {WASTE_DEPENDENCIES, STR_INIT("java"), STR_INIT("**/.gradle build"), STR_INIT("build.gradle"),
     STR_INIT("gradle")},
    {WASTE_DEPENDENCIES, STR_INIT("java"), STR_INIT("**/.gradle build"),
     STR_INIT("build.gradle.kts"), STR_INIT("gradle")},
    {WASTE_DEPENDENCIES, STR_INIT("ruby"), STR_INIT(".bundle vendor/bundle"), STR_INIT("Gemfile"),
     STR_INIT("bundle")},
    {WASTE_DEPENDENCIES, STR_INIT("php"), STR_INIT("vendor"), STR_INIT("composer.json"),
     STR_INIT("composer")},
    {WASTE_DEPENDENCIES,
     STR_INIT(".NET"),
     STR_INIT("**/bin/Debug **/bin/Release **/obj **/.vs"),
     {0},
     STR_INIT("dotnet")},
    {WASTE_LITTER,
     STR_INIT("terraform"),
     STR_INIT("**/.terraform **/*.tfstate **/*.tfstate.backup"),
     {0},
     {0}},
    {WASTE_LITTER,
     STR_INIT("editors and systems"),
     STR_INIT("**/.idea **/.vscode **/*.swp **/.DS_Store **/Thumbs.db"),
     {0},
     {0}},
    {WASTE_SECRETS,
     STR_INIT("secrets"),
     STR_INIT("**/.env **/.env.local **/.env.*.local **/.aws **/.ssh **/.kube **/.netrc "
              "**/kubeconfig **/id_rsa **/id_dsa **/id_ecdsa **/id_ed25519"),
     {0},
     {0}},
};

/* What a build leaves beside its own file, wherever that lies. The name alone says little: what is
   in it has to show it, too. */
typedef struct {
    Str group, name;
    Str markers; /* files beside it, apart by blanks: one has to be there; may be empty */
    Str proofs;  /* what is in it: so one of these */
    Str makers;
} Output;

static const Output outputs[] = {
    {STR_INIT("python"),
     STR_INIT("venv"),
     {0},
     STR_INIT("pyvenv.cfg"),
     STR_INIT("pip uv poetry pipenv")},
    {STR_INIT("rust"), STR_INIT("target"), STR_INIT("Cargo.toml"),
     STR_INIT("CACHEDIR.TAG .rustc_info.json debug release"), STR_INIT("cargo")},
    {STR_INIT("java"), STR_INIT("target"), STR_INIT("pom.xml"),
     STR_INIT("classes generated-sources maven-archiver maven-status test-classes"),
     STR_INIT("mvn")},
    {STR_INIT("java"), STR_INIT("build"), STR_INIT("build.gradle build.gradle.kts"),
     STR_INIT("classes generated intermediates kotlin libs tmp"), STR_INIT("gradle")},
    {STR_INIT("php"), STR_INIT("vendor"), STR_INIT("composer.json"), STR_INIT("autoload.php"),
     STR_INIT("composer")},
};

/* ---- what the build says ---- */

static bool names(const IgnoreFile *ignore, const Take *take)
{
    for (size_t i = 0; take && i < take->len; i++)
        if (take->at[i].from.len && ignore_matches(ignore, take->at[i].from).out)
            return true;
    return false;
}

static bool step_names(const IgnoreFile *ignore, const Step *step)
{
    const Transfer *transfer = step->transfer;
    for (size_t i = 0; i < step->mounts.len; i++)
        if (names(ignore, step->mounts.at[i].take))
            return true;
    for (size_t i = 0; transfer && i < transfer->sources.len; i++)
        if (names(ignore, transfer->sources.at[i].take))
            return true;
    return false;
}

static bool copies_by_name(const Dockerfile *file, const IgnoreFile *ignore)
{
    for (size_t i = 0; file && i < file->stages.len; i++)
        for (size_t j = 0; j < file->stages.at[i].steps.len; j++)
            if (step_names(ignore, &file->stages.at[i].steps.at[j]))
                return true;
    return false;
}

typedef bool Asks(const Command *command, Str makers);

/* The first command of a RUN that the question holds for. */
static const Command *find_command(const Dockerfile *file, Asks *asks, Str makers)
{
    for (size_t i = 0; file && i < file->stages.len; i++) {
        const Steps *steps = &file->stages.at[i].steps;
        for (size_t j = 0; j < steps->len; j++) {
            const Script *script = steps->at[j].script;
            if (!script || steps->at[j].instruction->kind != INST_RUN)
                continue;
            for (size_t k = 0; k < script->commands.len; k++)
                if (asks(&script->commands.at[k], makers))
                    return &script->commands.at[k];
        }
    }
    return NULL;
}

static bool makes(const Command *command, Str makers)
{
    return command->manager && str_listed(makers, command->manager->name) &&
           (command_reads_manifest(command) || command_acts(command, ACT_BUILD));
}

/* What asks for the history needs it. */
static bool reads_history(const Command *command, Str makers)
{
    (void)makers;
    return command_is(command, "git hg svn") &&
           !str_among(command->verb.value.text, "clone config checkout");
}

static bool is_wanted(const Dockerfile *file, const ContextTree *tree, const Row *row,
                      const Command **maker)
{
    *maker = row->makers.len ? find_command(file, makes, row->makers) : NULL;
    return (row->makers.len && !*maker) ||
           (row->marker.len && !entry_find(&tree->root, row->marker)) ||
           (row->kind == WASTE_HISTORY && find_command(file, reads_history, (Str){0}));
}

/* ---- all lines at once ---- */

static bool is_suggested(const ContextSuggestions *suggestions, Str pattern)
{
    for (size_t i = 0; i < suggestions->len; i++)
        if (str_eq(suggestions->at[i].pattern, pattern))
            return true;
    return false;
}

static void suggest(Arena *arena, ContextSuggestions *lines, ContextSuggestion line)
{
    if (!is_suggested(lines, line.pattern))
        *PUSH(arena, lines) = line;
}

typedef struct {
    Arena *arena;
    const Output *output;
    Strs found;
    size_t others; /* of the name, that are something else */
} Outputs;

/* The directory has one of these, sent or not. */
static bool has_any(const ContextEntry *directory, Str names)
{
    for (StrCut cut = {.tail = names, .found = names.len > 0}; cut.found;) {
        cut = str_cut(cut.tail, ' ');
        if (entry_find(directory, cut.head))
            return true;
    }
    return false;
}

static bool note_output(void *state, const ContextEntry *entry, Str path)
{
    Outputs *o = state;
    if (entry->kind != INODE_DIRECTORY ||
        (o->found.len && str_eq(path, o->found.at[o->found.len - 1])))
        return false;
    const ContextEntry *child = entry_find(entry, o->output->name);
    if (!child || child->gone || child->kind != INODE_DIRECTORY)
        return true;
    bool beside = o->output->markers.len == 0 || has_any(entry, o->output->markers);
    if (beside && has_any(child, o->output->proofs))
        *PUSH(o->arena, &o->found) = path_join(o->arena, path, o->output->name);
    else
        o->others++;
    return true;
}

/* In an ignore file it means itself, and nothing else. */
static bool is_plain(Str path)
{
    for (size_t i = 0; i < path.len; i++)
        if (!char_is_letter(path.at[i]) && !char_is_digit(path.at[i]) &&
            str_find_char(STR("/._-+@"), path.at[i]) == 6)
            return false;
    return true;
}

/* One line for several of the name when all that have it are such, else one for each. */
static void suggest_outputs(Arena *arena, ContextSuggestions *lines, const ContextTree *tree,
                            const Take *take, const Dockerfile *file)
{
    enum { LINES_MOST = 50 };
    for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
        Outputs all = {.arena = arena, .output = &outputs[i]};
        ContextSuggestion line = {.kind = WASTE_DEPENDENCIES, .group = outputs[i].group};
        line.maker = find_command(file, makes, outputs[i].makers);
        if (!line.maker)
            continue;
        context_visit(arena, tree, take, note_output, &all);
        bool alike = all.found.len > 1 && all.others == 0;
        line.pattern = str_joined(arena, STR("**/"), outputs[i].name);
        for (size_t k = 0; k < all.found.len && k < LINES_MOST && !alike; k++) {
            line.pattern = all.found.at[k];
            if (is_plain(line.pattern))
                suggest(arena, lines, line);
        }
        if (alike)
            suggest(arena, lines, line);
    }
}

/* What the build leaves room for, whether it would save something or not. */
static ContextSuggestions possible(Arena *arena, const ContextTree *tree, const Take *take,
                                   const Dockerfile *file)
{
    ContextSuggestions lines = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Row *row = &rows[i];
        const Command *maker;
        if (is_wanted(file, tree, row, &maker))
            continue;
        for (StrCut cut = {.tail = row->patterns, .found = true}; cut.found;) {
            cut = str_cut(cut.tail, ' ');
            suggest(
                arena, &lines,
                (ContextSuggestion){
                    .kind = row->kind, .group = row->group, .pattern = cut.head, .maker = maker});
        }
    }
    suggest_outputs(arena, &lines, tree, take, file);
    return lines;
}

typedef struct {
    Arena *arena;
    Counted counted;
    IgnoreFile ignore;
    ContextSuggestions *lines; /* in step with those of `ignore` */
    const IgnoreHits *none;
    IgnoreHits *hits;
} Saving;

/* What lies in a directory that is left out is that line's: none is counted twice. */
static bool save(void *state, const ContextEntry *entry, Str path)
{
    Saving *s = state;
    uint32_t by = path.len ? ignore_judge(&s->ignore, path, s->none, s->hits).by : 0;
    if (by == 0)
        return true;
    count_entry(s->arena, &s->counted, entry, &s->lines->at[by - 1].size);
    return false;
}

static void measure(Arena *arena, const ContextTree *tree, const Take *take,
                    ContextSuggestions *lines)
{
    Buf text;
    buf_init(&text, arena);
    for (size_t i = 0; i < lines->len; i++) {
        lines->at[i].size = (ContextSize){0};
        buf_fmt(&text, "%.*s\n", STR_ARG(lines->at[i].pattern));
    }
    Saving s = {.arena = arena,
                .ignore = ignore_read(arena, buf_str(&text)),
                .lines = lines,
                .none = NEW_ARRAY(arena, lines->len, IgnoreHits),
                .hits = NEW_ARRAY(arena, lines->len, IgnoreHits)};
    context_visit(arena, tree, take, save, &s);
}

/* Of the lines that would save something; true when there were such. */
static bool drop_copied(Arena *arena, const Dockerfile *file, ContextSuggestions *lines)
{
    size_t kept = 0, all = lines->len;
    for (size_t i = 0; i < all; i++) {
        const ContextSuggestion *line = &lines->at[i];
        IgnoreFile alone = line->size.files ? ignore_read(arena, line->pattern) : (IgnoreFile){0};
        if (!line->size.files || !copies_by_name(file, &alone))
            lines->at[kept++] = *line;
    }
    lines->len = kept;
    return kept < all;
}

ContextSuggestions context_suggest(Arena *arena, const ContextTree *tree, const Take *take,
                                   const Dockerfile *file)
{
    ContextSuggestions lines = possible(arena, tree, take, file), suggestions = {0};
    do /* what one line took may be another's */
        measure(arena, tree, take, &lines);
    while (drop_copied(arena, file, &lines));
    for (size_t i = 0; i < lines.len; i++)
        if (lines.at[i].size.files)
            *PUSH(arena, &suggestions) = lines.at[i];
    return suggestions;
}
