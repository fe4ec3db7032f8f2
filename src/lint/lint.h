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
#include "shellcheck/shellcheck.h"

/* Rules have places from 0 on, ShellCheck's codes have those behind them: what is in force for a
   rule or a code stands at its place.

   One rule with its page: a row of the generated rulebook, in the order of the ids. */
typedef struct {
    RuleFacts facts;
    const Rule *rule;
} RuleRow;

size_t rule_count(void);
const RuleRow *rule_at(size_t index);
/* By id or any alias, in any case of the alias; NULL when there is none. */
const RuleRow *rule_find(Str name);
enum { RULE_NONE = UINT16_MAX };

size_t rule_places(void);
size_t rule_place(Str name);         /* of a rule or code; RULE_NONE when there is none */
size_t rule_place_of_code(unsigned); /* the same of ShellCheck's number */
RuleFacts rule_facts(Arena *arena, size_t place);
const RuleOption *rule_options(size_t place); /* ended by one without a name; NULL when none */
/* The id or alias that looks most like it: "did you mean"; empty when none does. */
Str rule_guess(Str name);

/* What is to be done with one file. */
typedef struct {
    const Settings *settings;    /* rules that are on, their levels and options */
    ModelRequest model;          /* its context is the one below */
    BuildContext *context;       /* NULL when there is none to look into */
    bool context_named;          /* somebody said that it is the one */
    const ImageCost *image;      /* what the file was built into; NULL when it is not at hand */
    const ImageCost *base;       /* what it could be FROM instead; NULL when none is named */
    const ShellAnswers *answers; /* NULL: ShellCheck is not asked */
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

/* A text that is no Dockerfile is a finding; it is ShellCheck alone that may fail. */
bool lint_source(Arena *arena, const Source *source, const LintJob *job, LintResult *result,
                 Fail *fail);

/* ImageQuery.wish of an image that rules are to see: what packages_wish wants, and of layers that
   cannot be read again files that are small and neither the distribution's nor those of packages.
 */
extern const BodyWish lint_wish;

/* The same of all layers and without a limit of how many: such files may hold secrets. */
extern const BodyWish lint_secrets_wish;
/* What such a file holds that nobody may read, "a private key"; NULL when nothing is seen. */
const char *lint_secret_in_file(Arena *scratch, const LayerRecord *record, uint32_t index);
const char *lint_secret_in_text(Str text); /* the same of any text, by the shape of tokens */

/* What ShellCheck would be asked about. */
Strs lint_scripts(Arena *arena, const Source *source, const ModelRequest *model);

/* The text with all safe fixes applied, unsafe ones too if asked, again and again until there are
   none left; the text itself when there are none. A fix that would make a file that parses one
   that does not is left out, and fixes that undo each other end. */
bool lint_fix(Arena *arena, const Source *source, const LintJob *job, bool unsafe, Str *fixed,
              Fail *fail);
