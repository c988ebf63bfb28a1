import Lectures
import Models
import Records

/// The lecture's questions on large sparse data, the user's or generated: which interpolator, how sparse,
/// how good on samples that were held back.
struct SparseExperiment: ExperimentOnSparseData {
  let id = "sparse"
  let version = "2"
  let abstract = "An interpolator or separator of large sparse data, with samples held back"
  let parameters: [Parameter<SparseExperiment>] = [
    .choice(
      "problem", \.problem, of: ["flow", "gd", "sgd", "least-l1", "margin", "l1-margin"],
      "the limit of gradient flow, descent, SGD, the least ℓ1 norm, or the largest ℓ2 or ℓ1 margin"),
    .real("alpha", \.alpha, in: 1e-8...1e4, "initialisation scale α"),
    .real("step", \.step, in: 1e-9...1e6, "step size η of descent and SGD"),
    .integer("steps", \.steps, in: 1...1_000_000_000, "steps of descent and SGD"),
    .integer(
      "passes", \.passes, in: 1...1_000_000,
      "most passes over the data for the margin, products for the least norm"),
    .real("tolerance", \.tolerance, in: 1e-12...0.1, "residual of the flow, gap of the margin"),
    .real("test", \.test, in: 0...0.9, "part of the samples that is held back"),
    .integer(
      "folds", \.folds, in: 0...100, "parts for cross-validation; 0 for none"),
    .integer("fold", \.fold, in: 0...99, "which of these parts is held back"),
    .integer("test-seed", \.testSeed, in: 0...1_000_000_000, "seed of the choice of these parts"),
    .choice(
      "scaling", \.scaling, of: ["none", "columns"],
      "columns as they are, or divided by their length"),
    .choice(
      "intercept", \.intercept, of: ["none", "feature"],
      "whether a column of ones is a further feature"),
    .choice(
      "centring", \.centring, of: ["none", "targets"],
      "whether the targets' mean is taken off first"),
    .integer("samples", \.samples, in: 1...1_000_000, "number n of samples")
      .used(otherwise: "is that of the data") { $0.given == nil },
    .integer("features", \.features, in: 1...10_000_000, "number d of features")
      .used(otherwise: "is that of the data") { $0.given == nil },
    .integer("entries", \.entries, in: 1...10_000, "entries of a row")
      .used(otherwise: "has no part") { $0.given == nil },
    .integer("nonzeros", \.nonzeros, in: 1...10_000_000, "non-zero weights of the truth, ±1")
      .used(otherwise: "has no part") { $0.given == nil },
    .integer("data-seed", \.dataSeed, in: 0...1_000_000_000, "seed of the data")
      .used(otherwise: "has no part") { $0.given == nil },
    .integer("seed", \.seed, in: 0...1_000_000_000, "seed of the samples that SGD takes"),
  ]
  let conditions: [Condition<SparseExperiment>] = [
    Condition("folds = 0 or test = 0: samples are held back by one of them") {
      $0.folds == 0 || $0.test == 0
    },
    Condition("folds = 0 or fold < folds: parts are counted from 0") {
      $0.folds == 0 || $0.fold < $0.folds
    },
    Condition("test = 0 and folds = 0 where the sweep has test-data") {
      $0.ownRows == nil || $0.folds == 0 && $0.test == 0
    },
    .sparse { $0.given != nil || $0.nonzeros <= $0.features },
    Condition("entries ≤ features, and samples × entries ≤ 50000000") {
      $0.given != nil || $0.entries <= $0.features && $0.samples * $0.entries <= 50_000_000
    },
  ]
  let measures = [
    Measure("l1", "ℓ1 norm, in the units of the data"), Measure("l2", "ℓ2 norm"),
    Measure("support", "weights whose part in the predictions is above a hundredth of the largest"),
    Measure("residual", "‖Xθ − y‖/‖y‖ on the samples that were fitted"),
    Measure("bound", "what no interpolator's ℓ1 norm is below, or no separator's margin above"),
    Measure("gap", "by what part the norm, or the margin, may be off, to rounding"),
    Measure("margin", "least distance of a sample from the plane, in the dual norm"),
    Measure("effective-alpha", "geometric mean of the scales α at the end of descent"),
    Measure("train-error", "mean squared error on the samples that were fitted"),
    Measure("test-error", "mean squared error on those held back"),
    Measure("test-accuracy", "part of those held back whose sign is predicted"),
    Measure("work", "Newton steps, steps of descent, passes or products"),
    Measure("train-samples", "samples that were fitted"),
    Measure("limit", "all weights, in the units of the data"),
  ]

