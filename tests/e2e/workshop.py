"""Where snippets are built: a folder for each, served over HTTP, and the store of images."""
import functools, os, pickle, re, shutil, subprocess, threading, urllib.request
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import images
from tree import Tree, apply

LAYERED = ("RUN", "COPY", "ADD", "WORKDIR")
GIT = {"GIT_" + who + what: text for who in ("AUTHOR_", "COMMITTER_")
       for what, text in (("NAME", "A"), ("EMAIL", "a@b.c"), ("DATE", "2024-01-01T00:00:00Z"))}
GIT["GIT_CONFIG_NOSYSTEM"] = "1"


class Server(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def end_headers(self):
        # As registries do; without it, pip and npm would keep nothing in their caches.
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


class Workshop:
    def __init__(self, folder):
        version = subprocess.run(["buildah", "--version"], stdout=subprocess.PIPE, text=True).stdout
        self.buildah = tuple(map(int, re.search(r"(\d+)\.(\d+)", version).groups()))
        self.folder = os.path.join(os.path.abspath(folder), "work")
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        self.store = images.Store(folder)
        self.store.clear()
        server = ThreadingHTTPServer(("127.0.0.1", 0),
                                     functools.partial(Server, directory=self.folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.address = "http://127.0.0.1:%d" % server.server_port
        self.bases, self.trees, self.lock = {}, {}, threading.Lock()

    def base(self, name):
        """Makes a base once, whoever asks first; an error is kept, too."""
        if name in ("node:22", "debian:12-slim"):
            self.base("debian:12")
        if name != "busybox" and self.store.slow:
            raise images.NoBase("no overlay here, and with vfs a layer of %s takes half a minute; "
                                "STORAGE_DRIVER=vfs tries it all the same" % name)
        with self.lock:
            if name not in self.bases:
                try:
                    images.make_base(self.store, name)
                    self.bases[name] = None
                except (images.Trouble, OSError) as error:
                    self.bases[name] = error
        if self.bases[name]:
            raise images.NoBase("no base %s: %s" % (name, self.bases[name]))

    def prepare(self, snippet, number):
        """Makes the build context; where it lies, and the Dockerfile's text."""
        name = "snippet%d" % number
        context = os.path.join(self.folder, name)
        server = self.address + "/" + name
        for path, text in snippet.files.items():
            path = os.path.join(context, path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf8") as file:
                file.write(text)
        os.makedirs(context, exist_ok=True)
        if snippet.context:
            subprocess.run(["bash", "-euc", snippet.context], cwd=context, check=True,
                           env={**os.environ, **GIT, "SERVER": server}, stdout=subprocess.DEVNULL)
        return context, snippet.dockerfile.replace("@SERVER@", server)

    def build(self, snippet, context, text):
        """For each stage the image it begins with and the one it is."""
        name = os.path.basename(context)
        dockerfile = context + ".Dockerfile"
        with open(dockerfile, "w", encoding="utf8") as file:
            file.write(text)
        saved, stages = {}, []
        for index, (base, stage) in enumerate(snippet.stages):
            tag = "%s-%d" % (name, index)
            last = index == len(snippet.stages) - 1
            self.store.build(tag, context, dockerfile, None if last else stage)
            image = saved[stage] = self.store.save(tag)
            if base not in saved and base != "scratch":
                saved[base] = self.saved_base(base)
            stages.append((saved.get(base, images.Image([], [])), image))
        self.store.remove(["%s-%d" % (name, index) for index in range(len(stages))])
        return stages

    @functools.lru_cache(maxsize=None)
    def saved_base(self, name):
        return self.store.save(name)

    def built(self, snippet, context, text, kept):
        """The same; `kept`: from an earlier run, where there was one."""
        path = os.path.join(self.store.folder, "kept", snippet.key)
        if kept and os.path.exists(path):
            with open(path, "rb") as file:
                return pickle.load(file)
        result = self.build(snippet, context, text)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            pickle.dump(result, file)
        return result

    def tree(self, digests):
        """The files that a base shows."""
        key = tuple(digests)
        if key not in self.trees:
            tree = Tree()
            for digest in digests:
                tree = apply(tree, self.store.layer(digest)).after
            self.trees[key] = tree
        return self.trees[key]


def opened(folder):
    """A workshop in which buildah can build; None, and said why, where there is none."""
    try:
        workshop = Workshop(folder)
        workshop.base("busybox")
    except (images.Trouble, OSError) as error:
        print("buildah cannot build here: %s" % error)
        print("0 passed, 0 failed, 1 skipped")
        return None
    print("buildah %d.%d, storage driver %s" % (*workshop.buildah, workshop.store.driver),
          flush=True)
    return workshop


def skipped(snippet, workshop):
    """Why a snippet cannot be built here; None where it can."""
    for need in snippet.needs:
        word, _, version = need.partition(" ")
        if word == "network" and not network():
            return "no network"
        if word == "buildah" and workshop.buildah < tuple(map(int, version.split("."))):
            return "buildah is older than " + version
    return None


@functools.lru_cache(maxsize=1)
def network():
    """Whether Debian's packages can be reached as the base's apt would."""
    try:
        with urllib.request.urlopen(images.mirror() + "/dists/bookworm/InRelease", timeout=20):
            return True
    except OSError:
        return False


def instruction_of(created_by):
    """The keyword of a line in an image's history, as buildah writes it."""
    match = re.match(r"/bin/sh -c #\(nop\)\s+(\w+)", created_by)
    return match[1] if match else "RUN"


def changes_of(workshop, base, image, steps):
    """For each of the stage's layers: the steps whose work it holds, what lay below, the change."""
    before = workshop.tree(base.digests)
    pending, left, found = [], list(steps), []
    for created_by, at in image.history[len(base.history):]:
        keyword = instruction_of(created_by)
        while left and left[0]["instruction"] != keyword:
            left.pop(0)
        if left:
            step = left.pop(0)
            if keyword in LAYERED:
                pending.append(step)
        if at is not None:
            change = apply(before, workshop.store.layer(image.digests[at]))
            found.append((pending, before, change))
            before, pending = change.after, []
    return found
