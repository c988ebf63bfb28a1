import ArgumentParser
import Drawing
import Lectures
import Records
import Sweeps

/// The command `figures plan`.
struct PlanCommand: ParsableCommand, Verb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "plan", "Print the runs of a sweep, one line of JSON for each.",
      """
      Examples:
        <command> plan sweep.toml --count
        <command> plan sweep.toml | head -3
      """)
  }

  @OptionGroup var options: ConsoleOptions

  @Argument(help: "The sweep, a TOML file.", completion: .file(extensions: ["toml"]))
  var source: String

  @Flag(help: "Print the number of runs only.")
  var count = false

  func run() throws {
    let plan = try sweepPlan(source)
    guard !count else {
      return try console.result([("runs", .number(Double(plan.count)))]) { "\(plan.count)\n" }
    }
    // A large plan is printed in pieces: it need not be held.
    let piece = 10_000
    for start in stride(from: 0, to: plan.count, by: piece) {
      let lines = try (start..<min(start + piece, plan.count)).map { index in
        let run = try plannedRun(plan, index, in: source)
        return "{\"key\":\"\(run.key)\",\"index\":\(index),\"run\":\(run.line)}\n"
      }
      try console.result(lines.joined())
    }
  }
}

/// Reads a sweep and the data that it names.
///
/// - Throws: `CommandFailure`: code 66 when a file is not there, 65 for what is wrong in it.
func sweepPlan(_ source: String) throws -> SweepPlan {
  let bytes = try readSource(source)
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw CommandFailure(.badData, "'\(printable(source))' is not UTF-8; save it as UTF-8")
  }
  let file = try SweepFile(text, named: source)
  let (experiment, data) = try chosenExperiment(file, in: source)
  return try SweepPlan(file, named: source, of: experiment, data: data)
}

/// A run of a plan.
///
/// - Throws: `CommandFailure` with code 65 for values that do not go together.
func plannedRun(_ plan: SweepPlan, _ index: Int, in source: String) throws -> SweepPlan.Run {
  try planned(index, in: source) { try plan.run(at: index) }
}

/// What a plan says of a run; values that do not go together are a fault of the file that holds them.
func planned<Value>(_ index: Int, in source: String, _ value: () throws -> Value) throws -> Value {
  do {
    return try value()
  } catch let refused as UsageError {
    throw CommandFailure(
      .badData,
      "\(printable(source)): run \(index): \(refused); choose other values, or let them vary "
        + "together in [zip]")
  }
}

private func chosenExperiment(
  _ file: SweepFile, in source: String
) throws -> (any Experiment, InputData?) {
  let lecture = Tool.lecture
  let own = lecture.experiments.first { $0.id == file.experiment }
  let figure = lecture.figures.first { $0.id == file.experiment || $0.alias == file.experiment }
  let known = lecture.experiments.map(\.id) + lecture.figures.map(\.id)
  guard let chosen = own ?? figure.map({ FigureExperiment($0) as any Experiment }) else {
    let hint = NearestName.to(file.experiment, among: known).map { "did you mean '\($0)'?" }
    throw CommandFailure(
      .badData,
      "\(printable(source)): no experiment '\(printable(file.experiment))'; "
        + (hint ?? "give \(known.joined(separator: ", "))"))
  }
  guard let (name, target) = file.data else {
    return (chosen, nil)
  }
  // Beside the sweep, as a document's files are beside it.
  let folder = source.lastIndex(of: "/").map { String(source[...$0]) } ?? ""
  func place(_ name: String) -> String { name.hasPrefix("/") ? name : folder + name }
  var path = place(name)
  let bytes = try readFile(path, limit: SparseTable.largestText)
  let data = InputData(hash: sha256(bytes), target: target)
  return try CommandFailure.telling(.badData, "'\(printable(path))': ") {
    if var able = own as? any ExperimentOnSparseData {
      let table = try SparseTable(parsing: bytes, target: target)
      guard let other = file.testData else {
        try able.take(table, heldOut: nil)
        return (able, data)
      }
      path = place(other)
      let held = try readFile(path, limit: SparseTable.largestText)
      try able.take(table, heldOut: try SparseTable(parsing: held, target: target))
      let both = sha256(Array("\(data.hash) \(sha256(held))".utf8))
      return (able, InputData(hash: both, target: target))
    }
    guard file.testData == nil else {
      throw file.failure("test-data", "has no part here; the experiment 'sparse' takes it")
    }
    let table = try CSVTable(parsing: bytes)
    if var able = own as? any ExperimentOnData {
      try able.take(table, target: target)
      return (able, data)
    }
    if own == nil, var able = figure as? any AcceptsData {
      try able.take(table, target: target)
      return (FigureExperiment(able), data)
    }
    throw CommandFailure(
      .badData,
      "\(printable(source)): '\(printable(file.experiment))' takes no data; leave data out")
  }
}
