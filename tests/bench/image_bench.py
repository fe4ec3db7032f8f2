#!/usr/bin/env python3
"""What lint --image costs, against weigh of the same image.

    tests/bench/image_bench.py PLIMSOLL [IMAGE DOCKERFILE]

Without an image four are made, each of them bad in its own way: 40,000 files that a hundred lines delete bit by
bit; 40,000 small texts in layers of which each is flawed, and none the base's; large programs with debugging
information; and 400 packages of the distribution with 40,000 files. With one thread both go over an image in
turns; of the processor time each took the least counts. Where there is valgrind the instructions are counted,
too: they are the same each time, on any machine that is busy or not.
"""
import os, re, resource, shutil, subprocess, sys, tempfile
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import saved

FILES, LINES, ROUNDS = 40000, 100, 7


def deleted():
    yield "COPY . /app", ["app/d%d/s%d/f%d %d x%d" % (i % LINES, i % 97, i, 100 + i % 900, i) for i in range(FILES)]
    for i in range(LINES):
        yield "RUN rm -rf /app/d%d && apt-get update" % i, [
            "app/.wh.d%d" % i, "var/lib/apt/lists/x%d 500 y" % i]


def texts():
    layers, kinds = 20, ["conf", "txt", "json", "yml"]
    for i in range(layers):
        line = "RUN apt-get update && apt-get install -y a%d && pip install b%d && npm install -g c%d" % (i, i, i)
        yield line, ["srv/l%d/d%d/t%d.%s %d key=%d," % (i, j % 50, j, kinds[j % 4], 300 + j % 2000, j)
                     for j in range(FILES // layers)] + ["root/.cache/pip/p%d 700 p" % i]


def programs():
    yield "COPY bin /opt/bin", ["opt/bin/p%d %d elf:%d mode=755" % (i, 300000 + i, 90000 + i) for i in range(200)]
    yield "RUN ./build.sh", ["opt/lib/q%d %d elf:%d mode=755" % (i, 300000 + i, 80000 + i) for i in range(200)]


def packages():
    count, each = 400, 100
    names = ["p%d" % i for i in range(count)]
    layer = ["var/lib/dpkg/status"] + ["| %s" % line for i, name in enumerate(names) for line in (
        "Package: " + name, "Status: install ok installed", "Version: 1.%d" % i, "Depends: p%d" % (i // 2),
        "Recommends: p%d" % (i * 7 % count), "")]
    layer += ["var/lib/apt/extended_states"] + ["| %s" % line for name in names[1:] for line in (
        "Package: " + name, "Auto-Installed: 1", "")]
    for name in names:
        layer += ["var/lib/dpkg/info/%s.list" % name] + [
            "| /usr/share/%s/d%d/f%d" % (name, j // 12, j) for j in range(each)]
    layer += ["usr/share/%s/d%d/f%d %d %s.%d," % (name, j // 12, j, 200 + j * 20, name, j)
              for name in names for j in range(each)]
    yield "RUN apt-get update && apt-get install -y p0 build-essential", layer + ["var/lib/apt/lists/x 500 y"]


def make(folder, layers):
    image, dockerfile = os.path.join(folder, "made.tar"), os.path.join(folder, "Dockerfile")
    layers = list(layers())
    with open(image, "wb") as out:
        out.write(saved.image("".join("layer %s\n%s\n" % (line, "\n".join(listing)) for line, listing in layers)))
    with open(dockerfile, "w", encoding="utf8") as out:
        out.write("FROM scratch\n" + "".join(line + "\n" for line, _ in layers))
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


def bench(program, image, dockerfile):
    lint = [program, "lint", "-j", "1", "--no-config", "--no-fail", "--image", image, dockerfile]
    runs = {"weigh": [program, "weigh", "-j", "1", image], "lint": lint, "lint of all rules": [*lint, "--all-rules"]}
    best = {}
    for _ in range(ROUNDS):
        for name, words in runs.items():
            best[name] = min(seconds(words), best.get(name, 1e9))
    tell("processor time", "s", best)
    if shutil.which("valgrind"):
        tell("instructions", "million", {name: instructions(words) for name, words in runs.items()})


def main():
    program = sys.argv[1]
    if len(sys.argv) > 3:
        return bench(program, *sys.argv[2:4])
    for layers in deleted, texts, programs, packages:
        print("%s:" % layers.__name__, flush=True)
        with tempfile.TemporaryDirectory() as folder:
            bench(program, *make(folder, layers))


if __name__ == "__main__":
    main()
