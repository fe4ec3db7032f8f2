#include "image/source.h"

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
    static const char advice[] = "save one with: docker save IMAGE -o image.tar";
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
