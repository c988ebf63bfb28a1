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
func checkSize(
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

/// Data that a predictor interpolates, of sizes and units that can be computed with: checked before
/// any work.
///
/// - Throws: `CommandFailure` with code 65 that names the lines of a contradiction, or the columns
///   whose units differ.
private func interpolated(_ table: CSVTable, target column: String, by figure: String) throws
  -> PreparedTable
{
  let given = try table.prepared(target: column)
  let data = given.fitted
  func failure(_ words: String) -> CommandFailure {
    CommandFailure(.badData, "figure '\(figure)': \(words)")
  }
  try checkSize(
    figure, samples: data.samples, in: rowsTaken, features: data.features, in: featuresTaken)
  guard maximumNorm(data.y) > 0 else {
    throw failure("every target is 0, so every limit is; choose another column")
  }
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
    let names = table.columns.filter { $0 != column } + ["intercept"]
    func name(_ size: Double) -> String {
      sizes.firstIndex(of: size).map { "'\(printable(names[$0]))'" } ?? ""
    }
    throw failure(
      "the features have too different units: column \(name(most)) goes up to "
        + "\(inPowers(most)), column \(name(least)) to \(inPowers(least)); bring all within a "
        + "factor of 1e10, better of 100")
  }
  do { _ = try data.independentRows() } catch {
    throw failure(error.description(lines: given.lines))
  }
  return given
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
func inPowers(_ value: Double) -> String {
  guard value > 0 else { return "0" }
  let exponent = Int(log10(value).rounded(.down))
  return exponent == 0 ? "about 1" : "about 1e\(exponent)"
}

/// A model of generated data, in whose place the user's may stand.
protocol RegressionModel {
  var dataSet: DataSet? { get set }
  var samples: Int { get set }
  var features: Int { get set }
  var nonzeros: Int { get }
}

extension L1ToL2: RegressionModel {}
extension SGDSparsity: RegressionModel {}

/// A figure of such a model.
protocol RegressionFigure: AcceptsData {
  associatedtype Model: RegressionModel
  var model: Model { get set }
  /// The user's data with what was done to them.
  var given: PreparedTable? { get set }
  /// What else the user's data ask for, once they are taken.
  mutating func use(_ data: DataSet) throws
}

extension RegressionFigure {
  static var takesPreparation: Bool { true }

  static var conditionsOfData: [Condition<Self>] {
    [
      .interpolated { $0.model.dataSet != nil || $0.model.samples <= $0.model.features },
      .sparse { $0.model.dataSet != nil || $0.model.nonzeros <= $0.model.features },
    ]
  }

  mutating func take(_ table: CSVTable, target: String) throws {
    let prepared = try interpolated(table, target: target, by: id)
    let data = prepared.fitted
    (given, model.dataSet) = (prepared, data)
    (model.samples, model.features) = (data.samples, data.features)
    try use(data)
  }

  mutating func use(_ data: DataSet) {}
}

extension Parameter where Owner: RegressionFigure {
  /// The parameter, where the user's data do not say it.
  var ofData: Parameter { used(otherwise: "is that of the data") { $0.model.dataSet == nil } }
  /// The parameter of what the user's data do not have.
  var ofTruth: Parameter { used(otherwise: "has no part") { $0.model.dataSet == nil } }
}

extension SGDSparsityFigure {
  mutating func use(_ data: DataSet) throws {
    // The search for a step is part of the work.
    announceWork()
    try model.use(data)
  }
}
