#!/usr/bin/env python3
"""One image as each tool would save it: every layout, and every compression.

    tests/layouts.py FOLDER         writes the archives that tests/damage.c damages

The layers come from a listing (tests/saved.py), each a tar that ends with two blocks of zeros.
"""
import bz2, gzip, hashlib, io, json, lzma, os, subprocess, sys

import saved

OCI = "application/vnd.oci.image."
DOCKER = "application/vnd.docker."


def sha(body):
    return hashlib.sha256(body).hexdigest()


def text(document):
    return json.dumps(document).encode()


class Member:
    """Of an archive: a file, or a link where `link` is given."""
    def __init__(self, name, body=b"", link=None):
        self.name, self.body, self.link = name, body, link


def header(member):
    block = bytearray(512)
    kind = b"5" if member.name.endswith("/") else b"2" if member.link else b"0"
    for at, field in ((0, member.name.encode()), (100, b"0000644\0" b"0000000\0" b"0000000\0"),
                      (124, b"%011o\0" % len(member.body)), (136, b"00000000000\0"),
                      (148, b" " * 8), (156, kind), (157, (member.link or "").encode()),
                      (257, b"ustar\00000")):
        block[at:at + len(field)] = field
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def tar(members, end=1024):
    return b"".join(header(member) + member.body + b"\0" * (-len(member.body) % 512)
                    for member in members) + b"\0" * end


# ---- compression ----

def squeeze(body):
    return gzip.compress(body, 6, mtime=0)


def zstd(body):
    return subprocess.run(["zstd", "-qc"], input=body, stdout=subprocess.PIPE, check=True).stdout


def skippable(body):
    return b"\x53\x2a\x4d\x18" + len(body).to_bytes(4, "little") + body


def lz4(body):
    """A frame of blocks that are stored as they are."""
    out = b"\x04\x22\x4d\x18\x60\x40\x82"
    for at in range(0, len(body), 65536):
        piece = body[at:at + 65536]
        out += (len(piece) | 1 << 31).to_bytes(4, "little") + piece
    return out + bytes(4)


def two_members(body):
    half = len(body) // 2
    return squeeze(body[:half]) + squeeze(body[half:])


def between_frames(body):
    return skippable(b"before") + zstd(body) + skippable(b"behind")


PACKS = {"raw": lambda body: body, "gzip": squeeze, "zstd": zstd, "xz": lzma.compress,
         "bzip2": bz2.compress, "lz4": lz4, "gzip-members": two_members,
         "zstd-skippable": between_frames}
ENDS = {"raw": "tar", "zstd": "tar+zstd", "zstd-skippable": "tar+zstd"}


# ---- an image ----

class Image:
    def __init__(self, listing, pack="raw", history=None):
        self.listing, self.pack = listing, pack
        self.layers = saved.layers(listing, 1024)
        self.tars = [body for _, body in self.layers]
        self.blobs = [PACKS[pack](body) for body in self.tars]
        if history is None:
            history = [{"created_by": command} for command, _ in self.layers]
        self.config = text({
            "architecture": "amd64", "os": "linux", "config": {"Env": ["PATH=/bin"]},
            "rootfs": {"type": "layers", "diff_ids": ["sha256:" + sha(body) for body in self.tars]},
            "history": history})

    def descriptor(self, body, media, **more):
        return {"mediaType": media, "digest": "sha256:" + sha(body), "size": len(body), **more}

    def manifest(self, kind=OCI):
        layer = OCI + "layer.v1." + ENDS.get(self.pack, "tar+gzip")
        config, own = OCI + "config.v1+json", OCI + "manifest.v1+json"
        if kind == DOCKER:
            layer, config = DOCKER + "image.rootfs.diff.tar.gzip", DOCKER + "container.image.v1+json"
            own = DOCKER + "distribution.manifest.v2+json"
        return text({"schemaVersion": 2, "mediaType": own,
                     "config": self.descriptor(self.config, config),
                     "layers": [self.descriptor(blob, layer) for blob in self.blobs]})

    def blob_members(self, *more):
        """Those under blobs/, each once."""
        bodies = {sha(body): body for body in [*self.blobs, self.config, *more]}
        return [Member("blobs/sha256/" + name, body) for name, body in sorted(bodies.items())]

    def docker_list(self, config, layers, tags=("t:1",)):
        return Member("manifest.json", text(
            [{"Config": config, "RepoTags": list(tags), "Layers": layers}]))


# ---- layouts: the members of an archive, or what stands in a folder ----

