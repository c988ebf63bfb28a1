import Lectures
import Models
import Records

extension MaxMarginFigure: AcceptsData {
  static let takesPreparation = true

  mutating func take(_ table: CSVTable, target: String) throws {
    let prepared = try table.preparedClasses(target: target)
    guard !table.preparation.hasIntercept, table.preparation.centring != .targets else {
      throw UsageError.other(
        "figure '\(id)' has a plane for two features and labels as they are: leave out --intercept and "
          + "--centring targets; --centring columns moves the points")
    }
    let data = try table.classification(target: target)
    try checkSize(id, samples: data.samples, in: 2...1000, features: data.features, in: 2...2)
    try checkSeparation(id, data, lines: prepared.lines)
    (left, given) = (data, prepared)
  }
}

/// Checks that a line through the origin separates two classes of points in the plane.
///
/// - Throws: `CommandFailure` with code 65 that names the lines of points that prove it does not.
private func checkSeparation(_ figure: String, _ data: ClassificationData, lines: [Int]) throws {
  func failure(_ words: String) -> CommandFailure {
    CommandFailure(.badData, "figure '\(figure)': \(words)")
  }
  for i in 0..<data.samples where data.x.row(i).allSatisfy({ $0 == 0 }) {
    throw failure(
      "the point on line \(lines[i]) is the origin, through which every separator goes; "
        + "leave it out")
  }
  guard case .inseparable = Separation(of: data) else { return }
  // Neither the units of the features nor the lengths of the points decide who is separable.
  let units = (0..<data.x.columns).map {
    max(maximumNorm(data.x.column($0)), .leastNormalMagnitude)
  }
  let directions = (0..<data.samples).map { i in
    let row = zip(data.x.row(i), units).map { $0 / $1 }
    return row.map { $0 / maximumNorm(row) }
  }
  let evened = try ClassificationData(x: Matrix(rows: directions), labels: data.labels)
  guard case .inseparable(let weights) = Separation(of: evened) else {
    let sizes = (0..<data.samples).map { maximumNorm(Array(data.x.row($0))) }
    let (small, large) = (
      sizes.indices.min { sizes[$0] < sizes[$1] } ?? 0,
      sizes.indices.max { sizes[$0] < sizes[$1] } ?? 0
    )
    throw failure(
      "the entries are too different in size: those on line \(lines[small]) go up to "
        + "\(inPowers(sizes[small])), those on line \(lines[large]) to \(inPowers(sizes[large])); "
        + "bring all within a factor of 1e8, or leave out what is out of scale")
  }
  // Two or three points of the plane that have the origin between them; the others have no part.
  let proof = weights.indices.filter { weights[$0] > 1e-9 }.map { String(lines[$0]) }
  let named = proof.dropLast().joined(separator: ", ") + " and " + (proof.last ?? "")
  throw failure(
    "no line through the origin separates the classes, as the points on lines \(named) show; if "
      + "another line does, subtract a point of it from all features, else leave out what lies on "
      + "the wrong side")
}
