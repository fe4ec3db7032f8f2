/* How commands end in the normal course: well, wrong, or one cannot say. What asks for another
   distribution or architecture goes wrong. */
#include "model/names.h"
#include "model/runner.h"

Outcome outcome_not(Outcome outcome)
{
    if (outcome == GOES_EITHER)
        return outcome;
    return outcome == GOES_WELL ? GOES_WRONG : GOES_WELL;
}

Outcome outcome_of_match(Runner *r, Value subject, Value pattern)
{
    bool matches;
    if (pattern.known != VALUE_KNOWN)
        return GOES_EITHER;
    if (subject.known == VALUE_KNOWN && pattern_matches(r, pattern.text, subject.text, &matches))
        return outcome_if(matches);
    return outcome_of_name(r, pattern.text);
}

/* ---- test ---- */

static Outcome outcome_of_unary(Runner *r, Str op, Value value)
{
    bool known = value.known == VALUE_KNOWN;
    char letter = op.len == 2 && op.at[0] == '-' ? op.at[1] : 0;
    if (letter == 'z' || letter == 'n') {
        if (known)
            return outcome_if((value.text.len == 0) == (letter == 'z'));
        return GOES_EITHER;
    }
    if (letter == 'f' || letter == 'e' || letter == 'x' || letter == 'r' || letter == 's')
        return outcome_of_file(r, value);
    return GOES_EITHER;
}

static Outcome outcome_of_equal(Runner *r, Value left, Value right)
{
    if (left.known == VALUE_KNOWN && right.known == VALUE_KNOWN)
        return outcome_if(str_eq(left.text, right.text));
    if (left.known == VALUE_NAMED && right.known == VALUE_NAMED && str_eq(left.text, right.text))
        return GOES_WELL;
    Value known = right.known == VALUE_KNOWN ? right : left;
    return known.known == VALUE_KNOWN ? outcome_of_name(r, known.text) : GOES_EITHER;
}

static bool read_number(Value value, long *number)
{
    *number = 0;
    if (value.known != VALUE_KNOWN || value.text.len == 0 || value.text.len > 9)
        return false;
    for (size_t i = 0; i < value.text.len; i++) {
        if (value.text.at[i] < '0' || value.text.at[i] > '9')
            return false;
        *number = *number * 10 + (value.text.at[i] - '0');
    }
    return true;
}

static Outcome outcome_of_binary(Runner *r, Value left, Str op, Value right)
{
    long a, b;
    if (str_eq(op, STR("=")) || str_eq(op, STR("==")))
        return outcome_of_equal(r, left, right);
    if (str_eq(op, STR("!=")))
        return outcome_not(outcome_of_equal(r, left, right));
    if (!read_number(left, &a) || !read_number(right, &b))
        return GOES_EITHER;
    if (str_eq(op, STR("-eq")))
        return outcome_if(a == b);
    if (str_eq(op, STR("-ne")))
        return outcome_if(a != b);
    if (str_eq(op, STR("-lt")))
        return outcome_if(a < b);
    if (str_eq(op, STR("-le")))
        return outcome_if(a <= b);
    if (str_eq(op, STR("-gt")))
        return outcome_if(a > b);
    return str_eq(op, STR("-ge")) ? outcome_if(a >= b) : GOES_EITHER;
}

static Outcome outcome_of_one(Runner *r, const Arg *args, size_t count)
{
    if (count > 1 && str_eq(args[0].value.text, STR("!")) && !args[0].quoted)
        return outcome_not(outcome_of_one(r, args + 1, count - 1));
    if (count == 0)
        return GOES_WRONG;
    if (count == 1)
        return args[0].value.known == VALUE_KNOWN ? outcome_if(args[0].value.text.len > 0)
                                                  : GOES_EITHER;
    if (count == 2)
        return outcome_of_unary(r, args[0].value.text, args[1].value);
    if (count == 3)
        return outcome_of_binary(r, args[0].value, args[1].value.text, args[2].value);
    return GOES_EITHER;
}

static Outcome outcome_and(Outcome a, Outcome b)
{
    if (a == GOES_WRONG || b == GOES_WRONG)
        return GOES_WRONG;
    return a == GOES_WELL && b == GOES_WELL ? GOES_WELL : GOES_EITHER;
}

static Outcome outcome_or(Outcome a, Outcome b)
{
    return outcome_not(outcome_and(outcome_not(a), outcome_not(b)));
}

static bool is_word(const Arg *arg, Str one, Str other)
{
    return !arg->quoted && (str_eq(arg->value.text, one) || str_eq(arg->value.text, other));
}

/* a -o b -a c: -a binds closer. Brackets are not looked into. */
Outcome outcome_of_test(Runner *r, const Arg *args, size_t count)
{
    Outcome any = GOES_WRONG, all = GOES_WELL;
    size_t from = 0;
    for (size_t i = 0; i <= count; i++) {
        bool ends = i == count, and = !ends && is_word(&args[i], STR("-a"), STR("&&"));
        bool or = !ends && is_word(&args[i], STR("-o"), STR("||"));
        if (!ends && is_word(&args[i], STR("("), STR(")")))
            return GOES_EITHER;
        if (!ends && !and&&! or)
            continue;
        all = outcome_and(all, outcome_of_one(r, args + from, i - from));
        from = i + 1;
        if (!and) {
            any = outcome_or(any, all);
            all = GOES_WELL;
        }
    }
    return any;
}

