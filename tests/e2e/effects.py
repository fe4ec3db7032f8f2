#!/usr/bin/env python3
"""Holds what plimsoll says that steps do to files against what real images hold.

    tests/e2e/effects.py PLIMSOLL [WORD...]     the snippets with one of these words in their name
      --folder FOLDER     where images are kept between runs (build/e2e)
      --show              print each layer's entries and each effect
      --build-only        do not ask plimsoll: print what the layers hold
      --kept              take the layers that an earlier run with the same snippet built
    UPDATE=1 writes down how many effects are sure and unknown.

A snippet in tests/e2e/effects/*.txt reads from top to bottom:

    == A copied directory is removed            its name
    -- needs network                            or: buildah 1.33; skipped where it is not there
    -- file src/a.txt                           the bytes up to the next line with "-- "
    -- context                                  or a script, run in the context, with $SERVER
    -- dockerfile                               @SERVER@: the context, served over HTTP
    -- expect 4 sure, 0 unknown

Each RUN, COPY and ADD is a layer; buildah makes WORKDIR's directory in the next one. For each:

  - each effect that is sure, has a known path, lies under no mount and is not undone later in its
    step must show in the layer: an entry, or for a removal a whiteout. Not there: missed.
  - each entry must be explained by an effect, or by something unknown. Not so: unexplained.

What is unknown explains everything; so a snippet says how many unknowns there are, and how many sure
effects were looked for.
"""
import argparse, json, os, re, subprocess, sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import images  # noqa: E402
from claims import BUILDER, Miss, compare  # noqa: E402
from snippets import read_snippets, rewrite  # noqa: E402
from workshop import changes_of, opened, skipped  # noqa: E402


def model_of(program, text, *more):
    """The steps of each stage, as plimsoll reads them."""
    done = subprocess.run([program, "parse", "--model", "--format", "json", *more, "-"],
                          input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1) or not done.stdout:
        raise images.Trouble("plimsoll: " + done.stderr.decode("utf8", "replace"))
    file = json.loads(done.stdout)["files"][0]
    lines = text.split("\n")
    for step in file["steps"]:
        step["text"] = "\n".join(lines[step["line"] - 1:step["end"]])
    return [[step for step in file["steps"] if step.get("stage") == stage["index"]]
            for stage in file["stages"]]


def steps_of(text):
    """In place of a model: the instructions of the Dockerfile, without effects."""
    stages = []
    joined = re.sub(r"\\\n", lambda m: "\\\0", text)
    for number, line in enumerate(joined.split("\n"), 1):
        word = line.split(" ")[0].upper()
        if word == "FROM":
            stages.append([])
        elif re.fullmatch("[A-Z]+", word) and stages:
            stages[-1].append({"line": number, "instruction": word, "effects": [],
                                        "text": line.replace("\0", "\n")})
    return stages


def check(options, workshop, snippet, number):
    """Builds a snippet and holds it against the model: its counts, its misses, what to print."""
    counts, misses, lines = Counter(), [], []
    context, text = workshop.prepare(snippet, number)
    stages = workshop.built(snippet, context, text, options.kept)
    if options.build_only:
        readings = [("", steps_of(text))]
    else:
        readings = [(name, model_of(options.program, text, *more)) for name, more in
                    (("", []), ("with the context, ", ["--context", context]))]
    for name, steps_by_stage in readings:
        for (base, image), stage in zip(stages, steps_by_stage):
            for steps, before, change in changes_of(workshop, base, image, stage):
                sums, bad = Counter(), []
                effects = [] if options.build_only else compare(snippet, steps, before, change,
                                                                sums, bad)
                known = {(miss.line, miss.path) for miss in misses}
                misses += [miss._replace(kind=name + miss.kind) for miss in bad
                           if not name or (miss.line, miss.path) not in known]
                if not name:
                    counts += sums
                    lines += show(steps, effects, before, change)
                elif bad:
                    lines += ["   with the context:"] + show(steps, effects, before, change)
    if not options.build_only:
        counts["knows nothing"] = counts["unknown"] > 0 and counts["sure"] == 0
        found = counts["sure"], counts["unknown"]
        if found != snippet.expected and not options.update:
            misses.append(Miss("count", snippet, 0, "", "%d sure, %d unknown; expected %s" % (
                *found, "%d sure, %d unknown" % snippet.expected if snippet.expected else "none")))
        snippet.expected = found
    return counts, misses, lines


