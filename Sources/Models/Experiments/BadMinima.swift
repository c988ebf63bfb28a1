/// Bad global minima in closed form (after Liu, Papailiopoulos and Achlioptas 2020).
///
/// Gradient flow is first trained to interpolation on the samples with their labels shuffled and on
/// `extra` more samples with random labels, then on the true labels from there: the limit is
/// argmin D_I(·, θ_pre) over the interpolators. Shuffled labels alone change nothing, since ∇φ_I(θ_pre)
/// then lies in the span of the samples.
public struct BadMinima: Hashable, Sendable {
  /// The limit from the usual start.
  public let standard: [Double]
  /// The interpolator of the wrong labels.
  public let pretrained: [Double]
  /// The limit from there.
  public let limit: [Double]

  /// The limits on data with a teacher from a seed.
  ///
  /// Labels are shuffled by the order `subset(n, below: n)` of stream 22; the further samples are
  /// normal numbers of stream 20, row by row, their labels √s times those of stream 21 with s = ‖θ⋆‖₂².
  ///
  /// O((n + extra)² d) a Newton step.
  ///
  /// - Parameters:
  ///   - data: n samples of d features.
  ///   - alpha: The initialisation scale α.
  ///   - extra: The number of further samples; n + extra ≤ d.
  ///   - seed: The seed of order, samples and labels.
  /// - Throws: `DiagonalNetworkError` for parameters that make no experiment.
  public init(
    _ data: DataSet, alpha: Double, extra: Int, seed: UInt64
  ) throws(DiagonalNetworkError) {
    let (n, d) = (data.samples, data.features)
    guard extra >= 0, n + extra <= d else {
      throw .shape(name: "the samples with the further ones", expected: d, got: n + extra)
    }
    let order = RandomStream(seed: seed, stream: 22).subset(n, below: n)
    let size = data.teacher.map { euclideanNorm($0) } ?? 1
    let rows = RandomStream(seed: seed, stream: 20).normals(extra * d)
    let labels = RandomStream(seed: seed, stream: 21).normals(extra).map { size * $0 }
    let potential = try Potential(alpha: alpha, dimension: d)
    standard = try potential.interpolator(data.x, data.y).theta
    pretrained = try potential.interpolator(
      Matrix(rows: n + extra, columns: d, elements: data.x.elements + rows),
      order.map { data.y[$0] } + labels
    ).theta
    limit = try potential.interpolator(data.x, data.y, from: pretrained).theta
  }

  /// ‖limit − standard‖₂/‖standard‖₂.
  ///
  /// O(d).
  public var relativeChange: Double { distance(limit, standard) / euclideanNorm(standard) }
}
