#include "model/effects_read.h"
#include "model/script.h"

const Script *script_read(Arena *arena, const Syntax *syntax, const Step *step)
{
    (void)arena, (void)syntax, (void)step;
    return NULL;
}

Effects effects_read(Arena *arena, const Dockerfile *file, const Step *step, Str context)
{
    (void)arena, (void)file, (void)step, (void)context;
    return (Effects){0};
}
