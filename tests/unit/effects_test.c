#include "base/buf.h"
#include "check.h"
#include "model/model.h"

/* A step's effects in one line: kind, path, reach, what it brings, how sure, where from. */
static void add_effect(Buf *out, const Effect *effect)
{
    static const char *const kinds[] = {"create", "change", "meta", "move", "remove", "unknown"};
    static const char *const reaches[] = {"file", "dir", "either", "tree", "under"};
    static const char *const brings[] = {"",       " context", " stage", " text",  " download",
                                         " clone", " unpack",  " copy",  " build", " package",
                                         " lists", " cache",   " log",   " system"};
    static const char *const sure[] = {"", " maybe", " unsure"};
    static const char *const known[] = {"", " named", " nowhere"};
    if (out->len > 0)
        buf_add(out, STR("; "));
    buf_fmt(out, "%s %.*s", kinds[effect->kind], STR_ARG(effect->path.text));
    if (effect->kind != EFFECT_UNKNOWN)
        buf_fmt(out, " %s%s%s", reaches[effect->reach], brings[effect->brings], sure[effect->sure]);
    buf_fmt(out, "%s%s", effect->glob ? " glob" : "", known[effect->path.known]);
    if (effect->from.text.len > 0)
        buf_fmt(out, " <- %.*s%s", STR_ARG(effect->from.text), effect->from_glob ? " glob" : "");
    if (effect->mount)
        buf_add(out, STR(" mounted"));
}

static const Dockerfile *read_file(Arena *arena, Str text)
{
    const Source *source = source_new(arena, STR("Dockerfile"), text);
    return model_read(arena, syntax_read(arena, source), &(ModelRequest){0});
}

static Str effects_of(Arena *arena, const Step *step)
{
    Buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < step->effects.len; i++)
        add_effect(&out, &step->effects.at[i]);
    return buf_str(&out);
}

static const Step *last_step(const Dockerfile *file)
{
    const Steps *steps = &file->stages.at[file->stages.len - 1].steps;
    return &steps->at[steps->len - 1];
}

typedef struct {
    const char *text, *effects;
} Row;

static void check_rows(Arena *arena, const char *head, const Row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Buf text;
        buf_init(&text, arena);
        buf_fmt(&text, "%s%s\n", head, rows[i].text);
        Str effects = effects_of(arena, last_step(read_file(arena, buf_str(&text))));
        bool same = str_eq(effects, str_from(rows[i].effects));
        if (!same)
            printf("%s\n  gives: %.*s\n  wants: %s\n", rows[i].text, STR_ARG(effects),
                   rows[i].effects);
        CHECK(same);
    }
}

#define CHECK_ROWS(arena, head, rows) check_rows(arena, head, rows, sizeof rows / sizeof *rows)

