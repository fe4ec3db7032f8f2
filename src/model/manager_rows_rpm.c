#include "model/manager_parts.h"

/* The packages themselves go after an install; their metadata stays in the same place. */
static const ManagerVerb dnf_verbs[] = {
    {.words = STR_INIT(""
                       "install|in|localinstall|reinstall|rei|downgrade|dg|swap|install-n|install-"
                       "na|install-nevra"),
     .act = ACT_INSTALL},
    {.words = STR_INIT("builddep"), .act = ACT_INSTALL},
    {.words = STR_INIT("groupinstall|group install|groups install|grp install|group "
                       "upgrade|module install|group-install"),
     .act = ACT_INSTALL,
     .group = true},
    {.words = STR_INIT(
         ""
         "update|upgrade|up|upgrade-minimal|up-min|update-minimal|update-to|upgrade-to|distro-sync|"
         "distrosync|dsync|distribution-synchronization|offline-upgrade|system-upgrade"),
     .act = ACT_UPGRADE},
    {.words = STR_INIT("remove|rm|erase|remove-n|remove-na|remove-nevra"), .act = ACT_REMOVE},
    {.words = STR_INIT("groupremove|group remove|groups remove|grp remove|module remove"),
     .act = ACT_REMOVE,
     .group = true},
    {.words = STR_INIT("autoremove"), .act = ACT_PRUNE},
    {.words = STR_INIT("makecache|mc|check-update"), .act = ACT_REFRESH, .alone = true},
    {.words = STR_INIT("clean all|clean packages|clean metadata|clean dbcache|clean "
                       "expire-cache|clean headers|clean rpmdb|clean plugins|clean"),
     .act = ACT_CLEAN},
    {.words = STR_INIT("download|reposync"), .act = ACT_DOWNLOAD},
    {.words = STR_INIT("config-manager|copr|versionlock|module enable|module disable|module "
                       "reset|module switch-to|mark|groups mark|group mark|history"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT(""
                       "list|info|search|repolist|repoinfo|repoquery|rq|provides|whatprovides|"
                       "deplist|check|grouplist|group "
                       "list|group info|groups list|module list|module "
                       "info|updateinfo|help|leaves"),
     .act = ACT_ASK},
};

static const ManagerTrace yum_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("/var/cache/yum /var/cache/dnf /var/cache/libdnf5"),
     .acts = ON_INSTALL | ON_UPGRADE | ON_DOWNLOAD,
     .cleaned_by = STR_INIT("clean all")},
    {.kind = TRACE_LISTS,
     .path = STR_INIT("/var/cache/yum /var/cache/dnf /var/cache/libdnf5"),
     .acts = ON_REFRESH | ON_INSTALL | ON_UPGRADE,
     .cleaned_by = STR_INIT("clean all")},
    {.kind = TRACE_LOG, .path = STR_INIT("/var/log/yum.log /var/log/dnf.log"), .acts = ON_CHANGE},
    {.kind = TRACE_STATE,
     .path = STR_INIT("/var/lib/rpm /usr/lib/sysimage/rpm"),
     .acts = ON_CHANGE},
    {.kind = TRACE_STATE, .path = STR_INIT("/var/lib/yum /var/lib/dnf"), .acts = ON_CHANGE},
};

static const ManagerTrace dnf_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("/var/cache/dnf /var/cache/libdnf5 /var/cache/yum"),
     .acts = ON_INSTALL | ON_UPGRADE | ON_DOWNLOAD,
     .cleaned_by = STR_INIT("clean all")},
    {.kind = TRACE_LISTS,
     .path = STR_INIT("/var/cache/dnf /var/cache/libdnf5 /var/cache/yum"),
     .acts = ON_REFRESH | ON_INSTALL | ON_UPGRADE,
     .cleaned_by = STR_INIT("clean all")},
    {.kind = TRACE_LOG, .path = STR_INIT("/var/log/dnf.log /var/log/dnf5.log"), .acts = ON_CHANGE},
    {.kind = TRACE_STATE,
     .path = STR_INIT("/var/lib/rpm /usr/lib/sysimage/rpm"),
     .acts = ON_CHANGE},
    {.kind = TRACE_STATE,
     .path = STR_INIT("/var/lib/dnf /usr/lib/sysimage/libdnf5"),
     .acts = ON_CHANGE},
};

static const ManagerTrace microdnf_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("/var/cache/yum /var/cache/dnf /var/cache/libdnf5"),
     .acts = ON_INSTALL | ON_UPGRADE | ON_DOWNLOAD,
     .cleaned_by = STR_INIT("clean all")},
    {.kind = TRACE_LISTS,
     .path = STR_INIT("/var/cache/yum /var/cache/dnf /var/cache/libdnf5"),
     .acts = ON_REFRESH | ON_INSTALL | ON_UPGRADE,
     .cleaned_by = STR_INIT("clean all")},
    {.kind = TRACE_STATE,
     .path = STR_INIT("/var/lib/rpm /usr/lib/sysimage/rpm"),
     .acts = ON_CHANGE},
};

