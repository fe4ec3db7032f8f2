/* Files of an image's layers that hold keys, passwords or tokens. */
#pragma once

#include "base/buf.h"
#include "lint/rule.h"

/* Those of one layer that one other layer hides, or that live. */
typedef struct {
    const BuiltLayer *layer, *hider; /* hider NULL: they live */
    Str first;                       /* the path of one */
    Buf names;                       /* "/root/.netrc (passwords)" and so on */
    size_t count;
} LayerSecret;

/* The state of such a rule. */
typedef struct {
    LayerSecret *at;
    size_t len, cap;
    size_t files, bytes; /* that were read */
    Str directory;       /* of the entry before */
    bool apart;          /* that one is */
} LayerSecrets;

/* Looks into a file that a line of the Dockerfile stored, and notes it when it holds any. What a
   finding about the text of that line says already is none. */
void layer_secrets_add(LayerSecrets *secrets, const BuiltEntry *entry, Report *out);
