#include "syntax/check.h"

#include "base/guess.h"
#include "base/utf8.h"
#include "syntax/decode.h"
#include "syntax/read.h"

static void refuse(Arena *arena, Syntax *syntax, const Instruction *inst, Span span,
                   const char *message, const char *help)
{
    problem_add(arena, syntax, PROBLEM_TYPING, inst->first_line, span, help, "%s", message);
}

static void check_unknown(Arena *arena, Syntax *syntax, const Instruction *inst)
{
    Str keyword = inst->keyword.text;
    bool lower = keyword.len > 0 && keyword.at[0] >= 'a' && keyword.at[0] <= 'z';
    Guess guess = guess_new(str_lower(arena, keyword));
    for (int kind = INST_UNKNOWN + 1; kind < INST_COUNT; kind++)
        guess_consider(&guess, str_lower(arena, instruction_name((InstructionKind)kind)));
    Problem *problem =
        problem_add(arena, syntax, PROBLEM_TYPING, inst->first_line, inst->keyword.span, NULL,
                    "unknown instruction: %.*s", STR_ARG(keyword));
    if (guess.best.len > 0) {
        Str best = lower ? guess.best : instruction_name(instruction_kind(guess.best));
        problem_help(arena, problem, "did you mean %.*s?", STR_ARG(best));
    } else if (keyword.len > 0 && !lower && (keyword.at[0] < 'A' || keyword.at[0] > 'Z')) {
        problem_help(arena, problem, "to continue the line before, end that one with %c",
                     syntax->escape);
    }
}

static bool is_stage_name(Str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = (char)(name.at[i] >= 'A' && name.at[i] <= 'Z' ? name.at[i] | 0x20 : name.at[i]);
        bool letter = c >= 'a' && c <= 'z';
        bool inner = (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        if (!letter && !(inner && i > 0))
            return false;
    }
    return name.len > 0;
}

static void check_from(Arena *arena, Syntax *syntax, const Instruction *inst)
{
    const Words *args = &inst->args;
    if (args->len == 3 && str_eq_nocase(args->at[1].text, STR("as"))) {
        Word name = args->at[2];
        if (!is_stage_name(name.text)) {
            problem_add(arena, syntax, PROBLEM_TYPING, inst->first_line, name.span,
                        "start with a letter; then letters, digits, '-', '_' and '.'",
                        "invalid name for build stage: \"%.*s\"", STR_ARG(name.text));
        }
    } else if (args->len != 1) {
        Span span = args->len > 1 ? (Span){args->at[1].span.start, args->at[args->len - 1].span.end}
                                  : inst->keyword.span;
        refuse(arena, syntax, inst, span, "FROM requires either one or three arguments",
               "write FROM image or FROM image AS name");
    }
    check_flags(arena, syntax, inst);
}

static void check_copy(Arena *arena, Syntax *syntax, const Instruction *inst)
{
    Str name = instruction_name(inst->kind);
    if (inst->args.len < 2) {
        Span span = inst->args.len ? inst->args.at[0].span : inst->keyword.span;
        Problem *problem = problem_add(arena, syntax, PROBLEM_TYPING, inst->first_line, span, NULL,
                                       "%.*s requires at least two arguments", STR_ARG(name));
        problem_help(arena, problem, "write %.*s source destination", STR_ARG(name));
    }
    bool flags = check_flags(arena, syntax, inst);
    if (!flags || inst->args.len < 2)
        return;
    Word last = inst->args.at[inst->args.len - 1];
    Heredoc heredoc = {0};
    if (decode_marker(arena, last.text, &heredoc)) {
        problem_add(arena, syntax, PROBLEM_TYPING, inst->first_line, last.span,
                    "write the path of the file behind it",
                    "%.*s cannot accept a heredoc as a destination", STR_ARG(name));
    }
}

