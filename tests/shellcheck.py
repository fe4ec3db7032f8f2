#!/usr/bin/env python3
"""plimsoll lint --shellcheck: what ShellCheck gets, and what becomes of what it says.

    tests/shellcheck.py PLIMSOLL

A small program in ShellCheck's place shows what it is given, and breaks in every way that a program can. The
real one, where it is installed, is asked about places and fixes.
"""
import json, os, re, shutil, subprocess, sys, tempfile
from xml.etree import ElementTree

# Finds "bad" (SC2086, which "good" mends) and "worse" (SC2046); WAY says how it breaks.
FAKE = r'''#!%s
import json, os, re, sys, time
way, files = os.environ.get("WAY", ""), [word for word in sys.argv[1:] if not word.startswith("-")]
texts = [open(file, encoding="utf8", newline="").read() for file in files]
with open(os.environ["CALLS"], "a") as log:
    log.write(json.dumps([sys.argv[1:], texts, os.environ.get("SHELLCHECK_OPTS"), sys.stdin.read()]) + "\n")
comments = []
for file, text in zip(files, texts):
    if way == "poison" and "poison" in text:
        sys.exit("cannot swallow that\nreally") if sys.stderr.write("") else sys.exit(3)
    for number, line in enumerate(text.split("\n"), 1):
        for match in re.finditer("bad|worse", line):
            place = {"line": number, "endLine": number, "column": match.start() + 1, "endColumn": match.end() + 1}
            fix = {"replacements": [dict(place, replacement="good", precedence=1, insertionPoint="afterEnd")]}
            comments.append(dict(place, file=file, code=2086 if match[0] == "bad" else 2046, message="no " + match[0],
                                 level="info" if match[0] == "bad" else "warning", fix=fix if match[0] == "bad" else None))
one = comments[0] if comments else {}
if way == "exit":
    sys.stderr.write("openBinaryFile: out of luck\nmore\n")
    sys.exit(2)
if way == "signal":
    os.kill(os.getpid(), 9)
broken = {"empty": "", "text": "In Dockerfile line 1:", "cut": '{"comments":[{"file"', "list": "[]", "null": '{"comments":null}',
          "number": '{"comments":[1]}'}
for key, value in (("line", 0), ("column", "x"), ("endLine", None), ("file", "/elsewhere"), ("file", "/tmp/77"), ("code", 4001),
                   ("code", 12), ("level", "fatal"), ("endLine", 1), ("fix", {"replacements": [{}]})):
    broken["%%s=%%s" %% (key, value)] = json.dumps({"comments": [dict(one, **{key: value})]})
print(broken[way] if way in broken else json.dumps({"comments": comments}))
sys.exit(bool(comments))
''' % sys.executable
BROKEN = {
    "exit": "shellcheck ended with exit code 2: openBinaryFile: out of luck",
    "signal": "shellcheck was killed by a signal",
    "code=4001": "shellcheck finds SC4001, which this plimsoll does not know",
    "code=12": "shellcheck finds SC12, which this plimsoll does not know",
    "level=fatal": "shellcheck prints a level that plimsoll does not know: fatal",
}
BROKEN.update({way: "shellcheck prints what plimsoll does not understand: " for way in (
    "empty", "text", "cut", "list", "null", "number", "line=0", "column=x", "endLine=None", "file=/elsewhere", "file=/tmp/77",
    "endLine=1", "fix={'replacements': [{}]}")})
