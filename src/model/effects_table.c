#include "model/effects_programs.h"
#include "model/names.h"

/* What programs do to files. Sorted by name, as the search needs it. A program that is in neither
   table does something unknown. */

static const char user_files[] =
    "/etc/passwd* /etc/shadow* /etc/group* /etc/gshadow* /etc/subuid* /etc/subgid* /etc/.pwd.lock "
    "/var/log/*log";

static const Program sources = {.read = program_source, .silent = true};
static const Program packs_7z = {.read = program_7z};
static const Program works_here = {.read = program_here};
static const Program sets_apache = {.read = program_places,
                                    .kind = EFFECT_CHANGE,
                                    .reach = REACH_TREE,
                                    .brings = BRINGS_SYSTEM,
                                    .places = "/etc/apache2 /var/lib/apache2"};
static const Program sets_users = {.read = program_places,
                                   .kind = EFFECT_CHANGE,
                                   .brings = BRINGS_SYSTEM,
                                   .places = user_files,
                                   .silent = true};
static const Program do_adduser = {.read = program_adduser,
                                   .kind = EFFECT_CHANGE,
                                   .brings = BRINGS_SYSTEM,
                                   .options = "-h --home",
                                   .places = user_files};
static const Program sets_rpm_keys = {.read = program_places,
                                      .kind = EFFECT_CHANGE,
                                      .reach = REACH_TREE,
                                      .brings = BRINGS_SYSTEM,
                                      .places = "/var/lib/rpm /usr/lib/sysimage/rpm"};
static const Program do_alternatives = {.read = program_alternatives,
                                        .kind = EFFECT_CHANGE,
                                        .reach = REACH_TREE,
                                        .brings = BRINGS_SYSTEM,
                                        .places =
                                            "/etc/alternatives /var/lib/dpkg/alternatives "
                                            "/var/lib/alternatives /var/log/alternatives.log"};
static const Program do_apt_mark = {.read = program_places,
                                    .kind = EFFECT_CHANGE,
                                    .reach = REACH_TREE,
                                    .brings = BRINGS_SYSTEM,
                                    .places = "/var/lib/apt/extended_states /var/lib/dpkg"};
static const Program do_ar = {.read = program_ar};
static const Program do_aria2c = {.read = program_downloader, .options = "-o --out"};
static const Program runs_script = {.read = program_shell};
static const Program scripts_awk = {.read = program_awk};
static const Program do_axel = {.read = program_downloader, .options = "-o --output"};
static const Program do_tar = {.read = program_tar};
static const Program do_unxz = {.read = program_squeeze, .brings = BRINGS_UNPACK};
static const Program do_bzip2 = {.read = program_squeeze, .brings = BRINGS_COPY, .places = ".bz2"};
static const Program compiles = {
    .read = program_output_or_here, .brings = BRINGS_BUILD, .options = "-o"};
static const Program do_chattr = {.read = program_behind_first,
                                  .kind = EFFECT_META,
                                  .reach = REACH_EITHER,
                                  .tree = "-R",
                                  .silent = true};
static const Program do_chgrp = {.read = program_behind_first,
                                 .kind = EFFECT_META,
                                 .reach = REACH_EITHER,
                                 .tree = "-R --recursive",
                                 .silent = true};
static const Program do_chkconfig = {.read = program_places,
                                     .kind = EFFECT_CHANGE,
                                     .reach = REACH_UNDER,
                                     .brings = BRINGS_SYSTEM,
                                     .places = "/etc"};
static const Program do_cmake = {.read = program_cmake};
static const Program do_compress = {.read = program_squeeze, .brings = BRINGS_COPY, .places = ".Z"};
static const Program do_cp = {.read = program_cp,
                              .brings = BRINGS_COPY,
                              .tree = "-r -R -a --recursive --archive",
                              .silent = true};
static const Program do_cpio = {.read = program_cpio};
static const Program do_crontab = {.read = program_places,
                                   .kind = EFFECT_CHANGE,
                                   .reach = REACH_TREE,
                                   .brings = BRINGS_SYSTEM,
                                   .places = "/var/spool/cron"};
