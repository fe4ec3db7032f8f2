#!/usr/bin/env python3
"""How long plimsoll looks at a build context, against find.

    tests/bench/context_bench.py PLIMSOLL [FILES]

Makes a tree of that many files (a million), then lets both go over it in turns. find prints the size
and path of each to /dev/null. Memory is the most that plimsoll held, over what it holds for no files.
"""
import os, subprocess, sys, tempfile, time

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


def main():
    program, files = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000000
    with tempfile.TemporaryDirectory(prefix="plimsoll-context-") as root:
        empty = os.path.join(root, "empty")
        os.mkdir(empty)
        tree = os.path.join(root, "tree")
        make(tree, files)
        runs = {"find": ["find", tree, "-printf", "%s %p\n"], "plimsoll": [program, "context", tree]}
        for ignore in ("", IGNORE):
            with open(os.path.join(tree, ".dockerignore"), "w") as file:
                file.write(ignore)
            best, memory = {}, 0
            for _ in range(ROUNDS):
                for name, words in runs.items():
                    took, held = measure(words)
                    best[name] = min(took, best.get(name, took))
                    memory = held if name == "plimsoll" else memory
            _, nothing = measure([program, "context", empty])
            print("%d files, %d patterns: find %.2f s, plimsoll %.2f s (%.2f times), %d bytes a file" % (
                files, ignore.count("\n"), best["find"], best["plimsoll"], best["plimsoll"] / best["find"],
                max(memory - nothing, 0) // files))


if __name__ == "__main__":
    main()
