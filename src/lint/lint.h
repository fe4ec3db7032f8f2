/* Linting: the rules run over one Dockerfile.

   This room knows rules, which of them are on, what ignores them, and the order in which they see
   the model. It refuses to know what a rule thinks (rules/) and how a finding is printed (report/).
 */
#pragma once

#include "finding/finding.h"
#include "ledger/ledger.h"
#include "lint/config.h"
#include "lint/rule.h"
#include "model/model.h"

/* One rule with its page: a row of the generated rulebook, in the order of the ids. */
typedef struct {
    RuleFacts facts;
    const Rule *rule;
} RuleRow;

size_t rule_count(void);
const RuleRow *rule_at(size_t index);
/* By id or any alias, in any case of the alias; NULL when there is none. */
const RuleRow *rule_find(Str name);
/* The id or alias that looks most like it: "did you mean"; empty when none does. */
Str rule_guess(Str name);

/* What is to be done with one file. */
typedef struct {
    const Settings *settings; /* rules that are on, their levels and options */
    ModelRequest model;       /* its context is the one below */
    BuildContext *context;    /* NULL when there is none to look into */
    bool context_named;       /* somebody said that it is the one */
    const ImageCost *image;   /* what the file was built into; NULL when it is not at hand */
} LintJob;

typedef struct {
    const Source *source;
    const Dockerfile *file;
    Findings findings;         /* sorted; what is ignored is not in it */
    const Source *ignore_file; /* of the build context; NULL where nothing is said about it */
    Findings of_ignore_file;
    size_t ignored;
    bool image_known; /* the job's image was built from the file */
} LintResult;

/* Never fails: a text that is no Dockerfile is a finding. */
LintResult lint_source(Arena *arena, const Source *source, const LintJob *job);

/* The text with all safe fixes applied, unsafe ones too if asked, again and again until there are
   none left; the text itself when there are none. A fix that would make a file that parses one
   that does not is left out, and fixes that undo each other end. */
Str lint_fix(Arena *arena, const Source *source, const LintJob *job, bool unsafe);
