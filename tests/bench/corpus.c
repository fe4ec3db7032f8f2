#include "corpus.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/path.h"

/* ---- from a folder ---- */

static int by_bytes(const void *a, const void *b)
{
    return str_order(*(const Str *)a, *(const Str *)b);
}

static bool names_below(Arena *arena, const char *folder, Strs *names, Fail *fail)
{
    DIR *open = opendir(folder);
    if (!open)
        return fail_set(fail, "%s: %s", folder, strerror(errno));
    for (struct dirent *entry; (entry = readdir(open));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            *PUSH(arena, names) = str_copy(arena, str_from(entry->d_name));
    closedir(open);
    if (names->len > 0)
        qsort(names->at, names->len, sizeof *names->at, by_bytes);
    return true;
}

static bool load_below(Arena *arena, const char *folder, Strs *texts, Fail *fail)
{
    Strs names = {0};
    if (!names_below(arena, folder, &names, fail))
        return false;
    for (size_t i = 0; i < names.len; i++) {
        const char *path = str_terminated(arena, path_join(arena, str_from(folder), names.at[i]));
        struct stat info;
        if (lstat(path, &info) != 0)
            return fail_set(fail, "%s: %s", path, strerror(errno));
        if (S_ISDIR(info.st_mode) && !load_below(arena, path, texts, fail))
            return false;
        if (S_ISREG(info.st_mode) && !io_read(arena, path, PUSH(arena, texts), fail))
            return false;
    }
    return true;
}

bool corpus_load(Arena *arena, const char *folder, Strs *texts, Fail *fail)
{
    if (!load_below(arena, folder, texts, fail))
        return false;
    return texts->len > 0 || fail_set(fail, "%s: there are no files in it", folder);
}

/* ---- made here ---- */

/* In a template, %x stands for one of the words of row x. */
static const char *const words[128][16] = {
    ['i'] = {"debian:12-slim", "ubuntu:22.04", "alpine:3.19", "python:3.11-slim", "node:20-alpine",
             "golang:1.22", "openjdk:17-jdk", "nginx:1.25", "php:8.2-fpm", "centos:7", "busybox",
             "ruby:3.2", "registry.example.org/team/base:2024.1", "ubuntu", "debian:bookworm"},
    ['p'] = {"curl", "ca-certificates", "git", "build-essential", "libssl-dev", "python3-pip",
             "wget", "unzip", "gnupg", "libpq-dev", "vim", "openssh-client", "pkg-config",
             "zlib1g-dev", "locales", "software-properties-common"},
    ['m'] = {"requests", "numpy==1.26.4", "flask", "gunicorn", "pandas>=2", "pytest", "click",
             "sqlalchemy"},
    ['v'] = {"1.2.3", "2.0", "0.9.14", "11.0.21", "3.5.1", "2024.02.1", "1.0.0-rc1", "4"},
    ['d'] = {"/app", "/opt/tool", "/usr/src/app", "/srv/www", "/home/user/work", "/etc/service",
             "/var/lib/data", "/usr/local/bin"},
    ['f'] = {"package.json", "requirements.txt", "entrypoint.sh", "config/app.yml", "src", ".",
             "go.mod go.sum", "target/app.jar", "nginx.conf", "docker/run.sh"},
    ['e'] = {"APP_HOME", "VERSION", "PATH_TO_DATA", "LANG", "JAVA_HOME", "DEBIAN_FRONTEND",
             "PYTHONUNBUFFERED", "GOPATH", "NODE_ENV", "PORT"},
    ['u'] = {"https://example.org/releases/download/v1.4.2/tool-linux-amd64.tar.gz",
             "https://example.com/install.sh", "http://mirror.example.net/dist/archive.zip",
             "https://example.org/keys/release.asc"},
    ['s'] = {"builder", "base", "runtime", "test", "assets"},
    ['n'] = {"8080", "80", "443", "3000", "5432/tcp", "9000", "53/udp"},
    ['c'] = {"# Install what the build needs", "# Clean up", "#", "# TODO: pin this version",
             "# Everything below runs as an ordinary user, so give it its own folder first",
             "# RUN make test", "########################################"},
};

static const char *const beginnings[] = {
    "FROM %i\n",
    "FROM %i\n\nMAINTAINER Some Body <some.body@example.org>\n",
    "FROM %i AS %s\n",
    "%c\n%c\nFROM %i\nLABEL maintainer=\"some.body@example.org\"\n",
    "# syntax=docker/dockerfile:1\nARG VERSION=%v\nFROM %i\n",
    "ARG BASE=%i\nFROM ${BASE}\n",
    "FROM --platform=$BUILDPLATFORM %i as %s\nARG TARGETARCH\n",
    "# Copyright 2020 The Authors.\n#\n# Licensed under the Apache License, Version 2.0 (the "
    "\"License\");\n# you may not use this file except in compliance with the License.\n# You may "
    "obtain a copy of the License at\n#\n#    http://www.apache.org/licenses/LICENSE-2.0\n#\n"
    "FROM %i\n",
};

/* What RUN does in many lines makes most of the bytes out there; so it does here. */
static const char *const bodies[] = {
    "RUN apt-get update \\\n    && apt-get install -y --no-install-recommends \\\n        %p \\\n"
    "        %p \\\n        %p \\\n        %p \\\n        %p \\\n        %p \\\n    && apt-get "
    "clean \\\n    && rm -rf /var/lib/apt/lists/* /tmp/* /var/tmp/*\n",
    "RUN set -ex; \\\n\tapt-get update; \\\n\tapt-get install -y %p %p %p; \\\n\t\\\n"
    "\tcurl -fsSL -o /tmp/tool.tgz \"%u\"; \\\n\techo \"${TOOL_SHA256} */tmp/tool.tgz\" | "
    "sha256sum -c -; \\\n\ttar -xzf /tmp/tool.tgz -C %d --strip-components=1; \\\n"
    "\trm /tmp/tool.tgz; \\\n\t\\\n# keep what runs, remove what only built it\n\tapt-mark auto "
    "'.*' "
    "> /dev/null; \\\n\tapt-get purge -y --auto-remove -o "
    "APT::AutoRemove::RecommendsImportant=false\n",
    "RUN curl -sSL %u | bash -s -- --version ${VERSION} && mkdir -p %d %d && chown -R 1000:1000 %d "
    "&& find / -xdev -name '*.pyc' -delete && ldconfig && rm -rf /tmp/build /root/.cache\n",
    "RUN git clone --depth 1 --branch v%v https://example.org/team/project.git /tmp/project && \\\n"
    "    cd /tmp/project && \\\n    mkdir build && \\\n    cd build && \\\n"
    "    cmake -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=%d -DWITH_TESTS=OFF .. && \\\n"
    "    make -j\"$(nproc)\" && \\\n    make install && \\\n    rm -rf /tmp/project\n",
    "RUN if [ \"$NODE_ENV\" = \"production\" ]; then \\\n      npm ci --only=production; \\\n"
    "    else \\\n      # everything, for the tests\n      npm install && npm run build; \\\n    "
    "fi\n",
    "RUN echo \"deb http://deb.example.org/debian bookworm main contrib non-free\" > "
    "/etc/apt/sources.list.d/extra.list \\\n && sed -i 's/^# en_US/en_US/' /etc/locale.gen && "
    "locale-gen en_US.UTF-8\n",
    "RUN yum install -y %p %p %p && \\\n    yum clean all && \\\n    rm -rf /var/cache/yum\n",
    "RUN wget -q %u -O - | tar xz -C %d --strip-components=1 && ln -s %d/bin/tool "
    "/usr/local/bin/\n",
    "RUN groupadd -r app && useradd -r -g app -d %d -s /sbin/nologin app && chown app:app %d\n",
    "%c\n%c\nRUN set -x \\\n    && addgroup -S app \\\n    && adduser -S -G app app \\\n    && apk "
    "add "
    "--no-cache --virtual .build-deps \\\n        %p \\\n        %p \\\n        %p \\\n    && "
    "make -C %d CFLAGS=\"-O2 -g0\" \\\n    && apk del .build-deps\n",
};

static const char *const middles[] = {
    "RUN apt-get update && apt-get install -y %p %p %p %p\n",
    "RUN apk add --no-cache %p %p %p\n",
    "RUN pip install --no-cache-dir %m %m \"%m\"\n",
    "RUN chmod +x %d/entrypoint.sh\n",
    "RUN cd %d && make -j\"$(nproc)\" && make install\n",
    "RUN npm ci --only=production\n",
    "RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt\n",
    "RUN [\"/bin/bash\", \"-c\", \"make all && make test\"]\n",
    "%c\nRUN ln -sf /dev/stdout /var/log/access.log\n",
    "COPY %f %d/\n",
    "COPY . .\n",
    "COPY --from=%s %d %d\n",
    "COPY --chown=app:app %f %d\n",
    "COPY [\"%f\", \"%d/\"]\n",
    "%c\nADD %f %d\n",
    "ADD %u /tmp/\n",
    "ENV %e %v\n",
    "ENV %e=%v\n",
    "ENV %e=\"%d\" \\\n    %e=%v \\\n    PATH=$PATH:%d/bin\n",
    "%c\nENV DEBIAN_FRONTEND noninteractive\n",
    "ARG %e=%v\n",
    "WORKDIR %d\n",
    "%c\nWORKDIR $APP_HOME\n",
    "EXPOSE %n %n\n",
    "VOLUME [\"%d\", \"%d\"]\n",
    "USER app\n",
    "LABEL title=\"A tool\" \\\n      version=\"%v\" \\\n      org.example.source=%u\n",
    "%c\n%c\n%c\n",
};

static const char *const rarities[] = {
    "RUN <<EOF\napt-get update\napt-get install -y %p %p\nEOF\n",
    "COPY <<'EOF' %d/run.sh\n#!/bin/sh\nexec tool --port \"$PORT\"\nEOF\n",
    "ONBUILD COPY . %d\nONBUILD RUN make\n",
    "HEALTHCHECK --interval=30s --timeout=3s CMD curl -f http://localhost:8080/ || exit 1\n",
    "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n",
    "STOPSIGNAL SIGTERM\n",
    "FROM %i\nCOPY --from=0 %d %d\n",
};

static const char *const ends[] = {
    "CMD [\"%d/entrypoint.sh\"]\n",
    "CMD python app.py",
    "ENTRYPOINT [\"%d/entrypoint.sh\"]\nCMD [\"--port\", \"8080\"]\n",
    "ENTRYPOINT exec java $JAVA_OPTS -jar /app.jar\n",
    "CMD [\"nginx\", \"-g\", \"daemon off;\"]\n",
    "CMD /bin/bash\n",
    "",
};

typedef struct {
    uint64_t state;
    Buf text;
} Maker;

/* Below `limit`. The same on every machine. */
static size_t draw(Maker *maker, size_t limit)
{
    maker->state = maker->state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(maker->state >> 33) % limit;
}

static void fill(Maker *maker, const char *template)
{
    for (const char *at = template; *at; at++) {
        const char *const *row = words[(unsigned char)at[1] & 127];
        if (*at != '%' || !row[0]) {
            buf_char(&maker->text, *at);
            continue;
        }
        size_t count = 0;
        while (count < 16 && row[count])
            count++;
        buf_add(&maker->text, str_from(row[draw(maker, count)]));
        at++;
    }
}

#define ONE_OF(maker, templates) (templates)[draw((maker), sizeof(templates) / sizeof *(templates))]

static void make_file(Maker *maker)
{
    fill(maker, ONE_OF(maker, beginnings));
    /* Most files are short and a few are long, as out there. */
    size_t count = 2 + draw(maker, 12);
    if (draw(maker, 12) == 0)
        count *= 2 + draw(maker, 8);
    for (size_t i = 0; i < count; i++) {
        size_t kind = draw(maker, 40);
        if (draw(maker, 5) == 0)
            fill(maker, "%c\n");
        if (kind == 0)
            fill(maker, ONE_OF(maker, rarities));
        else if (kind < 16)
            fill(maker, ONE_OF(maker, bodies));
        else
            fill(maker, ONE_OF(maker, middles));
        buf_repeat(&maker->text, '\n', draw(maker, 5) / 2);
    }
    fill(maker, ONE_OF(maker, ends));
}

void corpus_make(Arena *arena, size_t bytes, Strs *texts)
{
    Maker maker = {.state = 1876};
    buf_init(&maker.text, arena);
    for (size_t made = 0; made < bytes; made += texts->at[texts->len - 1].len) {
        buf_clear(&maker.text);
        make_file(&maker);
        *PUSH(arena, texts) = str_copy(arena, buf_str(&maker.text));
    }
}
