import Elementary
package import Lectures
import Records
import TOMLKit

/// What a sweep is, as its file says: an experiment, what is set, what varies, what is recorded.
///
/// ```toml
/// experiment = "network"
/// record = ["l1", "support"]
/// [set]
/// features = 100
/// [grid]
/// alpha = {from = 0.001, to = 1, count = 7, scale = "log"}
/// seed = {from = 1, count = 20}
/// [zip]
/// samples = [20, 40]
/// nonzeros = [2, 5]
/// ```
public struct SweepFile: Sendable {
  /// The id of an experiment, or of a figure whose numbers are recorded.
  public let experiment: String
  /// The measures that are recorded; empty for all that the experiment names.
  public let record: [String]
  /// Parameters with one value, by name.
  public let fixed: [(name: String, value: String)]
  /// What varies: parameters that vary together, each with its values, equally many.
  public let axes: [[Axis]]
  /// The CSV file of the data, as the file names it, and its column of targets.
  public let data: (file: String, target: String)?
  /// A file of samples that are predicted and not fitted.
  public let testData: String?
  /// The text, for the places of faults.
  private let reader: TOMLReader

  /// A parameter with the values that it takes.
  public struct Axis: Hashable, Sendable {
    /// The parameter's name.
    public let name: String
    /// Its values, as a user would type them.
    public let values: [String]
  }

  /// The most runs of a sweep.
  public static let mostRuns = 10_000_000

  /// A failure at a key, in the words after its name, with its line.
  package func failure(_ key: String, _ words: String) -> CommandFailure {
    reader.failure(key, words)
  }

  /// Reads the text of a file.
  ///
  /// - Parameters:
  ///   - text: TOML 1.0.
  ///   - name: The name of the file, for messages.
  /// - Throws: `CommandFailure` with code 65 that names the line, or the key at fault.
  public init(_ text: String, named name: String) throws {
    let reader = TOMLReader(text: text, name: name)
    self.reader = reader
    let root = try reader.root()
    try reader.check(
      root, knows: ["experiment", "record", "set", "grid", "zip", "data", "target", "test-data"],
      in: "")
    experiment = try reader.string(root["experiment"], "experiment")
    record = try reader.strings(root["record"], "record")
    let set = try reader.table(root["set"], "set")
    fixed = try set.keys.map { ($0, try reader.value(set[$0], "set.\($0)")) }
    let grid = try reader.table(root["grid"], "grid")
    var axes = try grid.keys.map { [try reader.axis(grid[$0], $0, in: "grid")] }
    for table in try reader.tables(root["zip"], "zip") {
      let together = try table.keys.map { try reader.axis(table[$0], $0, in: "zip") }
      if let first = together.first,
        let other = together.first(where: { $0.values.count != first.values.count })
      {
        throw reader.failure(
          "zip.\(other.name)",
          "has \(counted(other.values.count, "value")), zip.\(first.name) has "
            + "\(first.values.count); give equally many")
      }
      if !together.isEmpty { axes.append(together) }
    }
    self.axes = axes
    var seen: Set<String> = []
    for name in fixed.map(\.name) + axes.flatMap({ $0.map(\.name) })
    where !seen.insert(name).inserted {
      throw reader.failure(name, "is given twice; name it once, in set, grid or zip")
    }
    testData = try root["test-data"].map { try reader.string($0, "test-data") }
    if testData != nil, root["data"] == nil {
      throw reader.failure("test-data", "has no data to be fitted; give data = \"FILE.csv\"")
    }
    switch (root["data"], root["target"]) {
    case (nil, nil): data = nil
    case (let file?, let target?):
      data = (try reader.string(file, "data"), try reader.string(target, "target"))
    case (nil, _): throw reader.failure("target", "has no data; give data = \"FILE.csv\"")
    case (_, nil): throw reader.failure("data", "needs target = \"COLUMN\" beside it")
    }
  }
}

