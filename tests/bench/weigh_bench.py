#!/usr/bin/env python3
"""What weighing saved images costs, beside the tools that only read them, and dive: docs/benchmarks.md.

    weigh_bench.py BUILD-FOLDER [PEERS-FOLDER]

The images are made out of debian-small.tar and debian-large.tar in the peers folder (scripts/bench-peers), or of
made files where these are missing. Programs are measured in turns, and the least processor time of each counts: of
the process with its children. It judges no time; what cannot be had is skipped with a word. Some 8 GB of temporary
files.
"""
import hashlib, io, json, os, shutil, subprocess, sys, tarfile, tempfile

ROUNDS = 5
SMALL, LARGE, MILLION, GIANT = 5000, 78000, 1000000, 4 << 30
END = bytes(1024)


class Run:
    """Processor and wall seconds and most bytes of memory of a program, of several runs the least of each."""

    def __init__(self, *words):
        self.words, self.cpu, self.wall, self.memory = words, [], [], []

    def once(self, measured):
        done = subprocess.run([measured, *self.words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              stdin=subprocess.DEVNULL)
        if done.returncode:
            sys.exit("%s failed: %s" % (" ".join(self.words), done.stderr.decode(errors="replace")[:300]))
        for column, figure in zip((self.cpu, self.wall, self.memory), done.stderr.split()[-3:]):
            column.append(float(figure))


def tell(what, value, unit="", target=""):
    print("%-66s %8.2f %-3s%s" % (what, value, unit, "  target: " + target if target else ""), flush=True)


def megabytes(run):
    return min(run.memory) / 1e6


# ---- images ----

def copy(source, target, start=0, end=None):
    """A piece of an open file to the end of another one."""
    source.seek(start)
    left = (os.fstat(source.fileno()).st_size if end is None else end) - start
    while left > 0:
        piece = source.read(min(left, 1 << 20))
        target.write(piece)
        left -= len(piece)


def halves(path, first, second):
    """A tar as two of about the same length."""
    half = os.path.getsize(path) // 2
    with tarfile.open(path) as tar:
        cut = next(member.offset for member in tar if member.offset >= half)
    with open(path, "rb") as source:
        with open(first, "wb") as target:
            copy(source, target, 0, cut)
            target.write(END)
        with open(second, "wb") as target:
            copy(source, target, cut)


def add(tar, name, body):
    member = tarfile.TarInfo(name)
    member.size = len(body)
    tar.addfile(member, io.BytesIO(body))


def docker_archive(path, layers):
    """As docker save wrote them, with the layers as they are."""
    config = {"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": [
        "sha256:" + sha256(layer) for layer in layers]}}
    names = ["%d/layer.tar" % i for i in range(len(layers))]
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as tar:
        for name, layer in zip(names, layers):
            member = tarfile.TarInfo(name)
            member.size = os.path.getsize(layer)
            with open(layer, "rb") as file:
                tar.addfile(member, file)
        add(tar, "config.json", json.dumps(config).encode())
        add(tar, "manifest.json", json.dumps([{"Config": "config.json", "RepoTags": ["bench:1"], "Layers": names}]).encode())


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() if hasattr(hashlib, "file_digest") else pieces(file)


def pieces(file):
    digest = hashlib.sha256()
    for piece in iter(lambda: file.read(1 << 20), b""):
        digest.update(piece)
    return digest.hexdigest()


def blob(folder, body):
    name = hashlib.sha256(body).hexdigest()
    with open(os.path.join(folder, "blobs/sha256", name), "wb") as file:
        file.write(body)
    return {"digest": "sha256:" + name, "size": len(body)}


def oci(folder, layers, raw, kind):
    """A layout in a directory; `layers` are moved there."""
    os.makedirs(os.path.join(folder, "blobs/sha256"))
    said = []
    for layer in layers:
        name = sha256(layer)
        said.append({"mediaType": "application/vnd.oci.image.layer.v1.tar" + kind, "digest": "sha256:" + name,
                     "size": os.path.getsize(layer)})
        os.rename(layer, os.path.join(folder, "blobs/sha256", name))
    config = blob(folder, json.dumps({"architecture": "amd64", "os": "linux", "rootfs": {
        "type": "layers", "diff_ids": ["sha256:" + sha256(layer) for layer in raw]}}).encode())
    config["mediaType"] = "application/vnd.oci.image.config.v1+json"
    manifest = blob(folder, json.dumps({"schemaVersion": 2, "config": config, "layers": said}).encode())
    manifest["mediaType"] = "application/vnd.oci.image.manifest.v1+json"
    with open(os.path.join(folder, "index.json"), "w", encoding="utf8") as file:
        json.dump({"schemaVersion": 2, "manifests": [manifest]}, file)
    with open(os.path.join(folder, "oci-layout"), "w", encoding="utf8") as file:
        file.write('{"imageLayoutVersion": "1.0.0"}')
    return [os.path.join(folder, "blobs/sha256", layer["digest"][7:]) for layer in said]


