#!/usr/bin/env python3
"""Runs the whole program on small inputs: each tests/cases/*.txt is one case.

    tests/cases.py PLIMSOLL [CASE...]           UPDATE=1 rewrites what is expected

A case reads from top to bottom; its files are made in an empty folder, where the program then runs:

    A missing image is an error, and the rest is still read
    $ plimsoll parse Dockerfile < input         NAME=value may stand before it, > FILE behind it
    -- needs unprivileged                       skipped for root, who can read everything
    -- directory NAME                           (unreadable) here, too
    -- link NAME -> TARGET                      a symbolic link
    -- copy FOLDER                              a copy of a folder of this repository, under its last name
    -- image NAME                               a saved image, of a listing as tests/saved.py reads it
    -- image NAME of FILE                       the same of one of this repository
    -- file NAME                                the bytes up to the next line with "-- "
    -- file NAME (unreadable)                   the same, with no permission to read it
    -- file NAME (escaped)                      \\n \\r \\t \\\\ \\xHH are decoded, and the last line
                                                feed is left out: for files that do not end in one
    -- stdout                                   expected; left out where it is empty
    -- stdout (escaped)                         written by UPDATE=1 where the plain form cannot say it
    -- stderr
    -- exit 1                                   left out where it is 0

Options: --under COMMAND runs the program under another one (valgrind); --most N runs N cases at most,
evenly picked.
"""
import argparse, difflib, os, re, shlex, shutil, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True
import saved

HERE = os.path.dirname(os.path.abspath(__file__))
SECTION = re.compile(rb"-- (file|directory|link|copy|image|needs|stdout|stderr|exit)(?: (.*?))??(?: \((escaped|unreadable)\))?\n")
KEPT = ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")


def unescape(body):
    plain = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\\": b"\\"}

    def one(match):
        if match[1] in plain:
            return plain[match[1]]
        if len(match[1]) != 3:
            raise ValueError("no such escape: " + match[0].decode("utf8", "replace"))
        return bytes([int(match[1][1:], 16)])
    return re.sub(rb"\\(x[0-9a-fA-F]{2}|.|$)", one, body[:-1] if body.endswith(b"\n") else body)


def escape(body):
    text = body.replace(b"\\", b"\\\\").replace(b"\r", b"\\r").replace(b"\t", b"\\t")
    text = re.sub(rb"(?m)^-- ", rb"\\x2d- ", text).decode("utf8", "surrogateescape")
    return "".join("\\x%02x" % (ord(c) & 0xFF) if (c < " " and c != "\n") or c == "\x7f"
                   or "\udc80" <= c <= "\udcff" else c for c in text).encode()


def written(name, body):
    """A section that holds `body`: plain where that says it exactly."""
    plain = body.endswith(b"\n") and escape(body).replace(b"\\\\", b"\\") == body
    return b"-- %s\n%s" % (name, body) if plain else b"-- %s (escaped)\n%s\n" % (name, escape(body))


