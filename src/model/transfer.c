#include "model/build.h"

const Transfer *transfer_read(Builder *b, Stage *stage, Step *step)
{
    const Instruction *it = step->instruction;
    if (it->args.len < 2)
        return NULL;
    Transfer *transfer = NEW(b->arena, Transfer);
    transfer->add = it->kind == INST_ADD;
    const Flag *from = step_flag(step, STR("from"));
    if (from)
        transfer->from = origin_read(b, stage, step, flag_word(from), true);
    for (size_t i = 0; i + 1 < it->args.len; i++) {
        Word word = it->args.at[i];
        CopySource *source = PUSH(b->arena, &transfer->sources);
        source->text = step_expand(b, step, "source", word);
        source->path = path_in(b->arena, value_of(STR("/")), source->text);
        source->span = word.span;
    }
    Word dest = it->args.at[it->args.len - 1];
    Value text = step_expand(b, step, "destination", dest);
    transfer->dest = path_in(b->arena, step->workdir, text);
    transfer->dest_span = dest.span;
    transfer->dest_directory = str_ends(text.text, STR("/")) || transfer->sources.len > 1;
    return transfer;
}
