#include "shared/purpose.h"

#include "base/path.h"
#include "shared/build_tools.h"
#include "shared/layers.h"
#include "shared/names.h"

/* ---- names ---- */

static const char bench_words[] =
    "builder buildenv build-env buildbox toolbox toolchain toolchains sdk devcontainer devbox "
    "devenv "
    "ci baseimage crossbuild cross compiler compile workspace gitpod codebuild agent slave "
    "jenkins ide vscode codeserver cloud9 c9 theia jupyter jupyterlab notebook notebooks rstudio "
    "emacs vim sublime atom pycharm intellij idea webstorm netbeans eclipse nvim neovim spacemacs "
    "onbuild buildpack yocto bitbake continuous jdk s2i ipython cmake gcc gxx clang llvm";

/* These say it only where nothing else speaks against it. */
static const char maybe_words[] = "base dev devel development develop tools";

static bool names_bench(Str text, const char *words)
{
    for (size_t from = 0; from < text.len;) {
        size_t end = from;
        while (end < text.len && !memchr("-_./:@ ", text.at[end], 7))
            end++;
        Str word = str_slice(text, from, end);
        /* A folder may be called "build" for other reasons; "tide-build" says it. */
        if (name_in(words, word) || (word.len < text.len && str_eq(word, STR("build"))))
            return true;
        from = end + 1;
    }
    return false;
}

static bool is_named(const Stage *target, const char *words, Report *out)
{
    Arena *arena = report_arena(out);
    Str path = report_file(out)->syntax->source->name;
    Str dir = path_base(path_dir(path));
    return names_bench(str_lower(arena, path_base(path)), words) ||
           names_bench(str_lower(arena, dir), words) || names_bench(target->name, words);
}

/* ---- what its containers start ---- */

static bool is_entry_script(Str name)
{
    return name_has(name, "entrypoint") || name_has(name, "entry-point") ||
           name_has(name, "entry_point");
}

static bool is_shell(const Command *command)
{
    return command_is(command,
                      "sh bash dash ash zsh fish ksh csh tcsh cmd cmd.exe powershell pwsh");
}

/* A shell that is given nothing to run, a wait, an init, an editor; or what only starts another. */
static bool is_idle(const Command *command)
{
    if (is_shell(command))
        return command->wrapper || command->operands.len == 0;
    /* The interpreter itself, to talk to. */
    if (command_is(command,
                   "node irb python python2 python3 php perl ruby R julia ghci jshell iex erl "
                   "lua pypy pypy3 bpython ipython") &&
        command->operands.len == 0 && !command_option(command, "-c -e -m -jar"))
        return true;
    if (command_is(command, "java") && command->operands.len == 0 &&
        command_option(command, "-version --version"))
        return true;
    if (command_is(
            command,
            "my_init tail sleep cat true false echo exit init systemd tini dumb-init env exec "
            "sudo su gosu su-exec screen tmux cd source . export set trap wait login "
            "read id date ls printf bashrc"))
        return true;
    return command_is(command, "code-server jupyter jupyter-notebook jupyter-lab start-notebook.sh "
                               "rstudio-server emacs vim nvim nano theia");
}

static bool is_script_file(const Command *command)
{
    Str program = command->program.text;
    return str_ends(program, STR(".sh")) || command->program.known == VALUE_UNKNOWN ||
           (str_find_char(program, '.') == program.len && is_entry_script(program)) ||
           name_has(program, "start") || name_has(program, "run") || name_has(program, "entry");
}

typedef struct {
    bool idle, calls_tools, known;
} Start;

static void look_at_start(const Step *step, bool idle_after, Start *start)
{
    const Script *script = step ? step->script : NULL;
    if (!script)
        return;
    if (script->unread)
        start->known = start->idle = false;
    for (size_t i = 0; i < script->commands.len; i++) {
        const Command *command = &script->commands.at[i];
        if (command_needs_toolchain(command) || name_has(command->name, "compile") ||
            str_starts(command->name, STR("build")))
            start->calls_tools = true;
        if (is_shell(command) && !command->wrapper && command->operands.len > 0)
            start->known = false;
        if (command->wrapper)
            continue;
        bool passes = idle_after && is_entry_script(command->name);
        if (!is_idle(command) && !passes)
            start->idle = false;
        if (!is_idle(command) && is_script_file(command))
            start->known = false;
    }
}

