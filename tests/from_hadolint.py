#!/usr/bin/env python3
"""Who comes from hadolint loses nothing.

    tests/from_hadolint.py PLIMSOLL

What plimsoll config --from hadolint prints has the same in force as hadolint's own file, and besides that what
hadolint does without being told. The tables of docs/from-hadolint.md name every code with its rule and the fixes that the examples of its page get, every option
and every format, and what they put in the place of hadolint's exists and is the same.
"""
import collections, glob, json, os, re, subprocess, sys, tempfile

import pages

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
with open(os.path.join(ROOT, "docs", "from-hadolint.md"), encoding="utf8") as page:
    PAGE = page.read()
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


def unasked(plimsoll, force):
    """The same with what hadolint does by itself: ShellCheck, and findings that may well be none."""
    done = subprocess.run([plimsoll, "rules", "--format", "json"], stdout=subprocess.PIPE)
    doubtful = {rule["id"]: [option["name"] for option in rule["options"]]
                for rule in json.loads(done.stdout.decode("utf8"))
                if any(alias.startswith("DL") for alias in rule["aliases"])
                and "uncertain" in [option["name"] for option in rule["options"]]}
    force["shellcheck"] = True
    for rule in force["rules"]:
        options = doubtful.get(rule["id"])
        if options and rule["on"] and ("schema" not in options or "schema" in rule.get("options", {})):
            rule.setdefault("options", {})["uncertain"] = True
    return force


def converts(plimsoll, text):
    with tempfile.TemporaryDirectory(prefix="plimsoll-from-") as theirs, \
            tempfile.TemporaryDirectory(prefix="plimsoll-from-") as ours:
        with open(os.path.join(theirs, ".hadolint.yaml"), "w", encoding="utf8") as file:
            file.write(text)
        target = os.path.join(ours, ".plimsoll.yaml")
        subprocess.run([plimsoll, "config", "--from", "hadolint", "--output", target], cwd=theirs, check=True)
        wanted, found = unasked(plimsoll, in_force(plimsoll, theirs)), in_force(plimsoll, ours)
        if wanted == found:
            return ""
        with open(target, encoding="utf8") as file:
            return "these settings\n%sbecame others\n%s%s" % (text, file.read(), [
                (a, b) for a, b in zip(wanted["rules"], found["rules"]) if a != b])


def fixes(plimsoll):
    """By rule: "safe", "unsafe" or both, in what --diff makes of the bad examples of the pages."""
    kinds = collections.defaultdict(set)
    with tempfile.TemporaryDirectory(prefix="plimsoll-from-") as folder:
        for path in glob.glob(os.path.join(ROOT, "rules", "*", "*.c")):
            settings = ""
            with open(path, encoding="utf8") as file:
                page = pages.PAGE.match(file.read())
            blocks = pages.BLOCK.finditer(page[1]) if page else []  # what several rules share has none
            for number, block in enumerate(blocks):
                where = os.path.join(folder, os.path.basename(path)[:-2].replace("_", "-"), str(number))
                settings = block[4] if block[3] == "config" else settings
                if block[3] != "bad" or block[2] != "dockerfile":
                    continue
                os.makedirs(where)
                for name, text in (("Dockerfile", pages.claims_of(block[4])[0]), (".plimsoll.yaml", settings)):
                    with open(os.path.join(where, name), "w", encoding="utf8") as file:
                        file.write(text)
        done = subprocess.run([plimsoll, "lint", "--all-rules", "--format", "json", "."], cwd=folder,
                              stdout=subprocess.PIPE)
        for found in json.loads(done.stdout.decode("utf8"))["findings"]:
            if "fix" in found and os.path.normpath(found["file"]).startswith(found["rule"] + "/"):
                kinds[found["rule"]].add("safe" if found["fix"]["safe"] else "unsafe")
    return {rule: ", ".join(sorted(kind)) for rule, kind in kinds.items()}