static const Row files[] = {
    {"rm a", "remove /w/a either"},
    {"rm -rf a b", "remove /w/a tree; remove /w/b tree"},
    {"rm -fr -- -a", "remove /w/-a tree"},
    {"rm --recursive /a/../b/", "remove /b tree"},
    {"rm -r /a/*", "remove /a/* tree maybe glob"},
    {"rm '/a/*'", "remove /a/* either"},
    {"rm /a/*.c", "remove /a/*.c either maybe glob"},
    {"rm -rf ~/.cache", "remove /root/.cache tree"},
    {"rm -rf \"$(pwd)\"", "remove $(pwd) tree nowhere"},
    {"rm -rf $NOPE/x", "remove ${NOPE}/x tree named"},
    {"cd /a && rm b", "remove /a/b either"},
    {"cd /a; cd b; rm -r c", "remove /a/b/c tree"},
    {"rmdir a", "remove /w/a dir"},
    {"rmdir -p a/b/c", "remove /w/a/b/c dir; remove /w/a/b dir; remove /w/a dir"},
    {"rmdir -p /a/b", "remove /a/b dir; remove /a dir"},
    {"rmdir -p --ignore-fail-on-non-empty a/b", "remove /w/a/b dir; remove /w/a dir maybe"},
    {"unlink a", "remove /w/a file"},
    {"mkdir -p a/b /c", "create /w/a/b dir; create /c dir"},
    {"touch a", "meta /w/a either"},
    {"touch -c a b", "meta /w/a either maybe; meta /w/b either maybe"},
    {"chmod 755 a b", "meta /w/a either; meta /w/b either"},
    {"chmod +x *.sh", "meta /w/*.sh either maybe glob"},
    {"chmod -R u=rwX /a", "meta /a tree"},
    {"chmod 755 a/", "meta /w/a dir"},
    {"chown -R app:app /a /b", "meta /a tree; meta /b tree"},
    {"chown --reference=x a", "meta /w/a either"},
    {"chgrp 0 a", "meta /w/a either"},
    {"setcap cap_net_raw+ep /bin/ping", "meta /bin/ping file"},
    {"cp a b.txt", "create /w/b.txt file copy <- /w/a"},
    {"cp a b", "create /w/b tree copy <- /w/a"},
    {"cp a /etc/a", "create /etc/a file copy <- /w/a"},
    {"cp a b/", "create /w/b/a file copy <- /w/a"},
    {"cp a b c", "create /w/c/a file copy <- /w/a; create /w/c/b file copy <- /w/b"},
    {"cp -r a /tmp", "create /tmp/a tree copy <- /w/a"},
    {"cp -r a c", "create /w/c tree copy <- /w/a"},
    {"cp -a a/. /c", "create /c tree copy <- /w/a"},
    {"cp -R /x/* /tmp", "create /tmp under copy maybe <- /x/* glob"},
    {"cp /x/*.so /usr/lib/", "create /usr/lib/*.so file copy maybe glob <- /x/*.so glob"},
    {"cp -t /tmp a b", "create /tmp/a file copy <- /w/a; create /tmp/b file copy <- /w/b"},
    {"cp --parents a/b.c /d", "create /d/a/b.c file copy <- /w/a/b.c"},
    {"cp -r --parents /a/b c", "create /w/c/a/b tree copy <- /a/b"},
    {"cp -l a b.c", "meta /w/a file; create /w/b.c file <- /w/a"},
    {"cp -al /a /b", "meta /a tree; create /b tree <- /a"},
    {"cp -s a b.c", "create /w/b.c file <- /w/a"},
    {"mkdir d && cp a d", "create /w/d dir; create /w/d/a file copy <- /w/a"},
    {"mv a b", "move /w/b tree copy <- /w/a"},
    {"mv a /usr/local/bin", "move /usr/local/bin/a tree copy <- /w/a"},
    {"mv a/* .", "move /w under copy maybe <- /w/a/* glob"},
    {"mv a-* a", "move /w/a/a-* tree copy maybe glob <- /w/a-* glob"},
    {"install -m 755 a /usr/bin/b", "create /usr/bin/b tree copy <- /w/a"},
    {"install -d /a /b", "create /a dir; create /b dir"},
    {"install a b /c", "create /c/a file copy <- /w/a; create /c/b file copy <- /w/b"},
    {"ln /a.c /b.c", "meta /a.c file; create /b.c file <- /a.c"},
    {"ln /a/b", "meta /a/b file; create /w/b file"},
    {"link /a.c /b.c", "meta /a.c file; create /b.c file <- /a.c"},
    {"ln -s /a /b", "create /b tree <- /a"},
    {"ln -s /a/b", "create /w/b file"},
    {"ln -sf /a /usr/bin", "create /usr/bin/a file <- /a"},
    {"sed -i s/a/b/ x y", "change /w/x file text; change /w/y file text"},
    {"sed -i -e s/a/b/ x", "change /w/x file text"},
    {"sed -ri.bak s/a/b/ x", "change /w/x file text; create /w/x.bak file copy <- /w/x"},
    {"sed --in-place s/a/b/ x", "change /w/x file text"},
    {"sed s/a/b/ x", ""},
    {"sed s/a/b/ x > y", "create /w/y file text"},
    {"perl -pi -e s/a/b/ x", "change /w/x file text"},
    {"perl -e 1", "unknown /"},
    {"awk '{print $1}' x", ""},
    {"awk '{print > \"y\"}' x", "unknown /"},
    {"echo a | tee b", "create /w/b file text"},
    {"echo a | tee -a b c", "change /w/b file text; change /w/c file text"},
    {"dd if=/dev/zero of=/swap bs=1M count=1", "create /swap file copy"},
    {"truncate -s 0 a", "change /w/a file"},
    {"truncate -s 1G a", "create /w/a file text"},
    {"find /a -delete", "remove /a tree"},
    {"find /a -mindepth 1 -delete", "remove /a/* either maybe glob"},
    {"find /a -name '*.pyc' -delete", "remove /a/**/*.pyc either maybe glob"},
    {"find /a /b -type f -delete", "remove /a tree; remove /b tree"},
    {"find / -name x -delete", "remove / under maybe"},
    {"find /a -name x", ""},
    {"find /a -name '*.o' -exec rm -f {} +", "remove /a/**/*.o either maybe glob"},
    {"find . -type d -exec chmod 755 {} \\;", "meta /w under maybe"},
    {"find /a -exec chown x {} +", "meta /a tree"},
    {"find /a -name b -exec mv -t /c {} +", "move /c under copy maybe <- /a/**/b glob"},
    {"find /a -type f -exec cp {} /c \\;", "create /c under copy maybe <- /a/**/* glob"},
    {"find /a -mindepth 1 -exec mv {} /c \\;", "move /c under copy maybe <- /a/* glob"},
    {"find /a -name b | xargs mv -t /c", "move /c under copy maybe <- /a/**/b glob"},
    {"echo a | xargs -I{} mv {} /c", "move /c under copy maybe <- /w/a"},
    {"find /a -type f | xargs rm -f", "remove /a tree"},
    {"find /a -name b -print0 | xargs -0 rm -rf", "remove /a/**/b tree maybe glob"},
    {"echo a b | xargs rm", "remove /w/a either maybe; remove /w/b either maybe"},
    {"rsync -a a/ /b/", "create /b under copy maybe <- /w/a"},
    {"rsync -a a /b/", "create /b/a tree copy maybe <- /w/a"},
    {"rsync a /b/c", "create /b/c tree copy maybe <- /w/a"},
    {"rsync -a a b /c", "create /c/a tree copy maybe <- /w/a; create /c/b tree copy maybe <- /w/b"},
    {"rsync -a --remove-source-files a.c /b/c",
     "create /b/c tree copy maybe <- /w/a.c; remove /w/a.c tree maybe"},
    {"rsync --remove-source-files a/ /b/",
     "create /b under copy maybe <- /w/a; remove /w/a under maybe"},
    {"rsync -a --delete a/ /b/", "create /b under copy maybe <- /w/a; unknown /b"},
    {"strip /a/b", "change /a/b file build"},
    {"strip -o /a/c /a/b", "create /a/c file build"},
    {"patch -p1 < a.diff", "unknown /w"},
    {"patch a.c a.diff", "change /w/a.c file text"},
    {"dos2unix a", "change /w/a file text"},
};

