#include "command_dump.h"

static const DumpCase plain[] = {
    {"true", "true"},
    {"a 'b c' \"d e\" f\\ g ''", "a 'b c' 'd e' 'f g' ''"},
    {"a \"x\\\"y\" 'x\"y' $'t\\tb'", "a x\"y x\"y t\tb"},
    {"a $V \"$V\" ${V}x ${V}/y", "a 1.2.3 1.2.3 1.2.3x 1.2.3/y"},
    {"a $PKGS \"$PKGS\"", "a curl git 'curl git'"},
    {"a x$PKGS\"y\"", "a xcurl gity"},
    {"a $EMPTY \"$EMPTY\" b", "a '' b"},
    {"a $SRC \"$SRC/x\" ${SRC}${V}", "a ${SRC} ${SRC}/x ${SRC}1.2.3"},
    {"a $WITH", "a x"},
    {"a $nope \"$nope\" x$nope", "a '' x"},
    {"a $JAVA_HOME/bin", "a ${JAVA_HOME}/bin"},
    {"a $(b c) \"$(d)\" e$(f)g", "a <$(b c)> <$(d)> <e$(f)g>; b c %c; d %c; f %c"},
    {"a `b \\`c\\``", "a <`b \\`c\\``>; b <`c`> %c; c %c"},
    {"a $((1 + 2 * 3)) $((V)) $(( (4 - 2) / 2 ))", "a 7 <$((V))> 1"},
    {"a $((RANDOM % 5))", "a <$((RANDOM % 5))>"},
    {"a * *.c [ab]x '*' \"*\".o a?b", "a *:* *:*.c *:[ab]x * *.o *:a?b"},
    {"a \"x[1]\" 'y*'*", "a x[1] *:y\\**"},
    {"a \\* \\[x]*", "a * *:\\[x]*"},
    {"a ~ ~/x ~root ~bob/y '~' x~", "a /root /root/x /root /home/bob/y ~ x~"},
    {"a {b,c} {1..3}", "a {b,c} {1..3}"},
    {"a \"$@\" $# $1 $0", "a 0 <$0>"},
    {"a $? $$ $!", "a <$?> <$$> <$!>"},
    {"a $HOME $PWD $OLDPWD $RANDOM $PATH", "a /root / / <${RANDOM}> ${PATH}"},
    {"x=1; a $x", "a 1"},
    {"x=1 y=$x; a $y", "a 1"},
    {"x=1; x=$x$x; a $x", "a 11"},
    {"x=\"b c\"; a $x \"$x\"", "a b c 'b c'"},
    {"x='*.c'; a $x \"$x\"", "a *:*.c *.c"},
    {"x=$(b); a $x/$V", "b %c; a <$(b)/1.2.3>"},
    {"x=1; unset x; a \"$x\"", "unset x; a ''"},
    {"export X=1; a $X", "export X=1; a 1"},
    {"X=1 a $X", "a ${X}"},
    {"x=a y=b; $x $y", "a b"},
    {"x=; $x a", "a"},
    {"x+=1; x+=2; a $x", "a 12"},
    {"set -- p 'q r'; a \"$@\" $2 \"$2\" $# \"$*\"", "set p 'q r'; a p 'q r' q r 'q r' 2 'p q r'"},
    {"set -- p q; shift; a $1 $2", "set p q; shift; a q"},
    {"read x; a $x", "read x; a <${x}>"},
    {". ./env.sh; a $nope", ". ./env.sh; a <${nope}>"},
    {"IFS=,; a $V", "a <$V>"},
    {"a $V>out 2>&1 <in", "a 1.2.3 >out >1 >in"},
    {"a <<< \"$V\"", "a >1.2.3"},
    {"> out", " >out"},
    {": > out", ": >out"},
    {"x=1 > out", " >out"},
    {"a=(1 2); b ${a[@]}", "b 1 2"},
    {"$SRC/bin/x y", "x y"},
    {"\"$nope\" x", "<> x"},
};