static const Program do_curl = {.read = program_curl};
static const Program do_dd = {.read = program_dd, .brings = BRINGS_COPY, .silent = true};
static const Program do_debconf_set_selections = {.read = program_places,
                                                  .kind = EFFECT_CHANGE,
                                                  .reach = REACH_TREE,
                                                  .brings = BRINGS_SYSTEM,
                                                  .places = "/var/cache/debconf",
                                                  .silent = true};
static const Program do_deluser = {.read = program_userdel,
                                   .kind = EFFECT_CHANGE,
                                   .brings = BRINGS_SYSTEM,
                                   .tree = "-r --remove --remove-home",
                                   .places = user_files};
static const Program do_fromdos = {
    .read = program_operands, .kind = EFFECT_CHANGE, .brings = BRINGS_TEXT};
static const Program do_dpkg_divert = {.read = program_unknown};
static const Program do_fallocate = {.read = program_last, .brings = BRINGS_TEXT, .silent = true};
static const Program do_fc_cache = {.read = program_places,
                                    .kind = EFFECT_CHANGE,
                                    .reach = REACH_TREE,
                                    .brings = BRINGS_SYSTEM,
                                    .places =
                                        "/var/cache/fontconfig ~/.cache/fontconfig ~/.fontconfig",
                                    .silent = true};
static const Program do_find = {.read = program_finds};
static const Program makes = {.read = program_make, .options = "-C --directory"};
static const Program do_gpg = {.read = program_gpg, .options = "-o --output"};
static const Program do_sed = {.read = program_sed};
static const Program do_gzip = {.read = program_squeeze, .brings = BRINGS_COPY, .places = ".gz"};
static const Program do_htpasswd = {
    .read = program_first, .kind = EFFECT_CHANGE, .brings = BRINGS_SYSTEM};
static const Program do_hugo = {.read = program_site, .options = "-d --destination"};
static const Program do_sort = {
    .read = program_outputs, .brings = BRINGS_TEXT, .options = "-o --output"};
static const Program do_install = {.read = program_install, .brings = BRINGS_COPY, .silent = true};
static const Program do_javac = {.read = program_site, .brings = BRINGS_BUILD, .options = "-d"};
static const Program do_ldconfig = {.read = program_places,
                                    .kind = EFFECT_CHANGE,
                                    .reach = REACH_TREE,
                                    .brings = BRINGS_SYSTEM,
                                    .places = "/etc/ld.so.cache /var/cache/ldconfig",
                                    .silent = true};
static const Program do_ln = {.read = program_link, .silent = true};
static const Program do_locale_gen = {.read = program_places,
                                      .kind = EFFECT_CHANGE,
                                      .reach = REACH_TREE,
                                      .brings = BRINGS_SYSTEM,
                                      .places = "/usr/lib/locale /etc/locale.gen /var/lib/locales"};
static const Program do_localedef = {.read = program_places,
                                     .kind = EFFECT_CHANGE,
                                     .reach = REACH_TREE,
                                     .brings = BRINGS_SYSTEM,
                                     .places = "/usr/lib/locale"};
static const Program do_lzma = {.read = program_squeeze, .brings = BRINGS_COPY, .places = ".lzma"};
static const Program do_meson = {.read = program_meson, .options = "-C"};
static const Program do_mkdir = {.read = program_operands, .reach = REACH_DIR, .silent = true};
static const Program do_mknod = {.read = program_operands, .silent = true};
static const Program do_mktemp = {.read = program_mktemp};
static const Program do_msgfmt = {
    .read = program_output_or_here, .brings = BRINGS_BUILD, .options = "-o --output-file"};
static const Program do_mv = {.read = program_copies,
                              .kind = EFFECT_MOVE,
                              .reach = REACH_TREE,
                              .brings = BRINGS_COPY,
                              .silent = true};
static const Program do_ng = {.read = program_site, .options = "--output-path --outputPath"};
static const Program do_openssl = {.read = program_openssl, .options = "-out -keyout -writerand"};
static const Program do_patch = {.read = program_patch, .options = "-d --directory"};
static const Program do_chrpath = {
    .read = program_operands, .kind = EFFECT_CHANGE, .brings = BRINGS_BUILD};