static const Row streams[] = {
    {"echo a > b", "create /w/b file text"},
    {"echo a >> /b", "change /b file text"},
    {"> a", "change /w/a file"},
    {": > a", "change /w/a file"},
    {"true > /a", "change /a file"},
    {"echo -n > a", "change /w/a file"},
    {"cat /dev/null > a", "change /w/a file"},
    {"printf '' > a", "change /w/a file"},
    {"printf x > a", "create /w/a file text"},
    {"cat > a <<E\nx\nE", "create /w/a file text"},
    {"echo a > /dev/null 2>&1", ""},
    {"echo a 2> err", "create /w/err file"},
    {"cat a b &> c", "create /w/c file text"},
    {"(echo a; echo b) > c", "create /w/c file text; create /w/c file text"},
    {"curl -s https://x.y/z > a", "create /w/a file download"},
    {"curl -s https://x.y/z | gpg --dearmor > /k",
     "create /root/.gnupg under system maybe; create /k file download"},
    {"gunzip -c a.gz > a", "create /w/a file unpack"},
    {"sudo sh -c 'echo a > /b'", "create /b file text"},
    {"sudo sh -c 'cd /x; echo a' > b", "create /w/b file text"},
    {"chroot /mnt rm -rf /x", "unknown /"},
};

static const Row archives[] = {
    {"tar xf a.tar", "create /w under unpack <- /w/a.tar"},
    {"tar -xzf a.tgz -C /opt", "create /opt under unpack <- /w/a.tgz"},
    {"tar xzf a.tgz -C /opt --strip-components=1", "create /opt under unpack <- /w/a.tgz"},
    {"tar --extract --file a.tar --directory /b", "create /b under unpack <- /w/a.tar"},
    {"curl -s https://x.y/a.tgz | tar xz -C /opt", "create /opt under unpack"},
    {"tar czf a.tgz b", "create /w/a.tgz file copy"},
    {"tar tf a.tgz", ""},
    {"tar xOf a.tgz b > c", "create /w/c file text"},
    {"unzip a.zip", "create /w under unpack <- /w/a.zip"},
    {"unzip -q a.zip -d /b", "create /b under unpack <- /w/a.zip"},
    {"unzip -l a.zip", ""},
    {"gunzip a.gz", "create /w/a file unpack <- /w/a.gz; remove /w/a.gz file"},
    {"gunzip -k a.gz", "create /w/a file unpack <- /w/a.gz"},
    {"gzip -d a.tgz", "create /w/a.tar file unpack <- /w/a.tgz; remove /w/a.tgz file"},
    {"gzip -9 a", "create /w/a.gz file copy <- /w/a; remove /w/a file"},
    {"unzstd a.zst", "create /w/a file unpack <- /w/a.zst"},
    {"xz -d --keep a.xz", "create /w/a file unpack <- /w/a.xz"},
    {"bunzip2 /a/b.bz2", "create /a/b file unpack <- /a/b.bz2; remove /a/b.bz2 file"},
    {"7z x a.7z -o/b", "create /b under unpack <- /w/a.7z"},
    {"ar x a.deb", "create /w under unpack <- /w/a.deb"},
    {"jar xf a.jar", "create /w under unpack <- /w/a.jar"},
    {"zip -r a.zip b", "create /w/a.zip file copy"},
    {"zip -rm a.zip b c", "create /w/a.zip file copy; remove /w/b tree; remove /w/c tree"},
    {"zip -m a.zip b -x b", "create /w/a.zip file copy; remove /w/b either maybe"},
};

