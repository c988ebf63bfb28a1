/// Gradient descent or SGD with single samples on the diagonal network, on sparse data.
///
/// The steps are those of `NetworkDescent`, with the same samples for the same seed: p⁺ = p ⊙ (1 − ηg),
/// q⁺ = q ⊙ (1 + ηg), θ = (p² − q²)/4. A step of SGD touches the entries of its sample only.
public struct SparseDescent: Sendable {
  /// The steps taken.
  public private(set) var steps = 0
  /// The present predictor θ, d entries.
  public var theta: [Double] {
    pieces(of: p.count) { range, theta in
      for j in range { theta[j] = 0.25 * (p[j] * p[j] - q[j] * q[j]) }
    }
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
    let rest = difference(y, x.times(theta))
    return dot(rest, rest) / Double(2 * x.rows)
  }

  /// Takes `count` more steps: O(entries) each, or O(entries of a row).
  public mutating func advance(by count: Int) {
    if isFull {
      for _ in 0..<count { fullStep() }
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

  private mutating func fullStep() {
    let scale = stepSize / Double(x.rows)
    let change = x.transposedTimes(difference(y, x.times(theta)))
    p.withUnsafeMutableBufferPointer { p in
      q.withUnsafeMutableBufferPointer { q in
        nonisolated(unsafe) let (p, q) = (p, q)
        inPieces(of: p.count) { range in
          for j in range {
            p[j] *= 1 + scale * change[j]
            q[j] *= 1 - scale * change[j]
          }
        }
      }
    }
  }
}
