#include "base/buf.h"
#include "check.h"
#include "managers_calls.h"
#include "model/model.h"

/* A call as text: verb, act, packages, and in brackets what else holds. A package is its name and
   =VERSION when it is pinned, ~VERSION for a range, ?VERSION for what is not for us to say; L: and
   U: stand before files and URLs. y: it answers yes, l: lean, m: it reads a manifest; lists, cache:
   it leaves them, clean: it cleans one of them. */
static const char *const acts[] = {
    [ACT_NONE] = "none",       [ACT_REFRESH] = "refresh", [ACT_INSTALL] = "install",
    [ACT_UPGRADE] = "upgrade", [ACT_REMOVE] = "remove",   [ACT_PRUNE] = "prune",
    [ACT_CLEAN] = "clean",     [ACT_DOWNLOAD] = "fetch",  [ACT_BUILD] = "build",
    [ACT_RUN] = "run",         [ACT_ASK] = "ask",         [ACT_CONFIG] = "config",
};

static void show_package(Buf *out, const Package *package)
{
    static const char marks[] = {
        [PIN_NONE] = '\0', [PIN_EXACT] = '=', [PIN_RANGE] = '~', [PIN_OTHER] = '?'};
    buf_fmt(out, " %s%.*s",
            package->local ? "L:"
            : package->url ? "U:"
                           : "",
            STR_ARG(package->name));
    if (package->pin != PIN_NONE)
        buf_char(out, marks[package->pin]);
    else if (package->version.text.len > 0)
        buf_char(out, '!');
    buf_add(out, package->version.text);
}

static void show_traces(Buf *out, const Command *command)
{
    bool leaves[TRACE_STATE + 1] = {0}, cleans = false;
    for (size_t i = 0; i < command->manager->trace_count; i++) {
        const ManagerTrace *trace = &command->manager->traces[i];
        leaves[trace->kind] |= command_leaves(command, trace) && !trace->hook;
        cleans |= command_cleans(command, trace);
    }
    if (leaves[TRACE_LISTS])
        buf_add(out, STR(" lists"));
    if (leaves[TRACE_CACHE])
        buf_add(out, STR(" cache"));
    if (cleans)
        buf_add(out, STR(" clean"));
}

static Str show(Arena *arena, const Command *command)
{
    Buf out;
    buf_init(&out, arena);
    if (!command || !command->manager)
        return STR("-");
    Packages packages = command->packages;
    buf_fmt(&out, "%.*s: %s", STR_ARG(command->verb.value.text), acts[command->act]);
    for (size_t i = 0; i < packages.len; i++)
        show_package(&out, &packages.at[i]);
    buf_add(&out, STR(" ["));
    size_t start = out.len;
    if ((command->manager->asks & 1u << command->act) != 0 && command_assumes_yes(command))
        buf_add(&out, STR(" y"));
    if (command->manager->lean.len > 0 && command_acts(command, ACT_INSTALL) &&
        command_is_lean(command))
        buf_add(&out, STR(" l"));
    if (command_reads_manifest(command))
        buf_add(&out, STR(" m"));
    show_traces(&out, command);
    Str text = buf_str(&out);
    Buf tidy;
    buf_init(&tidy, arena);
    buf_add(&tidy, str_head(text, start));
    buf_add(&tidy, str_tail(text, start < text.len ? start + 1 : start));
    buf_char(&tidy, ']');
    return buf_str(&tidy);
}

static const Command *read_call(Arena *arena, const char *image, const char *line)
{
    Buf text;
    buf_init(&text, arena);
    buf_fmt(&text, "FROM %s\nARG PKGS\nARG KVER\nARG V\nARG APT_OPTS\nWORKDIR /app\nRUN ", image);
    buf_add(&text, str_from(line));
    buf_char(&text, '\n');
    const Source *source = source_new(arena, STR("Dockerfile"), buf_str(&text));
    const Dockerfile *file = model_read(arena, syntax_read(arena, source), &(ModelRequest){0});
    const Steps *steps = &file->stages.at[0].steps;
    const Commands *commands = &steps->at[steps->len - 1].script->commands;
    for (size_t i = 0; i < commands->len; i++)
        if (commands->at[i].manager)
            return &commands->at[i];
    return NULL;
}

static void check_list(Str list, char separator)
{
    CHECK(!str_starts(list, STR(" ")) && !str_ends(list, STR(" ")));
    CHECK(str_find(list, STR("  ")) == list.len);
    CHECK(separator == ' ' || str_find(list, STR("||")) == list.len);
}

/* A verb of this act that is written so first. */
static bool has_verb(const Manager *manager, Str words, ManagerAct act)
{
    for (size_t i = 0; i < manager->verb_count; i++)
        if (manager->verbs[i].act == act &&
            str_eq(str_cut(manager->verbs[i].words, '|').head, words))
            return true;
    return false;
}

