#include "cli/options.h"

#include "base/guess.h"

static const Option help_row = {
    .kind = OPTION_FLAG, .letter = 'h', .name = "help", .help = "print this"};

/* The command line while it is read. */
typedef struct {
    Arena *arena;
    const Subcommand *command;
    Strs words;
    size_t next;
    Options *options;
    Fail *fail;
} Reader;

/* What --help and the complaint about a wrong choice say: "text, json or sexp". */
static void add_choices(Buf *buf, const Option *row, bool mark_default)
{
    mark_default = mark_default && row->kind == OPTION_CHOICE;
    for (size_t i = 0; row->choices[i]; i++) {
        if (i > 0)
            buf_add(buf, row->choices[i + 1] ? STR(", ") : STR(" or "));
        buf_fmt(buf, "%s%s", row->choices[i], i == 0 && mark_default ? " (default)" : "");
    }
}

/* ---- reading ---- */

/* The part of a user's word that fits into a message. */
static Str excerpt(Str word)
{
    return str_head(word, 100);
}

static bool wrong_choice(Reader *reader, const Option *row, Str value)
{
    Buf choices;
    buf_init(&choices, reader->arena);
    add_choices(&choices, row, false);
    Guess guess = guess_new(value);
    for (size_t i = 0; row->choices[i]; i++)
        guess_consider(&guess, str_from(row->choices[i]));
    if (guess.best.len)
        return fail_set(reader->fail, "--%s cannot be %.*s; did you mean %.*s? (it can be %.*s)",
                        row->name, STR_ARG(excerpt(value)), STR_ARG(guess.best),
                        STR_ARG(buf_str(&choices)));
    return fail_set(reader->fail, "--%s cannot be \"%.*s\"; it can be %.*s", row->name,
                    STR_ARG(excerpt(value)), STR_ARG(buf_str(&choices)));
}

static bool choose(Reader *reader, const Option *row, OptionValue *value)
{
    for (size_t i = 0; row->choices[i]; i++) {
        if (str_eq(value->text, str_from(row->choices[i]))) {
            value->choice = i;
            return true;
        }
    }
    return wrong_choice(reader, row, value->text);
}

static bool missing_value(Reader *reader, const Option *row)
{
    Buf values;
    buf_init(&values, reader->arena);
    if (row->choices)
        add_choices(&values, row, false);
    else
        buf_add(&values, str_from(row->value));
    return fail_set(reader->fail, "--%s needs a value: %.*s", row->name, STR_ARG(buf_str(&values)));
}

/* Puts an option where it belongs; `attached` is what stood behind its '='. */
static bool take(Reader *reader, const Option *row, StrCut attached)
{
    if (row->kind == OPTION_FLAG && attached.found)
        return fail_set(reader->fail, "--%s takes no value; write it without =%.*s", row->name,
                        STR_ARG(excerpt(attached.tail)));
    if (row == &help_row) {
        reader->options->help = true;
        return true;
    }
    OptionValue *value = &reader->options->values[row - reader->command->options];
    value->given = true;
    if (row->kind == OPTION_FLAG)
        return true;
    if (!attached.found && reader->next == reader->words.len)
        return missing_value(reader, row);
    value->text = attached.found ? attached.tail : reader->words.at[reader->next++];
    *PUSH(reader->arena, &value->texts) = value->text;
    return !row->choices || choose(reader, row, value);
}

static const Option *row_named(const Subcommand *command, Str name)
{
    for (size_t i = 0; i < command->option_count; i++) {
        if (str_eq(name, str_from(command->options[i].name)))
            return &command->options[i];
    }
    return str_eq(name, str_from(help_row.name)) ? &help_row : NULL;
}

static const Option *row_lettered(const Subcommand *command, char letter)
{
    for (size_t i = 0; i < command->option_count; i++) {
        if (command->options[i].letter == letter)
            return &command->options[i];
    }
    return letter == help_row.letter ? &help_row : NULL;
}

static bool unknown_option(Reader *reader, Str word, Str name)
{
    Guess guess = guess_new(name);
    for (size_t i = 0; i < reader->command->option_count; i++)
        guess_consider(&guess, str_from(reader->command->options[i].name));
    guess_consider(&guess, str_from(help_row.name));
    if (guess.best.len)
        return fail_set(reader->fail,
                        "unknown option %.*s; did you mean --%.*s? see plimsoll %s --help",
                        STR_ARG(excerpt(word)), STR_ARG(guess.best), reader->command->name);
    return fail_set(reader->fail, "unknown option %.*s; see plimsoll %s --help",
                    STR_ARG(excerpt(word)), reader->command->name);
}

static bool read_option(Reader *reader, Str word)
{
    if (str_starts(word, STR("--"))) {
        StrCut cut = str_cut(str_tail(word, 2), '=');
        const Option *row = row_named(reader->command, cut.head);
        return row ? take(reader, row, cut)
                   : unknown_option(reader, str_cut(word, '=').head, cut.head);
    }
    const Option *row = word.len == 2 ? row_lettered(reader->command, word.at[1]) : NULL;
    return row ? take(reader, row, (StrCut){0}) : unknown_option(reader, word, str_tail(word, 1));
}

