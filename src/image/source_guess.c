#include "base/path.h"
#include "image/source.h"

static const char advice[] = "save one with: docker save IMAGE -o image.tar";

typedef struct {
    size_t at;
    Str magic;
    const char *what;
} Mark;

static const Mark marks[] = {
    {0, STR_INIT("hsqs"), "a squashfs file system"},
    {0, STR_INIT("sqsh"), "a squashfs file system"},
    {32, STR_INIT("SIF_MAGIC"), "a Singularity (SIF) image"},
    {1080, STR_INIT("\x53\xef"), "an ext2, ext3 or ext4 file system"},
    {1024, STR_INIT("\xe2\xe1\xf5\xe0"), "an EROFS file system"},
    {0, STR_INIT("XFSB"), "an XFS file system"},
    {32769, STR_INIT("CD001"), "an ISO 9660 image"},
    {0, STR_INIT("QFI\xfb"), "a qcow2 disk image"},
    {0, STR_INIT("KDMV"), "a VMDK disk image"},
    {0,
     STR_INIT("\x7f"
              "ELF"),
     "a program"},
    {0, STR_INIT("PK\3\4"), "a zip archive"},
    {0, STR_INIT("PK\5\6"), "a zip archive"},
    {0, STR_INIT("7z\xbc\xaf\x27\x1c"), "a 7z archive"},
    {0, STR_INIT("Rar!"), "a rar archive"},
    {0, STR_INIT("!<arch>\n"), "an ar archive or a Debian package"},
    {0, STR_INIT("\xed\xab\xee\xdb"), "an RPM package"},
    {0, STR_INIT("070701"), "a cpio archive"},
    {0, STR_INIT("070707"), "a cpio archive"},
    {0, STR_INIT("%PDF"), "a PDF file"},
    {510, STR_INIT("\x55\xaa"), "a disk image"},
};

static bool is_text(Str head)
{
    for (size_t i = 0; i < head.len && i < 512; i++) {
        unsigned char c = (unsigned char)head.at[i];
        if (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f')
            return false;
    }
    return true;
}

static const char *text_kind(Str head)
{
    Str text = str_trim(head);
    Str word = str_head(text, 64);
    if (str_starts(text, STR("{")) || str_starts(text, STR("[")))
        return "a JSON file";
    if (str_eq_nocase(str_head(word, 5), STR("<html")) ||
        str_eq_nocase(str_head(word, 9), STR("<!doctype")))
        return "a web page";
    if (str_starts(text, STR("<")))
        return "an XML file";
    if (str_starts(text, STR("FROM ")) || str_starts(text, STR("ARG ")) ||
        str_starts(text, STR("# syntax")))
        return "a Dockerfile";
    return "a text file";
}

static const char *kind_of(Str head)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(str_tail(head, marks[i].at), marks[i].magic))
            return marks[i].what;
    return is_text(head) ? text_kind(head) : NULL;
}

bool fail_no_image(const Source *source, Fail *fail)
{
    const char *kind = kind_of(source->head);
    if (source->head.len == 0)
        return fail_set(fail, "%.*s is empty: nothing was saved in it; %s", STR_ARG(source->path),
                        advice);
    if (kind && str_eq(str_from(kind), STR("a Dockerfile")))
        return fail_set(fail,
                        "%.*s is a Dockerfile, not a saved image: to check it, run: plimsoll "
                        "lint %.*s",
                        STR_ARG(source->path), STR_ARG(source->path));
    if (kind)
        return fail_set(fail, "%.*s is %s, not a saved image; %s", STR_ARG(source->path), kind,
                        advice);
    return fail_set(fail,
                    "%.*s is not a saved image: it is no tar, and nothing else that is known; "
                    "%s",
                    STR_ARG(source->path), advice);
}

/* ---- what has no manifest ---- */

/* Whether there is a file of this name, or one below a folder of it. */
static bool holds(const Source *source, Str name)
{
    for (size_t i = 0; i < source->listing->len; i++) {
        Str member = source->listing->at[i]->name;
        if (str_starts(member, name) && (member.len == name.len || member.at[name.len] == '/'))
            return true;
    }
    return false;
}

/* The mark that skopeo puts beside the blobs of dir:. */
static bool is_marked_as_dir(Source *source)
{
    Str mark = STR("Directory Transport Version");
    char head[32];
    Member *member = source_find(source, STR("version"));
    return member && source_open_member(source, member) &&
           str_starts(ground_read(&member->ground, 0, sizeof head, head), mark);
}

/* The first file in it that is named as an archive; NULL when there is none. */
static const Listed *archive_in(const Source *source)
{
    static const Str endings[] = {STR_INIT(".tar"), STR_INIT(".tar.gz"), STR_INIT(".tgz"),
                                  STR_INIT(".tar.zst"), STR_INIT(".tar.xz")};
    for (size_t i = 0; i < source->listing->len; i++)
        for (size_t j = 0; j < sizeof endings / sizeof *endings; j++)
            if (str_ends(source->listing->at[i]->name, endings[j]))
                return source->listing->at[i];
    return NULL;
}

static bool has_dockerfiles(const Source *source)
{
    for (size_t i = 0; i < source->listing->len; i++) {
        Str base = path_base(source->listing->at[i]->name);
        if (str_starts(base, STR("Dockerfile")) || str_starts(base, STR("Containerfile")))
            return true;
    }
    return false;
}

