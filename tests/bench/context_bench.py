#!/usr/bin/env python3
"""How long plimsoll looks at a build context, against find.

    tests/bench/context_bench.py PLIMSOLL [FILES]

Makes a tree of that many files (a million), then lets both go over it in turns; the best of each
counts. find prints the size and path of each to /dev/null. Then the same on one processor, which
tells what threads gain, and once with nothing in the system's caches, where it lets us empty them.
Memory is the most that plimsoll held, over what it holds for no files.
"""
import os, shutil, subprocess, sys, tempfile, time

IGNORE = "**/*.pyc\n**/node_modules/.cache\n.git\n*.log\n**/__pycache__\n!keep.log\ndocs/**/*.md\n**/.DS_Store\n"
A_FOLDER, ROUNDS = 40, 5


def make(root, files):
    for folder in range(files // A_FOLDER):
        path = os.path.join(root, "p%d" % (folder // 2500), "q%d" % (folder // 50 % 50), "r%d" % (folder % 50))
        os.makedirs(path)
        for i in range(A_FOLDER):
            os.close(os.open("%s/file-number-%d.js" % (path, i), os.O_CREAT | os.O_WRONLY))


def measure(words):
    """Seconds and bytes of memory."""
    start = time.monotonic()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = status
    if status:
        sys.exit("%s failed" % words[0])
    return time.monotonic() - start, usage.ru_maxrss * 1024


def take_turns(runs, rounds, before=lambda: None):
    """The best time of each, and the most memory."""
    best, memory = {}, {}
    for _ in range(rounds):
        for name, words in runs.items():
            before()
            took, held = measure(words)
            best[name] = min(took, best.get(name, took))
            memory[name] = max(held, memory.get(name, held))
    return best, memory


def empty_caches():
    os.sync()
    with open("/proc/sys/vm/drop_caches", "w") as file:
        file.write("2")


def tell(what, best):
    print("%s: find %.2f s, plimsoll %.2f s (%.2f times)" % (
        what, best["find"], best["plimsoll"], best["plimsoll"] / best["find"]), flush=True)


def main():
    program, files = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000000
    with tempfile.TemporaryDirectory(prefix="plimsoll-context-") as root:
        empty, tree = os.path.join(root, "empty"), os.path.join(root, "tree")
        os.mkdir(empty)
        make(tree, files)
        _, nothing = measure([program, "context", empty])
        runs = {"find": ["find", tree, "-printf", "%s %p\n"], "plimsoll": [program, "context", tree]}
        for ignore in ("", IGNORE):
            with open(os.path.join(tree, ".dockerignore"), "w") as file:
                file.write(ignore)
            best, memory = take_turns(runs, ROUNDS)
            tell("%d files, %d patterns" % (files, ignore.count("\n")), best)
            print("%d bytes a file" % (max(memory["plimsoll"] - nothing, 0) // files), flush=True)
        if shutil.which("taskset"):
            alone = {name: ["taskset", "-c", "0"] + words for name, words in runs.items()}
            tell("on one processor of %d" % os.cpu_count(), take_turns(alone, ROUNDS)[0])
        try:
            tell("nothing in the caches", take_turns(runs, 2, empty_caches)[0])
        except OSError as error:
            print("the caches cannot be emptied: %s" % error)


if __name__ == "__main__":
    main()
