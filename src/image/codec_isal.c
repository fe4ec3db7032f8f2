#include <isa-l/igzip_lib.h>

#include "image/codec.h"
#include "image/library.h"

#define FUNCTIONS(DO)      \
    DO(isal_inflate_init)  \
    DO(isal_inflate_reset) \
    DO(isal_inflate)

LIBRARY("libisal.so.2", FUNCTIONS)

typedef struct {
    Library library;
    struct inflate_state inflate;
} State;

static void *start(Arena *arena, uint64_t window)
{
    (void)window;
    State *state = NEW(arena, State);
    if (!library_load(&state->library))
        return NULL;
    state->library.isal_inflate_init(&state->inflate);
    state->inflate.crc_flag = ISAL_GZIP;
    return state;
}

static void again(void *opaque)
{
    State *state = opaque;
    state->library.isal_inflate_reset(&state->inflate);
}

static const char *flaw_of(int code)
{
    if (code == ISAL_INCORRECT_CHECKSUM)
        return "the checksum or length at the end of the gzip data is wrong";
    if (code == ISAL_INVALID_WRAPPER || code == ISAL_UNSUPPORTED_METHOD)
        return "the gzip header is damaged";
    return "the gzip data is damaged";
}

static Step step(void *opaque, CodecFlow *flow)
{
    const Library *of = &((State *)opaque)->library;
    struct inflate_state *state = &((State *)opaque)->inflate;
    uint32_t in = flow->in.len > INT32_MAX ? INT32_MAX : (uint32_t)flow->in.len;
    /* The library only reads there. */
    state->next_in = (uint8_t *)(uintptr_t)flow->in.at;
    state->avail_in = in;
    state->next_out = (uint8_t *)flow->out;
    state->avail_out = (uint32_t)flow->room;
    int code = of->isal_inflate(state);
    flow->in = str_tail(flow->in, in - state->avail_in);
    flow->out += flow->room - state->avail_out;
    flow->room = state->avail_out;
    if (code < 0 || code == ISAL_NEED_DICT) {
        flow->flaw = flaw_of(code);
        return STEP_BROKEN;
    }
    return state->block_state == ISAL_BLOCK_FINISH ? STEP_END : STEP_ON;
}

const Codec codec_gzip = {start, step, again};
