#include "model/manager_parts.h"

static const ManagerVerb apt_verbs[] = {
    {.words = STR_INIT("update"), .act = ACT_REFRESH, .alone = true},
    {.words = STR_INIT("install|reinstall|satisfy"), .act = ACT_INSTALL},
    {.words = STR_INIT("build-dep"), .act = ACT_INSTALL, .lean = true},
    {.words = STR_INIT("upgrade|dist-upgrade|full-upgrade|safe-upgrade|dselect-upgrade"),
     .act = ACT_UPGRADE},
    {.words = STR_INIT("remove|purge"), .act = ACT_REMOVE},
    {.words = STR_INIT("autoremove|auto-remove|autopurge"), .act = ACT_PRUNE},
    {.words = STR_INIT("clean"), .act = ACT_CLEAN},
    {.words = STR_INIT("autoclean|auto-clean"), .act = ACT_CLEAN},
    {.words = STR_INIT("distclean|dist-clean"), .act = ACT_CLEAN},
    {.words = STR_INIT("download|source"), .act = ACT_DOWNLOAD},
    {.words = STR_INIT(""
                       "list|show|showsrc|search|policy|depends|rdepends|why|why-not|versions|"
                       "changelog|check|indextargets|help|moo"),
     .act = ACT_ASK},
    {.words = STR_INIT("edit-sources|hold|unhold|markauto|unmarkauto|forget-new|keep|keep-all"),
     .act = ACT_CONFIG},
};

static const ManagerTrace apt_traces[] = {
    {.kind = TRACE_LISTS,
     .path = STR_INIT("/var/lib/apt/lists"),
     .acts = ON_REFRESH,
     .cleaned_by = STR_INIT("distclean")},
    {.kind = TRACE_CACHE,
     .path = STR_INIT("/var/cache/apt"),
     .acts = ON_INSTALL | ON_UPGRADE | ON_DOWNLOAD,
     .cleaned_by = STR_INIT("clean|distclean"),
     .hook = true},
    {.kind = TRACE_LOG, .path = STR_INIT("/var/log/apt"), .acts = ON_CHANGE},
    {.kind = TRACE_LOG, .path = STR_INIT("/var/log/dpkg.log"), .acts = ON_CHANGE},
    {.kind = TRACE_STATE, .path = STR_INIT("/var/lib/dpkg"), .acts = ON_CHANGE},
    {.kind = TRACE_STATE,
     .path = STR_INIT("/var/lib/apt/extended_states"),
     .acts = ON_CHANGE,
     .perhaps = true},
    {.kind = TRACE_STATE,
     .path = STR_INIT("/var/cache/debconf"),
     .acts = ON_CHANGE,
     .perhaps = true},
};

const Manager manager_apt = {
    .name = STR_INIT("apt"),
    .family = STR_INIT("apt"),
    .system = true,
    .verbs = apt_verbs,
    .verb_count = sizeof apt_verbs / sizeof *apt_verbs,
    .traces = apt_traces,
    .trace_count = sizeof apt_traces / sizeof *apt_traces,
    .short_values = STR_INIT("octaP"),
    .long_values = STR_INIT("--option --config-file --target-release --default-release "
                            "--host-architecture --build-profiles --solver --planner"),
    .asks = ON_CHANGE,
    .yes = STR_INIT("-y --yes --assume-yes -qq -q=2 --quiet=2 -o=APT::Get::Assume-Yes=yes "
                    "--option=APT::Get::Assume-Yes=yes"),
    .lean = STR_INIT("--no-install-recommends --install-recommends=no "
                     "-o=APT::Install-Recommends=no --option=APT::Install-Recommends=no"),
    .lean_images = STR_INIT("r-base"),
    .lean_setting = STR_INIT("Install-Recommends"),
    .settings = STR_INIT("/etc/apt/apt.conf /etc/apt/apt.conf.d"),
    .idle = STR_INIT("-s --simulate --just-print --dry-run --recon --no-act --print-uris -h "
                     "--help -v --version"),
    .fetch_only = STR_INIT("-d --download-only -o=APT::Get::Download-Only=yes"),
    .names = NAMES_APT,
    .pin = STR_INIT("="),
};

