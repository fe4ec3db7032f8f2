/*
# secret-in-layer

A file of the image holds a key, a password or a token that the text of the Dockerfile does not
show.

A script logs in, a package makes the keys of its ssh server (and each container gets the same
ones), a stage hands on what it was given: whoever can pull the image reads it. Hand secrets to the
one RUN that needs them (`RUN --mount=type=secret`), make keys when the container starts, and revoke
what was pushed once. What counts, and what is not looked at, is told at
[secret-recoverable](secret_recoverable.c). What is found is never printed. Only the layers tell, so
this is found in an image that was built from the file (`plimsoll lint --image`); what the text and
the build context show is told by [secret-in-image](secret_in_image.c) and
[copy-takes-secret](copy_takes_secret.c).

```text layers
layer COPY busybox /bin/busybox
bin/busybox 1000000 b
layer RUN /bin/sh -c apt-get install -y --no-install-recommends openssh-server
etc/ssh/ssh_host_rsa_key: -----BEGIN PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n
etc/ssh/ssh_host_rsa_key.pub: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGd0\n
usr/share/openssh/ssh_rsa: -----BEGIN PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n
layer RUN /bin/sh -c ./setup.sh
root/.docker/config.json: {"auths": {"example.org": {"auth": "dGlkZTpoN0d0MnBRc2szCg=="}}}\n
```

```dockerfile bad
FROM debian:12
RUN apt-get install -y --no-install-recommends openssh-server
#   ^^^^^^^ leaves /etc/ssh/ssh_host_rsa_key (the key of an ssh server) in the image
RUN ./setup.sh
#   ^^^^^^^^^^ leaves /root/.docker/config.json (credentials) in the image
```

```text layers
layer COPY busybox /bin/busybox
root/.netrc: machine git.example.org login deploy password h7Gt2pQsk3\n
layer RUN /bin/sh -c ./setup.sh
etc/ssl/snakeoil.key: -----BEGIN PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n
app/gems/tls/key.pem: -----BEGIN PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n
app/.npmrc: registry=https://registry.npmjs.org/\n
```

```dockerfile good
FROM debian:12
RUN ./setup.sh
```
*/
#include "shared/layer_secrets.h"

static void secret_in_layer_entry(const BuiltEntry *entry, Report *out)
{
    if (!entry->dead)
        layer_secrets_add(report_state(out), entry, out);
}

static void secret_in_layer(const BuiltLayer *layer, Report *out)
{
    const LayerSecrets *secrets = report_state(out);
    for (size_t i = 0; i < secrets->len; i++) {
        const LayerSecret *secret = &secrets->at[i];
        if (secret->layer != layer)
            continue;
        Finding *finding = report_built(out, layer, secret->first, "leaves %.*s in the image",
                                        STR_ARG(buf_str(&secret->names)));
        finding_help(finding, "hand it over by RUN --mount=type=secret, or make it when the "
                              "container starts; revoke this one");
    }
}

RULE(secret_in_layer) = {
    .severity = SEV_ERROR,
    .each_entry = secret_in_layer_entry,
    .each_layer = secret_in_layer,
    .state_size = sizeof(LayerSecrets),
};
