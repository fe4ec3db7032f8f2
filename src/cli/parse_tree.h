/* What the trees that `plimsoll parse` shows to people share: the file's name, rows that begin with
   their lines, columns, the problems below. */
#pragma once

#include "cli/parse_format.h"

typedef struct {
    Printing *printing;
    const Syntax *syntax;
    size_t places;   /* columns of the widest "12-15" */
    size_t keywords; /* columns of the widest keyword */
} Tree;

Tree tree_of(Printing *printing, const Syntax *syntax);
void tree_name(Tree *tree);     /* the file's, behind a blank line if it is not the first one */
void tree_problems(Tree *tree); /* as a compiler shows them */

/* A row that begins with its lines, or with blanks where `first` is 0. */
Row tree_row(Tree *tree, uint32_t first, uint32_t last);

/* A word and blanks up to the next column. */
void row_column(Row *row, Ink color, Str text, size_t width);
