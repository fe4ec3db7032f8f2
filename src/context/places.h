/* From a path to its place in the tree. Private to the room. */
#pragma once

#include "context/context.h"

/* What is sent of a path, links in it followed as if the context were all there is, and where that
   is; NULL when nothing is. path: from the root, with or without a '/' before it. */
const ContextEntry *tree_resolve(Arena *arena, const ContextTree *tree, Str path, Str *place);

/* Of the next two the path has no '/' before it.
   What stands there on the disk, sent or not. */
bool tree_holds(Arena *arena, const ContextTree *tree, Str path);

/* The path that is most likely meant by one that is not there; empty when nothing is near. */
Str tree_nearest(Arena *arena, const ContextTree *tree, Str path);
