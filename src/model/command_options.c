/* Splits a command's words into options, their values and operands, as the program itself does. */
#include "model/manager_parts.h"
#include "model/names.h"
#include "model/runner.h"

typedef struct {
    Arena *arena;
    Command *command;
    ProgramOptions how;
    const Manager *manager; /* whose row counts beside the table */
    const ManagerVerb *verb;
    size_t verb_operands; /* how many operands the verb was looked for in */
    size_t at;
    bool known, ended;
} Reading;

enum { VERB_LONGEST = 3 };

static bool manager_takes(Reading *reading, Str option)
{
    const Manager *manager = reading->manager;
    size_t operands = reading->command->operands.len, used;
    /* A verb only takes values away, and most options have none. */
    if (!manager || !manager_takes_value(manager, NULL, option))
        return false;
    if (operands != reading->verb_operands && operands <= VERB_LONGEST) {
        reading->verb_operands = operands;
        reading->verb =
            manager_verb(manager, &reading->command->operands, &reading->command->options, &used);
    }
    return manager_takes_value(manager, reading->verb, option);
}

static bool takes_letter(Reading *reading, char letter)
{
    char name[2] = {'-', letter};
    return (reading->how.shorts && strchr(reading->how.shorts, letter)) ||
           manager_takes(reading, (Str){name, 2});
}

static bool takes_long(Reading *reading, Str name)
{
    return str_listed(str_from(reading->how.longs), name) || manager_takes(reading, name);
}

static Arg part_of(const Arg *word, size_t from)
{
    Arg part = *word;
    part.value.text = str_tail(word->value.text, from);
    if (part.value.known == VALUE_NAMED &&
        str_find(part.value.text, STR("${")) == part.value.text.len)
        part.value.known = VALUE_KNOWN;
    return part;
}

static CommandOption *add_option(Reading *reading, Str name, const Arg *word)
{
    CommandOption *option = PUSH(reading->arena, &reading->command->options);
    option->name = name;
    option->span = word->span;
    if (str_listed(str_from(reading->how.last), name))
        reading->ended = true;
    return option;
}

/* The next word is its value. */
static void take_next(Reading *reading, CommandOption *option)
{
    const Args *args = &reading->command->args;
    if (reading->at >= args->len)
        return;
    option->value = args->at[reading->at++];
    option->has_value = true;
}

/* make -j 4: a number may stand apart. */
static void take_number(Reading *reading, CommandOption *option)
{
    const Args *args = &reading->command->args;
    Value value = reading->at < args->len ? args->at[reading->at].value : (Value){0};
    Str next = value.text;
    /* Nothing but a count is ever computed there. */
    bool computed =
        value.known == VALUE_UNKNOWN && next.len > 0 && (next.at[0] == '$' || next.at[0] == '`');
    for (size_t i = 0; i < next.len && !computed; i++)
        if (next.at[i] < '0' || next.at[i] > '9')
            return;
    if (next.len > 0)
        take_next(reading, option);
}

static void read_long(Reading *reading, const Arg *word)
{
    Str text = word->value.text;
    size_t equals = str_find_char(text, '=');
    CommandOption *option = add_option(reading, str_head(text, equals), word);
    if (equals < text.len) {
        option->value = part_of(word, equals + 1);
        option->has_value = true;
    } else if (takes_long(reading, text)) {
        take_next(reading, option);
    }
}

static Str letter_name(Reading *reading, char sign, char letter)
{
    char *name = NEW_ARRAY(reading->arena, 2, char);
    name[0] = sign;
    name[1] = letter;
    return (Str){name, 2};
}

/* -xzf: letters up to the first with a value, which is the rest or the next word. */
static void read_letters(Reading *reading, const Arg *word, size_t from)
{
    Str text = word->value.text;
    for (size_t i = from; i < text.len; i++) {
        char letter = text.at[i], sign = text.at[0] == '+' ? '+' : '-';
        Str name = text.len == 2 && from == 1 ? text : letter_name(reading, sign, letter);
        CommandOption *option = add_option(reading, name, word);
        bool optional = reading->how.optional && strchr(reading->how.optional, letter);
        if (optional && i + 1 == text.len) {
            if (letter == 'j')
                take_number(reading, option);
            return;
        }
        /* apt-get -q=2 */
        if (reading->manager && i + 1 < text.len && text.at[i + 1] == '=') {
            option->has_value = true;
            option->value = part_of(word, i + 2);
            return;
        }
        if (!optional && !takes_letter(reading, letter))
            continue;
        option->has_value = i + 1 < text.len;
        if (option->has_value)
            option->value = part_of(word, i + 1);
        else
            take_next(reading, option);
        return;
    }
}

