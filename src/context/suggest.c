#include "base/buf.h"
#include "context/context.h"

typedef struct {
    Str group;
    Str patterns; /* apart by blanks */
    Str marker;   /* a file in the root of the context that has to be there; may be empty */
    Str makers;   /* words of which the Dockerfile has to say one; may be empty */
} Row;

/* What a build needs when it does not make it (node_modules, target) has makers. */
static const Row rows[] = {
    {STR_INIT("version control"), STR_INIT(".git .svn .hg"), {0}, {0}},
    {STR_INIT("node"), STR_INIT("**/node_modules"), STR_INIT("package.json"),
     STR_INIT("npm yarn pnpm bun")},
    {STR_INIT("node"), STR_INIT("**/.npm **/.yarn/cache **/.next/cache **/npm-debug.log*"),
     STR_INIT("package.json"), STR_INIT("npm yarn pnpm bun")},
    {STR_INIT("python"),
     STR_INIT("**/__pycache__ **/*.pyc **/.venv **/.tox **/.mypy_cache **/.pytest_cache "
              "**/.ruff_cache **/.ipynb_checkpoints"),
     {0},
     {0}},
    {STR_INIT("python"), STR_INIT("venv"), {0}, STR_INIT("pip uv poetry")},
    {STR_INIT("rust"), STR_INIT("target"), STR_INIT("Cargo.toml"), STR_INIT("cargo")},
    {STR_INIT("java"), STR_INIT("target"), STR_INIT("pom.xml"), STR_INIT("mvn mvnw")},
    {STR_INIT("java"), STR_INIT("**/.gradle build"), STR_INIT("build.gradle"),
     STR_INIT("gradle gradlew")},
    {STR_INIT("java"), STR_INIT("**/.gradle build"), STR_INIT("build.gradle.kts"),
     STR_INIT("gradle gradlew")},
    {STR_INIT("ruby"), STR_INIT(".bundle vendor/bundle"), STR_INIT("Gemfile"), STR_INIT("bundle")},
    {STR_INIT("php"), STR_INIT("vendor"), STR_INIT("composer.json"), STR_INIT("composer")},
    {STR_INIT(".NET"),
     STR_INIT("**/bin/Debug **/bin/Release **/obj **/.vs"),
     {0},
     STR_INIT("dotnet")},
    {STR_INIT("terraform"), STR_INIT("**/.terraform **/*.tfstate **/*.tfstate.backup"), {0}, {0}},
    {STR_INIT("editors and systems"),
     STR_INIT("**/.idea **/.vscode **/*.swp **/.DS_Store **/Thumbs.db"),
     {0},
     {0}},
    {STR_INIT("secrets"),
     STR_INIT("**/.env **/.env.local **/.env.*.local **/.aws **/.ssh **/.kube **/.netrc "
              "**/id_rsa **/id_ed25519"),
     {0},
     {0}},
};

typedef struct {
    IgnoreFile ignore; /* one line */
    Buf path;
    ContextSuggestion found;
} Saving;

static void save_below(Saving *s, const ContextEntry *directory)
{
    static const IgnoreHits none[1];
    IgnoreHits hits[1];
    size_t len = s->path.len;
    for (uint32_t i = 0; i < directory->count; i++) {
        const ContextEntry *entry = &directory->entries[i];
        if (entry->gone)
            continue;
        if (len)
            buf_char(&s->path, '/');
        buf_add(&s->path, entry_name(entry));
        bool is_directory = entry->kind == INODE_DIRECTORY;
        if (ignore_judge(&s->ignore, buf_str(&s->path), none, hits).out) {
            s->found.files += is_directory ? entry->files : 1;
            s->found.bytes += entry->again ? 0 : entry->size;
        } else if (is_directory) {
            save_below(s, entry);
        }
        s->path.len = len;
    }
}

static bool names_any(const IgnoreFile *ignore, Strs copied)
{
    for (size_t i = 0; i < copied.len; i++)
        if (ignore_matches(ignore, copied.at[i]).out)
            return true;
    return false;
}

static bool is_in_root(const ContextTree *tree, Str name)
{
    for (uint32_t i = 0; i < tree->root.count; i++)
        if (str_eq(entry_name(&tree->root.entries[i]), name))
            return true;
    return name.len == 0;
}

static bool says_any(Str text, Str words)
{
    for (StrCut cut = {.tail = words, .found = words.len > 0}; cut.found;) {
        cut = str_cut(cut.tail, ' ');
        if (str_find(text, cut.head) < text.len)
            return true;
    }
    return words.len == 0;
}

static bool is_suggested(const ContextSuggestions *suggestions, Str pattern)
{
    for (size_t i = 0; i < suggestions->len; i++)
        if (str_eq(suggestions->at[i].pattern, pattern))
            return true;
    return false;
}

ContextSuggestions context_suggest(Arena *arena, const ContextTree *tree, Str dockerfile,
                                   Strs copied)
{
    ContextSuggestions suggestions = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Row *row = &rows[i];
        if (!is_in_root(tree, row->marker) || !says_any(dockerfile, row->makers))
            continue;
        for (StrCut cut = {.tail = row->patterns, .found = true}; cut.found;) {
            cut = str_cut(cut.tail, ' ');
            Saving s = {.ignore = ignore_read(arena, cut.head),
                        .found = {row->group, cut.head, 0, 0}};
            buf_init(&s.path, arena);
            if (names_any(&s.ignore, copied) || is_suggested(&suggestions, cut.head))
                continue;
            save_below(&s, &tree->root);
            if (s.found.files)
                *PUSH(arena, &suggestions) = s.found;
        }
    }
    return suggestions;
}
