/* COPY and ADD: what comes from where, and where it goes. */
#include "base/path.h"
#include "model/build.h"
#include "model/copy_source.h"

/* ---- flags ---- */

/* A flag that is true, false, or not there. */
static bool flag_is(const Step *step, Str name, bool otherwise)
{
    const Flag *flag = step_flag(step, name);
    return flag ? !flag->has_value || str_eq_nocase(flag->value, STR("true")) : otherwise;
}

static Value flag_text(Builder *b, Step *step, const char *name)
{
    const Flag *flag = step_flag(step, str_from(name));
    return flag ? step_expand(b, step, name, flag_word(flag)) : value_of((Str){0});
}

/* What expansion would change is refused here, even where nothing is set. */
static void read_from(Builder *b, Stage *stage, Step *step, Transfer *transfer)
{
    const Flag *flag = step_flag(step, STR("from"));
    if (!flag || flag->value.len == 0)
        return;
    char escape = b->syntax->escape;
    if (!word_is_plain(flag->value, escape)) {
        Expansion plain = vars_expand(b->arena, NULL, flag->value, escape, EXPAND_WORD);
        if (plain.problem.len > 0 || !str_eq(plain.value.text, flag->value)) {
            transfer->from = (Origin){
                .kind = ORIGIN_BAD, .text = {flag->value, VALUE_UNKNOWN}, .span = flag->value_span};
            step_refuse(b, step, flag->value_span, "variables are not supported in --from");
            return;
        }
    }
    transfer->from = origin_read(b, stage, step, flag_word(flag), true);
}

/* +x, u=rw,go=r and the like. */
static bool is_symbolic_mode(Str mode)
{
    StrCut clause = {.tail = mode, .found = true};
    while (clause.found) {
        clause = str_cut(clause.tail, ',');
        size_t at = 0, operators = 0;
        while (at < clause.head.len && str_find_char(STR("augo"), clause.head.at[at]) < 4)
            at++;
        for (; at < clause.head.len; at++) {
            char c = clause.head.at[at];
            bool sign = c == '+' || c == '-' || c == '=';
            operators += sign;
            if (!sign && (operators == 0 || str_find_char(STR("rwxXstugo"), c) == 9))
                return false;
        }
        if (operators == 0)
            return false;
    }
    return true;
}

static bool is_mode(Str mode)
{
    unsigned bits = 0;
    for (size_t i = 0; i < mode.len; i++) {
        if (mode.at[i] < '0' || mode.at[i] > '7')
            return is_symbolic_mode(mode);
        bits = bits > 07777 ? bits : bits * 8 + (unsigned)(mode.at[i] - '0');
    }
    return bits <= 07777;
}

static void read_flags(Builder *b, Stage *stage, Step *step, Transfer *transfer)
{
    const Flags *flags = &step->instruction->flags;
    if (flags->len == 0)
        return;
    transfer->chown = flag_text(b, step, "chown");
    transfer->chmod = flag_text(b, step, "chmod");
    if (transfer->chmod.known == VALUE_KNOWN && !is_mode(transfer->chmod.text))
        step_refuse(b, step, step_flag(step, STR("chmod"))->value_span,
                    "invalid mode in --chmod: \"%.*s\"", STR_ARG(transfer->chmod.text));
    transfer->link = flag_is(step, STR("link"), false);
    if (transfer->add) {
        transfer->checksum = flag_text(b, step, "checksum");
        transfer->keep_git_dir = flag_is(step, STR("keep-git-dir"), false);
    } else {
        transfer->parents = flag_is(step, STR("parents"), false);
        read_from(b, stage, step, transfer);
    }
    for (size_t i = 0; i < flags->len; i++)
        if (str_eq(flags->at[i].name, STR("exclude")))
            *PUSH(b->arena, &transfer->exclude) = value_of(flags->at[i].value);
}

/* ---- sources ---- */

/* The here-document whose marker this word is; two of one name have the later one's lines. */
static const Heredoc *find_heredoc(const Instruction *it, Word word)
{
    const Heredocs *all = &it->heredocs;
    const Heredoc *found = NULL;
    for (size_t i = 0; i < all->len && !found; i++)
        if (all->at[i].marker.start == word.span.start && all->at[i].marker.end == word.span.end)
            found = &all->at[i];
    for (size_t i = all->len; found && i-- > 0;)
        if (str_eq(all->at[i].name, found->name))
            return &all->at[i];
    return found;
}

static void read_heredoc(Builder *b, Step *step, CopySource *source, const Heredoc *heredoc)
{
    source->kind = SOURCE_HEREDOC;
    source->heredoc = heredoc;
    source->name = heredoc->name;
    Str text = heredoc->content;
    Word body = {heredoc->chomp ? text_without_tabs(b->arena, text) : text, heredoc->body};
    bool plain = !heredoc->expand || (str_find_char(body.text, '$') == body.text.len &&
                                      str_find_char(body.text, '\\') == body.text.len);
    source->text = plain ? value_of(body.text)
                         : step_expand_as(b, step, step->vars, "heredoc", body, EXPAND_HEREDOC);
}

