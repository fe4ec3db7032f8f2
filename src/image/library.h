/* A foreign library that is loaded when it is needed, and stays. Private to the room. */
#pragma once

#include <dlfcn.h>
#include <stdbool.h>

/* Library, a struct of its functions by their own names and types, from a list FUNCTIONS(DO) of
   DO(name); and library_load, which is false where it is not installed or has not all of them. */
#define LIBRARY(file, FUNCTIONS)                                            \
    typedef struct {                                                        \
        FUNCTIONS(LIBRARY_DECLARE)                                          \
    } Library;                                                              \
                                                                            \
    static bool library_load(Library *library)                              \
    {                                                                       \
        void *handle = dlopen(file, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE); \
        bool all = handle != NULL;                                          \
        FUNCTIONS(LIBRARY_LOAD)                                             \
        return all;                                                         \
    }

#define LIBRARY_DECLARE(name) __typeof__(name) *name;
#define LIBRARY_LOAD(name)                                           \
    *(void **)&library->name = handle ? dlsym(handle, #name) : NULL; \
    all &= library->name != NULL;
