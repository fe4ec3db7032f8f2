#include "model/manager_parts.h"

/* Below the versioned directory of the gems, a * is any name. */
static const ManagerVerb gem_verbs[] = {
    {.words = STR_INIT("install|i|in"), .act = ACT_INSTALL},
    {.words = STR_INIT("update --system"), .act = ACT_CONFIG, .alone = true},
    {.words = STR_INIT("update"), .act = ACT_UPGRADE},
    {.words = STR_INIT("uninstall|rm"), .act = ACT_REMOVE},
    {.words = STR_INIT("fetch"), .act = ACT_DOWNLOAD},
    {.words = STR_INIT("cleanup|clean"), .act = ACT_PRUNE},
    {.words = STR_INIT("sources -c|sources --clear-all"), .act = ACT_CLEAN},
    {.words = STR_INIT("build"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT("pristine|rdoc|sources|cert|push|signin|rebuild|yank|unpack|exec"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT(""
                       "list|search|environment|env|info|query|outdated|specification|which|"
                       "contents|dependency|check|help|stale"),
     .act = ACT_ASK},
};

static const ManagerTrace gem_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("/usr/local/bundle/cache /usr/local/lib/ruby/gems/*/cache "
                      "/usr/lib/ruby/gems/*/cache /var/lib/gems/*/cache "
                      "/usr/local/share/gems/cache ~/.gem/ruby/*/cache "
                      "~/.local/share/gem/ruby/*/cache"),
     .acts = ON_INSTALL,
     .images = STR_INIT("ruby=/usr/local/bundle/cache jruby=/usr/local/bundle/cache"),
     .likely = STR_INIT("debian=/var/lib/gems/*/cache ubuntu=/var/lib/gems/*/cache"),
     .moved_by = STR_INIT("-i/cache --install-dir/cache GEM_HOME/cache")},
};

const Manager manager_gem = {
    .name = STR_INIT("gem"),
    .family = STR_INIT("gem"),
    .verbs = gem_verbs,
    .verb_count = sizeof gem_verbs / sizeof *gem_verbs,
    .traces = gem_traces,
    .trace_count = sizeof gem_traces / sizeof *gem_traces,
    .short_values = STR_INIT("vinPsgB"),
    .long_values = STR_INIT("--version --platform --install-dir --bindir --source --trust-policy "
                            "--file --without --build-root --config-file --bulk-threshold "
                            "--target-rbconfig --executables-dir"),
    .idle = STR_INIT("-h --help --explain"),
    .names = NAMES_GEM,
    .pin = STR_INIT(":"),
    .version_options = STR_INIT("-v --version"),
    .manifests = STR_INIT("Gemfile gem.deps.rb"),
    .manifest_options = STR_INIT("-g --file"),
};

static const ManagerVerb bundle_verbs[] = {
    {.words = STR_INIT("install|i"), .act = ACT_INSTALL, .alone = true, .manifest = true},
    {.words = STR_INIT("update"), .act = ACT_UPGRADE, .manifest = true},
    {.words = STR_INIT("add"), .act = ACT_INSTALL},
    {.words = STR_INIT("remove"), .act = ACT_REMOVE},
    {.words = STR_INIT("clean"), .act = ACT_PRUNE, .alone = true},
    {.words = STR_INIT("package|pack|cache|lock"),
     .act = ACT_DOWNLOAD,
     .alone = true,
     .manifest = true},
    {.words = STR_INIT("exec|e|open|console|audit"), .act = ACT_RUN, .alone = true},
    {.words = STR_INIT("config|binstubs|init|plugin|inject|doctor|gem|env|pristine|viz"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("check|list|show|info|outdated|platform|version|help|licenses"),
     .act = ACT_ASK,
     .alone = true},
    {.words = STR_INIT("|--without ...|--with ..."),
     .act = ACT_INSTALL,
     .alone = true,
     .manifest = true},
};

static const ManagerTrace bundle_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.bundle/cache /usr/local/bundle/cache /usr/local/bundle/ruby/*/cache "
                      "/usr/local/lib/ruby/gems/*/cache /usr/lib/ruby/gems/*/cache "
                      "/var/lib/gems/*/cache /usr/local/share/gems/cache ~/.gem/ruby/*/cache "
                      "~/.local/share/gem/ruby/*/cache"),
     .acts = ON_INSTALL | ON_UPGRADE,
     .moved_by = STR_INIT("BUNDLE_USER_CACHE BUNDLE_USER_HOME/cache GEM_HOME/cache")},
};

