#include "model/image_ref.h"

ImageRef image_ref_read(Arena *arena, Value value)
{
    (void)arena;
    ImageRef ref = {.text = value.text, .known = value.known, .valid = value.text.len > 0};
    Str rest = value.text;
    StrCut at = str_cut(rest, '@');
    ref.digest = at.tail;
    rest = at.head;
    size_t slash = str_rfind_char(rest, '/'), colon = str_rfind_char(rest, ':');
    if (colon < rest.len && (slash == rest.len || colon > slash)) {
        ref.tag = str_tail(rest, colon + 1);
        rest = str_head(rest, colon);
    }
    ref.repository = rest;
    ref.name = slash < rest.len ? str_tail(rest, slash + 1) : rest;
    ref.official = slash >= rest.len;
    return ref;
}