static const Row fetched[] = {
    {"curl -o a https://x.y/z", "create /w/a file download"},
    {"curl -fsSLo /a/b https://x.y/z", "create /a/b file download"},
    {"curl -O https://x.y/z.tgz?a=b", "create /w/z.tgz file download"},
    {"curl -LO https://x.y/z --output-dir /d", "create /d/z file download"},
    {"curl -OJ https://x.y/z", "create /w/* file download maybe glob"},
    {"curl https://x.y/z", ""},
    {"curl -o /dev/null https://x.y/z", ""},
    {"wget https://x.y/a/z.tgz",
     "create /root/.wget-hsts file log maybe; create /w/z.tgz file download"},
    {"wget -q -O /a https://x.y/z",
     "create /root/.wget-hsts file log maybe; create /a file download"},
    {"wget -O- https://x.y/z", "create /root/.wget-hsts file log maybe"},
    {"wget -qO - https://x.y/z | sh", "create /root/.wget-hsts file log maybe; unknown /"},
    {"wget -P /d https://x.y/z https://x.y/v", "create /root/.wget-hsts file log maybe; create "
                                               "/d/z file download; create /d/v file download"},
    {"wget https://x.y/",
     "create /root/.wget-hsts file log maybe; create /w/* file download maybe glob"},
    {"git clone https://x.y/a/b.git", "create /w/b under clone"},
    {"git clone --depth 1 -b v1 https://x.y/a/b /c", "create /c under clone"},
    {"git clone git@x.y:b.git", "create /w/b under clone"},
    {"git clone https://x.y/a/b .", "create /w under clone"},
    {"cd /a && git clone https://x.y/b && cd b && git checkout v1",
     "create /a/b under clone; unknown /a/b"},
    {"git -C /a pull", "unknown /a"},
    {"git config --global user.name x", "change /root/.gitconfig file text"},
    {"git config --system a b", "change /etc/gitconfig file text"},
    {"git clean -fdx", "remove /w under maybe"},
    {"git init", "create /w/.git under"},
    {"git --version", ""},
    {"php -r \"copy('https://x.y/a', '/b');\"", "create /b file download; unknown /"},
    {"curl -s https://x.y | php -- --install-dir=/usr/bin --filename=composer",
     "create /usr/bin/composer file download"},
    {"svn checkout https://x.y/a b", "create /w/b under clone"},
    {"svn co https://x.y/a", "create /w/a under clone"},
    {"hg clone https://x.y/a b", "create /w/b under clone"},
};

static const Row built[] = {
    {"make", "unknown /w"},
    {"make -C /a", "unknown /a"},
    {"make install", "unknown /w; unknown /"},
    {"make install DESTDIR=/d", "unknown /w; create /d under build"},
    {"make PREFIX=/p install", "unknown /w; create /p under build"},
    {"./configure --prefix=/p && make && make install",
     "unknown /w; unknown /w; unknown /w; create /p under build"},
    {"cmake -S . -B build", "create /w/build under build"},
    {"cmake --build build", "create /w/build under build maybe"},
    {"cmake --build .", "unknown /w"},
    {"cmake --install build --prefix /p", "unknown /w/build; create /p under build"},
    {"gcc -o a a.c", "create /w/a file build"},
    {"gcc -c a.c", "unknown /w"},
    {"javac -d out A.java", "create /w/out under build"},
    {"mkdocs build", "create /w/site under build"},
    {"mkdocs build -d /s", "create /s under build"},
    {"python3 -m venv /v", "create /v under build"},
    {"python setup.py install", "unknown /w; create / under package"},
    {"./run.sh", "unknown /"},
    {"sh run.sh", "unknown /"},
    {"eval \"$X\"", "unknown /"},
    {"frobnicate", "unknown /"},
    {"frobnicate --version", ""},
};

static const Row system_rows[] = {
    {"ldconfig",
     "change /etc/ld.so.cache tree system maybe; change /var/cache/ldconfig tree system maybe"},
    {"localedef -i en_US -f UTF-8 en_US", "change /usr/lib/locale tree system"},
    {"ssh-keygen -t rsa -N '' -f /k", "create /k file system; create /k.pub file system"},
    {"ssh-keygen -A", "create /etc/ssh under system"},
    {"openssl req -x509 -keyout /k -out /c", "create /k file system; create /c file system"},
    {"gpg --batch --verify a.asc a", "create /root/.gnupg under system maybe"},
    {"a2enmod rewrite",
     "change /etc/apache2 tree system maybe; change /var/lib/apache2 tree system maybe"},
    {"sqlite3 a.db < b", "change /w/a.db file text"},
    {"export A=b; set -e; umask 022; sleep 1; sync; test -f x; [ -d y ]; echo z; cat q", ""},
    {"mktemp -d", "create /tmp under maybe"},
};