Outcome outcome_of_node_test(Runner *r, const ShellNode *node)
{
    Args args = {0};
    for (const ShellWord *word = node->words; word; word = word->next) {
        Arg arg = word_single(r, word);
        Str op = args.len ? args.at[args.len - 1].value.text : (Str){0};
        bool pattern = str_eq(op, STR("=~")) || str_eq(op, STR("=")) || str_eq(op, STR("==")) ||
                       str_eq(op, STR("!="));
        /* What is no plain text on the right is a pattern. */
        if (pattern && !word->constant && arg.value.known == VALUE_KNOWN &&
            str_find_char(word->text, '*') < word->text.len)
            arg.value.known = VALUE_UNKNOWN;
        *PUSH(r->arena, &args) = arg;
    }
    return outcome_of_test(r, args.at, args.len);
}

/* ---- programs ---- */

static Outcome outcome_of_lookup(Runner *r, const Command *command)
{
    Outcome outcome = GOES_WELL;
    for (size_t i = 0; i < command->operands.len; i++) {
        Value program = command->operands.at[i].value;
        Outcome one =
            program.known == VALUE_KNOWN ? outcome_of_program(r, program.text) : GOES_EITHER;
        outcome = outcome_and(outcome, one);
    }
    return command->operands.len ? outcome : GOES_EITHER;
}

/* grep -q Alpine /etc/os-release */
static Outcome outcome_of_grep(Runner *r, const Command *command)
{
    const Args *operands = &command->operands;
    if (operands->len != 2 || operands->at[0].value.known != VALUE_KNOWN)
        return GOES_EITHER;
    Str file = operands->at[1].value.text;
    if (!str_eq(file, STR("/etc/os-release")) && !str_eq(file, STR("/etc/issue")) &&
        !str_eq(file, STR("/etc/redhat-release")))
        return GOES_EITHER;
    Str word = str_lower(r->arena, operands->at[0].value.text);
    word = str_starts(word, STR("id=")) ? str_tail(word, 3) : word;
    return outcome_of_distribution(r, word);
}

typedef enum {
    ASKS_TEST,
    ASKS_LOOKUP,
    ASKS_GREP,
    ASKS_PACKAGE,
    ASKS_CODE,
    ASKS_ANYTHING,
    SAYS_NO
} Question;

typedef struct {
    Str name;
    Question question;
} QuestionRow;

/* Programs that are run for their answer; in the order of their names. */
static const QuestionRow questions[] = {
    {STR_INIT("["), ASKS_TEST},
    {STR_INIT("apk"), ASKS_PACKAGE},
    {STR_INIT("cmp"), ASKS_ANYTHING},
    {STR_INIT("command"), ASKS_LOOKUP},
    {STR_INIT("diff"), ASKS_ANYTHING},
    {STR_INIT("dpkg"), ASKS_PACKAGE},
    {STR_INIT("dpkg-query"), ASKS_ANYTHING},
    {STR_INIT("egrep"), ASKS_GREP},
    {STR_INIT("expr"), ASKS_ANYTHING},
    {STR_INIT("false"), SAYS_NO},
    {STR_INIT("fgrep"), ASKS_GREP},
    {STR_INIT("getent"), ASKS_ANYTHING},
    {STR_INIT("grep"), ASKS_GREP},
    {STR_INIT("hash"), ASKS_LOOKUP},
    {STR_INIT("id"), ASKS_ANYTHING},
    {STR_INIT("ls"), ASKS_ANYTHING},
    {STR_INIT("mountpoint"), ASKS_ANYTHING},
    {STR_INIT("nc"), ASKS_ANYTHING},
    {STR_INIT("node"), ASKS_CODE},
    {STR_INIT("perl"), ASKS_CODE},
    {STR_INIT("pgrep"), ASKS_ANYTHING},
    {STR_INIT("php"), ASKS_CODE},
    {STR_INIT("pidof"), ASKS_ANYTHING},
    {STR_INIT("python"), ASKS_CODE},
    {STR_INIT("python2"), ASKS_CODE},
    {STR_INIT("python3"), ASKS_CODE},
    {STR_INIT("rpm"), ASKS_PACKAGE},
    {STR_INIT("ruby"), ASKS_CODE},
    {STR_INIT("stat"), ASKS_ANYTHING},
    {STR_INIT("test"), ASKS_TEST},
    {STR_INIT("type"), ASKS_LOOKUP},
    {STR_INIT("which"), ASKS_LOOKUP},
};

Outcome outcome_of(Runner *r, const Command *command)
{
    size_t place = name_place(command->known, NAMES_QUESTION);
    size_t count = command->args.len;
    if (place == 0)
        return GOES_WELL;
    switch (questions[place - 1].question) {
    case ASKS_TEST:
        count -= count > 0 && command->name.at[0] == '[';
        return outcome_of_test(r, command->args.at, count);
    case ASKS_LOOKUP:
        return outcome_of_lookup(r, command);
    case ASKS_GREP:
        return outcome_of_grep(r, command);
    case ASKS_PACKAGE:
        /* What dpkg -i installs often lacks what it needs: apt-get -f behind || mends that. */
        return command_option(command, "-s -l -L --status --list -e -q --query -i --install")
                   ? GOES_EITHER
                   : GOES_WELL;
    case ASKS_CODE:
        return command_option(command, "-e -p -c -r --eval --print") ? GOES_EITHER : GOES_WELL;
    case SAYS_NO:
        return GOES_WRONG;
    case ASKS_ANYTHING:
        break;
    }
    return GOES_EITHER;
}
