/* What the files behind managers.h share: the rows, and how their lists are read. Private to the
   room. */
#pragma once

#include "model/managers.h"

enum {
    ON_REFRESH = 1 << ACT_REFRESH,
    ON_INSTALL = 1 << ACT_INSTALL,
    ON_UPGRADE = 1 << ACT_UPGRADE,
    ON_REMOVE = 1 << ACT_REMOVE,
    ON_PRUNE = 1 << ACT_PRUNE,
    ON_DOWNLOAD = 1 << ACT_DOWNLOAD,
    ON_BUILD = 1 << ACT_BUILD,
    ON_RUN = 1 << ACT_RUN,
    ON_CLEAN = 1 << ACT_CLEAN,
    ON_ASK = 1 << ACT_ASK,
    ON_CONFIG = 1 << ACT_CONFIG,
    ON_CHANGE = ON_INSTALL | ON_UPGRADE | ON_REMOVE | ON_PRUNE,
};

bool list_next(Str *rest, char separator, Str *item); /* skips empty items; false at the end */
bool text_says_no(Str text);                          /* 0, no, false, off, ... */
bool text_says_yes(Str text);
/* One word of a verb that is an option. */
bool options_give_verb(const CommandOptions *options, Str word);
/* One of these options is given, as managers.h says. */
bool options_give(const CommandOptions *options, Str list);
/* One of these variables is set, as managers.h says. */
bool variables_give(const Var *vars, Str list);

/* As command_leaves, where it is known what the command does. */
bool act_leaves(const Command *command, ManagerAct act, const ManagerTrace *trace);

/* A file that this Dockerfile wrote before the call tells the manager to bring no extras. */
bool settings_are_lean(const Command *command);

/* The facts of a call whose verb and options were read. */
ManagerAct manager_act(const Command *command);
Packages manager_packages(Arena *arena, const Command *command);

/* As manager_find, where the name was looked up. */
const Manager *manager_known(const NameRow *known, Str program);

/* The name of the image that the command's stage is built on; empty when it is not known, or not
   an official one. */
Str command_base(const Command *command, bool official);

/* The rows: manager_rows_system.c, _rpm.c, _python.c, _node.c, _script.c, _modules.c,
   _build.c. */
extern const Manager manager_add_apt_repository, manager_apk, manager_apt, manager_apt_key,
    manager_aptitude, manager_brew, manager_choco, manager_dpkg, manager_flatpak, manager_nix,
    manager_pacman, manager_snap;
extern const Manager manager_dnf, manager_microdnf, manager_rpm, manager_tdnf, manager_yum,
    manager_yum_builddep, manager_zypper;
extern const Manager manager_conda, manager_easy_install, manager_mamba, manager_micromamba,
    manager_pip, manager_pipenv, manager_pipx, manager_poetry, manager_uv, manager_uvx;
extern const Manager manager_bower, manager_bun, manager_bunx, manager_deno, manager_npm,
    manager_npx, manager_pnpm, manager_pnpx, manager_yarn;
extern const Manager manager_ansible_galaxy, manager_bundle, manager_composer, manager_cpan,
    manager_cpanm, manager_docker_php_ext_install, manager_gem, manager_helm, manager_julia,
    manager_littler, manager_luarocks, manager_mix, manager_opam, manager_pear, manager_pecl,
    manager_r;
extern const Manager manager_cabal, manager_cargo, manager_dotnet, manager_go, manager_gradle,
    manager_mvn, manager_nuget, manager_rustup, manager_rustup_init, manager_sbt, manager_stack;
