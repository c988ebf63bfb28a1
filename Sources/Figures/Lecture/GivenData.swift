import Lectures
import Models
import Records

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
      id, samples: data.samples, in: 2...400, features: data.features, in: 2...1000)
    try checkTargets(id, data)
    try model.use(data)
  }
}

extension L1ToL2Figure: AcceptsData {
  mutating func take(_ table: CSVTable, target: String) throws {
    let data = try table.regression(target: target)
    try checkSize(id, samples: data.samples, in: 2...200, features: data.features, in: 2...500)
    try checkTargets(id, data)
    model.dataSet = data
    (model.samples, model.features) = (data.samples, data.features)
  }
}

extension MaxMarginFigure: AcceptsData {
  mutating func take(_ table: CSVTable, target: String) throws {
    let data = try table.classification(target: target)
    try checkSize(id, samples: data.samples, in: 2...1000, features: data.features, in: 2...2)
    left = data
  }
}
