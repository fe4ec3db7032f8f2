/* What the rules about layers have in common: the chain, and what stays of what a layer wrote. */
#pragma once

#include "lint/rule.h"

/* The effect, or the whole move that took its files elsewhere in the same layer; NULL when all of
   them are gone from it. */
const Effect *layers_stays(const Effect *effect);
/* From there on something takes this part of it away, in its layer or in a later one. */
bool layers_loses(const Effect *stays, Value part, Report *out);

/* "written here by COPY", at the instruction or command that wrote. */
void layers_relate(Finding *finding, const Effect *writer);

/* How what is deleted later does not get into a layer. */
const char *layers_advice(const Effect *writer);

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
