/*
# go-package-unpinned

`go get` without a version brings whatever is the newest on that day.

`@latest` is no version: it is the newest on that day, too. Without any version `go install` and
`go run` take what the project's go.mod says, or what is there already; that is reported only with
the option `uncertain` or --all-rules.

```dockerfile bad
FROM golang:1.22
RUN go install example.com/tide/cmd/tide@latest
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ example.com/tide/cmd/tide is taken as latest
```

```dockerfile bad
FROM golang:1.22
RUN go get example.com/tide && go run example.com/ebb@latest --high
#          ^^^^^^^^^^^^^^^^ example.com/tide has no version
#                                     ^^^^^^^^^^^^^^^^^^^^^^ example.com/ebb is taken as latest
```

```dockerfile good
FROM golang:1.22
ARG TIDE=v1.2.3
RUN go install -tags netgo example.com/tide/cmd/tide@v1.2.3 && go install example.com/tide@$TIDE
RUN go install ./... && go run . && go run ./cmd/tide && go get -d
RUN go mod download && go build -o /tide example.com/tide
RUN go install example.com/tide && go run example.com/ebb --high
```

```yaml config
rules:
  go-package-unpinned:
    uncertain: true
```

```dockerfile bad
FROM golang:1.22
RUN go install example.com/tide
#              ^^^^^^^^^^^^^^^^ example.com/tide has no version
```
*/
#include "shared/unpinned.h"

RULE(go_package_unpinned) = {
    .aka = "DL3062",
    .severity = SEV_WARNING,
    .builder_too = true,
    .manager = "go",
    .each_command = unpinned_packages,
    .options = UNCERTAIN("also what the project itself may name"),
};
