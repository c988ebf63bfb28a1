#!/usr/bin/env python3
"""Writes digits.svm: the handwritten threes (+1) and eights (-1) that scikit-learn ships.

8 x 8 pixels, in sixteenths, and all products of two of them: 2144 features of 357 samples. Only the file
of the package is read, so that neither numpy nor scipy is needed: `pip install --no-deps scikit-learn`.
The data are the test part of UCI's Optical Recognition of Handwritten Digits (CC BY 4.0, Alpaydin and
Kaynak 1998).
"""
import gzip
import importlib.util
import pathlib

package = importlib.util.find_spec("sklearn")
if package is None:
    raise SystemExit("scikit-learn is not installed: pip install --no-deps scikit-learn")
table = pathlib.Path(package.origin).parent / "datasets" / "data" / "digits.csv.gz"
lines = []
for line in gzip.open(table, "rt"):
    *pixels, digit = [int(float(word)) for word in line.split(",")]
    if digit not in (3, 8):
        continue
    values = [p / 16 for p in pixels]
    values += [values[i] * values[j] for i in range(64) for j in range(i, 64)]
    entries = " ".join(f"{j}:{v:.8g}" for j, v in enumerate(values, 1) if v)
    lines.append(f"{'+1' if digit == 3 else '-1'} {entries}")
pathlib.Path("digits.svm").write_text("\n".join(lines) + "\n")
