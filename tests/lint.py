#!/usr/bin/env python3
"""What plimsoll lint promises to whoever runs it, and no case can say.

    tests/lint.py PLIMSOLL [--sarif MULTITOOL] [--pre-commit PRE-COMMIT]

The same output for any number of threads, in every format; a reader that goes away is told; fingerprints
survive moved lines. With the real Multitool its verdict on our SARIF, with the real pre-commit a commit in a
scratch repository: scripts/test-tools fetches both, and without them these two are skipped.
"""
import argparse, json, os, re, shutil, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
INPUTS = ["fixtures", "tests/fuzz/seeds/lint", "tests/fuzz/seeds/syntax"]
NASTY = ("FROM debian:12\nCOPY . /app\nRUN rm -rf /app/x # \"\u00fc\U0001f40b\\\n\nRUN apt-get install -y \u00fc curl\n"
         "\trun rm -rf /app/y && rm -rf /app/z\nCOYP x\n").encode() + b"RUN rm -rf /app/\xff\r\n"


class Skipped(Exception):
    pass


class Failed(Exception):
    pass


def must(holds, sentence):
    if not holds:
        raise Failed(sentence)


class Tests:
    def __init__(self, args, scratch):
        self.plimsoll, self.args, self.scratch = os.path.abspath(args.plimsoll), args, scratch
        self.env = dict(os.environ, HOME=scratch, LC_ALL="C.UTF-8")

    def run(self, *words, cwd=ROOT, **more):
        return subprocess.run(words, cwd=cwd, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=300, **more)

    def lint(self, *words, **more):
        return self.run(self.plimsoll, "lint", *words, **more)

    def write(self, name, content):
        path = os.path.join(self.scratch, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def test_threads(self):
        files = [os.path.join(folder, name) for top in INPUTS for folder, _, names in os.walk(os.path.join(ROOT, top))
                 for name in sorted(names)]
        must(len(files) > 50, "there are few inputs")
        for options in (["-f", "text", "--color", "always"], ["-f", "short"], ["-f", "json", "--statistics"],
                        ["-f", "jsonl"], ["-f", "sarif"], ["-f", "github"], ["--diff", "--unsafe"]):
            one, several = [self.lint("--all-rules", *options, "--jobs", jobs, *files) for jobs in ("1", "7")]
            for part in ("returncode", "stdout", "stderr"):
                must(getattr(one, part) == getattr(several, part),
                     "%s: %s differs between one thread and seven" % (" ".join(options), part))

    def test_closed_pipe(self):
        for options in ([], ["-f", "json"], ["--diff", "--unsafe"]):
            reader, writer = os.pipe()
            os.close(reader)
            done = subprocess.run([self.plimsoll, "lint", *options, "fixtures"], cwd=ROOT, env=self.env, stdout=writer,
                                  stderr=subprocess.PIPE, timeout=60)
            os.close(writer)
            must((done.returncode, done.stderr) == (2, b"plimsoll: cannot write the output: the reader has gone\n"),
                 "exit code %d, %r" % (done.returncode, done.stderr))

    def sarif(self, *words):
        path = os.path.join(self.scratch, "out.sarif")
        done = self.lint("-f", "sarif", "-o", path, *words)
        must(done.returncode in (0, 1, 2) and not done.stdout, "exit code %d" % done.returncode)
        with open(path, encoding="utf8") as file:
            return path, json.load(file)["runs"][0]

    def test_fingerprints(self):
        """They stay when lines move, and no two are the same."""
        text = NASTY.split(b"\n")
        prints = []
        for lines in (text, [b"# more", b""] + text, text[:2] + [b"# x"] + text[2:]):
            path = self.write("prints/Dockerfile", b"\n".join(lines))
            run = self.sarif("--all-rules", path)[1]
            prints.append(sorted((r["ruleId"], r["partialFingerprints"]["primaryLocationLineHash"])
                                 for r in run["results"] if r["ruleId"] != "empty-continuation"))
        must(len(prints[0]) > 4 and len(set(prints[0])) == len(prints[0]), "not unique: %s" % prints[0])
        for other in prints[1:]:
            must(other == prints[0], "moved lines change %s" % (set(other) ^ set(prints[0])))

    def test_sarif_columns(self):
        """Columns count UTF-16 units: a whale is two."""
        path = self.write("columns/Dockerfile", "FROM debian:12\nRUN echo \U0001f40b && apt-get install -y x\n".encode())
        run = self.sarif("--select", "DL3015", path)[1]
        region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
        must(run["columnKind"] == "utf16CodeUnits", "no column kind")
        line = "RUN echo \U0001f40b && apt-get install -y x".encode("utf-16-le")
        word = line[2 * region["startColumn"] - 2:2 * region["endColumn"] - 2].decode("utf-16-le")
        must(word in ("apt-get", "install"), "the region holds %r" % word)

    def test_sarif_valid(self):
        tool = self.args.sarif
        if not tool or not os.path.exists(tool):
            raise Skipped("the SARIF Multitool is not there: scripts/test-tools fetches it")
        self.write("sarif/a b/Dockerfile", NASTY)
        self.write("sarif/Dockerfile", b"# plimsoll ignore=DL3015\nFROM debian:12\nrun x\nMAINTAINER me")
        self.write("sarif/empty/Dockerfile", b"")
        for words in (["--all-rules", "fixtures", os.path.join(self.scratch, "sarif"), "tests/fuzz/seeds/lint/many"],
                      ["nowhere"]):
            path, run = self.sarif(*words)
            must(words == ["nowhere"] or len(run["results"]) > 30, "few results")
            done = self.run(tool, "validate", "--rule-kind", "Sarif;Ghas", path)
            said = done.stdout.decode("utf8", "replace") + done.stderr.decode("utf8", "replace")
            must(done.returncode == 0 and not re.search(r"\b(error|warning) [A-Z]+\d+", said)
                 and "completed successfully" in said, "the Multitool says, of %s:\n%s" % (words, said))

    def test_pre_commit(self):
        tool = self.args.pre_commit
        if not tool or not os.path.exists(tool):
            raise Skipped("pre-commit is not there: scripts/test-tools fetches it")
        hooks, work = os.path.join(self.scratch, "hooks"), os.path.join(self.scratch, "work")
        self.env.update(PATH=os.path.dirname(self.plimsoll) + os.pathsep + os.environ["PATH"],
                        GIT_CONFIG_NOSYSTEM="1", PRE_COMMIT_HOME=os.path.join(self.scratch, "cache"))
        for name in ("AUTHOR", "COMMITTER"):
            self.env.update({"GIT_%s_NAME" % name: "n", "GIT_%s_EMAIL" % name: "n@localhost"})

        def git(*words, cwd):
            done = self.run("git", *words, cwd=cwd)
            must(done.returncode == 0, done.stderr.decode("utf8", "replace"))
            return done.stdout.decode().strip()
        os.makedirs(hooks)
        shutil.copy(os.path.join(ROOT, ".pre-commit-hooks.yaml"), hooks)
        for folder in (hooks, work):
            os.makedirs(folder, exist_ok=True)
            git("init", "-q", cwd=folder)
        git("add", ".", cwd=hooks)
        git("commit", "-qm", "hooks", cwd=hooks)
        self.write("work/.pre-commit-config.yaml", (
            "repos:\n  - repo: %s\n    rev: %s\n    hooks:\n      - id: plimsoll\n        args: [--format, short, "
            "--select, DL3015, --fail-on, info]\n" % (hooks, git("rev-parse", "HEAD", cwd=hooks))).encode())
        bad = b"FROM debian:12\nRUN apt-get install -y curl\n"
        wanted = ["Dockerfile", "a/web.Dockerfile", "a/Dockerfile.x", "Containerfile"]
        for name in wanted + ["notes.txt", "Dockerfile.md", "a/Dockerfile.dockerignore", "Dockerfile~"]:
            self.write("work/" + name, bad)
        git("add", ".", cwd=work)
        done = self.run(tool, "run", cwd=work)
        said = done.stdout.decode("utf8", "replace")
        found = sorted(re.findall(r"^(\S+):2:\d+: info: ", said, re.M))
        must(done.returncode == 1 and found == sorted(wanted), "pre-commit says\n" + said + done.stderr.decode())
        for name in wanted:
            self.write("work/" + name, b"FROM debian:12\nRUN true\n")
        git("add", ".", cwd=work)
        done = self.run(tool, "run", cwd=work)
        must(done.returncode == 0 and b"Passed" in done.stdout, "pre-commit says\n" + done.stdout.decode())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("plimsoll")
    parser.add_argument("--sarif")
    parser.add_argument("--pre-commit")
    args = parser.parse_args()
    passed = failed = skipped = 0
    for name in [name for name in vars(Tests) if name.startswith("test_")]:
        with tempfile.TemporaryDirectory(prefix="plimsoll-lint-") as scratch:
            try:
                getattr(Tests(args, scratch), name)()
                passed += 1
            except Skipped as reason:
                skipped += 1
                print("skipped %s: %s" % (name[5:], reason))
            except Failed as reason:
                failed += 1
                print("FAIL %s: %s" % (name[5:], reason))
    print("%d passed, %d failed%s" % (passed, failed, ", %d skipped" % skipped if skipped else ""))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
