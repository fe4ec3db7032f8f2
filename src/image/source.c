#include "image/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/path.h"
#include "image/codec.h"
#include "image/decode.h"
#include "image/tar_header.h"

enum {
    MOST_PEELS = 3,
    MOST_HOPS = 16,
    HEAD = 40 << 10, /* as far as the marks of file systems lie */
};

/* ---- by name ---- */

static void drop_listing(void *handle)
{
    Listing *listing = handle;
    arena_close(listing->arena);
    *listing = (Listing){0};
}

Listed *source_list(Source *source, Str name, uint64_t size)
{
    Listing *listing = source->listing;
    Listed *listed = NEW(listing->arena, Listed);
    *listed = (Listed){
        .name = str_copy(listing->arena, name), .size = size, .order = (uint32_t)listing->len};
    *PUSH(listing->arena, listing) = listed;
    return listed;
}

Member *source_member(Source *source, Listed *listed)
{
    if (!listed->member) {
        Member *member = listed->member = NEW(source->listing->arena, Member);
        member->name = listed->name;
        member->size = listed->size;
        member->has_bytes = listed->has_bytes;
        if (source->kind == SOURCE_LYING)
            member->ground = ground_part(&source->all, listed->from, listed->size);
    }
    return listed->member;
}

void source_forget(Source *source)
{
    drop_listing(source->listing);
}

/* Of equal names the one that was written last comes first. */
static int by_name(const void *a, const void *b)
{
    const Listed *left = *(Listed *const *)a, *right = *(Listed *const *)b;
    int order = str_order(left->name, right->name);
    return order != 0 ? order : (left->order < right->order) - (left->order > right->order);
}

static void settle(Listing *listing)
{
    size_t kept = 0;
    if (listing->len > 1)
        qsort(listing->at, listing->len, sizeof *listing->at, by_name);
    for (size_t i = 0; i < listing->len; i++)
        if (kept == 0 || !str_eq(listing->at[kept - 1]->name, listing->at[i]->name))
            listing->at[kept++] = listing->at[i];
    listing->len = kept;
}

