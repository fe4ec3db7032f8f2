#!/usr/bin/env python3
"""Holds what plimsoll says that COPY takes of a build context against what arrives in an image.

    tests/e2e/contexts.py PLIMSOLL [WORD...]    the contexts with one of these words in their name
      --folder FOLDER     where images are kept between runs (build/e2e)

A snippet of tests/e2e/contexts/*.txt is written as those that tests/e2e/effects.py reads. Each path
that is no directory must be said and arrive, with as many bytes. Where buildah is known to do other
than BuildKit, a section tells why, and the paths that only it brings (+) or does not bring (-):

    -- buildah it takes no link for what it leads to
    - /start
"""
import argparse, json, re, subprocess, sys

import images
from snippets import read_snippets
from workshop import opened, skipped


def said(program, context):
    """The bytes of each path that a COPY brings, as plimsoll reads it; a later COPY replaces."""
    done = subprocess.run([program, "context", "--list", "--format", "json",
                           "-f", context + ".Dockerfile", context],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1) or not done.stdout:
        raise images.Trouble("plimsoll: " + done.stderr.decode("utf8", "replace"))
    copies = json.loads(done.stdout)["copies"]
    return {file["lands"]: file["bytes"] for copy in copies for file in copy["takes"]}


def arrived(workshop, snippet, context, text):
    """The same of the image."""
    _, image = workshop.build(snippet, context, text)[-1]
    tree = workshop.tree(image.digests)
    return {path: entry.size for path, entry in tree.at.items() if entry.kind != "dir"}


def check(program, workshop, snippet, number):
    """How many paths there are, and what is wrong."""
    context, text = workshop.prepare(snippet, number)
    there = arrived(workshop, snippet, context, text)
    told = said(program, context)
    differing = set(re.findall(r"(?m)^([-+] .*)$", snippet.buildah))
    found = {"+ " + path for path in there.keys() - told.keys()}
    found |= {"- " + path for path in told.keys() - there.keys()}
    wrong = [("not said: " if line[0] == "+" else "did not arrive: ") + line[2:]
             for line in sorted(found - differing)]
    wrong += ["buildah does so no more: " + line for line in sorted(differing - found)]
    wrong += ["%s has %d bytes, not %d" % (path, there[path], told[path])
              for path in sorted(there.keys() & told.keys()) if there[path] != told[path]]
    return len(there), wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("words", nargs="*")
    parser.add_argument("--folder", default="build/e2e")
    options = parser.parse_intermixed_args()
    workshop = opened(options.folder)
    if not workshop:
        return 0
    passed, failed, left_out, paths = 0, 0, 0, 0
    for number, snippet in enumerate(read_snippets("contexts", options.words)):
        why = skipped(snippet, workshop)
        if why:
            print("skipped: %s (%s)" % (snippet.title, why))
            left_out += 1
            continue
        try:
            count, wrong = check(options.program, workshop, snippet, number)
        except (images.Trouble, OSError, subprocess.CalledProcessError) as error:
            count, wrong = 0, [str(error)]
        for line in wrong:
            print("%s: %s" % (snippet.title, line), flush=True)
        passed, failed, paths = passed + (not wrong), failed + bool(wrong), paths + count
    workshop.store.clear()
    print("%d paths arrived" % paths)
    print("%d passed, %d failed, %d skipped" % (passed, failed, left_out))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
