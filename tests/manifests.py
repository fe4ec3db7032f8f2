#!/usr/bin/env python3
"""What manifests and configurations say beside the names of layers, and where they are wrong.

    tests/manifests.py PLIMSOLL [WORD...]       the checks with one of these words in their name
"""
import base64, gzip, json, sys

sys.dont_write_bytecode = True
import images, layouts
from layouts import OCI, Image, Member, sha, squeeze, tar, text

THREE = """\
layer COPY a
a 1000 A
layer COPY b
b 200 B
layer RUN rm a
.wh.a
"""
AGAIN = """\
layer COPY a
a 100 A
layer RUN rm a
.wh.a
layer COPY a
a 100 A
layer COPY b
b 7 B
"""


def embedded(image, body, media, **more):
    return image.descriptor(body, media, data=base64.b64encode(body).decode(), **more)


class Checks(images.Checks):
    def written(self, manifest, members, *index_entries, **annotations):
        """An OCI archive with this manifest; `members` are its other blobs."""
        about = {"mediaType": OCI + "manifest.v1+json", "digest": "sha256:" + sha(manifest),
                 "size": len(manifest), "annotations": {"org.opencontainers.image.ref.name": "t:1"}}
        index = text({"schemaVersion": 2, "manifests": [about, *index_entries]})
        return self.write(tar([Member("oci-layout", b'{"imageLayoutVersion":"1.0.0"}'),
                               Member("index.json", index),
                               Member("blobs/sha256/" + sha(manifest), manifest)] + members))

    # ---- bytes that a descriptor holds itself ----

    def data(self):
        for pack in ("raw", "gzip"):
            image = Image(THREE, pack)
            layer = OCI + "layer.v1.tar" + ("+gzip" if pack == "gzip" else "")
            manifest = text({"schemaVersion": 2, "config": embedded(image, image.config, OCI + "config.v1+json"),
                             "layers": [embedded(image, blob, layer) for blob in image.blobs]})
            index = {"schemaVersion": 2, "manifests": [embedded(image, manifest, OCI + "manifest.v1+json")]}
            inline = tar([Member("oci-layout", b"{}"), Member("index.json", text(index))])
            for how, body in (("", inline), (", compressed", squeeze(inline))):
                report = self.weigh(self.write(body), "--verify")
                what = "data, all of it, %s%s" % (pack, how)
                self.same(what, (report.code, report.warnings()), (0, []))
                plain = self.weigh(self.write(tar(layouts.oci(image))))
                self.same(what + ": as if it were in files", report.numbers(), plain.numbers())
            wrong = text(index).replace(b'"size": %d, "data"' % len(manifest), b'"size": 3, "data"')
            report = self.weigh(self.write(tar([Member("oci-layout", b"{}"), Member("index.json", wrong)])))
            self.same("data of another size", (report.code, "there is: none" in report.said
                                               or "no layer of any" in report.said), (2, True))
        image = Image(THREE, "gzip")
        for what, spoil in (("other bytes", lambda data: "QQ" + data[2:]), ("no base64", lambda data: "*" + data[1:]),
                            ("cut short", lambda data: data[:-4])):
            config = embedded(image, image.config, OCI + "config.v1+json")
            config["data"] = spoil(config["data"])
            manifest = json.loads(image.manifest())
            manifest["config"] = config
            blobs = [Member("blobs/sha256/" + sha(blob), blob) for blob in image.blobs]
            report = self.weigh(self.written(text(manifest), blobs))
            self.same("data, " + what, (report.code, report.warnings()), (2, ["embedded-data", "no-config"]))
            report = self.weigh(self.written(text(manifest), blobs + [
                Member("blobs/sha256/" + sha(image.config), image.config)]))
            self.same("data, %s, and a file" % what, (report.code, report.warnings(), report.numbers()["content"]),
                      (2, ["embedded-data"], 1200))

    # ---- the order of layers ----

    def shuffled(self, listing, order, pack, *options, without=()):
        image = Image(listing, pack)
        manifest = json.loads(image.manifest())
        manifest["layers"] = [manifest["layers"][at] for at in order]
        blobs = {sha(blob): Member("blobs/sha256/" + sha(blob), blob) for blob in [*image.blobs, image.config]}
        manifest["layers"] = [{} for _ in without] + manifest["layers"]
        return self.weigh(self.written(text(manifest), list(blobs.values())), *options)

    def order(self):
        right = self.weigh(self.write(tar(layouts.oci(Image(THREE, "gzip"))))).numbers()
        for order in ((2, 1, 0), (1, 2, 0), (1, 0, 2)):
            for pack, options in (("raw", []), ("gzip", ["--verify"]), ("zstd", ["--verify"])):
                report = self.shuffled(THREE, order, pack, *options)
                what = "layers as %s, %s" % (order, pack)
                self.same(what, (report.code, report.warnings()), (0, ["layer-order"]))
                self.same(what + ": numbers", {**report.numbers(), "warnings": []}, right)
                self.same(what + ": history", [layer["command"] for layer in report.images[0]["layers"]],
                          ["COPY a", "COPY b", "RUN rm a"])
        report = self.shuffled(THREE, (0, 1, 2), "raw", "--verify")
        self.same("layers in order", (report.code, report.warnings()), (0, []))
        right = self.weigh(self.write(tar(layouts.oci(Image(AGAIN, "raw"))))).numbers()
        for order in ((0, 2, 1, 3), (3, 0, 1, 2), (1, 0, 2, 3)):
            report = self.shuffled(AGAIN, order, "raw")
            self.same("a layer that comes twice, %s" % (order,), (report.code, report.warnings()), (0, ["layer-order"]))
            self.same("a layer that comes twice, %s: numbers" % (order,), {**report.numbers(), "warnings": []}, right)
        report = self.shuffled(AGAIN, (2, 1, 0, 3), "raw")
        self.same("two equal layers in each other's place", (report.code, report.warnings()), (0, []))
        report = self.shuffled(THREE, (0, 1, 1), "raw", "--verify")
        self.same("a layer too often, and another not at all", (report.code, report.warnings()), (2, ["diff-id-mismatch"]))
        report = self.shuffled(THREE, (0, 1, 2), "raw", without=range(3))
        self.same("empty descriptors in front", (report.code, report.warnings(), report.numbers()["content"]), (0, [], 1200))

    # ---- what is no image ----

    def referrers(self):
        image = Image(THREE, "gzip")
        own, empty = image.manifest(), "sha256:" + sha(b"{}")
        blobs = image.blob_members()
        for what, kind, note_type, counts, warned in (
                ("an attestation", "application/vnd.docker.attestation.manifest.v1+json", None, True, []),
                ("an attestation, by its descriptor", None, "application/vnd.docker.attestation.manifest.v1+json", True, []),
                ("a signature", "application/vnd.dev.cosign.artifact.sig.v1+json", None, False, ["artifact"]),
                ("of no type", None, None, False, ["artifact"])):
            note = {"schemaVersion": 2, "mediaType": OCI + "manifest.v1+json",
                    "config": {"mediaType": OCI + "config.v1+json", "digest": empty, "size": 2},
                    "subject": image.descriptor(own, OCI + "manifest.v1+json"),
                    "layers": [image.descriptor(b"in-toto", "application/vnd.in-toto+json")]}
            if kind:
                note["artifactType"] = kind
                note["config"]["mediaType"] = "application/vnd.oci.empty.v1+json"
            note = text(note)
            entry = image.descriptor(note, OCI + "manifest.v1+json", annotations={
                "io.containerd.manifest.subject": "sha256:" + sha(own)})
            if note_type:
                entry["artifactType"] = note_type
            report = self.weigh(self.written(own, blobs + image.blob_members(note, b"{}", b"in-toto"), entry))
            what = "a referrer, " + what
            self.same(what, (report.code, len(report.images), report.warnings()), (0, 1, warned))
            self.same(what + ": its bytes", report.images[0]["archive"]["attestation_bytes"],
                      len(note) + 2 + 7 if counts else 0)

    def types(self):
        image = Image(THREE, "gzip")
        manifest = json.loads(image.manifest())
        manifest["layers"][1]["mediaType"] = "application/vnd.example.model.v1.tar+gzip"
        report = self.weigh(self.written(text(manifest), image.blob_members()))
        self.same("a layer of another type", (report.code, [(found["id"], found["layer"], found["first"])
                                                            for found in report.images[0]["warnings"]]),
                  (0, [("odd-media-type", 1, "application/vnd.example.model.v1.tar+gzip")]))

    # ---- what it was built on ----

    def with_notes(self, image, notes, *entries, members=()):
        manifest = text({**json.loads(image.manifest()), "annotations": notes})
        return self.written(manifest, image.blob_members() + list(members), *entries)

    def told_base(self, what, path, base, rule=None):
        report = self.weigh(path)
        got = report.images[-1]
        self.same(what, (report.code, got.get("base")), (0, base))
        if rule:
            self.same(what + ": its layers", (got["user"]["base_layers"], got["user"]["base_rule"]), rule)
        return self.weigh(path, form=None).text

    def base(self):
        notes = "org.opencontainers.image.base."
        image, digest = Image(THREE, "gzip"), "sha256:" + "1" * 64
        told = self.told_base("a base by annotation", self.with_notes(
            image, {notes + "name": "docker.io/library/a:1", notes + "digest": digest}),
            {"name": "docker.io/library/a:1", "digest": digest, "told_by": "annotation", "materials": []})
        self.same("a base by annotation: told", "built on docker.io/library/a:1, by its annotation" in told, True)
        self.told_base("empty annotations, as buildah writes them", self.with_notes(
            image, {notes + "name": "", notes + "digest": ""}), None)
        self.told_base("an empty name, as buildah writes for FROM scratch with --layers", self.with_notes(
            image, {notes + "name": "", notes + "digest": digest}), None)
        image.config = text({**json.loads(image.config), "config": {"Labels": {notes + "name": "b:1"}}})
        self.told_base("a base by label", self.with_notes(image, {}),
                       {"name": "b:1", "told_by": "label", "materials": []})
        self.told_base("both", self.with_notes(image, {notes + "name": "c:1"}),
                       {"name": "c:1", "told_by": "annotation", "materials": []})
        base, image = Image("".join(THREE.partition("layer COPY b")[:1]), "gzip"), Image(THREE, "gzip")
        manifest = base.manifest()
        for what, rule in ((sha(manifest), "the archive holds the base that the builder named"),
                           (sha(b"another"), "another image of the archive begins with the same layers")):
            # A third image shares more layers, which would be believed without the digest.
            more = Image(THREE + "layer RUN more\nm 1 M\n", "gzip")
            about = [image.descriptor(made.manifest(), OCI + "manifest.v1+json") for made in (base, more)]
            own = text({**json.loads(image.manifest()), "annotations": {notes + "digest": "sha256:" + what}})
            index = text({"schemaVersion": 2, "manifests": about + [image.descriptor(own, OCI + "manifest.v1+json")]})
            blobs = {member.name: member for made in (base, more, image) for member in made.blob_members(made.manifest(), own)}
            path = self.write(tar([Member("index.json", index)] + list(blobs.values())))
            self.told_base("a base in the archive", path, {"digest": "sha256:" + what, "told_by": "annotation", "materials": []},
                           (1, rule) if "named" in rule else None)

    def provenance(self):
        image = Image(THREE, "gzip")
        own = image.manifest()
        a, b = {"sha256": "a" * 64}, {"sha256": "b" * 64}
        tool = {"uri": "pkg:docker/docker/dockerfile@1", "digest": b}
        debian = {"uri": "pkg:docker/debian@12-slim?platform=linux%2Famd64", "digest": a}
        other = {"uri": "pkg:docker/ghcr.io/x%2Fy@v1?platform=linux%2Famd64", "digest": b}
        found = {"name": "debian:12-slim", "digest": "sha256:" + "a" * 64}
        odd = [{"uri": "https://example.org/a.tar", "digest": a}, {"digest": a}, 7, {"uri": "pkg:docker/", "digest": None}]
        for what, kind, predicate, base in (
                ("of version 0.2", "v0.2", {"materials": [tool, debian, odd[0]]}, {**found, "told_by": "provenance", "materials": [found]}),
                ("of version 1", "v1", {"buildDefinition": {"resolvedDependencies": [debian, tool]}},
                 {**found, "told_by": "provenance", "materials": [found]}),
                ("with two images", "v1", {"buildDefinition": {"resolvedDependencies": [debian, other]}},
                 {"materials": [found, {"name": "ghcr.io/x/y:v1", "digest": "sha256:" + "b" * 64}]}),
                ("without any", "v1", {"buildDefinition": {}}, None),
                ("of nonsense", "v1", {"materials": odd[:3], "buildDefinition": []}, None),
                ("of another kind", "spdx", {"materials": [debian]}, None)):
            statement = text({"_type": "https://in-toto.io/Statement/v0.1", "predicate": predicate})
            type_of = "https://slsa.dev/provenance/" + kind if kind[0] == "v" else "https://spdx.dev/Document"
            note = text({"schemaVersion": 2, "config": image.descriptor(b"{}", OCI + "config.v1+json"),
                         "layers": [image.descriptor(statement, "application/vnd.in-toto+json",
                                                     annotations={"in-toto.io/predicate-type": type_of})]})
            entry = image.descriptor(note, OCI + "manifest.v1+json", platform={"os": "unknown", "architecture": "unknown"},
                                     annotations={"vnd.docker.reference.type": "attestation-manifest",
                                                  "vnd.docker.reference.digest": "sha256:" + sha(own)})
            path = self.written(own, image.blob_members(note, b"{}", statement), entry)
            told = self.told_base("provenance " + what, path, base)
            self.same("provenance %s: told" % what, "by its provenance" in told, base is not None)
            with open(path, "rb") as file:
                self.same("provenance %s: from a pipe" % what,
                          self.weigh("-", stdin=squeeze(file.read())).images[0].get("base"), base)

    # ---- a directory for each platform ----

    def platforms(self):
        own = {"x86_64": "amd64", "aarch64": "arm64"}.get(images.os.uname().machine, "amd64")
        first, second = "linux_" + own, "linux_arm_v7"
        noise = bytes(range(256)) * 40

        def files(top, *more):
            return [Member(top + "/"), Member(top + "/etc/"), Member(top + "/etc/a", top.encode()),
                    Member(top + "/etc/b", noise), Member(top + "/etc/c", noise), *more]
        whole = files(first) + files(second, Member(second + "/etc/link", link="b"))
        hard = tar([Member(first + "/d/l", link=first + "/etc/b")], 0)
        hard = hard[:156] + b"1" + hard[157:]
        hard = self.summed(hard)
        body = tar(files(first), 0) + hard + tar(files(second))
        for source, stdin in ((self.write(body), None), ("-", body), ("-", squeeze(body))):
            report = self.weigh(source, stdin=stdin)
            size = len(tar(files(first), 0)) + 512
            got = report.images[0]
            self.same("platforms", (report.code, len(report.images), report.warnings()), (0, 1, ["no-manifest"]))
            self.same("platforms: the one of this machine", (
                got["platform"], got["archive"]["platforms_left"], got["totals"]["content"], got["totals"]["tar"],
                got["totals"]["files"], got["totals"]["duplicate"]),
                ("linux/" + own, ["linux/arm/v7"], len(first) + 2 * len(noise), size, 3, len(noise)))
            lines = self.weigh(source, "--list", form=None, stdin=stdin).text.splitlines()[1:]
            self.same("platforms: paths", [line.split("\t")[11:] for line in lines],
                      [["", ""], ["etc", ""], ["etc/a", ""], ["etc/b", ""], ["etc/c", ""], ["d/l", "etc/b"]])
            report = self.weigh(source, "--platform", "all", stdin=stdin)
            self.same("platforms: all", [(image["platform"], image["totals"]["content"]) for image in report.images],
                      [("linux/" + own, len(first) + 2 * len(noise)), ("linux/arm/v7", len(second) + 2 * len(noise))])
            report = self.weigh(source, "--platform", "linux/s390x", stdin=stdin)
            self.same("platforms: another one", (report.code, "there is: linux/%s, linux/arm/v7" % own in report.said), (2, True))
        beside = tar([Member("./"), Member("provenance.json", b"{}"), Member("sbom.spdx.json", b"[1]")]
                     + [Member("./" + member.name, member.body, member.link) for member in whole])
        report = self.weigh(self.write(beside), "--platform", "linux/arm")
        self.same("platforms, and attestations", (report.code, report.images[0]["archive"]["attestation_bytes"],
                                                  report.images[0]["totals"]["content"]),
                  (0, 5, len(second) + 2 * len(noise)))
        for what, members in (("another directory", whole + [Member("etc/", b"")]), ("a file", whole + [Member("x", b"y")]),
                              ("mixed", files(first) + files(second) + files(first)),
                              ("no such machine", files(first) + files("linux_z80")), ("only files", files("linux_amd64")[2:3] + files("etc"))):
            report = self.weigh(self.write(tar(members)))
            self.same("no platforms: " + what, (report.code, report.images[0]["layout"]), (0, "tar"))
        cut = tar(files(first) + files(second))[:-1600]
        report = self.weigh(self.write(cut), "--platform", "all")
        self.same("platforms, cut off", (report.code, len(report.images), [image["complete"] for image in report.images]),
                  (2, 2, [False, False]))

    def summed(self, block):
        block = bytearray(block)
        block[148:156] = b" " * 8
        block[148:156] = b"%06o\0 " % sum(block[:512])
        return bytes(block)

    # ---- names ----

    def ids(self):
        image = Image(THREE, "gzip")
        path, below, chain = self.write(tar(layouts.oci(image))), "", []
        for body in image.tars:
            own = "sha256:" + sha(body)
            below = "sha256:" + sha((below + " " + own).encode()) if below else own
            chain.append(below)
        report = self.weigh(path)
        self.same("chain ids", [layer["chain_id"] for layer in report.images[0]["layers"]], chain)
        self.same("ids: told", "id %s for docker and podman, %s for docker with containerd's store\n" % (
            sha(image.config)[:12], sha(image.manifest())[:12]) in self.weigh(path, form=None).text, True)
        told = self.weigh(self.write(tar(layouts.jib(image))), form=None).text
        self.same("a configuration that is not named by its digest, which nothing bears out",
                  "for docker" in told, False)
        entry = image.descriptor(image.manifest(), OCI + "manifest.v1+json", annotations={
            "containerd.io/distribution.source.ghcr.io": "a/b,c", "containerd.io/distribution.source.docker.io": "library/d"})
        index = text({"manifests": [entry]})
        report = self.weigh(self.write(tar([Member("index.json", index)] + image.blob_members(image.manifest()))))
        self.same("origins", report.images[0]["origins"], ["ghcr.io/a/b", "ghcr.io/c", "docker.io/library/d"])

    def old(self):
        manifest = text({"schemaVersion": 1, "name": "a", "fsLayers": [{"blobSum": "sha256:" + "0" * 64}], "history": []})
        report = self.weigh(self.write(tar([Member("version", b"Directory Transport Version: 1.1\n"),
                                            Member("manifest.json", manifest)])))
        self.same("schema 1", (report.code, "schema 1, which engines no longer read" in report.said), (2, True))
        report = self.weigh(self.written(manifest, []))
        self.same("schema 1, behind an index", (report.code, "schema 1, which engines no longer read" in report.said), (2, True))


    def empty(self):
        zeros = bytes(1024)
        image = Image("layer COPY a\na 10 A\nlayer RUN true\nlayer RUN :\nlayer RUN false\n", "gzip")
        docker = bytes.fromhex("1f8b080000096e8800ff621805a360148c5800080000ffff2eafb5ef00040000")
        self.same("what docker made of no entries", (gzip.decompress(docker) == zeros, sha(docker)[:8]),
                  (True, "a3ed95ca"))
        image.blobs[1:] = [docker, squeeze(zeros), b""]
        image.tars[1:] = [zeros, zeros, b""]
        image.config = text({**json.loads(image.config), "rootfs": {
            "type": "layers", "diff_ids": ["sha256:" + sha(body) for body in image.tars]}})
        path = self.write(tar(layouts.oci(image)))
        report = self.weigh(path, "--verify")
        self.same("empty layers", (report.code, report.warnings()), (0, []))
        self.same("empty layers: named", [layer.get("empty", False) for layer in report.images[0]["layers"]],
                  [False, True, True, True])
        self.same("empty layers: bytes", [(layer["wire"], layer["tar"], layer["content"])
                                          for layer in report.images[0]["layers"][1:]],
                  [(len(docker), 1024, 0), (len(image.blobs[2]), 1024, 0), (None, 0, 0)])
        told = self.weigh(path, form=None).text
        self.same("empty layers: told", [line.split("(")[-1] for line in told.splitlines() if "(empty" in line],
                  ["empty layer) RUN true", "empty layer) RUN :", "empty layer) RUN false"])
        away = [member for member in layouts.oci(image) if member.body != docker]
        report = self.weigh(self.write(tar(away)))
        self.same("an empty layer that is not there", (report.code, report.warnings(),
                                                       report.images[0]["layers"][1].get("empty")),
                  (2, ["layer-missing"], True))

    def single(self):
        path = self.write(tar(layouts.podman(Image(images.TWO, history=[{"created_by": "RUN all of it"}]))))
        layers = self.weigh(path).images[0]["layers"]
        self.same("a single entry", [layer.get("single_entry", False) for layer in layers], [False, True])
        told = self.weigh(path, form=None).text
        self.same("a single entry: told", ("(no history)" in told, "(single entry) RUN all of it" in told), (True, True))
        path = self.write(tar(layouts.podman(Image("layer RUN x\na 1 A\n"))))
        self.same("an entry for a layer", "single" in self.weigh(path, form=None).text, False)

    def many(self):
        for count, warned in ((127, []), (128, ["many-layers"])):
            listing = "".join("layer RUN %d\nf%d 1 A\n" % (at, at) for at in range(count))
            report = self.weigh(self.write(tar(layouts.podman(Image(listing)))))
            self.same("%d layers" % count, (report.code, report.warnings()), (0, warned))


CHECKS = ("data", "order", "referrers", "types", "base", "provenance", "platforms", "ids", "old", "empty", "single", "many")


if __name__ == "__main__":
    sys.exit(images.run(Checks, CHECKS))