static const Program do_patchelf = {
    .read = program_last, .kind = EFFECT_CHANGE, .brings = BRINGS_BUILD};
static const Program do_perl = {.read = program_perl};
static const Program does_php = {.read = program_php};
static const Program do_phpenmod = {.read = program_places,
                                    .kind = EFFECT_CHANGE,
                                    .reach = REACH_TREE,
                                    .brings = BRINGS_SYSTEM,
                                    .places = "/etc/php /etc/php5 /var/lib/php /var/lib/php5"};
static const Program do_pypy = {.read = program_python};
static const Program do_pyvenv = {.read = program_virtualenv};
static const Program do_setfacl = {.read = program_operands,
                                   .kind = EFFECT_META,
                                   .reach = REACH_EITHER,
                                   .tree = "-R -r --recursive",
                                   .silent = true};
static const Program do_rm = {.read = program_operands,
                              .kind = EFFECT_REMOVE,
                              .reach = REACH_EITHER,
                              .tree = "-r -R --recursive",
                              .silent = true};
static const Program do_rmdir = {
    .read = program_rmdir, .kind = EFFECT_REMOVE, .reach = REACH_DIR, .silent = true};
static const Program do_rsync = {.read = program_rsync, .reach = REACH_TREE, .brings = BRINGS_COPY};
static const Program do_setcap = {
    .read = program_behind_first, .kind = EFFECT_META, .silent = true};
static const Program do_shred = {.read = program_operands, .kind = EFFECT_CHANGE};
static const Program do_tee = {.read = program_tee};
static const Program do_sqlite3 = {.read = program_sqlite, .brings = BRINGS_TEXT};
static const Program do_ssh_keygen = {.read = program_ssh_keygen};
static const Program do_strip = {.read = program_output_or_operands,
                                 .kind = EFFECT_CHANGE,
                                 .brings = BRINGS_BUILD,
                                 .options = "-o",
                                 .silent = true};
static const Program do_systemctl = {.read = program_systemctl,
                                     .kind = EFFECT_CHANGE,
                                     .reach = REACH_TREE,
                                     .brings = BRINGS_SYSTEM,
                                     .places =
                                         "/etc/systemd /etc/rc0.d /etc/rc1.d /etc/rc2.d /etc/rc3.d "
                                         "/etc/rc4.d /etc/rc5.d /etc/rc6.d /etc/rcS.d"};
static const Program do_touch = {.read = program_operands,
                                 .kind = EFFECT_META,
                                 .reach = REACH_EITHER,
                                 .spares = "-c --no-create",
                                 .silent = true};
static const Program do_truncate = {
    .read = program_truncate, .brings = BRINGS_TEXT, .silent = true};
static const Program do_tsc = {.read = program_site, .options = "--outDir --outdir"};
static const Program do_unlink = {.read = program_operands, .kind = EFFECT_REMOVE, .silent = true};
static const Program do_unzip = {.read = program_unzip, .options = "-d"};
static const Program do_update_ca_certificates = {
    .read = program_places,
    .kind = EFFECT_CHANGE,
    .reach = REACH_TREE,
    .brings = BRINGS_SYSTEM,
    .places = "/etc/ssl /etc/ca-certificates /etc/ca-certificates.conf "
              "/usr/local/share/ca-certificates /usr/share/ca-certificates"};
static const Program do_update_ca_trust = {.read = program_places,
                                           .kind = EFFECT_CHANGE,
                                           .reach = REACH_TREE,
                                           .brings = BRINGS_SYSTEM,
                                           .places = "/etc/pki /etc/ssl /usr/share/pki",
                                           .silent = true};
static const Program do_update_locale = {.read = program_places,
                                         .kind = EFFECT_CHANGE,
                                         .reach = REACH_TREE,
                                         .brings = BRINGS_SYSTEM,
                                         .places = "/etc/default/locale /etc/locale.conf",
                                         .silent = true};
static const Program do_upx = {
    .read = program_operands, .kind = EFFECT_CHANGE, .brings = BRINGS_BUILD};