  private var problem = "flow"
  private var isMargin: Bool { problem.hasSuffix("margin") }
  private var alpha = 0.01
  private var step = 0.1
  private var steps = 10_000
  private var passes = 2000
  private var tolerance = 1e-8
  private var test = 0.0
  private var folds = 0
  private var fold = 0
  private var testSeed = 1
  private var scaling = "none"
  private var intercept = "none"
  private var centring = "none"
  private var samples = 200
  private var features = 2000
  private var entries = 20
  private var nonzeros = 10
  private var dataSeed = 1
  private var seed = 1
  private var given: SparseTable?
  /// The rows before those of a held-out file.
  private var ownRows: Int?

  mutating func take(_ table: SparseTable, heldOut: SparseTable?) throws {
    given = table
    guard let heldOut else { return }
    guard let joined = table.joined(with: heldOut) else {
      throw CommandFailure(.badData, "the columns of test-data are not those of data")
    }
    (given, ownRows) = (joined, table.targets.count)
  }

  /// A pass over the entries is taken to do a hundred operations with each.
  var work: Double {
    let (rows, size) = (Double(self.rows), Double(self.size))
    let making = given == nil ? 300 * size : 0
    let product = 100 * (size + rows)
    switch problem {
    case "flow" where rows <= 1000:
      return making + 40 * (size * size / rows + rows * rows * rows / 3 + 3 * product)
    case "flow": return making + 400 * product
    case "gd": return making + 2 * Double(steps) * product
    case "sgd":
      let looks = Double(steps) / max(4096, rows)
      return making + Double(steps) * 200 * size / rows + looks * product
    case "least-l1":
      return making + Double(passes) * product + (rows <= 1000 ? 40 * rows * rows * rows : 0)
    default: return making + Double(passes) * product
    }
  }

  /// As read or made, by rows and by columns, and again where rows are left out or scaled.
  var memory: Double {
    let copies: Double = test > 0 || folds > 0 || ownRows != nil || scaling != "none" ? 3 : 1
    return (20 + 24 * copies) * Double(size) + 100 * Double(rows + (given?.features ?? features))
  }

  private var rows: Int { given?.targets.count ?? samples }
  private var size: Int { given?.values.count ?? samples * entries }

  func run(recording measures: Set<String>) throws -> RunResult {
    var (x, y) = data()
    if isMargin {
      let low = y.contains(0) ? 0.0 : -1.0
      guard y.allSatisfy({ $0 == 1 || $0 == low }), y.contains(1), y.contains(low) else {
        throw CommandFailure(
          .badData, "a margin needs targets 1 and −1, or 1 and 0, and samples of both")
      }
      y = y.map { $0 == 1 ? 1 : -1 }
    }
    let (fitted, back) = try parts(x.rows)
    let mean =
      centring == "targets" && !isMargin
      ? fitted.reduce(0) { $0 + y[$1] } / Double(fitted.count) : 0
    let raw = fitted.count == x.rows ? x : x.selecting(rows: fitted)
    let factors = scaling == "columns" ? raw.columnLengths.map { $0 > 0 ? 1 / $0 : 1 } : nil
    let fit = factors.map { raw.selecting(rows: Array(0..<raw.rows), columnFactors: $0) } ?? raw
    let result = try solved(fit, fitted.map { y[$0] - mean })
    guard result.status == "done", var theta = result.values["limit"] else { return result }
    if let factors { theta = zip(theta, factors).map { $0 * $1 } }
    var values = result.values
    values["limit"] = theta
    values["l1"] = [l1Norm(theta)]
    values["l2"] = [euclideanNorm(theta)]
    // Of scaled columns it is another norm that is least.
    if factors != nil, problem == "least-l1" { values["bound"] = nil }
    if measures.contains("support") {
      let parts = zip(theta, raw.columnLengths).map { abs($0) * $1 }
      let least = 1e-2 * maximumNorm(parts)
      values["support"] = [Double(parts.count { $0 > least })]
    }
    values["train-samples"] = [Double(fitted.count)]
    values["train-error"] = [meanSquare(raw.times(theta), fitted.map { y[$0] - mean })]
    if !back.isEmpty {
      let predicted = x.selecting(rows: back).times(theta).map { $0 + mean }
      values["test-error"] = [meanSquare(predicted, back.map { y[$0] })]
      values["test-accuracy"] = [
        Double(zip(predicted, back).count { $0 * y[$1] > 0 || $0 <= 0 && y[$1] == 0 })
          / Double(back.count)
      ]
    }
    // The length of a separator means nothing.
    if isMargin { for name in ["train-error", "test-error"] { values[name] = nil } }
    return RunResult(status: result.status, values)
  }

  /// The samples that are fitted, and those held back.
  private func parts(_ count: Int) throws -> (fitted: [Int], back: [Int]) {
    if let ownRows { return (Array(0..<ownRows), Array(ownRows..<count)) }
    let split = RowSplit(
      rows: count, folds > 0 ? .fold(fold, of: folds) : test > 0 ? .part(test) : .none,
      seed: UInt64(testSeed))
    guard !split.fitted.isEmpty else {
      throw CommandFailure(.badData, "all \(count) samples are held back; give a smaller test")
    }
    return (split.fitted, split.heldBack)
  }

