#include "model/manager_parts.h"

static const ManagerVerb npm_verbs[] = {
    {.words = STR_INIT(
         ""
         "install|i|in|ins|inst|insta|instal|isnt|isnta|isntal|isntall|add|install-test|it"),
     .act = ACT_INSTALL,
     .manifest = true},
    {.words = STR_INIT("ci|clean-install|ic|install-clean|isntall-clean|install-ci-test|cit"),
     .act = ACT_INSTALL,
     .alone = true,
     .manifest = true},
    {.words = STR_INIT("link|ln"), .act = ACT_INSTALL},
    {.words = STR_INIT("update|up|upgrade|udpate"), .act = ACT_UPGRADE, .manifest = true},
    {.words = STR_INIT("uninstall|un|remove|rm|r|unlink"), .act = ACT_REMOVE},
    {.words = STR_INIT("prune"), .act = ACT_PRUNE},
    {.words = STR_INIT("dedupe|ddp|audit fix"), .act = ACT_UPGRADE, .alone = true},
    {.words = STR_INIT("cache clean|cache clear|cache rm|cache remove"),
     .act = ACT_CLEAN,
     .alone = true},
    {.words = STR_INIT("cache verify"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("cache add"), .act = ACT_DOWNLOAD},
    {.words = STR_INIT("run|run-script|rum|urn|test|t|tst|start|stop|restart"),
     .act = ACT_RUN,
     .alone = true},
    {.words = STR_INIT("exec|x|init|create|innit"), .act = ACT_RUN, .first = true},
    {.words = STR_INIT("rebuild|rb|pack|publish|shrinkwrap"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT("get|config get|config "
                       "list|list|ls|la|ll|view|info|show|v|search|outdated|audit|doctor|bin|root|"
                       "prefix|help|why|explain|fund|ping|whoami|explore"),
     .act = ACT_ASK,
     .alone = true},
    {.words = STR_INIT(
         ""
         "config|set|c|pkg|login|adduser|logout|token|owner|access|dist-tag|version|deprecate"),
     .act = ACT_CONFIG,
     .alone = true},
};

static const ManagerTrace npm_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.npm"),
     .acts = ON_INSTALL | ON_UPGRADE | ON_DOWNLOAD,
     .moved_by = STR_INIT("--cache npm_config_cache NPM_CONFIG_CACHE"),
     .cleaned_by = STR_INIT("cache clean")},
    {.kind = TRACE_LOG,
     .path = STR_INIT("~/.npm/_logs"),
     .acts = ON_CHANGE | ON_CLEAN,
     .moved_by = STR_INIT("--cache/_logs npm_config_cache/_logs NPM_CONFIG_CACHE/_logs")},
    /* Of npm 10 and later on a node that keeps what it compiled: 22 and later. */
    {.kind = TRACE_CACHE,
     .path = STR_INIT("/tmp/node-compile-cache"),
     .acts = ON_CHANGE | ON_DOWNLOAD | ON_BUILD | ON_RUN | ON_CLEAN,
     .moved_by = STR_INIT("NODE_COMPILE_CACHE TMPDIR/node-compile-cache"),
     .prevented_env = STR_INIT("NODE_DISABLE_COMPILE_CACHE=1"),
     .perhaps = true},
};

#define NPM_WAYS                                                                          \
    .family = STR_INIT("npm"),                                                            \
    .long_values =                                                                        \
        STR_INIT("--prefix --registry --cache --loglevel --userconfig --globalconfig "    \
                 "--workspace --omit --include --only --also --tag --before "             \
                 "--maxsockets --fetch-retries --fetch-timeout --fetch-retry-mintimeout " \
                 "--fetch-retry-maxtimeout --fetch-retry-factor --network-timeout "       \
                 "--proxy --https-proxy --noproxy --cafile --ca --python --node-gyp "     \
                 "--script-shell --access --otp --depth --install-strategy --scope "      \
                 "--package --call --min --user --group --sharp-install-force --arch "    \
                 "--target --target_arch --disturl --runtime --cpu --os --libc"),         \
    .names = NAMES_NPM, .pin = STR_INIT("@")

const Manager manager_npm = {
    .name = STR_INIT("npm"),
    .verbs = npm_verbs,
    .verb_count = sizeof npm_verbs / sizeof *npm_verbs,
    .traces = npm_traces,
    .trace_count = sizeof npm_traces / sizeof *npm_traces,
    .short_values = STR_INIT("Cw"),
    .idle = STR_INIT("--dry-run -h --help -v --version"),
    .rewrites = STR_INIT("package.json package-lock.json node_modules/.package-lock.json"),
    .manifests = STR_INIT("package.json package-lock.json npm-shrinkwrap.json"),
    NPM_WAYS,
};

