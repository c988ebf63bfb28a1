#!/usr/bin/env python3
"""Four pictures as sketches, in gnuplot, PGFPlots and matplotlib: lines of source and CPU time.

    Benchmarks/sketches.py PATH/TO/figures [PYTHON [FOLDER]]

PYTHON must have numpy and matplotlib; gnuplot and pdflatex with pgfplots are taken from the PATH, and
what is not there is left out. Each program starts cold for every run; the least user and system time
of some runs counts. Ours, gnuplot and matplotlib write SVG, PGFPlots a PDF. Lines are those that are
neither blank nor imports nor the frame of a LaTeX document; ours have the words for who does not see
the picture, which the others' have not. FOLDER keeps the pictures.
"""
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

RUNS = 5
TABLE = pathlib.Path(__file__).resolve().parent.parent / "Examples" / "sketches" / "eigenvalues.csv"

SKETCH = {
    "levels": r"""
alt: auto
L(u, v) = (1 - u*v)^2/2
plane u in -2..2, v in -2..2 equal
levels L at 0.05, 0.2, 0.5, 1.25, 2.5, 5, 9 fill numbers
implicit u*v = 1 red thick "$uv=1$"
""",
    "graphs": r"""
alt: auto
axes m in -3..3, loss in -1..4
curve relu(1 - m) blue "hinge"
curve softplus(-m)/log(2) orange thick "logistic"
curve tan(m) grey thin "$\tan m$"
curve sqrt(m) teal "$\sqrt{m}$"
""",
    "spectrum": r"""
alt: auto
data "eigenvalues.csv"
lo = (1 - sqrt(0.4))^2
hi = (1 + sqrt(0.4))^2
axes t in 0..3, density in 0..1
xlabel: eigenvalue $\lambda$
histogram lambda bins 30 blue
curve sqrt((hi - t)*(t - lo))/(2*pi*0.4*t) red thick "Marchenko–Pastur"
""",
    "pendulum": r"""
alt: auto
H(q, p) = p^2/2 - cos(q)
plane q in -4..4, p in -3..3
field (p, -sin(q))
levels H at -0.5, 0, 0.5, 2 blue
levels H at 1 red thick "separatrix"
""",
}

