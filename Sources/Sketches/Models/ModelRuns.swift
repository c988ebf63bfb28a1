import Lectures
import Records

/// What the models of a lecture give a sketch: columns, numbers and tables by name.
struct ModelRuns {
  /// The names of the sketch, with those that models give.
  private(set) var names: Names
  private(set) var tables: [Table] = []
  private(set) var numbers: [Quantity] = []
  private(set) var warnings: [String] = []
  /// What lines became, with their numbers.
  private(set) var explained: [(Int, String)] = []

  private let models: [NamedModel]
  private let table: CSVTable?
  private let mentions: (String) -> Bool
  private let isCheck: Bool
  /// The settings of the data and of lines of settings, which hold for the runs below.
  private var common: [Choice] = []
  private var runs = 0
  private var work = 0.0

  /// The most runs of a sketch, and the most operations of them all.
  static let mostRuns = 2000
  static let mostWork = 2e11

  /// Carries out what the lines ask for, in their order.
  ///
  /// - Parameters:
  ///   - lines: The lines.
  ///   - models: The models that may be named.
  ///   - table: The table of the sketch, where it has one, for models that take one.
  ///   - names: What names stand for so far.
  ///   - isCheck: Whether only names are looked at: every run then gives numbers at a venture.
  ///   - mentions: Whether the sketch speaks of a name, such as `theta.least_l1`.
  /// - Throws: `Fault`.
  init(
    _ lines: [ModelLine], _ models: [NamedModel], table: CSVTable?, _ names: Names, isCheck: Bool,
    mentions: @escaping (String) -> Bool
  ) throws {
    self.models = models
    self.table = table
    self.names = names
    self.isCheck = isCheck
    self.mentions = mentions
    for line in lines { try take(line) }
  }

  private mutating func take(_ line: ModelLine) throws {
    let part: NamedModel.Part =
      switch line.kind {
      case .data: .data
      case .settings: .settings
      case .run: .run
      }
    let known = models.filter { $0.part == part }
    guard let model = known.first(where: { $0.name == line.word }) else {
      throw unknown(line, part, known.map(\.name))
    }
    let choices = try line.settings.map { try choice($0, of: model, line) }
    switch line.kind {
    case .data: try takeData(model, choices, line)
    case .settings:
      common = common.filter { old in !choices.contains { $0.parameter == old.parameter } }
      common += choices
      explained.append((line.place.line, "settings of the runs below"))
    case .run(let name): try takeRun(name, model, choices, line)
    }
  }

  private func unknown(_ line: ModelLine, _ part: NamedModel.Part, _ known: [String]) -> Fault {
    let shown = printable(line.word)
    if part == .settings {
      return LineReader.unknown(line.word, line.wordPlace, models: known)
    }
    if part == .run, let setting = line.settings.first,
      Function.named(line.word) != nil || names.definitions[line.word] != nil
    {
      return Fault(setting.equals, "'=' has no meaning inside of brackets; remove it")
    }
    let hint =
      NearestName.to(line.word, among: known).map { "did you mean '\($0)'?" }
      ?? (known.isEmpty
        ? "this lecture has none; write a formula or the name of a file"
        : "there is \(known.sorted().joined(separator: ", "))")
    return Fault(line.wordPlace, "no \(part == .run ? "model" : "data") '\(shown)'; \(hint)")
  }

  // MARK: Data

  private mutating func takeData(
    _ model: NamedModel, _ choices: [Choice], _ line: ModelLine
  ) throws {
    let run = try configured(model, [], choices.map { ($0, 0) }, line)
    let result = try result(of: run, Set(run.measures.map(\.name)), model, line)
    for (name, values) in result.values { names.columns[name] = values }
    // What is not said has the data's own standard.
    common = run.settings.filter { model.parameters.values.contains($0.name) }.map { setting in
      choices.first { $0.parameter == setting.name }
        ?? Choice(
          name: setting.name, parameter: setting.name, values: [(setting.value, .nan)],
          isRange: false, place: line.place)
    }
    let columns = result.values.keys.sorted { ($0.count, $0) < ($1.count, $1) }
    explained.append(
      (line.place.line, "\(counted(columns.count, "column")): \(some: columns)"))
  }

