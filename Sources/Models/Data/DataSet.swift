/// Regression data: n samples x_i of d features with real targets y_i, and where the data were
/// made, the teacher θ⋆ they came from.
public struct DataSet: Hashable, Sendable {
  /// The data matrix X, n × d; row i is the sample x_i.
  public let x: Matrix
  /// The targets y, n of them.
  public let y: [Double]
  /// The planted predictor θ⋆ of d entries, where there is one.
  public let teacher: [Double]?

  /// The number of samples, n.
  public var samples: Int { x.rows }
  /// The number of features, d.
  public var features: Int { x.columns }

  /// The largest number of entries of X.
  public static let largestCount = 4_000_000
  /// The largest size of an entry of X or y; squares and their sums stay finite.
  public static let largestMagnitude = 1e100

  /// Data that have passed the checks: at least one sample and one feature, as many targets as
  /// samples, all finite, within `largestCount` and `largestMagnitude`.
  ///
  /// O(n d).
  ///
  /// - Throws: `DataError`.
  public init(x: Matrix, y: [Double], teacher: [Double]? = nil) throws(DataError) {
    try Self.check(x)
    guard y.count == x.rows else { throw .mismatch(rows: x.rows, targets: y.count) }
    for (i, value) in y.enumerated() where !value.isFinite {
      throw .notFinite(row: i, column: nil)
    }
    guard maximumNorm(y) <= Self.largestMagnitude else {
      throw .tooLarge(what: "a target beyond 1e100", limit: "1e100")
    }
    if let teacher {
      precondition(teacher.count == x.columns, "a teacher of \(x.columns) entries")
    }
    self.x = x
    self.y = y
    self.teacher = teacher
  }

  /// Data that are known to pass the checks: finite entries, as many targets as rows, at most
  /// `largestCount` values.
  ///
  /// O(1).
  public init(unchecked x: Matrix, y: [Double], teacher: [Double]? = nil) {
    self.x = x
    self.y = y
    self.teacher = teacher
  }

  /// Checks a data matrix: not empty, finite, not too large.
  static func check(_ x: Matrix) throws(DataError) {
    guard x.rows > 0 && x.columns > 0 else { throw .empty(rows: x.rows, columns: x.columns) }
    guard x.elements.count <= largestCount else {
      throw .tooLarge(what: "\(x.elements.count) entries", limit: "\(largestCount)")
    }
    for (k, value) in x.elements.enumerated() where !(abs(value) <= largestMagnitude) {
      let (row, column) = k.quotientAndRemainder(dividingBy: x.columns)
      guard value.isFinite else { throw .notFinite(row: row, column: column) }
      throw .tooLarge(what: "an entry beyond 1e100 in row \(row)", limit: "1e100")
    }
  }
}
