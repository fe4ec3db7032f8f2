/*
# pip-package-unpinned

`pip install` of a package without a version brings whatever is the newest on that day.

A release upstream then breaks a build that nobody touched. Pin each, or better all of them with
their dependencies in a file: `pip install -r requirements.txt`.

```dockerfile bad
FROM python:3.12-slim
RUN pip install --no-cache-dir flask
#                              ^^^^^ flask has no version
```

```dockerfile bad
FROM python:3.12-slim
RUN pip install flask==3.0.3 gunicorn "celery[redis]"
#                            ^^^^^^^^ gunicorn and 1 more have no version
RUN python3 -m pip install --upgrade pip
#                                    ^^^ pip has no version
```

A repository without a tag or commit is one that moves:

```dockerfile bad
FROM python:3.12-slim
RUN pip install git+https://example.com/tide.git
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ name a tag or a commit
```

```dockerfile bad
FROM python:3.12-slim
RUN pipx install black
#                ^^^^^ black has no version
```

```dockerfile good
FROM python:3.12-slim
RUN pip install flask==3.0.3 'gunicorn>=22,<23' git+https://example.com/tide.git@v1.2
RUN pip install -r requirements.txt
RUN pip install . && pip install -e ./lib && pip install tide-1.2-py3-none-any.whl
```

A file of constraints pins what the command names; so may the file of requirements beside it.

```dockerfile good
FROM python:3.12-slim
RUN pip install -c constraints.txt flask
RUN pip install -r requirements.txt gunicorn
```
*/
#include "shared/unpinned.h"

RULE(pip_package_unpinned) = {
    .aka = "DL3013",
    .severity = SEV_WARNING,
    .builder_too = true,
    .manager = "pip pipx",
    .each_command = unpinned_packages,
};
