#include "model/effects_programs.h"

/* Programs whose first word says what they do. A verb that is not here does something unknown. */

static const Program git_verbs[] = {
    {.name = STR_INIT("clone"), .read = program_clone, .brings = BRINGS_CLONE},
    {.name = STR_INIT("config"),
     .read = program_git_config,
     .kind = EFFECT_CHANGE,
     .brings = BRINGS_TEXT},
    {.name = STR_INIT("init"), .read = program_git_init, .reach = REACH_UNDER},
    {.name = STR_INIT("clean"), .read = program_git_clean, .reach = REACH_UNDER},
    {.name = STR_INIT("rm"), .read = program_git_rm, .kind = EFFECT_REMOVE, .reach = REACH_TREE},
    {.name = STR_INIT("archive"),
     .read = program_outputs,
     .brings = BRINGS_COPY,
     .options = "-o --output"},
    {.name = STR_INIT("checkout"), .read = program_working_tree},
    {.name = STR_INIT("switch"), .read = program_working_tree},
    {.name = STR_INIT("restore"), .read = program_working_tree},
    {.name = STR_INIT("pull"), .read = program_working_tree},
    {.name = STR_INIT("fetch"), .read = program_working_tree},
    {.name = STR_INIT("merge"), .read = program_working_tree},
    {.name = STR_INIT("rebase"), .read = program_working_tree},
    {.name = STR_INIT("reset"), .read = program_working_tree},
    {.name = STR_INIT("submodule"), .read = program_working_tree},
    {.name = STR_INIT("lfs"), .read = program_working_tree},
    {.name = STR_INIT("apply"), .read = program_working_tree},
    {.name = STR_INIT("am"), .read = program_working_tree},
    {.name = STR_INIT("cherry-pick"), .read = program_working_tree},
    {.name = STR_INIT("commit"), .read = program_working_tree},
    {.name = STR_INIT("add"), .read = program_working_tree},
    {.name = STR_INIT("tag"), .read = program_working_tree},
    {.name = STR_INIT("branch"), .read = program_working_tree},
    {.name = STR_INIT("remote"), .read = program_working_tree},
    {.name = STR_INIT("stash"), .read = program_working_tree},
    {.name = STR_INIT("gc"), .read = program_working_tree},
    {.name = STR_INIT("repack"), .read = program_working_tree},
    {.name = STR_INIT("prune"), .read = program_working_tree},
    {.name = STR_INIT("mv"), .read = program_working_tree},
    {.name = STR_INIT("revert"), .read = program_working_tree},
    {.name = STR_INIT("update-index"), .read = program_working_tree},
    {.name = STR_INIT("update-ref"), .read = program_working_tree},
    {.name = STR_INIT("reflog"), .read = program_working_tree},
    {.name = STR_INIT("worktree"), .read = program_working_tree},
    {.name = STR_INIT("sparse-checkout"), .read = program_working_tree},
    {.name = STR_INIT("filter-branch"), .read = program_working_tree},
    {.name = STR_INIT("describe")},
    {.name = STR_INIT("log")},
    {.name = STR_INIT("status")},
    {.name = STR_INIT("show")},
    {.name = STR_INIT("diff")},
    {.name = STR_INIT("rev-parse")},
    {.name = STR_INIT("rev-list")},
    {.name = STR_INIT("ls-files")},
    {.name = STR_INIT("ls-remote")},
    {.name = STR_INIT("ls-tree")},
    {.name = STR_INIT("version")},
    {.name = STR_INIT("cat-file")},
    {.name = STR_INIT("show-ref")},
    {.name = STR_INIT("symbolic-ref")},
    {.name = STR_INIT("grep")},
};

static const Program svn_verbs[] = {
    {.name = STR_INIT("checkout"), .read = program_svn_checkout, .brings = BRINGS_CLONE},
    {.name = STR_INIT("co"), .read = program_svn_checkout, .brings = BRINGS_CLONE},
    {.name = STR_INIT("export"), .read = program_svn_checkout, .brings = BRINGS_CLONE},
    {.name = STR_INIT("up"), .read = program_working_tree},
    {.name = STR_INIT("update"), .read = program_working_tree},
    {.name = STR_INIT("switch"), .read = program_working_tree},
    {.name = STR_INIT("revert"), .read = program_working_tree},
    {.name = STR_INIT("cleanup"), .read = program_working_tree},
    {.name = STR_INIT("info")},
    {.name = STR_INIT("list")},
    {.name = STR_INIT("ls")},
    {.name = STR_INIT("log")},
    {.name = STR_INIT("status")},
    {.name = STR_INIT("st")},
    {.name = STR_INIT("cat")},
};

static const Program hg_verbs[] = {
    {.name = STR_INIT("clone"), .read = program_clone, .brings = BRINGS_CLONE},
    {.name = STR_INIT("pull"), .read = program_working_tree},
    {.name = STR_INIT("update"), .read = program_working_tree},
    {.name = STR_INIT("up"), .read = program_working_tree},
    {.name = STR_INIT("checkout"), .read = program_working_tree},
    {.name = STR_INIT("co"), .read = program_working_tree},
    {.name = STR_INIT("revert"), .read = program_working_tree},
    {.name = STR_INIT("identify")},
    {.name = STR_INIT("id")},
    {.name = STR_INIT("log")},
    {.name = STR_INIT("status")},
};

static const Program mkdocs_verbs[] = {
    {.name = STR_INIT("build"), .read = program_site, .options = "-d --site-dir", .places = "site"},
    {.name = STR_INIT("serve")},
};

const Program program_git = {
    .read = program_verbs, .verbs = git_verbs, .verb_count = sizeof git_verbs / sizeof *git_verbs};
const Program program_svn = {
    .read = program_verbs, .verbs = svn_verbs, .verb_count = sizeof svn_verbs / sizeof *svn_verbs};
const Program program_hg = {
    .read = program_verbs, .verbs = hg_verbs, .verb_count = sizeof hg_verbs / sizeof *hg_verbs};
const Program program_mkdocs = {.read = program_verbs,
                                .verbs = mkdocs_verbs,
                                .verb_count = sizeof mkdocs_verbs / sizeof *mkdocs_verbs};
