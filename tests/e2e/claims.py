"""What effects claim of paths, and whether a layer bears them out."""
import re
from collections import namedtuple

# What buildah itself leaves in a layer, and why.
BUILDER = {
    "/dev": "mount point", "/proc": "mount point", "/sys": "mount point", "/run": "mount point",
    "/etc": "holds hosts", "/etc/hosts": "mount point", "/etc/hostname": "mount point",
    "/etc/resolv.conf": "mount point",
    "/run/.containerenv": "tells programs where they run", "/run/secrets": "mount point",
}

# What programs leave that has no bytes, and is not worth a word of the model.
EMPTY = {
    "/var/cache/apt/archives/lock": "apt opens it, whatever it does",
    "/var/lib/apt/lists/lock": "the same",
    "/var/lib/apt/lists/auxfiles": "an empty directory that apt makes anew",
    "/run/adduser": "adduser's lock",
}

Miss = namedtuple("Miss", "kind snippet line path what")


def pattern_of(text, glob):
    """A regular expression for an effect's path."""
    out, at = "", 0
    while at < len(text):
        char = text[at]
        name = re.match(r"\$\{[^}]*\}", text[at:])
        group = re.match(r"\[[!^]?\]?[^\]/]*\]", text[at:])
        if name:
            out, at = out + ".+", at + len(name[0])
            continue
        if glob and char == "\\" and at + 1 < len(text):
            out, at = out + re.escape(text[at + 1]), at + 2
            continue
        if glob and group:
            out, at = out + group[0].replace("[!", "[^"), at + len(group[0])
            continue
        if glob and text[at:at + 3] == "**/":  # find's: at any depth
            out, at = out + "(?:.*/)?", at + 3
            continue
        if glob and char in "*?":
            out += "[^/]*" if char == "*" else "[^/]"
        else:
            out += re.escape(char)
        at += 1
    return re.compile(out)


class Place:
    """A path of an effect, with the links of the tree followed; `last`: it may be one itself."""
    def __init__(self, text, glob, trees, last):
        fixed = re.split(r"[*?\[\\]", text)[0].rpartition("/")[0] if glob else None
        self.texts = set()
        for tree in trees:
            if glob:
                self.texts.add((tree.resolve(fixed, True).rstrip("/") if fixed else "")
                               + text[len(fixed):])
            else:
                self.texts.update((text, tree.resolve(text), tree.resolve(text, last)))
        self.patterns = [pattern_of(t, glob) for t in self.texts] if glob or "${" in text else None

    def is_at(self, path):
        if self.patterns:
            return any(p.fullmatch(path) for p in self.patterns)
        return path in self.texts

    def is_above(self, path):
        while path != "/":
            path = path.rpartition("/")[0] or "/"
            if self.is_at(path):
                return True
        return False


class Effect:
    def __init__(self, raw, trees):
        self.raw = raw
        self.kind, self.sure, self.reach = raw["kind"], raw["sure"], raw.get("reach", "file")
        self.path = raw.get("path") or "/"
        self.glob = bool(raw.get("glob"))
        self.mount = bool(raw.get("mount"))
        self.known = raw.get("known", "known")
        self.unknown = self.kind == "unknown" or self.known != "known"
        self.place = Place(self.path, self.glob, trees, self.kind not in ("remove", "move"))
        source = raw.get("from") if self.kind == "move" else None
        self.source = Place(source, bool(re.search(r"[*?\[]", source)), trees,
                            False) if source else None

    def covers(self, place_of, path):
        if place_of is None:
            return False
        if self.known == "unknown":
            return True
        if place_of.is_at(path):
            return True
        return self.reach in ("tree", "under") and place_of.is_above(path)

    def makes(self, path):
        if self.mount or self.kind == "remove":
            return False
        if self.kind == "unknown":
            return self.known != "known" or self.place.is_at(path) or self.place.is_above(path)
        return self.covers(self.place, path)

    def takes(self, path):
        if self.mount:
            return False
        if self.kind == "unknown":
            return self.makes(path)
        if self.kind == "remove":
            # Whatever it reaches, a directory that it removes is gone with all that is in it.
            return self.covers(self.place, path)
        return self.kind == "move" and (self.known == "unknown" or
                                        bool(self.source) and self.source.is_at(path))

    def __str__(self):
        raw = self.raw
        return "%s %s %s %s%s%s%s%s" % (
            self.sure, self.kind, self.reach, self.path, " (glob)" if self.glob else "",
            " <- " + raw["from"] if raw.get("from") else "", " (mount)" if self.mount else "",
            "" if self.known == "known" else " (%s)" % self.known)


def clean(path):
    return path.rstrip("/") or "/"


