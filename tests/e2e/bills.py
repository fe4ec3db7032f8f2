"""What plimsoll says of a Dockerfile and an image that was built from it."""
import json, subprocess

import images


def ask(program, *arguments):
    done = subprocess.run([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1):
        raise images.Trouble("plimsoll: " + done.stderr.decode("utf8", "replace"))
    return json.loads(done.stdout)


def weigh(program, dockerfile, archive, *options):
    """The image, with the bill in it."""
    return ask(program, "weigh", "--format", "json", "--no-config", "--dockerfile", dockerfile,
               *options, archive)["images"][0]


def add_up(weighed):
    """The rows are the image's content, and so are the parts of each row, where it has any."""
    if not weighed["bill"]["known"]:
        raise images.Trouble("the history does not tell that it was built from this file")
    rows, totals = weighed["bill"]["rows"], weighed["totals"]
    for what, total in ("content", totals["content"]), ("dead", totals["wasted"]):
        sums = sum(row[what] for row in rows)
        if sums != total:
            raise images.Trouble("the bill's %s is %d, the image's %d" % (what, sums, total))
        for row in rows:
            parts = [part[what] for part in row.get("parts", [])]
            if parts and sum(parts) != row[what]:
                raise images.Trouble("the parts of a row have %d of its %d bytes of %s"
                                     % (sum(parts), row[what], what))