static const Row guarded[] = {
    {"if [ -f a ]; then rm a; fi", "remove /w/a either maybe"},
    {"if [ -f a ]; then rm a; else rm b; fi", "remove /w/a either maybe; remove /w/b either maybe"},
    {"test -f a && rm a", "remove /w/a either maybe"},
    {"rm a || rm b", "remove /w/a either maybe; remove /w/b either maybe"},
    {"rm a && rm b || echo c", "remove /w/a either maybe; remove /w/b either maybe"},
    {"rm a || echo b && rm c", "remove /w/a either maybe; remove /w/c either"},
    {"rm a || true", "remove /w/a either"},
    {"rm a || exit 1", "remove /w/a either"},
    {"rm a || { echo b; exit 1; }", "remove /w/a either"},
    {"rm a || (rm b)", "remove /w/a either maybe; remove /w/b either maybe"},
    {"cd a || touch b", "meta /w/b either maybe"},
    {"cd a || touch b; rm c", "meta /w/b either maybe; remove /w/a/c either nowhere"},
    {"cd a || true; rm c", "remove /w/a/c either"},
    {"cd a || exit 1; rm c", "remove /w/a/c either"},
    {"cd a && rm b || touch c", "remove /w/a/b either maybe; meta /w/c either maybe nowhere"},
    {"cd /a || mkdir /a && cd /a && rm b", "create /a dir maybe; remove /a/b either"},
    {"true && rm a", "remove /w/a either"},
    {"for i in a b; do rm $i; done", "remove /w/a either maybe; remove /w/b either maybe"},
    {"while read x; do rm a; done", "remove /w/a either maybe"},
    {"f() { rm a; }", ""},
    {"exit 0; rm a", ""},
    {"sh -c 'rm a'", "remove /w/a either"},
    {"sudo rm a", "remove /w/a either"},
};

#define NPM_COMPILED "create /tmp/node-compile-cache under cache unsure"
#define NPM_LEAVES "create /root/.npm/_logs tree log; " NPM_COMPILED "; "
#define NPM_NOTES(DIR)                                           \
    "change " DIR "/package.json file system maybe; change " DIR \
    "/package-lock.json file system maybe; change " DIR          \
    "/node_modules/.package-lock.json file system maybe"
#define APT_LEAVES                                                                                \
    "create /var/log/apt tree log; create /var/log/dpkg.log tree log; create /var/lib/dpkg tree " \
    "system; create /var/lib/apt/extended_states tree system unsure; create /var/cache/debconf "  \
    "tree system unsure; "

static const Row managed[] = {
    {"npm prune --production", NPM_LEAVES "remove /w/node_modules under package; " NPM_NOTES("/w")},
    {"npm uninstall x", NPM_LEAVES "remove /w/node_modules under package; " NPM_NOTES("/w")},
    {"npm uninstall -g x", NPM_LEAVES "remove / under package"},
    {"npm install --prefix /a x", "create /root/.npm under cache; " NPM_LEAVES
                                  "create /a/node_modules under package; " NPM_NOTES("/a")},
    {"npm ci", "create /root/.npm under cache; " NPM_LEAVES "create /w/node_modules under package"},
    {"npm cache clean --force",
     "remove /root/.npm/* tree maybe glob; create /root/.npm/_logs tree log; " NPM_COMPILED},
    {"NODE_DISABLE_COMPILE_CACHE=1 npm uninstall -g x",
     "create /root/.npm/_logs tree log; remove / under package"},
    {"pip uninstall -y x", "remove / under package"},
    {"pip download --no-cache-dir -d a x", "create /w/a under download"},
    {"pip wheel --no-cache-dir --wheel-dir=/a x", "create /a under download"},
    {"pip download --no-cache-dir x", "unknown /w"},
    {"gem install x",
     "create /var/lib/gems/*/cache under cache maybe glob; create / under package"},
    {"gem install -i /a x", "create /a/cache under cache; create /a under package"},
    {"apt-get remove -y x", APT_LEAVES "remove / under package"},
    {"apt-get autoremove -y", APT_LEAVES "remove / under package"},
    {"npm config set a b", "change /root/.npmrc file system maybe"},
};

static void runs(Arena *arena)
{
    static const char head[] = "FROM debian:12\nWORKDIR /w\nUSER root\nRUN ";
    CHECK_ROWS(arena, head, files);
    CHECK_ROWS(arena, head, streams);
    CHECK_ROWS(arena, head, archives);
    CHECK_ROWS(arena, head, fetched);
    CHECK_ROWS(arena, head, built);
    CHECK_ROWS(arena, head, system_rows);
    CHECK_ROWS(arena, head, guarded);
    CHECK_ROWS(arena, head, managed);
}

