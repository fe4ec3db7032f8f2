cat <<A <<-'B' 3<<"C D" >out 2>>err &>all <>both >|over <&3 >&- <<<"$s" {fd}>x && $(cat <<E
$x `y`
E
)
a $(b) \$c
A
	b
	B
C D
after <<UNTERMINATED
text
