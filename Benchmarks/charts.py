#!/usr/bin/env python3
"""Eight common charts drawn by us and by matplotlib: lines of source and CPU time as SVG.

    Benchmarks/charts.py [PYTHON]

PYTHON must have numpy and matplotlib; without one a virtual environment is made for them. Each
program starts cold for every run; the least user and system time of some runs counts. Lines are
those that are neither blank nor imports; ours are the sources of the gallery with title and words
for who does not see the picture, which matplotlib's have not. Data come from the same rules.
"""
import pathlib
import resource
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SCRATCH = HERE.parent / ".build" / "benchmarks"
RUNS = 5
IMPORTS = "import sys\nimport numpy as np\nimport matplotlib\nmatplotlib.use('agg')\nimport matplotlib.pyplot as plt\n"

CHARTS = {
    "line-band": r"""
x = np.linspace(0, 100, 80)
mean = 0.1 + 0.9 * np.exp(-x / 22)
spread = 0.02 + 0.14 * np.exp(-x / 40)
fig, ax = plt.subplots(figsize=(4.17, 2.64), layout="constrained")
ax.fill_between(x, mean - spread, mean + spread, alpha=0.22)
ax.plot(x, mean)
ax.annotate("mean of 20 runs", (100, mean[-1]), xytext=(0, 12), textcoords="offset points", ha="right", color="C0")
ax.set(xlabel="step", ylabel="loss", ylim=(0, None))
ax.spines[["top", "right"]].set_visible(False)
fig.savefig(sys.argv[1])
""",
    "grouped-bars": r"""
names = ["small", "medium", "large"]
series = {"train": [0.31, 0.14, 0.02], "test": [0.35, 0.22, 0.27]}
fig, ax = plt.subplots(figsize=(4.17, 2.64), layout="constrained")
places = np.arange(3)
for index, (name, values) in enumerate(series.items()):
    bars = ax.bar(places + 0.36 * index, values, 0.36, label=name)
    ax.bar_label(bars, fmt="%.2f")
ax.set_xticks(places + 0.18, names)
ax.set_ylabel("error")
ax.legend()
ax.spines[["top", "right"]].set_visible(False)
fig.savefig(sys.argv[1])
""",
    "histogram": r"""
random = np.random.default_rng(1)
samples = np.concatenate([random.normal(0, 1, 200), random.normal(4, 0.7, 100)])
fig, ax = plt.subplots(figsize=(4.17, 2.64), layout="constrained")
edges = np.arange(np.floor(samples.min() * 2) / 2, samples.max() + 0.5, 0.5)
ax.hist(samples, edges, density=True, alpha=0.4)
x = np.linspace(samples.min() - 1, samples.max() + 1, 200)
z = (x[:, None] - samples) / 0.35
ax.plot(x, np.exp(-z ** 2 / 2).sum(1) / (len(samples) * 0.35 * np.sqrt(2 * np.pi)), "k")
ax.set(xlabel="value", ylabel="density")
ax.spines[["top", "right"]].set_visible(False)
fig.savefig(sys.argv[1])
""",
    "boxes": r"""
random = np.random.default_rng(1)
samples = [random.normal(k, 0.6 + 0.2 * k, 60) for k in range(4)]
samples[3] = np.concatenate([samples[3], [7.5, 8.4]])
fig, ax = plt.subplots(figsize=(4.17, 2.64), layout="constrained")
ax.boxplot(samples, patch_artist=True, tick_labels=[f"group {k + 1}" for k in range(4)],
           boxprops=dict(facecolor="#c8d7e9", edgecolor="C0"), medianprops=dict(color="C0", linewidth=1.5))
ax.set_ylabel("score")
ax.spines[["top", "right"]].set_visible(False)
fig.savefig(sys.argv[1])
""",
    "heat-map": r"""
side = np.linspace(-2.4, 2.4, 25)
x, y = np.meshgrid(side, side)
rows = x * y * np.exp(-(x ** 2 + y ** 2) / 2)
fig, ax = plt.subplots(figsize=(4.17, 3.06), layout="constrained")
most = abs(rows).max()
image = ax.pcolormesh(side, side, rows, cmap="RdBu_r", vmin=-most, vmax=most)
bar = fig.colorbar(image)
bar.ax.set_title("$f(x, y)$")
ax.set(xlabel="$x$", ylabel="$y$", aspect="equal")
fig.savefig(sys.argv[1])
""",
    "contours": r"""
x, y = np.meshgrid(np.linspace(-2, 2, 150), np.linspace(-1, 3, 110))
z = (1 - x) ** 2 + 10 * (y - x ** 2) ** 2
fig, ax = plt.subplots(figsize=(4.17, 2.64), layout="constrained")
lines = ax.contour(x, y, z, [0.5, 2, 5, 10, 20, 50, 100], colors="C0", linewidths=0.6)
ax.clabel(lines, fontsize=7, colors="k")
ax.plot(1, 1, "ko", ms=5)
ax.annotate("minimum", (1, 1), xytext=(5, 0), textcoords="offset points", va="center")
ax.set(xlabel="$x$", ylabel="$y$")
ax.spines[["top", "right"]].set_visible(False)
fig.savefig(sys.argv[1])
""",
    "log-log": r"""
random = np.random.default_rng(8)
n = 10 ** (1 + np.arange(13) / 3)
error = 5 * n ** -0.75 * np.exp(random.normal(0, 0.18, 13))
fig, ax = plt.subplots(figsize=(4.17, 2.64), layout="constrained")
ax.loglog(n, 5 * n ** -0.75, "--", color="C1")
ax.loglog(n, error, "o", mfc="w", color="C0")
ax.annotate("$5\\,n^{-3/4}$", (2000, 5 * 2000 ** -0.75), xytext=(5, 5), textcoords="offset points", color="C1")
ax.set(xlabel="samples $n$", ylabel="error")
ax.spines[["top", "right"]].set_visible(False)
fig.savefig(sys.argv[1])
""",
    "small-multiples": r"""
fig, axes = plt.subplots(2, 3, figsize=(5.5, 3.2), sharex=True, sharey=True, layout="constrained")
k = np.arange(21)
for ax, step in zip(axes.flat, [0.1, 0.5, 1, 1.5, 1.9, 2.02]):
    ax.axhline(0, color="#c3c8cf", lw=0.4)
    ax.plot(k, (1 - step) ** k, ".-", ms=3)
    ax.set_title(f"step {step}", fontsize=9, loc="left")
    ax.spines[["top", "right"]].set_visible(False)
for ax in axes[1]:
    ax.set_xlabel("iteration")
fig.savefig(sys.argv[1])
""",
}


