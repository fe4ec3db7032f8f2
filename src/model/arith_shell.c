/* Arithmetic of numbers that are known: + - * / % and brackets. */
#include "model/runner.h"

enum { NUMBER_MAX = 1000000000, DEPTH_MAX = 32 };

typedef struct {
    Runner *r;
    Str text;
    size_t at;
    unsigned depth;
    bool failed;
} Sum;

static char peek(Sum *sum)
{
    while (sum->at < sum->text.len && strchr(" \t\n", sum->text.at[sum->at]))
        sum->at++;
    return sum->at < sum->text.len ? sum->text.at[sum->at] : 0;
}

static long fail(Sum *sum)
{
    sum->failed = true;
    return 0;
}

static long checked(Sum *sum, long number)
{
    return number > NUMBER_MAX || number < -NUMBER_MAX ? fail(sum) : number;
}

static long read_digits(Sum *sum, Str text)
{
    long number = 0;
    if (text.len == 0 || (text.at[0] == '0' && text.len > 1))
        return text.len == 0 ? 0 : fail(sum);
    for (size_t i = 0; i < text.len && !sum->failed; i++)
        number = text.at[i] >= '0' && text.at[i] <= '9'
                     ? checked(sum, number * 10 + (text.at[i] - '0'))
                     : fail(sum);
    return number;
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
}

static long read_sum(Sum *sum);

static long read_operand(Sum *sum)
{
    char c = peek(sum);
    size_t from = sum->at;
    if (c == '(' && sum->depth < DEPTH_MAX) {
        sum->at++;
        sum->depth++;
        long inner = read_sum(sum);
        sum->depth--;
        c = peek(sum);
        sum->at++;
        return c == ')' ? inner : fail(sum);
    }
    while (sum->at < sum->text.len && is_name(sum->text.at[sum->at]))
        sum->at++;
    Str word = str_slice(sum->text, from, sum->at);
    if (word.len == 0)
        return fail(sum);
    if (c >= '0' && c <= '9')
        return read_digits(sum, word);
    Found found = state_find(sum->r, word);
    bool known = found.kind == FOUND_UNSET ||
                 (found.kind == FOUND_SET && found.value.known == VALUE_KNOWN && !found.array);
    return known ? read_digits(sum, found.value.text) : fail(sum);
}

static long read_signed(Sum *sum)
{
    bool minus = false;
    for (char c = peek(sum); c == '-' || c == '+'; c = peek(sum)) {
        sum->at++;
        minus ^= c == '-';
    }
    long number = read_operand(sum);
    return minus ? -number : number;
}

static long read_product(Sum *sum)
{
    long number = read_signed(sum);
    for (char c = peek(sum); !sum->failed && (c == '*' || c == '/' || c == '%'); c = peek(sum)) {
        sum->at++;
        long other = read_signed(sum);
        if (sum->failed || (c != '*' && other == 0))
            return fail(sum);
        if (c == '*' && other != 0 && (number > NUMBER_MAX / 2 || number < -NUMBER_MAX / 2) &&
            (other > 2 || other < -2))
            return fail(sum);
        number = checked(sum, c == '*'   ? number * other
                              : c == '/' ? number / other
                                         : number % other);
    }
    return number;
}

static long read_sum(Sum *sum)
{
    long number = read_product(sum);
    for (char c = peek(sum); !sum->failed && (c == '+' || c == '-'); c = peek(sum)) {
        sum->at++;
        long other = read_product(sum);
        number = checked(sum, c == '+' ? number + other : number - other);
    }
    return number;
}

bool arith_read(Runner *r, const ShellPart *parts, long *number)
{
    Value value = parts_quoted(r, parts);
    Sum sum = {.r = r, .text = value.text};
    if (value.known != VALUE_KNOWN || value.text.len > VALUE_MAX)
        return false;
    *number = read_sum(&sum);
    return !sum.failed && peek(&sum) == 0;
}
