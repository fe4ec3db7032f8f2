/* How builders write a step down, and whether an entry is that. */
#include "base/buf.h"
#include "ledger/said.h"

/* ---- what may be written ---- */

typedef struct {
    Arena *arena;
    const Step *step;
    const Instruction *it;
    Telling *telling;
} Teller;

static bool has_variables(const Step *step, Span span)
{
    for (size_t i = 0; i < step->expanded.len; i++) {
        const Expanded *word = &step->expanded.at[i];
        if (word->span.start <= span.start && span.end <= word->span.end)
            return word->expansion.value.known != VALUE_KNOWN || word->expansion.used.len > 0;
    }
    return false;
}

/* A value that depends on variables may have been anything: the build may have set them. */
static void add_value(const Teller *t, Strs *words, Value value, Span span)
{
    if (value.known != VALUE_KNOWN || has_variables(t->step, span))
        *PUSH(t->arena, words) = (Str){0};
    else
        words_split(t->arena, words, value.text);
}

static void add_flags(const Teller *t, Strs *words)
{
    for (size_t i = 0; i < t->it->flags.len; i++)
        words_split(t->arena, words, t->it->flags.at[i].text);
}

/* The line as it stands in the file: buildah, kaniko. */
static Strs line_words(const Teller *t, bool flags)
{
    Strs words = {0};
    if (flags)
        add_flags(t, &words);
    words_split(t->arena, &words, t->it->health.text);
    words_split(t->arena, &words, t->it->body.text);
    return words;
}

static void add_documents(const Teller *t, Strs *words, bool terminators)
{
    for (size_t i = 0; i < t->it->heredocs.len; i++) {
        const Heredoc *heredoc = &t->it->heredocs.at[i];
        words_split(t->arena, words, heredoc->content);
        if (terminators)
            words_split(t->arena, words, heredoc->name);
    }
}

/* RUN <<EOF and no more: BuildKit shows the body, or where the body itself is piped to. */
static void tell_sole_document(const Teller *t, const Heredoc *heredoc)
{
    Strs words = {0};
    if (str_starts(str_trim(heredoc->content), STR("#!")))
        *PUSH(t->arena, &words) = str_joined(t->arena, STR("/dev/pipes/"), heredoc->name);
    else
        words_split(t->arena, &words, heredoc->content);
    *PUSH(t->arena, &t->telling->ways) = words;
}

static void tell_program(const Teller *t)
{
    const Instruction *it = t->it;
    Patterns *ways = &t->telling->ways;
    if (it->form == FORM_JSON) {
        Strs words = {0};
        for (size_t i = 0; i < it->args.len; i++)
            words_split(t->arena, &words, it->args.at[i].text);
        *PUSH(t->arena, ways) = words;
    }
    *PUSH(t->arena, ways) = line_words(t, false);
    if (it->heredocs.len == 0)
        return;
    if (it->heredocs.len == 1 && str_starts(it->body.text, STR("<<")) && ways->at[0].len == 1)
        tell_sole_document(t, &it->heredocs.at[0]);
    for (int terminators = 0; terminators < 2; terminators++) {
        Strs words = line_words(t, false);
        add_documents(t, &words, terminators);
        *PUSH(t->arena, ways) = words;
    }
}

static void tell_place(const Teller *t, Value dest, Span span)
{
    Strs words = {0};
    add_value(t, &words, dest, span);
    *PUSH(t->arena, &t->telling->places) = words;
}

static void tell_transfer(const Teller *t, const Transfer *transfer)
{
    Strs words = {0};
    for (int documents = 0; documents < 2; documents++)
        for (size_t i = 0; i < transfer->sources.len; i++) {
            const CopySource *source = &transfer->sources.at[i];
            if ((source->kind == SOURCE_HEREDOC) != documents)
                continue;
            if (documents)
                words_split(t->arena, &words, str_joined(t->arena, STR("<<"), source->name));
            else
                add_value(t, &words, source->text, source->span);
        }
    add_value(t, &words, transfer->dest_text, transfer->dest_span);
    *PUSH(t->arena, &t->telling->ways) = words;
    *PUSH(t->arena, &t->telling->ways) = line_words(t, false);
    tell_place(t, transfer->dest_text, transfer->dest_span);
    tell_place(t, transfer->dest, transfer->dest_span);
}

static void tell_bindings(const Teller *t)
{
    Strs words = {0};
    for (size_t i = 0; i < t->step->bindings.len; i++) {
        const Binding *binding = &t->step->bindings.at[i];
        if (binding->key.known != VALUE_KNOWN || binding->value.known != VALUE_KNOWN ||
            has_variables(t->step, binding->pair->value.span)) {
            *PUSH(t->arena, &words) = (Str){0};
            continue;
        }
        Str key = str_joined(t->arena, binding->key.text, STR("="));
        words_split(t->arena, &words, str_joined(t->arena, key, binding->value.text));
    }
    *PUSH(t->arena, &t->telling->ways) = words;
    *PUSH(t->arena, &t->telling->ways) = line_words(t, false);
}

static void tell_words(const Teller *t)
{
    Strs words = {0};
    for (size_t i = 0; i < t->step->words.len; i++)
        add_value(t, &words, t->step->words.at[i].value, t->step->words.at[i].span);
    if (words.len > 0)
        *PUSH(t->arena, &t->telling->ways) = words;
    *PUSH(t->arena, &t->telling->ways) = line_words(t, false);
    if (t->it->kind == INST_WORKDIR) {
        Strs path = {0};
        add_value(t, &path, t->step->path, t->it->body.span);
        *PUSH(t->arena, &t->telling->ways) = path;
    }
}

