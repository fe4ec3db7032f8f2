#include "shared/secrets.h"

typedef enum { LETTERS_HEX, LETTERS_ALNUM, LETTERS_UPPER, LETTERS_TOKEN } Letters;

/* A prefix, and how many letters of which kind must follow it. */
typedef struct {
    Str prefix;
    Letters letters;
    size_t least, most; /* most 0: as many as there are */
    const char *what;
} Shape;

static const Shape shapes[] = {
    {STR_INIT("AKIA"), LETTERS_UPPER, 16, 16, "an AWS access key"},
    {STR_INIT("ASIA"), LETTERS_UPPER, 16, 16, "an AWS access key"},
    {STR_INIT("ghp_"), LETTERS_ALNUM, 36, 0, "a GitHub token"},
    {STR_INIT("gho_"), LETTERS_ALNUM, 36, 0, "a GitHub token"},
    {STR_INIT("ghu_"), LETTERS_ALNUM, 36, 0, "a GitHub token"},
    {STR_INIT("ghs_"), LETTERS_ALNUM, 36, 0, "a GitHub token"},
    {STR_INIT("ghr_"), LETTERS_ALNUM, 36, 0, "a GitHub token"},
    {STR_INIT("github_pat_"), LETTERS_TOKEN, 22, 0, "a GitHub token"},
    {STR_INIT("glpat-"), LETTERS_TOKEN, 20, 0, "a GitLab token"},
    {STR_INIT("npm_"), LETTERS_ALNUM, 36, 36, "an npm token"},
    {STR_INIT("pypi-AgE"), LETTERS_TOKEN, 50, 0, "a PyPI token"},
    {STR_INIT("xoxb-"), LETTERS_TOKEN, 20, 0, "a Slack token"},
    {STR_INIT("xoxp-"), LETTERS_TOKEN, 20, 0, "a Slack token"},
    {STR_INIT("xoxa-"), LETTERS_TOKEN, 20, 0, "a Slack token"},
    {STR_INIT("hooks.slack.com/services/T"), LETTERS_TOKEN, 8, 0, "a Slack webhook"},
    {STR_INIT("AIza"), LETTERS_TOKEN, 35, 35, "a Google API key"},
    {STR_INIT("sk_live_"), LETTERS_ALNUM, 20, 0, "a Stripe key"},
    {STR_INIT("rk_live_"), LETTERS_ALNUM, 20, 0, "a Stripe key"},
    {STR_INIT("SG."), LETTERS_TOKEN, 60, 0, "a SendGrid key"},
    {STR_INIT("dop_v1_"), LETTERS_HEX, 64, 64, "a DigitalOcean token"},
    {STR_INIT("hf_"), LETTERS_ALNUM, 34, 34, "a Hugging Face token"},
    {STR_INIT("sk-ant-"), LETTERS_TOKEN, 40, 0, "an Anthropic key"},
    {STR_INIT("sk-proj-"), LETTERS_TOKEN, 40, 0, "an OpenAI key"},
    {STR_INIT("-----BEGIN RSA PRIVATE KEY"), LETTERS_TOKEN, 0, 0, "a private key"},
    {STR_INIT("-----BEGIN OPENSSH PRIVATE KEY"), LETTERS_TOKEN, 0, 0, "a private key"},
    {STR_INIT("-----BEGIN EC PRIVATE KEY"), LETTERS_TOKEN, 0, 0, "a private key"},
    {STR_INIT("-----BEGIN PRIVATE KEY"), LETTERS_TOKEN, 0, 0, "a private key"},
};

static bool fits(Letters letters, char c)
{
    bool digit = c >= '0' && c <= '9', upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
    switch (letters) {
    case LETTERS_HEX:
        return digit || (c >= 'a' && c <= 'f');
    case LETTERS_ALNUM:
        return digit || upper || lower;
    case LETTERS_UPPER:
        return digit || upper;
    case LETTERS_TOKEN:
        return digit || upper || lower || c == '-' || c == '_' || c == '.' || c == '/';
    }
    return false;
}

bool secret_is_example(Str text)
{
    static const Str parts[] = {
        STR_INIT("EXAMPLE"), STR_INIT("example"),  STR_INIT("XXXX"),     STR_INIT("xxxx"),
        STR_INIT("123456"),  STR_INIT("sample"),   STR_INIT("0000000"),  STR_INIT("your"),
        STR_INIT("YOUR"),    STR_INIT("changeme"), STR_INIT("CHANGEME"), STR_INIT("placeholder")};
    return str_has_any(text, parts, sizeof parts / sizeof *parts);
}

bool secret_is_open(Str word)
{
    return secret_is_example(word) || memchr("$<{*%", word.at[0], 5) != NULL;
}

static bool starts_word(Str text, size_t at)
{
    return at == 0 || !fits(LETTERS_ALNUM, text.at[at - 1]);
}

static Secret by_shape(Str rest)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        const Shape *shape = &shapes[i];
        if (rest.at[0] != shape->prefix.at[0] || !str_starts(rest, shape->prefix))
            continue;
        size_t end = shape->prefix.len;
        while (end < rest.len && fits(shape->letters, rest.at[end]))
            end++;
        size_t letters = end - shape->prefix.len;
        Str found = str_head(rest, end);
        if (letters >= shape->least && (shape->most == 0 || letters <= shape->most) &&
            !secret_is_example(found))
            return (Secret){shape->what, found, shape->least > 0};
    }
    return (Secret){0};
}

enum {
    SHAPE_LEAST = 20,  /* the shortest shape, an AWS key */
    ADDRESS_LEAST = 7, /* ://:p@. */
};

/* How secrets begin: bits that a first and a second letter have in common. */
static const uint8_t first_letters[UINT8_MAX + 1] = {
    ['A'] = 1,  ['g'] = 2,  ['n'] = 4, ['p'] = 4,  ['x'] = 8,  ['h'] = 8 | 16,
    ['s'] = 32, ['r'] = 32, ['d'] = 8, ['S'] = 64, ['-'] = 64, [':'] = 128,
};

static const uint8_t second_letters[UINT8_MAX + 1] = {
    ['K'] = 1, ['S'] = 1, ['I'] = 1,  ['h'] = 2,  ['i'] = 2,  ['l'] = 2,  ['p'] = 4,
    ['y'] = 4, ['o'] = 8, ['f'] = 16, ['k'] = 32, ['G'] = 64, ['-'] = 64, ['/'] = 128,
};

/* The first place from `at` on where a secret may begin; text.len when there is none. */
static size_t next_place(Str text, size_t at)
{
    if (at + ADDRESS_LEAST > text.len)
        return text.len;
    const unsigned char *letter = (const unsigned char *)text.at + at;
    const unsigned char *end = letter + (text.len - at) - (ADDRESS_LEAST - 1);
    unsigned first = first_letters[*letter];
    for (; letter < end; letter++) {
        if (first & second_letters[letter[1]])
            return (size_t)(letter - (const unsigned char *)text.at);
        first = first_letters[letter[1]];
    }
    return text.len;
}

Secret secret_find(Str text)
{
    for (size_t at = next_place(text, 0); at < text.len; at = next_place(text, at + 1)) {
        Secret found = {0};
        Str rest = str_tail(text, at);
        if (str_starts(rest, STR("://")))
            found = secret_in_address(rest);
        else if (rest.len >= SHAPE_LEAST && starts_word(text, at))
            found = by_shape(rest);
        if (found.what)
            return found;
    }
    return (Secret){0};
}
