#include "image/history.h"

/* ---- what a builder wrote around a command ---- */

static bool is_shell(Str word)
{
    Str names = STR("sh bash ash dash zsh ksh");
    size_t slash = str_rfind_char(word, '/');
    return str_starts(word, STR("/")) && str_listed(names, str_tail(word, slash + 1));
}

/* "/bin/bash -o pipefail -c " and its like, off the front; false when there is none. */
static bool cut_shell(Str *text)
{
    StrCut cut = str_cut(*text, ' ');
    if (str_starts(*text, STR("cmd /S /C "))) {
        *text = str_tail(*text, STR("cmd /S /C ").len);
        return true;
    }
    bool powershell = str_eq_nocase(cut.head, STR("powershell"));
    if (!powershell && !is_shell(cut.head))
        return false;
    while (cut.found) {
        cut = str_cut(cut.tail, ' ');
        bool is_last = powershell ? str_eq_nocase(cut.head, STR("-command"))
                                  : str_starts(cut.head, STR("-")) && str_ends(cut.head, STR("c"));
        if (is_last && cut.found) {
            *text = cut.tail;
            return true;
        }
        if (!str_starts(cut.head, STR("-")) && !str_eq(cut.head, STR("pipefail")))
            break;
    }
    return false;
}

/* "|2 A=x B=y " off the front, when a shell follows; a value may hold blanks. */
static Str cut_build_args(Str *text)
{
    if (!str_starts(*text, STR("|")))
        return (Str){0};
    Str args = str_cut(*text, ' ').tail;
    for (size_t at = 0; at < args.len; at++) {
        Str rest = str_tail(args, at);
        if ((at == 0 || args.at[at - 1] == ' ') && cut_shell(&rest)) {
            *text = str_tail(args, at);
            return str_trim(str_head(args, at));
        }
    }
    return (Str){0};
}

/* Blanks that stand side by side become one; line feeds stay. */
static Str collapsed(Arena *arena, Str text)
{
    Buf out;
    buf_init(&out, arena);
    bool blank = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i] == '\t' ? ' ' : text.at[i];
        if (c != ' ' || !blank)
            buf_char(&out, c);
        blank = c == ' ';
    }
    return str_trim(buf_str(&out));
}

void history_clean(Arena *arena, HistoryEntry *entry)
{
    Str text = str_trim(entry->created_by);
    if (str_ends(text, STR(" # buildkit")))
        text = str_head(text, text.len - STR(" # buildkit").len);
    bool is_run = str_starts(text, STR("RUN "));
    Str inner = is_run ? str_tail(text, 4) : text;
    entry->build_args = cut_build_args(&inner);
    bool has_shell = cut_shell(&inner);
    Str nop = STR("#(nop)");
    inner = str_trim(inner);
    if (str_starts(inner, nop))
        entry->command = collapsed(arena, str_tail(inner, nop.len));
    else if (is_run || has_shell)
        entry->command = str_joined(arena, STR("RUN "), collapsed(arena, inner));
    else
        entry->command = collapsed(arena, text);
}

HistoryEntry history_entry(Arena *arena, const Json *json)
{
    HistoryEntry entry = {
        .created = document_text(json, "created"),
        .created_by = document_text(json, "created_by"),
        .author = document_text(json, "author"),
        .comment = document_text(json, "comment"),
        .empty_layer = json_as_bool(document_member(json, "empty_layer")),
    };
    history_clean(arena, &entry);
    return entry;
}

/* ---- which entry made which layer ---- */

typedef struct {
    const HistoryEntry **at;
    size_t len, cap;
} Makers;

static bool makes_no_layer(const HistoryEntry *entry)
{
    Str words = STR("ENV LABEL CMD ENTRYPOINT WORKDIR EXPOSE USER VOLUME ARG HEALTHCHECK "
                    "STOPSIGNAL SHELL ONBUILD MAINTAINER");
    return str_listed(words, str_cut(entry->command, ' ').head);
}

static Makers makers_of(Arena *arena, const HistoryEntries *history, bool strict)
{
    Makers makers = {0};
    for (size_t i = 0; i < history->len; i++)
        if (!history->at[i].empty_layer && !(strict && makes_no_layer(&history->at[i])))
            *PUSH(arena, &makers) = &history->at[i];
    return makers;
}

void history_align(Arena *arena, Image *image)
{
    ImageLayers *layers = &image->layers;
    Makers makers = makers_of(arena, &image->history, false);
    if (makers.len > layers->len) {
        /* Some builders forget to say that an entry made no layer. */
        Makers strict = makers_of(arena, &image->history, true);
        if (strict.len == layers->len)
            makers = strict;
        else
            warn(&image->warnings, arena, WARN_HISTORY_TOO_LONG, NO_LAYER, (Str){0});
    }
    if (makers.len == 1 && layers->len > 0) {
        ImageLayer *last = &layers->at[layers->len - 1];
        last->history = makers.at[0];
        last->single_entry = layers->len > 1;
        return;
    }
    for (size_t i = 0; i < layers->len && i < makers.len; i++)
        layers->at[i].history = makers.at[i];
}
