import ArgumentParser
import Drawing
import Lectures
import Records
import Sketches

/// Which data a figure is computed from.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Your own data: a CSV file with a row for each sample.", valueName: "file.csv"),
    completion: .file(extensions: ["csv"]))
  var data: String?

  @Option(
    help: ArgumentHelp("The column of --data with the targets or labels.", valueName: "column"))
  var target: String?

  @Option(
    help: ArgumentHelp(
      "Rows of --data that are held back and predicted: a part as 0.25, or a fold k/K as 0/5.",
      valueName: "part"))
  var test: String?

  @Option(help: ArgumentHelp("The seed of their choice; 1 without it.", valueName: "seed"))
  var testSeed: Int?

  @Option(
    help: "Means that are taken out of --data: none, targets or columns.",
    completion: .list(Preparation.Centring.allCases.map(\.rawValue)))
  var centring: String?

  @Option(
    help: "What features of --data are divided by: none, or rms, the root of their mean square.",
    completion: .list(Preparation.Scaling.allCases.map(\.rawValue)))
  var scaling: String?

  @Flag(help: "A column of ones is one more feature of --data.")
  var intercept = false

  /// What is done with the data.
  private func preparation() throws -> Preparation {
    var made = Preparation()
    if let test {
      guard let held = Preparation.heldBack(test) else {
        throw UsageError.other(
          "no --test '\(printable(test))'; give a part between 0 and 1 as 0.25, or a fold k/K as 0/5"
        )
      }
      made.heldBack = held
    }
    if let testSeed {
      guard test != nil, testSeed >= 0 else {
        throw UsageError.other("--test-seed is the seed of --test, 0 or more; give both")
      }
      made.seed = testSeed
    }
    if let centring { made.centring = try choice(centring, as: "--centring") }
    if let scaling { made.scaling = try choice(scaling, as: "--scaling") }
    made.hasIntercept = intercept
    return made
  }

  /// The figure with the user's data, where some are given.
  func applied(
    to figure: any LectureFigure
  ) throws -> (figure: any LectureFigure, input: InputData?) {
    let preparation = try preparation()
    guard let data else {
      guard target == nil else { throw UsageError.other("--target needs --data FILE.csv") }
      if let option = preparation.options.first {
        throw UsageError.other("\(option) needs --data FILE.csv")
      }
      return (figure, nil)
    }
    guard let target else { throw UsageError.other("--data needs --target COLUMN") }
    guard var able = figure as? any AcceptsData else {
      let able = Tool.lecture.figures.filter { $0 is any AcceptsData }.map(\.id)
      throw UsageError.other(
        "figure '\(figure.id)' shows no data of yours; \(able.joined(separator: ", ")) do")
    }
    if !preparation.isNone, !type(of: able).takesPreparation {
      throw UsageError.other(
        "figure '\(figure.id)' takes data as they are; leave out "
          + preparation.options.joined(separator: " "))
    }
    let bytes = try readFile(data, limit: CSVTable.largestText)
    do {
      var table = try CSVTable(parsing: bytes)
      table.preparation = preparation
      try able.take(table, target: target)
      let input = InputData(
        hash: sha256(bytes), target: target, options: preparation.options)
      return (able, input)
    } catch let failure as CommandFailure {
      throw failure
    } catch let refused as UsageError {
      throw refused
    } catch {
      throw CommandFailure(.badData, "'\(printable(data))': \(error)")
    }
  }
}

/// A figure's parameters and data, as the user gives them.
struct FigureChoice: ParsableArguments {
  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var input: DataOptions

  /// A figure with the user's data and then the given values.
  func rendering(of figure: any LectureFigure) throws -> Rendering {
    let (given, data) = try input.applied(to: figure)
    return Rendering(
      try parameters.applied(to: given), of: Tool.lecture, input: data, standard: given.settings)
  }
}

extension Tool {
  /// The figures of some ids, aliases or files of sketches; all of the lecture's when there are none.
  ///
  /// Of several, a fault of one does not keep the others.
  static func figures(named ids: [String]) throws -> [any LectureFigure] {
    var seen: Set<String> = []
    guard ids.count > 1 else {
      return try ids.first.map { [try figure(named: $0)] } ?? lecture.figures
    }
    return try ids.map { try figureOrFault($0) }.filter { seen.insert($0.key).inserted }
  }

  /// The figures of some ids, aliases or files of sketches, whose files are to lie in one folder.
  ///
  /// - Throws: `UsageError` for two files of one name, the second of which would replace the first.
  static func figuresApart(named ids: [String]) throws -> [any LectureFigure] {
    var files: [String: String] = [:]
    for name in ids where isSketch(name) {
      let id = Sketch.id(of: name)
      // On some disks names that differ in capitals are one.
      let other = files.updateValue(name, forKey: id.lowercased())
      if let other, realPath(other) != realPath(name) {
        throw UsageError.other(
          "'\(printable(other))' and '\(printable(name))' are both called '\(id)'; "
            + "rename one, or write them into different folders with -o")
      }
    }
    return try figures(named: ids)
  }
}
