/* A Dockerfile as it would be built: stages, the state in force at each instruction, and what each
   brings, runs and does to files.

   This room knows what BuildKit does with values: scopes of ARG and ENV, names of stages, who
   copies from whom, where a relative path ends up; what the commands inside RUN are once wrappers,
   options and variables are read; what package managers leave behind; which paths change in which
   layer. It refuses to know what is good or bad (lint/), and it never guesses: what the file does
   not tell is a Value or an Effect that says so.

   Everything is plain data for reading, in the arena given, and borrows the syntax. A Step is an
   Instruction where it stands; lists are in the order of the file.

   Two guesses are made on purpose. A relative path before the first WORKDIR starts at "/", whatever
   the base image says: Step.workdir_set is false there. And an instruction under ONBUILD is read as
   if it stood there by itself, but it changes nothing behind it; where a stage is FROM another one
   of the file, what that one has under ONBUILD runs first. */
#pragma once

#include "model/command.h"
#include "model/context.h"
#include "model/effects.h"
#include "model/image_ref.h"
#include "model/managers.h"
#include "model/os_arch.h"
#include "model/port.h"
#include "model/value.h"
#include "model/vars.h"
#include "shell/shell.h"

typedef struct Step Step;
typedef struct Stage Stage;

typedef struct {
    const Stage **at;
    size_t len, cap;
} StageRefs;

/* Where FROM, COPY --from and a mount's from= take files. */
typedef enum {
    ORIGIN_CONTEXT, /* no from: the build context */
    ORIGIN_STAGE,
    ORIGIN_SCRATCH,
    ORIGIN_IMAGE, /* or a named context: only the command line of the build knows which */
    ORIGIN_BAD,   /* a stage that is not there, or not built yet: the step's problem says why */
} OriginKind;

typedef struct {
    OriginKind kind;
    const Stage *stage; /* ORIGIN_STAGE */
    const Stage *later; /* ORIGIN_BAD: the one that is meant, and is not built yet */
    StageRefs likely;   /* of FROM app-${TARGETARCH}: all that it may mean; `stage` is amd64's, or
                           the last of them */
    ImageRef image;     /* ORIGIN_IMAGE */
    Value text;
    Span span;
} Origin;

/* A word that BuildKit expands, and what came of it. One that has neither variables nor quotes nor
   escapes is in no list: it is what it says. */
typedef struct {
    const char *what; /* "image", "platform", "default" (of ARG), "key", "value", "source",
                         "destination", "chown", "chmod", "checksum", "heredoc", "mount", "port",
                         "user", "path" (of WORKDIR, VOLUME), "signal" */
    Str text;         /* as written */
    Span span;
    Expansion expansion;
} Expanded;

typedef struct {
    Expanded *at;
    size_t len, cap;
} Expandeds;

/* ARG, ENV, LABEL: a pair after expansion. */
typedef struct {
    const Pair *pair;
    Value key, value;
    bool has_value; /* false for an ARG that neither the file nor the user gives one */
} Binding;

typedef struct {
    Binding *at;
    size_t len, cap;
} Bindings;

/* One word of an instruction after expansion, and where it stands. */
typedef struct {
    Value value;
    Span span;
} StepWord;

typedef struct {
    StepWord *at;
    size_t len, cap;
} StepWords;

typedef enum { SOURCE_PATH, SOURCE_URL, SOURCE_GIT, SOURCE_HEREDOC } CopySourceKind;

typedef struct {
    CopySourceKind kind;
    Value text; /* after expansion, as written otherwise */
    Value path; /* SOURCE_PATH: clean, absolute in its own root: "/docs", "/" for "." and "./" */
    Str name;   /* what it is called at the destination: last component, or heredoc's name;
                   empty when unknown; holds ${NAME} where text is named and the component has
                   other letters too */
    bool glob;  /* * ? [ in it match */
    bool directory; /* written with a slash at its end, or "." */
    bool unpacks;   /* ADD of a local archive by its name, or --unpack */
    const Heredoc *heredoc;
    const Take *take; /* what it takes of the context; NULL where that is not known */
    Span span;
} CopySource;

typedef struct {
    CopySource *at;
    size_t len, cap;
} CopySources;

/* COPY and ADD. */
typedef struct {
    bool add;
    CopySources sources;
    Value dest;          /* absolute and clean */
    Value dest_text;     /* after expansion, else as written */
    bool dest_relative;  /* it begins in the working directory, as far as the text tells */
    bool dest_directory; /* a slash at its end, ".", or several sources: a directory for sure */
    Span dest_span;
    Origin from;
    Value chown, chmod, checksum; /* empty when not given */
    Values exclude;
    bool link, parents, keep_git_dir;
} Transfer;

typedef enum {
    MOUNT_BIND,
    MOUNT_CACHE,
    MOUNT_TMPFS,
    MOUNT_SECRET,
    MOUNT_SSH,
} MountKind;

struct Mount {
    MountKind kind;
    Value target;     /* absolute and clean; of a secret its file (/run/secrets/ID) */
    Value source;     /* bind, cache: the path in `from`; "/" when not given */
    const Take *take; /* of a bind mount: as a source of COPY has it */
    Origin from;
    Str id;
    bool writable; /* what is written there is discarded all the same, or kept in the cache */
    Span span;
};

typedef struct {
    Mount *at;
    size_t len, cap;
} Mounts;