class Case:
    def __init__(self, path):
        self.text = open(path, "rb").read()
        self.title, _, rest = self.text.partition(b"\n")
        self.needs_unprivileged, self.inputs = False, []
        self.expected = {b"stdout": b"", b"stderr": b"", b"exit": b"0"}
        self.head_end = None
        lines = re.findall(rb"[^\n]*\n|[^\n]+", rest)
        if not lines or not lines[0].startswith(b"$ "):
            raise ValueError("the second line must be a command: $ plimsoll ...")
        self.command(lines[0][2:].decode())
        at, where = 1, len(self.title) + 1 + len(lines[0])
        while at < len(lines):
            match = SECTION.fullmatch(lines[at])
            if not match:
                raise ValueError("no such section: " + lines[at].decode("utf8", "replace").strip())
            end = at + 1
            while end < len(lines) and not lines[end].startswith(b"-- "):
                end += 1
            self.section(match[1], match[2] or b"", match[3], b"".join(lines[at + 1:end]), where)
            where += sum(map(len, lines[at:end]))
            at = end

    def command(self, line):
        words, self.env, self.stdin, self.stdout = shlex.split(line), {}, None, None
        while words and re.match(r"[A-Z_]+=", words[0]):
            name, _, self.env[name] = words.pop(0).partition("=")
        while len(words) > 2 and words[-2] in "<>":
            setattr(self, "stdin" if words[-2] == "<" else "stdout", words[-1])
            del words[-2:]
        if words[:1] != ["plimsoll"]:
            raise ValueError("the command must be plimsoll")
        self.args = words[1:]

    def section(self, kind, name, how, body, where):
        if how == b"escaped":
            body = unescape(body)
        if kind in self.expected:
            self.expected[kind] = name if kind == b"exit" else body
            self.head_end = where if self.head_end is None else self.head_end
        elif self.head_end is not None:
            raise ValueError("inputs stand before what is expected")
        elif kind == b"needs":
            if name != b"unprivileged":
                raise ValueError("no such need: " + name.decode())
            self.needs_unprivileged = True
        else:
            self.inputs.append((kind, name.decode(), how, body))

    def run(self, program):
        """What came out, in the shape of self.expected."""
        with tempfile.TemporaryDirectory(prefix="plimsoll-case-") as folder:
            for kind, name, how, body in self.inputs:
                name, _, target = name.partition(" -> ") if kind == b"link" else (name, "", "")
                path = os.path.join(folder, name)
                os.makedirs(path if kind == b"directory" else os.path.dirname(path), exist_ok=True)
                if kind == b"copy":
                    shutil.copytree(os.path.join(HERE, "..", name), os.path.join(folder, os.path.basename(name)))
                elif kind == b"link":
                    os.symlink(target, path)
                elif kind == b"file":
                    with open(path, "wb") as file:
                        file.write(body)
                elif kind == b"image":
                    name, _, listing = name.partition(" of ")
                    if listing:
                        with open(os.path.join(HERE, "..", listing), "rb") as file:
                            body = file.read()
                    with open(os.path.join(folder, name), "wb") as file:
                        file.write(saved.image(body.decode()))
                if how == b"unreadable":
                    os.chmod(path, 0)
            env = {name: os.environ[name] for name in KEPT if name in os.environ}
            env.update(LC_ALL="C.UTF-8", HOME=folder, **self.env)
            with open(os.path.join(folder, self.stdin or os.devnull), "rb") as stdin:
                stdout = open(os.path.join(folder, self.stdout), "wb") if self.stdout else None
                done = subprocess.run(program + self.args, cwd=folder, env=env, stdin=stdin,
                                      stdout=stdout or subprocess.PIPE, stderr=subprocess.PIPE,
                                      timeout=120)
                if stdout:
                    stdout.close()
        return {b"stdout": done.stdout or b"", b"stderr": done.stderr,
                b"exit": str(done.returncode).encode()}

    def with_results(self, actual):
        text = self.text[:self.head_end]
        for name in (b"stdout", b"stderr"):
            text += written(name, actual[name]) if actual[name] else b""
        return text + (b"-- exit %s\n" % actual[b"exit"] if actual[b"exit"] != b"0" else b"")


def check(path, program, update):
    """Nothing when the case passes, else what is wrong with it; "skipped" is skipped."""
    try:
        case = Case(path)
        if case.needs_unprivileged and os.geteuid() == 0:
            return "skipped"
        actual = case.run(program)
    except (ValueError, OSError, subprocess.TimeoutExpired) as error:
        return "FAIL %s: %s" % (os.path.basename(path), error)
    if actual == case.expected:
        return None
    new = case.with_results(actual)
    if update:
        with open(path, "wb") as file:
            file.write(new)
        print("updated " + os.path.basename(path))
        return None
    before, after = (t.decode("utf8", "backslashreplace").split("\n") for t in (case.text, new))
    diff = difflib.unified_diff(before, after, "expected", "actual", n=2, lineterm="")
    return "\n".join(["FAIL %s: %s" % (os.path.basename(path), case.title.decode())] + list(diff))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--under", default="")
    parser.add_argument("--most", type=int)
    args = parser.parse_args()
    folder = os.path.join(HERE, "cases")
    paths = args.cases or [os.path.join(folder, n) for n in sorted(os.listdir(folder)) if n.endswith(".txt")]
    if args.most:
        paths = paths[::-(-len(paths) // args.most) or 1]
    program = shlex.split(args.under) + [os.path.abspath(args.program)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda path: check(path, program, os.environ.get("UPDATE") == "1"), paths))
    failures = [result for result in results if result and result != "skipped"]
    for failure in failures:
        print(failure)
    skipped = results.count("skipped")
    print("%d passed, %d failed" % (results.count(None), len(failures))
          + (", %d skipped" % skipped if skipped else ""))
    sys.exit(1 if failures or not results else 0)


if __name__ == "__main__":
    main()