static void check_remote(Builder *b, Step *step, const Transfer *transfer, const CopySource *source)
{
    bool remote = source->kind == SOURCE_URL || source->kind == SOURCE_GIT;
    if (remote && !transfer->add)
        step_refuse(b, step, source->span, "source can't be a %s for COPY",
                    source->kind == SOURCE_GIT ? "git ref" : "URL");
    if (transfer->checksum.text.len == 0)
        return;
    if (transfer->sources.cap > 1)
        step_refuse(b, step, source->span, "checksum can't be specified for multiple sources");
    else if (!remote && source->text.known == VALUE_KNOWN)
        step_refuse(b, step, source->span, "checksum requires HTTP(S) or Git sources");
    else if (source->kind == SOURCE_URL && transfer->checksum.known == VALUE_KNOWN &&
             !is_digest(transfer->checksum.text))
        step_refuse(b, step, step_flag(step, STR("checksum"))->value_span,
                    "invalid digest in --checksum: \"%.*s\"", STR_ARG(transfer->checksum.text));
}

/* --parents: what stands behind the first /./, or all of it, names what comes along. */
static TakeRequest parents_request(Arena *arena, Str text)
{
    size_t pivot = str_find(text, STR("/./"));
    bool all = pivot == text.len;
    Str root = STR("/"), below = all ? text : str_tail(text, pivot + 3);
    return (TakeRequest){
        .path = path_join(arena, root, all ? root : str_head(text, pivot)),
        .parents = str_tail(path_join(arena, root, below), 1),
    };
}

/* What stands under ONBUILD meets the context of another build. */
static const Take *take(Builder *b, const Step *step, const Transfer *transfer,
                        const CopySource *source)
{
    const ModelContext *context = b->request->context;
    if (!context || step->onbuild || transfer->from.kind != ORIGIN_CONTEXT ||
        source->kind != SOURCE_PATH || source->path.known != VALUE_KNOWN)
        return NULL;
    TakeRequest request = {.path = source->path.text};
    if (transfer->parents)
        request = parents_request(b->arena, source->text.text);
    request.pattern = true;
    request.exclude = &transfer->exclude;
    return context->take(context->self, b->arena, &request);
}

static void read_source(Builder *b, Step *step, Transfer *transfer, Word word)
{
    CopySource *source = &transfer->sources.at[transfer->sources.len++];
    const Heredoc *heredoc = find_heredoc(step->instruction, word);
    source->span = word.span;
    if (heredoc) {
        read_heredoc(b, step, source, heredoc);
        return;
    }
    source->text = step_expand(b, step, "source", word);
    copy_source_read(b->arena, source);
    check_remote(b, step, transfer, source);
    source->take = take(b, step, transfer, source);
    if (!transfer->add)
        return;
    bool packed = source->kind == SOURCE_PATH && is_archive(source->text.text);
    source->unpacks =
        flag_is(step, STR("unpack"), packed) && (packed || source->kind == SOURCE_URL);
    transfer->keep_git_dir |= source->kind == SOURCE_GIT && keeps_git_dir(source->text.text);
}

/* A variable at its start is taken for a whole path, and C: for a drive of Windows. */
static bool is_relative(Value dest)
{
    Str text = dest.text;
    bool variable = dest.known != VALUE_KNOWN && str_starts(text, STR("$"));
    return !path_is_absolute(text) && !path_has_drive(text) && !variable &&
           dest.known != VALUE_UNKNOWN;
}

static void read_destination(Builder *b, Step *step, Transfer *transfer, Word word)
{
    Value dest = step_expand(b, step, "destination", word);
    Str last = path_base(dest.text);
    transfer->dest_text = dest;
    transfer->dest_relative = is_relative(dest);
    transfer->dest = path_in(b->arena, step->workdir, dest);
    transfer->dest_span = word.span;
    transfer->dest_directory = transfer->sources.len > 1 || last.len == 0 ||
                               str_eq(last, STR(".")) || str_eq(last, STR(".."));
}

void transfer_read(Builder *b, Stage *stage, Step *step)
{
    const Words *args = &step->instruction->args;
    if (args->len < 2)
        return;
    Transfer *transfer = NEW(b->arena, Transfer);
    transfer->add = step->instruction->kind == INST_ADD;
    read_flags(b, stage, step, transfer);
    transfer->sources.cap = args->len - 1;
    transfer->sources.at = NEW_ARRAY(b->arena, transfer->sources.cap, CopySource);
    for (size_t i = 0; i + 1 < args->len; i++)
        read_source(b, step, transfer, args->at[i]);
    read_destination(b, step, transfer, args->at[args->len - 1]);
    step->transfer = transfer;
}
