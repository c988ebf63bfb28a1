set xlabel 'value'
set ylabel 'density'
set style fill solid 0.4 noborder
set boxwidth 0.5
set samples 200
plot [] [0:*] 'samples.dat' using (0.5 * floor($1 / 0.5) + 0.25):(1 / (300 * 0.5)) smooth frequency with boxes lt 1, \
  '' using 1:(1 / 300.) smooth kdensity bandwidth 0.35 lt -1