bool options_read(Arena *arena, const Subcommand *command, Strs words, Options *options, Fail *fail)
{
    *options = (Options){.values = NEW_ARRAY(arena, command->option_count, OptionValue)};
    Reader reader = {arena, command, words, 0, options, fail};
    bool only_operands = false;
    while (reader.next < words.len) {
        Str word = words.at[reader.next++];
        if (only_operands || word.len < 2 || word.at[0] != '-')
            *PUSH(arena, &options->operands) = word;
        else if (str_eq(word, STR("--")))
            only_operands = true;
        else if (!read_option(&reader, word))
            return false;
    }
    if (options->operands.len && !command->operands)
        return fail_set(fail, "plimsoll %s takes nothing behind it; see plimsoll %s --help",
                        command->name, command->name);
    return true;
}

/* ---- help ---- */

enum { HELP_WIDTH = 80, HELP_GAP = 2 };

/* Lines of at most HELP_WIDTH columns, all but the first behind `indent` blanks; the first starts
   at `column`. A line feed in the text begins a line. */
static void wrap(Buf *buf, Str text, size_t column, size_t indent)
{
    bool line_begins = true;
    while (text.len) {
        size_t end = 0;
        while (end < text.len && text.at[end] != ' ' && text.at[end] != '\n')
            end++;
        if (!line_begins && column + 1 + end > HELP_WIDTH) {
            buf_char(buf, '\n');
            buf_repeat(buf, ' ', indent);
            column = indent;
        } else if (!line_begins) {
            buf_char(buf, ' ');
            column++;
        }
        buf_add(buf, str_head(text, end));
        column += end;
        line_begins = end < text.len && text.at[end] == '\n';
        if (line_begins) {
            buf_char(buf, '\n');
            buf_repeat(buf, ' ', indent);
            column = indent;
        }
        text = str_tail(text, end + 1);
    }
    buf_char(buf, '\n');
}

/* "-f, --format FORMAT" */
static void add_title(Buf *buf, const Option *row)
{
    if (row->letter)
        buf_fmt(buf, "-%c, ", row->letter);
    else
        buf_add(buf, STR("    "));
    buf_fmt(buf, "--%s%s%s", row->name, row->value ? " " : "", row->value ? row->value : "");
}

static size_t title_width(const Option *row)
{
    Str name = str_from(row->name), value = str_from(row->value);
    return STR("-f, --").len + name.len + (value.len ? 1 + value.len : 0);
}

static void add_row(Buf *buf, const Option *row, size_t title)
{
    buf_repeat(buf, ' ', HELP_GAP);
    add_title(buf, row);
    buf_repeat(buf, ' ', title - title_width(row) + HELP_GAP);
    Buf text;
    buf_init(&text, buf->arena);
    buf_add(&text, str_from(row->help));
    if (row->choices) {
        buf_add(&text, STR(": "));
        add_choices(&text, row, true);
    } else if (row->kind == OPTION_LIST) {
        buf_add(&text, STR(" (may be repeated)"));
    }
    size_t column = HELP_GAP + title + HELP_GAP;
    wrap(buf, buf_str(&text), column, column);
}

void options_help(Buf *buf, const Subcommand *command)
{
    buf_fmt(buf, "plimsoll %s: %s\n\nusage: plimsoll %s%s%s%s\n", command->name, command->summary,
            command->name, command->option_count ? " [OPTION...]" : "",
            command->operands ? " " : "", command->operands ? command->operands : "");
    if (command->about) {
        buf_char(buf, '\n');
        wrap(buf, str_from(command->about), 0, 0);
    }
    size_t title = title_width(&help_row);
    for (size_t i = 0; i < command->option_count; i++) {
        size_t width = title_width(&command->options[i]);
        title = width > title ? width : title;
    }
    buf_add(buf, STR("\noptions:\n"));
    for (size_t i = 0; i < command->option_count; i++)
        add_row(buf, &command->options[i], title);
    add_row(buf, &help_row, title);
}

bool option_whole(const Option *option, const OptionValue *value, long fallback, long *number,
                  Fail *fail)
{
    enum { MOST_DIGITS = 9 };
    Str text = value->text;
    *number = fallback;
    if (!value->given)
        return true;
    *number = 0;
    for (size_t i = 0; i < text.len && i < MOST_DIGITS; i++)
        if (char_is_digit(text.at[i]))
            *number = *number * 10 + (text.at[i] - '0');
        else
            text.len = 0;
    if (text.len == 0 || text.len > MOST_DIGITS)
        return fail_set(fail, "--%s wants a whole number, not %.*s", option->name,
                        STR_ARG(str_head(value->text, 100)));
    return true;
}
