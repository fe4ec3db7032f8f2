#include "base/path.h"

#include "base/buf.h"

static size_t base_start(Str path)
{
    size_t slash = str_rfind_char(path, '/');
    return slash < path.len ? slash + 1 : 0;
}

Str path_base(Str path)
{
    return str_tail(path, base_start(path));
}

Str path_dir(Str path)
{
    size_t end = base_start(path);
    if (end == 0)
        return STR(".");
    while (end > 1 && path.at[end - 1] == '/')
        end--;
    return str_head(path, end);
}

bool path_is_absolute(Str path)
{
    return path.len > 0 && path.at[0] == '/';
}

bool path_has_drive(Str path)
{
    return path.len > 1 && path.at[1] == ':' && char_is_letter(path.at[0]);
}

/* Takes the last name off `clean`, or writes a ".." that nothing can take back. */
static void go_up(Buf *clean, size_t *floor)
{
    if (clean->len > *floor) {
        size_t start = base_start(buf_str(clean));
        clean->len = start > *floor ? start - 1 : *floor;
        return;
    }
    if (clean->len == 1 && clean->at[0] == '/')
        return;
    if (clean->len > 0)
        buf_char(clean, '/');
    buf_add(clean, STR(".."));
    *floor = clean->len;
}

static void add_part(Buf *clean, Str part, size_t *floor)
{
    if (part.len == 0 || str_eq(part, STR(".")))
        return;
    if (str_eq(part, STR(".."))) {
        go_up(clean, floor);
        return;
    }
    if (clean->len > 0 && clean->at[clean->len - 1] != '/')
        buf_char(clean, '/');
    buf_add(clean, part);
}

Str path_clean(Arena *arena, Str path)
{
    Buf clean;
    buf_init(&clean, arena);
    if (path_is_absolute(path))
        buf_char(&clean, '/');
    size_t floor = clean.len;
    while (path.len > 0) {
        StrCut cut = str_cut(path, '/');
        add_part(&clean, cut.head, &floor);
        path = cut.tail;
    }
    return clean.len > 0 ? buf_str(&clean) : STR(".");
}

Str path_join(Arena *arena, Str dir, Str name)
{
    if (dir.len == 0 || path_is_absolute(name))
        return path_clean(arena, name);
    Buf both;
    buf_init(&both, arena);
    buf_add(&both, dir);
    buf_char(&both, '/');
    buf_add(&both, name);
    return path_clean(arena, buf_str(&both));
}