static const Row copies[] = {
    {"COPY . .", "create /w under context"},
    {"COPY ./ /a", "create /a under context"},
    {"COPY a.txt /b/", "create /b/a.txt file context"},
    {"COPY a.txt /b", "create /b file context"},
    {"COPY a.txt .", "create /w/a.txt file context"},
    {"COPY a.txt /w", "create /w/a.txt file context"},
    {"COPY a.txt /usr/local/bin", "create /usr/local/bin/a.txt file context"},
    {"COPY a /b", "create /b tree context"},
    {"COPY a /b/", "create /b under context"},
    {"COPY a /usr/local/bin/", "create /usr/local/bin/a tree context"},
    {"COPY a/ /b", "create /b under context"},
    {"COPY a.c b.c c", "create /w/c/a.c file context; create /w/c/b.c file context"},
    {"COPY Makefile /b/", "create /b/Makefile file context"},
    {"COPY *.c /b/", "create /b/*.c file context maybe glob"},
    {"COPY *.jar /a.jar", "create /a.jar file context"},
    {"COPY * /b/", "create /b under context"},
    {"COPY --from=x/y /a/b /c", "create /c tree stage <- /a/b"},
    {"COPY --parents a/b.c /d/", "create /d/a/b.c tree context"},
    {"COPY --parents x/./a/b.c /d/", "create /d/a/b.c tree context"},
    {"ADD a.tar.gz /b", "create /b under unpack"},
    {"ADD https://x.y/a.tgz /b/", "create /b/a.tgz file download"},
    {"ADD https://x.y/a.tgz /b.tgz", "create /b.tgz file download"},
    {"ADD https://github.com/a/b.git /c", "create /c under clone"},
    {"COPY <<E /a\nx\nE", "create /a file text"},
    {"COPY <<A <<B /d/\nx\nA\ny\nB", "create /d/A file text; create /d/B file text"},
    {"WORKDIR a/b", "create /w/a/b dir maybe"},
    {"WORKDIR /", ""},
    {"CMD rm -rf /", ""},
    {"ENV A=b", ""},
    {"RUN [\"rm\", \"-rf\", \"/a\"]", "remove /a tree"},
    {"RUN --mount=type=cache,target=/c rm -rf /c/x /d",
     "create /c dir maybe; remove /c/x tree mounted; remove /d tree"},
    {"RUN --mount=type=secret,id=k cat /run/secrets/k", "create /run/secrets/k either maybe"},
    {"RUN --mount=type=secret,id=k,env=K test $K", ""},
    {"RUN --mount=type=tmpfs,target=/t curl -o /t/a https://x.y/a",
     "create /t dir maybe; create /t/a file download mounted"},
};

static const Row homes[] = {
    {"RUN userdel -r x", "remove /home/x tree maybe"},
    {"RUN useradd -m -d /a x\nRUN useradd -m -d /b y\nRUN userdel -r x", "remove /a tree maybe"},
    {"RUN useradd -m -d /a x && usermod -d /c -m x && userdel -r x", "remove /c tree maybe"},
    {"RUN adduser --home /a --disabled-password x && deluser --remove-home x",
     "remove /a tree maybe"},
};

/* Only the last effect of the last step. */
static void check_last(Arena *arena, const Row *row)
{
    Buf text, out;
    buf_init(&text, arena);
    buf_init(&out, arena);
    buf_fmt(&text, "FROM debian:12\n%s\n", row->text);
    const Step *step = last_step(read_file(arena, buf_str(&text)));
    if (step->effects.len > 0)
        add_effect(&out, &step->effects.at[step->effects.len - 1]);
    bool same = str_eq(buf_str(&out), str_from(row->effects));
    if (!same)
        printf("%s\n  gives: %.*s\n  wants: %s\n", row->text, STR_ARG(buf_str(&out)), row->effects);
    CHECK(same);
}

/* Who wrote what the last step's last effect concerns: the lines of the instructions. */
static void check_writers(Arena *arena, const Row *row)
{
    Buf lines;
    buf_init(&lines, arena);
    const Dockerfile *file = read_file(arena, str_from(row->text));
    const Step *step = last_step(file);
    StepRefs chain = stage_chain(arena, step->stage);
    if (step->effects.len > 0) {
        EffectRefs writers =
            effect_writers(arena, &chain, &step->effects.at[step->effects.len - 1]);
        for (size_t i = 0; i < writers.len; i++)
            buf_fmt(&lines, "%s%u", i > 0 ? " " : "", writers.at[i]->step->instruction->first_line);
    }
    bool same = str_eq(buf_str(&lines), str_from(row->effects));
    if (!same)
        printf("%s\n  gives: %.*s\n  wants: %s\n", row->text, STR_ARG(buf_str(&lines)),
               row->effects);
    CHECK(same);
}

