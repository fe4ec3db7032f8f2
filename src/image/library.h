/* A foreign library that is loaded when it is needed: a struct of its functions, by their own names
   and types, from a list FUNCTIONS(DO) of DO(name). Private to the room. */
#pragma once

#include <dlfcn.h>
#include <stdbool.h>

#define LIBRARY_DECLARE(name) __typeof__(name) *name;
#define LIBRARY_LOAD(name)                                                             \
    *(void **)&library->name = library->handle ? dlsym(library->handle, #name) : NULL; \
    all &= library->name != NULL;
