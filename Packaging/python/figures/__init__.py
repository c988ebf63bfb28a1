"""The figures of a lecture on the implicit bias of descent algorithms.

Three functions around the command `figures`, which is part of this package:

>>> import figures
>>> figures.render("loss-landscape", formats=["svg"], folder="pictures")
[PosixPath('pictures/loss-landscape.svg')]
>>> figures.data("loss-landscape").numbers["saddle.loss"]
0.5
>>> figures.verify().holds
True
"""

from __future__ import annotations

import ctypes
import dataclasses
import glob
import json
import os
import pathlib
import subprocess
import sys
import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy

__all__ = ["Claim", "Data", "FiguresError", "Verification", "data", "render", "verify"]

#: The command that this package carries.
COMMAND = pathlib.Path(__file__).parent / "bin" / "figures"

#: The Debian package of each library that the command loads.
_PACKAGES = {
    "libcairo.so.2": "libcairo2",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libz.so.1": "zlib1g",
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1",
}

#: Libraries that the command loads when it first needs them.
_LATER = ("libcairo.so.2", "libpango-1.0.so.0")


class FiguresError(Exception):
    """What the command could not do: one line, and its exit code.

    `code` is 2 when computing failed, 64 for what the command does not know or allow, 65 for data
    that cannot be used, 66 for a missing file, 73 for one that cannot be written, 127 when the
    system lacks something the command needs.
    """

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


@dataclasses.dataclass(frozen=True)
class Data:
    """What a figure plots."""

    #: The figure's id.
    figure: str
    #: Its parameters as text, by name.
    parameters: dict[str, str]
    #: The numbers it quotes, by name; nan for what is not a number.
    numbers: dict[str, float]
    #: Its curves and points: for each series the columns by name, arrays of one length.
    series: dict[str, dict[str, numpy.ndarray]]
    #: The SHA-256 of the data.
    sha256: str


@dataclasses.dataclass(frozen=True)
class Claim:
    """Something the lecture says, checked by another route."""

    id: str
    statement: str
    #: How far it is from holding; nan when that is not a number.
    residual: float
    tolerance: float
    #: Why the tolerance is what it is.
    reason: str
    holds: bool


@dataclasses.dataclass(frozen=True)
class Verification:
    """All claims that were checked."""

    claims: list[Claim]

    @property
    def holds(self) -> bool:
        """Whether every claim holds."""
        return all(claim.holds for claim in self.claims)


def render(
    figure: str,
    *,
    formats: str | Sequence[str] = "svg",
    folder: str | os.PathLike[str] = ".",
    size: str = "text",
    theme: str = "light",
    dpi: float | None = None,
    seed: int | None = None,
    csv: str | os.PathLike[str] | None = None,
    target: str | None = None,
    **parameters: object,
) -> list[pathlib.Path]:
    """Draws a figure and returns the files.

    Parameters
    ----------
    figure : its id or number, as in ``"loss-landscape"`` or ``"fig4"``.
    formats : any of ``svg``, ``pdf``, ``png``.
    folder : where the files go; made if need be.
    size : ``column``, ``text``, ``slide`` or ``WIDTHxHEIGHT`` in points.
    theme : ``light``, ``dark`` or ``print``.
    dpi : pixels to the inch of PNG files.
    seed : for figures that draw random numbers.
    csv, target : your own data and the column with the targets.
    parameters : the figure's own, as in ``alphas=[0.01, 1]``; ``figures list`` shows them. For a
        hyphen in a name write an underscore: ``large_step=1``.

    Warns of what the command warns of. Raises ``FiguresError``.
    """
    chosen = formats if isinstance(formats, str) else ",".join(formats)
    # A folder named - would be standard output.
    place = {"": ".", "-": "./-"}.get(name := os.fsdecode(folder), name)
    # Each option in one word, lest a value that begins as options do is taken for one.
    arguments = [
        "render", f"--format={chosen}", f"--output={place}", f"--size={size}", f"--theme={theme}"
    ]
    if dpi is not None:
        arguments.append(f"--dpi={dpi}")
    found = _run(arguments + _choice(seed, csv, target, parameters) + ["--", _word(figure)])
    # A path as Python has it in this locale.
    return [pathlib.Path(os.fsdecode(file["path"].encode())) for file in found["files"]]


def data(
    figure: str,
    *,
    seed: int | None = None,
    csv: str | os.PathLike[str] | None = None,
    target: str | None = None,
    **parameters: object,
) -> Data:
    """What a figure plots, as numpy arrays; parameters as for `render`.

    Warns of what the command warns of. Raises ``FiguresError``; ``ImportError`` without numpy.
    """
    try:
        import numpy
    except ImportError as error:
        raise ImportError(
            "figures.data returns numpy arrays: run 'pip install numpy', or install this wheel "
            "as 'figures[numpy]'"
        ) from error
    found = _run(["data"] + _choice(seed, csv, target, parameters) + ["--", _word(figure)])["data"]
    series = {}
    for one in found["series"]:
        # null, which stands for what is not a finite number, becomes nan.
        rows = numpy.array(one["rows"], dtype=float).reshape(-1, len(one["columns"]))
        series[one["name"]] = {name: rows[:, i] for i, name in enumerate(one["columns"])}
    return Data(
        figure=found["figure"],
        parameters=found["parameters"],
        numbers={name: _number(value) for name, value in found["numbers"].items()},
        series=series,
        sha256=found["sha256"],
    )


