a{b,c}{1..3}{d..f..2}{,} {g,"h i",\{j,{k,$l,*}} {m..n..o}{1..}{..} {p q,r}
s={t,u}*:~/v export w={x,y} {z..{a,b}} `c {d,\`e\`}`
case {f,g}* in {h,i}|[{j,k}]) ;; esac; [[ {l,m} == {n,o}* ]] <<<{p,q} >{r,s}
{t,u