static const Row writers[] = {
    {"FROM a\nCOPY a /b\nRUN rm -rf /b", "2"},
    {"FROM a\nCOPY . /b\nRUN rm -rf /b/c", "2"},
    {"FROM a\nCOPY . /b/c\nRUN rm -rf /b", "2"},
    {"FROM a\nCOPY . /b\nRUN rm -rf /c", ""},
    {"FROM a\nRUN mkdir /b\nRUN rm -rf /b", ""},
    {"FROM a\nRUN ln -s /x /b\nRUN rm -rf /b", ""},
    {"FROM a\nRUN curl -o /b https://x.y/z\nRUN rm /b", "2"},
    {"FROM a\nRUN curl -o /b https://x.y/z && rm /b\nRUN rm -f /b", ""},
    {"FROM a\nCOPY x.c /b\nRUN rm /b\nRUN rm -f /b", ""},
    {"FROM a\nCOPY . /b\nRUN rm -rf /b\nRUN rm -rf /b/c", ""},
    {"FROM a\nCOPY . /b\nRUN rm -rf /b/c\nRUN rm -rf /b/c", ""},
    {"FROM a\nCOPY . /b\nRUN rm -rf /b/c\nRUN rm -rf /b/d", "2"},
    {"FROM a\nCOPY . /b\nCOPY x.c /b/\nRUN rm -rf /b", "3 2"},
    {"FROM a\nRUN --mount=type=cache,target=/b curl -o /b/c https://x.y/z\nRUN rm -rf /b/c", ""},
    {"FROM a\nCOPY . /b\nRUN --mount=type=cache,target=/b rm -rf /b", ""},
    {"FROM a\nRUN curl -o /tmp/b https://x.y/z\nRUN rm -rf /tmp/*", "2"},
    {"FROM a\nRUN apt-get install -y b\nRUN rm -rf /usr/share/doc", ""},
    {"FROM a\nRUN apt-get install -y b c\nRUN apt-get remove -y c", "2"},
    {"FROM a\nRUN apt-get install -y b\nRUN apt-get remove -y c", ""},
    {"FROM a\nRUN apt-get update\nRUN rm -rf /var/lib/apt/lists/*", "2"},
    {"FROM a\nRUN apt-get update && rm -rf /var/lib/apt/lists/*\nRUN rm -rf /var/lib/apt/lists/*",
     ""},
    {"FROM a\nCOPY . /\nRUN rm -rf /etc/x", ""},
    {"FROM a\nCOPY . /\nRUN rm -rf /src/x", "2"},
    {"FROM a\nCOPY . /\nRUN chmod +x /usr/bin/run\nCMD [\"/usr/bin/run\"]", ""},
    {"FROM a\nCOPY . /b\nRUN chown -R x /b", "2"},
    {"FROM a\nCOPY . /b\nRUN chown x /b", ""},
    {"FROM a\nCOPY x.sh /b\nRUN chmod +x /b", "2"},
    {"FROM a\nCOPY x /b\nRUN chmod +x /b", "2"},
    {"FROM a\nCOPY x /b\nWORKDIR /b\nRUN chmod 755 /b", ""},
    {"FROM a\nWORKDIR /b\nRUN chown -R x /b", ""},
    {"FROM a\nCOPY . /b\nRUN chmod +x /b/*.sh", "2"},
    {"FROM a\nCOPY x.sh /b/\nRUN mv /b/x.sh /c", "2"},
    {"FROM a\nRUN git clone https://x.y/z /b\nRUN rm -rf /b", "2"},
    {"FROM a\nRUN git clone https://x.y/z /b\nRUN mv /b/* /c && rm -rf /b", "2"},
    {"FROM a\nRUN curl https://x.y/z | tar x -C /b\nRUN mv /b/* /c && rm -rf /b", ""},
    {"FROM a AS p\nCOPY . /b\nFROM p\nRUN rm -rf /b", "2"},
    {"FROM a AS p\nCOPY . /b\nFROM a\nRUN rm -rf /b", ""},
    {"FROM a\nARG D\nCOPY . $D/b\nRUN rm -rf $D/b", "3"},
    {"FROM a\nONBUILD COPY . /b\nRUN rm -rf /b", ""},
    {"FROM a\nCOPY . /b\nRUN find /b -name '*.md' -delete", "2"},
    {"FROM a\nCOPY x.c /b/\nRUN find /b -name '*.md' -delete", ""},
    {"FROM a\nCOPY . /b\nRUN curl -o /b/c https://x.y/z && rm /b/c", ""},
    {"FROM a\nWORKDIR /b\nCOPY . .\nRUN npm ci && rm -rf node_modules", ""},
    {"FROM a\nWORKDIR /b\nCOPY . .\nRUN npm ci\nRUN rm -rf node_modules", "4"},
    {"FROM a\nCOPY . /b\nRUN cp -r /x/. /b && chown -R a /b", "2"},
    {"FROM a\nCOPY x.log /b/\nRUN : > /b/x.log", "2"},
    {"FROM a\nCOPY x.gz /b/\nRUN gunzip /b/x.gz", "2"},
};

