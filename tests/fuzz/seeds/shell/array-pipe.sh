a=(b |( c)
