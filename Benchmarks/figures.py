#!/usr/bin/env python3
"""`loss-landscape` and `potential` drawn by us and by matplotlib: CPU time and bytes, as SVG alone
and in three formats.

    Benchmarks/figures.py PATH/TO/figures        (with a Python that has numpy and matplotlib)

Each program starts cold for every run and writes one figure as SVG, or as SVG, PDF and PNG at
192 dpi; the least user and system time of some runs counts. matplotlib does the same work: the same size, level
values, flow lines, level sets from a grid of 200 x 200 (potential: 240 x 240), labels in its own
mathematics. Its defaults are kept, save fonts in the PDF and the resolution.
"""
import pathlib
import resource
import subprocess
import sys
import tempfile

RUNS = 5
FORMATS = ("svg", "pdf", "png")

COMMON = """
import sys, numpy as np, matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
plt.rcParams.update({"font.size": 9, "mathtext.fontset": "cm", "font.family": "serif", "pdf.fonttype": 42})
out = sys.argv[1]
def save(fig, name):
    for end in sys.argv[2].split(","):
        fig.savefig(f"{out}/{name}.{end}", dpi=192)
"""

LOSS = COMMON + r"""
fig, ax = plt.subplots(figsize=(3.25, 3.3))
u, v = np.meshgrid(*[np.linspace(-2.5, 2.5, 200)] * 2)
z = (1 - u * v) ** 2 / 2
levels = [0.05, 0.2, 0.5, 1.25, 2.5, 5, 9, 15]
ax.contourf(u, v, z, [0] + levels + [30], cmap="Blues")
lines = ax.contour(u, v, z, levels, colors="#C3C8CF", linewidths=0.55)
ax.clabel(lines, levels[3:7], fontsize=7)
s = np.linspace(0.4, 2.5, 200)
for sign in (1, -1):
    ax.plot(sign * s, sign / s, color="#B81F2B", lw=2)
for x0, y0 in [(1.8, -0.6), (-0.6, 1.9), (0.4, -0.9), (2.2, 2.0), (-1.9, 0.9), (-2.1, -1.9), (0.2, 0.1)]:
    x, y, path = x0, y0, [(x0, y0)]
    for _ in range(1500):          # Heun's rule for the flow on (1 - u v)^2 / 2
        f = lambda x, y: ((1 - x * y) * y, (1 - x * y) * x)
        a, b = f(x, y); c, d = f(x + 0.01 * a, y + 0.01 * b)
        x += 0.005 * (a + c); y += 0.005 * (b + d); path.append((x, y))
    p = np.array(path)
    ax.plot(p[:, 0], p[:, 1], color="#1D5FA6", lw=1.1)
    i = int(np.searchsorted(np.cumsum(np.hypot(*np.diff(p, axis=0).T)), 0.57 * np.hypot(*np.diff(p, axis=0).T).sum()))
    ax.annotate("", p[i + 1], p[i], arrowprops=dict(arrowstyle="-|>", color="#1D5FA6", lw=0))
    ax.plot(*p[0], "o", mfc="w", mec="#1D5FA6", ms=4.2); ax.plot(*p[-1], "o", color="#1D5FA6", ms=4.6)
ax.plot([-2.1, 2.1], [2.1, -2.1], "--", color="#1D5FA6", lw=1.1)
ax.text(1.2, 1.3, "$uv=1$"); ax.text(0.1, 0.1, "saddle, $L=1/2$")
ax.set(xlabel="$u$", ylabel="$v$", xlim=(-2.5, 2.5), ylim=(-2.5, 2.5), aspect="equal")
save(fig, "loss-landscape")
"""

POTENTIAL = COMMON + r"""
fig, axes = plt.subplots(1, 3, figsize=(5.5, 2.3))
t = np.linspace(-1.22, 1.22, 240)
x, y = np.meshgrid(t, t)
def phi(t, a):
    q = np.hypot(t, 2 * a * a); return t * np.arcsinh(t / (2 * a * a)) - t * t / (q + 2 * a * a)
for ax, a, p in zip(axes, (1e-3, 0.1, 100), ((0, 0.8), (0.06, 0.77), (0.32, 0.64))):
    z = phi(x, a) + phi(y, a)
    levels = [phi(np.array(r), a) + 0 for r in np.linspace(0.2, 1.4, 7)]
    ax.contourf(x, y, z, [0] + levels + [z.max() + 1], cmap="Blues")
    ax.contour(x, y, z, levels, colors="#C3C8CF", linewidths=0.55)
    ax.contour(x, y, z, [phi(np.array(p[0]), a) + phi(np.array(p[1]), a)], colors="#1D5FA6", linewidths=1.4)
    ax.plot(t, (1.6 - t) / 2, color="#B81F2B", lw=1.6); ax.plot(*p, "o", color="#1D5FA6", ms=5)
    ax.set(title=r"$\alpha=%g$" % a, xticks=[], yticks=[], aspect="equal", xlim=(-1.22, 1.22), ylim=(-1.22, 1.22))
    ax.text(-1.1, -1.1, r"$\theta_\infty=(%.2f, %.2f)$" % p)
save(fig, "potential")
"""


def measure(command):
    """User and system time of the best of some runs, in seconds."""
    best = 1e9
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return best


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    print(f"{'figure':16} {'formats':12} {'ours':>7} {'matplotlib':>11} {'CPU':>6} {'bytes':>6}   ours / matplotlib, kB")
    for formats in (FORMATS[:1], FORMATS):
        times, totals = [], []
        for name, script in (("loss-landscape", LOSS), ("potential", POTENTIAL)):
            with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
                ends = ",".join(formats)
                time = [
                    measure([program, "render", name, "-f", ends, "-o", one, "--dpi", "192"]),
                    measure([sys.executable, "-c", script, two, ends])]
                sizes = [[(pathlib.Path(d) / f"{name}.{e}").stat().st_size for e in formats] for d in (one, two)]
            pairs = "  ".join(f"{e} {a / 1000:.0f}/{b / 1000:.0f}" for e, a, b in zip(formats, *sizes))
            report(name, ends, time, [sum(s) for s in sizes], pairs)
            times.append(time)
            totals.append([sum(s) for s in sizes])
        report("both", ends, [sum(t) for t in zip(*times)], [sum(t) for t in zip(*totals)], "")


def report(name, formats, times, sizes, pairs):
    ours, theirs = times
    print(f"{name:16} {formats:12} {ours * 1e3:4.0f} ms {theirs * 1e3:8.0f} ms {theirs / ours:5.1f}x {sizes[1] / sizes[0]:5.1f}x   {pairs}")


if __name__ == "__main__":
    main()
