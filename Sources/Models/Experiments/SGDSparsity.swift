internal import Elementary
internal import Records

/// SGD against gradient flow on the diagonal network, over many seeds (lecture section 4.1).
///
/// Noise makes the effective initialisation scale smaller and the limit sparser. With ±1 features
/// SGD's limit is argmin φ_α over the interpolators at the α it reaches, exactly; the effect needs
/// large steps. A run that diverges is counted and left out; so is one still moving after the
/// most steps on generated data, where the step is at fault. Given data may be so conditioned that no
/// step brings a run to rest in time: there the limit is gradient flow's from where the run is.
public struct SGDSparsity: Hashable, Sendable {
  /// The number n of samples.
  public var samples = 40
  /// The number d of features.
  public var features = 100
  /// The number of entries ±1 of the planted θ⋆.
  public var nonzeros = 5
  /// The distribution of the features.
  public var entries = Features.rademacher
  /// Data to use in place of generated ones; then the seeds change SGD's samples only.
  public var dataSet: DataSet?
  /// The initialisation scale α of the runs that are shown.
  public var alpha = 0.1
  /// Their step size η.
  public var stepSize = 0.14
  /// The number of runs, each with its own data and samples.
  public var seeds = 20
  /// The first seed; run k has seed `firstSeed` + k.
  public var firstSeed: UInt64 = 1
  /// The initialisation scales of the sweep.
  public var sweepAlphas = logarithmicGrid(from: 0.003, to: 0.2, count: 8)
  /// The step size of the sweep.
  public var sweepStepSize = 0.1
  /// The most steps of a run.
  public var mostSteps = 400_000

  /// The experiment with its default parameters, which the lecture's figure shows.
  ///
  /// O(1).
  public init() {}

  /// Takes given data, with scales and step sizes that suit their units.
  ///
  /// θ is measured by the least ℓ1 norm ‖θ_ℓ1‖₁ of an interpolator, 5 in the default data: the α are
  /// multiplied by the root of the ratio, so that runs do not depend on the unit of the targets but
  /// for the rounding to three digits. Close to θ_ℓ1 SGD with one
  /// sample a step is stable up to η = 1/max_i Σ_j x_ij²|θ_j| (0.2 in the default data); the step
  /// sizes are the same parts of it, 0.7 and 0.5, rounded down to three digits. At the start α² stands in
  /// the place of |θ_j|; the larger of both counts.
  ///
  /// Then the runs are tried from both ends of the α; while some diverge the step is halved, at most
  /// 12 times, and the step at which most runs settle is kept.
  ///
  /// The cost is that of `LeastL1Interpolator` and of two or three times `seeds` runs, as a rule;
  /// O(n d) and 13 times 3 `seeds` runs at most.
  ///
  /// - Parameters:
  ///   - data: n samples of d features, y ≠ 0.
  ///   - threads: The number of threads, nil for one each processor; the step does not depend on it.
  /// - Throws: `DiagonalNetworkError`: `.contradiction` where no θ interpolates the data, `.noStep`
  ///   where every run diverges at each step that is tried.
  public mutating func use(_ data: DataSet, threads: Int? = nil) throws(DiagonalNetworkError) {
    dataSet = data
    (samples, features) = (data.samples, data.features)
    let equations = try data.equations()
    let least = try LeastL1Interpolator(equations.x, equations.y)
    guard least.norm > 0 else { return }
    let unit = (least.norm / 5).squareRoot()
    alpha = threeDigits(0.1 * unit, rounded: .toNearestOrEven)
    sweepAlphas = logarithmicGrid(from: 0.003 * unit, to: 0.2 * unit, count: 8).map {
      threeDigits($0, rounded: .toNearestOrEven)
    }
    let largest = sweepAlphas[sweepAlphas.count - 1]
    func curvature(_ weight: (Int) -> Double) -> Double {
      (0..<data.samples).map { i in
        data.x.row(i).enumerated().reduce(0) { $0 + $1.element * $1.element * weight($1.offset) }
      }.max() ?? 0
    }
    let atEnd = curvature { abs(least.theta[$0]) }
    guard atEnd > 0, atEnd.isFinite else { return }
    let atStart = curvature { _ in 1 }
    stepSize = try stepThatSettles(
      below: 0.7 / max(atEnd, alpha * alpha * atStart), on: data, alphas: [alpha],
      threads: threads)
    sweepStepSize = try stepThatSettles(
      below: min(stepSize, 0.5 / max(atEnd, largest * largest * atStart)), on: data,
      alphas: [sweepAlphas[0], largest], threads: threads)
  }

