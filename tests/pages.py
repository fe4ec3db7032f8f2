#!/usr/bin/env python3
"""The examples on the pages of the rules, as tests.

    tests/pages.py PLIMSOLL [RULE...]

A `bad` block must give exactly the findings that its carets claim, by place and by text; a `good` one
none; a `fixed` one is what --diff makes of the `bad` block above it, `fixed unsafe` what it makes with --unsafe.
Only the page's own rule runs. In a block a line of carets and a message speaks of the line above it; a # glued to
the carets is the first of them.
A `config` block holds for the blocks below it, and so does a `tree` block, the build context: a path and a size
on each line, `path: text` with \\n for a line feed, `path/` for an empty directory, `path -> target` for a symbolic
link, `path = other` for a further name of a file above. A block of the language `dockerignore` is the ignore file
of that tree, and its claims speak of it; all of the tree is then copied.
A `layers` block is the listing of an image, as tests/saved.py reads it, that was built from the blocks below it: they
are linted with --image, plain and compressed. A claim that ends in " = N bytes" says what the finding costs, too.
"""
import concurrent.futures, gzip, json, os, re, subprocess, sys, tempfile

sys.dont_write_bytecode = True
import saved

PAGE = re.compile(r"\A/\*\n(.*?)\n\*/", re.S)
ENTRY = re.compile(r"(?P<path>.+?)(?:: (?P<text>.*)| -> (?P<target>.+)| = (?P<twin>.+)| (?P<size>\d+)|(?<=/))$")
BLOCK = re.compile(r"^(`{3,})(\w+) *([^\n]*)\n(.*?)^\1$", re.S | re.M)
CLAIM = re.compile(r"^#?(?P<pad>[ \t]*)(?P<carets>\^+)(?: +(?P<text>.*))?$")


def claims_of(text):
    """The example without its claims, and them: (line, column, length, text)."""
    lines, claims = [], []
    for line in text.split("\n"):
        claim = CLAIM.match(line)
        if not claim:
            lines.append(line)
            continue
        glued = line.startswith("#") and not claim["pad"]
        column = 1 if glued else claim.start("carets") + 1
        length = len(claim["carets"]) + glued
        claims.append((len(lines), column, length, claim["text"] or ""))
    return "\n".join(lines), claims


def make(where, entry):
    """What one line of a tree says."""
    full = os.path.join(where, entry["path"])
    if entry["path"].endswith("/"):
        return os.makedirs(full, exist_ok=True)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    if entry["target"]:
        return os.symlink(entry["target"], full)
    if entry["twin"]:
        return os.link(os.path.join(where, entry["twin"]), full)
    with open(full, "w", encoding="utf8", newline="") as file:
        file.truncate(int(entry["size"])) if entry["size"] else file.write(entry["text"].replace("\\n", "\n"))


