#include "model/manager_parts.h"

static const ManagerVerb cpan_verbs[] = {
    {.words = STR_INIT("install ...|..."), .act = ACT_INSTALL},
};

static const ManagerTrace cpan_traces[] = {
    {.kind = TRACE_CACHE, .path = STR_INIT("~/.cpan"), .acts = ON_INSTALL},
};

const Manager manager_cpan = {
    .name = STR_INIT("cpan"),
    .family = STR_INIT("cpan"),
    .verbs = cpan_verbs,
    .verb_count = sizeof cpan_verbs / sizeof *cpan_verbs,
    .traces = cpan_traces,
    .trace_count = sizeof cpan_traces / sizeof *cpan_traces,
    .short_values = STR_INIT("MjJI"),
    .asks = ON_INSTALL,
    .yes_env = STR_INIT("PERL_MM_USE_DEFAULT=1"),
    .idle = STR_INIT("-v -h -l -D -A -O -L"),
    .names = NAMES_CPAN,
    .pin = STR_INIT("@"),
};

static const ManagerVerb cpanm_verbs[] = {
    {.words = STR_INIT("--installdeps"), .act = ACT_INSTALL, .alone = true, .manifest = true},
    {.words = STR_INIT("-U ...|--uninstall ..."), .act = ACT_REMOVE},
    {.words = STR_INIT("--info ...|--look ...|--scandeps ..."), .act = ACT_ASK},
    {.words = STR_INIT("..."), .act = ACT_INSTALL},
    {.words = STR_INIT("--self-upgrade"), .act = ACT_UPGRADE},
};

static const ManagerTrace cpanm_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cpanm"),
     .acts = ON_INSTALL | ON_UPGRADE,
     .moved_by = STR_INIT("PERL_CPANM_HOME")},
};

const Manager manager_cpanm = {
    .name = STR_INIT("cpanm"),
    .family = STR_INIT("cpanm"),
    .verbs = cpanm_verbs,
    .verb_count = sizeof cpanm_verbs / sizeof *cpanm_verbs,
    .traces = cpanm_traces,
    .trace_count = sizeof cpanm_traces / sizeof *cpanm_traces,
    .short_values = STR_INIT("lLM"),
    .long_values = STR_INIT("--local-lib --local-lib-contained --mirror --from --save-dists "
                            "--cpanfile --format --configure-timeout --build-timeout "
                            "--test-timeout --with-feature --without-feature --pp-dir "
                            "--auto-cleanup --save-pod"),
    .idle = STR_INIT("-h --help -V --version"),
    .names = NAMES_CPAN,
    .pin = STR_INIT("@"),
    .manifests = STR_INIT("cpanfile Makefile.PL Build.PL"),
};

static const ManagerVerb luarocks_verbs[] = {
    {.words = STR_INIT("install"), .act = ACT_INSTALL, .first = true},
    {.words = STR_INIT("build"), .act = ACT_BUILD, .first = true},
    {.words = STR_INIT("make"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT("remove|purge"), .act = ACT_REMOVE},
    {.words = STR_INIT("download|unpack"), .act = ACT_DOWNLOAD, .first = true},
    {.words = STR_INIT("config|init|upload|pack"), .act = ACT_CONFIG, .alone = true},
    {.words = STR_INIT("list|search|show|path|doc|which|lint|help|test"), .act = ACT_ASK},
};

static const ManagerTrace luarocks_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cache/luarocks"),
     .acts = ON_INSTALL | ON_DOWNLOAD | ON_BUILD,
     .moved_by = STR_INIT("XDG_CACHE_HOME/luarocks")},
};

const Manager manager_luarocks = {
    .name = STR_INIT("luarocks"),
    .family = STR_INIT("luarocks"),
    .verbs = luarocks_verbs,
    .verb_count = sizeof luarocks_verbs / sizeof *luarocks_verbs,
    .traces = luarocks_traces,
    .trace_count = sizeof luarocks_traces / sizeof *luarocks_traces,
    .long_values = STR_INIT("--tree --server --only-server --only-sources --lua-version --lua-dir "
                            "--to --timeout --project-tree --namespace"),
    .idle = STR_INIT("-h --help --version"),
    .names = NAMES_ROCK,
    .pin = STR_INIT(" "),
    .manifests = STR_INIT("*.rockspec"),
};

