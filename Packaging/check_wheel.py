"""Tries the wheel: its three functions, and what it says when something lacks."""

import pathlib
import sys
import tempfile

import figures


def main(what):
    if what == "lacking":
        try:
            figures.verify("2.16")
        except figures.FiguresError as error:
            assert error.code == 127, error
            # The line to be run, between quotes.
            print(str(error).split("'")[1])
            return
        raise AssertionError("the command runs without its libraries")
    if what == "without-numpy":
        try:
            figures.data("networks")
        except ImportError as error:
            assert "pip install numpy" in str(error), error
            return
        raise AssertionError("there is a numpy")

    import numpy

    with tempfile.TemporaryDirectory() as folder:
        files = figures.render("fig4", formats=["svg", "pdf", "png"], folder=folder, u0=0.5)
        assert [file.name for file in files] == [f"loss-landscape.{e}" for e in ("svg", "pdf", "png")]
        assert pathlib.Path(files[0]).read_text().startswith("<svg ")
        assert files[1].read_bytes().startswith(b"%PDF-") and files[2].read_bytes()[1:4] == b"PNG"
        table = pathlib.Path(folder, "mine.csv")
        table.write_text("a,b,class\n1,0.2,1\n2,1,1\n-1,0.1,0\n-2,-1,0\n")
        own = figures.data("max-margin", csv=table, target="class")
        assert own.figure == "max-margin"
    found = figures.data("potential", alphas=[0.1, 1])
    assert found.parameters["alphas"] == "0.1,1" and len(found.sha256) == 64
    columns = [column for one in found.series.values() for column in one.values()]
    assert columns and all(isinstance(column, numpy.ndarray) for column in columns)
    assert all(column.dtype == numpy.float64 and column.ndim == 1 for column in columns)
    one = figures.verify("2.16")
    assert one.holds and one.claims[0].id == "2.16" and 0 <= one.claims[0].residual <= one.claims[0].tolerance
    for wrong, code in ((lambda: figures.render("nothing"), 64), (lambda: figures.verify("-9.99"), 64)):
        try:
            wrong()
        except figures.FiguresError as error:
            assert error.code == code and "\n" not in str(error), error
        else:
            raise AssertionError("no error")
    print(f"wheel: render, data and verify, Python {sys.version.split()[0]}, numpy {numpy.__version__}")


main(sys.argv[1] if len(sys.argv) > 1 else "")