def classic(image):
    """docker save before 25: a folder a layer."""
    members, names = [], []
    for at, body in enumerate(image.blobs):
        name = sha(b"%d" % at)
        names.append(name + "/layer.tar")
        members += [Member(name + "/"), Member(name + "/VERSION", b"1.0"),
                    Member(name + "/json", text({"id": name})), Member(names[-1], body)]
    config = sha(image.config) + ".json"
    members.append(Member(config, image.config))
    members.append(image.docker_list(config, names))
    members.append(Member("repositories", text({"t": {"1": name}})))
    return sorted(members, key=lambda member: member.name)


def linked(image):
    """podman save and skopeo docker-archive:, the layers named by the links."""
    members = list({sha(body): Member(sha(body) + ".tar", body) for body in image.blobs}.values())
    config, names = sha(image.config) + ".json", []
    members.append(Member(config, image.config))
    for at, body in enumerate(image.blobs):
        name = sha(b"%d" % at)
        names.append(name + "/layer.tar")
        members += [Member(names[-1], link="../" + sha(body) + ".tar"),
                    Member(name + "/VERSION", b"1.0"), Member(name + "/json", text({"id": name}))]
    return members + [image.docker_list(config, names), Member("repositories", b"{}")]


def podman(image):
    """The same, the layers named themselves."""
    members = [member for member in linked(image) if member.name != "manifest.json"]
    return members + [image.docker_list(sha(image.config) + ".json",
                                        [sha(body) + ".tar" for body in image.blobs])]


def docker25(image):
    manifest = image.manifest()
    index = text({"schemaVersion": 2, "manifests": [image.descriptor(
        manifest, OCI + "manifest.v1+json", annotations={
            "io.containerd.image.name": "docker.io/library/t:1",
            "org.opencontainers.image.ref.name": "1"})]})
    blobs = "blobs/sha256/"
    return [Member("blobs/"), Member(blobs)] + image.blob_members(
        manifest, text({"id": "of old", "os": "linux"})) + [
        Member("index.json", index),
        image.docker_list(blobs + sha(image.config), [blobs + sha(body) for body in image.blobs]),
        Member("oci-layout", b'{"imageLayoutVersion": "1.0.0"}'), Member("repositories", b"{}")]


def containerd(image):
    """An index in an index, an attestation, and a platform that was not fetched."""
    manifest = image.manifest(DOCKER)
    note = text({"schemaVersion": 2, "config": image.descriptor(b"{}", OCI + "config.v1+json"),
                 "layers": [image.descriptor(b"{}", "application/vnd.in-toto+json")]})
    unknown = {"os": "unknown", "architecture": "unknown"}
    inner = text({"schemaVersion": 2, "manifests": [
        image.descriptor(manifest, DOCKER + "distribution.manifest.v2+json",
                         platform={"os": "linux", "architecture": "amd64"}),
        image.descriptor(b"away", OCI + "manifest.v1+json",
                         platform={"os": "linux", "architecture": "arm64", "variant": "v8"}),
        image.descriptor(note, OCI + "manifest.v1+json", platform=unknown, annotations={
            "vnd.docker.reference.type": "attestation-manifest",
            "vnd.docker.reference.digest": "sha256:" + sha(manifest)})]})
    index = text({"schemaVersion": 2, "manifests": [image.descriptor(
        inner, OCI + "index.v1+json",
        annotations={"io.containerd.image.name": "docker.io/library/t:1"})]})
    blobs = "blobs/sha256/"
    return [Member("blobs/"), Member(blobs)] + image.blob_members(manifest, inner, note, b"{}") + [
        Member("index.json", index),
        image.docker_list(blobs + sha(image.config), [blobs + sha(body) for body in image.blobs]),
        Member("oci-layout", b'{"imageLayoutVersion":"1.0.0"}')]


def oci(image):
    manifest = image.manifest()
    index = text({"schemaVersion": 2, "manifests": [image.descriptor(
        manifest, OCI + "manifest.v1+json",
        annotations={"org.opencontainers.image.ref.name": "t:1"})]})
    return [Member("oci-layout", b'{"imageLayoutVersion":"1.0.0"}'),
            Member("index.json", index)] + image.blob_members(manifest)


def folder(image):
    """skopeo dir:"""
    bodies = {sha(body): body for body in [image.config, *image.blobs]}
    return [Member("version", b"Directory Transport Version: 1.1\n"),
            Member("manifest.json", image.manifest(DOCKER))] + [
        Member(name, body) for name, body in bodies.items()]


