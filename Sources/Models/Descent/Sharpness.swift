extension DiagonalNetwork {
  /// The largest eigenvalue of a Hessian with its direction.
  public struct Sharpness: Hashable, Sendable {
    /// The eigenvalue.
    public let value: Double
    /// The unit eigenvector, 2d entries, u first; where to start at weights near by.
    public let direction: [Double]
  }

  /// The largest eigenvalue of the Hessian of L at (u, v), by power iteration: descent with a step η
  /// is stable there while η times it is below 2.
  ///
  /// The Hessian is shifted by max_j |∇R̂_j|, which makes it positive semidefinite. Ends where the
  /// defect ‖Hw − λw‖ is below `tolerance` λ, so that an eigenvalue lies that near.
  ///
  /// O(n d) a step; the matrix is never formed.
  ///
  /// - Parameters:
  ///   - weights: (u, v), d of each.
  ///   - start: A direction of 2d entries to start from; nil for a random one.
  ///   - tolerance: The relative defect.
  /// - Throws: `DiagonalNetworkError.shape` for another number of weights.
  public func sharpness(
    at weights: NetworkWeights, from start: [Double]? = nil, tolerance: Double = 1e-5
  ) throws(DiagonalNetworkError) -> Sharpness {
    let d = dimension
    guard weights.dimension == d else {
      throw .shape(name: "the weights", expected: d, got: weights.dimension)
    }
    let (u, v) = (weights.u, weights.v)
    let slope = riskGradient(weights.theta)
    let shift = maximumNorm(slope)
    var direction = start ?? RandomStream(seed: 0, stream: 15).normals(2 * d)
    guard direction.count == 2 * d else {
      throw .shape(name: "the direction", expected: 2 * d, got: direction.count)
    }
    var value = 0.0
    for _ in 0..<20_000 {
      let norm = euclideanNorm(direction)
      guard norm > 0, norm.isFinite else { break }
      for j in direction.indices { direction[j] /= norm }
      var move = u
      for j in 0..<d { move[j] = v[j] * direction[j] + u[j] * direction[d + j] }
      let pull = data.x.transposedTimes(data.x.times(move)).map { $0 / Double(data.samples) }
      var image = direction
      for j in 0..<d {
        image[j] = v[j] * pull[j] + slope[j] * direction[d + j]
        image[d + j] = u[j] * pull[j] + slope[j] * direction[j]
      }
      value = dot(image, direction)
      if euclideanNorm(sum(image, -value, times: direction)) <= tolerance * abs(value) { break }
      direction = sum(image, shift, times: direction)
    }
    let norm = euclideanNorm(direction)
    return Sharpness(value: value, direction: norm > 0 ? direction.map { $0 / norm } : direction)
  }
}
