#!/usr/bin/env bash
# Isolines of 9 levels on a 1000 x 1000 grid: our time against contourpy's, in the same run.
#
#   Benchmarks/contours.sh [PYTHON]
#
# PYTHON must have contourpy and numpy; without one a virtual environment is made for them.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
scratch="$here/../.build/benchmarks"
python=${1:-$scratch/venv/bin/python}
if [ ! -x "$python" ]; then
  python3 -m venv "$scratch/venv"
  "$scratch/venv/bin/pip" install --quiet contourpy numpy matplotlib
fi
# As `make` builds: for the vectors that this machine has.
read -ra flags < <(make -s -C "$here/.." tuning)
swift build --package-path "$here" --scratch-path "$scratch" -c release "${flags[@]}" \
  --product contours >&2
exec "$python" "$here/contours.py" "$scratch/release/contours"
