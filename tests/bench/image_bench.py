#!/usr/bin/env python3
"""What lint --image costs, against weigh of the same image.

    tests/bench/image_bench.py PLIMSOLL [IMAGE DOCKERFILE]

Without an image one is made: 40,000 files in the layers of a Dockerfile with a hundred lines that delete some of
them. With one thread both go over it in turns; of the processor time each took the least counts. Where there is
valgrind the instructions are counted, too: they are the same each time, on any machine that is busy or not.
"""
import os, re, resource, shutil, subprocess, sys, tempfile
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import saved

FILES, LINES, ROUNDS = 40000, 100, 7


def make(folder):
    listing, file = ["layer COPY . /app"], ["FROM scratch", "COPY . /app"]
    listing += ["app/d%d/s%d/f%d %d x%d" % (i % LINES, i % 97, i, 100 + i % 900, i) for i in range(FILES)]
    for i in range(LINES):
        listing += ["layer RUN rm -rf /app/d%d && apt-get update" % i, "app/.wh.d%d" % i,
                    "var/lib/apt/lists/x%d 500 y" % i]
        file.append("RUN rm -rf /app/d%d && apt-get update" % i)
    image, dockerfile = os.path.join(folder, "made.tar"), os.path.join(folder, "Dockerfile")
    with open(image, "wb") as out:
        out.write(saved.image("\n".join(listing) + "\n"))
    with open(dockerfile, "w", encoding="utf8") as out:
        out.write("\n".join(file) + "\n")
    return image, dockerfile


def seconds(words):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    if subprocess.run(words, stdout=subprocess.DEVNULL).returncode:
        sys.exit("%s failed" % " ".join(words))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def instructions(words):
    said = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *words],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE).stderr.decode()
    return int(re.search(r"Collected : (\d+)", said)[1]) / 1e6


def tell(what, unit, runs):
    print("%s: weigh %.2f %s" % (what, runs["weigh"], unit)
          + "".join(", %s %.2f (%.2f times)" % (name, took, took / runs["weigh"])
                    for name, took in runs.items() if name != "weigh"), flush=True)


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        image, dockerfile = sys.argv[2:4] if len(sys.argv) > 3 else make(folder)
        runs = {"weigh": [program, "weigh", "-j", "1", image],
                "lint": [program, "lint", "-j", "1", "--no-config", "--no-fail", "--image", image, dockerfile],
                "lint of all rules": [program, "lint", "-j", "1", "--no-config", "--no-fail", "--all-rules",
                                      "--image", image, dockerfile]}
        best = {}
        for _ in range(ROUNDS):
            for name, words in runs.items():
                best[name] = min(seconds(words), best.get(name, 1e9))
        tell("processor time", "s", best)
        if shutil.which("valgrind"):
            tell("instructions", "million", {name: instructions(words) for name, words in runs.items()})


if __name__ == "__main__":
    main()
