#!/usr/bin/env python3
"""Arrows between rooms go one way, each foreign library has one door, few may print, allocate or exit.

    tests/rooms.py [--self-test]
"""
import os, re, sys, tempfile

# Who may look into whom. A room that has a header of its own name shows only that one to others.
ROOMS = {
    "base": [],
    "text": ["base"],
    "syntax": ["base", "text"],
    "shell": ["base", "text", "syntax"],
    "model": ["base", "text", "syntax", "shell"],
    "context": ["base", "text", "model"],
    "image": ["base", "text"],
    "weigh": ["base", "text", "image"],
    "compare": ["base", "text", "image", "weigh"],
    "ledger": ["base", "text", "syntax", "shell", "model", "image", "weigh"],
    "finding": ["base", "text"],
    "shellcheck": ["base", "text"],
    "lint": ["base", "text", "syntax", "shell", "model", "context", "image", "weigh", "ledger", "shellcheck", "finding"],
    "report": ["base", "text", "syntax", "model", "image", "weigh", "compare", "ledger", "finding"],
    "cli": ["base", "text", "syntax", "shell", "model", "context", "image", "weigh", "compare", "ledger", "shellcheck", "finding", "lint", "report"],
    "main.c": ["base", "cli"],
}

# Each foreign library is included by one file; what ends in a slash is a folder of tests.
DOORS = {
    r"tree_sitter/api\.h": ["src/syntax/sexp.c", "tests/bench/", "tests/fuzz/", "tests/grammar/"],
    r"tree_sitter/parser\.h": ["src/syntax/parse.c"],  # of the generated parser
    r"scanner/tokens\.h": ["src/syntax/parse.c"],
    r"(cjson/)?cJSON.*": ["src/base/json.c"],
    r"pthread\.h": ["src/base/pool.c"],
    r"spawn\.h": ["src/base/process.c", "tests/bench/"],
    r"yaml\.h": ["src/base/yaml.c"],
    r"pcre2\.h": ["src/text/regex.c"],
    r"xxhash\.h": ["src/image/content.c"],
    r"archive\.h": ["src/image/decode_archive.c"],
    r"isa-l/.*": ["src/image/codec_isal.c"],
    r"zlib\.h": ["src/image/codec_zlib.c"],
    r"zstd(_errors)?\.h": ["src/image/codec_zstd.c"],
    r"openssl/.*": ["src/image/digest.c"],
    r"symbols\.h": ["src/syntax/tree.c"],  # of the generated parser, too
}

# Words that only these files of src/ may say.
WORDS = [
    (r"\b(malloc|calloc|realloc|free|str(n?)dup|v?asprintf)\s*\(",
     ["src/base/arena.c"], "memory comes from an Arena"),
    (r"\b(exit|_exit|_Exit|quick_exit)\s*\(",
     ["src/main.c", "src/base/arena.c"], "only main exits; return a Fail"),
    (r"\b(printf|vprintf|puts|putchar|perror)\s*\(|\b(stdout|stderr)\b",
     ["src/main.c", "src/base/io.c", "src/base/arena.c", "src/cli/"], "only cli/ prints"),
]

QUIET = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.M)


def blank(text, keep_strings):
    def one(match):
        kept = keep_strings and match[0][0] in "\"'"
        return match[0] if kept else re.sub(r"[^\n]", " ", match[0])
    return QUIET.sub(one, text)


def sources(root):
    for top in ("src", "tests", "rules"):
        for folder, folders, names in os.walk(os.path.join(root, top)):
            folders.sort()
            for name in sorted(names):
                if name.endswith((".c", ".h")):
                    yield os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")


def allowed(path, places):
    return any(path.startswith(p) if p.endswith("/") else path == p for p in places)


def check_include(root, path, quote, name):
    for pattern, places in DOORS.items():
        if re.fullmatch(pattern, name) and not allowed(path, places):
            return "<%s> belongs behind its door, %s" % (name, places[0])
    room = path.split("/")[1]
    if quote == '"' and path.startswith("rules/"):
        fine = name == "lint/rule.h" or re.fullmatch(r"(shared|base)/\w+\.h|text/(glob|regex)\.h", name)
        return None if fine else "a rule includes lint/rule.h, base/ and what rules share, nothing else"
    if quote == "<" or not path.startswith("src/") or name in ("symbols.h", "tree_sitter/parser.h", "scanner/tokens.h"):
        return None
    if "/" not in name or name.startswith("."):
        return 'write "%s" from the root: "room/file.h"' % name
    target = name.split("/")[0]
    if target == room:
        return None
    if target not in ROOMS[room]:
        return "%s may not look into %s" % (room, target)
    face = "%s/%s.h" % (target, target)
    if name != face and os.path.exists(os.path.join(root, "src", face)):
        return '"%s" is private to its room; others see "%s"' % (name, face)
    return None


