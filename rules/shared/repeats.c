#include "shared/repeats.h"

#include "shared/fixes.h"

void second_instruction(const Step *step, Report *out)
{
    Repeats *repeats = report_state(out);
    if (!step_is_plain(step))
        return;
    const Step *first = repeats->first;
    if (!first || first->stage != step->stage) {
        repeats->first = step;
        return;
    }
    Str name = instruction_name(step->instruction->kind);
    Finding *finding =
        report(out, step->instruction->keyword.span, "line %u has the stage's %.*s already",
               first->written->first_line, STR_ARG(name));
    finding_help(finding, "keep one of them: only the last one counts");
    finding_related(finding, first->instruction->keyword.span, "this one has no effect");
    fix_drop_instruction(finding, first, out);
}
