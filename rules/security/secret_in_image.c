/*
# secret-in-image

A secret is written into the image: a token, a password in an address, a private key.

Whoever can pull the image reads it, in a layer or in `docker history`, even when a later
instruction removes it. Hand it to one RUN with `--mount=type=secret` (`--mount=type=ssh` for a
key), or to the container when it starts; what was pushed once has to be revoked. What is found is
never printed.

The shape tells, not the name of the variable; for names see
[secret-in-variable](secret_in_variable.c).

```dockerfile bad
FROM debian:12-slim
ENV CI=AKIAQWERTYUIOPASDFGH
#   ^^^^^^^^^^^^^^^^^^^^^^^ an AWS access key
```

```dockerfile bad
FROM debian:12-slim
ARG SOURCE=https://deploy:h7Gt2pQ@git.example.org/tide.git
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a password in an address
RUN git clone --depth 1 https://deploy:h7Gt2pQ@git.example.org/sea.git
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a password in an address
```

```dockerfile bad
FROM debian:12-slim
ADD https://deploy:h7Gt2pQ@files.example.org/tide.bin /usr/bin/tide
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a password in an address
```

```dockerfile bad
FROM debian:12-slim
COPY id_rsa /root/.ssh/id_rsa
#    ^^^^^^ a private key for ssh
RUN git clone --depth 1 git@git.example.org:tide.git && rm /root/.ssh/id_rsa
```

```dockerfile bad
FROM debian:12-slim
COPY tls/server.key /etc/tide/
#    ^^^^^^^^^^^^^^ a private key
RUN curl -fsSLO -u deploy:h7Gt2pQ https://files.example.org/tide
#   ^^^^ a password in an option
```

```dockerfile good
FROM debian:12-slim
ARG TOKEN
ENV A=AKIAIOSFODNN7EXAMPLE B=http://user:password@example.org C=http://$USER:$PASS@example.org
RUN --mount=type=secret,id=netrc,target=/root/.netrc curl -fsSLO https://example.org/tide
RUN git clone --depth 1 https://$TOKEN@git.example.org/tide.git
COPY id_rsa.pub /root/.ssh/authorized_keys
COPY db.url /etc/
ENV DB=postgres://app:k3ksh2@db:5432/app
```

A stage that is not exported keeps its files to itself, and its history on the builder:

```dockerfile good
FROM debian:12-slim AS build
COPY id_rsa /root/.ssh/id_rsa
RUN git clone --depth 1 git@git.example.org:tide.git
FROM debian:12-slim
COPY --from=build /tide /tide
```
*/
#include "shared/secrets.h"

static void say(Report *out, Span span, const char *what)
{
    Finding *finding = report(out, span, "%s is in the image for whoever pulls it", what);
    finding_help(finding, "hand it over by RUN --mount=type=secret, and revoke this one");
}

static void judge_bindings(const Step *step, Report *out)
{
    for (size_t i = 0; i < step->bindings.len; i++) {
        const Binding *binding = &step->bindings.at[i];
        Secret secret = binding->has_value ? secret_find(binding->value.text) : (Secret){0};
        if (secret.what &&
            secret_find(source_slice(report_file(out)->syntax->source, binding->pair->span)).what)
            say(out, binding->pair->span, secret.what);
    }
}

static void judge_commands(const Step *step, Report *out)
{
    for (size_t i = 0; step->script && i < step->script->commands.len; i++) {
        const Command *command = &step->script->commands.at[i];
        const Source *source = report_file(out)->syntax->source;
        const char *word = command->again ? NULL : secret_word(command);
        if (word &&
            str_find_char(source_slice(source, command->span), '$') == span_len(command->span))
            say(out, command->name_span, word);
        for (size_t j = 0; !command->again && !command->wrapper && j < command->args.len; j++) {
            Span span = command->args.at[j].span;
            Secret secret = secret_find(source_slice(source, span));
            if (secret.what)
                say(out, span, secret.what);
        }
    }
}

static void judge_sources(const Step *step, Report *out)
{
    const Transfer *transfer = step->transfer;
    for (size_t i = 0; i < transfer->sources.len; i++) {
        const CopySource *source = &transfer->sources.at[i];
        Secret secret = source->kind == SOURCE_URL || source->kind == SOURCE_GIT
                            ? secret_find(source->text.text)
                            : (Secret){0};
        const char *what = source->kind == SOURCE_PATH && transfer->from.kind == ORIGIN_CONTEXT
                               ? secret_file(source->name)
                               : NULL;
        if (secret.what || what)
            say(out, source->span, what ? what : secret.what);
    }
}

static void secret_in_image(const Step *step, Report *out)
{
    if (!step->stage || !step->stage->exported || step->onbuild)
        return;
    if (step->transfer)
        judge_sources(step, out);
    else if (step->bindings.len)
        judge_bindings(step, out);
    else
        judge_commands(step, out);
}

RULE(secret_in_image) = {
    .severity = SEV_ERROR,
    .instruction = "ENV ARG LABEL RUN CMD ENTRYPOINT HEALTHCHECK COPY ADD",
    .each_instruction = secret_in_image,
};
