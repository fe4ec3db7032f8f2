/* What rules/rulebook.py generates: the rules in the order of their ids, and who sees what.
   Lists of rules end with RULE_END. Private to the room. */
#pragma once

#include "lint/lint.h"

#define RULE_END 0xFFFFu

typedef struct {
    Str key;  /* of commands the program, of managers the row's name or "*" */
    Str verb; /* empty: any */
    uint16_t rule;
} RuleMatch;

/* Sorted by key, then rule; those whose key begins with the letter c are [from[c], from[c + 1]). */
typedef struct {
    const RuleMatch *rows;
    uint16_t from[UINT8_MAX + 2];
} RuleMatches;

extern const RuleRow rulebook[];
extern const size_t rulebook_count;
extern const Str
    rulebook_codes; /* a line feed, a code of ShellCheck's, a blank, a sentence; again */
extern const uint16_t rulebook_each_file[];
extern const uint16_t rulebook_each_stage[];
extern const uint16_t rulebook_at_end[];
extern const uint16_t rulebook_each_entry[];
extern const uint16_t rulebook_each_spare[];
extern const uint16_t rulebook_each_layer[];
extern const uint16_t rulebook_each_unused[];
extern const uint16_t *const rulebook_instructions[INST_COUNT];
extern const uint16_t rulebook_every_command[];
extern const RuleMatches rulebook_commands;
extern const RuleMatches rulebook_managers;
