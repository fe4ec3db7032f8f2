#!/usr/bin/env python3
"""Saved images out of listings, as `docker save` writes them: for cases, and for scripts/try.

    tests/saved.py LISTING ARCHIVE

A listing names the image, then each layer and what it holds, an entry a line:

    name web:1
    base debian:12                what stands above is the base's
    layer COPY . /app             the history does not tell of a bare "layer"
    app/                          a directory
    app/server.js 20000 text      a file of 20000 bytes, the letters of "text" again and again
    app/latest -> server.js       a symbolic link
    app/twin => app/server.js     a hard link
    .wh.app                       an empty file: here it removes /app from the layers below
    app/run 100 x mode=755 uid=1000 gid=1000
    app/ping 100 x pax:SCHILY.xattr.user.key=value
    app/tool 400000 elf:90000     a program of which 90000 bytes are debugging information
    app/core 400000 elf:core      the memory of one that crashed
    app/table 512 x holes=4000000 a sparse file of that length, of which the bytes at its start are stored
    app/.env: A=1\\nB=2\\n        a file of this text
    app/notes                     a file of these lines
    | one
    | two
    a\\x1bb                        a name may hold any byte
"""
import hashlib, io, json, os, struct, sys, tarfile


def settings(entry, body, words):
    """What stands behind an entry; the body, as it is stored then."""
    for word in words:
        key, _, value = word.partition("=")
        if key.startswith("pax:"):
            entry.pax_headers = {**entry.pax_headers, key[4:]: value}
        elif key == "holes":
            body = sparse(entry, body, value)
        else:
            setattr(entry, key, int(value, 8 if key == "mode" else 10))
    return body


def sparse(entry, body, length):
    """With its map in front, as GNU tar writes it."""
    entry.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.name": entry.name,
                         "GNU.sparse.realsize": length}
    entry.name = "GNUSparseFile.0/" + os.path.basename(entry.name)
    return (b"1\n0\n%d\n" % len(body)).ljust(512, b"\0") + body


def program(size, debug):
    """A program for 64 bits: code, debugging information, names of sections, and their table."""
    names = b"\0.debug_info\0.shstrtab\0"
    table = size - 3 * 64
    at = table - len(names)
    sections = [(0, 0, 0, 0), (1, 1, at - debug, debug), (13, 3, at, len(names))]
    rows = b"".join(struct.pack("<IIQQQQIIQQ", name, kind, 0, 0, start, length, 0, 0, 1, 0)
                    for name, kind, start, length in sections)
    head = b"\x7fELF\2\1\1" + bytes(9) + struct.pack("<HHIQQQIHHHHHH", 2, 62, 1, 0, 0, table, 0, 64, 0, 0, 64, 3, 2)
    return head + b"c" * (at - len(head)) + names + rows


def add(tar, line):
    name, is_text, text = line.partition(": ")
    if is_text and " " not in name:
        return add_bytes(tar, name, text.replace("\\n", "\n").encode())
    words = line.split()
    words[0] = words[0].encode().decode("unicode_escape")
    entry, body, rest = tarfile.TarInfo(words[0].rstrip("/")), b"", words[1:]
    if words[0].endswith("/"):
        entry.type, entry.mode = tarfile.DIRTYPE, 0o755
    elif rest and rest[0] in ("->", "=>"):
        entry.type = tarfile.SYMTYPE if rest[0] == "->" else tarfile.LNKTYPE
        entry.linkname, rest = rest[1], rest[2:]
    elif rest and rest[0].isdigit():
        fill = rest[1].encode()
        if fill == b"elf:core":
            fill = b"\x7fELF\2\1\1" + bytes(9) + struct.pack("<HH", 4, 62) + bytes(300000)
        elif fill.startswith(b"elf:"):
            fill = program(int(rest[0]), int(fill[4:]))
        body, rest = (fill * (int(rest[0]) // len(fill) + 1))[:int(rest[0])], rest[2:]
    body = settings(entry, body, rest)
    entry.size = len(body)
    tar.addfile(entry, io.BytesIO(body))


def packed(fill, end=None):
    """A tar; `end`: bytes of zeros behind it, where not as many as tars have by custom."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        fill(tar)
        used = tar.offset
    return out.getvalue() if end is None else out.getvalue()[:used].ljust(used + end, b"\0")


def add_bytes(tar, name, body):
    entry = tarfile.TarInfo(name)
    entry.size = len(body)
    tar.addfile(entry, io.BytesIO(body))


def listed(listing):
    """Names, and for each layer what made it, its entries and the base that it begins."""
    names, found, base = [], [], None
    for line in listing.splitlines():
        if line.startswith("name "):
            names.append(line[5:])
        elif line.startswith("base "):
            base = line[5:]
        elif line == "layer" or line.startswith("layer "):
            found.append((line[6:], [], base))
            base = None
        elif line.startswith("|"):
            entries = found[-1][1]
            entries[-1] += ("" if ": " in entries[-1] else ": ") + line[2:] + "\\n"
        elif line.strip():
            found[-1][1].append(line)
    return names, found


def layers(listing, end=None):
    """What made each layer, and its tar."""
    return [(command, packed(lambda tar: [add(tar, line) for line in lines], end))
            for command, lines, _ in listed(listing)[1]]


def image(listing):
    """The bytes of the archive."""
    names, found = listed(listing)
    tars = [tar for _, tar in layers(listing)]
    digests = [hashlib.sha256(tar).hexdigest() for tar in tars]
    config = json.dumps({
        "architecture": "amd64", "os": "linux", "config": {},
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + digest for digest in digests]},
        "history": [{"created_by": command + " # buildkit", **({"comment": "FROM " + base} if base else {})}
                    for command, _, base in found if command]}).encode()
    name = hashlib.sha256(config).hexdigest() + ".json"
    manifest = [{"Config": name, "RepoTags": names, "Layers": [digest + ".tar" for digest in digests]}]

    def fill(tar):
        for digest, body in dict(zip(digests, tars)).items():
            add_bytes(tar, digest + ".tar", body)
        add_bytes(tar, name, config)
        add_bytes(tar, "manifest.json", json.dumps(manifest).encode())
    return packed(fill)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf8") as listing, open(sys.argv[2], "wb") as archive:
        archive.write(image(listing.read()))
