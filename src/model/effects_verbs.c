#include "model/effects_programs.h"

/* Programs whose first word says what they do. A verb that is not here does something unknown. */

static const Program git_verbs[] = {
    {.name = STR_INIT("clone"), .read = read_clone, .brings = BRINGS_CLONE},
    {.name = STR_INIT("config"),
     .read = read_git_config,
     .kind = EFFECT_CHANGE,
     .brings = BRINGS_TEXT},
    {.name = STR_INIT("init"), .read = read_git_init, .reach = REACH_UNDER},
    {.name = STR_INIT("clean"), .read = read_git_clean, .reach = REACH_UNDER},
    {.name = STR_INIT("rm"), .read = read_git_rm, .kind = EFFECT_REMOVE, .reach = REACH_TREE},
    {.name = STR_INIT("archive"),
     .read = read_outputs,
     .brings = BRINGS_COPY,
     .options = "-o --output"},
    {.name = STR_INIT("checkout"), .read = read_working_tree},
    {.name = STR_INIT("switch"), .read = read_working_tree},
    {.name = STR_INIT("restore"), .read = read_working_tree},
    {.name = STR_INIT("pull"), .read = read_working_tree},
    {.name = STR_INIT("fetch"), .read = read_working_tree},
    {.name = STR_INIT("merge"), .read = read_working_tree},
    {.name = STR_INIT("rebase"), .read = read_working_tree},
    {.name = STR_INIT("reset"), .read = read_working_tree},
    {.name = STR_INIT("submodule"), .read = read_working_tree},
    {.name = STR_INIT("lfs"), .read = read_working_tree},
    {.name = STR_INIT("apply"), .read = read_working_tree},
    {.name = STR_INIT("am"), .read = read_working_tree},
    {.name = STR_INIT("cherry-pick"), .read = read_working_tree},
    {.name = STR_INIT("commit"), .read = read_working_tree},
    {.name = STR_INIT("add"), .read = read_working_tree},
    {.name = STR_INIT("tag"), .read = read_working_tree},
    {.name = STR_INIT("branch"), .read = read_working_tree},
    {.name = STR_INIT("remote"), .read = read_working_tree},
    {.name = STR_INIT("stash"), .read = read_working_tree},
    {.name = STR_INIT("gc"), .read = read_working_tree},
    {.name = STR_INIT("repack"), .read = read_working_tree},
    {.name = STR_INIT("prune"), .read = read_working_tree},
    {.name = STR_INIT("mv"), .read = read_working_tree},
    {.name = STR_INIT("revert"), .read = read_working_tree},
    {.name = STR_INIT("update-index"), .read = read_working_tree},
    {.name = STR_INIT("update-ref"), .read = read_working_tree},
    {.name = STR_INIT("reflog"), .read = read_working_tree},
    {.name = STR_INIT("worktree"), .read = read_working_tree},
    {.name = STR_INIT("sparse-checkout"), .read = read_working_tree},
    {.name = STR_INIT("filter-branch"), .read = read_working_tree},
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
    {.name = STR_INIT("checkout"), .read = read_svn_checkout, .brings = BRINGS_CLONE},
    {.name = STR_INIT("co"), .read = read_svn_checkout, .brings = BRINGS_CLONE},
    {.name = STR_INIT("export"), .read = read_svn_checkout, .brings = BRINGS_CLONE},
    {.name = STR_INIT("up"), .read = read_working_tree},
    {.name = STR_INIT("update"), .read = read_working_tree},
    {.name = STR_INIT("switch"), .read = read_working_tree},
    {.name = STR_INIT("revert"), .read = read_working_tree},
    {.name = STR_INIT("cleanup"), .read = read_working_tree},
    {.name = STR_INIT("info")},
    {.name = STR_INIT("list")},
    {.name = STR_INIT("ls")},
    {.name = STR_INIT("log")},
    {.name = STR_INIT("status")},
    {.name = STR_INIT("st")},
    {.name = STR_INIT("cat")},
};

static const Program hg_verbs[] = {
    {.name = STR_INIT("clone"), .read = read_clone, .brings = BRINGS_CLONE},
    {.name = STR_INIT("pull"), .read = read_working_tree},
    {.name = STR_INIT("update"), .read = read_working_tree},
    {.name = STR_INIT("up"), .read = read_working_tree},
    {.name = STR_INIT("checkout"), .read = read_working_tree},
    {.name = STR_INIT("co"), .read = read_working_tree},
    {.name = STR_INIT("revert"), .read = read_working_tree},
    {.name = STR_INIT("identify")},
    {.name = STR_INIT("id")},
    {.name = STR_INIT("log")},
    {.name = STR_INIT("status")},
};

static const Program mkdocs_verbs[] = {
    {.name = STR_INIT("build"), .read = read_site, .options = "-d --site-dir", .places = "site"},
    {.name = STR_INIT("serve")},
};

const Program program_git = {
    .read = read_verbs, .verbs = git_verbs, .verb_count = sizeof git_verbs / sizeof *git_verbs};
const Program program_svn = {
    .read = read_verbs, .verbs = svn_verbs, .verb_count = sizeof svn_verbs / sizeof *svn_verbs};
const Program program_hg = {
    .read = read_verbs, .verbs = hg_verbs, .verb_count = sizeof hg_verbs / sizeof *hg_verbs};
const Program program_mkdocs = {.read = read_verbs,
                                .verbs = mkdocs_verbs,
                                .verb_count = sizeof mkdocs_verbs / sizeof *mkdocs_verbs};