  /// The experiment with what holds for it of the lines above, and its own settings.
  private func configured(
    _ model: NamedModel, _ common: [(Choice, Int)], _ own: [(Choice, Int)], _ line: ModelLine
  ) throws -> any Experiment {
    var run = model.experiment
    do {
      if let table, common.isEmpty || !common.contains(where: { $0.0.parameter == "samples" }),
        var given = run as? any ExperimentOnData, let target = table.columns.last
      {
        try given.take(table, target: table.columns.contains("y") ? "y" : target)
        run = given
      }
      for (choice, index) in common + own {
        run = try run.setting(choice.parameter, to: choice.values[index].text)
      }
      try run.checkConditions()
    } catch let fault as Fault {
      throw fault
    } catch {
      let words = ModelRuns.words(of: error, model, line)
      throw ModelRuns.fault(words, in: run, model, written: (common + own).map(\.0), line)
    }
    return run
  }

  private func result(
    of run: any Experiment, _ measures: Set<String>, _ model: NamedModel, _ line: ModelLine
  ) throws -> RunResult {
    do {
      return try run.run(recording: measures)
    } catch {
      throw Fault(line.wordPlace, ModelRuns.words(of: error, model, line))
    }
  }

  /// A fault of settings that do not go together, at the last of them that is written; those that
  /// are not have their values told.
  private static func fault(
    _ words: String, in run: any Experiment, _ model: NamedModel, written: [Choice],
    _ line: ModelLine
  ) -> Fault {
    let named = model.parameters.keys.sorted().filter {
      " \(words)".contains(" \($0)=")
    }
    let silent = named.filter { name in !written.contains { $0.name == name } }.map { name in
      let value = run.settings.first { $0.name == model.parameters[name] }?.value ?? ""
      return "\(name) is \(value) where it is not written; write \(name)=… too"
    }
    return Fault(
      written.last { named.contains($0.name) }?.place ?? line.wordPlace,
      ([words] + silent).joined(separator: "; "))
  }

  /// One line of what an experiment says, in the names of the sketch.
  private static func words(of error: any Error, _ model: NamedModel, _ line: ModelLine) -> String {
    var words = "\(error)"
    for prefix in ["experiment '\(model.experiment.id)': "] where words.hasPrefix(prefix) {
      words.removeFirst(prefix.count)
    }
    for (short, long) in model.parameters.sorted(by: { $0.value.count > $1.value.count })
    where short != long {
      words = words.replacing("\(long)=", with: "\(short)=")
      // Conditions name parameters besides their values.
      if words.contains("do not meet: "), let start = words.firstRange(of: "do not meet: ") {
        let condition = words[start.upperBound...].split(separator: " ").map { word -> Substring in
          word.prefix { $0.isLetter || $0 == "-" } == long
            ? short + word.dropFirst(long.count) : word
        }
        words = words[..<start.upperBound] + condition.joined(separator: " ")
      }
    }
    if words.hasSuffix(".") { words.removeLast() }
    return "\(model.name): \(words)"
  }

  // MARK: Runs

  private mutating func takeRun(
    _ name: String, _ model: NamedModel, _ own: [Choice], _ line: ModelLine
  ) throws {
    let usable = common.filter { old in
      model.experiment.parameterNames.contains(old.parameter)
        && !own.contains { $0.parameter == old.parameter }
    }
    let axes = (usable + own).filter(\.isRange)
    let count = axes.reduce(1) { $0 * $1.values.count }
    runs += count
    guard runs <= Self.mostRuns else {
      throw Fault(
        line.wordPlace,
        "\(runs) runs are too many for a sketch; give shorter ranges, of at most "
          + "\(Self.mostRuns) runs together")
    }
    let measures = Set(
      model.experiment.measures.map(\.name).filter {
        !model.onDemand.contains($0) || mentions("\(name).\(spelled($0))")
      })
    let choices = [usable, own]
    func index(_ choice: Choice, _ run: Int) -> Int {
      // The first range varies slowest.
      var rest = run
      for axis in axes.reversed() {
        if axis.parameter == choice.parameter { return rest % axis.values.count }
        rest /= axis.values.count
      }
      return 0
    }
    guard !isCheck else {
      _ = try configured(model, usable.map { ($0, 0) }, own.map { ($0, 0) }, line)
      return pretend(name, model, axes, measures)
    }
    let all = try (0..<count).map { k in
      try configured(
        model, choices[0].map { ($0, index($0, k)) }, choices[1].map { ($0, index($0, k)) }, line)
    }
    work += all.reduce(0) { $0 + max(1e6, $1.work) }
    guard work <= Self.mostWork else {
      throw Fault(
        line.wordPlace, "\(model.name) asks for too many operations; take fewer runs or steps")
    }
    let results = try parallelMap(count) { k in
      Result { try all[k].run(recording: measures) }
    }.map { outcome in
      do { return try outcome.get() } catch {
        throw Fault(line.wordPlace, ModelRuns.words(of: error, model, line))
      }
    }
    let kept = results.indices.filter { results[$0].status == "done" }
    try tell(results, kept: kept.count, model, line)
    let rows = kept.map { k in
      (axes.map { $0.values[index($0, k)].number }, results[k].values)
    }
    let order = model.experiment.measures.map(\.name).filter(measures.contains)
    if model.isPath {
      takeTable(name, axes.map(\.name), order, ModelRuns.moments(rows, order))
    } else if axes.isEmpty {
      takeNumbers(name, model, order, results[0].values)
    } else {
      let scalars = order.filter { measure in rows.contains { $0.1[measure]?.count == 1 } }
      takeTable(
        name, axes.map(\.name), scalars,
        rows.map { row in row.0 + scalars.map { row.1[$0]?.first ?? .nan } })
    }
    let what = model.isPath || !axes.isEmpty ? "a table of" : "\(name) and"
    let given =
      names.columns.keys.filter { $0.hasPrefix("\(name).") }
      + names.values.keys.filter { $0.hasPrefix("\(name).") }
    explained.append(
      (
        line.place.line,
        "\(counted(count, "run")) of \(model.name): \(what) \(list: given.sorted())"
      ))
  }

