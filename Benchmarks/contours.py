"""Isolines of 9 levels on a 1000 x 1000 grid, ours against contourpy's; started by contours.sh.

Prints the least times of several repeats: of our isolines, of a whole panel with the mark that draws
them, and of contourpy's lines alone; the ratio of the last two; and the greatest distance between
the two programs' points, in grid cells, both ways. Exit status 1 when a promise is broken.
"""
import subprocess
import sys
import time

import contourpy
import numpy as np

N, REPEATS = 1000, 40
RATIO, DISTANCE = 5.0, 1e-3


def fields():
    x, y = np.meshgrid(np.linspace(-2.5, 2.5, N), np.linspace(-2.5, 2.5, N))
    yield "loss (1 - u v)^2 / 2", (1 - x * y) ** 2 / 2, [0.05, 0.2, 0.5, 1.25, 2.5, 5, 9, 15, 22]
    z = np.sin(3 * x) * np.cos(4 * y) + 0.3 * x * y
    yield "waves", z, list(np.linspace(-1.5, 1.5, 9))
    z = np.hypot(x - 0.1, y + 0.2) ** 2
    yield "bowl", z, list(np.linspace(0.3, 2.4, 9) ** 2)


def ours(program, z, levels):
    arguments = [program, str(N), str(N), str(REPEATS)] + [repr(float(v)) for v in levels]
    run = subprocess.run(arguments, input=z.astype("<f8").tobytes(), stdout=subprocess.PIPE, check=True)
    head, *rows = run.stdout.decode().splitlines()
    lines = [[] for _ in levels]
    for row in rows:
        numbers = row.split()
        points = np.array(numbers[2:], float).reshape(-1, 2)
        if numbers[1] == "1":
            points = np.vstack([points, points[:1]])
        lines[int(numbers[0])].append(points)
    isolines, mark = map(float, head.split())
    return isolines, mark, lines


def theirs(z, levels):
    best = 1e9
    for _ in range(REPEATS):
        start = time.perf_counter()
        generator = contourpy.contour_generator(z=z, name="serial", line_type=contourpy.LineType.Separate)
        lines = [generator.lines(level) for level in levels]
        best = min(best, time.perf_counter() - start)
    return best, lines


def distance(one, two):
    """Greatest distance from a point of `one` to the nearest of `two`: both lie on grid edges."""
    if not one and not two:
        return 0.0
    a, b = np.vstack(one), np.vstack(two)
    best = np.full(len(a), np.inf)
    cells = {}
    for p in b:
        cells.setdefault((int(p[0] + 0.5), int(p[1] + 0.5)), []).append(p)
    for i, p in enumerate(a):
        cx, cy = int(p[0] + 0.5), int(p[1] + 0.5)
        near = [q for dx in (-1, 0, 1) for dy in (-1, 0, 1) for q in cells.get((cx + dx, cy + dy), ())]
        best[i] = min((np.hypot(*(p - q)) for q in near), default=np.inf)
    return best.max()


def main():
    failed = False
    print(f"{'field':22} {'ours ms':>8} {'mark ms':>8} {'contourpy ms':>13} {'ratio':>6} {'points':>7} {'distance':>9}")
    for name, z, levels in fields():
        alone, t, lines = ours(sys.argv[1], z, levels)
        u, reference = theirs(z, levels)
        off = max(max(distance(a, b), distance(b, a)) for a, b in zip(lines, reference))
        count = sum(len(p) for line in lines for p in line)
        failed = failed or bool(u / t < RATIO or off > DISTANCE)
        print(f"{name:22} {alone * 1e3:8.2f} {t * 1e3:8.2f} {u * 1e3:13.2f} {u / t:6.1f} {count:7} {off:9.1e}")
    print(f"promised: ratio >= {RATIO:.0f}, distance <= {DISTANCE:g} cells:", "BROKEN" if failed else "kept")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