static Member *find_once(Source *source, Str name)
{
    size_t low = 0, high = source->listing->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        Listed *listed = source->listing->at[middle];
        int order = str_order(listed->name, name);
        if (order == 0)
            return source_member(source, listed);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

Member *source_find(Source *source, Str name)
{
    Arena *arena = source->arena;
    Str at = path_join(arena, STR("/"), name);
    for (unsigned hops = 0; hops <= MOST_HOPS; hops++) {
        Member *member = find_once(source, str_tail(at, 1));
        if (!member || member->link.len == 0)
            return member;
        at = path_join(arena, path_dir(at), member->link);
    }
    return NULL;
}

bool source_open_member(Source *source, Member *member)
{
    return member->has_bytes ||
           (source->kind == SOURCE_DIRECTORY && directory_open(source, member));
}

/* What flows was kept only if it looked like a document; so what lies must, too. */
bool source_read_document(Source *source, Member *member)
{
    char head[TAR_BLOCK];
    if (!source_open_member(source, member) ||
        !looks_like_document(ground_read(&member->ground, 0, TAR_BLOCK, head)))
        return false;
    size_t len = (size_t)member->ground.len;
    member->bytes = ground_read(&member->ground, 0, len, NEW_ARRAY(source->arena, len, char));
    return member->bytes.len == len;
}

/* ---- opening ---- */

static void walk_on(void *walk, Str bytes)
{
    tar_walk_feed(walk, bytes);
}

static Reader *reader_that_estimates(Arena *arena, Reader *from, Estimate *estimate)
{
    return estimate ? reader_told(arena, from, estimate_add, estimate) : from;
}

/* All that passes by is walked as one layer, too: only at the end it is known whether it is one. */
static void read_flowing(Source *source, Reader *tar, const BlobWork *work)
{
    Arena *arena = source->arena;
    TarOptions options = {.key = work->key, .limits = work->limits};
    TarWalk *walk = tar_walk_open(arena, &options);
    Digest *digest = work->verify ? digest_open(arena, STR("sha256")) : NULL;
    Estimate *estimate = work->estimate ? estimate_open(arena) : NULL;
    Reader *reader = reader_that_estimates(arena, tar, estimate);
    reader = digest ? reader_that_hashes(arena, reader, digest) : reader;
    reader = reader_told(arena, reader, walk_on, walk);
    source->kind = SOURCE_FLOWING;
    tar_members(source, reader, work);
    LayerBlob *whole = source->whole = NEW(arena, LayerBlob);
    whole->flaw = reader->flaw;
    whole->record = tar_walk_close(walk, whole->flaw != NULL);
    whole->coding = coding_name(CODING_NONE);
    whole->raw = whole->stored = reader->given;
    whole->about = estimate ? estimate_end(estimate) : 0;
    whole->untold = work->verify && !digest       ? digest_missing
                    : work->estimate && !estimate ? estimate_missing
                                                  : NULL;
    whole->digest = digest ? digest_close(digest, arena) : (Str){0};
    whole->diff_id = whole->flaw ? (Str){0} : whole->digest;
}

/* The tar in it, whatever it is wrapped in. */
static Reader *peel(Arena *arena, Reader *reader, const ImageLimits *limits)
{
    for (unsigned i = 0; i < MOST_PEELS; i++) {
        Decoder *decoder = decoder_of(arena, reader, limits);
        if (decoder->coding == CODING_NONE)
            break;
        reader = reader_bounded(arena, &decoder->reader, limits->archive,
                                "it unpacks to more bytes than are allowed (--max-archive)");
    }
    return reader;
}

/* `lies`: where the archive does; NULL where it flows. */
static bool read_archive(Source *source, Reader *from, const Ground *lies, const BlobWork *work,
                         Fail *fail)
{
    Reader *tar = peel(source->arena, from, &source->limits);
    if (!looks_like_tar(reader_peek(source->arena, tar, TAR_BLOCK))) {
        source->head = reader_peek(source->arena, tar, HEAD);
        if (tar->flaw)
            return fail_set(fail, "cannot read %.*s: %s", STR_ARG(source->path), tar->flaw);
        return fail_no_image(source, fail);
    }
    if (lies && tar == from) {
        source->all = *lies;
        if (tar_may_be_image(source, tar))
            tar_members(source, reader_of_ground(source->arena, lies), NULL);
    } else {
        read_flowing(source, tar, work);
    }
    settle(source->listing);
    return true;
}

static bool fail_open(const Source *source, Fail *fail)
{
    return fail_set(fail, "cannot read %.*s: %s", STR_ARG(source->path), io_reason(errno));
}

static bool read_open(Source *source, int fd, const BlobWork *work, Fail *fail)
{
    struct stat info;
    Ground ground;
    if (fstat(fd, &info) != 0)
        return fail_open(source, fail);
    if (S_ISDIR(info.st_mode)) {
        source->kind = SOURCE_DIRECTORY;
        bool done = directory_members(source, fail);
        settle(source->listing);
        return done;
    }
    if (ground_of_open(source->arena, fd, &ground))
        return read_archive(source, reader_of_ground(source->arena, &ground), &ground, work, fail);
    return read_archive(source, reader_of_file(source->arena, fd), NULL, work, fail);
}

bool source_open(Arena *arena, const ImageQuery *query, const BlobWork *work, Source *source,
                 Fail *fail)
{
    *source = (Source){.arena = arena, .path = query->path, .limits = work->limits};
    source->listing = NEW(arena, Listing);
    source->listing->arena = arena_open();
    arena_own(arena, source->listing, drop_listing);
    if (query->bytes.at) {
        Ground ground = ground_of_bytes(query->bytes);
        return read_archive(source, reader_of_ground(arena, &ground), &ground, work, fail);
    }
    if (str_eq(query->path, STR("-"))) {
        source->path = STR("standard input");
        return read_open(source, STDIN_FILENO, work, fail);
    }
    int fd;
    do
        fd = open(str_terminated(arena, query->path), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    while (fd < 0 && errno == EINTR);
    if (fd < 0)
        return errno == ENOENT ? fail_no_file(source, fail) : fail_open(source, fail);
    bool done = read_open(source, fd, work, fail);
    close(fd);
    return done;
}
