#include "base/buf.h"
#include "base/path.h"
#include "model/effects_programs.h"

/* tar, unzip, gunzip and their like. */

static void unpack(EffectReader *r, Spot dest, const Arg *archive)
{
    Effect effect = {.kind = EFFECT_CREATE,
                     .reach = REACH_UNDER,
                     .brings = BRINGS_UNPACK,
                     .path = dest.path,
                     .span = r->command->span};
    if (archive && !str_eq(archive->value.text, STR("-"))) {
        Spot from = spot_of(r, archive);
        effect.from = from.path;
        effect.from_glob = from.glob;
    }
    effect_add(r, effect);
}

static void pack(EffectReader *r, const Arg *archive)
{
    if (archive && !str_eq(archive->value.text, STR("-")))
        effect_on(r, EFFECT_CREATE, REACH_FILE, BRINGS_COPY, spot_of(r, archive), archive->span);
}

/* tar xzf a.tgz: the letters without a hyphen stand first. */
static Str old_letters(const Command *command)
{
    if (command->args.len == 0)
        return (Str){0};
    Str first = command->args.at[0].value.text;
    return first.len > 0 && first.at[0] != '-' ? first : (Str){0};
}

static bool has_letter(Str letters, char c)
{
    return str_find_char(letters, c) < letters.len;
}

static const Arg *tar_file(const EffectReader *r, Str letters)
{
    const CommandOption *file = command_option(r->command, "-f --file");
    if (file && file->has_value)
        return &file->value;
    if (!has_letter(letters, 'f'))
        return NULL;
    /* Each letter that takes a value takes the next word. */
    size_t at = 1;
    for (size_t i = 0; i < letters.len && letters.at[i] != 'f'; i++)
        at += memchr("CbTXgIVK", letters.at[i], 8) != NULL;
    return at < r->command->args.len ? &r->command->args.at[at] : NULL;
}

static Spot tar_directory(const EffectReader *r, Str letters)
{
    const CommandOption *dir = command_option(r->command, "-C --directory --cd");
    if (dir && dir->has_value)
        return spot_of(r, &dir->value);
    if (has_letter(letters, 'C')) {
        size_t at = 1;
        for (size_t i = 0; i < letters.len && letters.at[i] != 'C'; i++)
            at += memchr("fbTXgIVK", letters.at[i], 8) != NULL;
        if (at < r->command->args.len)
            return spot_of(r, &r->command->args.at[at]);
    }
    return spot_cwd(r);
}

void program_tar(EffectReader *r, const Program *program)
{
    (void)program;
    Str letters =
        command_option(r->command, "-x -c -t -r -u -d") ? (Str){0} : old_letters(r->command);
    const Arg *file = tar_file(r, letters);
    bool extracts = has_letter(letters, 'x') || command_option(r->command, "-x --extract --get");
    bool creates = has_letter(letters, 'c') || command_option(r->command, "-c --create");
    bool adds = has_letter(letters, 'r') || has_letter(letters, 'u') ||
                command_option(r->command, "-r -u --append --update --delete");
    bool to_stdout =
        has_letter(letters, 'O') || command_option(r->command, "-O --to-stdout --to-command");
    if (extracts && !to_stdout) {
        if (command_option(r->command, "-P --absolute-names"))
            effect_unknown(r, (Spot){value_of(STR("/")), false});
        else
            unpack(r, tar_directory(r, letters), file);
    } else if (creates || adds) {
        pack(r, file);
    }
    if (command_option(r->command, "--remove-files"))
        program_unknown(r, NULL);
}

/* zip -m moves into the archive. */
void program_zip(EffectReader *r, const Program *program)
{
    Program moved = {.kind = EFFECT_REMOVE,
                     .reach = REACH_EITHER,
                     .tree = program->tree,
                     .spares = program->spares};
    program_first(r, &(Program){.brings = program->brings});
    if (command_option(r->command, "-m --move"))
        program_behind_first(r, &moved);
}

/* bsdtar is tar; unzip a.zip [members] [-d dir]: members are below the directory all the same. */
void program_unzip(EffectReader *r, const Program *program)
{
    if (command_option(r->command, "-l -t -v -z -Z -p -c") || r->command->operands.len == 0)
        return;
    const CommandOption *dir = command_option_listed(r->command, program->options);
    Spot dest = dir && dir->has_value ? spot_of(r, &dir->value) : spot_cwd(r);
    unpack(r, dest, &r->command->operands.at[0]);
}

