#!/usr/bin/env python3
"""Holds what plimsoll weighs against real images, saved by skopeo and podman in every layout.

    tests/e2e/weights.py PLIMSOLL [WORD...]     the images with one of these words in their name
      --folder FOLDER     where images are kept while it runs (build/e2e-weights)

Each image is built by buildah, one of them on a base of mmdebstrap, and saved as archives and folders,
compressed in each way, and weighed from each of them and from standard input: all must say the same.
Bytes over the wire are those of the blobs that lie there, diff_ids those of skopeo; the final tree is the
one that podman mounts under vfs, path by path, and what is alive are its bytes.
"""
import argparse, json, os, re, shutil, stat, subprocess, sys, tarfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
os.environ["STORAGE_DRIVER"] = "vfs"  # what it mounts has nothing to do with layers
import images  # noqa: E402

DEBIAN = ["mmdebstrap", "--variant=minbase", "--quiet"] + [
    "--dpkgopt=path-exclude=/usr/share/%s/*" % name for name in ("doc", "locale", "man")]

# A script that fills the build context, and the Dockerfile.
IMAGES = {
    "debian with apt": ("", """\
FROM scratch
ADD base.tar /
RUN apt-get update -qq && apt-get install -qq -y --no-install-recommends socat
RUN rm -rf /var/lib/apt/lists/*
"""),
    "python from packages": ("mkdir app; for n in 1 2 3; do echo \"print($n)\" > app/m$n.py; done", """\
FROM scratch
ADD base.tar /
RUN apt-get update -qq && apt-get install -qq -y --no-install-recommends python3-minimal \\
 && rm -rf /var/lib/apt/lists/*
COPY app /app
RUN cd /app && python3 -m compileall -q . ; rm -f m1.py
"""),
    "stages": ("seq 100000 > numbers", """\
FROM busybox AS build
COPY numbers /src/numbers
RUN mkdir /out && gzip -c /src/numbers > /out/numbers.gz && ln -s numbers.gz /out/latest
FROM busybox
COPY --from=build /out /srv
RUN cp /srv/numbers.gz /srv/again.gz && chmod 600 /srv/again.gz
"""),
    "chown -R": ("mkdir -p app/lib; for n in $(seq 300); do seq $n 2000 > app/lib/f$n; done", """\
FROM busybox
COPY app /app
RUN chown -R 1000:1000 /app
RUN chmod -R o-r /app/lib
"""),
    "a big file": ("head -c 150000000 /dev/urandom > big", """\
FROM busybox
COPY big /data/big
RUN rm /data/big && truncate -s 3000000 /data/hole && echo end >> /data/hole
"""),
    "100 layers": ("for n in $(seq 97); do seq $n > f$n; done", "FROM busybox\n" + "".join(
        "COPY f%d /d%d/f%d\n" % (n, n % 7, n % 40) for n in range(1, 98)) + """\
RUN rm -rf /d3 && mkdir /d3 && echo new > /d3/f3
RUN mv /d1 /moved
"""),
    "links and oddities": ("", """\
FROM busybox
RUN mkdir /l && echo one > /l/a && ln /l/a /l/b && ln -s a /l/c && mkfifo /l/p && : > /l/empty \\
 && chmod 4755 /l/a && chmod 1777 /l
RUN rm /l/a && echo two > "/l/with blank" && rm -rf /home && echo file > /home
RUN echo three >> /l/b && mkdir -p /l/$(printf %0200d 7)/x && chown 7:8 /l/empty
"""),
}

CONTAINERS = "containers-storage:localhost/"
# How skopeo and podman are told to save: a name, the command behind the program's name, where it lies.
SAVES = [
    ("docker-archive", "skopeo copy -q {image} docker-archive:{to}:t:1", "file"),
    ("oci-archive", "skopeo copy -q {image} oci-archive:{to}:t", "file"),
    ("oci-archive, zstd", "skopeo copy -q --dest-compress-format zstd {image} oci-archive:{to}:t", "file"),
    ("oci", "skopeo copy -q {image} oci:{to}:t", "folder"),
    ("oci, gzip", "skopeo copy -q --dest-compress-format gzip {image} oci:{to}:t", "folder"),
    ("oci, zstd", "skopeo copy -q --dest-compress-format zstd {image} oci:{to}:t", "folder"),
    ("oci, raw", "skopeo copy -q --dest-oci-accept-uncompressed-layers {image} oci:{to}:t", "folder"),
    ("dir", "skopeo copy -q {image} dir:{to}", "folder"),
    ("dir, gzip", "skopeo copy -q --dest-compress --dest-compress-format gzip {image} dir:{to}", "folder"),
    ("dir, zstd", "skopeo copy -q --format oci --dest-compress --dest-compress-format zstd {image} dir:{to}",
     "folder"),
    ("dir, zstd:chunked",
     "skopeo copy -q --format oci --dest-compress --dest-compress-format zstd:chunked {image} dir:{to}",
     "folder"),
    ("podman docker-archive", "podman save -q --format docker-archive -o {to} {tag}", "file"),
    ("podman oci-archive", "podman save -q --format oci-archive -o {to} {tag}", "file"),
    ("podman oci-dir", "podman save -q --format oci-dir -o {to} {tag}", "folder"),
    ("podman docker-dir", "podman save -q --format docker-dir -o {to} {tag}", "folder"),
    ("podman docker-dir, compressed", "podman save -q --compress --format docker-dir -o {to} {tag}", "folder"),
    ("podman -m", "podman save -q -m -o {to} {tag} localhost/busybox", "file"),
]
SUMS = ("content", "tar", "logical", "live", "wasted", "hidden", "duplicate", "entries", "files",
        "unpacked", "tar_squashed")