class Page:
    def __init__(self, binary, path):
        self.binary, self.path, self.wrong, self.count = binary, path, [], 0
        self.rule = os.path.splitext(os.path.basename(path))[0].replace("_", "-")
        with open(path, encoding="utf8") as file:
            self.source = file.read()
        self.config = self.tree = self.layers = None
        self.packed = False
        self.before = None  # the bad block above, with its folder's files

    def run(self):
        page = PAGE.match(self.source)
        for block in BLOCK.finditer(page[1] if page else ""):
            (kind, *how), text = block[3].split(" "), block[4]
            self.subject = ".dockerignore" if block[2] == "dockerignore" else "Dockerfile"
            line = self.source.count("\n", 0, page.start(1) + block.start()) + 1
            if kind in ("config", "tree", "layers"):
                setattr(self, kind, text)
            elif kind in ("bad", "good", "fixed"):
                self.count += 1
                try:
                    problem = getattr(self, kind)(text, *how)
                except ValueError as wrong:
                    problem = str(wrong)
                if problem:
                    self.wrong.append("%s:%d: %s" % (self.path, line, problem))
        return self

    def folder(self, where, text):
        for line in (self.tree or "").splitlines():
            entry = ENTRY.match(line)
            if not entry:
                raise ValueError("a line of a tree is a path and what it is, not %r" % line)
            make(where, entry)
        files = {"Dockerfile": "FROM scratch\nCOPY . /\n", self.subject: text}
        for name, content in files.items():
            with open(os.path.join(where, name), "w", encoding="utf8", newline="") as file:
                file.write(content)
        if self.layers:
            with open(os.path.join(where, "image.tar"), "wb") as file:
                image = saved.image(self.layers)
                file.write(gzip.compress(image, 1) if self.packed else image)
        if self.config:
            with open(os.path.join(where, "plimsoll.yaml"), "w", encoding="utf8") as file:
                file.write(self.config)

    def plimsoll(self, text, *options):
        select = [] if self.rule == "unused-ignore" else ["--select", self.rule]
        with tempfile.TemporaryDirectory() as where:
            self.folder(where, text)
            settings = ["--config", "plimsoll.yaml"] if self.config else ["--no-config"]
            settings += ["--image", "image.tar"] if self.layers else []
            done = subprocess.run([self.binary, "lint", *settings, *select, *options, "Dockerfile"], cwd=where,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            if done.returncode not in (0, 1) or done.stderr:
                return None, "exit code %d: %s" % (done.returncode, done.stderr.decode("utf8", "replace"))
            if "--diff" not in options:
                return json.loads(done.stdout), None
            if done.stdout:
                subprocess.run(["patch", "-s", "-p1"], cwd=where, input=done.stdout, check=True)
            with open(os.path.join(where, "Dockerfile"), encoding="utf8", newline="") as file:
                return file.read(), None

    def findings(self, text):
        report, problem = self.plimsoll(text, "--format", "json")
        if problem:
            return None, problem
        if self.layers:
            self.packed = True  # bodies are seen only once then
            again, problem = self.plimsoll(text, "--format", "json")
            self.packed = False
            if again != report:
                return None, problem or "a compressed image has other findings: " + self.shown(again["findings"])
        return [f for f in report["findings"] if f["rule"] == self.rule and f["file"] == self.subject], None

    def bad(self, text):
        self.before, claims = claims_of(text)
        if not claims:
            return "a bad example claims nothing: put carets under the flaw"
        findings, problem = self.findings(self.before)
        if problem:
            return problem
        left = list(findings)
        for line, column, length, words in claims:
            match = next((f for f in left if self.is_claimed(f, line, column, length, words)), None)
            if match is None:
                return "no finding at %d:%d-%d \"%s\"; there are %s" % (
                    line, column, column + length, words, self.shown(findings))
            left.remove(match)
        if left:
            return "nobody claims %s" % self.shown(left)

    @staticmethod
    def is_claimed(f, line, column, length, words):
        words, _, cost = words.partition(" = ")
        if (f["line"], f["column"]) != (line, column) or words not in f["message"] + " " + f.get("help", ""):
            return False
        if cost and cost != "%d bytes" % f.get("bytes", 0):
            return False
        # what goes on in further lines is claimed to the end of its first one
        return f["end_line"] > line or f["end_column"] == column + length

    @staticmethod
    def shown(findings):
        return "; ".join("%d:%d-%d:%d \"%s\"" % (f["line"], f["column"], f["end_line"], f["end_column"], f["message"])
                         for f in findings) or "none"

    def good(self, text):
        findings, problem = self.findings(text)
        if problem or findings:
            return problem or "a good example has findings: " + self.shown(findings)

    def fixed(self, text, unsafe=""):
        if self.before is None:
            return "a fixed example without a bad one above it"
        if unsafe not in ("", "unsafe"):
            return "a fixed example is plain or unsafe, not %r" % unsafe
        after, problem = self.plimsoll(self.before, "--diff", *["--unsafe"] * bool(unsafe))
        if problem or after != text:
            return problem or "the fixes make\n%s" % after


def main():
    binary = os.path.abspath(sys.argv[1])
    root = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "rules")
    paths = sorted(os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names
                   if name.endswith(".c") and os.path.dirname(os.path.join(folder, name)) != os.path.join(root, "shared"))
    wanted = sys.argv[2:]
    if wanted:
        paths = [p for p in paths if os.path.splitext(os.path.basename(p))[0].replace("_", "-") in wanted]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        pages = list(pool.map(lambda path: Page(binary, path).run(), paths))
    wrong = [line for page in pages for line in page.wrong]
    for line in wrong:
        print(line)
    count = sum(page.count for page in pages)
    print("%d passed, %d failed" % (count - len(wrong), len(wrong)))
    sys.exit(bool(wrong) or not count)


if __name__ == "__main__":
    main()
