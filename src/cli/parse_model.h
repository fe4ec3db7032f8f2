/* `plimsoll parse --model`: what the user asks for, and what to say when it cannot be had. */
#pragma once

#include "base/fail.h"
#include "model/model.h"

/* What --target and --build-arg say, and whether --context is a directory. A Fail says what is
   wrong with them. */
bool model_request_read(Arena *arena, Str target, const Strs *build_args, Str context,
                        ModelRequest *request, Fail *fail);

/* False with a Fail that names the stages: the file has none that is called so. */
bool model_target_check(Arena *arena, const ModelRequest *request, Str path,
                        const Dockerfile *model, Fail *fail);
