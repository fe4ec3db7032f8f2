# What scripts/try and scripts/test share. Sourced by bash, in the folder of the repository.

say() {
    printf '\n== %s\n' "$*"
}

# install GROUP...: installs what these groups of scripts/packages list and apt has not installed.
install() {
    local group package reason missing=()
    if ! command -v apt-get >/dev/null; then
        echo "There is no apt here; scripts/packages lists what must be installed."
        return 0
    fi
    while read -r group package reason; do
        case " $* " in *" $group "*) ;; *) continue ;; esac
        if ! installed "${package%\?}"; then
            missing+=("$package")
        fi
    done < <(grep -v '^#' scripts/packages)
    if [ ${#missing[@]} -eq 0 ]; then
        return 0
    fi

    # What is optional and unknown to an apt that was updated before is not missing.
    local wanted=() as_root=()
    for package in "${missing[@]}"; do
        case $package in
        *\?) if known "${package%\?}" || ! known gcc; then wanted+=("$package"); fi ;;
        *) wanted+=("$package") ;;
        esac
    done
    if [ ${#wanted[@]} -eq 0 ]; then
        return 0
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Run as root, or with sudo installed: apt-get install ${wanted[*]%\?}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    say "Installing what is missing"
    for package in "${wanted[@]}"; do
        awk -v name="$package" '$2 == name { sub(/^[a-z]+ +/, "  "); sub(/\?/, " "); print }' scripts/packages
    done
    as_root+=(env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes apt-get -qq -o Dpkg::Use-Pty=0)
    "${as_root[@]}" update

    local names=()
    for package in "${wanted[@]}"; do
        if [ "$package" = "${package%\?}" ] || known "${package%\?}"; then
            names+=("${package%\?}")
        fi
    done
    "${as_root[@]}" install -y --no-install-recommends "${names[@]}" >/dev/null
}

installed() {
    [[ " $(dpkg-query -W -f '${db:Status-Status} ' "$1" 2>/dev/null)" == *" installed "* ]]
}

# known PACKAGE: whether apt could install it.
known() {
    [[ $(apt-cache policy "$1" 2>/dev/null) =~ Candidate:\ [^\(] ]]
}

# build FOLDER TARGET OPTION...: compiles in build/FOLDER, set up anew when the options are new.
build() {
    local folder=build/$1 target=$2
    shift 2
    if [ ! -e "$folder/build.ninja" ] || [ "$(cat "$folder/options" 2>/dev/null)" != "${CC-} $*" ]; then
        rm -rf "$folder"
        mkdir -p build
        meson setup "$folder" "$@" >"$folder.log" 2>&1 || { cat "$folder.log" >&2; return 1; }
        echo "${CC-} $*" >"$folder/options"
    fi
    ninja -C "$folder" "$target" >"$folder.log" 2>&1 || {
        grep -vE '^\[[0-9]+/|^ninja: Entering' "$folder.log" >&2
        return 1
    }
    grep -E -A4 'warning:' "$folder.log" || true
}
