#!/usr/bin/env python3
"""Images for Windows: their layers, of which the base's may lie elsewhere.

    tests/windows.py PLIMSOLL [WORD...]         the checks with one of these words in their name
"""
import json, sys

sys.dont_write_bytecode = True
import images, layouts
from layouts import DOCKER, OCI, Image, Member, sha, squeeze, tar, text

BASE = r"""layer base
Files/
Files/Windows/
Files/Windows/System32/a.dll 1000 A
Files/Windows/System32/b.dll 500 B
Files/data.txt 100 D
Files/data.txt:zone 30 Z
Hives/System_Delta 200 H
UtilityVM/Files/vm.exe 400 V
"""
SD = "pax:MSWINDOWS.rawsd=AQ"


def windows(listing, pack="gzip"):
    image = Image(listing, pack)
    image.config = text({**json.loads(image.config), "os": "windows", "os.version": "10.0.20348.1"})
    return image


class Checks(images.Checks):
    def told(self, what, listing, numbers, **wanted):
        """Of the last layer and the image; each image also from a pipe."""
        body = tar(layouts.oci(windows(listing)))
        for how, source, stdin in (("", self.write(body), None), (", from a pipe", "-", squeeze(body))):
            report = self.weigh(source, stdin=stdin)
            got = report.numbers()
            self.same(what + how, (report.code, got["causes"], {key: got[key] for key in numbers}),
                      (0, wanted.get("causes", {}), numbers))
            self.same(what + how + ": parts", report.images[0]["windows"],
                      {"files": 0, "hives": 0, "utility_vm": 0, "other": 0, **wanted["parts"]})
            if "paths" in wanted:
                lines = self.weigh(source, "--list", form=None, stdin=stdin).text.splitlines()[1:]
                self.same(what + how + ": paths", [line.split("\t")[11] for line in lines], wanted["paths"])
        return self.weigh(self.path("image.tar"), form=None).text

    def parts(self):
        told = self.told("parts", BASE, {"content": 2230, "wasted": 0},
                         parts={"files": 1630, "hives": 200, "utility_vm": 400})
        self.same("parts: told", "C:\\ 1.6 kB, registry 200 bytes, utility VM 400 bytes\n" in told, True)
        tree = self.weigh(self.path("image.tar"), "--tree", form=None).text
        self.same("parts: tree", [line.split("  ")[-2:] for line in tree.splitlines() if "file" in line][0],
                  ["C:\\", "3 files"])
        self.same("parts: the file has its stream", [line.split()[0] for line in tree.splitlines() if "data.txt" in line],
                  ["130"])

    def separators(self):
        spelt = BASE.replace("Files/Windows/System32/", "Files\\\\Windows\\\\System32\\\\").replace("Hives/", "Hives\\\\")
        self.told("separators", spelt, {"content": 2230, "wasted": 0},
                  parts={"files": 1630, "hives": 200, "utility_vm": 400},
                  paths=["Files", "Files/Windows", "Files/Windows/System32/a.dll", "Files/Windows/System32/b.dll",
                         "Files/data.txt", "Files/data.txt:zone", "Hives/System_Delta", "UtilityVM/Files/vm.exe"])
        self.told("separators below", BASE + "layer more\nFiles/Windows\\\\System32\\\\a.dll 10 N %s\n" % SD,
                  {"content": 2240, "wasted": 1000}, causes={"overwritten": 1000},
                  parts={"files": 640, "hives": 200, "utility_vm": 400})
        self.told("a hard link", BASE + "layer more\nFiles\\\\x\\\\link.dll => Files\\Windows\\System32\\a.dll\n"
                  "layer rm\nFiles/Windows/System32/.wh.a.dll\n", {"content": 2230, "wasted": 0},
                  parts={"files": 1630, "hives": 200, "utility_vm": 400})
        image = Image("layer a\nFiles\\\\a 1 A\nother\\\\b 2 B\n")
        self.weigh(self.write(tar(layouts.podman(image))))
        lines = self.weigh(self.path("image.tar"), "--list", form=None).text.splitlines()[1:]
        self.same("a name that only holds a backslash", lines[1].split("\t")[11].replace("\\x5c", "\\"), "other\\b")

    def letters(self):
        rest = {"hives": 200, "utility_vm": 400}
        told = self.told("letters", BASE + "layer again\nFILES/windows/SYSTEM32/A.DLL 1000 A\n",
                         {"content": 3230, "wasted": 1000}, causes={"identical": 1000}, parts={"files": 1630, **rest})
        self.same("letters: told", "C:\\Windows\\System32\\A.DLL" in told, True)
        self.told("whiteouts", BASE + "layer rm\nFiles/WINDOWS/.wh.system32\n", {"content": 2230, "wasted": 1500},
                  causes={"deleted": 1500}, parts={"files": 130, **rest})
        self.told("opaque", BASE + "layer rm\nfiles/windows/.wh..wh..opq\n", {"content": 2230, "wasted": 1500},
                  causes={"opaque": 1500}, parts={"files": 130, **rest})
        self.told("long names", "layer a\nFiles/%s 10 A\nlayer b\nFiles/%s 10 B\n" % ("n" * 290 + "x", "N" * 290 + "X"),
                  {"content": 20, "wasted": 10}, causes={"overwritten": 10}, parts={"files": 10})
        image = Image("layer a\na 10 A\nA 10 B\n")
        self.same("letters elsewhere", self.weigh(self.write(tar(layouts.podman(image)))).numbers()["wasted"], 0)
        self.told("a security descriptor", BASE + "layer acl\nFiles/data.txt 100 D %s\n" % SD,
                  {"content": 2330, "wasted": 130}, causes={"metadata-only": 100, "overwritten": 30},
                  parts={"files": 1600, **rest})
        self.same("a security descriptor: which", self.weigh(self.path("image.tar")).images[0]["copies"][0]["xattr"],
                  "MSWINDOWS.rawsd")

    def streams(self):
        rest = {"hives": 200, "utility_vm": 400}
        self.told("a stream goes with its file", BASE + "layer rm\nFiles/.wh.DATA.txt\n", {"content": 2230, "wasted": 130},
                  causes={"deleted": 130}, parts={"files": 1500, **rest})
        self.told("and comes with a new one", BASE + "layer new\nFiles/data.txt 50 N\nFiles/data.txt:zone 20 M\n",
                  {"content": 2300, "wasted": 130}, causes={"overwritten": 130}, parts={"files": 1570, **rest})
        told = self.told("a stream alone", BASE + "layer new\nFiles/data.txt:zone 20 M\n",
                         {"content": 2250, "wasted": 30}, causes={"overwritten": 30}, parts={"files": 1620, **rest})
        self.same("a stream alone: told", "C:\\data.txt:zone: stored by" in told, True)
        self.told("of a directory", "layer a\nFiles/d/\nFiles/d:s 10 S\nlayer rm\nFiles/.wh.d:s\n",
                  {"content": 10, "wasted": 10}, causes={"deleted": 10}, parts={})
        self.told("a directory in its place", BASE + "layer d\nFiles/data.txt/x 5 X\n", {"content": 2235, "wasted": 130},
                  causes={"shadowed": 130}, parts={"files": 1505, **rest})
        image = Image("layer a\na 10 A\na:b 10 B\nlayer rm\n.wh.a\n")
        self.same("a colon elsewhere", self.weigh(self.write(tar(layouts.podman(image)))).numbers()["wasted"], 10)

    def foreign(self):
        """The base is fetched from elsewhere: its bytes over the wire are known, nothing else."""
        image = windows(BASE + "layer own\nFiles/app.exe 300 E\n")
        for what, kind, urls in (
                ("of docker", DOCKER + "image.rootfs.foreign.diff.tar.gzip", ["https://mcr.microsoft.com/v2/x"]),
                ("of OCI", OCI + "layer.nondistributable.v1.tar+gzip", ["https://example.org/x"]),
                ("without urls", OCI + "layer.nondistributable.v1.tar+gzip", None)):
            manifest = json.loads(image.manifest())
            manifest["layers"][0].update({"mediaType": kind, "size": 123456789, **({"urls": urls} if urls else {})})
            manifest = text(manifest)
            index = text({"manifests": [image.descriptor(manifest, OCI + "manifest.v1+json",
                                                         platform={"os": "windows", "architecture": "amd64"})]})
            members = [member for member in image.blob_members(manifest) if not member.name.endswith(sha(image.blobs[0]))]
            path = self.write(tar([Member("index.json", index)] + members))
            report = self.weigh(path)
            got = report.images[0]
            self.same("foreign, " + what, (report.code, report.warnings(), got["layers"][0]["state"]),
                      (2, ["layer-foreign"], "foreign"))
            self.same("foreign, %s: bytes" % what, (
                got["layers"][0]["wire"], got["layers"][0]["tar"], got["totals"]["wire"], got["totals"]["content"]),
                (123456789, None, 123456789 + len(image.blobs[1]) + len(image.config) + len(manifest), 300))
            told = self.weigh(path, form=None).text
            self.same("foreign, %s: told" % what, "(fetched from elsewhere)" in told and "C:\\ 300 bytes" in told, True)
        manifest = json.loads(image.manifest())
        manifest["layers"][0]["mediaType"] = DOCKER + "image.rootfs.foreign.diff.tar.gzip"
        manifest = text(manifest)
        index = text({"manifests": [image.descriptor(manifest, OCI + "manifest.v1+json")]})
        report = self.weigh(self.write(tar([Member("index.json", index)] + image.blob_members(manifest))))
        self.same("foreign, and here all the same", (report.code, report.warnings(), report.numbers()["content"]), (0, [], 2530))


if __name__ == "__main__":
    sys.exit(images.run(Checks, ("parts", "separators", "letters", "streams", "foreign")))
