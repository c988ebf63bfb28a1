#!/bin/bash
# GNU parallel: seven shards, those that failed again after a break.
parallel --joblog log --resume-failed \
  figures sweep sweep.toml --shard {}/7 --cache runs -q -j 1 ::: $(seq 0 6)
figures merge runs --complete -o sweep.csv