/* tar xzf FILE: letters, then their values in turn. */
static void read_old(Reading *reading, const Arg *word)
{
    Str text = word->value.text;
    for (size_t i = 0; i < text.len; i++) {
        CommandOption *option = add_option(reading, letter_name(reading, '-', text.at[i]), word);
        if (takes_letter(reading, text.at[i]))
            take_next(reading, option);
    }
}

static bool is_mode(Str text)
{
    for (size_t i = 1; i < text.len; i++)
        if (!strchr("rwxXstugoa,=+-", text.at[i]))
            return false;
    return text.len > 1;
}

/* Until the next word that begins an expression is only the program's business. */
static void read_expression(Reading *reading)
{
    const Args *args = &reading->command->args;
    while (reading->at < args->len) {
        const Arg *word = &args->at[reading->at++];
        Str text = word->value.text;
        if (text.len < 2 || text.at[0] != '-')
            continue;
        CommandOption *option = add_option(reading, text, word);
        if (takes_long(reading, text))
            take_next(reading, option);
        if (!str_starts(text, STR("-exec")) && !str_starts(text, STR("-ok")))
            continue;
        while (reading->at < args->len && !str_eq(args->at[reading->at].value.text, STR(";")) &&
               !str_eq(args->at[reading->at].value.text, STR("+")))
            reading->at++;
    }
}

static bool begins_expression(Str text)
{
    if (text.len == 0)
        return false;
    if (text.at[0] == '(' || text.at[0] == '!')
        return text.len == 1;
    return text.at[0] == '-' && text.len > 2 && text.at[1] != 'O';
}

static void add_operand(Reading *reading, const Arg *word)
{
    *PUSH(reading->arena, &reading->command->operands) = *word;
    if (reading->how.flags & OPTIONS_STOP)
        reading->ended = true;
}

static bool is_pair(const Reading *reading, Str text)
{
    if (!(reading->how.flags & OPTIONS_PAIRS))
        return false;
    size_t equals = str_find_char(text, '=');
    return equals > 0 && equals < text.len;
}

static bool is_single(const Reading *reading)
{
    return reading->how.flags & OPTIONS_SINGLE ||
           (reading->manager && reading->manager->option_words);
}

static void read_hyphen(Reading *reading, const Arg *word)
{
    Str text = word->value.text;
    if (str_eq(text, STR("--")))
        reading->ended = true;
    else if (reading->how.flags & OPTIONS_MODE && text.at[1] != '-' && is_mode(text))
        add_operand(reading, word);
    else if (str_starts(text, STR("--")) || is_single(reading))
        read_long(reading, word);
    else if (reading->known)
        read_letters(reading, word, 1);
    else
        read_long(reading, word);
}

static void read_word(Reading *reading, const Arg *word, bool first)
{
    Str text = word->value.text;
    bool hyphen = text.len > 1 && text.at[0] == '-' &&
                  !(word->value.known == VALUE_UNKNOWN && text.at[1] == '$');
    if (reading->ended || reading->how.flags & OPTIONS_NONE)
        add_operand(reading, word);
    else if (first && reading->how.flags & OPTIONS_OLD && !hyphen && text.len)
        read_old(reading, word);
    else if (is_pair(reading, text))
        read_long(reading, word);
    else if (hyphen)
        read_hyphen(reading, word);
    else if (reading->how.flags & OPTIONS_PLUS && text.len > 1 && text.at[0] == '+')
        read_letters(reading, word, 1);
    else
        add_operand(reading, word);
}