def check(root):
    found = []
    for path in sources(root):
        with open(os.path.join(root, path), encoding="utf8") as file:
            text = file.read()

        def say(offset, sentence):
            found.append("%s:%d: %s" % (path, text.count("\n", 0, offset) + 1, sentence))
        if path.startswith("src/") and path.split("/")[1] not in ROOMS:
            say(0, "%s is no room of the table in tests/rooms.py" % path.split("/")[1])
            continue
        for match in INCLUDE.finditer(blank(text, keep_strings=True)):
            sentence = check_include(root, path, match[1], match[2])
            if sentence:
                say(match.start(2), sentence)
        for pattern, places, sentence in WORDS:
            if path.startswith(("src/", "rules/")) and not allowed(path, places):
                for match in re.finditer(pattern, blank(text, keep_strings=False)):
                    say(match.start(), "%s: %s" % (match[0].rstrip("( "), sentence))
    return found


def untold(told):
    """What the list of rooms in CONTRIBUTING.md leaves out, or still has."""
    listed = re.findall(r"^    src/(\S+?)/?  +\S", told, re.M)
    return ["CONTRIBUTING.md: src/%s is %s" % (room, "not in the list of rooms" if room in ROOMS else "no room any more")
            for room in sorted(set(ROOMS) ^ set(listed))]


def self_test():
    """Each of these lines, alone in its file, must be found; the last ones must not."""
    bad = [
        ("src/base/a.c", '#include "text/span.h"', "base may not look into text"),
        ("src/text/a.c", '#include "syntax/syntax.h"', "text may not look into syntax"),
        ("src/main.c", '#include "syntax/syntax.h"', "main.c may not look into syntax"),
        ("src/cli/a.c", '#include "syntax/tree.h"', "is private to its room"),
        ("src/base/b.c", '#include "str.h"', "from the root"),
        ("src/base/c.c", '#include "../text/span.h"', "from the root"),
        ("src/cli/b.c", "#include <tree_sitter/api.h>", "behind its door"),
        ("src/cli/c.c", '#include "cjson/cJSON.h"', "behind its door"),
        ("tests/unit/a.c", "#include <cJSON.h>", "behind its door"),
        ("src/kitchen/a.c", "int a;", "is no room"),
        ("rules/size/a.c", '#include "model/model.h"', "a rule includes lint/rule.h, base/"),
        ("rules/size/b.c", 'puts("x");', "only cli/ prints"),
        ("src/text/b.c", "void *p = malloc (3);", "memory comes from"),
        ("src/text/c.c", "free(p);", "memory comes from"),
        ("src/cli/d.c", "exit(1);", "only main exits"),
        ("src/text/d.c", 'printf("x");', "only cli/ prints"),
        ("src/syntax/a.c", "fputs(x, stderr);", "only cli/ prints"),
        ("src/syntax/b.c", "fwrite(x, 1, 1, stdout);", "only cli/ prints"),
    ]
    good = [
        ("src/syntax/sexp.c", '#include <tree_sitter/api.h>\n#include "syntax/tree.h"'),
        ("src/syntax/syntax.h", '#include "text/span.h"\nint f(void) __attribute__((format(printf, 1, 2)));'),
        ("src/base/arena.c", "void *p = malloc(3);\nexit(2);"),
        ("src/cli/e.c", 'printf("free(%s)", x); /* exit(1); */'),
        ("rules/size/c.c", '#include <ctype.h>\n#include "lint/rule.h"\n#include "shared/cache.h"'),
        ("src/text/e.c", "// free(p);\nint carefree(int exit);"),
    ]
    with tempfile.TemporaryDirectory() as root:
        for path, line in [b[:2] for b in bad] + good:
            os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
            with open(os.path.join(root, path), "w") as file:
                file.write("\n" + line + "\n")
        found = check(root)
    wrong = ["not found: %s: %s" % (path, line) for path, line, sentence in bad
             if not any(f.startswith(path + ":") and sentence in f for f in found)]
    if len(untold("    src/kitchen/     where we cook\n")) != len(ROOMS) + 1:
        wrong.append("not found: a list of rooms that names none of them, and one that is not there")
    return wrong + [f for f in found if f.split(":")[0] not in [b[0] for b in bad]]


if __name__ == "__main__":
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with open(os.path.join(here, "CONTRIBUTING.md"), encoding="utf8") as file:
        told = file.read()
    wrong = self_test() if sys.argv[1:] == ["--self-test"] else check(here) + untold(told)
    print("\n".join(wrong) if wrong else "every room keeps to itself")
    sys.exit(bool(wrong))
