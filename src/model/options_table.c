/* How programs read their words: which options have a value, where options end. One row a program
   or family; what has no row is read as far as any program would. */
#include "model/options_table.h"

const ProgramOptions option_rows[OPTION_ROWS] = {
    [OPTIONS_OF_SHELL] = {.shorts = "oO",
                          .longs = "--rcfile --init-file",
                          .flags = OPTIONS_STOP | OPTIONS_PLUS},
    [OPTIONS_OF_SET] = {.shorts = "o", .flags = OPTIONS_PLUS},
    [OPTIONS_OF_STARTER] = {.flags = OPTIONS_STOP},
    [OPTIONS_OF_COMMAND] = {.flags = OPTIONS_STOP},
    [OPTIONS_OF_EXEC] = {.shorts = "a", .flags = OPTIONS_STOP},
    [OPTIONS_OF_SUDO] =
        {.shorts = "ugphCrtTUDR",
         .longs = "--user --group --prompt --host --close-from --chdir --chroot --role --type "
                  "--other-user --command-timeout",
         .flags = OPTIONS_STOP},
    [OPTIONS_OF_DOAS] = {.shorts = "uCa", .flags = OPTIONS_STOP},
    [OPTIONS_OF_ENV] = {.shorts = "uCS",
                        .longs = "--unset --chdir --split-string",
                        .flags = OPTIONS_STOP},
    [OPTIONS_OF_NICE] = {.shorts = "n", .longs = "--adjustment", .flags = OPTIONS_STOP},
    [OPTIONS_OF_IONICE] = {.shorts = "cnpPu",
                           .longs = "--class --classdata --pid",
                           .flags = OPTIONS_STOP},
    [OPTIONS_OF_TIMEOUT] = {.shorts = "ks",
                            .longs = "--kill-after --signal",
                            .flags = OPTIONS_STOP},
    [OPTIONS_OF_TIME] = {.shorts = "fo", .longs = "--format --output", .flags = OPTIONS_STOP},
    [OPTIONS_OF_STDBUF] = {.shorts = "ioe",
                           .longs = "--input --output --error",
                           .flags = OPTIONS_STOP},
    [OPTIONS_OF_XARGS] =
        {.shorts = "adEILnPs",
         .optional = "eil",
         .longs = "--arg-file --delimiter --max-args --max-procs --max-chars --process-slot-var",
         .flags = OPTIONS_STOP},
    [OPTIONS_OF_CHROOT] = {.longs = "--userspec --groups", .flags = OPTIONS_STOP},
    [OPTIONS_OF_SU] =
        {.shorts = "cgGswT",
         .longs =
             "--command --group --supp-group --shell --session-command --whitelist-environment"},
    [OPTIONS_OF_RUNUSER] = {.shorts = "ucgGsw",
                            .longs =
                                "--user --command --group --supp-group --shell --session-command",
                            .flags = OPTIONS_STOP},
    [OPTIONS_OF_SETPRIV] = {.longs =
                                "--reuid --regid --ruid --euid --rgid --egid --groups --securebits "
                                "--bounding-set --inh-caps --ambient-caps",
                            .flags = OPTIONS_STOP},
    [OPTIONS_OF_CHPST] = {.shorts = "uUbemdofpcrtl/n", .flags = OPTIONS_STOP},
    [OPTIONS_OF_TINI] = {.shorts = "pe", .flags = OPTIONS_STOP},
    [OPTIONS_OF_DUMB_INIT] = {.shorts = "r", .longs = "--rewrite", .flags = OPTIONS_STOP},
    [OPTIONS_OF_FLOCK] = {.shorts = "wE",
                          .longs = "--wait --timeout --conflict-exit-code",
                          .flags = OPTIONS_STOP},
    [OPTIONS_OF_TASKSET] = {.shorts = "TPD",
                            .longs = "--sched-runtime --sched-period --sched-deadline",
                            .flags = OPTIONS_STOP},
    [OPTIONS_OF_XVFB] =
        {.shorts = "efnpsw",
         .longs = "--error-file --auth-file --server-num --xauth-protocol --server-args --wait",
         .flags = OPTIONS_STOP},
    [OPTIONS_OF_WORDS] = {.flags = OPTIONS_NONE},
    [OPTIONS_OF_READ] = {.shorts = "adinNptu"},
    [OPTIONS_OF_MAPFILE] = {.shorts = "dnOsuCc"},
    [OPTIONS_OF_PLAIN] = {.shorts = NULL},
    [OPTIONS_OF_GETOPTS] = {.flags = OPTIONS_NONE},
    [OPTIONS_OF_TAR] =
        {.shorts = "bCfFgHIKLNTVX",
         .longs = "--file --directory --exclude --exclude-from --files-from --transform --xform "
                  "--owner --group --mode --mtime --strip-components --use-compress-program "
                  "--format --listed-incremental --newer --after-date --blocking-factor "
                  "--record-size --suffix --to-command --add-file --starting-file --label --sort "
                  "--level --warning --strip",
         .flags = OPTIONS_OLD},
    [OPTIONS_OF_AR] = {.flags = OPTIONS_OLD},
    [OPTIONS_OF_PS] = {.shorts = "opuUgGtC",
                       .longs = "--pid --user --format",
                       .flags = OPTIONS_OLD},
    [OPTIONS_OF_CURL] =
        {.shorts = "AbcCdDeEFHKmoPQrtTuUwxXyYz",
         .longs = "--output --output-dir --url --header --data --data-raw --data-binary "
                  "--data-urlencode --data-ascii --form --form-string --request --user "
                  "--user-agent --proxy --proxy-user --retry --retry-delay --retry-max-time "
                  "--connect-timeout --max-time --cacert --capath --cert --cert-type --key "
                  "--key-type --pass --ciphers --tls-max --cookie --cookie-jar --referer --range "
                  "--resolve --connect-to --interface --limit-rate --speed-limit --speed-time "
                  "--write-out --upload-file --config --dump-header --max-redirs --max-filesize "
                  "--noproxy --netrc-file --unix-socket --time-cond --etag-save --etag-compare "
                  "--proto --proto-default --proto-redir --create-file-mode --continue-at --stderr "
                  "--trace --trace-ascii --socks5 --socks5-hostname --aws-sigv4 --oauth2-bearer "
                  "--parallel-max --rate --json --url-query --doh-url --hostpubmd5 --local-port "
                  "--keepalive-time --expect100-timeout --happy-eyeballs-timeout-ms"},
    [OPTIONS_OF_WGET] =
        {.shorts = "oaeiBtOTwQlADIXRUPn",
         .longs = "--output-file --append-output --execute --input-file --base --tries "
                  "--output-document --start-pos --timeout --dns-timeout --connect-timeout "
                  "--read-timeout --wait --waitretry --quota --bind-address --limit-rate --user "
                  "--password --prefer-family --default-page --http-user --http-password --header "
                  "--max-redirect --proxy-user --proxy-password --referer --save-cookies "
                  "--load-cookies --user-agent --post-data --post-file --method --body-data "
                  "--body-file --certificate --private-key --ca-certificate --ca-directory "
                  "--secure-protocol --ftp-user --ftp-password --level --accept --reject --domains "
                  "--include-directories --exclude-directories --directory-prefix --cut-dirs "
                  "--progress --retry-on-http-error --report-speed --accept-regex --reject-regex "
                  "--ciphers --compression --config --local-encoding --egd-file --random-file "
                  "--use-askpass --crl-file --pinnedpubkey"},
    [OPTIONS_OF_ARIA2C] =
        {.shorts = "doxsjkilTM",
         .longs = "--dir --out --split --max-connection-per-server --input-file --log --header "
                  "--user-agent --max-concurrent-downloads --min-split-size --timeout --max-tries "
                  "--retry-wait --checksum --file-allocation --referer"},
    [OPTIONS_OF_CP] = {.shorts = "tS",
                       .longs = "--target-directory --suffix --sparse --no-preserve"},
    [OPTIONS_OF_LN] = {.shorts = "tS", .longs = "--target-directory --suffix"},
    [OPTIONS_OF_RM] = {.shorts = NULL},
    [OPTIONS_OF_INSTALL] =
        {.shorts = "gmotS",
         .longs = "--group --mode --owner --strip-program --target-directory --suffix"},
    [OPTIONS_OF_MKDIR] = {.shorts = "m", .optional = "Z", .longs = "--mode"},
    [OPTIONS_OF_MKTEMP] = {.shorts = "p", .longs = "--suffix"},
    [OPTIONS_OF_CHMOD] = {.longs = "--reference", .flags = OPTIONS_MODE},
    [OPTIONS_OF_CHOWN] = {.longs = "--from --reference"},
    [OPTIONS_OF_SETFACL] =
        {.shorts = "mxMX",
         .longs = "--modify --remove --modify-file --remove-file --set --set-file --restore"},
    [OPTIONS_OF_SETCAP] = {.shorts = "n"},
    [OPTIONS_OF_TOUCH] = {.shorts = "drt", .longs = "--date --reference --time"},
    [OPTIONS_OF_TRUNCATE] = {.shorts = "sr", .longs = "--size --reference"},
    [OPTIONS_OF_FALLOCATE] = {.shorts = "lo", .longs = "--length --offset"},
    [OPTIONS_OF_FIND] =
        {.shorts = "D",
         .longs = "-amin -anewer -atime -cmin -cnewer -ctime -fstype -gid -group -ilname -iname "
                  "-inum -ipath -iregex -iwholename -links -lname -maxdepth -mindepth -mmin -mtime "
                  "-name -newer -newermt -path -perm -regex -regextype -samefile -size -type -uid "
                  "-used -user -wholename -xtype -fls -fprint -fprint0 -printf -exec -execdir -ok "
                  "-okdir -context",
         .flags = OPTIONS_PATHS},
    [OPTIONS_OF_SED] = {.shorts = "efl",
                        .optional = "i",
                        .longs = "--expression --file --line-length"},
    [OPTIONS_OF_AWK] = {.shorts = "vFfe",
                        .longs = "--assign --field-separator --file --source",
                        .flags = OPTIONS_STOP},
    [OPTIONS_OF_PERL] = {.shorts = "eEIMm", .optional = "i", .flags = OPTIONS_STOP},
    [OPTIONS_OF_RUBY] = {.shorts = "eIrCEK", .flags = OPTIONS_STOP},
    [OPTIONS_OF_PHP] = {.shorts = "cdfrzBRFES",
                        .longs = "--php-ini --define --file --run",
                        .flags = OPTIONS_STOP},
    [OPTIONS_OF_GREP] =
        {.shorts = "efmABCdD",
         .longs = "--regexp --file --max-count --after-context --before-context --context "
                  "--include --exclude --exclude-from --exclude-dir --label --binary-files "
                  "--directories --devices"},
    [OPTIONS_OF_HEAD] = {.shorts = "ncs", .longs = "--lines --bytes --sleep-interval --pid"},
    [OPTIONS_OF_CUT] = {.shorts = "bcdf",
                        .longs = "--bytes --characters --delimiter --fields --output-delimiter"},
    [OPTIONS_OF_SORT] =
        {.shorts = "koStT",
         .longs = "--key --output --buffer-size --field-separator --temporary-directory --parallel "
                  "--sort"},
    [OPTIONS_OF_TR] = {.shorts = "fsw"},
    [OPTIONS_OF_TEE] = {.shorts = NULL},
    [OPTIONS_OF_DD] = {.flags = OPTIONS_PAIRS},
    [OPTIONS_OF_RSYNC] =
        {.shorts = "efBTM",
         .longs = "--rsh --filter --exclude --include --exclude-from --include-from --files-from "
                  "--rsync-path --chmod --chown --temp-dir --compare-dest --copy-dest --link-dest "
                  "--backup-dir --suffix --block-size --max-size --min-size --timeout --port "
                  "--password-file --log-file --bwlimit --out-format --usermap --groupmap "
                  "--partial-dir --checksum-choice --info --debug"},
    [OPTIONS_OF_SCP] = {.shorts = "cFiJloPSX"},
    [OPTIONS_OF_SSH] = {.shorts = "BbcDEeFIiJLlmOopQRSWw", .flags = OPTIONS_STOP},
    [OPTIONS_OF_SSH_KEYGEN] = {.shorts = "abCDEFfGIKmNnOPRrstTVWwz"},
    [OPTIONS_OF_SSH_KEYSCAN] = {.shorts = "fpTtO"},
    [OPTIONS_OF_PATCH] =
        {.shorts = "dFgiopDrBVYzx",
         .longs = "--directory --fuzz --input --output --strip --ifdef --reject-file --prefix "
                  "--suffix --get --version-control"},
    [OPTIONS_OF_DIFF] = {.shorts = "UCILFWXx", .longs = "--label --exclude --exclude-from --width"},
    [OPTIONS_OF_UNZIP] = {.shorts = "dxP"},
    [OPTIONS_OF_ZIP] = {.shorts = "bnPtixO", .longs = "--exclude --include --password --out"},
    [OPTIONS_OF_SEVENZIP] = {.optional = "opxmt", .flags = OPTIONS_VERB},
    [OPTIONS_OF_UNRAR] = {.flags = OPTIONS_VERB},
    [OPTIONS_OF_GZIP] = {.shorts = "Sp", .longs = "--suffix --processes"},
    [OPTIONS_OF_XZ] = {.shorts = "FCMST",
                       .longs = "--format --check --memlimit --suffix --threads --files"},
    [OPTIONS_OF_ZSTD] = {.shorts = "oDTM", .longs = "--memory"},
    [OPTIONS_OF_CPIO] = {.shorts = "CDEFHIMOR",
                         .longs = "--directory --file --format --owner --pattern-file"},
    [OPTIONS_OF_USERADD] =
        {.shorts = "bcdefgGkKpRsuPZ",
         .longs = "--base-dir --comment --home-dir --home --expiredate --inactive --gid --groups "
                  "--skel --key --password --root --shell --uid --login --prefix --selinux-user"},
    [OPTIONS_OF_ADDUSER] =
        {.shorts = "hgsGuk",
         .longs = "--home --shell --uid --gid --ingroup --gecos --firstuid --lastuid --firstgid "
                  "--lastgid --conf --comment --backup-to"},
    [OPTIONS_OF_GROUPADD] = {.shorts = "gnpKRP",
                             .longs = "--gid --new-name --password --key --root --prefix"},
    [OPTIONS_OF_USERDEL] = {.shorts = "RPinwx", .longs = "--root --prefix"},
    [OPTIONS_OF_GPASSWD] = {.shorts = "adAMQ",
                            .longs = "--add --delete --administrators --members --root"},
    [OPTIONS_OF_CHPASSWD] = {.shorts = "cRs", .longs = "--crypt-method --root --sha-rounds"},
    [OPTIONS_OF_CHSH] = {.shorts = "s", .longs = "--shell"},
    [OPTIONS_OF_MAKE] =
        {.shorts = "CfIoW",
         .optional = "jl",
         .longs = "--directory --file --makefile --include-dir --old-file --assume-old --what-if"},
    [OPTIONS_OF_NINJA] = {.shorts = "Cfjkldtw"},
    [OPTIONS_OF_CMAKE] =
        {.shorts = "SBCDUGTA",
         .optional = "j",
         .longs =
             "--build --install --target --config --prefix --component --preset --toolchain -P"},
    [OPTIONS_OF_MESON] =
        {.shorts = "DC",
         .longs = "--prefix --buildtype --default-library --cross-file --native-file --backend",
         .flags = OPTIONS_VERB},
    [OPTIONS_OF_CONFIGURE] = {.longs = "--prefix --host --build --target --srcdir",
                              .flags = OPTIONS_SINGLE},
    [OPTIONS_OF_GCC] =
        {.longs = "-o -x -I -L -l -D -U -include -isystem -T -Xlinker -MF -MT -MQ -arch -target",
         .flags = OPTIONS_SINGLE},
    [OPTIONS_OF_GO] = {.shorts = "oC",
                       .longs =
                           "-o -C -ldflags -gcflags -asmflags -tags -mod -modfile -p -covermode "
                           "-coverprofile -run -timeout -pkgdir -buildmode -installsuffix -overlay "
                           "-toolexec -count -exec",
                       .flags = OPTIONS_SINGLE},
    [OPTIONS_OF_MAVEN] =
        {.shorts = "fsPTpl",
         .longs = "-f -s -gs -P -T -pl -t -l -b -rf --file --settings --activate-profiles "
                  "--threads --projects --global-settings --log-file",
         .flags = OPTIONS_SINGLE},
    [OPTIONS_OF_LD] = {.longs = "-o -L -l -T -e -m -rpath", .flags = OPTIONS_SINGLE},
    [OPTIONS_OF_STRIP] =
        {.shorts = "FIOKNoR",
         .longs = "--target --input-target --output-target --keep-symbol --remove-section "
                  "--strip-symbol"},
    [OPTIONS_OF_LDCONFIG] = {.shorts = "fCn"},
    [OPTIONS_OF_PYTHON] = {.shorts = "cmWXQ",
                           .longs = "--check-hash-based-pycs",
                           .last = "-c -m",
                           .flags = OPTIONS_STOP},
    [OPTIONS_OF_JAVA] =
        {.longs = "-cp -classpath --class-path -jar -p --module-path -m --module --add-modules",
         .last = "-jar -m",
         .flags = OPTIONS_STOP | OPTIONS_SINGLE},
    [OPTIONS_OF_JAVAC] =
        {.longs = "-cp -classpath -d -s -source -target -encoding -sourcepath --release",
         .flags = OPTIONS_SINGLE},
    [OPTIONS_OF_JAR] = {.shorts = "fmeC",
                        .longs = "--file --manifest --main-class",
                        .flags = OPTIONS_OLD},
    [OPTIONS_OF_KEYTOOL] =
        {.longs = "-alias -file -keystore -storepass -keypass -storetype -dname -validity -keyalg "
                  "-keysize -srckeystore -destkeystore -srcstorepass -deststorepass -ext",
         .flags = OPTIONS_SINGLE},
    [OPTIONS_OF_NODE] = {.shorts = "eprC",
                         .longs =
                             "--eval --print --require --conditions --loader --import --env-file",
                         .flags = OPTIONS_STOP},
    [OPTIONS_OF_OPENSSL] =
        {.longs = "-in -out -inform -outform -key -keyout -keyform -days -subj -newkey -passin "
                  "-passout -config -CA -CAkey -CAfile -CApath -extfile -extensions -signkey "
                  "-connect -servername -pass -k -K -iv -name -inkey -certfile -set_serial "
                  "-algorithm -pkeyopt -rand -cert -md",
         .flags = OPTIONS_VERB | OPTIONS_SINGLE},
    [OPTIONS_OF_GPG] =
        {.shorts = "ourN",
         .longs = "--output --keyserver --homedir --keyring --options --status-fd --passphrase "
                  "--passphrase-fd --passphrase-file --default-key --local-user --recipient "
                  "--keyserver-options --logger-fd --command-fd --pinentry-mode --digest-algo "
                  "--cipher-algo --compress-algo --primary-keyring --secret-keyring --trustdb-name "
                  "--trust-model --trusted-key --import-options --export-options --auto-key-locate "
                  "--faked-system-time"},
    [OPTIONS_OF_APT_KEY] = {.longs =
                                "--keyring --keyserver --homedir --keyserver-options --options",
                            .flags = OPTIONS_VERB},
    [OPTIONS_OF_ADD_APT_REPOSITORY] =
        {.shorts = "kspcPUS",
         .longs = "--keyserver --pocket --component --ppa --uri --sourceslist"},
    [OPTIONS_OF_DPKG] = {.optional = "D",
                         .longs =
                             "--root --admindir --instdir --add-architecture --remove-architecture "
                             "--path-exclude --path-include"},
    [OPTIONS_OF_DPKG_QUERY] = {.shorts = "f", .longs = "--showformat --admindir"},
    [OPTIONS_OF_RPM] =
        {.shorts = "DEr",
         .longs = "--define --eval --root --dbpath --relocate --prefix --excludepath --queryformat "
                  "--qf --rcfile --macros"},
    [OPTIONS_OF_UPDATE_ALTERNATIVES] = {.longs = "--altdir --admindir --log"},
    [OPTIONS_OF_UPDATE_RC] = {.shorts = NULL},
    [OPTIONS_OF_SYSTEMCTL] = {.shorts = "tpHM",
                              .longs = "--type --property --host --root",
                              .flags = OPTIONS_VERB},
    [OPTIONS_OF_GIT] = {.shorts = "Cc",
                        .longs = "--git-dir --work-tree --namespace --super-prefix --config-env",
                        .flags = OPTIONS_VERB},
    [OPTIONS_OF_HG] = {.shorts = "RE",
                       .longs = "--repository --cwd --config --encoding",
                       .flags = OPTIONS_VERB},
    [OPTIONS_OF_SVN] =
        {.shorts = "rcF",
         .longs = "--revision --username --password --depth --config-dir --config-option --message "
                  "--file",
         .flags = OPTIONS_VERB},
    [OPTIONS_OF_DOCKER] =
        {.longs = "--config --context --host --log-level --namespace --region --profile --output",
         .flags = OPTIONS_VERB},
    [OPTIONS_OF_DATE] = {.shorts = "dfrs",
                         .optional = "I",
                         .longs = "--date --file --reference --set"},
    [OPTIONS_OF_SLEEP] = {.shorts = NULL},
    [OPTIONS_OF_LS] = {.shorts = "ITw", .longs = "--ignore --hide --width --tabsize"},
    [OPTIONS_OF_DU] = {.shorts = "dBtx",
                       .longs =
                           "--max-depth --block-size --threshold --exclude --exclude-from --type "
                           "--exclude-type"},
    [OPTIONS_OF_STAT] = {.shorts = "c", .longs = "--format --printf"},
    [OPTIONS_OF_READLINK] = {.longs = "--relative-to --relative-base"},
    [OPTIONS_OF_SEQ] = {.shorts = "fs", .longs = "--format --separator"},
    [OPTIONS_OF_NPROC] = {.longs = "--ignore"},
    [OPTIONS_OF_BASE64] = {.shorts = "w", .longs = "--wrap"},
    [OPTIONS_OF_SUMS] = {.shorts = NULL},
    [OPTIONS_OF_SHASUM] = {.shorts = "a", .longs = "--algorithm"},
    [OPTIONS_OF_SPLIT] = {.shorts = "abCln",
                          .longs = "--bytes --lines --number --suffix-length --additional-suffix"},
    [OPTIONS_OF_MOUNT] = {.shorts = "tLUO", .longs = "--types --options --label --source --target"},
    [OPTIONS_OF_MKNOD] = {.shorts = "m", .longs = "--mode"},
    [OPTIONS_OF_LOCALEDEF] = {.shorts = "cfiuA",
                              .longs =
                                  "--charmap --inputfile --repertoire-map --alias-file --prefix"},
    [OPTIONS_OF_ID] = {.shorts = "s", .longs = "--service"},
    [OPTIONS_OF_PKILL] = {.shorts = "cfFgGPstuU"},
    [OPTIONS_OF_CRONTAB] = {.shorts = "u"},
    [OPTIONS_OF_ENVSUBST] = {.shorts = NULL},
    [OPTIONS_OF_JQ] = {.shorts = "fL", .longs = "--from-file --indent"},
    [OPTIONS_OF_XXD] = {.shorts = "clsongAjNtwe"},
    [OPTIONS_OF_MYSQL] = {.shorts = "hPSDe",
                          .optional = "p",
                          .longs = "--host --port --socket --database --execute --user"},
    [OPTIONS_OF_PSQL] = {.shorts = "cdfhpULovPT",
                         .longs = "--command --dbname --file --host --port --username"},
};
