/* An archive, what unpacks it, and what else the RUN does. Private to unpacking. */
#pragma once

#include "lint/rule.h"

typedef enum {
    STAYS,
    IDLE, /* stays, but for others only: cd, set */
    GOES,
    ODD, /* it might not mean the same behind ADD */
} Lot;

typedef struct {
    const ShellNode *node;
    Lot kind;
} Part;

typedef struct {
    const Step *copy, *run;
    const Command *tar;
    const CopySource *source;
    Value archive, dir; /* where it lies in the image, and where its files come to lie */
    struct {
        Part *at;
        size_t len, cap;
    } parts; /* of the RUN */
    Report *out;
} Unpacking;

bool command_has_only(const Command *command, const char *options);
/* The RUN is one list of && that tar is a part of, and nothing before tar is in its way. */
bool unpacking_parts(Unpacking *it);
/* Something else than this COPY and this tar may want it. */
bool others_want_archive(const Unpacking *it);
