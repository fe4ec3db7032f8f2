#include "shared/runs.h"

bool runs_command(const Command *command)
{
    const Step *step = command->step;
    return step->instruction->kind == INST_RUN && !step->triggered && !command->again;
}

bool runs_first(const Command *command, Report *out)
{
    RunState *state = report_state(out);
    if (state->last == command->step)
        return false;
    state->last = command->step;
    return true;
}
