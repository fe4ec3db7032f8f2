/* Stanzas, as dpkg writes them ("Depends: a, b | c") and apk ("D:a so:b.so.1"). */
#include <stddef.h>

#include "weigh/packages.h"

typedef struct {
    Str key;
    size_t place; /* of the Str in a BookStanza */
} Field;

enum { FIELDS = 7 };

static const Field fields[BOOK_COUNT][FIELDS] = {
    [BOOK_DPKG] = {{STR_INIT("Package:"), offsetof(BookStanza, name)},
                   {STR_INIT("Version:"), offsetof(BookStanza, version)},
                   {STR_INIT("Depends:"), offsetof(BookStanza, needs[0])},
                   {STR_INIT("Pre-Depends:"), offsetof(BookStanza, needs[1])},
                   {STR_INIT("Recommends:"), offsetof(BookStanza, recommends)},
                   {STR_INIT("Provides:"), offsetof(BookStanza, provides)}},
    [BOOK_APK] = {{STR_INIT("P:"), offsetof(BookStanza, name)},
                  {STR_INIT("V:"), offsetof(BookStanza, version)},
                  {STR_INIT("D:"), offsetof(BookStanza, needs[0])},
                  {STR_INIT("p:"), offsetof(BookStanza, provides)},
                  {STR_INIT("i:"), offsetof(BookStanza, wakes)}},
};

static void read_line(BookKind kind, Str line, BookStanza *stanza)
{
    for (size_t i = 0; i < FIELDS && fields[kind][i].key.len > 0; i++)
        if (str_starts(line, fields[kind][i].key)) {
            Str *field = (Str *)(void *)((char *)stanza + fields[kind][i].place);
            *field = str_trim(str_tail(line, fields[kind][i].key.len));
        }
    if (kind == BOOK_APK) {
        stanza->installed = true;
    } else if (str_eq(line, STR("Auto-Installed: 1"))) {
        stanza->automatic = true;
    } else if (str_starts(line, STR("Status:"))) {
        /* Its files are there, too, while triggers are left. */
        stanza->installed = str_ends(line, STR(" installed")) ||
                            str_ends(line, STR(" triggers-awaited")) ||
                            str_ends(line, STR(" triggers-pending"));
    }
}

bool book_stanza(BookKind kind, Str *text, BookStanza *stanza)
{
    *stanza = (BookStanza){0};
    while (text->len > 0 && text->at[0] == '\n')
        *text = str_tail(*text, 1);
    stanza->files = *text;
    while (text->len > 0 && text->at[0] != '\n') {
        StrCut line = str_cut(*text, '\n');
        read_line(kind, line.head, stanza);
        *text = line.tail;
    }
    stanza->files = str_head(stanza->files, stanza->files.len - text->len);
    return stanza->files.len > 0;
}

bool book_group(BookKind kind, Str *list, Str *group)
{
    *list = str_trim(*list);
    if (list->len == 0)
        return false;
    StrCut cut = str_cut(*list, kind == BOOK_DPKG ? ',' : ' ');
    *group = cut.head;
    *list = cut.tail;
    return true;
}

bool book_name(BookKind kind, Str *group, Str *name)
{
    static const char *const ends[] = {[BOOK_DPKG] = " \t(:[", [BOOK_APK] = "<>=~@\n"};
    if (group->len == 0)
        return false;
    StrCut cut = str_cut(*group, kind == BOOK_DPKG ? '|' : ' ');
    *group = cut.tail;
    Str text = str_trim(cut.head);
    size_t end = 0;
    while (end < text.len && text.at[end] != 0 && !strchr(ends[kind], text.at[end]))
        end++;
    *name = text.len > 0 && text.at[0] == '!' ? (Str){0} : str_head(text, end);
    return true;
}

bool book_file(BookKind kind, Str *text, Str *folder, Str *name)
{
    while (text->len > 0) {
        StrCut line = str_cut(*text, '\n');
        *text = line.tail;
        if (kind == BOOK_DPKG) {
            size_t slash = str_rfind_char(line.head, '/');
            *folder = str_head(line.head, slash);
            *name = str_tail(line.head, slash + 1);
            return true;
        }
        if (str_starts(line.head, STR("F:")))
            *folder = str_tail(line.head, 2);
        *name = str_tail(line.head, 2);
        if (str_starts(line.head, STR("R:")))
            return true;
    }
    return false;
}
