$errors << END
small 0.31 0.35
medium 0.14 0.22
large 0.02 0.27
END
set ylabel 'error'
set key top right
set style data histograms
set style histogram clustered gap 1
set style fill solid noborder
plot [] [0:*] $errors using 2:xtic(1) title 'train', '' using 3 title 'test', \
  '' using ($0 - 0.17):2:(sprintf('%.2f', $2)) with labels offset 0, 0.6 notitle, \
  '' using ($0 + 0.17):3:(sprintf('%.2f', $3)) with labels offset 0, 0.6 notitle
