#include "base/path.h"
#include "shared/names.h"
#include "shared/secrets.h"
#include "text/glob.h"
#include "text/regex.h"

/* Files that hold secrets. Where the text is at hand a shape has to be in it: its groups, if there
   are any, are a name and its value, or a value alone, that is not to be filled in by somebody. */
typedef struct {
    const char *names; /* globs, apart by blanks */
    const char *what;
    bool surely; /* the name alone says it */
    const char *shape;
} SecretFile;

#define KEY_SHAPE \
    "-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\\s\\S]{0,200}?[\\w+/=]{40}"

static const SecretFile files[] = {
    {"ssh_host_*_key", "the key of an ssh server", true, KEY_SHAPE},
    {"id_rsa id_dsa id_ecdsa id_ed25519 identity", "a private key for ssh", true, KEY_SHAPE},
    {"*_rsa *_ed25519 *.ppk *.pkcs8 *-key.pem *_key.pem privkey.pem private.pem key.pem server.key "
     "private.key ssl.key tls.key localhost.key nginx.key apache.key domain.key",
     "a private key", true, KEY_SHAPE "|PuTTY-User-Key-File"},
    {"*.pem *.key *.p8 *.ovpn", "a private key", false, KEY_SHAPE},
    {".netrc _netrc", "passwords", true, "\\bpassword\\s+(\\S+)"},
    {".pgpass", "passwords", true, "^[^#\\s][^:]*:.*:([^:\\s]+)$"},
    {".git-credentials", "passwords", true, "://[^\\s/:@]+:([^\\s/@]+)@"},
    {".htpasswd", "passwords", true, "^[^:#\\s]+:(\\S+)"},
    {".dockercfg .docker/config.json", "credentials", true, "\"auth\"\\s*:\\s*\"([^\"]+)\""},
    {"credentials.json service-account.json serviceaccount.json gcloud-service-key.json",
     "credentials", true, "\"(?:private_key|client_secret)\"\\s*:\\s*\"([^\"]+)\""},
    {"*service-account*.json *service_account*.json application_default_credentials.json",
     "credentials", false, "\"(?:private_key|client_secret)\"\\s*:\\s*\"([^\"]+)\""},
    {"kubeconfig", "credentials", true,
     "(?:client-key-data|token|password):\\s*[\"']?([^\\s\"']+)"},
    {".kube/config kubeconfig.* *.kubeconfig", "credentials", false,
     "(?:client-key-data|token|password):\\s*[\"']?([^\\s\"']+)"},
    {".aws/credentials", "an AWS key", false, "aws_secret_access_key\\s*=\\s*(\\S+)"},
    {".npmrc", "an npm token", false,
     "_(?:authToken|auth|password)\\s*=\\s*[\"']?([^\\s\"'$][^\\s\"']{7,})"},
    {".yarnrc.yml", "an npm token", false, "npmAuthToken:\\s*[\"']?([^\\s\"'$][^\\s\"']{7,})"},
    {".pypirc", "a PyPI password", false, "^\\s*password\\s*[:=]\\s*([^\\s$]+)"},
    {"pip.conf", "a password in an address", false, "://[^\\s/:@$]*:([^\\s/@$]{4,})@"},
    {"settings.xml", "passwords", false, "<password>\\s*([^<$\\s{][^<]*)</password>"},
    {"[nN]u[gG]et.[cC]onfig", "passwords", false, "ClearTextPassword\"\\s+value=\"([^\"%]+)\""},
    {"auth.json", "credentials", false,
     "\"(?:github-oauth|gitlab-token|http-basic|bearer|bitbucket-oauth)\"\\s*:\\s*\\{\\s*\"[^\"]+"
     "\""},
    {".cargo/credentials .cargo/credentials.toml", "a registry's token", false,
     "^\\s*token\\s*=\\s*\"([^\"]+)\""},
    {".gem/credentials", "a registry's token", false, "_api_key:\\s*(\\S+)"},
    {"*.tfstate *.tfstate.backup", "passwords", false,
     "\"(\\w*(?:password|secret|private_key|token))\"\\s*:\\s*\"([^\"]{6,})\""},
    {"*.tfvars gradle.properties", "passwords", false,
     "^\\s*([\\w.]+)\\s*=\\s*[\"']?([^\\s\"'$]{6,})"},
    {".env .env.*", "passwords", false,
     "^\\s*(?:export\\s+)?(\\w+)\\s*=\\s*[\"']?([^\\s\"'$#][^\\s\"'#]*)"},
    {"wp-config.php", "passwords", false, "'(DB_PASSWORD)'\\s*,\\s*'([^']+)'"},
    {"config/master.key", "the key of the credentials", false, "^[0-9a-f]{32}\\s*$"},
    {".vault-token *.kdbx", "credentials", false, NULL},
    {".bash_history .zsh_history .psql_history .mysql_history .python_history", "a history", false,
     NULL},
};

