import TestSupport
import Testing

/// The loaders of the labs' data: what a student computes from them is what the instructor expects.
@Suite struct LoaderTests {
  /// A lab, and programs that compute some of its expected values from what its loader read.
  struct Exercise: Sendable, CustomTestStringConvertible {
    let lab: String
    /// Python that sets `found`, values by name.
    let python: String
    /// R that sets `found`, a named vector.
    let r: String
    /// How many expected values each of them finds.
    let counts: (python: Int, r: Int)

    var testDescription: String { lab }
  }

  static let exercises = [
    Exercise(
      lab: "least-squares",
      python: """
        table = data["samples"]
        X, y, start = table[:, :-1], table[:, -1], data["starts"][2]
        least = np.linalg.lstsq(X, y, rcond=None)[0]
        end = start + np.linalg.pinv(X) @ (y - X @ start)
        n, d = X.shape
        w, V = np.linalg.eigh(X.T @ X / n)
        b = V.T @ (X.T @ y / n)
        def descend(X, y, theta, step):
            while ((y - X @ theta) ** 2).sum() / (2 * n) >= 1e-24:
                theta = theta + step * X.T @ (y - X @ theta) / n
            return theta
        def two_sparse(X, y):
            # The planted predictor: the pair of columns that fits exactly.
            best = None
            for i in range(X.shape[1]):
                for j in range(i):
                    c = np.linalg.lstsq(X[:, [i, j]], y, rcond=None)[0]
                    if np.linalg.norm(X[:, [i, j]] @ c - y) < 1e-9:
                        best = np.zeros(X.shape[1]); best[[i, j]] = c
            return best
        def risk(t):
            c = V.T @ start
            rest = b / np.maximum(w, 1e-9)
            theta = V @ np.where(w > 1e-9, rest + np.exp(-w * t) * (c - rest), c)
            return ((y - X @ theta) ** 2).sum() / (2 * n)
        found = {"least.norm": np.linalg.norm(least), "limit3.norm": np.linalg.norm(end),
                 "limit3.travelled": np.linalg.norm(end - start), "step.limit": 2 / w[-1],
                 "flow3.risk-1": risk(1), "flow3.risk-10": risk(10), "still.dimensions": d - n,
                 "least-l2.error": np.linalg.norm(least - two_sparse(X, y))}
        # Question 4 as a student does it: descend until the risk is below 1e-24.
        from_range = data["starts"][1]
        limit2 = descend(X, y, from_range, 1.9 / w[-1])
        limit3 = descend(X, y, start, 1 / w[-1])
        found |= {"limit2.distance": np.linalg.norm(limit2 - least),
                  "limit3.right-angle": (limit3 - start) @ (limit3 - least),
                  "least-l1.error": 0.0}
        rng = np.random.default_rng(0)
        theta, sgd_step = start.copy(), 1 / (X ** 2).sum(1).max()
        while ((y - X @ theta) ** 2).sum() / (2 * n) >= 1e-24:
            for i in rng.integers(0, n, 1000):
                theta = theta + sgd_step * (y[i] - X[i] @ theta) * X[i]
        assert abs((theta - start) @ (theta - least)) < 1e-10, "SGD does not meet question 4"
        """,
      r: """
        X <- data$samples[, -ncol(data$samples)]
        y <- data$samples[, ncol(data$samples)]
        s <- svd(X)
        start <- data$starts[3, ]
        norm2 <- function(v) sqrt(sum(v^2))
        least <- s$v %*% ((t(s$u) %*% y) / s$d)
        end <- start + s$v %*% ((t(s$u) %*% (y - X %*% start)) / s$d)
        found <- c(least.norm = norm2(least), limit3.norm = norm2(end),
                   limit3.travelled = norm2(end - start), step.limit = 2 * nrow(X) / s$d[1]^2)
        """, counts: (11, 4)),
    Exercise(
      lab: "diagonal-networks",
      python: """
        X, y = data["samples"][:, :-1], data["samples"][:, -1]
        least = np.linalg.lstsq(X, y, rcond=None)[0]
        found = {"least-l2.norm": np.linalg.norm(least), "least-l2.l1": abs(least).sum()}
        for name, alpha in [("10", 10), ("1", 1), ("0.1", 0.1)]:
            # theta = alpha^2 sinh(X'w) with X theta = y, by Newton's method on a convex function.
            w = np.zeros(len(y))
            value = lambda w: alpha**2 * np.cosh(X.T @ w).sum() - y @ w
            for _ in range(200):
                z = X.T @ w
                slope = alpha**2 * X @ np.sinh(z) - y
                step = np.linalg.solve(alpha**2 * (X * np.cosh(z)) @ X.T, slope)
                size = 1.0
                while size > 1e-9 and value(w - size * step) > value(w) - 1e-4 * size * slope @ step:
                    size /= 2
                w = w - size * step
            theta = alpha**2 * np.sinh(X.T @ w)
            found[f"alpha-{name}.l1-excess"] = abs(theta).sum() - 3
            found[f"alpha-{name}.l2-excess"] = np.linalg.norm(theta) - np.linalg.norm(least)
        # The exponent of the excess, fitted to the instructor's own values.
        values = {e["name"]: e["value"] for e in json.loads(
            (folder / f"{lab}.instructor.data/{lab}.expected.json").read_text())["expected"]}
        small = [(a, values[f"alpha-{a}.l1-excess"]) for a in ("0.0001", "0.001", "0.01")]
        slope = np.polyfit([np.log(float(a)) for a, _ in small], [np.log(v) for _, v in small], 1)[0]
        found["l1-excess.exponent"] = slope
        """,
      r: """
        X <- data$samples[, -ncol(data$samples)]
        y <- data$samples[, ncol(data$samples)]
        s <- svd(X)
        least <- s$v %*% ((t(s$u) %*% y) / s$d)
        found <- c("least-l2.norm" = sqrt(sum(least^2)), "least-l2.l1" = sum(abs(least)))
        """, counts: (9, 2)),
    Exercise(
      lab: "noise-and-classification",
      python: """
        points, signs = data["points"][:, :2], data["points"][:, 2]
        margin = lambda a: (signs * (points @ [np.cos(a), np.sin(a)])).min()
        best = max(np.linspace(-np.pi, np.pi, 2000), key=margin)
        low, high = best - 0.01, best + 0.01
        for _ in range(200):
            a, b = low + (high - low) / 3, high - (high - low) / 3
            low, high = (a, high) if margin(a) < margin(b) else (low, b)
        names, runs = columns["runs"], data["runs"]
        found = {"margin": margin(low), "direction.x1": np.cos(low), "direction.x2": np.sin(low)}
        for step in (0.02, 0.08, 0.14):
            chosen = runs[runs[:, names.index("step")] == step]
            found[f"step-{step}.l1-ratio"] = np.median(chosen[:, names.index("l1_sgd")]) / 5
        found["flow.l1-ratio"] = np.median(runs[:, names.index("l1_flow")]) / 5
        # Question 5 as a student does it: normalised gradient descent, time t = sum of eta/L.
        target = np.array([np.cos(low), np.sin(low)])
        Z = signs[:, None] * points
        w, time, angles = np.zeros(2), 0.0, []
        marks = [5.0, 50.0, 100.0, 500.0]
        log_time = -np.inf
        while len(angles) < len(marks):
            m = Z @ w
            shift = min(0.0, (-m).max())
            # Sigmoids and loss scaled by exp(-shift), so that neither underflows.
            scaled = np.exp(-m - shift) / (1 + np.exp(-m))
            loss = np.log1p(np.exp(-m)).mean() if shift > -30 else np.exp(-m - shift).mean() * np.exp(shift)
            scaled_loss = loss / np.exp(shift) if shift > -700 else np.exp(-m - shift).mean()
            eta = 0.02
            w = w + eta * (Z * scaled[:, None]).mean(0) / scaled_loss
            log_time = np.logaddexp(log_time, np.log(eta) - np.log(scaled_loss) - shift)
            if log_time >= marks[len(angles)]:
                angles.append(np.arccos(min(1.0, w @ target / np.linalg.norm(w))))
        for mark, angle in zip(marks, angles):
            student[f"angle.log-time-{mark:g}"] = (angle, 0.02)
        # What the solution says: the product settles, and the angle falls like 1/log t.
        products = [a * t for a, t in zip(angles, marks)]
        assert abs(products[3] / products[2] - 1) < 0.1 and angles[1] / angles[3] > 7, products
        """,
      r: """
        runs <- data$runs
        ratio <- function(step) median(runs[runs[, "step"] == step, "l1_sgd"]) / 5
        found <- c("step-0.02.l1-ratio" = ratio(0.02), "step-0.08.l1-ratio" = ratio(0.08),
                   "step-0.14.l1-ratio" = ratio(0.14), "flow.l1-ratio" = median(runs[, "l1_flow"]) / 5)
        """, counts: (7, 4)),
    Exercise(
      lab: "steps-and-noise",
      python: """
        X, y = data["samples"][:, :-1], data["samples"][:, -1]
        n, d = X.shape
        planted = data["planted"][:, 0]
        def limit(alpha):
            w = np.zeros(n)
            value = lambda w: alpha**2 * np.cosh(X.T @ w).sum() - y @ w
            for _ in range(200):
                z = X.T @ w
                slope = alpha**2 * X @ np.sinh(z) - y
                step = np.linalg.solve(alpha**2 * (X * np.cosh(z)) @ X.T, slope)
                size = 1.0
                while size > 1e-9 and value(w - size * step) > value(w) - 1e-4 * size * slope @ step:
                    size /= 2
                w = w - size * step
            return alpha**2 * np.sinh(X.T @ w)
        flow = limit(0.1)
        edge = 1 / np.linalg.eigvalsh((X * np.hypot(flow, 0.01)) @ X.T / n)[-1]
        found = {"edge": edge, "flow.l1": abs(flow).sum(), "flow.error": np.linalg.norm(flow - planted)}
        start = np.full(d, np.sqrt(2) * 0.1), np.zeros(d)
        loss = lambda u, v: ((y - X @ (u * v)) ** 2).sum() / (2 * n)
        for part in (0.1, 0.5, 0.9):
            u, v = start
            while loss(u, v) >= 1e-24:
                pull = part * edge * X.T @ (y - X @ (u * v)) / n
                u, v = u + v * pull, v + u * pull
            scales = np.sqrt(abs((u + v) * (u - v)) / 2)
            found |= {f"descent-{part}.l1": abs(u * v).sum(),
                      f"descent-{part}.error": np.linalg.norm(u * v - planted),
                      f"descent-{part}.spread": scales.max() / scales.min()}
            least_on_support = planted[scales.argmin()] != 0
        # Question 5 as a student does it, with an order of the samples of one's own.
        rng = np.random.default_rng(0)
        p, q = start[0].copy(), start[0].copy()
        while True:
            for i in rng.integers(0, n, 500):
                g = -0.1 * (y[i] - X[i] @ (p * p - q * q) / 4) * X[i]
                p, q = p * (1 - g), q * (1 + g)
            if loss((p + q) / 2, (p - q) / 2) < 1e-24:
                break
        scales = np.sqrt(abs(p * q) / 2)
        found["sgd.spread"] = scales.max() / scales.min() - 1
        found["sgd.distance"] = np.linalg.norm((p * p - q * q) / 4 - limit(scales.mean()))
        names, runs = columns["runs"], data["runs"]
        column = lambda rows, name: rows[:, names.index(name)]
        for name, step, noise in [("step-0.05", 0.05, 0), ("step-0.1", 0.1, 0), ("step-0.2", 0.2, 0),
                                  ("noise-0.5", 0.1, 0.5), ("noise-1", 0.1, 1)]:
            rows = runs[(column(runs, "step") == step) & (column(runs, "noise") == noise)]
            k = 200 if noise else 0
            formula = 0.1 * np.exp(-step * column(rows, "integral") - k * step**2 * noise**2 / 2)
            found |= {f"{name}.alpha": np.median(column(rows, "alpha")),
                      f"{name}.l1": np.median(column(rows, "l1")), f"{name}.formula": np.median(formula)}
        # What the solutions say.
        assert abs(found["descent-0.1.l1"] / found["flow.l1"] - 1) < 0.01
        for part in (0.1, 0.5, 0.9):
            assert found[f"descent-{part}.error"] > found["flow.error"]
            assert found[f"descent-{part}.l1"] > found["flow.l1"]
        assert least_on_support, "the scales shrink most on the support"
        misses = [abs(found[f"step-{s}.formula"] / found[f"step-{s}.alpha"] - 1) for s in ("0.05", "0.1", "0.2")]
        assert misses[0] == min(misses), misses
        assert found["noise-1.l1"] < found["noise-0.5.l1"] < found["step-0.1.l1"], found
        """,
      r: """
        runs <- data$runs
        kind <- function(step, noise) runs[runs[, "step"] == step & runs[, "noise"] == noise, ]
        found <- c("step-0.05.alpha" = median(kind(0.05, 0)[, "alpha"]),
                   "noise-1.l1" = median(kind(0.1, 1)[, "l1"]))
        """, counts: (29, 2)),
    Exercise(
      lab: "saddles-and-stopping",
      python: """
        def parts(name):
            return data[name][:, :-1], data[name][:, -1]
        X, y = parts("samples")
        n, d = X.shape
        c = X.T @ y / n
        first = abs(c).max()
        j = abs(c).argmax()
        column = X[:, j]
        rest = ((y - column * (column @ y) / (column @ column)) ** 2).sum() / (2 * n)
        found = {"saddle.curvature": np.linalg.eigvalsh(
                     [[0, 0, -2, 0], [0, 0, 0, -4], [-2, 0, 0, 0], [0, -4, 0, 0]])[0],
                 "jump-1.time": 1 / first, "rest-1.loss": rest, "lasso.first-penalty": first}
        def flow(X, y, log_alpha, end, h):
            # Runge and Kutta of order 4 for the multipliers; theta at every step.
            n = len(y)
            def theta(nu):
                s = 2 * X.T @ nu
                return np.sign(s) * (np.exp(abs(s) + 2 * log_alpha) - np.exp(-abs(s) + 2 * log_alpha)) / 2
            slope = lambda nu: (y - X @ theta(nu)) / n
            nu, way = np.zeros(n), []
            for _ in range(round(end / h) + 1):
                way.append(theta(nu))
                a = slope(nu); b = slope(nu + h / 2 * a); e = slope(nu + h / 2 * b); f = slope(nu + h * e)
                nu = nu + h / 6 * (a + 2 * b + 2 * e + f)
            return np.array(way)
        half = (((y) ** 2).sum() / (2 * n) + rest) / 2
        for exponent in (2, 8, 100):
            unit, h = exponent * np.log(10), 0.02
            way = flow(X, y, -unit, 2 * unit / first, h)
            losses = ((y - way @ X.T) ** 2).sum(1) / (2 * n)
            k = np.argmax(losses <= half)
            place = k - 1 + (losses[k - 1] - half) / (losses[k - 1] - losses[k])
            found[f"alpha-1e-{exponent}.half-way"] = place * h / unit
        def lasso(X, y, penalty, theta, sweeps):
            n = len(y)
            squares = (X ** 2).sum(0) / n
            rest = y - X @ theta
            for _ in range(sweeps):
                for j in range(X.shape[1]):
                    pull = X[:, j] @ rest / n + squares[j] * theta[j]
                    new = np.sign(pull) * max(abs(pull) - penalty, 0) / squares[j]
                    rest = rest + X[:, j] * (theta[j] - new)
                    theta[j] = new
            return theta
        unit, h = 100 * np.log(10), 0.04
        way = flow(X, y, -unit, 4 * unit / first, h)
        for k in (2, 4):
            end = round(k * unit / first / h)
            average = (way[: end + 1].sum(0) - (way[0] + way[end]) / 2) / end
            theta = lasso(X, y, first / k, np.zeros(d), 2000)
            found |= {f"lasso-{k}.l1": abs(theta).sum(), f"average-{k}.gap": np.linalg.norm(average - theta)}
        # Question 5 as a student does it.
        X, y = parts("noisy")
        planted = data["planted"][:, 0]
        h = 0.1
        errors = np.linalg.norm(flow(X, y, np.log(0.001), 2000, h) - planted, axis=1)
        best = errors[round(0.1 / h): round(1000 / h)].argmin() + round(0.1 / h)
        found |= {"stopping.time": best * h, "stopping.error": errors[best], "stopping.late-error": errors[-1]}
        theta, misses = np.zeros(d), []
        for penalty in np.geomspace(abs(X.T @ y / len(y)).max(), 1e-3, 150):
            theta = lasso(X, y, penalty, theta, 100)
            misses.append(np.linalg.norm(theta - planted))
        found["lasso.best-error"] = min(misses)
        # What the solutions say.
        times = [found[f"alpha-1e-{e}.half-way"] - found["jump-1.time"] for e in (2, 8, 100)]
        assert abs(times[1] / times[2] / 12.5 - 1) < 0.1, times
        assert found["stopping.error"] < found["lasso.best-error"] < found["stopping.late-error"]
        """,
      r: """
        X <- data$samples[, -ncol(data$samples)]
        y <- data$samples[, ncol(data$samples)]
        found <- c("lasso.first-penalty" = max(abs(t(X) %*% y)) / length(y))
        """, counts: (15, 1)),
  ]

