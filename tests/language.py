#!/usr/bin/env python3
"""language.py BIN [WORDS...]: how plimsoll reads Dockerfiles, block by block.

Runs `BIN parse --format jsonl` over the inputs in tests/language/*.txt and compares. WORDS keep only
blocks whose file name or title contains one of them. UPDATE=1 rewrites the expectations. BuildKit's
behaviour is the law: an expectation changes only when BuildKit does,
or where docs/differences.md says so; its examples stand here too.

A block is a title, an input and an expectation:

    === a comment inside a continuation does not end it
    FROM x
    RUN a \\
    # c
    RUN b
    ---
    1-1 from "x"
    2-4 run "a RUN b"

The input: each line ends in LF. Bytes that an editor would hide or damage are written in braces,
wherever they stand:

    {SP} {TAB} {VT} {FORMFEED} {CR} {NBSP} {BOM}   by name ({SP} where a line ends in a blank)
    {00} {FF}                                      one byte, as two capital hex digits
    {U+2003}                                       a code point, as UTF-8
    {=65535 x}                                     x, 65535 times
    {no newline}                                   at the end of the input: its last line has no LF
    {{}                                            a brace, needed only where it would read as one of these

The expectation: one line for each instruction,

    FIRST-LAST AST         lines and what `ast` says; `(json)` behind it for the exec form
      heredoc NAME fd=0 expand=true chomp=false "CONTENT"
    refused LINE: WORDS    the parser or the typing refuses the file there, and each of the words
                           (if any) stands in the message, in any case
    problem LINE: WORDS    the file is read, but is no build as a whole; without LINE where the
                           problem belongs to no line

with long repeats, unprintable characters and those that look like ASCII ones written as above.
"""
import difflib, glob, json, os, re, subprocess, sys, tempfile, unicodedata

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "language")
NAMES = {
    "SP": b" ", "TAB": b"\t", "VT": b"\v", "FORMFEED": b"\f", "CR": b"\r",
    "NBSP": b"\xc2\xa0", "BOM": b"\xef\xbb\xbf", "{": b"{",
}
BRACES = re.compile(r"\{(%s|[0-9A-F]{2}|U\+[0-9A-F]{4,6}|=[0-9]+ [^}]+)\}"
                    % "|".join(re.escape(n) for n in NAMES))


def to_bytes(text):
    """The input as the file's bytes."""
    end = "{no newline}"
    text = text[:-len(end)] if text.endswith(end) else text + "\n"
    parts, at = [], 0
    for m in BRACES.finditer(text):
        parts.append(text[at:m.start()].encode())
        at, x = m.end(), m.group(1)
        if x in NAMES:
            parts.append(NAMES[x])
        elif x.startswith("U+"):
            parts.append(chr(int(x[2:], 16)).encode())
        elif x.startswith("="):
            count, what = x[1:].split(" ", 1)
            parts.append(what.encode() * int(count))
        else:
            parts.append(bytes([int(x, 16)]))
    return b"".join(parts) + text[at:].encode()


def visible(text):
    """Text of the program's output, fit to stand in a block."""
    text = re.sub(r"(.)\1{79,}", lambda m: "{=%d %s}" % (len(m[0]), m[1]), text, flags=re.S)

    def plain(c):
        lookalike = not c.isascii() and unicodedata.normalize("NFKC", c).isascii()
        return c.isprintable() and c != "\ufffd" and not lookalike

    return "".join(c if plain(c) else "{U+%04X}" % ord(c) for c in text)


class Block:
    def __init__(self, file, title):
        self.file, self.title, self.input, self.expected = file, title, [], []


def read(path):
    """The file's head (lines before the first block) and its blocks."""
    head, blocks, into = [], [], None
    for line in open(path, encoding="utf8", newline="\n").read().split("\n"):
        if line.startswith("=== "):
            blocks.append(Block(os.path.basename(path), line[4:]))
            into = blocks[-1].input
        elif line == "---" and blocks and into is blocks[-1].input:
            into = blocks[-1].expected
        elif into is None:
            head.append(line)
        else:
            into.append(line)
    for b in blocks:
        while b.expected and not b.expected[-1]:
            b.expected.pop()
    return head, blocks