static bool leaves(Arena *arena, const char *text, const char *want)
{
    Buf out;
    buf_init(&out, arena);
    EffectRefs left = step_leaves(arena, last_step(read_file(arena, str_from(text))));
    for (size_t i = 0; i < left.len; i++)
        add_effect(&out, left.at[i]);
    bool same = str_eq(buf_str(&out), str_from(want));
    if (!same)
        printf("%s\n  leaves: %.*s\n", text, STR_ARG(buf_str(&out)));
    return same;
}

static void undone(Arena *arena)
{
    CHECK(leaves(arena, "FROM a\nRUN curl -o /b https://x.y/z && rm /b", ""));
    CHECK(leaves(arena, "FROM a\nRUN rm -f /b && curl -o /b https://x.y/z",
                 "create /b file download"));
    CHECK(leaves(arena, "FROM a\nRUN curl -o /b/c https://x.y/z && rm -rf /b", ""));
    CHECK(leaves(arena, "FROM a\nRUN curl -o /b/c https://x.y/z && rm -rf /b/d",
                 "create /b/c file download"));
    CHECK(leaves(arena, "FROM a\nRUN git clone https://x.y/z /b && rm -rf /b/*",
                 "create /b under clone"));
    CHECK(leaves(arena, "FROM a\nRUN unzip /z.zip -d /b && rm -rf /b/*", ""));
    CHECK(leaves(arena, "FROM a\nRUN curl -o /b https://x.y/z || rm /b",
                 "create /b file download maybe"));
    CHECK(leaves(arena, "FROM a\nRUN curl -o /b https://x.y/z && : > /b", "change /b file"));
    CHECK(leaves(arena, "FROM a\nRUN curl -o /b https://x.y/z && mv /b /c",
                 "move /c tree copy <- /b"));
}

static void removed(Arena *arena)
{
    const Dockerfile *file =
        read_file(arena, STR("FROM a\nCOPY . /b\nRUN rm -rf /b/c\nRUN rm -rf /b\nRUN rm -rf /b"));
    const Stage *stage = file->target;
    StepRefs chain = stage_chain(arena, stage);
    const Effect *gone = effect_removed(&chain, &stage->steps.at[1].effects.at[0]);
    CHECK(gone && gone->step == &stage->steps.at[3]);
    const Effect *latest = path_latest(&chain, &stage->steps.at[4], value_of(STR("/b/x")));
    CHECK(latest && latest->step == &stage->steps.at[3]);
    latest = path_latest(&chain, &stage->steps.at[3], value_of(STR("/b/x")));
    CHECK(latest && latest->step == &stage->steps.at[1]);
    CHECK(!path_latest(&chain, &stage->steps.at[4], value_of(STR("/z"))));
}

static void reaches(Arena *arena)
{
    const Dockerfile *file =
        read_file(arena, STR("FROM a AS one\n"
                             "RUN curl -o /x/a https://x.y/a && curl -o /y/b https://x.y/b\n"
                             "FROM a AS two\n"
                             "COPY --from=one /x /in\n"
                             "RUN curl -o /c https://x.y/c\n"
                             "FROM a AS three\n"
                             "RUN curl -o /d https://x.y/d\n"
                             "FROM a\n"
                             "COPY --from=two /in/ /out\n"));
    EffectRefs found = stage_reaches(arena, &file->stages.at[0]);
    CHECK(found.len == 1 && str_eq(found.at[0]->path.text, STR("/x/a")));
    CHECK(stage_reaches(arena, &file->stages.at[1]).len == 1);
    CHECK(stage_reaches(arena, &file->stages.at[2]).len == 0);
    CHECK(stage_reaches(arena, &file->stages.at[3]).len == 1);
}

/* A hundred thousand commands or instructions are asked as quickly as they are read. */
static void many(Arena *arena)
{
    Buf text;
    buf_init(&text, arena);
    buf_add(&text, STR("FROM a\n"));
    for (int i = 0; i < 20000; i++)
        buf_fmt(&text, "RUN rm -rf /a%d\n", i);
    const Dockerfile *file = read_file(arena, buf_str(&text));
    StepRefs chain = stage_chain(arena, file->target);
    size_t found = 0;
    for (size_t i = 0; i < file->target->steps.len; i++)
        for (size_t j = 0; j < file->target->steps.at[i].effects.len; j++)
            found += effect_writers(arena, &chain, &file->target->steps.at[i].effects.at[j]).len;
    CHECK(found == 0);
}

int main(void)
{
    Arena *arena = arena_open();
    runs(arena);
    CHECK_ROWS(arena, "FROM debian:12\nWORKDIR /w\n", copies);
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
        check_last(arena, &homes[i]);
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        check_writers(arena, &writers[i]);
    undone(arena);
    removed(arena);
    reaches(arena);
    many(arena);
    arena_close(arena);
    return check_end();
}
