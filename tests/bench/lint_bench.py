#!/usr/bin/env python3
"""What linting costs, beside hadolint, tally and BuildKit: docs/benchmarks.md.

    lint_bench.py BUILD-FOLDER [PEERS-FOLDER]

The corpus is the folder that PLIMSOLL_CORPUS names, else what `parse_bench` would make, written to a temporary
folder. It judges no time; what cannot be had is skipped with a word.
"""
import os, shutil, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
ROUNDS, SAMPLE = 7, 60


def processor(*words, stdin=subprocess.DEVNULL):
    """Processor and wall seconds of one process; None when it cannot be run. It is waited for without a
    timeout, with which Python would look now and again, and be up to 50 ms late."""
    start = time.perf_counter()
    try:
        process = subprocess.Popen(words, stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return None
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, wall


def rounds(program, count, files):
    """Of a program that prints a line a round: the least of each column, which other work on the machine
    disturbs the least."""
    done = subprocess.run([program, str(count), files], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
    if done.returncode:
        sys.exit("%s: exit code %d: %s" % (program, done.returncode, done.stderr.decode()))
    rows = [list(map(float, line.split())) for line in done.stdout.decode().splitlines()]
    return [min(column) for column in zip(*rows)], done.stderr.decode().strip()


def tell(what, value, unit, target=""):
    print("%-58s %9.3f %s%s" % (what, value, unit, "   target: " + target if target else ""))
    sys.stdout.flush()


class Bench:
    def __init__(self, build, peers, scratch):
        self.build, self.peers, self.scratch = build, peers, scratch
        self.plimsoll = os.path.join(build, "plimsoll")
        corpus = os.environ.get("PLIMSOLL_CORPUS") or self.made()
        self.files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(corpus) for name in names)
        if not self.files:
            sys.exit("lint_bench.py: there are no files in " + corpus)
        self.list = self.listed("all", self.files)
        step = max(1, len(self.files) // SAMPLE)
        self.sample = self.files[step // 2::step][:SAMPLE]

    def listed(self, name, files):
        path = os.path.join(self.scratch, name)
        with open(path, "w", encoding="utf8") as file:
            file.write("".join(name + "\n" for name in files))
        return path

    def made(self):
        folder = os.path.join(self.scratch, "corpus")
        subprocess.run([os.path.join(self.build, "make_corpus"), folder], check=True)
        return folder

    def one_thread(self):
        (model, lint), said = rounds(os.path.join(self.build, "lint_bench"), ROUNDS, self.list)
        print("corpus: " + said)
        tell("plimsoll, all rules, one thread, a file", lint / len(self.files) * 1e3, "ms")
        tell("  of it the model, without rules", model / len(self.files) * 1e3, "ms")
        self.lint = lint / len(self.files)

    def programs(self):
        """The peers a process a file, as they are run on one; plimsoll all files in one process."""
        runs = [processor(self.plimsoll, "lint", "-q", "--no-config", "--no-fail", "--jobs", "1", *self.files)
                for _ in range(3)]
        ours = min(cpu for cpu, _ in runs) / len(self.files)
        tell("plimsoll lint of all in one process, a file", ours * 1e3, "ms processor")
        for name, words, target in (("hadolint", ["--no-fail"], "at least 400"), ("tally", ["lint", "--slow-checks=off"], "")):
            program = os.path.join(self.peers, "venv", "bin", name)
            if not os.path.exists(program):
                program = shutil.which(name)
            if not program:
                print("%s is not there (scripts/bench-peers): skipped" % name)
                continue
            taken = [processor(program, *words, file)[0] for file in self.sample]
            tell("%s, a process a file, mean of %d" % (name, len(self.sample)), statistics.mean(taken) * 1e3, "ms processor")
            tell("  ratio to plimsoll", statistics.mean(taken) / ours, "", target)

    def buildkit(self):
        go, source = shutil.which("go"), os.path.join(HERE, "buildkit")
        program = os.path.join(self.peers, "buildkit-check")
        if not go and not os.path.exists(program):
            return print("go is not installed: BuildKit skipped")
        if not os.path.exists(program):
            done = subprocess.run([go, "build", "-o", program, "."], cwd=source, stderr=subprocess.PIPE)
            if done.returncode:
                return print("BuildKit's packages cannot be had: skipped\n" + done.stderr.decode()[:500])
        (parse, check), said = rounds(program, ROUNDS, self.list)
        print("BuildKit: " + said)
        tell("BuildKit, parser and instructions, a file", parse / len(self.files) * 1e3, "ms")
        tell("BuildKit, parse and check in one process, a file", check / len(self.files) * 1e3, "ms")
        tell("  ratio to plimsoll", check / len(self.files) / self.lint, "", "at least 5")

    def threads(self):
        """The processor time of two threads beside that of one is what they cost each other; what they gain shows
        only where two processors are idle."""
        taken = {"1": [], "2": []}
        for _ in range(9):
            for jobs, runs in taken.items():
                runs.append(processor(self.plimsoll, "lint", "-q", "--no-config", "--no-fail", "--jobs", jobs, *self.files))
        cpu = {jobs: min(run[0] for run in runs) for jobs, runs in taken.items()}
        wall = {jobs: min(run[1] for run in runs) for jobs, runs in taken.items()}
        tell("two threads against one, whole process, wall clock", wall["1"] / wall["2"], "", "at least 1.7")
        tell("  processor time of both to that of one", cpu["2"] / cpu["1"], "")
        tell("  one thread", wall["1"], "s")

    def whole_process(self):
        """One file from standard input, as an editor does it."""
        file = os.path.join(ROOT, "fixtures/chapter17/socat/Dockerfile")
        programs = {"plimsoll lint -": [self.plimsoll, "lint", "--no-config", "-f", "short", "-"], "true": ["true"]}
        walls = {name: [] for name in programs}
        for _ in range(200):  # in turns, so that both see the same machine
            for name, words in programs.items():
                with open(file, "rb") as stdin:
                    walls[name].append(processor(*words, stdin=stdin)[1])
        for name, taken in walls.items():
            tell("%s, one file, whole process: median" % name, statistics.median(taken) * 1e3, "ms",
                 "at most 3" if "lint" in name else "")
            tell("  least", min(taken) * 1e3, "ms")

    def many_rules(self):
        counts = ("20", "200")
        least = {count: [] for count in counts}
        for _ in range(3): # in turns, so that both see the same machine
            for count in counts:
                least[count].append(rounds(os.path.join(self.build, "lint_bench_" + count), 3, self.list)[0])
        lint = {count: min(pair[1] for pair in least[count]) for count in counts}
        tell("200 made-up rules against 20", lint["200"] / lint["20"], "", "at most 2")


def main():
    build = os.path.abspath(sys.argv[1])
    peers = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else os.path.join(ROOT, "build", "peers")
    with tempfile.TemporaryDirectory(prefix="plimsoll-bench-") as scratch:
        bench = Bench(build, peers, scratch)
        for part in (bench.one_thread, bench.programs, bench.buildkit, bench.threads, bench.whole_process,
                     bench.many_rules):
            part()


if __name__ == "__main__":
    main()
