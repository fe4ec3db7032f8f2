/* Damage is never overlooked: archives are cut and their bits are turned, and plimsoll weigh is run
   on each in this process.

       damage FOLDER [CUTS [FLIPS [SEED]]]

   FOLDER holds archives that are sound. Each is cut at every block, a byte before and behind, and
   at CUTS places more; FLIPS bits are turned in all of them together. Always the exit code is 0 or
   2, and 2 is explained. It may be 0 only when what was told is told again; and it must be 2 where
   a digest covers what was turned, or where an archive that is not compressed ends in a member. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#define _XOPEN_SOURCE 700

#include <dirent.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/io.h"
#include "base/json.h"
#include "base/path.h"
#include "cli/commands.h"
#include "image/digest.h"

enum { BLOCK = 512, CUTS = 12, FLIPS = 1500, SECONDS = 120 };

typedef enum { PLAIN, VERIFIED, MODES } Mode;

/* Bytes of an archive whose digest the report names. */
typedef struct {
    size_t from, to;
    bool always; /* it is looked at even where nobody asks */
} Covered;

typedef struct {
    Covered *at;
    size_t len, cap;
} Covereds;

typedef struct {
    Str name, bytes;
    Str told[MODES]; /* as JSON */
    const Json *report[MODES];
    Covereds covered;
    size_t *ends; /* of members, where the archive is a tar as it lies there */
    size_t end_count;
    size_t end; /* of the last member; 0 where the archive is compressed */
    bool raw;   /* layers are not compressed, nor is the whole: nobody asks for their digests */
    bool mute;  /* nothing says which digests layers should have: the oldest layout */
} Archive;

typedef struct {
    Archive *at;
    size_t len, cap;
} Archives;

typedef struct {
    int code;
    Str told, said;
} Outcome;

static uint64_t drawn;
static char (*doing)[300]; /* outlives a run that dies */
static unsigned long passed;
static FILE *console;

static size_t draw(size_t below)
{
    drawn = drawn * 6364136223846793005u + 1442695040888963407u;
    return (size_t)((drawn >> 33) % below);
}

static void fail(const char *why, const Outcome *outcome)
{
    fprintf(console, "%s; exit code %d\n%.*s\n", why, outcome->code, STR_ARG(outcome->said));
    fflush(console);
    _exit(1);
}

/* ---- a run ---- */

static Str taken(Arena *arena, FILE *stream, const char *path)
{
    Str text = {0};
    Fail why = {0};
    fflush(stream);
    if (!io_read(arena, path, &text, &why) || ftruncate(fileno(stream), 0) != 0)
        abort();
    rewind(stream);
    return text;
}

static Outcome run(Arena *arena, Str bytes, Mode mode)
{
    Strs words = {0};
    static const char *const given[] = {"--no-config", "--format", "json",    "-j",
                                        "1",           "a.tar",    "--verify"};
    for (size_t i = 0; i < sizeof given / sizeof *given - (mode == PLAIN); i++)
        *PUSH(arena, &words) = str_from(given[i]);
    FILE *file = fopen("a.tar", "w");
    if (!file || fwrite(bytes.at, 1, bytes.len, file) != bytes.len || fclose(file) != 0)
        abort();
    alarm(SECONDS);
    Outcome outcome = {.code = command_run(arena, command_find(STR("weigh")), words)};
    outcome.told = taken(arena, stdout, "out");
    outcome.said = taken(arena, stderr, "err");
    return outcome;
}

/* ---- what was told ---- */

static bool same_numbers(const Json *one, const Json *other, const char *const *keys)
{
    for (; *keys; keys++)
        if (json_as_number(json_member(one, *keys)) != json_as_number(json_member(other, *keys)))
            return false;
    return true;
}

/* Of layers whose digest nobody asked for only the length is sure: a path may be another one. */
static bool tells_the_same(const Archive *archive, const Json *report, Mode mode)
{
    static const char *const of_image[] = {
        "tar",       "content", "logical", "wire",     "live",         "wasted", "hidden",
        "duplicate", "entries", "files",   "unpacked", "tar_squashed", NULL};
    static const char *const of_layer[] = {"tar",     "content", "logical", "wire",
                                           "entries", "dead",    "culprit", NULL};
    static const char *const tar[] = {"tar", NULL};
    bool sure = !archive->mute && (mode == VERIFIED || !archive->raw);
    const Json *old = json_item(json_member(archive->report[mode], "images"), 0);
    const Json *new = json_item(json_member(report, "images"), 0);
    if (!new || json_next(new) ||
        !same_numbers(json_member(old, "totals"), json_member(new, "totals"),
                      sure ? of_image : tar))
        return false;
    const Json *one = json_item(json_member(old, "layers"), 0);
    const Json *other = json_item(json_member(new, "layers"), 0);
    for (; one && other; one = json_next(one), other = json_next(other))
        if (!same_numbers(one, other, sure ? of_layer : tar))
            return false;
    return !one && !other;
}

