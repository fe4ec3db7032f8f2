/* How two places in a file system stand to each other, by their text alone. Private to the room. */
#pragma once

#include "model/effects.h"

typedef struct {
    bool meet;       /* they may have something in common */
    bool first_all;  /* the first holds all of the second */
    bool second_all; /* the second holds all of the first */
    int depth;       /* <0: the first ends higher up; 0: at the same height; >0: further down */
} PathsMeet;

/* A path holds what lies below it. In a pattern a component "**" stands for any number of them. */
PathsMeet paths_meet(Value first, bool first_glob, Value second, bool second_glob);

/* Nothing in it would match anything but itself. */
bool path_is_literal(Str path);

/* "/x/.m2" is, or holds, "~/.m2/repository", whatever home that is. */
bool path_covers_home(Str path, Str home_path);

/* A path in the directory given, clean; unknown or named when either is. One that begins with
   ${NAME} is taken for absolute, as that is what people write. What ".." takes away from a ${NAME}
   is not known, and neither is a path of Windows. */
Value path_in(Arena *arena, Value dir, Value path);
