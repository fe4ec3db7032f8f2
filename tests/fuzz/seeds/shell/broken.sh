a && b "$(c; for i in x; do d
