#!/usr/bin/env python3
"""Time and memory of the experiment `sparse` against n, d, steps and runs, on one core and on two.

    Benchmarks/growth/growth.py PATH/TO/figures [FOLDER]

FOLDER/growth.csv has for each of them the size, the seconds of `figures sweep` from a cold start on one
core and on two, and the largest memory in MB on two. What is printed besides is how many times as much as
one the machine does for two commands of their own, one on each core: two threads of a command that share
nothing come no further where memory is shared by the cores. Beside it growth.figure draws the table:
`figures render FOLDER/growth.figure -o growth.svg`. Sizes double, and the exponent from the first to the
last is printed: 1 where twice the size takes twice the time. It is less for d, of which all have as many
entries.
"""
import concurrent.futures
import math
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

# What grows: the settings, the parameter and its values.
GROWTH = {
    "n": ('problem = "flow"\nfeatures = 1000000\nentries = 50\nnonzeros = 500\nalpha = 0.1\n', "samples",
          [12500, 25000, 50000, 100000]),
    "d": ('problem = "flow"\nsamples = 20000\nentries = 50\nnonzeros = 100\nalpha = 0.1\n', "features",
          [1000000, 2000000, 4000000, 8000000]),
    "steps": ('problem = "gd"\nsamples = 20000\nfeatures = 200000\nentries = 50\nnonzeros = 100\nstep = 0.1\n',
              "steps", [25, 50, 100, 200]),
    "runs": ('problem = "sgd"\nsamples = 200\nfeatures = 2000\nsteps = 100000\n', "seed", [25, 50, 100, 200]),
}


def measured(figures, text, cores, first=0):
    """Seconds and MB of a sweep from nothing on so many cores."""
    # In memory where that can be: a disk that others use is none of the sweep's.
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
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


def together(figures, text):
    """Seconds of two commands of their own, one on each core."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return max(pool.map(lambda first: measured(figures, text, 1, first)[0], (0, 1)))


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
            # In turns, the least of three: other work comes and goes.
            times = [(measured(figures, text, 1)[0], *measured(figures, text, 2), together(figures, text))
                     for _ in range(3)]
            one, two, memory, both = map(min, zip(*times))
            rows.append((size, one, two, memory))
            ratio = f"{one / two:.2f} times, two commands {2 * one / both:.2f} times"
            print(what, size, f"{one} s, {two} s, {ratio}, {memory:.0f} MB", flush=True)
        for name, column in zip(("", "_one", "_two", "_mb"), zip(*rows)):
            table[what + name] = column
        exponents = [math.log(last / first, rows[-1][0] / rows[0][0])
                     for first, last in zip(rows[0][1:], rows[-1][1:])]
        print(what, "exponents {:.2f} on one, {:.2f} on two, {:.2f} of memory".format(*exponents), flush=True)
    lines = [",".join(table)] + [",".join(f"{v:g}" for v in row) for row in zip(*table.values())]
    (folder / "growth.csv").write_text("\n".join(lines) + "\n")
    if folder.resolve() != here:
        shutil.copy(here / "growth.figure", folder)


main()
