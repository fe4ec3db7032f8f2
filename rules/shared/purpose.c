#include "shared/purpose.h"

#include "base/path.h"
#include "shared/names.h"
#include "shared/programs.h"
#include "shared/starts.h"
#include "shared/toolchain_commands.h"

static const char bench_words[] =
    "builder buildenv build-env buildbox toolbox toolchain toolchains sdk devcontainer devbox "
    "devenv ci baseimage crossbuild cross compiler compile workspace gitpod codebuild agent slave "
    "jenkins ide vscode codeserver cloud9 c9 theia jupyter jupyterlab notebook notebooks rstudio "
    "emacs vim sublime atom pycharm intellij idea webstorm netbeans eclipse nvim neovim spacemacs "
    "onbuild buildpack yocto bitbake continuous s2i ipython cmake gcc gxx clang llvm workbench "
    "workstation circleci gitlabci travisci jenkinsci shippable ghc";

/* These say it only where nothing else speaks against it. */
static const char maybe_words[] =
    "base dev devel development develop tools deps env jdk test tests testing runner workshop "
    "training haskell ocaml crystal cobol erlang elixir julia rust golang scala kotlin dlang ldc "
    "sbcl jruby jython";

/* A folder may be called "build" for other reasons; "tide-build" says it. */
static bool names_bench(Str text, const char *words)
{
    return name_has_word(text, words) ||
           (name_has_word(text, "build") && !str_eq(text, STR("build")));
}

/* What people install to work in an image. */
static const char bench_packages[] =
    "vim vim-nox neovim emacs emacs-nox nano tmux screen zsh fish mc man man-db gdb valgrind ctags "
    "exuberant-ctags universal-ctags cscope ccache cppcheck clang-format clang-tidy doxygen lcov "
    "cloc colordiff bash-completion silversearcher-ag ripgrep fzf shellcheck openssh-server sudo";

/* So many of them are no accident; fewer where nothing is started. */
enum { BENCH_PACKAGES = 3, BENCH_PACKAGES_IDLE = 2 };

static const char compilers[] = "gcc g++ gcc-c++ clang make cmake build-essential build-base "
                                "alpine-sdk base-devel automake";

static size_t count_packages(const CommandRefs *commands, const char *names)
{
    size_t count = 0;
    for (size_t i = 0; i < commands->len; i++) {
        const Packages *packages = &commands->at[i]->packages;
        for (size_t j = 0; command_installs_packages(commands->at[i]) && j < packages->len; j++)
            count += name_in(names, packages->at[j].name);
    }
    return count;
}

/* ENV CC, CFLAGS: how those who build in it are to compile. */
static bool names_compiler(const StepRefs *chain)
{
    for (size_t i = 0; i < chain->len; i++)
        for (size_t j = 0;
             chain->at[i]->instruction->kind == INST_ENV && j < chain->at[i]->bindings.len; j++)
            if (name_in("CC CXX CFLAGS CXXFLAGS", chain->at[i]->bindings.at[j].key.text))
                return true;
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

/* What it is FROM is started as it is. */
static bool is_bench_base(const Stage *target)
{
    const Origin *base = &stage_root(target)->base;
    return !target->command && !target->entrypoint && base->kind == ORIGIN_IMAGE &&
           names_bench(base->image.repository, bench_words);
}

/* What people work on lies in a volume of theirs. */
static bool works_in_volume(const Stage *target, const StepRefs *chain)
{
    for (size_t i = 0; i < chain->len; i++)
        for (size_t j = 0;
             chain->at[i]->instruction->kind == INST_VOLUME && j < chain->at[i]->words.len; j++)
            if (str_eq(chain->at[i]->words.at[j].value.text, target->workdir.text))
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

static bool is_global(const Command *install)
{
    return command_is(install, "npm yarn pnpm") && command_option(install, "-g --global");
}

static bool builds_here(const CommandRefs *commands, bool globals_too)
{
    for (size_t i = 0; i < commands->len; i++)
        if (command_needs_toolchain(commands->at[i]) &&
            (globals_too || !is_global(commands->at[i])))
            return true;
    return false;
}

Purpose image_purpose(const Stage *target, Report *out)
{
    const StepRefs *chain = report_chain(out, target);
    const CommandRefs *commands = report_commands(out, target);
    Start start = stage_start(target);
    size_t furniture = count_packages(commands, bench_packages);
    bool bench = is_named(target, bench_words, out) || is_base_for_others(chain) ||
                 furniture >= BENCH_PACKAGES;
    if (bench)
        return (Purpose){
            .workbench = true, .calls_tools = start.calls_tools, .known_start = start.known};
    Programs programs = image_programs(target, out);
    bool idle = start.idle || start.calls_tools, builds = builds_here(commands, true);
    if (idle || !programs.first)
        bench = is_named(target, maybe_words, out);
    if (idle)
        bench |= (!builds && count_packages(commands, compilers) > 0) ||
                 programs.most < PROGRAM_OWN || furniture >= BENCH_PACKAGES_IDLE ||
                 names_compiler(chain) || is_bench_base(target);
    if (idle || programs.most < PROGRAM_OWN)
        bench |= works_in_volume(target, chain);
    bool later = !start.known && !start.program && programs.most == PROGRAM_NONE;
    return (Purpose){
        .workbench = bench,
        .calls_tools = start.calls_tools,
        .script_may_build = (programs.most == PROGRAM_SCRIPT && !builds) ||
                            (later && !builds_here(commands, false)),
        .known_start = start.known,
        .builds = builds,
        .brings = programs.first,
    };
}
