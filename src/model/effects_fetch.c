#include "base/path.h"
#include "model/effects_programs.h"

/* curl, wget, git and their like: what comes from elsewhere, and where it lands. */

/* No part of what a shell would have had to work out. */
static bool is_plain_name(Str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (memchr("$`(){}\"'\\ ;|<>*?[", name.at[i], 18))
            return false;
    return true;
}

/* What a URL's file is called: behind its last '/', before ? and #. Unknown when that is empty, the
   host, or hidden in a variable. */
static Value url_name(Value url)
{
    Value unknown = {STR(""), VALUE_UNKNOWN};
    size_t scheme = str_find(url.text, STR("://"));
    Str rest = scheme < url.text.len ? str_tail(url.text, scheme + 3) : url.text;
    rest = str_cut(rest, '#').head;
    rest = str_cut(rest, '?').head;
    size_t slash = str_rfind_char(rest, '/');
    if (slash == rest.len || slash + 1 == rest.len)
        return unknown;
    Str name = str_tail(rest, slash + 1);
    if (url.known == VALUE_UNKNOWN && !is_plain_name(name))
        return unknown;
    bool named = str_find(name, STR("${")) < name.len;
    return (Value){name, named ? VALUE_NAMED : VALUE_KNOWN};
}

static void download(EffectReader *r, Spot spot, Reach reach, Span span)
{
    effect_on(r, EFFECT_CREATE, reach, BRINGS_DOWNLOAD, spot, span);
}

/* One file, whose name the server tells. */
static void download_some(EffectReader *r, Spot dir, Span span)
{
    Spot some = spot_in(r, dir, value_of(STR("*")));
    some.glob = true;
    download(r, some, REACH_FILE, span);
}

/* Under the name that the URL has, or something in the directory when that is not known. In "/"
   that could be anything. */
static void download_named(EffectReader *r, Spot dir, const Arg *url)
{
    Value name = url_name(url->value);
    if (name.known == VALUE_UNKNOWN && str_eq(dir.path.text, STR("/")))
        download(r, spot_in(r, dir, name), REACH_FILE, url->span);
    else if (name.known == VALUE_UNKNOWN)
        download_some(r, dir, url->span);
    else
        download(r, spot_in(r, dir, name), REACH_FILE, url->span);
}

static const Arg *nth_url(const EffectReader *r, size_t n)
{
    const Args *operands = &r->command->operands;
    if (operands->len > n)
        return &operands->at[n];
    const CommandOption *url = command_option(r->command, "--url");
    return n == 0 && url && url->has_value ? &url->value : NULL;
}

static void curl_output(EffectReader *r, const CommandOption *option, Spot dir, const Arg *url)
{
    if (str_among(option->name, "-o --output")) {
        if (!option->has_value || str_eq(option->value.value.text, STR("-")))
            return;
        Value path = option->value.value;
        bool absolute = str_starts(path.text, STR("/"));
        bool here = !command_option(r->command, "--output-dir") || absolute;
        Spot spot = here ? spot_of(r, &option->value) : spot_in(r, dir, path);
        download(r, spot, REACH_FILE, option->span);
    } else if (url && !command_option(r->command, "-J --remote-header-name")) {
        download_named(r, dir, url);
    } else {
        download_some(r, dir, option->span);
    }
}

void program_curl(EffectReader *r, const Program *program)
{
    (void)program;
    const CommandOption *into = command_option(r->command, "--output-dir");
    Spot dir = into && into->has_value ? spot_of(r, &into->value) : spot_cwd(r);
    size_t outputs = 0;
    for (size_t i = 0; i < r->command->options.len; i++) {
        const CommandOption *option = &r->command->options.at[i];
        if (str_among(option->name, "-o --output -O --remote-name"))
            curl_output(r, option, dir, nth_url(r, outputs++));
        else if (str_among(option->name, "-c --cookie-jar -D --dump-header") && option->has_value &&
                 !str_eq(option->value.value.text, STR("-")))
            download(r, spot_of(r, &option->value), REACH_FILE, option->span);
    }
    if (command_option(r->command, "--remote-name-all"))
        for (size_t i = 0; i < r->command->operands.len; i++)
            download_named(r, dir, &r->command->operands.at[i]);
}

/* Where it keeps what it learnt of secure hosts. */
static void wget_history(EffectReader *r)
{
    effect_add(r, (Effect){.kind = EFFECT_CREATE,
                           .sure = SURE_MAYBE,
                           .reach = REACH_FILE,
                           .brings = BRINGS_LOG,
                           .path = spot_places(r, STR("~/.wget-hsts")).path,
                           .span = r->command->span});
}

