import Drawing
public import Lectures
public import Records

/// The runs of a sweep in their order: all combinations of what varies, the last axis fastest.
///
/// Axes stand in the order of the experiment's parameters; parameters that vary together stand where
/// the first of them does.
public struct SweepPlan: Sendable {
  /// The experiment with what does not vary.
  public let experiment: any Experiment
  /// What is recorded.
  public let record: [String]
  /// The names of the parameters that vary, as columns.
  public let columns: [String]
  /// The number of runs.
  public let count: Int
  /// The data by their hash, where the user gave some.
  public let data: InputData?
  private let axes: [[SweepFile.Axis]]
  private let fixed: [String]

  /// A plan from a file.
  ///
  /// - Parameters:
  ///   - file: The sweep.
  ///   - name: The name of its file, for messages.
  ///   - base: The experiment that it names, with the user's data where there are some.
  ///   - data: These data.
  /// - Throws: `CommandFailure` with code 65 for a name or value that the experiment refuses.
  public init(
    _ file: SweepFile, named name: String, of base: any Experiment, data: InputData? = nil
  ) throws {
    let known = base.measures.map(\.name)
    if let stranger = file.record.first(where: { !known.isEmpty && !known.contains($0) }) {
      let hint = NearestName.to(stranger, among: known).map { "; did you mean '\($0)'?" }
      throw file.failure(
        "record",
        "is wrong: \(base.called) records no '\(printable(stranger))'"
          + (hint ?? "; it records \(known.joined(separator: ", "))"))
    }
    record = file.record.isEmpty ? known : file.record
    guard !record.isEmpty else {
      throw CommandFailure(
        .badData,
        "\(printable(name)): record is missing; give record = [\"NAME\"] with names of "
          + "numbers of \(base.called), as `figures data \(base.id) --format json` lists them")
    }
    guard Set(record).count == record.count else {
      throw file.failure("record", "names a measure twice; name it once")
    }
    let order = base.parameterNames
    func place(_ axis: SweepFile.Axis) -> Int { order.firstIndex(of: axis.name) ?? -1 }
    axes = file.axes.map { $0.sorted { place($0) < place($1) } }
      .sorted { ($0.first.map(place) ?? 0) < ($1.first.map(place) ?? 0) }
    columns = axes.flatMap { $0.map(\.name) }
    fixed = order.filter { name in file.fixed.contains { $0.name == name } }
    self.data = data
    var count = 1
    for axis in axes {
      let (product, isTooLarge) = count.multipliedReportingOverflow(
        by: axis.first?.values.count ?? 1)
      guard !isTooLarge, product <= SweepFile.mostRuns else {
        throw CommandFailure(
          .badData,
          "\(printable(name)): has more than \(SweepFile.mostRuns) runs; give fewer values")
      }
      count = product
    }
    self.count = count
    /// The experiment with a value, or a failure that names the line where the parameter stands.
    func setting(
      _ experiment: any Experiment, _ name: String, to value: String
    ) throws -> any Experiment {
      do {
        return try experiment.setting(name, to: value)
      } catch let refused as UsageError {
        throw file.failure(name, "cannot be set: \(refused)")
      }
    }
    let fixedExperiment = try file.fixed.reduce(base) { try setting($0, $1.name, to: $1.value) }
    experiment = fixedExperiment
    // Each value by itself, so that a wrong one shows before the first run.
    for axis in axes.joined() {
      for value in axis.values { _ = try setting(fixedExperiment, axis.name, to: value) }
    }
  }

  /// One run of a plan.
  public struct Run: Sendable {
    /// Its place in the plan, from 0.
    public let index: Int
    /// The experiment with all its values.
    public let experiment: any Experiment
    /// What the run is, in one line of JSON: equal for equal runs of whatever plan.
    public let line: String
    /// The values of the parameters that vary.
    public let values: [JSON]

    /// The SHA-256 of the line.
    public var key: String { sha256(Array(line.utf8)) }
  }

  /// The run at a place.
  ///
  /// - Parameter index: 0..<`count`.
  /// - Throws: `UsageError` for values that do not go together.
  public func run(at index: Int) throws -> Run {
    var rest = index
    var chosen: [(name: String, value: String)] = []
    for axis in axes.reversed() {
      let count = axis.first?.values.count ?? 1
      chosen += axis.map { ($0.name, $0.values[rest % count]) }
      rest /= count
    }
    let experiment = try chosen.reduce(self.experiment) { try $0.setting($1.name, to: $1.value) }
    try experiment.checkConditions(set: Set(chosen.map(\.name) + fixed))
    let settings = experiment.settings
    var members: [(String, JSON)] = [
      ("experiment", .string(experiment.id)), ("version", .string(experiment.version)),
    ]
    if let data { members += [("data", .string(data.hash)), ("target", .string(data.target))] }
    members += [
      ("set", .object(settings.map { ($0.name, plainValue($0.value)) })),
      ("record", .array(record.map { .string($0) })),
    ]
    let values = columns.map { name in
      settings.first { $0.name == name }.map { plainValue($0.value) } ?? .null
    }
    return Run(
      index: index, experiment: experiment, line: JSON.object(members).line, values: values)
  }

  /// What the segments of this plan begin with; the shard is left out where rows of several stand.
  ///
  /// - Throws: `UsageError` when the values of the first run do not go together.
  public func header(shard: Shard?) throws -> SegmentHeader {
    let settings = experiment.settings
    let first = try run(at: 0).line
    let axes = axes.joined().map { "\($0.name)=\($0.values.joined(separator: " "))" }
    let identity = ([first] + axes).joined(separator: "\n")
    return SegmentHeader(
      plan: sha256(Array(identity.utf8)), runs: count, shard: shard?.index, of: shard?.count,
      experiment: experiment.id, version: experiment.version, data: data?.hash,
      set: fixed.map { name in
        [name, settings.first { $0.name == name }?.value ?? ""]
      },
      defaults: settings.filter { !fixed.contains($0.name) && !columns.contains($0.name) }
        .map { [$0.name, $0.value] },
      columns: columns, record: record)
  }
}

/// A value that reads back as typed: a number where it is one.
private func plainValue(_ text: String) -> JSON {
  guard let number = Double(text), number.isFinite, short(number) == text else {
    return .string(text)
  }
  return .number(number)
}

/// A part of a plan: the runs whose index leaves `index` on division by `count`.
public struct Shard: Hashable, Sendable, CustomStringConvertible {
  /// 0..<`count`.
  public let index: Int
  /// The number of parts.
  public let count: Int

  /// The whole plan.
  public static let whole = Shard(index: 0, count: 1)

  private init(index: Int, count: Int) { (self.index, self.count) = (index, count) }

  /// Reads `k/N`.
  ///
  /// - Throws: `UsageError` for what is no part, with the remedy for ids that begin at 1.
  public init(_ text: String) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]), count >= 1,
      index >= 0
    else {
      throw UsageError.other(
        "--shard \(printable(text)) is no part; give k/N with k from 0 to N-1, as 0/8")
    }
    guard index < count else {
      throw UsageError.other(
        "--shard \(index)/\(count) is not there: shards run from 0/\(count) to "
          + "\(count - 1)/\(count); where ids begin at 1, take 1 away")
    }
    self.init(index: index, count: count)
  }

  /// The number of runs of a plan that are in this part.
  public func runs(of count: Int) -> Int {
    index < count ? (count - 1 - index) / self.count + 1 : 0
  }

  /// `k/N`.
  public var description: String { "\(index)/\(count)" }
}
