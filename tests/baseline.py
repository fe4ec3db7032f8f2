#!/usr/bin/env python3
"""Baselines on disk: the same image gives the same file, what was there stays whole until the new one is,
and against its own baseline no image has grown.

    tests/baseline.py PLIMSOLL
"""
import json, os, subprocess, sys, tempfile
sys.dont_write_bytecode = True
import saved

LISTING = """name web:1
layer ADD rootfs.tar.xz /
bin/sh 120000 sh
base debian:12
layer RUN apt-get install tide
var/lib/dpkg/status: Package: tide\\nStatus: install ok installed\\nVersion: 4.2-1\\n
var/lib/dpkg/info/tide.list: /usr/bin/tide\\n
usr/bin/tide 30000 tide
layer RUN pip install numpy
usr/lib/python3/dist-packages/numpy/core.so 900000 np
usr/lib/python3/dist-packages/six.py 20000 six
a\\xffb/one 9000 x
a\\xfeb/one 9000 x
layer RUN rm -r x
.wh.bin
"""
checks = []


def check(what, holds):
    checks.append(bool(holds))
    if not holds:
        print("does not hold: " + what)


def main():
    program = os.path.abspath(sys.argv[1])

    def run(*words):
        done = subprocess.run([program, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def bytes_of(name):
        with open(name, "rb") as file:
            return file.read()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        image = saved.image(LISTING)
        with open("web.tar", "wb") as file:
            file.write(image)
        with open("cut.tar", "wb") as file:
            file.write(image[:900000])
        plain = run("weigh", "web.tar")
        check("weigh prints what it prints without a baseline", run("weigh", "--save-baseline", "a.json", "web.tar") == plain)
        run("weigh", "--save-baseline", "b.json", "web.tar")
        check("one image, one file", bytes_of("a.json") == bytes_of("b.json"))
        facts = json.loads(bytes_of("a.json"))
        check("its members", list(facts) == ["plimsoll", "baseline", "image", "totals", "base_layers", "layers",
                                             "categories", "kept_from", "packages", "versions", "directories",
                                             "files"])
        check("versions of packages", facts["versions"] == {"deb tide": "4.2-1"})
        check("nothing of the place it was made at", folder.encode() not in bytes_of("a.json"))
        before = bytes_of("a.json")
        code, _, said = run("weigh", "--save-baseline", "a.json", "cut.tar")
        check("a damaged image makes none", code == 2 and "damaged or incomplete" in said)
        check("what was there is there", bytes_of("a.json") == before)
        check("nothing is left over", sorted(os.listdir(".")) == ["a.json", "b.json", "cut.tar", "web.tar"])
        for old, new in (("a.json", "web.tar"), ("web.tar", "a.json"), ("a.json", "b.json")):
            code, out, _ = run("compare", "--format", "json", "--max-growth", "0", old, new)
            grown = json.loads(out)
            check("%s %s: nothing has grown" % (old, new), code == 0 and not any(
                row["growth"] for row in grown["layers"] + list(grown["totals"].values())))
            check("%s %s: nothing to tell" % (old, new), not any(
                grown[key] for key in ("packages", "directories", "files", "categories")))
            check("%s %s: the base is known" % (old, new), grown["totals"]["base"]["new"] == 120000)
        facts.pop("versions")
        facts["packages"].pop("deb tide")
        with open("old.json", "w", encoding="utf8") as file:
            json.dump(facts, file)
        grown = json.loads(run("compare", "--format", "json", "old.json", "web.tar")[1])
        check("of before databases were read: packages are not compared", grown["packages"] == [])
        check("an image and its own baseline", run("weigh", "--baseline", "a.json", "-b", "max-growth=0", "web.tar")[0] == 0)
    print("%d passed, %d failed" % (sum(checks), len(checks) - sum(checks)))
    sys.exit(not all(checks) or not checks)


if __name__ == "__main__":
    main()
