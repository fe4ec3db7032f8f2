/* What the containers of an image start. */
#pragma once

#include "lint/rule.h"

typedef struct {
    bool idle;        /* nothing, a shell, a wait, an init, an editor: somebody works in it */
    bool calls_tools; /* it builds, or needs a toolchain to run */
    bool known;       /* nothing of it is a script whose text is not here */
    bool program;     /* some of it is none */
} Start;

Start stage_start(const Stage *stage);
/* ENTRYPOINT, CMD or HEALTHCHECK say a path that ends in this name. */
bool stage_starts(const Stage *stage, Str name);
/* A RUN starts such a file, by its path or with a shell or interpreter, and no container does. */
bool serves_the_build(const Stage *target, Str name, Report *out);
/* "entrypoint.sh", "docker-entrypoint": prepares what is started then. */
bool is_entry_script(Str name);
/* sh, bash, PowerShell. */
bool command_is_shell(const Command *command);
