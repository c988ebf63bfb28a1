"""Writes Values/reference.txt: elementary functions to 400 bits, by mpmath.

A line is: the function, its arguments and the nearest double as bits in hexadecimal, and how far
the true value lies from that double, in units of its last place.
Run: python3 make_values.py > Values/reference.txt
"""
import math
import random
import struct

import mpmath as mp

random.seed(11)
EACH = 120


def bits(x):
    return "%016x" % struct.unpack("Q", struct.pack("d", x))[0]


def size(low, high):
    """A number of either sign, its size between two powers of ten."""
    return random.choice((-1, 1)) * 10 ** random.uniform(low, high)


def between(low, high):
    return random.uniform(low, high)


def turns():
    """Near a whole multiple of a quarter of a turn."""
    return random.randint(-(10**5), 10**5) * (math.pi / 2)


ANGLES = lambda: random.choice([between(-8, 8), size(-12, 6), size(5, 308), turns()])
PAIRS = lambda far: random.choice(
    [(between(-3, 3), between(-3, 3)), (size(-6, 6), size(-6, 6)), (size(-far, far), size(-far, far))]
)
ARGUMENTS = {
    "exp": lambda: random.choice([between(-708, 709.7), between(-2, 2), size(-12, 1)]),
    "expm1": lambda: random.choice([between(-40, 709), between(-1, 1), size(-17, -1), between(-0.05, 0.05)]),
    "sinh": lambda: random.choice([between(-710, 710), between(-1, 1), size(-12, 1), between(-45, 45)]),
    "cosh": lambda: random.choice([between(-710, 710), between(-1, 1), size(-12, 1), between(-45, 45)]),
    "tanh": lambda: random.choice([between(-22, 22), between(-1, 1), size(-12, 1), between(-0.1, 0.1)]),
    "log": lambda: random.choice([10 ** between(-320, 308), between(0.5, 2), 1 + size(-15, -1)]),
    "log10": lambda: random.choice([10 ** between(-320, 308), between(0.5, 2), 1 + size(-15, -1)]),
    "log1p": lambda: random.choice([10 ** between(-20, 300), -(10 ** between(-17, -1e-9)), size(-9, -1)]),
    "asinh": lambda: random.choice([size(-12, 300), between(-3, 3), size(-4, 0), between(-0.01, 0.01)]),
    "sin": ANGLES,
    "cos": ANGLES,
    "atan2": lambda: PAIRS(150),
    "hypot": lambda: PAIRS(300),
    "pow": lambda: random.choice(
        [
            (10 ** between(-3, 3), between(-100, 100)),
            (10.0, float(random.randint(-307, 308))),
            (between(0.5, 2), between(-700, 700)),
            (10 ** between(-300, 300), between(-1, 1)),
            (between(0.99, 1.01), between(-60000, 60000)),
        ]
    ),
}

for name, arguments in ARGUMENTS.items():
    # Reducing an angle of size 10^308 takes more than a thousand bits.
    mp.mp.prec = 1500 if name in ("sin", "cos") else 400
    function = mp.power if name == "pow" else getattr(mp, name)
    count = 0
    while count < EACH:
        given = arguments()
        given = given if isinstance(given, tuple) else (given,)
        value = function(*[mp.mpf(x) for x in given])
        if not 1e-300 < abs(value) < 1.7e308:
            continue
        nearest = float(value)
        rest = float((value - mp.mpf(nearest)) / mp.mpf(math.ulp(nearest)))
        print(name, *[bits(x) for x in given], bits(nearest), "%.4f" % rest)
        count += 1
