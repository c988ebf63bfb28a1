/// How a descent turns gradients into steps.
public enum DescentRule: Hashable, Sendable {
  /// θ ← θ − η g.
  case gradient
  /// Polyak's heavy ball: m ← β m − η g, θ ← θ + m.
  case heavyBall(momentum: Double)
  /// Nesterov's momentum: the gradient is taken at θ + β m; m ← β m − η g, θ ← θ + m.
  case nesterov(momentum: Double)
  /// Adam (Kingma and Ba 2015) with bias correction; divides by coordinate, so it leaves the span
  /// of the data.
  case adam(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)
  /// Sign descent: θ ← θ − η sign g, the limit of Adam without memory.
  case signs
  /// AdaGrad (Duchi et al. 2011); divides by coordinate as well.
  case adaGrad(epsilon: Double = 1e-8)
}

/// A descent under way: the iterate θ_k with the memory its rule needs.
public struct Descent: Sendable {
  /// The rule that makes the steps.
  public let rule: DescentRule
  /// The step sizes.
  public let schedule: StepSchedule
  /// The iterate θ_k.
  public private(set) var theta: [Double]
  /// The number k of steps made.
  public private(set) var steps = 0
  private var momentum: [Double]
  private var squares: [Double]

  /// A descent that starts from θ₀ with zero memory.
  ///
  /// O(d).
  public init(from start: [Double], rule: DescentRule = .gradient, schedule: StepSchedule) {
    self.rule = rule
    self.schedule = schedule
    theta = start
    momentum = Array(repeating: 0, count: start.count)
    squares = momentum
  }

  /// Where the next gradient is wanted: θ_k, or θ_k + β m for Nesterov's rule.
  public var gradientPoint: [Double] {
    guard case .nesterov(let beta) = rule else { return theta }
    return sum(theta, beta, times: momentum)
  }

  /// Makes one step with the given negative gradient, taken at `gradientPoint`.
  ///
  /// O(d).
  ///
  /// - Parameter direction: −g, d entries.
  public mutating func advance(along direction: [Double]) {
    let eta = schedule(steps)
    steps += 1
    switch rule {
    case .gradient:
      for j in theta.indices { theta[j] += eta * direction[j] }
    case .heavyBall(let beta), .nesterov(let beta):
      for j in theta.indices {
        momentum[j] = beta * momentum[j] + eta * direction[j]
        theta[j] += momentum[j]
      }
    case .adam(let beta1, let beta2, let epsilon):
      let first = 1 - power(beta1, steps)
      let second = 1 - power(beta2, steps)
      for j in theta.indices {
        momentum[j] = beta1 * momentum[j] + (1 - beta1) * direction[j]
        squares[j] = beta2 * squares[j] + (1 - beta2) * direction[j] * direction[j]
        theta[j] += eta * (momentum[j] / first) / ((squares[j] / second).squareRoot() + epsilon)
      }
    case .signs:
      for j in theta.indices where direction[j] != 0 {
        theta[j] += direction[j] > 0 ? eta : -eta
      }
    case .adaGrad(let epsilon):
      for j in theta.indices {
        squares[j] += direction[j] * direction[j]
        theta[j] += eta * direction[j] / (squares[j].squareRoot() + epsilon)
      }
    }
  }

  /// xᵏ by repeated squaring.
  private func power(_ x: Double, _ k: Int) -> Double {
    var (result, base, exponent) = (1.0, x, k)
    while exponent > 0 {
      if exponent & 1 == 1 { result *= base }
      base *= base
      exponent >>= 1
    }
    return result
  }
}