static void read_all(Reading *reading)
{
    const Args *args = &reading->command->args;
    while (reading->at < args->len) {
        const Arg *word = &args->at[reading->at];
        if (reading->how.flags & OPTIONS_PATHS && begins_expression(word->value.text)) {
            read_expression(reading);
            return;
        }
        reading->at++;
        size_t before = reading->command->operands.len;
        read_word(reading, word, reading->at == 1);
        bool is_verb = before == 0 && reading->command->operands.len == 1;
        if (!is_verb || !(reading->how.flags & OPTIONS_VERB))
            continue;
        const ProgramOptions *verb = program_verb_options(reading->command->name, word->value.text);
        if (verb)
            reading->how = *verb;
        reading->how.flags &= ~(unsigned)OPTIONS_VERB;
        reading->ended = false;
    }
}

static void drop_operands(Command *command, size_t count)
{
    command->operands.at += count;
    command->operands.len -= count;
    command->operands.cap -= count;
}

/* Several words are one verb: go mod download. */
static Arg joined(Arena *arena, const Args *operands, size_t count)
{
    Arg verb = operands->at[0];
    Buf text;
    if (count == 1)
        return verb;
    buf_init(&text, arena);
    for (size_t i = 0; i < count; i++) {
        buf_add(&text, i ? STR(" ") : STR(""));
        buf_add(&text, operands->at[i].value.text);
        verb.value.known = knowledge_worse(verb.value.known, operands->at[i].value.known);
    }
    verb.value.text = buf_str(&text);
    verb.span.end = operands->at[count - 1].span.end;
    return verb;
}

static void find_verb(Arena *arena, Command *command, bool has_verb)
{
    size_t used = 0;
    if (command->manager)
        command->manager_verb =
            manager_verb(command->manager, &command->operands, &command->options, &used);
    if (used == 0 && command->manager_verb && command->manager_verb->words.len > 0) {
        /* pacman -S */
        for (size_t i = 0; i < command->options.len; i++)
            if (str_starts(command->manager_verb->words, command->options.at[i].name)) {
                command->verb.value = value_of(command->options.at[i].name);
                command->verb.span = command->options.at[i].span;
            }
        return;
    }
    if (used == 0 && has_verb && command->operands.len > 0 &&
        command->operands.at[0].value.known == VALUE_KNOWN)
        used = 1;
    if (used == 0 || used > command->operands.len)
        return;
    command->verb = joined(arena, &command->operands, used);
    drop_operands(command, used);
}

/* Room for what the words may become, without guessing generously: there are many commands. */
static bool make_room(Reading *reading)
{
    Command *command = reading->command;
    size_t options = 0, words = 0;
    for (size_t i = 0; i < command->args.len; i++) {
        Str text = command->args.at[i].value.text;
        if (text.len < 2 || (text.at[0] != '-' && text.at[0] != '+'))
            continue;
        bool letters = reading->known && text.at[1] != '-' && text.len < 8;
        options += letters ? text.len - 1 : 1;
        words++;
    }
    size_t operands = command->args.len - words;
    if (options == 0)
        return false;
    command->options =
        (CommandOptions){NEW_ARRAY(reading->arena, options, CommandOption), 0, options};
    if (operands > 0)
        command->operands = (Args){NEW_ARRAY(reading->arena, operands, Arg), 0, operands};
    return true;
}

void command_read_options(Arena *arena, Command *command)
{
    Reading reading = {.arena = arena, .command = command};
    const NameRow *known = command->known = name_find(command->name);
    const ProgramOptions *how = program_options(known, command->name);
    command->manager = manager_known(known, command->name);
    if (how)
        reading.how = *how;
    reading.manager = command->manager;
    reading.known = how || command->manager;
    bool plain = (reading.how.flags & (OPTIONS_OLD | OPTIONS_PAIRS | OPTIONS_PATHS)) == 0;
    if (make_room(&reading) || !plain)
        read_all(&reading);
    else
        command->operands = command->args;
    bool has_verb = reading.known && ((how && how->flags & OPTIONS_VERB) || command->manager);
    find_verb(arena, command, has_verb);
    if (command->manager) {
        command->act = manager_act(command);
        command->packages = manager_packages(arena, command);
    }
}
