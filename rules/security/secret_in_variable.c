/*
# secret-in-variable

A secret is handed over in ARG or ENV, where everybody with the image can read it.

`docker history` shows build arguments, `docker inspect` the environment, and both stay in the image
when a later instruction unsets them. Hand it to one RUN with `--mount=type=secret`, or to the
container when it starts.

The name tells: one of its words is password, secret, token, key, auth, credential or the like, and
none is public, file or version; or it ends in password. A value that cannot be a secret (a path, a
script, an address, yes or no, a fingerprint, nothing), a name that merely holds such a word, names
of users, and an ARG before the first FROM are reported only with the option `uncertain` or
--all-rules.

```dockerfile bad
FROM debian:12
ARG NPM_TOKEN
#   ^^^^^^^^^ NPM_TOKEN
ENV DB_PASSWORD=hunter2 LANG=C
#   ^^^^^^^^^^^^^^^^^^^ DB_PASSWORD
ENV aws_access_key_id AKIAIOSFODNN7EXAMPLE
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aws_access_key_id
ENV PGPASSWORD=hunter2
#   ^^^^^^^^^^^^^^^^^^ PGPASSWORD
ONBUILD ARG NPM_TOKEN
#           ^^^^^^^^^ NPM_TOKEN
```

```dockerfile good
ARG BUILD_TOKEN=1
FROM debian:12
ARG PUBLIC_KEY=abc
ENV PASSWORD_FILE=/run/secrets/x TOKENS=1 MONKEY=2 passphrase=x
ENV SSL_KEY_PATH=/etc/key.pem USE_AUTH=true AUTH_URL=https://example.com/auth
ENV GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568
ENV SIGNING_KEY=0xBB572E0E2D182910 RESET_PASSWORD=reset.sh
ENV MYSQL_PASSWORD=
LABEL api_key=x
RUN --mount=type=secret,id=token cat /run/secrets/token
```

```yaml config
rules:
  secret-in-variable:
    uncertain: true
```

```dockerfile bad
FROM debian:12
ENV MYSQL_PASSWORD=
#   ^^^^^^^^^^^^^^^ MYSQL_PASSWORD
ENV DB_USERNAME=app PRIVATE_REGISTRY=x CIRCLE_TOKENS=1
#   ^^^^^^^^^^^^^^^ DB_USERNAME
#                   ^^^^^^^^^^^^^^^^^^ PRIVATE_REGISTRY
#                                      ^^^^^^^^^^^^^^^ CIRCLE_TOKENS
ARG DOCKER_EMAIL
#   ^^^^^^^^^^^^ DOCKER_EMAIL
```
*/
#include "lint/rule.h"

static bool is_one_of(Str word, const Str *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq_nocase(word, words[i]))
            return true;
    return false;
}

#define IS_ONE_OF(word, words) is_one_of(word, words, sizeof(words) / sizeof *(words))

static bool is_secret(Str name)
{
    static const Str secret[] = {
        STR_INIT("apikey"), STR_INIT("auth"),  STR_INIT("credential"), STR_INIT("credentials"),
        STR_INIT("key"),    STR_INIT("pword"), STR_INIT("passwd"),     STR_INIT("password"),
        STR_INIT("secret"), STR_INIT("token"),
    };
    static const Str open[] = {STR_INIT("public"), STR_INIT("file"), STR_INIT("version")};
    bool found = false;
    for (StrCut word = {.tail = name, .found = true}; word.found;) {
        word = str_cut(word.tail, '_');
        if (IS_ONE_OF(word.head, open))
            return false;
        found |= IS_ONE_OF(word.head, secret);
    }
    return found;
}

/* Words that say that the value only speaks of a secret. */
static bool is_about_secret(Str name)
{
    static const Str about[] = {
        STR_INIT("dir"),    STR_INIT("path"),   STR_INIT("size"),        STR_INIT("sock"),
        STR_INIT("url"),    STR_INIT("sha1"),   STR_INIT("md5"),         STR_INIT("username"),
        STR_INIT("sha256"), STR_INIT("sha512"), STR_INIT("pub"),         STR_INIT("name"),
        STR_INIT("random"), STR_INIT("warn"),   STR_INIT("fingerprint"),
    };
    for (StrCut word = {.tail = name, .found = true}; word.found;) {
        word = str_cut(word.tail, '_');
        if (IS_ONE_OF(word.head, about))
            return true;
    }
    return false;
}

