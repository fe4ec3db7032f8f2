#!/usr/bin/env python3
"""How far a long read is stands on a terminal, in one line that is gone at the end, and nowhere else.

    tests/progress.py PLIMSOLL
"""
import os, pty, re, select, subprocess, sys, tempfile
sys.dont_write_bytecode = True
import bombs

LINE = re.compile(rb"\r\x1b\[K[^\r\n\x1b]*: [0-9.]+ [a-zA-Z]+ read")
CLEAR = b"\r\x1b[K"
ENOUGH = 4000  # pieces; the line comes after some time, whatever the machine does


def read_some(fd, seconds):
    ready, _, _ = select.select([fd], [], [], seconds)
    try:
        return os.read(fd, 65536) if ready else b""
    except OSError:
        return b""


def run(program, env, terminal):
    """What stood on standard error while a layer came piece by piece, and what was printed."""
    piece = bombs.header(b"f", 1 << 20) + bytes(1 << 20)
    pieces = [bombs.header(b"layer", 1 << 40)] + [piece] * ENOUGH
    ours, theirs = pty.openpty() if terminal else os.pipe()
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen([program, "weigh", "--no-config", "-"], stdin=subprocess.PIPE, stdout=out,
                                 stderr=theirs, env=dict(os.environ, **env))
        os.close(theirs)
        told = b""
        for at, body in enumerate(pieces):
            child.stdin.write(body)
            child.stdin.flush()
            told += read_some(ours, 0.01)
            if LINE.search(told) or (at > 150 and not terminal) or (at > 150 and env.get("TERM") == "dumb"):
                break
        child.stdin.close()
        child.wait()
        while True:
            more = read_some(ours, 0.1)
            if not more:
                break
            told += more
        os.close(ours)
        out.seek(0)
        return told, out.read()


def main():
    program, passed, failed = sys.argv[1], 0, 0
    checks = []
    told, printed = run(program, {"TERM": "xterm"}, True)
    lines = LINE.findall(told)
    checks.append(("a terminal shows how far it is: %r" % told[:200], len(lines) > 0))
    checks.append(("nothing is left of it: %r" % told[-80:], told.endswith(CLEAR)))
    checks.append(("nothing else is there: %r" % told[:200], LINE.sub(b"", told) == CLEAR))
    checks.append(("it does not stand in what is printed", b"\x1b" not in printed and b"content" in printed))
    for env, terminal, what in (({"TERM": "xterm"}, False, "a pipe"), ({"TERM": "dumb"}, True, "a dumb terminal")):
        told, _ = run(program, env, terminal)
        checks.append(("%s shows nothing: %r" % (what, told[:200]), told == b""))
    for name, holds in checks:
        passed, failed = passed + holds, failed + (not holds)
        if not holds:
            print("FAIL " + name)
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
