internal import Elementary
public import Records

/// Why a classification problem has no answer.
public enum ClassificationError: DataFault, Hashable, Sendable, CustomStringConvertible {
  /// The loss has no minimiser: the data are separable, at least weakly.
  case noMinimiser
  /// The data are not separable, so there is no direction for the flow to converge to.
  case notSeparable
  /// The flow could not be integrated to the wanted time.
  case flowTooStiff(logTime: Double)
  /// The times of the flow do not ascend.
  case badTimes
  /// The logarithm of an initialisation scale is not finite.
  case badScale(logAlpha: Double)

  /// What was wrong and what to do, in one line.
  public var description: String {
    switch self {
    case .noMinimiser:
      "The logistic loss has no minimiser, since some w misclassifies nothing: look at directions."
    case .notSeparable:
      "No plane through the origin separates the classes: move the origin between them, or leave "
        + "out the points on the wrong side."
    case .flowTooStiff(let time):
      "The flow needs too many steps beyond t = \(inWords(exp(time))): give the features comparable "
        + "units."
    case .badTimes: "The times must be finite and ascending."
    case .badScale(let logAlpha): "log alpha is \(logAlpha): give a finite number."
    }
  }
}

extension LogisticRegression {
  /// The minimiser of the mean loss, of least norm where features are dependent, for data that no
  /// plane separates even weakly.
  ///
  /// Damped Newton steps in the span of the samples, O(n d²) each.
  ///
  /// - Throws: `ClassificationError.noMinimiser` when the loss has none.
  public func minimiser() throws(ClassificationError) -> [Double] {
    let decomposition = SingularValueDecomposition(signed)
    let rank = decomposition.rank()
    // Samples that are all zero leave the loss constant.
    guard rank > 0 else { return Array(repeating: 0, count: features) }
    let basis = Matrix(rows: Array(decomposition.right[..<rank]))
    // Coordinates c with w = Σ c_k v_k; in them the Hessian is positive definite.
    var c = Array(repeating: 0.0, count: basis.rows)
    let all = Array(0..<samples)
    for _ in 0..<200 {
      let w = basis.transposedTimes(c)
      let pull = basis.times(descentDirection(at: w, batch: all))
      let curvature = basis.times(hessian(w)).timesTransposed(basis)
      guard let factors = try? Cholesky(curvature) else { throw .noMinimiser }
      let step = factors.solve(pull)
      let decrease = dot(step, pull)
      var fraction = 1.0
      let before = loss(w)
      // Near the end the decrease drowns in rounding, and the full step is right.
      while decrease > 1e-14 * before,
        loss(basis.transposedTimes(sum(c, fraction, times: step)))
          > before - 1e-4 * fraction * decrease
      {
        fraction /= 2
        if fraction < 0x1p-60 { throw .noMinimiser }
      }
      c = sum(c, fraction, times: step)
      if euclideanNorm(step) <= 1e-14 * (1e-3 + euclideanNorm(c)) || decrease == 0 {
        return basis.transposedTimes(c)
      }
      guard euclideanNorm(step) > 1e-11 * euclideanNorm(c) else {
        // Quadratic convergence has reached rounding.
        return basis.transposedTimes(c)
      }
    }
    throw .noMinimiser
  }
}
