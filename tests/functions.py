#!/usr/bin/env python3
"""No function over 80 lines, no source file over 500, no rule over 150. clang-format puts a function's braces in column 0.

    tests/functions.py [--self-test]
"""
import glob, os, re, sys

FUNCTION, FILE, RULE = 80, 500, 150


def check(path, text):
    lines = text.split("\n")
    most = RULE if re.match(r"rules/(?!shared/)", path) else FILE
    if not path.startswith("tests/") and len(lines) - 1 > most:
        yield "%s:%d: the file has %d lines, %d are enough" % (path, most + 1, len(lines) - 1, most)
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            if number - start + 1 > FUNCTION:
                head = " ".join(lines[max(0, start - 6):start - 1])
                name = (re.findall(r"(\w+)\s*\(", head) or ["?"])[-1]
                yield "%s:%d: %s has %d lines, %d are enough" % (
                    path, start, name, number - start + 1, FUNCTION)
            start = None


def self_test():
    body = "int f(int a)\n{\n" + "    a++;\n" * 78 + "}\n"
    assert not list(check("src/a.c", body))
    assert "a.c:2: f has 81 lines" in list(check("src/a.c", body.replace("}", "\n}")))[0]
    assert not list(check("src/a.c", "\n" * FILE))
    assert "501 lines" in list(check("src/a.c", "\n" * (FILE + 1)))[0]
    assert not list(check("tests/a.c", "\n" * (FILE + 1)))
    assert not list(check("rules/shared/a.c", "\n" * (RULE + 1)))
    assert "151 lines" in list(check("rules/size/a.c", "\n" * (RULE + 1)))[0]
    return []


def check_all():
    os.chdir(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    for pattern in ("src/**/*.[ch]", "rules/**/*.[ch]", "tests/**/*.[ch]",
                    "grammar/scanner.c", "grammar/scanner/*.h"):
        for path in sorted(glob.glob(pattern, recursive=True)):
            with open(path, encoding="utf8") as file:
                yield from check(path, file.read())


if __name__ == "__main__":
    wrong = list(self_test() if sys.argv[1:] == ["--self-test"] else check_all())
    print("\n".join(wrong) if wrong else "every function fits a page")
    sys.exit(bool(wrong))