const Manager manager_aptitude = {
    .name = STR_INIT("aptitude"),
    .family = STR_INIT("apt"),
    .system = true,
    .verbs = apt_verbs,
    .verb_count = sizeof apt_verbs / sizeof *apt_verbs,
    .traces = apt_traces,
    .trace_count = sizeof apt_traces / sizeof *apt_traces,
    .short_values = STR_INIT("otwFOS"),
    .long_values = STR_INIT("--target-release --default-release --width --display-format --sort "
                            "--group-by --add-user-tag --remove-user-tag --log-file --log-level"),
    .asks = ON_CHANGE,
    .yes = STR_INIT("-y --assume-yes --yes -o=APT::Get::Assume-Yes=yes "
                    "-o=Aptitude::CmdLine::Assume-Yes=yes"),
    .lean = STR_INIT("-R --without-recommends -o=APT::Install-Recommends=no"),
    .lean_setting = STR_INIT("Install-Recommends"),
    .settings = STR_INIT("/etc/apt/apt.conf /etc/apt/apt.conf.d"),
    .idle = STR_INIT("-s --simulate -h --help --version"),
    .fetch_only = STR_INIT("-d --download-only"),
    .names = NAMES_APT,
    .pin = STR_INIT("="),
};

static const ManagerVerb dpkg_verbs[] = {
    {.words = STR_INIT("-i|--install|--unpack"), .act = ACT_INSTALL},
    {.words = STR_INIT("-r|--remove|-P|--purge"), .act = ACT_REMOVE},
    {.words = STR_INIT(""
                       "--configure|--add-architecture|--remove-architecture|--set-selections|--"
                       "clear-selections|--clear-avail|--update-avail"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT(""
                       "-l|--list|-L|--listfiles|-s|--status|-S|--search|-p|--print-avail|-c|--"
                       "contents|-I|--info|-f|--field|-V|--verify|-C|--audit|-W|--show"),
     .act = ACT_ASK},
    {.words = STR_INIT(""
                       "--get-selections|--print-architecture|--print-foreign-architectures|--"
                       "compare-versions|--version|--help"),
     .act = ACT_ASK},
};

static const ManagerTrace dpkg_traces[] = {
    {.kind = TRACE_LOG, .path = STR_INIT("/var/log/dpkg.log"), .acts = ON_CHANGE},
    {.kind = TRACE_STATE, .path = STR_INIT("/var/lib/dpkg"), .acts = ON_CHANGE},
};

const Manager manager_dpkg = {
    .name = STR_INIT("dpkg"),
    .family = STR_INIT("dpkg"),
    .system = true,
    .verbs = dpkg_verbs,
    .verb_count = sizeof dpkg_verbs / sizeof *dpkg_verbs,
    .traces = dpkg_traces,
    .trace_count = sizeof dpkg_traces / sizeof *dpkg_traces,
    .idle = STR_INIT("--no-act --dry-run --simulate --version --help -?"),
    .root = STR_INIT("--root --instdir"),
    .names = NAMES_APT,
};

static const ManagerVerb apk_verbs[] = {
    {.words = STR_INIT("update"), .act = ACT_REFRESH, .alone = true},
    {.words = STR_INIT("add"), .act = ACT_INSTALL},
    {.words = STR_INIT("upgrade"), .act = ACT_UPGRADE},
    {.words = STR_INIT("fix"), .act = ACT_UPGRADE},
    {.words = STR_INIT("del"), .act = ACT_REMOVE},
    {.words = STR_INIT("fetch"), .act = ACT_DOWNLOAD},
    {.words = STR_INIT("cache clean|cache purge|cache sync"), .act = ACT_CLEAN},
    {.words = STR_INIT("cache download"), .act = ACT_DOWNLOAD},
    {.words =
         STR_INIT(""
                  "info|search|list|version|dot|policy|stats|audit|verify|manifest|index|query"),
     .act = ACT_ASK},
};

static const ManagerTrace apk_traces[] = {
    {.kind = TRACE_LISTS,
     .path = STR_INIT("/var/cache/apk"),
     .acts = ON_REFRESH | ON_INSTALL | ON_UPGRADE | ON_DOWNLOAD,
     .moved_by = STR_INIT("--cache-dir"),
     .prevented_by = STR_INIT("--no-cache")},
    {.kind = TRACE_LOG, .path = STR_INIT("/var/log/apk.log"), .acts = ON_CHANGE},
    {.kind = TRACE_STATE, .path = STR_INIT("/lib/apk/db /usr/lib/apk/db"), .acts = ON_CHANGE},
    {.kind = TRACE_STATE, .path = STR_INIT("/etc/apk/world"), .acts = ON_CHANGE},
};

const Manager manager_apk = {
    .name = STR_INIT("apk"),
    .family = STR_INIT("apk"),
    .system = true,
    .verbs = apk_verbs,
    .verb_count = sizeof apk_verbs / sizeof *apk_verbs,
    .traces = apk_traces,
    .trace_count = sizeof apk_traces / sizeof *apk_traces,
    .short_values = STR_INIT("Xpto"),
    .long_values = STR_INIT("--repository --root --virtual --arch --keys-dir --repositories-file "
                            "--wait --progress-fd --cache-dir --cache-max-age --timeout --output"),
    .idle = STR_INIT("-s --simulate -h --help -V --version --print-arch"),
    .root = STR_INIT("-p --root"),
    .group_options = STR_INIT("-t --virtual"),
    .names = NAMES_APK,
    .pin = STR_INIT("="),
};

static const ManagerVerb pacman_verbs[] = {
    {.words = STR_INIT("-S -y -s ...|-S -s ...|-S -i ...|-S -l ...|-S -g ...|--sync --search "
                       "...|-S -s|-S -l|-S -g"),
     .act = ACT_ASK},
    {.words = STR_INIT("-S -cc"), .act = ACT_CLEAN},
    {.words = STR_INIT("-S -c|--sync --clean"), .act = ACT_CLEAN},
    {.words = STR_INIT("-S -y -u ...|--sync --refresh --sysupgrade ...|-S -y ...|-S -u "
                       "...|--sync --refresh ...|-S ...|--sync ..."),
     .act = ACT_INSTALL},
    {.words = STR_INIT("-S -y -u|--sync --refresh --sysupgrade|-S -u|--sync --sysupgrade"),
     .act = ACT_UPGRADE},
    {.words = STR_INIT("-S -y|--sync --refresh|--sync -y"), .act = ACT_REFRESH},
    {.words = STR_INIT("-U|--upgrade"), .act = ACT_INSTALL},
    {.words = STR_INIT("-R|--remove"), .act = ACT_REMOVE},
    {.words = STR_INIT("-Q|--query|-F|--files|-T|--deptest"), .act = ACT_ASK},
    {.words = STR_INIT("-D|--database"), .act = ACT_CONFIG},
};

static const ManagerTrace pacman_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("/var/cache/pacman/pkg"),
     .acts = ON_INSTALL | ON_UPGRADE | ON_DOWNLOAD,
     .moved_by = STR_INIT("--cachedir"),
     .prevented_by = STR_INIT("-U --upgrade"),
     .cleaned_by = STR_INIT("-S -cc")},
    {.kind = TRACE_LISTS,
     .path = STR_INIT("/var/lib/pacman/sync"),
     .acts = ON_REFRESH | ON_INSTALL | ON_UPGRADE,
     .prevented_by = STR_INIT("-U --upgrade")},
    {.kind = TRACE_LOG,
     .path = STR_INIT("/var/log/pacman.log"),
     .acts = ON_CHANGE,
     .moved_by = STR_INIT("--logfile")},
    {.kind = TRACE_STATE, .path = STR_INIT("/var/lib/pacman/local"), .acts = ON_CHANGE},
};

