a[1 + 2]=x b[$(c ])]+=(d [e f]=g [h]i) j
k[l;(m
n[o]]p || export q[$r]=s t[u v]=w
if[ -f x ]; then[ y ]
${z[1 + 2]:-a} `b[\`c ]\` d]=e`
f[g
