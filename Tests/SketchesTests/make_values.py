"""Writes Values/derivatives.txt: 1,000 random formulas with value, gradient and second derivatives.

The derivatives are central differences at 130 digits with steps of 1e-27, so they know no chain rule.
A line is: the formula, x, y, then f, fx, fy, fxx, fxy, fyy. Formulas are kept where a relative error
of every step by 1e-25 changes each of the six by less than 300 times as much.
Run: python3 make_values.py > Values/derivatives.txt
"""
import random

import mpmath as mp

random.seed(7)
mp.mp.dps = 130

UNARY = {
    "exp": (mp.exp, lambda v: abs(v) < 6), "log": (mp.log, lambda v: v > 0.05),
    "log10": (mp.log10, lambda v: v > 0.05), "log2": (lambda v: mp.log(v, 2), lambda v: v > 0.05),
    "log1p": (lambda v: mp.log(1 + v), lambda v: v > -0.9), "sqrt": (mp.sqrt, lambda v: v > 0.05),
    "cbrt": (lambda v: mp.sign(v) * mp.cbrt(abs(v)), lambda v: abs(v) > 0.05),
    "sin": (mp.sin, lambda v: abs(v) < 9), "cos": (mp.cos, lambda v: abs(v) < 9),
    "tan": (mp.tan, lambda v: abs(v) < 1.4), "asin": (mp.asin, lambda v: abs(v) < 0.95),
    "acos": (mp.acos, lambda v: abs(v) < 0.95), "atan": (mp.atan, lambda v: True),
    "sinh": (mp.sinh, lambda v: abs(v) < 6), "cosh": (mp.cosh, lambda v: abs(v) < 6),
    "tanh": (mp.tanh, lambda v: abs(v) < 6), "asinh": (mp.asinh, lambda v: True),
    "acosh": (mp.acosh, lambda v: v > 1.05), "atanh": (mp.atanh, lambda v: abs(v) < 0.95),
    "softplus": (lambda v: mp.log(1 + mp.exp(v)), lambda v: abs(v) < 20),
    "sigmoid": (lambda v: 1 / (1 + mp.exp(-v)), lambda v: abs(v) < 20),
    "erf": (mp.erf, lambda v: abs(v) < 4), "abs": (abs, lambda v: abs(v) > 0.05),
    "relu": (lambda v: v if v > 0 else mp.mpf(0), lambda v: v > 0.05),
    "expm1": (mp.expm1, lambda v: abs(v) < 6),
}
BINARY = {
    "min": (min, lambda a, b: abs(a - b) > 0.1), "max": (max, lambda a, b: abs(a - b) > 0.1),
    "atan2": (mp.atan2, lambda a, b: abs(a) > 0.1 and abs(b) > 0.1),
    "hypot": (mp.hypot, lambda a, b: a * a + b * b > 0.1),
    "pow": (mp.power, lambda a, b: 0.1 < a < 10 and abs(b) < 5),
}


class Bad(Exception):
    pass


class Noise:
    """Relative errors of every step, 0 but for the measure of condition."""
    size = mp.mpf(0)
    source = random.Random(3)

    @classmethod
    def on(cls, value):
        if not cls.size or not value:
            return value
        return value * (1 + cls.size * cls.source.choice((-1, 1)))


def number():
    return random.choice(["2", "3", "0.5", "1.25", "0.1", "4", "pi"])


def make(depth):
    if depth == 0 or random.random() < 0.12:
        kind = random.choice("xyxyn")
        if kind == "n":
            text = number()
            value = mp.pi if text == "pi" else mp.mpf(text)
            return text, lambda x, y: value
        return kind, (lambda x, y: x) if kind == "x" else (lambda x, y: y)
    choice = random.random()
    if choice < 0.34:
        name = random.choice(list(UNARY))
        f, good = UNARY[name]
        text, inner = make(depth - 1)

        def value(x, y):
            v = inner(x, y)
            if not good(v):
                raise Bad
            return Noise.on(f(v))

        return (f"|{text}|" if name == "abs" else f"{name}({text})"), value
    if choice < 0.44:
        name = random.choice(list(BINARY))
        f, good = BINARY[name]
        (a, fa), (b, fb) = make(depth - 1), make(depth - 1)

        def value(x, y):
            p, q = fa(x, y), fb(x, y)
            if not good(p, q):
                raise Bad
            return Noise.on(f(p, q))

        return f"{name}({a}, {b})", value
    if choice < 0.56:
        text, inner = make(depth - 1)
        power = random.choice(["2", "3", "-1", "0.5", "1.5", "-2", "4"])

        def value(x, y):
            v = inner(x, y)
            if abs(v) < 0.1 or ("." in power and v < 0.1):
                raise Bad
            return Noise.on(v ** mp.mpf(power))

        return f"({text})^({power})", value
    sign = random.choice("++-**/")
    (a, fa), (b, fb) = make(depth - 1), make(depth - 1)

    def value(x, y):
        p, q = fa(x, y), fb(x, y)
        if sign == "/" and abs(q) < 0.1:
            raise Bad
        return Noise.on({"+": p + q, "-": p - q, "*": p * q}[sign] if sign != "/" else p / q)

    return f"({a}) {sign} ({b})", value


H = mp.mpf(10) ** -27


def six(f, x, y):
    c, e, w, n, s = f(x, y), f(x + H, y), f(x - H, y), f(x, y + H), f(x, y - H)
    a, b, d, g = f(x + H, y + H), f(x - H, y - H), f(x + H, y - H), f(x - H, y + H)
    return [
        c, (e - w) / (2 * H), (n - s) / (2 * H), (e - 2 * c + w) / H**2,
        (a + b - d - g) / (4 * H**2), (n - 2 * c + s) / H**2,
    ]



def taylor(f, x, y):
    """The six numbers with noise: the noise of a step is the same at all nine places."""
    seed = random.randrange(10**9)

    def noisy(px, py):
        Noise.source = random.Random(seed)
        return f(px, py)

    Noise.size = mp.mpf(10) ** -25
    try:
        return six(noisy, x, y)
    finally:
        Noise.size = mp.mpf(0)


def main():
    kept = 0
    while kept < 1000:
        text, f = make(random.randint(2, 5))
        if "x" not in text.replace("exp", "").replace("max", ""):
            continue
        x, y = (mp.mpf(random.randint(-200, 200)) / 64 for _ in range(2))
        try:
            exact = six(f, x, y)
            if any(abs(v) > 1e8 for v in exact) or len(text) > 160:
                continue
            good = True
            for _ in range(3):
                for v, w in zip(exact, taylor(f, x, y)):
                    # What is 0 for everybody is rounding of the differences here.
                    if abs(v) > mp.mpf(10) ** -40 and abs(v - w) > 300 * mp.mpf(10) ** -25 * abs(v):
                        good = False
            # A derivative that is tiny beside the others has lost its digits.
            top = max(abs(v) for v in exact)
            if not good or any(mp.mpf(10) ** -40 < abs(v) < 1e-3 * top for v in exact):
                continue
        except (Bad, ZeroDivisionError, ValueError):
            continue
        values = [mp.nstr(v, 25) if abs(v) > mp.mpf(10) ** -40 else "0" for v in exact]
        print(text, mp.nstr(x, 20), mp.nstr(y, 20), *values, sep="\t")
        kept += 1


main()