const Manager manager_pacman = {
    .name = STR_INIT("pacman"),
    .family = STR_INIT("pacman"),
    .system = true,
    .verbs = pacman_verbs,
    .verb_count = sizeof pacman_verbs / sizeof *pacman_verbs,
    .traces = pacman_traces,
    .trace_count = sizeof pacman_traces / sizeof *pacman_traces,
    .short_values = STR_INIT("br"),
    .long_values = STR_INIT("--dbpath --root --sysroot --arch --cachedir --config --gpgdir "
                            "--hookdir --logfile --color --ignore --ignoregroup --overwrite "
                            "--assume-installed --print-format"),
    .asks = ON_CHANGE | ON_CLEAN,
    .yes = STR_INIT("--noconfirm"),
    .idle = STR_INIT("-p --print -h --help -V --version"),
    .fetch_only = STR_INIT("-w --downloadonly"),
    .root = STR_INIT("-r --root --sysroot"),
    .names = NAMES_PLAIN,
};

static const ManagerVerb add_apt_repository_verbs[] = {
    {.words = STR_INIT("..."), .act = ACT_CONFIG, .alone = true},
    {.words = STR_INIT(""), .act = ACT_CONFIG},
};

const Manager manager_add_apt_repository = {
    .name = STR_INIT("add-apt-repository"),
    .family = STR_INIT("apt"),
    .system = true,
    .verbs = add_apt_repository_verbs,
    .verb_count = sizeof add_apt_repository_verbs / sizeof *add_apt_repository_verbs,
    .short_values = STR_INIT("kPCUScp"),
    .long_values = STR_INIT("--keyserver --ppa --cloud --uri --sourceslist --component --pocket"),
    .asks = ON_CONFIG,
    .yes = STR_INIT("-y --yes"),
    .idle = STR_INIT("-h --help -l --list --dry-run"),
    .names = NAMES_PLAIN,
};