/// Values of parameters, as lists and ranges.
extension TOMLReader {
  /// A parameter with a list of values, or with a range.
  func axis(
    _ value: (any TOMLValueConvertible)?, _ name: String, in place: String
  ) throws -> SweepFile.Axis {
    let key = "\(place).\(name)"
    let values: [String]
    if let list = value?.array {
      values = try list.map { try self.value($0, key) }
    } else if let range = value?.table {
      values = try self.range(range, key)
    } else {
      throw failure(
        key, "has no values; give a list as [0.1, 1], or {from = 0, to = 1, count = 11}")
    }
    guard !values.isEmpty else { throw failure(key, "has no values; give one at least") }
    var seen: Set<String> = []
    if place == "grid", let twice = values.first(where: { !seen.insert($0).inserted }) {
      throw failure(key, "has \(printable(twice)) twice; each run is carried out once")
    }
    return SweepFile.Axis(name: name, values: values)
  }

  private func range(_ table: TOMLTable, _ key: String) throws -> [String] {
    try check(table, knows: ["from", "to", "step", "count", "scale"], in: "\(key).")
    func number(_ name: String) throws -> Double? {
      guard let value = table[name] else { return nil }
      guard let number = value.double ?? value.int.map(Double.init), number.isFinite else {
        throw failure("\(key).\(name)", "is no number")
      }
      return number
    }
    let scale = try table["scale"].map { try string($0, "\(key).scale") } ?? "linear"
    guard ["linear", "log"].contains(scale) else {
      throw failure("\(key).scale", "is \(printable(scale)); give \"linear\" or \"log\"")
    }
    guard let from = try number("from") else { throw failure(key, "lacks from = NUMBER") }
    let (to, step, count) = (try number("to"), try number("step"), try number("count"))
    if let count {
      guard count >= 1, count == count.rounded(), count <= Double(SweepFile.mostRuns) else {
        throw failure(
          "\(key).count",
          "is \(short(count)); give a whole number from 1 to \(SweepFile.mostRuns)")
      }
    }
    let places: [Double]
    switch (to, step, count) {
    case (let to?, nil, let count?) where scale == "log":
      guard from > 0, to > 0 else {
        throw failure(key, "is logarithmic; from and to must be above 0")
      }
      places = spread(Int(count)) { from * Elementary.pow(to / from, $0) }
    case (_, _, _) where scale == "log":
      throw failure(key, "is logarithmic; give from, to and count")
    case (let to?, nil, let count?): places = spread(Int(count)) { from + (to - from) * $0 }
    case (nil, let step, let count?):
      places = (0..<Int(count)).map { from + Double($0) * (step ?? 1) }
    case (let to?, nil, nil) where from != from.rounded() || to != to.rounded():
      throw failure(key, "has neither step nor count; give step = NUMBER or count = NUMBER")
    case (let to?, let step, nil):
      let step = step ?? 1
      // Half a rounding error of the last place is no reason to leave it out.
      let steps = ((to - from) / step + 1e-9).rounded(.down)
      guard step != 0, steps >= 0, steps < Double(SweepFile.mostRuns) else {
        throw failure(
          key,
          "leads nowhere from \(short(from)) to \(short(to)) in steps of "
            + "\(short(step))")
      }
      places = (0...Int(steps)).map { from + Double($0) * step }
    case (_?, _?, _?): throw failure(key, "has step and count; give one of them")
    case (nil, _, nil): throw failure(key, "has no end; give to or count")
    }
    return places.map { short(rounded($0)) }
  }

  private func spread(_ count: Int, _ place: (Double) -> Double) -> [Double] {
    (0..<count).map { place(count == 1 ? 0 : Double($0) / Double(count - 1)) }
  }

  /// A number of twelve digits, as one would type it: 0.01, not 0.009999999999999998.
  private func rounded(_ value: Double) -> Double {
    guard value != 0, value != value.rounded() || abs(value) >= 1e12 else { return value + 0 }
    let exponent = 11 - Int(Elementary.log10(abs(value)).rounded(.down))
    // Both powers are exact, so that the division rounds once.
    guard (0...22).contains(abs(exponent)) else { return value }
    let power = Double("1e\(abs(exponent))") ?? 1
    return exponent >= 0
      ? (value * power).rounded() / power : (value / power).rounded() * power
  }
}