def verify(*ids: str) -> Verification:
    """Checks what lecture and figures claim: those of some ids, or all.

    Raises ``FiguresError`` for an id that none has; a claim that fails is no error.
    """
    found = _run(["verify", "--", *map(_word, ids)], accepted=(0, 1))
    claims = [
        Claim(
            id=claim["id"],
            statement=claim["statement"],
            residual=_number(claim["residual"]),
            tolerance=_number(claim["tolerance"]),
            reason=claim["reason"],
            holds=claim["holds"],
        )
        for claim in found["claims"]
    ]
    return Verification(claims)


def _choice(
    seed: int | None,
    csv: str | os.PathLike[str] | None,
    target: str | None,
    parameters: Mapping[str, object],
) -> list[str]:
    """The options for a seed, data and parameters."""
    arguments = []
    if seed is not None:
        arguments.append(f"--seed={seed}")
    if csv is not None:
        arguments.append(f"--data={os.fsdecode(csv)}")
    if target is not None:
        arguments.append(f"--target={target}")
    for name, value in parameters.items():
        # A list is written as the command reads one: 0.01,1.
        is_list = not isinstance(value, str) and hasattr(value, "__iter__")
        text = ",".join(str(part) for part in value) if is_list else str(value)
        # In Python a name has no hyphen: large_step is large-step.
        arguments.append(f"--set={name.replace('_', '-')}={text}")
    return arguments


def _word(value: str) -> str:
    """An id, which is a text: the number 3.10 would be another than '3.10'."""
    if not isinstance(value, str):
        raise TypeError(f"an id is a text, as in 'fig4' or '2.16', and {value!r} is none")
    return value


def _utf8(word: str) -> bytes:
    """A word as the command reads it, in every locale."""
    return word.encode("utf-8", "surrogateescape")


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _run(arguments: list[str], accepted: tuple[int, ...] = (0,)) -> dict[str, Any]:
    """Runs a verb and returns the object it prints."""
    verb, *rest = arguments
    try:
        run = subprocess.run(
            [COMMAND, verb, "--json", *(_utf8(word) for word in rest)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        reason = error.strerror
        if isinstance(error, FileNotFoundError) and COMMAND.exists():
            reason = "it needs the GNU C library, which this system lacks"
        raise FiguresError(f"'{COMMAND}' cannot be run: {reason}", 127) from error
    if run.returncode in accepted:
        found = json.loads(run.stdout)
        for line in found["warnings"]:
            warnings.warn(line.removeprefix("figures: "), stacklevel=3)
        return found
    lacking = _lacking(run.returncode)
    if lacking:
        raise FiguresError(lacking, 127)
    try:
        raise FiguresError(json.loads(run.stdout)["error"]["message"], run.returncode)
    except (ValueError, KeyError, TypeError):
        line = run.stderr.strip() or f"'{COMMAND}' ended with {run.returncode}"
        raise FiguresError(line, run.returncode) from None


def _lacking(code: int = 0) -> str | None:
    """What the system lacks for the command, which ended with a code, and the line that installs it."""
    trace = dict(os.environ, LD_TRACE_LOADED_OBJECTS="1")
    try:
        run = subprocess.run(
            [COMMAND], capture_output=True, encoding="utf-8", errors="replace", env=trace
        )
    except OSError:
        return None
    names = [
        line.split("=>")[0].strip() for line in run.stdout.splitlines() if "=> not found" in line
    ]
    if names or code == 127:
        names += [name for name in _LATER if not _loads(name)]
    if not names:
        return None
    packages = sorted({_PACKAGES[name] for name in names if name in _PACKAGES})
    if not glob.glob("/usr/lib/*/libqpdf.so.*"):
        # Debian 13, whose C library is 2.41, has another than Debian 12.
        version = os.confstr("CS_GNU_LIBC_VERSION").split()[-1]
        is_new = tuple(map(int, version.split("."))) >= (2, 40)
        packages.append("libqpdf30" if is_new else "libqpdf29")
    if not os.path.exists("/usr/share/texmf/fonts/opentype/public/lm"):
        packages.append("fonts-lmodern")
    for file, package in [("en_US", "en-us"), ("fr", "fr"), ("de_DE", "de")]:
        if not os.path.exists(f"/usr/share/hyphen/hyph_{file}.dic"):
            packages.append(f"hyphen-{package}")
    return f"the system lacks {', '.join(sorted(set(names)))}; run 'apt-get install {' '.join(packages)}'"


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _command() -> None:
    """The command `figures` of the environment."""
    lacking = _lacking()
    if lacking:
        sys.exit(f"figures: {lacking}")
    os.execv(COMMAND, ["figures", *sys.argv[1:]])
