#include "shared/secret_file_rows.h"

#include "base/path.h"
#include "text/glob.h"

static const SecretFile files[] = {
    {"", "ssh_host_*_key", "the key of an ssh server", true, KEY_SHAPE},
    {"id_rsa id_dsa id_ecdsa id_ed25519 identity", "", "a private key for ssh", true, KEY_SHAPE},
    {"privkey.pem private.pem key.pem server.key private.key ssl.key tls.key localhost.key "
     "nginx.key apache.key domain.key",
     "*_rsa *_ed25519 *.ppk *.pkcs8 *-key.pem *_key.pem", "a private key", true,
     KEY_SHAPE "|PuTTY-User-Key-File"},
    {"", "*.pem *.key *.p8 *.ovpn", "a private key", false, KEY_SHAPE},
    {".netrc _netrc", "", "passwords", true, "\\bpassword\\s+(\\S+)"},
    {".pgpass", "", "passwords", true, "^[^#\\s][^:]*:.*:([^:\\s]+)$"},
    {".git-credentials", "", "passwords", true, "://[^\\s/:@]+:([^\\s/@]+)@"},
    {".htpasswd", "", "passwords", true, "^[^:#\\s]+:(\\S+)"},
    {".dockercfg", ".docker/config.json", "credentials", true, "\"auth\"\\s*:\\s*\"([^\"]+)\""},
    {"credentials.json service-account.json serviceaccount.json gcloud-service-key.json", "",
     "credentials", true, "\"(?:private_key|client_secret)\"\\s*:\\s*\"([^\"]+)\""},
    {"application_default_credentials.json", "*service-account*.json *service_account*.json",
     "credentials", false, "\"(?:private_key|client_secret)\"\\s*:\\s*\"([^\"]+)\""},
    {"kubeconfig", "", "credentials", true,
     "(?:client-key-data|token|password):\\s*[\"']?([^\\s\"']+)"},
    {"", ".kube/config kubeconfig.* *.kubeconfig", "credentials", false,
     "(?:client-key-data|token|password):\\s*[\"']?([^\\s\"']+)"},
    {"", ".aws/credentials", "an AWS key", false, "aws_secret_access_key\\s*=\\s*(\\S+)"},
    {".npmrc", "", "an npm token", false,
     "_(?:authToken|auth|password)\\s*=\\s*[\"']?([^\\s\"'$][^\\s\"']{7,})"},
    {".yarnrc.yml", "", "an npm token", false, "npmAuthToken:\\s*[\"']?([^\\s\"'$][^\\s\"']{7,})"},
    {".pypirc", "", "a PyPI password", false, "^\\s*password\\s*[:=]\\s*([^\\s$]+)"},
    {"pip.conf", "", "a password in an address", false, "://[^\\s/:@$]*:([^\\s/@$]{4,})@"},
    {"settings.xml", "", "passwords", false, "<password>\\s*([^<$\\s{][^<]*)</password>"},
    {"", "[nN]u[gG]et.[cC]onfig", "passwords", false, "ClearTextPassword\"\\s+value=\"([^\"%]+)\""},
    {"auth.json", "", "credentials", false,
     "\"(?:github-oauth|gitlab-token|http-basic|bearer|bitbucket-oauth)\"\\s*:\\s*\\{\\s*\"[^\"]+"
     "\""},
    {"", ".cargo/credentials .cargo/credentials.toml", "a registry's token", false,
     "^\\s*token\\s*=\\s*\"([^\"]+)\""},
    {"", ".gem/credentials", "a registry's token", false, "_api_key:\\s*(\\S+)"},
    {"", "*.tfstate *.tfstate.backup", "passwords", false,
     "\"(\\w*(?:password|secret|private_key|token))\"\\s*:\\s*\"([^\"]{6,})\""},
    {"gradle.properties", "*.tfvars", "passwords", false,
     "^\\s*([\\w.]+)\\s*=\\s*[\"']?([^\\s\"'$]{6,})"},
    {".env", ".env.*", "passwords", false,
     "^\\s*(?:export\\s+)?(\\w+)\\s*=\\s*[\"']?([^\\s\"'$#][^\\s\"'#]*)"},
    {"wp-config.php", "", "passwords", false, "'(DB_PASSWORD)'\\s*,\\s*'([^']+)'"},
    {"", "config/master.key", "the key of the credentials", false, "^[0-9a-f]{32}\\s*$"},
    {".vault-token", "*.kdbx", "credentials", false, NULL},
    {".bash_history .zsh_history .psql_history .mysql_history .python_history", "", "a history",
     false, NULL},
};

/* Against the name, which starts at `from`, or as many of the last names as the glob has. */
static bool is_named(Str path, size_t from, Str glob)
{
    for (StrCut cut = str_cut(glob, '/'); cut.found && from > 0; cut = str_cut(cut.tail, '/')) {
        size_t slash = str_rfind_char(str_head(path, from - 1), '/');
        from = slash == from - 1 ? 0 : slash + 1;
    }
    return glob_match(glob, str_tail(path, from));
}

const SecretFile *secret_file_row(Str path, bool surely)
{
    size_t from = path.len - path_base(path).len;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (surely && !files[i].surely)
            continue;
        if (str_among(str_tail(path, from), files[i].names))
            return &files[i];
        Str globs = str_from(files[i].globs);
        for (StrCut cut = {.tail = globs, .found = globs.len > 0}; cut.found;) {
            cut = str_cut(cut.tail, ' ');
            if (glob_may_match(cut.head, path) && is_named(path, from, cut.head))
                return &files[i];
        }
    }
    return NULL;
}