static const ManagerTrace tdnf_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("/var/cache/tdnf"),
     .acts = ON_INSTALL | ON_UPGRADE | ON_DOWNLOAD,
     .cleaned_by = STR_INIT("clean all")},
    {.kind = TRACE_LISTS,
     .path = STR_INIT("/var/cache/tdnf"),
     .acts = ON_REFRESH | ON_INSTALL | ON_UPGRADE,
     .cleaned_by = STR_INIT("clean all")},
    {.kind = TRACE_LOG, .path = STR_INIT("/var/log/tdnf.log"), .acts = ON_CHANGE},
    {.kind = TRACE_STATE,
     .path = STR_INIT("/var/lib/rpm /usr/lib/sysimage/rpm"),
     .acts = ON_CHANGE},
};

#define DNF_ASKS .asks = ON_CHANGE, .yes = STR_INIT("-y --assumeyes --setopt=assumeyes=yes")

#define DNF_WAYS                                                                                  \
    .long_values = STR_INIT("--config --enablerepo --disablerepo --enable-repo --disable-repo "   \
                            "--repo --repoid --repofrompath --setopt --releasever --installroot " \
                            "--exclude --excludepkgs --disableexcludes --disableexcludepkgs "     \
                            "--downloaddir --destdir --debuglevel --errorlevel --randomwait "     \
                            "--disableplugin --enableplugin --forcearch --color --rpmverbosity "  \
                            "--comment --advisory --advisories --bz --bzs --cve --cves "          \
                            "--secseverity --sec-severity --from-repo --define"),                 \
    .idle = STR_INIT("--assumeno -h --help --version"), .fetch_only = STR_INIT("--downloadonly"), \
    .root = STR_INIT("--installroot"), .names = NAMES_RPM, .pin = STR_INIT("-")

const Manager manager_yum = {
    .name = STR_INIT("yum"),
    .family = STR_INIT("yum"),
    .system = true,
    .verbs = dnf_verbs,
    .verb_count = sizeof dnf_verbs / sizeof *dnf_verbs,
    .traces = yum_traces,
    .trace_count = sizeof yum_traces / sizeof *yum_traces,
    .short_values = STR_INIT("cdeRx"),
    .lean = STR_INIT("--setopt=install_weak_deps=no"),
    DNF_ASKS,
    DNF_WAYS,
};

static const ManagerVerb yum_builddep_verbs[] = {
    {.words = STR_INIT("..."), .act = ACT_INSTALL},
};

const Manager manager_yum_builddep = {
    .name = STR_INIT("yum-builddep"),
    .family = STR_INIT("yum"),
    .system = true,
    .verbs = yum_builddep_verbs,
    .verb_count = sizeof yum_builddep_verbs / sizeof *yum_builddep_verbs,
    .traces = yum_traces,
    .trace_count = sizeof yum_traces / sizeof *yum_traces,
    .short_values = STR_INIT("cdeRx"),
    .lean = STR_INIT("--setopt=install_weak_deps=no"),
    DNF_ASKS,
    DNF_WAYS,
};

const Manager manager_dnf = {
    .name = STR_INIT("dnf"),
    .family = STR_INIT("dnf"),
    .system = true,
    .verbs = dnf_verbs,
    .verb_count = sizeof dnf_verbs / sizeof *dnf_verbs,
    .traces = dnf_traces,
    .trace_count = sizeof dnf_traces / sizeof *dnf_traces,
    .short_values = STR_INIT("cdeRxD"),
    .lean = STR_INIT("--setopt=install_weak_deps=no"),
    DNF_ASKS,
    DNF_WAYS,
};

const Manager manager_microdnf = {
    .name = STR_INIT("microdnf"),
    .family = STR_INIT("dnf"),
    .system = true,
    .verbs = dnf_verbs,
    .verb_count = sizeof dnf_verbs / sizeof *dnf_verbs,
    .traces = microdnf_traces,
    .trace_count = sizeof microdnf_traces / sizeof *microdnf_traces,
    .short_values = STR_INIT("cx"),
    .lean = STR_INIT("--setopt=install_weak_deps=no"),
    DNF_WAYS,
};

const Manager manager_tdnf = {
    .name = STR_INIT("tdnf"),
    .family = STR_INIT("tdnf"),
    .system = true,
    .verbs = dnf_verbs,
    .verb_count = sizeof dnf_verbs / sizeof *dnf_verbs,
    .traces = tdnf_traces,
    .trace_count = sizeof tdnf_traces / sizeof *tdnf_traces,
    .short_values = STR_INIT("cdx"),
    DNF_ASKS,
    DNF_WAYS,
};

