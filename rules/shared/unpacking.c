#include "shared/unpacking.h"

#include "base/path.h"
#include "shared/fixes.h"
#include "shared/layers.h"
#include "shared/names.h"
#include "shared/unpacking_parts.h"

/* ---- what ADD would do, too ---- */

/* Of those that tar knows. */
static bool builder_unpacks(Str name)
{
    static const Str endings[] = {
        STR_INIT(".tar"), STR_INIT(".tar.gz"), STR_INIT(".tar.bz2"), STR_INIT(".tar.xz"),
        STR_INIT(".tgz"), STR_INIT(".tbz"),    STR_INIT(".tbz2"),    STR_INIT(".txz"),
    };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(name, endings[i]))
            return true;
    return false;
}

/* One file of the context, with nothing said about it that ADD would not do. */
static bool copies_archive(const Unpacking *it)
{
    const Instruction *copy = it->copy->instruction;
    const CopySource *source = it->source;
    Value dest = it->copy->transfer->dest;
    if (copy->form != FORM_WORDS || copy->flags.len > 0 || it->copy->problem.len > 0 ||
        it->copy->transfer->sources.len != 1 || source->glob || source->directory ||
        source->text.known != VALUE_KNOWN || dest.known != VALUE_KNOWN ||
        !builder_unpacks(source->name))
        return false;
    Str inside = path_join(report_arena(it->out), dest.text, source->name);
    return str_eq(it->archive.text, inside) ||
           (!it->copy->transfer->dest_directory && str_eq(it->archive.text, dest.text));
}

/* All of the archive, by root and as it is. */
static bool unpacks_all(const Command *tar)
{
    size_t directories = 0;
    for (size_t i = 0; i < tar->options.len; i++)
        directories += name_in("-C --directory --cd", tar->options.at[i].name);
    return command_is(tar, "tar") && tar->node && !tar->node->assigns && tar->operands.len == 0 &&
           tar->redirects.len == 0 && directories < 2 && tar->user.text.len == 0 &&
           !(tar->guards & ~(unsigned)GUARD_IF_OK) && !tar->outer && !tar->again &&
           !tar->elsewhere &&
           command_has_only(tar,
                            "-x --extract --get -z --gzip --gunzip --ungzip -j --bzip2 -J --xz -a "
                            "--auto-compress -f --file -v --verbose -p --preserve-permissions "
                            "--same-permissions --same-owner -C --directory --cd");
}

static bool finds_places(Unpacking *it)
{
    Effects effects = command_effects(it->tar);
    const Effect *effect = effects.at;
    if (effects.len != 1 || effect->brings != BRINGS_UNPACK || effect->sure != SURE_ALWAYS ||
        effect->mount || effect->glob || effect->from_glob || effect->path.known != VALUE_KNOWN ||
        effect->from.known != VALUE_KNOWN)
        return false;
    it->archive = effect->from;
    it->dir = effect->path;
    for (size_t i = 0; i < it->dir.text.len; i++) {
        char c = it->dir.text.at[i];
        if (!char_is_letter(c) && !char_is_digit(c) && !str_among((Str){&c, 1}, "/ . _ - +"))
            return false;
    }
    return true;
}

/* Nothing but ADD would make the archive's own directory, and something may want it. */
static bool directory_is_there(const Unpacking *it)
{
    Str dir = path_dir(it->archive.text);
    Str rest = str_tail(it->dir.text, dir.len);
    bool around = str_starts(it->dir.text, dir) && (rest.len == 0 || rest.at[0] == '/');
    return dir.len == 0 || around || str_among(dir, "/ /bin /etc /home /root /tmp /usr /var") ||
           (it->copy->workdir_set && str_eq(it->copy->workdir.text, dir));
}

/* What stands between leaves alone what tar writes. */
static bool nothing_between(const Unpacking *it)
{
    if (it->run->index - it->copy->index > LAYERS_LOOK)
        return false;
    for (size_t i = it->copy->index + 1; i < it->run->index; i++) {
        const Step *step = &it->copy->stage->steps.at[i];
        if (step->script && step->instruction->kind == INST_RUN)
            return false;
        for (size_t k = 0; step->transfer && k < step->effects.len; k++) {
            const Effect *effect = &step->effects.at[k];
            if (effect->path.known != VALUE_KNOWN ||
                paths_compare(effect->path, effect->glob, it->dir, false) != PLACES_APART)
                return false;
        }
    }
    return true;
}

/* ---- the edits ---- */

/* Those that go, with the && that joins them to what stays. */
static void drop_parts(Finding *finding, const Unpacking *it)
{
    const ShellScript *shell = it->run->script->shell;
    for (size_t i = 0, end; i < it->parts.len; i = end) {
        const Part *first = &it->parts.at[i];
        for (end = i + 1; end < it->parts.len && it->parts.at[end].kind == first->kind;)
            end++;
        if (first->kind != GOES)
            continue;
        Span gone = {shell_span(shell, first->node->span).start,
                     shell_span(shell, it->parts.at[end - 1].node->span).end};
        if (end < it->parts.len)
            gone.end = shell_span(shell, it->parts.at[end].node->span).start;
        else
            gone.start = shell_span(shell, first[-1].node->span).end;
        fix_delete(finding, gone, FIX_UNSAFE);
    }
}

static void write_add(Finding *finding, const Unpacking *it)
{
    const Transfer *transfer = it->copy->transfer;
    Word keyword = it->copy->instruction->keyword;
    bool small = str_starts(keyword.text, STR("c"));
    fix_replace(finding, keyword.span, small ? STR("add") : STR("ADD"), FIX_UNSAFE);
    if (transfer->dest_directory && str_eq(transfer->dest.text, it->dir.text))
        return;
    Buf dest;
    buf_init(&dest, finding->arena);
    bool here = it->copy->workdir_set && str_eq(it->copy->workdir.text, it->dir.text);
    buf_add(&dest, here ? STR(".") : it->dir.text);
    if (!str_ends(buf_str(&dest), STR("/")))
        buf_char(&dest, '/');
    fix_replace(finding, transfer->dest_span, buf_str(&dest), FIX_UNSAFE);
}

void fix_copy_to_add(Finding *finding, const Step *copy, const Command *tar, Report *out)
{
    enum { TEXT_MOST = 100000 }; /* that is looked through for each */
    Unpacking it = {.copy = copy, .run = tar->step, .tar = tar, .out = out};
    it.source = copy->transfer->sources.at;
    if (report_file(out)->syntax->source->text.len > TEXT_MOST || !unpacks_all(tar) ||
        !finds_places(&it) || !copies_archive(&it) || !directory_is_there(&it) ||
        !nothing_between(&it) || !unpacking_parts(&it) || others_want_archive(&it))
        return;
    bool busy = false;
    for (size_t i = 0; i < it.parts.len; i++)
        busy |= it.parts.at[i].kind == STAYS;
    write_add(finding, &it);
    if (busy)
        drop_parts(finding, &it);
    else
        fix_drop_instruction(finding, it.run, out);
    fix_title(finding, "ADD, which unpacks it");
}