  /// The first of a step, its half, its quarter and so on at which the runs of all seeds settle from
  /// the given α; where none is, the one at which most do.
  ///
  /// - Throws: `DiagonalNetworkError.noStep`.
  private func stepThatSettles(
    below first: Double, on data: DataSet, alphas: [Double], threads: Int?
  ) throws(DiagonalNetworkError) -> Double {
    var best: (step: Double, settled: Int, diverged: Int)?
    var step = threeDigits(first, rounded: .down)
    for _ in 0...12 {
      let (settled, diverged) = tried(step, on: data, alphas: alphas, threads: threads)
      if diverged < alphas.count * seeds,
        best.map({ (settled, -diverged) > ($0.settled, -$0.diverged) }) ?? true
      {
        best = (step, settled, diverged)
      }
      // Where none diverges a smaller step only takes longer.
      if diverged == 0 { break }
      step = threeDigits(0.5 * step, rounded: .down)
    }
    guard let best else {
      let lengths = (0..<data.features).map { euclideanNorm(data.x.column($0)) }.filter { $0 > 0 }
      throw .noStep(least: step, spread: (lengths.max() ?? 1) / (lengths.min() ?? 1))
    }
    return best.step
  }

  /// How many runs settle at a step, and how many diverge.
  private func tried(
    _ step: Double, on data: DataSet, alphas: [Double], threads: Int?
  ) -> (settled: Int, diverged: Int) {
    // Where the first runs all diverge the others are not waited for.
    let few = min(2, seeds)
    let first = ends(step, on: data, alphas: alphas, seeds: 0..<few, threads: threads)
    if first.allSatisfy({ $0 == .diverged }) { return (0, alphas.count * seeds) }
    let rest = ends(step, on: data, alphas: alphas, seeds: few..<seeds, threads: threads)
    let all = first + rest
    return (all.count { $0 == .settled }, all.count { $0 == .diverged })
  }

  /// How a run ends.
  private enum End: Sendable { case settled, moving, diverged }

  private func ends(
    _ step: Double, on data: DataSet, alphas: [Double], seeds: Range<Int>, threads: Int?
  ) -> [End] {
    parallelMap(alphas.count * seeds.count, threads: threads) { index in
      let seed = firstSeed + UInt64(seeds.lowerBound + index % seeds.count)
      guard
        let start = try? NetworkWeights(
          alpha: alphas[index / seeds.count], dimension: data.features),
        let descent = try? NetworkDescent(data, from: start, stepSize: step, seed: seed)
      else { return .diverged }
      do throws(SettledDescent.Failure) {
        _ = try SettledDescent(descent, most: mostSteps)
        return .settled
      } catch {
        if case .unsettled = error { return .moving }
        return .diverged
      }
    }
  }

  /// A number of three digits near `value` > 0.
  private func threeDigits(_ value: Double, rounded rule: FloatingPointRoundingRule) -> Double {
    let exponent = Int((log(value) / log(10)).rounded(.down)) - 2
    let digits =
      exponent < 0
      ? value * decimal(1, exponent: -exponent) : value / decimal(1, exponent: exponent)
    return decimal(digits.rounded(rule), exponent: exponent)
  }

  /// One run of SGD beside gradient flow on the same data from the same start.
  public struct Run: Hashable, Sendable {
    /// The seed of data and samples.
    public let seed: UInt64
    /// The planted predictor, where there is one.
    public let teacher: [Double]?
    /// The limit of SGD.
    public let sgd: SparsitySummary
    /// The limit of gradient flow.
    public let flow: SparsitySummary
    /// The effective α reached: the geometric mean of √|I_j| over the coordinates.
    public let effectiveAlpha: Double
    /// The number of SGD steps until the scales had settled.
    public let steps: Int
    /// Whether they had settled; where not, the limit is gradient flow's from where the run was.
    public let isAtRest: Bool
    /// ‖θ⋆‖₁, or the least ℓ1 norm of an interpolator where nothing was planted.
    public let referenceNorm: Double
  }

  /// The runs at one α and step size.
  public struct Sample: Hashable, Sendable {
    /// The initialisation scale α.
    public let alpha: Double
    /// The step size η.
    public let stepSize: Double
    /// The runs that have a limit, by seed.
    public let runs: [Run]
    /// The number of runs that diverged.
    public let diverged: Int
    /// The number of runs without a limit that did not diverge.
    fileprivate let lost: Int
    /// The number of runs that had not settled after the most steps, with or without a limit; the
    /// limit of one of `runs` is then gradient flow's from where it was.
    public var unsettled: Int { lost + runs.count { !$0.isAtRest } }
    /// The number of all runs.
    public var count: Int { runs.count + diverged + lost }

