/*
# config-baked-in

Settings of one environment are copied into the image.

An image that holds `.env` or `config.production.json` runs in one place alone, has to be built
again for each setting, and shows what is in them (often passwords) to whoever pulls it. Hand
settings over when the container starts: variables, a mounted file, a secret.

```dockerfile bad
FROM node:20-slim
COPY .env /app/.env
#    ^^^^ .env
```

```dockerfile bad
FROM eclipse-temurin:21-jre
COPY src/main/resources/application-prod.yml /app/config/
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ application-prod.yml
```

```dockerfile bad
FROM node:20-slim
COPY config.production.json .env.staging /app/
#    ^^^^^^^^^^^^^^^^^^^^^^ config.production.json
#                           ^^^^^^^^^^^^ .env.staging
```

```dockerfile good
FROM node:20-slim AS build
COPY .env /app/.env
RUN npm run build
FROM node:20-slim
COPY --from=build /app/dist /app
COPY .env.example config.json tsconfig.production.json webpack.prod.js /app/
COPY nginx.production.conf /etc/nginx/nginx.conf
RUN --mount=type=bind,source=.env,target=/tmp/.env cat /tmp/.env
```
*/
#include "shared/names.h"

static const char environments[] = "prod production stage staging dev development live qa "
                                   "uat preprod preproduction sandbox Production Staging "
                                   "Development Prod Dev Stage";
static const char stems[] = "config configuration settings application appsettings app-config "
                            "app_config app.config env environment bootstrap database secrets "
                            "parameters";
static const char ends[] = "json yml yaml properties toml ini xml env";

/* .env, .env.production; not .env.example. */
static bool is_env_file(Str name)
{
    if (str_eq(name, STR(".env")))
        return true;
    return str_starts(name, STR(".env.")) &&
           (name_in(environments, str_tail(name, 5)) || str_eq(name, STR(".env.local")));
}

/* stem, environment, suffix, apart by dots, hyphens or underscores: application-prod.yml. */
static bool is_named_config(Str name)
{
    size_t dot = str_rfind_char(name, '.');
    if (dot == name.len || !name_in(ends, str_tail(name, dot + 1)))
        return false;
    Str rest = str_head(name, dot);
    for (size_t i = rest.len; i-- > 1;)
        if (memchr("-_.", rest.at[i], 3)) {
            Str first = str_head(rest, i), second = str_tail(rest, i + 1);
            return (name_in(stems, first) && name_in(environments, second)) ||
                   (name_in(stems, second) && name_in(environments, first));
        }
    return false;
}

static void config_baked_in(const Step *step, Report *out)
{
    if (!step->stage || !step->stage->exported || step->onbuild || !step->transfer)
        return;
    for (size_t i = 0; i < step->transfer->sources.len; i++) {
        const CopySource *source = &step->transfer->sources.at[i];
        if (source->kind != SOURCE_PATH ||
            !(is_env_file(source->name) || is_named_config(source->name)))
            continue;
        Finding *finding = report(out, source->span, "%.*s binds the image to one environment",
                                  STR_ARG(source->name));
        finding_help(finding, "hand it over when the container starts, and ignore the file");
    }
}

RULE(config_baked_in) = {
    .severity = SEV_INFO,
    .instruction = "COPY ADD",
    .each_instruction = config_baked_in,
};
