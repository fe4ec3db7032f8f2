#!/usr/bin/env python3
"""Saved images against what they must weigh, however they are saved, and whatever is wrong with them.

    tests/images.py PLIMSOLL [WORD...]          the checks with one of these words in their name
"""
import gzip, json, os, shutil, subprocess, sys, tempfile

sys.dont_write_bytecode = True
import layouts
from layouts import OCI, Image, Member, sha, squeeze, tar, text

REMOVED = """\
layer COPY d
d/
d/a 1000 A
d/b 2000 B
layer RUN rm -r d
.wh.d
d/
d/a 1000 A
d/n 10 N
"""
TWICE = """\
layer COPY a
a/
a/x 100 A
layer RUN rm a/x
a/.wh.x
b 200 B
layer COPY a
a/
a/x 100 A
"""
TWO = """\
layer COPY a
a 1000 A
b 500 B
layer RUN rm a
.wh.a
"""

# By hand: of each layer content, tar, dead, culprit; then the image.
WEIGHS = {
    REMOVED: {"layers": [(3000, 5632, 3000, 0), (1010, 4608, 0, 3000)],
              "content": 4010, "wasted": 3000, "hidden": 2000, "duplicate": 0,
              "efficiency": 0.251870, "causes": {"deleted": 3000},
              "warnings": ["whiteout-and-directory"]},
    TWICE: {"layers": [(100, 2560, 100, 0), (200, 2560, 0, 100), (100, 2560, 0, 0)],
            "content": 400, "wasted": 100, "hidden": 0, "duplicate": 0, "efficiency": 0.75,
            "causes": {"deleted": 100}, "warnings": []},
}


class Report:
    def __init__(self, done):
        self.code, self.said = done.returncode, done.stderr.decode("utf8", "replace")
        self.text = done.stdout.decode("utf8", "replace")
        self.images = json.loads(done.stdout)["images"] if done.stdout.startswith(b"{") else []

    def warnings(self, at=0):
        return [warning["id"] for warning in self.images[at]["warnings"]] if self.images else []

    def numbers(self, at=0):
        """In the form of WEIGHS."""
        image, causes = self.images[at], {}
        for layer in image["layers"]:
            for cause, count in layer["causes"].items():
                causes[cause] = causes.get(cause, 0) + count
        totals = image["totals"]
        return {"layers": [tuple(layer[key] for key in ("content", "tar", "dead", "culprit"))
                           for layer in image["layers"]],
                **{key: totals[key] for key in ("content", "wasted", "hidden", "duplicate")},
                "efficiency": image["efficiency"], "causes": causes,
                "warnings": [warning["id"] for warning in image["warnings"]]}


