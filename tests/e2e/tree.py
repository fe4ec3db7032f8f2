"""The files that a chain of layers shows, and how one layer changes them."""
from collections import namedtuple


class Tree:
    def __init__(self, other=None):
        self.at = dict(other.at) if other else {}
        self.below = {path: set(names) for path, names in other.below.items()} if other else {}

    def put(self, entry):
        path = entry.path
        old = self.at.get(path)
        if old and old.kind == "dir" and entry.kind != "dir":
            self.remove(path)
        self.at[path] = entry
        while path != "/":
            folder = path.rpartition("/")[0] or "/"
            names = self.below.setdefault(folder, set())
            if path in names:
                break
            names.add(path)
            path = folder

    def remove(self, path):
        for child in self.below.pop(path, ()):
            self.remove(child)
            self.at.pop(child, None)
        self.at.pop(path, None)
        self.below.get(path.rpartition("/")[0] or "/", set()).discard(path)

    def under(self, path):
        """All that lies below a directory."""
        for child in self.below.get(path, ()):
            yield child
            yield from self.under(child)

    def resolve(self, path, last=False):
        """The path with the links in it followed; `last`: its last component, too."""
        done, left, count = "", path.strip("/").split("/") if path != "/" else [], 0
        while left:
            name = left.pop(0)
            if name in ("", "."):
                continue
            if name == "..":
                done = done.rpartition("/")[0]
                continue
            entry = self.at.get(done + "/" + name)
            if entry and entry.kind == "link" and (left or last) and count < 40:
                count += 1
                if entry.link.startswith("/"):
                    done = ""
                left = entry.link.split("/") + left
            else:
                done += "/" + name
        return done or "/"


# made: entries that are new, or not as they were; gone: what was there and is no more, topmost only
Change = namedtuple("Change", "made gone after")


def apply(before, layer):
    after, lost = Tree(before), set()
    for path in layer.gone:
        if path in before.at:
            lost.add(path)
        after.remove(path)
    for path in layer.opaque:
        for child in list(after.below.get(path, ())):
            lost.add(child)
            after.remove(child)
    made = {}
    for entry in layer.entries.values():
        old = before.at.get(entry.path)
        same = old and old.kind == "dir" and old[1:4] == entry[1:4]
        if old and old.kind == "dir" and entry.kind != "dir":
            lost.update(before.below.get(entry.path, ()))
        if not same or entry.kind != "dir":
            made[entry.path] = entry
        after.put(entry)
    gone = {path for path in lost if path not in after.at}
    return Change(made, gone, after)