static bool tells_damage(const Json *report)
{
    const Json *image = json_item(json_member(report, "images"), 0);
    while (image && json_count(json_member(image, "warnings")) == 0)
        image = json_next(image);
    return image != NULL;
}

static void check(Arena *arena, const Archive *archive, Mode mode, Str bytes, bool must)
{
    Outcome outcome = run(arena, bytes, mode);
    Fail why = {0};
    const Json *report = json_read(arena, outcome.told, &why);
    if (!report)
        fail("no JSON is told", &outcome);
    if (outcome.code != 0 && outcome.code != 2)
        fail("that is no exit code for damage", &outcome);
    if (outcome.code == 2 && outcome.said.len == 0 && !tells_damage(report))
        fail("nothing says what is wrong", &outcome);
    if (outcome.code == 0 && must)
        fail("the damage was overlooked", &outcome);
    if (outcome.code == 0 && !tells_the_same(archive, report, mode))
        fail("other figures than of the sound archive, and no word about it", &outcome);
    passed++;
}

/* ---- archives ---- */

static uint64_t octal(const char *at, size_t len)
{
    uint64_t value = 0;
    for (size_t i = 0; i < len && at[i] >= '0' && at[i] <= '7'; i++)
        value = value * 8 + (uint64_t)(at[i] - '0');
    return value;
}

/* Whether the report speaks of these bytes, or an index of a manifest. */
static bool is_named(Arena *arena, const Archive *archive, Str body)
{
    Str hex = digest_hex(digest_of(arena, STR("sha256"), body));
    return str_find(archive->told[VERIFIED], hex) < archive->told[VERIFIED].len;
}

static void find_members(Arena *arena, Archive *archive)
{
    Str bytes = archive->bytes;
    if (bytes.len < BLOCK || memcmp(bytes.at + 257, "ustar", 5) != 0)
        return;
    archive->ends = NEW_ARRAY(arena, bytes.len / BLOCK, size_t);
    archive->mute = str_find(bytes, STR("diff_ids")) == bytes.len;
    for (size_t at = 0; at + BLOCK <= bytes.len && bytes.at[at];) {
        size_t size = (size_t)octal(bytes.at + at + 124, 11);
        Str body = str_slice(bytes, at + BLOCK, at + BLOCK + size);
        bool tar = body.len > 300 && memcmp(body.at + 257, "ustar", 5) == 0;
        archive->raw = archive->raw || tar;
        if (size > 0 && !archive->mute && is_named(arena, archive, body))
            *PUSH(arena, &archive->covered) = (Covered){at + BLOCK, at + BLOCK + size, !tar};
        at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
        archive->ends[archive->end_count++] = archive->end = at;
    }
}

static void read_archive(Arena *arena, Archives *archives, Str folder, Str name)
{
    Archive *archive = PUSH(arena, archives);
    Fail why = {0};
    archive->name = str_copy(arena, name);
    const char *path = str_terminated(arena, path_join(arena, folder, name));
    if (!io_read(arena, path, &archive->bytes, &why))
        abort();
    for (Mode mode = PLAIN; mode < MODES; mode++) {
        snprintf(*doing, sizeof *doing, "%.*s as it is, mode %d", STR_ARG(name), mode);
        Outcome outcome = run(arena, archive->bytes, mode);
        archive->told[mode] = outcome.told;
        archive->report[mode] = json_read(arena, outcome.told, &why);
        if (outcome.code != 0 || !archive->report[mode])
            fail("it is not sound", &outcome);
    }
    find_members(arena, archive);
}

/* ---- damage ---- */

static bool ends_in_member(const Archive *archive, size_t cut)
{
    for (size_t i = 0; i < archive->end_count; i++)
        if (archive->ends[i] == cut)
            return false;
    return cut < archive->end;
}

static void cut(const Archive *archive, size_t at, Mode mode)
{
    Arena *arena = arena_open();
    snprintf(*doing, sizeof *doing, "%.*s cut at %zu of %zu, mode %d", STR_ARG(archive->name), at,
             archive->bytes.len, mode);
    check(arena, archive, mode, str_head(archive->bytes, at), ends_in_member(archive, at));
    arena_close(arena);
}

