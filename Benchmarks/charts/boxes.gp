set ylabel 'score'
set style fill solid 0.3 border lt 1
set style boxplot outliers pointtype 6
set boxwidth 0.5
set xtics ('group 1' 1, 'group 2' 2, 'group 3' 3, 'group 4' 4)
plot for [k=0:3] sprintf('group%d.dat', k) using (k + 1):1 with boxplot lt 1