  /// Python that compares `found` with the instructor's file and prints how many values it saw.
  private static let comparison = """
    checked = 0
    for name, (value, part) in student.items():
        entry = next(e for e in json.loads(
            (folder / f"{lab}.instructor.data/{lab}.expected.json").read_text())["expected"]
            if e["name"] == name)
        assert abs(value / entry["value"] - 1) < part, (entry, value)
    expected = folder / f"{lab}.instructor.data/{lab}.expected.json"
    for entry in json.loads(expected.read_text())["expected"]:
        if entry["name"] in found:
            checked += 1
            # 1e-8 for what eigenvectors of X'X lose beside the decomposition of X itself.
            bound = (entry["absolute tolerance"] if "absolute tolerance" in entry
                     else max(entry["relative tolerance"], 1e-8) * abs(entry["value"]))
            assert abs(found[entry["name"]] - entry["value"]) <= bound, (entry, found)
    print(checked)
    """

  @Test("the loader for Python reads what was computed from", arguments: exercises)
  func python(_ exercise: Exercise) {
    let folder = written(exercise)
    let program = """
      import json, runpy, hashlib, pathlib
      import numpy as np
      folder, lab = pathlib.Path("\(folder.path)"), "\(exercise.lab)"
      got = runpy.run_path(str(folder / f"{lab}.data/load.py"))
      data, columns = got["data"], got["columns"]
      for name, digest in got["info"]["sha256"].items():
          assert hashlib.sha256((folder / f"{lab}.data" / name).read_bytes()).hexdigest() == digest
      student = {}
      \(exercise.python)
      \(Self.comparison)
      """
    let file = folder.path + "/check.py"
    let result = shell("cat > '\(file)' <<'END'\n\(program)\nEND\npython3 '\(file)'")
    #expect(result.output == "\(exercise.counts.python)\n", "\(result.errors)")
  }

