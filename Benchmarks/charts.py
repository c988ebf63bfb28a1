#!/usr/bin/env python3
"""Eight common charts drawn by us, matplotlib, gnuplot and PGFPlots: lines of source and CPU time.

    Benchmarks/charts.py [--pictures FOLDER] [--figures COMMAND] [PYTHON]

Sources of the others are in Benchmarks/charts, beside sketches of the charts that COMMAND draws; ours
in Swift are those of the gallery. Both have words for who does not see the picture, which the others
have not. Data come from the same rules; small tables of the others stand in their sources. Lines are
those that are neither blank nor imports; a preamble and the terminal's settings count for nobody.
Each program starts cold for every run; the least user and system time of some runs counts. All write
SVG, but PGFPlots writes PDF. PYTHON must have numpy and matplotlib; without one a virtual environment
is made for them. A program that is not installed is left out.
"""
import argparse
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SCRATCH = HERE.parent / ".build" / "benchmarks"
RUNS = 5
CHARTS = ["line-band", "grouped-bars", "histogram", "boxes", "heat-map", "contours", "log-log", "small-multiples"]
MATPLOTLIB = "import sys\nimport numpy as np\nimport matplotlib\nmatplotlib.use('agg')\nimport matplotlib.pyplot as plt\n"
GNUPLOT = "set terminal svg size 400, 253 font ',9'\nset output ARG1\nset border 3\nset tics nomirror\nunset key\n"
DATA = """
import numpy as np
random = np.random.default_rng(1)
samples = np.concatenate([random.normal(0, 1, 200), random.normal(4, 0.7, 100)])
np.savetxt("samples.dat", samples)
x = np.linspace(samples.min() - 1, samples.max() + 1, 200)
z = (x[:, None] - samples) / 0.35
np.savetxt("density.dat", np.c_[x, np.exp(-z ** 2 / 2).sum(1) / (300 * 0.35 * np.sqrt(2 * np.pi))])
for k in range(4):
    np.savetxt(f"group{k}.dat", [*random.normal(k, 0.6 + 0.2 * k, 60), *([7.5, 8.4] if k == 3 else [])])
n = 10 ** (1 + np.arange(13) / 3)
fit = np.c_[n, 5 * n ** -0.75 * np.exp(random.normal(0, 0.18, 13))]
np.savetxt("fit.dat", fit)
np.savetxt("samples.csv", samples, header="value", comments="")
np.savetxt("fit.csv", fit, delimiter=",", header="n,error", comments="")
with open("groups.csv", "w") as file:
    file.write("group,score\\n")
    for k in range(4):
        file.writelines(f"group {k + 1},{score}\\n" for score in np.loadtxt(f"group{k}.dat"))
with open("errors.csv", "w") as file:
    file.write("model,train,test\\nsmall,0.31,0.35\\nmedium,0.14,0.22\\nlarge,0.02,0.27\\n")
"""


def lines(text):
    kept = [line.strip() for line in text.splitlines()]
    return len([line for line in kept if line and not line.startswith(("import ", "//", "}"))])


def measure(command, folder):
    """User and system time of the best of some runs, in seconds."""
    best = 1e9
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return best


def commands(name, folder, program, python, figures):
    """Who draws the chart: the lines of the source, the command, the picture."""
    ours = (HERE.parent / f"Examples/gallery/Pictures/{name}.swift").read_text()
    yield "ours", lines(ours), [program, name, "ours.svg"], "ours.svg"
    sketch = HERE / f"charts/{name}.figure"
    if figures and sketch.exists():
        shutil.copy(sketch, folder)
        yield "sketch", lines(sketch.read_text()), [figures, "render", sketch.name, "-q", "-o", "sketch.svg"], "sketch.svg"
    text = (HERE / f"charts/{name}.py").read_text()
    yield "matplotlib", lines(text), [python, "-c", MATPLOTLIB + text, "matplotlib.svg"], "matplotlib.svg"
    if shutil.which("gnuplot"):
        text = (HERE / f"charts/{name}.gp").read_text()
        (folder / "chart.gp").write_text(GNUPLOT + text)
        yield "gnuplot", lines(text), ["gnuplot", "-c", "chart.gp", "gnuplot.svg"], "gnuplot.svg"
    if shutil.which("lualatex"):
        text = (HERE / f"charts/{name}.tex").read_text()
        preamble = (HERE / "charts/preamble.tex").read_text()
        (folder / "chart.tex").write_text(preamble + "\\begin{document}\n" + text + "\\end{document}\n")
        # The contours of PGFPlots are computed in Lua.
        tex = "lualatex" if "contour lua" in text else "pdflatex"
        yield "PGFPlots", lines(text), [tex, "-interaction=batchmode", "-halt-on-error", "chart.tex"], "chart.pdf"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--pictures", type=pathlib.Path)
    options.add_argument("--figures")
    options.add_argument("python", nargs="?", default=str(SCRATCH / "venv/bin/python"))
    options = options.parse_args()
    figures = options.figures and str(pathlib.Path(options.figures).resolve())
    if not pathlib.Path(options.python).exists():
        subprocess.run([sys.executable, "-m", "venv", str(SCRATCH / "venv")], check=True)
        subprocess.run([str(SCRATCH / "venv/bin/pip"), "install", "-q", "numpy", "matplotlib"], check=True)
    build = ["swift", "build", "--package-path", str(HERE), "--scratch-path", str(SCRATCH), "-c", "release"]
    subprocess.run(build + ["--product", "charts"], check=True, stdout=sys.stderr)
    print(f"{'chart':16} {'program':10} {'lines':>5} {'CPU ms':>7} {'ratio':>6} {'kB':>5}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        subprocess.run([options.python, "-c", DATA], check=True, cwd=folder)
        for name in CHARTS:
            own = None
            for program, count, command, picture in commands(name, folder, str(SCRATCH / "release/charts"), options.python, figures):
                time = measure(command, folder)
                own = own or time
                size = (folder / picture).stat().st_size / 1e3
                print(f"{name:16} {program:10} {count:5} {time * 1e3:7.0f} {time / own:5.1f}x {size:5.0f}", flush=True)
                if options.pictures:
                    options.pictures.mkdir(parents=True, exist_ok=True)
                    shutil.copy(folder / picture, options.pictures / f"{name}-{program}{pathlib.Path(picture).suffix}")


if __name__ == "__main__":
    main()
