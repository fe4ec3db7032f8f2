/* Looks into the build context: what a source is, what a copied script says. Links are never
   followed. Private to the room. */
#pragma once

#include "model/context.h"
#include "model/effects_reader.h"

ContextKind context_kind(const EffectReader *r, Str path); /* path: absolute in the context */
bool context_text(const EffectReader *r, Str path, size_t most, Str *text);

/* The files below a directory, without its own name; false when there are more than `most`. */
bool context_files(const EffectReader *r, Str path, size_t most, Strs *files);
