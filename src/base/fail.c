#include "base/fail.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Ends with "..." and not in the middle of a character. */
static void mark_cut(Fail *fail)
{
    size_t end = sizeof fail->text - sizeof "...";
    while (end > 0 && ((unsigned char)fail->text[end] & 0xC0) == 0x80)
        end--;
    memcpy(fail->text + end, "...", sizeof "...");
}

bool fail_set(Fail *fail, const char *format, ...)
{
    assert(fail);
    if (fail->text[0] != '\0')
        return false;
    va_list args;
    va_start(args, format);
    int len = vsnprintf(fail->text, sizeof fail->text, format, args);
    va_end(args);
    if (len < 0 || (size_t)len >= sizeof fail->text)
        mark_cut(fail);
    return false;
}