GNUPLOT = {
    "levels": r"""
set terminal svg size 528,528 font "serif,11"
set output out
set xrange [-2:2]; set yrange [-2:2]
set size ratio -1
set isosamples 300; set samples 300
set xlabel "u"; set ylabel "v"
set contour base; set cntrparam levels discrete 0.05, 0.2, 0.5, 1.25, 2.5, 5, 9
set cntrlabel onecolor
unset surface; unset key
set view map
set palette defined (0 "white", 1 "#8899bb")
set table $lines; splot (1 - x*y)**2/2; unset table
set label "uv = 1" at 1.1, 1.1 textcolor "red"
unset colorbox; set cbrange [0:9]
plot '++' using 1:2:((1 - $1*$2)**2/2) with image, \
  $lines with lines lc "#667788", $lines using 1:2:3 every 80 with labels, \
  1/x with lines lw 2 lc "red"
""",
    "graphs": r"""
set terminal svg size 528,315 font "serif,11"
set output out
set xrange [-3:3]; set yrange [-1:4]
set samples 600
set xlabel "m"; set ylabel "loss"
unset key; set border 3; set tics nomirror
set label "hinge" at -2.6, 2.9 textcolor "blue"
set label "logistic" at 0.8, 0.8 textcolor "orange"
set label "tan m" at 1.3, 2.7 textcolor "grey"
set label "√m" at 2.6, 1.9 textcolor "dark-green"
f(x) = abs(tan(x)) < 5 ? tan(x) : 1/0
plot (x < 1 ? 1 - x : 0) lc "blue", log(1 + exp(-x))/log(2) lw 2 lc "orange", f(x) lc "grey", \
  (x >= 0 ? sqrt(x) : 1/0) lc "dark-green"
""",
    "spectrum": r"""
set terminal svg size 528,315 font "serif,11"
set output out
set datafile separator ","
stats table using 1 name "S" nooutput
set xrange [0:3]; set yrange [0:1]
set samples 400
set xlabel "eigenvalue λ"; set ylabel "density"
unset key; set border 3; set tics nomirror
w = (S_max - S_min)/30
bin(x) = S_min + w*(floor((x - S_min)/w) + 0.5)
lo = (1 - sqrt(0.4))**2; hi = (1 + sqrt(0.4))**2
mp(x) = x > lo && x < hi ? sqrt((hi - x)*(x - lo))/(2*pi*0.4*x) : 1/0
set boxwidth w; set style fill solid 0.3
set label "Marchenko–Pastur" at 1.8, 0.35 textcolor "red"
plot table using (bin($1)):(1.0/(S_records*w)) smooth frequency with boxes lc "blue", mp(x) lw 2 lc "red"
""",
    "pendulum": r"""
set terminal svg size 528,315 font "serif,11"
set output out
set xrange [-4:4]; set yrange [-3:3]
set xlabel "q"; set ylabel "p"
unset key; set border 3; set tics nomirror
H(x, y) = y*y/2 - cos(x)
set isosamples 200; set samples 200
set contour base; unset surface
set cntrparam levels discrete -0.5, 0, 0.5, 2
set table $l; splot H(x, y); unset table
set cntrparam levels discrete 1
set table $s; splot H(x, y); unset table
unset contour; set samples 16; set isosamples 10
set label "separatrix" at 0.4, 2.2 textcolor "red"
k = 0.14
plot '++' using ($1 - k*$2/2):($2 + k*sin($1)/2):(k*$2):(-k*sin($1)) with vectors lc "grey", \
  $l with lines lc "blue", $s with lines lw 2 lc "red"
""",
}

# LuaTeX's names of two lengths, for a LaTeX without the package that gives them to standalone.
LUATEX = (
    r"\ifdefined\directlua\expandafter\def\csname ver@luatex85.sty\endcsname{}"
    r"\let\pdfpagewidth\pagewidth\let\pdfpageheight\pageheight\fi" "\n"
)
FRAME = LUATEX + r"\documentclass[border=2pt]{standalone}\usepackage{pgfplots}\pgfplotsset{compat=1.18}" "\n"
PGFPLOTS = {
    "levels": r"""
\begin{document}
\begin{tikzpicture}
\begin{axis}[view={0}{90}, axis equal image, xmin=-2, xmax=2, ymin=-2, ymax=2,
  xlabel=$u$, ylabel=$v$, domain=-2:2, samples=61, restrict z to domain=0:12.5]
\addplot3[contour filled={number=8}, opacity=0.3] {(1 - x*y)^2/2};
\addplot3[contour lua={levels={0.05,0.2,0.5,1.25,2.5,5,9}, draw color=gray}, thin] {(1 - x*y)^2/2};
\addplot[red, thick, domain=0.5:2] {1/x} node[pos=0.5, above right] {$uv=1$};
\addplot[red, thick, domain=-2:-0.5] {1/x};
\end{axis}
\end{tikzpicture}
\end{document}
""",
    "graphs": r"""
\begin{document}
\begin{tikzpicture}
\begin{axis}[width=14cm, height=8cm, axis lines=left, xmin=-3, xmax=3, ymin=-1, ymax=4,
  xlabel=$m$, ylabel=loss, no markers, samples=200, domain=-3:3, clip=true]
\addplot[blue] {max(0, 1 - x)} node[pos=0.1, below left] {hinge};
\addplot[orange, thick] {ln(1 + exp(-x))/ln(2)} node[pos=0.7, above] {logistic};
\addplot[gray, thin, domain=-1.5:1.5] {tan(deg(x))} node[pos=0.97, left] {$\tan m$};
\addplot[gray, thin, domain=-3:-1.65] {tan(deg(x))};
\addplot[gray, thin, domain=1.65:3] {tan(deg(x))};
\addplot[teal, domain=0:3] {sqrt(x)} node[pos=0.9, above] {$\sqrt m$};
\end{axis}
\end{tikzpicture}
\end{document}
""",
    "spectrum": r"""
\usepgfplotslibrary{statistics}
\begin{document}
\begin{tikzpicture}
\begin{axis}[width=14cm, height=8cm, axis lines=left, xmin=0, xmax=3, ymin=0, ymax=1,
  xlabel=eigenvalue $\lambda$, ylabel=density]
\addplot[hist={bins=30, density}, blue, fill=blue!30] table[y index=0, col sep=comma] {eigenvalues.csv};
\pgfmathsetmacro\lo{(1 - sqrt(0.4))^2}
\pgfmathsetmacro\hi{(1 + sqrt(0.4))^2}
\addplot[red, thick, samples=200, domain=\lo:\hi] {sqrt(max(0, (\hi - x)*(x - \lo)))/(2*pi*0.4*x)}
  node[pos=0.5, above right] {Marchenko--Pastur};
\end{axis}
\end{tikzpicture}
\end{document}
""",
    "pendulum": r"""
\begin{document}
\begin{tikzpicture}
\begin{axis}[width=14cm, height=8cm, view={0}{90}, axis lines=left, xmin=-4, xmax=4, ymin=-3, ymax=3,
  xlabel=$q$, ylabel=$p$, domain=-4:4, y domain=-3:3]
\addplot3[gray, -stealth, samples=16, samples y=10, quiver={u={y}, v={-sin(deg(x))}, scale arrows=0.14}] {0};
\addplot3[contour lua={levels={-0.5,0,0.5,2}, draw color=blue, labels=false}, samples=61] {y^2/2 - cos(deg(x))};
\addplot3[contour lua={levels={1}, draw color=red, labels=false}, thick, samples=61] {y^2/2 - cos(deg(x))};
\node[red] at (axis cs:0.9, 2.3) {separatrix};
\end{axis}
\end{tikzpicture}
\end{document}
""",
}

