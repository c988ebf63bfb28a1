set xlabel 'x'
set ylabel 'y'
set samples 150
set isosamples 110
set contour base
set cntrparam levels discrete 0.5, 2, 5, 10, 20, 50, 100
set cntrlabel onecolor start 20 interval 200 font ',7'
unset surface
set table $levels
splot [-2:2] [-1:3] (1 - x) ** 2 + 10 * (y - x ** 2) ** 2
unset table
set label 'minimum' at 1, 1 left offset 1, 0
plot [-2:2] [-1:3] $levels with lines lt 1 lw 0.6, '' using 1:2:3 every 150 with labels font ',7', '+' using (1):(1) every ::::0 pt 7 lt -1
