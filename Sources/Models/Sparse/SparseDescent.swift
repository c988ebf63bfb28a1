/// Gradient descent or SGD with single samples on the diagonal network, on sparse data.
///
/// The steps are those of `NetworkDescent`, with the same samples for the same seed: p⁺ = p ⊙ (1 − ηg),
/// q⁺ = q ⊙ (1 + ηg), θ = (p² − q²)/4. A step of SGD touches the entries of its sample only.
public struct SparseDescent: Sendable {
  /// The steps taken.
  public private(set) var steps = 0
  /// The present predictor θ, d entries.
  public var theta: [Double] {
    var theta: [Double] = []
    setTheta(&theta)
    return theta
  }
  /// √|u² − v²|⁄√2 of each coordinate, the scale that a flow from here would have.
  public var effectiveAlphas: [Double] { zip(p, q).map { (0.5 * abs($0 * $1)).squareRoot() } }

  private let x: SparseMatrix
  private let y: [Double]
  private let stepSize: Double
  private let isFull: Bool
  private let stream: RandomStream
  private var p: [Double]
  private var q: [Double]

  /// A run from u = √2 α 1, v = 0.
  ///
  /// O(entries + rows + columns).
  ///
  /// - Parameters:
  ///   - x: The samples, n × d.
  ///   - y: The n targets.
  ///   - alpha: α > 0.
  ///   - stepSize: η > 0.
  ///   - isFull: Whether a step takes all samples, or one.
  ///   - seed: The seed of the samples.
  public init(
    _ x: SparseMatrix, _ y: [Double], alpha: Double, stepSize: Double, isFull: Bool,
    seed: UInt64 = 0
  ) {
    precondition(y.count == x.rows, "a target for each row")
    (self.x, self.y, self.stepSize, self.isFull) = (x, y, stepSize, isFull)
    stream = RandomStream(seed: seed, stream: 10)
    p = Array(repeating: 2.squareRoot() * alpha, count: x.columns)
    q = p
  }

  /// L = ‖y − Xθ‖²/(2n); NaN or infinite once the run has diverged.
  ///
  /// O(entries).
  public var loss: Double {
    let rest = x.rest(of: y, after: theta)
    return dot(rest, rest) / Double(2 * x.rows)
  }

  /// Takes `count` more steps: O(entries) each, or O(entries of a row).
  public mutating func advance(by count: Int) {
    if isFull {
      takeFullSteps(count)
    } else {
      let lines = x.byRows
      for i in stream.integers(below: x.rows, count: count, from: UInt64(steps)) {
        let range = lines.starts[i]..<lines.starts[i + 1]
        var rest = y[i]
        for k in range {
          let j = Int(lines.indices[k])
          rest -= 0.25 * (p[j] * p[j] - q[j] * q[j]) * lines.values[k]
        }
        for k in range {
          let j = Int(lines.indices[k])
          let change = stepSize * rest * lines.values[k]
          p[j] *= 1 + change
          q[j] *= 1 - change
        }
      }
    }
    steps += count
  }

  private mutating func takeFullSteps(_ count: Int) {
    let scale = stepSize / Double(x.rows)
    // Lists whose memory every step uses again.
    var (theta, rest, change): ([Double], [Double], [Double]) = ([], [], [])
    for _ in 0..<count {
      setTheta(&theta)
      x.byRows.sums(theta, into: &rest) { [y] i, sum in y[i] - sum }
      x.byColumns.sums(rest, into: &change) { _, sum in scale * sum }
      setPieces(of: p.count, of: &p) { [change] range, p in
        for j in range { p[j] *= 1 + change[j] }
      }
      setPieces(of: q.count, of: &q) { [change] range, q in
        for j in range { q[j] *= 1 - change[j] }
      }
    }
  }

  private func setTheta(_ theta: inout [Double]) {
    setPieces(of: p.count, of: &theta) { range, theta in
      for j in range { theta[j] = 0.25 * (p[j] * p[j] - q[j] * q[j]) }
    }
  }
}
