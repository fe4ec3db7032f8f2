#include <zstd.h>
#include <zstd_errors.h>

#include "image/codec.h"

enum {
    WINDOW_LOG = 27, /* 128 MiB: what zstd --ultra --long takes */
    USUAL_LEVEL = 3,
    ROOM = 128 << 10,
};

static void finish(void *state)
{
    ZSTD_freeDStream(state);
}

static void *start(Arena *arena)
{
    ZSTD_DStream *state = ZSTD_createDStream();
    if (!state)
        return NULL;
    arena_own(arena, state, finish);
    ZSTD_DCtx_setParameter(state, ZSTD_d_windowLogMax, WINDOW_LOG);
    return state;
}

static void again(void *state)
{
    ZSTD_DCtx_reset(state, ZSTD_reset_session_only);
}

static const char *flaw_of(size_t code)
{
    ZSTD_ErrorCode error = ZSTD_getErrorCode(code);
    if (error == ZSTD_error_checksum_wrong)
        return "the checksum at the end of the zstd data is wrong";
    if (error == ZSTD_error_frameParameter_windowTooLarge)
        return "the zstd data needs a window of more than 128 MiB";
    if (error == ZSTD_error_dictionary_wrong)
        return "the zstd data needs a dictionary";
    if (error == ZSTD_error_memory_allocation)
        return "there is not enough memory to unpack the zstd data";
    return "the zstd data is damaged";
}

static Step step(void *state, CodecFlow *flow)
{
    ZSTD_inBuffer in = {flow->in.at, flow->in.len, 0};
    ZSTD_outBuffer out = {flow->out, flow->room, 0};
    size_t code = ZSTD_decompressStream(state, &out, &in);
    flow->in = str_tail(flow->in, in.pos);
    flow->out += out.pos;
    flow->room -= out.pos;
    if (ZSTD_isError(code)) {
        flow->flaw = flaw_of(code);
        return STEP_BROKEN;
    }
    return code == 0 ? STEP_END : STEP_ON;
}

const Codec codec_zstd = {start, step, again};

/* ---- what compression would make of it ---- */

struct Estimate {
    ZSTD_CStream *state;
    char *room;
    uint64_t made;
};

static void close_estimate(void *state)
{
    ZSTD_freeCStream(state);
}

Estimate *estimate_open(Arena *arena)
{
    Estimate *estimate = NEW(arena, Estimate);
    estimate->state = ZSTD_createCStream();
    if (!estimate->state)
        return NULL;
    arena_own(arena, estimate->state, close_estimate);
    ZSTD_CCtx_setParameter(estimate->state, ZSTD_c_compressionLevel, USUAL_LEVEL);
    estimate->room = NEW_ARRAY(arena, ROOM, char);
    return estimate;
}

static void compress(Estimate *estimate, Str bytes, ZSTD_EndDirective how)
{
    ZSTD_inBuffer in = {bytes.at, bytes.len, 0};
    size_t left;
    do {
        ZSTD_outBuffer out = {estimate->room, ROOM, 0};
        left = ZSTD_compressStream2(estimate->state, &out, &in, how);
        estimate->made += out.pos;
    } while (!ZSTD_isError(left) && (how == ZSTD_e_end ? left > 0 : in.pos < in.size));
}

void estimate_add(Estimate *estimate, Str bytes)
{
    compress(estimate, bytes, ZSTD_e_continue);
}

uint64_t estimate_end(Estimate *estimate)
{
    compress(estimate, (Str){0}, ZSTD_e_end);
    return estimate->made;
}
