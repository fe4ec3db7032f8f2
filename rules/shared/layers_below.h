/* Who wrote what is taken, moved or touched again. */
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
