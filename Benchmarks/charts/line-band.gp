set xlabel 'step'
set ylabel 'loss'
mean(x) = 0.1 + 0.9 * exp(-x / 22)
spread(x) = 0.02 + 0.14 * exp(-x / 40)
set samples 80
set label 'mean of 20 runs' at 100, mean(100) right offset 0, 1.6 textcolor lt 1
plot [0:100] [0:*] '+' using 1:(mean($1) - spread($1)):(mean($1) + spread($1)) with filledcurves lt 1 fs transparent solid 0.22 noborder, \
  mean(x) lt 1 lw 1.6
