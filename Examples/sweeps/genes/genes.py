#!/usr/bin/env python3
"""Writes golub.csv: the leukaemia samples of Golub et al. (1999) that Debian's r-bioc-multtest carries.

    genes.py [golub.RData]

38 samples of 3051 genes, g1, g2 and so on, and `label`: 1 for acute myeloid leukaemia (11 samples), -1 for
acute lymphoblastic. R is not needed, nor that the package be installed:

    apt-get download r-bioc-multtest && dpkg -x r-bioc-multtest_*.deb .
    python3 genes.py usr/lib/R/site-library/multtest/data/golub.RData
"""
import lzma
import pathlib
import struct
import sys


class Reader:
    """Objects of R's serialisation format, as far as this file has them (R Internals, section 1.8)."""

    def __init__(self, data):
        self.data, self.place, self.symbols = data, 0, []

    def numbers(self, kind, count):
        values = struct.unpack_from(f">{count}{kind}", self.data, self.place)
        self.place += struct.calcsize(f">{count}{kind}")
        return values

    def item(self):
        flags = self.numbers("i", 1)[0]
        kind = flags & 255
        if kind == 254:  # the end of a list
            return None
        if kind == 255:
            return self.symbols[(flags >> 8) - 1]
        if kind == 1:
            self.symbols.append(self.item())
            return self.symbols[-1]
        if kind == 2:  # pairs of names and values
            if flags & 512:
                self.item()
            name = self.item() if flags & 1024 else None
            value = self.item()
            return [(name, value)] + (self.item() or [])
        count = self.numbers("i", 1)[0]
        if kind == 9:
            return b"".join(self.numbers("c", max(0, count))).decode()
        if kind == 14:
            values = self.numbers("d", count)
        elif kind == 13:
            values = self.numbers("i", count)
        else:
            values = [self.item() for _ in range(count)]
        if flags & 512:
            self.item()
        return values


path = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/lib/R/site-library/multtest/data/golub.RData")
if not path.is_file():
    raise SystemExit(f"{path} is not there: apt-get install --no-install-recommends r-bioc-multtest")
reader = Reader(lzma.open(path).read())
reader.place = 7 + 12  # RDX2, X and three versions
tables = dict(reader.item())
samples = len(tables["golub.cl"])
genes = len(tables["golub"]) // samples
lines = [",".join(["label"] + [f"g{j + 1}" for j in range(genes)])]
for i in range(samples):
    values = tables["golub"][i * genes:(i + 1) * genes]
    lines.append(",".join(["1" if tables["golub.cl"][i] else "-1"] + [f"{v:g}" for v in values]))
pathlib.Path("golub.csv").write_text("\n".join(lines) + "\n")