/* Missing arguments; false when there is a problem. */
static bool check_any(Arena *arena, Syntax *syntax, const Instruction *inst, bool any,
                      const char *what, const char *help)
{
    if (any)
        return true;
    Str name = instruction_name(inst->kind);
    problem_add(arena, syntax, PROBLEM_TYPING, inst->first_line, inst->keyword.span, help,
                "%.*s requires %s", STR_ARG(name), what);
    return false;
}

static void check_names(Arena *arena, Syntax *syntax, const Instruction *inst)
{
    for (size_t i = 0; i < inst->pairs.len; i++) {
        const Pair *pair = &inst->pairs.at[i];
        if (pair->key.text.len > 0 || pair->style == PAIR_BARE)
            continue;
        problem_add(arena, syntax, PROBLEM_TYPING, inst->first_line, pair->span,
                    "write a name before the =, without a blank between them",
                    "%.*s names can not be blank", STR_ARG(instruction_name(inst->kind)));
        return;
    }
}

static void check_pairs(Arena *arena, Syntax *syntax, const Instruction *inst)
{
    if (inst->kind != INST_ARG)
        check_flags(arena, syntax, inst);
    if (check_any(arena, syntax, inst, inst->pairs.len > 0, "at least one argument",
                  inst->kind == INST_ARG ? "write a name, or name=value" : "write name=value"))
        check_names(arena, syntax, inst);
}

static void check_health(Arena *arena, Syntax *syntax, const Instruction *inst)
{
    Str type = inst->health.text;
    if (!check_any(arena, syntax, inst, type.len > 0, "at least one argument",
                   "write HEALTHCHECK CMD command, or HEALTHCHECK NONE"))
        return;
    bool any = inst->form == FORM_JSON ? inst->args.len > 0 : inst->body.text.len > 0;
    if (str_eq_nocase(type, STR("NONE"))) {
        if (any)
            refuse(arena, syntax, inst, inst->body.span, "HEALTHCHECK NONE takes no arguments",
                   "remove what stands behind NONE");
        return;
    }
    bool flags = check_flags(arena, syntax, inst);
    if (!str_eq_nocase(type, STR("CMD"))) {
        problem_add(arena, syntax, PROBLEM_TYPING, inst->first_line, inst->health.span,
                    "write HEALTHCHECK CMD command, or HEALTHCHECK NONE",
                    "unknown type \"%.*s\" in HEALTHCHECK", STR_ARG(type));
    } else if (!any) {
        refuse(arena, syntax, inst, inst->health.span, "missing command after HEALTHCHECK CMD",
               "write the command that tells whether the container works");
    }
    if (flags)
        check_health_flags(arena, syntax, inst);
}

static void check_volume(Arena *arena, Syntax *syntax, const Instruction *inst)
{
    check_any(arena, syntax, inst, inst->args.len > 0, "at least one argument",
              "write the path of the volume");
    check_flags(arena, syntax, inst);
    for (size_t i = 0; i < inst->args.len; i++) {
        if (str_trim_space(inst->args.at[i].text).len > 0)
            continue;
        refuse(arena, syntax, inst, inst->args.at[i].span,
               "VOLUME specified can not be an empty string", "write a path, or remove it");
        return;
    }
}

static void check_shell(Arena *arena, Syntax *syntax, const Instruction *inst)
{
    check_flags(arena, syntax, inst);
    bool json = inst->form == FORM_JSON;
    const char *help = "write a JSON form: SHELL [\"/bin/bash\", \"-c\"]";
    if (check_any(arena, syntax, inst, json ? inst->args.len > 0 : inst->body.text.len > 0,
                  "at least one argument", help) &&
        !json)
        refuse(arena, syntax, inst, inst->body.span,
               "SHELL requires the arguments to be in JSON form", help);
}