const Manager manager_bundle = {
    .name = STR_INIT("bundle"),
    .family = STR_INIT("bundle"),
    .verbs = bundle_verbs,
    .verb_count = sizeof bundle_verbs / sizeof *bundle_verbs,
    .traces = bundle_traces,
    .trace_count = sizeof bundle_traces / sizeof *bundle_traces,
    .short_values = STR_INIT("jPg"),
    .long_values = STR_INIT("--jobs --retry --path --gemfile --without --with --binstubs-dir "
                            "--standalone-dir --trust-policy --group --source --shebang "
                            "--system-bindir --redownload-dir --target-rbconfig --version --git "
                            "--branch --ref"),
    .idle = STR_INIT("-h --help -v --version"),
    .names = NAMES_GEM,
    .pin = STR_INIT(":"),
    .manifests = STR_INIT("Gemfile Gemfile.lock"),
};

static const ManagerVerb composer_verbs[] = {
    {.words = STR_INIT("install|i|global install"),
     .act = ACT_INSTALL,
     .alone = true,
     .manifest = true},
    {.words = STR_INIT("require|req|r|global require"), .act = ACT_INSTALL},
    {.words = STR_INIT("create-project|create"), .act = ACT_INSTALL, .first = true},
    {.words = STR_INIT("update|u|upgrade|global update"), .act = ACT_UPGRADE, .manifest = true},
    {.words = STR_INIT("remove|rm|uninstall|global remove"), .act = ACT_REMOVE},
    {.words = STR_INIT("clear-cache|clearcache|cc"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("run-script|run|exec|test|start"), .act = ACT_RUN, .alone = true},
    {.words = STR_INIT("dump-autoload|dumpautoload|archive"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT("config|global config|self-update|selfupdate|init|bump|reinstall"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words =
         STR_INIT(""
                  "show|info|validate|check-platform-reqs|diagnose|licenses|outdated|depends|why|"
                  "prohibits|audit|about|status|suggests|search|browse|home|fund|list|help"),
     .act = ACT_ASK,
     .alone = true},
};

static const ManagerTrace composer_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.composer/cache ~/.cache/composer"),
     .acts = ON_INSTALL | ON_UPGRADE,
     .images = STR_INIT("composer=/tmp/cache"),
     .moved_by = STR_INIT("COMPOSER_CACHE_DIR COMPOSER_HOME/cache XDG_CACHE_HOME/composer"),
     .prevented_by = STR_INIT("--no-cache"),
     .cleaned_by = STR_INIT("clear-cache")},
};

const Manager manager_composer = {
    .name = STR_INIT("composer"),
    .family = STR_INIT("composer"),
    .verbs = composer_verbs,
    .verb_count = sizeof composer_verbs / sizeof *composer_verbs,
    .traces = composer_traces,
    .trace_count = sizeof composer_traces / sizeof *composer_traces,
    .short_values = STR_INIT("ds"),
    .long_values = STR_INIT("--working-dir --repository --repository-url --prefer-install "
                            "--apcu-autoloader-prefix --stability --ignore-platform-req "
                            "--audit-format --fixed-version"),
    .asks = ON_REMOVE,
    .yes = STR_INIT("-n --no-interaction"),
    .yes_env = STR_INIT("COMPOSER_NO_INTERACTION=1"),
    .idle = STR_INIT("--dry-run -h --help -V --version"),
    .names = NAMES_COMPOSER,
    .pin = STR_INIT(":"),
    .manifests = STR_INIT("composer.json composer.lock"),
};

static const ManagerVerb pecl_verbs[] = {
    {.words = STR_INIT("install|i"), .act = ACT_INSTALL},
    {.words = STR_INIT("upgrade|up"), .act = ACT_UPGRADE},
    {.words = STR_INIT("upgrade-all"), .act = ACT_UPGRADE, .alone = true},
    {.words = STR_INIT("uninstall|un"), .act = ACT_REMOVE},
    {.words = STR_INIT("download|d"), .act = ACT_DOWNLOAD},
    {.words = STR_INIT("clear-cache|cc"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("build|package|run-tests|bundle"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT(""
                       "channel-update|update-channels|uc|channel-discover|channel-add|config-set|"
                       "config-create|login|channel-alias|di"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT(""
                       "list|list-all|list-files|search|info|remote-info|config-get|config-show|"
                       "version|channel-info|help|list-upgrades|channel-list|list-channels"),
     .act = ACT_ASK,
     .alone = true},
};

static const ManagerTrace pecl_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("/tmp/pear"),
     .acts = ON_INSTALL | ON_UPGRADE | ON_DOWNLOAD,
     .cleaned_by = STR_INIT("clear-cache")},
};

#define PECL_WAYS                                                                          \
    .verbs = pecl_verbs, .verb_count = sizeof pecl_verbs / sizeof *pecl_verbs,             \
    .traces = pecl_traces, .trace_count = sizeof pecl_traces / sizeof *pecl_traces,        \
    .short_values = STR_INIT("CDcdRP"),                                                    \
    .long_values = STR_INIT("--configureoptions --installroot --packagingroot --channel"), \
    .idle = STR_INIT("-V --version --pretend"), .names = NAMES_DASH, .pin = STR_INIT("-")

const Manager manager_pecl = {
    .name = STR_INIT("pecl"),
    .family = STR_INIT("pecl"),
    PECL_WAYS,
};

const Manager manager_pear = {
    .name = STR_INIT("pear"),
    .family = STR_INIT("pear"),
    PECL_WAYS,
};

static const ManagerVerb docker_php_ext_install_verbs[] = {
    {.words = STR_INIT("..."), .act = ACT_BUILD},
};

const Manager manager_docker_php_ext_install = {
    .name = STR_INIT("docker-php-ext-install"),
    .family = STR_INIT("docker-php-ext-install"),
    .verbs = docker_php_ext_install_verbs,
    .verb_count = sizeof docker_php_ext_install_verbs / sizeof *docker_php_ext_install_verbs,
    .short_values = STR_INIT("j"),
    .idle = STR_INIT("--help"),
    .names = NAMES_PLAIN,
};

static const ManagerVerb ansible_galaxy_verbs[] = {
    {.words = STR_INIT("install|collection install|role install"), .act = ACT_INSTALL},
    {.words = STR_INIT("remove|role remove"), .act = ACT_REMOVE},
    {.words = STR_INIT("collection download"), .act = ACT_DOWNLOAD},
    {.words = STR_INIT("init|collection init|role init|import|setup|collection "
                       "build|collection publish"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("list|collection list|role list|search|info|collection verify"),
     .act = ACT_ASK},
};

const Manager manager_ansible_galaxy = {
    .name = STR_INIT("ansible-galaxy"),
    .family = STR_INIT("ansible-galaxy"),
    .verbs = ansible_galaxy_verbs,
    .verb_count = sizeof ansible_galaxy_verbs / sizeof *ansible_galaxy_verbs,
    .short_values = STR_INIT("rpsn"),
    .long_values = STR_INIT("--role-file --requirements-file --roles-path --collections-path "
                            "--server --token --api-key --timeout --download-path --keyring"),
    .idle = STR_INIT("-h --help --version"),
    .names = NAMES_GEM,
    .pin = STR_INIT(":"),
    .manifests = STR_INIT("requirements.yml"),
    .manifest_options = STR_INIT("-r --role-file --requirements-file"),
};

static const ManagerVerb helm_verbs[] = {
    {.words = STR_INIT("plugin install"), .act = ACT_INSTALL, .first = true},
    {.words = STR_INIT("plugin uninstall"), .act = ACT_REMOVE},
    {.words = STR_INIT("plugin update"), .act = ACT_UPGRADE},
    {.words = STR_INIT("repo update"), .act = ACT_REFRESH, .alone = true},
    {.words = STR_INIT("pull|fetch"), .act = ACT_DOWNLOAD},
    {.words = STR_INIT("dependency update|dependency build|dep update|dep build|dep "
                       "up|dependency up"),
     .act = ACT_DOWNLOAD,
     .alone = true,
     .manifest = true},
    {.words = STR_INIT("repo add|repo remove|registry login|create|init"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("template|lint|version|repo list|plugin list|show|search|list|env|help"),
     .act = ACT_ASK,
     .alone = true},
    {.words = STR_INIT("package"), .act = ACT_BUILD, .alone = true},
};

static const ManagerTrace helm_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cache/helm"),
     .acts = ON_REFRESH | ON_INSTALL | ON_DOWNLOAD,
     .moved_by = STR_INIT("HELM_CACHE_HOME XDG_CACHE_HOME/helm")},
};

const Manager manager_helm = {
    .name = STR_INIT("helm"),
    .family = STR_INIT("helm"),
    .verbs = helm_verbs,
    .verb_count = sizeof helm_verbs / sizeof *helm_verbs,
    .traces = helm_traces,
    .trace_count = sizeof helm_traces / sizeof *helm_traces,
    .short_values = STR_INIT("fnd"),
    .long_values = STR_INIT("--version --repo --username --password --destination --untardir "
                            "--registry-config --repository-config --repository-cache --namespace "
                            "--kubeconfig --values --set --ca-file --cert-file --key-file "
                            "--keyring"),
    .idle = STR_INIT("-h --help"),
    .names = NAMES_PLAIN,
    .version_options = STR_INIT("--version"),
    .manifests = STR_INIT("Chart.yaml Chart.lock"),
};
