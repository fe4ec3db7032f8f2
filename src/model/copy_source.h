/* What one source of COPY or ADD is, by its text. Private to the room. */
#pragma once

#include "model/model.h"

/* Fills kind, path, name, glob and directory from the text. */
void copy_source_read(Arena *arena, CopySource *source);

bool is_archive(Str path);                     /* ADD would unpack a file of that name */
bool keeps_git_dir(Str remote);                /* the URL of a git repository asks for it */
Str text_without_tabs(Arena *arena, Str text); /* a here-document as <<- hands it on */