static Start start_of(const Stage *target)
{
    Start start = {.idle = true, .known = true};
    look_at_start(target->command, false, &start);
    bool command_idles = start.idle && target->command;
    look_at_start(target->entrypoint, command_idles, &start);
    return start;
}

/* ---- what it brings ---- */

static const char tool_words[] =
    "asdf nvm kerl kiex rbenv rvm pyenv nodenv ruby-build goenv jenv sdkman composer pip get-pip "
    "flutter android android-sdk sdk-tools commandlinetools emsdk depot_tools vcpkg oh-my-zsh "
    "ohmyzsh vundle pathogen dotfiles gosu tini dumb-init su-exec phantomjs chromedriver "
    "geckodriver "
    "node gradle maven apache-maven apache-ant go jdk jre rustup conda miniconda miniconda3 "
    "anaconda "
    "anaconda3 miniforge mambaforge phpunit phpize docker docker-compose kubectl helm terraform "
    "boost cmake gcc llvm clang openssl zlib opencv protobuf autoconf automake libtool swig ninja "
    "google-cloud-sdk cloudsdk aws awscli yarn npm bower wait-for-it dockerize s6-overlay confd "
    "python ruby php perl erlang otp julia swift r-base r bazel bazelisk bats sonar-scanner jq yq "
    "repo "
    "vips qt icu hdf5 fftw eigen gtest googletest pkg-config cuda cudnn uv uvx nodesource";

static const char data_ends[] =
    ".conf .cfg .cnf .ini .yml .yaml .json .toml .xml .properties .env "
    ".list .repo .key .pub .pem .crt .cer .gpg .asc .sig .sha256 .sha1 "
    ".md5 .txt .md .lock .patch .diff .template .tmpl .service .deb .rpm "
    ".apk .whl .config .rc .jks .p12 .pfx .pdf .ttf .bashrc .zshrc .vimrc .profile";

static bool is_data_name(Str name)
{
    size_t dot = str_rfind_char(name, '.');
    if (dot < name.len && name_in(data_ends, str_tail(name, dot)))
        return true;
    return str_starts(name, STR(".")) ||
           name_in("Gemfile Gemfile.lock Makefile Dockerfile Rakefile Pipfile LICENSE README "
                   "cacerts sources.list bashrc authorized_keys known_hosts sudoers go.mod go.sum",
                   name);
}

static bool is_tool_name(Str name)
{
    for (size_t end = 0; end <= name.len; end++) {
        bool stop = end == name.len || memchr("-_.0123456789", name.at[end], 13);
        if (stop && end > 0 && name_in(tool_words, str_head(name, end)))
            return true;
    }
    return str_starts(name, STR("lib"));
}

static bool is_tool_url(Str url)
{
    Str rest = str_cut(str_cut(url, '?').head, '#').head;
    while (rest.len > 0) {
        StrCut cut = str_cut(rest, '/');
        if (is_tool_name(cut.head))
            return true;
        rest = cut.tail;
    }
    return false;
}

/* A command of a later RUN starts the file: by its path, or a shell or interpreter with it. */
static bool is_run_by_build(const StepRefs *chain, Value path)
{
    unsigned budget = LAYERS_LOOK;
    for (size_t i = 0; i < chain->len; i++) {
        const Script *script =
            chain->at[i]->instruction->kind == INST_RUN ? chain->at[i]->script : NULL;
        for (size_t j = 0; script && j < script->commands.len; j++) {
            const Command *command = &script->commands.at[j];
            Str base = path_base(path.text);
            if (budget-- == 0)
                return false;
            if (str_eq(command->name, base))
                return true;
            for (size_t k = 0; is_shell(command) && k < command->operands.len; k++)
                if (str_eq(path_base(command->operands.at[k].value.text), base))
                    return true;
        }
    }
    return false;
}

