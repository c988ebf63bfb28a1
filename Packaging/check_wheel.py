"""Tries the wheel: its three functions, and what it says when something lacks."""

import concurrent.futures
import os
import pathlib
import sys
import tempfile
import warnings

import figures


def odd_places_and_threads():
    with tempfile.TemporaryDirectory() as folder:
        # Folders by path, with spaces, with letters of other scripts, and named as options are.
        for name in ("with space", "ünï", "-f", "-", "a/b"):
            place = pathlib.Path(folder, name)
            (file,) = figures.render("networks", folder=place)
            assert file.exists() and os.fsencode(file).endswith(f"/{name}/networks.svg".encode())
        here = os.getcwd()
        os.chdir(folder)
        try:
            for name in ("-g", "-", ""):
                (file,) = figures.render("networks", folder=name)
                assert file.exists() and file.resolve().parent == pathlib.Path(name).resolve(), file
        finally:
            os.chdir(here)
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            works = [pool.submit(figures.render, "networks", folder=folder) for _ in range(8)]
            assert {work.result()[0].name for work in works} == {"networks.svg"}
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            figures.render("networks", folder=folder)
        assert not seen, seen


def wrong_arguments():
    """What is wrong is an exception with a line that names it."""
    for call, words in (
        (lambda: figures.render("networks", formats="gif"), "gif"),
        (lambda: figures.render("networks", formats=[]), "format"),
        (lambda: figures.render("networks", theme="blue"), "blue"),
        (lambda: figures.render("networks", size=-1), "-1"),
        (lambda: figures.render("networks", dpi=1), "dpi"),
        (lambda: figures.render("networks", nothing=1), "nothing"),
        (lambda: figures.render("loss-landscape", u0=None), "None"),
        (lambda: figures.render("--json"), "--json"),
        (lambda: figures.render("networks", folder="/proc/x"), "/proc/x"),
        (lambda: figures.data("max-margin", csv="no.csv", target="y"), "no.csv"),
        (lambda: figures.data("max-margin", target="y"), "--data"),
        (lambda: figures.data("los-landscape"), "did you mean 'loss-landscape'"),
        (lambda: figures.verify("2.16", "nope"), "nope"),
    ):
        try:
            call()
        except figures.FiguresError as error:
            assert words in str(error) and "\n" not in str(error), error
            assert error.code in (64, 66, 73), error.code
        else:
            raise AssertionError(f"no error that names {words}")
    for call in (lambda: figures.render(4), lambda: figures.verify(2.16)):
        try:
            call()
        except TypeError as error:
            assert "is none" in str(error), error
        else:
            raise AssertionError("no error")


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
    # Names with hyphens.
    steps = figures.data("two-minimisers", large_step=0.9)
    assert steps.parameters["large-step"] == "0.9", steps.parameters
    one = figures.verify("2.16")
    assert one.holds and one.claims[0].id == "2.16" and 0 <= one.claims[0].residual <= one.claims[0].tolerance
    odd_places_and_threads()
    wrong_arguments()
    for wrong, code in ((lambda: figures.render("nothing"), 64), (lambda: figures.verify("-9.99"), 64)):
        try:
            wrong()
        except figures.FiguresError as error:
            assert error.code == code and "\n" not in str(error), error
        else:
            raise AssertionError("no error")
    print(f"wheel: render, data and verify, Python {sys.version.split()[0]}, numpy {numpy.__version__}")


main(sys.argv[1] if len(sys.argv) > 1 else "")