GIVEN = r"""# hadolint shell=/bin/ash
ARG GLOBAL=1
FROM debian:12 AS base
ARG ARGUMENT
ENV SET=1 not.a.name=2 SET=3
RUN one \
    # a comment
    two   \
  three
RUN ["json", "form"]
CMD shell form
ONBUILD ARG LATER
ONBUILD RUN four
FROM base
SHELL ["/usr/bin/env", "bash", "-c"]
RUN five
# hadolint shell=dash # for once
RUN six
RUN <<EOF
#!/bin/ksh -e
seven \
  eight
EOF
RUN <<EOF cat
nine
EOF
RUN <<EOF
#!/usr/bin/python3
ten
EOF
FROM mcr.microsoft.com/windows/nanoserver
RUN eleven
"""
PROXIES = "HTTP_PROXY HTTPS_PROXY FTP_PROXY NO_PROXY http_proxy https_proxy ftp_proxy no_proxy "
SCRIPTS = ["#!%s\n%s%s\n" % (shell, "".join("export %s=1\n" % name for name in (PROXIES + names).split()), text)
           for shell, names, text in (
    ("/bin/ash", "SET ARGUMENT", "one two three"),
    ("/bin/ash", "SET LATER", "four"),
    ("bash", "LATER SET ARGUMENT", "five"),
    ("dash", "LATER SET ARGUMENT", "six"),
    ("/bin/ksh -e", "LATER SET ARGUMENT", "seven \\\n  eight\n"),
    ("dash", "LATER SET ARGUMENT", "<<EOF cat\nnine\nEOF"))]
PLACES = "FROM debian:12\nRUN echo \u00fc bad \\\n\n  # bad\n\t&& worse \\\n  && ba\\\nd\nRUN <<-EOF\n\tbad\n\tEOF\n"
FORMATS = "text short json jsonl sarif github gitlab codeclimate checkstyle junit sonarqube codacy gnu".split()