static bool has_platforms(const Source *source)
{
    return source->listing->len > 0 && (str_starts(source->listing->at[0]->name, STR("linux_")) ||
                                        str_starts(source->listing->at[0]->name, STR("windows_")));
}

static bool is_root(const Source *source)
{
    return (holds(source, STR("etc")) && holds(source, STR("usr"))) || has_platforms(source);
}

static bool fail_directory(Source *source, Fail *fail)
{
    Str path = source->path;
    if (source->listing->len == 0)
        return fail_set(fail, "%.*s is a directory without files: nothing was saved there; %s",
                        STR_ARG(path), advice);
    if (is_marked_as_dir(source))
        return fail_set(fail,
                        "%.*s was written as dir:, but its manifest.json, which names the layers, "
                        "is missing",
                        STR_ARG(path));
    if (is_root(source))
        return fail_set(fail,
                        "%.*s holds the files of an image, as buildx writes them with --output "
                        "type=local, not its layers; to weigh them without: tar -C %.*s -c . "
                        "| plimsoll weigh -",
                        STR_ARG(path), STR_ARG(path));
    const Listed *archive = archive_in(source);
    if (archive)
        return fail_set(
            fail,
            "%.*s is a directory, not a saved image; an archive in it may be one: "
            "plimsoll weigh %s",
            STR_ARG(path),
            str_terminated(source->arena, path_join(source->arena, path, archive->name)));
    if (has_dockerfiles(source))
        return fail_set(fail,
                        "%.*s is a directory with a Dockerfile, not a saved image: to check it, "
                        "run: plimsoll lint %.*s",
                        STR_ARG(path), STR_ARG(path));
    return fail_set(fail,
                    "%.*s is a directory without index.json or manifest.json: no image was saved "
                    "there; to weigh its files as one layer: tar -C %.*s -c . | plimsoll weigh -",
                    STR_ARG(path), STR_ARG(path));
}

bool fail_no_manifest(Source *source, Fail *fail)
{
    static const char *const names[] = {"manifest.json", "index.json"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (source_find(source, str_from(names[i])))
            return fail_set(fail, "%.*s has %s, but it names no image", STR_ARG(source->path),
                            names[i]);
    bool directory = source->kind == SOURCE_DIRECTORY;
    if (source_find(source, STR("oci-layout")) || (directory && holds(source, STR("blobs/sha256"))))
        return fail_set(fail,
                        "%.*s is an OCI layout, but its index.json, which names the images, is "
                        "missing",
                        STR_ARG(source->path));
    return !directory || fail_directory(source, fail);
}

/* ---- what is not there ---- */

/* What dive and skopeo write before a name or a path; `engine` has what is named. */
typedef struct {
    Str prefix, engine;
} Transport;

static const Transport transports[] = {
    {STR_INIT("docker-archive://"), {0}},
    {STR_INIT("docker-archive:"), {0}},
    {STR_INIT("docker-tar://"), {0}},
    {STR_INIT("oci-archive:"), {0}},
    {STR_INIT("oci:"), {0}},
    {STR_INIT("dir:"), {0}},
    {STR_INIT("docker://"), STR_INIT("docker")},
    {STR_INIT("docker-daemon:"), STR_INIT("docker")},
    {STR_INIT("podman://"), STR_INIT("podman")},
    {STR_INIT("containers-storage:"), STR_INIT("podman")},
};

static bool is_name_char(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || char_is_digit(c) || c == '.' ||
           c == '_' || c == '-' || c == '/' || c == ':' || c == '@';
}

/* "debian:12", "ghcr.io/owner/name", and no name of a file. */
static bool may_be_image(Str name)
{
    static const Str endings = STR_INIT("tar gz tgz bz2 xz zst tzst lz4 oci img json");
    size_t dot = name.len;
    for (size_t i = 0; i < name.len; i++) {
        if (!is_name_char(name.at[i]))
            return false;
        dot = name.at[i] == '.' ? i : dot;
    }
    bool plain = name.len > 0 && name.at[0] != '.' && name.at[0] != '/' && name.at[0] != '-';
    return plain && !str_listed(endings, str_tail(name, dot + 1));
}

bool fail_no_file(const Source *source, Fail *fail)
{
    Str path = source->path, name = path, engine = STR("docker");
    for (size_t i = 0; i < sizeof transports / sizeof *transports && name.len == path.len; i++) {
        if (!str_starts(path, transports[i].prefix))
            continue;
        name = str_tail(path, transports[i].prefix.len);
        engine = transports[i].engine;
    }
    if (engine.len == 0)
        return fail_set(fail,
                        "cannot read %.*s: no such file; the path is enough: plimsoll weigh %.*s",
                        STR_ARG(path), STR_ARG(str_cut(name, ':').head));
    if (may_be_image(name))
        return fail_set(fail,
                        "cannot read %.*s: no such file; an image that an engine holds is weighed "
                        "by: %.*s save %.*s | plimsoll weigh -",
                        STR_ARG(path), STR_ARG(engine), STR_ARG(name));
    return fail_set(fail, "cannot read %.*s: no such file", STR_ARG(path));
}
