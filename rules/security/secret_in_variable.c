/*
# secret-in-variable

A secret is handed over in ARG or ENV, where everybody with the image can read it.

`docker history` shows build arguments, `docker inspect` the environment, and both stay in the image
when a later instruction unsets them. Hand it to one RUN with `--mount=type=secret`, or to the
container when it starts.

The name tells: one of its words is password, secret, token, key, auth, credential or the like, and
none is public, file or version; or it ends in password. A value that cannot be a secret (a path, a
script, an address, yes or no, a fingerprint, a placeholder, nothing), a name that merely holds such
a word, names of users, and an ARG before the first FROM are reported only with the option
`uncertain` or
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

In a stage that is not exported it is not in the image, but the builder keeps it:

```dockerfile bad
FROM debian:12 AS build
ARG NPM_TOKEN
#   ^^^^^^^^^ NPM_TOKEN stays in the build's cache
FROM scratch
COPY --from=build /srv /srv
```

```dockerfile good
ARG BUILD_TOKEN=1
FROM debian:12
ARG PUBLIC_KEY=abc
ENV PASSWORD_FILE=/run/secrets/x TOKENS=1 MONKEY=2 passphrase=x
ENV SSL_KEY_PATH=/etc/key.pem USE_AUTH=true AUTH_URL=https://example.com/auth
ENV GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568
ENV SIGNING_KEY=0xBB572E0E2D182910 RESET_PASSWORD=reset.sh
ENV MYSQL_PASSWORD= VPN_PASSWORD=**None** BOT_TOKEN=<YourToken> API_KEY=changeme
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
#include "shared/secrets.h"

static bool is_surely_one(Arena *arena, const Step *step, const Binding *binding)
{
    bool open = binding->has_value && binding->value.known == VALUE_KNOWN &&
                secret_value_is_open(str_lower(arena, binding->value.text));
    return step->stage && !open && secret_variable_surely(str_lower(arena, binding->key.text));
}

static const char *who_reads_it(const Step *step)
{
    if (step->stage && !step->stage->exported)
        return "stays in the build's cache and records";
    return step->instruction->kind == INST_ARG ? "can be read from the image's history"
                                               : "can be read from the image and every container";
}

static void secret_in_variable(const Step *step, Report *out)
{
    Arena *arena = report_arena(out);
    for (size_t i = 0; i < step->bindings.len; i++) {
        const Binding *binding = &step->bindings.at[i];
        Str name = str_lower(arena, binding->key.text);
        bool narrow = secret_variable(name) && step->stage && !step->onbuild;
        bool wide = !step->triggered && secret_variable_to_hadolint(name);
        if ((!narrow && !wide) ||
            (!is_surely_one(arena, step, binding) && !option_bool(out, "uncertain")))
            continue;
        Finding *finding = report(out, step_place(step, binding->pair->span), "%.*s %s",
                                  STR_ARG(binding->key.text), who_reads_it(step));
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
    .options = UNCERTAIN("also where the value cannot be the secret itself"),
};
