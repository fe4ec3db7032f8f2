#!/usr/bin/env python3
"""What each rule costs, in instructions counted by callgrind: docs/benchmarks.md.

    rules_bench.py BUILD-FOLDER

A rule's cost is what linting takes with it alone, less what it takes with none; so what several rules ask
the model for is in the cost of each. The files are some of the corpus of lint_bench.py.
"""
import os, re, shutil, statistics, subprocess, sys, tempfile
sys.dont_write_bytecode = True
import lint_bench

FILES = 40


def counted(bench, sample, scratch):
    """(id, findings, instructions) of each round."""
    out = os.path.join(scratch, "callgrind")
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=" + out, "--collect-atstart=no",
                           "--toggle-collect=lint_round", "--dump-after=lint_round",
                           os.path.join(bench.build, "lint_bench"), "each", sample],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=1800)
    if done.returncode:
        sys.exit("lint_bench: exit code %d: %s" % (done.returncode, done.stderr.decode()))
    for number, line in enumerate(done.stdout.decode().splitlines(), 1):
        name, findings = line.split()
        with open("%s.%d" % (out, number), encoding="utf8") as file:
            yield name, int(findings), int(re.search(r"^(?:totals|summary): (\d+)", file.read(), re.M)[1])


def main():
    if not shutil.which("valgrind"):
        return print("valgrind is not there: skipped")
    with tempfile.TemporaryDirectory(prefix="plimsoll-bench-") as scratch:
        bench = lint_bench.Bench(os.path.abspath(sys.argv[1]), "", scratch)
        step = max(1, len(bench.files) // FILES)
        files = bench.files[step // 2::step][:FILES]
        rows = list(counted(bench, bench.listed("sample", files), scratch))
    none = rows[1][2]
    rules = sorted(((count - none) / len(files), found, name) for name, found, count in rows[2:])
    print("instructions  findings  %d files; without a rule %.0f instructions each" % (len(files), none / len(files)))
    for cost, found, name in reversed(rules):
        print("%12.0f %9d  %s" % (cost, found, name))
    quiet = [cost for cost, found, _ in rules if not found]
    if quiet:
        print("%d rules found nothing: %.0f instructions a file (median), %.0f at most; all %d rules: %.0f"
              % (len(quiet), statistics.median(quiet), max(quiet), len(rules), sum(cost for cost, _, _ in rules)))


if __name__ == "__main__":
    main()
