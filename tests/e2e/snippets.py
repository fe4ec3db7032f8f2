"""Snippets: what the *.txt in a folder beside this file say, read and written."""
import hashlib, os, re

HERE = os.path.dirname(os.path.abspath(__file__))


class Snippet:
    def __init__(self, family, title, body):
        self.family, self.title = family, title
        built = re.sub(r"(?m)^-- expect .*\n", "", body).strip()
        self.key = hashlib.sha256(built.encode()).hexdigest()[:24]
        self.files, self.needs, self.context, self.dockerfile = {}, [], "", ""
        self.buildah = ""
        self.expected = None
        parts = re.split(r"(?m)^-- (.*)\n", body)
        for head, text in zip(parts[1::2], parts[2::2]):
            word, _, rest = head.partition(" ")
            if word == "file":
                self.files[rest] = text
            elif word == "needs":
                self.needs.append(rest)
            elif word in ("context", "dockerfile"):
                setattr(self, word, text)
            elif word == "buildah":
                self.buildah = text
            elif word == "expect":
                self.expected = tuple(map(int, re.findall(r"\d+", rest)))
            else:
                raise ValueError("%s: no such section: %s" % (title, head))
        self.stages = re.findall(r"(?mi)^FROM\s+(\S+)(?:\s+AS\s+(\S+))?", self.dockerfile)
        names = [name for _, name in self.stages]
        self.bases = {base for base, _ in self.stages if base not in names and base != "scratch"}
        self.mounts = [target for flags in re.findall(r"--mount=(\S+)", self.dockerfile)
                       for target in re.findall(r"(?:target|dst|destination)=([^\s,]+)", flags)]


def read_snippets(folder, words):
    snippets = []
    folder = os.path.join(HERE, folder)
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf8") as file:
            parts = re.split(r"(?m)^== (.*)\n", file.read())
        for title, body in zip(parts[1::2], parts[2::2]):
            snippet = Snippet(name.partition(".")[0], title, body)
            if not words or any(w in snippet.family + ": " + title for w in words):
                snippets.append(snippet)
    return snippets


def rewrite(folder, snippets):
    """UPDATE=1: the counts of the snippets as they are now."""
    for family in sorted({snippet.family for snippet in snippets}):
        path = os.path.join(HERE, folder, family + ".txt")
        with open(path, encoding="utf8") as file:
            parts = re.split(r"(?m)^(== .*\n)", file.read())
        for at in range(1, len(parts), 2):
            for snippet in snippets:
                if snippet.expected and "== %s\n" % snippet.title == parts[at] \
                        and snippet.family == family:
                    body = re.sub(r"(?m)^-- expect .*\n", "", parts[at + 1]).rstrip("\n")
                    parts[at + 1] = "%s\n-- expect %d sure, %d unknown\n\n" % (body,
                                                                             *snippet.expected)
        with open(path, "w", encoding="utf8") as file:
            file.write("".join(parts).rstrip("\n") + "\n")
