#include "image/reader.h"

#include <assert.h>
#include <errno.h>
#include <unistd.h>

#include "base/io.h"

enum {
    FILE_CHUNK = 256 << 10,
    /* Of ground so much is read at first, and behind a jump: a header and a small body. What is
       read on end doubles. */
    GROUND_FIRST = 4 << 10,
    GROUND_CHUNK = 64 << 10,
};

typedef struct {
    Reader reader;
    int fd;
    char *room;
} FileReader;

typedef struct {
    Reader reader;
    Ground ground;
    uint64_t at;
    size_t next; /* bytes to be read */
    char *room;
} GroundReader;

typedef struct {
    Reader reader;
    Reader *from;
    uint64_t left;
} PartReader;

/* What is behind `held`: read already, or read now. */
static Str next_behind(Reader *reader)
{
    Str bytes = reader->behind;
    reader->behind = (Str){0};
    return bytes.len ? bytes : reader->more(reader);
}

Str reader_next(Reader *reader)
{
    Str bytes = reader->held;
    reader->held = (Str){0};
    if (bytes.len == 0)
        bytes = next_behind(reader);
    reader->given += bytes.len;
    return bytes;
}

void reader_return(Reader *reader, Str tail)
{
    if (tail.len == 0)
        return;
    assert(reader->held.len == 0 && tail.len <= reader->given);
    reader->held = tail;
    reader->given -= tail.len;
}

Str reader_peek(Arena *arena, Reader *reader, size_t count)
{
    while (reader->held.len < count) {
        /* What is held is lost when more is read: it is joined elsewhere with as much as is due. */
        Str first = str_copy(arena, reader->held);
        Str more = next_behind(reader);
        Str due = str_head(more, count - first.len);
        reader->held = first.len && more.len ? str_joined(arena, first, due) : more;
        if (first.len)
            reader->behind = str_tail(more, due.len);
        if (more.len == 0) {
            reader->held = first;
            break;
        }
    }
    return str_head(reader->held, count);
}

Str reader_take(Arena *arena, Reader *reader, size_t count)
{
    Str taken = reader_peek(arena, reader, count);
    reader->held = str_tail(reader->held, taken.len);
    reader->given += taken.len;
    return taken;
}

uint64_t reader_skip(Reader *reader, uint64_t count)
{
    uint64_t skipped = 0;
    while (skipped < count) {
        if (reader->jump && reader->held.len + reader->behind.len == 0) {
            uint64_t jumped = reader->jump(reader, count - skipped);
            reader->given += jumped;
            return skipped + jumped;
        }
        Str bytes = reader_next(reader);
        if (bytes.len == 0)
            break;
        if (bytes.len > count - skipped)
            reader_return(reader, str_tail(bytes, (size_t)(count - skipped)));
        skipped += bytes.len < count - skipped ? bytes.len : count - skipped;
    }
    return skipped;
}

static Str more_of_ground(Reader *reader)
{
    GroundReader *from = (GroundReader *)reader;
    Str bytes = ground_read(&from->ground, from->at, from->next, from->room);
    from->at += bytes.len;
    if (bytes.len < from->next && from->at < from->ground.len)
        reader->flaw = ground_shrank;
    from->next = from->next < GROUND_CHUNK / 2 ? from->next * 2 : GROUND_CHUNK;
    return bytes;
}

static uint64_t jump_on_ground(Reader *reader, uint64_t count)
{
    GroundReader *from = (GroundReader *)reader;
    uint64_t left = from->ground.len - from->at, jumped = count < left ? count : left;
    from->at += jumped;
    from->next = GROUND_FIRST;
    return jumped;
}

Reader *reader_of_ground(Arena *arena, const Ground *ground)
{
    GroundReader *from = NEW(arena, GroundReader);
    from->reader.more = more_of_ground;
    from->reader.jump = jump_on_ground;
    from->ground = *ground;
    from->next = GROUND_FIRST;
    if (!ground->memory)
        from->room = NEW_ARRAY(arena, GROUND_CHUNK, char);
    return &from->reader;
}

static Str more_of_file(Reader *reader)
{
    FileReader *file = (FileReader *)reader;
    size_t len = 0;
    /* A pipe gives little at a time; what follows works on many bytes at once. */
    while (len < FILE_CHUNK && !reader->flaw) {
        ssize_t got = read(file->fd, file->room + len, FILE_CHUNK - len);
        if (got == 0)
            break;
        if (got > 0)
            len += (size_t)got;
        else if (errno != EINTR)
            reader->flaw = io_reason(errno);
    }
    return (Str){file->room, len};
}

Reader *reader_of_file(Arena *arena, int fd)
{
    FileReader *file = NEW(arena, FileReader);
    file->reader.more = more_of_file;
    file->fd = fd;
    file->room = NEW_ARRAY(arena, FILE_CHUNK, char);
    return &file->reader;
}

static Str more_of_part(Reader *reader)
{
    PartReader *part = (PartReader *)reader;
    if (part->left == 0)
        return (Str){0};
    Str bytes = reader_next(part->from);
    if (bytes.len == 0 && !reader->flaw)
        reader->flaw = part->from->flaw ? part->from->flaw : "the archive ends within it";
    if (bytes.len > part->left) {
        reader_return(part->from, str_tail(bytes, (size_t)part->left));
        bytes.len = (size_t)part->left;
    }
    part->left -= bytes.len;
    return bytes;
}

Reader *reader_of_part(Arena *arena, Reader *from, uint64_t size)
{
    PartReader *part = NEW(arena, PartReader);
    part->reader.more = more_of_part;
    part->from = from;
    part->left = size;
    return &part->reader;
}

typedef struct {
    Reader reader;
    Reader *from;
    ReaderListener *tell;
    void *listener;
} ToldReader;

static Str more_and_tell(Reader *reader)
{
    ToldReader *told = (ToldReader *)reader;
    Str bytes = reader_next(told->from);
    told->tell(told->listener, bytes);
    reader->flaw = told->from->flaw;
    return bytes;
}

Reader *reader_told(Arena *arena, Reader *from, ReaderListener *tell, void *listener)
{
    ToldReader *told = NEW(arena, ToldReader);
    *told = (ToldReader){{.more = more_and_tell}, from, tell, listener};
    return &told->reader;
}

typedef struct {
    Reader reader;
    Reader *from;
    uint64_t left;
    const char *flaw;
} BoundedReader;

static Str more_in_bounds(Reader *reader)
{
    BoundedReader *bounded = (BoundedReader *)reader;
    if (reader->flaw)
        return (Str){0};
    Str bytes = reader_next(bounded->from);
    reader->flaw = bytes.len > bounded->left ? bounded->flaw : bounded->from->flaw;
    bytes = str_head(bytes, (size_t)bounded->left);
    bounded->left -= bytes.len;
    return bytes;
}

Reader *reader_bounded(Arena *arena, Reader *from, uint64_t most, const char *flaw)
{
    BoundedReader *bounded = NEW(arena, BoundedReader);
    *bounded = (BoundedReader){{.more = more_in_bounds}, from, most, flaw};
    return &bounded->reader;
}
