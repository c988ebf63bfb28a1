"""Writes a wheel with the command that build.sh left, and a thin Python module around it.

wheel.py ROOT OUT VERSION: needs nothing but Python's standard library. The same input gives the same
bytes: names are sorted, and times are SOURCE_DATE_EPOCH.
"""

import base64
import hashlib
import os
import pathlib
import platform
import sys
import time
import zipfile

SUMMARY = "Figures, slides and labs on the implicit bias of descent algorithms"


def main(root, out, version):
    here = pathlib.Path(__file__).parent
    lib = pathlib.Path(root, "usr/lib/figures")
    tag = f"py3-none-linux_{platform.machine()}"
    info = f"figures-{version}.dist-info"
    files = {}
    for file in sorted((here / "python").rglob("*")):
        if file.is_file() and file.suffix in (".py", ".typed"):
            files[file.relative_to(here / "python").as_posix()] = (file.read_bytes(), 0o644)
    for file in sorted(lib.rglob("*")):
        if file.is_file():
            mode = 0o755 if os.access(file, os.X_OK) else 0o644
            files[f"figures/bin/{file.relative_to(lib).as_posix()}"] = (file.read_bytes(), mode)
    metadata = "\n".join(
        [
            "Metadata-Version: 2.1",
            "Name: figures",
            f"Version: {version}",
            f"Summary: {SUMMARY}",
            "License: Apache-2.0",
            "Requires-Python: >=3.11",
            "Provides-Extra: numpy",
            'Requires-Dist: numpy; extra == "numpy"',
            "Description-Content-Type: text/markdown",
            "",
            (here / "python.md").read_text(),
        ]
    )
    files[f"{info}/METADATA"] = (metadata.encode(), 0o644)
    files[f"{info}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: wheel.py\nRoot-Is-Purelib: false\nTag: {tag}\n".encode(),
        0o644,
    )
    files[f"{info}/entry_points.txt"] = (
        b"[console_scripts]\nfigures = figures:_command\n",
        0o644,
    )
    files[f"{info}/LICENSE"] = ((here.parent / "LICENSE").read_bytes(), 0o644)
    record = ""
    for name, (content, _) in sorted(files.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record += f"{name},sha256={digest},{len(content)}\n"
    files[f"{info}/RECORD"] = (f"{record}{info}/RECORD,,\n".encode(), 0o644)

    # A zip archive knows no time before 1980.
    moment = time.gmtime(max(int(os.environ["SOURCE_DATE_EPOCH"]), 315532800))[:6]
    pathlib.Path(out).mkdir(parents=True, exist_ok=True)
    wheel = pathlib.Path(out, f"figures-{version}-{tag}.whl")
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, (content, mode) in sorted(files.items()):
            entry = zipfile.ZipInfo(name, moment)
            entry.create_system = 3
            entry.external_attr = (0o100000 | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    print(f"{wheel}, {wheel.stat().st_size // 1000} kB")


main(*sys.argv[1:4])
