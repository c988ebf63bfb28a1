import Plotting

/// A quadratic f(x) = ½ Σ λᵢ xᵢ² in the coordinates of its eigenvectors.
struct Quadratic: Sendable {
  /// The eigenvalues λ, positive, in ascending order.
  let eigenvalues: [Double]

  var least: Double { eigenvalues[0] }
  var largest: Double { eigenvalues[eigenvalues.count - 1] }
  /// The condition number κ.
  var condition: Double { largest / least }

  /// The value at a point with as many entries as there are eigenvalues.
  func value(_ x: [Double]) -> Double {
    zip(eigenvalues, x).reduce(0) { $0 + $1.0 * $1.1 * $1.1 } / 2
  }
}

/// A method with momentum: y = x + β (x − x₋), x₊ = y' − s ∇f(y), where the gradient is taken at x
/// (Polyak) or at y (Nesterov).
enum Method: String, CaseIterable, Sendable {
  case descent, heavyBall, nesterov

  /// What figures call it.
  var title: String {
    self == .descent ? "gradient descent" : self == .heavyBall ? "heavy ball" : "Nesterov"
  }

  var role: Role { Role(rawValue) }

  /// Step size and momentum that suit a condition number best.
  func tuned(for f: Quadratic) -> (step: Double, momentum: Double) {
    let (root, l) = (f.condition.squareRoot(), f.largest)
    switch self {
    case .descent: return (2 / (l + f.least), 0)
    case .heavyBall:
      let momentum = (root - 1) / (root + 1)
      let sum = l.squareRoot() + f.least.squareRoot()
      return (4 / (sum * sum), momentum * momentum)
    case .nesterov: return (1 / l, (root - 1) / (root + 1))
    }
  }

  /// The points x₀, x₁, … of a run, with the best step and momentum unless some are given.
  func path(
    _ f: Quadratic, from start: [Double], steps: Int, tuning: (Double, Double)? = nil
  ) -> [[Double]] {
    let (step, momentum) = tuning ?? tuned(for: f)
    var (before, x, path) = (start, start, [start])
    for _ in 0..<steps {
      let next = x.indices.map { i in
        let ahead = x[i] + momentum * (x[i] - before[i])
        let at = self == .nesterov ? ahead : x[i]
        return ahead - step * f.eigenvalues[i] * at
      }
      (before, x) = (x, next)
      path.append(next)
    }
    return path
  }
}

extension Palette {
  /// The colours of the three methods.
  static let momentum = Palette([
    Entry(Method.descent.role, light: 0x1D5FA6, dark: 0x6FB4FF, print: 0x000000),
    Entry(Method.heavyBall.role, light: 0xB85C00, dark: 0xF8C86A, print: 0x6E6E6E, dash: [4, 2]),
    Entry(
      Method.nesterov.role, light: 0x07564F, dark: 0x35A99C, print: 0x3C3C3C, dash: [1.5, 1.5]),
  ])
}
