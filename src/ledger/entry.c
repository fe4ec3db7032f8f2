/* An entry of the history, read. */
#include "ledger/said.h"

static Str after_word(Str text, Str *word)
{
    size_t end = 0;
    while (end < text.len && (unsigned char)text.at[end] > ' ')
        end++;
    *word = str_head(text, end);
    return str_trim(str_tail(text, end));
}

static bool is_upper(Str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] < 'A' || word.at[i] > 'Z')
            return false;
    return word.len > 0;
}

/* Docker's classic builder puts two blanks behind #(nop), but for WORKDIR, COPY and ADD; buildah
   always one, and says in the comment what the layers lie on. */
static Builder builder_of_nop(const LedgerEntry *entry, Str behind)
{
    if (str_starts(behind, STR("  ")))
        return BUILDER_CLASSIC;
    return str_starts(entry->comment, STR("FROM ")) ? BUILDER_BUILDAH : BUILDER_UNKNOWN;
}

static bool is_hash_source(Str word)
{
    static const char hex[] = "0123456789abcdef";
    size_t digits = 0;
    while (digits < word.len && word.at[digits] != 0 && strchr(hex, word.at[digits]))
        digits++;
    return digits == 64 || str_starts(word, STR("file:")) || str_starts(word, STR("dir:")) ||
           str_starts(word, STR("multi:"));
}

static void drop_words(Strs *words, size_t count)
{
    words->at += count;
    words->len -= count;
    words->cap -= count;
}

/* Of COPY and ADD: flags away, since most versions leave them out; but docker up to 24 glued the
   owner of --chown to what is copied. */
static void read_transfer(Said *said)
{
    Strs *words = &said->words;
    while (words->len > 1 && str_starts(words->at[0], STR("--")) &&
           !str_eq(words->at[1], STR("in")))
        drop_words(words, 1);
    said->hashed = words->len > 2 && str_eq(words->at[1], STR("in")) &&
                   (is_hash_source(words->at[0]) || str_starts(words->at[0], STR("--chown=")));
    if (said->hashed)
        drop_words(words, 2);
}

/* What buildah puts behind an instruction about how it was built. */
static Str without_settings(Str text)
{
    static const Str settings[] = {STR_INIT("|inheritLabels="), STR_INIT("|unsetLabel="),
                                   STR_INIT("|force-mtime=")};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        text = str_head(text, str_find(text, settings[i]));
    return text;
}

Said said_read(Arena *arena, const LedgerEntry *entry)
{
    static const Str nop = STR_INIT("#(nop)"), mark = STR_INIT(" # buildkit");
    Said said = {.builder = BUILDER_UNKNOWN};
    Str text = str_trim(entry->created_by), word;
    if (str_ends(text, mark))
        text = str_trim(str_head(text, text.len - mark.len));
    if (str_starts(entry->comment, STR("buildkit.dockerfile")))
        said.builder = BUILDER_BUILDKIT;
    else if (str_eq(entry->author, STR("kaniko")))
        said.builder = BUILDER_KANIKO;
    size_t at = str_find(text, nop);
    Str behind = str_tail(text, at + nop.len);
    if (at < text.len) {
        said.builder = builder_of_nop(entry, behind);
        text = after_word(str_trim(behind), &word);
        said.kind = instruction_kind(word);
    } else {
        Str rest = after_word(text, &word);
        InstructionKind kind = instruction_kind(word);
        if (kind != INST_UNKNOWN && (is_upper(word) || said.builder == BUILDER_KANIKO)) {
            said.kind = kind;
            text = rest;
        } else if (text.len > 0) {
            said.kind = INST_RUN; /* docker's classic builder and buildah name no RUN */
            if (str_starts(entry->comment, STR("FROM ")))
                said.builder = BUILDER_BUILDAH;
        }
    }
    words_split(arena, &said.words, without_settings(text));
    if (said.kind == INST_COPY || said.kind == INST_ADD)
        read_transfer(&said);
    return said;
}

const char *builder_name(Builder builder)
{
    static const char *const names[BUILDER_COUNT] = {
        [BUILDER_UNKNOWN] = "an unknown builder",
        [BUILDER_BUILDKIT] = "BuildKit",
        [BUILDER_CLASSIC] = "docker's classic builder",
        [BUILDER_BUILDAH] = "buildah",
        [BUILDER_KANIKO] = "kaniko",
    };
    return names[builder];
}
