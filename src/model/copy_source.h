/* What one source of COPY or ADD is, by its text. Private to the room. */
#pragma once

#include "model/model.h"

/* Fills kind, path, name, glob and directory from the text. */
void copy_source_read(Arena *arena, CopySource *source);

bool is_archive(Str path);      /* ADD would unpack a file of that name */
bool keeps_git_dir(Str remote); /* the URL of a git repository asks for it */
Str heredoc_text(Arena *arena, const Heredoc *heredoc); /* without the tabs that <<- takes */
