/*
# secret-recoverable

A key, a password or a token that a later layer hides can still be read by whoever pulls the image.

A container does not see it, and so its owner believes that it is gone; but a layer is a file of its
own, and each of them can be unpacked. Hand it to the one RUN that needs it (`RUN
--mount=type=secret`, `--mount=type=ssh`), and revoke what was pushed once. A file counts by what it
is called (`id_rsa`, `.netrc`, `.npmrc` ...) where its text bears that out, by a private key at its
beginning, and by the shape of a token in it. Only files up to 16 kB are read, 2,000 of them and two
megabytes, and neither the distribution's nor those of packages, tests and examples. What is found
is never printed. Only the layers tell, so this is found in an image that was built from the file
(`plimsoll lint --image`).

```text layers
layer COPY busybox /bin/busybox
bin/busybox 1000000 b
layer COPY deploy /root/deploy
root/deploy/access: -----BEGIN PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n
root/deploy/run.sh 100 x
layer RUN /bin/sh -c ./login.sh
root/.netrc: machine git.example.org login deploy password h7Gt2pQsk3\n
etc/app.conf: [remote]\nurl = ghp_Qw8ErT2yUi4OpA6sDf1GhJ3kLz5XcV7bNm9Q\n
layer RUN /bin/sh -c rm -rf /root/deploy /root/.netrc && ./redact.sh
root/.wh.deploy
root/.wh..netrc
etc/app.conf: [remote]\nurl = https://git.example.org\n
```

```dockerfile bad
FROM debian:12
COPY deploy /root/deploy
#    ^^^^^^ a later layer hides /root/deploy/access (a private key), and whoever pulls
RUN ./login.sh
#   ^^^^^^^^^^ a later layer hides /root/.netrc (passwords), /etc/app.conf (a GitHub token),
RUN rm -rf /root/deploy /root/.netrc && ./redact.sh
```

What is there still is [secret-in-layer](secret_in_layer.c)'s, what was never one is none, and
neither is what another path of the container holds, too:

```text layers
layer COPY conf /conf
conf/.netrc: machine git.example.org login deploy password h7Gt2pQsk3\n
conf/.env: PASSWORD=changeme\n
conf/.npmrc: //registry.npmjs.org/:_authToken=${NPM_TOKEN}\n
conf/ca.pem: -----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ\n
conf/test/id_rsa: -----BEGIN PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n
usr/share/tide/id_rsa: -----BEGIN PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n
layer RUN /bin/sh -c ./move.sh
.wh.conf
root/.netrc: machine git.example.org login deploy password h7Gt2pQsk3\n
usr/share/.wh.tide
```

```dockerfile good
FROM scratch
COPY conf /conf
RUN ./move.sh
```
*/
#include "shared/layer_secrets.h"

static void secret_recoverable_entry(const BuiltEntry *entry, Report *out)
{
    if (entry->hider && entry->lost)
        layer_secrets_add(report_state(out), entry, out);
}

static void secret_recoverable(const BuiltLayer *layer, Report *out)
{
    const LayerSecrets *secrets = report_state(out);
    for (size_t i = 0; i < secrets->len; i++) {
        const LayerSecret *secret = &secrets->at[i];
        if (secret->layer != layer)
            continue;
        Finding *finding =
            report_built(out, layer, secret->first,
                         "a later layer hides %.*s, and whoever pulls the image can read it still",
                         STR_ARG(buf_str(&secret->names)));
        finding_help(finding, "hand it over by RUN --mount=type=secret, and revoke this one");
        finding_related_built(finding, out, secret->hider, secret->first, "hidden here");
    }
}

RULE(secret_recoverable) = {
    .severity = SEV_ERROR,
    .each_entry = secret_recoverable_entry,
    .each_layer = secret_recoverable,
    .state_size = sizeof(LayerSecrets),
};
