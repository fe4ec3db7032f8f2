#include <zstd.h>
#include <zstd_errors.h>

#include "image/codec.h"
#include "image/library.h"

enum {
    LEAST_WINDOW = 10, /* powers of two; what the library takes */
    MOST_WINDOW = sizeof(size_t) > 4 ? 31 : 30,
    USUAL_LEVEL = 3,
    ROOM = 128 << 10,
};

#define FUNCTIONS(DO)          \
    DO(ZSTD_createDStream)     \
    DO(ZSTD_freeDStream)       \
    DO(ZSTD_DCtx_setParameter) \
    DO(ZSTD_DCtx_reset)        \
    DO(ZSTD_decompressStream)  \
    DO(ZSTD_isError)           \
    DO(ZSTD_getErrorCode)      \
    DO(ZSTD_createCStream)     \
    DO(ZSTD_freeCStream)       \
    DO(ZSTD_CCtx_setParameter) \
    DO(ZSTD_compressStream2)

LIBRARY("libzstd.so.1", FUNCTIONS)

typedef struct {
    Library library;
    ZSTD_DStream *stream;
} State;

static void finish(void *opaque)
{
    State *state = opaque;
    state->library.ZSTD_freeDStream(state->stream);
}

static int log_of(uint64_t window)
{
    int log = LEAST_WINDOW;
    while (log < MOST_WINDOW && window >> (log + 1) > 0)
        log++;
    return log;
}

static void *start(Arena *arena, uint64_t window)
{
    State *state = NEW(arena, State);
    const Library *of = &state->library;
    if (!library_load(&state->library) || !(state->stream = of->ZSTD_createDStream()))
        return NULL;
    arena_own(arena, state, finish);
    of->ZSTD_DCtx_setParameter(state->stream, ZSTD_d_windowLogMax, log_of(window));
    return state;
}

static void again(void *opaque)
{
    State *state = opaque;
    state->library.ZSTD_DCtx_reset(state->stream, ZSTD_reset_session_only);
}

static const char *flaw_of(const Library *of, size_t code)
{
    ZSTD_ErrorCode error = of->ZSTD_getErrorCode(code);
    if (error == ZSTD_error_checksum_wrong)
        return "the checksum at the end of the zstd data is wrong";
    if (error == ZSTD_error_frameParameter_windowTooLarge)
        return "the zstd data needs a window of more bytes than are allowed (--max-window)";
    if (error == ZSTD_error_dictionary_wrong)
        return "the zstd data needs a dictionary";
    if (error == ZSTD_error_memory_allocation)
        return "there is not enough memory to unpack the zstd data";
    return "the zstd data is damaged";
}

static Step step(void *opaque, CodecFlow *flow)
{
    State *state = opaque;
    const Library *of = &state->library;
    ZSTD_inBuffer in = {flow->in.at, flow->in.len, 0};
    ZSTD_outBuffer out = {flow->out, flow->room, 0};
    size_t code = of->ZSTD_decompressStream(state->stream, &out, &in);
    flow->in = str_tail(flow->in, in.pos);
    flow->out += out.pos;
    flow->room -= out.pos;
    if (of->ZSTD_isError(code)) {
        flow->flaw = flaw_of(of, code);
        return STEP_BROKEN;
    }
    return code == 0 ? STEP_END : STEP_ON;
}

const Codec codec_zstd = {start, step, again};

/* ---- what compression would make of it ---- */

const char estimate_missing[] =
    "libzstd.so.1, which estimates wire bytes, is not installed, or memory is short";

struct Estimate {
    Library library;
    ZSTD_CStream *stream;
    char *room;
    uint64_t made;
};

static void close_estimate(void *opaque)
{
    Estimate *estimate = opaque;
    estimate->library.ZSTD_freeCStream(estimate->stream);
}

Estimate *estimate_open(Arena *arena)
{
    Estimate *estimate = NEW(arena, Estimate);
    const Library *of = &estimate->library;
    if (!library_load(&estimate->library) || !(estimate->stream = of->ZSTD_createCStream()))
        return NULL;
    arena_own(arena, estimate, close_estimate);
    of->ZSTD_CCtx_setParameter(estimate->stream, ZSTD_c_compressionLevel, USUAL_LEVEL);
    estimate->room = NEW_ARRAY(arena, ROOM, char);
    return estimate;
}

static void compress(Estimate *estimate, Str bytes, ZSTD_EndDirective how)
{
    const Library *of = &estimate->library;
    ZSTD_inBuffer in = {bytes.at, bytes.len, 0};
    size_t left;
    do {
        ZSTD_outBuffer out = {estimate->room, ROOM, 0};
        left = of->ZSTD_compressStream2(estimate->stream, &out, &in, how);
        estimate->made += out.pos;
    } while (!of->ZSTD_isError(left) && (how == ZSTD_e_end ? left > 0 : in.pos < in.size));
}

void estimate_add(void *estimate, Str bytes)
{
    compress(estimate, bytes, ZSTD_e_continue);
}

uint64_t estimate_end(Estimate *estimate)
{
    compress(estimate, (Str){0}, ZSTD_e_end);
    return estimate->made;
}
