autocmd BufNewFile,BufRead *.figure setfiletype figure