def write(path, head, blocks):
    lines = lambda some: "\n".join(some)
    text = lines("=== %s\n%s\n---\n%s\n" % (b.title, lines(b.input), lines(b.expected))
                 for b in blocks)
    with open(path, "w", encoding="utf8", newline="\n") as f:
        f.write("\n".join(head) + ("\n" if head else "") + text)


def described(row):
    """What the program says of one input, as expectation lines."""
    if not row["accepted"]:
        return ["refused %d: %s" % (row["error"]["line"], visible(row["error"]["message"]))]
    truth = lambda h, key: "true" if h.get(key) else "false"
    text = lambda x: json.dumps(x, ensure_ascii=False)
    lines = []
    for i in row.get("instructions") or []:
        form = " (json)" if i.get("json") else ""
        lines.append("%d-%d %s%s" % (i["start"], i["end"], visible(i["ast"]), form))
        for h in i.get("heredocs") or []:
            name = h["name"] if re.fullmatch(r'[^\s"]+', h["name"]) else text(h["name"])
            lines.append("  heredoc %s fd=%d expand=%s chomp=%s %s" % (
                visible(name), h.get("fd", 0), truth(h, "expand"), truth(h, "chomp"),
                visible(text(h.get("content", "")))))
    for problem in row.get("problems", []) if row["accepted"] else []:
        if problem["stage"] != "file":
            continue
        line = " %d" % problem["line"] if problem.get("line") else ""
        lines.append("problem%s: %s" % (line, visible(problem["message"])))
    return lines


MESSAGE = re.compile(r"(refused \d+|problem(?: \d+)?)(?:: (.*))?")


def settle(expected, got):
    """`got` with each message replaced by the expected words, where those stand in it."""
    lines = []
    for i, line in enumerate(got):
        have = MESSAGE.fullmatch(line)
        want = MESSAGE.fullmatch(expected[i]) if i < len(expected) else None
        if have and want and have[1] == want[1]:
            if all(word.lower() in have[2].lower() for word in (want[2] or "").split()):
                line = expected[i]
        lines.append(line)
    return lines


def run(binary, blocks):
    with tempfile.TemporaryDirectory() as folder:
        names = ["%04d" % n for n in range(len(blocks))]
        for name, block in zip(names, blocks):
            with open(os.path.join(folder, name), "wb") as f:
                f.write(to_bytes("\n".join(block.input)))
        p = subprocess.run([os.path.abspath(binary), "parse", "--format", "jsonl", *names],
                           cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    rows = {}
    for line in p.stdout.decode("utf8", "replace").split("\n"):
        if line:
            row = json.loads(line)
            rows[row["file"]] = row
    missing = [b.title for n, b in zip(names, blocks) if n not in rows]
    if p.returncode not in (0, 1, 2) or missing:
        print(p.stderr.decode("utf8", "replace")[-2000:], file=sys.stderr)
        sys.exit("language.py: the program ended with %d, no output for: %s"
                 % (p.returncode, missing[0] if missing else "none"))
    return [described(rows[n]) for n in names]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    wanted = sys.argv[2:]
    files = [(path, *read(path)) for path in sorted(glob.glob(os.path.join(HERE, "*.txt")))]
    wants = lambda b: not wanted or any(w in b.file or w in b.title for w in wanted)
    chosen = [b for _, _, blocks in files for b in blocks if wants(b)]
    passed = failed = 0
    for block, got in zip(chosen, run(sys.argv[1], chosen)):
        got = settle(block.expected, got)
        if got == block.expected:
            passed += 1
            continue
        failed += 1
        print("%s: %s" % (block.file, block.title))
        for line in block.input:
            print("      | " + line)
        for line in list(difflib.unified_diff(block.expected, got, n=9, lineterm=""))[3:]:
            print("    " + line)
        block.expected = got
    if os.environ.get("UPDATE") == "1":
        for path, head, blocks in files:
            write(path, head, blocks)
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed and os.environ.get("UPDATE") != "1" else 0)


if __name__ == "__main__":
    main()