static const ManagerVerb r_verbs[] = {
    {.words = STR_INIT(""
                       "-e=install.packages(|-e=install_github(|-e=install_version(|-e=install_"
                       "cran(|-e=install_bioc(|-e=install_local(|-e=install_url(|-e=BiocManager::"
                       "install(|-e=biocLite(|-e=pak::|-e=p_load(|-e=renv::install("),
     .act = ACT_INSTALL},
    {.words =
         STR_INIT(""
                  "-e=renv::restore(|-e=packrat::restore(|-e=devtools::install(|-e=install_deps("),
     .act = ACT_INSTALL,
     .alone = true,
     .manifest = true},
    {.words = STR_INIT("CMD INSTALL"), .act = ACT_INSTALL},
    {.words = STR_INIT("CMD REMOVE"), .act = ACT_REMOVE},
    {.words = STR_INIT("CMD build|CMD check"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT("-e=update.packages("), .act = ACT_UPGRADE},
    {.words = STR_INIT("-e=remove.packages("), .act = ACT_REMOVE},
};

const Manager manager_r = {
    .name = STR_INIT("r"),
    .family = STR_INIT("r"),
    .verbs = r_verbs,
    .verb_count = sizeof r_verbs / sizeof *r_verbs,
    .short_values = STR_INIT("efg"),
    .long_values = STR_INIT("--file --encoding -e -f -g --expression"),
    .idle = STR_INIT("--version --help"),
    .names = NAMES_CODE,
    .manifests = STR_INIT("renv.lock DESCRIPTION"),
};

static const ManagerVerb littler_verbs[] = {
    {.words = STR_INIT("..."), .act = ACT_INSTALL},
};

const Manager manager_littler = {
    .name = STR_INIT("littler"),
    .family = STR_INIT("r"),
    .verbs = littler_verbs,
    .verb_count = sizeof littler_verbs / sizeof *littler_verbs,
    .short_values = STR_INIT("dnrlt"),
    .long_values = STR_INIT("--deps --ncpus --repos --libloc --type"),
    .idle = STR_INIT("-h --help -x --usage"),
    .names = NAMES_AT,
    .pin = STR_INIT("@"),
};

static const ManagerVerb julia_verbs[] = {
    {.words = STR_INIT("-e=Pkg.instantiate|--eval=Pkg.instantiate"),
     .act = ACT_INSTALL,
     .alone = true,
     .manifest = true},
    {.words = STR_INIT("-e=Pkg.add|--eval=Pkg.add|-e=pkg\"add|--eval=pkg\"add"),
     .act = ACT_INSTALL},
    {.words = STR_INIT("-e=Pkg.rm"), .act = ACT_REMOVE},
    {.words = STR_INIT("-e=Pkg.update"), .act = ACT_UPGRADE},
    {.words = STR_INIT("-e=Pkg.build|-e=Pkg.precompile"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT("-e=Pkg.gc"), .act = ACT_CLEAN},
};

const Manager manager_julia = {
    .name = STR_INIT("julia"),
    .family = STR_INIT("julia"),
    .verbs = julia_verbs,
    .verb_count = sizeof julia_verbs / sizeof *julia_verbs,
    .short_values = STR_INIT("eELptJCH"),
    .long_values = STR_INIT("--eval --print --load --project --threads --sysimage --cpu-target "
                            "--home --procs --startup-file"),
    .idle = STR_INIT("-h --help -v --version"),
    .names = NAMES_CODE,
    .manifests = STR_INIT("Project.toml Manifest.toml"),
};

static const ManagerVerb opam_verbs[] = {
    {.words = STR_INIT("install|reinstall"), .act = ACT_INSTALL},
    {.words = STR_INIT("depext"), .act = ACT_INSTALL},
    {.words = STR_INIT("update"), .act = ACT_REFRESH, .alone = true},
    {.words = STR_INIT("upgrade"), .act = ACT_UPGRADE},
    {.words = STR_INIT("remove|uninstall"), .act = ACT_REMOVE},
    {.words = STR_INIT("clean"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("switch create|switch install"), .act = ACT_INSTALL, .alone = true},
    {.words = STR_INIT("pin add|pin"), .act = ACT_INSTALL, .alone = true},
    {.words = STR_INIT("exec"), .act = ACT_RUN, .alone = true},
    {.words = STR_INIT("source"), .act = ACT_DOWNLOAD},
    {.words =
         STR_INIT("switch set|repository add|repo add|repository set-url|repo "
                  "set-url|init|switch|repository|repo|remote|config|option|env|var|user-setup"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("list|show|info|search|lint|lock|tree|help"), .act = ACT_ASK},
};

static const ManagerTrace opam_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.opam/download-cache"),
     .acts = ON_INSTALL | ON_UPGRADE,
     .moved_by = STR_INIT("--root/download-cache OPAMROOT/download-cache"),
     .cleaned_by = STR_INIT("clean")},
    {.kind = TRACE_LISTS,
     .path = STR_INIT("~/.opam/repo"),
     .acts = ON_REFRESH | ON_INSTALL,
     .moved_by = STR_INIT("--root/repo OPAMROOT/repo")},
};

const Manager manager_opam = {
    .name = STR_INIT("opam"),
    .family = STR_INIT("opam"),
    .verbs = opam_verbs,
    .verb_count = sizeof opam_verbs / sizeof *opam_verbs,
    .traces = opam_traces,
    .trace_count = sizeof opam_traces / sizeof *opam_traces,
    .short_values = STR_INIT("j"),
    .long_values = STR_INIT("--root --switch --jobs --compiler --packages --repos --repositories "
                            "--rank --kind --color --bare-compiler --criteria --solver --formula"),
    .asks = ON_CHANGE,
    .yes = STR_INIT("-y --yes --confirm-level=unsafe-yes"),
    .yes_env = STR_INIT("OPAMYES=1 OPAMCONFIRMLEVEL"),
    .idle = STR_INIT("--dry-run --show-actions -h --help --version"),
    .names = NAMES_OPAM,
    .pin = STR_INIT("."),
};

static const ManagerVerb mix_verbs[] = {
    {.words = STR_INIT("deps.get|deps.update"),
     .act = ACT_DOWNLOAD,
     .alone = true,
     .manifest = true},
    {.words = STR_INIT("local.hex|local.rebar|archive.install|escript.install"),
     .act = ACT_INSTALL,
     .alone = true},
    {.words = STR_INIT("archive.uninstall"), .act = ACT_REMOVE, .alone = true},
    {.words = STR_INIT("deps.clean|clean"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT(
         ""
         "compile|deps.compile|release|do|escript.build|archive.build|assets.deploy|phx.digest"),
     .act = ACT_BUILD,
     .alone = true},
    {.words = STR_INIT("hex.*|deps.tree|deps|help|hex.info|xref"), .act = ACT_ASK, .alone = true},
    {.words = STR_INIT("*"), .act = ACT_RUN, .alone = true},
};

static const ManagerTrace mix_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.hex"),
     .acts = ON_INSTALL | ON_DOWNLOAD,
     .moved_by = STR_INIT("HEX_HOME XDG_CACHE_HOME/hex")},
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cache/rebar3"),
     .acts = ON_DOWNLOAD | ON_BUILD,
     .moved_by = STR_INIT("REBAR_CACHE_DIR")},
};

const Manager manager_mix = {
    .name = STR_INIT("mix"),
    .family = STR_INIT("mix"),
    .verbs = mix_verbs,
    .verb_count = sizeof mix_verbs / sizeof *mix_verbs,
    .traces = mix_traces,
    .trace_count = sizeof mix_traces / sizeof *mix_traces,
    .long_values = STR_INIT("--only --sha512 --app --branch --tag --ref"),
    .asks = ON_INSTALL,
    .yes = STR_INIT("--force -f"),
    .idle = STR_INIT("-h --help -v --version"),
    .names = NAMES_PLAIN,
    .manifests = STR_INIT("mix.exs mix.lock"),
};