static void check_trace(const Manager *manager, const ManagerTrace *trace)
{
    CHECK(trace->path.len > 0 && trace->acts != 0);
    check_list(trace->path, ' ');
    check_list(trace->moved_by, ' ');
    check_list(trace->prevented_by, ' ');
    for (Str rest = trace->path; rest.len > 0; rest = str_cut(rest, ' ').tail)
        CHECK(rest.at[0] == '/' || str_starts(rest, STR("~/")));
    for (Str rest = trace->cleaned_by; rest.len > 0; rest = str_cut(rest, '|').tail)
        CHECK(has_verb(manager_named(manager->family), str_cut(rest, '|').head, ACT_CLEAN));
}

/* The call that one spelling of a verb describes. */
static void spell(Arena *arena, Str words, Args *operands, CommandOptions *options)
{
    for (StrCut cut = str_cut(words, ' '); words.len > 0; cut = str_cut(words, ' ')) {
        Str word = cut.head;
        words = cut.tail;
        bool begins = word.at[word.len - 1] == '*' && word.len > 1;
        if (word.at[0] != '-') {
            Str text = begins ? str_head(word, word.len - 1) : word;
            (PUSH(arena, operands))->value = value_of(text);
            continue;
        }
        bool twice = word.len == 3 && word.at[1] == word.at[2];
        StrCut option = str_cut(twice ? str_head(word, 2) : word, '=');
        for (int i = 0; i <= twice; i++)
            *PUSH(arena, options) = (CommandOption){
                .name = option.head,
                .has_value = option.found,
                .value.value = value_of(option.tail),
            };
    }
}

/* None is hidden by one before it. */
static void check_verb(Arena *arena, const Manager *manager, const ManagerVerb *verb)
{
    Str rest = verb->words;
    do {
        StrCut cut = str_cut(rest, '|');
        Args operands = {0};
        CommandOptions options = {0};
        size_t used;
        spell(arena, cut.head, &operands, &options);
        const ManagerVerb *found = manager_verb(manager, &operands, &options, &used);
        if (found != verb)
            printf("%.*s: \"%.*s\" is not reached\n", STR_ARG(manager->name), STR_ARG(cut.head));
        CHECK(found == verb);
        rest = cut.tail;
    } while (rest.len > 0);
}

static void check_row(Arena *arena, const Manager *manager)
{
    bool does = false;
    CHECK(manager->name.len > 0 && manager->verb_count > 0);
    CHECK(manager_named(manager->name) == manager);
    CHECK(manager_named(manager->family) != NULL);
    CHECK((manager->asks != 0) == (manager->yes.len + manager->yes_env.len > 0));
    check_list(manager->long_values, ' ');
    check_list(manager->yes, ' ');
    check_list(manager->idle, ' ');
    for (size_t i = 0; i < manager->verb_count; i++) {
        const ManagerVerb *verb = &manager->verbs[i];
        check_list(verb->words, '|');
        check_verb(arena, manager, verb);
        CHECK(verb->act != ACT_NONE);
        does |= verb->act == ACT_INSTALL || verb->act == ACT_DOWNLOAD || verb->act == ACT_BUILD ||
                verb->act == ACT_RUN || verb->act == ACT_CONFIG;
        for (size_t k = i + 1; k < manager->verb_count; k++)
            CHECK(!str_eq(verb->words, manager->verbs[k].words));
    }
    CHECK(does);
    for (size_t i = 0; i < manager->trace_count; i++)
        check_trace(manager, &manager->traces[i]);
}

static void rows_are_sound(Arena *arena)
{
    CHECK(manager_count() > 60 && manager_at(manager_count()) == NULL);
    for (size_t i = 0; i < manager_count(); i++) {
        check_row(arena, manager_at(i));
        CHECK(i == 0 || str_order(manager_at(i - 1)->name, manager_at(i)->name) < 0);
    }
}

static void finds_programs(void)
{
    static const struct {
        Str program, name;
    } found[] = {
        {STR_INIT("apt"), STR_INIT("apt")},
        {STR_INIT("apt-get"), STR_INIT("apt")},
        {STR_INIT("pip"), STR_INIT("pip")},
        {STR_INIT("pip3"), STR_INIT("pip")},
        {STR_INIT("pip3.11"), STR_INIT("pip")},
        {STR_INIT("pip-3.6"), STR_INIT("pip")},
        {STR_INIT("gem2.7"), STR_INIT("gem")},
        {STR_INIT("dnf5"), STR_INIT("dnf")},
        {STR_INIT("mvnw"), STR_INIT("mvn")},
        {STR_INIT("gradlew"), STR_INIT("gradle")},
        {STR_INIT("R"), STR_INIT("r")},
        {STR_INIT("Rscript"), STR_INIT("r")},
        {STR_INIT("zypper"), STR_INIT("zypper")},
        {STR_INIT("yarnpkg"), STR_INIT("yarn")},
        {STR_INIT("bundler"), STR_INIT("bundle")},
        {STR_INIT("install2.r"), STR_INIT("littler")},
        {STR_INIT("composer.phar"), STR_INIT("composer")},
        {STR_INIT("easy_install-3.6"), STR_INIT("easy_install")},
        {STR_INIT("yum-builddep"), STR_INIT("yum-builddep")},
    };
    static const Str none[] = {STR_INIT(""),        STR_INIT("a"),         STR_INIT("3"),
                               STR_INIT("python3"), STR_INIT("apt-cache"), STR_INIT("pips"),
                               STR_INIT("zz")};
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        const Manager *manager = manager_find(found[i].program);
        CHECK(manager && str_eq(manager->name, found[i].name));
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        CHECK(manager_find(none[i]) == NULL);
}