static void check_onbuild(Arena *arena, Syntax *syntax, const Instruction *inst)
{
    if (!check_any(arena, syntax, inst, inst->nested != NULL, "at least one argument",
                   "write the instruction that a child image shall run"))
        return;
    if (!check_flags(arena, syntax, inst))
        return;
    const Instruction *nested = inst->nested;
    Str name = instruction_name(nested->kind);
    if (nested->kind != INST_ONBUILD && nested->kind != INST_FROM &&
        nested->kind != INST_MAINTAINER)
        return;
    Problem *problem = problem_add(arena, syntax, PROBLEM_TYPING, inst->first_line,
                                   nested->keyword.span, "a trigger is any other instruction",
                                   "ONBUILD %.*s isn't allowed", STR_ARG(name));
    problem->kind = PROBLEM_TRIGGER;
}

static void check_instruction(Arena *arena, Syntax *syntax, const Instruction *inst)
{
    switch (inst->kind) {
    case INST_UNKNOWN:
    case INST_COUNT:
        check_unknown(arena, syntax, inst);
        break;
    case INST_FROM:
        check_from(arena, syntax, inst);
        break;
    case INST_ADD:
    case INST_COPY:
        check_copy(arena, syntax, inst);
        break;
    case INST_ARG:
    case INST_ENV:
    case INST_LABEL:
        check_pairs(arena, syntax, inst);
        break;
    case INST_HEALTHCHECK:
        check_health(arena, syntax, inst);
        break;
    case INST_VOLUME:
        check_volume(arena, syntax, inst);
        break;
    case INST_SHELL:
        check_shell(arena, syntax, inst);
        break;
    case INST_ONBUILD:
        check_onbuild(arena, syntax, inst);
        break;
    case INST_RUN:
        if (check_flags(arena, syntax, inst))
            check_run_flags(arena, syntax, inst);
        break;
    case INST_CMD:
    case INST_ENTRYPOINT:
        check_flags(arena, syntax, inst);
        break;
    case INST_EXPOSE:
        check_any(arena, syntax, inst, inst->args.len > 0, "at least one argument",
                  "write a port: EXPOSE 8080");
        check_flags(arena, syntax, inst);
        break;
    case INST_MAINTAINER:
    case INST_STOPSIGNAL:
    case INST_USER:
    case INST_WORKDIR:
        check_any(arena, syntax, inst, inst->body.text.len > 0, "exactly one argument",
                  "write it behind the keyword");
        if (inst->kind != INST_STOPSIGNAL)
            check_flags(arena, syntax, inst);
        break;
    }
}

/* The first instruction that needs a stage before there is one: the builder goes no further. */
static bool check_stage(Arena *arena, Syntax *syntax, const Instruction *inst)
{
    if (inst->kind == INST_ARG || inst->kind == INST_FROM)
        return true;
    Str name = instruction_name(inst->kind);
    Problem *problem = problem_add(
        arena, syntax, PROBLEM_FILE, inst->first_line, inst->keyword.span,
        "start with FROM image; only ARG may stand before it",
        "no build stage in current context: %.*s stands before the first FROM", STR_ARG(name));
    problem->kind = PROBLEM_UNSTAGED;
    return false;
}

void check_typing(Arena *arena, Syntax *syntax)
{
    bool staged = false, missed = false;
    const Instructions *all = &syntax->instructions;
    Span end = {(uint32_t)syntax->source->text.len, (uint32_t)syntax->source->text.len};
    for (size_t i = 0; i < all->len; i++) {
        size_t before = syntax->problems.len;
        check_instruction(arena, syntax, &all->at[i]);
        bool good = syntax->problems.len == before;
        /* What nobody knows may have been meant for a FROM. */
        staged |= all->at[i].kind == INST_FROM || all->at[i].kind == INST_UNKNOWN;
        if (!staged && !missed && good)
            missed = !check_stage(arena, syntax, &all->at[i]);
    }
    if (all->len > 0 && !staged && !missed) {
        problem_add(arena, syntax, PROBLEM_FILE, syntax->source->lines, end,
                    "start a stage with FROM image",
                    "the file contains no stages to build: there is no FROM");
    }
}
