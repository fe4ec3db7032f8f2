#include "cli/model_words.h"

const char *knowledge_word(Knowledge known)
{
    static const char *const words[] = {
        [VALUE_KNOWN] = "known", [VALUE_NAMED] = "named", [VALUE_UNKNOWN] = "unknown"};
    return words[known];
}

const char *origin_word(OriginKind kind)
{
    static const char *const words[] = {
        [ORIGIN_CONTEXT] = "context", [ORIGIN_STAGE] = "stage", [ORIGIN_SCRATCH] = "scratch",
        [ORIGIN_IMAGE] = "image",     [ORIGIN_BAD] = "bad",
    };
    return words[kind];
}

const char *source_word(CopySourceKind kind)
{
    static const char *const words[] = {[SOURCE_PATH] = "path",
                                        [SOURCE_URL] = "url",
                                        [SOURCE_GIT] = "git",
                                        [SOURCE_HEREDOC] = "heredoc"};
    return words[kind];
}

const char *mount_word(MountKind kind)
{
    static const char *const words[] = {
        [MOUNT_BIND] = "bind",     [MOUNT_CACHE] = "cache", [MOUNT_TMPFS] = "tmpfs",
        [MOUNT_SECRET] = "secret", [MOUNT_SSH] = "ssh",
    };
    return words[kind];
}

const char *dialect_word(ShellDialect dialect)
{
    static const char *const words[] = {
        [DIALECT_SH] = "sh",   [DIALECT_BASH] = "bash",       [DIALECT_POWERSHELL] = "powershell",
        [DIALECT_CMD] = "cmd", [DIALECT_FOREIGN] = "foreign",
    };
    return words[dialect];
}

const char *redirect_word(RedirectKind kind)
{
    static const char *const words[] = {
        [REDIRECT_IN] = "<",        [REDIRECT_OUT] = ">",        [REDIRECT_APPEND] = ">>",
        [REDIRECT_CLOBBER] = ">|",  [REDIRECT_BOTH_WAYS] = "<>", [REDIRECT_COPY_IN] = "<&",
        [REDIRECT_COPY_OUT] = ">&", [REDIRECT_ALL] = "&>",       [REDIRECT_ALL_APPEND] = "&>>",
        [REDIRECT_DOCUMENT] = "<<", [REDIRECT_STRING] = "<<<",
    };
    return words[kind];
}

const char *act_word(ManagerAct act)
{
    static const char *const words[] = {
        [ACT_NONE] = "none",       [ACT_REFRESH] = "refresh",   [ACT_INSTALL] = "install",
        [ACT_UPGRADE] = "upgrade", [ACT_REMOVE] = "remove",     [ACT_PRUNE] = "prune",
        [ACT_CLEAN] = "clean",     [ACT_DOWNLOAD] = "download", [ACT_BUILD] = "build",
        [ACT_RUN] = "run",         [ACT_ASK] = "ask",           [ACT_CONFIG] = "config",
    };
    return words[act];
}

const char *pin_word(Pin pin)
{
    static const char *const words[] = {
        [PIN_NONE] = "none", [PIN_EXACT] = "exact", [PIN_RANGE] = "range", [PIN_OTHER] = "other"};
    return words[pin];
}

const char *effect_word(EffectKind kind)
{
    static const char *const words[] = {
        [EFFECT_CREATE] = "create", [EFFECT_CHANGE] = "change", [EFFECT_META] = "meta",
        [EFFECT_MOVE] = "move",     [EFFECT_REMOVE] = "remove", [EFFECT_UNKNOWN] = "unknown",
    };
    return words[kind];
}

const char *sureness_word(Sureness sure)
{
    static const char *const words[] = {
        [SURE_ALWAYS] = "always", [SURE_MAYBE] = "maybe", [SURE_UNKNOWN] = "unknown"};
    return words[sure];
}

const char *reach_word(Reach reach)
{
    static const char *const words[] = {
        [REACH_FILE] = "file", [REACH_DIR] = "dir",     [REACH_EITHER] = "either",
        [REACH_TREE] = "tree", [REACH_UNDER] = "under",
    };
    return words[reach];
}

const char *brings_word(Brings brings)
{
    static const char *const words[] = {
        [BRINGS_NOTHING] = "",        [BRINGS_CONTEXT] = "context",   [BRINGS_STAGE] = "stage",
        [BRINGS_TEXT] = "text",       [BRINGS_DOWNLOAD] = "download", [BRINGS_CLONE] = "clone",
        [BRINGS_UNPACK] = "unpack",   [BRINGS_COPY] = "copy",         [BRINGS_BUILD] = "build",
        [BRINGS_PACKAGE] = "package", [BRINGS_LISTS] = "lists",       [BRINGS_CACHE] = "cache",
        [BRINGS_LOG] = "log",         [BRINGS_SYSTEM] = "system",
    };
    return words[brings];
}

const char *guard_word(unsigned index)
{
    /* In the order of the enum Guard. */
    static const char *const words[] = {
        "if-ok",      "if-failed", "condition", "branch",     "loop",    "function",
        "uncalled",   "pipe",      "captured",  "background", "negated", "else",
        "after-exit", "tested",    "tried",     "unheard",
    };
    return index < sizeof words / sizeof words[0] ? words[index] : NULL;
}
