#!/usr/bin/env python3
"""Who comes from hadolint loses nothing.

    tests/from_hadolint.py PLIMSOLL

What plimsoll config --from hadolint prints has the same in force as hadolint's own file.
"""
import json, os, subprocess, sys, tempfile

FILES = [
    "",
    "ignored: [DL3015, SC2086, DL3005]\n",
    "override: {error: [DL3042, DL3015], warning: [DL3042, DL3057], info: [DL1001], style: [DL3008]}\n"
    "ignored: [DL3057]\n",
    "failure-threshold: error\ndisable-ignore-pragma: true\n",
    "failure-threshold: none\nno-fail: true\n",
    "trustedRegistries: ['*', \"a'b\", 'x: #y', \"\\u00fc\"]\nstrict-labels: true\n",
    "label-schema: {a: text, 'b: c': semver, d: ''}\noverride: {error: [DL3051]}\nstrict-labels: false\n",
]


def in_force(plimsoll, folder):
    done = subprocess.run([plimsoll, "config", "--format", "json", "Dockerfile"], cwd=folder, stdout=subprocess.PIPE)
    force = json.loads(done.stdout.decode("utf8"))["files"][0]
    for key in ("file", "settings"):
        force.pop(key)
    for rule in force["rules"]:
        rule.pop("from", None)
        if not rule["on"]:  # nothing that is off is ever asked
            rule.pop("severity"), rule.pop("options", None)
    return force


def converts(plimsoll, text):
    with tempfile.TemporaryDirectory(prefix="plimsoll-from-") as theirs, \
            tempfile.TemporaryDirectory(prefix="plimsoll-from-") as ours:
        with open(os.path.join(theirs, ".hadolint.yaml"), "w", encoding="utf8") as file:
            file.write(text)
        target = os.path.join(ours, ".plimsoll.yaml")
        subprocess.run([plimsoll, "config", "--from", "hadolint", "--output", target], cwd=theirs, check=True)
        wanted, found = in_force(plimsoll, theirs), in_force(plimsoll, ours)
        if wanted == found:
            return ""
        with open(target, encoding="utf8") as file:
            return "these settings\n%sbecame others\n%s%s" % (text, file.read(), [
                (a, b) for a, b in zip(wanted["rules"], found["rules"]) if a != b])


def main():
    plimsoll = os.path.abspath(sys.argv[1])
    wrong = list(filter(None, [converts(plimsoll, text) for text in FILES]))
    for text in wrong:
        print("FAIL " + text)
    print("%d passed, %d failed" % (len(FILES) - len(wrong), len(wrong)))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