/* The question may stand anywhere: its times and retries are written in many ways. */
static void tell_health(const Teller *t)
{
    Strs words = {0};
    *PUSH(t->arena, &words) = (Str){0};
    words_split(t->arena, &words, t->it->body.text.len > 0 ? t->it->body.text : t->it->health.text);
    *PUSH(t->arena, &words) = (Str){0};
    *PUSH(t->arena, &t->telling->ways) = words;
}

static void tell_trigger(const Teller *t)
{
    Strs words = {0};
    words_split(t->arena, &words, instruction_name(t->it->kind));
    Strs line = line_words(t, true);
    for (size_t i = 0; i < line.len; i++)
        *PUSH(t->arena, &words) = line.at[i];
    *PUSH(t->arena, &t->telling->ways) = words;
}

Telling telling_of(Arena *arena, const Step *step)
{
    const Instruction *it = step->instruction;
    Telling telling = {.step = step, .kind = step->onbuild ? INST_ONBUILD : it->kind};
    Teller t = {arena, step, it, &telling};
    if (step->onbuild)
        tell_trigger(&t);
    else if (it->kind == INST_RUN || it->kind == INST_CMD || it->kind == INST_ENTRYPOINT)
        tell_program(&t);
    else if (it->kind == INST_HEALTHCHECK)
        tell_health(&t);
    else if (step->transfer)
        tell_transfer(&t, step->transfer);
    else if (it->kind == INST_ENV || it->kind == INST_LABEL || it->kind == INST_ARG)
        tell_bindings(&t);
    else
        tell_words(&t);
    return telling;
}

/* ---- whether an entry is that ---- */

static bool is_shell_option(Str word)
{
    return word.len > 1 && (word.at[0] == '-' || (word.at[0] == '/' && word.len == 2));
}

/* Where the flags begin, which buildah and kaniko keep, with digests added to what is mounted. */
static size_t before_flags(const Telling *telling, const Strs *words, size_t before)
{
    for (size_t i = 0; telling->step->instruction->flags.len > 0 && i < before; i++)
        if (str_starts(words->at[i], STR("--")))
            return i;
    return before;
}

/* What stands before a RUN's own words: build arguments behind |N, then the shell. A base image may
   have set any shell, which ends in an option anyhow. */
static bool is_program_head(const Telling *telling, const Strs *words, size_t end)
{
    size_t before = before_flags(telling, words, end);
    if (before == 0)
        return true;
    bool arguments = words->at[0].len > 1 && words->at[0].at[0] == '|';
    if (arguments && telling->step->instruction->form == FORM_JSON)
        return true;
    return (arguments || before <= 8) && is_shell_option(words->at[before - 1]);
}

static bool ends_as_told(const Telling *telling, const Said *said)
{
    size_t before;
    for (size_t i = 0; i < telling->ways.len; i++)
        if (words_end(&said->words, &telling->ways.at[i], &before) &&
            is_program_head(telling, &said->words, before))
            return true;
    return false;
}

static bool one_matches(const Patterns *patterns, const Strs *words)
{
    for (size_t i = 0; i < patterns->len; i++)
        if (words_match(words, 0, &patterns->at[i]))
            return true;
    return false;
}

/* Docker names the argument and its value, buildah all arguments that have values so far. */
static bool argument_is_told(const Telling *telling, const Said *said)
{
    const Bindings *all = &telling->step->bindings;
    for (size_t i = 0; i < all->len; i++)
        for (size_t word = 0; word < said->words.len; word++)
            if (str_eq(str_cut(said->words.at[word], '=').head, all->at[i].key.text))
                return true;
    /* In a build into a single layer only its last entry says who wrote it. */
    bool buildah = said->builder == BUILDER_BUILDAH || said->builder == BUILDER_UNKNOWN;
    bool bare = all->len > 0 && !all->at[0].has_value;
    return (buildah && bare) || said->words.len == 0;
}

static bool port_is_told(Str port, const Strs *words)
{
    for (size_t i = 0; i < words->len; i++)
        if (str_eq(str_cut(words->at[i], '/').head, port))
            return true;
    return false;
}

/* Ports are sorted, ranges told one by one, and a protocol is added: it is enough that all that are
   plain numbers are there. BuildKit 1.18 wrote addresses of its memory instead. */
static bool ports_are_told(const Telling *telling, const Said *said)
{
    const Strs *ports = &telling->ways.at[0];
    if (said->words.len > 0 && said->words.at[0].at[0] == '&')
        return true;
    for (size_t i = 0; i < ports->len; i++) {
        Str port = str_cut(ports->at[i], '/').head;
        if (port.len > 0 && str_find_char(port, '-') == port.len &&
            !port_is_told(port, &said->words))
            return false;
    }
    return true;
}

static bool is_told(const Telling *telling, const Said *said)
{
    InstructionKind kind = telling->kind;
    if (kind == INST_RUN || kind == INST_CMD || kind == INST_ENTRYPOINT)
        return ends_as_told(telling, said);
    if (kind == INST_ARG)
        return argument_is_told(telling, said);
    if (kind == INST_EXPOSE)
        return ports_are_told(telling, said);
    return one_matches(said->hashed ? &telling->places : &telling->ways, &said->words);
}

/* Words that are no variable's say most; an entry that is all of them cannot be chance. */
static int weight_of(const Strs *pattern)
{
    int weight = 0;
    for (size_t i = 0; i < pattern->len && weight < 60; i++)
        weight += pattern->at[i].len > 0;
    return weight;
}

int telling_score(const Telling *telling, const Said *said)
{
    if (telling->kind != said->kind)
        return TELLING_NEVER;
    const Strs *line = &telling->ways.at[0];
    if (is_told(telling, said))
        return TELLING_SAME + weight_of(line);
    return (int)words_alike(&said->words, line) * 6 / 10 - 6;
}