/* 7z x archive -oDIR; a: adds. */
void program_7z(EffectReader *r, const Program *program)
{
    (void)program;
    ArgList operands;
    Str verb = command_subverb(r->command, &operands);
    const Args *args = &r->command->args;
    Spot dest = spot_cwd(r);
    for (size_t i = 0; i < args->len; i++) {
        Value value = args->at[i].value;
        if (!str_starts(value.text, STR("-o")) || value.text.len == 2)
            continue;
        value.text = str_tail(value.text, 2);
        dest = spot_named(r, value);
    }
    if (str_among(verb, "x e"))
        unpack(r, dest, operands.len > 0 ? &operands.at[0] : NULL);
    else if (str_among(verb, "a u d"))
        pack(r, operands.len > 0 ? &operands.at[0] : NULL);
}

void program_cpio(EffectReader *r, const Program *program)
{
    (void)program;
    const CommandOption *dir = command_option(r->command, "-D --directory");
    if (command_option(r->command, "-t --list"))
        return;
    if (command_option(r->command, "-i --extract"))
        unpack(r, dir && dir->has_value ? spot_of(r, &dir->value) : spot_cwd(r), NULL);
    else if (command_option(r->command, "-p --pass-through"))
        program_last(r, &(Program){.reach = REACH_UNDER, .brings = BRINGS_COPY});
}

/* ar x a.deb: members come into the directory; jar xf too. */
void program_ar(EffectReader *r, const Program *program)
{
    (void)program;
    const Args *args = &r->command->args;
    if (args->len < 2)
        return;
    Str how = args->at[0].value.text;
    if (has_letter(how, 'x'))
        unpack(r, spot_cwd(r), &args->at[1]);
    else if (has_letter(how, 'r') || has_letter(how, 'q') || has_letter(how, 'c'))
        pack(r, &args->at[1]);
}

/* The file with its suffix off; the name of a .tgz becomes .tar. */
static Spot without_suffix(const EffectReader *r, Spot spot, bool *known)
{
    static const struct {
        Str suffix, instead;
    } rows[] = {
        {STR_INIT(".gz"), STR_INIT("")},       {STR_INIT(".bz2"), STR_INIT("")},
        {STR_INIT(".xz"), STR_INIT("")},       {STR_INIT(".zst"), STR_INIT("")},
        {STR_INIT(".lzma"), STR_INIT("")},     {STR_INIT(".Z"), STR_INIT("")},
        {STR_INIT(".lz"), STR_INIT("")},       {STR_INIT(".lz4"), STR_INIT("")},
        {STR_INIT(".tgz"), STR_INIT(".tar")},  {STR_INIT(".tbz2"), STR_INIT(".tar")},
        {STR_INIT(".tbz"), STR_INIT(".tar")},  {STR_INIT(".txz"), STR_INIT(".tar")},
        {STR_INIT(".tzst"), STR_INIT(".tar")},
    };
    *known = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!str_ends(spot.path.text, rows[i].suffix))
            continue;
        Str stem = str_head(spot.path.text, spot.path.text.len - rows[i].suffix.len);
        spot.path.text = str_joined(r->arena, stem, rows[i].instead);
        return spot;
    }
    *known = false;
    return spot;
}

static void replace(EffectReader *r, const Arg *arg, Spot made, Brings brings, bool keeps)
{
    Spot input = spot_of(r, arg);
    effect_add(r, (Effect){.kind = EFFECT_CREATE,
                           .reach = REACH_FILE,
                           .brings = brings,
                           .path = made.path,
                           .glob = made.glob,
                           .from = input.path,
                           .from_glob = input.glob,
                           .span = arg->span});
    if (!keeps)
        effect_on(r, EFFECT_REMOVE, REACH_FILE, BRINGS_NOTHING, input, arg->span);
}

/* gunzip and its like take the packed file away; `places` holds the suffix that gzip adds. */
void program_squeeze(EffectReader *r, const Program *program)
{
    bool expands = program->brings == BRINGS_UNPACK ||
                   command_option(r->command, "-d --decompress --uncompress");
    if (command_option(r->command, "-c --stdout --to-stdout -t --test -l --list"))
        return;
    bool keeps = command_option(r->command, "-k --keep") ||
                 (str_find(r->command->name, STR("zst")) < r->command->name.len &&
                  !command_option(r->command, "--rm"));
    const CommandOption *output = command_option(r->command, "-o");
    const Args *operands = &r->command->operands;
    for (size_t i = 0; i < operands->len; i++) {
        const Arg *arg = &operands->at[i];
        Spot made = spot_of(r, arg);
        bool known = true;
        if (output && output->has_value) {
            made = spot_of(r, &output->value);
        } else if (expands) {
            made = without_suffix(r, made, &known);
        } else {
            Spot dir = {{path_dir(made.path.text), made.path.known}, made.glob};
            Buf name;
            buf_init(&name, r->arena);
            buf_add(&name, path_base(made.path.text));
            buf_add(&name, str_from(program->places));
            made = spot_in(r, dir, value_of(buf_str(&name)));
        }
        if (!known)
            made.path.known = VALUE_UNKNOWN;
        replace(r, arg, made, expands ? BRINGS_UNPACK : BRINGS_COPY, keeps);
    }
}