static const ManagerTrace zypper_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("/var/cache/zypp"),
     .acts = ON_INSTALL | ON_UPGRADE | ON_DOWNLOAD,
     .cleaned_by = STR_INIT("clean"),
     .moved_by = STR_INIT("--cache-dir")},
    {.kind = TRACE_LISTS,
     .path = STR_INIT("/var/cache/zypp"),
     .acts = ON_REFRESH | ON_INSTALL | ON_UPGRADE,
     .cleaned_by = STR_INIT("clean"),
     .moved_by = STR_INIT("--cache-dir")},
    {.kind = TRACE_LOG, .path = STR_INIT("/var/log/zypp"), .acts = ON_CHANGE},
    {.kind = TRACE_LOG, .path = STR_INIT("/var/log/zypper.log"), .acts = ON_CHANGE},
    {.kind = TRACE_STATE,
     .path = STR_INIT("/var/lib/rpm /usr/lib/sysimage/rpm"),
     .acts = ON_CHANGE},
};

static const ManagerVerb zypper_verbs[] = {
    {.words = STR_INIT("refresh|ref|refresh-services|refs"), .act = ACT_REFRESH, .alone = true},
    {.words = STR_INIT("install|in|source-install|si|install-new-recommends|inr"),
     .act = ACT_INSTALL},
    {.words = STR_INIT("update|up|patch|dist-upgrade|dup|verify|ve"), .act = ACT_UPGRADE},
    {.words = STR_INIT("remove|rm"), .act = ACT_REMOVE},
    {.words = STR_INIT("clean|cc"), .act = ACT_CLEAN},
    {.words = STR_INIT("download"), .act = ACT_DOWNLOAD},
    {.words = STR_INIT(""
                       "addrepo|ar|removerepo|rr|renamerepo|nr|modifyrepo|mr|addservice|as|addlock|"
                       "al|removelock|rl"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT(
         ""
         "search|se|info|if|repos|lr|services|ls|list-updates|lu|list-patches|lp|patch-check|pchk|"
         "packages|pa|patterns|pt|products|pd|what-provides|wp|locks|ll|help|targetos|tos"),
     .act = ACT_ASK},
};

const Manager manager_zypper = {
    .name = STR_INIT("zypper"),
    .family = STR_INIT("zypper"),
    .system = true,
    .verbs = zypper_verbs,
    .verb_count = sizeof zypper_verbs / sizeof *zypper_verbs,
    .traces = zypper_traces,
    .trace_count = sizeof zypper_traces / sizeof *zypper_traces,
    .short_values = STR_INIT("rtpc"),
    .long_values = STR_INIT("--root --installroot --config --reposd-dir --cache-dir "
                            "--raw-cache-dir --solv-cache-dir --pkg-cache-dir --userdata "
                            "--plus-repo --plus-content --repo --from --type --download --category "
                            "--severity --issue --bugzilla --cve --date --priority --name-as"),
    .asks = ON_CHANGE,
    .yes = STR_INIT("-n --non-interactive -y --no-confirm"),
    .lean = STR_INIT("--no-recommends"),
    .idle = STR_INIT("--dry-run -h --help --version"),
    .fetch_only = STR_INIT("-d --download-only"),
    .root = STR_INIT("--root --installroot"),
    .names = NAMES_ZYPPER,
    .pin = STR_INIT("="),
};

static const ManagerVerb rpm_verbs[] = {
    {.words = STR_INIT(
         ""
         "-q|--query|-K|--checksig|-V|--verify|-E|--eval|--showrc|--querytags|--version|--help"),
     .act = ACT_ASK},
    {.words = STR_INIT("-i|--install|-U|--upgrade|-F|--freshen|--reinstall"), .act = ACT_INSTALL},
    {.words = STR_INIT("-e|--erase"), .act = ACT_REMOVE},
    {.words = STR_INIT("--import|--rebuilddb|--initdb|--setperms|--setugids|--restore"),
     .act = ACT_CONFIG,
     .alone = true},
};

static const ManagerTrace rpm_traces[] = {
    {.kind = TRACE_STATE,
     .path = STR_INIT("/var/lib/rpm /usr/lib/sysimage/rpm"),
     .acts = ON_CHANGE},
};

const Manager manager_rpm = {
    .name = STR_INIT("rpm"),
    .family = STR_INIT("rpm"),
    .system = true,
    .verbs = rpm_verbs,
    .verb_count = sizeof rpm_verbs / sizeof *rpm_verbs,
    .traces = rpm_traces,
    .trace_count = sizeof rpm_traces / sizeof *rpm_traces,
    .short_values = STR_INIT("DEr"),
    .long_values = STR_INIT("--root --dbpath --define --undefine --eval --prefix --relocate "
                            "--excludepath --queryformat --qf --rcfile --macros --pipe"),
    .idle = STR_INIT("--test"),
    .root = STR_INIT("--root -r"),
    .names = NAMES_RPM,
    .pin = STR_INIT("-"),
};
