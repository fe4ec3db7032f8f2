#!/usr/bin/env python3
"""What plimsoll lint promises to whoever runs it, and no case can say.

    tests/lint.py PLIMSOLL [--sarif MULTITOOL] [--pre-commit PRE-COMMIT]

The same output for any number of threads, in every format; a reader that goes away is told; fingerprints
survive moved lines. With the real Multitool its verdict on our SARIF, with the real pre-commit a commit in a
scratch repository: scripts/test-tools fetches both, and without them these two are skipped.
"""
import argparse, json, os, re, shutil, subprocess, sys, tempfile
from xml.etree import ElementTree

sys.dont_write_bytecode = True
import saved

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
                        ["-f", "jsonl"], ["-f", "sarif"], ["-f", "github"], ["-f", "gitlab"], ["-f", "codeclimate"],
                        ["-f", "checkstyle"], ["-f", "junit"], ["-f", "sonarqube"], ["-f", "codacy"], ["-f", "gnu"],
                        ["--diff", "--unsafe"]):
            one, several = [self.lint("--all-rules", *options, "--jobs", jobs, *files) for jobs in ("1", "7")]
            for part in ("returncode", "stdout", "stderr"):
                must(getattr(one, part) == getattr(several, part),
                     "%s: %s differs between one thread and seven" % (" ".join(options), part))

    def test_many_directories(self):
        """More of them on a level than one thread reads at a time; in order, and without what is left out."""
        tree = [("%02x" % first, "%02x" % second) for first in range(20) for second in range(20)]
        for first, second in tree:
            self.write("tree/%s/%s/Dockerfile" % (first, second), b"FROM debian:12\nMAINTAINER a\n")
        self.write("tree/.gitignore", b"/07/\n")
        self.write("tree/08/.gitignore", b"0?/Dockerfile\n")
        self.write("tree/.git/HEAD", b"")
        wanted = ["tree/%s/%s/Dockerfile" % (first, second) for first, second in tree
                  if first != "07" and not (first == "08" and second[0] == "0")]
        for jobs in ("1", "2", "7"):
            done = self.lint("-f", "jsonl", "--no-fail", "--jobs", jobs, "tree", cwd=self.scratch)
            files = [json.loads(line)["file"] for line in done.stdout.splitlines()]
            must(sorted(set(files), key=files.index) == wanted, "--jobs %s: other files, or another order" % jobs)

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

    def nasty(self, form, *words):
        """What that format makes of nasty texts and of a file that is not there; the findings as json has them."""
        files = [self.write("forms/a&b <c>/Dockerfile", NASTY), self.write("forms/Dockerfile", NASTY),
                 self.write("forms/clean/Dockerfile", b""), "nowhere"]
        found = json.loads(self.lint("--all-rules", "-f", "json", *files).stdout.decode("utf8"))["findings"]
        must(len(found) > 10, "few findings")
        return self.lint("--all-rules", "-f", form, *files).stdout.decode("utf8"), found, files

    def test_checkstyle(self):
        text, found, files = self.nasty("checkstyle")
        root = ElementTree.fromstring(text)
        must(root.tag == "checkstyle" and root.get("version"), "no checkstyle")
        must([file.get("name") for file in root] == files, "not every file is named")
        errors = root.findall("file/error")
        must(len(errors) == len(found) + 1, "%d errors for %d findings" % (len(errors), len(found)))
        for error in errors:
            must(int(error.get("line")) > 0 and error.get("severity") in ("error", "warning", "info", "ignore")
                 and error.get("message") and error.get("source").startswith("plimsoll"), str(error.attrib))

    def test_junit(self):
        text, found, files = self.nasty("junit")
        root = ElementTree.fromstring(text)
        must(root.tag == "testsuites" and [suite.get("name") for suite in root] == files, "not a suite a file")
        must(len(root.findall("testsuite/testcase/failure")) == len(found), "not a failure a finding")
        for suite in root:
            cases = suite.findall("testcase")
            for name, count in (("tests", len(cases)), ("failures", len(suite.findall("testcase/failure"))),
                                ("errors", len(suite.findall("testcase/error")))):
                must(int(suite.get(name)) == count, "%s: %s is not %d" % (suite.get("name"), name, count))
            must(cases and all(case.get("name") and case.get("classname") for case in cases), "a case has no name")
            names = {case.get("name") for case in cases}
            must(len(names) == len(cases), "names are not unique in " + suite.get("name"))

    def test_gitlab(self):
        """Both take the same issues; no two share a fingerprint, and those stay when lines move."""
        issues, found, _ = self.nasty("gitlab")
        text = self.nasty("codeclimate")[0]
        must(text.count("\0") == len(found) and text.endswith("\0\n"), "not a NUL behind each issue")
        issues = json.loads(issues)
        plain = [json.loads(issue) for issue in text.split("\0") if issue.strip()]
        for issue, same in zip(issues, plain):
            must(issue == same, "gitlab and codeclimate differ")
            must(issue["type"] == "issue" and issue["description"]
                 and issue["severity"] in ("info", "minor", "major", "critical", "blocker")
                 and set(issue["categories"]) <= {"Bug Risk", "Clarity", "Compatibility", "Complexity", "Duplication",
                                                  "Performance", "Security", "Style"}
                 and not issue["location"]["path"].startswith("./")
                 and 0 < issue["location"]["lines"]["begin"] <= issue["location"]["lines"]["end"], str(issue))
        must(len({issue["fingerprint"] for issue in issues}) == len(issues) == len(found), "fingerprints clash")
        path = self.write("move/Dockerfile", NASTY)
        before = self.lint("--select", "copy-then-delete", "-f", "gitlab", path).stdout
        self.write("move/Dockerfile", b"# more\n\n" + NASTY)
        after = self.lint("--select", "copy-then-delete", "-f", "gitlab", path).stdout
        prints = [[issue["fingerprint"] for issue in json.loads(text.decode())] for text in (before, after)]
        must(prints[0] and prints[0] == prints[1], "moved lines change fingerprints")

    def test_sonarqube(self):
        text, found, _ = self.nasty("sonarqube")
        report = json.loads(text)
        rules = {rule["id"]: rule for rule in report["rules"]}
        must(len(rules) == len(report["rules"]) and len(report["issues"]) == len(found), "rules twice, issues lost")
        for rule in report["rules"]:
            must(rule["name"] and rule["engineId"] == "plimsoll" and rule["cleanCodeAttribute"]
                 and rule["type"] in ("BUG", "VULNERABILITY", "CODE_SMELL")
                 and rule["severity"] in ("BLOCKER", "CRITICAL", "MAJOR", "MINOR", "INFO"), str(rule))
            for impact in rule["impacts"]:
                must(impact["softwareQuality"] in ("SECURITY", "RELIABILITY", "MAINTAINABILITY")
                     and impact["severity"] in ("LOW", "MEDIUM", "HIGH"), str(impact))
        for issue in report["issues"]:
            must(issue["ruleId"] in rules and issue["primaryLocation"]["message"], str(issue))
            for place in [issue["primaryLocation"]] + issue.get("secondaryLocations", []):
                self.range_within(place)

    def range_within(self, place):
        """A range is not empty and does not leave its lines; columns count UTF-16 units from 0."""
        with open(place["filePath"], "rb") as file:
            lines = [line.rstrip(b"\r").decode("utf8", "replace") for line in file.read().split(b"\n")]
        span = place["textRange"]
        must(0 < span["startLine"] <= len(lines), str(place))
        if len(span) > 1:
            start, end = (span["startLine"], span["startColumn"]), (span["endLine"], span["endColumn"])
            width = len(lines[end[0] - 1].encode("utf-16-le")) // 2
            must(start < end and end[0] <= len(lines) and end[1] <= width, str(place))

    def test_lines(self):
        """codacy and gnu: a line a finding."""
        text, found, files = self.nasty("codacy")
        results = [json.loads(line) for line in text.splitlines()]
        must([(one["filename"], one["patternId"], one["line"]) for one in results[:-1]]
             == [(one["file"], one["rule"], one["line"]) for one in found], "codacy differs from json")
        must(set(results[-1]) == {"filename", "message"} and results[-1]["filename"] == "nowhere", "no error result")
        lines = self.nasty("gnu")[0].splitlines()
        form = re.compile(r"plimsoll:(.*):(\d+)\.(\d+)(-\d+(\.\d+)?)?: (error|warning|info|note): (.*) \[([a-z0-9-]+)\]")
        matches = [form.fullmatch(line) for line in lines]
        must(all(matches), "no line of gnu: %s" % [line for line, match in zip(lines, matches) if not match])
        must([(m[1], int(m[2]), int(m[3]), m[8]) for m in matches]
             == [(one["file"], one["line"], one["column"], one["rule"]) for one in found], "gnu differs from json")

    def test_sarif_columns(self):
        """Columns count UTF-16 units: a whale is two."""
        path = self.write("columns/Dockerfile", "FROM debian:12\nRUN echo \U0001f40b && apt-get install -y x\n".encode())
        run = self.sarif("--select", "DL3015", path)[1]
        region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
        must(run["columnKind"] == "utf16CodeUnits", "no column kind")
        line = "RUN echo \U0001f40b && apt-get install -y x".encode("utf-16-le")
        word = line[2 * region["startColumn"] - 2:2 * region["endColumn"] - 2].decode("utf-16-le")
        must(word in ("apt-get", "install"), "the region holds %r" % word)

    def weighed(self):
        """A Dockerfile whose findings cost something in its image, and what names both."""
        listing = "layer COPY . /app\napp/docs 300000 d\napp/a 70 a\nlayer RUN rm -r /app/docs\napp/.wh.docs\n" \
                  "layer RUN rm /app/a\napp/.wh.a\n"
        image = self.write("weighed/web.tar", saved.image(listing))
        file = self.write("weighed/Dockerfile", b"FROM scratch\nCOPY . /app\nRUN rm -r /app/docs\nRUN rm /app/a\n")
        return "--image", image, file

    def test_sarif_rank(self):
        """What costs more has a higher rank, and both have their bytes."""
        results = self.sarif("--select", "copy-then-delete", *self.weighed())[1]["results"]
        must([one["properties"]["bytes"] for one in results] == [300000, 70], "the bytes are not right")
        ranks = [one["rank"] for one in results]
        must(100 > ranks[0] > ranks[1] > 0, "the ranks are %r" % ranks)
        must(all("rank" not in one for one in self.sarif("--select", "copy-then-delete", self.weighed()[2])[1]["results"]),
             "a rank without a cost")

    def test_sarif_valid(self):
        tool = self.args.sarif
        if not tool or not os.path.exists(tool):
            raise Skipped("the SARIF Multitool is not there: scripts/test-tools fetches it")
        self.write("sarif/a b/Dockerfile", NASTY)
        self.write("sarif/Dockerfile", b"# plimsoll ignore=DL3015\nFROM debian:12\nrun x\nMAINTAINER me")
        self.write("sarif/empty/Dockerfile", b"")
        for words in (["--all-rules", "fixtures", os.path.join(self.scratch, "sarif"), "tests/fuzz/seeds/lint/many"],
                      ["--all-rules", *self.weighed()], ["nowhere"]):
            path, run = self.sarif(*words)
            must("fixtures" not in words or len(run["results"]) > 30, "few results")
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