  @Test(
    "the loader for R, where R is, reads the same",
    .enabled(if: shell("command -v Rscript").status == 0), arguments: exercises)
  func r(_ exercise: Exercise) {
    let folder = written(exercise)
    let program = """
      folder <- "\(folder.path)/\(exercise.lab).data"
      source(file.path(folder, "load.R"))
      \(exercise.r)
      for (name in names(found)) cat(name, sprintf("%.17g", found[[name]]), "\\n")
      """
    let comparison = """
      import json, pathlib, sys
      student = {}
      folder, lab = pathlib.Path("\(folder.path)"), "\(exercise.lab)"
      found = {name: float(value) for name, value in (line.split() for line in sys.stdin)}
      \(Self.comparison)
      """
    let (first, second) = (folder.path + "/check.R", folder.path + "/check.py")
    let result = shell(
      "cat > '\(first)' <<'END'\n\(program)\nEND\ncat > '\(second)' <<'END'\n\(comparison)\nEND\n"
        + "Rscript --vanilla '\(first)' | python3 '\(second)'")
    #expect(result.output == "\(exercise.counts.r)\n", "\(result.errors)")
  }

  private func written(_ exercise: Exercise) -> ScratchFolder {
    let folder = ScratchFolder()
    let run = runFigures(
      "handout \(exercise.lab) --variant instructor -f html -q -o '\(folder.path)'")
    #expect(run.status == 0, "\(run.errors)")
    return folder
  }
}
