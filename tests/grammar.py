#!/usr/bin/env python3
"""Runs grammar/corpus/*.txt, in the form of `tree-sitter test`, against the parser that plimsoll holds.

    tests/grammar.py PLIMSOLL [WORD...]         WORDs pick titles; UPDATE=1 rewrites what is expected

    ==================
    A title
    ==================
    the input, without its last line feed (so a blank line keeps one)
    ---
    (the_tree (as) field: (an) (expression))

A tree that names no fields is compared without them.
"""
import glob, os, re, subprocess, sys

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "grammar", "corpus")
TEST = re.compile(rb"^={3,}\n(?P<title>[^\n]+)\n={3,}\n(?P<input>.*?)^---+\n(?P<tree>.*?)(?=^={3,}\n|\Z)", re.M | re.S)


def pretty(tree):
    """One node a line, as tree-sitter lays it out."""
    out, depth = "", 0
    for token in re.findall(r"\w+:|\(MISSING [^)]*|\(UNEXPECTED [^)]*|\([^\s()]*|\)|[^\s()]+", tree):
        if token.startswith("("):
            glued = not out or out.endswith(": ")
            out += ("" if glued else "\n" + "  " * depth) + token
            depth += 1
        elif token == ")":
            depth -= 1
            out += token
        else:
            out += "\n" + "  " * depth + token + " "
    return out


def check(program, test):
    """The tree as expected, and as it is."""
    done = subprocess.run([program, "parse", "--format", "sexp", "-"], input=test["input"].removesuffix(b"\n"),
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)
    actual = done.stdout.decode() if done.returncode in (0, 1) else "(ended with %d)" % done.returncode
    expected = re.sub(r"(?m)^\s*;.*$", "", test["tree"].decode())
    if not re.search(r"\w+: \(", expected) and expected.strip():
        actual = re.sub(r"\w+: ", "", actual)
    return pretty(expected), pretty(actual)


def main():
    program, words = os.path.abspath(sys.argv[1]), sys.argv[2:]
    passed = failed = 0
    for path in sorted(glob.glob(os.path.join(FOLDER, "**", "*.txt"), recursive=True)):
        with open(path, "rb") as file:
            text = new = file.read()
        for test in reversed(list(TEST.finditer(text))):
            title = test["title"].decode()
            if not all(word in title for word in words):
                continue
            expected, actual = check(program, test)
            if expected == actual:
                passed += 1
            elif os.environ.get("UPDATE") == "1":
                new = new[:test.start("tree")] + b"\n%s\n\n" % actual.encode() + new[test.end("tree"):]
                passed += 1
            else:
                failed += 1
                print("FAIL %s: %s\nexpected\n%s\nactual\n%s\n" % (os.path.basename(path), title, expected, actual))
        if len(TEST.findall(text)) != len(re.findall(rb"^---+$", text, re.M)):
            failed += 1
            print("FAIL %s: the number of titles and of dashes is not the same" % os.path.basename(path))
        if new != text:
            with open(path, "wb") as file:
                file.write(new.rstrip(b"\n") + b"\n")
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