    /// ‖θ‖₁ of SGD's limit over the reference norm.
    public var sgdNorm: Quartiles? { Quartiles(runs.map { $0.sgd.l1 / $0.referenceNorm }) }
    /// ‖θ‖₁ of gradient flow's limit over the reference norm.
    public var flowNorm: Quartiles? { Quartiles(runs.map { $0.flow.l1 / $0.referenceNorm }) }
    /// The support of SGD's limit.
    public var sgdSupport: Quartiles? { Quartiles(runs.map { Double($0.sgd.support) }) }
    /// The support of gradient flow's limit.
    public var flowSupport: Quartiles? { Quartiles(runs.map { Double($0.flow.support) }) }
    /// The squared error of SGD's limit, over the runs with a planted predictor.
    public var sgdError: Quartiles? { Quartiles(runs.compactMap { $0.sgd.squaredError }) }
    /// The squared error of gradient flow's limit.
    public var flowError: Quartiles? { Quartiles(runs.compactMap { $0.flow.squaredError }) }
    /// The effective α reached.
    public var effectiveAlpha: Quartiles? { Quartiles(runs.map { $0.effectiveAlpha }) }

    /// Of the runs that settled, or of all where none did, the one whose gradient flow has a limit of
    /// the middle ℓ1 norm (the lower one of two), the same whatever SGD’s step; of equal ones, as on
    /// given data, the one whose SGD limit has it.
    public var medianRun: Run? {
      let settled = runs.filter(\.isAtRest)
      let runs = settled.isEmpty ? self.runs : settled
      let sorted = runs.indices.sorted {
        (runs[$0].flow.l1, runs[$0].sgd.l1, $0) < (runs[$1].flow.l1, runs[$1].sgd.l1, $1)
      }
      return sorted.isEmpty ? nil : runs[sorted[(sorted.count - 1) / 2]]
    }
  }

  /// What the experiment gives.
  public struct Outcome: Hashable, Sendable {
    /// The runs at `alpha` and `stepSize`.
    public let shown: Sample
    /// The runs at `sweepStepSize`, by α.
    public let sweep: [Sample]
    /// Where gradient flow has the norm that SGD has at one α of the sweep; nil where it nowhere has.
    public let sameNorm: SameNorm?
  }

  /// A median ℓ1 norm that SGD reaches from one α and gradient flow from another.
  public struct SameNorm: Hashable, Sendable {
    /// The α from which SGD reaches it.
    public let sgdAlpha: Double
    /// The α from which gradient flow does, to 1e-6 of itself.
    public let flowAlpha: Double
    /// The norm over the reference norm.
    public let norm: Double
    /// The quartiles of gradient flow there.
    public let flowNorm: Quartiles
  }

  /// Runs all seeds and the sweep; the bits do not depend on the number of threads.
  ///
  /// O(d) a step of each run.
  ///
  /// - Parameter threads: The number of threads, nil for one each processor.
  /// - Returns: The runs, by α and seed.
  /// - Throws: `DataError` or `DiagonalNetworkError` for parameters that make no experiment.
  public func outcome(threads: Int? = nil) throws -> Outcome {
    let settings = [(alpha, stepSize)] + sweepAlphas.map { ($0, sweepStepSize) }
    let problems = try parallelMap(dataSet == nil ? seeds : 1, threads: threads) { k in
      Swift.Result { try problem(seed: firstSeed + UInt64(k)) }
    }.map { try $0.get() }
    let results = parallelMap(settings.count * seeds, threads: threads) { index in
      let (alpha, stepSize) = settings[index / seeds]
      let problem = problems[dataSet == nil ? index % seeds : 0]
      return Swift.Result {
        try run(
          problem, alpha: alpha, stepSize: stepSize, seed: firstSeed + UInt64(index % seeds))
      }
    }
    let samples = try settings.enumerated().map { k, setting in
      try sample(
        setting.0, setting.1, results: results[k * seeds..<(k + 1) * seeds].map { $0 })
    }
    let sweep = Array(samples.dropFirst())
    // What is shown may be one of the sweep's scales at its step size.
    let all = (stepSize == sweepStepSize ? samples : sweep).sorted { $0.alpha < $1.alpha }
    return Outcome(
      shown: samples[0], sweep: sweep, sameNorm: try sameNorm(all, problems, threads: threads))
  }

