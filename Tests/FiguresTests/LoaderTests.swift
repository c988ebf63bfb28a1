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
        def risk(t):
            c = V.T @ start
            rest = b / np.maximum(w, 1e-9)
            theta = V @ np.where(w > 1e-9, rest + np.exp(-w * t) * (c - rest), c)
            return ((y - X @ theta) ** 2).sum() / (2 * n)
        found = {"least.norm": np.linalg.norm(least), "limit3.norm": np.linalg.norm(end),
                 "limit3.travelled": np.linalg.norm(end - start), "step.limit": 2 / w[-1],
                 "flow3.risk-1": risk(1), "flow3.risk-10": risk(10), "still.dimensions": d - n}
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
        """, counts: (7, 4)),
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
        """,
      r: """
        X <- data$samples[, -ncol(data$samples)]
        y <- data$samples[, ncol(data$samples)]
        s <- svd(X)
        least <- s$v %*% ((t(s$u) %*% y) / s$d)
        found <- c("least-l2.norm" = sqrt(sum(least^2)), "least-l2.l1" = sum(abs(least)))
        """, counts: (5, 2)),
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
        """,
      r: """
        runs <- data$runs
        ratio <- function(step) median(runs[runs[, "step"] == step, "l1_sgd"]) / 5
        found <- c("step-0.02.l1-ratio" = ratio(0.02), "step-0.08.l1-ratio" = ratio(0.08),
                   "step-0.14.l1-ratio" = ratio(0.14), "flow.l1-ratio" = median(runs[, "l1_flow"]) / 5)
        """, counts: (7, 4)),
  ]

  /// Python that compares `found` with the instructor's file and prints how many values it saw.
  private static let comparison = """
    checked = 0
    expected = folder / f"{lab}.instructor.data/{lab}.expected.json"
    for entry in json.loads(expected.read_text())["expected"]:
        if entry["name"] in found:
            checked += 1
            # 1e-8 for what eigenvectors of X'X lose beside the decomposition of X itself.
            bound = max(entry["relative tolerance"], 1e-8) * abs(entry["value"])
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
