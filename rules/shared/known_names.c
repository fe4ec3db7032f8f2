#include "shared/known_names.h"

#include "shared/names.h"

static const char tools[] =
    "asdf nvm kerl kiex rbenv rvm pyenv nodenv ruby-build goenv jenv sdkman composer "
    "composer-setup pip get-pip get-poetry flutter android android-sdk sdk-tools commandlinetools "
    "emsdk depot_tools vcpkg oh-my-zsh ohmyzsh vundle pathogen dotfiles gosu tini dumb-init "
    "su-exec phantomjs chromedriver geckodriver node gradle maven apache-maven apache-ant go jdk "
    "jre rustup rustup-init conda miniconda miniconda3 anaconda anaconda3 miniforge mambaforge "
    "phpunit phpize docker docker-compose kubectl helm terraform boost cmake gcc llvm clang "
    "openssl zlib opencv protobuf autoconf automake libtool swig ninja google-cloud-sdk cloudsdk "
    "aws awscli yarn npm bower wait-for-it dockerize s6-overlay confd python ruby php perl erlang "
    "otp julia swift r-base r bazel bazelisk bats sonar-scanner jq yq repo vips qt icu hdf5 fftw "
    "eigen gtest googletest pkg-config cuda cudnn uv uvx nodesource scala kotlin ghc cabal "
    "cabal-install graalpy graalvm geant4 ioncube ioncube_loaders curl openmpi mpich lapack petsc "
    "gdal "
    "geos proj poppler "
    "mxnet keras torch pytorch tensorflow caffe folly v8js cphalcon zephir";

static const char data_ends[] =
    ".conf .cfg .cnf .ini .yml .yaml .json .toml .xml .properties .env .list .repo .key .pub .pem "
    ".crt .cer .gpg .asc .sig .sha256 .sha1 .md5 .txt .md .lock .patch .diff .template .tmpl "
    ".service .deb .rpm .apk .whl .phar .config .rc .jks .p12 .pfx .pdf .ttf .bashrc .zshrc "
    ".vimrc .profile";

static const char data_names[] = "id_rsa id_dsa Gemfile.lock LICENSE README cacerts sources.list "
                                 "bashrc authorized_keys known_hosts sudoers "
                                 "go.mod go.sum";

static const char data_folders[] = "config conf etc scripts tools docker patches files fonts";

bool name_is_data(Str name)
{
    size_t dot = str_rfind_char(name, '.');
    return (dot < name.len && name_in(data_ends, str_tail(name, dot))) ||
           str_starts(name, STR(".")) || name_in(data_names, name) ||
           (dot == name.len && str_ends(name, STR("file")));
}

bool name_is_tool(Str name)
{
    for (size_t end = 1; end <= name.len; end++) {
        bool stop = end == name.len || memchr("-_.0123456789", name.at[end], 13);
        if (stop && name_in(tools, str_head(name, end)))
            return true;
    }
    return str_starts(name, STR("lib"));
}

/* maven2 is what a repository of Maven is called. */
bool url_is_tool(Str url)
{
    Str path = str_cut(str_cut(url, '?').head, '#').head;
    size_t scheme = str_find(path, STR("://"));
    if (scheme < path.len)
        path = str_cut(str_tail(path, scheme + 3), '/').tail;
    for (Str rest = path; rest.len > 0;) {
        StrCut cut = str_cut(rest, '/');
        if (name_is_tool(cut.head) && !str_eq(cut.head, STR("maven2")))
            return true;
        rest = cut.tail;
    }
    return false;
}

bool name_is_data_folder(Str name)
{
    return name_in(data_folders, name);
}
