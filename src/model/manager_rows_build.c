#include "model/manager_parts.h"

static const ManagerVerb go_verbs[] = {
    {.words = STR_INIT("install|get"), .act = ACT_INSTALL},
    {.words = STR_INIT("mod download"), .act = ACT_DOWNLOAD, .manifest = true},
    {.words = STR_INIT("mod tidy|mod vendor|mod verify|work sync|work vendor"),
     .act = ACT_DOWNLOAD,
     .alone = true,
     .manifest = true},
    {.words = STR_INIT("build"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT("run"), .act = ACT_RUN, .first = true},
    {.words = STR_INIT("test|vet|generate|tool"), .act = ACT_RUN, .alone = true},
    {.words = STR_INIT("clean -modcache|clean --modcache"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("clean -cache|clean --cache"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("clean"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("mod init|mod edit|work init|work use|env -w|work|telemetry"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("env|version|list|doc|fmt|help|mod graph|mod why|bug"),
     .act = ACT_ASK,
     .alone = true},
};

static const ManagerTrace go_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/go/pkg/mod /go/pkg/mod"),
     .acts = ON_INSTALL | ON_DOWNLOAD | ON_BUILD,
     .images = STR_INIT("golang=/go/pkg/mod"),
     .moved_by = STR_INIT("GOMODCACHE GOPATH/pkg/mod"),
     .prevented_by = STR_INIT("-mod=vendor --mod=vendor"),
     .cleaned_by = STR_INIT("clean -modcache")},
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cache/go-build"),
     .acts = ON_INSTALL | ON_BUILD,
     .moved_by = STR_INIT("GOCACHE XDG_CACHE_HOME/go-build"),
     .cleaned_by = STR_INIT("clean -cache")},
};

const Manager manager_go = {
    .name = STR_INIT("go"),
    .family = STR_INIT("go"),
    .option_words = true,
    .verbs = go_verbs,
    .verb_count = sizeof go_verbs / sizeof *go_verbs,
    .traces = go_traces,
    .trace_count = sizeof go_traces / sizeof *go_traces,
    .long_values = STR_INIT("-o -p -tags -ldflags -gcflags -asmflags -gccgoflags -mod -modfile "
                            "-overlay -pkgdir -toolexec -buildmode -compiler -installsuffix -exec "
                            "-C -pgo -coverpkg -covermode -coverprofile -run -bench -count "
                            "-timeout -parallel -cpu -vet -vettool --o --p --tags --ldflags "
                            "--gcflags --asmflags --mod --modfile --buildmode --compiler "
                            "--installsuffix --exec --run --count --timeout --parallel"),
    .idle = STR_INIT("-n -h -help --help"),
    .fetch_only = STR_INIT("-d"),
    .names = NAMES_GO,
    .pin = STR_INIT("@"),
    .manifests = STR_INIT("go.mod go.sum"),
};

static const ManagerVerb cargo_verbs[] = {
    {.words = STR_INIT("install|binstall"), .act = ACT_INSTALL},
    {.words = STR_INIT("build|b|rustc|zigbuild|auditable build|chef cook|bundle|leptos build"),
     .act = ACT_BUILD,
     .alone = true},
    {.words = STR_INIT("fetch|vendor|update|generate-lockfile"),
     .act = ACT_DOWNLOAD,
     .alone = true,
     .manifest = true},
    {.words = STR_INIT("run|r|test|t|nextest|check|c|clippy|bench|doc|watch|make|tarpaulin"),
     .act = ACT_RUN,
     .alone = true},
    {.words = STR_INIT("uninstall"), .act = ACT_REMOVE},
    {.words = STR_INIT("cache"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("clean"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("add|remove|rm|new|init|login|logout|config|chef "
                       "prepare|fmt|fix|publish|package|strip|component|generate"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT(""
                       "search|metadata|tree|version|pkgid|locate-project|info|help|read-manifest|"
                       "verify-project|audit|deny"),
     .act = ACT_ASK,
     .alone = true},
};

static const ManagerTrace cargo_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cargo/registry /usr/local/cargo/registry"),
     .acts = ON_INSTALL | ON_BUILD | ON_DOWNLOAD,
     .images = STR_INIT("rust=/usr/local/cargo/registry"),
     .moved_by = STR_INIT("CARGO_HOME/registry"),
     .cleaned_by = STR_INIT("cache")},
};

const Manager manager_cargo = {
    .name = STR_INIT("cargo"),
    .family = STR_INIT("cargo"),
    .verbs = cargo_verbs,
    .verb_count = sizeof cargo_verbs / sizeof *cargo_verbs,
    .traces = cargo_traces,
    .trace_count = sizeof cargo_traces / sizeof *cargo_traces,
    .short_values = STR_INIT("pFjZC"),
    .long_values = STR_INIT("--package --features --jobs --target --target-dir --manifest-path "
                            "--profile --bin --example --test --bench --message-format --color "
                            "--config --version --vers --git --branch --tag --rev --path --root "
                            "--index --registry --exclude --out-dir --artifact-dir --recipe-path "
                            "--lockfile-path --strategies --directory"),
    .idle = STR_INIT("--dry-run -h --help -V --list"),
    .names = NAMES_AT,
    .pin = STR_INIT("@"),
    .version_options = STR_INIT("--version --vers"),
    .source_options = STR_INIT("--git --path"),
    .manifests = STR_INIT("Cargo.toml Cargo.lock"),
};

static const ManagerVerb rustup_verbs[] = {
    {.words = STR_INIT("toolchain install|toolchain add|install|default"), .act = ACT_INSTALL},
    {.words = STR_INIT("update|upgrade|toolchain update"), .act = ACT_UPGRADE},
    {.words = STR_INIT("target add|target install|component add"), .act = ACT_INSTALL},
    {.words = STR_INIT("toolchain uninstall|toolchain remove|uninstall|target remove|target "
                       "uninstall|component remove"),
     .act = ACT_REMOVE},
    {.words = STR_INIT("self uninstall"), .act = ACT_REMOVE, .alone = true},
    {.words = STR_INIT("self update|self upgrade-data|override set|toolchain "
                       "link|set|override|completions"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("show|which|doc|man|check|target list|component list|toolchain "
                       "list|help"),
     .act = ACT_ASK,
     .alone = true},
    {.words = STR_INIT("run"), .act = ACT_RUN, .alone = true},
};

const Manager manager_rustup = {
    .name = STR_INIT("rustup"),
    .family = STR_INIT("rustup"),
    .verbs = rustup_verbs,
    .verb_count = sizeof rustup_verbs / sizeof *rustup_verbs,
    .short_values = STR_INIT("ct"),
    .long_values = STR_INIT("--component --target --toolchain --profile --path"),
    .idle = STR_INIT("-h --help -V --version"),
    .names = NAMES_PLAIN,
};

static const ManagerVerb rustup_init_verbs[] = {
    {.words = STR_INIT(""), .act = ACT_INSTALL, .alone = true},
    {.words = STR_INIT("..."), .act = ACT_INSTALL, .alone = true},
};

const Manager manager_rustup_init = {
    .name = STR_INIT("rustup-init"),
    .family = STR_INIT("rustup"),
    .verbs = rustup_init_verbs,
    .verb_count = sizeof rustup_init_verbs / sizeof *rustup_init_verbs,
    .short_values = STR_INIT("ct"),
    .long_values = STR_INIT("--component --target --default-toolchain --default-host --profile"),
    .asks = ON_INSTALL,
    .yes = STR_INIT("-y"),
    .idle = STR_INIT("-h --help -V --version"),
    .names = NAMES_PLAIN,
};

static const ManagerVerb mvn_verbs[] = {
    {.words = STR_INIT("dependency:purge-local-repository"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("dependency:*"), .act = ACT_DOWNLOAD, .alone = true, .manifest = true},
    {.words = STR_INIT("clean|clean:clean"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("spring-boot:run|exec:*|jetty:*|tomcat7:run|quarkus:dev"),
     .act = ACT_RUN,
     .alone = true},
    {.words = STR_INIT("help:*|versions:display*|--version"), .act = ACT_ASK, .alone = true},
    {.words = STR_INIT("versions:*|wrapper:*|archetype:*|license:*|release:*|build-helper:*"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("*"), .act = ACT_BUILD, .alone = true},
};

static const ManagerTrace mvn_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.m2/repository"),
     .acts = ON_DOWNLOAD | ON_BUILD | ON_RUN | ON_CONFIG,
     .moved_by = STR_INIT("-Dmaven.repo.local")},
};

const Manager manager_mvn = {
    .name = STR_INIT("mvn"),
    .family = STR_INIT("mvn"),
    .goals = true,
    .option_words = true,
    .verbs = mvn_verbs,
    .verb_count = sizeof mvn_verbs / sizeof *mvn_verbs,
    .traces = mvn_traces,
    .trace_count = sizeof mvn_traces / sizeof *mvn_traces,
    .long_values = STR_INIT("-f -P -s -pl -rf -T -gs -gt -t -l -b -D --file --activate-profiles "
                            "--settings --projects --resume-from --threads --global-settings "
                            "--toolchains --log-file --builder --define --encrypt-password"),
    .idle = STR_INIT("-v --version -h --help"),
    .names = NAMES_PLAIN,
    .manifests = STR_INIT("pom.xml"),
};

static const ManagerVerb gradle_verbs[] = {
    {.words = STR_INIT(
         ""
         "dependencies|downloadDependencies|resolveDependencies|getDeps|androidDependencies"),
     .act = ACT_DOWNLOAD,
     .alone = true,
     .manifest = true},
    {.words = STR_INIT("clean|cleanBuildCache"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("run|bootRun|test|check"), .act = ACT_RUN, .alone = true},
    {.words = STR_INIT("wrapper|init"), .act = ACT_CONFIG, .alone = true},
    {.words = STR_INIT("tasks|projects|properties|help"), .act = ACT_ASK, .alone = true},
    {.words = STR_INIT("*"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT(""), .act = ACT_BUILD, .alone = true},
};

static const ManagerTrace gradle_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.gradle"),
     .acts = ON_DOWNLOAD | ON_BUILD | ON_RUN | ON_CONFIG,
     .moved_by = STR_INIT("-g --gradle-user-home GRADLE_USER_HOME")},
};

const Manager manager_gradle = {
    .name = STR_INIT("gradle"),
    .family = STR_INIT("gradle"),
    .goals = true,
    .option_words = true,
    .verbs = gradle_verbs,
    .verb_count = sizeof gradle_verbs / sizeof *gradle_verbs,
    .traces = gradle_traces,
    .trace_count = sizeof gradle_traces / sizeof *gradle_traces,
    .long_values = STR_INIT("-p -b -c -g -I -x -D -P --project-dir --build-file --settings-file "
                            "--init-script --gradle-user-home --exclude-task --max-workers "
                            "--console --warning-mode --project-cache-dir --include-build "
                            "--configuration-cache-problems --dependency-verification --priority "
                            "--tests --project-prop --system-prop --gradle-version "
                            "--distribution-type"),
    .idle = STR_INIT("-v --version -h --help -? --stop --status"),
    .names = NAMES_PLAIN,
    .manifests = STR_INIT("build.gradle build.gradle.kts settings.gradle settings.gradle.kts "
                          "gradle.properties"),
};

static const ManagerVerb sbt_verbs[] = {
    {.words = STR_INIT("update"), .act = ACT_DOWNLOAD, .alone = true, .manifest = true},
    {.words = STR_INIT("clean|cleanFiles"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("run*|test*"), .act = ACT_RUN, .alone = true},
    {.words = STR_INIT("about|help|tasks|projects|version|sbtVersion|exit"),
     .act = ACT_ASK,
     .alone = true},
    {.words = STR_INIT("*"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT(""), .act = ACT_RUN, .alone = true},
};

static const ManagerTrace sbt_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cache/coursier ~/.ivy2"),
     .acts = ON_DOWNLOAD | ON_BUILD | ON_RUN | ON_ASK,
     .moved_by = STR_INIT("COURSIER_CACHE -Dsbt.ivy.home -ivy XDG_CACHE_HOME/coursier")},
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.sbt"),
     .acts = ON_DOWNLOAD | ON_BUILD | ON_RUN | ON_ASK,
     .moved_by = STR_INIT("-Dsbt.global.base -sbt-dir")},
};

const Manager manager_sbt = {
    .name = STR_INIT("sbt"),
    .family = STR_INIT("sbt"),
    .goals = true,
    .option_words = true,
    .verbs = sbt_verbs,
    .verb_count = sizeof sbt_verbs / sizeof *sbt_verbs,
    .traces = sbt_traces,
    .trace_count = sizeof sbt_traces / sizeof *sbt_traces,
    .long_values = STR_INIT("-mem -ivy -sbt-version -sbt-dir -sbt-boot -jvm-debug -java-home "
                            "-sbt-jar -script"),
    .idle = STR_INIT("-h --help --script-version --version -V"),
    .names = NAMES_PLAIN,
    .manifests = STR_INIT("build.sbt project/build.properties project/plugins.sbt"),
};

static const ManagerVerb dotnet_verbs[] = {
    {.words = STR_INIT("restore"), .act = ACT_DOWNLOAD, .alone = true, .manifest = true},
    {.words = STR_INIT("build|publish|pack|msbuild|build-server|store"),
     .act = ACT_BUILD,
     .alone = true},
    {.words = STR_INIT("tool install|workload install"), .act = ACT_INSTALL},
    {.words = STR_INIT("tool update|workload update"), .act = ACT_UPGRADE},
    {.words = STR_INIT("tool uninstall|workload uninstall"), .act = ACT_REMOVE},
    {.words = STR_INIT("tool restore|workload restore"),
     .act = ACT_INSTALL,
     .alone = true,
     .manifest = true},
    {.words = STR_INIT("add package|add * package|package add|new install"), .act = ACT_INSTALL},
    {.words = STR_INIT("remove package|remove * package|package remove|new uninstall"),
     .act = ACT_REMOVE},
    {.words = STR_INIT("clean"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("nuget locals"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("list|help|tool list|workload list|search"), .act = ACT_ASK, .alone = true},
    {.words = STR_INIT(
         ""
         "new|sln|dev-certs|nuget|add|remove|reference|tool|user-secrets|workload|completions"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("*"), .act = ACT_RUN, .alone = true},
};

static const ManagerTrace dotnet_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.nuget/packages"),
     .acts = ON_DOWNLOAD,
     .cleaned_by = STR_INIT("nuget locals"),
     .moved_by = STR_INIT("--packages NUGET_PACKAGES")},
};

const Manager manager_dotnet = {
    .name = STR_INIT("dotnet"),
    .family = STR_INIT("dotnet"),
    .option_words = true,
    .verbs = dotnet_verbs,
    .verb_count = sizeof dotnet_verbs / sizeof *dotnet_verbs,
    .traces = dotnet_traces,
    .trace_count = sizeof dotnet_traces / sizeof *dotnet_traces,
    .long_values = STR_INIT("-c -o -f -r -v -s -a -l -p --configuration --output --framework "
                            "--runtime --verbosity --source --arch --os --project --version "
                            "--tool-path --add-source --configfile --packages --manifest "
                            "--tool-manifest --version-suffix --launch-profile --logger --filter "
                            "--results-directory --settings --package-directory --collect "
                            "--artifacts-path --roll-forward --fx-version --depsfile "
                            "--runtimeconfig --additionalprobingpath --language --name "
                            "--from-rollback-file --from-cache"),
    .idle = STR_INIT("-h --help --info --list-sdks --list-runtimes"),
    .names = NAMES_AT,
    .pin = STR_INIT("@"),
    .version_options = STR_INIT("--version"),
    .manifests = STR_INIT("*.csproj *.sln *.fsproj nuget.config global.json"),
};

static const ManagerVerb nuget_verbs[] = {
    {.words = STR_INIT("restore"), .act = ACT_DOWNLOAD, .alone = true, .manifest = true},
    {.words = STR_INIT("install"), .act = ACT_INSTALL},
    {.words = STR_INIT("update"), .act = ACT_UPGRADE},
    {.words = STR_INIT("locals"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("sources|source|config|setapikey|push|delete|init|add"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("list|search|help|spec|verify"), .act = ACT_ASK, .alone = true},
    {.words = STR_INIT("pack"), .act = ACT_BUILD, .alone = true},
};

static const ManagerTrace nuget_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.nuget/packages ~/.local/share/NuGet/Cache"),
     .acts = ON_DOWNLOAD | ON_INSTALL,
     .cleaned_by = STR_INIT("locals"),
     .moved_by = STR_INIT("NUGET_PACKAGES")},
};

const Manager manager_nuget = {
    .name = STR_INIT("nuget"),
    .family = STR_INIT("nuget"),
    .option_words = true,
    .verbs = nuget_verbs,
    .verb_count = sizeof nuget_verbs / sizeof *nuget_verbs,
    .traces = nuget_traces,
    .trace_count = sizeof nuget_traces / sizeof *nuget_traces,
    .long_values = STR_INIT("-Source -source -OutputDirectory -outputdirectory -Version -version "
                            "-ConfigFile -configfile -PackagesDirectory -packagesdirectory "
                            "-SolutionDirectory -Verbosity -verbosity -Framework -FallbackSource "
                            "-MSBuildVersion -MSBuildPath -Name -UserName -Password -ApiKey"),
    .idle = STR_INIT("-help -h -?"),
    .names = NAMES_PLAIN,
    .version_options = STR_INIT("-Version -version"),
    .manifests = STR_INIT("packages.config"),
};

static const ManagerVerb cabal_verbs[] = {
    {.words = STR_INIT("update|v2-update|new-update|v1-update"), .act = ACT_REFRESH, .alone = true},
    {.words = STR_INIT("install|v2-install|new-install|v1-install"),
     .act = ACT_INSTALL,
     .manifest = true},
    {.words = STR_INIT("fetch|get|unpack"), .act = ACT_DOWNLOAD},
    {.words = STR_INIT(""
                       "build|v2-build|new-build|v1-build|configure|v2-configure|new-configure|v1-"
                       "configure|sdist|haddock"),
     .act = ACT_BUILD,
     .alone = true},
    {.words = STR_INIT("run|exec|test|repl|bench|v2-run|new-run|v2-test|v2-exec|new-exec"),
     .act = ACT_RUN,
     .alone = true},
    {.words = STR_INIT("clean|v2-clean|new-clean"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("user-config|init|sandbox|freeze|copy|register"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("list|info|check|path|list-bin|help|outdated"),
     .act = ACT_ASK,
     .alone = true},
};

static const ManagerTrace cabal_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.cabal/packages ~/.cache/cabal/packages"),
     .acts = ON_REFRESH | ON_INSTALL | ON_DOWNLOAD | ON_BUILD,
     .moved_by = STR_INIT("CABAL_DIR/packages XDG_CACHE_HOME/cabal/packages")},
};

const Manager manager_cabal = {
    .name = STR_INIT("cabal"),
    .family = STR_INIT("cabal"),
    .verbs = cabal_verbs,
    .verb_count = sizeof cabal_verbs / sizeof *cabal_verbs,
    .traces = cabal_traces,
    .trace_count = sizeof cabal_traces / sizeof *cabal_traces,
    .short_values = STR_INIT("wf"),
    .long_values = STR_INIT("--with-compiler --with-ghc --installdir --bindir --install-method "
                            "--constraint --flags --flag --prefix --symlink-bindir "
                            "--overwrite-policy --store-dir --builddir --ghc-options --ghc-option "
                            "--extra-include-dirs --extra-lib-dirs --package-env --allow-newer "
                            "--project-file --config-file --index-state --max-backjumps --libdir "
                            "--libsubdir --datadir"),
    .idle = STR_INIT("--dry-run -h --help -V --version --numeric-version"),
    .names = NAMES_DASH,
    .pin = STR_INIT("-"),
    .manifests = STR_INIT("*.cabal cabal.project cabal.project.freeze"),
};

static const ManagerVerb stack_verbs[] = {
    {.words = STR_INIT("install"), .act = ACT_INSTALL, .manifest = true},
    {.words = STR_INIT("build|test|bench|haddock|sdist"), .act = ACT_BUILD, .alone = true},
    {.words = STR_INIT("setup"), .act = ACT_INSTALL, .alone = true, .manifest = true},
    {.words = STR_INIT("update"), .act = ACT_REFRESH, .alone = true},
    {.words = STR_INIT("config set|upgrade|config|init|new|docker"),
     .act = ACT_CONFIG,
     .alone = true},
    {.words = STR_INIT("unpack"), .act = ACT_DOWNLOAD},
    {.words = STR_INIT("exec|run|ghc|ghci|runghc|runhaskell|script|eval"),
     .act = ACT_RUN,
     .alone = true},
    {.words = STR_INIT("clean|purge"), .act = ACT_CLEAN, .alone = true},
    {.words = STR_INIT("path|list|ls|dot|query|templates|uninstall"),
     .act = ACT_ASK,
     .alone = true},
};

static const ManagerTrace stack_traces[] = {
    {.kind = TRACE_CACHE,
     .path = STR_INIT("~/.stack"),
     .acts = ON_INSTALL | ON_BUILD | ON_REFRESH | ON_DOWNLOAD,
     .moved_by = STR_INIT("--stack-root STACK_ROOT")},
};

const Manager manager_stack = {
    .name = STR_INIT("stack"),
    .family = STR_INIT("stack"),
    .verbs = stack_verbs,
    .verb_count = sizeof stack_verbs / sizeof *stack_verbs,
    .traces = stack_traces,
    .trace_count = sizeof stack_traces / sizeof *stack_traces,
    .short_values = STR_INIT("jw"),
    .long_values = STR_INIT("--resolver --snapshot --stack-yaml --local-bin-path --ghc-options "
                            "--flag --jobs --work-dir --stack-root --compiler --arch "
                            "--extra-include-dirs --extra-lib-dirs --setup-info-yaml --package "
                            "--skip --verbosity --color --ghc-variant --test-arguments "
                            "--cabal-verbosity"),
    .idle = STR_INIT("--dry-run -h --help --version --numeric-version"),
    .names = NAMES_DASH,
    .pin = STR_INIT("-"),
    .manifests = STR_INIT("stack.yaml stack.yaml.lock package.yaml *.cabal"),
};