static const ManagerVerb npx_verbs[] = {
    {.words = STR_INIT("..."), .act = ACT_RUN, .first = true},
};

static const ManagerTrace npx_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.npm"),
     .acts = ON_RUN,
     .moved_by = STR_INIT("--cache npm_config_cache NPM_CONFIG_CACHE")},
};

const Manager manager_npx = {
    .name = STR_INIT("npx"),
    .verbs = npx_verbs,
    .verb_count = sizeof npx_verbs / sizeof *npx_verbs,
    .traces = npx_traces,
    .trace_count = sizeof npx_traces / sizeof *npx_traces,
    .short_values = STR_INIT("pc"),
    .idle = STR_INIT("-h --help -v --version"),
    .source_options = STR_INIT("-p --package"),
    NPM_WAYS,
};

/* Of root the first version keeps its cache below /usr/local/share, of others in their home. */
static const ManagerVerb yarn_verbs[] = {
    {.words = STR_INIT("install"), .act = ACT_INSTALL, .alone = true, .manifest = true},
    {.words = STR_INIT(""), .act = ACT_INSTALL, .alone = true, .manifest = true},
    {.words = STR_INIT("add|global add|workspace * add"), .act = ACT_INSTALL},
    {.words = STR_INIT("workspaces focus"), .act = ACT_INSTALL, .alone = true, .manifest = true},
    {.words = STR_INIT("upgrade|up|upgrade-interactive|global upgrade"),
     .act = ACT_UPGRADE,
     .manifest = true},
    {.words = STR_INIT("remove|global remove|workspace * remove"), .act = ACT_REMOVE},
    {.words = STR_INIT("autoclean"), .act = ACT_PRUNE, .alone = true},
    {.words = STR_INIT("cache clean|cache clear"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("dlx|create"), .act = ACT_RUN, .first = true},
    {.words = STR_INIT("rebuild|pack|publish|unplug"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT("link"), .act = ACT_INSTALL, .alone = true},
    {.words = STR_INIT("info|list|why|audit|outdated|licenses|bin|dir|global bin|global "
                       "dir|global list|versions|check|cache list|cache dir|help|dedupe"),
     .act = ACT_ASK,
     .alone = true},
    {.words = STR_INIT("set version|policies set-version|plugin "
                       "import|config|set|policies|plugin|import|login|logout|version|self-update|"
                       "init|tag|owner|unlink|global|team"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("workspaces foreach|run|exec|test|workspace|workspaces|*"),
     .act = ACT_RUN,
     .alone = true},
};

static const ManagerTrace yarn_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("/usr/local/share/.cache/yarn ~/.cache/yarn ~/.yarn/berry/cache"),
     .acts = ON_INSTALL | ON_UPGRADE,
     .moved_by = STR_INIT("--cache-folder YARN_CACHE_FOLDER YARN_GLOBAL_FOLDER/cache "
                          "XDG_CACHE_HOME/yarn"),
     .cleaned_by = STR_INIT("cache clean")},
};

const Manager manager_yarn = {
    .name = STR_INIT("yarn"),
    .family = STR_INIT("yarn"),
    .verbs = yarn_verbs,
    .verb_count = sizeof yarn_verbs / sizeof *yarn_verbs,
    .traces = yarn_traces,
    .trace_count = sizeof yarn_traces / sizeof *yarn_traces,
    .long_values = STR_INIT("--cwd --registry --cache-folder --modules-folder --network-timeout "
                            "--network-concurrency --child-concurrency --mutex --prefix "
                            "--global-folder --use-yarnrc --preferred-cache-folder --link-folder "
                            "--link-duplicates --mode --proxy --https-proxy --otp --cafile"),
    .idle = STR_INIT("-h --help -v --version"),
    .names = NAMES_NPM,
    .pin = STR_INIT("@"),
    .manifests = STR_INIT("package.json yarn.lock"),
};

static const ManagerVerb pnpm_verbs[] = {
    {.words = STR_INIT("install|i|install-test|it"), .act = ACT_INSTALL, .manifest = true},
    {.words = STR_INIT("add"), .act = ACT_INSTALL},
    {.words = STR_INIT("deploy"), .act = ACT_INSTALL, .alone = true, .manifest = true},
    {.words = STR_INIT("fetch"), .act = ACT_DOWNLOAD, .alone = true, .manifest = true},
    {.words = STR_INIT("update|up|upgrade"), .act = ACT_UPGRADE, .manifest = true},
    {.words = STR_INIT("remove|rm|uninstall|un"), .act = ACT_REMOVE},
    {.words = STR_INIT("prune"), .act = ACT_PRUNE, .alone = true},
    {.words = STR_INIT("store prune|cache delete"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("dlx|create"), .act = ACT_RUN, .first = true},
    {.words = STR_INIT("rebuild|rb|pack|publish"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT("link|ln|unlink|import|dedupe"), .act = ACT_CONFIG, .alone = true},
    {.words = STR_INIT("list|ls|why|audit|outdated|licenses|bin|root|get|store path|store "
                       "status|config get|help|view|info"),
     .act = ACT_ASK,
     .alone = true},
    {.words = STR_INIT("env use|store "
                       "add|config|set|env|setup|init|approve-builds|patch|patch-commit|server|"
                       "self-update|login|version"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("run|run-script|exec|test|t|start|*"), .act = ACT_RUN, .alone = true},
};

static const ManagerTrace pnpm_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.local/share/pnpm/store ~/.pnpm-store"),
     .acts = ON_INSTALL | ON_UPGRADE | ON_DOWNLOAD,
     .moved_by = STR_INIT("--store-dir npm_config_store_dir NPM_CONFIG_STORE_DIR PNPM_HOME/store "
                          "XDG_DATA_HOME/pnpm/store"),
     .cleaned_by = STR_INIT("store prune")},
};

#define PNPM_WAYS                                                                         \
    .family = STR_INIT("pnpm"), .short_values = STR_INIT("CF"),                           \
    .long_values =                                                                        \
        STR_INIT("--dir --prefix --filter --filter-prod --store-dir --cache-dir "         \
                 "--registry --loglevel --reporter --workspace-concurrency "              \
                 "--network-concurrency --child-concurrency --virtual-store-dir "         \
                 "--modules-dir --lockfile-dir --node-linker --package-import-method "    \
                 "--package --test-pattern --changed-files-ignore-pattern --global-dir "  \
                 "--global-bin-dir --config --cpu --os --libc"),                          \
    .idle = STR_INIT("-h --help -v --version"), .names = NAMES_NPM, .pin = STR_INIT("@"), \
    .manifests = STR_INIT("package.json pnpm-lock.yaml")

const Manager manager_pnpm = {
    .name = STR_INIT("pnpm"),
    .verbs = pnpm_verbs,
    .verb_count = sizeof pnpm_verbs / sizeof *pnpm_verbs,
    .traces = pnpm_traces,
    .trace_count = sizeof pnpm_traces / sizeof *pnpm_traces,
    PNPM_WAYS,
};

static const ManagerVerb pnpx_verbs[] = {
    {.words = STR_INIT("..."), .act = ACT_RUN, .first = true},
};

const Manager manager_pnpx = {
    .name = STR_INIT("pnpx"),
    .verbs = pnpx_verbs,
    .verb_count = sizeof pnpx_verbs / sizeof *pnpx_verbs,
    PNPM_WAYS,
};

static const ManagerVerb bun_verbs[] = {
    {.words = STR_INIT("install|i"), .act = ACT_INSTALL, .manifest = true},
    {.words = STR_INIT("ci"), .act = ACT_INSTALL, .alone = true, .manifest = true},
    {.words = STR_INIT("add|a"), .act = ACT_INSTALL},
    {.words = STR_INIT("update"), .act = ACT_UPGRADE, .manifest = true},
    {.words = STR_INIT("remove|rm"), .act = ACT_REMOVE},
    {.words = STR_INIT("pm cache rm"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("x|create|c"), .act = ACT_RUN, .first = true},
    {.words = STR_INIT("build|pm pack|publish"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT("upgrade|link|unlink|init|pm trust|patch|completions"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("pm ls|pm cache|pm|outdated|why|info|audit|help"),
     .act = ACT_ASK,
     .alone = true},
    {.words = STR_INIT("run|test|exec|repl|*"), .act = ACT_RUN, .alone = true},
};

static const ManagerTrace bun_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.bun/install/cache"),
     .acts = ON_INSTALL | ON_UPGRADE,
     .moved_by = STR_INIT("--cache-dir BUN_INSTALL_CACHE_DIR BUN_INSTALL/install/cache"),
     .cleaned_by = STR_INIT("pm cache rm")},
};

#define BUN_WAYS                                                                         \
    .family = STR_INIT("bun"), .short_values = STR_INIT("cFrel"),                        \
    .long_values =                                                                       \
        STR_INIT("--cwd --config --registry --cache-dir --filter --backend --omit "      \
                 "--network-concurrency --concurrent-scripts --cafile --ca --outdir "    \
                 "--outfile --target --format --sourcemap --external --loader --define " \
                 "--env-file --cpu --os --linker --trust"),                              \
    .idle = STR_INIT("--dry-run -h --help -v --version --revision"), .names = NAMES_NPM, \
    .pin = STR_INIT("@"), .manifests = STR_INIT("package.json bun.lock bun.lockb")

const Manager manager_bun = {
    .name = STR_INIT("bun"),
    .verbs = bun_verbs,
    .verb_count = sizeof bun_verbs / sizeof *bun_verbs,
    .traces = bun_traces,
    .trace_count = sizeof bun_traces / sizeof *bun_traces,
    BUN_WAYS,
};

static const ManagerVerb bunx_verbs[] = {
    {.words = STR_INIT("..."), .act = ACT_RUN, .first = true},
};

const Manager manager_bunx = {
    .name = STR_INIT("bunx"),
    .verbs = bunx_verbs,
    .verb_count = sizeof bunx_verbs / sizeof *bunx_verbs,
    BUN_WAYS,
};

static const ManagerVerb bower_verbs[] = {
    {.words = STR_INIT("install|i"), .act = ACT_INSTALL, .manifest = true},
    {.words = STR_INIT("update"), .act = ACT_UPGRADE, .manifest = true},
    {.words = STR_INIT("uninstall|rm"), .act = ACT_REMOVE},
    {.words = STR_INIT("prune"), .act = ACT_PRUNE},
    {.words = STR_INIT("cache clean"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("list|ls|info|search|lookup|home|help|version"), .act = ACT_ASK},
    {.words = STR_INIT("link|init|register|login"), .act = ACT_CONFIG},
};

static const ManagerTrace bower_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cache/bower"),
     .acts = ON_INSTALL | ON_UPGRADE,
     .moved_by = STR_INIT("XDG_CACHE_HOME/bower"),
     .cleaned_by = STR_INIT("cache clean")},
};

const Manager manager_bower = {
    .name = STR_INIT("bower"),
    .family = STR_INIT("bower"),
    .verbs = bower_verbs,
    .verb_count = sizeof bower_verbs / sizeof *bower_verbs,
    .traces = bower_traces,
    .trace_count = sizeof bower_traces / sizeof *bower_traces,
    .long_values = STR_INIT("--cwd --loglevel"),
    .idle = STR_INIT("-h --help -v --version"),
    .names = NAMES_NPM,
    .pin = STR_INIT("#"),
    .manifests = STR_INIT("bower.json"),
};

static const ManagerVerb deno_verbs[] = {
    {.words = STR_INIT("install|i|add"), .act = ACT_INSTALL, .manifest = true},
    {.words = STR_INIT("cache"), .act = ACT_DOWNLOAD, .alone = true, .manifest = true},
    {.words = STR_INIT("uninstall|remove|rm"), .act = ACT_REMOVE},
    {.words = STR_INIT("compile|bundle"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT("clean"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("run|task|test|bench|eval|serve|repl|x"), .act = ACT_RUN, .alone = true},
    {.words = STR_INIT("upgrade|init|jupyter|completions"), .act = ACT_CONFIG, .alone = true},
    {.words = STR_INIT("info|check|lint|fmt|doc|outdated|types|help"),
     .act = ACT_ASK,
     .alone = true},
};

static const ManagerTrace deno_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cache/deno"),
     .acts = ON_INSTALL | ON_DOWNLOAD | ON_BUILD | ON_RUN,
     .moved_by = STR_INIT("DENO_DIR XDG_CACHE_HOME/deno"),
     .cleaned_by = STR_INIT("clean")},
};

const Manager manager_deno = {
    .name = STR_INIT("deno"),
    .family = STR_INIT("deno"),
    .verbs = deno_verbs,
    .verb_count = sizeof deno_verbs / sizeof *deno_verbs,
    .traces = deno_traces,
    .trace_count = sizeof deno_traces / sizeof *deno_traces,
    .short_values = STR_INIT("cno"),
    .long_values = STR_INIT("--config --lock --import-map --name --output --root --entrypoint "
                            "--location --reload-all --cert"),
    .idle = STR_INIT("-h --help -V --version"),
    .names = NAMES_NPM,
    .pin = STR_INIT("@"),
    .manifests = STR_INIT("deno.json deno.jsonc deno.lock"),
};