def lines(text, comment):
    kept = [line.strip() for line in text.splitlines()]
    return len([line for line in kept if line and not line.startswith(("import", comment, "}"))])


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
    python = sys.argv[1] if len(sys.argv) > 1 else str(SCRATCH / "venv/bin/python")
    if not pathlib.Path(python).exists():
        subprocess.run([sys.executable, "-m", "venv", str(SCRATCH / "venv")], check=True)
        subprocess.run([str(SCRATCH / "venv/bin/pip"), "install", "-q", "numpy", "matplotlib"], check=True)
    build = ["swift", "build", "--package-path", str(HERE), "--scratch-path", str(SCRATCH), "-c", "release"]
    subprocess.run(build + ["--product", "charts"], check=True, stdout=sys.stderr)
    program = str(SCRATCH / "release/charts")
    print(f"{'chart':16} {'lines':>6} {'matplotlib':>11} {'CPU':>8} {'matplotlib':>11} {'ratio':>6} {'kB':>5} {'matplotlib':>11}")
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = pathlib.Path(folder, "a.svg"), pathlib.Path(folder, "b.svg")
        for name, script in CHARTS.items():
            source = (HERE.parent / f"Examples/gallery/Pictures/{name}.swift").read_text()
            one = measure([program, name, str(ours)])
            other = measure([python, "-c", IMPORTS + script, str(theirs)])
            print(
                f"{name:16} {lines(source, '//'):6} {lines(script, '#'):11} {one * 1e3:5.0f} ms {other * 1e3:8.0f} ms "
                f"{other / one:5.0f}x {ours.stat().st_size / 1e3:5.0f} {theirs.stat().st_size / 1e3:11.0f}")


if __name__ == "__main__":
    main()
