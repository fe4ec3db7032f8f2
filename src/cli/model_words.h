/* The words that `plimsoll parse --model` has for the model's kinds, the same in text and JSON.
   docs/parse-model.md lists them. */
#pragma once

#include "model/model.h"

const char *knowledge_word(Knowledge known);
const char *origin_word(OriginKind kind);
const char *source_word(CopySourceKind kind);
const char *mount_word(MountKind kind);
const char *dialect_word(ShellDialect dialect);
const char *redirect_word(RedirectKind kind); /* as it is written: ">>" */
const char *act_word(ManagerAct act);
const char *pin_word(Pin pin);
const char *effect_word(EffectKind kind);
const char *sureness_word(Sureness sure);
const char *reach_word(Reach reach);
const char *brings_word(Brings brings); /* empty for BRINGS_NOTHING */

/* Of bit `index` of Command.guards; NULL behind the last. */
const char *guard_word(unsigned index);