/* A fingerprint of a key that signs: it is there to be known. */
static bool is_fingerprint(Str value)
{
    if (str_starts(value, STR("0x")))
        value = str_tail(value, 2);
    size_t digits = 0;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.at[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'))
            digits++;
        else if (c != ' ')
            return false;
    }
    return digits >= 8;
}

static bool is_harmless(Str value)
{
    static const Str switches[] = {
        STR_INIT("true"), STR_INIT("false"), STR_INIT("yes"), STR_INIT("no"),   STR_INIT("on"),
        STR_INIT("off"),  STR_INIT("0"),     STR_INIT("1"),   STR_INIT("none"), STR_INIT("null"),
    };
    bool address =
        str_find(value, STR("://")) < value.len && str_find_char(value, '@') == value.len;
    return value.len == 0 || address || str_starts(value, STR("/")) ||
           str_ends(value, STR(".sh")) || IS_ONE_OF(value, switches) || is_fingerprint(value);
}

/* hadolint's list: names that hold one of these, and those of a few services. */
static bool is_widely_secret(Arena *arena, Str name)
{
    static const Str parts[] = {
        STR_INIT("api_key"), STR_INIT("client_key"), STR_INIT("password"), STR_INIT("private"),
        STR_INIT("secret"),  STR_INIT("token"),      STR_INIT("username"),
    };
    static const Str names[] = {
        STR_INIT("application_key"),      STR_INIT("aws_access_key_id"),
        STR_INIT("ci_deploy_user"),       STR_INIT("docker_email"),
        STR_INIT("facebook_app_id"),      STR_INIT("heroku_api_user"),
        STR_INIT("okta_authn_groupid"),   STR_INIT("okta_client_orgurl"),
        STR_INIT("okta_oauth2_clientid"), STR_INIT("stripe_device_name"),
        STR_INIT("travis_os_name"),       STR_INIT("travis_secure_env_vars"),
        STR_INIT("travis_sudo"),
    };
    Str lower = str_lower(arena, name);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (str_find(lower, parts[i]) < lower.len)
            return true;
    return IS_ONE_OF(name, names);
}

static bool is_suspicious(Arena *arena, const Step *step, const Binding *binding)
{
    Str name = binding->key.text;
    bool harmless = binding->has_value && binding->value.known == VALUE_KNOWN &&
                    is_harmless(binding->value.text);
    bool named = is_secret(name) || str_ends(str_lower(arena, name), STR("password"));
    return named && step->stage && !harmless && !is_about_secret(name);
}

static void secret_in_variable(const Step *step, Report *out)
{
    Arena *arena = report_arena(out);
    for (size_t i = 0; i < step->bindings.len; i++) {
        const Binding *binding = &step->bindings.at[i];
        Str name = binding->key.text;
        bool narrow = is_secret(name) && step->stage && !step->onbuild;
        bool wide = !step->triggered && is_widely_secret(arena, name);
        if ((!narrow && !wide) ||
            (!is_suspicious(arena, step, binding) && !option_bool(out, "uncertain")))
            continue;
        bool arg = step->instruction->kind == INST_ARG;
        Finding *finding =
            report(out, step_place(step, binding->pair->span), "%.*s can be read from the %s",
                   STR_ARG(name), arg ? "image's history" : "image and every container");
        finding_help(finding,
                     "use RUN --mount=type=secret, or hand it over when the container starts");
        if (!narrow || !wide)
            finding_known_as(finding, narrow ? "SecretsUsedInArgOrEnv" : "DL3064");
    }
}

RULE(secret_in_variable) = {
    .aka = "DL3064 SecretsUsedInArgOrEnv",
    .severity = SEV_WARNING,
    .builder_too = true,
    .instruction = "ARG ENV",
    .each_instruction = secret_in_variable,
    .options = (const RuleOption[]){{.kind = OPTION_BOOL,
                                     .name = "uncertain",
                                     .help = "also where the value cannot be the secret itself",
                                     .in_all = true},
                                    {0}},
};