bool secret_is_apart(Str directory)
{
    return name_in("test tests testing testdata __tests__ spec fixture fixtures mock mocks example "
                   "examples sample samples doc docs node_modules vendor site-packages .git .venv "
                   "venv __pycache__ target dist e2e integration",
                   directory);
}

bool secret_is_made_up(Str name)
{
    return name_has_word(name,
                         "example sample template dist defaults test tests dummy fake snakeoil "
                         "localhost selfsigned");
}

/* Against the name, which starts at `from`, or as many of the last names as the glob has. */
static bool is_named(Str path, size_t from, Str glob)
{
    for (StrCut cut = str_cut(glob, '/'); cut.found && from > 0; cut = str_cut(cut.tail, '/')) {
        size_t slash = str_rfind_char(str_head(path, from - 1), '/');
        from = slash == from - 1 ? 0 : slash + 1;
    }
    return glob_match(glob, str_tail(path, from));
}

static const SecretFile *find_row(Str path, bool surely)
{
    size_t from = path.len - path_base(path).len;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        bool asked = files[i].surely || !surely;
        for (StrCut cut = {.tail = str_from(files[i].names), .found = asked}; cut.found;) {
            cut = str_cut(cut.tail, ' ');
            if (glob_may_match(cut.head, path) && is_named(path, from, cut.head))
                return &files[i];
        }
    }
    return NULL;
}

const char *secret_file(Str name)
{
    const SecretFile *row = find_row(path_base(name), true);
    return row ? row->what : NULL;
}

/* What a bundler shows to everybody. */
static bool is_public(Str lower)
{
    static const char *const heads[] = {"react_app_", "vite_",   "next_public_", "nuxt_public_",
                                        "public_",    "gatsby_", "expo_public_"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (str_starts(lower, str_from(heads[i])))
            return true;
    return false;
}

/* PASSWORD=changeme, TOKEN=${TOKEN}: somebody else has to fill it in. */
static bool is_open(Arena *scratch, Str name, Str value)
{
    if (secret_is_example(value) || memchr("$<{*%", value.at[0], 5))
        return true;
    Str lower = str_lower(scratch, name);
    return name.len > 0 && (!secret_variable_surely(lower) || is_public(lower) ||
                            secret_value_is_open(str_lower(scratch, value)));
}

static bool holds(Arena *scratch, const SecretFile *row, Str text)
{
    Str groups[REGEX_GROUPS];
    const Regex *shape = regex_new(scratch, row->shape);
    for (size_t from = 0; regex_find(shape, text, from, groups);) {
        bool pair = groups[2].len > 0;
        Str value = pair ? groups[2] : groups[1];
        if (value.len == 0 || !is_open(scratch, pair ? groups[1] : (Str){0}, value))
            return true;
        from = (size_t)(groups[0].at - text.at) + groups[0].len;
    }
    return false;
}

static const char *token_in(Str text)
{
    for (Secret secret; (secret = secret_find(text)).what;) {
        if (secret.token)
            return secret.what;
        text = str_tail(text, (size_t)(secret.text.at - text.at) + secret.text.len);
    }
    return NULL;
}

/* A key is one under any name when there is nothing before it. */
static bool is_key(Arena *scratch, Str text)
{
    Str groups[REGEX_GROUPS];
    text = str_trim(text);
    return str_starts(text, STR("-----BEGIN ")) &&
           regex_find(regex_new(scratch, "\\A(?:" KEY_SHAPE ")"), text, 0, groups);
}

const char *secret_in_file(Arena *scratch, Str path, Str text)
{
    enum { HEAD = 8192 };
    const SecretFile *row = find_row(path, false);
    if (row && !row->shape)
        return text.len > 0 ? row->what : NULL;
    Str head = str_head(text, HEAD);
    if (str_find_char(head, '\0') < head.len)
        return NULL;
    if (row && holds(scratch, row, text))
        return row->what;
    return is_key(scratch, text) ? "a private key" : token_in(text);
}