static const ManagerVerb apt_key_verbs[] = {
    {.words = STR_INIT("add|adv|del|update|net-update|refresh-keys"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("list|finger|fingerprint|export|exportall"), .act = ACT_ASK},
};

const Manager manager_apt_key = {
    .name = STR_INIT("apt-key"),
    .family = STR_INIT("apt"),
    .system = true,
    .verbs = apt_key_verbs,
    .verb_count = sizeof apt_key_verbs / sizeof *apt_key_verbs,
    .long_values = STR_INIT("--keyring --keyserver --recv-keys --recv --fetch-keys "
                            "--keyserver-options"),
    .names = NAMES_PLAIN,
};

static const ManagerVerb snap_verbs[] = {
    {.words = STR_INIT("install"), .act = ACT_INSTALL},
    {.words = STR_INIT("refresh"), .act = ACT_UPGRADE},
    {.words = STR_INIT("remove"), .act = ACT_REMOVE},
    {.words = STR_INIT("download"), .act = ACT_DOWNLOAD},
    {.words = STR_INIT("list|info|find|version|changes|connections"), .act = ACT_ASK},
    {.words = STR_INIT("set|unset|connect|disconnect|alias|enable|disable|ack|login"),
     .act = ACT_CONFIG},
    {.words = STR_INIT("run"), .act = ACT_RUN, .first = true},
};

static const ManagerTrace snap_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("/var/lib/snapd/cache"),
     .acts = ON_INSTALL | ON_UPGRADE},
};

const Manager manager_snap = {
    .name = STR_INIT("snap"),
    .family = STR_INIT("snap"),
    .system = true,
    .verbs = snap_verbs,
    .verb_count = sizeof snap_verbs / sizeof *snap_verbs,
    .traces = snap_traces,
    .trace_count = sizeof snap_traces / sizeof *snap_traces,
    .long_values = STR_INIT("--channel --revision --cohort --name"),
    .names = NAMES_PLAIN,
    .version_options = STR_INIT("--channel --revision"),
};

static const ManagerVerb flatpak_verbs[] = {
    {.words = STR_INIT("install"), .act = ACT_INSTALL},
    {.words = STR_INIT("update|upgrade"), .act = ACT_UPGRADE},
    {.words = STR_INIT("uninstall|remove"), .act = ACT_REMOVE},
    {.words = STR_INIT("run"), .act = ACT_RUN, .first = true},
    {.words = STR_INIT("remote-add|remote-delete|remote-modify|override|config|mask|pin"),
     .act = ACT_CONFIG},
    {.words = STR_INIT("list|info|search|remotes|remote-ls|remote-info|history"), .act = ACT_ASK},
    {.words = STR_INIT("build|build-export|build-bundle"), .act = ACT_BUILD, .alone = true},
};

const Manager manager_flatpak = {
    .name = STR_INIT("flatpak"),
    .family = STR_INIT("flatpak"),
    .system = true,
    .verbs = flatpak_verbs,
    .verb_count = sizeof flatpak_verbs / sizeof *flatpak_verbs,
    .long_values = STR_INIT("--installation --arch --subpath --gpg-file"),
    .asks = ON_CHANGE,
    .yes = STR_INIT("-y --assumeyes --noninteractive"),
    .idle = STR_INIT("-h --help --version"),
    .names = NAMES_PLAIN,
};

