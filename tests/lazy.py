#!/usr/bin/env python3
"""Layers for lazy pulling, in which each file begins a piece of its own: eStargz and zstd:chunked.

    tests/lazy.py PLIMSOLL [WORD...]        the checks with one of these words in their name
"""
import gzip, json, struct, sys

sys.dont_write_bytecode = True
import images, layouts
from layouts import OCI, Image, Member, sha, skippable, squeeze, tar, text, zstd

NOISE = b"".join(bytes.fromhex(sha(b"%d" % at)) for at in range(2000))
FILES = [("a", NOISE[:20000]), ("b", NOISE[20000:])]
EMPTY_DEFLATE = b"\x01\0\0\xff\xff" + bytes(8)


def padding(body):
    return b"\0" * (-len(body) % 512)


def extra(field):
    """A member of gzip that holds nothing but an extra field."""
    return b"\x1f\x8b\x08\x04\0\0\0\0\0\xff" + struct.pack("<H", len(field)) + field + EMPTY_DEFLATE


def estargz_footer(at):
    return extra(b"SG" + struct.pack("<H", 22) + b"%016xSTARGZ" % at)


class Packed:
    """A layer: its stored bytes, its tar, where each file begins a piece, the index and the footer."""
    def __init__(self, blob, raw, offsets, index=0):
        self.blob, self.raw, self.offsets, self.index = blob, raw, offsets, index


def pieces(files, pack, behind=b""):
    """What is packed anew before each body; `behind` ends the tar."""
    blob, raw, offsets, pending = b"", b"", {}, b""
    for name, body in files:
        head = layouts.header(Member(name, body))
        pending += head
        if body:
            blob += pack(pending)
            raw += pending
            offsets[name] = len(blob)
            pending = body + padding(body)
    blob += pack(pending + behind)
    return blob, raw + pending + behind, offsets


def entries_of(files, offsets, tell):
    """Of an index; `tell` may tell of something else."""
    entries = [{"name": name, "type": "dir" if name.endswith("/") else "reg", "size": len(body), "offset": offsets.get(name)}
               for name, body in files]
    return text({"version": 1, "entries": tell(entries)})


def truth(entries):
    return entries


def estargz(files, landmark=b".no.prefetch.landmark", footer=estargz_footer, behind=b"", tell=truth):
    """BuildKit puts the index behind the blocks that end the tar."""
    blob, raw, offsets = pieces([(landmark.decode(), b"\x0f"), *files], squeeze, behind)
    toc = entries_of([(landmark.decode(), b"\x0f"), *files], offsets, tell)
    index = layouts.header(Member("stargz.index.json", toc)) + toc + padding(toc) + bytes(1024)
    packed = squeeze(index) + footer(len(blob))
    made = Packed(blob + packed, raw + index, offsets, len(packed))
    made.toc = toc
    return made


def chunked(files, frames=64, tell=truth):
    """zstd:chunked, with the footer of 64 bytes or the older one of 40."""
    blob, raw, offsets = pieces(files, zstd, bytes(1024))
    toc = zstd(entries_of(files, offsets, tell))
    numbers = [len(blob) + 8, len(toc), 1000, 1]
    index = b"\x50" + skippable(toc)[1:]
    if frames == 64:
        split = zstd(b"tar-split")
        numbers += [len(blob) + len(index) + 8, len(split), 9]
        index += b"\x50" + skippable(split)[1:]
    footer = struct.pack("<%dQ" % len(numbers), *numbers) + (b"GNUlInUx" if frames == 64 else b"GnUlInUx")
    index += b"\x50" + skippable(footer)[1:]
    made = Packed(blob + index, raw, offsets, len(index))
    made.toc = toc
    return made


