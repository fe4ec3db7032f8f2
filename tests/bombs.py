#!/usr/bin/env python3
"""Archives that were made to hurt: what is read of them is bounded, and they are told what is wrong.

    tests/bombs.py PLIMSOLL
"""
import gzip, io, json, os, subprocess, sys, tempfile


def header(name, size=0, kind=b"0"):
    block = bytearray(512)
    block[0:len(name)] = name
    block[100:124] = b"0000644\0" + 2 * b"0000000\0"
    block[124:136] = b"%011o\0" % size if size < 8 ** 11 else b"\x80" + size.to_bytes(11, "big")
    block[136:148] = b"00000000000\0"
    block[148:156] = 8 * b" "
    block[156:157] = kind
    block[257:265] = b"ustar\x0000"
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def padded(body):
    return body + bytes(-len(body) % 512)


def pax(*records):
    lines = []
    for key, value in records:
        rest = len(key) + len(value) + 3
        length = rest + len(str(rest + len(str(rest))))
        lines.append(b"%d %s=%s\n" % (length, key, value))
    body = b"".join(lines)
    return header(b"x", len(body), b"x") + padded(body)


def member(name, body):
    return header(name, len(body)) + padded(body)


CONFIG = b'{"architecture": "amd64", "os": "linux", "rootfs": {"diff_ids": ["sha256:%s"]}}' % (64 * b"0")
MANIFEST = b'[{"Config": "c.json", "Layers": ["layer"]}]'


def archive(layer, config=CONFIG):
    return (member(b"layer", layer) + member(b"c.json", config) + member(b"manifest.json", MANIFEST) + bytes(1024))


def packed(blocks):
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1) as file:
        for block in blocks:
            file.write(block)
    return out.getvalue()


END = bytes(1024)
SPARSE = [(b"GNU.sparse.major", b"1"), (b"GNU.sparse.minor", b"0"), (b"GNU.sparse.name", b"big"),
          (b"GNU.sparse.realsize", b"%d" % (10 << 40))]

# Name, archive, further options; then the exit code, figures of the image, and ids of warnings that must be there.
BOMBS = [
    ("a sparse file of 10 TiB", archive(pax(*SPARSE) + member(b"big", padded(b"1\n%d\n0\n" % (10 << 40))) + END), [],
     0, {"logical": 10 << 40, "content": 0}, []),
    ("64 MiB of zeros in 64 kB", archive(packed([header(b"zeros", 1 << 26), bytes(1 << 26), END])), [],
     0, {"content": 1 << 26}, []),
    ("the same, and not so much allowed", archive(packed([header(b"zeros", 1 << 26), bytes(1 << 26), END])),
     ["--max-decompressed", "1MiB"], 2, {}, ["blob-damaged", "layer-truncated"]),
    ("a gigabyte of zeros in an archive that is compressed, and not so much allowed",
     packed([archive(header(b"zeros", 1 << 26) + bytes(1 << 26) + END)[:1 << 20]] + 1023 * [bytes(1 << 20)]),
     ["--max-archive", "2MiB"], 2, {}, ["archive-broken"]),
    ("the same, and worth a warning", archive(packed([header(b"zeros", 1 << 26), bytes(1 << 26), END])),
     ["--max-ratio", "50"], 0, {"content": 1 << 26}, ["odd-ratio"]),
    ("200,000 entries, and half of them allowed", archive(packed([header(b"f%d" % i) for i in range(200000)] + [END])),
     ["--max-entries", "100000"], 2, {"entries": 99999}, ["too-many-entries"]),
    ("a path of 100,000 directories", archive(pax((b"path", 100000 * b"d/" + b"f")) + member(b"f", b"abc") + END), [],
     0, {"content": 3, "files": 1}, ["long-path"]),
    ("a hundred of them, which are no entries but cost as much",
     archive(packed([pax((b"path", b"%d/" % i + 100000 * b"d/" + b"f")) + member(b"f", b"abc") for i in range(100)] + [END])),
     ["--max-entries", "1000000"], 2, {}, ["too-many-entries"]),
    ("names of a megabyte", archive(packed([pax((b"path", b"%d" % i + 1000000 * b"n")) + header(b"f") for i in range(100)] + [END])),
     ["--max-entries", "10"], 2, {}, ["too-many-entries"]),
    ("attributes of a megabyte, each another one",
     archive(packed([pax((b"SCHILY.xattr.user.a", b"%d" % i + 1000000 * b"n")) + header(b"f%d" % i) for i in range(200)] + [END])),
     ["--max-entries", "1000"], 2, {}, ["too-many-entries"]),
    ("a million records before one entry", archive(packed([pax(*1000000 * [(b"comment", b"")]), member(b"f", b"abc"), END])), [],
     2, {"content": 0}, ["layer-broken"]),
    ("a body that is as long as numbers are", archive(header(b"f", (1 << 63) - 1) + END), [], 2, {}, ["layer-truncated"]),
    ("a configuration of 20 MiB", archive(member(b"f", b"abc") + END, CONFIG + (20 << 20) * b" "), [],
     2, {"content": 3}, ["broken-json"]),
    ("a configuration that is nested", archive(member(b"f", b"abc") + END, 10000 * b"[" + 10000 * b"]"), [],
     2, {"content": 3}, ["broken-json"]),
]


def check(program, folder, name, body, options, code, figures, warnings):
    """What is wrong."""
    path = os.path.join(folder, "bomb.tar")
    with open(path, "wb") as file:
        file.write(body)
    for source in [path], ["-"]:
        with open(path, "rb") as stdin:
            done = subprocess.run([program, "weigh", "--no-config", "--format", "json"] + options + source,
                                  stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != code:
            return "exit code %d, not %d %s" % (done.returncode, code, done.stderr.decode())
        image = json.loads(done.stdout)["images"][0]
        for key, value in figures.items():
            if image["totals"][key] != value:
                return "%s is %d, not %d" % (key, image["totals"][key], value)
        ids = {warning["id"] for warning in image["warnings"]}
        if not ids >= set(warnings):
            return "no warning %s but %s" % (warnings, sorted(ids))
        if image["complete"] != (code == 0):
            return "it is called %s" % ("complete" if image["complete"] else "incomplete")
    return ""


def main():
    failed = 0
    with tempfile.TemporaryDirectory(prefix="plimsoll-bombs-") as folder:
        for name, *rest in BOMBS:
            wrong = check(sys.argv[1], folder, name, *rest)
            failed += bool(wrong)
            if wrong:
                print("FAIL %s: %s" % (name, wrong))
    print("%d passed, %d failed" % (len(BOMBS) - failed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
