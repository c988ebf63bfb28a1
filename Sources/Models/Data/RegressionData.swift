/// The distribution of the entries of X.
public enum Features: Hashable, Sendable {
  /// Independent standard normal entries.
  case gaussian
  /// Independent entries +1 or −1.
  case rademacher
  /// Independent normal entries of variance 1 about the given mean.
  case uncentred(mean: Double)
}

/// How the planted predictor θ⋆ is made.
public enum Teacher: Hashable, Sendable {
  /// `nonzeros` entries of the given size in random places, the others 0; with random signs, or all
  /// positive.
  case sparse(nonzeros: Int, size: Double = 1, isSigned: Bool = true)
  /// All entries ±norm/√d with random signs, so that ‖θ⋆‖₂ = norm.
  case dense(norm: Double)
  /// The given vector of d entries.
  case given([Double])
}

extension DataSet {
  /// Data y = X θ⋆ + noise from a seed.
  ///
  /// X is drawn from stream 0 of the seed (entry i·d + j at that index), the places of a sparse
  /// teacher from stream 1, its signs from stream 2 (entry j at index j), the noise from stream 3.
  /// There are n = `samples` ≥ 1 rows of d = `features` ≥ 1 entries; `noise` ≥ 0 is the standard
  /// deviation of the independent normal label noise.
  ///
  /// O(n d).
  ///
  /// - Throws: `DataError` when a parameter lies outside its range or the data are too large.
  public static func regression(
    samples: Int, features: Int, entries: Features = .gaussian, teacher: Teacher,
    noise: Double = 0, seed: UInt64
  ) throws(DataError) -> DataSet {
    let x = try matrix(samples: samples, features: features, entries: entries, seed: seed)
    let planted = try teacher.vector(of: features, seed: seed)
    guard noise >= 0 && noise <= largestMagnitude else {
      throw .badParameter(name: "noise", value: noise, range: "[0, 1e100]")
    }
    let clean = x.times(planted)
    let errors = RandomStream(seed: seed, stream: 3)
    let y =
      noise == 0
      ? clean : clean.indices.map { clean[$0] + noise * errors.normal(at: UInt64($0)) }
    return try DataSet(x: x, y: y, teacher: planted)
  }

  /// A random n × d matrix, entry (i, j) from index i·d + j of stream 0 of the seed.
  static func matrix(
    samples: Int, features: Int, entries: Features, seed: UInt64
  ) throws(DataError) -> Matrix {
    guard samples > 0 && features > 0 else { throw .empty(rows: samples, columns: features) }
    let (count, overflow) = samples.multipliedReportingOverflow(by: features)
    guard !overflow && count <= largestCount else {
      throw .tooLarge(what: "\(samples) x \(features) entries", limit: "\(largestCount)")
    }
    let stream = RandomStream(seed: seed, stream: 0)
    let elements: [Double]
    switch entries {
    case .gaussian: elements = stream.normals(count)
    case .rademacher: elements = stream.signs(count)
    case .uncentred(let mean): elements = stream.normals(count).map { mean + $0 }
    }
    return Matrix(rows: samples, columns: features, elements: elements)
  }
}

extension Teacher {
  /// The vector θ⋆ of `features` entries.
  fileprivate func vector(of features: Int, seed: UInt64) throws(DataError) -> [Double] {
    let signs = RandomStream(seed: seed, stream: 2)
    switch self {
    case .sparse(let nonzeros, let size, let isSigned):
      guard nonzeros >= 0 && nonzeros <= features else {
        throw .badParameter(name: "nonzeros", value: Double(nonzeros), range: "0...\(features)")
      }
      var vector = Array(repeating: 0.0, count: features)
      for j in RandomStream(seed: seed, stream: 1).subset(nonzeros, below: features) {
        vector[j] = isSigned ? size * signs.sign(at: UInt64(j)) : size
      }
      return vector
    case .dense(let norm):
      guard norm >= 0 && norm <= DataSet.largestMagnitude else {
        throw .badParameter(name: "norm", value: norm, range: "[0, 1e100]")
      }
      let size = norm / Double(features).squareRoot()
      return signs.signs(features).map { $0 * size }
    case .given(let vector):
      guard vector.count == features else {
        throw .mismatch(rows: features, targets: vector.count)
      }
      return vector
    }
  }
}