class Checks(images.Checks):
    def save(self, *layers):
        image = Image("".join("layer COPY %d\n" % at for at in range(len(layers))),
                      "zstd" if layers[0].blob.startswith(b"\x28\xb5") else "gzip")
        image.blobs, image.tars = [layer.blob for layer in layers], [layer.raw for layer in layers]
        image.config = text({**json.loads(image.config), "rootfs": {
            "type": "layers", "diff_ids": ["sha256:" + sha(body) for body in image.tars]}})
        return tar(layouts.oci(image))

    def shares(self, path, stdin=None):
        lines = self.weigh(path, "--list", form=None, stdin=stdin).text.splitlines()[1:]
        return {line.split("\t")[11]: int(line.split("\t")[10]) for line in lines}

    def estargz(self):
        made = estargz(FILES)
        self.same("T35, a footer", len(estargz_footer(0)), 51)
        body = self.save(made)
        path = self.write(body)
        report = self.weigh(path, "--verify")
        total = sum(len(body) for _, body in FILES) + 1 + len(made.toc)
        self.same("T35", (report.code, report.numbers()), (0, {
            "layers": [(total, len(made.raw), 0, 0)], "content": total, "wasted": 0,
            "hidden": 0, "duplicate": 0, "efficiency": 1.0, "causes": {}, "warnings": []}))
        layer, at = report.images[0]["layers"][0], len(made.blob) - made.index
        self.same("T35, wire", layer["wire"], len(made.blob))
        self.same("T35, its category", [(row["id"], row["live"], row["wire"])
                                        for row in report.images[0]["categories"]],
                  [("lazy-pull-index", len(made.toc) + 1, made.offsets["a"] + made.index)])
        for source, stdin in ((path, None), ("-", body), ("-", squeeze(body))):
            self.same("T35, shares of files", self.shares(source, stdin), {
                ".no.prefetch.landmark": made.offsets["a"], "a": made.offsets["b"] - made.offsets["a"],
                "b": at - made.offsets["b"], "stargz.index.json": made.index})
        self.same("T35, of which none is an estimate",
                  "~" in self.weigh(path, "--tree", form=None).text, False)
        self.same("T35, the index", (layer["lazy"], layer["lazy_index"]), ("estargz", made.index))
        self.same("T35, told", "for lazy pulling: layer 0 (estargz); " in self.weigh(path, form=None).text, True)

    def footers(self):
        for what, footer, kind in (
                ("of old", lambda at: extra(b"%016xSTARGZ" % at), "estargz"),
                ("external", lambda at: extra(b"SG" + struct.pack("<H", 17) + b"STARGZEXTERNALTOC"),
                 "estargz-external-toc"),
                ("of another length", lambda at: extra(b"SG" + struct.pack("<H", 21) + b"%015xSTARGZ" % at), None),
                ("of another word", lambda at: extra(b"SG" + struct.pack("<H", 22) + b"%016xstargz" % at), None),
                ("no digits", lambda at: extra(b"SG" + struct.pack("<H", 22) + b"%16xSTARGZ" % at), None),
                ("none", lambda at: b"", None)):
            report = self.weigh(self.write(self.save(estargz(FILES, footer=footer))))
            self.same("a footer, " + what, (report.code, report.images[0]["layers"][0].get("lazy")), (0, kind))
        made = estargz(FILES, behind=bytes(1024))
        report = self.weigh(self.write(self.save(made)))
        layer = report.images[0]["layers"][0]
        self.same("an index behind the end", (report.code, report.warnings(), layer["content"], layer["lazy_index"]),
                  (0, [], sum(len(body) for _, body in FILES) + 1, made.index))
        self.same("an index behind the end: shares", self.shares(self.path("image.tar")), {
            ".no.prefetch.landmark": made.offsets["a"], "a": made.offsets["b"] - made.offsets["a"],
            "b": len(made.blob) - made.index - made.offsets["b"]})
        report = self.weigh(self.write(self.save(estargz(FILES, behind=bytes(1024), footer=lambda at: b""))))
        self.same("what nobody calls an index", report.warnings(), ["data-after-end"])
        made = estargz(FILES, footer=lambda at: estargz_footer(at + 1))
        report = self.weigh(self.write(self.save(made)))
        self.same("an index where none begins", (report.code, report.images[0]["layers"][0]["lazy_index"]), (0, 51))
        self.same("an index where none begins: all shares", sum(self.shares(self.path("image.tar")).values()),
                  len(made.blob) - 51)

    def chunked(self):
        for frames in (64, 40):
            made = chunked(FILES, frames)
            what = "zstd:chunked, %d bytes at its end" % frames
            body = self.save(made)
            report = self.weigh(self.write(body), "--verify")
            self.same(what, (report.code, report.warnings(), report.numbers()["content"]), (0, [], 64000))
            layer = report.images[0]["layers"][0]
            self.same(what + ": the index", (layer["wire"], layer["lazy"], layer["lazy_index"]),
                      (len(made.blob), "zstd:chunked", made.index))
            self.same(what + ": of all layers", report.images[0]["totals"]["lazy_index"], made.index)
            for source, stdin in ((self.path("image.tar"), None), ("-", body), ("-", squeeze(body))):
                self.same(what + ": shares", self.shares(source, stdin), {
                    "a": made.offsets["b"], "b": len(made.blob) - made.index - made.offsets["b"]})
        self.same("zstd:chunked: none is an estimate",
                  "~" in self.weigh(self.path("image.tar"), "--tree", form=None).text, False)
        plain = Packed(layouts.between_frames(made.raw), made.raw, {})
        report = self.weigh(self.write(self.save(plain)))
        self.same("frames that are skipped", "lazy" in report.images[0]["layers"][0], False)

    def sizes(self):
        """Members that end where a chunk of the decoder does, directories between, files without bytes."""
        files = [("large", (NOISE * 5)[:(256 << 10) - 512]), ("b", b"b"), ("empty", b""), ("d/", b""), ("c", NOISE[:700]),
                 ("huge", NOISE * 9), ("d/", b""), ("last", b"x" * (512 << 10))]
        for pack, name in ((estargz, "estargz"), (chunked, "zstd:chunked")):
            made = pack(files)
            shares = self.shares(self.write(self.save(made)))
            order = [name for name, body in files if body]
            ends = [made.offsets[name] for name in order[1:]] + [len(made.blob) - made.index]
            begins = [made.offsets[name] for name in order]
            if name == "zstd:chunked":
                begins[0] = 0
            self.same(name + ", sizes", {name: shares[name] for name in order},
                      {name: end - begin for name, begin, end in zip(order, begins, ends)})
            self.same(name + ", sizes: all", sum(shares.values()),
                      len(made.blob) - (made.index if pack == chunked else 0))

    def index(self):
        """Who pulls lazily believes the index."""
        def changed(key, value):
            return lambda entries: entries[:-1] + [{**entries[-1], key: value}]
        files = [("d/", b""), *FILES]
        spoiled = estargz(files, tell=lambda entries: 7)
        for what, tell, said in (
                ("the truth", truth, ""),
                ("names as others write them", lambda entries: [{**told, "name": "./" + told["name"]} for told in entries], ""),
                ("pieces of a file", lambda entries: entries + [{"name": "b", "type": "chunk", "offset": 1}], ""),
                ("a name", changed("name", "c"), "b: it is not there, or not in this place"),
                ("a size", changed("size", 43999), "b: it has another size"),
                ("a place", changed("offset", 9), "b: it begins elsewhere"),
                ("a type", changed("type", "symlink"), "b: it is of another type"),
                ("less", lambda entries: entries[:-1], "b: it is not there, or not in this place"),
                ("more", lambda entries: entries + [{"name": "evil", "type": "reg"}], "evil: the tar does not have it"),
                ("no list", lambda entries: 7, "it cannot be read")):
            for pack, name in ((estargz, "estargz"), (chunked, "zstd:chunked")):
                body = self.save(pack(files, tell=tell))
                path = self.write(body)
                for source, stdin in ((path, None), ("-", body), ("-", squeeze(body))):
                    report = self.weigh(source, "--verify", stdin=stdin)
                    self.same("an index of %s tells %s" % (name, what), (report.code, [
                        row["first"] for row in report.images[0]["warnings"] if row["id"] == "lazy-index"]),
                              (0, [said] if said else []))
                self.same("an index of %s tells %s: unasked" % (name, what), self.weigh(path).warnings(), [])
        for what, made in (
                ("cut", Packed(spoiled.blob[:-60] + spoiled.blob[-51:], spoiled.raw, {})),
                ("elsewhere", estargz(files, footer=lambda at: estargz_footer(at + 1))),
                ("beyond", estargz(files, footer=lambda at: estargz_footer(1 << 62)))):
            report = self.weigh(self.write(self.save(made)), "--verify")
            self.same("an index %s" % what, bool({"lazy-index", "blob-damaged"} & set(report.warnings())), True)

    def digests(self):
        """By which a runtime checks the index before it believes it."""
        for pack, key in ((estargz, "containerd.io/snapshot/stargz/toc.digest"),
                          (chunked, "io.github.containers.zstd-chunked.manifest-checksum")):
            made = pack(FILES)
            for digest, said in ((sha(made.toc), []), ("0" * 64, ["it has not the digest that the manifest says"])):
                image = Image("layer COPY\n", "zstd" if pack == chunked else "gzip")
                image.blobs, image.tars = [made.blob], [made.raw]
                image.config = text({**json.loads(image.config), "rootfs": {"type": "layers", "diff_ids": ["sha256:" + sha(made.raw)]}})
                manifest = json.loads(image.manifest())
                manifest["layers"][0]["annotations"] = {key: "sha256:" + digest}
                manifest = text(manifest)
                index = text({"manifests": [image.descriptor(manifest, OCI + "manifest.v1+json")]})
                body = tar([Member("index.json", index)] + image.blob_members(manifest))
                for source, stdin in ((self.write(body), None), ("-", body)):
                    report = self.weigh(source, "--verify", stdin=stdin)
                    self.same("a digest of an index, %s" % key, (report.code, [row["first"] for row in report.images[0]["warnings"]]),
                              (0, said))

    def shared(self):
        """Small files that share a member: their shares are estimates that add up."""
        blob, raw, offsets = pieces([("big", NOISE)], squeeze,
                                    tar([Member("s%d" % at, b"%d" % at * 100) for at in range(50)], 0))
        index = layouts.header(Member("stargz.index.json", b"{}")) + b"{}" + bytes(510 + 1024)
        made = Packed(blob + squeeze(index) + estargz_footer(len(blob)), raw + index, offsets)
        path = self.write(self.save(made))
        shares = self.shares(path)
        self.same("files that share a member: all", sum(shares.values()), len(made.blob))
        self.same("files that share a member: told", "~" in self.weigh(path, "--tree", form=None).text, True)

    def stacked(self):
        first, second = estargz(FILES), estargz([("c", b"c" * 3000)])
        path = self.write(self.save(first, second))
        report = self.weigh(path)
        self.same("an index each", report.numbers()["causes"], {"overwritten": len(first.toc), "identical": 1})
        self.same("an index each: all", report.images[0]["totals"]["lazy_index"], first.index + second.index)
        told = self.weigh(path, form=None).text
        self.same("an index each: told", (told.count("each such layer has its own"), "layer 0, 1 (estargz)" in told), (2, True))


if __name__ == "__main__":
    sys.exit(images.run(Checks, ("estargz", "footers", "chunked", "index", "digests", "sizes", "shared", "stacked")))