def shows(effect, change):
    """Whether a sure effect is in the layer: True, False, or None when there is nothing to see."""
    before, made = change.before, change.made
    if effect.kind == "remove":
        there = [path for path in change.candidates(effect.place)
                 if effect.reach != "under" or not effect.place.is_at(path)]
        if effect.reach == "under":
            there = [path for path in before.at if effect.place.is_above(path)]
            return any(path not in change.after.at for path in there) if there else None
        if effect.glob:
            there = [path for path in there if not path.rpartition("/")[2].startswith(".")]
        if not there:
            return None if not change.left(effect.place) else False
        return all(path not in change.after.at for path in there)
    if effect.kind == "move" and effect.source:
        there = change.candidates(effect.source)
        if any(path in change.after.at for path in there):
            return False
    if effect.reach == "under":
        found = any(effect.place.is_above(path) for path in made)
    elif effect.reach == "tree":
        found = any(effect.place.is_at(path) or effect.place.is_above(path) for path in made)
    else:
        found = any(effect.place.is_at(path) for path in made)
    if not found and effect.kind == "create" and effect.reach in ("dir", "either", "tree"):
        # mkdir -p of what was there
        if effect.raw.get("brings", "nothing") == "nothing" and any(
                before.at[p].kind == "dir" for p in change.candidates(effect.place)):
            return None
    return found


class LayerChange:
    def __init__(self, before, change):
        self.before, self.made, self.gone, self.after = before, change.made, change.gone, change.after

    def candidates(self, place):
        """What lay there before this layer."""
        if place.patterns:
            return [path for path in self.before.at if place.is_at(path)]
        return [path for path in place.texts if path in self.before.at]

    def left(self, place):
        if place.patterns:
            return [path for path in self.after.at if place.is_at(path)]
        return [path for path in place.texts if path in self.after.at]


def undone(effects, index, change):
    """A later effect of the step takes away what this one makes, or makes anew what it takes."""
    effect = effects[index]
    for later in effects[index + 1:]:
        if later.mount:
            continue
        for path in effect.place.texts:
            if effect.kind == "remove":
                if later.kind != "remove" and (later.makes(path) or any(
                        effect.place.is_above(text) or effect.place.is_at(text)
                        for text in later.place.texts)):
                    return True
            elif later.kind in ("remove", "move") and (
                    later.takes(path) or later.kind == "move" and later.source
                    and later.source.is_above(path)):
                return True
    return False


def partly_undone(effects, index):
    """A later effect takes something that lies in what this one makes: perhaps all of it."""
    effect = effects[index]
    if effect.reach not in ("tree", "under"):
        return False
    for later in effects[index + 1:]:
        place = {"remove": later.place, "move": later.source}.get(later.kind)
        if place and not later.mount and any(effect.place.is_above(text) or effect.place.is_at(text)
                                             for text in place.texts):
            return True
    return False


def compare(snippet, steps, before, change, counts, misses):
    trees = (before, change.after)
    effects = [Effect(raw, trees) for step in steps for raw in step.get("effects", [])]
    view = LayerChange(before, change)
    line = steps[-1]["line"] if steps else 0
    for index, effect in enumerate(effects):
        counts["unknown"] += effect.unknown
        if effect.sure != "always" or effect.unknown or effect.mount:
            continue
        counts["sure"] += 1
        if undone(effects, index, view):
            counts["undone"] += 1
            continue
        shown = shows(effect, view)
        if shown is False and partly_undone(effects, index):
            shown = None
        counts["found" if shown else "missed" if shown is False else "undone"] += 1
        if shown is False:
            misses.append(Miss("missed", snippet, effect.raw.get("line", line), effect.path,
                               str(effect)))
    unexplained = explain(snippet, effects, view, counts)
    for path, what in unexplained:
        counts["unexplained"] += 1
        misses.append(Miss("unexplained", snippet, line, path, what))
    return effects


def explain(snippet, effects, change, counts):
    found, parents = [], set()
    for path in sorted(change.made, reverse=True):
        entry = change.made[path]
        if path in BUILDER or entry.kind == "dir" and is_mount_point(snippet, path) \
                or path in EMPTY and not entry.size:
            continue
        counts["entries"] += 1
        by = [effect for effect in effects if effect.makes(path)]
        if not by and not (entry.kind == "dir" and path in parents):
            old = change.before.at.get(path)
            found.append((path, "%s %s" % ("changed" if old else "new", entry.kind)))
            continue
        counts["by unknown"] += bool(by) and all(effect.unknown for effect in by)
        while path != "/":
            path = path.rpartition("/")[0] or "/"
            parents.add(path)
    for path in sorted(change.gone):
        if path in BUILDER or is_mount_point(snippet, path):  # buildah removes what it mounted on
            continue
        counts["entries"] += 1
        by = [effect for effect in effects if effect.takes(path)]
        if not by:
            found.append((path, "removed"))
        else:
            counts["by unknown"] += all(effect.unknown for effect in by)
    return found


def is_mount_point(snippet, path):
    return any(clean(target) == path or target.startswith(path + "/") for target in snippet.mounts)
