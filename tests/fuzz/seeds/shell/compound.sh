set -eux; if [ -f /a ] && ! grep -q x </b; then echo "y: $x"; elif true; then :; else false; fi
for i in a b "$@"; do (cd "$i" && make -j"$(nproc)") || exit 1; done 2>&1 | tee log & wait
while read -r l; do case $l in (a*|b) echo 1 ;; c) ;& *) echo 2 ;;& esac; done <file
until [[ $a == *.c && ! ( -f $b || $c =~ ^(x|y z)$ ) ]]; do ((i++, j = (i << 2))); done
for ((i = 0; i < 3; i++)) { echo $i; }
select x; do break; done
f() { local -a v=(1 "two" [3]=$(x)); v[4]+=y; } >&2
function g { ((a); (b)); }
coproc C { cat; }
time -p ! a |& b