void program_wget(EffectReader *r, const Program *program)
{
    (void)program;
    const CommandOption *output = command_option(r->command, "-O --output-document");
    const CommandOption *into = command_option(r->command, "-P --directory-prefix");
    const CommandOption *list = command_option(r->command, "-i --input-file");
    const CommandOption *log = command_option(r->command, "-o --output-file -a --append-output");
    Spot dir = into && into->has_value ? spot_of(r, &into->value) : spot_cwd(r);
    if (log && log->has_value)
        effect_on(r, EFFECT_CREATE, REACH_FILE, BRINGS_LOG, spot_of(r, &log->value), log->span);
    if (command_option(r->command, "--spider"))
        return;
    wget_history(r);
    if (output && output->has_value) {
        if (!str_eq(output->value.value.text, STR("-")))
            download(r, spot_of(r, &output->value), REACH_FILE, output->span);
        return;
    }
    bool whole = command_option(r->command, "-r --recursive -m --mirror -x --force-directories -p "
                                            "--page-requisites");
    bool renamed = command_option(r->command, "--content-disposition --trust-server-names");
    if (whole || (list && r->command->operands.len == 0)) {
        download(r, dir, REACH_UNDER, r->command->span);
        return;
    }
    for (size_t i = 0; i < r->command->operands.len; i++)
        if (renamed)
            download_some(r, dir, r->command->operands.at[i].span);
        else
            download_named(r, dir, &r->command->operands.at[i]);
}

/* aria2c -d DIR -o FILE URL; axel -o FILE URL. */
void program_downloader(EffectReader *r, const Program *program)
{
    const CommandOption *into = command_option(r->command, "-d --dir");
    Spot dir = into && into->has_value ? spot_of(r, &into->value) : spot_cwd(r);
    const CommandOption *output = command_option_listed(r->command, program->options);
    if (output && output->has_value)
        download(r, spot_in(r, dir, output->value.value), REACH_FILE, output->span);
    else
        download(r, dir, REACH_UNDER, r->command->span);
}

static Str without_git(Str name)
{
    return str_ends(name, STR(".git")) ? str_head(name, name.len - 4) : name;
}

/* The directory of -C, or where the command stands. */
static Spot git_directory(const EffectReader *r)
{
    const Args *args = &r->command->args;
    for (size_t i = 0; i + 1 < args->len; i++)
        if (str_eq(args->at[i].value.text, STR("-C")))
            return spot_of(r, &args->at[i + 1]);
        else if (!str_starts(args->at[i].value.text, STR("-")))
            break;
    return spot_cwd(r);
}

static Spot clone_name(const EffectReader *r, Value url)
{
    Str text = url.text;
    while (str_ends(text, STR("/")))
        text.len--;
    size_t colon = str_rfind_char(text, ':');
    if (str_find_char(text, '/') == text.len && colon < text.len)
        text = str_tail(text, colon + 1); /* git@host:name.git */
    else
        text = path_base(text);
    text = without_git(text);
    bool named = str_find(text, STR("${")) < text.len;
    bool hidden = url.known == VALUE_UNKNOWN || text.len == 0 || text.len == url.text.len;
    return spot_in(r, git_directory(r),
                   (Value){text, hidden  ? VALUE_UNKNOWN
                                 : named ? VALUE_NAMED
                                         : VALUE_KNOWN});
}

void program_clone(EffectReader *r, const Program *program)
{
    ArgList operands;
    command_subverb(r->command, &operands);
    if (operands.len == 0)
        return;
    Spot spot;
    if (operands.len > 1 && str_starts(operands.at[1].value.text, STR("/")))
        spot = spot_of(r, &operands.at[1]);
    else if (operands.len > 1 && !command_option(r->command, "-C"))
        spot = spot_of(r, &operands.at[1]);
    else if (operands.len > 1)
        spot = spot_in(r, git_directory(r), operands.at[1].value);
    else
        spot = clone_name(r, operands.at[0].value);
    if (spot.path.known == VALUE_UNKNOWN && operands.len == 1)
        spot = git_directory(r);
    effect_on(r, EFFECT_CREATE, REACH_UNDER, program->brings, spot,
              operands.at[operands.len > 1 ? 1 : 0].span);
}

/* checkout, pull, submodule: they change the tree that they stand in. */
void program_working_tree(EffectReader *r, const Program *program)
{
    (void)program;
    effect_unknown(r, git_directory(r));
}