static bool copies_program(const StepRefs *chain, const Step *step)
{
    const Transfer *transfer = step->transfer;
    if (str_starts(transfer->dest.text, STR("/etc")))
        return false;
    for (size_t i = 0; i < transfer->sources.len; i++) {
        const CopySource *source = &transfer->sources.at[i];
        Str name = source->name;
        bool whole = str_eq(transfer->dest.text, STR("/")) &&
                     (source->directory || str_find_char(name, '.') == name.len);
        if (whole && !is_entry_script(name) && !str_eq(source->path.text, STR("/")))
            continue; /* an overlay: who knows what is in it */
        if (source->kind == SOURCE_URL || source->kind == SOURCE_GIT) {
            if (!is_tool_url(source->text.text) && !is_data_name(name))
                return true;
            continue;
        }
        Str base = name.len ? name : path_base(source->path.text);
        if (is_data_name(base) || is_data_name(path_base(transfer->dest.text)) ||
            is_tool_name(base) || is_entry_script(base) ||
            name_in("config conf etc scripts docker patches files fonts", base))
            continue;
        if (transfer->dest.known == VALUE_KNOWN && str_find_char(base, '.') < base.len &&
            is_run_by_build(chain, (Value){base, VALUE_KNOWN}))
            continue;
        return true;
    }
    return false;
}

static bool downloads_program(const StepRefs *chain, const Command *command)
{
    if (!command->normal || !command_is(command, "git curl wget svn hg"))
        return false;
    bool clones = command_is(command, "git svn hg");
    if (clones && !command_has_operand(command, STR("clone")) &&
        !str_eq(command->verb.value.text, STR("clone")) &&
        !command_has_operand(command, STR("checkout")))
        return false;
    const Command *to = command->pipe_to;
    if (!clones && to && !command_is(to, "tar bsdtar unzip gunzip cpio"))
        return false;
    if (!clones && !to && command_is(command, "curl") &&
        !command_option(command, "-o --output -O --remote-name") && command->redirects.len == 0)
        return false;
    for (size_t i = 0; i < command->operands.len; i++) {
        Str url = command->operands.at[i].value.text;
        Str name = path_base(str_cut(url, '?').head);
        bool is_url = name_has(url, "://") || name_has(url, "@") || name_has(url, "www.");
        if (!is_url || is_tool_url(url) || (!clones && is_data_name(name)))
            continue;
        if (!clones &&
            (str_ends(name, STR(".sh")) || is_run_by_build(chain, (Value){name, VALUE_KNOWN})))
            continue;
        return true;
    }
    return false;
}

static bool brings_program(const StepRefs *chain, const Step *step)
{
    if (step->onbuild)
        return false;
    if (step->transfer)
        return copies_program(chain, step);
    if (step->instruction->kind != INST_RUN || !step->script)
        return false;
    for (size_t i = 0; i < step->script->commands.len; i++)
        if (downloads_program(chain, &step->script->commands.at[i]))
            return true;
    return false;
}

static bool is_base_for_others(const StepRefs *chain)
{
    for (size_t i = 0; i < chain->len; i++)
        if (chain->at[i]->onbuild)
            return true;
    return false;
}

Purpose image_purpose(const Stage *target, Report *out)
{
    const StepRefs *chain = report_chain(out, target);
    Start start = start_of(target);
    Purpose purpose = {.calls_tools = start.calls_tools, .known_start = start.known};
    for (size_t i = 0; i < chain->len && !purpose.brings; i++)
        if (brings_program(chain, chain->at[i]))
            purpose.brings = chain->at[i];
    bool idle = start.idle || start.calls_tools;
    purpose.workbench = is_named(target, bench_words, out) || is_base_for_others(chain) ||
                        (idle && !purpose.brings) ||
                        ((idle || !purpose.brings) && is_named(target, maybe_words, out));
    return purpose;
}
