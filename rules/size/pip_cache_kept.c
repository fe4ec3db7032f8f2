/*
# pip-cache-kept

`pip install` leaves the wheels that it downloaded and built in its cache.

`~/.cache/pip` is of use to a second install on the same machine, and an image never does one. An
image with large wheels has lost a third of its size with `--no-cache-dir` alone. A cache mount
keeps it for the next build and out of the layer.

```dockerfile bad
FROM python:3.12-slim
COPY requirements.txt /app/
RUN pip install -r /app/requirements.txt
#   ^^^ keeps its cache in the layer: /root/.cache/pip
```

```dockerfile fixed
FROM python:3.12-slim
COPY requirements.txt /app/
RUN pip install --no-cache-dir -r /app/requirements.txt
```

```dockerfile good
FROM python:3.12-slim
RUN pip install --no-cache-dir flask
```

```dockerfile good
FROM python:3.12-slim
ENV PIP_NO_CACHE_DIR=1
RUN pip install flask
```

```dockerfile good
FROM python:3.12-slim
RUN --mount=type=cache,target=/root/.cache/pip pip install flask
RUN pip install gunicorn && rm -rf /root/.cache
```
*/
#include "shared/kept.h"

RULE(pip_cache_kept) = {
    .aka = "DL3042",
    .severity = SEV_WARNING,
    .builder_too = true,
    .manager = "pip",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data =
        &(const CacheKept){
            .help = "add --no-cache-dir, set PIP_NO_CACHE_DIR=1, or mount a cache on ~/.cache/pip",
            .option = "--no-cache-dir",
            .known = "install"},
};
