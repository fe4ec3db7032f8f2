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
    const char *spares;  /* options with which it may do nothing */
    const Program *verbs;
    size_t verb_count;
    bool silent; /* it prints nothing */
};

const Program *program_find(const Command *command);
const Program *program_quiet(const NameRow *known); /* one that changes nothing */

void program_tar(EffectReader *r, const Program *program);
void program_zip(EffectReader *r, const Program *program);
void program_unzip(EffectReader *r, const Program *program);
void program_7z(EffectReader *r, const Program *program);
void program_cpio(EffectReader *r, const Program *program);
void program_ar(EffectReader *r, const Program *program);
void program_squeeze(EffectReader *r, const Program *program);

void program_make(EffectReader *r, const Program *program);
void program_cmake(EffectReader *r, const Program *program);
void program_meson(EffectReader *r, const Program *program);
void program_site(EffectReader *r, const Program *program);
void program_virtualenv(EffectReader *r, const Program *program);
void program_python(EffectReader *r, const Program *program);

void program_copies(EffectReader *r, const Program *program);
void program_cp(EffectReader *r, const Program *program);
void program_install(EffectReader *r, const Program *program);
void program_link(EffectReader *r, const Program *program);
void program_rsync(EffectReader *r, const Program *program);

void program_curl(EffectReader *r, const Program *program);
void program_wget(EffectReader *r, const Program *program);
void program_downloader(EffectReader *r, const Program *program);
void program_clone(EffectReader *r, const Program *program);
void program_working_tree(EffectReader *r, const Program *program);
void program_git_init(EffectReader *r, const Program *program);
void program_git_clean(EffectReader *r, const Program *program);
void program_git_rm(EffectReader *r, const Program *program);
void program_git_config(EffectReader *r, const Program *program);
void program_php(EffectReader *r, const Program *program);
void program_svn_checkout(EffectReader *r, const Program *program);

void program_sed(EffectReader *r, const Program *program);
void program_perl(EffectReader *r, const Program *program);
void program_awk(EffectReader *r, const Program *program);
void program_tee(EffectReader *r, const Program *program);
void program_dd(EffectReader *r, const Program *program);
void program_rmdir(EffectReader *r, const Program *program);
void program_truncate(EffectReader *r, const Program *program);
void program_mktemp(EffectReader *r, const Program *program);
void program_alternatives(EffectReader *r, const Program *program);
void program_sqlite(EffectReader *r, const Program *program);
void program_patch(EffectReader *r, const Program *program);

void program_finds(EffectReader *r, const Program *program);

void program_unknown(EffectReader *r, const Program *program);
void program_here(EffectReader *r, const Program *program);
void program_operand(EffectReader *r, const Program *program, const Arg *arg);
void program_operands(EffectReader *r, const Program *program);
void program_behind_first(EffectReader *r, const Program *program);
void program_first(EffectReader *r, const Program *program);
void program_last(EffectReader *r, const Program *program);
void program_places(EffectReader *r, const Program *program);
void program_outputs(EffectReader *r, const Program *program);
void program_output_or_operands(EffectReader *r, const Program *program);
void program_output_or_here(EffectReader *r, const Program *program);
void program_verbs(EffectReader *r, const Program *program);

void program_useradd(EffectReader *r, const Program *program);
void program_adduser(EffectReader *r, const Program *program);
void program_userdel(EffectReader *r, const Program *program);
void program_usermod(EffectReader *r, const Program *program);
void program_ssh_keygen(EffectReader *r, const Program *program);
void program_gpg(EffectReader *r, const Program *program);
void program_systemctl(EffectReader *r, const Program *program);
void program_openssl(EffectReader *r, const Program *program);

void program_source(EffectReader *r, const Program *program);
void program_shell(EffectReader *r, const Program *program);

void effects_of_redirects(EffectReader *r, const Program *program); /* NULL: not in the table */

extern const Program program_git, program_svn, program_hg, program_mkdocs;
