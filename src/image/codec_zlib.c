#include <zlib.h>

#include "image/codec.h"

enum { GZIP_ONLY = 16, WINDOW_BITS = 15 };

static void finish(void *state)
{
    inflateEnd(state);
}

static void *start(Arena *arena, uint64_t window)
{
    (void)window;
    z_stream *state = NEW(arena, z_stream);
    if (inflateInit2(state, WINDOW_BITS + GZIP_ONLY) != Z_OK)
        return NULL;
    arena_own(arena, state, finish);
    return state;
}

static void again(void *state)
{
    inflateReset(state);
}

static const char *flaw_of(const z_stream *state)
{
    Str said = str_from(state->msg);
    if (str_eq(said, STR("incorrect data check")) || str_eq(said, STR("incorrect length check")))
        return "the checksum or length at the end of the gzip data is wrong";
    if (str_find(said, STR("header")) < said.len || str_starts(said, STR("unknown compression")))
        return "the gzip header is damaged";
    return "the gzip data is damaged";
}

static Step step(void *opaque, CodecFlow *flow)
{
    z_stream *state = opaque;
    uInt in = flow->in.len > INT32_MAX ? INT32_MAX : (uInt)flow->in.len;
    /* The library only reads there. */
    state->next_in = (Bytef *)(uintptr_t)flow->in.at;
    state->avail_in = in;
    state->next_out = (Bytef *)flow->out;
    state->avail_out = (uInt)flow->room;
    int code = inflate(state, Z_NO_FLUSH);
    flow->in = str_tail(flow->in, in - state->avail_in);
    flow->out += flow->room - state->avail_out;
    flow->room = state->avail_out;
    if (code == Z_STREAM_END)
        return STEP_END;
    if (code == Z_OK || code == Z_BUF_ERROR)
        return STEP_ON;
    flow->flaw = flaw_of(state);
    return STEP_BROKEN;
}

const Codec codec_gzip = {start, step, again};
