import Elementary
import Lectures
import Models
import Records

/// The sizes of regression data that figures take, whatever the figure.
private let rowsTaken = 1...400
private let featuresTaken = 1...9_999

/// Checks the size of data.
///
/// - Throws: `CommandFailure` with code 65 that names what there is and what is allowed.
private func checkSize(
  _ figure: String, samples: Int, in allowed: ClosedRange<Int>, features: Int,
  in featuresAllowed: ClosedRange<Int>
) throws {
  guard allowed.contains(samples), featuresAllowed.contains(features) else {
    throw CommandFailure(
      .badData,
      "figure '\(figure)' takes \(counted(allowed, "row")) and "
        + "\(counted(featuresAllowed, "feature")); the data have \(samples) and \(features)")
  }
}

/// Checks that some target is not 0.
///
/// - Throws: `CommandFailure` with code 65; every limit would be 0.
private func checkTargets(_ figure: String, _ data: DataSet) throws {
  guard maximumNorm(data.y) > 0 else {
    throw CommandFailure(
      .badData, "figure '\(figure)': every target is 0, so every limit is; choose another column")
  }
}

/// Checks that a predictor interpolates the data, and that their sizes and units can be computed
/// with; before any work.
///
/// - Throws: `CommandFailure` with code 65 that names the lines of a contradiction, or the columns
///   whose units differ.
private func checkInterpolation(
  _ figure: String, _ data: DataSet, _ table: CSVTable, target column: String
) throws {
  func failure(_ words: String) -> CommandFailure {
    CommandFailure(.badData, "figure '\(figure)': \(words)")
  }
  try checkSize(
    figure, samples: data.samples, in: rowsTaken, features: data.features, in: featuresTaken)
  try checkTargets(figure, data)
  let sizes = (0..<data.features).map { maximumNorm(data.x.column($0)) }
  let (most, target) = (sizes.max() ?? 0, maximumNorm(data.y))
  guard most > 0 else { throw failure("every feature is 0; choose other columns") }
  guard [most, target, target / most].allSatisfy({ (1e-40...1e40).contains($0) }) else {
    throw failure(
      "the largest feature is \(inPowers(most)), the largest target \(inPowers(target)); give "
        + "both, and their ratio, in units between 1e-40 and 1e40")
  }
  let least = sizes.filter { $0 > 0 }.min() ?? most
  guard most / least <= 1e10 else {
    let names = table.columns.filter { $0 != column }
    func name(_ size: Double) -> String {
      sizes.firstIndex(of: size).map { "'\(printable(names[$0]))'" } ?? ""
    }
    throw failure(
      "the features have too different units: column \(name(most)) goes up to "
        + "\(inPowers(most)), column \(name(least)) to \(inPowers(least)); bring all within a "
        + "factor of 1e10, better of 100")
  }
  do {
    _ = try data.independentRows()
  } catch {
    throw failure(error.description(lines: table.lines))
  }
}

/// A line for data that only one predictor interpolates, or of which rows follow from others.
func warnings(of data: DataSet?) throws -> [String] {
  guard let data else { return [] }
  let independent = try data.independentRows().count
  guard independent < data.features else {
    return [
      "one predictor alone interpolates the data, since as many rows are independent as there are "
        + "features (\(data.features)); every limit is that one"
    ]
  }
  let rest = data.samples - independent
  return rest == 0
    ? []
    : [
      "\(rest) of \(data.samples) rows \(agreeing(rest, "follows", "follow")) from "
        + (independent == 1
          ? "another; the limits are those of that one"
          : "the others; the limits are those of the \(independent) others")
    ]
}

/// A number for a message: the power of ten below it.
private func inPowers(_ value: Double) -> String {
  guard value > 0 else { return "0" }
  let exponent = Int(log10(value).rounded(.down))
  return exponent == 0 ? "about 1" : "about 1e\(exponent)"
}

extension SGDSparsityFigure: AcceptsData {
  mutating func take(_ table: CSVTable, target: String) throws {
    let data = try table.regression(target: target)
    try checkInterpolation(id, data, table, target: target)
    model.dataSet = data
    (model.samples, model.features) = (data.samples, data.features)
    // The search for a step is part of the work.
    announceWork()
    try model.use(data)
  }
}

extension L1ToL2Figure: AcceptsData {
  mutating func take(_ table: CSVTable, target: String) throws {
    let data = try table.regression(target: target)
    try checkInterpolation(id, data, table, target: target)
    model.dataSet = data
    (model.samples, model.features) = (data.samples, data.features)
  }
}

extension MaxMarginFigure: AcceptsData {
  mutating func take(_ table: CSVTable, target: String) throws {
    let data = try table.classification(target: target)
    try checkSize(id, samples: data.samples, in: 2...1000, features: data.features, in: 2...2)
    try checkSeparation(id, data, lines: table.lines)
    left = data
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
