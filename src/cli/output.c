#include "cli/output.h"

#include <stdarg.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/utf8.h"

enum { MUCH = 64 << 10 };

void output_init(Output *output, Arena *arena, FILE *stream)
{
    *output = (Output){.stream = stream};
    buf_init(&output->buf, arena);
}

bool output_flush(Output *output)
{
    Fail fail = {0};
    if (!output->failed && !io_print(output->stream, buf_str(&output->buf), &fail)) {
        output->failed = true;
        complain("%s", fail.text);
    }
    buf_clear(&output->buf);
    return !output->failed;
}

void output_relieve(Output *output)
{
    if (output->buf.len >= MUCH)
        output_flush(output);
}

void output_relieve_it(void *output)
{
    output_relieve(output);
}

void complain(const char *format, ...)
{
    Arena *arena = arena_open();
    Buf raw, line;
    buf_init(&raw, arena);
    buf_init(&line, arena);

    va_list args;
    va_start(args, format);
    buf_vfmt(&raw, format, args);
    va_end(args);

    buf_add(&line, STR("plimsoll: "));
    buf_visible(&line, buf_str(&raw));
    buf_char(&line, '\n');
    /* Where standard error cannot be written there is nobody left to tell. */
    Fail ignored = {0};
    io_print(stderr, buf_str(&line), &ignored);
    arena_close(arena);
}
