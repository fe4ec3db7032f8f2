/* The table of programs, and the readers that its rows name. Private to the room. */
#pragma once

#include "model/effects_reader.h"

typedef struct Program Program;
typedef void ProgramReader(EffectReader *r, const Program *program);

/* A row of the table: what a program does to files. A reader without a row's field ignores it. */
struct Program {
    Str name;            /* of a verb */
    ProgramReader *read; /* NULL: it changes nothing */
    EffectKind kind;
    Reach reach;
    Brings brings;
    const char *tree;    /* options that make it reach the whole tree */
    const char *options; /* whose value is what is written, or where; blanks between */
    const char *places;  /* that are always meant; blanks between, ~ is the home */
    const Program *verbs;
    size_t verb_count;
    bool silent; /* it prints nothing */
};

const Program *program_find(Str name);
const Program *program_quiet(Str name); /* one that changes nothing */

void read_tar(EffectReader *r, const Program *program);
void read_unzip(EffectReader *r, const Program *program);
void read_7z(EffectReader *r, const Program *program);
void read_cpio(EffectReader *r, const Program *program);
void read_ar(EffectReader *r, const Program *program);
void read_squeeze(EffectReader *r, const Program *program);

void read_make(EffectReader *r, const Program *program);
void read_cmake(EffectReader *r, const Program *program);
void read_meson(EffectReader *r, const Program *program);
void read_site(EffectReader *r, const Program *program);
void read_virtualenv(EffectReader *r, const Program *program);
void read_python(EffectReader *r, const Program *program);

void read_copies(EffectReader *r, const Program *program);
void read_install(EffectReader *r, const Program *program);
void read_link(EffectReader *r, const Program *program);
void read_rsync(EffectReader *r, const Program *program);

void read_curl(EffectReader *r, const Program *program);
void read_wget(EffectReader *r, const Program *program);
void read_downloader(EffectReader *r, const Program *program);
void read_clone(EffectReader *r, const Program *program);
void read_working_tree(EffectReader *r, const Program *program);
void read_git_init(EffectReader *r, const Program *program);
void read_git_clean(EffectReader *r, const Program *program);
void read_git_rm(EffectReader *r, const Program *program);
void read_git_config(EffectReader *r, const Program *program);
void read_svn_checkout(EffectReader *r, const Program *program);

void read_sed(EffectReader *r, const Program *program);
void read_perl(EffectReader *r, const Program *program);
void read_awk(EffectReader *r, const Program *program);
void read_tee(EffectReader *r, const Program *program);
void read_dd(EffectReader *r, const Program *program);
void read_truncate(EffectReader *r, const Program *program);
void read_mktemp(EffectReader *r, const Program *program);
void read_alternatives(EffectReader *r, const Program *program);
void read_sqlite(EffectReader *r, const Program *program);
void read_patch(EffectReader *r, const Program *program);

void read_find(EffectReader *r, const Program *program);

void read_unknown(EffectReader *r, const Program *program);
void read_here(EffectReader *r, const Program *program);
void read_operands(EffectReader *r, const Program *program);
void read_behind_first(EffectReader *r, const Program *program);
void read_first(EffectReader *r, const Program *program);
void read_last(EffectReader *r, const Program *program);
void read_places(EffectReader *r, const Program *program);
void read_outputs(EffectReader *r, const Program *program);
void read_output_or_here(EffectReader *r, const Program *program);
void read_verbs(EffectReader *r, const Program *program);

void read_useradd(EffectReader *r, const Program *program);
void read_adduser(EffectReader *r, const Program *program);
void read_userdel(EffectReader *r, const Program *program);
void read_usermod(EffectReader *r, const Program *program);
void read_ssh_keygen(EffectReader *r, const Program *program);
void read_gpg(EffectReader *r, const Program *program);
void read_systemctl(EffectReader *r, const Program *program);
void read_openssl(EffectReader *r, const Program *program);

void read_sourced(EffectReader *r, const Program *program);
void read_shell(EffectReader *r, const Program *program);

void effects_of_redirects(EffectReader *r, const Program *program); /* NULL: not in the table */

extern const Program program_git, program_svn, program_hg, program_mkdocs;
