set multiplot layout 2, 3
array steps = [0.1, 0.5, 1, 1.5, 1.9, 2.02]
set samples 21
do for [k=1:6] {
  set title sprintf('step %g', steps[k]) left
  set xlabel (k > 3 ? 'iteration' : '')
  plot [0:20] [-1.5:1.5] 0 lc 'grey', (1 - steps[k]) ** int(x) with linespoints pt 7 ps 0.3 lt 1
}
unset multiplot