/* What RUN, CMD, ENTRYPOINT or HEALTHCHECK CMD runs. */
typedef struct {
    const ShellScript *shell; /* NULL in JSON form and where the dialect is not read */
    Body body;                /* what the shell gets */
    ShellDialect dialect;
    Commands
        commands; /* in the order of the text, those inside sh -c and its like too; a function's
                     where it is called, a loop's once for each value that is known */
    bool json;
    bool unread; /* PowerShell, cmd, another interpreter's here-document: nothing is known */
} Script;

struct Step {
    const Instruction *instruction; /* what runs: of an ONBUILD the one that it wraps */
    const Instruction *written;     /* what stands in the file: the ONBUILD itself */
    const Stage *stage;             /* NULL before the first FROM */
    size_t index;                   /* in its stage (or before the first FROM) */
    bool onbuild;                   /* it runs in images built on this one, not here */
    bool triggered;                 /* it stands under ONBUILD in the stage that this is FROM */
    bool layer;                     /* writes one, as BuildKit counts */

    /* In force before it: */
    const Var *vars;
    Value workdir;            /* absolute; "/" at first */
    bool workdir_set;         /* a WORKDIR of this file stands before it */
    Value user;               /* empty text: the base's, which is root unless it says otherwise */
    const Instruction *shell; /* the SHELL; NULL when it is the default */

    /* What it says: */
    Expandeds expanded;
    Bindings bindings; /* ARG, ENV, LABEL */
    StepWords words;   /* EXPOSE (split), USER, VOLUME, WORKDIR, STOPSIGNAL, after expansion */
    const Transfer *transfer;
    Mounts mounts;
    const Script *script;
    Value path;      /* WORKDIR: where it leads, absolute */
    Effects effects; /* what it does to files, in order */
    Str problem;     /* why BuildKit would stop here; empty when nothing is wrong */
    Span problem_span;
};

typedef struct {
    Step *at;
    size_t len, cap;
} Steps;

struct Stage {
    size_t index;
    Str name; /* in small letters; empty when it has none */
    Span name_span;
    const Stage *namesake; /* the last one before it that has the same name; NULL when none */
    const Step *from;
    Origin base;
    Value platform; /* empty when not given */
    Span platform_span;
    Steps steps;     /* FROM first */
    StageRefs needs; /* stages that it is FROM, copies from or mounts, each once */
    bool target;     /* the one that is exported */
    bool exported;   /* its layers are in the image, or in that of another platform: the target,
                        and what that is FROM */
    bool needed;     /* the target cannot be built without it */
    size_t triggers; /* how many steps behind FROM are `triggered` */
    StepRefs onbuilds;

    /* In force at its end, inherited ones too: */
    const Step *command, *entrypoint, *health;
    const Instruction *shell;
    Value user, workdir;
    bool workdir_set;
    const Var *vars;
};

typedef struct {
    Stage *at;
    size_t len, cap;
} Stages;

typedef struct {
    const Syntax *syntax;
    Steps globals; /* ARGs before the first FROM */
    const Var *global_vars;
    const Var *default_vars; /* the same, had the user given no --build-arg */
    Stages stages;
    const Stage *target; /* NULL when there is no FROM */
    Str problem;         /* about the request: a --target that is not there */
} Dockerfile;

typedef struct {
    Str name, value;
} BuildArg;

typedef struct {
    Str target;     /* empty: the last stage */
    BuildArg *args; /* --build-arg; of one name the last counts */
    size_t arg_count;
    const ModelContext *context; /* NULL when there is none to look into */
} ModelRequest;

/* Never fails: what cannot be known says so. The syntax must live as long. */
const Dockerfile *model_read(Arena *arena, const Syntax *syntax, const ModelRequest *request);

const Stage *stage_parent(const Stage *stage); /* the stage that it is FROM; NULL for an image */
/* Of the stages that it is FROM, one after the other, the last: that begins with an image. */
const Stage *stage_root(const Stage *stage);
/* The value of a pair that has no '=' as the one word that has to stand behind a '=' to mean the
   same; empty when there is none. */
Str binding_word(Arena *arena, const Binding *binding, char escape);
/* Of what USER says, the part before the colon. */
Value user_without_group(Value user);
bool user_is_root(Value user); /* by name or number, whatever its group; false when not known */
const Flag *step_flag(const Step *step, Str name); /* --name; the last, NULL when there is none */
/* It stands here and runs here: no ONBUILD has to do with it. */
bool step_is_plain(const Step *step);
/* Of a step that a FROM sets off that FROM, else where it stands itself: what BuildKit names. */
Span step_place(const Step *step, Span span);
const Step *step_by_line(const Dockerfile *file, uint32_t line); /* whose lines hold it; or NULL */

/* At most one simple command stands in it, nested ones counted. False where it is not read. */
bool script_is_single(const Script *script);
/* A pipeline that it is part of fails where any of its commands does: SHELL or a `set` before it
   say so. */
bool command_has_pipefail(const Command *command);

/* The steps of a stage and of those that it is FROM, outermost base first: as their layers lie. */
StepRefs stage_chain(Arena *arena, const Stage *stage);
/* What the RUNs of a chain run, in order; those under ONBUILD run in other images. */
CommandRefs chain_commands(Arena *arena, const StepRefs *chain);
/* Where those of this step of it begin. */
size_t commands_from(const CommandRefs *commands, const Step *step);
