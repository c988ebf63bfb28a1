#!/usr/bin/env bash
# Speed of the models against C, in the same run; prints medians and ratios.
#
#   Benchmarks/descent.sh [OPTIONS OF THE SWIFT BUILD]
#
# Without options the Swift side is tuned as make tunes it. The C side is compiled by gcc -O3
# -march=native without contraction (the same bits), and once more with -Ofast.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
scratch="$here/../.build/benchmarks"
if [ $# -gt 0 ]; then
  flags=("$@")
else
  read -ra flags < <(make -s -C "$here/.." tuning)
fi
mkdir -p "$scratch"
gcc -O3 -march=native -ffp-contract=off -fPIC -shared -o "$scratch/sgd-same.so" "$here/C/sgd.c"
gcc -Ofast -march=native -fPIC -shared -o "$scratch/sgd-fast.so" "$here/C/sgd.c"
swift build --package-path "$here" --scratch-path "$scratch" -c release --product descent \
  "${flags[@]}" >&2
exec "$scratch/release/descent" "$scratch/sgd-same.so" "$scratch/sgd-fast.so"