static void reads_calls(Arena *arena)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        ArenaMark mark = arena_mark(arena);
        Str got = show(arena, read_call(arena, "debian", calls[i].call));
        bool same = str_eq(got, str_from(calls[i].reading));
        if (!same)
            printf("%s\n  should be %s\n  but is    %.*s\n", calls[i].call, calls[i].reading,
                   STR_ARG(got));
        CHECK(same);
        arena_rewind(arena, mark);
    }
}

static const ManagerTrace *cache_of(const Command *command)
{
    for (size_t i = 0; i < command->manager->trace_count; i++)
        if (command->manager->traces[i].kind == TRACE_CACHE)
            return &command->manager->traces[i];
    return NULL;
}

static void finds_places(Arena *arena)
{
    static const struct {
        const char *image, *call, *place;
    } places[] = {
        {"debian", "pip install x", "/root/.cache/pip"},
        {"debian", "HOME=/h pip install x", "/h/.cache/pip"},
        {"debian", "XDG_CACHE_HOME=/c pip install x", "/c/pip"},
        {"debian", "PIP_CACHE_DIR=/p XDG_CACHE_HOME=/c pip install x", "/p"},
        {"debian", "pip install --cache-dir cache x", "/app/cache"},
        {"debian", "pip install --cache-dir=/c/ x", "/c"},
        {"debian", "cargo build", "/root/.cargo/registry"},
        {"rust:1.70", "cargo build", "/usr/local/cargo/registry"},
        {"rust:1.70", "CARGO_HOME=/c cargo build", "/c/registry"},
        {"golang", "go mod download", "/go/pkg/mod"},
        {"debian", "GOPATH=/g go mod download", "/g/pkg/mod"},
        {"fedora", "dnf install -y x", "/var/cache/dnf"},
        {"fedora", "dnf --installroot=/mnt install -y x", "/mnt/var/cache/dnf"},
        {"fedora", "dnf --installroot /mnt/ install -y x", "/mnt/var/cache/dnf"},
        {"debian", "mvn -Dmaven.repo.local=/m2 package", "/m2"},
        {"node", "npm ci", "/root/.npm"},
        {"node", "npm_config_cache=/n npm ci", "/n"},
        {"ruby:3", "gem install x", "/usr/local/bundle/cache"},
        {"ruby:3", "gem install -i /g x", "/g/cache"},
        {"debian", "go get -d $V", "/root/go/pkg/mod"},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const Command *command = read_call(arena, places[i].image, places[i].call);
        Value got = command_trace_path(arena, command, cache_of(command));
        bool same = got.known == VALUE_KNOWN && str_eq(got.text, str_from(places[i].place));
        if (!same)
            printf("%s: %.*s\n", places[i].call, STR_ARG(got.text));
        CHECK(same);
        Values all = command_trace_places(arena, command, cache_of(command));
        CHECK(all.len > 0 && str_eq(all.at[0].text, got.text));
    }
    CHECK(command_is_lean(read_call(arena, "r-base:4", "apt-get install x")));
    const Command *unknown = read_call(arena, "debian", "pip install --cache-dir $(mktemp) x");
    CHECK(command_trace_path(arena, unknown, cache_of(unknown)).known == VALUE_UNKNOWN);
    CHECK(command_leaves(unknown, cache_of(unknown)));
}

/* A list that no option ends, and a call of many words, take no longer than they are long. */
static void stays_linear(Arena *arena)
{
    Buf text;
    buf_init(&text, arena);
    buf_add(&text, STR("apt-get install -y"));
    for (int i = 0; i < 50000; i++)
        buf_add(&text, STR(" pkg=1"));
    const Command *command = read_call(arena, "debian", str_terminated(arena, buf_str(&text)));
    CHECK(command->packages.len == 50000);
    CHECK(command_assumes_yes(command) && !command_is_lean(command));
}

int main(void)
{
    Arena *arena = arena_open();
    rows_are_sound(arena);
    finds_programs();
    reads_calls(arena);
    finds_places(arena);
    stays_linear(arena);
    arena_close(arena);
    return check_end();
}
