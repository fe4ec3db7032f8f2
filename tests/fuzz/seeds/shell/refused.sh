a 2>&1>b >&2 3<(c) 4<&- {d}>e
[[ -f = && ! -z f ]] >g || ((${h#(} + $'\')'))
eval i=(j k) l[$m]=(n) | time -p case <(o) in <(p)|q) ! r;; esac
if s; then\
 t; fi\
; { (u) }
{ (v) >w }