IMPORTS = "import sys\nimport numpy as np\nimport matplotlib\nmatplotlib.use('agg')\nimport matplotlib.pyplot as plt\n"
MATPLOTLIB = {
    "levels": r"""
u, v = np.meshgrid(np.linspace(-2, 2, 300), np.linspace(-2, 2, 300))
L = (1 - u * v) ** 2 / 2
at = [0.05, 0.2, 0.5, 1.25, 2.5, 5, 9]
fig, ax = plt.subplots(figsize=(5.5, 5.5), layout="constrained")
ax.contourf(u, v, L, [0] + at + [13], cmap="Blues", alpha=0.5)
lines = ax.contour(u, v, L, at, colors="grey", linewidths=0.6)
ax.clabel(lines)
ax.contour(u, v, u * v, [1], colors="red")
ax.annotate("$uv=1$", (1, 1), xytext=(4, 4), textcoords="offset points", color="red")
ax.set(xlabel="$u$", ylabel="$v$", aspect="equal")
fig.savefig(sys.argv[1])
""",
    "graphs": r"""
m = np.linspace(-3, 3, 1201)
tan = np.tan(m)
tan[np.abs(tan) > 5] = np.nan
fig, ax = plt.subplots(figsize=(5.5, 3.2), layout="constrained")
ax.plot(m, np.maximum(0, 1 - m), "C0")
ax.plot(m, np.log1p(np.exp(-m)) / np.log(2), "C1", lw=2)
ax.plot(m, tan, "grey", lw=0.7)
ax.plot(m[m >= 0], np.sqrt(m[m >= 0]), "teal")
for text, at, color in [("hinge", (-2.5, 3), "C0"), ("logistic", (1, 0.6), "C1"), (r"$\tan m$", (0.75, 2.5), "grey"), (r"$\sqrt{m}$", (2.6, 1.8), "teal")]:
    ax.annotate(text, at, color=color)
ax.set(xlabel="$m$", ylabel="loss", ylim=(-1, 4))
ax.spines[["top", "right"]].set_visible(False)
fig.savefig(sys.argv[1])
""",
    "spectrum": r"""
table = np.loadtxt(sys.argv[2], delimiter=",", skiprows=1)
lo, hi = (1 - np.sqrt(0.4)) ** 2, (1 + np.sqrt(0.4)) ** 2
t = np.linspace(lo, hi, 400)
fig, ax = plt.subplots(figsize=(5.5, 3.2), layout="constrained")
ax.hist(table, 30, density=True, alpha=0.3, edgecolor="C0")
ax.plot(t, np.sqrt(np.maximum(0, (hi - t) * (t - lo))) / (2 * np.pi * 0.4 * t), "r", lw=2)
ax.annotate("Marchenko–Pastur", (1.8, 0.35), color="r")
ax.set(xlabel=r"eigenvalue $\lambda$", ylabel="density", xlim=(0, 3), ylim=(0, 1))
ax.spines[["top", "right"]].set_visible(False)
fig.savefig(sys.argv[1])
""",
    "pendulum": r"""
q, p = np.meshgrid(np.linspace(-4, 4, 200), np.linspace(-3, 3, 200))
H = p ** 2 / 2 - np.cos(q)
x, y = np.meshgrid(np.linspace(-3.8, 3.8, 16), np.linspace(-2.8, 2.8, 10))
fig, ax = plt.subplots(figsize=(5.5, 3.2), layout="constrained")
ax.quiver(x, y, y, -np.sin(x), color="grey", pivot="middle")
ax.contour(q, p, H, [-0.5, 0, 0.5, 2], colors="C0")
ax.contour(q, p, H, [1], colors="r", linewidths=2)
ax.annotate("separatrix", (0.4, 2.1), color="r")
ax.set(xlabel="$q$", ylabel="$p$")
ax.spines[["top", "right"]].set_visible(False)
fig.savefig(sys.argv[1])
""",
}


