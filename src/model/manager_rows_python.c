#include "model/manager_parts.h"

static const ManagerTrace pip_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cache/pip"),
     .acts = ON_INSTALL | ON_DOWNLOAD,
     .prevented_by = STR_INIT("--no-cache-dir --no-cache"),
     .cleaned_by = STR_INIT("cache purge"),
     .moved_by = STR_INIT("--cache-dir PIP_CACHE_DIR XDG_CACHE_HOME/pip"),
     .prevented_env = STR_INIT("PIP_NO_CACHE_DIR")},
};

static const ManagerVerb pip_verbs[] = {
    {.words = STR_INIT("install"), .act = ACT_INSTALL},
    {.words = STR_INIT("uninstall"), .act = ACT_REMOVE},
    {.words = STR_INIT("download|wheel"), .act = ACT_DOWNLOAD},
    {.words = STR_INIT("cache purge|cache remove"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("list|freeze|show|check|search|index|inspect|hash|debug|cache "
                       "dir|cache info|cache list|help|completion"),
     .act = ACT_ASK},
    {.words = STR_INIT("config"), .act = ACT_CONFIG},
};

const Manager manager_pip = {
    .name = STR_INIT("pip"),
    .family = STR_INIT("pip"),
    .verbs = pip_verbs,
    .verb_count = sizeof pip_verbs / sizeof *pip_verbs,
    .traces = pip_traces,
    .trace_count = sizeof pip_traces / sizeof *pip_traces,
    .short_values = STR_INIT("rceitfbdwC"),
    .long_values = STR_INIT("--requirement --requirements --constraint --editable --index-url "
                            "--pypi-url --extra-index-url --find-links --target --prefix --root "
                            "--src --source --build --platform --python-version --implementation "
                            "--abi --progress-bar --proxy --retries --timeout --default-timeout "
                            "--exists-action --trusted-host --cert --client-cert --cache-dir "
                            "--download-cache --log --log-file --upgrade-strategy --no-binary "
                            "--only-binary --config-settings --config-setting --global-option "
                            "--install-option --build-option --root-user-action --python --report "
                            "--use-feature --use-deprecated --dest --destination-dir "
                            "--destination-directory --download --wheel-dir "
                            "--keyring-provider --group --resume-retries --build-constraint "
                            "--uploaded-prior-to"),
    .asks = ON_REMOVE | ON_CLEAN,
    .yes = STR_INIT("-y --yes"),
    .idle = STR_INIT("--dry-run -h --help -V --version"),
    .fetch_to = STR_INIT("-d --dest --destination-dir --destination-directory -w --wheel-dir"),
    .names = NAMES_PIP,
    .pin = STR_INIT("=="),
    .source_options = STR_INIT("-e --editable"),
    .manifests = STR_INIT("requirements.txt constraints.txt pyproject.toml setup.py setup.cfg"),
    .manifest_options = STR_INIT("-r --requirement --requirements"),
};

static const ManagerTrace pipx_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cache/pip"),
     .acts = ON_INSTALL | ON_UPGRADE | ON_RUN,
     .prevented_by = STR_INIT("--pip-args=--no-cache-dir"),
     .moved_by = STR_INIT("--cache-dir PIP_CACHE_DIR XDG_CACHE_HOME/pip"),
     .prevented_env = STR_INIT("PIP_NO_CACHE_DIR")},
};

static const ManagerVerb pipx_verbs[] = {
    {.words = STR_INIT("install|inject|reinstall"), .act = ACT_INSTALL},
    {.words = STR_INIT("upgrade"), .act = ACT_UPGRADE},
    {.words = STR_INIT("upgrade-all|reinstall-all|upgrade-shared"),
     .act = ACT_UPGRADE,
     .alone = true},
    {.words = STR_INIT("uninstall|uninject"), .act = ACT_REMOVE},
    {.words = STR_INIT("uninstall-all"), .act = ACT_REMOVE, .alone = true},
    {.words = STR_INIT("run"), .act = ACT_RUN, .first = true},
    {.words = STR_INIT("list|environment|help|completions"), .act = ACT_ASK},
    {.words = STR_INIT("ensurepath|pin|unpin"), .act = ACT_CONFIG},
};

const Manager manager_pipx = {
    .name = STR_INIT("pipx"),
    .family = STR_INIT("pipx"),
    .verbs = pipx_verbs,
    .verb_count = sizeof pipx_verbs / sizeof *pipx_verbs,
    .traces = pipx_traces,
    .trace_count = sizeof pipx_traces / sizeof *pipx_traces,
    .short_values = STR_INIT("i"),
    .long_values = STR_INIT("--python --pip-args --spec --index-url --suffix --preinstall "
                            "--backend --with"),
    .idle = STR_INIT("-h --help --version"),
    .names = NAMES_PIP,
    .pin = STR_INIT("=="),
    .source_options = STR_INIT("--spec"),
};

