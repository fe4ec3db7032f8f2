/* Prints the parse table of the generated parser in full, a row for each state with a place for
   each symbol: there most rows are lists that have to be searched. Runs when plimsoll is built. */
#include <stdio.h>

#include "tree_sitter/parser.h"

const TSLanguage *tree_sitter_dockerfile(void);

/* For a token the index of what to do, for any other symbol the state behind it; 0 for none. */
static unsigned entry(const TSLanguage *language, unsigned state, unsigned symbol)
{
    if (state < language->large_state_count)
        return language->parse_table[state * language->symbol_count + symbol];
    unsigned small = state - language->large_state_count;
    const uint16_t *at = language->small_parse_table + language->small_parse_table_map[small];
    for (unsigned groups = *at++; groups > 0; groups--) {
        unsigned value = *at++;
        for (unsigned symbols = *at++; symbols > 0; symbols--)
            if (*at++ == symbol)
                return value;
    }
    return 0;
}

int main(void)
{
    const TSLanguage *language = tree_sitter_dockerfile();
    puts("/* Made by grammar/table.c. */\n#include \"syntax/parse.h\"\n\n"
         "const uint16_t parse_table[] = {");
    for (unsigned state = 0; state < language->state_count; state++) {
        for (unsigned symbol = 0; symbol < language->symbol_count; symbol++)
            printf("%u,", entry(language, state, symbol));
        puts("");
    }
    puts("};");
    return ferror(stdout) || fclose(stdout) != 0;
}
