/// A risk of one parameter with two global minimisers, for the motivation of the lecture (section
/// 1): the same start and train risk, two step sizes, two test risks.
///
/// The train risk is ab/(a + b) for two parabolas a = ½ c_A (θ − θ_A)² and b = ½ c_B (θ − θ_B)²: it
/// vanishes exactly at θ_A and θ_B and has the curvatures c_A and c_B there. The test risk is the
/// same expression with both parabolas moved by `shift` and raised by their floors.
public struct TwoMinimisers: Hashable, Sendable {
  /// The sharp minimiser θ_A.
  public var sharp = -1.15
  /// The flat minimiser θ_B.
  public var flat = 1.25
  /// The curvature c_A of the train risk at the sharp minimiser.
  public var sharpCurvature = 7.0
  /// The curvature c_B of the train risk at the flat minimiser.
  public var flatCurvature = 1.35
  /// How far the parabolas of the test risk lie to the right of those of the train risk.
  public var shift = 0.06
  /// How far the test risk's parabola of the sharp minimiser is raised.
  public var sharpFloor = 0.593
  /// How far the test risk's parabola of the flat minimiser is raised.
  public var flatFloor = 0.118
  /// The start of both runs.
  public var start = -0.56
  /// The step size of run A, which rolls down into the sharp minimiser.
  public var smallStep = 0.03
  /// The step size of run B, too large for the sharp valley: `largeStep` · c_A > 2.
  public var largeStep = 0.8

  /// The most steps of a run.
  public static let mostSteps = 100_000

  /// The example with the parameters of the figure.
  ///
  /// O(1).
  public init() {}

  /// The train risk at θ.
  ///
  /// O(1).
  public func trainRisk(_ theta: Double) -> Double {
    let (a, b) = parabolas(theta)
    return a + b > 0 ? a * b / (a + b) : 0
  }

  /// The derivative of the train risk at θ: (a′b² + b′a²)/(a + b)².
  ///
  /// O(1).
  public func trainSlope(_ theta: Double) -> Double {
    let (a, b) = parabolas(theta)
    guard a + b > 0 else { return 0 }
    let (p, q) = (a / (a + b), b / (a + b))
    return sharpCurvature * (theta - sharp) * q * q + flatCurvature * (theta - flat) * p * p
  }

  /// The test risk at θ.
  ///
  /// O(1).
  public func testRisk(_ theta: Double) -> Double {
    var (a, b) = parabolas(theta - shift)
    a += sharpFloor
    b += flatFloor
    return a + b > 0 ? a * b / (a + b) : 0
  }

  /// A run of gradient descent on the train risk.
  public struct Run: Hashable, Sendable {
    /// The iterates, the start included.
    public let iterates: [Double]
    /// Whether the run ends at a point whose slope is at most 1e-12.
    public let settles: Bool
  }

  /// Gradient descent on the train risk until the slope is at most 1e-12, for at most `limit`
  /// steps.
  ///
  /// A step size above 2/c cannot settle in a valley of curvature c; a run that no hop takes out
  /// of it goes round in it for ever.
  ///
  /// O(1) a step.
  ///
  /// - Throws: `DescentError` for a bad step size or an iterate that is not finite.
  public func run(step: Double, limit: Int = mostSteps) throws(DescentError) -> Run {
    guard step > 0 && step.isFinite else { throw .badStep("a step size of \(step)") }
    var path = [start]
    var theta = start
    while abs(trainSlope(theta)) > 1e-12 {
      guard path.count <= limit else { return Run(iterates: path, settles: false) }
      theta -= step * trainSlope(theta)
      guard theta.isFinite else { throw .diverged(step: path.count) }
      path.append(theta)
    }
    return Run(iterates: path, settles: true)
  }

  /// The iterates of a run that settles; see `run`.
  ///
  /// O(1) a step.
  ///
  /// - Throws: `DescentError` for a bad step size or when the run does not end in 10⁵ steps.
  public func descent(step: Double) throws(DescentError) -> [Double] {
    let run = try run(step: step)
    guard run.settles else { throw .unsettled(steps: run.iterates.count) }
    return run.iterates
  }

  private func parabolas(_ theta: Double) -> (Double, Double) {
    (
      0.5 * sharpCurvature * (theta - sharp) * (theta - sharp),
      0.5 * flatCurvature * (theta - flat) * (theta - flat)
    )
  }
}