void program_git_init(EffectReader *r, const Program *program)
{
    ArgList operands;
    command_subverb(r->command, &operands);
    Spot spot = operands.len > 0 ? spot_of(r, &operands.at[0]) : git_directory(r);
    effect_on(r, EFFECT_CREATE, program->reach, program->brings,
              spot_in(r, spot, value_of(STR(".git"))), r->command->span);
}

void program_git_clean(EffectReader *r, const Program *program)
{
    if (!command_option(r->command, "-n --dry-run"))
        effect_add(r, (Effect){.kind = EFFECT_REMOVE,
                               .sure = SURE_MAYBE,
                               .reach = program->reach,
                               .path = git_directory(r).path,
                               .span = r->command->span});
}

void program_git_rm(EffectReader *r, const Program *program)
{
    ArgList operands;
    command_subverb(r->command, &operands);
    if (command_option(r->command, "--cached"))
        return;
    for (size_t i = 0; i < operands.len; i++)
        effect_on(r, program->kind, program->reach, program->brings, spot_of(r, &operands.at[i]),
                  operands.at[i].span);
}

/* Where a setting is written down. */
void program_git_config(EffectReader *r, const Program *program)
{
    if (command_option(r->command, "--get --get-all --get-regexp -l --list"))
        return;
    Spot spot = spot_in(r, git_directory(r), value_of(STR(".git/config")));
    if (command_option(r->command, "--system"))
        spot = spot_places(r, STR("/etc/gitconfig"));
    else if (command_option(r->command, "--global"))
        spot = spot_places(r, STR("~/.gitconfig"));
    const CommandOption *file = command_option(r->command, "-f --file");
    if (file && file->has_value)
        spot = spot_of(r, &file->value);
    effect_on(r, program->kind, program->reach, program->brings, spot, r->command->span);
}

/* svn checkout URL [DIR]: the last word is a directory when it is no URL. */
void program_svn_checkout(EffectReader *r, const Program *program)
{
    ArgList operands;
    command_subverb(r->command, &operands);
    if (operands.len == 0)
        return;
    const Arg *last = &operands.at[operands.len - 1];
    bool url = str_find(last->value.text, STR("://")) < last->value.text.len;
    bool dir = operands.len > 1 && !url;
    Spot spot = dir ? spot_of(r, last) : spot_in(r, spot_cwd(r), url_name(last->value));
    if (spot.path.known == VALUE_UNKNOWN && !dir)
        spot = spot_cwd(r);
    effect_on(r, EFFECT_CREATE, REACH_UNDER, program->brings, spot, last->span);
}

/* The two strings of copy('URL', 'FILE') in a line of PHP. */
static bool php_copies(Value script, Value *to)
{
    size_t at = str_find(script.text, STR("copy("));
    Str rest = str_tail(script.text, at + 5);
    Str words[2] = {0};
    for (size_t i = 0; i < 2; i++) {
        while (rest.len > 0 && memchr(" ,", rest.at[0], 2))
            rest = str_tail(rest, 1);
        if (rest.len == 0 || !memchr("'\"", rest.at[0], 2))
            return false;
        StrCut cut = str_cut(str_tail(rest, 1), rest.at[0]);
        if (!cut.found)
            return false;
        words[i] = cut.head;
        rest = cut.tail;
    }
    *to = (Value){words[1], script.known};
    return str_find(words[0], STR("://")) < words[0].len;
}

/* Composer's installer, and a download in one line; what else PHP does is not known. */
void program_php(EffectReader *r, const Program *program)
{
    const Args *args = &r->command->args;
    Value into = {0}, name = value_of(STR("composer.phar")), to;
    bool installs = false;
    for (size_t i = 0; i < args->len; i++) {
        Value value = args->at[i].value;
        StrCut cut = str_cut(value.text, '=');
        installs |= str_ends(value.text, STR("composer-setup.php"));
        if (str_eq(cut.head, STR("--install-dir")))
            into = (Value){cut.tail, value.known};
        else if (str_eq(cut.head, STR("--filename")))
            name = (Value){cut.tail, value.known};
        else if (i > 0 && str_eq(args->at[i - 1].value.text, STR("-r")) && php_copies(value, &to))
            download(r, spot_named(r, to), REACH_FILE, args->at[i].span);
    }
    if (into.text.len > 0 || installs)
        download(r, spot_in(r, into.text.len > 0 ? spot_named(r, into) : spot_cwd(r), name),
                 REACH_FILE, r->command->span);
    else
        program_unknown(r, program);
}
