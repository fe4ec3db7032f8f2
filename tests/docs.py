#!/usr/bin/env python3
"""What the pages show is what the program prints.

    tests/docs.py PLIMSOLL

Each fenced block of a page must stand in one of the cases named here: as a file, as what is printed, or
as the command and what is printed; a block of "text" may be some lines of that. A block with "--- BuildKit" and "--- plimsoll" in it is a block of
tests/language, run here. One with "--- hadolint" and "--- plimsoll" gives the lines and codes that each finds, or
the rule of a finding that has no code; only what stands in it is compared. Its Dockerfile is written as there.
"""
import json, os, re, shutil, subprocess, sys
sys.dont_write_bytecode = True
import cases, language

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
PAGES = {
    "README.md": ["readme-lint", "readme-diff", "readme-text", "readme-jsonl", "weigh"],
    "docs/compare.md": ["compare-dockerfile", "compare-settings"],
    "docs/config.md": ["docs-config", "lint-ignores-page"],
    "docs/context.md": ["context-copies", "context-why", "context-suggest"],
    "docs/differences.md": ["parse-order", "commands-windows", "commands-not", "rules-values", "rules-stages",
                            "rules-labels", "rules-forms", "rules-runs"],
    "docs/ledger.md": ["weigh-bill", "lint-image-cost", "lint-image-layers"],
    "docs/parse-json.md": ["parse-json-example"],
    "docs/parse-model.md": ["model-example", "model-json-example"],
    "docs/weigh.md": ["weigh-ci", "weigh-tree", "weigh-budget-settings", "weigh-budget-dive"],
}
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
CODES = re.compile(r"(.*)\n--- hadolint\n(.*)--- plimsoll\n(.*)", re.S)
ANSWERS = re.compile(r"(.*)\n--- BuildKit\n.*\n--- plimsoll\n(.*)\n", re.S)


def shown(name):
    case = cases.Case(os.path.join(ROOT, "tests", "cases", name + ".txt"))
    printed = case.expected[b"stdout"]
    return [body.decode() for body in [file[3] for file in case.inputs]
            + [printed, case.text.split(b"\n")[1] + b"\n" + printed]]


def differs(program, block):
    """How what plimsoll makes of an example differs from what the page says."""
    example = language.Block("", "an example")
    text, said = ANSWERS.fullmatch(block).groups()
    example.input = text.split("\n")
    made = "\n".join(language.run(program, [example])[0])
    return "" if made == said else "plimsoll says\n%s\n" % made


def finds(program, block):
    """How the codes that plimsoll finds in an example differ from what the page says."""
    text, theirs, ours = CODES.fullmatch(block).groups()
    asked = {line.split()[1] for line in (theirs + ours).splitlines()}
    command = [program, "lint", "--format", "json", "--no-config", "--all-rules", "-"]
    if any(code.startswith("SC") for code in asked):
        if not shutil.which("shellcheck"):
            return ""
        command.insert(2, "--shellcheck")
    found = json.loads(subprocess.run(command, input=language.to_bytes(text), stdout=subprocess.PIPE).stdout)["findings"]
    made = {(f["instruction"]["line"], name) for f in found
            for name in [code for code in f.get("aliases", []) if code in asked] or [f["rule"]] if name in asked}
    said = {(int(line), code) for line, code in map(str.split, ours.splitlines())}
    theirs = set(theirs.splitlines())
    if made == said and theirs != set(ours.splitlines()):
        return ""
    return "plimsoll says\n%s\n" % "\n".join("%d %s" % x for x in sorted(made))


def unnamed_formats(program):
    """Formats of plimsoll lint that docs/ci.md does not name."""
    said = subprocess.run([program, "lint", "--help"], stdout=subprocess.PIPE).stdout.decode()
    listed = re.search(r"--format FORMAT\s(.*?); again", said, re.S)[1]
    names = re.findall(r"[a-z]+", listed.replace("(default)", "").replace(" or ", " "))
    with open(os.path.join(ROOT, "docs", "ci.md"), encoding="utf8") as file:
        page = file.read()
    return [name for name in names if "`%s`" % name not in page] if len(names) > 10 else ["--help"]


def main():
    passed = failed = 0
    for name in unnamed_formats(sys.argv[1]):
        failed += 1
        print("FAIL docs/ci.md does not name the format %s" % name)
    for page, names in PAGES.items():
        known = sum(map(shown, names), [])
        with open(os.path.join(ROOT, page), encoding="utf8") as file:
            blocks = BLOCK.findall(file.read())
        for kind, block in blocks:
            part = kind == "text" and any("\n" + block in "\n" + body for body in known)
            wrong = (differs(sys.argv[1], block) if ANSWERS.fullmatch(block) else
                     finds(sys.argv[1], block) if CODES.fullmatch(block) else
                     "" if part or block in known else "it stands in none of the cases %s\n" % ", ".join(names))
            passed, failed = passed + (not wrong), failed + bool(wrong)
            if wrong:
                print("FAIL %s\n%s%s" % (page, block, wrong))
        if not blocks:
            failed += 1
            print("FAIL %s shows nothing" % page)
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
