import Drawing
import Lectures
import Plotting
import Records

/// What a figure found, with fewer words than the types ask for.
extension Claim {
  /// A claim whose residual lies within a tolerance, and why that has its size.
  init(
    _ id: String, _ statement: String, _ residual: Double, within tolerance: Double,
    _ reason: String
  ) {
    self.init(
      id: id, statement: statement, residual: residual, tolerance: tolerance, reason: reason)
  }
}

extension Table {
  /// A table of points, in columns for x and y.
  init(_ name: String, _ columns: [String], _ points: [Point]) {
    self.init(name, columns, points.map { [$0.x, $0.y] })
  }
}

extension [Quantity] {
  /// Numbers by their names; what is not known is left out.
  init(_ numbers: KeyValuePairs<String, Double?>) {
    self = numbers.compactMap { name, value in value.map { Quantity(name, $0) } }
  }
}

extension Computed {
  /// The results of the models, and the figure that shows them in words for each language.
  ///
  /// - Parameters:
  ///   - numbers: The numbers quoted; what is not known is left out.
  ///   - series: What is plotted.
  ///   - claims: What the figure claims.
  ///   - facts: What the words depend on.
  init(
    of owner: any LectureFigure, numbers: KeyValuePairs<String, Double?>, series: [Table],
    claims: [Claim], facts: Facts, warnings: [String] = [],
    figure: @escaping @Sendable (SizeClass, FigureText) throws -> Figure
  ) {
    let data = FigureData(numbers: [Quantity](numbers), series: series, claims: claims)
    self.init(of: owner, data: data, facts: facts, warnings: warnings, figure: figure)
  }
}

extension Condition {
  /// There are no more samples than features.
  static func interpolated(_ holds: @escaping @Sendable (Owner) -> Bool) -> Condition {
    Condition("samples ≤ features: more samples are interpolated by none in general", holds: holds)
  }

  /// The truth of generated data has no more weights than features.
  static func sparse(_ holds: @escaping @Sendable (Owner) -> Bool) -> Condition {
    Condition("nonzeros ≤ features: the truth has no more weights", holds: holds)
  }
}