def show(steps, effects, before, change):
    lines = []
    for step in steps:
        lines.append("   %s %s" % (step["line"], step.get("text") or step["instruction"]))
    lines += ["      says  %s" % effect for effect in effects]
    entries = ["+ %s%s" % (path, "/" if entry.kind == "dir" else "")
               if path not in before.at else "~ %s%s" % (path, "/" if entry.kind == "dir" else "")
               for path, entry in change.made.items() if path not in BUILDER]
    entries += ["- " + path for path in sorted(change.gone) if path not in BUILDER]
    if len(entries) > 40:
        entries = entries[:30] + ["... %d in all" % len(entries)]
    return lines + ["      holds " + entry for entry in entries]


def print_misses(misses):
    """All but those of a kind and step that fill the screen."""
    seen = Counter()
    for miss in misses:
        key = miss.kind, miss.line
        seen[key] += 1
        if seen[key] <= 8:
            print("%s: %s: %s, line %s: %s %s" % (miss.kind, miss.snippet.family,
                                                  miss.snippet.title, miss.line, miss.path,
                                                  miss.what), flush=True)
    for (kind, line), count in seen.items():
        if count > 8:
            print("%s: line %s: %d more" % (kind, line, count - 8))


COLUMNS = ("sure", "found", "undone", "missed", "entries", "by unknown", "unexplained", "unknown",
           "knows nothing")


def table(rows):
    lines = ["%-14s%9s" % ("family", "snippets") + "".join("%15s" % c for c in COLUMNS)]
    total = Counter()
    for family, counts in list(rows.items()) + [("all", total)]:
        lines.append("%-14s%9d" % (family, counts["snippets"])
                     + "".join("%15d" % counts[c] for c in COLUMNS))
        total.update(counts)
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("words", nargs="*")
    parser.add_argument("--folder", default="build/e2e")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--build-only", action="store_true")
    parser.add_argument("--kept", action="store_true")
    options = parser.parse_intermixed_args()
    options.update = os.environ.get("UPDATE")
    snippets = read_snippets("effects", options.words)
    workshop = opened(options.folder)
    if not workshop:
        return 0
    return run(options, workshop, snippets)


def run(options, workshop, snippets):
    rows, bad, passed, left_out = {}, [], 0, 0

    def one(item):
        number, snippet = item
        why = skipped(snippet, workshop)
        if why:
            return snippet, why, None
        try:
            for base in sorted(snippet.bases):
                workshop.base(base)
        except images.NoBase as error:
            return snippet, str(error), None
        try:
            return snippet, None, check(options, workshop, snippet, number)
        except (images.Trouble, OSError, subprocess.CalledProcessError) as error:
            return snippet, None, (Counter(), [Miss("broken", snippet, 0, "", str(error))], [])

    # What needs the larger bases comes last: they take their time.
    order = sorted(enumerate(snippets), key=lambda item: sorted(item[1].bases))
    with ThreadPoolExecutor(2) as pool:
        for snippet, why, result in pool.map(one, order):
            if why:
                print("skipped: %s: %s (%s)" % (snippet.family, snippet.title, why))
                left_out += 1
                continue
            counts, misses, lines = result
            rows.setdefault(snippet.family, Counter()).update(counts)
            rows[snippet.family]["snippets"] += 1
            bad += misses
            passed += not misses
            if options.show or options.build_only:
                print("== %s: %s" % (snippet.family, snippet.title))
                print("\n".join(lines), flush=True)
            print_misses(misses)
    workshop.store.clear()
    if options.update:
        rewrite("effects", snippets)
    print(table(dict(sorted(rows.items()))))
    failed = len({(miss.snippet.family, miss.snippet.title) for miss in bad})
    print("%d passed, %d failed, %d skipped" % (passed, failed, left_out))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
