/* Image references: [registry/]repository[:tag][@digest], split as Docker's own rules split them.
   Refuses to know whether the image exists. A ${NAME} in it is taken for letters that fit. */
#pragma once

#include "base/arena.h"
#include "model/value.h"

typedef struct {
    Str text;     /* as it came out of expansion */
    bool valid;   /* a reference that Docker would take */
    Str registry; /* as written: "ghcr.io", "localhost:5000"; empty for Docker Hub's short names */
    Str repository; /* without registry: "library/x" is not added */
    Str name;       /* the last component of the repository: "debian" */
    Str tag;        /* empty when there is none */
    Str digest;     /* "sha256:..." */
    Knowledge known;
    bool official; /* of Docker Hub's library: debian, docker.io/library/debian */
} ImageRef;

/* An operating system of Docker Hub's library that sets no variable but PATH. */
bool image_is_bare(const ImageRef *ref);

ImageRef image_ref_read(Arena *arena, Value value);

bool is_digest(Str text); /* sha256:..., with as many small hexadecimal digits as it takes */