static void cut_all(const Archive *archive, size_t more)
{
    for (size_t block = 0; block <= archive->bytes.len; block += BLOCK)
        for (size_t at = block > 0 ? block - 1 : 0; at <= block + 1 && at < archive->bytes.len;
             at++)
            cut(archive, at, (Mode)draw(MODES));
    for (; more > 0; more--)
        cut(archive, draw(archive->bytes.len), (Mode)draw(MODES));
}

static bool must_notice(const Archive *archive, size_t at, Mode mode)
{
    for (size_t i = 0; i < archive->covered.len; i++) {
        const Covered *covered = &archive->covered.at[i];
        if (covered->from <= at && at < covered->to)
            return covered->always || mode == VERIFIED;
    }
    return false;
}

static void flip(const Archive *archive)
{
    Arena *arena = arena_open();
    size_t at = draw(archive->bytes.len), bit = draw(8);
    Mode mode = (Mode)draw(MODES);
    snprintf(*doing, sizeof *doing, "%.*s, bit %zu of byte %zu turned, mode %d",
             STR_ARG(archive->name), bit, at, mode);
    char *bytes = NEW_ARRAY(arena, archive->bytes.len, char);
    memcpy(bytes, archive->bytes.at, archive->bytes.len);
    bytes[at] = (char)(bytes[at] ^ (1 << bit));
    check(arena, archive, mode, (Str){bytes, archive->bytes.len}, must_notice(archive, at, mode));
    arena_close(arena);
}

/* ---- all of it ---- */

static int by_name(const void *a, const void *b)
{
    return str_order(((const Archive *)a)->name, ((const Archive *)b)->name);
}

static void read_folder(Arena *arena, const char *path, Archives *archives)
{
    DIR *folder = opendir(path);
    for (const struct dirent *entry; folder && (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            read_archive(arena, archives, str_from(path), str_from(entry->d_name));
    if (folder)
        closedir(folder);
    if (archives->len > 1)
        qsort(archives->at, archives->len, sizeof *archives->at, by_name);
}

static size_t number(int argc, char **argv, int at, size_t otherwise)
{
    return argc > at ? (size_t)strtoull(argv[at], NULL, 10) : otherwise;
}

static int damage_all(int argc, char **argv)
{
    Arena *arena = arena_open();
    const char *folder = str_terminated(arena, path_absolute(arena, str_from(argv[1])));
    const char *place = argv[0];
    if (chdir(place) != 0 || !freopen("out", "w", stdout) || !freopen("err", "w", stderr))
        return 1;
    drawn = number(argc, argv, 4, 1);
    Archives archives = {0};
    read_folder(arena, folder, &archives);
    for (size_t i = 0; i < archives.len; i++)
        cut_all(&archives.at[i], number(argc, argv, 2, CUTS));
    for (size_t i = number(argc, argv, 3, FLIPS); i > 0 && archives.len > 0; i--)
        flip(&archives.at[draw(archives.len)]);
    fprintf(console, "%lu passed, %d failed\n", passed, archives.len == 0);
    fflush(console);
    bool any = archives.len > 0;
    arena_close(arena);
    return !any;
}

/* What the run said last; a sanitizer, say. */
static void tell_end(Arena *arena, int status)
{
    Str said = {0};
    Fail why = {0};
    if (WIFSIGNALED(status))
        fprintf(console, "signal %d\n", WTERMSIG(status));
    if (io_read(arena, "err", &said, &why))
        fprintf(console, "%.*s", STR_ARG(said));
    fprintf(console, "%s\n0 passed, 1 failed\n", *doing);
}

int main(int argc, char **argv)
{
    char place[] = "/tmp/plimsoll-damage-XXXXXX";
    int status = 1;
    doing = mmap(NULL, sizeof *doing, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    console = fdopen(dup(STDOUT_FILENO), "w");
    if (argc < 2 || doing == MAP_FAILED || !console || !mkdtemp(place))
        return 1;
    argv[0] = place;
    pid_t child = fork();
    if (child == 0)
        exit(damage_all(argc, argv));
    Arena *arena = arena_open();
    bool done = child > 0 && waitpid(child, &status, 0) == child && status == 0;
    if (chdir(place) == 0 && !done)
        tell_end(arena, status);
    unlink("a.tar"), unlink("out"), unlink("err"), rmdir(place);
    arena_close(arena);
    fclose(console);
    return !done;
}