static const Program do_useradd = {.read = program_useradd,
                                   .kind = EFFECT_CHANGE,
                                   .brings = BRINGS_SYSTEM,
                                   .options = "-d --home-dir --home",
                                   .places = user_files};
static const Program do_usermod = {
    .read = program_usermod, .kind = EFFECT_CHANGE, .brings = BRINGS_SYSTEM, .places = user_files};
static const Program do_vite = {.read = program_site, .options = "--outDir"};
static const Program do_webpack = {.read = program_site, .options = "--output-path -o"};
static const Program do_wget = {.read = program_wget};
static const Program do_xz = {.read = program_squeeze, .brings = BRINGS_COPY, .places = ".xz"};
static const Program do_zip = {.read = program_zip,
                               .brings = BRINGS_COPY,
                               .tree = "-r -R --recurse-paths",
                               .spares = "-i -x --include --exclude -u -f --update --freshen"};
static const Program do_zstd = {.read = program_squeeze, .brings = BRINGS_COPY, .places = ".zst"};

typedef struct {
    Str name;
    const Program *program;
} ProgramRow;

static const ProgramRow programs[] = {
    {STR_INIT("."), &sources},
    {STR_INIT("7z"), &packs_7z},
    {STR_INIT("7za"), &packs_7z},
    {STR_INIT("7zr"), &packs_7z},
    {STR_INIT("Configure"), &works_here},
    {STR_INIT("a2disconf"), &sets_apache},
    {STR_INIT("a2dismod"), &sets_apache},
    {STR_INIT("a2dissite"), &sets_apache},
    {STR_INIT("a2enconf"), &sets_apache},
    {STR_INIT("a2enmod"), &sets_apache},
    {STR_INIT("a2ensite"), &sets_apache},
    {STR_INIT("aclocal"), &works_here},
    {STR_INIT("addgroup"), &sets_users},
    {STR_INIT("adduser"), &do_adduser},
    {STR_INIT("alternatives"), &do_alternatives},
    {STR_INIT("ant"), &works_here},
    {STR_INIT("apt-mark"), &do_apt_mark},
    {STR_INIT("ar"), &do_ar},
    {STR_INIT("aria2c"), &do_aria2c},
    {STR_INIT("ash"), &runs_script},
    {STR_INIT("autoconf"), &works_here},
    {STR_INIT("autogen.sh"), &works_here},
    {STR_INIT("autoheader"), &works_here},
    {STR_INIT("automake"), &works_here},
    {STR_INIT("autoreconf"), &works_here},
    {STR_INIT("awk"), &scripts_awk},
    {STR_INIT("axel"), &do_axel},
    {STR_INIT("bash"), &runs_script},
    {STR_INIT("bsdtar"), &do_tar},
    {STR_INIT("buildconf"), &works_here},
    {STR_INIT("bunzip2"), &do_unxz},
    {STR_INIT("bzip2"), &do_bzip2},
    {STR_INIT("c++"), &compiles},
    {STR_INIT("cc"), &compiles},
    {STR_INIT("chage"), &sets_users},
    {STR_INIT("chattr"), &do_chattr},
    {STR_INIT("chgrp"), &do_chgrp},
    {STR_INIT("chkconfig"), &do_chkconfig},
    {STR_INIT("chmod"), &do_chgrp},
    {STR_INIT("chown"), &do_chgrp},
    {STR_INIT("chpasswd"), &sets_users},
    {STR_INIT("chrpath"), &do_chrpath},
    {STR_INIT("chsh"), &sets_users},
    {STR_INIT("clang"), &compiles},
    {STR_INIT("clang++"), &compiles},
    {STR_INIT("cmake"), &do_cmake},
    {STR_INIT("compress"), &do_compress},
    {STR_INIT("configure"), &works_here},
    {STR_INIT("cp"), &do_cp},
    {STR_INIT("cpio"), &do_cpio},
    {STR_INIT("crontab"), &do_crontab},
    {STR_INIT("csplit"), &works_here},
    {STR_INIT("curl"), &do_curl},
    {STR_INIT("dash"), &runs_script},
    {STR_INIT("dd"), &do_dd},
    {STR_INIT("debconf-set-selections"), &do_debconf_set_selections},
    {STR_INIT("delgroup"), &sets_users},
    {STR_INIT("deluser"), &do_deluser},
    {STR_INIT("dos2unix"), &do_fromdos},
    {STR_INIT("dpkg-deb"), &works_here},
    {STR_INIT("dpkg-divert"), &do_dpkg_divert},
    {STR_INIT("fallocate"), &do_fallocate},
    {STR_INIT("fc-cache"), &do_fc_cache},
    {STR_INIT("find"), &do_find},
    {STR_INIT("fromdos"), &do_fromdos},
    {STR_INIT("g++"), &compiles},
    {STR_INIT("gawk"), &scripts_awk},
    {STR_INIT("gcc"), &compiles},
    {STR_INIT("gfortran"), &compiles},
    {STR_INIT("git"), &program_git},
    {STR_INIT("gmake"), &makes},
    {STR_INIT("gpasswd"), &sets_users},
    {STR_INIT("gpg"), &do_gpg},
    {STR_INIT("gpg2"), &do_gpg},
    {STR_INIT("groupadd"), &sets_users},
    {STR_INIT("groupdel"), &sets_users},
    {STR_INIT("groupmod"), &sets_users},
    {STR_INIT("gsed"), &do_sed},
    {STR_INIT("gtar"), &do_tar},
    {STR_INIT("gunzip"), &do_unxz},
    {STR_INIT("gzip"), &do_gzip},
    {STR_INIT("hg"), &program_hg},
    {STR_INIT("htpasswd"), &do_htpasswd},
    {STR_INIT("hugo"), &do_hugo},
    {STR_INIT("iconv"), &do_sort},
    {STR_INIT("install"), &do_install},
    {STR_INIT("jar"), &do_ar},
    {STR_INIT("javac"), &do_javac},
    {STR_INIT("jekyll"), &do_hugo},
    {STR_INIT("kotlinc"), &do_javac},
    {STR_INIT("ksh"), &runs_script},
    {STR_INIT("ld"), &compiles},
    {STR_INIT("ldconfig"), &do_ldconfig},
    {STR_INIT("libtoolize"), &works_here},
    {STR_INIT("link"), &do_ln},
    {STR_INIT("ln"), &do_ln},
    {STR_INIT("locale-gen"), &do_locale_gen},
    {STR_INIT("localedef"), &do_localedef},
    {STR_INIT("lzma"), &do_lzma},
    {STR_INIT("make"), &makes},
    {STR_INIT("mawk"), &scripts_awk},
    {STR_INIT("meson"), &do_meson},
    {STR_INIT("mkdir"), &do_mkdir},
    {STR_INIT("mkdocs"), &program_mkdocs},
    {STR_INIT("mkfifo"), &do_mknod},
    {STR_INIT("mknod"), &do_mknod},
    {STR_INIT("mktemp"), &do_mktemp},
    {STR_INIT("msgfmt"), &do_msgfmt},
    {STR_INIT("mv"), &do_mv},
    {STR_INIT("nawk"), &scripts_awk},
    {STR_INIT("newusers"), &sets_users},
    {STR_INIT("ng"), &do_ng},
    {STR_INIT("ninja"), &makes},
    {STR_INIT("openssl"), &do_openssl},
    {STR_INIT("passwd"), &sets_users},
    {STR_INIT("patch"), &do_patch},
    {STR_INIT("patchelf"), &do_patchelf},
    {STR_INIT("perl"), &do_perl},
    {STR_INIT("php"), &does_php},
    {STR_INIT("php5dismod"), &do_phpenmod},
    {STR_INIT("php5enmod"), &do_phpenmod},
    {STR_INIT("phpdismod"), &do_phpenmod},
    {STR_INIT("phpenmod"), &do_phpenmod},
    {STR_INIT("phpize"), &works_here},
    {STR_INIT("pigz"), &do_gzip},
    {STR_INIT("pip-compile"), &works_here},
    {STR_INIT("protoc"), &works_here},
    {STR_INIT("pwconv"), &sets_users},
    {STR_INIT("pypy"), &do_pypy},
    {STR_INIT("pypy3"), &do_pypy},
    {STR_INIT("python"), &do_pypy},
    {STR_INIT("python2"), &do_pypy},
    {STR_INIT("python3"), &do_pypy},
    {STR_INIT("pyvenv"), &do_pyvenv},
    {STR_INIT("qmake"), &works_here},
    {STR_INIT("rc-update"), &do_chkconfig},
    {STR_INIT("restorecon"), &do_setfacl},
    {STR_INIT("rm"), &do_rm},
    {STR_INIT("rmdir"), &do_rmdir},
    {STR_INIT("rpmkeys"), &sets_rpm_keys},
    {STR_INIT("rsync"), &do_rsync},
    {STR_INIT("rustc"), &compiles},
    {STR_INIT("samu"), &makes},
    {STR_INIT("scalac"), &do_javac},
    {STR_INIT("sed"), &do_sed},
    {STR_INIT("setcap"), &do_setcap},
    {STR_INIT("setfacl"), &do_setfacl},
    {STR_INIT("sh"), &runs_script},
    {STR_INIT("shred"), &do_shred},
    {STR_INIT("sort"), &do_sort},
    {STR_INIT("source"), &sources},
    {STR_INIT("split"), &works_here},
    {STR_INIT("sponge"), &do_tee},
    {STR_INIT("sqlite3"), &do_sqlite3},
    {STR_INIT("ssh-keygen"), &do_ssh_keygen},
    {STR_INIT("strip"), &do_strip},
    {STR_INIT("svn"), &program_svn},
    {STR_INIT("systemctl"), &do_systemctl},
    {STR_INIT("tar"), &do_tar},
    {STR_INIT("tee"), &do_tee},
    {STR_INIT("tempfile"), &do_mktemp},
    {STR_INIT("touch"), &do_touch},
    {STR_INIT("truncate"), &do_truncate},
    {STR_INIT("tsc"), &do_tsc},
    {STR_INIT("uncompress"), &do_unxz},
    {STR_INIT("unix2dos"), &do_fromdos},
    {STR_INIT("unlink"), &do_unlink},
    {STR_INIT("unlzma"), &do_unxz},
    {STR_INIT("unpigz"), &do_unxz},
    {STR_INIT("unrar"), &packs_7z},
    {STR_INIT("unxz"), &do_unxz},
    {STR_INIT("unzip"), &do_unzip},
    {STR_INIT("unzstd"), &do_unxz},
    {STR_INIT("update-alternatives"), &do_alternatives},
    {STR_INIT("update-ca-certificates"), &do_update_ca_certificates},
    {STR_INIT("update-ca-trust"), &do_update_ca_trust},
    {STR_INIT("update-locale"), &do_update_locale},
    {STR_INIT("update-rc.d"), &do_chkconfig},
    {STR_INIT("upx"), &do_upx},
    {STR_INIT("useradd"), &do_useradd},
    {STR_INIT("userdel"), &do_deluser},
    {STR_INIT("usermod"), &do_usermod},
    {STR_INIT("venv"), &do_pyvenv},
    {STR_INIT("virtualenv"), &do_pyvenv},
    {STR_INIT("vite"), &do_vite},
    {STR_INIT("webpack"), &do_webpack},
    {STR_INIT("wget"), &do_wget},
    {STR_INIT("xz"), &do_xz},
    {STR_INIT("zip"), &do_zip},
    {STR_INIT("zsh"), &runs_script},
    {STR_INIT("zstd"), &do_zstd},
};

static const Program *find_exactly(const NameRow *known)
{
    size_t place = name_place(known, NAMES_EFFECTS);
    return place > 0 ? programs[place - 1].program : program_quiet(known);
}

/* python3.12, gcc-13 */
static Str without_version(Str name)
{
    while (name.len > 0 && memchr("0123456789.", name.at[name.len - 1], 11))
        name.len--;
    return str_ends(name, STR("-")) ? str_head(name, name.len - 1) : name;
}

const Program *program_find(const Command *command)
{
    const Program *found = find_exactly(command->known);
    Str plain = found ? command->name : without_version(command->name);
    return plain.len < command->name.len ? find_exactly(name_find(plain)) : found;
}