static const ManagerTrace uv_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cache/uv"),
     .acts = ON_INSTALL | ON_UPGRADE | ON_DOWNLOAD | ON_BUILD | ON_RUN,
     .moved_by = STR_INIT("--cache-dir UV_CACHE_DIR XDG_CACHE_HOME/uv"),
     .prevented_by = STR_INIT("-n --no-cache --no-cache-dir"),
     .prevented_env = STR_INIT("UV_NO_CACHE=1"),
     .cleaned_by = STR_INIT("cache clean")},
};

static const ManagerVerb uv_verbs[] = {
    {.words = STR_INIT("pip install"), .act = ACT_INSTALL},
    {.words = STR_INIT("pip sync"), .act = ACT_INSTALL, .alone = true, .manifest = true},
    {.words = STR_INIT("pip uninstall"), .act = ACT_REMOVE},
    {.words = STR_INIT("sync"), .act = ACT_INSTALL, .alone = true, .manifest = true},
    {.words = STR_INIT("add"), .act = ACT_INSTALL},
    {.words = STR_INIT("remove"), .act = ACT_REMOVE},
    {.words = STR_INIT("lock"), .act = ACT_DOWNLOAD, .alone = true, .manifest = true},
    {.words = STR_INIT("tool install"), .act = ACT_INSTALL},
    {.words = STR_INIT("tool upgrade"), .act = ACT_UPGRADE},
    {.words = STR_INIT("tool uninstall"), .act = ACT_REMOVE},
    {.words = STR_INIT("tool run"), .act = ACT_RUN, .first = true},
    {.words = STR_INIT("python install|python upgrade"), .act = ACT_INSTALL, .alone = true},
    {.words = STR_INIT("python uninstall"), .act = ACT_REMOVE, .alone = true},
    {.words = STR_INIT("run"), .act = ACT_RUN, .alone = true},
    {.words = STR_INIT("build"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT("cache clean|cache prune|clean"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("venv|init|python pin|tool update-shell|self "
                       "update|version|auth|publish|format"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("pip compile|pip list|pip freeze|pip show|pip tree|pip "
                       "check|export|tree|tool list|tool dir|python list|python find|python "
                       "dir|cache dir|help"),
     .act = ACT_ASK,
     .alone = true},
};

#define UV_WAYS                                                                                  \
    .family = STR_INIT("uv"), .traces = uv_traces,                                               \
    .trace_count = sizeof uv_traces / sizeof *uv_traces, .short_values = STR_INIT("prceifPCow"), \
    .long_values =                                                                               \
        STR_INIT("--python --requirement --requirements --constraint --constraints "             \
                 "--override --overrides --build-constraint --build-constraints "                \
                 "--editable --index-url --extra-index-url --index --default-index "             \
                 "--find-links --target --prefix --cache-dir --directory --project "             \
                 "--config-file --link-mode --extra --no-extra --group --only-group "            \
                 "--no-group --package --no-install-package --no-build-package "                 \
                 "--no-binary-package --no-binary --only-binary --config-setting "               \
                 "--config-settings --python-version --python-platform "                         \
                 "--python-preference --upgrade-package --refresh-package "                      \
                 "--reinstall-package --index-strategy --keyring-provider --resolution "         \
                 "--prerelease --exclude-newer --with --with-editable "                          \
                 "--with-requirements --from --tag --rev --branch --bounds --env-file "          \
                 "--allow-insecure-host --torch-backend --color --output-file "                  \
                 "--optional --script --install-dir --mirror --managed-python-dir "              \
                 "--prompt --out-dir"),                                                          \
    .names = NAMES_POETRY, .pin = STR_INIT("==")

const Manager manager_uv = {
    .name = STR_INIT("uv"),
    .verbs = uv_verbs,
    .verb_count = sizeof uv_verbs / sizeof *uv_verbs,
    .idle = STR_INIT("--dry-run -h --help -V --version"),
    .source_options = STR_INIT("-e --editable --from"),
    .manifests = STR_INIT("pyproject.toml uv.lock requirements.txt"),
    .manifest_options = STR_INIT("-r --requirement --requirements"),
    UV_WAYS,
};

static const ManagerVerb uvx_verbs[] = {
    {.words = STR_INIT("..."), .act = ACT_RUN, .first = true},
};

const Manager manager_uvx = {
    .name = STR_INIT("uvx"),
    .verbs = uvx_verbs,
    .verb_count = sizeof uvx_verbs / sizeof *uvx_verbs,
    .idle = STR_INIT("-h --help -V --version"),
    .source_options = STR_INIT("--from"),
    UV_WAYS,
};

static const ManagerVerb poetry_verbs[] = {
    {.words = STR_INIT("install|sync"), .act = ACT_INSTALL, .alone = true, .manifest = true},
    {.words = STR_INIT("add"), .act = ACT_INSTALL},
    {.words = STR_INIT("update"), .act = ACT_UPGRADE, .manifest = true},
    {.words = STR_INIT("remove"), .act = ACT_REMOVE},
    {.words = STR_INIT("lock"), .act = ACT_DOWNLOAD, .alone = true, .manifest = true},
    {.words = STR_INIT("run"), .act = ACT_RUN, .alone = true},
    {.words = STR_INIT("build|publish"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT("cache clear"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("self add|self install|plugin add"), .act = ACT_INSTALL},
    {.words = STR_INIT("self update"), .act = ACT_UPGRADE, .alone = true},
    {.words = STR_INIT("config|env use|env remove|source|init|new|version|shell"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("env info|env list|cache "
                       "list|show|check|export|env|search|about|list|help"),
     .act = ACT_ASK,
     .alone = true},
};

static const ManagerTrace poetry_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cache/pypoetry"),
     .acts = ON_INSTALL | ON_UPGRADE | ON_DOWNLOAD,
     .moved_by = STR_INIT("POETRY_CACHE_DIR XDG_CACHE_HOME/pypoetry"),
     .prevented_by = STR_INIT("--no-cache"),
     .cleaned_by = STR_INIT("cache clear")},
};

const Manager manager_poetry = {
    .name = STR_INIT("poetry"),
    .family = STR_INIT("poetry"),
    .verbs = poetry_verbs,
    .verb_count = sizeof poetry_verbs / sizeof *poetry_verbs,
    .traces = poetry_traces,
    .trace_count = sizeof poetry_traces / sizeof *poetry_traces,
    .short_values = STR_INIT("CPEGfo"),
    .long_values = STR_INIT("--directory --project --extras --with --without --only --group "
                            "--source --python --platform --format --output --priority --markers"),
    .asks = ON_CLEAN,
    .yes = STR_INIT("-n --no-interaction"),
    .yes_env = STR_INIT("POETRY_NO_INTERACTION=1"),
    .idle = STR_INIT("--dry-run -h --help -V --version"),
    .names = NAMES_POETRY,
    .pin = STR_INIT("=="),
    .manifests = STR_INIT("pyproject.toml poetry.lock"),
};

static const ManagerVerb pipenv_verbs[] = {
    {.words = STR_INIT("install"), .act = ACT_INSTALL, .manifest = true},
    {.words = STR_INIT("sync"), .act = ACT_INSTALL, .alone = true, .manifest = true},
    {.words = STR_INIT("update|upgrade"), .act = ACT_UPGRADE, .manifest = true},
    {.words = STR_INIT("uninstall"), .act = ACT_REMOVE},
    {.words = STR_INIT("lock"), .act = ACT_DOWNLOAD, .alone = true, .manifest = true},
    {.words = STR_INIT("run|shell"), .act = ACT_RUN, .alone = true},
    {.words = STR_INIT("clean"), .act = ACT_PRUNE, .alone = true},
    {.words = STR_INIT("graph|check|requirements|verify|open|scripts|audit"),
     .act = ACT_ASK,
     .alone = true},
};

static const ManagerTrace pipenv_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cache/pipenv"),
     .acts = ON_INSTALL | ON_UPGRADE | ON_DOWNLOAD,
     .moved_by = STR_INIT("PIPENV_CACHE_DIR XDG_CACHE_HOME/pipenv")},
};

const Manager manager_pipenv = {
    .name = STR_INIT("pipenv"),
    .family = STR_INIT("pipenv"),
    .verbs = pipenv_verbs,
    .verb_count = sizeof pipenv_verbs / sizeof *pipenv_verbs,
    .traces = pipenv_traces,
    .trace_count = sizeof pipenv_traces / sizeof *pipenv_traces,
    .short_values = STR_INIT("rice"),
    .long_values = STR_INIT("--python --requirements --index --pypi-mirror --editable --categories "
                            "--extra-pip-args"),
    .asks = ON_REMOVE,
    .yes = STR_INIT("-y --yes"),
    .idle = STR_INIT("-h --help --version --where --venv --py --rm"),
    .names = NAMES_PIP,
    .pin = STR_INIT("=="),
    .source_options = STR_INIT("-e --editable"),
    .manifests = STR_INIT("Pipfile Pipfile.lock"),
    .manifest_options = STR_INIT("-r --requirements"),
};

/* conda's pkgs lies where conda is installed, and these are the places that installers are given.
 */
static const ManagerVerb conda_verbs[] = {
    {.words = STR_INIT("install"), .act = ACT_INSTALL},
    {.words = STR_INIT("create"), .act = ACT_INSTALL},
    {.words = STR_INIT("env create|env update|env install"),
     .act = ACT_INSTALL,
     .alone = true,
     .manifest = true,
     .quiet = true},
    {.words = STR_INIT("update|upgrade|update-all"), .act = ACT_UPGRADE},
    {.words = STR_INIT("remove|uninstall"), .act = ACT_REMOVE},
    {.words = STR_INIT("env remove"), .act = ACT_REMOVE, .alone = true},
    {.words = STR_INIT("clean"), .act = ACT_CLEAN, .alone = true, .flags = STR_INIT("pfct")},
    {.words = STR_INIT("run"), .act = ACT_RUN, .alone = true},
    {.words = STR_INIT("build|mambabuild|debug"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT("config|init|activate|deactivate|shell|self-update|env "
                       "config|notices|rename"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("list|info|search|env list|env "
                       "export|export|repoquery|compare|doctor|package|verify|convert|render|help"),
     .act = ACT_ASK},
};

static const ManagerTrace conda_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("/opt/conda/pkgs ~/miniconda3/pkgs ~/miniconda/pkgs ~/anaconda3/pkgs "
                      "~/miniforge3/pkgs /opt/miniconda3/pkgs /opt/miniconda/pkgs "
                      "/opt/anaconda3/pkgs /usr/local/miniconda/pkgs /miniconda/pkgs "
                      "~/.conda/pkgs"),
     .acts = ON_INSTALL | ON_UPGRADE,
     .moved_by = STR_INIT("CONDA_PKGS_DIRS CONDA_DIR/pkgs MAMBA_ROOT_PREFIX/pkgs"),
     .cleaned_by = STR_INIT("clean")},
};

static const ManagerTrace micromamba_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("/opt/conda/pkgs ~/micromamba/pkgs ~/.local/share/mamba/pkgs"),
     .acts = ON_INSTALL | ON_UPGRADE,
     .moved_by = STR_INIT("CONDA_PKGS_DIRS --root-prefix/pkgs -r/pkgs MAMBA_ROOT_PREFIX/pkgs"),
     .cleaned_by = STR_INIT("clean")},
};

