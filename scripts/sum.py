#!/usr/bin/env python3
"""Sums up meson's testlog.json: prints "PASSED FAILED SKIPPED".

A test may end with a line of its own, "N passed, N failed[, N skipped]"; without one it counts as one.
"""
import json, re, sys

CLOSING = re.compile(r"(\d+) passed, (\d+) failed(?:, (\d+) skipped)?")


def counts(test):
    lines = (test.get("stdout") or "").strip().split("\n")
    match = CLOSING.fullmatch(lines[-1].strip())
    passed, failed, skipped = (int(n or 0) for n in match.groups()) if match else (0, 0, 0)
    if test["result"] == "SKIP":
        return 0, 0, 1
    if test["result"] != "OK":
        return passed, failed or 1, skipped
    return (passed, failed, skipped) if match else (1, 0, 0)


try:
    with open(sys.argv[1], encoding="utf8") as log:
        tests = [json.loads(line) for line in log if line.strip()]
except OSError as error:
    print(error, file=sys.stderr)
    tests = []
print(*(map(sum, zip(*map(counts, tests))) if tests else (0, 1, 0)))