  /// Says which runs have no limit.
  private mutating func tell(
    _ results: [RunResult], kept: Int, _ model: NamedModel, _ line: ModelLine
  ) throws {
    let ends = Dictionary(grouping: results.map(\.status).filter { $0 != "done" }) { $0 }
    let words = ends.sorted { $0.key < $1.key }.map { "\($0.value.count) \($0.key)" }
    guard kept > 0 else {
      throw Fault(
        line.wordPlace,
        "no run of \(model.name) comes to its end (\(words.joined(separator: ", "))); "
          + "choose other settings, such as smaller steps")
    }
    guard kept < results.count else { return }
    warnings.append(
      "line \(line.place.line): of \(counted(results.count, "run")) of \(model.name) "
        + "\(words.joined(separator: ", ")); left out")
  }

  /// The rows of runs over moments, below each other.
  private static func moments(
    _ runs: [([Double], [String: [Double]])], _ measures: [String]
  ) -> [[Double]] {
    runs.flatMap { settings, values in
      (0..<(measures.compactMap { values[$0]?.count }.max() ?? 0)).map { k in
        settings
          + measures.map { measure in
            values[measure].flatMap { $0.indices.contains(k) ? $0[k] : nil } ?? .nan
          }
      }
    }
  }

  private func spelled(_ measure: String) -> String {
    measure.replacing("-", with: "_")
  }

  private mutating func takeTable(
    _ name: String, _ settings: [String], _ measures: [String], _ rows: [[Double]]
  ) {
    let columns = settings + measures.map(spelled)
    for (index, column) in columns.enumerated() {
      names.columns["\(name).\(column)"] = rows.map { $0[index] }
    }
    names.runs[name] = columns.last.map { "\(name).\($0)" }
    tables.append(Table(name, columns, rows))
  }

  private mutating func takeNumbers(
    _ name: String, _ model: NamedModel, _ measures: [String], _ values: [String: [Double]]
  ) {
    for measure in measures {
      guard let own = values[measure] else { continue }
      if measure == model.main {
        names.columns[name] = own
        names.columns["\(name).j"] = own.indices.map { Double($0 + 1) }
        tables.append(
          Table(name, ["j", "value"], own.enumerated().map { [Double($0 + 1), $1] }))
      } else if let value = own.first, own.count == 1 {
        names.values["\(name).\(spelled(measure))"] = value
        numbers.append(Quantity("\(name).\(measure)", value))
      }
    }
    if names.columns[name] == nil { names.runs[name] = numbers.last.map { $0.name } }
  }

  /// Names with numbers at a venture, so that formulas can be looked at.
  private mutating func pretend(
    _ name: String, _ model: NamedModel, _ axes: [Choice], _ measures: Set<String>
  ) {
    let some = [0.5, 0.75]
    let isTable = model.isPath || !axes.isEmpty
    for measure in measures {
      if measure == model.main {
        guard !isTable else { continue }
        names.columns[name] = some
        names.columns["\(name).j"] = some
      } else if isTable {
        names.columns["\(name).\(spelled(measure))"] = some
      } else {
        names.values["\(name).\(spelled(measure))"] = 0.5
      }
    }
    for axis in axes { names.columns["\(name).\(axis.name)"] = some }
    if names.columns[name] == nil {
      names.runs[name] = measures.sorted().first.map { "\(name).\(spelled($0))" }
    }
  }
}