def lines(source):
    frame = ("\\begin{document}", "\\end{document}", "\\begin{tikzpicture}", "\\end{tikzpicture}", "\\usepgfplots")
    return len([line for line in source.splitlines() if line.strip() and not line.startswith(frame)])


def cpu(command, folder):
    best = 1e9
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return best


def main():
    figures = str(pathlib.Path(sys.argv[1]).resolve())
    python = sys.argv[2] if len(sys.argv) > 2 else sys.executable
    folder = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(TABLE, folder / "eigenvalues.csv")
    latex = shutil.which("lualatex") or shutil.which("pdflatex")
    programs = {
        "sketch": (SKETCH, ".figure", "", lambda f, out: [figures, "render", f, "-q"]),
        "gnuplot": (GNUPLOT, ".gp", "", lambda f, out: ["gnuplot", "-e", f"out='{out}.gp.svg'; table='eigenvalues.csv'", f]),
        "PGFPlots": (PGFPLOTS, ".tex", FRAME, lambda f, out: [latex, "-interaction=batchmode", f]),
        "matplotlib": (MATPLOTLIB, ".py", IMPORTS, lambda f, out: [python, f, f"{out}.py.svg", "eigenvalues.csv"]),
    }
    if shutil.which("gnuplot") is None:
        del programs["gnuplot"]
    if latex is None:
        del programs["PGFPlots"]
    print(f"{'':10}" + "".join(f"{name:>24}" for name in programs))
    for picture in SKETCH:
        found = []
        for name, (sources, ending, head, command) in programs.items():
            source = folder / (picture + ending)
            source.write_text(head + sources[picture])
            try:
                found.append((lines(sources[picture]), cpu(command(source.name, picture), folder)))
            except subprocess.CalledProcessError as error:
                print(f"{picture}: {name} ends with {error.returncode}", file=sys.stderr)
                found.append((lines(sources[picture]), float("nan")))
        ours = found[0][1]
        print(f"{picture:10}" + "".join(f"{n:>5} lines {1000 * t:5.0f} ms x{t / ours:4.1f}" for n, t in found))


main()