#define CONDA_WAYS                                                                        \
    .family = STR_INIT("conda"), .verbs = conda_verbs,                                    \
    .verb_count = sizeof conda_verbs / sizeof *conda_verbs,                               \
    .long_values =                                                                        \
        STR_INIT("--name --prefix --channel --file --clone --solver --repodata-fn --cwd " \
                 "--root-prefix --channel-priority --override-frozen --add --set "        \
                 "--append --prepend --remove-key --platform --subdir --category"),       \
    .asks = ON_INSTALL | ON_UPGRADE | ON_REMOVE | ON_CLEAN, .yes = STR_INIT("-y --yes"),  \
    .yes_env = STR_INIT("CONDA_ALWAYS_YES=1 MAMBA_ALWAYS_YES=1 CONDA_YES=1"),             \
    .idle = STR_INIT("-d --dry-run -h --help -V --version"), .names = NAMES_CONDA,        \
    .pin = STR_INIT("="), .manifests = STR_INIT("environment.yml environment.yaml"),      \
    .manifest_options = STR_INIT("-f --file")

const Manager manager_conda = {
    .name = STR_INIT("conda"),
    .traces = conda_traces,
    .trace_count = sizeof conda_traces / sizeof *conda_traces,
    .short_values = STR_INIT("ncpf"),
    CONDA_WAYS,
};

const Manager manager_mamba = {
    .name = STR_INIT("mamba"),
    .traces = conda_traces,
    .trace_count = sizeof conda_traces / sizeof *conda_traces,
    .short_values = STR_INIT("ncpf"),
    CONDA_WAYS,
};

const Manager manager_micromamba = {
    .name = STR_INIT("micromamba"),
    .traces = micromamba_traces,
    .trace_count = sizeof micromamba_traces / sizeof *micromamba_traces,
    .short_values = STR_INIT("ncpfr"),
    CONDA_WAYS,
};

static const ManagerVerb easy_install_verbs[] = {
    {.words = STR_INIT("..."), .act = ACT_INSTALL},
};

const Manager manager_easy_install = {
    .name = STR_INIT("easy_install"),
    .family = STR_INIT("easy_install"),
    .verbs = easy_install_verbs,
    .verb_count = sizeof easy_install_verbs / sizeof *easy_install_verbs,
    .short_values = STR_INIT("difsaxH"),
    .long_values = STR_INIT("--install-dir --index-url --find-links --script-dir --build-directory "
                            "--prefix --allow-hosts"),
    .idle = STR_INIT("-h --help --version -n --dry-run"),
    .names = NAMES_PIP,
    .pin = STR_INIT("=="),
};
