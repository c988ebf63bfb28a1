/// Binary classification data: n samples x_i of d features with labels +1 or −1.
public struct ClassificationData: Hashable, Sendable {
  /// The data matrix X, n × d; row i is the sample x_i.
  public private(set) var x: Matrix
  /// The labels, n values +1 or −1.
  public private(set) var labels: [Double]

  /// The number of samples, n.
  public var samples: Int { x.rows }
  /// The number of features, d.
  public var features: Int { x.columns }

  /// Data that have passed the checks: not empty, finite, as many labels as samples, each +1 or
  /// −1, entries at most 1e100.
  ///
  /// O(n d).
  ///
  /// - Throws: `DataError`.
  public init(x: Matrix, labels: [Double]) throws(DataError) {
    try DataSet.check(x)
    guard labels.count == x.rows else { throw .mismatch(rows: x.rows, targets: labels.count) }
    for (i, label) in labels.enumerated() where abs(label) != 1 { throw .notALabel(row: i) }
    self.x = x
    self.labels = labels
  }

  /// The signed samples y_i x_i as the rows of an n × d matrix; w separates the data exactly
  /// when all their products with w are positive.
  ///
  /// O(n d).
  public var signedSamples: Matrix {
    var result = x
    for i in 0..<x.rows where labels[i] < 0 {
      for j in 0..<x.columns { result[i, j] = -result[i, j] }
    }
    return result
  }

  /// Separable data with normal features: labels are the signs of ⟨x_i, θ⋆⟩ for a random unit
  /// vector θ⋆, and each sample is moved along θ⋆ away from the plane by `margin`.
  ///
  /// The samples come from stream 0 of the seed, θ⋆ from stream 1.
  ///
  /// O(n d).
  ///
  /// - Throws: `DataError` when a size is not positive or too large or `margin` is not in
  ///   [0, 1e100].
  public static func separable(
    samples: Int, features: Int, margin: Double = 0.5, seed: UInt64
  ) throws(DataError) -> ClassificationData {
    guard margin >= 0 && margin <= DataSet.largestMagnitude else {
      throw .badParameter(name: "margin", value: margin, range: "[0, 1e100]")
    }
    var x = try DataSet.matrix(
      samples: samples, features: features, entries: .gaussian, seed: seed)
    let direction = RandomStream(seed: seed, stream: 1).normals(features)
    let unit = direction.map { $0 / euclideanNorm(direction) }
    let labels = x.times(unit).map { $0 < 0 ? -1.0 : 1.0 }
    for i in 0..<samples {
      for j in 0..<features { x[i, j] += labels[i] * margin * unit[j] }
    }
    return try ClassificationData(x: x, labels: labels)
  }

  /// Seven samples of one class (negate any of them with its label) whose logistic flow turns by
  /// the law angle · log t → log 3: the two points on the margin have multiplicities 1 and 3.
  ///
  /// The hard-margin separator is (½, ½).
  public static let asymmetric = ClassificationData(signed: [
    [0.5, 1.5], [1.5, 0.5], [1.5, 0.5], [1.5, 0.5], [2, 1.2], [0.6, 2.4], [2.6, 0.9],
  ])

  /// Twenty points of the plane whose separator visibly turns: two close samples fix the hard
  /// margin, the bulk lies far out in a direction about 50° away and rules the early flow.
  ///
  /// In a frame whose second axis is the hard-margin direction, turned by 30° against the axes of
  /// the plane, the two samples are (−0.03, 1) and (0.5, 1), with multipliers of ratio 50 : 3; the
  /// bulk is normal about (2.4, 1.9) with deviations 0.9 and 0.5, kept where its functional margin
  /// exceeds 1.35 (stream 0 of seed 4). Every second sample is reflected to the class −1.
  public static let turning = turningData(count: 20)

  private static func turningData(count: Int) -> ClassificationData {
    var rows = [[-0.03, 1], [0.5, 1]]
    let stream = RandomStream(seed: 4)
    var index: UInt64 = 0
    while rows.count < count {
      let point = [2.4 + 0.9 * stream.normal(at: index), 1.9 + 0.5 * stream.normal(at: index + 1)]
      if point[1] > 1.35 { rows.append(point) }
      index += 2
    }
    let (cosine, sine) = (0.75.squareRoot(), -0.5)
    var data = ClassificationData(
      signed: rows.map { [cosine * $0[0] - sine * $0[1], sine * $0[0] + cosine * $0[1]] })
    for i in stride(from: 1, to: count, by: 2) { data.reflect(i) }
    return data
  }

  /// Moves sample `i` to the other class: x_i and y_i change sign, the signed sample does not.
  private mutating func reflect(_ i: Int) {
    labels[i] = -labels[i]
    for j in 0..<x.columns { x[i, j] = -x[i, j] }
  }

  /// Data that are known to pass the checks.
  init(unchecked x: Matrix, labels: [Double]) {
    self.x = x
    self.labels = labels
  }

  /// Data given by their signed samples y_i x_i, all with label +1; finite and not empty.
  private init(signed rows: [[Double]]) {
    self.init(unchecked: Matrix(rows: rows), labels: Array(repeating: 1, count: rows.count))
  }
}
