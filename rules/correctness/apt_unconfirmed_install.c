/*
# apt-unconfirmed-install

`apt-get install` asks before it installs, and in a build nobody answers.

Whenever the call would bring more than it names, the build stops with "Abort.".

```dockerfile bad
FROM debian:12-slim
RUN apt-get update && apt-get install --no-install-recommends curl
#                             ^^^^^^^ apt-get install asks for a confirmation
```

```dockerfile fixed
FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl
```

One `-q` makes it say less, and ask all the same:

```dockerfile bad
FROM debian:12-slim
RUN apt-get -q install curl
#              ^^^^^^^ add -y
```

```dockerfile good
FROM debian:12-slim
RUN apt-get install -y curl && apt-get -yq install jq && apt-get --assume-yes install git
RUN apt-get install -qq curl && apt-get -q=2 install jq
RUN apt-get update && apt-get clean && apt-get install --simulate curl
```

Somebody who types `yes` gets there, but `-y` says it to apt-get alone, and not to its packages:

```dockerfile bad
FROM debian:12-slim
RUN yes | apt-get install git
#                 ^^^^^^^ add -y
RUN apt-get install -f
#           ^^^^^^^ add -y
```

What a variable says may be `-y`:

```dockerfile good
FROM debian:12-slim
ARG APT_OPTIONS
RUN apt-get install $APT_OPTIONS curl
```
*/
#include "shared/unconfirmed.h"

RULE(apt_unconfirmed_install) = {
    .aka = "DL3014",
    .severity = SEV_WARNING,
    .builder_too = true,
    .command = "apt-get install|apt install|aptitude install",
    .each_command = unconfirmed_change,
    .data = &(const Unconfirmed){.option = "-y"},
};
