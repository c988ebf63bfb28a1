set xlabel 'x'
set ylabel 'y'
set cblabel 'f(x, y)'
set palette defined (-1 '#001261', -0.5 '#71a7c4', 0 '#ebe5e0', 0.5 '#c37a52', 1 '#590007')
set size ratio -1
set samples 25, 25
set isosamples 25, 25
set cbrange [-0.37:0.37]
plot [-2.4:2.4] [-2.4:2.4] '++' using 1:2:($1 * $2 * exp(-($1 ** 2 + $2 ** 2) / 2)) with image