class Tests:
    def __init__(self, plimsoll, scratch):
        self.plimsoll, self.scratch, self.passed, self.failed = plimsoll, scratch, 0, 0
        self.tools, self.calls = os.path.join(scratch, "tools"), os.path.join(scratch, "calls")
        self.temporary = os.path.join(scratch, "temporary")
        os.mkdir(self.tools)
        os.mkdir(self.temporary)
        with open(os.path.join(self.tools, "shellcheck"), "w", encoding="utf8") as file:
            file.write(FAKE)
        os.chmod(os.path.join(self.tools, "shellcheck"), 0o755)

    def must(self, holds, sentence):
        self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        if not holds:
            print("FAIL " + sentence)

    def write(self, name, text):
        path = os.path.join(self.scratch, "files", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf8", newline="") as file:
            file.write(text)
        return name

    def lint(self, *words, way="", path=None, **more):
        """Exit code, output and errors, and the calls of the program meanwhile. Nothing is left behind."""
        if os.path.exists(self.calls):
            os.remove(self.calls)
        env = {"PATH": self.tools if path is None else path, "WAY": way, "CALLS": self.calls, "TMPDIR": self.temporary,
               "HOME": self.scratch, "LC_ALL": "C", "SHELLCHECK_OPTS": "--exclude=SC2086"}
        done = subprocess.run([self.plimsoll, *words], cwd=os.path.join(self.scratch, "files"), env=env, timeout=120,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
        self.must(os.listdir(self.temporary) == [], "%s %s leaves files" % (words, way))
        calls = []
        if os.path.exists(self.calls):
            with open(self.calls) as file:
                calls = [json.loads(line) for line in file]
        return done.returncode, done.stdout.decode(), done.stderr.decode(), calls

    def short(self, *words, **more):
        return self.lint("lint", "-f", "short", "--shellcheck", *words, **more)

    def codes(self, text):
        return re.findall(r"^(.*:\d+:\d+: \w+): .* \[(SC\d+)\]$", text, re.M)

    def test_what_it_gets(self):
        _, out, _, calls = self.short("--jobs", "1", self.write("given", GIVEN))
        self.must(self.codes(out) == [] and len(calls) == 1, "%d processes, and\n%s" % (len(calls), out))
        words, texts, options, stdin = calls[0]
        self.must(words[:4] == ["--norc", "--format=json1", "--severity=style", "--exclude=SC1071,SC1090,SC1091,SC2187"]
                  and [os.path.basename(word) for word in words[4:]] == [str(i) for i in range(len(SCRIPTS))],
                  "the words are %s" % words)
        self.must(options == "" and stdin == "", "the program gets options or input from somewhere")
        for text, wanted in zip(texts, SCRIPTS):
            self.must(text == wanted, "a script is\n%r, not\n%r" % (text, wanted))
        self.must(len(texts) == len(SCRIPTS), "%d scripts, not %d" % (len(texts), len(SCRIPTS)))

    def test_places(self):
        _, out, _, _ = self.short(self.write("places", PLACES))
        self.must(self.codes(out) == [("places:2:13: info", "SC2086"), ("places:5:5: warning", "SC2046"), ("places:6:6: info", "SC2086"),
                                      ("places:9:2: info", "SC2086")], "places:\n" + out)
        _, out, _, _ = self.lint("lint", "--select", "sc2086", "--diff", "--unsafe", "places")
        lines = [line for line in out.split("\n") if line[:1] in ("-", "+")]
        self.must(lines[2:] == ["-RUN echo \u00fc bad \\", "+RUN echo \u00fc good \\", "-\tbad", "+\tgood"], "the fix is\n" + out)
        _, out, _, _ = self.lint("lint", "--select", "SC2086", "--diff", "places")
        self.must(out == "", "a fix of ShellCheck's is safe")

    def test_batches(self):
        files = [self.write("many/%03d" % i, "FROM a\n" + "".join("RUN bad %d\n" % (j if j % 2 else i * 10 + j) for j in range(5)))
                 for i in range(40)]
        _, out, _, calls = self.short("--jobs", "1", *files)
        texts = [text for call in calls for text in call[1]]
        self.must(len(self.codes(out)) == 200, "%d findings, not 200" % len(self.codes(out)))
        self.must(len(texts) == len(set(texts)) == 122 and max(len(call[1]) for call in calls) == 64 and len(calls) == 2,
                  "%d scripts in %d processes" % (len(texts), len(calls)))
        for jobs in ("3", "50"):
            self.must(self.short("--jobs", jobs, *files)[1] == out, "%s threads find something else" % jobs)
        alone = "".join(self.short("--select", "SC2086", file)[1] for file in files)
        self.must(self.short("--select", "SC2086", *files)[1] == alone, "each file by itself gives something else")
        with open(os.path.join(self.scratch, "files", files[0]), "rb") as file:
            piped = self.short("--select", "SC2086", "-", stdin=file)[1]
        self.must(self.codes(piped.replace("<stdin>", files[0])) == self.codes(out)[:5], "standard input gives something else:\n" + piped)

    def test_broken(self):
        self.write("broken", "FROM a\nRUN bad\n")
        for way, said in BROKEN.items():
            code, out, err, _ = self.short("broken", way=way)
            self.must(code == 2 and "SC" not in out and err.startswith("plimsoll: cannot lint broken: " + said) and err.count("\n") == 1,
                      "%s: exit code %d, %r" % (way, code, err))
        self.write("fine", "FROM a\nRUN worse\n")
        self.write("poisoned", "FROM a\nRUN poison\n")
        code, out, err, _ = self.short("fine", "poisoned", way="poison")
        self.must(code == 2 and self.codes(out) == [("fine:2:5: warning", "SC2046")] and
                  err == "plimsoll: cannot lint poisoned: shellcheck ended with exit code 3\n", "one file breaks another: " + out + err)

    def test_missing(self):
        said = "plimsoll: there is no shellcheck on PATH: install ShellCheck, or leave it out with --no-shellcheck\n"
        os.makedirs(os.path.join(self.scratch, "files", "bin"), exist_ok=True)
        shutil.copy(os.path.join(self.tools, "shellcheck"), os.path.join(self.scratch, "files", "bin"))
        self.write("asks/.plimsoll.yaml", "shellcheck: true\n")
        self.write("asks/Dockerfile", "FROM a\nRUN bad\n")
        self.write("fine", "FROM a\nRUN worse\n")
        for words in (["--shellcheck", "fine", "asks"], ["--select", "SC2086", "fine"], ["asks"]):
            self.must(self.lint("lint", *words, path="bin:.::/nowhere")[:3] == (2, "", said), "%s without a shellcheck" % words)
        for words in (["asks", "--no-shellcheck"], ["asks", "--select", "cd-in-run"], ["fine"]):
            code, out, err, calls = self.lint("lint", *words, path="")
            self.must(code < 2 and err == "" and calls == [], "%s asks for shellcheck: %s" % (words, err))
        self.must(self.lint("lint", "--shellcheck", "--no-shellcheck", "fine")[:3] == (
            2, "", "plimsoll: --shellcheck and --no-shellcheck: which of them?\n"), "both options go together")
        self.must("SC2086" in self.lint("lint", "asks")[1], "settings do not ask")

    def test_settings(self):
        self.write("set/Dockerfile", "FROM a\nRUN bad\nRUN worse\n")
        for rules, said in (("SC2086: off", [("3:5: warning", "SC2046")]), ("SC2086: error\n  sc2046: style", [
                ("2:5: error", "SC2086"), ("3:5: style", "SC2046")]), ("SC2086: {severity: warning}\n  SC2046: on", [
                    ("2:5: warning", "SC2086"), ("3:5: warning", "SC2046")])):
            self.write("set/.plimsoll.yaml", "shellcheck: true\nrules:\n  %s\n" % rules)
            out = self.lint("lint", "-f", "short", "set")[1]
            self.must([(place.split("Dockerfile:")[1], code) for place, code in self.codes(out)] == said, "%s gives\n%s" % (rules, out))
        self.write("set/.plimsoll.yaml", "rules: {SC2086: {reason: x}}\n")
        self.must("the rule has no option reason" in self.lint("lint", "set")[2], "a code has options")
        self.write("set/.plimsoll.yaml", "rules: {SC208: off}\n")
        self.must("there is no rule SC208" in self.lint("lint", "set")[2], "SC208 is a code")
        self.write("set/.plimsoll.yaml", "shellcheck: perhaps\n")
        self.must("shellcheck is true or false" in self.lint("lint", "set")[2], "shellcheck: perhaps")
        os.remove(os.path.join(self.scratch, "files", "set/.plimsoll.yaml"))
        self.write("set/.hadolint.yaml", "ignored: [SC2086]\noverride: {info: [SC2046]}\n")
        out = self.short("set")[1]
        self.must([code for _, code in self.codes(out)] == ["SC2046"] and "3:5: info" in out, "hadolint's settings give\n" + out)
        self.must([code for _, code in self.codes(self.short("--ignore", "SC2086", "--no-config", "set")[1])] == ["SC2046"],
                  "--ignore SC2086 has no effect")
        self.write("set/.plimsoll.yaml", "extends: more.yaml\nshellcheck: false\n")
        self.write("set/more.yaml", "shellcheck: true\n")
        self.must("SC" not in self.lint("lint", "set")[1], "what is extended counts more")
        self.write("set/.plimsoll.yaml", "extends: more.yaml\n")
        self.must("SC2086" in self.lint("lint", "set")[1], "what is extended does not count")

    def test_comments(self):
        self.write("comments", "FROM a\n# plimsoll ignore=SC2086\nRUN bad worse\n# hadolint ignore=SC2046\nRUN bad worse\n"
                               "RUN bad \\\n  # plimsoll ignore=sc2086,SC2046\n  worse\n# plimsoll ignore=SC2046\nRUN bad\n")
        out = self.short("comments")[1]
        self.must(self.codes(out) == [("comments:3:9: warning", "SC2046"), ("comments:5:5: info", "SC2086"), ("comments:10:5: info", "SC2086")],
                  "comments:\n" + out)
        self.must("comments:9:19: info: " in out and out.count("[unused-ignore]") == 1, "unused comments:\n" + out)
        self.must("[unused-ignore]" not in self.lint("lint", "-f", "short", "comments")[1], "unused, though nobody asked")

    def test_formats(self):
        self.write("formats", "FROM a\nRUN bad\nRUN bad bad\n")
        for name in FORMATS:
            out = self.lint("lint", "--shellcheck", "--no-config", "-f", name, "formats")[1]
            self.must("SC2086" in out and "no bad" in out, "%s does not say it:\n%s" % (name, out))
        run = json.loads(self.lint("lint", "--select", "SC2086", "-f", "sarif", "formats")[1])["runs"][0]
        rule = run["tool"]["driver"]["rules"][-1]
        self.must(rule["id"] == "SC2086" and rule["helpUri"] == "https://www.shellcheck.net/wiki/SC2086" and rule["shortDescription"]["text"]
                  and "wiki/SC2086" in rule["help"]["markdown"] and "ruleIndex" not in run["results"][0], "SARIF: %s" % rule)
        self.must([r["id"] for r in run["tool"]["driver"]["rules"]].count("SC2046") == 0, "SARIF has codes that were not met")
        out = self.lint("lint", "--select", "SC2086", "-f", "text", "--statistics", "formats")[1]
        self.must("\n3  SC2086\n" in out, "statistics:\n" + out)
        sonar = json.loads(self.lint("lint", "--select", "SC2086", "-f", "sonarqube", "formats")[1])
        self.must([rule["id"] for rule in sonar["rules"]] == ["SC2086"], "sonarqube: %s" % sonar)
        ElementTree.fromstring(self.lint("lint", "--select", "SC2086", "-f", "checkstyle", "formats")[1])

    def test_explain(self):
        for name in ("SC2086", "sc2086", "SC3999"):
            out = self.lint("explain", name)[1]
            self.must(out.startswith(name.upper() + "\n") and "shellcheck.net/wiki/" + name.upper() in out, "explain %s: %s" % (name, out))
        for name in ("SC999", "SC0999", "SC4000", "SC20866", "SC2o86", "SX2086"):
            self.must(self.lint("explain", name)[0] == 2, "%s is explained" % name)

    def test_config(self):
        self.write("shown/.plimsoll.yaml", "shellcheck: true\nrules: {SC2086: error, SC2046: off, SC2006: on}\n")
        out = self.lint("config", "--changed", "shown")[1]
        self.must("  ShellCheck is asked\n" in out and re.findall(r"^  (SC\d+) +(as found|off|error) ", out, re.M) == [
            ("SC2006", "as found"), ("SC2046", "off"), ("SC2086", "error")], "config:\n" + out)
        force = json.loads(self.lint("config", "--format", "json", "shown")[1])["files"][0]
        self.must(force["shellcheck"] and [rule["id"] for rule in force["rules"] if rule["id"][:2] == "SC"] == ["SC2006", "SC2046", "SC2086"],
                  "config in JSON: %s" % force["rules"][-3:])

    def real(self):
        """What the real ShellCheck says of places in all kinds of lines, and its fixes."""
        path = shutil.which("shellcheck")
        if not path:
            return 1
        self.write("real", "FROM debian:12\nENV KNOWN=1\nRUN echo \u00fc\t$a $KNOWN \\\n    # $comment\n    && rm $b\\\n"
                           " && echo `ls`\nRUN echo one     \\\n      two\nSHELL [\"/bin/bash\", \"-c\"]\nRUN [[ $c == x ]]\n"
                           "RUN <<-EOF\n\tset -- \u00fc $d\n\t# shellcheck disable=SC2086\n\techo $d\n\tEOF\nONBUILD RUN echo $e\nCMD echo $f\n")
        out = self.lint("lint", "-f", "short", "--select", "SC2086,SC2006,SC2291,SC3010,SC3014", "real", path=os.path.dirname(path))[1]
        self.must(self.codes(out) == [("real:%s: %s" % (place, level), code) for place, level, code in (
            ("3:13", "info", "SC2086"), ("5:11", "info", "SC2086"), ("6:10", "style", "SC2006"), ("12:12", "info", "SC2086"),
            ("16:18", "info", "SC2086"))], "the real ShellCheck:\n" + out)
        out = self.lint("lint", "--diff", "--unsafe", "--select", "SC2086,SC2006", "real", path=os.path.dirname(path))[1]
        self.must([line for line in out.split("\n")[2:] if line[:1] == "+"] == [
            "+RUN echo \u00fc\t\"$a\" $KNOWN \\", "+    && rm \"$b\"\\", "+ && echo $(ls)", "+\tset -- \u00fc \"$d\"", "+ONBUILD RUN echo \"$e\""],
                  "the real ShellCheck mends\n" + out)
        return 0


def main():
    with tempfile.TemporaryDirectory(prefix="plimsoll-shellcheck-") as scratch:
        os.mkdir(os.path.join(scratch, "files"))
        tests = Tests(os.path.abspath(sys.argv[1]), scratch)
        for name in sorted(dir(tests)):
            if name.startswith("test_"):
                getattr(tests, name)()
        skipped = tests.real()
    print("%d passed, %d failed, %d skipped" % (tests.passed, tests.failed, skipped))
    sys.exit(1 if tests.failed else 0)


if __name__ == "__main__":
    main()