static const DumpCase operators[] = {
    {"a ${V:-x} ${nope:-x} ${nope-y} ${EMPTY:-z} ${EMPTY-z}", "a 1.2.3 x y z"},
    {"a ${SRC:-/src} ${WITH:-no}", "a /src x"},
    {"a ${nope:-$V} ${nope:-\"b c\"} ${nope:-b c}", "a 1.2.3 'b c' b c"},
    {"a ${V:+x} ${nope:+x} ${EMPTY:+x} ${EMPTY+x}", "a x x"},
    {"a ${nope:=x} $nope", "a x x"},
    {"a ${nope:?message}", "a <${nope:?message}>"},
    {"a ${JAVA_HOME:-/usr}", "a <${JAVA_HOME:-/usr}>"},
    {"a ${V%.*} ${V%%.*} ${V#*.} ${V##*.}", "a 1.2 1 2.3 3"},
    {"a ${V%.4} ${V#\"1.\"} ${V%[0-9]}", "a 1.2.3 2.3 1.2."},
    {"x=a/b/c.tar.gz; a ${x##*/} ${x%.tar.gz} ${x%/*}", "a c.tar.gz a/b/c a/b"},
    {"a ${#V} ${#nope}", "a 5 0"},
    {"a ${SRC%/x} ${SRC##*/}", "a <${SRC}> <${SRC}>"},
    {"a $(cd x && b)", "a <$(cd x && b)>; cd x %c; b @/x %&c"},
    {"a \"${V}-${nope:-\"q r\"}\"", "a '1.2.3-q r'"},
    {"x=\"$(uname -m)\"; a ${x%%_*}", "uname -m %c; a <$(uname -m)>"},
};

static const DumpCase bash[] = {
    {"a {b,c}{1,2} x{d,}y \"{e,f}\"", "a b1 b2 c1 c2 xdy xy {e,f}"},
    {"a {1..3} {3..1} {a..c} {01..03} {1..9..4}", "a 1 2 3 3 2 1 a b c 01 02 03 1 5 9"},
    {"a {b,\"c d\",$HOME}/x", "a b/x 'c d/x' /root/x"},
    {"a {b} {} {b,c", "a {b} {} {b,c"},
    {"a *.{c,h}", "a *:*.c *:*.h"},
    {"x=(b \"c d\"); a \"${x[@]}\" ${x[1]} ${#x[@]} \"${x[*]}\" $x", "a b 'c d' c d 2 'b c d' b"},
    {"V=1.2.3; a ${V/./-} ${V//./-} ${V/#1/x} ${V/%3/x} ${V:2} ${V:0:3} ${V: -1}",
     "a 1-2.3 1-2-3 x.2.3 1.2.x 2.3 1.2 3"},
    {"V=aBc; a ${V^} ${V^^} ${V,,}", "a ABc ABC abc"},
    {"n=V; V=1; a ${!n}", "a 1"},
    {"a <(b) >(c)", "a <<(b)> <>(c)>; b %c; c %c"},
    {"[[ -f x && $y == z* ]] && a", "a %&t"},
    {"a $'x\\ny'", "a x\ny"},
    {"mkdir -p /x && cd $_ && a", "mkdir -p /x; cd /x %&; a @/x %&"},
    {"a |& b", "a %p; b from0 %p"},
    {"a &> log", "a >log"},
    {"for ((i=0; i<3; i++)); do a $i; done", "a <${i}> %l"},
    {"i=0; ((i++)); a $i", "a <${i}>"},
    {"i=1; let i=i+1; a $i", "let i=i+1; a <${i}>"},
    {"V=1; V+=2; a $V", "a 12"},
    {"function f { a $1; }; f x", "f x; a x %f"},
    {"declare x=1; a $x", "declare x=1; a 1"},
    {"mapfile -t x < y; a $x", "mapfile -t x >y; a <${x}>"},
};

static const DumpCase braces_elsewhere[] = {
    {"a {b,c}", "a b c"},
};

static const DumpCase braces_alpine[] = {
    {"rm -rf a/{b,c}", "rm -r -f a/{b,c}"},
};

static const DumpCase braces_unknown[] = {
    {"rm -rf a/{b,c}", "rm -r -f <a/{b,c}>"},
};

int main(void)
{
    CHECK_DUMPS("FROM debian:12\nENV V=1.2.3 PKGS=\"curl git\" EMPTY=\nARG SRC\nARG WITH=x\nRUN ",
                plain);
    CHECK_DUMPS("FROM debian:12\nENV V=1.2.3 PKGS=\"curl git\" EMPTY=\nARG SRC\nARG WITH=x\nRUN ",
                operators);
    CHECK_DUMPS("FROM debian:12\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN ", bash);
    CHECK_DUMPS("FROM centos:8\nRUN ", braces_elsewhere);
    CHECK_DUMPS("FROM alpine:3.18\nRUN ", braces_alpine);
    CHECK_DUMPS("FROM example.com/own/thing:1\nRUN ", braces_unknown);
    return check_end();
}
