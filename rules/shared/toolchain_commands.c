#include "shared/toolchain_commands.h"

#include "base/path.h"
#include "shared/names.h"

static bool is_toolchain_url(Str url)
{
    static const Str parts[] = {
        STR_INIT("sh.rustup.rs"),           STR_INIT("static.rust-lang.org"),
        STR_INIT("golang.org/dl/go"),       STR_INIT("go.dev/dl/go"),
        STR_INIT("dl.google.com/go/go"),    STR_INIT("storage.googleapis.com/golang/go"),
        STR_INIT("golang.google.cn/dl/go"), STR_INIT("get.haskellstack.org"),
        STR_INIT("get-ghcup.haskell.org")};
    if (str_has_any(url, parts, sizeof parts / sizeof *parts))
        return true;
    Str name = path_base(str_cut(url, '?').head);
    return str_starts(url, STR("http")) && str_starts(name, STR("jdk-")) &&
           (name_has(name, ".tar.gz") || name_has(name, ".rpm") || name_has(name, ".bin"));
}

bool command_fetches_toolchain(const Command *command)
{
    if (!command_is(command, "curl wget aria2c axel rustup-init stack"))
        return false;
    if (command_is(command, "rustup-init") ||
        (command_is(command, "stack") && command_has_operand(command, STR("setup"))))
        return true;
    for (size_t i = 0; i < command->operands.len; i++)
        if (is_toolchain_url(command->operands.at[i].value.text))
            return true;
    return false;
}

bool toolchain_is_cleared(const Command *fetch)
{
    static const Str places[] = {STR_INIT("/go"), STR_INIT(".rustup"), STR_INIT(".stack"),
                                 STR_INIT("/.cargo")};
    const Commands *all = &fetch->step->script->commands;
    for (size_t i = fetch->index + 1; i < all->len; i++) {
        const Command *command = &all->at[i];
        if (command_is(command, "rustup") && command_has_operand(command, STR("self")))
            return true;
        for (size_t j = 0; command_is(command, "rm") && j < command->operands.len; j++)
            for (size_t k = 0; k < sizeof places / sizeof *places; k++)
                if (str_ends(command->operands.at[j].value.text, places[k]))
                    return true;
    }
    return false;
}

bool command_needs_toolchain(const Command *command)
{
    if (command_is(command, "make cmake gcc g++ clang cc c++ javac mvn mvnw gradle gradlew sbt ant "
                            "lein stack cabal ghc runghc runhaskell cargo rustc ninja scons bazel "
                            "activator boot phpize pecl node-gyp clj"))
        return true;
    if (command_is(command, "go"))
        return !str_eq(command->verb.value.text, STR("version"));
    if (command_is(command, "dotnet"))
        return command->operands.len > 0 &&
               !str_ends(command->operands.at[0].value.text, STR(".dll"));
    return command->manager && !command->manager->system &&
           (command_acts(command, ACT_INSTALL) || command_acts(command, ACT_BUILD)) &&
           !command_is(command, "npx");
}
