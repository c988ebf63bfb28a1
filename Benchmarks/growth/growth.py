#!/usr/bin/env python3
"""Time and memory of the experiment `sparse` against n, d, steps and runs, on one core and on two.

    Benchmarks/growth/growth.py PATH/TO/figures [FOLDER]

FOLDER/growth.csv has for each of them the size, the seconds of `figures sweep` from a cold start on one
core and on two, and the largest memory in MB on two. What is printed besides is how many times as much as
one the machine does for two commands of their own, one on each core: two threads of a command that share
nothing come no further where memory is shared by the cores. Beside it growth.figure draws the table:
`figures render FOLDER/growth.figure -o growth.svg`. Sizes double, so that a slope can be read.
"""
import concurrent.futures
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

# What grows: the settings, the parameter and its values.
GROWTH = {
    "n": ('problem = "flow"\nfeatures = 400000\nentries = 50\nnonzeros = 500\nalpha = 0.1\n', "samples",
          [5000, 10000, 20000, 40000]),
    "d": ('problem = "flow"\nsamples = 5000\nentries = 50\nnonzeros = 100\nalpha = 0.1\n', "features",
          [100000, 200000, 400000, 800000]),
    "steps": ('problem = "gd"\nsamples = 20000\nfeatures = 200000\nentries = 50\nnonzeros = 100\nstep = 0.1\n',
              "steps", [25, 50, 100, 200]),
    "runs": ('problem = "sgd"\nsamples = 200\nfeatures = 2000\nsteps = 100000\n', "seed", [50, 100, 200, 400]),
}


def measured(figures, text, cores, first=0):
    """Seconds and MB of a sweep from nothing on so many cores."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "s.toml").write_text(text)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[first:first + cores])
            begin = os.times().elapsed
            done = subprocess.run([figures, "sweep", "s.toml", "-q", "-j", str(cores)], cwd=folder)
            seconds = os.times().elapsed - begin
            memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            os.write(write, f"{seconds:.2f} {memory:.0f} {done.returncode}".encode())
            os._exit(0)
        os.waitpid(child, 0)
        os.close(write)
        seconds, memory, code = os.read(read, 100).split()
        os.close(read)
        if int(code) != 0:
            sys.exit(f"code {int(code)} of\n{text}")
        return float(seconds), float(memory)


def ceiling(figures, text, one):
    """How many times as much two commands of their own do, one on each core, as one does alone."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        times = pool.map(lambda first: measured(figures, text, 1, first)[0], (0, 1))
    return 2 * one / max(times)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    figures = os.path.abspath(sys.argv[1])
    here = pathlib.Path(__file__).resolve().parent
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else here)
    folder.mkdir(parents=True, exist_ok=True)
    table = {}
    for what, (settings, name, sizes) in GROWTH.items():
        rows = []
        for size in sizes:
            grid = f"{name} = {{from = 1, count = {size}}}" if what == "runs" else f"{name} = [{size}]"
            text = f'experiment = "sparse"\nrecord = ["l1"]\n[set]\n{settings}[grid]\n{grid}\n'
            one, _ = measured(figures, text, 1)
            two, memory = measured(figures, text, 2)
            rows.append((size, one, two, memory))
            ratio = f"{one / two:.2f} times, two commands {ceiling(figures, text, one):.2f} times"
            print(what, size, f"{one} s, {two} s, {ratio}, {memory:.0f} MB", flush=True)
        for name, column in zip(("", "_one", "_two", "_mb"), zip(*rows)):
            table[what + name] = column
    lines = [",".join(table)] + [",".join(f"{v:g}" for v in row) for row in zip(*table.values())]
    (folder / "growth.csv").write_text("\n".join(lines) + "\n")
    if folder.resolve() != here:
        shutil.copy(here / "growth.figure", folder)


main()
