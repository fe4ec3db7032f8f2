#!/usr/bin/env python3
"""Holds the ledger against images that tell themselves which line made which layer.

    tests/e2e/ledger.py PLIMSOLL [WORD...]      the builds with one of these words in their name
      --folder FOLDER     where images are kept between runs (build/e2e)

A build in tests/e2e/ledger/*.txt has these sections:

    == All instructions                         its name
    -- file a.txt, -- context                   as in tests/e2e/costs.py
    -- dockerfile
    -- target NAME, -- build-arg NAME=VALUE     what it is built with
    -- docker                                   not in OCI's format, which cannot say what it says
    -- edited                                   the file that plimsoll gets instead
    -- mark NAME LINE                           where the text does not tell which line makes a mark

Each line that makes a layer leaves a file /marks/NAME in it, and its text says so. Each build is made
with a layer a line and with one for all, in docker's format and in OCI's: every line must have the
layer in which its mark lies, a line without a mark in the image none, and the bill must add up.
"""
import argparse, os, re, subprocess, sys, tarfile, json

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bills, images  # noqa: E402
from workshop import opened  # noqa: E402

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ledger")
WAYS = {"layers": ["--layers"], "one layer": ["--layers=false"]}
FORMATS = {"docker": "docker-archive", "oci": "oci-archive"}
INSTRUCTION = re.compile(r"(?i)^(FROM|RUN|COPY|ADD|ENV|ARG|LABEL|WORKDIR|USER|CMD|ENTRYPOINT|SHELL|"
                         r"EXPOSE|VOLUME|STOPSIGNAL|ONBUILD|HEALTHCHECK)\s")


class Build:
    """What Workshop.prepare takes."""
    def __init__(self, title, body):
        self.title, self.files, self.context, self.dockerfile = title, {}, "", ""
        self.edited, self.formats, self.marks = None, list(FORMATS), {}
        self.options, self.target = [], None
        parts = re.split(r"(?m)^-- (.*)\n", body)
        for head, text in zip(parts[1::2], parts[2::2]):
            word, _, rest = head.partition(" ")
            if word == "file":
                self.files[rest] = text
            elif word in ("context", "dockerfile", "edited"):
                setattr(self, word, text)
            elif word == "target":
                self.target = rest
            elif word == "build-arg":
                self.options += ["--build-arg", rest]
            elif word == "docker":
                self.formats = ["docker"]
            elif word == "mark":
                name, line = rest.split()
                self.marks[name] = int(line)
            else:
                raise ValueError("%s: no such section: %s" % (title, head))


def read_builds(words):
    for name in sorted(os.listdir(FOLDER)):
        with open(os.path.join(FOLDER, name), encoding="utf8") as file:
            parts = re.split(r"(?m)^== (.*)\n", file.read())
        for title, body in zip(parts[1::2], parts[2::2]):
            if not words or any(word in title for word in words):
                yield Build(title, body)


def marks_of(text):
    """Which instruction, by its first line, makes which mark."""
    marks, start = {}, 0
    for number, line in enumerate(text.splitlines(), 1):
        start = number if INSTRUCTION.match(line) else start
        for name in re.findall(r"(?:/marks|\$\{PLACE\})/(\w+)(?![\w$])", line):
            marks[name] = start
    return marks


def layers_of(archive):
    """For each layer of the archive the marks that lie in it."""
    with tarfile.open(archive) as outer:
        def document(name):
            return json.load(outer.extractfile(name))
        if "manifest.json" in outer.getnames():
            names = document("manifest.json")[0]["Layers"]
        else:
            def blob(descriptor):
                return "blobs/" + descriptor["digest"].replace(":", "/")
            names = [blob(layer) for layer in
                     document(blob(document("index.json")["manifests"][0]))["layers"]]
        found = []
        for name in names:
            with tarfile.open(fileobj=outer.extractfile(name)) as layer:
                paths = [entry.name.lstrip("./").split("/") for entry in layer]
            found.append({path[1] for path in paths if len(path) > 1 and path[0] == "marks"})
        return found


def layer_of(row):
    return row.get("shared_layer", row.get("layer"))


def wrongs(build, weighed, layers, base):
    """What the bill says that is not so."""
    text = build.edited or build.dockerfile
    marks = {**marks_of(text), **build.marks}
    lines = {}
    for row in weighed["bill"]["rows"]:
        if "line" in row:
            lines.setdefault(row["line"], []).append(row)
    if weighed["bill"].get("base_layers") != base:
        yield "the base has %d layers, not %s" % (base, weighed["bill"].get("base_layers"))
    for name, line in marks.items():
        true = [number for number, found in enumerate(layers) if name in found]
        said = [layer_of(row) for row in lines.get(line, []) if layer_of(row) is not None]
        if true and said != true[:1]:
            yield "line %d made layer %d (%s), not %s" % (line, true[0], name, said)
        if not true and said:
            yield "line %d made no layer that is here (%s), not %s" % (line, name, said)
    own = set(marks.values())
    for line, rows in lines.items():
        for row in rows:
            if row["state"] != "same" and row["state"] != "silent" and not build.edited:
                yield "line %d is %s" % (line, row["state"])
            if line in own and build.edited and row["state"] != "same":
                yield "line %d, which nobody edited, is %s" % (line, row["state"])


def check(program, workshop, build, number, way, kind, base):
    context, text = workshop.prepare(build, number)
    dockerfile, archive = context + ".Dockerfile", context + ".tar"
    with open(dockerfile, "w", encoding="utf8") as file:
        file.write(text)
    name = os.path.basename(context)
    workshop.store.build(name, context, dockerfile, build.target,
                         WAYS[way] + ["--format", kind] + build.options)
    workshop.store.archive_of(name, archive, FORMATS[kind])
    workshop.store.remove([name])
    if build.edited:
        with open(dockerfile, "w", encoding="utf8") as file:
            file.write(build.edited)
    options = build.options + (["--target", build.target] if build.target else [])
    weighed = bills.weigh(program, dockerfile, archive, *options)
    bills.add_up(weighed)
    layers = layers_of(archive)
    os.remove(archive)
    lines = len([row for row in weighed["bill"]["rows"] if "line" in row])
    return lines, list(wrongs(build, weighed, layers, base))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("words", nargs="*")
    parser.add_argument("--folder", default="build/e2e")
    options = parser.parse_intermixed_args()
    workshop = opened(options.folder)
    if not workshop:
        return 0
    base = len(workshop.saved_base("busybox").digests)
    passed = failed = number = lines = 0
    for build in read_builds(options.words):
        for way in WAYS:
            for kind in build.formats:
                number += 1
                try:
                    told, wrong = check(options.program, workshop, build, number, way, kind, base)
                except (images.Trouble, subprocess.CalledProcessError) as error:
                    told, wrong = 0, [str(error)]
                lines += told
                passed, failed = passed + (not wrong), failed + bool(wrong)
                for what in wrong:
                    print("%s (%s, %s): %s" % (build.title, kind, way, what), flush=True)
    workshop.store.clear()
    print("%d lines of %d images" % (lines, number))
    print("%d passed, %d failed, 0 skipped" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
