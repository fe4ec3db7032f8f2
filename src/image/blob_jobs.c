#include "image/blob_jobs.h"

#include <stdlib.h>

#include "base/pool.h"
#include "image/decode.h"
#include "image/digest.h"

typedef struct {
    BlobJobs *jobs;
    const BlobWork *work;
} Run;

static void close_arena(void *arena)
{
    arena_close(arena);
}

static void add_job(Arena *arena, BlobJobs *jobs, Member *member, Str algorithm)
{
    BlobJob *job = PUSH(arena, jobs);
    *job = (BlobJob){.member = member, .arena = arena_open(), .algorithm = algorithm};
    arena_own(arena, job->arena, close_arena);
}

void blob_jobs_add(Arena *arena, BlobJobs *jobs, Source *source, Member *member, Str digest,
                   bool verify)
{
    char head[CODING_HEAD];
    if (!member || member->blob || !source_open_member(source, member))
        return;
    member->blob = NEW(arena, LayerBlob);
    add_job(arena, jobs, member, (Str){0});
    if (verify || coding_of(ground_read(&member->ground, 0, CODING_HEAD, head)) != CODING_NONE)
        add_job(arena, jobs, member,
                digest_is_sound(digest) ? digest_algorithm(digest) : STR("sha256"));
}

/* Walks come first, the largest ahead of all, so that none is left alone at the end. */
static int by_work(const void *a, const void *b)
{
    const BlobJob *left = a, *right = b;
    if (!left->algorithm.len != !right->algorithm.len)
        return left->algorithm.len ? 1 : -1;
    uint64_t one = left->member->size, other = right->member->size;
    int order = (one < other) - (one > other);
    return order != 0 ? order : str_order(left->member->name, right->member->name);
}

static void walk(const BlobJob *job, Reader *from, const BlobWork *work)
{
    if (job->member->ground.len < job->member->size)
        from->flaw = "the archive ends within it";
    blob_read(job->arena, from, &job->member->ground, work, job->member->blob);
}

static void hash(Arena *scratch, Reader *from, BlobJob *job)
{
    Digest *digest = digest_open(scratch, job->algorithm);
    for (Str bytes; digest && (bytes = reader_next(from)).len > 0;)
        digest_add(digest, bytes);
    job->flaw = from->flaw;
    job->untold = digest ? NULL : digest_missing;
    if (digest && !from->flaw)
        job->digest = digest_close(digest, job->arena);
}

static void *run_job(void *context, size_t index)
{
    const Run *run = context;
    BlobJob *job = &run->jobs->at[index];
    Arena *scratch = arena_open();
    Reader *from = reader_of_ground(scratch, &job->member->ground);
    if (job->algorithm.len)
        hash(scratch, from, job);
    else
        walk(job, from, run->work);
    arena_close(scratch);
    return NULL;
}

static void nothing_to_deliver(void *context, size_t index, void *result)
{
    (void)context, (void)index, (void)result;
}

void blob_jobs_run(BlobJobs *jobs, const BlobWork *work, unsigned threads)
{
    Run run = {jobs, work};
    PoolTask task = {run_job, nothing_to_deliver, &run};
    if (jobs->len > 1)
        qsort(jobs->at, jobs->len, sizeof *jobs->at, by_work);
    pool_run(&task, jobs->len, threads);
    for (size_t i = 0; i < jobs->len; i++) {
        const BlobJob *job = &jobs->at[i];
        LayerBlob *blob = job->member->blob;
        blob->digest = job->digest.len ? job->digest : blob->digest;
        blob->flaw = blob->flaw ? blob->flaw : job->flaw;
        blob->untold = blob->untold ? blob->untold : job->untold;
        if (blob->record && !blob->compressed && !blob->flaw)
            blob->diff_id = blob->digest;
    }
}
