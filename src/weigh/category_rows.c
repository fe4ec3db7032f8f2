#include "weigh/category.h"

/* A row without advice keeps what it names from the rows behind it. */
const CategoryRow category_rows[] = {
    /* ---- package managers of systems ---- */
    {"kept", RECLAIM_INFO,
     "var/lib/apt/lists/lock var/lib/apt/lists/partial var/lib/apt/lists/auxfiles "
     "usr/share/doc/**/copyright usr/share/man/man[0-9] usr/share/locale/locale.alias",
     NULL, 0, false},
    {"apt-lists", RECLAIM_SAFE, "var/lib/apt/lists/**",
     "end the RUN that fetches them with rm -rf /var/lib/apt/lists/*, or mount a cache there", 0,
     false},
    {"apt-archives", RECLAIM_SAFE, "var/cache/apt/archives/*.deb var/cache/apt/*.bin",
     "apt-get clean in the same RUN", 0, false},
    {"dpkg-leftovers", RECLAIM_SAFE,
     "var/lib/dpkg/*-old var/cache/debconf/*-old var/lib/dpkg/info/*.list-new",
     "delete them in the RUN that installs", 0, false},
    {"package-databases", RECLAIM_INFO,
     "var/lib/dpkg/status* var/cache/debconf/* **/rpmdb.sqlite* **/rpm/Packages* lib/apk/db/* "
     "usr/lib/apk/db/* var/lib/dnf/history* etc/ld.so.cache usr/lib/locale/locale-archive "
     "usr/share/mime/mime.cache var/cache/fontconfig/**",
     "install in one RUN: each one stores the database anew", 0, true},
    {"apk-cache", RECLAIM_SAFE, "var/cache/apk/** etc/apk/cache/** lib/apk/cache/**",
     "apk add --no-cache", 0, false},
    {"package-cache", RECLAIM_SAFE,
     "var/cache/{dnf,yum,libdnf5,zypp,PackageKit}/** var/lib/dnf/repos/** var/cache/pacman/pkg/**",
     "dnf, yum, zypper clean all; pacman -Scc: in the same RUN", 0, false},
    {"portage", RECLAIM_SAFE, "var/cache/{distfiles,binpkgs}/** var/db/repos/** var/tmp/portage/**",
     "copy what was built into another stage", 0, false},

    /* ---- package managers of languages ---- */
    {"pip-cache", RECLAIM_SAFE, "**/.cache/pip/** tmp/pip-*/**", "pip install --no-cache-dir", 0,
     false},
    {"python-tool-cache", RECLAIM_SAFE,
     "**/.cache/{uv,pypoetry,pipenv,pdm,virtualenv}/** **/.local/share/uv/cache/**",
     "mount a cache there", 0, false},
    {"conda-packages", RECLAIM_SAFE,
     "**/conda/pkgs/** **/miniconda*/pkgs/** **/anaconda*/pkgs/** **/mambaforge/pkgs/** "
     "**/miniforge*/pkgs/**",
     "conda clean -afy in the same RUN", 0, false},
    {"npm-cache", RECLAIM_SAFE, "**/.npm/{_cacache,_logs}/** **/.cache/node-gyp/** **/.node-gyp/**",
     "npm cache clean --force in the same RUN, or mount a cache there", 0, false},
    {"yarn-cache", RECLAIM_SAFE,
     "**/.cache/yarn/** usr/local/share/.cache/yarn/** **/.yarn/install-state.gz",
     "yarn cache clean in the same RUN, or mount a cache there", 0, false},
    {"yarn-berry-cache", RECLAIM_LIKELY, "**/.yarn/cache/**",
     "needed with Plug'n'Play only: else mount a cache there", 0, false},
    {"script-cache", RECLAIM_SAFE,
     "**/.pnpm-store/** **/.local/share/pnpm/store/** **/.bun/install/cache/** **/.cache/deno/**",
     "mount a cache there", 0, false},
    {"browsers", RECLAIM_LIKELY, "**/.cache/{ms-playwright,puppeteer,Cypress,selenium}/**",
     "tests need them, services do not", 0, false},
    {"go-cache", RECLAIM_SAFE, "**/.cache/go-build/** **/go/pkg/mod/** **/go/pkg/sumdb/**",
     "build in a stage of its own and copy the program", 0, false},
    {"cargo-cache", RECLAIM_SAFE,
     "**/{.cargo,cargo}/{registry,git}/** "
     "**/target/{debug,release}/{deps,build,incremental,.fingerprint}/**",
     "build in a stage of its own and copy the program", 0, false},
    {"rust-toolchains", RECLAIM_REVIEW, "**/{.rustup,rustup}/toolchains/**",
     "build in a stage of its own and copy the program", 0, false},
    {"maven-repository", RECLAIM_SAFE, "**/.m2/repository/**",
     "mount a cache there, or build in a stage of its own", 0, false},
    {"jvm-build-cache", RECLAIM_SAFE,
     "**/.gradle/{caches,wrapper,daemon}/** **/.ivy2/** **/.sbt/** **/.cache/coursier/**",
     "mount a cache there, or build in a stage of its own", 0, false},
    {"php-ruby-cache", RECLAIM_SAFE,
     "**/.composer/cache/** **/.cache/composer/** **/gems/*/cache/*.gem **/.bundle/cache/** "
     "**/vendor/bundle/**/cache/**",
     "clear the cache in the RUN that installs", 0, false},
    {"nuget-packages", RECLAIM_SAFE,
     "**/.nuget/packages/** **/.local/share/NuGet/** **/NuGetScratch/**",
     "publish in a stage of its own and copy the result", 0, false},
    {"dotnet-sdk", RECLAIM_LIKELY, "usr/share/dotnet/sdk/**", "an image with the runtime", 0,
     false},
    {"build-cache", RECLAIM_SAFE, "**/.cache/{ccache,sccache,bazel,bazelisk}/** **/.ccache/**",
     "mount a cache there", 0, false},
    {"models", RECLAIM_REVIEW, "**/.cache/{huggingface,torch,whisper,clip}/** **/nltk_data/**",
     "often wanted; else fetch them when the container starts", 0, false},

    /* ---- what came along with the sources ---- */
    {"version-control", RECLAIM_SAFE, "**/{.git,.hg,.svn,.bzr}/**", "name it in .dockerignore", 0,
     false},
    {"litter", RECLAIM_SAFE, "**/{.DS_Store,Thumbs.db} **/{.idea,.vscode}/** **/*.swp **/._*",
     "name it in .dockerignore", 0, false},
    {"crash-dumps", RECLAIM_SAFE,
     "core core.[0-9]* {root,app,srv,data}/core **/core.[0-9][0-9][0-9]* **/*.hprof",
     "name it in .dockerignore, or delete it in the RUN that makes it", 0, false},
    {"logs", RECLAIM_SAFE, "var/log/** **/npm-debug.log* **/yarn-error.log **/hs_err_pid*.log",
     "delete them in the RUN that writes them", 0, false},
    {"temporary", RECLAIM_SAFE, "tmp/** var/tmp/** run/** root/.cache/** home/*/.cache/**",
     "delete it in the RUN that makes it, or mount a tmpfs there", 0, false},

    /* ---- what is read by people ---- */
    {"documentation", RECLAIM_LIKELY,
     "usr/share/{man,info,doc,doc-base,gtk-doc,help,groff,lintian,linda}/** "
     "usr/local/share/{man,doc}/**",
     "dpkg's path-exclude, or dnf's tsflags=nodocs", 0, false},
    {"locales", RECLAIM_LIKELY, "usr/share/locale/** usr/lib/locale/** usr/share/i18n/**",
     "dpkg's path-exclude, or dnf's install_langs", 0, false},
    {"time-zones", RECLAIM_REVIEW, "usr/share/zoneinfo/**", "only UTC needs none of them", 0,
     false},

    /* ---- what is read by compilers ---- */
    {"debug-symbols", RECLAIM_LIKELY,
     "usr/lib/debug/** **/*.debug **/*.dSYM/** **/*.pdb **/*.js.map **/*.css.map",
     "strip them, and keep them beside the image", 0, false},
    {"unstripped", RECLAIM_LIKELY, "",
     "strip --strip-unneeded in the RUN that makes them, or link with -s", 0, false},
    {"compilers", RECLAIM_REVIEW,
     "usr/lib/gcc/** usr/libexec/gcc/** usr/lib/llvm-*/** usr/local/go/**",
     "build in a stage of its own", 0, false},
    {"static-libraries", RECLAIM_LIKELY,
     "{lib,lib64}/**/lib*.a {lib,lib64}/**/*.la usr/**/{lib,lib64}/**/lib*.a "
     "usr/**/{lib,lib64}/**/*.la usr/{lib,lib64}/**/lib*.a usr/{lib,lib64}/**/*.la",
     "-dev packages belong into the stage that builds", 0, false},
    {"headers", RECLAIM_LIKELY,
     "usr/include/** usr/local/include/** **/pkgconfig/*.pc usr/{lib,share}/**/cmake/**/*.cmake "
     "usr/share/aclocal/**",
     "-dev packages belong into the stage that builds", 0, false},
    {"system-sources", RECLAIM_LIKELY,
     "usr/src/** **/linux-headers-*/** lib/modules/** usr/lib/modules/** boot/** lib/firmware/** "
     "usr/lib/firmware/**",
     "containers use the kernel of their host", 0, false},
    {"jdk", RECLAIM_REVIEW,
     "**/{jvm,java}/*/{jmods,demo,sample,include,man}/** **/{jvm,java}/*/{src.zip,ct.sym} "
     "**/{jvm,java}/*/lib/{src.zip,ct.sym} opt/*/jmods/** opt/*/lib/src.zip",
     "a JRE, or jlink", 0, false},

    /* ---- what packages bring along ---- */
    {"kept", RECLAIM_INFO, "**/node_modules/**/*.d.ts", NULL, 0, false},
    {"tests-and-examples", RECLAIM_LIKELY,
     "**/{site-packages,dist-packages,node_modules,gems,vendor}/**/"
     "{test,tests,__tests__,spec,testing,example,examples,benchmark,benchmarks}/** "
     "usr/lib/python3*/test/** usr/local/lib/python3*/test/**",
     "delete them in the RUN that installs", 0, false},
    {"node-leftovers", RECLAIM_LIKELY,
     "**/node_modules/**/{*.md,*.ts,*.map,*.c,*.cc,*.h,binding.gyp} "
     "**/node_modules/**/{.github,docs}/**",
     "npm prune --omit=dev in the RUN that installs", 0, false},
    {"python-bytecode", RECLAIM_LIKELY, "**/__pycache__/** **/*.pyc **/*.pyo",
     "PYTHONDONTWRITEBYTECODE=1; the price is a slower start", 0, false},
    {"lazy-pull-index", RECLAIM_INFO, "stargz.index.json .prefetch.landmark .no.prefetch.landmark",
     "lets a container start before all of it is pulled", 0, false},
    {"archives", RECLAIM_LIKELY,
     "**/{*.tar,*.tar.gz,*.tgz,*.tar.bz2,*.tar.xz,*.tar.zst,*.zip,*.7z,*.rpm,*.deb,*.apk,*.whl,"
     "*.iso}",
     "fetch, unpack and delete it in one RUN", 1 << 20, false},
};

const size_t category_count = sizeof category_rows / sizeof *category_rows;