  private func meanSquare(_ a: [Double], _ b: [Double]) -> Double {
    let rest = difference(a, b)
    return dot(rest, rest) / Double(max(1, rest.count))
  }

  private func solved(_ x: SparseMatrix, _ y: [Double]) throws -> RunResult {
    func residual(_ theta: [Double]) -> Double {
      distance(x.times(theta), y) / max(euclideanNorm(y), 1e-300)
    }
    switch problem {
    case "flow":
      do throws(DiagonalNetworkError) {
        let limit = try SparseInterpolator(x, y, alpha: alpha, tolerance: tolerance)
        return RunResult([
          "limit": limit.theta, "residual": [limit.residual], "work": [Double(limit.iterations)],
        ])
      } catch .notConverged(_, let residual) {
        return unsolved(x, y, left: residual, tolerance: tolerance)
      }
    case "least-l1":
      do throws(DiagonalNetworkError) {
        let least = try SparseLeastL1(x, y, most: passes)
        return RunResult([
          "limit": least.theta, "residual": [least.residual], "bound": [least.bound],
          "gap": [least.gap], "work": [Double(least.products)],
        ])
      } catch .notConverged(_, let residual) {
        return unsolved(x, y, left: residual, tolerance: 1e-8)
      }
    case "margin", "l1-margin":
      let found =
        problem == "margin"
        ? SparseMargin(x, labels: y, tolerance: tolerance, most: passes, seed: UInt64(seed))
        : SparseMargin(inL1Norm: x, labels: y, tolerance: tolerance, most: passes)
      guard found.margin > 0 else {
        return RunResult(
          status: "inseparable", ["bound": [found.bound], "work": [Double(found.passes)]])
      }
      return RunResult([
        "limit": found.w, "margin": [found.margin], "bound": [found.bound], "gap": [found.gap],
        "work": [Double(found.passes)],
      ])
    default:
      var run = SparseDescent(
        x, y, alpha: alpha, stepSize: step, isFull: problem == "gd", seed: UInt64(seed))
      let first = run.loss
      // Divergence is looked for now and then.
      let piece = problem == "gd" ? 100 : max(4096, x.rows)
      while run.steps < steps {
        run.advance(by: min(piece, steps - run.steps))
        guard run.loss <= 1e6 * max(first, 1e-300) else {
          return RunResult(status: "diverged", ["work": [Double(run.steps)]])
        }
      }
      let theta = run.theta
      return RunResult([
        "limit": theta, "residual": [residual(theta)], "work": [Double(run.steps)],
        "effective-alpha": [geometricMean(run.effectiveAlphas)],
      ])
    }
  }

  /// Of data that no θ was found to fit whether none does.
  private func unsolved(
    _ x: SparseMatrix, _ y: [Double], left residual: Double, tolerance: Double
  ) -> RunResult {
    if let part = x.unreachablePart(of: y, above: tolerance) {
      return RunResult(status: "contradiction", ["residual": [part]])
    }
    return RunResult(status: "unsettled", residual.isFinite ? ["residual": [residual]] : [:])
  }

  /// The data as they are given or generated, with the column of ones last.
  private func data() -> (x: SparseMatrix, y: [Double]) {
    let width = given?.features ?? features
    let rows =
      given.map { ($0.starts, $0.columns, $0.values) }
      ?? SparseMatrix.normalRows(
        samples, columns: width, entries: entries, seed: UInt64(dataSeed))
    let x: SparseMatrix
    if intercept == "feature" {
      var (columns, values): ([Int32], [Double]) = ([], [])
      for i in 0..<self.rows {
        let row = rows.0[i]..<rows.0[i + 1]
        columns += rows.1[row] + [Int32(width)]
        values += rows.2[row] + [1]
      }
      let starts = rows.0.enumerated().map { $0.offset + $0.element }
      x = SparseMatrix(columns: width + 1, starts: starts, indices: columns, values: values)
    } else {
      x = SparseMatrix(columns: width, starts: rows.0, indices: rows.1, values: rows.2)
    }
    return (x, given?.targets ?? targets(x))
  }

  /// y = Xθ⋆ for weights ±1 of features drawn at random or, for a margin, its sign.
  private func targets(_ x: SparseMatrix) -> [Double] {
    let stream = RandomStream(seed: UInt64(dataSeed), stream: 32)
    let y = x.times(
      stream.signs(nonzeros), at: stream.subset(nonzeros, below: features))
    return isMargin ? y.map { $0 > 0 ? 1 : -1 } : y
  }
}