class Bench:
    def __init__(self, build, peers, scratch):
        self.plimsoll, self.maker = os.path.join(build, "plimsoll"), os.path.join(build, "make_layer")
        self.measured, self.peers, self.scratch = os.path.join(build, "measured"), peers, scratch
        self.trees = {"small": self.tree("small", SMALL), "large": self.tree("large", LARGE)}
        self.layers = [self.at("first.layer"), self.at("second.layer")]
        halves(self.trees["large"], *self.layers)
        self.raw = self.at("raw.tar")
        docker_archive(self.raw, self.layers)

    def take_turns(self, *runs, rounds=ROUNDS):
        for _ in range(rounds):
            for run in runs:
                run.once(self.measured)

    def at(self, name):
        return os.path.join(self.scratch, name)

    def weigh(self, path, *options):
        return Run(self.plimsoll, "weigh", "--no-config", *options, path)

    def make(self, name, shape, *numbers):
        path = self.at(name)
        with open(path, "wb") as file:
            subprocess.run([self.maker, shape, *map(str, numbers)], stdout=file, check=True)
        return path

    def tree(self, size, files):
        path = os.path.join(self.peers, "debian-%s.tar" % size)
        if os.path.exists(path):
            return path
        print("%s is not there (scripts/bench-peers): %d files are made instead" % (path, files))
        return self.make(size + ".tree", "files", files)

    # ---- what is measured ----

    def headers(self):
        ours = self.weigh(self.raw)
        tar = Run("sh", "-c", 'tar tf "$1"; tar tf "$2"', "sh", *self.layers)
        self.take_turns(ours, tar)
        tell("raw, %.1f GB, no hashing" % (os.path.getsize(self.raw) / 1e9), min(ours.cpu), "s")
        tell("  its memory", megabytes(ours), "MB")
        tell("  times tar tf of its layers", min(ours.cpu) / min(tar.cpu), "", "at most 1.5")

    def tree_alone(self):
        """What is no image is known to be none only at its end."""
        file = self.weigh(self.trees["large"])
        pipe = Run("sh", "-c", 'cat "$1" | "$2" weigh --no-config -', "sh", self.trees["large"], self.plimsoll)
        self.take_turns(file, pipe, rounds=2)
        tell("the same files in a tar that is no image: memory", megabytes(file), "MB")
        tell("  through a pipe", megabytes(pipe), "MB")

    def hashes(self):
        if not shutil.which("openssl"):
            return print("openssl is not there: skipped")
        ours = self.weigh(self.raw, "--verify", "--jobs", "1")
        openssl = Run("openssl", "dgst", "-sha256", *self.layers)
        self.take_turns(ours, openssl)
        tell("raw, all digests compared", min(ours.cpu), "s")
        tell("  times openssl dgst -sha256", min(ours.cpu) / min(openssl.cpu), "", "at most 1.1")

    def compressed(self, name, pack, unpack, kind, target):
        if not all(shutil.which(words[0]) for words in (pack, unpack)):
            return print("%s is not there: skipped" % unpack[0])
        packed = []
        for layer in self.layers:
            packed.append(layer + "." + name)
            with open(packed[-1], "wb") as file:
                subprocess.run([*pack, layer], stdout=file, check=True)
        folder = self.at(name)
        blobs = oci(folder, packed, self.layers, kind)
        one, two = self.weigh(folder, "--jobs", "1"), self.weigh(folder, "--jobs", "2")
        peer = Run("sh", "-c", 'for i; do %s <"$i"; done | wc -c' % " ".join(unpack), "sh", *blobs)
        self.take_turns(one, peer, two)
        tell("%s, one thread" % name, min(one.cpu), "s")
        tell("  its memory", megabytes(one), "MB")
        tell("  times %s | wc -c" % " ".join(unpack), min(one.cpu) / min(peer.cpu), "", target)
        tell("  two layers by two threads: times faster, wall clock", min(one.wall) / min(two.wall), "", "at least 1.7")
        tell("    processor time of both to that of one", min(two.cpu) / min(one.cpu))
        shutil.rmtree(folder)

    def million(self):
        layer, image = self.make("million.layer", "files", MILLION), self.at("million.tar")
        docker_archive(image, [layer])
        os.remove(layer)
        ours = self.weigh(image)
        self.take_turns(ours)
        os.remove(image)
        tell("%d entries in one layer" % MILLION, min(ours.cpu), "s", "at most 1")
        tell("  its memory", megabytes(ours), "MB", "at most 130")

    def whiteouts(self):
        made = self.make("large.layer", "files", LARGE)
        removals = [self.make("removal.%d" % i, "whiteouts", 100, 300 * i) for i in range(100)]
        alone, layered = self.at("alone.tar"), self.at("layered.tar")
        docker_archive(alone, [made])
        docker_archive(layered, [made, *removals])
        short, long = self.weigh(alone), self.weigh(layered)
        self.take_turns(short, long)
        tell("%d files, 100 layers that remove 100 each: more than without" % LARGE, min(long.cpu) - min(short.cpu), "s",
             "at most 0.3")
        for path in (made, alone, layered, *removals):
            os.remove(path)

    def sizes(self):
        """Memory for one file of 4 GiB beside that for one of a MiB, however it has to be read."""
        memory = {}
        for size in (1 << 20, GIANT):
            layer, image, packed = self.at("file.layer"), self.at("file.tar"), self.at("file.tar.zst")
            with open(layer, "wb") as file:
                member = tarfile.TarInfo("file")
                member.size = size
                file.write(member.tobuf(tarfile.PAX_FORMAT))
                file.truncate(file.tell() + size + len(END))
            docker_archive(image, [layer])
            memory[size] = [self.weigh(image), self.weigh(image, "--verify")]
            if shutil.which("zstd"):
                subprocess.run(["zstd", "-q", "-f", "-1", image, "-o", packed], check=True)
                memory[size].append(self.weigh(packed))
            self.take_turns(*memory[size], rounds=2)
        for name, short, long in zip(("headers only", "all digests", "compressed as a whole"), *memory.values()):
            tell("memory for one file of 1 MiB, %s" % name, megabytes(short), "MB")
            tell("  of 4 GiB", megabytes(long), "MB")
        for path in (layer, image, packed):
            if os.path.exists(path):
                os.remove(path)

    def dive(self):
        program = os.path.join(self.peers, "dive")
        program = program if os.path.exists(program) else shutil.which("dive")
        if not program:
            return print("dive is not there (scripts/bench-peers): skipped")
        small = self.at("small.tar")
        docker_archive(small, [self.trees["small"]])
        for size, image in (("small", small), ("large", self.raw)):
            with tarfile.open(self.trees[size]) as tar:
                files = sum(member.isreg() for member in tar)
            ours = self.weigh(image, "--format", "json")
            theirs = Run(program, "--source", "docker-archive", image, "--json", self.at("dive.json"))
            self.take_turns(ours, theirs, rounds=3)
            tell("dive, %s image of %d files: processor time" % (size, files), min(theirs.cpu), "s")
            tell("  times plimsoll's", min(theirs.cpu) / min(ours.cpu), "", "at least 10")
            tell("  wall clock, times plimsoll's", min(theirs.wall) / min(ours.wall), "", "at least 10")
            tell("  its memory", megabytes(theirs), "MB")
            tell("  times plimsoll's", megabytes(theirs) / megabytes(ours), "", "at least 10" if size == "large" else "")


def main():
    build = os.path.abspath(sys.argv[1])
    here = os.path.dirname(os.path.abspath(__file__))
    peers = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else os.path.join(here, "../../build/peers")
    with tempfile.TemporaryDirectory(prefix="plimsoll-weigh-") as scratch:
        bench = Bench(build, peers, scratch)
        bench.headers()
        bench.tree_alone()
        bench.hashes()
        bench.compressed("gzip", ["gzip", "-c"], ["igzip", "-dc"], "+gzip", "at most 1.15")
        bench.compressed("zstd", ["zstd", "-qc"], ["zstd", "-qdc"], "+zstd", "at most 1.15")
        bench.dive()
        for path in (bench.raw, *bench.layers):
            os.remove(path)
        bench.million()
        bench.whiteouts()
        bench.sizes()


if __name__ == "__main__":
    main()
