/* Which language a body is written in. The model will know more (base stages, ENV); this is what
   the words say. */
#include "shell/shell.h"

typedef struct {
    Str name;
    ShellDialect dialect;
} Program;

static const Program programs[] = {
    {STR_INIT("sh"), DIALECT_SH},
    {STR_INIT("dash"), DIALECT_SH},
    {STR_INIT("ash"), DIALECT_SH},
    {STR_INIT("busybox"), DIALECT_SH},
    {STR_INIT("bash"), DIALECT_BASH},
    {STR_INIT("ksh"), DIALECT_BASH},
    {STR_INIT("mksh"), DIALECT_BASH},
    {STR_INIT("zsh"), DIALECT_BASH},
    {STR_INIT("powershell"), DIALECT_POWERSHELL},
    {STR_INIT("pwsh"), DIALECT_POWERSHELL},
    {STR_INIT("cmd"), DIALECT_CMD},
};

static Str program_name(Str word)
{
    static const char slashes[] = "/\\";
    for (size_t i = 0; slashes[i]; i++) {
        size_t at = str_rfind_char(word, slashes[i]);
        word = at < word.len ? str_tail(word, at + 1) : word;
    }
    if (word.len > 4 && str_eq_nocase(str_tail(word, word.len - 4), STR(".exe")))
        word.len -= 4;
    return word;
}

static bool find_program(Str word, ShellDialect *dialect)
{
    Str name = program_name(word);
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        if (!str_eq_nocase(name, programs[i].name))
            continue;
        *dialect = programs[i].dialect;
        return true;
    }
    return false;
}

static bool is_windows(Str base)
{
    static const Str parts[] = {STR_INIT("windows/"), STR_INIT("windowsservercore"),
                                STR_INIT("nanoserver"), STR_INIT("microsoft/iis")};
    return str_has_any(base, parts, sizeof parts / sizeof *parts);
}

/* The shell may stand behind a wrapper: ["/usr/bin/env", "bash", "-c"]. */
Str shell_program(const Words *shell)
{
    ShellDialect dialect;
    for (size_t i = 0; shell && i < shell->len; i++)
        if (find_program(shell->at[i].text, &dialect))
            return shell->at[i].text;
    return (Str){0};
}

ShellDialect shell_dialect(const Words *shell, char escape, Str base)
{
    ShellDialect dialect = DIALECT_FOREIGN;
    if (find_program(shell_program(shell), &dialect))
        return dialect;
    if (shell && shell->len)
        return DIALECT_FOREIGN;
    /* A backquote as escape is only ever wanted where paths have backslashes. */
    return is_windows(base) || escape == '`' ? DIALECT_CMD : DIALECT_SH;
}

/* The word up to a blank; rest goes on behind it. */
static Str take_word(Str *rest)
{
    size_t len = 0;
    *rest = str_trim(*rest);
    while (len < rest->len && rest->at[len] != ' ' && rest->at[len] != '\t')
        len++;
    Str word = str_head(*rest, len);
    *rest = str_tail(*rest, len);
    return word;
}

/* env has options and variables before the program: /usr/bin/env -S A=1 bash -e. cmd reads no #!,
   and what another program makes of the file's name is not known. */
ShellDialect shell_body_dialect(ShellDialect shell, Str interpreter)
{
    ShellDialect dialect = DIALECT_FOREIGN;
    Str word = take_word(&interpreter);
    if (word.len == 0 || shell == DIALECT_CMD || shell == DIALECT_FOREIGN)
        return shell;
    if (str_eq(program_name(word), STR("env"))) {
        do
            word = take_word(&interpreter);
        while (str_starts(word, STR("-")) || str_find_char(word, '=') < word.len);
    }
    find_program(word, &dialect);
    return dialect;
}

bool shell_dialect_is_read(ShellDialect dialect)
{
    return dialect == DIALECT_SH || dialect == DIALECT_BASH;
}