class Checks:
    def __init__(self, program, folder):
        self.program, self.folder = os.path.abspath(program), folder
        self.passed = self.failed = 0

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, body, name="image.tar"):
        with open(self.path(name), "wb") as file:
            file.write(body)
        return self.path(name)

    def weigh(self, path, *options, form="json", stdin=None, env=None):
        form = ["--format", form] if form else []
        return Report(subprocess.run(
            [self.program, "weigh", "--no-config", *form, *options, path], input=stdin,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **(env or {})},
            timeout=300))

    def same(self, what, got, wanted):
        if got == wanted:
            self.passed += 1
            return
        self.failed += 1
        print("%s: %r, should be %r" % (what, got, wanted))

    # ---- every layout ----

    def weighs(self, what, report, listing, image, layout):
        self.same(what + ": exit code", (report.code, report.said), (0, ""))
        self.same(what + ": images", len(report.images), 1)
        if len(report.images) != 1:
            return
        got = report.images[0]
        self.same(what, report.numbers(), WEIGHS[listing])
        known = [layer["diff_id"] for layer in got["layers"]]
        if layout is not layouts.chain or any(known):  # it names none: they are computed, or empty
            self.same(what + ": diff_ids", known, ["sha256:" + sha(body) for body in image.tars])
        self.same(what + ": commands", [layer.get("command") for layer in got["layers"]],
                  [("RUN " if layout is layouts.chain else "") + command
                   for command, _ in image.layers])
        packed = image.pack != "raw"
        self.same(what + ": wire of the layers", [layer["wire"] for layer in got["layers"]],
                  [len(blob) if packed else None for blob in image.blobs])
        wire = sum(len(blob) for blob in set(image.blobs)) + len(image.config)
        if layout is layouts.containerd:
            wire += len(image.manifest(layouts.DOCKER))
        elif layout is layouts.folder:
            wire += len(image.manifest(layouts.DOCKER))
        elif layout is layouts.oci:
            wire += len(image.manifest())
        self.same(what + ": wire", got["totals"]["wire"], wire if packed else None)

    def layouts(self):
        for title, listing in (("T32", REMOVED), ("T33", TWICE)):
            for name, image, layout, body in layouts.archives(listing):
                what = "%s, %s" % (title, name)
                if layout is layouts.folder:
                    continue
                self.weighs(what, self.weigh(self.write(body)), listing, image, layout)
                self.weighs(what + ", verified", self.weigh(self.path("image.tar"), "--verify"),
                            listing, image, layout)
                self.weighs(what + ", from standard input", self.weigh("-", stdin=body),
                            listing, image, layout)
            for layout in (layouts.oci, layouts.folder):
                for pack in ("raw", "gzip", "zstd", "xz"):
                    image = Image(listing, pack)
                    place = self.path("folder")
                    shutil.rmtree(place, ignore_errors=True)
                    layouts.write_folder(place, layout(image))
                    self.weighs("%s, a folder, %s.%s" % (title, layout.__name__, pack),
                                self.weigh(place), listing, image, layout)

    # ---- history ----

    def history(self):
        made = [{"created_by": "COPY a"}, {"created_by": "RUN b"}]
        empty = [{"created_by": "ENV C=1", "empty_layer": True}] * 2
        spoken = {"created_by": "/bin/sh -c #(nop)  ENV X=1"}
        third = {"created_by": "RUN c"}
        for what, history, commands, warnings in (
                ("entries without a layer between", made[:1] + empty + made[1:],
                 ["COPY a", "RUN b"], []),
                ("a single entry", [third], [None, "RUN c"], []),
                ("no entry", [], [None, None], []),
                ("one that forgot to say that it is empty", made[:1] + [spoken] + made[1:],
                 ["COPY a", "RUN b"], []),
                ("one too many", made + [third], ["COPY a", "RUN b"], ["history-too-long"]),
                ("null", None, [None, None], [])):
            image = Image(TWO, history=history if history is not None else "null")
            if history is None:
                image.config = image.config.replace(b'"history": "null"', b'"history": null')
            report = self.weigh(self.write(tar(layouts.podman(image))))
            self.same("T34, %s: exit code" % what, report.code, 0)
            self.same("T34, " + what, [layer.get("command") for layer in report.images[0]["layers"]],
                      commands)
            self.same("T34, %s: warnings" % what, report.warnings(), warnings)
        self.same("T34, told", "(no history)" in self.weigh(
            self.write(tar(layouts.podman(Image(TWO, history=[])))), form=None).text, True)

    # ---- several images ----

    def shares(self):
        common, own = "layer COPY x\nx 1000 A\n", ["layer COPY y\ny 200 B\n", "layer RUN rm x\n.wh.x\nz 50 C\n"]
        for pack in ("raw", "gzip"):
            made = [Image(common + each, pack) for each in own]
            members, listed, about = [], [], OCI + "manifest.v1+json"
            for at, image in enumerate(made):
                names = ["blobs/sha256/" + sha(body) for body in [image.config, *image.blobs]]
                members += [Member(name, body) for name, body in zip(names, [image.config, *image.blobs])]
                listed.append({"Config": names[0], "RepoTags": ["t:%d" % at], "Layers": names[1:]})
            index = text({"schemaVersion": 2, "manifests": [image.descriptor(
                image.manifest(), about, annotations={"org.opencontainers.image.ref.name": "t:%d" % at})
                for at, image in enumerate(made)]})
            oci = [Member("index.json", index)] + [member for image in made
                                                   for member in image.blob_members(image.manifest())]
            for how, body in (("docker", members + [Member("manifest.json", text(listed))]), ("oci", oci)):
                what = "T31, %s, %s" % (how, pack)
                path = self.write(tar(body))
                report = self.weigh(path, "--image", "all")
                self.same(what, [(image["totals"]["content"], image["totals"]["wasted"], image["totals"]["hidden"],
                                  image["efficiency"]) for image in report.images],
                          [(1200, 0, 0, 1), (1050, 1000, 1000, 0.047619)])
                stored = [[len(blob) for blob in image.blobs] for image in made]
                wire = {"wire": None} if pack == "raw" else {}
                got = [image["archive"] for image in report.images]
                for at in range(2):
                    self.same(what + ": shared", got[at]["shared"],
                              {"layers": 1, "stored": stored[0][0], "wire": stored[0][0], "tar": 2560,
                               "content": 1000, **wire})
                    self.same(what + ": its own", got[at]["own"],
                              {"layers": 1, "stored": stored[at][1], "wire": stored[at][1],
                               "tar": (2048, 2560)[at], "content": (200, 50)[at], **wire})
                    total = sum(stored[0]) + stored[1][1]
                    self.same(what + ": each layer once", got[at]["distinct"],
                              {"layers": 3, "stored": total, "wire": total, "tar": 7168, "content": 1250, **wire})
                    total += stored[0][0]
                    self.same(what + ": all", got[at]["all"],
                              {"layers": 4, "stored": total, "wire": total, "tar": 9728, "content": 2250, **wire})
                told = self.weigh(path, form=None).text
                self.same(what + ": told", (told.count("shared with other images"), told.count("all 2 images: 4 layers")),
                          (2, 1))
                report = self.weigh(path, "--image", "t:1")
                self.same(what + ": of one image nothing is said", (
                    len(report.images), sorted(set(report.images[0]["archive"]) & {"shared", "own", "all", "distinct"})),
                    (1, []))
        twice, plain = Image(TWICE, "gzip"), Image(TWICE, "raw")
        members = [Member("%s%d" % (image.pack, at), blob) for image in (twice, plain) for at, blob in enumerate(image.blobs)]
        listed = [{"Config": "c", "RepoTags": [image.pack + ":1"],
                   "Layers": ["%s%d" % (image.pack, at) for at in range(3)]} for image in (twice, plain)]
        report = self.weigh(self.write(tar(members + [Member("c", twice.config), Member("manifest.json", text(listed))])),
                            "--verify")
        got = report.images[0]["archive"]
        self.same("one image, packed and not", [(got[key]["layers"], got[key]["tar"]) for key in ("shared", "own", "distinct", "all")],
                  [(3, 7680), (0, 0), (2, 5120), (6, 15360)])
        self.same("one image, packed and not: blobs", (got["own"]["stored"], got["distinct"]["stored"]),
                  (sum(map(len, set(twice.blobs))), sum(map(len, set(twice.blobs + plain.blobs)))))

    # ---- what is not all there ----

    def platforms(self):
        here, away = Image(REMOVED, "gzip"), Image(TWICE, "gzip")
        note = text({"schemaVersion": 2, "config": here.descriptor(b"{}", OCI + "config.v1+json"),
                     "layers": [here.descriptor(b"in-toto", "application/vnd.in-toto+json")]})
        about = OCI + "manifest.v1+json"
        own, other = here.manifest(), away.manifest()
        arch = os.uname().machine
        own_arch = {"x86_64": "amd64", "aarch64": "arm64"}.get(arch, arch)
        inner = text({"schemaVersion": 2, "manifests": [
            here.descriptor(other, about, platform={"os": "linux", "architecture": "mips64le"}),
            here.descriptor(own, about, platform={"os": "linux", "architecture": own_arch}),
            here.descriptor(b"absent", about, platform={"os": "linux", "architecture": "s390x"}),
            here.descriptor(note, about, platform={"os": "unknown", "architecture": "unknown"},
                            annotations={"vnd.docker.reference.type": "attestation-manifest"})]})
        index = text({"manifests": [here.descriptor(inner, OCI + "index.v1+json")]})
        members = here.blob_members(own, other, inner, note, b"{}", b"in-toto") + [
            Member("index.json", index), Member("oci-layout", b"{}")]
        report = self.weigh(self.write(tar(members)), "--budget", "max-wire=%d" % (
            sum(map(len, here.blobs)) + len(here.config) + len(own)))
        self.same("T39", (report.code, len(report.images)), (0, 1))
        self.same("T39, numbers", report.numbers(), WEIGHS[REMOVED])
        beside = report.images[0]["archive"]
        self.same("T39, absent", beside["platforms_absent"], ["linux/mips64le", "linux/s390x"])
        self.same("T39, attestation", beside["attestation_bytes"], len(note) + 2 + 7)
        self.same("T39, unreferenced", beside["unreferenced_bytes"], 0)

    def nameless(self):
        """What has no name that would tell damage: jib's config.json."""
        for what, found, warnings in ((b"rootfs", b"rootfs", []), (b"rootfs", b"rootgs", ["no-diff-ids"]),
                                      (b"diff_ids", b"diff_jds", ["no-diff-ids"])):
            image = Image(TWO, "gzip")
            image.config = image.config.replace(what, found)
            report = self.weigh(self.write(tar(layouts.jib(image))))
            self.same("a configuration with %s" % found.decode(), (report.code, report.warnings(), report.numbers()["content"]),
                      (0, warnings, 1500))
        config, none = text({"os": "linux"}), {"Config": "config.json", "RepoTags": None, "Layers": []}
        report = self.weigh(self.write(tar([Member("config.json", config), Member("manifest.json", text([none]))])))
        self.same("no layers, and none that are named", (report.code, report.warnings()), (0, []))

    def missing(self):
        image = Image("layer COPY x\nx 1000 A\nlayer COPY y\ny 300 B\nlayer COPY z\nz 50 C\n", "gzip")
        gone = image.blobs[1]
        members = [member for member in layouts.oci(image) if not member.name.endswith(sha(gone))]
        manifest = next(member for member in members if b'"layers": [' in member.body)
        old = manifest.body
        manifest.body = old.replace(b'"size": %d}' % len(gone), b'"size": 12345}')
        manifest.name = "blobs/sha256/" + sha(manifest.body)
        index = next(member for member in members if member.name == "index.json")
        index.body = index.body.replace(sha(old).encode(), sha(manifest.body).encode()).replace(
            b'"size": %d,' % len(old), b'"size": %d,' % len(manifest.body))
        wire = len(image.blobs[0]) + 12345 + len(image.blobs[2]) + len(image.config) + len(manifest.body)
        path = self.write(tar(members))
        report = self.weigh(path, "--budget", "max-wire=%d" % wire, "--budget", "max-wire=99")
        self.same("T40, exit code", report.code, 2)
        self.same("T40, wire", report.images[0]["totals"]["wire"], wire)
        self.same("T40, content", report.images[0]["totals"]["content"], 1050)
        self.same("T40, complete", report.images[0]["complete"], False)
        self.same("T40, warnings", report.warnings(), ["layer-missing"])
        self.same("T40, the gate", [rule["verdict"] for rule in report.images[0]["budget"]],
                  ["pass", "fail"])
        grows = ("max-content=1kB", "max-content@layer:0=9", "max-wasted=1", "max-entries=1")
        lives = ("max-unpacked=9", "max-file=9", "max-content@path:**=9", "max-reclaimable=9", "min-efficiency=99%", "max-content=2kB")
        report = self.weigh(path, *("--budget=" + limit for limit in grows + lives))
        self.same("T40, what a missing layer may remove", [(row["verdict"], row.get("why")) for row in report.images[0]["budget"]],
                  [("fail", None)] * 2 + [("unknown", "the image is not complete")] + [("fail", None)]
                  + [("unknown", "the image is not complete")] * len(lives))
        for form, said in (("ci", ["INCOMPLETE", "\n  14 kB wire, >= ", ": layer 1: the layer is not in the archive: sha256:%s [layer-missing]" % sha(gone)]),
                           ("markdown", ["### Content: &ge; 1.1 kB", "(not in the archive) <code>", "&#91;layer-missing&#93;"])):
            told = self.weigh(path, form=form).text
            self.same("T40, told to %s" % form, [word for word in said if word not in told], [])
        told = self.weigh(path, form=None).text
        self.same("T40, told", ">= 1.1 kB" in told and "(not in the archive)" in told, True)

    # ---- damage ----

    def damaged(self, what, image, code, warning, content, layer=0):
        """The layer that is not damaged keeps its numbers."""
        for how, body in (("", tar(layouts.oci(image))),
                          (", compressed", squeeze(tar(layouts.oci(image))))):
            report = self.weigh(self.write(body), "--verify")
            self.same("T41, %s%s: exit code" % (what, how), report.code, code)
            self.same("T41, %s%s: warned of" % (what, how), [
                (found["id"], found["layer"]) for found in report.images[0]["warnings"]
                if found["id"] == warning], [(warning, layer)])
            self.same("T41, %s%s: content" % (what, how),
                      [row["content"] for row in report.images[0]["layers"]], content)

    def stored(self, pack, blob=None, raw=None, of=None):
        """An image whose first layer holds something else than it should."""
        image = Image(TWO, pack)
        if raw is not None:
            image.tars[0] = raw
            image.blobs[0] = layouts.PACKS[pack](raw)
            image.config = json.dumps({**json.loads(image.config), "rootfs": {
                "type": "layers", "diff_ids": ["sha256:" + sha(body) for body in image.tars]}}).encode()
        if blob is not None:
            image.blobs[0] = blob
        if of is not None:  # the manifest speaks of these bytes
            promised = Image(TWO, pack)
            promised.blobs[0], promised.config = of, image.config
            manifest = promised.manifest()
            image.manifest = lambda kind=OCI: manifest
            members = layouts.oci(image)
            for member in members:
                if member.body == image.blobs[0]:
                    member.name = "blobs/sha256/" + sha(of)
            image.members = members
        return image

    def damage(self):
        sound = Image(TWO, "gzip")
        blob, raw = sound.blobs[0], sound.tars[0]
        spoiled = bytearray(blob)
        spoiled[-6] ^= 1
        self.damaged("a gzip cut in the middle", self.stored("gzip", blob[:40]), 2,
                     "blob-damaged", [0, 0])
        self.damaged("a wrong CRC", self.stored("gzip", bytes(spoiled)), 2, "blob-damaged", [1500, 0])
        self.damaged("another tar than the diff_id says",
                     self.stored("gzip", squeeze(raw.replace(b"AAAA", b"AAAB"))), 2,
                     "diff-id-mismatch", [1500, 0])
        self.damaged("no end blocks", self.stored("gzip", raw=raw[:-1024]), 0, "no-end-blocks",
                     [1500, 0])
        self.damaged("one zero block, then data",
                     self.stored("gzip", raw=raw[:1536] + bytes(512) + raw[1536:]), 0,
                     "lone-zero-block", [1000, 0])
        self.damaged("data behind the end", self.stored("gzip", raw=raw + b"more" * 128), 0,
                     "data-after-end", [1500, 0])
        for what, warning, found in (("digest", "digest-mismatch", squeeze(raw.replace(b"BBBB", b"BBCB"))),
                                     ("size", "size-mismatch", layouts.zstd(raw)),
                                     ("zero bytes", "size-mismatch", b"")):
            image = self.stored("gzip", found, of=blob)
            report = self.weigh(self.write(tar(image.members)))
            self.same("T41, another %s: exit code" % what, report.code, 2)
            self.same("T41, another %s: warned of" % what, warning in report.warnings(), True)
            self.same("T41, another %s: the rest" % what,
                      [row["content"] for row in report.images[0]["layers"]],
                      [1500 if found else 0, 0])
        cut = self.stored("gzip", blob[:40])
        self.same("T41, more bytes may go over the wire than are left of a layer", [
            " >= %s" % word in self.weigh(self.write(tar(layouts.oci(cut))), form=form).text
            for form, word in (("text", "1."), ("ci", "1."))], [True, True])
        empty = Image("layer RUN true\nlayer COPY a\na 10 A\n", "gzip")
        empty.blobs[0] = b""
        report = self.weigh(self.write(tar(layouts.oci(empty))))
        self.same("T41, a blob of no bytes", [row["tar"] for row in report.images[0]["layers"]], [0, 2048])

    def reach(self):
        """zstd that does not know how much is to come lets itself reach back 2 MiB."""
        image = Image(TWO, "zstd")
        for window, code, warnings in (("2MiB", 0, []), ("2000kB", 2, ["blob-damaged", "layer-truncated"])):
            for body in (tar(layouts.oci(image)), layouts.zstd(tar(layouts.oci(Image(TWO))))):
                report = self.weigh(self.write(body), "--max-window", window)
                self.same("zstd within %s" % window, (report.code, set(report.warnings()) <= set(warnings)), (code, True))
        self.same("zstd within less: told", "(--max-window)" in report.said, True)

    def hostile(self):
        image = Image(TWO)
        config = "blobs/sha256/" + sha(image.config)
        for what, documents, said in (
                ("JSON of 20 MiB", [Member("manifest.json", b'["' + b"x" * (20 << 20) + b'"]')],
                 "JSON of more than 16777216 bytes"),
                ("JSON nested 10,000 deep", [Member("manifest.json", b"[" * 10000 + b"]" * 10000)],
                 "nested more than 64 deep"),
                ("a manifest that names nothing", [Member("manifest.json", b"[]")], "names no image")):
            report = self.weigh(self.write(tar(documents)))
            self.same("T42, %s" % what, (report.code, said in report.said), (2, True))
        own = Member("manifest.json", text([{"Config": "c", "RepoTags": None, "Layers": ["manifest.json"]}]))
        report = self.weigh(self.write(tar([Member("c", image.config), own])))
        self.same("T42, a manifest that names itself as a layer", (report.code, report.warnings()),
                  (2, ["layer-count", "layer-opaque", "history-too-long"]))
        first = image.descriptor(image.config, OCI + "config.v1+json")
        both = {"schemaVersion": 2, "config": first, "layers": [
            image.descriptor(blob, OCI + "layer.v1.tar") for blob in image.blobs]}
        manifest = text(both).replace(b'"config"', b'"config": {"digest": "sha256:0"}, "config"')
        index = text({"manifests": [image.descriptor(manifest, OCI + "manifest.v1+json")]})
        report = self.weigh(self.write(tar([Member("index.json", index)]
                                           + image.blob_members(manifest))))
        self.same("T42, two configurations, of which the last counts", (
            report.code, report.images[0].get("config_digest")), (0, "sha256:" + sha(image.config)))
        self.same("T42, the name of it", config.endswith(sha(image.config)), True)
        odd = Image("layer COPY a\nev\\x1b[31mil\\x0aname 100 A\nlayer RUN rm\n.wh.ev\\x1b[31mil\\x0aname\n")
        told = self.weigh(self.write(tar(layouts.podman(odd))), form=None).text
        self.same("T42, escapes are shown", ("\x1b" in told, "ev" in told), (False, True))

    def bombs(self):
        """A gigabyte of zeros in a megabyte; what is allowed is a warning more."""
        size = 1 << 30
        head = layouts.header(Member("zeros"))
        head = bytearray(head)
        head[124:136] = b"%011o\0" % size
        head[148:156] = b" " * 8
        head[148:156] = b"%06o\0 " % sum(head)
        piece = squeeze(bytes(32 << 20))
        blob = squeeze(bytes(head)) + piece * 32 + squeeze(bytes(1024))
        image = Image("layer COPY zeros\n", "gzip")
        image.blobs = [blob]
        config = json.loads(image.config)
        config["rootfs"]["diff_ids"] = ["sha256:" + "0" * 64]
        image.config = text(config)
        report = self.weigh(self.write(tar(layouts.oci(image))))
        self.same("T42, zeros", (report.code, report.images[0]["totals"]["content"]), (0, size))

    # ---- large ones, and again ----

    def scale(self):
        huge = 9 << 30
        inner = bytearray(layouts.header(Member("huge")))
        inner[124:136] = b"\x80" + huge.to_bytes(11, "big")
        inner[148:156] = b" " * 8
        inner[148:156] = b"%06o\0 " % sum(inner)
        size = 512 + huge + 1024
        outer = bytearray(layouts.header(Member("layer.tar")))
        outer[124:136] = b"\x80" + size.to_bytes(11, "big")
        outer[148:156] = b" " * 8
        outer[148:156] = b"%06o\0 " % sum(outer)
        config = text({"os": "linux", "architecture": "amd64"})
        with open(self.path("huge.tar"), "wb") as file:
            file.write(bytes(outer) + bytes(inner))
            file.seek(512 + size)
            file.write(tar([Member("c", config), Member("manifest.json", text(
                [{"Config": "c", "RepoTags": None, "Layers": ["layer.tar"]}]))]))
        report = self.weigh(self.path("huge.tar"))
        self.same("T43, 9 GiB in one file", (report.code, report.images[0]["totals"]["content"],
                                             report.images[0]["totals"]["tar"]), (0, huge, size))
        os.unlink(self.path("huge.tar"))
        listing = "layer COPY all\n" + "".join("d%d/f%d 1 x\n" % (at % 100, at) for at in range(10000))
        for layer in range(100):
            listing += "layer RUN rm\n" + "".join(
                "d%d/.wh.f%d\n" % (at % 100, at) for at in range(layer * 50, layer * 50 + 50))
        report = self.weigh(self.write(tar(layouts.podman(Image(listing)))))
        self.same("T43, 100 layers of whiteouts", (
            report.code, report.images[0]["totals"]["wasted"], report.images[0]["totals"]["files"],
            [layer["culprit"] for layer in report.images[0]["layers"]]),
            (0, 5000, 5000, [0] + [50] * 100))

    def estimate(self):
        """What zstd makes of it, each version knows by itself: less than the tar, and the sums are right."""
        path = self.write(tar(layouts.podman(Image("layer COPY\na 300000 A\nb 200000 B\nlayer RUN rm b\n.wh.b\n"))))
        report = self.weigh(path, "--estimate-wire", "-b", "max-wire=10kB", "-b", "max-wire@layer:0=1")
        got, config = report.images[0], len(Image("layer COPY\na 1 A\n").config)
        about = [layer.get("wire_about") for layer in got["layers"]]
        self.same("estimate: wire", [got["totals"]["wire"]] + [layer["wire"] for layer in got["layers"]], [None] * 3)
        self.same("estimate: small, and not nothing", [0 < bytes_ < 2000 for bytes_ in about], [True, True])
        self.same("estimate: the sum has the configuration, too",
                  0 < got["totals"]["wire_about"] - sum(about) < config + 1000, True)
        self.same("estimate: limits", [limit["verdict"] for limit in got["budget"]], ["pass", "fail"])
        shown = self.weigh(path, "--estimate-wire", form=None).text
        self.same("estimate: shown as one", shown.count(" ~%d bytes " % about[0]), 1)
        plain = tar([Member("etc/a", b"A" * 100000)])
        report = self.weigh("-", "--estimate-wire", stdin=plain)
        self.same("estimate: of a tar without a manifest from a pipe", (report.code, report.images[0]["totals"].get("wire_about")),
                  (0, self.weigh(self.write(plain), "--estimate-wire").images[0]["totals"]["wire_about"]))

    def libraries(self):
        """What a library would tell is missed, what it would not is counted all the same."""
        image = Image(TWO)
        missing = {"LD_LIBRARY_PATH": self.path("libraries")}
        for library, option, archive in (
                ("libzstd.so.1", "--estimate-wire", layouts.podman(image)), ("libcrypto.so.3", "--verify", layouts.oci(image)),
                ("libzstd.so.1", "--estimate-wire", [Member("etc/a", b"A" * 1000)]),
                ("libcrypto.so.3", "--verify", [Member("etc/a", b"A" * 1000)])):
            os.makedirs(self.path("libraries"), exist_ok=True)
            self.write(b"", "libraries/" + library)  # no library, and found first
            body = tar(archive)
            for path, stdin in ((self.write(body), None), ("-", body)):
                report = self.weigh(path, option, env=missing, stdin=stdin)
                got = report.images[0]
                self.same("without %s" % library, (report.code, got["complete"], "not-told" in report.warnings(),
                                                   got["totals"]["wire"], "wire_about" in got["totals"]),
                          (2, True, True, None, False))
            for form in ("text", "ci"):
                self.same("without %s: told" % library, library in self.weigh(path, option, form=form, env=missing, stdin=stdin).text,
                          True)
            shutil.rmtree(self.path("libraries"))
        two = tar([Member("linux_%s/a" % machine, b"A" * 100) for machine in ("amd64", "arm64")])
        report = self.weigh(self.write(two), "--estimate-wire", "--platform", "all")
        self.same("estimate: of directories", (report.code, [row["id"] for row in report.images[1]["warnings"]]), (2, ["no-manifest", "not-told"]))

    def again(self):
        for pack in ("raw", "gzip"):
            path = self.write(tar(layouts.oci(Image(TWICE + REMOVED, pack))))
            told = {self.weigh(path, "-j", jobs, env={"LC_ALL": locale}).text
                    for jobs in ("1", "2", "7") for locale in ("C", "C.UTF-8", "tr_TR.UTF-8")}
            self.same("T44, %s: what was told" % pack, len(told), 1)


def run(kind, names):
    """The checks of these names; with words on the command line only those that have one in theirs."""
    with tempfile.TemporaryDirectory(prefix="plimsoll-images-") as folder:
        checks = kind(sys.argv[1], folder)
        for name in names:
            if len(sys.argv) < 3 or any(word in name for word in sys.argv[2:]):
                getattr(checks, name)()
    print("%d passed, %d failed" % (checks.passed, checks.failed))
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(run(Checks, ("layouts", "history", "shares", "platforms", "nameless", "missing", "damage", "reach", "hostile",
                          "bombs", "scale", "estimate", "libraries", "again")))