  /// The α from which gradient flow has the median norm of SGD at the last α but one, by the method of
  /// Illinois in log α between the two of the sweep that enclose it; both medians are over the runs of
  /// SGD that have a limit at that α.
  private func sameNorm(
    _ sweep: [Sample], _ problems: [Problem], threads: Int?
  ) throws -> SameNorm? {
    let samples = sweep.filter { !$0.runs.isEmpty }
    guard samples.count > 2 else { return nil }
    let from = samples[samples.count - 2]
    let seeds = Set(from.runs.map(\.seed))
    let flows = samples.compactMap { sample -> (alpha: Double, norm: Double)? in
      let runs = sample.runs.filter { seeds.contains($0.seed) }
      guard runs.count == seeds.count else { return nil }
      return Quartiles(runs.map { $0.flow.l1 / $0.referenceNorm }).map {
        (sample.alpha, $0.median)
      }
    }
    // Where both ends are one interpolator the norms differ by rounding.
    guard let norm = from.sgdNorm?.median,
      let flow = flows.first(where: { $0.alpha == from.alpha })?.norm,
      abs(flow - norm) > 1e-6 * norm,
      let (low, high) = zip(flows, flows.dropFirst()).first(where: {
        $0.norm <= norm && norm <= $1.norm && $0.norm < $1.norm
      })
    else { return nil }
    let kept =
      dataSet == nil ? problems.indices.filter { seeds.contains(firstSeed + UInt64($0)) } : [0]
    func flowNorm(_ logarithm: Double) throws -> Quartiles? {
      let potential = try Potential(alpha: exp(logarithm), dimension: problems[0].data.features)
      let norms = try parallelMap(kept.count, threads: threads) { k in
        let problem = problems[kept[k]]
        return Swift.Result {
          l1Norm(try potential.interpolator(of: problem.data).theta) / problem.referenceNorm
        }
      }.map { try $0.get() }
      return Quartiles(norms)
    }
    var (a, b) = (log(low.alpha), log(high.alpha))
    var (left, right) = (low.norm - norm, high.norm - norm)
    var (root, there) = left == 0 ? (a, try flowNorm(a)) : (b, try flowNorm(b))
    var lastSign = 0.0
    for _ in 0..<60 where b - a > 1e-6 && left != 0 && right != 0 {
      root = (a * right - b * left) / (right - left)
      there = try flowNorm(root)
      let value = (there?.median ?? .nan) - norm
      guard abs(value) >= 1e-9 else { break }
      // An end that is kept a second time counts half, so that it moves next.
      if value < 0 {
        (a, left) = (root, value)
        if lastSign < 0 { right /= 2 }
      } else {
        (b, right) = (root, value)
        if lastSign > 0 { left /= 2 }
      }
      lastSign = value < 0 ? -1 : 1
    }
    return there.map {
      SameNorm(sgdAlpha: from.alpha, flowAlpha: exp(root), norm: norm, flowNorm: $0)
    }
  }

  private struct Problem: Sendable {
    let data: DataSet
    let referenceNorm: Double
  }

  private func problem(seed: UInt64) throws -> Problem {
    let data =
      try dataSet
      ?? DataSet.regression(
        samples: samples, features: features, entries: entries,
        teacher: .sparse(nonzeros: nonzeros), seed: seed)
    if let teacher = data.teacher { return Problem(data: data, referenceNorm: l1Norm(teacher)) }
    let equations = try data.equations()
    let least = try LeastL1Interpolator(equations.x, equations.y)
    return Problem(data: data, referenceNorm: least.norm)
  }

  private func run(
    _ problem: Problem, alpha: Double, stepSize: Double, seed: UInt64
  ) throws -> Run {
    let data = problem.data
    let start = try NetworkWeights(alpha: alpha, dimension: data.features)
    let descent = try NetworkDescent(data, from: start, stepSize: stepSize, seed: seed)
    let settled = try SettledDescent(descent, most: mostSteps, mayMove: dataSet != nil)
    let potential = try Potential(alpha: alpha, dimension: data.features)
    let flow = try potential.interpolator(of: data)
    return Run(
      seed: seed, teacher: data.teacher,
      sgd: SparsitySummary(settled.limit, of: data),
      flow: SparsitySummary(flow.theta, of: data),
      effectiveAlpha: geometricMean(settled.weights.effectiveAlphas),
      steps: settled.steps, isAtRest: settled.isAtRest, referenceNorm: problem.referenceNorm)
  }

  private func sample(
    _ alpha: Double, _ stepSize: Double, results: [Result<Run, any Error>]
  ) throws -> Sample {
    var runs: [Run] = []
    var diverged = 0
    var lost = 0
    for result in results {
      do {
        runs.append(try result.get())
      } catch SettledDescent.Failure.diverged {
        diverged += 1
      } catch SettledDescent.Failure.unsettled, SettledDescent.Failure.noLimit {
        lost += 1
      }
    }
    return Sample(
      alpha: alpha, stepSize: stepSize, runs: runs, diverged: diverged, lost: lost)
  }
}
