/*
# sparse-log-in-layer

`lastlog` or `faillog` is as large as the largest user id of the image.

They have an entry for each id, and what is a hole on a disk is written out as zeros when the image
is unpacked: images of 260 GB, 423 GB and 1.2 TB have been seen. A script, a package or `adduser`
made a user with a large id: `useradd --no-log-init` leaves it out. This is found in an image that
was built from the file (`plimsoll lint --image`); what the text shows is
[useradd-sparse-log](useradd_sparse_log.c)'s. The cost is that of the unpacked file.

```text layers
layer COPY busybox /bin/busybox
bin/busybox 1000000 b
layer RUN /bin/sh -c ./make-user.sh
etc/passwd 1000 x
var/log/lastlog 512 x holes=350000000
var/log/faillog 32000 x
```

```dockerfile bad
FROM debian:12
RUN ./make-user.sh
#   ^^^^^^^^^^^^^^ writes /var/log/lastlog = 350000000 bytes
```

```text layers
layer RUN /bin/sh -c ./make-user.sh
var/log/lastlog 292292 x
```

```dockerfile good
FROM debian:12
RUN ./make-user.sh
```
*/
#include "lint/rule.h"
#include "shared/names.h"

/* 100000 ids make 29 MB of lastlog. */
enum { LEAST = 20000000 };

static void sparse_log_in_layer(const BuiltEntry *entry, Report *out)
{
    if (entry->dead || entry->logical < LEAST || !name_in("lastlog faillog", entry->name))
        return;
    Str path = built_path(out, entry);
    Finding *finding = report_said(out, "useradd-sparse-log", entry->layer->step);
    if (finding) {
        finding_weighed(finding, entry->logical);
        return;
    }
    finding = report_built(out, entry->layer, path,
                           "writes %.*s, which is as large as the largest user id", STR_ARG(path));
    finding_help(finding, "useradd --no-log-init, or delete it in the same RUN");
    finding_measured(finding, entry->logical);
}

RULE(sparse_log_in_layer) = {
    .severity = SEV_WARNING,
    .each_entry = sparse_log_in_layer,
};
