import ArgumentParser
import Drawing
import Models

/// A figure that can show the user's own data in place of generated ones.
protocol AcceptsData: LectureFigure {
  /// Takes the data of a table.
  ///
  /// - Parameters:
  ///   - table: One row for each sample.
  ///   - target: The name of the column of targets or labels; the others are features.
  /// - Throws: `CSVError`, or `CommandFailure` with code 65 for sizes that the figure cannot show.
  mutating func take(_ table: CSVTable, target: String) throws
}

/// The user's data as the provenance of a file names them.
struct InputData: Hashable, Sendable {
  /// The SHA-256 of the file's bytes.
  let hash: String
  /// The column of targets.
  let target: String
}

/// Which data a figure is computed from.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Your own data: a CSV file with a row for each sample.", valueName: "file.csv"))
  var data: String?

  @Option(
    help: ArgumentHelp("The column of --data with the targets or labels.", valueName: "column"))
  var target: String?

  /// The figure with the user's data, where some are given.
  func applied(to entry: LectureEntry) throws -> LectureEntry {
    guard let data else {
      guard target == nil else { throw UsageError.other("--target needs --data FILE.csv") }
      return entry
    }
    guard let target else { throw UsageError.other("--data needs --target COLUMN") }
    guard let take = entry.take else {
      let able = lecture7.figures.filter { $0.take != nil }.map(\.id)
      throw UsageError.other(
        "figure '\(entry.id)' shows no data of yours; \(able.joined(separator: ", ")) do")
    }
    let bytes = try readFile(data, limit: CSVTable.largestText)
    do {
      let table = try CSVTable(parsing: bytes)
      return try take(table, InputData(hash: sha256(bytes), target: target))
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.badData, "'\(printable(data))': \(error)")
    }
  }
}

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
      "figure '\(figure)' takes \(allowed.lowerBound) to \(allowed.upperBound) rows and "
        + "\(words(featuresAllowed)) features; the data have \(samples) and \(features)")
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

private func words(_ range: ClosedRange<Int>) -> String {
  range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
}

extension SGDSparsityFigure: AcceptsData {
  mutating func take(_ table: CSVTable, target: String) throws {
    let data = try table.regression(target: target)
    try checkSize(
      Self.id, samples: data.samples, in: 2...400, features: data.features, in: 2...1000)
    try checkTargets(Self.id, data)
    try model.use(data)
  }
}

extension L1ToL2Figure: AcceptsData {
  mutating func take(_ table: CSVTable, target: String) throws {
    let data = try table.regression(target: target)
    try checkSize(Self.id, samples: data.samples, in: 2...200, features: data.features, in: 2...500)
    try checkTargets(Self.id, data)
    model.dataSet = data
    (model.samples, model.features) = (data.samples, data.features)
  }
}

extension MaxMarginFigure: AcceptsData {
  mutating func take(_ table: CSVTable, target: String) throws {
    let data = try table.classification(target: target)
    try checkSize(Self.id, samples: data.samples, in: 2...1000, features: data.features, in: 2...2)
    left = data
  }
}
