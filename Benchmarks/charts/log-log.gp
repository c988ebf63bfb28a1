set logscale xy
set xlabel 'samples n'
set ylabel 'error'
set format '10^{%T}'
set label '5 n^{-3/4}' at 2000, 5 * 2000 ** -0.75 offset 1, 1 textcolor lt 2
plot [10:100000] 5 * x ** -0.75 lt 2 dt 2, 'fit.dat' pt 6 lt 1
