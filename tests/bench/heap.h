/* How much memory is in use at the most. The linker leads malloc and its kin of our own code
   here (--wrap); tree-sitter is told to come here too while it is watched. */
#pragma once

#include <stddef.h>

void heap_watch(void);     /* from now on, with nothing counted yet */
size_t heap_unwatch(void); /* the most bytes that were in use at one time since */
