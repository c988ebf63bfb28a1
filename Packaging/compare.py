"""Compares what the command wrote on two systems: compare.py COMMAND HERE THERE.

SVG, CSV, JSON and all other text are the same bytes, HTML but for embedded fonts and the hash of the
style sheet that holds them; PDF has the same text and structure, and its pages the same pixels to 4
of 255, PNG to 10. Exits 1 and names every file where that is not so.
"""

import pathlib
import re
import subprocess
import sys
import tempfile


def run(*words):
    return subprocess.run(words, capture_output=True, check=True).stdout


def pixels(command, a, b):
    """The greatest difference of two PNG files, of 255; None when their sizes differ."""
    if a.read_bytes() == b.read_bytes():
        return 0
    out = subprocess.run([command, "diff", a, b], capture_output=True, text=True).stdout
    found = re.search(r"pixels? differs?, by up to (\d+) of 255", out)
    if found:
        return int(found[1])
    return 0 if "the same pixels" in out else None


def without_fonts(page):
    page = re.sub(rb"data:font/[^\"')]*", b"data:font", page)
    # The first hash is that of the style sheet with the fonts; quotes may be written as entities.
    return re.sub(rb"(style-src ('|&#39;)sha256-)[A-Za-z0-9+/=]*", rb"\1", page)


def pdf_fault(command, a, b, seen):
    for words in (["pdftotext", "-layout"], ["pdfinfo", "-struct-text"], ["pdfinfo", "-dests"]):
        tail = ["-"] if words[0] == "pdftotext" else []
        if run(*words, a, *tail) != run(*words, b, *tail):
            return f"'{' '.join(words)}' differs"
    with tempfile.TemporaryDirectory() as folder:
        pages = []
        for name, file in (("a", a), ("b", b)):
            run("pdftoppm", "-r", "72", "-png", file, f"{folder}/{name}")
            pages.append(sorted(pathlib.Path(folder).glob(f"{name}-*.png")))
        if len(pages[0]) != len(pages[1]):
            return f"{len(pages[0])} pages / {len(pages[1])}"
        for number, pair in enumerate(zip(*pages), start=1):
            found = pixels(command, *pair)
            if found is None or found > 4:
                return f"page {number} differs by up to {found} of 255"
            seen["pdf"] = max(seen["pdf"], found)
    return None


def fault(command, a, b, seen):
    """What differs more than is allowed; None for nothing."""
    one, other = a.read_bytes(), b.read_bytes()
    if one == other:
        return None
    if a.suffix == ".html":
        return None if without_fonts(one) == without_fonts(other) else "the page differs"
    if a.suffix == ".png":
        found = pixels(command, a, b)
        if found is None or found > 10:
            return f"pixels differ by up to {found} of 255"
        seen["png"] = max(seen["png"], found)
        return None
    if a.suffix == ".pdf":
        return pdf_fault(command, a, b, seen)
    return "the bytes differ"


def main(command, here, there):
    here, there = pathlib.Path(here), pathlib.Path(there)
    names = [
        {file.relative_to(top) for file in top.rglob("*") if file.is_file()} for top in (here, there)
    ]
    faults = [f"{name}: on one side only" for name in sorted(names[0] ^ names[1])]
    seen = {"pdf": 0, "png": 0}
    counts = {}
    for name in sorted(names[0] & names[1]):
        counts[name.suffix] = counts.get(name.suffix, 0) + 1
        found = fault(command, here / name, there / name, seen)
        if found:
            faults.append(f"{name}: {found}")
    print(*faults, sep="\n", end="\n" if faults else "")
    kinds = ", ".join(f"{count} {suffix}" for suffix, count in sorted(counts.items()))
    print(f"{kinds}; greatest difference of 255: PDF {seen['pdf']}, PNG {seen['png']}")
    sys.exit(1 if faults else 0)


main(*sys.argv[1:4])