static const ManagerVerb brew_verbs[] = {
    {.words = STR_INIT("install|reinstall"), .act = ACT_INSTALL},
    {.words = STR_INIT("update"), .act = ACT_REFRESH, .alone = true},
    {.words = STR_INIT("upgrade"), .act = ACT_UPGRADE},
    {.words = STR_INIT("uninstall|remove|rm"), .act = ACT_REMOVE},
    {.words = STR_INIT("autoremove"), .act = ACT_PRUNE},
    {.words = STR_INIT("bundle"), .act = ACT_INSTALL, .manifest = true, .alone = true},
    {.words = STR_INIT("cleanup"), .act = ACT_CLEAN},
    {.words = STR_INIT("fetch"), .act = ACT_DOWNLOAD},
    {.words = STR_INIT("tap|untap|link|unlink|pin|services|analytics"), .act = ACT_CONFIG},
    {.words = STR_INIT("list|ls|info|search|doctor|config|deps|outdated"), .act = ACT_ASK},
};

static const ManagerTrace brew_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cache/Homebrew"),
     .acts = ON_INSTALL | ON_UPGRADE | ON_DOWNLOAD,
     .moved_by = STR_INIT("HOMEBREW_CACHE XDG_CACHE_HOME/Homebrew"),
     .cleaned_by = STR_INIT("cleanup")},
};

const Manager manager_brew = {
    .name = STR_INIT("brew"),
    .family = STR_INIT("brew"),
    .verbs = brew_verbs,
    .verb_count = sizeof brew_verbs / sizeof *brew_verbs,
    .traces = brew_traces,
    .trace_count = sizeof brew_traces / sizeof *brew_traces,
    .idle = STR_INIT("-n --dry-run -h --help --version"),
    .names = NAMES_PLAIN,
    .manifests = STR_INIT("Brewfile"),
};

static const ManagerVerb choco_verbs[] = {
    {.words = STR_INIT("install"), .act = ACT_INSTALL},
    {.words = STR_INIT("upgrade|update"), .act = ACT_UPGRADE},
    {.words = STR_INIT("uninstall"), .act = ACT_REMOVE},
    {.words = STR_INIT("download"), .act = ACT_DOWNLOAD},
    {.words = STR_INIT("list|search|find|info|outdated|help"), .act = ACT_ASK},
    {.words = STR_INIT("source|sources|config|feature|features|apikey|pin"), .act = ACT_CONFIG},
    {.words = STR_INIT("pack|new"), .act = ACT_BUILD, .alone = true},
};

const Manager manager_choco = {
    .name = STR_INIT("choco"),
    .family = STR_INIT("choco"),
    .system = true,
    .verbs = choco_verbs,
    .verb_count = sizeof choco_verbs / sizeof *choco_verbs,
    .short_values = STR_INIT("su"),
    .long_values = STR_INIT("--version --source --params --package-parameters --parameters "
                            "--pkgparameters --installargs --install-arguments --ia --cache "
                            "--cache-location --timeout --execution-timeout --user --password "
                            "--name --value --proxy --checksum"),
    .asks = ON_CHANGE,
    .yes = STR_INIT("-y --yes --confirm"),
    .idle = STR_INIT("--noop --whatif --what-if -h --help -?"),
    .names = NAMES_PLAIN,
    .version_options = STR_INIT("--version"),
};

static const ManagerVerb nix_verbs[] = {
    {.words = STR_INIT("-i|--install"), .act = ACT_INSTALL},
    {.words = STR_INIT("-u|--upgrade"), .act = ACT_UPGRADE},
    {.words = STR_INIT("-e|--uninstall"), .act = ACT_REMOVE},
    {.words = STR_INIT("--delete-generations"), .act = ACT_CLEAN},
    {.words = STR_INIT("-q|--query|--list-generations"), .act = ACT_ASK},
    {.words = STR_INIT("--set|--set-flag|--rollback|-G|-S"), .act = ACT_CONFIG},
};

const Manager manager_nix = {
    .name = STR_INIT("nix-env"),
    .family = STR_INIT("nix-env"),
    .verbs = nix_verbs,
    .verb_count = sizeof nix_verbs / sizeof *nix_verbs,
    .short_values = STR_INIT("fpI"),
    .long_values = STR_INIT("--file --profile"),
    .idle = STR_INIT("--dry-run --help --version"),
    .names = NAMES_PLAIN,
};