OF_LAYER = ("diff_id", "tar", "content", "logical", "entries", "dead", "culprit", "causes")


def facts(image):
    """What must not depend on how the image was saved."""
    return {"sums": {key: image["totals"][key] for key in SUMS}, "efficiency": image["efficiency"],
            "layers": [{key: layer[key] for key in OF_LAYER} for layer in image["layers"]],
            "damage": [row for row in image["warnings"] if row.get("damage")]}


def blob_sizes(path):
    """By the hexadecimal digits in their names."""
    if os.path.isdir(path):
        files = {os.path.join(folder, name): os.path.getsize(os.path.join(folder, name))
                 for folder, _, names in os.walk(path) for name in names}
    else:
        with tarfile.open(path) as archive:
            files = {member.name: member.size for member in archive if member.isreg()}
    return {match[0]: size for name, size in files.items()
            for match in [re.search(r"[0-9a-f]{64}", os.path.basename(name))] if match}


class Bench:
    def __init__(self, options):
        self.program = os.path.abspath(options.program)
        self.folder = os.path.abspath(options.folder)
        os.makedirs(self.folder, exist_ok=True)
        self.store = images.Store(self.folder)
        self.passed = self.failed = self.skipped = 0

    def same(self, what, got, wanted):
        if got == wanted:
            self.passed += 1
            return True
        self.failed += 1
        print("  WRONG: %s: %.300r, should be %.300r" % (what, got, wanted), flush=True)
        return False

    def weigh(self, path, stdin=None):
        done = subprocess.run([self.program, "weigh", "--no-config", "--verify", "--format", "json", path],
                              stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode:
            raise images.Trouble("plimsoll weigh %s: exit code %d %s" % (
                path, done.returncode, done.stderr.decode("utf8", "replace")))
        return json.loads(done.stdout)["images"]

    # ---- building ----

    def build(self, name, number):
        script, dockerfile = IMAGES[name]
        context = os.path.join(self.folder, "context")
        shutil.rmtree(context, ignore_errors=True)
        os.makedirs(context)
        subprocess.run(["bash", "-euc", script or ":"], cwd=context, check=True)
        if "ADD base.tar" in dockerfile:
            base = os.path.join(self.folder, "base.tar")
            if not os.path.exists(base):
                self.store.run(*DEBIAN, "bookworm", base + ".part.tar", images.mirror(), seconds=1200)
                os.rename(base + ".part.tar", base)
            os.link(base, os.path.join(context, "base.tar"))
        with open(os.path.join(self.folder, "Dockerfile"), "w", encoding="utf8") as file:
            file.write(dockerfile)
        tag = "weights%d" % number
        self.store.build(tag, context, os.path.join(self.folder, "Dockerfile"))
        shutil.rmtree(context)
        return tag

    # ---- every layout ----

    def save(self, tag, number, how, command, kind):
        """Where it lies; None where the tools here cannot."""
        to = os.path.join(self.folder, "saved%d" % number)
        words = command.format(image=CONTAINERS + tag, tag="localhost/" + tag, to=to).split()
        if words[0] == "skopeo":
            words.insert(1, "--insecure-policy")
        try:
            self.store.run(*words)
        except images.Trouble as error:
            print("  skipped: %s (%s)" % (how, str(error).splitlines()[-1][:150]))
            self.skipped += 1
            return None
        return to

    def check_wire(self, how, image, path):
        sizes = blob_sizes(path)
        for at, layer in enumerate(image["layers"]):
            stored = sizes.get(layer["digest"].partition(":")[2])
            packed = stored is not None and stored != layer["tar"]
            if not self.same("%s: wire of layer %d" % (how, at), layer["wire"], stored if packed else None):
                return

    def check_saved(self, how, path, wanted, tag):
        found = self.weigh(path)
        if how == "podman -m":
            self.same(how + ": images", len(found), 2)
            found = [image for image in found if any(tag in name for name in image["names"])]
        self.same(how, facts(found[0]) if found else None, wanted)
        self.check_wire(how, found[0], path)
        if os.path.isdir(path):
            return
        with open(path, "rb") as file:
            piped = self.weigh("-", file)
        self.same(how + ", from standard input", facts(piped[0 if len(piped) == 1 else [
            tag in "".join(image["names"]) for image in piped].index(True)]), wanted)

    def check_whole(self, path, wanted):
        """The archive compressed as a whole."""
        for how, command in (("gzip", ["gzip", "-1c"]), ("zstd", ["zstd", "-qc"]), ("xz", ["xz", "-0c"])):
            with open(path, "rb") as file, open(path + ".whole", "wb") as whole:
                subprocess.run(command, stdin=file, stdout=whole, check=True)
            self.same("docker-archive in " + how, facts(self.weigh(path + ".whole")[0]), wanted)
            os.unlink(path + ".whole")

    # ---- the final tree ----

    def mounted(self, tag):
        """Each path, and the bytes of files, each once."""
        root = self.store.run("podman", "image", "mount", "localhost/" + tag).strip()
        found, seen, total = {}, set(), 0
        for folder, folders, names in os.walk(os.fsencode(root)):
            for name in folders + names:
                path = os.path.join(folder, name)
                info = os.lstat(path)
                kind = {stat.S_IFREG: "f", stat.S_IFDIR: "d", stat.S_IFLNK: "l", stat.S_IFCHR: "c",
                        stat.S_IFBLK: "b", stat.S_IFIFO: "p"}[stat.S_IFMT(info.st_mode)]
                if kind == "f" and info.st_ino not in seen:
                    total += info.st_size
                    seen.add(info.st_ino)
                found[os.fsdecode(path)[len(root) + 1:]] = (
                    kind, None if kind == "l" else "%o" % stat.S_IMODE(info.st_mode),
                    str(info.st_uid), str(info.st_gid), info.st_size if kind == "f" else 0,
                    os.fsdecode(os.readlink(path)) if kind == "l" else "")
        self.store.run("podman", "image", "unmount", "localhost/" + tag)
        return found, total

    def told(self, path):
        """The same by plimsoll; a folder that nobody stored is as the engine makes it."""
        text = subprocess.run([os.path.join(os.path.dirname(self.program), "final_tree"), path],
                              stdout=subprocess.PIPE, check=True).stdout.decode("utf8", "surrogateescape")
        found = {}
        for line in text.splitlines():
            kind, mode, uid, gid, size, name, target = line.split("\t")
            found[name] = (kind, None if kind == "l" else mode, uid, gid, int(size), target)
        return found

    def check_tree(self, tag, path, live, unpacked):
        real, total = self.mounted(tag)
        told = self.told(path)
        for name, entry in told.items():
            if entry[1] == "-" and name in real:
                told[name] = real[name]
        odd = sorted(name for name in set(real) | set(told) if real.get(name) != told.get(name))
        self.same("the final tree of %d paths" % len(real),
                  [(name, told.get(name), real.get(name)) for name in odd[:5]], [])
        self.same("bytes of its files", unpacked, total)
        if live == unpacked:
            self.same("bytes that are alive", live, total)
        return len(real), total

    # ---- an image ----

    def check(self, name, number):
        tag = self.build(name, number)
        first = self.save(tag, 0, *SAVES[0])
        image = self.weigh(first)[0]
        wanted = facts(image)
        self.same("damage", wanted["damage"], [])
        config = json.loads(self.store.run("skopeo", "inspect", "--config", CONTAINERS + tag))
        self.same("diff_ids", [layer["diff_id"] for layer in image["layers"]], config["rootfs"]["diff_ids"])
        totals = image["totals"]
        paths, total = self.check_tree(tag, first, totals["live"], totals["unpacked"])
        for number, (how, command, kind) in enumerate(SAVES):
            path = first if number == 0 else self.save(tag, number, how, command, kind)
            if path:
                self.check_saved(how, path, wanted, tag)
            if number == 0:
                self.check_whole(path, wanted)
            if path and os.path.isdir(path):
                shutil.rmtree(path)
            elif path:
                os.unlink(path)
        self.store.remove([tag])
        print("%-22s %6d %11d %11d %11d %11d %7d %11d" % (
            name, len(image["layers"]), totals["content"], totals["live"], totals["wasted"],
            totals["hidden"], paths, total), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("words", nargs="*")
    parser.add_argument("--folder", default="build/e2e-weights")
    options = parser.parse_intermixed_args()
    bench = Bench(options)
    try:
        images.make_base(bench.store, "busybox")
    except (images.Trouble, OSError) as error:
        print("buildah cannot build here: %s" % error)
        print("0 passed, 0 failed, 1 skipped")
        return 0
    print("%-22s %6s %11s %11s %11s %11s %7s %11s" % (
        "image", "layers", "content", "live", "wasted", "hidden", "paths", "in files"))
    for number, name in enumerate(IMAGES):
        if options.words and not any(word in name for word in options.words):
            continue
        try:
            bench.check(name, number)
        except (images.Trouble, OSError, subprocess.CalledProcessError) as error:
            print("broken: %s: %s" % (name, error), flush=True)
            bench.failed += 1
    bench.store.clear()
    print("%d passed, %d failed, %d skipped" % (bench.passed, bench.failed, bench.skipped))
    return 1 if bench.failed else 0


if __name__ == "__main__":
    sys.exit(main())
