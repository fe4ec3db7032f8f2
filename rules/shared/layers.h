/* What the rules about layers have in common: who wrote what is taken, moved or touched again. */
#pragma once

#include "lint/rule.h"

/* What earlier layers of this Dockerfile wrote that the effect concerns, the likeliest first;
   without lists and caches, which have rules of their own, and without copies that, as the context
   shows, bring nothing there. Empty where its stage is not exported, and for commands that do not
   run in the normal course. */
EffectRefs layers_below(const Effect *effect, Report *out);

/* Adds the bytes that one copy of the context brought there; false where it is not known, or not
   one copy alone. */
bool layers_measure(const EffectRefs *below, const Effect *effect, Report *out, uint64_t *bytes);

/* The copy of the same RUN whose source this removal takes away, and nothing more: a move. */
const Effect *layers_copied_first(const Effect *removal);

/* The effect, or the whole move that took its files elsewhere in the same layer; NULL when all of
   them are gone from it. */
const Effect *layers_stays(const Effect *effect);
/* From there on something takes this part of it away, in its layer or in a later one. */
bool layers_loses(const Effect *stays, Value part, Report *out);

/* "written here by COPY", at the instruction or command that wrote. */
void layers_relate(Finding *finding, const Effect *writer);

/* A person's word for the place: the path, or what the words say where it is not known. */
Str layers_path(const Effect *effect, Report *out);

/* What a build of the chain is known to make, the latest; NULL when nothing is known. */
const Effect *layers_built(const StepRefs *chain);

/* As many commands or effects are looked at for one question; beyond that nothing is known. */
enum { LAYERS_LOOK = 1000 };

/* The steps of the whole image: those of the target and of what it is FROM. */
const StepRefs *layers_exported(Report *out);
/* Where a step stands in it; its length when it does not. */
size_t layers_place(const StepRefs *chain, const Step *step);
