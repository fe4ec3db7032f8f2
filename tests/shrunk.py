#!/usr/bin/env python3
"""An archive that becomes shorter while it is read is told of, and nothing crashes.

    tests/shrunk.py PLIMSOLL
"""
import io, json, os, subprocess, sys, tarfile, tempfile, time

SIZE, PATIENCE = 16 << 30, 60  # of a layer that takes seconds to hash, mostly hole; seconds


def write(path):
    with open(path, "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as tar:
            for name, value in (("config.json", {"rootfs": {"diff_ids": []}}),
                                ("manifest.json", [{"Config": "config.json", "Layers": ["layer.tar"]}])):
                body = json.dumps(value).encode()
                member = tarfile.TarInfo(name)
                member.size = len(body)
                tar.addfile(member, io.BytesIO(body))
            member = tarfile.TarInfo("layer.tar")
            member.size = SIZE
            file.seek(tar.offset)
            file.write(member.tobuf(tarfile.GNU_FORMAT))
            inner = tarfile.TarInfo("large")
            inner.size = SIZE - 2048
            file.write(inner.tobuf(tarfile.GNU_FORMAT))
            file.truncate(file.tell() + SIZE + 1024)
            return


def is_being_read(child, path):
    """A thread has read some of it."""
    try:
        for fd in os.listdir("/proc/%d/fd" % child.pid):
            if os.readlink("/proc/%d/fd/%s" % (child.pid, fd)) == path:
                with open("/proc/%d/io" % child.pid, encoding="utf8") as io_of:
                    return int(io_of.readline().split()[1]) > 8 << 20
    except OSError:
        pass
    return False


def main():
    with tempfile.TemporaryDirectory(prefix="plimsoll-shrunk-") as folder:
        path = os.path.join(folder, "image.tar")
        write(path)
        child = subprocess.Popen([sys.argv[1], "weigh", "--no-config", "--verify", path], stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE)
        start = time.monotonic()
        while child.poll() is None and not is_being_read(child, path) and time.monotonic() - start < PATIENCE:
            time.sleep(0.01)
        os.truncate(path, 65536)
        out, said = child.communicate()
        right = child.returncode == 2 and b"became shorter" in out and path.encode() in out and not said
        if not right:
            print("exit code %d: %s" % (child.returncode, (out + said).decode(errors="replace")))
        print("%d passed, %d failed" % (right, not right))
        return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
