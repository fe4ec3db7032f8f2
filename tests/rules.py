#!/usr/bin/env python3
"""What plimsoll tells of its rules is one text: the files under rules/.

    tests/rules.py PLIMSOLL          UPDATE=1 writes rules/README.md

rules/README.md is what plimsoll rules --markdown prints; text and JSON know the same rules; each page can be
explained; and rules/rulebook.py refuses a rule file that would make a lie of it.
"""
import json, os, re, shutil, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
README = os.path.join(ROOT, "rules", "README.md")
BINDER = os.path.join(ROOT, "rules", "rulebook.py")
GOOD = """/*
# a-rule

A sentence about it. More.

```dockerfile bad
FROM x
#^^^ y
```

```dockerfile good
FROM y
```
*/
#include "lint/rule.h"

RULE(a_rule) = {
    .aka = "XX1 Xx",
    .each_file = f,
};
"""
# What becomes of it, and what the binder says then.
REFUSED = [
    ("# a-rule", "# another", "the title of the page"),
    ("/*\n#", "// #", "begins with its page"),
    ("```dockerfile bad\nFROM x\n#^^^ y\n```\n", "", "no ```dockerfile bad example"),
    ("```dockerfile good\nFROM y\n```\n", "", "no good or fixed example"),
    ("FROM y\n```", "FROM y\n", "is not closed"),
    (".each_file = f", ".severity = SEV_INFO", "nothing calls the rule"),
    (".each_file = f", '.each_file = f, .command = "x"', "without .each_command"),
    (".each_file = f", '.each_command = f, .command = "x", .manager = "pip"', "twice"),
    (".each_file = f", '.each_instruction = f, .instruction = "COPPY"', "COPPY is no instruction"),
    (".each_file = f", ".each_entry = f", "no ```text layers example"),
    ("A sentence about it. More.", "No sentence", "no sentence that ends"),
    ("RULE(a_rule)", "RULE(b_rule)", "one RULE(a_rule)"),
    ("XX1 Xx", "XX1 b-rule", "both called b-rule"),
    ("XX1 Xx", "yy2", "both called YY2"),
]


class Tests:
    def __init__(self, plimsoll):
        self.plimsoll, self.passed, self.failed = plimsoll, 0, 0

    def must(self, holds, sentence):
        self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        if not holds:
            print("FAIL " + sentence)

    def say(self, *words):
        done = subprocess.run([self.plimsoll, *words], stdout=subprocess.PIPE, timeout=60,
                              env=dict(os.environ, LC_ALL="C.UTF-8"))
        return done.stdout.decode() if done.returncode == 0 else ""

    def lists(self):
        files = {os.path.splitext(name)[0].replace("_", "-"): os.path.basename(folder)
                 for folder, _, names in os.walk(os.path.join(ROOT, "rules")) for name in names
                 if name.endswith(".c") and os.path.basename(folder) != "shared"}
        rules = json.loads(self.say("rules", "--format", "json"))
        self.must({rule["id"]: rule["category"] for rule in rules} == files, "JSON knows other rules than rules/")
        keys = {"id", "aliases", "category", "severity", "on", "summary", "options"}
        self.must(all(set(rule) == keys and rule["severity"] in ("style", "info", "warning", "error")
                      and rule["summary"] for rule in rules), "a rule in JSON lacks something")
        self.must([line.split()[0] for line in self.say("rules").splitlines()] == sorted(files),
                  "text knows other rules than rules/")
        for rule in rules:
            for name in [rule["id"]] + rule["aliases"]:
                self.must(self.say("explain", name).startswith(rule["id"] + "\n"), "explain %s fails" % name)

    def readme(self):
        made = self.say("rules", "--markdown")
        if os.environ.get("UPDATE") == "1":
            with open(README, "w", encoding="utf8") as file:
                file.write(made)
        with open(README, encoding="utf8") as file:
            self.must(file.read() == made, "rules/README.md is stale: UPDATE=1 tests/rules.py PLIMSOLL")
        for path in re.findall(r"\]\(([^)]+)\)", made):
            self.must(os.path.exists(os.path.join(ROOT, "rules", path)), "README.md points at no file: " + path)

    def bind(self, text):
        """What the binder says of this rule beside a good one; empty when it takes it."""
        with tempfile.TemporaryDirectory() as folder:
            rules = os.path.join(folder, "rules")
            os.makedirs(os.path.join(rules, "size"))
            for name, content in (("a_rule", text), ("b_rule", GOOD.replace("a-rule", "b-rule").replace(
                    "a_rule", "b_rule").replace("XX1 Xx", "YY2"))):
                with open(os.path.join(rules, "size", name + ".c"), "w", encoding="utf8") as file:
                    file.write(content)
            for name in ("rulebook.py", "shellcheck.txt"):
                shutil.copy(os.path.join(ROOT, "rules", name), rules)
            done = subprocess.run([sys.executable, "-B", os.path.join(rules, "rulebook.py"), os.path.join(folder, "out.c"),
                                   *(os.path.join(rules, "size", name) for name in ("a_rule.c", "b_rule.c"))],
                                  stderr=subprocess.PIPE, timeout=60)
            return done.stderr.decode() if done.returncode else ""

    def binder(self):
        self.must(self.bind(GOOD) == "", "the binder refuses a good rule: " + self.bind(GOOD))
        for before, after, said in REFUSED:
            self.must(before in GOOD, "%r is not in the good rule" % before)
            answer = self.bind(GOOD.replace(before, after, 1))
            self.must(said in answer, "of %r the binder says %r" % (after, answer))


def main():
    tests = Tests(os.path.abspath(sys.argv[1]))
    tests.lists()
    tests.readme()
    tests.binder()
    print("%d passed, %d failed" % (tests.passed, tests.failed))
    sys.exit(1 if tests.failed else 0)


if __name__ == "__main__":
    main()
