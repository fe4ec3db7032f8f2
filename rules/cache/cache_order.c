/*
# cache-order

The sources are copied before the dependencies are installed, so that any edit installs them all
again.

BuildKit takes a step from its cache while the files it needs are the same. An install needs the
manifest and the lock file alone: copy these first, install, then copy the rest. A rebuild after an
edit then takes seconds, and whoever has the image pulls only the last layer.

```dockerfile bad
FROM node:20-slim
WORKDIR /app
COPY . .
#^^^ copies the sources before npm install
RUN npm ci
```

```dockerfile bad
FROM python:3.12-slim
COPY requirements.txt /app/
COPY tide.py /app/
#^^^ copies the sources before pip install
RUN pip install -r /app/requirements.txt
```

```dockerfile bad
FROM golang:1.22
WORKDIR /go/src
ADD src /go/src
#^^ copies the sources before go download
RUN go mod download
```

A stage that only holds the sources is no shelter:

```dockerfile bad
FROM scratch AS source
COPY . /
FROM node:20-slim
COPY --from=source / /app
#^^^ copies the sources before npm install
RUN cd /app && npm ci
```

```dockerfile good
FROM node:20-slim
WORKDIR /app
COPY package.json package-lock.json webpack.config.js ./
RUN npm ci
COPY . .
RUN npm ci && npm run build
```

What builds the project, names what it installs, or needs no manifest:

```dockerfile good
FROM python:3.12-slim
COPY nginx.conf /etc/nginx/nginx.conf
COPY rootfs /
COPY . /src
RUN pip install /src && pip install flask
RUN mvn -f /src package
RUN npm install -g yarn
```
*/
#include "shared/names.h"
#include "shared/sources.h"

/* A dependency install that needs its manifest alone. */
static bool needs_manifest(const Command *command)
{
    const Manager *manager = command->manager;
    if (!command->normal || command->again || !command_reads_manifest(command))
        return false;
    Str verb = command->verb.value.text;
    if (str_eq(manager->name, STR("pip")) || str_starts(verb, STR("pip")))
        return command_option(command, "-r --requirement --requirements") != NULL;
    if (name_in("npm pnpm yarn", manager->name) &&
        command_option(command, "-g --global --location"))
        return false;
    if (str_eq(manager->name, STR("go")))
        return str_eq(verb, STR("mod download"));
    if (str_eq(manager->name, STR("mvn")))
        return str_starts(verb, STR("dependency:"));
    if (str_eq(manager->name, STR("cargo")))
        return str_eq(verb, STR("fetch"));
    if (str_eq(manager->name, STR("dotnet")))
        return str_eq(verb, STR("restore"));
    return command_acts(command, ACT_INSTALL);
}

static bool installs_alike(const Step *step, const Command *install)
{
    for (size_t i = 0; step->script && i < step->script->commands.len; i++) {
        const Command *command = &step->script->commands.at[i];
        if (command->manager == install->manager && needs_manifest(command) &&
            str_eq(command->cwd.text, install->cwd.text))
            return true;
    }
    return false;
}

static void cache_order(const Command *install, Report *out)
{
    const Step *own = install->step;
    if (!own->stage || own->onbuild || own->instruction->kind != INST_RUN ||
        !needs_manifest(install))
        return;
    const StepRefs *chain = report_chain(out, own->stage);
    for (size_t i = 0; i < chain->len && chain->at[i] != own; i++) {
        const Step *step = chain->at[i];
        if (step->instruction->kind == INST_RUN && installs_alike(step, install))
            return;
        if (!step_copies_sources(step, install, report_arena(out)))
            continue;
        Finding *finding = report(out, step->instruction->keyword.span,
                                  "copies the sources before %.*s %s: any edit installs all again",
                                  STR_ARG(install->manager->name),
                                  command_acts(install, ACT_INSTALL) ? "install" : "download");
        finding_help(finding, "copy the manifest first (%.*s), install, then copy the rest",
                     STR_ARG(install->manager->manifests));
        finding_related(finding, install->name_span, "installed here");
        return;
    }
}

RULE(cache_order) = {
    .severity = SEV_INFO,
    .builder_too = true,
    .manager = "npm yarn pnpm pip poetry uv pipenv bundle composer go mvn dotnet cargo",
    .each_command = cache_order,
};
