#!/usr/bin/env python3
"""Holds what plimsoll says a flaw costs against what building without it saves.

    tests/e2e/costs.py PLIMSOLL [WORD...]       the pairs with one of these words in their name
      --folder FOLDER     where images are kept between runs (build/e2e)
      --show              print each finding

A pair in tests/e2e/costs/*.txt reads from top to bottom:

    == The docs folder, copied then deleted     its name
    -- rule copy-then-delete                    the rules whose findings are summed
    -- base-image debian:12-slim                what --base-image names
    -- needs network
    -- file a.txt                               the bytes up to the next line with "-- "
    -- context                                  or a script, run in the context
    -- flawed                                   a Dockerfile; @SERVER@: the context, over HTTP
    -- mended                                   what the rule's page advises

Both are built, and the bill of each must add up to its image. The cost of the findings on the flawed one
must be within 5 % of the drop in content from one image to the other. A line "-- off by N %: WHY" allows a pair more, and says why.
"""
import argparse, os, re, subprocess, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bills, images  # noqa: E402
from workshop import opened, skipped  # noqa: E402

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "costs")


class Pair:
    """What Workshop.prepare takes, twice: `dockerfile` is the one that is built next."""
    def __init__(self, family, title, body):
        self.family, self.title = family, title
        self.files, self.needs, self.context, self.dockerfile = {}, [], "", ""
        self.off, self.why, self.base_image = 5.0, "", None
        parts = re.split(r"(?m)^-- (.*)\n", body)
        for head, text in zip(parts[1::2], parts[2::2]):
            word, _, rest = head.partition(" ")
            if word == "file":
                self.files[rest] = text
            elif word == "needs":
                self.needs.append(rest)
            elif word == "rule":
                self.rules = rest.split()
            elif word == "base-image":
                self.base_image = rest
            elif word == "off":
                share, self.why = re.fullmatch(r"by ([\d.]+) %: (.*)", rest).groups()
                self.off = float(share)
            elif word in ("context", "flawed", "mended"):
                setattr(self, word, text)
            else:
                raise ValueError("%s: no such section: %s" % (title, head))
        froms = re.findall(r"(?mi)^FROM\s+(\S+)(?:\s+AS\s+(\S+))?", self.flawed + self.mended)
        self.bases = {base for base, _ in froms} - {name for _, name in froms} - {"scratch"}


def read_pairs(words):
    for name in sorted(os.listdir(FOLDER)):
        with open(os.path.join(FOLDER, name), encoding="utf8") as file:
            parts = re.split(r"(?m)^== (.*)\n", file.read())
        for title, body in zip(parts[1::2], parts[2::2]):
            pair = Pair(name.partition(".")[0], title, body)
            if not words or any(word in pair.family + ": " + title for word in words):
                yield pair


class Skipped(Exception):
    pass


class Bench:
    def __init__(self, options, workshop):
        self.options, self.workshop = options, workshop

    def built(self, pair, number, which):
        """The Dockerfile, and the archive of its image."""
        pair.dockerfile = getattr(pair, which)
        context, text = self.workshop.prepare(pair, 2 * number + (which == "mended"))
        name = os.path.basename(context)
        dockerfile, archive = context + ".Dockerfile", context + ".tar"
        with open(dockerfile, "w", encoding="utf8") as file:
            file.write(text)
        store = self.workshop.store
        store.build(name, context, dockerfile)
        store.archive_of(name, archive)
        store.remove([name])
        return dockerfile, archive

    def variant(self, pair):
        """The options that name what the pair could be FROM instead."""
        if not pair.base_image:
            return []
        archive = os.path.join(self.workshop.folder, "variant.tar")
        if os.path.exists(archive):
            os.remove(archive)
        self.workshop.store.archive_of(pair.base_image, archive)
        return ["--base-image", archive]

    def check(self, pair, number):
        """What was said, what was saved, and the findings."""
        program, content = self.options.program, []
        for which in "flawed", "mended":
            dockerfile, archive = self.built(pair, number, which)
            weighed = bills.weigh(program, dockerfile, archive)
            bills.add_up(weighed)
            content.append(weighed["totals"]["content"])
            if which == "flawed":
                found = bills.ask(program, "lint", "--format", "json", "--no-config", "--no-fail",
                                  "--select", ",".join(pair.rules), "--image", archive,
                                  "--context", dockerfile[:-len(".Dockerfile")],
                                  *self.variant(pair), dockerfile)
            os.remove(archive)
        costs = [(finding["rule"], finding["line"], finding["bytes"])
                 for finding in found["findings"] if "bytes" in finding]
        if found["findings"] and not costs:
            raise Skipped("%s: no cost is measured" % found["findings"][0]["rule"])
        return sum(cost for _, _, cost in costs), content[0] - content[1], costs


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("words", nargs="*")
    parser.add_argument("--folder", default="build/e2e")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_intermixed_args()
    workshop = opened(options.folder)
    if not workshop:
        return 0
    bench = Bench(options, workshop)
    return run(bench, list(read_pairs(options.words)))


def run(bench, pairs):
    passed = failed = left_out = 0
    print("%-62s %12s %12s %8s" % ("pair", "said", "saved", "off"))
    for number, pair in enumerate(pairs):
        why = skipped(pair, bench.workshop)
        try:
            if why:
                raise Skipped(why)
            for base in sorted(pair.bases | {pair.base_image} - {None}):
                bench.workshop.base(base)
            said, saved, costs = bench.check(pair, number)
        except (Skipped, images.NoBase) as error:
            print("skipped: %s (%s)" % (pair.title, error))
            left_out += 1
            continue
        except (images.Trouble, subprocess.CalledProcessError) as error:
            print("broken: %s: %s" % (pair.title, error))
            failed += 1
            continue
        off = 100.0 * abs(said - saved) / max(saved, 1)
        fine = saved > 0 and off <= pair.off
        passed, failed = passed + fine, failed + (not fine)
        print("%-62s %12d %12d %6.1f %%%s" % (pair.title[:62], said, saved, off,
                                            "" if fine else "  WRONG"), flush=True)
        if bench.options.show or not fine:
            for rule, line, cost in costs:
                print("      %s, line %d: %d bytes" % (rule, line, cost))
        if pair.why and fine:
            print("      " + pair.why)
    bench.workshop.store.clear()
    print("%d passed, %d failed, %d skipped" % (passed, failed, left_out))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