def crane(image):
    """go-containerregistry: crane, kaniko, ko."""
    names = [sha(body) + ".tar.gz" for body in image.blobs]
    return [Member("sha256:" + sha(image.config), image.config)] + [
        Member(name, body) for name, body in dict(zip(names, image.blobs)).items()] + [
        image.docker_list("sha256:" + sha(image.config), names)]


def jib(image):
    names = [sha(body) + ".tar.gz" for body in image.blobs]
    return [Member(name, body) for name, body in dict(zip(names, image.blobs)).items()] + [
        Member("config.json", image.config), image.docker_list("config.json", names)]


def nix(image):
    names = [sha(body) + "/layer.tar" for body in image.blobs]
    config = sha(image.config) + ".json"
    return [Member(name, body) for name, body in dict(zip(names, image.blobs)).items()] + [
        Member(config, image.config), image.docker_list(config, names)]


def bazel(image):
    """rules_oci: all blobs end in .tar.gz, whatever they are."""
    names = ["blobs/sha256/" + sha(body) + ".tar.gz" for body in image.blobs]
    config = "blobs/sha256/" + sha(image.config)
    return [Member(config, image.config)] + [
        Member(name, body) for name, body in dict(zip(names, image.blobs)).items()] + [
        image.docker_list(config, names)]


def chain(image):
    """docker save before 1.10: each layer names the one below."""
    members, below = [], None
    for at, ((command, _), body) in enumerate(zip(image.layers, image.blobs)):
        name = sha(b"%d" % at)
        document = {"id": name, "os": "linux", "architecture": "amd64",
                    "container_config": {"Cmd": ["/bin/sh", "-c", command]}}
        if below:
            document["parent"] = below
        members += [Member(name + "/json", text(document)), Member(name + "/layer.tar", body)]
        below = name
    return members + [Member("repositories", text({"t": {"1": below}}))]


def dotted(image):
    return [Member("./" + member.name, member.body, member.link) for member in podman(image)]


def reverse(image):
    return linked(image)[::-1]


# What a tool writes, and how it packs the layers and the whole.
SAVED = [
    (classic, "raw", ["raw", "gzip"]), (linked, "raw", ["raw"]), (podman, "raw", list(PACKS)),
    (docker25, "raw", ["raw", "gzip"]), (containerd, "gzip", ["raw", "zstd"]),
    (containerd, "zstd", ["raw"]), (oci, "gzip", ["raw", "xz"]), (oci, "zstd", ["raw"]),
    (oci, "raw", ["raw"]), (oci, "xz", ["raw"]), (oci, "bzip2", ["raw"]), (oci, "lz4", ["raw"]),
    (oci, "gzip-members", ["raw"]), (oci, "zstd-skippable", ["raw"]), (crane, "gzip", ["raw"]),
    (crane, "zstd", ["raw"]), (jib, "gzip", ["raw"]), (nix, "raw", ["raw", "gzip"]),
    (bazel, "zstd", ["raw"]), (bazel, "gzip", ["raw"]), (chain, "raw", ["raw"]),
    (dotted, "raw", ["raw"]), (reverse, "raw", ["raw", "zstd"]), (folder, "gzip", ["raw"]),
]


def archives(image, history=None):
    """Each name, how the layers are packed, and the bytes."""
    for layout, pack, wholes in SAVED:
        made = Image(image, pack, history)
        for whole in wholes:
            name = "%s.%s%s" % (layout.__name__, pack, "" if whole == "raw" else "." + whole)
            yield name, made, layout, PACKS[whole](tar(layout(made)))


def write_folder(place, members):
    for member in members:
        path = os.path.join(place, member.name)
        if member.name.endswith("/") or member.link:
            continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(member.body)


# ---- images to damage ----

DAMAGED = {
    "removed": """\
layer COPY a
d/
d/a 1000 A
d/b 700 BCDEFGH
layer RUN rm
.wh.d
d/
d/a 1000 A
d/n 10 N
""",
    "links": """\
layer COPY usr
usr/lib/x 300 XYZ uid=7
lib -> usr/lib
usr/twin => usr/lib/x
%s 20 long
layer RUN chmod
usr/lib/x 300 XYZ uid=7 mode=755
usr/.wh.twin
""" % ("n" * 120),
}


def main():
    place = sys.argv[1]
    os.makedirs(place, exist_ok=True)
    for title, listing in DAMAGED.items():
        for name, _, layout, body in archives(listing):
            if layout != folder:
                with open(os.path.join(place, title + "." + name), "wb") as file:
                    file.write(body)


if __name__ == "__main__":
    main()
