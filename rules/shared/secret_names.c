#include "shared/names.h"
#include "shared/secrets.h"

/* One of the words of NAME_LIKE_THIS is in the list. */
static bool has_word(Str lower, const char *list)
{
    for (StrCut word = {.tail = lower, .found = true}; word.found;) {
        word = str_cut(word.tail, '_');
        if (name_in(list, word.head))
            return true;
    }
    return false;
}

bool secret_variable(Str lower)
{
    return has_word(lower,
                    "apikey auth credential credentials key pword passwd password secret token") &&
           !has_word(lower, "public file version");
}

bool secret_variable_to_hadolint(Str lower)
{
    static const Str parts[] = {STR_INIT("api_key"), STR_INIT("client_key"), STR_INIT("password"),
                                STR_INIT("private"), STR_INIT("secret"),     STR_INIT("token"),
                                STR_INIT("username")};
    if (str_has_any(lower, parts, sizeof parts / sizeof *parts))
        return true;
    return name_in("application_key aws_access_key_id ci_deploy_user docker_email facebook_app_id "
                   "heroku_api_user okta_authn_groupid okta_client_orgurl okta_oauth2_clientid "
                   "stripe_device_name travis_os_name travis_secure_env_vars travis_sudo",
                   lower);
}

bool secret_variable_surely(Str lower)
{
    return (secret_variable(lower) || str_ends(lower, STR("password"))) &&
           !has_word(lower,
                     "dir path size sock url sha1 md5 username sha256 sha512 pub name random "
                     "warn fingerprint");
}

/* A fingerprint of a key that signs: it is there to be known. */
static bool is_fingerprint(Str lower)
{
    if (str_starts(lower, STR("0x")))
        lower = str_tail(lower, 2);
    size_t digits = 0;
    for (size_t i = 0; i < lower.len; i++) {
        char c = lower.at[i];
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))
            digits++;
        else if (c != ' ')
            return false;
    }
    return digits >= 8;
}

static bool is_decoration(char c)
{
    return c < '0' || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') || c > 'z';
}

/* <your token>, **None**, _: somebody else has to fill it in. */
static bool is_placeholder(Str lower)
{
    while (lower.len > 0 && is_decoration(lower.at[0]))
        lower = str_tail(lower, 1);
    while (lower.len > 0 && is_decoration(lower.at[lower.len - 1]))
        lower = str_head(lower, lower.len - 1);
    static const char *const heads[] = {"your", "fill", "define", "replace", "enter_", "insert_"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (str_starts(lower, str_from(heads[i])))
            return true;
    return lower.len == 0 ||
           name_in(
               "none null nil undefined unset empty default ignore ignored random dummy todo tbd "
               "example placeholder changeme change_me change-me changethis true false yes no on "
               "off 0 1",
               lower);
}

bool secret_value_is_open(Str lower)
{
    bool address =
        str_find(lower, STR("://")) < lower.len && str_find_char(lower, '@') == lower.len;
    return address || str_starts(lower, STR("/")) || str_ends(lower, STR(".sh")) ||
           is_placeholder(lower) || is_fingerprint(lower);
}

static bool is_literal(Str word)
{
    return word.len > 0 && str_find_char(word, '$') == word.len &&
           str_find_char(word, '`') == word.len && !secret_is_example(word) &&
           !memchr("<{%*-", word.at[0], 5);
}

static inline Str option_of(const Command *command, const char *names)
{
    const CommandOption *option = command_option(command, names);
    bool given = option && option->has_value && option->value.value.known == VALUE_KNOWN;
    return given ? option->value.value.text : (Str){0};
}

const char *secret_word(const Command *command)
{
    Str word = {0};
    if (command->options.len == 0)
        return NULL;
    if (command_is(command, "curl")) {
        StrCut pair = str_cut(option_of(command, "-u --user"), ':');
        word = pair.found && !str_eq(pair.head, STR("anonymous")) ? pair.tail : word;
    } else if (command_is(command, "wget")) {
        word = option_of(command, "--password --http-password --ftp-password");
    } else if (command_is(command, "sshpass")) {
        word = option_of(command, "-p");
    } else if (command_is(command, "docker podman skopeo buildah helm oc")) {
        bool login = command_has_operand(command, STR("login"));
        word = login ? option_of(command, "-p --password") : word;
    }
    return is_literal(word) ? "a password in an option" : NULL;
}