def table(plimsoll):
    """What the table of codes says that the rules do not, and the other way round."""
    done = subprocess.run([plimsoll, "rules", "--format", "json"], stdout=subprocess.PIPE)
    rules = json.loads(done.stdout.decode("utf8"))
    fixed = fixes(plimsoll)
    wanted = {"| %s | [%s](../rules/%s/%s.c) | %s | %s |" % (
        code, rule["id"], rule["category"], rule["id"].replace("-", "_"), rule["severity"] if rule["on"] else "off",
        fixed.get(rule["id"], ""))
        for rule in rules for code in rule["aliases"] if re.fullmatch(r"DL\d{4}", code)}
    found = re.findall(r"^\| DL\d{4} .*$", PAGE, re.M)
    differ = wanted.symmetric_difference(found)
    if len(wanted) < 70 or found != sorted(set(found)):
        return "codes twice, out of order, or too few"
    return "the page and the rules differ in\n%s" % "\n".join(sorted(differ)) if differ else ""


def formats(plimsoll):
    """Formats that the page names and plimsoll does not take, under either name."""
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \|", PAGE.split("\n## Formats\n")[1].split("\n## ")[0], re.M)
    refused = [name for row in rows for name in row if subprocess.run(
        [plimsoll, "lint", "--no-config", "--format", name, "-"], input=b"FROM scratch\nCOPY a /\n",
        stdout=subprocess.PIPE).returncode]
    return "formats are refused: %s" % refused if refused or len(rows) != 10 else ""


OPTIONS = ("config file-path-in-report format output failure-threshold no-fail no-color ignore error warning info style "
           "trusted-registry require-label strict-labels disable-ignore-pragma verbose version help").split()


def rows(section):
    return re.findall(r"^\| (.*) \| (.*) \|$", PAGE.split("\n## %s\n" % section)[1].split("\n## ")[0], re.M)[1:]


def options(plimsoll):
    """Options of hadolint's without a row, and those that the rows promise and plimsoll does not have."""
    said = subprocess.run([plimsoll, "lint", "--help"], stdout=subprocess.PIPE).stdout.decode()
    have = set(re.findall(r"^ +(?:-\w, )?--([a-z-]+)", said, re.M)) | {"help"}
    theirs, promised = [], set()
    for left, right in rows("Options"):
        names = re.findall(r"--([a-z-]+)", left)
        theirs += names
        promised.update(names if right.startswith("the same") else [])
        promised.update(re.findall(r"`--([a-z-]+)", right))
    differ = set(theirs).symmetric_difference(OPTIONS) | (promised - have)
    return "options: %s" % sorted(differ) if differ or len(theirs) != len(OPTIONS) else ""


def settings(plimsoll):
    """Rows of the settings of which the two sides are not the same, and settings of the options that are refused."""
    wrong, compared = [], 0
    pairs = rows("Settings") + [("", right[len("settings: "):]) for left, right in rows("Options") if right.startswith("settings: ")]
    for theirs, ours in pairs:
        texts = [re.sub("LEVEL", "error", side.split("`")[1]) if "`" in side else "" for side in (theirs, ours)]
        texts = [text.replace("...", "docker.io").replace("REGISTRY", "docker.io").replace("CODE", "DL3008") for text in texts]
        if not re.match("[a-z-]+: ", texts[1]) or "schema" in texts[1]:  # those of labels are among FILES
            continue
        force = []
        for name, text in ((".hadolint.yaml", texts[0]), (".plimsoll.yaml", texts[1])):
            with tempfile.TemporaryDirectory(prefix="plimsoll-from-") as folder:
                with open(os.path.join(folder, name), "w", encoding="utf8") as file:
                    file.write(text + "\n")
                force.append(in_force(plimsoll, folder))
        compared += 1
        if theirs and force[0] != force[1]:
            wrong.append(theirs)
    return "settings are not the same: %s of %d" % (wrong, compared) if wrong or compared < 10 else ""


CHECKS = [table, formats, options, settings]


def main():
    plimsoll = os.path.abspath(sys.argv[1])
    wrong = list(filter(None, [converts(plimsoll, text) for text in FILES] + [
        check(plimsoll) for check in CHECKS]))
    for text in wrong:
        print("FAIL " + text)
    print("%d passed, %d failed" % (len(FILES) + len(CHECKS) - len(wrong), len(wrong)))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
